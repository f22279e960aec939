//! Years across paragraphs: a heading against the text below it, 今年 before and after the turn.

use crate::check::{Context, Sink};
use crate::figure::{FigureId, Value};
use crate::finding::Finding;
use crate::outline::{Paragraph, Role};
use crate::span::Span;

/// Review headings with a year whose text opens with another year: 一、2022年工作回顾 / 2021年是….
pub fn heading_years(cx: &Context, sink: &mut Sink) {
    let paragraphs = &cx.analysis.outline.paragraphs;
    for (i, heading) in paragraphs.iter().enumerate() {
        if !matches!(heading.role, Role::Heading(_)) || !is_review(heading.span.of(&cx.document.text)) {
            continue;
        }
        let Some((said, said_at)) = only_year(cx, heading.span) else {
            continue;
        };
        let Some(body) = paragraphs[i + 1..].first().filter(|p| p.role == Role::Body) else {
            continue;
        };
        let Some((year, at)) = opening_year(cx, body) else {
            continue;
        };
        if year != said {
            let text = at.of(&cx.document.text);
            let finding = Finding::new(sink.rule, at)
                .slot("text", text)
                .slot("expected", format!("{said}年"))
                .slot("with", said_at.of(&cx.document.text))
                .relate(said_at, heading.span.of(&cx.document.text), "with");
            sink.find(finding);
        }
    }
}

fn is_review(heading: &str) -> bool {
    ["工作回顾", "工作总结", "工作情况回顾", "主要工作", "工作情况"]
        .iter()
        .any(|w| heading.ends_with(w))
}

/// The one year of a range of the prose; none when there are several or a span.
fn only_year(cx: &Context, span: Span) -> Option<(i32, Span)> {
    let mut years = cx
        .analysis
        .figures
        .iter()
        .filter(|f| span.contains(f.span))
        .filter_map(|f| match f.value {
            Value::Date(d) if d.to_year.is_none() && d.month.is_none() => Some((d.year?, f.span)),
            _ => None,
        });
    let first = years.next()?;
    years.next().is_none().then_some(first)
}

/// The year that opens a paragraph as its topic: 2021年是…, 过去的2021年，….
fn opening_year(cx: &Context, body: &Paragraph) -> Option<(i32, Span)> {
    let index = body.sentences.start as usize;
    let shape = &cx.analysis.shape;
    let range = shape.sentences.get(index)?;
    let (at, FigureId(id)) = *shape.figures_in(range.start as usize..range.end as usize).first()?;
    let figure = &cx.analysis.figures[id as usize];
    let sentence = shape.sentence(index);
    let (head, tail) = sentence.split_at(at as usize - range.start as usize);
    let topic = tail.chars().nth(1).is_some_and(|c| c == '是' || c == '，') && sentence.contains("一年");
    let opens = ["", "过去的", "刚刚过去的", "各位代表，", "各位代表："].contains(&head);
    match figure.value {
        Value::Date(d) if topic && opens && d.to_year.is_none() && d.month.is_none() => Some((d.year?, figure.span)),
        _ => None,
    }
}

/// 今年 in the review and again in the plans: one of them is another year.
pub fn this_year(cx: &Context, sink: &mut Sink) {
    let text = &cx.document.text;
    let paragraphs = &cx.analysis.outline.paragraphs;
    let heading = |from: usize, words: &[&str]| {
        paragraphs
            .iter()
            .enumerate()
            .skip(from)
            .find(|(_, p)| matches!(p.role, Role::Heading(_)) && words.iter().any(|w| p.span.of(text).contains(w)))
    };
    let Some((review, _)) = heading(0, &["回顾", "总结"]) else {
        return;
    };
    let Some((plans, _)) = heading(
        review + 1,
        &["总体要求", "主要目标", "工作安排", "目标任务", "重点工作", "工作打算"],
    ) else {
        return;
    };
    let found = |range: &[Paragraph]| {
        range.iter().filter(|p| p.role == Role::Body).find_map(|p| {
            p.span
                .of(text)
                .find("今年")
                .map(|i| Span::new(i, i + "今年".len()).shift(p.span.start as usize))
        })
    };
    if let (Some(first), Some(second)) = (found(&paragraphs[review..plans]), found(&paragraphs[plans..])) {
        sink.find(
            Finding::new(sink.rule, second)
                .slot("text", "今年")
                .slot("with", "今年")
                .relate(first, "今年", "with"),
        );
    }
}
