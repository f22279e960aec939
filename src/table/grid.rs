//! The cells of a table as the file has them.
//!
//! Owns what a cell holds: a number, a mark for nothing, or words. Which cells are heads is not known here.

use crate::figure::{Figure, FigureId, Form};
use crate::outline::Outline;
use crate::source::{Document, SegmentKind, is_blank};
use crate::span::Span;
use std::collections::BTreeMap;

/// The cells of one table with what stands above it.
pub struct Grid<'a> {
    /// The prose.
    pub text: &'a str,
    /// Paragraphs right above the table, the nearest last.
    pub above: Vec<&'a str>,
    /// Rows of the file.
    pub height: u32,
    /// Columns of the file.
    pub width: u32,
    cells: BTreeMap<(u32, u32), Cell>,
}

/// A cell that is not empty.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// Its text.
    pub span: Span,
    /// What it holds.
    pub content: Content,
    /// How far it is set in, in half characters.
    pub indent: u32,
    /// Whether it holds nothing but four digits that are a year.
    pub year: bool,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// One number, with no more than a mark beside it.
    Figure(FigureId),
    /// A mark for nothing.
    Mark,
    /// Anything else.
    Words,
}

/// Paragraphs above a table that may name its unit.
const ABOVE: usize = 3;

impl Grid<'_> {
    /// The cell at a row and a column of the file.
    pub fn at(&self, row: u32, column: u32) -> Option<&Cell> {
        self.cells.get(&(row, column))
    }

    /// The words of a cell; empty where there is none.
    pub fn words(&self, row: u32, column: u32) -> &str {
        self.at(row, column).map_or("", |c| super::text_of(c.span, self.text))
    }
}

/// The tables of a document, in order.
pub fn grids<'a>(document: &'a Document, outline: &Outline, figures: &[Figure]) -> Vec<Grid<'a>> {
    let mut out: Vec<Grid> = Vec::new();
    let mut open = None;
    let mut above: Vec<&str> = Vec::new();
    let mut next = 0;
    for paragraph in &outline.paragraphs {
        let SegmentKind::Cell { table, row, column } = paragraph.kind else {
            open = None;
            above.push(paragraph.span.of(&document.text));
            continue;
        };
        if open != Some(table) {
            open = Some(table);
            out.push(Grid {
                text: &document.text,
                above: above.split_off(above.len().saturating_sub(ABOVE)),
                height: 0,
                width: 0,
                cells: BTreeMap::new(),
            });
            above.clear();
        }
        while next < figures.len() && figures[next].span.end <= paragraph.span.start {
            next += 1;
        }
        let inside = figures[next..].iter().take_while(|f| f.span.end <= paragraph.span.end);
        let cell = cell(document, paragraph.span, next, inside.count(), figures);
        if let Some(grid) = out.last_mut() {
            grid.height = grid.height.max(row + 1);
            grid.width = grid.width.max(column + 1);
            grid.cells.entry((row, column)).or_insert(cell);
        }
    }
    out
}

fn cell(document: &Document, span: Span, first: usize, count: usize, figures: &[Figure]) -> Cell {
    let text = span.of(&document.text).trim_matches(is_blank);
    let content = if is_mark(text) {
        Content::Mark
    } else if count == 1 && is_number(&figures[first], span, &document.text) {
        Content::Figure(FigureId(first as u32))
    } else {
        Content::Words
    };
    let year = text.len() == 4 && text.parse().is_ok_and(|y: u32| (1949..=2100).contains(&y));
    Cell {
        span,
        content,
        indent: indent(document, span),
        year,
    }
}

/// A mark for nothing: —, …, -, / and what is like them.
fn is_mark(text: &str) -> bool {
    let mark = |c: char| {
        matches!(
            c,
            '—' | '–' | '-' | '－' | '―' | '…' | '.' | '·' | '/' | '\\' | '*' | '×'
        )
    };
    text.chars().all(mark)
}

/// Whether a figure is all that a cell says: a sign before it, a mark or a note in brackets behind it.
fn is_number(figure: &Figure, cell: Span, text: &str) -> bool {
    let form = matches!(
        figure.form,
        Form::Amount | Form::Bare | Form::Percent | Form::Permille | Form::Point | Form::Multiple
    );
    let start = figure.number.of(text).chars().next();
    let arabic = start.is_some_and(|c| c.is_ascii_digit() || crate::figure::number::is_minus(c));
    let before = text[cell.start as usize..figure.span.start as usize].trim_matches(is_blank);
    let behind = text[figure.span.end as usize..cell.end as usize].trim_matches(is_blank);
    let note = behind.is_empty()
        || behind
            .chars()
            .all(|c| matches!(c, '*' | '＊' | '；' | '。' | '①'..='⑳'))
        || ["（*）", "(*)"].contains(&behind)
        || behind.starts_with('[') && behind.ends_with(']');
    form && arabic && figure.printed().is_some() && matches!(before, "" | "+" | "＋") && note
}

/// How far a cell is set in, by what stands before it in the source.
fn indent(document: &Document, span: Span) -> u32 {
    let start = document.source_range(span).start;
    let before = &document.source[..start];
    let blank = before.trim_end_matches(|c| c != '\n' && is_blank(c)).len();
    let inside: u32 = span
        .of(&document.text)
        .chars()
        .take_while(|c| is_blank(*c))
        .map(width)
        .sum();
    inside + before[blank..].chars().map(width).sum::<u32>().saturating_sub(1)
}

fn width(c: char) -> u32 {
    if c.is_ascii() { 1 } else { 2 }
}
