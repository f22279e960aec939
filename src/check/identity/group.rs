//! The figures that stand together in an identity.
//!
//! Owns which figure may fill a slot, and that a set is one only where each indicator has one value.

use super::{ASPECTS, Wanted};
use crate::check::Context;
use crate::check::level::Distance;
use crate::fact::key::{When, has_been, when};
use crate::fact::{Area, Aspect, Extent, Indicator, Price};
use crate::figure::{FigureId, Form, Hedge};
use crate::lexicon::entries::Class;
use crate::span::Span;
use std::collections::BTreeMap;

/// The figure of every slot.
pub(super) type Bound = BTreeMap<String, FigureId>;

/// What the figures of one identity have in common. A level of money without a word about its prices goes with any.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Common {
    area: String,
    when: When,
    has_been: bool,
}

/// The sets of figures of one document: those of one paragraph first, then those of the whole.
pub(super) fn groups(cx: &Context, of: &[Wanted]) -> Vec<(Bound, Distance)> {
    let mut near: BTreeMap<(usize, Common), Vec<(usize, FigureId)>> = BTreeMap::new();
    let mut far: BTreeMap<Common, Vec<(usize, FigureId)>> = BTreeMap::new();
    for id in (0..cx.analysis.figures.len()).map(|i| FigureId(i as u32)) {
        let Some(slot) = slot(cx, of, id) else { continue };
        let Some(paragraph) = cx.analysis.outline.paragraph_at(cx.figure(id).span.start) else {
            continue;
        };
        let common = common(cx, id);
        near.entry((paragraph, common.clone())).or_default().push((slot, id));
        far.entry(common).or_default().push((slot, id));
    }
    let near = near.values().filter_map(|ids| one_each(cx, of, ids));
    let far = far.values().filter_map(|ids| one_each(cx, of, ids));
    near.map(|b| (b, Distance::Paragraph))
        .chain(far.map(|b| (b, Distance::Document)))
        .collect()
}

/// The slot that a figure may fill.
fn slot(cx: &Context, of: &[Wanted], id: FigureId) -> Option<usize> {
    let named = cx.fact(id).indicator.filter(|i| !i.carried)?;
    let narrowed = named.modifier.is_some_and(|m| !named.span.contains(m));
    let one_value = || has_one_value(cx, id, &named);
    let slot = match named.entry {
        Some(entry) if !narrowed => of.iter().position(|wanted| wanted.listed.contains(&entry)),
        _ if of.iter().all(|wanted| wanted.written.is_empty()) => None,
        // A name is put together only where the figure itself may stand in an identity.
        _ => one_value().then(|| written(cx, of, &named))?,
    }?;
    (one_value() && is_of_the_whole(cx, id, &named)).then_some(slot)
}

/// The slot that asks for a name as it is written.
fn written(cx: &Context, of: &[Wanted], named: &Indicator) -> Option<usize> {
    let prose = &cx.document.text;
    // However it is put together, a name ends like what is printed.
    let last = named
        .span
        .of(prose)
        .chars()
        .next_back()
        .filter(|c| ('一'..='鿿').contains(c));
    let alike = |written: &String| last.is_none_or(|last| written.ends_with(last));
    if !of.iter().flat_map(|wanted| &wanted.written).any(alike) {
        return None;
    }
    let name = (named.modifier.is_some()).then(|| named.name(prose, cx.lexicon));
    let name = name.as_deref().unwrap_or(named.span.of(prose));
    of.iter()
        .position(|wanted| wanted.written.iter().any(|written| written == name))
}

/// Whether a figure is one value of its indicator, at prices and of a time that an identity holds for.
fn has_one_value(cx: &Context, id: FigureId, named: &Indicator) -> bool {
    let (figure, fact) = (cx.figure(id), cx.fact(id));
    let one_value = figure.printed().is_some() || figure.form == Form::Ratio;
    let told = one_value && figure.hedge != Hedge::Class && figure.second_hedge.is_none();
    let whole = fact.price != Price::Constant && fact.period.extent != Extent::Cumulative;
    let class = named.entry.map(|e| cx.lexicon.indicators[e as usize].class);
    // 自然增长率 is a rate by its own right, whatever its name ends in.
    let rate = fact.aspect == Aspect::Growth && fact.verb.is_none() && class == Some(Class::Rate);
    told && whole && !fact.base && (rate || ASPECTS.contains(&fact.aspect))
}

/// Whether a figure is no value of a part: 每平方公里…, 3个县财政总收入过10亿元, the value of a noun that it describes.
fn is_of_the_whole(cx: &Context, id: FigureId, named: &Indicator) -> bool {
    let (prose, figure, fact) = (&cx.document.text, cx.figure(id), cx.fact(id));
    let lead = Span {
        start: fact.clause.start.min(named.span.start),
        end: named.span.start,
    };
    let counted = cx.analysis.figures[..id.index()]
        .iter()
        .rev()
        .take_while(|f| f.span.start >= lead.start)
        .any(|f| matches!(f.form, Form::Amount | Form::Bare) && f.span.end <= named.span.start);
    let attribute = prose[figure.span.end as usize..].starts_with('的');
    !counted && !attribute && !lead.of(prose).contains('每')
}

fn common(cx: &Context, id: FigureId) -> Common {
    let fact = cx.fact(id);
    Common {
        area: match fact.area {
            Area::Own => String::new(),
            Area::Named(span) => span.of(&cx.document.text).to_owned(),
        },
        when: when(fact.period),
        has_been: has_been(fact),
    }
}

/// One figure for every slot; none where one is missing or has two values.
fn one_each(cx: &Context, of: &[Wanted], ids: &[(usize, FigureId)]) -> Option<Bound> {
    of.iter()
        .enumerate()
        .map(|(i, wanted)| {
            let mut own = ids.iter().filter(|(slot, _)| *slot == i).map(|(_, id)| *id);
            let first = own.next()?;
            let same = |id: FigureId| {
                let (a, b) = (cx.figure(first), cx.figure(id));
                a.value == b.value && a.unit.name == b.unit.name && a.hedge == b.hedge
            };
            own.all(same).then(|| (wanted.slot.clone(), first))
        })
        .collect()
}
