//! The level of an indicator that a sentence only names: the GDP in 占GDP的66%.
//!
//! Owns which of the document's levels it is: one in the same paragraph, else one that agrees in area, time and basis. Two different
//! values say nothing here; that they differ is the business of kind `restated`.

use super::Context;
use crate::fact::key::{has_been, when};
use crate::fact::{Area, Fact};
use crate::figure::{FigureId, Form, Hedge};
use crate::lexicon::entries::Growth;
use crate::span::Span;

/// How far from the sentence a level stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// In its paragraph.
    Paragraph,
    /// Elsewhere in the document.
    Document,
}

/// The level of the indicator that `words` name, for a relation that stands in `within` and whose other figure has the fact `near`.
pub fn level(cx: &Context, words: Span, within: Span, near: Option<&Fact>) -> Option<(FigureId, Distance)> {
    let named = cx.analysis.levels.named(words.of(&cx.document.text), cx.lexicon);
    let paragraph = cx
        .analysis
        .outline
        .paragraph_at(within.start)
        .map(|p| cx.analysis.outline.paragraphs[p].span)?;
    let area = area_of(cx, words);
    let outside: Vec<FigureId> = named
        .iter()
        .copied()
        .filter(|id| cx.figure(*id).form == Form::Amount && !within.contains(cx.figure(*id).span))
        .filter(|id| !left_behind(cx, *id) && same_area(cx, cx.fact(*id).area, area))
        .collect();
    let here: Vec<FigureId> = outside
        .iter()
        .copied()
        .filter(|id| paragraph.contains(cx.figure(*id).span))
        .collect();
    if !here.is_empty() {
        let plain: Vec<FigureId> = here
            .iter()
            .copied()
            .filter(|id| cx.figure(*id).hedge == Hedge::None)
            .collect();
        let here = if plain.is_empty() { here } else { plain };
        return only(cx, &here, within).map(|id| (id, Distance::Paragraph));
    }
    let near = near?;
    let written = |id: &FigureId| one_name(cx, words, *id);
    let agreeing: Vec<FigureId> = outside
        .into_iter()
        .filter(|id| agrees(cx, *id, near) && written(id))
        .collect();
    only(cx, &agreeing, within).map(|id| (id, Distance::Document))
}

/// The nearest of several levels that have one value; none when they have two.
fn only(cx: &Context, levels: &[FigureId], within: Span) -> Option<FigureId> {
    let value = |id: &FigureId| cx.figure(*id).printed().map(|p| p.value());
    if levels.windows(2).any(|w| value(&w[0]) != value(&w[1])) {
        return None;
    }
    levels.iter().copied().min_by_key(|id| {
        let start = cx.figure(*id).span.start;
        (start > within.start, start.abs_diff(within.start))
    })
}

/// Whether a level elsewhere is of the time and basis of a fact, and printed without a hedge.
fn agrees(cx: &Context, id: FigureId, near: &Fact) -> bool {
    let fact = cx.fact(id);
    has_been(fact) == has_been(near) && when(fact.period) == when(near.period) && cx.figure(id).hedge == Hedge::None
}

/// Whether a level elsewhere surely goes by the same name. The names of fiscal and investment totals blur between accounts (财政支出,
/// 地方财政支出): only the output of an area has names that always mean one thing (GDP, 生产总值).
fn one_name(cx: &Context, words: Span, id: FigureId) -> bool {
    let prose = &cx.document.text;
    let Some(name) = cx.fact(id).indicator else {
        return false;
    };
    let real = name
        .entry
        .is_some_and(|e| cx.lexicon.indicators[e as usize].growth == Growth::Real);
    real || name.name(prose, cx.lexicon) == words.of(prose)
}

/// The area that is said of an indicator directly before its name: 全省 in 占全省工业投资的.
fn area_of(cx: &Context, words: Span) -> Area {
    let before = &cx.document.text[..words.start as usize];
    let said = before.char_indices().rev().nth(1).and_then(|(at, _)| {
        let (len, _) = cx.lexicon.mark_at_start(&before[at..])?;
        (at + len == before.len()).then(|| Span::new(at, at + len))
    });
    match said {
        Some(span)
            if before[span.start as usize..].starts_with(['全', '我'])
                && !cx.analysis.frame.is_own(span.of(before)) =>
        {
            Area::Named(span)
        }
        _ => Area::Own,
    }
}

/// Whether two areas are one: both the document's own, or named by one word.
fn same_area(cx: &Context, a: Area, b: Area) -> bool {
    match (a, b) {
        (Area::Own, Area::Own) => true,
        (Area::Named(a), Area::Named(b)) => a.of(&cx.document.text) == b.of(&cx.document.text),
        _ => false,
    }
}

/// Whether a figure is the level that its indicator comes from: 由90.2亿元增加到96.8亿元.
fn left_behind(cx: &Context, id: FigureId) -> bool {
    cx.fact(id).indicator.is_some_and(|name| {
        let between = cx
            .document
            .text
            .get(name.span.end as usize..cx.figure(id).span.start as usize);
        between.is_some_and(|words| words.starts_with(['由', '从']))
    })
}
