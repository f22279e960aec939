//! What became of a figure, and of one that no rule may compare, why not.
//!
//! Owns the reasons. A figure that was compared and neither verified nor contradicted (a hedge, a near miss, a whole that the document
//! does not tell) is *unverified*; one that has nothing to be compared with, or must not be, is *not checkable*.

use super::quantity;
use crate::check::{Context, growth_class};
use crate::fact::{Area, Aspect, Basis, Extent, Fact, Indicator, Period, Price};
use crate::figure::interval::End;
use crate::figure::reading::Reading;
use crate::figure::{Figure, FigureId, Hedge};
use crate::finding::{Claim, Outcome};
use crate::lexicon::entries::Growth;
use crate::settle::count::{Standing, standings};
use crate::span::Span;
use std::collections::BTreeMap;

/// What became of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// In an equation that holds and could have failed.
    Verified,
    /// In an equation that cannot hold.
    Contradicted,
    /// Comparable, but nothing settles it.
    Unverified,
    /// Not to be compared with anything here.
    NotCheckable(Reason),
}

/// Why a figure cannot be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It is a goal or a plan, and no result is compared with it.
    Goal,
    /// A growth at constant prices, which current levels do not give.
    RealGrowth,
    /// Nothing else in the document measures the same.
    NoPartner,
    /// It only says at least, at most, or names a class.
    BoundOnly,
    /// What measures the same does so over another time.
    OtherSpan,
}

impl Reason {
    /// All of them, in the order in which they are counted.
    pub const ALL: [Self; 5] = [
        Self::Goal,
        Self::RealGrowth,
        Self::NoPartner,
        Self::BoundOnly,
        Self::OtherSpan,
    ];
}

/// The status of every figure, dates and years included.
pub fn all(cx: &Context, claims: &[Claim]) -> Vec<Status> {
    let standings = standings(&cx.analysis.figures, claims);
    let claimed = claimed(cx.analysis.figures.len(), claims);
    let partners = Partners::new(cx);
    let status = |(i, standing): (usize, &Standing)| match standing {
        Standing::Verified => Status::Verified,
        Standing::Contradicted => Status::Contradicted,
        Standing::Unverified => {
            let id = FigureId(i as u32);
            let reason = forbidden(cx, id).filter(|_| claimed[i] < Claimed::Compared);
            let alone = || partners.missing(cx, id).filter(|_| claimed[i] == Claimed::No);
            reason.or_else(alone).map_or(Status::Unverified, Status::NotCheckable)
        }
    };
    standings.iter().enumerate().map(status).collect()
}

/// Whether a rule looked at a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Claimed {
    No,
    Looked,
    Compared,
}

fn claimed(figures: usize, claims: &[Claim]) -> Vec<Claimed> {
    let mut out = vec![Claimed::No; figures];
    for claim in claims {
        let least = match claim.outcome {
            Outcome::Unknown => Claimed::Looked,
            _ => Claimed::Compared,
        };
        for operand in &claim.operands {
            if let Some(known) = out.get_mut(operand.index()) {
                *known = (*known).max(least);
            }
        }
    }
    out
}

/// What forbids or defeats every comparison of a figure, wherever it stands.
fn forbidden(cx: &Context, id: FigureId) -> Option<Reason> {
    let (figure, fact) = (cx.figure(id), cx.fact(id));
    let growth = matches!(fact.aspect, Aspect::Growth | Aspect::AverageGrowth);
    if matches!(fact.basis, Basis::Goal | Basis::Plan) {
        Some(Reason::Goal)
    } else if bound(figure) {
        Some(Reason::BoundOnly)
    } else if growth && (fact.price == Price::Constant || growth_class(cx, id) == Growth::Real) {
        Some(Reason::RealGrowth)
    } else {
        None
    }
}

/// Whether a figure has no end on one side.
fn bound(figure: &Figure) -> bool {
    figure.hedge == Hedge::Class
        || figure
            .interval(Reading::Strict)
            .is_some_and(|i| i.low == End::Open || i.high == End::Open)
}

/// What is measured where: the listed indicator or else its words, with what stands elsewhere, and the area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a> {
    entry: Option<u32>,
    words: &'a str,
    modifier: &'a str,
    area: &'a str,
}

/// The length of a time, which must agree before figures are compared; which year it is must not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Length {
    cumulative: bool,
    months: Option<(u8, u8)>,
    years: i32,
}

/// How many quantities measure something.
#[derive(Debug, Default)]
struct Group {
    /// All of them.
    all: usize,
    /// Those that do not say over which time.
    unknown: usize,
    lengths: BTreeMap<Length, usize>,
}

/// The quantities of a document by what they measure.
struct Partners<'a> {
    groups: BTreeMap<Key<'a>, Group>,
}

impl<'a> Partners<'a> {
    fn new(cx: &Context<'a>) -> Self {
        let mut groups: BTreeMap<Key, Group> = BTreeMap::new();
        for (figure, fact) in cx.analysis.figures.iter().zip(&cx.analysis.facts) {
            // The 5亿元 of 5亿元以上项目 measures nothing.
            if !quantity(figure) || figure.hedge == Hedge::Class {
                continue;
            }
            if let Some(own) = own(cx, fact) {
                let group = groups.entry(own).or_default();
                group.all += 1;
                match length(&fact.period) {
                    None => group.unknown += 1,
                    Some(length) => *group.lengths.entry(length).or_default() += 1,
                }
            }
            if let Some(whole) = whole(cx, fact) {
                let group = groups.entry(whole).or_default();
                group.all += 1;
                group.unknown += 1;
            }
        }
        Self { groups }
    }

    /// The quantities that measure something, when there are more than `itself`.
    fn others(&self, key: Option<Key<'a>>, itself: usize) -> Option<&Group> {
        self.groups.get(&key?).filter(|group| group.all > itself)
    }

    /// Why there is nothing to compare a figure with, if there is nothing.
    fn missing(&self, cx: &Context<'a>, id: FigureId) -> Option<Reason> {
        let fact = cx.fact(id);
        let (own, whole) = (own(cx, fact), whole(cx, fact));
        // Of a share both sides count, itself once in each.
        let itself = if own == whole { 2 } else { 1 };
        if self.others(whole, itself).is_some() {
            return None;
        }
        let Some(group) = self.others(own, itself) else {
            return Some(Reason::NoPartner);
        };
        let length = length(&fact.period)?;
        let same = group.lengths.get(&length).copied().unwrap_or_default();
        (same + group.unknown <= itself).then_some(Reason::OtherSpan)
    }
}

fn own<'a>(cx: &Context<'a>, fact: &Fact) -> Option<Key<'a>> {
    let prose = cx.document.text.as_str();
    let Indicator {
        span, modifier, entry, ..
    } = fact.indicator?;
    Some(Key {
        entry,
        words: if entry.is_some() { "" } else { span.of(prose) },
        modifier: modifier.map_or("", |m| m.of(prose)),
        area: area(cx, fact),
    })
}

/// The whole of a share as something measured.
fn whole<'a>(cx: &Context<'a>, fact: &Fact) -> Option<Key<'a>> {
    let whole: Span = fact.of.filter(|_| fact.aspect == Aspect::Share)?;
    let words = whole.of(&cx.document.text);
    let entry = cx.lexicon.indicator_named(words);
    Some(Key {
        entry,
        words: if entry.is_some() { "" } else { words },
        modifier: "",
        area: area(cx, fact),
    })
}

fn area<'a>(cx: &Context<'a>, fact: &Fact) -> &'a str {
    match fact.area {
        Area::Own => "",
        Area::Named(span) => span.of(&cx.document.text),
    }
}

/// None when nobody says.
fn length(period: &Period) -> Option<Length> {
    let years = match (period.from, period.to) {
        (Some(from), Some(to)) => to - from,
        _ => 0,
    };
    let cumulative = period.extent == Extent::Cumulative;
    // A moment is the end of a year or of months: what is counted there is a stock, which has no length.
    let told = cumulative || (period.extent == Extent::Year && (period.from.is_some() || period.months.is_some()));
    told.then_some(Length {
        cumulative,
        months: period.months.filter(|m| *m != (1, 12)),
        years,
    })
}
