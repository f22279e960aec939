//! Workbooks: `.xlsx`, `.xlsm`, `.xltx`, `.xltm`, transitional and strict.
//!
//! Owns what of a workbook is read: every sheet in order, the hidden ones too, because they are handed on with the file; their places say
//! that they are hidden. A cell is text as it prints: with its number format, a formula by its saved value. The name of a sheet is a
//! heading. Charts, comments and conditional formats are not read.

mod cells;
mod date;
mod format;
mod number;
mod styles;

use super::docx::WordError;
use super::docx::package::{OLE, Package, old_format};
use super::docx::xml::Scanner;
use super::lines::LineIndex;
use super::prose::Prose;
use super::spot::Spot;
use super::{Document, SegmentKind};
use cells::{Cell, Shared, Sheet};
use std::collections::{BTreeMap, BTreeSet};
use styles::Styles;

/// Why a file that should be a workbook is not read. `Display` is English; [`SheetError::zh`] says it in Chinese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetError(pub WordError);

impl std::error::Error for SheetError {}

impl std::fmt::Display for SheetError {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let repair = "open it in Excel or WPS, let it be repaired, save it as .xlsx and check that";
        match &self.0 {
            WordError::Old => {
                f.write_str("an old .xls or .et file: open it in Excel or WPS, save it as .xlsx and check that")
            }
            WordError::Encrypted => {
                f.write_str("protected by a password: remove it in Excel or WPS, save the file and check again")
            }
            WordError::NotWord => f.write_str("not a workbook: save the table as .xlsx or .csv and check that"),
            WordError::Damaged(part) => write!(f, "a damaged workbook ({part} cannot be read): {repair}"),
            WordError::Missing(part) => write!(f, "a damaged workbook ({part} is missing): {repair}"),
            WordError::Entities(part) => write!(
                f,
                "{part} defines or uses XML entities, which is not read for safety: open it in Excel or WPS, save it as .xlsx and check that"
            ),
            other => write!(f, "{other}"),
        }
    }
}

impl SheetError {
    /// The error in Chinese.
    pub fn zh(&self) -> String {
        let repair = "请用 Excel 或 WPS 打开并修复，另存为 .xlsx 后再检查";
        match &self.0 {
            WordError::Old => "这是旧版 .xls 或 .et 文件，请用 Excel 或 WPS 打开，另存为 .xlsx 后再检查".to_owned(),
            WordError::Encrypted => "文件设有密码，请在 Excel 或 WPS 中取消密码，保存后再检查".to_owned(),
            WordError::NotWord => "不是 Excel 工作簿，请将表格另存为 .xlsx 或 .csv 后再检查".to_owned(),
            WordError::Damaged(part) => format!("工作簿已损坏（{part} 无法读取），{repair}"),
            WordError::Missing(part) => format!("工作簿已损坏（缺少 {part}），{repair}"),
            WordError::Entities(part) => {
                format!("{part} 含有 XML 实体，为安全起见不予读取，请用 Excel 或 WPS 打开，另存为 .xlsx 后再检查")
            }
            other => other.zh(),
        }
    }
}

/// Whether an ending is that of a workbook.
pub(super) fn has_ending(ending: &str) -> bool {
    ["xlsx", "xlsm", "xltx", "xltm"]
        .iter()
        .any(|e| ending.eq_ignore_ascii_case(e))
}

/// Whether an ending is that of a format before .xlsx.
fn is_old(ending: &str) -> bool {
    ["xls", "xlt", "et", "ett"].contains(&ending)
}

/// Whether a file is to be read as a workbook: by its ending, and by its main part where it is a package.
pub(super) fn is_sheet(path: &str, bytes: &[u8]) -> bool {
    let ending = super::ending(path);
    if is_old(&ending) || has_ending(&ending) {
        return true;
    }
    let small = 1 << 20;
    bytes.starts_with(b"PK\x03\x04")
        && !super::docx::has_ending(&ending)
        && Package::open(bytes, small).is_ok_and(|package| package.main.starts_with("xl/"))
}

/// Reads a workbook of which at most `limit` bytes are unpacked and as many bytes of text are made.
pub(super) fn read(path: &str, bytes: &[u8], limit: u64) -> Result<Document, SheetError> {
    // Old files keep their ending when they are saved anew; what they hold tells.
    if bytes.starts_with(OLE) {
        return Err(SheetError(old_format(bytes)));
    }
    if is_old(&super::ending(path)) && !bytes.starts_with(b"PK\x03\x04") {
        return Err(SheetError(WordError::Old));
    }
    book(path, bytes, limit).map_err(SheetError)
}

fn book(path: &str, bytes: &[u8], limit: u64) -> Result<Document, WordError> {
    let mut package = Package::open(bytes, limit)?;
    let main = package.main.clone();
    let relations = package.relations(&main)?;
    let text = package.text(&main)?;
    let book = entries(&text).map_err(|flaw| WordError::of(flaw, &main))?;
    let target = |kind: &str| relations.iter().find(|r| r.kind == kind).map(|r| r.target.clone());
    let mut shared = Shared {
        late: book.late,
        ..Shared::default()
    };
    if let Some(part) = target("styles") {
        let text = package.text(&part)?;
        shared.styles = Styles::read(&text).map_err(|flaw| WordError::of(flaw, &part))?;
    }
    if let Some(part) = target("sharedStrings") {
        let text = package.text(&part)?;
        shared.strings = cells::strings(&text).map_err(|flaw| WordError::of(flaw, &part))?;
    }
    let mut writer = Writer {
        budget: limit,
        ..Writer::default()
    };
    for entry in &book.sheets {
        let relation = relations.iter().find(|r| r.id == entry.id);
        // Sheets of charts and macros hold no cells.
        let Some(part) = relation.filter(|r| r.kind == "worksheet").map(|r| &r.target) else {
            continue;
        };
        let text = package.text(part)?;
        let sheet = Sheet::read(&text, &shared).map_err(|flaw| WordError::of(flaw, part))?;
        writer.sheet(entry, sheet).ok_or_else(|| WordError::Huge {
            part: part.clone(),
            limit,
        })?;
    }
    Ok(writer.document(path))
}

/// A sheet as the workbook lists it.
struct Entry {
    name: String,
    hidden: bool,
    id: String,
}

/// What the main part says.
struct Book {
    sheets: Vec<Entry>,
    /// Whether days are counted from 1904.
    late: bool,
}

fn entries(text: &str) -> Result<Book, super::docx::xml::Flaw> {
    let mut xml = Scanner::new(text);
    let mut book = Book {
        sheets: Vec::new(),
        late: false,
    };
    xml.root()?;
    while let Some(child) = xml.child()? {
        match child.name() {
            "workbookPr" => {
                book.late = matches!(child.attribute("date1904").as_deref(), Some("1" | "true" | "on"));
                xml.skip()?;
            }
            "sheets" => {
                while let Some(sheet) = xml.child()? {
                    book.sheets.push(Entry {
                        name: sheet.attribute("name").unwrap_or_default(),
                        hidden: sheet.attribute("state").is_some_and(|state| state != "visible"),
                        id: sheet.attribute("id").unwrap_or_default(),
                    });
                    xml.skip()?;
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(book)
}

/// Rows and columns that a merged cell is followed over.
const FARTHEST: u32 = 500;

/// Writes the prose: a line for the name of each sheet and for each of its rows.
#[derive(Default)]
struct Writer {
    prose: Prose,
    source: String,
    spots: Vec<(u32, Spot)>,
    tables: u32,
    /// Bytes of text that may still be made: a string may stand in a million cells.
    budget: u64,
}

impl Writer {
    /// Nothing when the text grows beyond the limit.
    fn sheet(&mut self, entry: &Entry, sheet: Sheet) -> Option<()> {
        if sheet.rows.is_empty() {
            return Some(());
        }
        let columns: BTreeSet<u32> = sheet.rows.values().flat_map(|row| row.keys().copied()).collect();
        // Columns and rows without a cell have no place in the table.
        let columns: BTreeMap<u32, u32> = columns.into_iter().zip(0..).collect();
        let spot = |row: u32, column: u32| Spot::Sheet {
            sheet: entry.name.clone(),
            hidden: entry.hidden,
            row: row + 1,
            column: column + 1,
        };
        let first = sheet.rows.keys().next().copied().unwrap_or(0);
        self.spots.push((self.source.len() as u32, spot(first, 0)));
        self.cell(&entry.name, SegmentKind::Heading(1))?;
        self.source.push('\n');
        let rows: BTreeMap<u32, u32> = sheet.rows.keys().copied().zip(0..).collect();
        let mut before = None;
        let mut top = 0;
        for (row, cells) in &sheet.rows {
            let gap = before.is_some_and(|b| b + 1 < *row);
            before = Some(*row);
            // Behind an empty row another table begins, when a head does.
            if gap && !cells.values().any(|cell| cell.number) {
                self.tables += 1;
                top = rows[row];
            }
            for (i, (column, cell)) in cells.iter().enumerate() {
                if i > 0 {
                    self.source.push_str(" | ");
                }
                self.spots.push((self.source.len() as u32, spot(*row, *column)));
                let reach = |from: u32, to: u32, all: &BTreeMap<u32, u32>| {
                    all.range(from..=to.clamp(from, from + FARTHEST)).count().max(1)
                };
                let kind = SegmentKind::Cell {
                    table: self.tables,
                    row: rows[row] - top,
                    column: columns[column],
                    down: reach(*row, cell.last.0, &rows) as u32,
                    indent: cell.indent.min(50) * 2,
                    across: reach(*column, cell.last.1, &columns) as u32,
                };
                self.cell(&cell.text, kind)?;
            }
            self.source.push('\n');
        }
        self.tables += 1;
        Some(())
    }

    /// Text on a line of its own in the prose.
    fn cell(&mut self, text: &str, kind: SegmentKind) -> Option<()> {
        self.budget = self.budget.checked_sub(text.len() as u64 + 8)?;
        let from = self.prose.text.len();
        for (i, line) in text.split(['\n', '\r']).enumerate() {
            if i > 0 {
                self.prose.text.push('\n');
                self.source.push(' ');
            }
            self.prose.same(line, self.source.len());
            self.source.push_str(line);
        }
        self.prose.segment(from, kind);
        self.prose.text.push('\n');
        Some(())
    }

    fn document(self, path: &str) -> Document {
        Document {
            path: path.to_owned(),
            text: self.prose.text,
            segments: self.prose.segments,
            lines: LineIndex::new(&self.source),
            source: self.source,
            pieces: self.prose.pieces,
            word: None,
            spots: self.spots,
        }
    }
}

impl Cell {
    fn new(text: String, number: bool) -> Self {
        Self {
            text,
            number,
            indent: 0,
            last: (0, 0),
        }
    }
}
