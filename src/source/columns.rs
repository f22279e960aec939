//! Tables that are written as lines.
//!
//! Owns which consecutive lines or list items are the rows of a table whose columns white space parts, and makes cells of them: a name,
//! perhaps a unit, and the same number of values in each, under a head or a caption. Whatever is not surely so stays as it is; a list of
//! pages or of names with one number each is no table. What is a line belongs to each format.

mod head;
mod layout;
mod row;

use super::prose::Prose;
use super::{Piece, Segment, SegmentKind};
use crate::span::Span;
use head::Head;
use layout::Layout;
use row::{Line, Shape};
use std::ops::Range;

/// Rows of one shape that make a table, at least.
const FEWEST: usize = 3;

/// Lines that are no full row, at most, between two that are.
const MOST_LABELS: usize = 3;

/// Titles between a head and the first row, at most.
const MOST_TITLES: usize = 2;

/// A table among the segments.
struct Found {
    /// The segments that are its rows.
    rows: Range<usize>,
    layout: Layout,
    head: Option<Head>,
}

impl Found {
    /// Whether a line close behind is another row of it.
    fn goes_on(&self, prose: &Prose, line: Line, at: usize) -> bool {
        let mut between = prose.segments[self.rows.end..at].iter();
        line.is_like(self.layout.shape)
            && between.len() <= MOST_LABELS
            && !between.any(|segment| row::is_caption(segment.span.of(&prose.text)))
    }

    /// Its segments, those of its head included.
    fn segments(&self) -> Range<usize> {
        self.rows.start - self.head.as_ref().map_or(0, |head| head.lines)..self.rows.end
    }
}

/// Whether a line reads as a row of several values.
pub(super) fn is_row(line: &str) -> bool {
    matches!(row::line(line), Line::Row(shape) if shape.values > 1)
}

/// Makes cells of the lines that are rows of a table.
pub(super) fn tabulate(prose: Prose) -> Prose {
    let found = tables(&prose);
    match found.is_empty() {
        true => prose,
        false => Writer::default().write(prose, &found),
    }
}

fn tables(prose: &Prose) -> Vec<Found> {
    let lines: Vec<Line> = prose.segments.iter().map(|s| line(prose, s)).collect();
    let mut out: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let free = out.last().map_or(0, |table| table.rows.end);
        let Line::Row(shape) = lines[at] else {
            at += 1;
            continue;
        };
        let run = Run::from(prose, &lines, at, shape);
        let table = run.is_table().then(|| table(prose, &lines, free, &run)).flatten();
        // A table that something cuts has lost its last rows, and what they add up to.
        let cut = |last: &mut Found| table.is_none() && last.goes_on(prose, lines[at], at);
        out.pop_if(cut);
        out.extend(table);
        // Rows that fail together would fail one by one.
        at = if run.full < FEWEST { at + 1 } else { run.rows.end };
    }
    out
}

fn line(prose: &Prose, segment: &Segment) -> Line {
    match segment.kind {
        SegmentKind::Paragraph | SegmentKind::Item => row::line(segment.span.of(&prose.text)),
        _ => Line::Other,
    }
}

/// The table of a run, if a head or a caption says that it is one; segments before `free` belong to another.
fn table(prose: &Prose, lines: &[Line], free: usize, run: &Run) -> Option<Found> {
    let first = run.rows.start;
    let span = |i: usize| prose.segments[i].span;
    let full = run.rows.clone().filter(|i| lines[*i].is_like(run.shape));
    let rows: Vec<Span> = full.map(span).collect();
    // A head may be a paragraph above items, never a heading or a cell.
    let text = |i: &usize| matches!(prose.segments[*i].kind, SegmentKind::Paragraph | SegmentKind::Item);
    let find = |first: usize| {
        let above = (free..first).rev().take(head::MOST).take_while(text);
        head::find(&prose.text, &above.map(span).collect::<Vec<_>>(), &rows, run.shape)
    };
    let captioned = |first: usize| first > free && row::is_caption(span(first - 1).of(&prose.text));
    let (layout, head) = find(first);
    let told = match &head {
        Some(head) => head.named || run.shape.values > 1 || captioned(first - head.lines),
        None => captioned(first),
    };
    let found = |first: usize, (layout, head)| Found {
        rows: first..run.rows.end,
        layout,
        head,
    };
    if told {
        return Some(found(first, (layout, head)));
    }
    // The first part of a table may have a title of its own below the head.
    let titles = (free..first).rev().take_while(|i| lines[*i] == Line::Label);
    titles.take(MOST_TITLES).find_map(|title| {
        let (layout, head) = find(title);
        let named = head.as_ref().is_some_and(|head| head.named);
        named.then(|| found(title, (layout, head)))
    })
}

/// Rows of one shape, with lines between them that are none.
struct Run {
    rows: Range<usize>,
    shape: Shape,
    full: usize,
    odd: usize,
}

impl Run {
    /// The run that begins with a row.
    fn from(prose: &Prose, lines: &[Line], first: usize, shape: Shape) -> Self {
        let kind = prose.segments[first].kind;
        let mut run = Self {
            rows: first..first + 1,
            shape,
            full: 1,
            odd: 0,
        };
        let inside = |i: &usize| match lines.get(*i) {
            None | Some(Line::Other) => false,
            Some(Line::Label) if head::begins(&prose.text, prose.segments[*i].span, shape) => false,
            Some(_) => prose.segments[*i].kind == kind,
        };
        loop {
            let end = run.rows.end;
            let mut near = (end..=end + MOST_LABELS).take_while(inside);
            let Some(next) = near.find(|i| lines[*i].is_like(shape)) else {
                let odd = |i: &usize| inside(i) && lines[*i] != Line::Label;
                let last = (end..=end + MOST_LABELS).take_while(odd).count();
                // More of them are another table.
                run.rows.end += if last > MOST_LABELS { 0 } else { last };
                run.odd += if last > MOST_LABELS { 0 } else { last };
                return run;
            };
            run.odd += lines[end..next].iter().filter(|line| **line != Line::Label).count();
            run.full += 1;
            run.rows.end = next + 1;
        }
    }

    fn is_table(&self) -> bool {
        self.full >= FEWEST && self.full >= 2 * self.odd
    }
}

/// Writes cells in the place of lines.
#[derive(Default)]
struct Writer {
    segments: Vec<Segment>,
    /// Blanks between the cells of a row.
    gaps: Vec<Span>,
    /// The number of the next table that a format itself has, and how many were found among lines.
    next: u32,
    found: u32,
}

impl Writer {
    fn write(mut self, prose: Prose, found: &[Found]) -> Prose {
        let mut at = 0;
        for table in found {
            let own = table.segments();
            self.keep(&prose.segments[at..own.start]);
            at = own.end;
            self.table(&prose, table);
        }
        self.keep(&prose.segments[at..]);
        Prose {
            text: parted(&prose.text, &self.gaps),
            segments: self.segments,
            pieces: without(&prose.pieces, &self.gaps),
        }
    }

    /// Takes segments as they are, but for the numbers of their tables.
    fn keep(&mut self, segments: &[Segment]) {
        for segment in segments {
            let mut own = *segment;
            if let SegmentKind::Cell { table, .. } = &mut own.kind {
                self.next = self.next.max(*table + 1);
                *table += self.found;
            }
            self.segments.push(own);
        }
    }

    fn table(&mut self, prose: &Prose, found: &Found) {
        let head = found.head.iter().flat_map(|head| head.cells.iter().copied());
        let heads = head.clone().map(|cell| cell.row + 1).max().unwrap_or(0);
        let body = (heads..).zip(&prose.segments[found.rows.clone()]);
        let body = body.flat_map(|(row, segment)| found.layout.cells(&prose.text, segment.span, row));
        let mut last: Option<Span> = None;
        for cell in head.chain(body) {
            if let Some(last) = last {
                let blank = Span::new(last.end as usize, cell.span.start as usize);
                // Lines are parted already.
                if !blank.of(&prose.text).contains(['\n', '\r']) {
                    self.gaps.push(blank);
                }
            }
            last = Some(cell.span);
            self.segments.push(Segment {
                span: cell.span,
                kind: SegmentKind::Cell {
                    table: self.next + self.found,
                    row: cell.row,
                    column: cell.column,
                    down: cell.down,
                    across: cell.across,
                    indent: 0,
                },
            });
        }
        self.found += 1;
    }
}

/// A text with line feeds for its gaps, as long as it was.
pub(super) fn parted(text: &str, gaps: &[Span]) -> String {
    let mut out = String::with_capacity(text.len());
    for gap in gaps {
        out.push_str(&text[out.len()..gap.start as usize]);
        out.extend(std::iter::repeat_n('\n', gap.len()));
    }
    out.push_str(&text[out.len()..]);
    out
}

/// The way back of a text whose gaps are no text of the source any more.
pub(super) fn without(pieces: &[Piece], gaps: &[Span]) -> Vec<Piece> {
    let mut out = Vec::with_capacity(pieces.len() + gaps.len());
    let mut gaps = gaps.iter().peekable();
    for piece in pieces {
        let (mut from, end) = (piece.prose, piece.prose + piece.len);
        while let Some(gap) = gaps.peek().filter(|gap| gap.start < end) {
            out.extend(part(piece, from, gap.start));
            from = from.max(gap.end);
            if gap.end > end {
                break;
            }
            gaps.next();
        }
        out.extend(part(piece, from, end));
    }
    out
}

/// The part of a piece between two places of the prose.
fn part(piece: &Piece, from: u32, to: u32) -> Option<Piece> {
    let part = match piece.len == piece.source_len {
        true => Piece {
            prose: from,
            source: piece.source + (from - piece.prose),
            len: to.saturating_sub(from),
            source_len: to.saturating_sub(from),
        },
        false => Piece {
            prose: from,
            len: to.saturating_sub(from),
            ..*piece
        },
    };
    (part.len > 0).then_some(part)
}

#[cfg(test)]
mod tests;
