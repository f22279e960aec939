//! 名词解释: the terms that are explained, against the text.
//!
//! Owns where the list begins and what its terms are. Terms are compared without marks and spaces.

use super::Loose;
use super::label::bare;
use crate::outline::Outline;
use crate::span::Span;

/// What the title of the list says.
pub(super) const TITLES: [&str; 3] = ["名词解释", "名词注释", "名词说明"];
/// The title is at most so long, in characters, and so is a term.
const LONGEST: usize = 20;
/// More terms than this that the text lacks come from a text that is an excerpt.
const MOST: usize = 3;

/// Marks in which the text and the list often differ.
const DROPPED: &str = "“”‘’\"《》*、，—－-";

/// Terms that are explained and do not stand in the text.
pub(super) fn unused(text: &str, outline: &Outline) -> Vec<Loose> {
    let title = outline.paragraphs.iter().position(|p| {
        let body = bare(text, p).map_or("", |(_, body)| body);
        body.chars().count() <= LONGEST && TITLES.iter().any(|t| body.contains(t)) && !body.contains(['。', '；'])
    });
    let Some(title) = title else { return Vec::new() };
    let body = plain(&text[..outline.paragraphs[title].span.start as usize]);
    let mut out = Vec::new();
    for paragraph in &outline.paragraphs[title + 1..] {
        let Some((start, entry)) = bare(text, paragraph) else {
            continue;
        };
        let absent = terms(entry, start)
            .into_iter()
            .filter(|at| !body.contains(&plain(at.of(text))));
        out.extend(absent.map(|at| Loose::new(at, "")));
    }
    if out.len() > MOST { Vec::new() } else { out }
}

/// A text as terms are compared: without marks and spaces, digits as Chinese numerals (“9张清单” is “九张清单”).
fn plain(text: &str) -> String {
    let digits = "〇一二三四五六七八九";
    let same = |c: char| match c {
        '\u{4E00}'..='\u{9FFF}' => Some(c),
        '＋' => Some('+'),
        c if c.is_ascii_digit() => digits.chars().nth(c as usize - '0' as usize),
        c => (!c.is_whitespace() && !DROPPED.contains(c)).then_some(c),
    };
    let mut out = String::with_capacity(text.len());
    out.extend(text.chars().filter_map(same));
    out
}

/// The terms of an entry: what stands in quotes before the colon. An entry without quotes tells no exact wording.
fn terms(entry: &str, start: usize) -> Vec<Span> {
    let head = entry.find(['：', ':']).map_or("", |end| &entry[..end]);
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(open) = head[at..].find('“').map(|i| at + i + '“'.len_utf8()) {
        let Some(close) = head[open..].find('”').map(|i| open + i) else {
            break;
        };
        if head[open..close].chars().count() <= LONGEST && close > open {
            out.push(Span::new(open, close).shift(start));
        }
        at = close + '”'.len_utf8();
    }
    out
}
