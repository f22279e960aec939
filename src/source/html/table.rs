//! Tables of a page: which of them are tables, and where a cell stands.
//!
//! Owns merged cells and the difference between a table of values and one that only sets out the page.

use crate::source::SegmentKind;
use html5gum::Token;

/// Of each table of a page in order, whether it only sets out the page.
pub(super) struct Layouts(Vec<bool>);

impl Layouts {
    /// Looks for headings and tables inside tables.
    pub fn find(tokens: impl Iterator<Item = Token<usize>>) -> Self {
        let mut found = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for token in tokens {
            match token {
                Token::StartTag(tag) => {
                    let table = &tag.name[..] == b"table";
                    if table || super::heading(&String::from_utf8_lossy(&tag.name)).is_some() {
                        open.iter().for_each(|i| found[*i] = true);
                    }
                    // What no page nests so deep is not looked at one by one.
                    if table && open.len() < DEEPEST {
                        open.push(found.len());
                    }
                    if table {
                        found.push(false);
                    }
                }
                Token::EndTag(tag) if &tag.name[..] == b"table" => _ = open.pop(),
                _ => {}
            }
        }
        Self(found)
    }
}

/// Tables inside one another that are told apart.
const DEEPEST: usize = 100;

/// Columns and rows beyond this are a mistake of the page.
const MOST: u32 = 10_000;

/// The tables that are open.
pub(super) struct Tables {
    layouts: Layouts,
    /// Tables begun so far, and how many of them are tables of values.
    begun: usize,
    numbers: u32,
    open: Vec<Open>,
}

/// An open table.
struct Open {
    /// Its number; none where it only sets out the page.
    number: Option<u32>,
    /// The next row.
    rows: u32,
    column: u32,
    /// The row below the last that a cell of each column reaches.
    taken: Vec<u32>,
    cell: Option<SegmentKind>,
}

impl Tables {
    pub fn new(layouts: Layouts) -> Self {
        Self {
            layouts,
            begun: 0,
            numbers: 0,
            open: Vec::new(),
        }
    }

    /// A table begins.
    pub fn open(&mut self) {
        let layout = self.layouts.0.get(self.begun).copied().unwrap_or(false);
        self.begun += 1;
        let number = (!layout).then_some(self.numbers);
        self.numbers += u32::from(!layout);
        self.open.push(Open {
            number,
            rows: 0,
            column: 0,
            taken: Vec::new(),
            cell: None,
        });
    }

    /// The innermost table ends.
    pub fn close(&mut self) {
        self.open.pop();
    }

    /// A row begins.
    pub fn row(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.rows = (open.rows + 1).min(MOST);
            open.column = 0;
            open.cell = None;
        }
    }

    /// A cell begins.
    pub fn cell(&mut self, down: u32, across: u32, indent: u32) {
        let Some(open) = self.open.last_mut() else { return };
        let Some(table) = open.number else { return };
        let row = open.rows.saturating_sub(1);
        while open.taken.get(open.column as usize).is_some_and(|below| *below > row) {
            open.column += 1;
        }
        let column = open.column.min(MOST);
        let end = (column + across).min(MOST);
        if open.taken.len() < end as usize {
            open.taken.resize(end as usize, 0);
        }
        for c in column..end {
            open.taken[c as usize] = row + down;
        }
        open.column = end;
        open.cell = Some(SegmentKind::Cell {
            table,
            row,
            column,
            down,
            across,
            indent,
        });
    }

    /// The cell ends.
    pub fn close_cell(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.cell = None;
        }
    }

    /// The cell that is open.
    pub fn kind(&self) -> Option<SegmentKind> {
        self.open.last().and_then(|open| open.cell)
    }

    /// Whether text stands in a cell.
    pub fn in_cell(&self) -> bool {
        self.kind().is_some()
    }
}
