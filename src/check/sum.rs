//! Sums as findings: what every arithmetic kind says in the same way.
//!
//! Owns the equation shown, the growth or change that two levels give and what of it is verified, the candidates for the wrong figure, and
//! the limits that a verdict puts on a finding.

use super::repair::{digits_of, plain_digits, repairs, with_number};
use super::{Context, Sink};
use crate::equation::{Expr, Judgement, Operand, Operands, Solved, Verdict, judge, show};
use crate::figure::interval::End;
use crate::figure::interval::fixed;
use crate::figure::reading::Reading;
use crate::figure::{Figure, FigureId, Interval, Printed};
use crate::finding::{Applicability, Claim, Confidence, Edit, Finding, Fix, Outcome, Severity, Sum, Suspect};
use crate::span::Span;
use dashu_ratio::RBig;

/// What a verdict means for the figures of a relation.
pub fn outcome(verdict: Verdict) -> Outcome {
    match verdict {
        Verdict::Consistent { power: true } => Outcome::Verified,
        Verdict::Consistent { power: false } => Outcome::Holds,
        Verdict::NearMiss => Outcome::NearMiss,
        Verdict::Contradicted { .. } => Outcome::Contradicted,
        Verdict::Unknown => Outcome::Unknown,
    }
}

/// Whether a relation takes part in the network: it verifies its figures, or cannot hold.
pub fn links(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Verified | Outcome::Contradicted)
}

/// Near misses are info, misses that trailing zeros explain are hints.
pub fn limit(finding: &mut Finding, verdict: Verdict) {
    match verdict {
        Verdict::NearMiss => finding.severity_limit = Some(Severity::Info),
        Verdict::Contradicted { rounded: true } => finding.confidence_limit = Some(Confidence::Hint),
        _ => {}
    }
}

/// A fifth between a printed growth and that of two levels: so far apart the levels are not one thing.
const FAR: u8 = 5;

/// What two levels that stand elsewhere say of a growth or a change.
pub enum Grown {
    /// They give it.
    Fits {
        /// What of it could have failed.
        verified: Verified,
        /// The sum with what it gives.
        equation: String,
    },
    /// They give another one, this.
    Differs(String),
    /// They decide nothing, or are not levels of one thing.
    Open,
}

/// Which figures of a sum that holds it would not hold with, were they a tenth more or less: of 0.5% it still would, of the level that has
/// grown by so much it would not.
#[derive(Clone, Copy, Debug)]
pub struct Verified {
    /// The growth or the change.
    pub change: bool,
    /// The level that it led to.
    pub level: bool,
}

/// A level with its text: it may stand in another document.
pub type Level<'a> = (&'a Figure, &'a str);

/// Compares the growth at `id` with two levels.
pub fn growth(cx: &Context, id: FigureId, now: Level, before: Level) -> Grown {
    let one = || Box::new(Expr::Number(RBig::ONE));
    let value = Expr::Sub(Box::new(Expr::Div(slot("now"), slot("before"))), one());
    let back = Expr::Mul(slot("before"), Box::new(Expr::Add(one(), slot("change"))));
    grown(cx, id, now, before, [value, back])
}

/// Compares the amount at `id` by which something changed with two levels.
pub fn change(cx: &Context, id: FigureId, now: Level, before: Level) -> Grown {
    let value = Expr::Sub(slot("now"), slot("before"));
    let back = Expr::Add(slot("before"), slot("change"));
    grown(cx, id, now, before, [value, back])
}

/// Notes a sum that holds for each of its figures by itself: what it would fail without is verified, the others only agree.
pub fn note(sink: &mut Sink, figures: &[(FigureId, bool)], equation: &str) {
    for (id, verified) in figures {
        sink.claim(Claim {
            rule: sink.rule,
            operands: vec![*id],
            outcome: if *verified { Outcome::Verified } else { Outcome::Holds },
            equation: equation.to_owned(),
            link: None,
        });
    }
}

fn slot(name: &str) -> Box<Expr> {
    Box::new(Expr::Slot(name.to_owned()))
}

/// `value` is what the levels give, `back` the level that the change leads to.
fn grown(cx: &Context, id: FigureId, now: Level, before: Level, [value, back]: [Expr; 2]) -> Grown {
    let level = |(figure, _): Level| Operand::new(figure, None, cx.lexicon);
    let change = Operand::new(cx.figure(id), cx.fact(id).direction, cx.lexicon);
    let operands: Operands = [("now", level(now)), ("before", level(before)), ("change", change)]
        .map(|(slot, operand)| (slot.to_owned(), operand))
        .into();
    let text = show::expression(&value, &|slot| if slot == "now" { now.1 } else { before.1 }.to_owned());
    let judgement = judge(&Solved::equal("change", value), &operands);
    let change = &operands["change"];
    match judgement.verdict {
        Verdict::Consistent { power } => Grown::Fits {
            verified: Verified {
                change: power,
                level: matches!(
                    judge(&Solved::equal("now", back), &operands).verdict,
                    Verdict::Consistent { power: true }
                ),
            },
            equation: said(cx, id, change, &judgement, &text),
        },
        Verdict::Contradicted { rounded: false } => {
            differs(cx, id, change, &judgement).map_or(Grown::Open, Grown::Differs)
        }
        _ => Grown::Open,
    }
}

/// What the levels give for a growth that they contradict; none where they lie too far apart to be of one thing.
fn differs(cx: &Context, id: FigureId, change: &Operand, judgement: &Judgement) -> Option<String> {
    let point = judgement.point.as_ref()?;
    let miss = point - change.point()?;
    let near = Interval::around(&RBig::ZERO, &(RBig::ONE / RBig::from(FAR))).holds(&miss);
    near.then(|| show::like(cx.figure(id), &change.in_unit(point), &cx.document.text))
}

/// The equation as shown: `text` is its right side, the figure at `id` is what it should give.
pub fn shown(cx: &Context, id: FigureId, operand: &Operand, judgement: &Judgement, text: String) -> Sum {
    let figure = cx.figure(id);
    let prose = &cx.document.text;
    let end = |e: &End| {
        e.value().map_or_else(
            || "…".to_owned(),
            |v| show::number_like(figure, &operand.in_unit(v), prose, 2),
        )
    };
    let (mut low, mut high) = (end(&judgement.expected.low), end(&judgement.expected.high));
    // A figure under a falling verb is printed without its sign: its ends change places.
    if operand.in_unit(&RBig::ONE) < RBig::ZERO {
        std::mem::swap(&mut low, &mut high);
    }
    let point = judgement
        .point
        .clone()
        .or_else(|| judgement.expected.low.value().cloned())
        .unwrap_or(RBig::ZERO);
    Sum {
        text,
        stated: cx.text(id),
        expected: show::like(figure, &operand.in_unit(&point), prose),
        low,
        high,
        unit: show::unit_like(figure, prose),
        bound: None,
    }
}

/// The equation of two figures that should be one: the earlier place gives what the later one should be.
pub fn same(cx: &Context, finding: &mut Finding, stated: FigureId, other: FigureId) {
    let figure = cx.figure(other);
    let bound = |e: &End| {
        e.value().map_or_else(
            || "…".to_owned(),
            |v| show::number_like(figure, v, &cx.document.text, 2),
        )
    };
    let Some(interval) = figure.interval(Reading::Strict) else {
        return;
    };
    finding.equation = Some(Sum {
        text: cx.text(other),
        stated: cx.text(stated),
        expected: cx.text(other),
        low: bound(&interval.low),
        high: bound(&interval.high),
        unit: show::unit_like(figure, &cx.document.text),
        bound: None,
    });
}

/// The equation of a claim: `text` is its right side, followed by what it gives for the figure at `id`.
pub fn said(cx: &Context, id: FigureId, operand: &Operand, judgement: &Judgement, text: &str) -> String {
    let (figure, prose) = (cx.figure(id), &cx.document.text);
    let like = |value: &RBig| show::like(figure, &operand.in_unit(value), prose);
    match (
        &judgement.point,
        judgement.expected.low.value(),
        judgement.expected.high.value(),
    ) {
        (Some(point), ..) => format!("{text} = {}", like(point)),
        (None, Some(low), Some(high)) => format!("{text} = {}—{}", like(low), like(high)),
        _ => text.to_owned(),
    }
}

/// What the others give for the figure that the finding points at, as a candidate.
pub fn propose(cx: &Context, finding: &mut Finding, id: FigureId, operand: &Operand, point: Option<&RBig>) {
    let figure = cx.figure(id);
    let Some(value) = point.map(|p| operand.in_unit(p)).filter(|v| *v > RBig::ZERO) else {
        return;
    };
    if figure.printed().is_some() {
        let number = show::number_like(figure, &value, &cx.document.text, 0);
        candidate(finding, digits_span(cx, figure.number), number);
    }
}

/// The same for one number inside a figure (a part of a ratio), with its value in the printed unit.
pub fn propose_part(cx: &Context, finding: &mut Finding, figure: Span, number: Span, value: &RBig) {
    let digits = digits_of(number.of(&cx.document.text));
    let places = digits.split_once('.').map_or(0, |(_, p)| p.len() as i32);
    if *value <= RBig::ZERO {
        return;
    }
    let text = fixed(value, places);
    let printed = Printed::whole(0);
    let reason = repairs(digits, &printed)
        .into_iter()
        .find(|r| r.digits == text)
        .map(|r| r.reason);
    suspect(finding, figure, reason);
    candidate(finding, digits_span(cx, number), text);
}

/// The digits of the figure at `from`, as they are written there, for those of the one at `id`, as a candidate, where one slip of the keys turns them into the printed ones.
pub fn exchange(cx: &Context, finding: &mut Finding, id: FigureId, from: FigureId) {
    let figure = cx.figure(id);
    let Some(printed) = figure.printed() else { return };
    let written = |f: &Figure| digits_of(f.number.of(&cx.document.text)).to_owned();
    let (digits, meant) = (written(figure), written(cx.figure(from)));
    let slips = repairs(&plain_digits(&digits), printed);
    if let Some(slip) = slips.iter().find(|r| r.digits == plain_digits(&meant)) {
        suspect(finding, figure.span, Some(slip.reason));
        candidate(finding, digits_span(cx, figure.number), meant);
    }
}

/// The numbers that one slip of the keys turns into a printed figure and with which the relation holds, as candidates; the figure is then
/// a suspect.
pub fn repair(cx: &Context, finding: &mut Finding, id: FigureId, holds: &dyn Fn(&Figure) -> bool) {
    let figure = cx.figure(id);
    let Some(printed) = figure.printed() else { return };
    let digits = plain_digits(figure.number.of(&cx.document.text));
    let found = repairs(&digits, printed)
        .into_iter()
        .filter(|r| holds(&with_number(figure, r.printed)));
    for repair in found.take(MOST_CANDIDATES) {
        suspect(finding, figure.span, Some(repair.reason));
        candidate(finding, digits_span(cx, figure.number), repair.digits);
    }
}

/// Whether one slip of the keys in a figure is enough for the relation to hold.
pub fn one_slip(cx: &Context, id: FigureId, holds: &dyn Fn(&Figure) -> bool) -> bool {
    let figure = cx.figure(id);
    let Some(printed) = figure.printed() else { return false };
    let digits = plain_digits(figure.number.of(&cx.document.text));
    repairs(&digits, printed)
        .into_iter()
        .any(|r| holds(&with_number(figure, r.printed)))
}

/// Candidates shown for one figure.
const MOST_CANDIDATES: usize = 4;

fn suspect(finding: &mut Finding, span: Span, reason: Option<&str>) {
    if let (Some(reason), None) = (reason, &finding.suspect) {
        finding.suspect = Some(Suspect {
            span,
            reason: reason.to_owned(),
        });
    }
}

fn candidate(finding: &mut Finding, span: Span, text: String) {
    let fix = Fix {
        applicability: Applicability::Manual,
        edits: vec![Edit { span, text }],
    };
    if !finding.fixes.contains(&fix) {
        finding.fixes.push(fix);
    }
}

fn digits_span(cx: &Context, number: Span) -> Span {
    let start = number.start as usize;
    Span::new(start, start + digits_of(number.of(&cx.document.text)).len())
}
