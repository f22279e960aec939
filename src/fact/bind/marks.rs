//! The marks between the clauses of a sentence.
//!
//! Owns where a clause ends.

use super::super::indicator;
use crate::figure::Figure;

/// The last mark that ends a clause; a short remark in brackets (新（改）建, 示范村（社区）) is part of a name.
pub(super) fn last_mark(gap: &str) -> Option<usize> {
    let mark = gap.rfind(is_clause_mark)?;
    let width = gap[mark..].chars().next().map_or(0, char::len_utf8);
    match indicator::remark(&gap[..mark + width]) {
        Some(open) => last_mark(&gap[..open]),
        None => Some(mark),
    }
}

/// The first clause mark behind a figure that does not stand inside a later one.
pub(super) fn clause_end(text: &str, from: u32, next_start: u32, sentence_end: u32, later: &[Figure]) -> u32 {
    let mut start = from;
    let mut end = next_start;
    let mut later = later.iter();
    loop {
        if let Some(mark) = text[start as usize..end.max(start) as usize].find(is_clause_mark) {
            return start + mark as u32;
        }
        let Some(figure) = later.next() else {
            return sentence_end;
        };
        start = figure.span.end;
        end = later.clone().next().map_or(sentence_end, |f| f.span.start);
    }
}

/// Marks that end a clause, in both widths. 、 does not.
pub(super) fn is_clause_mark(c: char) -> bool {
    matches!(
        c,
        '，' | ',' | '；' | ';' | '：' | ':' | '。' | '！' | '？' | '（' | '(' | '）' | ')'
    )
}
