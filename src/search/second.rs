//! The characters that can stand second in a match.
//!
//! Owns how they are told from an expression, each with the first ones that they can follow ([`beginnings`]).

use super::first::{Edge, edge, edge_of_parts};
use super::raw::{Beginnings, NONE, Raw, raw};
use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange, Hir, HirKind, Literal};

/// How matches can begin: with one of these characters, then with one of those; none of them where nothing need follow or all may.
type Start = (ClassUnicode, Option<ClassUnicode>);

/// Where so many pairs are possible, anything may follow.
const MANY: usize = 4096;

/// How the matches of an expression can begin.
pub(super) fn beginnings(hir: &Hir) -> Beginnings {
    let mut beginnings = Beginnings::default();
    for (first, second) in starts(hir, None) {
        let second = second.filter(|second| size(&first).saturating_mul(size(second)) <= MANY);
        for first in chars(&first) {
            match &second {
                Some(second) => chars(second).for_each(|second| beginnings.add((first, second))),
                None => beginnings.add((first, NONE)),
            }
        }
    }
    beginnings
}

fn chars(class: &ClassUnicode) -> impl Iterator<Item = Raw> {
    class.ranges().iter().flat_map(|r| r.start()..=r.end()).map(raw)
}

/// How many characters a class has.
pub(super) fn size(class: &ClassUnicode) -> usize {
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
    use super::super::raw::split;
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
            let beginnings = beginnings(&regex_syntax::Parser::new().parse(pattern).unwrap());
            let follows = |two: &str| {
                let (first, behind) = split(two.as_bytes());
                beginnings.may_begin(first, split(behind).0)
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
