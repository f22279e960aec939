//! Tables: the cells of a document as rows and columns that have names.
//!
//! Owns which rows and columns are heads, what every row and column of values is called, and the unit that a bare number takes from a
//! head, from a column of units or from 单位：万元 above. What the rows say of one another (totals, shares) belongs to the checks.
//!
//! A table that sets its rows in two halves side by side (行业 | 增长 | 行业 | 增长) is two tables here.

mod grid;
mod head;
mod label;
mod unit;

pub use label::{UNNUMBERED, plain_name};

use crate::figure::{Figure, FigureId, Form};
use crate::lexicon::Lexicon;
use crate::outline::Outline;
use crate::source::Document;
use crate::span::Span;
use grid::{Content, Grid};

/// One table, or one half of it.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its rows of values from top to bottom.
    pub rows: Vec<Line>,
    /// Its columns of values from left to right.
    pub columns: Vec<Line>,
    /// What stands right above it: its caption, its unit.
    pub above: Vec<Span>,
    /// What stands at each row and column.
    cells: Vec<Entry>,
}

/// A row or a column.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// What it is called, without numbering, 其中 and marks of notes; empty where its name is.
    pub name: String,
    /// What stands above its name in a head of several rows.
    pub group: String,
    /// Whether it is marked as a part of what stands before it: 其中, #.
    pub memo: bool,
    /// How deep it stands, by its numbering or by how far it is set in; the smaller, the higher.
    pub level: u32,
}

/// What stands at a row and a column of values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Entry {
    /// Nothing, or a mark that stands for nothing: —, …, -.
    #[default]
    Blank,
    /// A number and no more than a mark beside it.
    Figure(FigureId),
    /// Anything else.
    Words,
}

impl Table {
    /// What stands at a row and a column.
    pub fn at(&self, row: usize, column: usize) -> Entry {
        self.cells[row * self.columns.len() + column]
    }

    /// Its figures, row by row.
    pub fn figures(&self) -> impl Iterator<Item = FigureId> {
        self.cells.iter().filter_map(|entry| match entry {
            Entry::Figure(id) => Some(*id),
            _ => None,
        })
    }
}

/// Reads the tables of a document, and gives the bare numbers in their cells the units of the tables. Cannot fail.
pub fn tables(document: &Document, outline: &Outline, figures: &mut [Figure], lexicon: &Lexicon) -> Vec<Table> {
    let mut out = Vec::new();
    for grid in grid::grids(document, outline, figures)
        .into_iter()
        .filter(|g| !g.is_sparse())
    {
        let layout = head::layout(&grid, lexicon);
        number(&grid, &layout, figures);
        for block in &layout.blocks {
            unit::give(&grid, &layout, block, figures, lexicon);
            out.push(table(&grid, &layout, block, lexicon));
        }
    }
    out
}

/// The numbers of rows count nothing.
fn number(grid: &Grid, layout: &head::Layout, figures: &mut [Figure]) {
    for row in layout.body(grid) {
        for cell in layout.numbering.iter().filter_map(|column| grid.at(row, *column)) {
            if let Content::Figure(id) = cell.content
                && let Some(figure) = figures.get_mut(id.index()).filter(|f| f.form == Form::Bare)
            {
                figure.form = Form::Ordinal;
            }
        }
    }
}

fn table(grid: &Grid, layout: &head::Layout, block: &head::Block, lexicon: &Lexicon) -> Table {
    let rows = layout.body(grid);
    let cells = rows.clone().flat_map(|row| {
        block.values.iter().map(move |column| match grid.at(row, *column) {
            Some(cell) => match cell.content {
                Content::Figure(id) => Entry::Figure(id),
                Content::Mark => Entry::Blank,
                Content::Words => Entry::Words,
            },
            // Numbers that stand in no column of their own are words in each.
            None => match grid.over(row, *column) {
                Some(cell) if cell.content == Content::Words && has_digit(cell.span.of(grid.text)) => Entry::Words,
                _ => Entry::Blank,
            },
        })
    });
    Table {
        cells: cells.collect(),
        above: grid.above.clone(),
        rows: label::lines(grid, rows, &block.labels),
        columns: block
            .values
            .iter()
            .map(|c| head::line(grid, layout, *c, lexicon))
            .collect(),
    }
}

fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// The words of a place, without the blanks around them.
fn text_of(span: Span, text: &str) -> &str {
    span.of(text).trim_matches(crate::source::is_blank)
}

#[cfg(test)]
mod tests;
