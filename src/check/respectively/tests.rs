use super::{Respectively, Spec};
use crate::figure::{Figure, Form, Hedge, Printed, Unit, Value};
use crate::shape::{FIRST, is_placeholder};
use crate::span::Span;

fn percent(mantissa: i128) -> Figure {
    let mut printed = Printed::whole(mantissa);
    printed.exponent = -2;
    Figure {
        span: Span::at(0),
        number: Span::at(0),
        unit_span: Span::at(0),
        form: Form::Percent,
        value: Value::One(printed),
        unit: Unit::default(),
        hedge: Hedge::None,
        second_hedge: None,
        passing: false,
        flaws: Vec::new(),
    }
}

/// Runs a sentence in which ＃ stands for a figure; `[[ ]]` hold the values of the expected finding.
fn assert_found(marked: &str) {
    let check = Respectively::new(Spec {
        word: "分别".to_owned(),
        groups: [("城乡".to_owned(), 2), ("三次产业".to_owned(), 3)].into(),
        silent: vec!["由".to_owned()],
    });
    let figure = percent(216);
    let shaped = marked.replace('＃', &FIRST.to_string());
    let text = shaped.replace("[[", "").replace("]]", "");
    let at = |i: usize| text[i..].starts_with(is_placeholder).then_some(&figure);
    let found: Vec<&str> = check
        .mismatches(&text, &at)
        .iter()
        .map(|m| &text[m.values.clone()])
        .collect();
    let expected: Vec<&str> = shaped
        .split("[[")
        .skip(1)
        .filter_map(|s| s.split("]]").next())
        .collect();
    assert_eq!(found, expected, "{marked}");
}

#[test]
fn too_many_or_too_few_values() {
    for text in [
        "城市、农村低保标准分别提高[[＃、＃和＃]]。",
        "第二、第三产业比重分别回落[[＃]]。",
        "出口、内销和转口额分别增长[[＃、＃、＃、＃、＃]]。",
        "城乡居民人均可支配收入分别增长[[＃、＃、＃]]。",
        "三次产业增加值分别增长[[＃和＃]]，运行平稳。",
        "农业、工业、服务业分别增长[[＃、＃]]。",
        "城市、农村低保标准分别达到＃、＃，增长[[＃、＃、＃]]。",
        "完成＃、＃，同比分别增长[[＃、＃、＃]]。",
    ] {
        assert_found(text);
    }
}

#[test]
fn what_holds_or_cannot_be_known() {
    for text in [
        "城市、农村低保标准分别提高＃和＃。",
        "城乡居民人均可支配收入分别增长＃、＃。",
        "农业、工业、租赁和商务服务业分别增长＃、＃、＃。",
        "绿色、有机食品产量和产值分别达到＃和＃。",
        "垃圾收集率、自来水普及率分别达到＃、＃。",
        "甲区和乙区投资、进口、出口分别增长＃、＃、＃和＃、＃、＃。",
        "甲、乙项目分别由两家单位承办，投资＃。",
        "甲、乙、丙三项分别由＃、＃提高。",
        "甲、乙分别为上年的＃、丙的＃。",
        "甲、乙分别增长＃，其中丙增长＃。",
        "甲（含乙、丙）分别增长＃、＃。",
        "甲、乙、丙等行业分别增长＃、＃。",
        "收入增长＃，支出增长＃，分别高于预期。",
        "分别",
        "分别＃",
    ] {
        assert_found(text);
    }
}
