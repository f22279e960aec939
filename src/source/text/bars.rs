//! Tables that bars draw in plain text, as Markdown writes them: `| 指标 | 单位 |` over `|---|---|`.
//!
//! Owns which lines are such a table and where its cells are. A line of dashes has to stand below the first row; lines with bars alone are
//! text.

use super::super::{Segment, SegmentKind, is_blank};
use crate::span::Span;
use std::ops::Range;

/// The first table among lines: its rows, the line of dashes among them.
pub(super) fn first(source: &str, lines: &[Range<usize>]) -> Option<Range<usize>> {
    let row = |i: &usize| lines.get(*i).is_some_and(|line| is_row(&source[line.clone()]));
    let rule = |i: usize| lines.get(i).is_some_and(|line| is_rule(&source[line.clone()]));
    let start = (0..lines.len()).find(|i| row(i) && rule(i + 1))?;
    let rows = (start..).take_while(row).count();
    Some(start..start + rows)
}

/// Adds the cells of a table, and what stands between them and is no text; cells without text are left out.
pub(super) fn cells(source: &str, lines: &[Range<usize>], out: &mut Vec<Segment>, gaps: &mut Vec<Span>) {
    let table = out.iter().rev().find_map(|segment| match segment.kind {
        SegmentKind::Cell { table, .. } => Some(table + 1),
        _ => None,
    });
    let mut row = 0;
    for line in lines {
        if is_rule(&source[line.clone()]) {
            gaps.push(Span::new(line.start, line.end));
            continue;
        }
        let mut told = line.start;
        for (column, span) in columns(source, line) {
            gaps.push(Span::new(told, span.start as usize));
            told = span.end as usize;
            out.push(Segment {
                span,
                kind: SegmentKind::Cell {
                    table: table.unwrap_or(0),
                    row,
                    column,
                    down: 1,
                    across: 1,
                    indent: 0,
                },
            });
        }
        gaps.push(Span::new(told, line.end));
        row += 1;
    }
}

/// The texts between the bars of a line, with their columns; what stands before the first bar is none.
fn columns(source: &str, line: &Range<usize>) -> Vec<(u32, Span)> {
    let mut at = line.start;
    let mut out = Vec::new();
    for (place, part) in source[line.clone()].split('|').enumerate() {
        let text = part.trim_matches(is_blank);
        let start = at + part.len() - part.trim_start_matches(is_blank).len();
        if place > 0 && !text.is_empty() {
            out.push((place as u32 - 1, Span::new(start, start + text.len())));
        }
        at += part.len() + '|'.len_utf8();
    }
    out
}

fn is_row(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    line.len() > 1 && line.starts_with('|') && line.ends_with('|')
}

/// Whether a line is nothing but dashes between bars.
fn is_rule(line: &str) -> bool {
    is_row(line) && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':') || is_blank(c))
}
