//! Result, estimate, goal or plan; prices.
//!
//! Owns what decides: the turn of the report, a verb before the figure, a mark of the past, a year that has not come.

use super::frame::Frame;
use super::period::{Mark, Time};
use super::{Basis, BasisFrom, Period, Price};
use crate::lexicon::clauses::MarkKind;
use crate::span::Span;

/// Bytes before a figure in which its sentence says on what basis it is meant.
const NEAR: u32 = 3000;

/// What a sentence and its document say of all figures of the sentence.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The prose.
    pub text: &'a str,
    /// The words that say when and on what basis.
    pub marks: &'a [Mark],
    /// The times that they and the dates name.
    pub times: &'a [Time],
    /// What the document says.
    pub frame: &'a Frame,
}

/// What a figure is and what says so. `governing` is the time that governs it, `clause` starts its clause.
pub fn basis(
    told: Told,
    figure: Span,
    clause: u32,
    governing: Option<&Time>,
    period: Period,
) -> (Basis, Option<BasisFrom>) {
    let Told {
        text,
        marks,
        times,
        frame,
    } = told;
    // A sentence may run on for a megabyte: what tells stands nearby.
    let near = figure.start.saturating_sub(NEAR);
    let marks = &marks[..marks.partition_point(|(span, _)| span.end <= figure.start)];
    let before = || marks.iter().rev().take_while(|(span, _)| span.start >= near);
    let times = &times[..times.partition_point(|t| t.span.end <= figure.start)];
    let planned = before()
        .take_while(|(span, _)| span.start >= clause)
        .any(|(_, kind)| *kind == MarkKind::Plan);
    if planned {
        return (Basis::Plan, Some(BasisFrom::Verb));
    }
    // 去年…，今年增长5%: the time named last governs.
    let since = governing.filter(|t| t.said && !t.past).map_or(0, |t| t.span.start);
    let tells = |mark: &Mark| tells_past(text, mark) && mark.0.start >= since;
    let told = before().find(|mark| matches!(mark.1, MarkKind::Goal | MarkKind::Estimate) || tells(mark));
    let past_time = governing.is_some_and(|t| t.past)
        || times
            .iter()
            .rev()
            .take_while(|t| t.span.start >= near.max(since))
            .any(|t| t.past && !t.compared);
    let to_come =
        governing.is_some_and(|t| t.said) && period.to.or(period.from) > frame.review && frame.review.is_some();
    let past = told.is_some_and(|(_, kind)| is_past(*kind));
    if let Some((_, MarkKind::Goal)) = told {
        return (Basis::Goal, Some(BasisFrom::Verb));
    }
    if to_come && !past {
        return (Basis::Goal, Some(BasisFrom::Clause));
    }
    if frame.after_turn(figure.start) {
        if past || past_time {
            return (Basis::Result, Some(BasisFrom::Clause));
        }
        return (Basis::Goal, Some(BasisFrom::Turn));
    }
    match told {
        Some((_, MarkKind::Estimate)) => (Basis::Estimate, Some(BasisFrom::Verb)),
        _ => (Basis::Result, None),
    }
}

/// Whether a mark says that the figures behind it have been: 去年, but not 比上年.
pub fn tells_past(text: &str, (span, kind): &Mark) -> bool {
    let before = text[..span.start as usize].trim_end();
    is_past(*kind) && !before.ends_with(['比', '较', '与', '同', '于', '按', '超'])
}

/// Whether a word says that its figures have been.
fn is_past(kind: MarkKind) -> bool {
    matches!(
        kind,
        MarkKind::Past | MarkKind::Last | MarkKind::LastEnd | MarkKind::Five | MarkKind::FiveSum
    )
}

/// At which prices: by the last mark of its clause group before it. `from` starts the group.
pub fn price(figure: Span, from: u32, marks: &[Mark]) -> Price {
    let found = marks[..marks.partition_point(|(span, _)| span.end <= figure.start)]
        .iter()
        .rev()
        .take_while(|(span, _)| span.start >= from)
        .find_map(|(_, kind)| match kind {
            MarkKind::Current => Some(Price::Current),
            MarkKind::Constant => Some(Price::Constant),
            MarkKind::Comparable => Some(Price::Comparable),
            _ => None,
        });
    found.unwrap_or_default()
}
