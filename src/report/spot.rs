//! How places are named for reading: `报告.txt:12:26`, of a Word file by paragraph (`报告.docx:12:26`) or by table, row and cell
//! (`报告.docx 表1:3:2`), of a workbook by sheet and cell (`预算.xlsx 收入!B7`), of a PDF by page, line and column (`报告.pdf 第3页:12:26`).

use crate::check::Lang;
use crate::settle::Range;
use crate::source::spot::{Spot, reference};

/// What stands before the two numbers of a place, or in place of them for a cell of a workbook; empty for a line of a text.
pub(crate) fn name(spot: Option<&Spot>, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let word = |chinese: &str, english: &str| if zh { chinese.to_owned() } else { english.to_owned() };
    match spot {
        None | Some(Spot::Paragraph { .. }) => String::new(),
        Some(Spot::Cell { table, .. }) => match lang {
            Lang::Zh => format!("表{table}"),
            Lang::En => format!("table {table}"),
        },
        Some(Spot::Footnote { .. }) => word("脚注", "footnote"),
        Some(Spot::Endnote { .. }) => word("尾注", "endnote"),
        Some(Spot::TextBox { .. }) => word("文本框", "text box"),
        Some(Spot::Header { .. }) => word("页眉", "header"),
        Some(Spot::Footer { .. }) => word("页脚", "footer"),
        Some(Spot::Sheet {
            sheet,
            hidden,
            row,
            column,
        }) => {
            let mark = if *hidden {
                word("（隐藏）", " (hidden)")
            } else {
                String::new()
            };
            format!("{sheet}{mark}!{}", reference(*row, *column))
        }
        Some(Spot::Page { page, .. }) => match lang {
            Lang::Zh => format!("第{page}页"),
            Lang::En => format!("page {page}"),
        },
    }
}

/// The path with what stands before the numbers.
pub(crate) fn path(path: &str, range: &Range, lang: Lang) -> String {
    match name(range.spot.as_ref(), lang) {
        name if name.is_empty() => path.to_owned(),
        name => format!("{path} {name}"),
    }
}

/// The path with the place in it.
pub(crate) fn full(path: &str, range: &Range, lang: Lang) -> String {
    let before = self::path(path, range, lang);
    if is_named(range) {
        return before;
    }
    let (line, column) = numbers(range);
    format!("{before}:{line}:{column}")
}

/// Whether the name of a place says all, without numbers.
pub(crate) fn is_named(range: &Range) -> bool {
    matches!(range.spot, Some(Spot::Sheet { .. }))
}

/// The two numbers of a place: line and column, paragraph and column, row and cell.
pub(crate) fn numbers(range: &Range) -> (usize, usize) {
    let column = range.start.column;
    match &range.spot {
        None => (range.start.line, column),
        Some(Spot::Cell { row, cell, .. }) => (*row as usize, *cell as usize),
        Some(Spot::Sheet { row, column, .. }) => (*row as usize, *column as usize),
        Some(
            Spot::Paragraph { paragraph: number }
            | Spot::Footnote { footnote: number }
            | Spot::Endnote { endnote: number }
            | Spot::TextBox { text_box: number }
            | Spot::Header { header: number }
            | Spot::Footer { footer: number }
            | Spot::Page { line: number, .. },
        ) => (*number as usize, column),
    }
}

/// A place where Word has no comments, as a reader calls it: 脚注3.
pub(crate) fn beside(range: &Range, lang: Lang) -> Option<String> {
    let gap = if lang == Lang::Zh { "" } else { " " };
    match range.spot.as_ref() {
        None | Some(Spot::Paragraph { .. } | Spot::Cell { .. }) => None,
        spot => Some(format!("{}{gap}{}", name(spot, lang), numbers(range).0)),
    }
}

/// A place without its path.
pub(crate) fn short(range: &Range, lang: Lang) -> String {
    let (line, column) = numbers(range);
    match name(range.spot.as_ref(), lang) {
        name if name.is_empty() => format!("{line}:{column}"),
        name if is_named(range) => name,
        name => format!("{name}:{line}:{column}"),
    }
}
