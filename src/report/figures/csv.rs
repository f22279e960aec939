//! The ledger as comma-separated values (RFC 4180), to be opened in a spreadsheet.
//!
//! Begins with a byte-order mark, without which Excel and WPS take the file for GBK. A cell that a spreadsheet would run as a formula
//! gets an apostrophe in front, which makes it text.

use super::column::{COLUMNS, Cell};
use crate::check::Lang;
use crate::settle::ledger::Ledger;
use csv::{Terminator, WriterBuilder};
use std::io::{self, Write};

/// Writes the ledger.
///
/// # Errors
/// When the output cannot be written.
pub fn write(out: &mut impl Write, ledger: &Ledger, lang: Lang) -> io::Result<()> {
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut rows = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    rows.write_record(COLUMNS.iter().map(|column| column.heading(lang)))
        .map_err(plain)?;
    for entry in &ledger.entries {
        let cells = COLUMNS.iter().map(|column| match (column.cell)(entry, lang) {
            Cell::Number(digits) => digits,
            Cell::Text(text) => harmless(text),
        });
        rows.write_record(cells).map_err(plain)?;
    }
    rows.flush()
}

/// The error of the output itself: a reader that has gone away must stay known as such.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// The text, or the same behind an apostrophe where it begins like a formula in some spreadsheet.
fn harmless(text: String) -> String {
    let begins = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    if text.trim_start().starts_with(begins) || text.starts_with(['\t', '\r', '\n']) {
        format!("'{text}")
    } else {
        text
    }
}
