//! Parts that are larger than what they are parts of: 其中 above its whole.
//!
//! Owns which line a 其中 line belongs to: the last one before it that is none. Sums of parts belong to [`super::footing`].

use super::TableCheck;
use super::view::View;
use crate::check::{Context, Sink, sum};
use crate::figure::{Figure, FigureId, Form};
use crate::finding::{Claim, Finding, Outcome};
use crate::table::Line;
use dashu_ratio::RBig;

/// A part and its whole where a line crosses both.
struct Pair {
    across: usize,
    part: FigureId,
    whole: FigureId,
}

impl TableCheck {
    /// Claims and findings of all tables.
    pub fn within(&self, cx: &Context, sink: &mut Sink) {
        let views = cx
            .analysis
            .tables
            .iter()
            .flat_map(|t| [View::rows(t), View::columns(t)]);
        for view in views {
            let lines = view.lines();
            for part in (1..lines.len()).filter(|i| lines[*i].memo && self.additive(&lines[*i])) {
                if let Some(whole) = owner(lines, part).filter(|whole| self.additive(&lines[*whole])) {
                    self.compare(cx, view, part, whole, sink);
                }
            }
        }
    }

    fn compare(&self, cx: &Context, view: View, part: usize, whole: usize, sink: &mut Sink) {
        let pair = |across: usize| {
            let (a, b) = (view.figure(part, across)?, view.figure(whole, across)?);
            let pair = Pair {
                across,
                part: a,
                whole: b,
            };
            (self.additive(&view.across()[across]) && comparable(cx.figure(a), cx.figure(b))).then_some(pair)
        };
        let pairs: Vec<Pair> = (0..view.across().len()).filter_map(pair).collect();
        let exceeds = |p: &&Pair| is_above(cx.figure(p.part), cx.figure(p.whole));
        let (fails, all) = (pairs.iter().filter(exceeds).count(), pairs.len());
        // Where a part is above its whole in more than one line, it is no part of it.
        let slip = |p: &Pair| {
            sum::one_slip(cx, p.part, &|instead| !is_above(instead, cx.figure(p.whole)))
                || sum::one_slip(cx, p.whole, &|instead| !is_above(cx.figure(p.part), instead))
        };
        if fails != 1 || all < 2 {
            return;
        }
        for one in pairs.iter().filter(exceeds).filter(|p| slip(p)) {
            self.exceeds(cx, view, [part, whole], one, sink);
        }
    }

    fn exceeds(&self, cx: &Context, view: View, [part, whole]: [usize; 2], one: &Pair, sink: &mut Sink) {
        sink.claim(Claim {
            rule: sink.rule,
            operands: vec![one.part, one.whole],
            outcome: Outcome::Contradicted,
            equation: format!("{} ≤ {}", cx.text(one.part), cx.text(one.whole)),
            link: None,
        });
        let (row, column) = view.place(part, one.across);
        let mut finding = Finding::new(sink.rule, cx.figure(one.part).span)
            .slot("row", row)
            .slot("column", column)
            .slot("stated", cx.text(one.part))
            .slot("whole", view.name(whole))
            .slot("total", cx.text(one.whole))
            .relate(cx.figure(one.whole).span, view.name(whole), "whole");
        let holds_part = |instead: &Figure| !is_above(instead, cx.figure(one.whole));
        sum::repair(cx, &mut finding, one.part, &holds_part);
        sum::repair(cx, &mut finding, one.whole, &|instead| {
            !is_above(cx.figure(one.part), instead)
        });
        sink.tell(finding);
    }
}

/// The line that a 其中 line is a part of.
fn owner(lines: &[Line], part: usize) -> Option<usize> {
    let owner = lines[..part].iter().rposition(|line| !line.memo)?;
    (lines[owner].group == lines[part].group).then_some(owner)
}

/// Whether two values are amounts of one unit, neither below zero.
fn comparable(part: &Figure, whole: &Figure) -> bool {
    let amount = |f: &Figure| {
        f.plain() && matches!(f.form, Form::Amount | Form::Bare) && f.printed().is_some_and(|p| p.mantissa >= 0)
    };
    amount(part) && amount(whole) && part.form == whole.form && part.unit.name == whole.unit.name
}

/// Whether a part is above its whole beyond what rounding does.
fn is_above(part: &Figure, whole: &Figure) -> bool {
    let (Some(part), Some(whole)) = (part.printed(), whole.printed()) else {
        return false;
    };
    let slack = (part.last_place() + whole.last_place()) / RBig::from(2u8);
    part.value() - whole.value() > slack
}
