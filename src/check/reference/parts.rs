//! Parts of the document itself: 见第四部分, 见（五）, 本办法第十二条.
//!
//! Owns which words refer to this document and not to another one.

use super::Loose;
use super::label::{number, paragraphs};
use crate::outline::{MarkStyle, Outline};
use crate::span::Span;
use memchr::memmem::Finder;
use std::collections::BTreeSet;

/// Words that make what follows a part of this document.
const SEE: [&str; 12] = [
    "见",
    "参见",
    "详见",
    "本报告",
    "本方案",
    "本规划",
    "本意见",
    "本纲要",
    "报告中",
    "前述",
    "上述",
    "见本文",
];
/// What has articles.
const RULES: [&str; 9] = [
    "本办法",
    "本规定",
    "本细则",
    "本条例",
    "本章程",
    "本规则",
    "本制度",
    "本规程",
    "本标准",
];
/// A document with fewer parts of a kind is an excerpt.
const FEWEST: usize = 2;

/// References to parts that are not there.
pub(super) fn missing(text: &str, outline: &Outline) -> Vec<Loose> {
    let parts = match numbers(outline, MarkStyle::Part) {
        parts if parts.len() >= FEWEST => parts,
        _ => numbers(outline, MarkStyle::Han),
    };
    let items = numbers(outline, MarkStyle::HanBracket);
    let articles = articles(text, outline);
    let mut out = Vec::new();
    let (ordinal, bracket) = (Finder::new("第"), Finder::new("（"));
    for (start, body) in paragraphs(text, outline) {
        out.extend(lacking(body, start, (&ordinal, "部分"), &SEE, &parts, "部分"));
        out.extend(lacking(body, start, (&bracket, "）"), &SEE, &items, "（）"));
        out.extend(lacking(body, start, (&ordinal, "条"), &RULES, &articles, "条"));
    }
    out
}

/// Numbers between two words, behind one that refers, which `known` lacks.
fn lacking(
    body: &str,
    start: usize,
    (open, close): (&Finder, &str),
    behind: &[&str],
    known: &BTreeSet<u32>,
    unit: &str,
) -> Vec<Loose> {
    if known.len() < FEWEST {
        return Vec::new();
    }
    let read = |at: usize| {
        let inside = at + open.needle().len();
        // Most numbers are behind other words.
        if !behind.iter().any(|w| body[..at].ends_with(w)) {
            return None;
        }
        let (n, len) = number(&body[inside..])?;
        let end = inside + len;
        // （5） is a note or a formula
        let han = body[inside..end].chars().all(|c| !c.is_ascii_digit()) || unit == "条";
        let whole = Span::new(at, end + close.len()).shift(start);
        (han && body[end..].starts_with(close) && !known.contains(&n)).then(|| {
            let most = known.last().copied().unwrap_or(0);
            Loose::new(whole, most.to_string())
        })
    };
    open.find_iter(body.as_bytes()).filter_map(read).collect()
}

/// The numbers of marks of one style.
fn numbers(outline: &Outline, style: MarkStyle) -> BTreeSet<u32> {
    let marks = outline.paragraphs.iter().filter_map(|p| p.mark);
    marks.filter(|m| m.style == style).map(|m| m.number).collect()
}

/// 第十二条 at the start of a paragraph.
fn articles(text: &str, outline: &Outline) -> BTreeSet<u32> {
    let article = |(_, body): (usize, &str)| {
        let tail = body.strip_prefix('第')?;
        let (n, len) = number(tail)?;
        tail[len..].starts_with('条').then_some(n)
    };
    paragraphs(text, outline).filter_map(article).collect()
}
