//! Places as a reader counts, in formats without lines.
//!
//! Owns their names in each format; how they are worded belongs to the reports.

/// A place as a reader counts, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A paragraph of the body outside of tables; empty ones count.
    Paragraph {
        /// Its number.
        paragraph: u32,
    },
    /// A cell of a table.
    Cell {
        /// The table; one inside a cell comes behind the one around it.
        table: u32,
        /// The row.
        row: u32,
        /// The column of its left edge in the grid of the table, so that merged cells do not shift those beside them.
        cell: u32,
    },
    /// A footnote.
    Footnote {
        /// Its number in the order of reference.
        footnote: u32,
    },
    /// An endnote.
    Endnote {
        /// Its number in the order of reference.
        endnote: u32,
    },
    /// A text box.
    TextBox {
        /// Its number.
        text_box: u32,
    },
    /// A header.
    Header {
        /// Its number among the different ones.
        header: u32,
    },
    /// A footer.
    Footer {
        /// Its number among the different ones.
        footer: u32,
    },
    /// A cell of a workbook.
    Sheet {
        /// The name of its sheet.
        sheet: String,
        /// Whether the sheet is hidden.
        hidden: bool,
        /// The row.
        row: u32,
        /// The column.
        column: u32,
    },
    /// A line of a page.
    Page {
        /// The page.
        page: u32,
        /// Its line, empty ones and running heads left out.
        line: u32,
    },
}

/// A reference to a cell of a workbook: row 7 and column 2 are B7.
pub fn reference(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect::<String>() + &row.to_string()
}

#[cfg(test)]
mod tests {
    use super::reference;

    #[test]
    fn columns_are_letters() {
        for (column, want) in [(1, "A1"), (26, "Z1"), (27, "AA1"), (702, "ZZ1"), (703, "AAA1")] {
            assert_eq!(reference(1, column), want);
        }
    }
}
