//! The growth of a total and of its parts.
//!
//! Owns which growth belongs to which level, and what follows from them: the base of the total is the sum of the bases of its parts, so that
//! its growth lies between theirs. Bases are revised and parts compared on other terms than their total, so that only a growth outside
//! theirs is told; what agrees is verified.

use super::list::{List, Part};
use super::{Breakdown, judge_parts, operands};
use crate::check::{Context, Sink, growth_class, sum};
use crate::equation::{Equation, Link, Operand, Operands, Solved, Verdict, judge, show};
use crate::fact::{Aspect, Direction};
use crate::figure::reading::Reading;
use crate::figure::{FigureId, Interval};
use crate::finding::{Claim, Finding, Outcome};
use crate::lexicon::entries::Growth;

/// Words of a list whose growth is told on terms of its own.
const OTHER_TERMS: [&str; 4] = ["口径", "可比", "剔除", "扣除"];

/// A level with its growth.
#[derive(Clone, Copy)]
struct Grown {
    level: FigureId,
    growth: FigureId,
}

/// Compares the growth of a total with that of the parts that exhaust it.
pub(super) fn check(rule: &Breakdown, cx: &Context, list: &List, sink: &mut Sink) {
    let Some(exhaustive) = rule.exhaustive(list) else {
        return;
    };
    for parts in &exhaustive.readings {
        let totals = list.totals.iter().filter(|total| rule.is_total(cx, **total));
        let grown = totals.filter_map(|total| Some((grown(cx, *total)?, all_grown(cx, parts)?)));
        let adds_up = |total: &Grown| {
            let judgement = judge_parts(&operands(cx, total.level, parts));
            matches!(judgement.verdict, Verdict::Consistent { .. })
        };
        if let Some((total, parts)) = grown.into_iter().find(|(total, _)| adds_up(total)) {
            return compare(cx, list, total, &parts, sink);
        }
    }
}

/// A level with the growth that is told of it, against the year before and at current prices.
fn grown(cx: &Context, level: FigureId) -> Option<Grown> {
    let growth = FigureId(level.0 + 1);
    let fact = cx.analysis.facts.get(growth.index())?;
    let named = |id: FigureId| cx.fact(id).indicator.map(|indicator| indicator.span);
    let sentence = |id: FigureId| cx.analysis.outline.sentence_at(cx.figure(id).span.start);
    let last_year = fact
        .of
        .is_none_or(|of| ["上年", "去年", "上年同期", "去年同期", "同期"].contains(&of.of(&cx.document.text)));
    let told = fact.aspect == Aspect::Growth && last_year && cx.figure(growth).printed().is_some();
    let same = named(level).is_some() && named(level) == named(growth) && sentence(level) == sentence(growth);
    (told && same && growth_class(cx, level) != Growth::Real).then_some(Grown { level, growth })
}

fn all_grown(cx: &Context, parts: &[Part]) -> Option<Vec<Grown>> {
    parts.iter().map(|part| grown(cx, part.id)).collect()
}

fn compare(cx: &Context, list: &List, total: Grown, parts: &[Grown], sink: &mut Sink) {
    let all: Vec<Grown> = std::iter::once(total).chain(parts.iter().copied()).collect();
    let operands: Operands = slots(cx, &all)
        .into_iter()
        .map(|(name, _, operand)| (name, operand))
        .collect();
    let Some(equation) = equation(parts.len()) else { return };
    let mut missed = None;
    for (i, one) in all.iter().enumerate() {
        let slot = format!("g{i}");
        let Some(solved) = equation.solve(&slot) else { return };
        let judgement = judge(&solved, &operands);
        let outcome = sum::outcome(judgement.verdict);
        let text = show::expression(&solved.value, &|name| text(cx, &all, name));
        if i == 0 && outcome == Outcome::Contradicted {
            missed = Some((solved, judgement, text));
        } else if outcome == Outcome::Verified {
            let levels = all.iter().map(|grown| grown.level);
            sink.claim(Claim {
                rule: sink.rule,
                operands: std::iter::once(one.growth).chain(levels).collect(),
                outcome,
                equation: sum::said(cx, one.growth, &operands[&slot], &judgement, &text),
                link: None,
            });
        }
    }
    let other_terms = OTHER_TERMS.iter().any(|words| list.words.contains(words));
    if let Some((solved, judgement, text)) = missed.filter(|_| !other_terms && lies_outside(cx, total, parts)) {
        let mut finding = finding(cx, total, parts, sink);
        sum::propose(
            cx,
            &mut finding,
            total.growth,
            &operands["g0"],
            judgement.point.as_ref(),
        );
        sink.claim(Claim {
            rule: sink.rule,
            operands: all.iter().map(|grown| grown.growth).collect(),
            outcome: Outcome::Contradicted,
            equation: sum::said(cx, total.growth, &operands["g0"], &judgement, &text),
            link: Some(link(cx, &solved, &all)),
        });
        finding.equation = Some(sum::shown(cx, total.growth, &operands["g0"], &judgement, text));
        sink.tell(finding);
    }
}

/// The levels `p0` (the total), `p1`, … and their growths `g0`, `g1`, ….
fn slots(cx: &Context, all: &[Grown]) -> Vec<(String, FigureId, Operand)> {
    let operand = |id: FigureId, directed: bool| {
        let direction = cx.fact(id).direction.filter(|_| directed);
        Operand::new(cx.figure(id), direction, cx.lexicon)
    };
    let pairs = all.iter().enumerate().flat_map(|(i, grown)| {
        [
            (format!("p{i}"), grown.level, operand(grown.level, false)),
            (format!("g{i}"), grown.growth, operand(grown.growth, true)),
        ]
    });
    pairs.collect()
}

/// The equation over the figures, for the network.
fn link(cx: &Context, solved: &Solved, all: &[Grown]) -> Link {
    let slots = slots(cx, all);
    let of_slot = slots.into_iter().map(|(name, id, operand)| (name, vec![(id, operand)]));
    let of_slot: Vec<(String, Vec<(FigureId, Operand)>)> = of_slot.collect();
    let named = of_slot.iter().map(|(name, figures)| (name.as_str(), figures.clone()));
    Link::of(solved, &named.collect::<Vec<_>>())
}

/// `p0 / (1 + g0) = p1 / (1 + g1) + …`: the base of the total is the sum of those of its parts.
fn equation(parts: usize) -> Option<Equation> {
    let base = |i: usize| format!("p{i} / (1 + g{i})");
    let bases: Vec<String> = (1..=parts).map(base).collect();
    let slots: Vec<String> = (0..=parts).flat_map(|i| [format!("p{i}"), format!("g{i}")]).collect();
    let slots: Vec<&str> = slots.iter().map(String::as_str).collect();
    Equation::parse(&format!("{} = {}", base(0), bases.join(" + ")), &slots).ok()
}

/// Whether the growth of a total is above that of each of its parts, or below.
fn lies_outside(cx: &Context, total: Grown, parts: &[Grown]) -> bool {
    let interval = |grown: &Grown| -> Option<Interval> {
        let operand = Operand::new(cx.figure(grown.growth), cx.fact(grown.growth).direction, cx.lexicon);
        operand.interval(Reading::Strict)
    };
    let (Some(own), Some(others)) = (interval(&total), parts.iter().map(interval).collect::<Option<Vec<_>>>()) else {
        return false;
    };
    let above =
        |a: &Interval, b: &Interval| matches!((a.low.value(), b.high.value()), (Some(low), Some(high)) if low > high);
    others.iter().all(|other| above(&own, other)) || others.iter().all(|other| above(other, &own))
}

fn finding(cx: &Context, total: Grown, parts: &[Grown], sink: &Sink) -> Finding {
    let growths = parts.iter().map(|part| signed(cx, part.growth));
    let mut finding = Finding::new(sink.rule, cx.figure(total.growth).span)
        .slot("total", cx.text(total.level))
        .slot("total.name", cx.name(total.level))
        .slot("growth", signed(cx, total.growth))
        .slot("parts", growths.collect::<Vec<_>>().join("、"));
    for part in parts {
        finding = finding.relate(cx.figure(part.growth).span, cx.name(part.level), "part");
    }
    finding
}

/// A growth as it is printed, a fall with its sign.
fn signed(cx: &Context, growth: FigureId) -> String {
    match cx.fact(growth).direction {
        Some(Direction::Down) => format!("-{}", cx.text(growth)),
        _ => cx.text(growth),
    }
}

/// The figure of a slot as it is printed, a fall in brackets.
fn text(cx: &Context, all: &[Grown], slot: &str) -> String {
    let one = slot[1..].parse::<usize>().ok().and_then(|i| all.get(i));
    match one {
        Some(one) if slot.starts_with('p') => cx.text(one.level),
        Some(one) => match signed(cx, one.growth) {
            fall if fall.starts_with('-') => format!("({fall})"),
            growth => growth,
        },
        None => String::new(),
    }
}
