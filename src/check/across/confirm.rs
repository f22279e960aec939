//! What the report of the year before confirms: a growth, or an amount by which something changed, that follows from the level of the draft
//! and that of the other document.
//!
//! Owns which figures of the two are of one thing by what they are listed as, the cells of tables included. A name is enough here and
//! would not be for a finding: that a sum holds by chance is not likely, that it fails means little.

use super::super::listed;
use super::super::sum::{self, Grown};
use super::super::{Context, Sink, growth_class};
use crate::fact::key::{has_been, when};
use crate::fact::{Area, Aspect, Extent, Price};
use crate::figure::{Figure, FigureId, Hedge};
use crate::lexicon::entries::Growth;
use std::collections::BTreeMap;

/// Notes all that holds between a draft and the others.
pub fn confirm(cx: &Context, sink: &mut Sink) {
    let own = Listed::of(cx);
    for companion in cx.others {
        let theirs = companion.analysis.frame.own;
        let alike = cx.analysis.frame.own.is_none() || theirs.is_none() || cx.analysis.frame.own == theirs;
        let other = Context {
            document: &companion.document,
            analysis: &companion.analysis,
            others: &[],
            ..*cx
        };
        let before = Listed::of(&other);
        for change in own.changes.iter().filter(|c| alike || !c.of.1.is_empty()) {
            own.compare(cx, change, &before, (&other, companion.name()), sink);
        }
    }
}

/// What is listed of an area, and the year.
type Name = (String, String, i32);

/// The figures of a document that are one year's, by what they are listed as.
struct Listed {
    levels: BTreeMap<Name, Vec<FigureId>>,
    changes: Vec<Change>,
}

/// A growth, or an amount by which something changed.
struct Change {
    id: FigureId,
    aspect: Aspect,
    of: Name,
}

impl Listed {
    fn of(cx: &Context) -> Self {
        let mut cells = listed::names(cx);
        let (mut levels, mut changes) = (BTreeMap::<Name, Vec<FigureId>>::new(), Vec::new());
        for id in (0..cx.analysis.figures.len()).map(|i| FigureId(i as u32)) {
            let fact = cx.fact(id);
            let cell = cells.remove(&id);
            let aspect = cell.as_ref().and_then(|c| c.aspect).unwrap_or(fact.aspect);
            let time = when(cell.as_ref().and_then(|c| c.period).unwrap_or(fact.period));
            let yearly = time.since.is_none() && time.months.is_none() && fact.period.extent != Extent::Cumulative;
            let name = cell.map(|c| c.indicator);
            let name = name.or_else(|| Some(fact.indicator?.name(&cx.document.text, cx.lexicon)));
            let (Some(name), Some(year), true, true) = (name, time.year, yearly, plain(cx.figure(id))) else {
                continue;
            };
            let area = match fact.area {
                Area::Own => String::new(),
                Area::Named(span) => span.of(&cx.document.text).to_owned(),
            };
            let of = (name, area, year);
            match aspect {
                _ if !has_been(fact) => {}
                Aspect::Level | Aspect::Count | Aspect::Rate => levels.entry(of).or_default().push(id),
                Aspect::Growth | Aspect::Change | Aspect::Points if of_last_year(cx, id, year) => {
                    changes.push(Change { id, aspect, of });
                }
                _ => {}
            }
        }
        Self { levels, changes }
    }

    /// Notes that two levels give a change; of several that are listed alike the first that do.
    fn compare(&self, cx: &Context, change: &Change, before: &Self, (other, file): (&Context, &str), sink: &mut Sink) {
        let (name, area, year) = &change.of;
        let theirs = before.levels.get(&(name.clone(), area.clone(), year - 1));
        let own = self.levels.get(&change.of);
        let pairs = own
            .into_iter()
            .flatten()
            .flat_map(|now| theirs.into_iter().flatten().map(move |before| (*now, *before)));
        let grown =
            pairs.filter(|(now, before)| cx.figure(*now).unit.dimension == other.figure(*before).unit.dimension);
        let fits = grown.filter_map(|(now, before)| {
            let own = cx.text(now);
            let theirs = format!("{}（{file}）", other.text(before));
            let (now_level, before_level) = ((cx.figure(now), own.as_str()), (other.figure(before), theirs.as_str()));
            let grown = match change.aspect {
                Aspect::Growth => sum::growth(cx, change.id, now_level, before_level),
                _ => sum::change(cx, change.id, now_level, before_level),
            };
            match grown {
                Grown::Fits { verified, equation } => Some((now, verified, equation)),
                _ => None,
            }
        });
        let fits: Vec<_> = fits.collect();
        let best = fits
            .iter()
            .max_by_key(|(now, verified, _)| (verified.change, verified.level, std::cmp::Reverse(*now)));
        let Some((now, verified, equation)) = best else { return };
        sum::note(sink, &[(change.id, verified.change), (*now, verified.level)], equation);
    }
}

/// Whether a change is one from the year before, at the prices of the levels.
fn of_last_year(cx: &Context, id: FigureId, year: i32) -> bool {
    let fact = cx.fact(id);
    let of = fact.of.map_or("上年", |of| of.of(&cx.document.text));
    let last = ["上年", "去年", "同期"].iter().any(|word| of.starts_with(word)) || of.contains(&(year - 1).to_string());
    last && fact.price != Price::Constant && (fact.aspect != Aspect::Growth || growth_class(cx, id) != Growth::Real)
}

/// Whether a figure stands as it is printed, with a unit.
fn plain(figure: &Figure) -> bool {
    let hedged = figure.hedge != Hedge::None || figure.second_hedge.is_some();
    !hedged && figure.printed().is_some() && !matches!(figure.unit.dimension.as_str(), "" | "time")
}
