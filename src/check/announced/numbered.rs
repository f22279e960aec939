//! A number that announces numbered items: 抓好四项工作：一是…二是….
//!
//! Owns how far the ordinals behind a colon run. It looks at one paragraph; a list that goes on in the next one is no slip.

use super::{Mismatch, SLIP};
use crate::outline::numeral_value;
use crate::pattern::Plain;
use crate::span::Span;

/// An ordinal at the start of a clause: 一是, 二要.
const ORDINAL: &str = r"(?:^|[。；;：:，,！？”）\s*])(?P<mark>(?P<numeral>[一二三四五六七八九]|十[一二三四五六七八九]?|二十[一二三四五六七八九]?)(?P<verb>是|要))";

/// The expressions of a rule.
pub(super) struct Numbered {
    head: Plain,
    ordinal: Plain,
}

impl Numbered {
    /// The expressions for these classifiers; none when one of them cannot stand in an expression.
    pub(super) fn new(classifiers: &[String]) -> Option<Self> {
        let classifiers: Vec<String> = classifiers.iter().map(|c| regex::escape(c)).collect();
        let head = format!(
            r"(?:^|[^第十百千、一二三四五六七八九\d])(?P<head>(?P<numeral>[两二三四五六七八九]|十[一二三四五六七八九]?|二十[一二三四五六七八九]?|\d{{1,2}})(?:{}))\p{{Han}}{{0,12}}[：:](?P<first>一)(?:是|要)",
            classifiers.join("|")
        );
        Some(Self {
            head: Plain::parse(&head).ok()?,
            ordinal: Plain::parse(ORDINAL).ok()?,
        })
    }

    /// The announcements of a paragraph that its ordinals contradict; spans are offsets into `body`.
    pub(super) fn mismatches(&self, body: &str) -> Vec<Mismatch> {
        let heads = self.head.matches(body).into_iter().filter_map(|found| {
            let (head, numeral) = (found.name("head")?, found.name("numeral")?);
            let number = body[numeral.clone()].parse().ok().or_else(|| match &body[numeral] {
                "两" => Some(2),
                han => numeral_value(han),
            })?;
            let first = found.name("first")?.start;
            let (count, end) = self.run(body, first);
            let slip = count >= 2 && count != number && count.abs_diff(number) <= SLIP;
            slip.then(|| Mismatch {
                head: Span::new(head.start, head.end),
                number,
                items: Span::new(first, end),
                count,
            })
        });
        heads.collect()
    }

    /// Whether a paragraph goes on with an enumeration.
    pub(super) fn goes_on(&self, body: &str) -> bool {
        let start = body.trim_start_matches(['*', '#', ' ', '　']);
        // Most paragraphs are told by their first character.
        start.starts_with(|c| "一二三四五六七八九十".contains(c))
            && (self.ordinal.matches(start).first())
                .is_some_and(|found| found.name("mark").is_some_and(|mark| mark.start == 0))
    }

    /// How many ordinals run on from the first, and where the last of them ends. A second 一是 begins another run.
    fn run(&self, body: &str, first: usize) -> (u32, usize) {
        let (mut count, mut end, mut verb) = (0, first, "");
        let text = &body[first..];
        for found in self.ordinal.matches(text) {
            let (Some(mark), Some(own)) = (found.name("mark"), found.name("verb").map(|verb| &text[verb])) else {
                continue;
            };
            let number = found.name("numeral").and_then(|n| numeral_value(&text[n]));
            if count > 0 && own != verb {
                continue;
            }
            if number == Some(count + 1) {
                (count, end, verb) = (count + 1, first + mark.end, own);
            } else if number == Some(1) {
                break;
            }
        }
        (count, end)
    }
}
