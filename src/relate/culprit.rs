//! The likely one of several figures that may be wrong.
//!
//! Owns the order among them: a figure that one slip of the keys mends comes first, then one that is derived (a share, a growth) before
//! the levels it is derived from. Where the first place is shared nobody is named.

use super::network::Slip;
use crate::check::Context;
use crate::check::repair::{Repair, digits_of, plain_digits, repairs, with_number};
use crate::equation::Link;
use crate::figure::{FigureId, Form};
use crate::finding::{Applicability, Edit, Finding, Fix, Suspect};
use crate::span::Span;

/// Candidates shown for one figure.
const MOST: usize = 4;

/// The figures that may be wrong, the likeliest first.
pub struct Suspects<'a> {
    list: Vec<Candidate<'a>>,
}

struct Candidate<'a> {
    id: FigureId,
    links: &'a [&'a Link],
    repairs: Vec<Repair>,
    derived: bool,
}

impl Candidate<'_> {
    /// The smaller, the likelier.
    fn rank(&self) -> (bool, bool) {
        (self.repairs.is_empty(), !self.derived)
    }
}

impl<'a> Suspects<'a> {
    /// The suspects of a slip.
    pub fn of(cx: &Context, slip: &'a Slip<'a>) -> Self {
        let candidates = slip.figures.iter().map(|(id, links)| Candidate {
            id: *id,
            links,
            repairs: mended(cx, *id, links),
            derived: !matches!(cx.figure(*id).form, Form::Amount | Form::Bare | Form::Date | Form::Year),
        });
        let mut list: Vec<Candidate> = candidates.collect();
        list.sort_by_key(|c| (c.rank(), c.id));
        Self { list }
    }

    /// The one that is probably wrong; none when several are as likely.
    pub fn likely(&self) -> Option<FigureId> {
        match self.list.as_slice() {
            [one] => Some(one.id),
            [first, second, ..] if first.rank() < second.rank() => Some(first.id),
            _ => None,
        }
    }

    /// Names the suspect in a finding, and puts what could stand there instead before what could stand elsewhere. A value that lets
    /// only some of the relations hold is not offered.
    pub fn name(&self, cx: &Context, finding: &mut Finding) {
        if self.list.is_empty() {
            return;
        }
        let likely = self.likely();
        finding.suspect = likely.map(|id| Suspect {
            span: cx.figure(id).span,
            reason: self.reason(id).to_owned(),
        });
        finding.fixes.retain(|fix| self.allows(cx, fix));
        for candidate in &self.list {
            let digits = digits_span(cx, candidate.id);
            for repair in candidate.repairs.iter().take(MOST) {
                let fix = Fix {
                    applicability: Applicability::Manual,
                    edits: vec![Edit {
                        span: digits,
                        text: repair.digits.clone(),
                    }],
                };
                if !finding.fixes.contains(&fix) {
                    finding.fixes.push(fix);
                }
            }
        }
        let place = |fix: &Fix| {
            let at = fix.edits.first().map(|e| e.span);
            self.list.iter().position(|c| at == Some(digits_span(cx, c.id)))
        };
        finding.fixes.sort_by_key(|fix| place(fix).unwrap_or(usize::MAX));
    }

    fn reason(&self, id: FigureId) -> &'static str {
        let candidate = self.list.iter().find(|c| c.id == id);
        let slip = candidate.and_then(|c| c.repairs.first());
        slip.map_or("other relations", |r| r.reason)
    }

    /// Whether a candidate value is one that lets every relation hold.
    fn allows(&self, cx: &Context, fix: &Fix) -> bool {
        let [edit] = fix.edits.as_slice() else { return true };
        if fix.applicability != Applicability::Manual {
            return true;
        }
        let Some(candidate) = self.list.iter().find(|c| digits_span(cx, c.id) == edit.span) else {
            return false;
        };
        let written = plain_digits(&edit.text);
        let slips = slips(cx, candidate.id);
        match slips.iter().find(|r| r.digits == written) {
            Some(slip) => lets_hold(cx, candidate.id, slip, candidate.links),
            None => true,
        }
    }
}

/// The numbers one slip away from a printed one with which every relation holds.
fn mended(cx: &Context, id: FigureId, links: &[&Link]) -> Vec<Repair> {
    let mut found = slips(cx, id);
    found.retain(|slip| lets_hold(cx, id, slip, links));
    found
}

fn slips(cx: &Context, id: FigureId) -> Vec<Repair> {
    let figure = cx.figure(id);
    let digits = plain_digits(figure.number.of(&cx.document.text));
    figure
        .printed()
        .map_or_else(Vec::new, |printed| repairs(&digits, printed))
}

fn lets_hold(cx: &Context, id: FigureId, slip: &Repair, links: &[&Link]) -> bool {
    let mended = with_number(cx.figure(id), slip.printed);
    links.iter().all(|link| link.holds_with(id, &mended))
}

fn digits_span(cx: &Context, id: FigureId) -> Span {
    let number = cx.figure(id).number;
    let start = number.start as usize;
    Span::new(start, start + digits_of(number.of(&cx.document.text)).len())
}
