//! The ledger as a spreadsheet: the 数据核对表 that goes round for confirmation.
//!
//! Owns the look of it: the header stays in view and filters, how gouji understood a figure is folded away, the last two columns are
//! empty for whoever confirms. A second sheet explains the columns. The same ledger gives the same bytes.

use super::column::{COLUMNS, Cell, Column, Part};
use crate::check::Lang;
use crate::report::printable;
use crate::settle::ledger::{Ledger, Status};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

/// The most rows of a sheet; one is the header.
const MOST_ROWS: usize = 1_048_576;

/// The most characters of a cell.
const MOST_CHARACTERS: usize = 32_767;

/// Digits that a double keeps, whatever the number.
const EXACT_DIGITS: usize = 15;

/// Columns that the arrow of a filter covers.
const ARROW: usize = 3;

/// Columns of text that the explanations are wide.
const ABOUT: f64 = 90.0;

/// Why there is no spreadsheet.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The draft has more figures than a sheet has rows.
    #[error("{0} figures are more than a spreadsheet has rows; csv has no such limit")]
    TooMany(usize),
    /// It cannot be put together.
    #[error(transparent)]
    Writer(#[from] XlsxError),
}

/// The bytes of the spreadsheet of the ledger of `path`.
///
/// # Errors
/// When there are more figures than a sheet has rows.
pub fn bytes(path: &str, ledger: &Ledger, lang: Lang) -> Result<Vec<u8>, Failed> {
    if ledger.entries.len() >= MOST_ROWS {
        return Err(Failed::TooMany(ledger.entries.len()));
    }
    let mut book = Workbook::new();
    // The time of writing would make every run another file.
    let properties = DocProperties::new()
        .set_title(match lang {
            Lang::Zh => "数据核对表",
            Lang::En => "Figures",
        })
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    book.set_properties(&properties);
    figures(book.add_worksheet(), path, ledger, lang)?;
    about(book.add_worksheet(), path, lang)?;
    Ok(book.save_to_buffer()?)
}

fn figures(sheet: &mut Worksheet, path: &str, ledger: &Ledger, lang: Lang) -> Result<(), XlsxError> {
    let rows = ledger.entries.len() as u32;
    sheet.set_name(match lang {
        Lang::Zh => "数据核对表",
        Lang::En => "Figures",
    })?;
    for (at, column) in (0..).zip(&COLUMNS) {
        sheet.write_string_with_format(0, at, column.heading(lang), &header(column))?;
        let mut widest = column.heading(lang).width() + ARROW;
        for (row, entry) in (1..).zip(&ledger.entries) {
            let cell = (column.cell)(entry, lang);
            widest = widest.max(write(sheet, row, at, &cell, style(column, entry.status))?);
        }
        // Whoever fills in a column by hand needs all of its room.
        let fits = if column.part == Part::Form { usize::MAX } else { widest };
        sheet.set_column_width(at, fits.min(usize::from(column.widest)) as f64 + 1.0)?;
    }
    let last = COLUMNS.len() as u16 - 1;
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, rows, last)?;
    let details: Vec<u16> = (0..)
        .zip(&COLUMNS)
        .filter(|(_, c)| c.part == Part::Detail)
        .map(|(at, _)| at)
        .collect();
    if let [first, .., last] = details[..] {
        sheet.group_columns_collapsed(first, last)?;
    }
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_header(format!(
        "&L{}&R&A",
        path.replace('&', "&&").chars().take(200).collect::<String>()
    ));
    sheet.set_footer("&C&P / &N");
    Ok(())
}

/// The paper of the printed table, by its number in the format.
const A4: u8 = 9;

/// Writes a cell; how many columns of text its longest line takes.
fn write(sheet: &mut Worksheet, row: u32, at: u16, cell: &Cell, style: Format) -> Result<usize, XlsxError> {
    match cell {
        Cell::Number(digits) => match exact(digits) {
            Some((value, format)) => {
                sheet.write_number_with_format(row, at, value, &style.set_num_format(&format))?;
                Ok(digits.len() + digits.len() / 3)
            }
            None => text(sheet, row, at, digits, style.set_align(FormatAlign::Right)),
        },
        Cell::Text(words) => text(sheet, row, at, words, style),
    }
}

/// Always text, whatever it begins with.
fn text(sheet: &mut Worksheet, row: u32, at: u16, words: &str, style: Format) -> Result<usize, XlsxError> {
    let words = printable(words);
    let short: String = words.chars().take(MOST_CHARACTERS).collect();
    if short.is_empty() {
        sheet.write_blank(row, at, &style)?;
    } else {
        sheet.write_string_with_format(row, at, &short, &style)?;
    }
    Ok(short.lines().map(UnicodeWidthStr::width).max().unwrap_or(0))
}

/// The number of a decimal that a double holds to its last printed digit, and the format that prints all of its places.
fn exact(decimal: &str) -> Option<(f64, String)> {
    let digits = decimal.trim_start_matches(['-', '0', '.']);
    let significant = digits.chars().filter(char::is_ascii_digit).count();
    if significant > EXACT_DIGITS {
        return None;
    }
    let places = decimal.split_once('.').map_or(0, |(_, places)| places.len());
    let format = match places {
        0 => "#,##0".to_owned(),
        _ => format!("#,##0.{}", "0".repeat(places)),
    };
    decimal
        .parse()
        .ok()
        .filter(|_| places <= EXACT_DIGITS)
        .map(|value| (value, format))
}

fn header(column: &Column) -> Format {
    let fill = match column.part {
        Part::Core => 0x1F_4E_79,
        Part::Detail => 0x59_59_59,
        Part::Form => 0xB4_5F_06,
    };
    bordered()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(Color::RGB(fill))
        .set_align(FormatAlign::VerticalCenter)
}

/// The status in its colour; everything else as it is, wrapped where the column is not wide enough.
fn style(column: &Column, status: Status) -> Format {
    let format = bordered().set_align(FormatAlign::Top).set_text_wrap();
    if column.en != "status" {
        return format;
    }
    let (ink, fill) = match status {
        Status::Verified => (0x00_61_00, 0xC6_EF_CE),
        Status::Contradicted => (0x9C_00_06, 0xFF_C7_CE),
        Status::Unverified => (0x9C_57_00, 0xFF_EB_9C),
        Status::NotCheckable(_) => (0x59_59_59, 0xED_ED_ED),
    };
    format
        .set_font_color(Color::RGB(ink))
        .set_background_color(Color::RGB(fill))
}

fn bordered() -> Format {
    Format::new()
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0xD9_D9_D9))
}

/// The second sheet: where the figures come from, and what the columns hold.
fn about(sheet: &mut Worksheet, path: &str, lang: Lang) -> Result<(), XlsxError> {
    let words: [&str; 6] = match lang {
        Lang::Zh => [
            "说明",
            "文稿",
            "列",
            "内容",
            "灰色表头的列说明程序如何理解这个数，已折叠，点表头上方的“+”展开。",
            "“核实”只表示与文中其他数相符，不表示数据属实；“核实单位”“核实结果”两列供人工填写。",
        ],
        Lang::En => [
            "Notes",
            "Draft",
            "column",
            "content",
            "The columns under a grey header say how a figure was understood; they are folded away, the + above the header shows them.",
            "“verified” says that a figure agrees with others of the draft, not that it is true; the last two columns are to be filled in.",
        ],
    };
    let [name, draft, column, content, folded, verified] = words;
    sheet.set_name(name)?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let bold = Format::new().set_bold().set_align(FormatAlign::Top);
    sheet.set_column_width(0, 16.0)?.set_column_width(1, ABOUT)?;
    text(sheet, 0, 0, draft, bold.clone())?;
    text(sheet, 0, 1, path, wrapped.clone())?;
    text(sheet, 1, 1, verified, wrapped.clone())?;
    text(sheet, 2, 1, folded, wrapped.clone())?;
    text(sheet, 4, 0, column, bold.clone())?;
    text(sheet, 4, 1, content, bold.clone())?;
    for (row, column) in (5..).zip(&COLUMNS) {
        text(sheet, row, 0, column.heading(lang), bold.clone())?;
        text(sheet, row, 1, column.about(lang), wrapped.clone())?;
    }
    Ok(())
}
