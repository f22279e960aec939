//! What a relation says: the finding of one that cannot hold, and the value that one with a missing figure implies.
//!
//! Owns the slots of the message, the places and the candidates. The verdict is [`super`]'s.

use super::{RelationCheck, Slot, comparable, nearest, operand, texts};
use crate::check::level::level;
use crate::check::{Context, Sink, sum};
use crate::equation::{Judgement, Operand, Operands, Relation, show};
use crate::finding::{Claim, Finding, Outcome, Sum};
use crate::lexicon::entries::Growth;
use crate::pattern::{Bound, Match, Pattern};
use std::cmp::Ordering;

impl RelationCheck {
    /// What the printed figures imply for the one indicator of a match that has no value in the document: 3.37亿元 ÷ 81.6% = 4.13亿元.
    pub(super) fn implied(&self, cx: &Context, pattern: &Pattern, found: &Match, sink: &Sink) -> Option<Claim> {
        let mut told = found.clone();
        told.slots
            .retain(|(_, bound)| !matches!(bound, Bound::Words(words) if level(cx, *words, found.span, nearest(cx, found)).is_none()));
        let [missing] = found
            .slots
            .iter()
            .filter(|(name, _)| !told.slots.iter().any(|(n, _)| n == name))
            .collect::<Vec<_>>()[..]
        else {
            return None;
        };
        let solved = self.others.iter().find(|s| s.slot == missing.0)?;
        let (slots, _) = self.bind(cx, pattern, &told)?;
        if comparable(cx, &slots) == Growth::Real {
            return None;
        }
        let operands: Operands = slots.iter().map(|s| (s.name.clone(), operand(cx, s))).collect();
        let point = solved.value.point(&operands)?;
        let dimension = solved.value.dimension(&operands).ok()?;
        let model = slots.iter().find(|s| operands[&s.name].dimension() == dimension)?;
        if !operands.values().all(Operand::plain) {
            return None;
        }
        let value = operands[&model.name].in_unit(&point);
        let text = show::expression(&solved.value, &|name| texts(cx, &slots, name));
        let like = show::like(cx.figure(model.figures[0]), &value, &cx.document.text);
        Some(Claim {
            rule: sink.rule,
            operands: slots.iter().flat_map(|s| s.figures.iter().copied()).collect(),
            outcome: Outcome::Unknown,
            equation: format!("{text} = {like}"),
            link: None,
        })
    }

    pub(super) fn finding(
        &self,
        cx: &Context,
        slots: &[Slot],
        operands: &Operands,
        judgement: &Judgement,
        sink: &Sink,
    ) -> Finding {
        let at = slots
            .iter()
            .find(|s| s.name == self.solved.slot)
            .expect("the solved slot is bound");
        let primary = at.figures[0];
        let text_of = |name: &str| texts(cx, slots, name);
        let text = show::expression(&self.solved.value, &text_of);
        let shown = sum::shown(cx, primary, &operands[&at.name], judgement, text);
        let mut finding = Finding::new(sink.rule, cx.figure(primary).span);
        for slot in slots {
            let first = slot.figures[0];
            finding = finding
                .slot(&slot.name, text_of(&slot.name))
                .slot(&format!("{}.name", slot.name), cx.name(first));
            if let Some(value) = cx.figure(first).printed() {
                finding = finding.slot(&format!("{}.value", slot.name), value.decimal());
            }
            if slot.name != at.name {
                for id in &slot.figures {
                    finding = finding.relate(cx.figure(*id).span, cx.name(*id), slot.name.clone());
                }
            }
        }
        finding = finding.slot(&format!("{}.expected", at.name), shown.expected.clone());
        sum::propose(cx, &mut finding, primary, &operands[&at.name], judgement.point.as_ref());
        for solved in &self.others {
            let Some(slot) = slots.iter().find(|s| s.name == solved.slot) else {
                continue;
            };
            if let Some(point) = solved.value.point(operands) {
                let expected = show::like(
                    cx.figure(slot.figures[0]),
                    &operands[&slot.name].in_unit(&point),
                    &cx.document.text,
                );
                finding = finding.slot(&format!("{}.expected", slot.name), expected);
            }
        }
        for slot in std::iter::once(at).chain(slots.iter().filter(|s| s.name != at.name)) {
            if let [one] = slot.figures.as_slice() {
                sum::repair(cx, &mut finding, *one, &|instead| {
                    self.holds_with(cx, operands, slot, instead)
                });
            }
        }
        let bound = match self.solved.relation {
            Relation::Equal => None,
            Relation::AtMost => Some(Ordering::Less),
            Relation::AtLeast => Some(Ordering::Greater),
        };
        finding.equation = Some(Sum { bound, ..shown });
        sum::limit(&mut finding, judgement.verdict);
        finding
    }
}
