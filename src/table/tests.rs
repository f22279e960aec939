//! Tables as they are read, one line for each row.

use super::*;
use crate::figure::scan::scan;
use crate::lexicon::files::Files;
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
    shown_as("t.md", markdown)
}

fn shown_as(path: &str, text: &str) -> Vec<String> {
    let lexicon = &lexicon();
    let document = read(path, text.as_bytes(), &ReadOptions::default()).expect("read");
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
            out.push(format!("{memo}{} {}", name(row), cells.join(" ")));
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
fn tables_that_are_written_as_lines() {
    let prices = "单位：%\n\n- 指 标 全 市\n- 城 市 农 村\n- 食 品 3.4 3.3 3.6\n- 其中：鲜菜 5.0 —\n- 衣着 0.5 0.6 0.2\n- 居住 1 2 3\n";
    assert_eq!(
        shown(prices),
        [
            "全市 城市 农村",
            "食品 3.4% 3.3% 3.6%",
            "#鲜菜5.0— … … …",
            "衣着 0.5% 0.6% 0.2%",
            "居住 1% 2% 3%"
        ]
    );
    let groups = "金额单位：亿美元\n行业 项目 资金\n个数 增长% 绝对数 增长%\n采矿 2 1.0 31.5 -4\n建筑 3 1.5 8.2 5\n商业 9 0.5 7.7 6\n";
    assert_eq!(
        shown_as("t.txt", groups)[1..3],
        ["采矿 2 1.0% 3150000000美元 -4%", "建筑 3 1.5% 820000000美元 5%"]
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

/// The same of a page of HTML.
fn shown_page(rows: &str) -> Vec<String> {
    shown_as("t.html", &format!("<p>前言。</p>{rows}"))
}

#[test]
fn merged_heads_name_what_they_stand_over() {
    let page = "<table><tr><th rowspan=2>项目<th colspan=2>2022年<th colspan=2>2023年</tr>\
                <tr><th>城镇<th>乡村<th>城镇<th>乡村</tr><tr><td>就业（人）<td>31<td>42<td>33<td>44</table>";
    assert_eq!(
        shown_page(page),
        [
            "2022年/城镇 2022年/乡村 2023年/城镇 2023年/乡村",
            "就业（人） 31人 42人 33人 44人"
        ]
    );
    let rows = "<table><tr><th>地区<th>县<th>户数（户）</tr><tr><td rowspan=2>东部<td>甲县<td>21</tr><tr><td>乙县<td>22</tr>\
                <tr><td>西部<td>丙县<td>23</table>";
    assert_eq!(
        shown_page(rows),
        ["户数（户）", "东部/甲县 21户", "东部/乙县 22户", "西部丙县 23户"]
    );
}

#[test]
fn captions_and_units_inside_the_table_are_none_of_its_rows() {
    let page = "<table><tr><td colspan=3>表1　2023年财政支出情况表</tr><tr><td colspan=3>单位：万元</tr>\
                <tr><td>项目<td>2022年<td>2023年</tr><tr><td>教育<td>315<td>…</tr><tr><td>卫生<td>——<td>221</table>";
    assert_eq!(
        shown_page(page),
        ["2022年 2023年", "教育 3150000元 —", "卫生 — 2210000元"]
    );
}

#[test]
fn parts_on_rows_of_their_own_are_marked() {
    let page = "<table><tr><td>项目<td>2022年</tr><tr><td>税收收入<td>90</tr><tr><td>　其中：</tr><tr><td>　　增值税<td>50</tr>\
                <tr><td>　　契税<td>40</tr><tr><td>非税收入<td>10</tr><tr><td>　其中：罚没收入<td>5</table>";
    assert_eq!(
        shown_page(page),
        [
            "2022年",
            "税收收入 90",
            "# —",
            "#增值税 50",
            "#契税 40",
            "非税收入 10",
            "#罚没收入 5"
        ]
    );
}

#[test]
fn a_table_goes_on_behind_a_break_of_the_page() {
    let first = "| 项目 | 2022年 | 2023年 |\n|---|---|---|\n| 教育 | 315 | 342 |\n";
    let again = "\n续表\n\n| 项目 | 2022年 | 2023年 |\n|---|---|---|\n| 卫生 | 208 | 221 |\n";
    let want = ["2022年 2023年", "教育 315 342", "卫生 208 221"];
    assert_eq!(shown(&format!("{first}{again}")), want);
    let page = "<table><tr><td>项目<td>2022年<td>2023年</tr><tr><td>教育<td>315<td>342</table>\
                <table><tr><td>卫生<td>208<td>221</table>";
    assert_eq!(shown_page(page), want);
    let page = "<table><tr><td>项目<td>2022年<td>2023年</tr><tr><td>教育<td>315<td>342</tr>\
                <tr><td>项目<td>2022年<td>2023年</tr><tr><td>卫生<td>208<td>221</table>";
    assert_eq!(shown_page(page), want);
    // another caption, another table
    let other = "\n表2 农村\n\n| 项目 | 2022年 | 2023年 |\n|---|---|---|\n| 卫生 | 208 | 221 |\n";
    assert_eq!(shown(&format!("{first}{other}")).len(), 4);
}
