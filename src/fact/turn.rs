//! The turn of a report: where it goes over from what was done to what shall be done.
//!
//! Owns how it is told from headings and first sentences. What follows from it for a figure is in [`super::basis`].

use super::frame::Frame;
use super::opening::Reader;
use super::setting::unmarked;
use super::word;
use crate::figure::{Figure, Value};
use crate::lexicon::Lexicon;
use crate::lexicon::entries::Plan;
use crate::outline::{MarkStyle, Outline, Paragraph, Role};
use crate::source::Document;
use crate::span::Span;

/// The part of a report, as a divisor of its length, in which nothing is looked forward to yet.
const REVIEWED: usize = 8;

/// The first byte of the goals; none in a text that has no turn. `frame` knows the years of the report.
pub fn find(
    document: &Document,
    outline: &Outline,
    figures: &[Figure],
    frame: &Frame,
    lexicon: &Lexicon,
) -> Option<u32> {
    let text = &document.text;
    let coming = frame.coming;
    // A bulletin tells what has been, from beginning to end.
    if is_bulletin(document, outline) {
        return None;
    }
    let named = by_headings(document, outline, figures, coming, lexicon);
    let reader = Reader {
        text,
        sparse: &outline.sparse,
        figures,
        frame,
        lexicon,
    };
    let told = foreseen(&reader, outline).filter(|place| named.is_none_or(|named| *place < named));
    told.or(named)
}

/// Whether a document is a bulletin: it tells what one year has been.
pub(super) fn is_bulletin(document: &Document, outline: &Outline) -> bool {
    let first = outline.paragraphs.iter().take(3);
    first.into_iter().any(|p| p.span.of(&document.text).contains("公报"))
}

/// The first paragraph that speaks of the plan or the term to come: not all reports have a heading over it.
fn foreseen(reader: &Reader, outline: &Outline) -> Option<u32> {
    let from = (reader.text.len() / REVIEWED) as u32;
    let later = outline
        .paragraphs
        .iter()
        .filter(|p| p.span.start >= from && !matches!(p.role, Role::Cell));
    let mut told = later.filter(|p| {
        let sentences = &outline.sentences[p.sentences.start as usize..p.sentences.end as usize];
        let mut spoken = sentences.iter().filter(|s| !reader.is_address(s.span));
        spoken.next().is_some_and(|s| reader.looks_ahead(unmarked(p, s.span)))
    });
    told.next().map(|p| p.span.start)
}

/// The turn by headings, or by the first sentence that opens the goals.
fn by_headings(
    document: &Document,
    outline: &Outline,
    figures: &[Figure],
    coming: Option<i32>,
    lexicon: &Lexicon,
) -> Option<u32> {
    let text = &document.text;
    let tops: Vec<&Paragraph> = outline.paragraphs.iter().filter(|p| is_top(text, p)).collect();
    let says = |p: &Paragraph, words: &[&str]| words.iter().any(|w| p.span.of(text).contains(w));
    let says_any = |p: &Paragraph, words: &[String]| words.iter().any(|w| p.span.of(text).contains(w.as_str()));
    let plan = |p: &Paragraph| plan_in(p.span.of(text), lexicon);
    let ahead = |p: &Paragraph| {
        let year = year_in(text, figures, p.span);
        coming.is_some() && (year == coming || plan(p).is_some_and(|plan| Some(plan.from) >= coming))
    };
    let reviews = |p: &Paragraph| reviews(text, figures, p.span, coming, lexicon);
    if let Some(first) = tops.iter().position(|p| reviews(p)) {
        // What an annex reviews again stands behind the first heading that names goals.
        let alike = |p: &Paragraph| p.mark.is_some() == tops[first].mark.is_some();
        let names_goals =
            |p: &Paragraph| !reviews(p) && (ahead(p) || (alike(p) && says_any(p, &lexicon.around.goal_headings)));
        let goals = tops[first + 1..].iter().position(|p| names_goals(p));
        let end = goals.map_or(tops.len(), |i| first + 1 + i);
        let last = tops[..end].iter().rposition(|p| reviews(p)).unwrap_or(first);
        // Headings without a number may stand over numbered ones: the next one of the same kind ends the review.
        let same = tops[last + 1..]
            .iter()
            .find(|p| p.mark.is_some() == tops[last].mark.is_some());
        return same.or(tops.get(last + 1)).map(|p| p.span.start);
    }
    if let Some(place) = opening(document, outline, coming, lexicon) {
        return Some(place);
    }
    let title = outline.paragraphs.get(2).map_or(0, |p| p.span.end);
    tops.iter()
        .filter(|p| p.span.start >= title)
        .find(|p| ahead(p) || says(p, &["今后", "展望", "指导思想", "总体要求"]))
        .map(|p| p.span.start)
}

/// The parts behind the turn that look back: an annex on what was done (2019年民生实事完成情况), up to the next heading of the first rank.
pub(super) fn again(
    document: &Document,
    outline: &Outline,
    figures: &[Figure],
    frame: &Frame,
    lexicon: &Lexicon,
) -> Vec<Span> {
    let text = &document.text;
    let Some(turn) = frame.turn else {
        return Vec::new();
    };
    let done = |p: &Paragraph| {
        let words = p.span.of(text);
        let told = ["完成情况", "办理情况", "落实情况", "进展情况"]
            .iter()
            .any(|w| words.ends_with(w));
        told && reviews(text, figures, p.span, frame.coming, lexicon)
    };
    let later = outline
        .paragraphs
        .iter()
        .filter(|p| p.span.start >= turn && is_top(text, p));
    let tops: Vec<&Paragraph> = later.collect();
    let part = |(i, p): (usize, &&Paragraph)| Span {
        end: tops.get(i + 1).map_or(text.len() as u32, |next| next.span.start),
        ..p.span
    };
    tops.iter().enumerate().filter(|(_, p)| done(p)).map(part).collect()
}

/// Whether a heading says that what it is over has been.
fn reviews(text: &str, figures: &[Figure], heading: Span, coming: Option<i32>, lexicon: &Lexicon) -> bool {
    let words = heading.of(text);
    let says = |list: &[&str]| list.iter().any(|w| words.contains(w));
    let says_any = |list: &[String]| list.iter().any(|w| words.contains(w.as_str()));
    let goals = says_any(&lexicon.around.goal_headings);
    let done = says(&["回顾", "完成情况", "执行情况", "实施情况"]) || !says(&["建议", "任务", "安排"]);
    let last = coming.is_some() && year_in(text, figures, heading) == coming.map(|y| y - 1);
    let ended = || plan_in(words, lexicon).is_some_and(|plan| Some(plan.to) < coming);
    says_any(&lexicon.around.review_headings) && done || !goals && (says(&["过去", "去年"]) || last || ended())
}

/// The five-year plan that a heading names first.
fn plan_in<'a>(heading: &'a str, lexicon: &'a Lexicon) -> Option<&'a Plan> {
    word::plans_in(heading, lexicon).next().map(|(_, plan)| plan)
}

/// The first year that a heading names; one before a colon needs no 年 (2014：稳中求进).
pub(super) fn year_in(text: &str, figures: &[Figure], heading: Span) -> Option<i32> {
    let first = figures.partition_point(|f| f.span.start < heading.start);
    let within = figures[first..].iter().take_while(|f| f.span.end <= heading.end);
    within.into_iter().find_map(|f| match &f.value {
        Value::Date(date) => date.year,
        _ if text[f.span.end as usize..].starts_with(['：', ':']) && f.span.len() == 4 => {
            f.span.of(text).parse().ok().filter(|y| (1949..2100).contains(y))
        }
        _ => None,
    })
}

/// Whether a paragraph is a heading of the first rank: numbered 一、 or not at all. The title is none.
fn is_top(text: &str, paragraph: &Paragraph) -> bool {
    let ranked = match paragraph.mark {
        Some(mark) => matches!(mark.style, MarkStyle::Han | MarkStyle::Part),
        None => true,
    };
    let words = paragraph.span.of(text);
    let title = ["工作报告", "公报", "各位代表", "各位委员"];
    // **一是统筹城乡发展** opens an item of a list.
    let item = words.trim_start_matches('*').chars().nth(1) == Some('是');
    matches!(paragraph.role, Role::Heading(_)) && ranked && !item && !title.iter().any(|w| words.contains(w))
}

/// The first sentence that opens the goals: 2023年，我们要…预期目标, 今年是…之年.
fn opening(document: &Document, outline: &Outline, coming: Option<i32>, lexicon: &Lexicon) -> Option<u32> {
    let year = coming.map(|y| format!("{y}年"));
    let sentence = outline.sentences.iter().find(|s| {
        let words = s.span.of(&document.text);
        let this = words.contains("今年") || year.as_ref().is_some_and(|y| words.contains(y.as_str()));
        let beginning = (words.contains("今年是") || year.as_ref().is_some_and(|y| words.contains(&format!("{y}是"))))
            && (words.contains("之年") || words.contains("一年"));
        beginning || (this && lexicon.around.goal_openings.iter().any(|w| words.contains(w.as_str())))
    })?;
    Some(sentence.span.start)
}
