//! The literals that a regular expression requires.
//!
//! Owns one question: which strings must a text hold for the expression to match at all? The answer is a conjunction: of every list in it
//! the text must hold one string. Rules whose strings a sentence does not hold are not run on it.

use super::phrase::Parsed;
use regex_syntax::hir::{Class, Hir, HirKind};
use std::sync::Arc;

/// Lists of strings; a text that matches holds one of each.
pub type Required = Vec<Vec<String>>;

/// More alternatives than this select nothing.
const MOST: usize = 400;

/// More strings than this are not made by joining parts.
const MOST_JOINED: usize = 100;

/// More characters of a class than this select nothing. Those that stand for figures of one dimension are two.
const WIDEST: u32 = 80;

/// More lists than this cost more than they keep away.
pub const LISTS: usize = 4;

/// A list of more words is not looked for in one text.
const SHORT: usize = 12;

/// The lists of an expression, those that select most first; empty when there are none. Finding a character that stands everywhere costs
/// more than it keeps away, so that such lists are kept only where there is no better one.
pub fn required(hir: &Hir) -> Required {
    best(lists(hir, &[]))
}

/// The lists that select most.
pub fn best(mut lists: Required) -> Required {
    lists.sort_by(|a, b| worth(b).cmp(&worth(a)).then_with(|| a.cmp(b)));
    lists.dedup();
    lists.truncate(LISTS);
    let common = lists.iter().position(|list| worth(list).0 == 0);
    lists.truncate(common.map_or(LISTS, |first| first.max(1)));
    lists
}

/// Whether a text holds what is required. Long lists are taken as met: looking for their words costs as much as matching.
pub fn met(required: &Required, text: &str) -> bool {
    let mut short = required.iter().filter(|list| list.len() <= SHORT);
    short.all(|list| list.iter().any(|word| text.contains(word.as_str())))
}

/// All lists of an expression with its phrases.
pub(super) fn lists(hir: &Hir, phrases: &[Arc<Parsed>]) -> Required {
    if let Some(words) = exact(hir, phrases) {
        return vec![words];
    }
    match hir.kind() {
        HirKind::Capture(capture) => match phrases.get(capture.index as usize) {
            Some(phrase) if capture.name.is_none() => phrase.lists.clone(),
            _ => lists(&capture.sub, phrases),
        },
        HirKind::Repetition(repetition) if repetition.min >= 1 => {
            let often = exact(&repetition.sub, phrases).and_then(|words| power(&words, repetition.min));
            often.map_or_else(|| lists(&repetition.sub, phrases), |words| vec![words])
        }
        HirKind::Concat(parts) => side_by_side(parts, phrases),
        HirKind::Alternation(parts) => alternatives(parts, phrases),
        _ => Vec::new(),
    }
}

/// All strings that an expression matches, when they are few and none is empty.
pub(super) fn exact(hir: &Hir, phrases: &[Arc<Parsed>]) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => Some(vec![std::str::from_utf8(&literal.0).ok()?.to_owned()]),
        HirKind::Class(Class::Unicode(class)) => {
            let count: u32 = class
                .ranges()
                .iter()
                .map(|r| r.end() as u32 - r.start() as u32 + 1)
                .sum();
            let characters = class.ranges().iter().flat_map(|r| r.start()..=r.end());
            (count <= WIDEST).then(|| characters.map(String::from).collect())
        }
        HirKind::Capture(capture) => match phrases.get(capture.index as usize) {
            Some(phrase) if capture.name.is_none() => phrase.exact.clone(),
            _ => exact(&capture.sub, phrases),
        },
        HirKind::Repetition(r) if r.min >= 1 && r.max == Some(r.min) => power(&exact(&r.sub, phrases)?, r.min),
        HirKind::Concat(parts) => parts
            .iter()
            .map(|p| exact(p, phrases))
            .reduce(|a, b| product(&a?, &b?))?,
        HirKind::Alternation(parts) => {
            let all: Option<Vec<Vec<String>>> = parts.iter().map(|p| exact(p, phrases)).collect();
            Some(all?.concat()).filter(|words| words.len() <= MOST)
        }
        _ => None,
    }
}

/// The lists of parts that follow one another. Parts that are known to the letter are read as one: [由从][到至] is four strings of two.
/// Of a repeated part the first stands beside what is before it, and the last beside what is behind.
fn side_by_side(parts: &[Hir], phrases: &[Arc<Parsed>]) -> Required {
    let mut out = Required::new();
    let mut run: Option<Vec<String>> = None;
    for part in parts {
        let (words, repeated) = match part.kind() {
            HirKind::Repetition(r) if r.min >= 1 => (exact(&r.sub, phrases), r.max != Some(1)),
            _ => (exact(part, phrases), false),
        };
        let Some(words) = words else {
            out.extend(run.take());
            out.extend(lists(part, phrases));
            continue;
        };
        match run.as_ref().and_then(|before| product(before, &words)) {
            Some(joined) if repeated => out.extend(run.replace(words).map(|_| joined)),
            Some(joined) => run = Some(joined),
            None => out.extend(run.replace(words)),
        }
    }
    out.extend(run);
    out
}

/// Every string of the one list with every string of the other behind it, unless they are too many.
fn product(a: &[String], b: &[String]) -> Option<Vec<String>> {
    let few = a.len() * b.len() <= MOST_JOINED;
    few.then(|| {
        a.iter()
            .flat_map(|a| b.iter().map(move |b| format!("{a}{b}")))
            .collect()
    })
}

fn power(words: &[String], times: u32) -> Option<Vec<String>> {
    (1..times).try_fold(words.to_vec(), |all, _| product(&all, words))
}

/// One list for all alternatives: the best of each.
fn alternatives(parts: &[Hir], phrases: &[Arc<Parsed>]) -> Required {
    let best = |part: &Hir| lists(part, phrases).into_iter().max_by_key(|list| worth(list));
    let all: Option<Vec<Vec<String>>> = parts.iter().map(best).collect();
    let Some(all) = all else { return Vec::new() };
    let mut all = all.concat();
    all.sort();
    all.dedup();
    if all.len() <= MOST { vec![all] } else { Vec::new() }
}

/// How much a list selects: the characters of its shortest string first, then how few they are. What nearly every sentence holds counts
/// for nothing: characters that stand for figures, digits, the common marks.
fn worth(list: &[String]) -> (usize, std::cmp::Reverse<usize>) {
    let figure = |c: char| crate::shape::is_placeholder(c) || c.is_ascii_digit();
    let mark = |c: char| "，。、的".contains(c);
    // Two marks side by side are rare.
    let common = |s: &str| s.chars().all(|c| figure(c) || mark(c)) && (s.chars().any(figure) || s.chars().count() == 1);
    let length = |s: &String| match common(s) {
        true => 0,
        false => s.chars().count(),
    };
    (
        list.iter().map(length).min().unwrap_or(0),
        std::cmp::Reverse(list.len()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_match_must_hold() {
        for (pattern, wanted) in [
            ("增长(?:了)?百分点", "百分点 增长"),
            ("(?:由|从).{0,5}增加到", "增加到 从|由"),
            ("(?:由于|从而).{0,5}增加到", "增加到 从而|由于"),
            ("[由从].[到至]，", "到，|至， 从|由"),
            ("(?:上升|下降)", "上升|下降"),
            ("(?:上升a|.下降b)cd", "上升a|下降b cd"),
            ("[由从][到至]", "从到|从至|由到|由至"),
            ("x?(?:[由从]{2,3}|[到至]{2})", "从从|从由|到到|到至|由从|由由|至到|至至"),
            ("年[由从]+[到至]", "年从|年由 从到|从至|由到|由至"),
            ("增(?:长|加)(?:了|到)", "增加了|增加到|增长了|增长到"),
            ("[0-9]x?，", "，"),
            (".*", ""),
            ("(?:增长)?", ""),
            ("(?:增长|.)", ""),
        ] {
            let hir = regex_syntax::Parser::new().parse(pattern).unwrap();
            let sorted = |mut list: Vec<String>| {
                list.sort();
                list.join("|")
            };
            let lists: Vec<String> = required(&hir).into_iter().map(sorted).collect();
            assert_eq!(lists.join(" "), wanted, "{pattern}");
        }
    }
}
