//! The cells of a sheet, each with its text as it prints.
//!
//! Owns references (B7), the kinds of values, shared strings and merged cells.

use super::format;
use super::styles::Styles;
use crate::source::docx::xml::{Element, Flaw, Scanner, Token};
use std::collections::BTreeMap;

/// What the cells of all sheets refer to.
#[derive(Default)]
pub(super) struct Shared {
    /// Number formats by style.
    pub styles: Styles,
    /// Texts.
    pub strings: Vec<String>,
    /// Whether days are counted from 1904.
    pub late: bool,
}

/// A sheet: rows of cells that are not empty, both from 0.
#[derive(Default)]
pub(super) struct Sheet {
    /// Its rows.
    pub rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
}

/// A cell.
pub(super) struct Cell {
    /// Its text as it prints.
    pub text: String,
    /// Whether its value is a number that is no date.
    pub number: bool,
    /// How many steps its style sets it in.
    pub indent: u32,
    /// The last row and column that it reaches over.
    pub last: (u32, u32),
}

/// Rows and columns of the format.
const MOST: (u32, u32) = (1 << 20, 1 << 14);

/// Ranges of merged cells beyond which the rest is left alone.
const MOST_MERGES: usize = 100_000;

/// What stands for a formula whose value was not saved: no number, and no blank either.
const UNSAVED: &str = "（公式未计算）";

impl Sheet {
    /// Reads the part of a sheet.
    pub fn read(text: &str, shared: &Shared) -> Result<Self, Flaw> {
        let mut xml = Scanner::new(text);
        let mut sheet = Self::default();
        xml.root()?;
        while let Some(child) = xml.child()? {
            match child.name() {
                "sheetData" => sheet.data(&mut xml, shared)?,
                "mergeCells" => sheet.merges(&mut xml)?,
                _ => xml.skip()?,
            }
        }
        Ok(sheet)
    }

    fn data(&mut self, xml: &mut Scanner, shared: &Shared) -> Result<(), Flaw> {
        let mut next = 0;
        while let Some(row) = xml.child()? {
            if row.name() != "row" {
                xml.skip()?;
                continue;
            }
            let number = row.attribute("r").and_then(|r| r.trim().parse::<u32>().ok());
            let at = number.and_then(|n| n.checked_sub(1)).unwrap_or(next);
            if at >= MOST.0 {
                return Err(Flaw::Malformed(xml.range.start));
            }
            next = at + 1;
            self.row(xml, at, shared)?;
        }
        Ok(())
    }

    fn row(&mut self, xml: &mut Scanner, row: u32, shared: &Shared) -> Result<(), Flaw> {
        let mut next = 0;
        while let Some(cell) = xml.child()? {
            if cell.name() != "c" {
                xml.skip()?;
                continue;
            }
            let named = cell.attribute("r").and_then(|r| reference(&r));
            let column = named.map_or(next, |(_, column)| column);
            if column >= MOST.1 {
                return Err(Flaw::Malformed(xml.range.start));
            }
            next = column + 1;
            if let Some(mut read) = value(xml, &cell, shared)? {
                read.last = (row, column);
                let style = cell.attribute("s").and_then(|s| s.trim().parse::<usize>().ok());
                read.indent = style.map_or(0, |s| shared.styles.indent(s));
                self.rows.entry(row).or_default().insert(column, read);
            }
        }
        Ok(())
    }

    fn merges(&mut self, xml: &mut Scanner) -> Result<(), Flaw> {
        let mut count = 0;
        while let Some(merge) = xml.child()? {
            let area = merge.attribute("ref").unwrap_or_default();
            let ends = area
                .split_once(':')
                .and_then(|(a, b)| Some((reference(a)?, reference(b)?)));
            if let Some((first, last)) = ends.filter(|_| count < MOST_MERGES) {
                count += 1;
                if let Some(cell) = self.rows.get_mut(&first.0).and_then(|row| row.get_mut(&first.1)) {
                    cell.last = (last.0.max(first.0), last.1.max(first.1));
                }
            }
            xml.skip()?;
        }
        Ok(())
    }
}

/// Row and column of a reference, from 0; with or without $.
fn reference(text: &str) -> Option<(u32, u32)> {
    let text: String = text.trim().chars().filter(|c| *c != '$').collect();
    let letters = text.len() - text.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let column = text[..letters].bytes().try_fold(0u32, |sum, b| {
        let digit = u32::from(b.to_ascii_uppercase() - b'A') + 1;
        (sum < MOST.1).then_some(sum * 26 + digit)
    })?;
    let row: u32 = text[letters..].parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// The value of a cell as it prints; nothing where it is empty.
fn value(xml: &mut Scanner, cell: &Element, shared: &Shared) -> Result<Option<Cell>, Flaw> {
    let kind = cell.attribute("t").unwrap_or_default();
    let style = cell.attribute("s").and_then(|s| s.trim().parse::<usize>().ok());
    let (mut raw, mut formula, mut inline) = (None, false, None);
    while let Some(child) = xml.child()? {
        match child.name() {
            "v" => raw = Some(characters(xml)?),
            "is" => inline = Some(rich(xml)?),
            "f" => {
                formula = true;
                xml.skip()?;
            }
            _ => xml.skip()?,
        }
    }
    let raw = raw.filter(|raw| !raw.is_empty());
    let text = |text: String| Some(Cell::new(text, false)).filter(|c| !c.text.trim().is_empty());
    Ok(match (kind.as_str(), raw) {
        ("inlineStr", _) => inline.and_then(text),
        (_, None) if formula && kind != "str" => text(UNSAVED.to_owned()),
        (_, None) => None,
        ("s", Some(raw)) => {
            let index = raw.trim().parse::<usize>().ok();
            index.and_then(|i| shared.strings.get(i).cloned()).and_then(text)
        }
        ("b", Some(raw)) => text(if raw.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned()),
        ("str" | "e" | "d", Some(raw)) => text(raw),
        (_, Some(raw)) => {
            let code = style.map_or("General", |s| shared.styles.code(s));
            let printed = format::print(raw.trim(), code, shared.late);
            let number = !format::is_date(code);
            Some(Cell::new(printed, number)).filter(|c| !c.text.trim().is_empty())
        }
    })
}

/// The characters inside an element, up to its end.
fn characters(xml: &mut Scanner) -> Result<String, Flaw> {
    let mut out = String::new();
    loop {
        match xml.next()? {
            Token::Text(text) | Token::Raw(text) => out.push_str(text),
            Token::Char(c) => out.push(if c.is_control() { ' ' } else { c }),
            Token::Start(_) => xml.skip()?,
            Token::End => return Ok(out),
            Token::Eof => return Err(Flaw::Malformed(xml.range.start)),
        }
    }
}

/// The text of a string in pieces, without the readings above it.
fn rich(xml: &mut Scanner) -> Result<String, Flaw> {
    let mut out = String::new();
    while let Some(child) = xml.child()? {
        match child.name() {
            "t" => out.push_str(&unescaped(&characters(xml)?)),
            "r" => out.push_str(&rich(xml)?),
            _ => xml.skip()?,
        }
    }
    Ok(out)
}

/// Text without the escapes of characters that XML does not hold: _x000D_.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let code = tail
            .get(2..7)
            .and_then(|t| t.strip_suffix('_'))
            .and_then(|hex| u32::from_str_radix(hex, 16).ok());
        match code.and_then(char::from_u32) {
            Some(c) => {
                out.push(if c.is_control() { ' ' } else { c });
                rest = &tail[7..];
            }
            None => {
                out.push_str("_x");
                rest = &tail[2..];
            }
        }
    }
    out + rest
}

/// The shared strings in order.
pub(super) fn strings(text: &str) -> Result<Vec<String>, Flaw> {
    let mut xml = Scanner::new(text);
    let mut out = Vec::new();
    xml.root()?;
    while let Some(child) = xml.child()? {
        if child.name() == "si" {
            out.push(rich(&mut xml)?);
        } else {
            xml.skip()?;
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_characters() {
        for (text, want) in [
            ("甲_x000D_乙", "甲 乙"),
            ("_x4E2D_", "中"),
            ("a_xb", "a_xb"),
            ("_x中文字_", "_x中文字_"),
            ("_x", "_x"),
        ] {
            assert_eq!(unescaped(text), want);
        }
    }

    #[test]
    fn references_are_read() {
        for (text, want) in [
            ("A1", Some((0, 0))),
            ("$B$7", Some((6, 1))),
            ("AA10", Some((9, 26))),
            ("XFD1048576", Some((1_048_575, 16_383))),
            ("A0", None),
            ("7", None),
            ("ZZZZZZZZZZZZ1", None),
            ("", None),
        ] {
            assert_eq!(reference(text), want, "{text}");
        }
    }
}
