//! Columns of a table that is written as lines.
//!
//! Owns which fields of a row stand in which column.

use super::row::{self, Shape};
use crate::span::Span;
use std::ops::Range;

/// A cell in the place of some fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its text.
    pub span: Span,
    /// Its row.
    pub row: u32,
    /// Its column.
    pub column: u32,
    /// How many rows it reaches over.
    pub down: u32,
    /// How many columns it reaches over.
    pub across: u32,
}

impl Cell {
    /// A cell at a row and a column.
    pub fn new(span: Span, row: usize, column: usize) -> Self {
        Self {
            span,
            row: row as u32,
            column: column as u32,
            down: 1,
            across: 1,
        }
    }
}

/// The columns: perhaps a number, the name, perhaps a unit, the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// What the rows are like.
    pub shape: Shape,
    /// Whether the last words before the values are a unit.
    pub unit: bool,
}

impl Layout {
    /// Columns before the values; a unit behind the first of them is none.
    pub fn before(&self) -> usize {
        usize::from(self.shape.lead) + 1 + usize::from(self.unit)
    }

    /// All columns.
    pub fn count(&self) -> usize {
        self.before() + self.shape.values + usize::from(self.shape.mid)
    }

    /// The column of units.
    pub fn unit_column(&self) -> Option<usize> {
        match (self.shape.mid, self.unit) {
            (true, _) => Some(self.before() + 1),
            (false, true) => Some(self.before() - 1),
            _ => None,
        }
    }

    /// The columns of values.
    pub fn values(&self) -> impl Iterator<Item = usize> {
        (self.before()..self.count()).filter(|column| self.unit_column() != Some(*column))
    }

    /// The cells of a line: of one that is no full row, a single one in the column of names, which reaches over those where its numbers
    /// would stand.
    pub fn cells(&self, text: &str, line: Span, row: u32) -> Vec<Cell> {
        let fields = row::fields(line.of(text));
        let span = |fields: &[Range<usize>]| match fields {
            [] => None,
            [first, .., last] => Some(Span::new(first.start, last.end)),
            [only] => Some(Span::new(only.start, only.end)),
        };
        let name = usize::from(self.shape.lead);
        let parts = self.parts(line.of(text), &fields);
        let parts = parts.unwrap_or_else(|| vec![(name, 0..fields.len())]);
        let odd = fields.iter().any(|field| row::is_value(&line.of(text)[field.clone()]));
        let across = if parts.len() == 1 && odd {
            self.count() - name
        } else {
            1
        };
        let cell = |(column, part): (usize, Range<usize>)| {
            let span = span(&fields[part])?.shift(line.start as usize);
            Some(Cell {
                across: across as u32,
                ..Cell::new(span, row as usize, column)
            })
        };
        parts.into_iter().filter_map(cell).collect()
    }

    /// The fields of each column of a full row.
    fn parts(&self, line: &str, fields: &[Range<usize>]) -> Option<Vec<(usize, Range<usize>)>> {
        let word = |i: usize| &line[fields[i].clone()];
        let behind = (0..fields.len()).rev().take_while(|i| row::is_value(word(*i))).count();
        let own = self.shape.values + usize::from(self.shape.mid);
        let lead = usize::from(self.shape.lead);
        let bare = behind + 2 * usize::from(self.shape.mid) == own;
        // A unit that is a mark stands among the values.
        let marked = self.unit && behind == own + 1;
        let first = fields.len().checked_sub(own)?;
        let unit = match self.unit {
            false => first,
            true if marked => first - 1,
            true => unit(lead + 1, first, &word),
        };
        if !(bare || marked) || unit <= lead || self.shape.mid && !row::is_number(word(first)) {
            return None;
        }
        let mut out = Vec::with_capacity(self.count());
        out.extend((lead > 0).then_some((0, 0..1)));
        out.push((lead, lead..unit));
        out.push((lead + 1, unit..first));
        out.retain(|(_, part)| !part.is_empty());
        out.extend((first..fields.len()).map(|i| (self.before() + i - first, i..i + 1)));
        Some(out)
    }
}

/// The first field of the unit before the values, which may stand apart from its power of ten: 亿 吨. None behind a lone name, nor in one
/// that print sets apart: 合 计.
fn unit<'a>(least: usize, first: usize, word: &impl Fn(usize) -> &'a str) -> usize {
    let scale = |i: usize| word(i).chars().all(|c| "十百千万亿".contains(c));
    match first {
        _ if first <= least => first,
        _ if !row::is_unit(word(first - 1)) && (least - 1..first).all(|i| row::is_alone(word(i))) => first,
        _ if first > least + 1 && scale(first - 2) => first - 2,
        _ => first - 1,
    }
}
