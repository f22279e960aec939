//! Workbooks made of pieces of XML.

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Formats of the cell styles, in order; the last one sets its text in.
pub const STYLES: [&str; 10] = [
    "General",
    "0.00",
    "0.0%",
    "#,##0.00",
    "0!.0,\"万\"",
    "yyyy\"年\"m\"月\"",
    "#,##0.0_);(#,##0.0)",
    "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
    ";;;",
    "0",
];

/// A workbook that is being built.
#[derive(Clone)]
pub struct Book {
    /// Names and contents of its parts.
    pub parts: Vec<(String, Vec<u8>)>,
}

/// A sheet: its name, its state, what stands in `sheetData` and behind it.
pub type Sheet<'a> = (&'a str, &'a str, String, &'a str);

impl Book {
    /// A workbook of some sheets; texts of `t="s"` are `shared`.
    pub fn new(sheets: &[Sheet], shared: &[&str]) -> Self {
        let relation = |id: &str, kind: &str, target: &str| {
            format!(r#"<Relationship Id="{id}" Type="{DOCUMENT}/{kind}" Target="{target}"/>"#)
        };
        let relations = |list: String| {
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{list}</Relationships>"#
            )
        };
        let mut list = relation("s", "styles", "styles.xml") + &relation("t", "sharedStrings", "sharedStrings.xml");
        let mut entries = String::new();
        let mut parts = Vec::new();
        for (i, (name, state, data, rest)) in (1..).zip(sheets) {
            list += &relation(&format!("r{i}"), "worksheet", &format!("worksheets/sheet{i}.xml"));
            entries += &format!(r#"<sheet name="{name}" sheetId="{i}" state="{state}" r:id="r{i}"/>"#);
            let part = format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{rest}</worksheet>"#);
            parts.push((format!("xl/worksheets/sheet{i}.xml"), part));
        }
        let codes = STYLES.iter().enumerate().map(|(i, code)| {
            format!(
                r#"<numFmt numFmtId="{}" formatCode="{}"/>"#,
                200 + i,
                code.replace('"', "&quot;")
            )
        });
        let alignment = |i: usize| {
            if i + 1 == STYLES.len() {
                "<alignment indent=\"2\"/>"
            } else {
                ""
            }
        };
        let styles = (0..STYLES.len()).map(|i| format!(r#"<xf numFmtId="{}">{}</xf>"#, 200 + i, alignment(i)));
        let strings: String = shared.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
        let fixed = [
            (
                "[Content_Types].xml",
                r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#.to_owned(),
            ),
            ("_rels/.rels", relations(relation("a", "officeDocument", "xl/workbook.xml"))),
            ("xl/_rels/workbook.xml.rels", relations(list)),
            (
                "xl/workbook.xml",
                format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><workbookPr/><sheets>{entries}</sheets></workbook>"#),
            ),
            (
                "xl/styles.xml",
                format!(
                    r#"<styleSheet xmlns="{MAIN}"><numFmts>{}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>{}</cellXfs></styleSheet>"#,
                    codes.collect::<String>(),
                    styles.collect::<String>()
                ),
            ),
            ("xl/sharedStrings.xml", format!(r#"<sst xmlns="{MAIN}">{strings}</sst>"#)),
        ];
        let mut all: Vec<(String, String)> = fixed.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
        all.extend(parts);
        Self {
            parts: all.into_iter().map(|(name, text)| (name, text.into_bytes())).collect(),
        }
    }

    /// With the text of every part changed.
    pub fn map(mut self, change: impl Fn(&str) -> String) -> Self {
        for (_, content) in &mut self.parts {
            *content = change(&String::from_utf8_lossy(content)).into_bytes();
        }
        self
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            zip.start_file(name, SimpleFileOptions::default()).expect("a part");
            zip.write_all(content).expect("written");
        }
        zip.finish().expect("a file").into_inner()
    }
}

/// A row of cells: text where it is no number.
pub fn row(number: u32, cells: &[&str]) -> String {
    let cell = |(i, text): (usize, &&str)| {
        let at = format!("{}{number}", char::from(b'A' + i as u8));
        match text.parse::<f64>() {
            _ if text.is_empty() => String::new(),
            Ok(_) => format!(r#"<c r="{at}" s="0"><v>{text}</v></c>"#),
            Err(_) => format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#),
        }
    };
    let cells: String = cells.iter().enumerate().map(cell).collect();
    format!(r#"<row r="{number}">{cells}</row>"#)
}

/// Rows from the first on.
pub fn rows(rows: &[&[&str]]) -> String {
    (1..).zip(rows).map(|(number, cells)| row(number, cells)).collect()
}
