//! Kind `varying`: one indicator told in two ways: in two units, or once as an estimate and once as a result.
//!
//! Owns which ways are two. Whether the values agree belongs to `restated`; only listed indicators are looked at, by the key of
//! [`crate::fact::key`].

use super::{Check, Compile, Context, Shown, Sink};
use crate::fact::key::{Key, When, key, when};
use crate::fact::{Aspect, Basis};
use crate::figure::number::power_of_ten;
use crate::figure::{FigureId, Form};
use crate::finding::Finding;
use dashu_ratio::RBig;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// What varies.
    pub ask: Ask,
    /// Units that are not used side by side: 亩 and 公顷.
    #[serde(default)]
    pub units: Vec<[String; 2]>,
}

/// What varies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ask {
    /// 亿 and 万 for values of a hundred million and more, or two of `units`.
    Unit,
    /// One value of one period as an estimate and as a result.
    Basis,
}

impl Spec {
    /// The check of these settings, which have nothing that could be faulty.
    pub fn compile(self, _: &mut Compile) -> Option<Box<dyn Check>> {
        Some(Box::new(Varying(self)))
    }
}

struct Varying(Spec);

/// Figures of one key that later ones are held against, at most.
const MOST: usize = 4;
/// 亿 as a power of ten: from here on 万 is the other way of writing.
const HUNDRED_MILLION: i32 = 8;

impl Check for Varying {
    fn slots(&self) -> Vec<String> {
        ["figure", "figure.name", "other"].map(str::to_owned).into()
    }

    fn run(&self, cx: &Context, _: &[Shown], sink: &mut Sink) {
        let mut seen: BTreeMap<(Key, Option<When>), Vec<FigureId>> = BTreeMap::new();
        let mut told = BTreeSet::new();
        for id in (0..cx.analysis.figures.len()).map(|i| FigureId(i as u32)) {
            let Some(place) = self.place(cx, id) else { continue };
            let Some(earlier) = seen.get_mut(&place) else {
                seen.insert(place, vec![id]);
                continue;
            };
            match earlier.iter().find(|other| self.differ(cx, **other, id)) {
                Some(other) if told.insert(place) => sink.find(tell(cx, *other, id, sink)),
                None if earlier.len() < MOST => earlier.push(id),
                _ => {}
            }
        }
    }
}

impl Varying {
    /// Under which key a figure is compared; none when it is not.
    fn place(&self, cx: &Context, id: FigureId) -> Option<(Key, Option<When>)> {
        let (figure, fact) = (cx.figure(id), cx.fact(id));
        let listed = fact.indicator.is_some_and(|i| i.entry.is_some() && !i.carried);
        if !listed || fact.aspect != Aspect::Level || figure.form != Form::Amount || figure.printed().is_none() {
            return None;
        }
        let time = when(fact.period);
        if self.0.ask == Ask::Basis && (time.year.is_none() || fact.base) {
            return None;
        }
        let key = key(&cx.document.text, figure, fact, cx.lexicon)?;
        Some((key, (self.0.ask == Ask::Basis).then_some(time)))
    }

    fn differ(&self, cx: &Context, a: FigureId, b: FigureId) -> bool {
        match self.0.ask {
            Ask::Unit => {
                let units = (cx.figure(a).unit.name.as_str(), cx.figure(b).unit.name.as_str());
                let apart = |[x, y]: &[String; 2]| units == (x, y) || units == (y, x);
                self.0.units.iter().any(apart)
                    || units.0 == units.1 && scaled(cx, a) && scaled(cx, b) && in_wan(cx, a) != in_wan(cx, b)
            }
            Ask::Basis => {
                let bases = (cx.fact(a).basis, cx.fact(b).basis);
                // Another value is mostly that of a part or of another span.
                let plain = |id| {
                    cx.figure(id)
                        .plain()
                        .then(|| cx.figure(id).printed().map(|p| p.value()))
                };
                let same = plain(a).is_some() && plain(a) == plain(b);
                same && matches!(
                    bases,
                    (Basis::Estimate, Basis::Result) | (Basis::Result, Basis::Estimate)
                )
            }
        }
    }
}

/// Whether a figure is a hundred million at least and written with 万 or 亿.
fn scaled(cx: &Context, id: FigureId) -> bool {
    let least: RBig = power_of_ten(HUNDRED_MILLION);
    cx.figure(id).printed().is_some_and(|p| p.scaled && p.value() >= least)
}

/// Whether it is written with 万: 32800万, but not 3.28万亿.
fn in_wan(cx: &Context, id: FigureId) -> bool {
    cx.figure(id).number.of(&cx.document.text).ends_with('万')
}

fn tell(cx: &Context, earlier: FigureId, later: FigureId, sink: &Sink) -> Finding {
    let other = cx.figure(earlier).span;
    Finding::new(sink.rule, cx.figure(later).span)
        .slot("figure", cx.text(later))
        .slot("figure.name", cx.name(later))
        .slot("other", cx.text(earlier))
        .relate(other, cx.name(earlier), "other")
}
