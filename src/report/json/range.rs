//! Places in the JSON report.

use crate::settle;
use crate::source::lines;
use crate::source::spot::{Spot, reference};
use schemars::JsonSchema;
use serde::Serialize;

/// A range in the file; the end is exclusive.
#[derive(Serialize, JsonSchema)]
pub struct Range {
    start: Position,
    end: Position,
    /// How a reader counts to its start, in a Word file, a workbook or a PDF.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
}

/// A place of a Word file, a workbook or a PDF, counted from 1.
#[derive(Serialize, JsonSchema)]
#[serde(untagged, deny_unknown_fields)]
enum Place {
    /// A paragraph of the body outside of tables; empty ones count.
    Paragraph {
        paragraph: u32,
    },
    /// A cell; `cell` is the column of its left edge in the grid of the table.
    Cell {
        table: u32,
        row: u32,
        cell: u32,
    },
    /// A footnote, in the order of reference.
    Footnote {
        footnote: u32,
    },
    /// An endnote, in the order of reference.
    Endnote {
        endnote: u32,
    },
    TextBox {
        text_box: u32,
    },
    Header {
        header: u32,
    },
    Footer {
        footer: u32,
    },
    /// A cell of a workbook: the name of its sheet, and B7 for column 2 of row 7.
    Sheet {
        sheet: String,
        cell: String,
        /// Only where the sheet is hidden.
        #[serde(skip_serializing_if = "Option::is_none")]
        hidden: Option<bool>,
    },
    /// A line of a page, empty ones and running heads left out.
    Page {
        page: u32,
        line: u32,
    },
}

/// A position in the file, decoded to UTF-8 without a byte-order mark; of a Word file, a workbook or a PDF, in the text extracted
/// from it: a line for each paragraph and each row of a table.
#[derive(Serialize, JsonSchema)]
struct Position {
    /// UTF-8 offset, from 0.
    byte: usize,
    /// From 1.
    line: usize,
    /// In code points, from 1.
    column: usize,
    /// The column in UTF-16 code units, from 1.
    utf16: usize,
}

impl Range {
    pub fn of(range: &settle::Range) -> Self {
        Self {
            start: Position::of(range.start),
            end: Position::of(range.end),
            place: range.spot.as_ref().map(Place::of),
        }
    }
}

impl Place {
    fn of(spot: &Spot) -> Self {
        match spot.clone() {
            Spot::Paragraph { paragraph } => Self::Paragraph { paragraph },
            Spot::Cell { table, row, cell } => Self::Cell { table, row, cell },
            Spot::Footnote { footnote } => Self::Footnote { footnote },
            Spot::Endnote { endnote } => Self::Endnote { endnote },
            Spot::TextBox { text_box } => Self::TextBox { text_box },
            Spot::Header { header } => Self::Header { header },
            Spot::Footer { footer } => Self::Footer { footer },
            Spot::Sheet {
                sheet,
                hidden,
                row,
                column,
            } => Self::Sheet {
                sheet,
                hidden: hidden.then_some(true),
                cell: reference(row, column),
            },
            Spot::Page { page, line } => Self::Page { page, line },
        }
    }
}

impl Position {
    fn of(position: lines::Position) -> Self {
        let lines::Position {
            byte,
            line,
            column,
            utf16,
        } = position;
        Self {
            byte,
            line,
            column,
            utf16,
        }
    }
}
