//! Kind `identity`: an equation over indicators of one area and period, wherever they stand.
//!
//! Owns which figures may stand together: levels of one area, time and side of the turn, each indicator with one value. A paragraph that
//! names all of them is judged first; else the document. The verdict is [`crate::equation`]'s.

mod group;

use super::level::Distance;
use super::{Check, Compile, Context, Shown, Sink, sum};
use crate::equation::{Equation, Judgement, Link, Operand, Operands, Solved, Verdict, judge, show};
use crate::fact::Aspect;
use crate::figure::number::power_of_ten;
use crate::figure::{Figure, FigureId, Interval};
use crate::finding::{Claim, Finding, Outcome, Severity};
use crate::pattern::Texts;
use dashu_ratio::RBig;
use group::{Bound, groups};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_yaml::Spanned;
use std::collections::BTreeMap;

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// The indicators by the slots of the equation, each by one name or several: listed names or names as printed.
    pub of: BTreeMap<String, Texts>,
    /// One equation over the slots.
    #[schemars(with = "String")]
    pub equation: Spanned<String>,
    /// The slot of the primary range, for which the equation is solved.
    #[schemars(with = "String")]
    pub at: Spanned<String>,
    /// How many per mille the result may be off because an operand stands in for another (the people at the end of the year for those of
    /// its middle).
    #[serde(default)]
    pub slack: u16,
    /// How far the indicators may stand from each other.
    #[serde(default)]
    pub within: Within,
}

/// How far the indicators of an identity may stand from each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// In one paragraph.
    Paragraph,
    /// Anywhere.
    #[default]
    Document,
}

impl Spec {
    /// The check of these settings.
    pub fn compile(self, cx: &mut Compile) -> Option<Box<dyn Check>> {
        let slots: Vec<&str> = self.of.keys().map(String::as_str).collect();
        let equation = match Equation::parse(&self.equation.value, &slots) {
            Ok(equation) => equation,
            Err(error) => {
                cx.fault(&self.equation, Some(error.at), &error.message, None);
                return None;
            }
        };
        let Some(solved) = equation.solve(&self.at.value) else {
            let help = "`at:` names a slot that stands once, on one side of the equation";
            let message = format!("the equation cannot be solved for `{}`", self.at.value);
            cx.fault(&self.at, None, &message, Some(help));
            return None;
        };
        let of = self.of.into_iter().map(|(slot, names)| Wanted::of(slot, &names, cx));
        Some(Box::new(IdentityCheck {
            of: of.collect(),
            solved,
            slack: self.slack,
            within: self.within,
        }))
    }
}

/// What a slot looks for.
#[derive(Clone, Debug)]
struct Wanted {
    slot: String,
    /// Entries of the lexicon.
    listed: Vec<u32>,
    /// Names as printed.
    written: Vec<String>,
}

impl Wanted {
    fn of(slot: String, names: &Texts, cx: &Compile) -> Self {
        let mut wanted = Self {
            slot,
            listed: Vec::new(),
            written: Vec::new(),
        };
        for name in &names.0 {
            match cx.lexicon.indicator_named(&name.value) {
                Some(entry) => wanted.listed.push(entry),
                None => wanted.written.push(name.value.clone()),
            }
        }
        wanted
    }
}

struct IdentityCheck {
    of: Vec<Wanted>,
    solved: Solved,
    slack: u16,
    within: Within,
}

impl Check for IdentityCheck {
    fn slots(&self) -> Vec<String> {
        let properties = ["", ".name", ".expected"];
        self.of
            .iter()
            .flat_map(|w| properties.map(|p| format!("{}{p}", w.slot)))
            .collect()
    }

    fn run(&self, cx: &Context, _: &[Shown], sink: &mut Sink) {
        let mut judged: Vec<FigureId> = Vec::new();
        for (bound, distance) in groups(cx, &self.of) {
            let at = bound[&self.solved.slot];
            let far = distance == Distance::Document;
            if judged.contains(&at) || (far && self.within == Within::Paragraph) {
                continue;
            }
            if self.check(cx, &bound, distance, sink) {
                judged.push(at);
            }
        }
    }
}

impl IdentityCheck {
    /// Judges one set of figures; whether there was a verdict.
    fn check(&self, cx: &Context, bound: &Bound, distance: Distance, sink: &mut Sink) -> bool {
        let operands: Operands = bound
            .iter()
            .map(|(slot, id)| (slot.clone(), operand(cx, cx.figure(*id))))
            .collect();
        let stated = &operands[&self.solved.slot];
        let given = self.solved.value.dimension(&operands).ok();
        if !given.is_some_and(|given| fits(&given, stated.dimension())) {
            return false;
        }
        let judgement = judge(&self.solved, &operands);
        let mut outcome = sum::outcome(judgement.verdict);
        if self.slack > 0 && outcome != Outcome::Unknown {
            // A stand-in verifies nothing.
            outcome = if self.allows(&judgement, stated) {
                Outcome::Holds
            } else {
                Outcome::Contradicted
            };
        }
        let wrong = matches!(outcome, Outcome::Contradicted | Outcome::NearMiss);
        let far = distance == Distance::Document;
        if wrong && far && self.another_thing(&judgement, stated) && !self.one_slip(cx, bound, &operands) {
            return false;
        }
        let text = show::expression(&self.solved.value, &|slot| cx.text(bound[slot]));
        let at = bound[&self.solved.slot];
        sink.claim(Claim {
            rule: sink.rule,
            operands: bound.values().copied().collect(),
            outcome,
            equation: sum::said(cx, at, stated, &judgement, &text),
            link: (self.slack == 0 && sum::links(outcome)).then(|| {
                let slots = bound
                    .iter()
                    .map(|(slot, id)| (slot.as_str(), vec![(*id, operands[slot].clone())]));
                Link::of(&self.solved, &slots.collect::<Vec<_>>())
            }),
        });
        if wrong {
            let mut finding = self.finding(cx, bound, &operands, &judgement, sink);
            if far {
                finding.at_most(Severity::Warning);
            }
            sink.tell(finding);
        }
        true
    }

    /// Whether the result meets the printed figure when it may be off by the slack.
    fn allows(&self, judgement: &Judgement, stated: &Operand) -> bool {
        let slack = RBig::from(self.slack) * power_of_ten(-3);
        let about = Interval::closed(RBig::ONE - &slack, RBig::ONE + &slack);
        let reading = crate::figure::reading::Reading::Loose;
        stated
            .interval(reading)
            .is_some_and(|stated| judgement.expected.mul(&about).meets(&stated))
    }

    /// Whether the result is so far from the printed figure that one of the names probably means another thing.
    fn another_thing(&self, judgement: &Judgement, stated: &Operand) -> bool {
        let (Some(expected), Some(stated)) = (&judgement.point, stated.point()) else {
            return true;
        };
        let size = |v: RBig| if v < RBig::ZERO { -v } else { v };
        let miss = size(expected - &stated);
        miss > size(stated) / RBig::from(FAR)
    }

    /// Whether one slip of the keys in one of the figures explains a contradiction.
    fn one_slip(&self, cx: &Context, bound: &Bound, operands: &Operands) -> bool {
        bound
            .iter()
            .any(|(slot, id)| sum::one_slip(cx, *id, &|instead| self.holds_with(cx, operands, slot, instead)))
    }

    /// Whether the identity holds when another figure stands in a slot.
    fn holds_with(&self, cx: &Context, operands: &Operands, slot: &str, instead: &Figure) -> bool {
        let mut changed = operands.clone();
        changed.insert(slot.to_owned(), operand(cx, instead));
        let judgement = judge(&self.solved, &changed);
        matches!(judgement.verdict, Verdict::Consistent { .. })
            || (self.slack > 0 && self.allows(&judgement, &changed[&self.solved.slot]))
    }

    fn finding(&self, cx: &Context, bound: &Bound, operands: &Operands, judgement: &Judgement, sink: &Sink) -> Finding {
        let at = bound[&self.solved.slot];
        let text = show::expression(&self.solved.value, &|slot| cx.text(bound[slot]));
        let stated = &operands[&self.solved.slot];
        let shown = sum::shown(cx, at, stated, judgement, text);
        let mut finding = Finding::new(sink.rule, cx.figure(at).span);
        for (slot, id) in bound {
            let name = cx.fact(*id).indicator.map(|i| i.name(&cx.document.text, cx.lexicon));
            let name = name.unwrap_or_default();
            finding = finding
                .slot(slot, cx.text(*id))
                .slot(&format!("{slot}.name"), name.clone());
            if *id != at {
                finding = finding.relate(cx.figure(*id).span, name, slot.clone());
            }
        }
        finding = finding.slot(&format!("{}.expected", self.solved.slot), shown.expected.clone());
        if self.slack == 0 {
            sum::propose(cx, &mut finding, at, stated, judgement.point.as_ref());
        }
        for (slot, id) in bound {
            sum::repair(cx, &mut finding, *id, &|instead| {
                self.holds_with(cx, operands, slot, instead)
            });
        }
        finding.equation = Some(shown);
        if self.slack == 0 {
            sum::limit(&mut finding, judgement.verdict);
        }
        finding
    }
}

/// A result that is off by more than this part of the printed figure has another cause than a slip.
const FAR: u8 = 5;

/// The sides of an indicator that stand in identities.
const ASPECTS: [Aspect; 5] = [
    Aspect::Level,
    Aspect::Count,
    Aspect::Rate,
    Aspect::Ratio,
    Aspect::Multiple,
];

/// Whether a result has the dimension of the printed figure. An amount per head is printed without its 人: 人均…39714元.
fn fits(given: &str, stated: &str) -> bool {
    given == stated || given.split_once("/people").is_some_and(|(whole, _)| whole == stated)
}

fn operand(cx: &Context, figure: &Figure) -> Operand {
    Operand::new(figure, None, cx.lexicon)
}
