use super::{Ask, Calendar, Line};
use crate::fact;
use crate::figure::scan;
use crate::lexicon::Lexicon;
use crate::lexicon::entries::Plan;
use crate::lexicon::files::Files;
use crate::outline::{Outline, Paragraph, Role, Sentence};
use crate::search::sparse::Sparse;
use crate::shape;
use crate::source::{Document, SegmentKind};
use crate::span::Span;

fn lexicon() -> Lexicon {
    let plan = |name: &str, from| Plan {
        name: name.to_owned(),
        from,
        to: from + 4,
    };
    let mut files = Files::default();
    for file in [
        include_str!("../../../rules/lexicon/units.yaml"),
        include_str!("../../../rules/lexicon/names.yaml"),
    ] {
        files.add(serde_yaml::from_str(file).expect("the lexicon's own file"));
    }
    files.plans = vec![plan("十五", 2001), plan("十四五", 2021), plan("十五五", 2026)];
    Lexicon::build(files).expect("the lexicon's own patterns")
}

/// A document of one sentence; the expected ranges stand in `[[ ]]`.
fn assert_found(lexicon: &Lexicon, ask: Ask, marked: &str) {
    let text = marked.replace("[[", "").replace("]]", "");
    let whole = Span::new(0, text.len());
    let document = Document {
        path: String::new(),
        text: text.clone(),
        segments: Vec::new(),
        source: text.clone(),
        pieces: Vec::new(),
        lines: Default::default(),
        word: None,
        spots: Vec::new(),
    };
    let outline = Outline {
        paragraphs: vec![Paragraph {
            span: whole,
            kind: SegmentKind::Paragraph,
            role: Role::Body,
            mark: None,
            heading: None,
            sentences: 0..1,
        }],
        sentences: vec![Sentence {
            span: whole,
            paragraph: 0,
        }],
        sparse: Sparse::of(&text),
    };
    let figures = scan::scan(&document, &outline, lexicon);
    let frame = fact::frame::Frame::default();
    let facts = fact::bind(&document, &outline, &figures, &frame, lexicon);
    let shape = shape::shape(&document, &outline, &figures, &facts, lexicon);
    let line = Line::new(&text, &shape, &figures, 0);
    let check = Calendar::new(super::Spec { ask });
    let found: Vec<&str> = check
        .wrong(&line, &lexicon.plans)
        .iter()
        .map(|w| shape.prose(w.at.clone()).of(&text))
        .collect();
    let expected: Vec<&str> = marked
        .split("[[")
        .skip(1)
        .filter_map(|s| s.split("]]").next())
        .collect();
    assert_eq!(found, expected, "{marked}");
}

#[test]
fn questions() {
    let lexicon = lexicon();
    for (ask, text) in [
        (Ask::Exists, "会议于[[2023年2月29日]]召开。"),
        (Ask::Exists, "[[6月31日]]前办结。"),
        (Ask::Exists, "至[[2023年13月]]。"),
        (Ask::Exists, "[[第五季度]]完成。"),
        (Ask::Exists, "[[25时]]开始。"),
        (
            Ask::Exists,
            "2024年2月29日24时截止，一、二两月份和二三季度不变，40日内办结。",
        ),
        (Ask::Exists, "粮经比由45:55调整到40:60。"),
        (Ask::Weekday, "2022年1月8日（[[星期日]]）召开。"),
        (Ask::Weekday, "2022年1月8日（星期六）召开，周一至周五办公。"),
        (Ask::Weekday, "1月8日（星期日）召开。"),
        (Ask::Plan, "“十四五”（[[2020—2025年]]）时期。"),
        (Ask::Plan, "第十四个五年（[[2021—2026年]]）规划。"),
        (Ask::Plan, "[[2020年]]是“十四五”规划开局之年。"),
        (
            Ask::Plan,
            "“十四五”时期（2021—2025年），“十四五”期间（2023—2025年），“十四五”规划（2021—2035年）。",
        ),
        (
            Ask::Plan,
            "“十五五”（2026—2030年）是关键时期，2025年是“十四五”收官之年。",
        ),
        (Ask::Length, "[[五年]]来（2018—2021年）成绩显著。"),
        (Ask::Length, "连续[[四年]]（2019—2023年）获奖。"),
        (
            Ask::Length,
            "五年来（2018—2022年），五年间（2016—2021年），2022—2024年连续三年。",
        ),
        (Ask::Span, "从1998年到2018年的[[30年]]里。"),
        (Ask::Span, "2019年3月开工，2022年3月建成，历时[[四年]]。"),
        (
            Ask::Span,
            "从1998年到2018年的20年里，2019年3月开工，2022年3月建成，历时三年。",
        ),
    ] {
        assert_found(&lexicon, ask, text);
    }
}
