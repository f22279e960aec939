//! Kind `relation`: a sentence pattern and its equation.
//!
//! Owns how the slots of a match become operands, and what is never compared: other dimensions and currencies, growth of an indicator
//! that is printed at constant prices, growth behind a mark of comparable basis. The verdict is [`crate::equation`]'s.

mod said;

use super::level::{Distance, level};
use super::{Check, Compile, Context, Needs, Shown, Sink, sum};
use crate::equation::{Equation, Judgement, Link, Operand, Operands, Solved, Verdict, holds, judge, show};
use crate::fact::{Direction, Fact};
use crate::figure::{Figure, FigureId};
use crate::finding::{Claim, Outcome, Severity};
use crate::lexicon::entries::Growth;
use crate::pattern::{Bound, Match, Pattern, SlotKind, Texts, Unless, UnlessSpec};
use dashu_ratio::RBig;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_yaml::Spanned;

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// Patterns over the shape of a sentence; of two that solve for one figure the first counts.
    #[serde(rename = "match")]
    pub patterns: Texts,
    /// One equation over the slots.
    #[schemars(with = "String")]
    pub equation: Spanned<String>,
    /// The slot of the primary range, for which the equation is solved.
    #[schemars(with = "String")]
    pub at: Spanned<String>,
    /// The slot that is a growth rate, when its pattern does not say so by its kind: the indicator's growth class then decides.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub growth: Option<Spanned<String>>,
    /// The equation that a common confusion makes true (增长N倍 for 是原来的N倍). Where the printed numbers fulfil it and not the rule's
    /// own, what only rounding could explain (a near miss, a relation without power) is a warning.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub confused: Option<Spanned<String>>,
    /// Patterns that silence the rule.
    #[serde(default)]
    pub unless: UnlessSpec,
}

impl Spec {
    /// The check of these settings.
    pub fn compile(self, cx: &mut Compile) -> Option<Box<dyn Check>> {
        let patterns: Vec<Pattern> = self.patterns.0.iter().filter_map(|p| cx.pattern(p)).collect();
        let unless = cx.unless(self.unless);
        if patterns.len() != self.patterns.0.len() {
            return None;
        }
        let mut names: Vec<String> = patterns
            .iter()
            .flat_map(|p| p.slots().iter().map(|s| s.name.clone()))
            .collect();
        let mut seen = std::collections::BTreeSet::new();
        names.retain(|n| seen.insert(n.clone()));
        let slots: Vec<&str> = names.iter().map(String::as_str).collect();
        let needed = words_of(&self.equation.value);
        for (pattern, text) in patterns.iter().zip(&self.patterns.0) {
            let has = |name: &str| pattern.slots().iter().any(|s| s.name == name);
            // A slot of no pattern at all is the equation's fault and told there.
            if let Some(name) = needed.iter().find(|n| slots.contains(n) && !has(n)) {
                cx.fault(
                    text,
                    None,
                    &format!("this pattern has no slot `{name}`"),
                    Some("every pattern of a rule has the slots of its equation"),
                );
                return None;
            }
        }
        if let Some(growth) = self.growth.as_ref().filter(|g| !names.contains(&g.value)) {
            cx.fault(
                growth,
                None,
                &format!("the pattern has no slot `{}`", growth.value),
                None,
            );
            return None;
        }
        let equation = match Equation::parse(&self.equation.value, &slots) {
            Ok(equation) => equation,
            Err(error) => {
                cx.fault(&self.equation, Some(error.at), &error.message, None);
                return None;
            }
        };
        let Some(solved) = equation.solve(&self.at.value) else {
            let help = "`at:` names a slot that stands once, on one side of the equation";
            cx.fault(
                &self.at,
                None,
                &format!("the equation cannot be solved for `{}`", self.at.value),
                Some(help),
            );
            return None;
        };
        let others = names
            .iter()
            .filter(|n| **n != self.at.value)
            .filter_map(|n| equation.solve(n))
            .collect();
        let confused = match &self.confused {
            Some(text) => Some(confusion(cx, text, &slots, &self.at.value)?),
            None => None,
        };
        let growth = self.growth.map(|g| g.value);
        Some(Box::new(RelationCheck {
            patterns,
            solved,
            others,
            names,
            growth,
            confused,
            unless: unless?,
        }))
    }
}

/// The equation of a confusion, solved for the slot of the rule.
fn confusion(cx: &mut Compile, text: &Spanned<String>, slots: &[&str], at: &str) -> Option<Solved> {
    match Equation::parse(&text.value, slots) {
        Ok(equation) => {
            let solved = equation.solve(at);
            if solved.is_none() {
                cx.fault(text, None, &format!("the equation cannot be solved for `{at}`"), None);
            }
            solved
        }
        Err(error) => {
            cx.fault(text, Some(error.at), &error.message, None);
            None
        }
    }
}

/// The slots that every pattern has: those of the equation.
fn words_of(equation: &str) -> Vec<&str> {
    let words = equation.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    words
        .filter(|w| w.starts_with(|c: char| c.is_ascii_lowercase()))
        .collect()
}

struct RelationCheck {
    patterns: Vec<Pattern>,
    solved: Solved,
    /// The same equation for the other slots, for candidates.
    others: Vec<Solved>,
    names: Vec<String>,
    growth: Option<String>,
    confused: Option<Solved>,
    unless: Unless,
}

/// What a slot is bound to in one place of a document.
struct Slot {
    name: String,
    figures: Vec<FigureId>,
    direction: Option<Direction>,
    growth: bool,
}

impl Check for RelationCheck {
    fn needs(&self) -> Needs {
        Needs::of(&self.patterns)
    }

    fn slots(&self) -> Vec<String> {
        let properties = ["", ".name", ".expected", ".value"];
        self.names
            .iter()
            .flat_map(|n| properties.map(|p| format!("{n}{p}")))
            .collect()
    }

    fn run(&self, cx: &Context, sentences: &[Shown], sink: &mut Sink) {
        for shown in sentences {
            let mut taken: Vec<FigureId> = Vec::new();
            for (_, pattern) in self.patterns.iter().enumerate().filter(|(i, _)| shown.meets(*i)) {
                for found in pattern.matches(&cx.analysis.shape, shown.index()) {
                    // A figure is the result of one relation: of two patterns that would solve for it the first counts.
                    let result = found.slots.iter().find(|(name, _)| *name == self.solved.slot);
                    let Some((_, Bound::Figure(result))) = result else {
                        continue;
                    };
                    if taken.contains(result) {
                        continue;
                    }
                    taken.push(*result);
                    if !self
                        .unless
                        .silences(&cx.analysis.shape, shown.index(), found.shape.clone())
                    {
                        self.check_match(cx, pattern, &found, sink);
                    }
                }
            }
        }
    }
}

impl RelationCheck {
    fn check_match(&self, cx: &Context, pattern: &Pattern, found: &Match, sink: &mut Sink) {
        let Some((slots, distance)) = self.bind(cx, pattern, found) else {
            if let Some(claim) = self.implied(cx, pattern, found, sink) {
                sink.claim(claim);
            }
            return;
        };
        let operands: Operands = slots.iter().map(|s| (s.name.clone(), operand(cx, s))).collect();
        let basis = comparable(cx, &slots);
        let (Ok(value), Some(stated)) = (self.solved.value.dimension(&operands), operands.get(&self.solved.slot))
        else {
            return;
        };
        if value != stated.dimension() {
            return;
        }
        let judgement = judge(&self.solved, &operands);
        // Real growth does not follow from levels, but no prices fall by a sixth: then one slip of the keys must explain it.
        if basis == Growth::Real
            && !(self.beyond_prices(&slots, &operands, &judgement) && self.one_slip(cx, &slots, &operands))
        {
            return;
        }
        // Far from what is printed, a whole elsewhere is probably another one, unless one slip of the keys explains it.
        let named = found.slots.iter().any(|(_, bound)| matches!(bound, Bound::Words(_)));
        let is_share = stated.dimension().is_empty() && stated.point().is_some_and(|p| p <= RBig::ONE);
        let more_than_whole = named && is_share && judgement.point.as_ref().is_some_and(|p| *p > RBig::ONE);
        let far = distance == Distance::Document && self.far_off(&operands, &judgement);
        if (far && !self.one_slip(cx, &slots, &operands))
            || (more_than_whole && !self.level_slip(cx, &slots, &operands))
        {
            return;
        }
        let doubtful = matches!(
            judgement.verdict,
            Verdict::NearMiss | Verdict::Consistent { power: false }
        );
        let confused = doubtful && self.confuses(cx, &slots, &operands);
        let outcome = if confused {
            Outcome::Contradicted
        } else {
            sum::outcome(judgement.verdict)
        };
        let ids = slots.iter().flat_map(|s| s.figures.iter().copied()).collect();
        let at = &slots
            .iter()
            .find(|s| s.name == self.solved.slot)
            .expect("solved for")
            .figures;
        let text = show::expression(&self.solved.value, &|name| texts(cx, &slots, name));
        sink.claim(Claim {
            rule: sink.rule,
            operands: ids,
            outcome,
            equation: sum::said(cx, at[0], stated, &judgement, &text),
            link: sum::links(outcome).then(|| self.link(cx, &slots)),
        });
        if matches!(outcome, Outcome::Contradicted | Outcome::NearMiss) {
            let mut finding = self.finding(cx, &slots, &operands, &judgement, sink);
            if confused {
                finding.at_most(Severity::Warning);
            }
            // Accounts of different years meet when the whole stands elsewhere.
            if basis != Growth::Nominal || distance == Distance::Document {
                finding.at_most(Severity::Warning);
            }
            sink.tell(finding);
        }
    }

    /// The equation over the figures of a match.
    fn link(&self, cx: &Context, slots: &[Slot]) -> Link {
        let of_slot = slots.iter().map(|slot| {
            let operand = |id: &FigureId| (*id, Operand::new(cx.figure(*id), slot.direction, cx.lexicon));
            (slot.name.as_str(), slot.figures.iter().map(operand).collect())
        });
        Link::of(&self.solved, &of_slot.collect::<Vec<_>>())
    }

    /// Whether a share would be more than the whole, or not near what is printed.
    fn far_off(&self, operands: &Operands, judgement: &Judgement) -> bool {
        let stated = operands.get(&self.solved.slot).and_then(Operand::point);
        let (Some(expected), Some(stated)) = (&judgement.point, stated) else {
            return false;
        };
        let miss = expected - &stated;
        let slack = stated / RBig::from(5u8);
        *expected > RBig::ONE || miss > slack || -miss > slack
    }

    /// The same for a slip in one of the amounts: no share is more than the whole.
    fn level_slip(&self, cx: &Context, slots: &[Slot], operands: &Operands) -> bool {
        slots.iter().filter(|s| s.name != self.solved.slot).any(|slot| {
            let holds = |instead: &Figure| self.holds_with(cx, operands, slot, instead);
            matches!(slot.figures.as_slice(), [one] if sum::one_slip(cx, *one, &holds))
        })
    }

    /// Whether a printed growth is so far above that of the levels that no change of prices lies between them.
    fn beyond_prices(&self, slots: &[Slot], operands: &Operands, judgement: &Judgement) -> bool {
        let growth = slots.iter().any(|s| s.growth && s.name == self.solved.slot);
        let stated = operands.get(&self.solved.slot).and_then(Operand::point);
        match (&judgement.point, stated) {
            (Some(nominal), Some(stated)) if growth => {
                (RBig::ONE + stated) * RBig::from(5u8) > (RBig::ONE + nominal) * RBig::from(6u8)
            }
            _ => false,
        }
    }

    /// Whether one slip of the keys in one of the figures explains a contradiction.
    fn one_slip(&self, cx: &Context, slots: &[Slot], operands: &Operands) -> bool {
        slots.iter().any(|slot| match slot.figures.as_slice() {
            [one] => sum::one_slip(cx, *one, &|instead| self.holds_with(cx, operands, slot, instead)),
            _ => false,
        })
    }

    /// Whether the printed figure is, at its own precision, what the confusion gives and not what the rule gives.
    fn confuses(&self, cx: &Context, slots: &[Slot], operands: &Operands) -> bool {
        let slot = slots.iter().find(|s| s.name == self.solved.slot);
        let Some(printed) = slot.and_then(|s| cx.figure(s.figures[0]).printed()) else {
            return false;
        };
        let half = printed.last_place() / RBig::from(2u8);
        let gives = |solved: &Solved| {
            solved.value.point(operands).is_some_and(|point| {
                let miss = operands[&self.solved.slot].in_unit(&point) - printed.value();
                miss <= half && -miss <= half
            })
        };
        self.confused.as_ref().is_some_and(gives) && !gives(&self.solved)
    }

    /// Whether the relation holds when another figure stands in a slot.
    fn holds_with(&self, cx: &Context, operands: &Operands, slot: &Slot, instead: &Figure) -> bool {
        let mut changed = operands.clone();
        changed.insert(slot.name.clone(), Operand::new(instead, slot.direction, cx.lexicon));
        holds(&self.solved, &changed)
    }

    /// The figures of every slot that took part, and how far away the farthest of them stands; none when one cannot be told.
    fn bind(&self, cx: &Context, pattern: &Pattern, found: &Match) -> Option<(Vec<Slot>, Distance)> {
        let mut out = Vec::new();
        let mut distance = Distance::Paragraph;
        for (name, bound) in &found.slots {
            let kind = pattern
                .slots()
                .iter()
                .find(|s| s.name == *name)
                .map_or(SlotKind::Figure, |s| s.kind);
            let figures = match bound {
                Bound::Figure(id) => vec![*id],
                Bound::List(ids) => ids.clone(),
                Bound::Words(span) => {
                    let (id, far) = level(cx, *span, found.span, nearest(cx, found))?;
                    if far == Distance::Document {
                        distance = far;
                    }
                    vec![id]
                }
            };
            let directed = matches!(kind, SlotKind::Growth | SlotKind::Change | SlotKind::Points);
            let direction = figures.first().and_then(|f| cx.fact(*f).direction).filter(|_| directed);
            let growth = kind == SlotKind::Growth || self.growth.as_ref() == Some(name);
            out.push(Slot {
                name: name.clone(),
                figures,
                direction,
                growth,
            });
        }
        Some((out, distance))
    }
}

/// The figures of a slot as printed.
fn texts(cx: &Context, slots: &[Slot], name: &str) -> String {
    let figures = slots.iter().find(|s| s.name == name).map_or(&[][..], |s| &s.figures);
    figures.iter().map(|f| cx.text(*f)).collect::<Vec<_>>().join(" + ")
}

/// The fact of the first figure of a match: what is looked for elsewhere agrees with it in time and basis.
fn nearest<'a>(cx: &Context<'a>, found: &Match) -> Option<&'a Fact> {
    found.slots.iter().find_map(|(_, bound)| match bound {
        Bound::Figure(id) => Some(cx.fact(*id)),
        _ => None,
    })
}

fn operand(cx: &Context, slot: &Slot) -> Operand {
    match slot.figures.as_slice() {
        [one] => Operand::new(cx.figure(*one), slot.direction, cx.lexicon),
        many => Operand::list(&many.iter().map(|f| cx.figure(*f)).collect::<Vec<_>>(), cx.lexicon),
    }
}

/// How surely the growth of a relation follows from its levels: as surely as that of its worst level.
fn comparable(cx: &Context, slots: &[Slot]) -> Growth {
    if !slots.iter().any(|s| s.growth) {
        return Growth::Nominal;
    }
    let levels = slots.iter().filter(|s| !s.growth).flat_map(|s| &s.figures);
    let class = levels.map(|f| super::growth_class(cx, *f)).max_by_key(|c| match c {
        Growth::Real => 2,
        Growth::ComparableBasis => 1,
        Growth::Nominal => 0,
    });
    // Without a level there is nothing to compare with.
    class.unwrap_or(Growth::Real)
}
