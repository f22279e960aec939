//! What the report for reading looks like.

use crate::fake::{check, says, span, spans, written};
use gouji::check::Lang;
use gouji::finding::{Applicability, Edit, Finding, Sum, Suspect};
use gouji::report::Format;
use gouji::settle::Policy;

fn share(text: &'static str, lang: Lang, width: usize) -> String {
    let rule = says("arith/share-of-total", |rule, text| {
        let share = span(text, "91.6%");
        let mut finding = Finding::new(rule, share)
            .slot("text", "91.6%")
            .relate(span(text, "3.37亿元"), "", "part")
            .relate(span(text, "4.13亿元"), "一般公共预算支出", "whole")
            .fix(
                Applicability::Manual,
                vec![Edit {
                    span: share,
                    text: "81.6%".to_owned(),
                }],
            )
            .fix(
                Applicability::Manual,
                vec![Edit {
                    span: share,
                    text: "81.9%".to_owned(),
                }],
            );
        finding.equation = Some(Sum {
            text: "3.37亿元 ÷ 4.13亿元".to_owned(),
            stated: "91.6%".to_owned(),
            expected: "81.6%".to_owned(),
            low: "81.38".to_owned(),
            high: "81.82".to_owned(),
            unit: "%".to_owned(),
            bound: None,
        });
        finding.suspect = Some(Suspect {
            span: share,
            reason: "one digit".to_owned(),
        });
        finding
    });
    let policy = Policy {
        lang,
        ..Policy::default()
    };
    written(&[check(text, vec![rule], &policy)], Format::Full, width, &policy)
}

const TWO_SENTENCES: &str = "一、回顾\n\n全年一般公共预算支出4.13亿元，同比增长5.2%。\n\n前面还有一句话。预计全年民生支出3.37亿元，占一般公共预算支出的91.6%。后面还有一句话。\n";

#[test]
fn both_places_of_a_contradiction_have_a_location() {
    insta::assert_snapshot!(share(TWO_SENTENCES, Lang::Zh, 100));
}

#[test]
fn in_english() {
    insta::assert_snapshot!(share(TWO_SENTENCES, Lang::En, 100));
}

#[test]
fn a_long_sentence_is_cut_between_clauses() {
    let text = "我们始终坚持量入为出，全年一般公共预算支出4.13亿元，同比增长5.2%，教育、科技、文化、社会保障和就业、卫生健康、节能环保、城乡社区、农林水、交通运输、住房保障等各项支出都得到保障，民生支出3.37亿元，占一般公共预算支出的91.6%，群众的获得感、幸福感、安全感不断增强，社会事业全面进步。\n";
    insta::assert_snapshot!(share(text, Lang::Zh, 80));
}

#[test]
fn an_aggregate_tells_its_count_and_first_places() {
    let rule = says("punct/half-width", |rule, text| {
        let places = spans(text, ",");
        let edits = places
            .iter()
            .map(|&span| Edit {
                span,
                text: "，".to_owned(),
            })
            .collect();
        Finding {
            places: places.clone(),
            ..Finding::new(rule, places[0])
        }
        .slot("text", ",")
        .fix(Applicability::Safe, edits)
    });
    let policy = Policy::default();
    let report = check("甲,乙,丙。\n丁,戊,己,庚,辛。\n", vec![rule], &policy);
    insta::assert_snapshot!(written(&[report.clone(), report], Format::Full, 80, &policy));
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let rule = || {
        says("t/word", |rule, text| {
            Finding::new(rule, span(text, "甲")).slot("text", "甲\u{1b}[2J")
        })
    };
    let policy = Policy::default();
    for format in [Format::Full, Format::Concise] {
        let out = written(
            &[check("红\u{1b}[31m字\u{85}、\u{202E}甲。\n", vec![rule()], &policy)],
            format,
            80,
            &policy,
        );
        let bad: Vec<char> = out
            .chars()
            .filter(|c| c.is_control() && *c != '\n' || *c == '\u{202E}')
            .collect();
        assert!(bad.is_empty(), "{bad:?} in {out}");
    }
}

/// Nothing that a check may say of any place makes the report fail, and every line of a sentence fits.
#[test]
fn any_place_can_be_drawn() {
    let texts = [
        "",
        "甲",
        "\n\n",
        "全年收入3.37亿元，其中税收2亿元。\r\n第二行，没有句号\r\n",
        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五",
    ];
    for text in texts {
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for &start in &bounds {
            for &end in bounds.iter().filter(|&&end| end >= start) {
                let span = gouji::span::Span::new(start, end);
                let rule = says("t/any", move |rule, text| {
                    Finding::new(rule, span).relate(gouji::span::Span::new(end, text.len()), "其余", "rest")
                });
                let policy = Policy::default();
                let out = written(&[check(text, vec![rule], &policy)], Format::Full, 60, &policy);
                assert!(out.starts_with("error[t/any]: "), "{out}");
            }
        }
    }
}
