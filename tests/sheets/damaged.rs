//! Workbooks that are none, no longer, or made to do harm: each is answered soon, with a sentence or with its text.

use crate::book::{Book, rows};
use gouji::source::{ReadError, ReadOptions, read};
use std::time::{Duration, Instant};

const FILES: usize = 1000;

/// Numbers that are the same in every run (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

fn sound() -> Book {
    let data = rows(&[&["项目", "甲", "乙"], &["教育", "1.5", "2.5"], &["合计", "3", "5"]]);
    let text = r#"<row r="9"><c r="A9" t="s"><v>0</v></c><c r="B9" s="2"><v>0.5</v></c></row>"#;
    let merged = r#"<mergeCells><mergeCell ref="A1:B1"/></mergeCells>"#;
    Book::new(&[("收入", "visible", data + text, merged)], &["注"])
}

/// A file with something wrong: its bytes, or a part of it.
fn damaged(chance: &mut Chance) -> Vec<u8> {
    let mut book = sound();
    let any = chance.below(book.parts.len());
    let content = &mut book.parts[any].1;
    match chance.below(8) {
        0 => {
            let bytes = book.bytes();
            return bytes[..chance.below(bytes.len())].to_vec();
        }
        1 => {
            let mut bytes = book.bytes();
            for _ in 0..=chance.below(8) {
                let at = chance.below(bytes.len());
                bytes[at] ^= 1 << chance.below(8);
            }
            return bytes;
        }
        2 => content.truncate(chance.below(content.len())),
        3 => {
            for _ in 0..=chance.below(4) {
                let at = chance.below(content.len());
                content[at] = b"<>&\"/=;x: \0\xFF\xE4"[chance.below(13)];
            }
        }
        4 => book.parts[any].0 = format!("xl/other{}.xml", chance.below(3)),
        5 => {
            let other = chance.below(book.parts.len());
            book.parts[any].1 = book.parts[other].1.clone();
        }
        6 => {
            let values = [
                "\"-1\"",
                "\"99999999999\"",
                "\"\"",
                "\"x\"",
                "\"A1048577\"",
                "\"ZZZZ9\"",
            ];
            let value = values[chance.below(6)];
            book = book.map(|text| {
                text.replace("\"1\"", value)
                    .replace("\"A1\"", value)
                    .replace("\"0\"", value)
            });
        }
        _ => {
            let kinds = ["t=\"s\"", "t=\"b\"", "t=\"e\"", "t=\"d\"", "t=\"n\"", "t=\"?\""];
            let kind = kinds[chance.below(6)];
            book = book.map(|text| text.replace("t=\"inlineStr\"", kind).replace("s=\"0\"", kind));
        }
    }
    book.bytes()
}

#[test]
fn a_damaged_workbook_is_answered() {
    let mut chance = Chance(0x2024_0315);
    let (mut refused, mut read_all) = (0, 0);
    for i in 0..FILES {
        let bytes = damaged(&mut chance);
        let begun = Instant::now();
        match read("a.xlsx", &bytes, &ReadOptions::default()) {
            Err(error) => {
                let (zh, en) = (error.zh(), error.to_string());
                assert!(zh.contains('请') && en.contains(": "), "{i}: {zh} {en}");
                refused += 1;
            }
            Ok(document) => {
                for segment in &document.segments {
                    assert!(
                        document.source.get(document.source_range(segment.span)).is_some(),
                        "{i}"
                    );
                }
                read_all += 1;
            }
        }
        assert!(begun.elapsed() < Duration::from_secs(5), "{i}: {:?}", begun.elapsed());
    }
    assert!(refused > 200 && read_all > 200, "{refused} refused, {read_all} read");
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let options = ReadOptions {
        max_bytes: 4 << 20,
        ..ReadOptions::default()
    };
    let long = "甲".repeat(1 << 15);
    let cells = r#"<c t="s"><v>0</v></c>"#.repeat(1000);
    // one text of a hundred kilobytes in a thousand cells
    let book = Book::new(&[("大", "visible", format!("<row>{cells}</row>"), "")], &[&long]);
    let begun = Instant::now();
    let error = read("a.xlsx", &book.bytes(), &options).unwrap_err();
    assert!(
        matches!(error, ReadError::Sheet(_)) && error.zh().contains("解压后超过"),
        "{error}"
    );
    let zeros = Book::new(&[("大", "visible", " ".repeat(5 << 20), "")], &[]);
    assert!(read("a.xlsx", &zeros.bytes(), &options).is_err());
    let entities = sound().map(|text| text.replace("<sst", "<!DOCTYPE x [<!ENTITY a \"b\">]><sst"));
    let error = read("a.xlsx", &entities.bytes(), &options).unwrap_err();
    assert!(error.zh().contains("XML 实体"), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
}

/// Cells at the far ends of a sheet, and everything merged, cost no more than their number.
#[test]
fn a_sheet_with_far_cells_is_checked_soon() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |i: usize| {
        format!(
            "<row r=\"{}\"><c r=\"{}{}\"><v>{i}</v></c></row>",
            i * 500 + 1,
            column(i * 8),
            i * 500 + 1
        )
    };
    let far: String = (0..2000).map(at).collect();
    let merges = r#"<mergeCell ref="A1:XFD1048576"/>"#.repeat(1000);
    let book = Book::new(
        &[("远", "visible", far, &format!("<mergeCells>{merges}</mergeCells>"))],
        &[],
    );
    std::fs::write(folder.path().join("a.xlsx"), book.bytes()).expect("written");
    let begun = Instant::now();
    assert_eq!(crate::gouji(folder.path(), &["a.xlsx"]).status.code(), Some(0));
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

/// The letters of a column from 0.
fn column(number: usize) -> String {
    gouji::source::spot::reference(1, number as u32 + 1)
        .trim_end_matches('1')
        .to_owned()
}
