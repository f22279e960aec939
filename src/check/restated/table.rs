//! Cells of tables against sentences, and against cells of other tables.
//!
//! Owns which of them are compared: one fact by its key, where one slip of the keys turns one value into the other, as everywhere in a
//! document. Where rows are places or parts, nothing is compared ([`crate::fact::cell`]).

use super::{RestatedCheck, digit_count, place, restates};
use crate::check::{Context, Sink, sum};
use crate::fact::Direction;
use crate::fact::cell::CellFact;
use crate::fact::key::{Key, When};
use crate::figure::FigureId;
use std::collections::BTreeMap;

/// Digits that both numbers have at least.
const FEWEST: usize = 3;

/// Values of one fact that are compared with one another, at most.
const MOST: usize = 12;

/// A value of a fact.
struct Told<'a> {
    id: FigureId,
    /// The cell; none in a sentence.
    cell: Option<&'a CellFact>,
}

impl RestatedCheck {
    /// Compares the cells of a document.
    pub(super) fn tables(&self, cx: &Context, sink: &mut Sink) {
        let mut told: BTreeMap<(Key, When), Vec<Told>> = BTreeMap::new();
        let wanted = cx
            .analysis
            .cells
            .iter()
            .filter(|c| self.aspects.contains(&c.key.aspect));
        for cell in wanted.filter(|c| !falls(cx, c.figure)) {
            let values = told.entry((cell.key.clone(), cell.when)).or_default();
            values.push(Told {
                id: cell.figure,
                cell: Some(cell),
            });
        }
        if told.is_empty() {
            return;
        }
        for id in (0..cx.analysis.figures.len()).map(|i| FigureId(i as u32)) {
            let found = place(cx, id, &self.aspects, false).filter(|_| !falls(cx, id));
            if let Some(values) = found.and_then(|(key, when)| told.get_mut(&(any_price(key.clone()), *when))) {
                values.push(Told { id, cell: None });
            }
        }
        for values in told.values_mut() {
            values.sort_by_key(|v| v.id);
            values.truncate(MOST);
            self.compare(cx, values, sink);
        }
    }

    /// Each value with those before it: the nearest that differs, unless another one agrees.
    fn compare(&self, cx: &Context, values: &[Told], sink: &mut Sink) {
        for (i, later) in values.iter().enumerate() {
            let others = || values[..i].iter().filter(|v| apart(v, later));
            if let Some(same) = others().find(|v| restates(cx.figure(v.id), cx.figure(later.id))) {
                self.agree(cx, same.id, later.id, sink);
                continue;
            }
            if let Some(other) = others().rev().find(|v| one_slip(cx, v.id, later.id)) {
                let told = |cell: &CellFact| format!("{}（{}）", cell.name, cell.across);
                self.report_as(cx, other.id, later.id, later.cell.or(other.cell).map(told), sink);
            }
        }
    }
}

/// Whether two values stand in different tables, or one of them in a sentence; two sentences are no matter of tables.
fn apart(a: &Told, b: &Told) -> bool {
    match (a.cell, b.cell) {
        (Some(a), Some(b)) => a.table != b.table,
        (None, None) => false,
        _ => true,
    }
}

/// At whatever prices: tables seldom say.
fn any_price(key: Key) -> Key {
    Key {
        price: crate::fact::Price::Unknown,
        ..key
    }
}

/// Whether a value is below zero or falls: its sign stands in a word here and in a mark there.
fn falls(cx: &Context, id: FigureId) -> bool {
    let negative = cx.figure(id).printed().is_some_and(|p| p.mantissa < 0);
    negative || cx.fact(id).direction == Some(Direction::Down)
}

/// Whether one slip of the keys in one of them makes them one value.
fn one_slip(cx: &Context, a: FigureId, b: FigureId) -> bool {
    let (x, y) = (cx.figure(a), cx.figure(b));
    digit_count(x).min(digit_count(y)) >= FEWEST
        && (sum::one_slip(cx, a, &|instead| restates(instead, y))
            || sum::one_slip(cx, b, &|instead| restates(x, instead)))
}
