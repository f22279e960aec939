use super::*;
use crate::source::Segment;

fn shown(text: &str) -> Vec<String> {
    let document = document("t.pdf", text);
    let show = |s: &Segment| {
        let text = s.span.of(&document.text);
        let at = document.source_range(s.span).start;
        let Some(Spot::Page { page, line }) = document.spot(at) else {
            panic!("no page")
        };
        match s.kind {
            SegmentKind::Cell { row, column, .. } => format!("{page}.{line} {row}:{column} {text}"),
            _ => format!("{page}.{line} {text}"),
        }
    };
    document.segments.iter().map(show).collect()
}

#[test]
fn lines_are_joined_and_gaps_healed() {
    let text = "                     2023 年 工 作 总 结\n\n    全年粮食种植面积稳定在一百二十万亩以上，粮食总产量连续三年站稳四十万吨\n\n台阶，完成一般公共预算收入 3 . 37 亿元，增长 8.5 %，其中各项税收收入 2\n- 1 -\n\u{C}.51 亿元。\n    工业 GDP per capita 稳步回升。\n                - 2 -\n\u{C}";
    assert_eq!(
        shown(text),
        [
            "1.1 2023年工作总结",
            "1.2 全年粮食种植面积稳定在一百二十万亩以上，粮食总产量连续三年站稳四十万吨台阶，完成一般公共预算收入3.37亿元，增长8.5%，其中各项税收收入2.51亿元。",
            "2.2 工业GDP per capita稳步回升。"
        ]
    );
}

#[test]
fn rows_of_tables_are_kept() {
    let text = "附表\n  项目        2022年      2023年\n  教育          315.2       342.0\n  社会保障      208.1\n  合计 523.3       342.0\n    注：四舍五入。\n\u{C}";
    assert_eq!(
        shown(text),
        [
            "1.1 附表",
            "1.2 0:0 项目",
            "1.2 0:1 2022年",
            "1.2 0:2 2023年",
            "1.3 1:0 教育",
            "1.3 1:1 315.2",
            "1.3 1:2 342.0",
            "1.4 2:0 社会保障",
            "1.4 2:1 208.1",
            "1.5 3:0 合计",
            "1.5 3:1 523.3",
            "1.5 3:2 342.0",
            "1.6 注：四舍五入。",
        ]
    );
}

#[test]
fn narrow_tables_keep_their_head_and_others_are_none() {
    let narrow = "项目 2022 年 2023 年 增长（%）\n教育 315.2   342.4  8.6\n　其中：\n社会保障 208.1 221.5 6.4\n合计 523.3   563.9  7.8\n";
    let got = shown(narrow);
    assert_eq!(
        got[..4],
        ["1.1 0:0 项目", "1.1 0:1 2022年", "1.1 0:2 2023年", "1.1 0:3 增长（%）"]
    );
    assert!(got.contains(&"1.5 4:3 7.8".to_owned()), "{got:?}");
    // a caption above it that its gap cuts
    let captioned = format!("表1   2023 年收支情况\n          单位：万元\n{narrow}");
    assert_eq!(
        shown(&captioned)[..3],
        ["1.1 表1  2023年收支情况", "1.2 单位：万元", "1.3 0:0 项目"]
    );
    // another table right below
    let two = format!("{narrow}学段    人数\n小学    1410\n初中    1215\n");
    assert_eq!(shown(&two).last().map(String::as_str), Some("1.8 2:1 1215"));
    // a head askew
    let askew = "收入项目      预算数             决算数       完成预算    上年决算数\n教育    48200           49646     103.0   46140\n\
                 卫生    21500           22360     104.0   20420\n";
    assert_eq!(shown(askew)[9], "1.2 1:4 46140");
    // without a head, every row is a table of its own
    let headless = "教育      315.2   342.4\n合计      523.3   563.9\n";
    let got = shown(headless);
    assert_eq!(got[3..], ["1.2 0:0 合计", "1.2 0:1 523.3", "1.2 0:2 563.9"]);
}

#[test]
fn gaps_behind_numbers_with_a_noun_are_kept() {
    for (line, want) in [
        ("  表 1  分 年 任 务", "表1 分年任务"),
        ("第 一 章 总 则", "第一章 总则"),
        ("附件 2 ：清单", "附件2：清单"),
        ("全 年 3 . 37 亿 元", "全年3.37亿元"),
        ("2 0 2 3 年 工 作", "2023年工作"),
        ("完成 1 234 万元，", "完成1234万元，"),
        ("年份 2022 2023", "年份2022 2023"),
        ("GDP per capita 2 万元", "GDP per capita 2万元"),
    ] {
        assert_eq!(healed(line), want);
    }
}

#[test]
fn running_heads_and_page_numbers_are_no_text() {
    let page = |(n, word): (u32, &str)| {
        format!("某市2023年国民经济统计公报\n    {word}生产增长{n}%。\n第 {n} 页 共 4 页\n\u{C}")
    };
    let text: String = (1..).zip(["农业", "工业", "建筑业", "服务业"]).map(page).collect();
    assert_eq!(
        shown(&text),
        [
            "1.1 农业生产增长1%。",
            "2.1 工业生产增长2%。",
            "3.1 建筑业生产增长3%。",
            "4.1 服务业生产增长4%。"
        ]
    );
}
