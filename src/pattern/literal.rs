//! The literals that a regular expression requires.
//!
//! Owns one question: which strings must a text hold, one of them at least, for the expression to match at all? Rules whose strings a
//! sentence does not hold are not run on it.

use regex_syntax::hir::{Class, Hir, HirKind};

/// More alternatives than this select nothing.
const MOST: usize = 40;

/// Strings of which every match holds at least one; none when the expression has no such list.
pub fn required(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0)
            .ok()
            .filter(|s| !s.is_empty())
            .map(|s| vec![s.to_owned()]),
        HirKind::Capture(capture) => required(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min >= 1 => required(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(required).max_by_key(|list| worth(list)),
        HirKind::Alternation(parts) => {
            let lists: Option<Vec<Vec<String>>> = parts.iter().map(required).collect();
            let mut all = lists?.concat();
            all.sort();
            all.dedup();
            (all.len() <= MOST).then_some(all)
        }
        HirKind::Class(Class::Unicode(class)) => {
            let count: u32 = class
                .ranges()
                .iter()
                .map(|r| r.end() as u32 - r.start() as u32 + 1)
                .sum();
            (count <= 8).then(|| {
                class
                    .ranges()
                    .iter()
                    .flat_map(|r| r.start()..=r.end())
                    .map(String::from)
                    .collect()
            })
        }
        _ => None,
    }
}

/// How much a list selects: the length of its shortest string first, then how few they are; characters that stand for figures select
/// least, because nearly every sentence has them.
fn worth(list: &[String]) -> (usize, std::cmp::Reverse<usize>) {
    let shortest = list
        .iter()
        .map(|s| {
            if s.chars().any(crate::shape::is_placeholder) {
                1
            } else {
                s.len()
            }
        })
        .min()
        .unwrap_or(0);
    (shortest, std::cmp::Reverse(list.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_match_must_hold() {
        for (pattern, wanted) in [
            ("增长(?:了)?百分点", Some(vec!["百分点"])),
            ("(?:由|从).{0,5}增加到", Some(vec!["增加到"])),
            ("(?:上升|下降)", Some(vec!["上升", "下降"])),
            (".*", None),
            ("(?:增长)?", None),
        ] {
            let hir = regex_syntax::Parser::new().parse(pattern).unwrap();
            let wanted = wanted.map(|w: Vec<&str>| w.into_iter().map(str::to_owned).collect());
            assert_eq!(required(&hir), wanted, "{pattern}");
        }
    }
}
