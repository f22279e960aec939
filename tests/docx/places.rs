//! How the places of a Word file are told.

use crate::annotate::gouji;
use crate::word::{Word, p, part, r, table};
use serde_json::{Value, json};
use std::fs;

/// A wrong share in a paragraph, a cell and a footnote.
fn draft() -> Vec<u8> {
    let wrong = |all: &str| format!("一般公共预算支出{all}，民生支出3.37亿元，占一般公共预算支出的91.6%。");
    let note = format!("<w:p>{}<w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>", r("见注。"));
    let body = p("2024年工作总结")
        + &p("")
        + &p(&wrong("4.13亿元"))
        + &table(&[&["指标", "说明"], &["支出", &wrong("4.13亿元")]])
        + &note;
    let notes = format!(
        "<w:footnotes xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:footnote w:id=\"1\">{}</w:footnote></w:footnotes>",
        p(&wrong("4.13亿元").replace("91.6", "92.6"))
    );
    Word::new(&body).with("word/footnotes.xml", &notes).bytes()
}

#[test]
fn every_format_counts_as_a_reader_does() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.docx"), draft()).expect("written");
    let run = |args: &[&str]| {
        let output = gouji(folder.path(), args);
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let full = run(&["a.docx"]);
    for head in ["─ a.docx:3:37\n", "─ a.docx 表1:2:2\n", "─ a.docx 脚注:1:37\n"] {
        assert!(full.contains(head), "{head}: {full}");
    }
    let concise = run(&["--format", "concise", "--lang", "en", "a.docx"]);
    let heads: Vec<&str> = concise
        .lines()
        .map(|line| line.split(": ").next().expect("a place"))
        .collect();
    assert_eq!(heads, ["a.docx:3:37", "a.docx table 1:2:2", "a.docx footnote:1:37"]);
    let json: Value = serde_json::from_str(&run(&["--format", "json", "a.docx"])).expect("JSON");
    let findings = json["files"][0]["findings"].as_array().expect("a list");
    let places: Vec<&Value> = findings.iter().map(|finding| &finding["range"]["place"]).collect();
    assert_eq!(
        places,
        [
            &json!({"paragraph": 3}),
            &json!({"table": 1, "row": 2, "cell": 2}),
            &json!({"footnote": 1})
        ]
    );
    // the comment on a note stands in the text and says so
    run(&["annotate", "a.docx", "-o", "b.docx"]);
    let copy = fs::read(folder.path().join("b.docx")).expect("there");
    let comments = part(&copy, "word/comments.xml");
    assert!(comments.contains(">脚注1“92.6%”：民生支出3.37亿元占"), "{comments}");
    let csv = run(&["figures", "--format", "csv", "a.docx"]);
    for row in ["\n3,9,", "\n表1:2,2,", "\n脚注:1,9,"] {
        assert!(csv.contains(row), "{row}: {csv}");
    }
}

/// A total that breaks its column and its growth: the other sum is found by the cell that it stands in.
#[test]
fn another_sum_is_placed_as_a_reader_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows: [&[&str]; 5] = [
        &["项目", "2021年", "2022年", "增长（%）"],
        &["税收收入", "1200", "1320", "10.0"],
        &["非税收入", "800", "840", "5.0"],
        &["其他收入", "100", "120", "20.0"],
        &["合计", "2100", "2380", "8.6"],
    ];
    let body = p("2022年预算执行情况") + &p("单位：万元") + &table(&rows);
    fs::write(folder.path().join("a.docx"), Word::new(&body).bytes()).expect("written");
    let full = String::from_utf8(gouji(folder.path(), &["a.docx"]).stdout).expect("UTF-8");
    assert!(full.contains("─ a.docx 表1:5:3\n"), "{full}");
    assert!(full.contains("另见 表1:5:4：2380 ÷ 2100 − 1 ≠ 8.6\n"), "{full}");
}
