//! The characters that a match can begin and end with.
//!
//! Owns how they are told from an expression ([`edge`]), and the search for the places where a match may begin ([`Firsts`]). What can stand
//! behind the first character is told in [`super::second`].

use super::raw::{Beginnings, Place, len, split};
use super::second::{beginnings, size};
use crate::search::sparse::is_sparse;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Literal, Look};

/// How matches begin, and how such places are looked for.
#[derive(Debug)]
pub(super) struct Firsts {
    beginnings: Beginnings,
    /// The characters that a match can begin with, where they are so many that most others share a bit with one of them.
    wide: Option<ClassUnicode>,
    /// Whether one of them begins with a byte. Most characters are passed over before they are put together from their bytes.
    leads: [bool; 256],
    /// The first bytes of all, where they are so few and stand so seldom that looking for them passes over long stretches at once.
    rare: Vec<u8>,
    /// Whether Han characters begin with nearly all bytes that they can begin with: no byte need be looked for then.
    dense: bool,
    /// Whether all of the characters are sparse ([`crate::search::sparse`]).
    pub(super) marks: bool,
}

/// More Chinese characters than this stand so often that looking for them passes over too little.
const MANY: usize = 600;

/// A class of more characters than this is wide.
const WIDE: usize = 1024;

/// The first of the main block of Han characters, and the last.
const HAN: (u32, u32) = (0x4E00, 0x9FFF);

impl Firsts {
    /// The table of the class that the matches of an expression begin with; none for one that holds so much of the Chinese script that it
    /// selects nothing.
    pub(super) fn of(class: &ClassUnicode, hir: &Hir) -> Option<Self> {
        let han = |from: u32, to: u32| (to.min(HAN.1) + 1).saturating_sub(from.max(HAN.0)) as usize;
        let many: usize = class
            .ranges()
            .iter()
            .map(|r| han(r.start() as u32, r.end() as u32))
            .sum();
        if many > MANY {
            return None;
        }
        let leads = leads(class);
        Some(Self {
            rare: rare(&leads),
            dense: leads[0xE4..=0xE9].iter().filter(|led| **led).count() > 3,
            leads,
            marks: size(class) <= WIDE && class.ranges().iter().flat_map(|r| r.start()..=r.end()).all(is_sparse),
            beginnings: beginnings(hir),
            wide: (size(class) > WIDE).then(|| class.clone()),
        })
    }

    /// The same for what stands behind a lead: the start of a text, or one character of a class.
    pub(super) fn behind_lead(hir: &Hir) -> Option<Self> {
        let HirKind::Concat(parts) = hir.kind() else {
            return None;
        };
        let (lead, rest) = parts.split_first()?;
        let HirKind::Alternation(ways) = lead.kind() else {
            return None;
        };
        let lead = |way: &Hir| {
            matches!(
                way.kind(),
                HirKind::Look(Look::Start) | HirKind::Class(Class::Unicode(_))
            )
        };
        if !ways.iter().all(lead) {
            return None;
        }
        let rest = Hir::concat(rest.to_vec());
        Self::of(&edge(&rest, Edge::Front)?, &rest)
    }

    /// Whether a match may begin at a place of a text, by its first two characters.
    pub(super) fn may_begin(&self, text: &str, at: usize) -> bool {
        let (first, behind) = split(&text.as_bytes()[at..]);
        self.beginnings.may_begin(first, split(behind).0)
    }

    /// The next place of a text, from one on, where a match may begin.
    pub(super) fn next(&self, text: &str, mut at: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        if self.dense {
            return self.beginnings.find(bytes.get(at..)?, |place: Place| {
                let at = bytes.len() - place.behind.len() - len(place.first);
                self.holds(&text[at..]).then_some(at)
            });
        }
        loop {
            at = self.next_byte(bytes, at)?;
            let (first, behind) = split(&bytes[at..]);
            if self.beginnings.may_begin(first, split(behind).0) && self.holds(&text[at..]) {
                return Some(at);
            }
            at = bytes.len() - behind.len();
        }
    }

    /// Whether a text begins with one of the characters, where that is more than the tables tell.
    #[inline]
    fn holds(&self, text: &str) -> bool {
        let class = self.wide.as_ref();
        class.is_none_or(|class| text.starts_with(|c| super::holds(class, c)))
    }

    /// The next place, from one on, of a byte that a character may begin with.
    #[inline]
    fn next_byte(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let rest = bytes.get(at..)?;
        let ahead = match self.rare[..] {
            [a] => memchr::memchr(a, rest),
            [a, b] => memchr::memchr2(a, b, rest),
            [a, b, c] => memchr::memchr3(a, b, c, rest),
            _ => rest.iter().position(|byte| self.leads[usize::from(*byte)]),
        };
        Some(at + ahead?)
    }
}

/// Whether one of the characters of a class may begin with a byte.
fn leads(class: &ClassUnicode) -> [bool; 256] {
    let mut leads = [false; 256];
    let lead = |c: char| usize::from(c.encode_utf8(&mut [0; 4]).as_bytes()[0]);
    for range in class.ranges() {
        leads[lead(range.start())..=lead(range.end())].fill(true);
    }
    // These stand inside characters only.
    leads[0x80..0xC0].fill(false);
    leads
}

/// The bytes that lead, where they are three at most and none begins the Han characters.
fn rare(leads: &[bool; 256]) -> Vec<u8> {
    let held = (0_u8..=255).filter(|byte| leads[usize::from(*byte)]);
    let held: Vec<u8> = held.take(4).collect();
    let few = held.len() <= 3 && !held.iter().any(|byte| (0xE4..=0xE9).contains(byte));
    held.into_iter().filter(|_| few).collect()
}

/// An end of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Front,
    Back,
}

/// The characters that a match can have at an end; none when it may be empty.
pub(super) fn edge(hir: &Hir, side: Edge) -> Option<ClassUnicode> {
    match hir.kind() {
        HirKind::Literal(Literal(bytes)) => {
            let mut chars = std::str::from_utf8(bytes).ok()?.chars();
            let c = match side {
                Edge::Front => chars.next()?,
                Edge::Back => chars.next_back()?,
            };
            Some(ClassUnicode::new([ClassUnicodeRange::new(c, c)]))
        }
        HirKind::Class(Class::Unicode(class)) => Some(class.clone()),
        HirKind::Capture(capture) => edge(&capture.sub, side),
        HirKind::Repetition(repetition) if repetition.min > 0 => edge(&repetition.sub, side),
        HirKind::Concat(parts) if side == Edge::Front => edge_of_parts(parts.iter(), side),
        HirKind::Concat(parts) => edge_of_parts(parts.iter().rev(), side),
        HirKind::Alternation(parts) => {
            let mut all = ClassUnicode::empty();
            for part in parts {
                all.union(&edge(part, side)?);
            }
            Some(all)
        }
        _ => None,
    }
}

/// The same of parts that follow one another, the outer ones first. What may be empty adds what it can have there when it is not, and the
/// next part.
pub(super) fn edge_of_parts<'a>(parts: impl Iterator<Item = &'a Hir>, side: Edge) -> Option<ClassUnicode> {
    let mut all = ClassUnicode::empty();
    for part in parts {
        let optional = part.properties().minimum_len() == Some(0);
        match (part.kind(), optional) {
            (HirKind::Look(_), _) => {}
            (HirKind::Repetition(r), true) => all.union(&edge(&r.sub, side)?),
            (_, true) => return None,
            (_, false) => {
                all.union(&edge(part, side)?);
                return Some(all);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_characters_at_the_ends() {
        let shown = |class: Option<ClassUnicode>| {
            let ranges = class.iter().flat_map(|c| c.ranges().to_vec()).collect::<Vec<_>>();
            ranges
                .iter()
                .map(|r| format!("{}{}", r.start(), r.end()))
                .collect::<Vec<_>>()
                .join(" ")
        };
        for (pattern, front, back) in [
            ("增长了?", "增增", "了了 长长"),
            ("^(?:增|减)*[^ -一]", "减减 增增", ""),
            ("[甲乙]{2}x*$", "甲甲 乙乙", "xx 甲甲 乙乙"),
            ("(?:^|，)增", "", "增增"),
        ] {
            let hir = regex_syntax::Parser::new().parse(pattern).unwrap();
            let found = edge(&hir, Edge::Front);
            if front.is_empty() || !pattern.contains("[^") {
                assert_eq!(shown(found), sorted(front), "{pattern}");
            }
            if !back.is_empty() {
                assert_eq!(shown(edge(&hir, Edge::Back)), sorted(back), "{pattern}");
            }
        }
    }

    fn sorted(ranges: &str) -> String {
        let mut ranges: Vec<&str> = ranges.split_whitespace().collect();
        ranges.sort_unstable();
        ranges.join(" ")
    }
}
