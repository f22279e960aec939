//! The cells of a table as the file has them.
//!
//! Owns what a cell holds: a number, a mark for nothing, or words; what merged cells reach over; rows that only caption the table; tables
//! that go on behind a break of the page. Which cells are heads is not known here.

use crate::figure::{Figure, FigureId, Form};
use crate::outline::Outline;
use crate::source::{Document, SegmentKind, is_blank};
use crate::span::Span;
use std::collections::BTreeMap;

/// The cells of one table with what stands above it.
pub struct Grid<'a> {
    /// The prose.
    pub text: &'a str,
    /// Paragraphs right above the table and the rows of it that only caption it, the nearest last.
    pub above: Vec<Span>,
    /// Rows of the file.
    pub height: u32,
    /// Columns of the file.
    pub width: u32,
    cells: BTreeMap<(u32, u32), Cell>,
    /// Places that a cell reaches over, with its own.
    covered: BTreeMap<(u32, u32), (u32, u32)>,
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
    /// How many rows it reaches over.
    pub down: u32,
    /// How many columns it reaches over.
    pub across: u32,
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

/// Places that one cell covers at most.
const MOST_COVERED: u32 = 2000;

/// Places that all cells of a table cover at most.
const MOST_PLACES: usize = 200_000;

/// Rows of a head that is said again, at most.
const MOST_HEADS: u32 = 5;

/// Rows that only caption a table, at most.
const MOST_CAPTIONS: u32 = 3;

impl Grid<'_> {
    /// The cell at a row and a column of the file.
    pub fn at(&self, row: u32, column: u32) -> Option<&Cell> {
        self.cells.get(&(row, column))
    }

    /// The words of a cell; empty where there is none.
    pub fn words(&self, row: u32, column: u32) -> &str {
        self.at(row, column).map_or("", |c| super::text_of(c.span, self.text))
    }

    /// The cell at a row and a column, or the one that reaches over it.
    pub fn over(&self, row: u32, column: u32) -> Option<&Cell> {
        let owner = self.covered.get(&(row, column)).copied().unwrap_or((row, column));
        self.cells.get(&owner)
    }

    /// Whether it is so large and so empty that no reader wrote it as a table.
    pub fn is_sparse(&self) -> bool {
        u64::from(self.height) * u64::from(self.width) > 64 * self.cells.len() as u64 + 100_000
    }

    fn add(&mut self, row: u32, column: u32, cell: Cell) {
        self.height = self.height.max(row + 1);
        self.width = self.width.max(column + 1);
        self.cells.entry((row, column)).or_insert(cell);
        if cell.down.saturating_mul(cell.across) <= MOST_COVERED && self.covered.len() < MOST_PLACES {
            for r in row..row + cell.down {
                let columns = (column..column + cell.across).filter(|c| (r, *c) != (row, column));
                self.covered.extend(columns.map(|c| ((r, c), (row, column))));
            }
        }
    }

    /// Cells of a row from left to right.
    fn row(&self, row: u32) -> impl Iterator<Item = (u32, &Cell)> {
        self.cells
            .range((row, 0)..(row + 1, 0))
            .map(|((_, column), cell)| (*column, cell))
    }

    /// Takes rows away whose head is said again, as on the next page.
    fn unrepeat(&mut self) {
        let words = |row: u32| -> Vec<(u32, String)> {
            self.row(row)
                .map(|(c, cell)| (c, super::plain_name(super::text_of(cell.span, self.text))))
                .collect()
        };
        let head = words(0);
        if head.len() < 2 || self.has_values(0) {
            return;
        }
        let begins = |row: &u32| self.words(*row, head[0].0) == self.words(0, head[0].0) && words(*row) == head;
        let mut gone: Vec<u32> = Vec::new();
        for first in (1..self.height).filter(begins) {
            let again = (1..(self.height - first).min(MOST_HEADS))
                .take_while(|i| !self.has_values(*i) && words(first + i) == words(*i));
            gone.push(first);
            gone.extend(again.map(|i| first + i));
        }
        gone.sort_unstable();
        gone.dedup();
        self.remove(&gone);
    }

    fn has_values(&self, row: u32) -> bool {
        self.row(row)
            .any(|(_, c)| matches!(c.content, Content::Figure(_)) && !c.year)
    }

    /// Takes the first rows away.
    fn cut(&mut self, rows: u32) {
        self.remove(&(0..rows).collect::<Vec<_>>());
    }

    /// Takes rows away, given in order.
    fn remove(&mut self, gone: &[u32]) {
        if gone.is_empty() {
            return;
        }
        let moved = |row: u32| {
            let before = gone.partition_point(|g| *g < row);
            (gone.get(before) != Some(&row)).then(|| row - before as u32)
        };
        let cells = std::mem::take(&mut self.cells).into_iter();
        self.cells = cells
            .filter_map(|((row, column), cell)| Some(((moved(row)?, column), cell)))
            .collect();
        let covered = std::mem::take(&mut self.covered).into_iter();
        self.covered = covered
            .filter_map(|((row, column), (r, c))| Some(((moved(row)?, column), (moved(r)?, c))))
            .collect();
        self.height -= (gone.len() as u32).min(self.height);
    }

    /// Makes rows that only say what the table is, or its unit, a part of what stands above.
    fn captions(&mut self) {
        let mut rows = 0;
        while rows < MOST_CAPTIONS && rows + 2 < self.height && self.is_caption(rows) {
            self.above
                .extend(self.cells.range((rows, 0)..(rows + 1, 0)).map(|(_, cell)| cell.span));
            rows += 1;
        }
        self.cut(rows);
    }

    fn is_caption(&self, row: u32) -> bool {
        let cells: Vec<(u32, &Cell)> = self.row(row).collect();
        let text = |cell: &Cell| super::text_of(cell.span, self.text);
        let words = cells.iter().all(|(_, cell)| cell.content == Content::Words);
        let unit = |cell: &Cell| ["单位：", "单位:"].iter().any(|w| text(cell).contains(w));
        // An empty row captions nothing and names nothing.
        match cells.as_slice() {
            [] => self.row(row + 1).count() > 0,
            [(column, cell)] if words && self.width > 1 => {
                let long = text(cell).chars().count() >= LONG_CAPTION || text(cell).ends_with('表');
                unit(cell) || *column == 0 && (cell.across >= self.width || long)
            }
            cells => {
                words && cells.len() < 4 && cells.iter().any(|(_, cell)| unit(cell)) && self.width > cells.len() as u32
            }
        }
    }

    /// Whether another table goes on with this one: nothing but a mark that it does stands between, and its head is the same or missing.
    fn goes_on_in(&self, next: &Grid) -> Option<u32> {
        let between = |span: &Span| {
            let text = super::text_of(*span, self.text);
            text.contains("续表") || text.contains("（续") || text.starts_with("单位：") || text.starts_with("（单位：")
        };
        if next.width != self.width || !next.above.iter().all(between) {
            return None;
        }
        let same = |row: &u32| {
            let words = |grid: &Grid| {
                (0..grid.width)
                    .map(|c| super::plain_name(grid.words(*row, c)))
                    .collect::<Vec<_>>()
            };
            let own = words(self);
            own.iter().any(|w| !w.is_empty()) && own == words(next)
        };
        let head = (0..self.height.min(next.height)).take_while(same).count() as u32;
        let begins = next.above.is_empty() && next.has_values(0) && next.row(0).next().is_some_and(|(c, _)| c == 0);
        (head > 0 && (0..head).all(|row| !next.has_values(row)) || head == 0 && begins).then_some(head)
    }

    fn go_on(&mut self, mut next: Grid, head: u32) {
        next.cut(head);
        let base = self.height;
        for ((row, column), cell) in next.cells {
            self.add(base + row, column, cell);
        }
    }
}

/// Characters from which on the only words of a first row are a caption, not the name of its first column.
const LONG_CAPTION: usize = 8;

/// The tables of a document, in order.
pub fn grids<'a>(document: &'a Document, outline: &Outline, figures: &[Figure]) -> Vec<Grid<'a>> {
    let mut out: Vec<Grid> = Vec::new();
    let mut open = None;
    let mut above: Vec<Span> = Vec::new();
    let mut next = 0;
    for paragraph in &outline.paragraphs {
        let SegmentKind::Cell {
            table,
            row,
            column,
            down,
            across,
            indent,
        } = paragraph.kind
        else {
            open = None;
            above.push(paragraph.span);
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
                covered: BTreeMap::new(),
            });
            above.clear();
        }
        while next < figures.len() && figures[next].span.end <= paragraph.span.start {
            next += 1;
        }
        let inside = figures[next..].iter().take_while(|f| f.span.end <= paragraph.span.end);
        let read = cell(document, paragraph.span, next, inside.count(), figures);
        let cell = Cell {
            down,
            across,
            indent: read.indent + indent,
            ..read
        };
        if let Some(grid) = out.last_mut() {
            grid.add(row, column, cell);
        }
    }
    joined(out)
}

/// Tables with their captions apart, and those that go on behind a break of the page as one.
fn joined(grids: Vec<Grid>) -> Vec<Grid> {
    let mut out: Vec<Grid> = Vec::new();
    for mut grid in grids {
        grid.captions();
        grid.unrepeat();
        let on = out.last().and_then(|last| last.goes_on_in(&grid));
        match (on, out.last_mut()) {
            (Some(head), Some(last)) => last.go_on(grid, head),
            _ => out.push(grid),
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
        down: 1,
        across: 1,
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
