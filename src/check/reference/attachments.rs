//! Attachments: 附件：1.任务清单 2.责任分工 at the end of a letter, headings 附件2, and 见附件2 in the text.
//!
//! Owns what is listed. Where nothing is listed the attachments are files of their own, and nothing is said.

use super::Loose;
use super::label::{Label, bare, further, labels, number, paragraphs, refers};
use crate::outline::{MarkStyle, Outline};
use crate::span::Span;
use std::collections::BTreeMap;

const WORD: &str = "附件";
/// A heading of an attachment is at most so long, in characters.
const LONGEST: usize = 40;

/// The attachments that are listed or follow, by number.
type Listed = BTreeMap<u32, Span>;

/// 见附件3 where there are two.
pub(super) fn missing(text: &str, outline: &Outline) -> Vec<Loose> {
    let listed = listed(text, outline);
    if listed.is_empty() {
        return Vec::new();
    }
    let known = known(&listed);
    let loose = |label: Label| Loose::new(label.span, known.clone());
    let all = references(text, outline).into_iter();
    all.filter(|label| !listed.contains_key(&label.number))
        .map(loose)
        .collect()
}

/// 附件共3个 where two are listed.
pub(super) fn miscounted(text: &str, outline: &Outline) -> Vec<Loose> {
    let listed = listed(text, outline);
    if listed.is_empty() {
        return Vec::new();
    }
    let counts = paragraphs(text, outline).flat_map(|(start, body)| counts(body, start));
    let wrong = counts.filter(|(_, count)| *count as usize != listed.len());
    wrong.map(|(at, _)| Loose::new(at, listed.len().to_string())).collect()
}

/// A list of one attachment that is numbered.
pub(super) fn lone(text: &str, outline: &Outline) -> Vec<Loose> {
    let mut out = Vec::new();
    for (index, paragraph) in outline.paragraphs.iter().enumerate() {
        let Some((start, body)) = bare(text, paragraph) else {
            continue;
        };
        let Some(rest) = list(body) else { continue };
        let items = items(rest, start + body.len() - rest.len());
        if let [(1, at)] = items.as_slice()
            && !goes_on(outline, index + 1, 2)
        {
            let mut loose = Loose::new(*at, "");
            loose.instead = Some(String::new());
            out.push(loose);
        }
    }
    out
}

/// What stands behind 附件： at the start of a paragraph.
fn list(body: &str) -> Option<&str> {
    body.strip_prefix(WORD)?.strip_prefix(['：', ':'])
}

fn known(listed: &Listed) -> String {
    let names: Vec<String> = listed.keys().map(|n| format!("{WORD}{n}")).collect();
    names.join("、")
}

fn listed(text: &str, outline: &Outline) -> Listed {
    let mut listed = Listed::new();
    for (index, paragraph) in outline.paragraphs.iter().enumerate() {
        let Some((start, body)) = bare(text, paragraph) else {
            continue;
        };
        if !body.starts_with(WORD) {
            continue;
        }
        let whole = Span::new(start, start + body.len());
        let tail = &body[WORD.len()..];
        if let Some((n, len)) = number(tail) {
            if heads(&tail[len..]) {
                listed.entry(n).or_insert(whole);
            }
        } else if tail.is_empty() {
            listed.entry(1).or_insert(whole);
        } else if let Some(rest) = list(body) {
            let from = start + body.len() - rest.len();
            let items = items(rest, from);
            if items.is_empty() && !rest.trim().is_empty() {
                listed.entry(1).or_insert(whole);
            }
            listed.extend(items.iter().copied());
            let next = items.last().map_or(1, |(n, _)| n + 1);
            follow(outline, index + 1, next, &mut listed);
        }
    }
    listed
}

/// Whether what stands behind 附件2 makes it a heading: nothing, a mark or a title, no sentence.
fn heads(tail: &str) -> bool {
    tail.chars().count() <= LONGEST
        && !tail.contains(['。', '；'])
        && !tail.starts_with(['所', '中', '的', '明', '，', '、'])
}

/// The numbered items of one line: 1.任务清单 2.责任分工. Each with its number's place.
fn items(line: &str, from: usize) -> Vec<(u32, Span)> {
    let mut out: Vec<(u32, Span)> = Vec::new();
    for (at, c) in line.char_indices() {
        let opens = c.is_ascii_digit() && !line[..at].ends_with(|b: char| b.is_ascii_digit() || b == '.');
        let Some((n, len)) = number(&line[at..]).filter(|_| opens) else {
            continue;
        };
        let mark = line[at + len..].chars().next().filter(|m| ".．、".contains(*m));
        let wanted = out.last().map_or(1, |(n, _)| n + 1);
        if let Some(mark) = mark.filter(|_| n == wanted) {
            let span = Span::new(at, at + len + mark.len_utf8()).shift(from);
            out.push((n, span));
        }
    }
    out
}

/// Adds the numbered paragraphs that go on with a list.
fn follow(outline: &Outline, mut index: usize, mut next: u32, listed: &mut Listed) {
    while goes_on(outline, index, next) {
        listed.insert(next, outline.paragraphs[index].span);
        (index, next) = (index + 1, next + 1);
    }
}

fn goes_on(outline: &Outline, index: usize, number: u32) -> bool {
    let mark = outline.paragraphs.get(index).and_then(|p| p.mark);
    mark.is_some_and(|m| m.style == MarkStyle::Arabic && m.number == number)
}

/// 见附件2, （附件2）: labels in the text that refer to an attachment of this document.
fn references(text: &str, outline: &Outline) -> Vec<Label> {
    let mut out = Vec::new();
    for (start, body) in paragraphs(text, outline) {
        let within = Span::new(start, start + body.len());
        for label in labels(text, within, WORD) {
            let before = &text[start..label.span.start as usize];
            // （附件3份） counts them
            let counted = text[label.span.end as usize..].starts_with(['个', '份']);
            if !counted && (refers(before) || before.ends_with(['（', '('])) {
                out.push(label);
                out.extend(further(text, label));
            }
        }
    }
    out
}

/// 附件共3个, 附件3份, 附3个附件: each with its count.
fn counts(body: &str, start: usize) -> Vec<(Span, u32)> {
    let mut out = Vec::new();
    for (at, _) in body.match_indices(WORD) {
        let tail = body[at + WORD.len()..].trim_start_matches(['：', ':']);
        let tail = tail.strip_prefix('共').unwrap_or(tail);
        if let Some((n, len)) = number(tail)
            && tail[len..].starts_with(['个', '份'])
        {
            let from = start + body.len() - tail.len();
            out.push((Span::new(from, from + len + '个'.len_utf8()), n));
        }
    }
    out
}
