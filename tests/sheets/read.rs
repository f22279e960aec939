//! What a workbook says when it is read.

use crate::book::{Book, rows};
use gouji::source::spot::{Spot, reference};
use gouji::source::{Document, ReadOptions, SegmentKind, read};

/// Place, kind and text of each segment.
fn shown(document: &Document) -> Vec<String> {
    let segments = document.segments.iter();
    segments
        .map(|segment| {
            let at = document.source_range(segment.span);
            let place = match document.spot(at.start).expect("a place") {
                Spot::Sheet {
                    sheet,
                    hidden,
                    row,
                    column,
                } => format!("{sheet}{}!{}", if hidden { "*" } else { "" }, reference(row, column)),
                other => panic!("{other:?}"),
            };
            let kind = match segment.kind {
                SegmentKind::Heading(_) => "#".to_owned(),
                SegmentKind::Cell {
                    table,
                    row,
                    column,
                    down,
                    across,
                    ..
                } => format!("{table}:{row}:{column}:{down}×{across}"),
                other => panic!("{other:?}"),
            };
            let text = segment.span.of(&document.text);
            assert_eq!(text.replace('\n', " "), document.source[at]);
            format!("{place} {kind} {text}")
        })
        .collect()
}

fn open(book: &Book) -> Document {
    read("a.xlsx", &book.bytes(), &ReadOptions::default()).expect("readable")
}

#[test]
fn cells_are_read_as_they_print() {
    let data = r#"<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" s="1"><v>3.3</v></c><c r="D2" s="2"><v>0.265</v></c></row>
        <row><c t="inlineStr"><is><r><t>分</t></r><r><t>段</t></r><rPh><t>x</t></rPh></is></c><c s="3"><v>1234.5</v></c><c s="4"><v>12345</v></c></row>
        <row r="5"><c r="A5" t="str"><f>A1&amp;"计"</f><v>合计</v></c><c r="B5" s="1"><f>SUM(B1:B4)</f><v>3.3000000000000003</v></c><c r="C5"><f>SUM(C1:C4)</f></c><c r="D5" t="e"><v>#DIV/0!</v></c></row>
        <row r="6"><c r="A6" s="5"><v>45000</v></c><c r="B6" s="6"><v>-1234.5</v></c><c r="C6" s="7"><v>0</v></c><c r="D6" s="8"><v>7</v></c><c r="E6" t="b"><v>1</v></c></row>
        <row r="7"><c r="A7" t="s"><v>99</v></c><c r="B7" t="s"><v>1</v></c></row>
        <row r="9"><c r="A9" t="s"><v>0</v></c></row><row r="10"><c r="A10"><v>1</v></c></row>"#;
    let merged = r#"<mergeCells><mergeCell ref="B2:B3"/><mergeCell ref="A5:A6"/></mergeCells>"#;
    let hidden = rows(&[&["甲", "1"]]);
    let book = Book::new(
        &[
            ("收入", "visible", data.to_owned(), merged),
            ("旧 表", "hidden", hidden, ""),
        ],
        &["项目", "两\n行"],
    );
    assert_eq!(
        shown(&open(&book)),
        [
            "收入!A2 # 收入",
            "收入!B2 0:0:1:2×1 项目",
            "收入!C2 0:0:2:1×1 3.30",
            "收入!D2 0:0:3:1×1 26.5%",
            "收入!A3 0:1:0:1×1 分段",
            "收入!B3 0:1:1:1×1 1,234.50",
            "收入!C3 0:1:2:1×1 1.2万",
            "收入!A5 0:2:0:2×1 合计",
            "收入!B5 0:2:1:1×1 3.30",
            "收入!C5 0:2:2:1×1 （公式未计算）",
            "收入!D5 0:2:3:1×1 #DIV/0!",
            "收入!A6 0:3:0:1×1 2023年3月",
            "收入!B6 0:3:1:1×1 -1,234.5",
            "收入!C6 0:3:2:1×1 -",
            "收入!E6 0:3:4:1×1 TRUE",
            "收入!B7 0:4:1:1×1 两\n行",
            "收入!A9 1:0:0:1×1 项目",
            "收入!A10 1:1:0:1×1 1",
            "旧 表*!A1 # 旧 表",
            "旧 表*!A1 2:0:0:1×1 甲",
            "旧 表*!B1 2:0:1:1×1 1",
        ]
    );
}

/// What the project itself writes is read as it was written.
#[test]
fn a_workbook_of_another_writer_is_read() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let format = |code: &str| rust_xlsxwriter::Format::new().set_num_format(code);
    sheet.set_name("收入").expect("a name");
    sheet.write(0, 0, "项目").expect("written");
    sheet.write(1, 0, "税收").expect("written");
    sheet.write_with_format(1, 1, 3.3, &format("0.00")).expect("written");
    sheet.write_with_format(1, 2, 0.265, &format("0.0%")).expect("written");
    sheet.write(1, 3, 12.5).expect("written");
    let formula = rust_xlsxwriter::Formula::new("=SUM(B2:B2)").set_result("3.3");
    sheet
        .write_formula_with_format(2, 1, formula, &format("#,##0.00"))
        .expect("written");
    let bytes = book.save_to_buffer().expect("saved");
    let document = read("收入.xlsx", &bytes, &ReadOptions::default()).expect("readable");
    assert_eq!(document.source, "收入\n项目\n税收 | 3.30 | 26.5% | 12.5\n3.30\n");
}

#[test]
fn strict_files_and_other_prefixes_are_read_alike() {
    let book = Book::new(&[("收入", "visible", rows(&[&["甲", "1"]]), "")], &[]);
    let want = shown(&open(&book));
    let strict = book.clone().map(|text| {
        text.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
        .replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    });
    assert_eq!(shown(&open(&strict)), want);
    let prefixed = book.map(|text| match text.contains("<worksheet") {
        true => text
            .replace("</", "</x:")
            .replace("<", "<x:")
            .replace("<x:/x:", "</x:")
            .replace("xmlns=", "xmlns:x="),
        false => text.to_owned(),
    });
    assert_eq!(shown(&open(&prefixed)), want);
    // and a file that lost its ending
    let bytes = prefixed.bytes();
    assert!(read("收入", &bytes, &ReadOptions::default()).is_ok_and(|d| d.spots.len() == 3));
}
