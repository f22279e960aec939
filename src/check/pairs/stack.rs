//! Which marks pair.
//!
//! Owns the stack over one paragraph and what is forgiven: list marks (`1）`), apostrophes, pairs that a broken paragraph tears apart,
//! quotations of several paragraphs of which only the last is closed.

use crate::outline::Outline;
use crate::search::sparse::Sparse;
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
    /// The stretch of text in which the partner is missing: to the end of the sentence or the next mark of its kind.
    pub within: Span,
    /// A mark that belongs to the same slip: of the pair that it crosses, or turned the wrong way.
    pub other: Option<Span>,
    kind: usize,
    paragraph: usize,
}

/// A pair torn apart over more paragraphs than this is two slips.
const FARTHEST: usize = 3;

/// A quotation has at most so many paragraphs.
const LONGEST_QUOTATION: usize = 20;
/// How many marks back a partner is looked for, so that a file of nothing but brackets costs no more than another.
const DEEPEST: usize = 64;

/// All marks of a document without their partner, in order.
pub(super) fn lone(pairs: &[Pair], outline: &Outline, text: &str) -> Vec<Lone> {
    let mut all = Vec::new();
    let marks = pairs
        .iter()
        .flat_map(|p| [p.open, p.close])
        .fold(0, |marks, c| marks | bit(c));
    for (index, paragraph) in outline.paragraphs.iter().enumerate() {
        let mut found = scan(pairs, marks, paragraph.span, index, &outline.sparse, text);
        found.retain(|l| !(l.opens && l.span.start == paragraph.span.start && quotes_on(l, outline, index, text)));
        for mark in &mut found {
            mark.within = within(mark, pairs, paragraph.span, text);
        }
        all.append(&mut found);
    }
    merge(across(all))
}

/// Whether an opening mark at the start of a paragraph is one of a quotation of several: each of its paragraphs opens with the mark and the
/// last closes it at its end.
fn quotes_on(mark: &Lone, outline: &Outline, index: usize, text: &str) -> bool {
    let opening = mark.span.of(text);
    let after = outline.paragraphs[index + 1..].iter().map(|p| p.span.of(text));
    "“‘「『".contains(opening)
        && after
            .take_while(|body| body.starts_with(opening))
            .take(LONGEST_QUOTATION)
            .any(|body| body.trim_end_matches(['。', '*']).ends_with(mark.missing))
}

/// A bit for a character, which it shares with others: most marks of a text are none of a pair.
fn bit(c: char) -> u64 {
    1 << (u32::from(c) % 64)
}

/// The marks of one paragraph without their partner, in order; `marks` has the bits of all that pair.
fn scan(pairs: &[Pair], marks: u64, span: Span, paragraph: usize, sparse: &Sparse, text: &str) -> Vec<Lone> {
    let body = span.of(text);
    let mut stack: Vec<Lone> = Vec::new();
    let mut lone: Vec<Lone> = Vec::new();
    let held = sparse.within(span).iter().filter(|(_, c)| marks & bit(*c) != 0);
    for (place, c) in held.copied() {
        let i = (place - span.start) as usize;
        let new = |pair: &Pair, opens, missing| Lone {
            span: Span::new(i, i + c.len_utf8()).shift(span.start as usize),
            opens,
            missing,
            within: Span::default(),
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

/// Where the partner of a mark is missing.
fn within(mark: &Lone, pairs: &[Pair], paragraph: Span, text: &str) -> Span {
    let ends = |c: char| {
        "。！？\n".contains(c)
            || pairs
                .iter()
                .any(|p| p.kind == mark.kind && (p.open == c || p.close == c))
    };
    if mark.opens {
        let rest = &text[mark.span.end as usize..paragraph.end as usize];
        let len = rest
            .find(ends)
            .map_or(rest.len(), |i| i + rest[i..].chars().next().map_or(0, char::len_utf8));
        return Span::new(mark.span.end as usize, mark.span.end as usize + len);
    }
    let rest = &text[paragraph.start as usize..mark.span.start as usize];
    let start = rest
        .rfind(ends)
        .map_or(0, |i| i + rest[i..].chars().next().map_or(0, char::len_utf8));
    Span::new(paragraph.start as usize + start, mark.span.start as usize)
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
        match out.last_mut().filter(|last| last.paragraph == mark.paragraph) {
            Some(last) if last.other.unwrap_or(last.span).end == mark.span.start => {
                last.other.get_or_insert(mark.span);
            }
            Some(last) if last.other.is_none() && one_slip(last, &mark) => last.other = Some(mark.span),
            _ => out.push(mark),
        }
    }
    out
}

/// Whether an opening mark was closed by one of another kind, or two of a kind stand the wrong way round.
fn one_slip(first: &Lone, second: &Lone) -> bool {
    first.kind == second.kind || (first.opens && !second.opens)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::outline;
    use crate::source::{ReadOptions, read};

    const PAIRS: [(usize, char, char); 6] = [
        (0, '“', '”'),
        (1, '‘', '’'),
        (2, '（', '）'),
        (2, '(', ')'),
        (3, '《', '》'),
        (4, '〈', '〉'),
    ];

    /// The text with `[[ ]]` around what is found.
    fn found(text: &str) -> String {
        let document = read("a.txt", text.as_bytes(), &ReadOptions::default()).unwrap();
        let pairs = PAIRS.map(|(kind, open, close)| Pair { kind, open, close });
        let mut out = text.to_owned();
        for mark in lone(&pairs, &outline(&document), text).iter().rev() {
            out.insert_str(mark.span.end as usize, "]]");
            out.insert_str(mark.span.start as usize, "[[");
        }
        out
    }

    #[test]
    fn lone_marks_are_found_where_they_stand() {
        for marked in [
            "推进[[“]]一网通办改革，落实“双减”政策。",
            "推进一网通办[[”]]改革，落实“双减”政策。",
            "见[[《]]办法（2021年），学习《条例》。",
            "（见[[《]]办法）和《条例》",
            "“双减[[（]]培训”治理）政策",
            "[[”]]双减“政策",
            "[[“]]双减“政策",
            "[[“]]双减’’政策",
            "[[“]]四基地：即建设基地。\n“五中心”：即建设中心。",
            "甲[[（]]乙\n丙\n丁\n戊\n己[[）]]庚",
        ] {
            let text = marked.replace("[[", "").replace("]]", "");
            assert_eq!(found(&text), marked);
        }
    }

    #[test]
    fn what_pairs_or_needs_no_partner_is_silent() {
        for text in [
            "“甲‘乙（丙）’”《丁〈戊〉》(己）",
            "1）甲；2）乙。①）丙；a)丁",
            "people’s ’99年",
            "“第一段。\n“第二段。\n“第三段。”",
            "《实施方案（2021—\n2025年）》",
        ] {
            assert_eq!(found(text), text);
        }
    }

    #[test]
    fn a_file_of_marks_costs_no_more_than_another() {
        let start = std::time::Instant::now();
        found(&"（".repeat(100_000));
        found(&"“）".repeat(50_000));
        assert!(start.elapsed().as_secs() < 20);
    }
}
