//! What is found in tables of each format, and where.

use crate::book::{Book, rows};
use crate::{gouji, told};
use serde_json::{Value, json};
use std::fs;

/// A table with a wrong total.
const ROWS: [&[&str]; 5] = [
    &["项目", "2022年", "2023年"],
    &["教育", "315.2", "342.4"],
    &["卫生", "208.1", "221.5"],
    &["农业", "94.3", "87.6"],
    &["合计", "617.6", "561.5"],
];

fn findings(json: &str) -> Vec<Value> {
    let json: Value = serde_json::from_str(json).expect("JSON");
    json["files"][0]["findings"].as_array().expect("a list").clone()
}

#[test]
fn cells_of_a_workbook_are_told_by_sheet_and_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut titled: Vec<&[&str]> = vec![&["2023年一般公共预算支出表"], &["", "", "单位：万元"]];
    titled.extend(ROWS);
    let hidden = rows(&ROWS);
    let book = Book::new(
        &[("支出", "visible", rows(&titled), ""), ("旧表", "hidden", hidden, "")],
        &[],
    );
    fs::write(folder.path().join("a.xlsx"), book.bytes()).expect("written");
    let concise = told(folder.path(), &["--format", "concise", "a.xlsx"]);
    let heads: Vec<&str> = concise
        .lines()
        .map(|l| l.split(": ").next().expect("a place"))
        .collect();
    assert_eq!(heads, ["a.xlsx 支出!C7", "a.xlsx 旧表（隐藏）!C5"], "{concise}");
    assert!(concise.contains("“合计”行“2023年”列为561.5"), "{concise}");
    let full = told(folder.path(), &["a.xlsx"]);
    assert!(
        full.contains("─ a.xlsx 支出!C7\n") && full.contains("7 │ 合计 | 617.6 | 561.5"),
        "{full}"
    );
    let found = findings(&told(folder.path(), &["--format", "json", "a.xlsx"]));
    let places: Vec<&Value> = found.iter().map(|f| &f["range"]["place"]).collect();
    assert_eq!(
        places,
        [
            &json!({"sheet": "支出", "cell": "C7"}),
            &json!({"sheet": "旧表", "cell": "C5", "hidden": true})
        ]
    );
    assert_eq!(found[0]["section"], json!(["支出"]));
    let ledger = told(folder.path(), &["figures", "--format", "csv", "a.xlsx"]);
    assert!(ledger.contains("\n支出!C7,"), "{ledger}");
}

#[test]
fn cells_of_texts_are_told_by_their_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let csv: String = ROWS
        .iter()
        .map(|row| format!("\"{}\"\r\n", row.join("\",\"")))
        .collect();
    let cells = |row: &&[&str]| {
        format!(
            "<tr>{}</tr>\n",
            row.iter().map(|c| format!("<td>{c}</td>")).collect::<String>()
        )
    };
    let html: String = ROWS.iter().map(cells).collect();
    for (name, text) in [
        ("a.csv", csv),
        ("a.html", format!("<p>&emsp;支出</p><table>\n{html}</table>")),
    ] {
        fs::write(folder.path().join(name), &text).expect("written");
        let found = findings(&told(folder.path(), &["--format", "json", name]));
        assert_eq!(found.len(), 1, "{name}");
        let at = |end: &str| found[0]["range"][end]["byte"].as_u64().expect("a byte") as usize;
        assert_eq!(&text[at("start")..at("end")], "561.5", "{name}");
        assert_eq!(found[0]["range"]["place"], Value::Null);
    }
    // another encoding, the same table
    let (gbk, _, _) = encoding_rs::GB18030.encode("项目;甲\n教育;3.5\n卫生;4.5\n合计;9.0\n");
    fs::write(folder.path().join("b.csv"), &gbk).expect("written");
    let found = findings(&told(folder.path(), &["--format", "json", "b.csv"]));
    assert_eq!(found[0]["text"], "9.0");
}

/// Every format that cannot be read says what to do.
#[test]
fn what_cannot_be_read_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let ole = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked = [ole.clone(), name].concat();
    for (file, bytes, zh, en) in [
        ("a.xls", ole.clone(), "另存为 .xlsx", "save it as .xlsx"),
        ("a.et", ole.clone(), "另存为 .xlsx", "save it as .xlsx"),
        ("b.xls", b"<html>".to_vec(), "另存为 .xlsx", "save it as .xlsx"),
        ("a.doc", ole.clone(), "另存为 .docx", "save it as .docx"),
        ("a.wps", ole, "另存为 .docx", "save it as .docx"),
        ("a.xlsx", locked.clone(), "设有密码", "password"),
        ("a.docx", locked, "设有密码", "password"),
        ("b.xlsx", b"no zip".to_vec(), "工作簿已损坏", "a damaged workbook"),
        ("a.pdf", b"no pdf".to_vec(), "PDF", "PDF"),
    ] {
        fs::write(folder.path().join(file), bytes).expect("written");
        for (lang, want) in [("zh", zh), ("en", en)] {
            let out = gouji(folder.path(), &["--lang", lang, file]);
            let said = String::from_utf8_lossy(&out.stderr).into_owned();
            assert_eq!(out.status.code(), Some(2), "{said}");
            assert!(said.lines().count() == 1 && said.contains(want), "{file}: {said}");
        }
    }
}

#[test]
fn comments_are_written_into_word_files_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let book = Book::new(&[("支出", "visible", rows(&ROWS), "")], &[]);
    fs::write(folder.path().join("a.xlsx"), book.bytes()).expect("written");
    let out = gouji(folder.path(), &["annotate", "a.xlsx", "-o", "b.xlsx"]);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(
        out.status.code() == Some(2) && said.contains("只能给 Word 文件添加批注"),
        "{said}"
    );
    assert!(!folder.path().join("b.xlsx").exists());
}

/// The text of one sheet and the table of another: the same fact, two values.
#[test]
fn sheets_are_compared_with_one_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = rows(&[
        &["2022年清河市主要指标"],
        &["指标", "2021年", "2022年"],
        &["一般公共预算收入（万元）", "283654", "301278"],
    ]);
    let second = rows(&[
        &["年份", "一般公共预算收入（亿元）"],
        &["2021", "28.37"],
        &["2022", "31.13"],
    ]);
    let book = Book::new(&[("一", "visible", first, ""), ("二", "visible", second, "")], &[]);
    fs::write(folder.path().join("a.xlsx"), book.bytes()).expect("written");
    let concise = told(folder.path(), &["--format", "concise", "a.xlsx"]);
    assert_eq!(concise.lines().count(), 1, "{concise}");
    assert!(
        concise.starts_with("a.xlsx 二!B3: ") && concise.contains("前文为301278，此处写作31.13"),
        "{concise}"
    );
}

/// What is set in by its style is a part of what stands above it.
#[test]
fn levels_by_indents_are_parts() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = |total: &str| {
        let data = rows(&[
            &["项目", "2022年", "2023年"],
            &["税收收入", "9052", "9163"],
            &["增值税", "5031", "5142"],
            &["契税", "3021", "2021"],
            &["非税收入", "1048", "1037"],
            &["合计", "10100", total],
        ]);
        let set_in = |data: String, name: &str| {
            data.replace(
                &format!("t=\"inlineStr\"><is><t>{name}"),
                &format!("s=\"9\" t=\"inlineStr\"><is><t>{name}"),
            )
        };
        set_in(set_in(data, "增值税"), "契税")
    };
    for (total, findings) in [("10200", 0), ("12200", 1)] {
        let book = Book::new(&[("收入", "visible", table(total), "")], &[]);
        fs::write(folder.path().join("a.xlsx"), book.bytes()).expect("written");
        let concise = told(folder.path(), &["--format", "concise", "a.xlsx"]);
        assert_eq!(concise.lines().count(), findings, "{concise}");
    }
}
