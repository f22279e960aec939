//! The characters that can stand second in a match.
//!
//! Owns how they are told from an expression, each with the first ones that they can follow, and a set that answers for two characters in
//! one look ([`Seconds`]). It may let through what no match begins with, never keep out what one does.

use super::first::{Edge, edge, edge_of_parts};
use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange, Hir, HirKind, Literal};

/// Pairs of characters that matches begin with.
#[derive(Debug)]
pub(super) struct Seconds {
    /// A bit for each pair, many of which share one. None when anything may follow any of the first ones.
    pairs: Box<[u64]>,
    /// First characters that anything may follow, or nothing at all.
    alone: ClassUnicode,
    /// A bit for each of these, many of which share one: most characters have none.
    hinted: [u64; HINTS / 64],
}

/// How matches can begin: with one of these characters, then with one of those; none of them where nothing need follow or all may.
type Start = (ClassUnicode, Option<ClassUnicode>);

/// Where so many pairs are possible, anything may follow.
const MANY: usize = 4096;

/// Bits of the table of pairs, and of the table of first characters that stand alone.
const BITS: usize = 1 << 16;
const HINTS: usize = 1 << 11;

impl Seconds {
    /// What can stand second in the matches of an expression.
    pub(super) fn of(hir: &Hir) -> Self {
        let mut seconds = Self {
            pairs: Box::default(),
            alone: ClassUnicode::empty(),
            hinted: [0; HINTS / 64],
        };
        for (first, second) in starts(hir, None) {
            match second.filter(|second| size(&first).saturating_mul(size(second)) <= MANY) {
                Some(second) => seconds.pair(&first, &second),
                None => seconds.alone.union(&first),
            }
        }
        seconds.hint();
        seconds
    }

    /// Whether a match may begin with a character and what stands behind it.
    #[inline]
    pub(super) fn may_follow(&self, first: char, second: Option<char>) -> bool {
        self.paired(first, second) || (self.hints(first) && super::holds(&self.alone, first))
    }

    /// The same, without telling apart what shares a bit.
    #[inline]
    pub(super) fn hint_at(&self, first: char, second: Option<char>) -> bool {
        self.paired(first, second) | self.hints(first)
    }

    #[inline]
    fn paired(&self, first: char, second: Option<char>) -> bool {
        second.is_some_and(|second| {
            let place = place(first, second);
            self.pairs
                .get(place / 64)
                .is_some_and(|bits| bits >> (place % 64) & 1 == 1)
        })
    }

    #[inline]
    fn hints(&self, first: char) -> bool {
        let place = first as usize % HINTS;
        self.hinted[place / 64] >> (place % 64) & 1 == 1
    }

    fn hint(&mut self) {
        for range in self.alone.ranges() {
            // A wide range has all bits.
            for c in (range.start() as usize..=range.end() as usize).take(HINTS) {
                self.hinted[c % HINTS / 64] |= 1 << (c % 64);
            }
        }
    }

    fn pair(&mut self, first: &ClassUnicode, second: &ClassUnicode) {
        if self.pairs.is_empty() {
            self.pairs = vec![0; BITS / 64].into_boxed_slice();
        }
        let chars = |class: &ClassUnicode| {
            class
                .ranges()
                .iter()
                .flat_map(|r| r.start()..=r.end())
                .collect::<Vec<char>>()
        };
        let second = chars(second);
        for a in chars(first) {
            for b in &second {
                let place = place(a, *b);
                self.pairs[place / 64] |= 1 << (place % 64);
            }
        }
    }
}

#[inline]
fn place(first: char, second: char) -> usize {
    let pair = u64::from(u32::from(first)) << 21 | u64::from(u32::from(second));
    (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as usize
}

fn size(class: &ClassUnicode) -> usize {
    class
        .ranges()
        .iter()
        .map(|r| r.end() as usize - r.start() as usize + 1)
        .sum()
}

/// How the matches of an expression can begin when `next` stands behind it; none when anything may.
fn starts(hir: &Hir, next: Option<&ClassUnicode>) -> Vec<Start> {
    let only = |c: char| ClassUnicode::new([ClassUnicodeRange::new(c, c)]);
    match hir.kind() {
        HirKind::Literal(Literal(bytes)) => {
            let mut chars = std::str::from_utf8(bytes).unwrap_or_default().chars();
            let first = chars.next().map(only).into_iter();
            let second = chars.next().map(only).or_else(|| next.cloned());
            first.map(|first| (first, second.clone())).collect()
        }
        HirKind::Capture(capture) => starts(&capture.sub, next),
        HirKind::Repetition(repetition) if repetition.max == Some(1) => starts(&repetition.sub, next),
        HirKind::Repetition(repetition) => {
            let again = next.zip(edge(&repetition.sub, Edge::Front)).map(|(next, again)| {
                let mut both = next.clone();
                both.union(&again);
                both
            });
            starts(&repetition.sub, again.as_ref())
        }
        HirKind::Concat(parts) => starts_of_parts(parts, next),
        HirKind::Alternation(parts) => parts.iter().flat_map(|part| starts(part, next)).collect(),
        _ => edge(hir, Edge::Front)
            .map(|first| (first, next.cloned()))
            .into_iter()
            .collect(),
    }
}

/// The same of parts that follow one another: what may be empty is followed by what stands behind it, and lets that begin.
fn starts_of_parts(parts: &[Hir], next: Option<&ClassUnicode>) -> Vec<Start> {
    let mut all = Vec::new();
    for (i, part) in parts.iter().enumerate() {
        let behind = &parts[i + 1..];
        let last = behind.iter().all(|part| matches!(part.kind(), HirKind::Look(_)));
        let follows = match last {
            true => next.cloned(),
            false => edge_of_parts(behind.iter(), Edge::Front),
        };
        all.extend(starts(part, follows.as_ref()));
        if part.properties().minimum_len() != Some(0) {
            break;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_stand_behind_the_first_character() {
        for (pattern, may, may_not) in [
            ("增长|下降", "增长 下降", "增降 下长"),
            ("增了?长", "增了 增长", "增加"),
            ("[甲乙]{2}丙", "甲乙 乙丙", "甲丁"),
            ("甲+$", "甲甲 甲丁 甲", ""),
            ("甲(?:$|乙)", "甲丁 甲", ""),
            ("(?:^|，)增长", "，增 增长", "，长 增，"),
            ("第(?:一|二)?(?:名|位)", "第一 第名", "第甲"),
            ("甲(?:乙|)丙", "甲乙 甲丙", ""),
            ("[^，]甲", "乙甲 乙丙", ""),
        ] {
            let seconds = Seconds::of(&regex_syntax::Parser::new().parse(pattern).unwrap());
            let follows = |two: &str| {
                let mut chars = two.chars();
                seconds.may_follow(chars.next().unwrap(), chars.next())
            };
            for two in may.split_whitespace() {
                assert!(follows(two), "{two} in {pattern}");
            }
            for two in may_not.split_whitespace() {
                assert!(!follows(two), "{two} in {pattern}");
            }
        }
    }
}
