//! Markdown cases and the properties of every document.

use super::*;
use proptest::prelude::*;

fn markdown(source: &str) -> Document {
    read("draft.md", source.as_bytes(), &ReadOptions::default()).unwrap()
}

fn texts(document: &Document) -> Vec<&str> {
    document.segments.iter().map(|s| s.span.of(&document.text)).collect()
}

/// Source, then the segments that it must give.
const PROSE: &[(&str, &[&str])] = &[
    ("民生支出**3.37**亿元", &["民生支出3.37亿元"]),
    (
        "**加强监管。**深入推进**“双减”**工作",
        &["加强监管。深入推进“双减”工作"],
    ),
    ("---\ntitle: 报告\ndate: 2022\n---\n正文。", &["正文。"]),
    ("---\n正文没有结束\n", &["正文没有结束"]),
    (
        "前```x = 1```后\n\n```\n代码\n```\n\n<!-- 注\n释 -->\n\n末",
        &["前后", "末"],
    ),
    ("1. 完善制度\n2. 加强监管\n", &["1. 完善制度", "2. 加强监管"]),
    ("1、完善制度\n2、加强监管\n", &["1、完善制度", "2、加强监管"]),
    (
        "3) 完善制度\n\n   增长3%\n4) 监管",
        &["3) 完善制度", "增长3%", "4) 监管"],
    ),
    ("- 完善制度\n  - 监管\n* 保障\n", &["完善制度", "监管", "保障"]),
    ("2022. 全年完成\n", &["2022. 全年完成"]),
    ("1.5亿元投资\n", &["1.5亿元投资"]),
    (
        "    全年**完成**投资\n    1. 增长\n\n\t同比增长3%\n",
        &["全年完成投资", "1. 增长", "同比增长3%"],
    ),
    ("增长5~10%，回落3~5%", &["增长5~10%，回落3~5%"]),
    ("规格3*4米和5*6米", &["规格3*4米和5*6米"]),
    ("原为~~3.5~~3.7亿元", &["原为3.7亿元"]),
    ("占比A&amp;B为5&nbsp;%", &["占比A&B为5\u{A0}%"]),
    ("增长\\*3% 下降\\_5%", &["增长*3% 下降_5%"]),
    ("见[公报](http://a.cn/b)和![图](c.png)全文", &["见公报和全文"]),
    (
        "生产总值[2]126亿元，[3](现价)比上年[^4]增长",
        &["生产总值[2]126亿元，[3](现价)比上年增长"],
    ),
    ("[1]: 本报告为初步统计数。\n", &["[1]: 本报告为初步统计数。"]),
    ("全年完成投资。\n-----\n", &["全年完成投资。"]),
    ("第一行  \n第二行\\\n第三行", &["第一行", "第二行", "第三行"]),
    (
        "全年完成投资十亿元。\n同比增长百分之三。",
        &["全年完成投资十亿元。", "同比增长百分之三。"],
    ),
    (
        "<p align=\"center\">2022年<b>报告</b></p>\n<script>var a;</script>\n",
        &["2022年报告"],
    ),
    ("长度3km<sup>2</sup>处", &["长度3km2处"]),
    ("> 引用一段。\n> 又一段。", &["引用一段。", "又一段。"]),
    ("说明。[^1]\n\n[^1]: 注释一条。\n", &["说明。", "注释一条。"]),
];

#[test]
fn markdown_gives_its_prose() {
    for (source, want) in PROSE {
        for ending in ["\n", "\r\n", "\r"] {
            let source = source.replace('\n', ending);
            let document = markdown(&source);
            assert_eq!(texts(&document), *want, "{source:?}");
            assert_maps(&document);
        }
    }
}

#[test]
fn hard_wrapped_markdown_is_one_segment() {
    let source = "全年粮食种植面积稳定在一百二十万亩以上，粮食总产量**连\r\n续**三年站稳四十万吨台阶，设施农业、特色养殖同步发展。\r\n";
    let document = markdown(source);
    assert_eq!(document.segments.len(), 1);
    let wrapped = document.text.find('\n').unwrap();
    let source_text = &document.source[document.source_range(Span::new(wrapped - 4, wrapped + 4))];
    assert_eq!(source_text, "连\r\n续");
}

#[test]
fn headings_items_and_cells_are_what_the_file_says() {
    let source = "# 报告\n\n## 一、回顾\n- 甲\n\n| 指标 | 数值 |\n| --- | --- |\n| 就业 | **616**人 |\n| | 5\\|6 |\n\n| 甲 |\n|---|\n| 乙 |\n";
    let document = markdown(source);
    let cell = |table, row, column| SegmentKind::Cell {
        table,
        row,
        column,
        down: 1,
        across: 1,
        indent: 0,
    };
    let want = [
        ("报告", SegmentKind::Heading(1)),
        ("一、回顾", SegmentKind::Heading(2)),
        ("甲", SegmentKind::Item),
        ("指标", cell(0, 0, 0)),
        ("数值", cell(0, 0, 1)),
        ("就业", cell(0, 1, 0)),
        ("616人", cell(0, 1, 1)),
        ("5|6", cell(0, 2, 1)),
        ("甲", cell(1, 0, 0)),
        ("乙", cell(1, 1, 0)),
    ];
    let got: Vec<_> = document
        .segments
        .iter()
        .map(|s| (s.span.of(&document.text), s.kind))
        .collect();
    assert_eq!(got, want);
    assert_maps(&document);
}

#[test]
fn ranges_lead_back_to_the_source() {
    let document = markdown("前**3.37**亿元A&amp;B\n\n后");
    let range = |start: usize, end: usize| &document.source[document.source_range(Span::new(start, end))];
    assert_eq!(range(3, 7), "3.37");
    assert_eq!(range(3, 13), "3.37**亿元");
    assert_eq!(range(0, 4), "前**3");
    assert_eq!(range(13, 16), "A&amp;B");
    assert_eq!(range(14, 15), "&amp;");
    assert_eq!(range(16, 20), "后");
    assert_eq!(document.source_range(Span::at(7)), 9..9);
    assert_eq!(document.source_range(Span::at(0)), 0..0);
    assert_eq!(
        document.source_range(Span::at(document.text.len())).end,
        document.source.len()
    );
}

#[test]
fn endings_decide_the_format() {
    for (path, lines) in [("a.md", 1), ("a.Markdown", 1), ("a.txt", 2), ("md", 2), ("-", 2)] {
        let document = read(path, "```\n代码".as_bytes(), &ReadOptions::default()).unwrap();
        assert_eq!(document.segments.len() + usize::from(lines == 1), lines, "{path}");
    }
}

/// Pieces are in order on both sides, and where they are as long in the source they are the same text.
fn assert_maps(document: &Document) {
    let (mut prose, mut source) = (0, 0);
    for p in &document.pieces {
        assert!(
            p.prose >= prose && p.source >= source && p.len > 0,
            "{:?}",
            document.pieces
        );
        (prose, source) = (p.prose + p.len, p.source + p.source_len);
        let of = |text: &str, at: u32, len: u32| text.get(at as usize..(at + len) as usize).map(str::to_owned);
        let (a, b) = (
            of(&document.text, p.prose, p.len),
            of(&document.source, p.source, p.source_len),
        );
        assert!(a.is_some() && b.is_some());
        if p.len == p.source_len {
            assert_eq!(a, b);
        }
    }
    assert!(prose as usize <= document.text.len() && source as usize <= document.source.len());
    let mut end = 0;
    for s in &document.segments {
        assert!(s.span.start >= end && !s.span.is_empty() && s.span.end as usize <= document.text.len());
        assert!(document.text[end as usize..s.span.start as usize].chars().all(is_blank));
        assert!(end == 0 || document.text[end as usize..s.span.start as usize].contains(['\n', '\r']));
        end = s.span.end;
        for (i, c) in s.span.of(&document.text).char_indices() {
            let at = s.span.start as usize + i;
            let back = &document.source[document.source_range(Span::new(at, at + c.len_utf8()))];
            assert!(back.starts_with(c) || back.starts_with('&'), "{c:?} {back:?}");
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for path in ["a.txt", "a.md"] {
            if let Ok(document) = read(path, &bytes, &ReadOptions::default()) {
                for at in 0..=document.source.len() {
                    document.position(at);
                }
            }
        }
    }

    #[test]
    fn any_text_maps_back(text in "(\\PC{0,8}|[\\n\\r]{1,2}|[*_~`\\[\\]()<>#|&;:!\\\\^-]{1,4}|[1-3][.)、] ?|    |\\t|&amp;|<b>|</p>|\\|-\\|\\n|[甲-龥]{22}|[“”。，]){0,30}") {
        for path in ["a.txt", "a.md"] {
            assert_maps(&read(path, text.as_bytes(), &ReadOptions::default()).unwrap());
        }
    }
}
