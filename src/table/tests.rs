//! Tables as they are read, one line for each row.

use super::*;
use crate::figure::scan::scan;
use crate::lexicon::entries::Files;
use crate::outline::outline;
use crate::source::{ReadOptions, read};

fn lexicon() -> Lexicon {
    let mut files = Files::default();
    let units = include_str!("../../rules/lexicon/units.yaml");
    files.add(serde_yaml::from_str(units).expect("the lexicon's own file"));
    Lexicon::build(files).expect("the lexicon's own patterns")
}

/// The names of rows and columns, and the values with their units.
fn shown(markdown: &str) -> Vec<String> {
    let lexicon = &lexicon();
    let document = read("t.md", markdown.as_bytes(), &ReadOptions::default()).expect("read");
    let outline = outline(&document);
    let mut figures = scan(&document, &outline, lexicon);
    let mut out = Vec::new();
    for table in tables(&document, &outline, &mut figures, lexicon) {
        let name = |l: &Line| {
            format!(
                "{}{}",
                if l.group.is_empty() {
                    String::new()
                } else {
                    format!("{}/", l.group)
                },
                l.name
            )
        };
        out.push(table.columns.iter().map(name).collect::<Vec<_>>().join(" "));
        for (r, row) in table.rows.iter().enumerate() {
            let entry = |c: usize| match table.at(r, c) {
                Entry::Blank => "—".to_owned(),
                Entry::Words => "…".to_owned(),
                Entry::Figure(id) => {
                    let figure = &figures[id.index()];
                    format!("{}{}", figure.printed().expect("a number").decimal(), figure.unit.name)
                }
            };
            let cells: Vec<String> = (0..table.columns.len()).map(entry).collect();
            let memo = if row.memo { "#" } else { "" };
            out.push(format!("{memo}{} {}", row.name, cells.join(" ")));
        }
    }
    out
}

#[test]
fn units_come_from_the_head_the_row_or_the_line_above() {
    let table = "单位：万元\n\n| 项 目 | 2022年 | 产量（万吨） | 比上年增长（%） | 人数(人) |\n|---|---|---|---|---|\n\
                 | 总 计 | 1,234.5 | 3.5 | -3.0 | 2,134 |\n| 其中：甲[3] | 28 | — | +5.5 | … |\n";
    assert_eq!(
        shown(table),
        [
            "2022年 产量（万吨） 比上年增长（%） 人数(人)",
            "总计 12345000元 35000吨 -3.0% 2134人",
            "#甲 280000元 — 5.5% —",
        ]
    );
    let rows = "| 指标 | 单位 | 2022 | 2023 |\n|---|---|---|---|\n| 粮食 | 万吨 | 17.6 | 18.1 |\n| 人口 | 人 | 2310 | 2298 |\n";
    assert_eq!(
        shown(rows),
        ["2022 2023", "粮食 176000吨 181000吨", "人口 2310人 2298人"]
    );
}

#[test]
fn heads_of_several_rows_and_halves_side_by_side() {
    let head = "| 地区 | 常住人口 |  | 户数 |\n|---|---|---|---|\n|  | 城镇 | 乡村 |  |\n|  | 万人 | 万人 | 户 |\n| 甲县 | 3.1 | 4.2 | 21000 |\n";
    assert_eq!(
        shown(head),
        ["常住人口/城镇 常住人口/乡村 户数", "甲县 31000人 42000人 21000户"]
    );
    let halves = "| 行业 | 增长（%） | 行业 | 增长（%） |\n|---|---|---|---|\n| 农业 | 3.1 | 金融 | -2.0 |\n| 工业 | 4.2 |  |  |\n";
    assert_eq!(
        shown(halves),
        ["增长（%）", "农业 3.1%", "工业 4.2%", "增长（%）", "金融 -2.0%", " —"]
    );
}
