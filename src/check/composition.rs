//! Kind `composition`: shares of one whole that sum to 100.
//!
//! Owns the sum of the parts of a ratio (8.3:71.1:20.6) or of a list of percentages. Published structures are always forced to 100.0, so
//! that a miss of one unit of the last place is an info and any larger one is wrong; 3:3:4 sums to ten and is no structure of shares.

use super::{Check, Compile, Context, Needs, Shown, Sink, sum};
use crate::equation::{Expr, Link, Operand, Solved};
use crate::figure::interval::fixed;
use crate::figure::number::power_of_ten;
use crate::figure::{FigureId, Form, Printed, Value};
use crate::finding::{Claim, Finding, Outcome, Severity, Sum};
use crate::pattern::{Bound, Pattern, Texts, Unless, UnlessSpec};
use dashu_int::IBig;
use dashu_ratio::RBig;
use schemars::JsonSchema;
use serde::Deserialize;

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// Patterns whose slots are the parts: one ratio, one list of percentages, or several percentages.
    #[serde(rename = "match")]
    pub patterns: Texts,
    /// How many parts it has at least.
    #[serde(default = "three")]
    pub least: usize,
    /// Patterns of which one must stand around the match.
    #[serde(default)]
    pub only: UnlessSpec,
    /// Patterns that silence the rule.
    #[serde(default)]
    pub unless: UnlessSpec,
}

fn three() -> usize {
    3
}

impl Spec {
    /// The check of these settings.
    pub fn compile(self, cx: &mut Compile) -> Option<Box<dyn Check>> {
        let patterns: Vec<Pattern> = self.patterns.0.iter().filter_map(|p| cx.pattern(p)).collect();
        let (only, unless) = (cx.unless(self.only), cx.unless(self.unless));
        if patterns.len() != self.patterns.0.len() {
            return None;
        }
        for (pattern, text) in patterns.iter().zip(&self.patterns.0) {
            if pattern.slots().is_empty() {
                cx.fault(
                    text,
                    None,
                    "this pattern has no slot",
                    Some("write {parts:ratio} or {parts:list(percent)}, or a slot for each part"),
                );
                return None;
            }
        }
        Some(Box::new(Composition {
            patterns,
            least: self.least,
            only: only?,
            unless: unless?,
        }))
    }
}

struct Composition {
    patterns: Vec<Pattern>,
    least: usize,
    only: Unless,
    unless: Unless,
}

impl Check for Composition {
    fn needs(&self) -> Needs {
        Needs::of(&self.patterns)
    }

    fn slots(&self) -> Vec<String> {
        ["parts", "sum", "gap"].map(str::to_owned).into()
    }

    fn run(&self, cx: &Context, sentences: &[Shown], sink: &mut Sink) {
        for shown in sentences {
            let mut seen: Vec<FigureId> = Vec::new();
            for (_, pattern) in self.patterns.iter().enumerate().filter(|(i, _)| shown.meets(*i)) {
                for found in pattern.matches(&cx.analysis.shape, shown.index()) {
                    let around = |list: &Unless| list.silences(&cx.analysis.shape, shown.index(), found.shape.clone());
                    if around(&self.unless) || !(self.only.is_empty() || around(&self.only)) {
                        continue;
                    }
                    let parts = found.slots.iter().map(|(_, bound)| match bound {
                        Bound::Figure(id) => vec![*id],
                        Bound::List(ids) => ids.clone(),
                        Bound::Words(_) => Vec::new(),
                    });
                    let ids: Vec<FigureId> = parts.flatten().collect();
                    if !ids.iter().any(|id| seen.contains(id)) {
                        self.check_parts(cx, &ids, sink);
                        seen.extend(ids);
                    }
                }
            }
        }
    }
}

impl Composition {
    fn check_parts(&self, cx: &Context, ids: &[FigureId], sink: &mut Sink) {
        let Some(parts) = printed_parts(cx, ids).filter(|p| p.len() >= self.least) else {
            return;
        };
        let sum = parts.iter().fold(RBig::ZERO, |sum, p| sum + p.value());
        let Some(last) = parts.iter().map(|p| p.exponent).min() else {
            return;
        };
        let hundred = RBig::from(IBig::from(100));
        let gap = sum.clone() - &hundred;
        let size = if gap < RBig::ZERO { -gap.clone() } else { gap.clone() };
        // 3:3:4 is a division by ten, 5:3:2 of a fund; neither is meant in hundredths.
        if sum <= RBig::from(IBig::from(20)) && parts.iter().all(|p| p.exponent == 0) {
            return;
        }
        let outcome = if size.is_zero() {
            Outcome::Verified
        } else if size <= power_of_ten(last) {
            Outcome::NearMiss
        } else {
            Outcome::Contradicted
        };
        let places = -last.min(0);
        let text = parts.iter().map(Printed::decimal).collect::<Vec<_>>().join(" + ");
        sink.claim(Claim {
            rule: sink.rule,
            operands: ids.to_vec(),
            outcome,
            equation: format!("{text} = {}", fixed(&sum, places)),
            link: (ids.len() > 1 && sum::links(outcome)).then(|| hundred_percent(cx, ids)),
        });
        if outcome == Outcome::Verified {
            return;
        }
        let span = ids
            .iter()
            .map(|id| cx.figure(*id).span)
            .reduce(|a, b| a.join(b))
            .unwrap_or_default();
        let mut finding = Finding::new(sink.rule, span)
            .slot(
                "parts",
                ids.iter().map(|id| cx.text(*id)).collect::<Vec<_>>().join("、"),
            )
            .slot("sum", fixed(&sum, places))
            .slot("gap", fixed(&gap, places));
        let half = power_of_ten(last) * RBig::from_parts(IBig::from(parts.len()), 2u8.into());
        finding.equation = Some(Sum {
            text,
            stated: "100".to_owned(),
            expected: fixed(&sum, places),
            low: fixed(&(sum.clone() - &half), places + 2),
            high: fixed(&(sum + &half), places + 2),
            unit: "%".to_owned(),
            bound: None,
        });
        if outcome == Outcome::NearMiss {
            finding.severity_limit = Some(Severity::Info);
        }
        propose(cx, &mut finding, ids, &parts, &gap);
        sink.tell(finding);
    }
}

/// The shares of a whole: the first is what the others leave of 100%.
fn hundred_percent(cx: &Context, ids: &[FigureId]) -> Link {
    let operand = |id: &FigureId| (*id, Operand::new(cx.figure(*id), None, cx.lexicon));
    let rest = Expr::Sub(
        Box::new(Expr::Number(RBig::ONE)),
        Box::new(Expr::Sum("others".to_owned())),
    );
    let others = ids[1..].iter().map(operand).collect();
    Link::of(
        &Solved::equal("first", rest),
        &[("first", vec![operand(&ids[0])]), ("others", others)],
    )
}

/// For each part the value that would make the sum 100.
fn propose(cx: &Context, finding: &mut Finding, ids: &[FigureId], parts: &[Printed], gap: &RBig) {
    let [one] = ids else {
        for (id, part) in ids.iter().zip(parts) {
            let value = part.value() - gap;
            sum::propose_part(cx, finding, cx.figure(*id).span, cx.figure(*id).number, &value);
        }
        return;
    };
    let number = cx.figure(*one).number;
    for (span, part) in part_spans(number, number.of(&cx.document.text)).into_iter().zip(parts) {
        sum::propose_part(cx, finding, cx.figure(*one).span, span, &(part.value() - gap));
    }
}

/// Where each number of a ratio stands.
fn part_spans(whole: crate::span::Span, text: &str) -> Vec<crate::span::Span> {
    let mut out = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ':')]) {
        let inside = crate::figure::number::arabic(c).is_some() || matches!(c, '.' | '．');
        match (inside, start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                out.push(crate::span::Span::new(from, i).shift(whole.start as usize));
                start = None;
            }
            _ => {}
        }
    }
    out
}

fn printed_parts(cx: &Context, ids: &[FigureId]) -> Option<Vec<Printed>> {
    if let [one] = ids {
        return match &cx.figure(*one).value {
            Value::Ratio(parts) => Some(parts.clone()),
            _ => None,
        };
    }
    ids.iter()
        .map(|id| {
            Some(cx.figure(*id))
                .filter(|f| f.form == Form::Percent && f.plain())?
                .printed()
                .copied()
        })
        .collect()
}
