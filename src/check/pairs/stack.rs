//! Which marks pair.
//!
//! Owns the stack over one paragraph and what is forgiven: list marks (`1）`), apostrophes, pairs that a broken paragraph tears apart,
//! quotations of several paragraphs of which only the last is closed.

use crate::outline::Outline;
use crate::span::Span;

/// An opening and a closing mark; marks of one kind close each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// Which kind, by number.
    pub kind: usize,
    /// The opening mark.
    pub open: char,
    /// The closing mark.
    pub close: char,
}

/// A mark without its partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lone {
    /// The mark.
    pub span: Span,
    /// Whether it is an opening one.
    pub opens: bool,
    /// What would pair with it.
    pub missing: char,
    /// A mark that belongs to the same slip: of the pair that it crosses, or turned the wrong way.
    pub other: Option<Span>,
    kind: usize,
    paragraph: usize,
}

/// A pair torn apart over more paragraphs than this is two slips.
const FARTHEST: usize = 3;

/// How many marks back a partner is looked for, so that a file of nothing but brackets costs no more than another.
const DEEPEST: usize = 64;

/// All marks of a document without their partner, in order.
pub(super) fn lone(pairs: &[Pair], outline: &Outline, text: &str) -> Vec<Lone> {
    let mut all = Vec::new();
    for (index, paragraph) in outline.paragraphs.iter().enumerate() {
        let mut found = scan(pairs, paragraph.span, index, text);
        let next = outline.paragraphs.get(index + 1).map_or("", |p| p.span.of(text));
        // a quotation opens each of its paragraphs and is closed in the last
        found.retain(|l| {
            let mark = l.span.of(text);
            !(l.opens && "“‘「『".contains(mark) && l.span.start == paragraph.span.start && next.starts_with(mark))
        });
        all.extend(merge(found));
    }
    across(all)
}

/// The marks of one paragraph without their partner, in order.
fn scan(pairs: &[Pair], span: Span, paragraph: usize, text: &str) -> Vec<Lone> {
    let body = span.of(text);
    let mut stack: Vec<Lone> = Vec::new();
    let mut lone: Vec<Lone> = Vec::new();
    for (i, c) in body.char_indices() {
        let new = |pair: &Pair, opens, missing| Lone {
            span: Span::new(i, i + c.len_utf8()).shift(span.start as usize),
            opens,
            missing,
            other: None,
            kind: pair.kind,
            paragraph,
        };
        if let Some(pair) = pairs.iter().find(|p| p.open == c) {
            stack.push(new(pair, true, pair.close));
        } else if let Some(pair) = pairs.iter().find(|p| p.close == c) {
            let deep = stack.len().saturating_sub(DEEPEST);
            match stack[deep..]
                .iter()
                .rposition(|l| l.kind == pair.kind)
                .map(|at| at + deep)
            {
                Some(at) => {
                    lone.extend(stack.drain(at + 1..));
                    stack.truncate(at);
                }
                None if is_no_partner(c, &body[..i], &body[i + c.len_utf8()..]) => {}
                None => {
                    let mark = new(pair, false, pair.open);
                    match lone
                        .iter_mut()
                        .rev()
                        .take(DEEPEST)
                        .find(|l| l.opens && l.kind == pair.kind && l.other.is_none())
                    {
                        // its opening mark was cut off by the end of another pair: the two cross
                        Some(crossed) => crossed.other = Some(mark.span),
                        None => lone.push(mark),
                    }
                }
            }
        }
    }
    lone.append(&mut stack);
    lone.sort_by_key(|l| l.span);
    lone
}

/// Whether a closing mark needs no partner: the bracket of a list mark, an apostrophe (’99).
fn is_no_partner(mark: char, before: &str, after: &str) -> bool {
    match mark {
        '’' => {
            before.ends_with(|c: char| c.is_ascii_alphanumeric()) || after.starts_with(|c: char| c.is_ascii_digit())
        }
        '）' | ')' => {
            let numeral =
                |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c) || ('①'..='⑳').contains(&c);
            let rest = before.trim_end_matches(numeral);
            let count = before[rest.len()..].chars().count();
            let starts = rest
                .chars()
                .next_back()
                .is_none_or(|c| c.is_whitespace() || "。；：，、;:,*！？".contains(c));
            (1..=3).contains(&count) && starts
        }
        _ => false,
    }
}

/// Marks without a partner that are one slip: two openings or two of one kind (”甲“, “甲“), an opening and a closing of another kind (“甲’’).
fn merge(found: Vec<Lone>) -> Vec<Lone> {
    let mut out: Vec<Lone> = Vec::new();
    for mark in found {
        match out.last_mut() {
            Some(last) if last.other.map_or(last.span, |o| o).end == mark.span.start && last.kind == mark.kind => {
                last.other.get_or_insert(mark.span);
            }
            Some(last) if last.other.is_none() && last.opens && !mark.opens => last.other = Some(mark.span),
            Some(last) if last.other.is_none() && last.kind == mark.kind && (mark.opens || !last.opens) => {
                last.other = Some(mark.span);
            }
            _ => out.push(mark),
        }
    }
    out
}

/// What is left when pairs that are torn apart by a break of the paragraph are taken out.
fn across(all: Vec<Lone>) -> Vec<Lone> {
    let mut out: Vec<Lone> = Vec::new();
    for mark in all {
        let partner = out.iter().rposition(|l| l.kind == mark.kind && l.other.is_none());
        let pairs = |l: &Lone| l.opens && mark.paragraph - l.paragraph <= FARTHEST;
        match partner.filter(|_| !mark.opens && mark.other.is_none()) {
            Some(i) if pairs(&out[i]) => {
                out.remove(i);
            }
            _ => out.push(mark),
        }
    }
    out
}
