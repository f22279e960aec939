//! Sums as findings: what every arithmetic kind says in the same way.
//!
//! Owns the equation shown, the candidates for the wrong figure, and the limits that a verdict puts on a finding.

use super::Context;
use crate::equation::{Judgement, Operand, Verdict, show};
use crate::figure::FigureId;
use crate::figure::interval::End;
use crate::figure::interval::fixed;
use crate::finding::{Applicability, Confidence, Edit, Finding, Fix, Outcome, Severity, Sum, Suspect};
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

/// Near misses are info, misses that trailing zeros explain are hints.
pub fn limit(finding: &mut Finding, verdict: Verdict) {
    match verdict {
        Verdict::NearMiss => finding.severity_limit = Some(Severity::Info),
        Verdict::Contradicted { rounded: true } => finding.confidence_limit = Some(Confidence::Hint),
        _ => {}
    }
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
    }
}

/// Adds what the others give for one figure, in base units, as a candidate; names it as the suspect when one slip of the keys explains it.
pub fn propose(cx: &Context, finding: &mut Finding, id: FigureId, operand: &Operand, point: Option<&RBig>) {
    let figure = cx.figure(id);
    let Some(value) = point.map(|p| operand.in_unit(p)) else {
        return;
    };
    if figure.printed().is_some() {
        let digits = digits_of(figure.number.of(&cx.document.text));
        let at = figure.number.start as usize;
        let number = show::number_like(figure, &value, &cx.document.text, 0);
        add_candidate(
            finding,
            figure.span,
            Span::new(at, at + digits.len()),
            digits,
            number,
            &value,
        );
    }
}

/// The same for one number inside a figure (a part of a ratio), with its value in the printed unit.
pub fn propose_value(cx: &Context, finding: &mut Finding, id: FigureId, number: Span, value: &RBig) {
    let stated = digits_of(number.of(&cx.document.text));
    let places = stated.split_once('.').map_or(0, |(_, p)| p.len() as i32);
    let at = number.start as usize;
    add_candidate(
        finding,
        cx.figure(id).span,
        Span::new(at, at + stated.len()),
        stated,
        fixed(value, places),
        value,
    );
}

fn add_candidate(finding: &mut Finding, figure: Span, digits: Span, stated: &str, number: String, value: &RBig) {
    if *value <= RBig::ZERO || stated == number {
        return;
    }
    if let (Some(reason), None) = (slip(stated, &number), &finding.suspect) {
        finding.suspect = Some(Suspect {
            span: figure,
            reason: reason.to_owned(),
        });
    }
    let edits = vec![Edit {
        span: digits,
        text: number,
    }];
    if !finding.fixes.iter().any(|f| f.edits == edits) {
        finding.fixes.push(Fix {
            applicability: Applicability::Manual,
            edits,
        });
    }
}

/// The digits of a number without 万 and 亿.
fn digits_of(number: &str) -> &str {
    number.trim_end_matches(|c| crate::figure::number::chinese_scale(c).is_some())
}

/// The single slip that turns what should stand into what stands, if one does.
pub fn slip(stated: &str, expected: &str) -> Option<&'static str> {
    let (a, b): (Vec<char>, Vec<char>) = (stated.chars().collect(), expected.chars().collect());
    let bare = |v: &[char]| v.iter().filter(|c| **c != '.').collect::<String>();
    if a == b {
        return None;
    }
    if bare(&a).trim_matches('0') == bare(&b).trim_matches('0') {
        return Some("decimal point");
    }
    if a.len() == b.len() {
        let off: Vec<usize> = (0..a.len()).filter(|i| a[*i] != b[*i]).collect();
        return match off[..] {
            [_] => Some("one digit"),
            [i, j] if a[i] == b[j] && a[j] == b[i] => Some("swap"),
            _ => None,
        };
    }
    let (long, short) = if a.len() > b.len() { (&a, &b) } else { (&b, &a) };
    let dropped = long.len() == short.len() + 1
        && (0..long.len()).any(|i| {
            long.iter()
                .enumerate()
                .filter(|(j, _)| *j != i)
                .map(|(_, c)| c)
                .eq(short.iter())
        });
    dropped.then_some(if a.len() > b.len() {
        "doubled digit"
    } else {
        "dropped digit"
    })
}
