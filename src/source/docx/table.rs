//! Tables: rows, cells and where they stand in the grid.
//!
//! Owns columns of merged cells, and rows and cells that a tracked change deletes. Tables inside cells follow the one around them.

use super::body::{Done, Reader};
use super::flow::{Aside, Block, Cell, Content, Flow, Table};
use super::xml::{Flaw, Ns};
use std::collections::BTreeSet;

/// Columns beyond this are a mistake of the file.
const COLUMNS: u32 = 10_000;

/// Rows that a merged cell is followed through.
const MOST_ROWS: usize = 200;

/// The row that is being read.
#[derive(Default)]
struct Row {
    cells: Vec<Cell>,
    /// The column of the next cell.
    column: u32,
    /// Columns at which a cell goes on that begins above.
    goes_on: BTreeSet<u32>,
    deleted: bool,
}

/// Lets the cells above reach one row further down where they go on in the next row.
fn lengthen(table: &mut Table, columns: &BTreeSet<u32>) {
    for column in columns {
        let above = (1..).zip(table.rows.iter_mut().rev()).take(MOST_ROWS);
        let cell = above.filter_map(|(up, row)| Some((up, row.iter_mut().find(|c| c.column == *column)?)));
        // Only a cell that reaches down to the row above goes on.
        if let Some((up, cell)) = cell.into_iter().next().filter(|(up, cell)| cell.down == *up) {
            cell.down = up + 1;
        }
    }
}

impl Reader<'_, '_> {
    /// `w:tbl`, which has just begun.
    pub(super) fn table(&mut self) -> Result<Table, Flaw> {
        let mut table = Table::default();
        self.rows(&mut table)?;
        Ok(table)
    }

    fn rows(&mut self, table: &mut Table) -> Done {
        while let Some(child) = self.xml.child()? {
            match (child.ns, child.name()) {
                (Ns::Word, "tr") => self.row(table)?,
                (Ns::Word, "sdt") => _ = self.control(&mut |reader| reader.rows(table))?,
                (Ns::Word, "customXml") => self.rows(table)?,
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn row(&mut self, table: &mut Table) -> Done {
        let mut row = Row::default();
        let asides = table.asides.len();
        self.cells(table, &mut row)?;
        if row.deleted {
            table.asides.truncate(asides);
        } else {
            lengthen(table, &row.goes_on);
            table.rows.push(row.cells);
        }
        Ok(())
    }

    fn cells(&mut self, table: &mut Table, row: &mut Row) -> Done {
        while let Some(child) = self.xml.child()? {
            match (child.ns, child.name()) {
                (Ns::Word, "trPr") => self.row_properties(row)?,
                (Ns::Word, "tc") => self.cell(table, row)?,
                (Ns::Word, "sdt") => _ = self.control(&mut |reader| reader.cells(table, row))?,
                (Ns::Word, "customXml") => self.cells(table, row)?,
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn row_properties(&mut self, row: &mut Row) -> Done {
        while let Some(child) = self.xml.child()? {
            match (child.ns, child.name()) {
                (Ns::Word, "gridBefore") => row.column += child.number().unwrap_or(0).min(COLUMNS),
                (Ns::Word, "del") => row.deleted = true,
                _ => {}
            }
            self.xml.skip()?;
        }
        Ok(())
    }

    fn cell(&mut self, table: &mut Table, row: &mut Row) -> Done {
        let (mut span, mut deleted, mut goes_on) = (1, false, false);
        let mut blocks = Vec::new();
        while let Some(child) = self.xml.child()? {
            if (child.ns, child.name()) != (Ns::Word, "tcPr") {
                self.block(&child, &mut blocks)?;
                continue;
            }
            while let Some(property) = self.xml.child()? {
                match (property.ns, property.name()) {
                    (Ns::Word, "gridSpan") => span = property.number().unwrap_or(1).clamp(1, COLUMNS),
                    (Ns::Word, "cellDel") => deleted = true,
                    (Ns::Word, "vMerge") => goes_on = property.val().as_deref() != Some("restart"),
                    _ => {}
                }
                self.xml.skip()?;
            }
        }
        blocks.extend(self.leftover());
        if deleted || row.deleted {
            return Ok(());
        }
        let mut cell = Cell {
            column: row.column,
            across: span,
            down: 1,
            indent: 0,
            flow: Flow::default(),
        };
        if goes_on {
            row.goes_on.insert(row.column);
        }
        row.column = (row.column + span).min(COLUMNS);
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    if !paragraph.flow.is_blank() {
                        if cell.flow.text.is_empty() {
                            cell.indent = paragraph.indent;
                        } else {
                            cell.flow.text.push('\n');
                        }
                        cell.flow.append(paragraph.flow);
                    }
                    table.asides.extend(paragraph.asides);
                }
                Block::Table(inner) => table.asides.push(Aside {
                    content: Content::Table(inner),
                    run: 0..0,
                }),
            }
        }
        if !cell.flow.is_blank() {
            row.cells.push(cell);
        }
        Ok(())
    }
}
