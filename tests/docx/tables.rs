//! Tables of a Word file: merged heads, a table on two pages, cells against the text.

use crate::annotate::gouji;
use crate::word::{Word, p, part, table};
use serde_json::{Value, json};
use std::fs;

/// A cell with its properties.
fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn plain(texts: &[&str]) -> String {
    row(&texts.iter().map(|text| cell("", text)).collect::<Vec<_>>())
}

const DOWN: &str = "<w:vMerge w:val=\"restart\"/>";
const ON: &str = "<w:vMerge/>";
const TWO: &str = "<w:gridSpan w:val=\"2\"/>";

fn findings(body: &str) -> Vec<Value> {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.docx"), Word::new(body).bytes()).expect("written");
    let out = gouji(folder.path(), &["--format", "json", "a.docx"]).stdout;
    let json: Value = serde_json::from_slice(&out).expect("JSON");
    json["files"][0]["findings"].as_array().expect("a list").clone()
}

#[test]
fn merged_heads_and_labels_name_the_cell() {
    let rows = [
        row(&[cell("<w:gridSpan w:val=\"6\"/>", "单位：人")]),
        row(&[
            cell(DOWN, "地区"),
            cell(DOWN, "县"),
            cell(TWO, "2022年"),
            cell(TWO, "2023年"),
        ]),
        row(&[
            cell(ON, ""),
            cell(ON, ""),
            cell("", "城镇"),
            cell("", "乡村"),
            cell("", "城镇"),
            cell("", "乡村"),
        ]),
        row(&[
            cell(DOWN, "东部"),
            cell("", "甲县"),
            cell("", "311"),
            cell("", "421"),
            cell("", "332"),
            cell("", "443"),
        ]),
        row(&[
            cell(ON, ""),
            cell("", "乙县"),
            cell("", "215"),
            cell("", "326"),
            cell("", "226"),
            cell("", "338"),
        ]),
        row(&[
            cell(TWO, "合计"),
            cell("", "526"),
            cell("", "747"),
            cell("", "558"),
            cell("", "871"),
        ]),
    ];
    let found = findings(&format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.concat()));
    assert_eq!(found.len(), 1, "{found:?}");
    let message = found[0]["message"].as_str().expect("text");
    assert_eq!(message, "“合计”行“2023年 乡村”列为871，2个分项合计781（443 + 338）");
    assert_eq!(found[0]["range"]["place"], json!({"table": 1, "row": 6, "cell": 6}));
    assert_eq!(found[0]["related"][0]["label"], "东部 甲县");
}

#[test]
fn a_table_on_two_pages_is_one() {
    let head = ["项目", "2022年", "2023年"];
    let first: [&[&str]; 3] = [&head, &["教育", "315.2", "342.4"], &["卫生", "208.1", "221.5"]];
    let second: [&[&str]; 3] = [&head, &["农业", "94.3", "87.6"], &["合计", "617.6", "561.5"]];
    let body = table(&first) + &p("") + &p("续表") + &table(&second);
    let found = findings(&body);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["text"], "561.5");
    assert_eq!(found[0]["range"]["place"], json!({"table": 2, "row": 3, "cell": 3}));
    // without its head, right behind the first
    assert_eq!(findings(&(table(&first) + &table(&second[1..]))).len(), 1);
}

#[test]
fn a_cell_that_the_text_contradicts_gets_a_comment() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows = [
        plain(&["指标", "单位", "2022年", "比上年增长（%）"]),
        plain(&["地区生产总值", "亿元", "375.2", "6.2"]),
        plain(&["社会消费品零售总额", "亿元", "128.4", "3.1"]),
    ];
    let body = p("2022年清河市国民经济和社会发展统计公报")
        + &p("全年地区生产总值357.2亿元，比上年增长6.2%。")
        + &format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.concat());
    let found = findings(&body);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        found[0]["message"],
        "地区生产总值（2022年）前文为357.2亿元，此处写作375.2"
    );
    assert_eq!(found[0]["range"]["place"], json!({"table": 1, "row": 2, "cell": 3}));
    fs::write(folder.path().join("a.docx"), Word::new(&body).bytes()).expect("written");
    gouji(folder.path(), &["annotate", "a.docx", "-o", "b.docx"]);
    let copy = fs::read(folder.path().join("b.docx")).expect("there");
    let document = part(&copy, "word/document.xml");
    let (_, rest) = document
        .split_once("<w:commentRangeStart w:id=\"1\"/>")
        .expect("the cell's or the text's");
    assert!(
        document.matches("<w:commentRangeStart ").count() == 2 && rest.contains("375.2"),
        "{document}"
    );
}

/// What is set in by its paragraph is a part of what stands above it.
#[test]
fn levels_by_indents_are_parts() {
    let table = |total: &str| {
        let rows = [
            plain(&["项目", "2022年", "2023年"]),
            plain(&["税收收入", "9052", "9163"]),
            plain(&["增值税", "5031", "5142"]).replacen("<w:p>", IN, 1),
            plain(&["契税", "3021", "2021"]).replacen("<w:p>", IN, 1),
            plain(&["非税收入", "1048", "1037"]),
            plain(&["合计", "10100", total]),
        ];
        findings(&format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.concat()))
    };
    assert_eq!(table("10200").len(), 0);
    assert_eq!(table("12200").len(), 1);
}

const IN: &str = "<w:p><w:pPr><w:ind w:firstLineChars=\"200\" w:firstLine=\"420\"/></w:pPr>";
