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

/// For each figure of a sentence the first clause mark behind it that does not stand inside a later one.
pub(super) fn clause_ends(text: &str, sentence_end: u32, figures: &[Figure]) -> Vec<u32> {
    let mut ends = vec![sentence_end; figures.len()];
    let (mut next_start, mut next_end) = (sentence_end, sentence_end);
    for (figure, end) in figures.iter().zip(&mut ends).rev() {
        let from = figure.span.end;
        let gap = &text[from as usize..next_start.max(from) as usize];
        *end = gap.find(is_clause_mark).map_or(next_end, |mark| from + mark as u32);
        (next_start, next_end) = (figure.span.start, *end);
    }
    ends
}

/// Marks that end a clause, in both widths. 、 does not.
pub(super) fn is_clause_mark(c: char) -> bool {
    matches!(
        c,
        '，' | ',' | '；' | ';' | '：' | ':' | '。' | '！' | '？' | '（' | '(' | '）' | ')'
    )
}
