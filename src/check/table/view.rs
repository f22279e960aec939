//! A table seen along its rows or along its columns, so that what holds of the ones need not be written for the others.

use crate::figure::FigureId;
use crate::table::{Entry, Line, Table};

/// A table seen along one of its sides.
#[derive(Clone, Copy)]
pub struct View<'a> {
    table: &'a Table,
    /// Whether the lines are columns.
    columns: bool,
}

impl<'a> View<'a> {
    /// The table with its rows as lines.
    pub fn rows(table: &'a Table) -> Self {
        Self { table, columns: false }
    }

    /// The table with its columns as lines.
    pub fn columns(table: &'a Table) -> Self {
        Self { table, columns: true }
    }

    /// The lines.
    pub fn lines(&self) -> &'a [Line] {
        if self.columns {
            &self.table.columns
        } else {
            &self.table.rows
        }
    }

    /// The lines that cross them.
    pub fn across(&self) -> &'a [Line] {
        if self.columns {
            &self.table.rows
        } else {
            &self.table.columns
        }
    }

    /// What stands in a line where another crosses it.
    pub fn at(&self, line: usize, across: usize) -> Entry {
        if self.columns {
            self.table.at(across, line)
        } else {
            self.table.at(line, across)
        }
    }

    /// The number there.
    pub fn figure(&self, line: usize, across: usize) -> Option<FigureId> {
        match self.at(line, across) {
            Entry::Figure(id) => Some(id),
            _ => None,
        }
    }

    /// The names of the row and the column of a place.
    pub fn place(&self, line: usize, across: usize) -> (String, String) {
        let (row, column) = if self.columns { (across, line) } else { (line, across) };
        (
            name(&self.table.rows[row], row, "行"),
            name(&self.table.columns[column], column, "列"),
        )
    }

    /// The name of a line.
    pub fn name(&self, line: usize) -> String {
        name(&self.lines()[line], line, if self.columns { "列" } else { "行" })
    }
}

/// The name of a line, or its number where it has none.
fn name(line: &Line, number: usize, word: &str) -> String {
    match (line.group.as_str(), line.name.as_str()) {
        ("", "") => format!("第{}{word}", number + 1),
        ("", name) => name.to_owned(),
        (group, name) => format!("{group} {name}"),
    }
}
