//! Result, estimate, goal or plan; prices.
//!
//! Owns what decides: the turn of the report, a verb before the figure, a mark of the past, a year that has not come.

use super::frame::Frame;
use super::period::{Mark, Time};
use super::{Basis, BasisFrom, Period, Price};
use crate::lexicon::Lexicon;
use crate::lexicon::clauses::MarkKind;
use crate::span::Span;

/// Bytes before a figure in which its sentence says on what basis it is meant.
const NEAR: u32 = 3000;

/// What a sentence and its document say of all figures of the sentence.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The prose.
    pub text: &'a str,
    /// The sentence.
    pub sentence: Span,
    /// The words that say when and on what basis.
    pub marks: &'a [Mark],
    /// The times that they and the dates name.
    pub times: &'a [Time],
    /// What the document says.
    pub frame: &'a Frame,
    /// Whether it stands among the goals.
    pub ahead: bool,
    /// The vocabulary.
    pub lexicon: &'a Lexicon,
}

/// The figure that is asked about.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// Where it stands.
    pub span: Span,
    /// Where its clause begins.
    pub clause: u32,
    /// The time that governs it.
    pub governing: Option<&'a Time>,
    /// Its period.
    pub period: Period,
    /// Whether its name was said in an earlier clause.
    pub carried: bool,
}

/// What a figure is and what says so.
pub fn basis(told: Told, asked: Asked) -> (Basis, Option<BasisFrom>) {
    let frame = told.frame;
    // A sentence may run on for a megabyte: what tells stands nearby.
    let near = asked.span.start.saturating_sub(NEAR);
    let marks = &told.marks[..told.marks.partition_point(|(span, _)| span.end <= asked.span.start)];
    let before = || marks.iter().rev().take_while(|(span, _)| span.start >= near);
    let times = &told.times[..told.times.partition_point(|t| t.span.end <= asked.span.start)];
    let own = |kind: MarkKind| {
        let mut clause = before().take_while(|(span, _)| span.start >= asked.clause);
        // 占预算数的89% compares with the plan.
        let compared = |span: Span| told.text[..span.start as usize].ends_with(['占', '比', '于']);
        clause.any(|mark| mark.1 == kind && !(kind == MarkKind::Plan && compared(mark.0)))
    };
    if own(MarkKind::Plan) {
        return (Basis::Plan, Some(BasisFrom::Verb));
    }
    // 超额完成40万套的目标
    let behind = &told.text[asked.span.end as usize..];
    if own(MarkKind::Intent) || told.lexicon.around.aims.at_start(behind).is_some() {
        return (Basis::Goal, Some(BasisFrom::Verb));
    }
    // 去年…，今年增长5%: the time named last governs.
    let since = asked
        .governing
        .filter(|t| t.said && !t.past)
        .map_or(0, |t| t.span.start);
    let compared = |span: Span| told.times.iter().any(|t| t.compared && t.span.contains(span));
    let tells = |mark: &Mark| tells_past(told.text, mark) && mark.0.start >= since && !compared(mark.0);
    let said = before().find(|mark| match mark.1 {
        MarkKind::Goal => true,
        MarkKind::Estimate => told.estimates(mark.0, asked),
        _ => tells(mark),
    });
    let past_time = asked.governing.is_some_and(|t| t.past)
        || times
            .iter()
            .rev()
            .take_while(|t| t.span.start >= near.max(since))
            .any(|t| t.past && !t.compared);
    let period = asked.period;
    let to_come =
        asked.governing.is_some_and(|t| t.said) && period.to.or(period.from) > frame.review && frame.review.is_some();
    let past = said.is_some_and(|(_, kind)| is_past(*kind));
    if let Some((_, MarkKind::Goal)) = said {
        return (Basis::Goal, Some(BasisFrom::Verb));
    }
    if is_remarked(behind) && !told.ahead {
        return (Basis::Estimate, Some(BasisFrom::Verb));
    }
    if to_come && !past {
        return (Basis::Goal, Some(BasisFrom::Clause));
    }
    let estimated = said.is_some_and(|(_, kind)| *kind == MarkKind::Estimate);
    if told.ahead && !(estimated && past_time) {
        if past || past_time {
            return (Basis::Result, Some(BasisFrom::Clause));
        }
        return (Basis::Goal, Some(BasisFrom::Turn));
    }
    match said {
        Some((_, MarkKind::Estimate)) => (Basis::Estimate, Some(BasisFrom::Verb)),
        _ => (Basis::Result, None),
    }
}

/// Whether a remark in brackets behind a figure says that it is not counted yet: 增长8.3%（预计，下同）.
fn is_remarked(behind: &str) -> bool {
    const NEAR: usize = 16;
    let near = behind.char_indices().nth(NEAR).map_or(behind.len(), |(at, _)| at);
    let clause = &behind[..near];
    let end = clause.find(['，', '。', '；', '\n']).unwrap_or(clause.len());
    let open = clause[..end].rfind(['（', '(']);
    let said = |remark: &str| ["预计", "快报", "初步"].iter().any(|w| remark.starts_with(w));
    open.is_some_and(|at| said(clause[at..].trim_start_matches(['（', '('])))
}

impl Told<'_> {
    /// Whether 快报 stands in a bracket of its own, which is said of the figure before it only: 增长7.3%（快报数）, not （预计数，下同）.
    fn is_remark(&self, mark: Span) -> bool {
        let rest = &self.text[mark.end as usize..self.sentence.end as usize];
        let rest = rest.strip_prefix('数').unwrap_or(rest);
        self.text[..mark.start as usize].ends_with(['（', '(']) && rest.starts_with(['）', ')'])
    }

    /// Whether 预计 at a place holds for a figure: with a subject behind it for the rest of the sentence (预计财政收入增长5%，…), behind its
    /// subject (进口预计增长5%，出口增长3%) as long as that goes on.
    fn estimates(&self, mark: Span, asked: Asked) -> bool {
        if self.is_remark(mark) {
            return false;
        }
        if mark.start >= asked.clause {
            return true;
        }
        let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
        let opens = !self.text[self.sentence.start as usize..mark.start as usize].contains(han);
        let around = &self.lexicon.around;
        let mut rest = &self.text[mark.end as usize..asked.span.start as usize];
        let mut said = false;
        while let Some(len) = [&around.no_subject, &around.copulas, &around.comparisons]
            .iter()
            .filter_map(|list| list.at_start(rest))
            .max()
        {
            (rest, said) = (&rest[len..], true);
        }
        let group = &self.text[mark.end as usize..asked.span.start as usize];
        let elided = said && rest.starts_with(|c: char| c.is_ascii_digit() || "约近超百".contains(c));
        opens || !elided || (asked.carried && !group.contains(['；', ';']))
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
