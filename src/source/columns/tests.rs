use super::*;
use crate::source::{Document, ReadOptions, read};

fn document(path: &str, text: &str) -> Document {
    read(path, text.as_bytes(), &ReadOptions::default()).expect("text")
}

/// The segments: cells with their row and column, and how far they reach where that is more than one place.
fn shown(path: &str, text: &str) -> Vec<String> {
    let document = document(path, text);
    let show = |segment: &Segment| {
        let text = segment.span.of(&document.text);
        // Each cell leads back to what the file says.
        let source = &document.source[document.source_range(segment.span)];
        assert_eq!(source.replace("**", "").replace("&nbsp;", "\u{A0}"), text);
        match segment.kind {
            SegmentKind::Cell {
                table,
                row,
                column,
                down: 1,
                across: 1,
                ..
            } => format!("{table} {row}:{column} {text}"),
            SegmentKind::Cell {
                table,
                row,
                column,
                down,
                across,
                ..
            } => format!("{table} {row}:{column}+{down}x{across} {text}"),
            _ => text.to_owned(),
        }
    };
    document.segments.iter().map(show).collect()
}

fn has_cells(path: &str, text: &str) -> bool {
    let cell = |s: &Segment| matches!(s.kind, SegmentKind::Cell { .. });
    document(path, text).segments.iter().any(cell)
}

const PRODUCTS: &str = "**表2：2021年主要产品产量**\n\n- 产品名称 单 位 产 量 比上年增长%\n- 瓷 砖 万件 20.5 1.5\n- 其中： 地砖 万件 8.0 -2.1\n- 毛毯 亿 条 3 —\n- 鞋类 —— 4 2.0\n- 合 计 7.5 1\n";

#[test]
fn a_list_of_rows_is_a_table() {
    let want = [
        "表2：2021年主要产品产量",
        "0 0:0 产品名称",
        "0 0:1 单 位",
        "0 0:2 产 量",
        "0 0:3 比上年增长%",
        "0 1:0 瓷 砖",
        "0 1:1 万件",
        "0 1:2 20.5",
        "0 1:3 1.5",
        "0 2:0 其中： 地砖",
        "0 2:1 万件",
        "0 2:2 8.0",
        "0 2:3 -2.1",
        "0 3:0 毛毯",
        "0 3:1 亿 条",
        "0 3:2 3",
        "0 3:3 —",
        "0 4:0 鞋类",
        "0 4:1 ——",
        "0 4:2 4",
        "0 4:3 2.0",
        "0 5:0 合 计",
        "0 5:2 7.5",
        "0 5:3 1",
    ];
    assert_eq!(shown("a.md", PRODUCTS), want);
    // The same as paragraphs, as lines of a text, and between blank lines.
    let text = PRODUCTS.replace("**", "");
    assert_eq!(shown("a.txt", &text), want);
    assert_eq!(shown("a.txt", &text.replace("- ", "")), want);
    assert_eq!(shown("a.txt", &text.replace("\n- ", "\r\n\r\n")), want);
    assert_eq!(
        shown("a.txt", &text.replace("- ", "　　").replace(' ', "　"))[6],
        "0 1:1 万件"
    );
    let page: String = text
        .replace("- ", "")
        .lines()
        .map(|line| format!("<p>{line}</p>\n"))
        .collect();
    assert_eq!(shown("a.html", &page), want);
    let spaced = PRODUCTS.replace("万件 20.5", "万件&nbsp;20.5");
    assert_eq!(shown("a.md", &spaced), want);
}

#[test]
fn wide_rows_are_no_wrapped_lines() {
    let wide = "行业 投资额 增长%\n通信设备、计算机及其他电子设备制造业 3889 48.2\n电力、燃气及水的生产和供应业的全部企业 14535 7.3\n\
                其中：电力、热力的生产与供应业的企业 11869 6.6\n合 计 18424 9.1\n";
    for path in ["a.txt", "a.md"] {
        let got = shown(path, wide);
        assert_eq!(got.len(), 15, "{got:?}");
        assert_eq!(got[12..], ["0 4:0 合 计", "0 4:1 18424", "0 4:2 9.1"]);
    }
}

#[test]
fn heads_of_two_lines() {
    let prices = "- 指 标 全 国（%）\n- 城 市 农 村\n- 食 品 7.2 7.1 7.5\n- 衣着 1.0 1.1 0.9\n- 居住 0.2 0.3 0.1\n";
    let head = ["0 0:0 指 标", "0 0:1 全 国（%）", "0 0:2 城 市", "0 0:3 农 村"];
    assert_eq!(shown("a.md", prices)[..4], head);
    let upside = prices.replace("- 指 标 全 国（%）\n- 城 市", "- 全 国\n- 项 目 名 称 城 市");
    let head = ["0 0:1 全 国", "0 0:0 项 目 名 称", "0 0:2 城 市", "0 0:3 农 村"];
    assert_eq!(shown("a.md", &upside)[..4], head);
    let groups = "行业 企业 资金\n个数 增长% 绝对数 增长%\n采矿 2 1.0 31.5 -4\n建筑 3 1.5 8.2 5\n商业 9 0.5 7.7 6\n";
    let head = [
        "0 0:0+2x1 行业",
        "0 0:1+1x2 企业",
        "0 0:3+1x2 资金",
        "0 1:1 个数",
        "0 1:2 增长%",
        "0 1:3 绝对数",
        "0 1:4 增长%",
        "0 2:0 采矿",
    ];
    assert_eq!(shown("a.txt", groups)[..8], head);
    let wrapped = "行业 企业\n（家） 增长%\n采矿 2 1.0\n建筑 3 1.5\n商业 9 0.5\n";
    let head = ["0 0:0 行业", "0 0:1 企业", "0 1:1 （家）", "0 0:2 增长%", "0 2:0 采矿"];
    assert_eq!(shown("a.txt", wrapped)[..5], head);
}

#[test]
fn heads_of_years_and_without_the_name_of_names() {
    let years = "指标 单位 2020 2021\n公园 个 12 15\n绿地 公顷 310.5 322.0\n林地 公顷 41 42\n";
    assert_eq!(shown("a.txt", years)[2..5], ["0 0:2 2020", "0 0:3 2021", "0 1:0 公园"]);
    let behind = "主要产品产量如下：\n\n2021年 比上年增长％\n瓷砖 290 万件 3.4\n毛毯 500 万条 －2.2\n纸 210 万吨 0.6\n";
    let want = [
        "0 0:1 2021年",
        "0 0:3 比上年增长％",
        "0 1:0 瓷砖",
        "0 1:1 290",
        "0 1:2 万件",
        "0 1:3 3.4",
    ];
    assert_eq!(shown("a.txt", behind)[1..7], want);
    let bare = behind.replace(" 万件", "").replace(" 万条", "").replace(" 万吨", "");
    assert_eq!(
        shown("a.txt", &bare)[1..4],
        ["0 0:1 2021年", "0 0:2 比上年增长％", "0 1:0 瓷砖"]
    );
    let numbered = "序号 单位 得分\n1 东山镇 98\n2 西山镇 96\n3 南山镇 95\n";
    assert_eq!(shown("a.txt", numbered)[3..6], ["0 1:0 1", "0 1:1 东山镇", "0 1:2 98"]);
}

#[test]
fn titles_and_odd_lines_stand_inside() {
    let text =
        "指标 2020年 2021年\n一、农业\n粮食 1 2\n油料 3 4\n二、工业\n棉纱 5 6\n毛毯 7\n纸张 8 9\n瓷砖 3\n\n正文。";
    let got = shown("a.txt", text);
    assert_eq!(got[3..7], ["0 1:0 一、农业", "0 2:0 粮食", "0 2:1 1", "0 2:2 2"]);
    assert_eq!(
        got[10..],
        [
            "0 4:0 二、工业",
            "0 5:0 棉纱",
            "0 5:1 5",
            "0 5:2 6",
            "0 6:0+1x3 毛毯 7",
            "0 7:0 纸张",
            "0 7:1 8",
            "0 7:2 9",
            "0 8:0+1x3 瓷砖 3",
            "正文。"
        ]
    );
}

#[test]
fn captions_stand_for_heads_and_tables_are_counted_on() {
    let bare = "单位：万吨\n东山镇 12.5\n西山镇 8.1\n合计 20.6\n";
    assert_eq!(shown("a.txt", bare)[..3], ["单位：万吨", "0 0:0 东山镇", "0 0:1 12.5"]);
    let text = format!("| 甲 |\n|---|\n| 乙 |\n\n{}\n| 甲 |\n|---|\n| 乙 |\n", PRODUCTS);
    let got = shown("a.md", &text);
    assert_eq!(
        [&got[0], &got[3], got.last().unwrap()],
        ["0 0:0 甲", "1 0:0 产品名称", "2 1:0 乙"]
    );
}

#[test]
fn a_table_that_is_cut_is_none() {
    let rows = "粮食 1 2\n油料 3 4\n棉花 5 6\n";
    let head = "指标 2020年 2021年\n";
    assert!(has_cells("a.txt", &format!("{head}{rows}注：略。\n")));
    assert!(!has_cells(
        "a.txt",
        &format!("{head}{rows}以上为主要部分，以下为其他。\n水果 7 8\n")
    ));
    assert!(!has_cells(
        "a.txt",
        &format!("{head}{rows}以上为主要部分，以下为其他。\n{rows}")
    ));
    assert!(has_cells("a.txt", &format!("{head}{rows}表2 其他部分\n水果 7 8\n")));
}

#[test]
fn lists_and_prose_are_no_tables() {
    for text in [
        // numbers of pages
        "目 录\n一、总体要求 1\n二、重点任务 3\n三、保障措施 9",
        "目录 页码\n一、总体要求 1\n二、重点任务 3\n三、保障措施 9",
        "表1 产量 3\n表2 收入 5\n表3 人口 9\n表4 面积 12",
        // unlike one another, or of units
        "1. 粮食产量 500 万吨\n2. 棉花产量 20 万吨\n3. 水果产量 80 万吨",
        "指标 产量 增长\n粮食 500 3.1\n棉花 20\n水果 80 1.2\n蔬菜 9",
        "原煤产量 1208.5万吨 1103.2万吨 增长9.5%\n原油产量 2208.5万吨 2103.2万吨 增长4.9%\n钢产量 2万吨 3万吨 增长4%",
        // names with a number each
        "联系人 甲 乙\n办公室 65001234\n财务科 65001235\n值班室 65001236",
        "东山镇 12.5\n西山镇 8.1\n南山镇 20.6",
        "东山镇 12.5 3.1\n西山镇 8.1 2.2\n南山镇 20.6 1.0",
        // too few
        "指标 产量 增长\n粮食 500 3.1\n棉花 20 1.1",
        // sentences
        "指标 产量 增长\n全年，粮食 500 3.1\n全年，棉花 20 1.1\n全年，水果 80 1.2",
        "会议时间 地点 人数\n2021 12 30\n2021 12 31\n2022 1 2",
    ] {
        assert!(!has_cells("a.txt", text), "{text}");
        assert!(!has_cells("a.md", &text.replace('\n', "\n- ")), "{text}");
    }
}

#[test]
fn long_lists_cost_no_more() {
    let rows: String = (0..20_000).map(|i| format!("第{i}村 {i}.5 3\n")).collect();
    assert!(!has_cells("a.txt", &rows));
    assert!(has_cells("a.txt", &format!("村名 面积 户数\n{rows}")));
    let odd: String = (0..20_000)
        .map(|i| format!("第{i}村 {i}.5 3\n甲 1\n乙 2\n丙 3\n"))
        .collect();
    assert!(!has_cells("a.txt", &odd));
}
