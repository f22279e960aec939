//! Kind `chain`: a growth, and the levels of two years that stand elsewhere in the document.
//!
//! Owns which figures are set against each other: a growth, and the levels of its year and the year before where they stand apart. What other
//! documents say is kind `across`.

use super::restated::place;
use super::sum::{self, Grown};
use super::{Check, Compile, Context, Shown, Sink, growth_class};
use crate::fact::Aspect;
use crate::fact::key::{Key, When};
use crate::figure::FigureId;
use crate::finding::Finding;
use crate::lexicon::entries::Growth;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// Words of indicators that are not compared.
    #[serde(default)]
    pub except: Vec<String>,
}

impl Spec {
    /// The check of these settings, which have nothing that could be faulty.
    pub fn compile(self, _: &mut Compile) -> Option<Box<dyn Check>> {
        Some(Box::new(Chain(self)))
    }
}

struct Chain(Spec);

/// The levels of a document by name, area and time: the first of each.
type Levels<'a> = BTreeMap<(&'a str, &'a str, When), FigureId>;

impl Check for Chain {
    fn slots(&self) -> Vec<String> {
        ["figure", "figure.name", "figure.expected", "other"]
            .map(str::to_owned)
            .to_vec()
    }

    fn run(&self, cx: &Context, _: &[Shown], sink: &mut Sink) {
        let levels = levels(cx);
        for id in (0..cx.analysis.figures.len()).map(|i| FigureId(i as u32)) {
            if let Some(finding) = self.growth(cx, id, &levels, sink) {
                sink.find(finding);
            }
        }
    }
}

impl Chain {
    /// A growth that the levels of its year and the year before do not give.
    fn growth(&self, cx: &Context, id: FigureId, levels: &Levels, sink: &mut Sink) -> Option<Finding> {
        let (key, when) = place(cx, id, &[Aspect::Growth], false)?;
        let when = *when;
        let year = when.year.filter(|_| when.since.is_none() && when.months.is_none())?;
        let of = cx.fact(id).of.map_or("上年", |of| of.of(&cx.document.text));
        let last = ["上年", "去年", "同期"].contains(&of) || of.contains(&(year - 1).to_string());
        if !last || growth_class(cx, id) != Growth::Nominal || self.excepted(key) {
            return None;
        }
        let at = |year: i32| {
            let when = When {
                year: Some(year),
                ..when
            };
            levels.get(&(key.name.as_str(), key.area.as_str(), when)).copied()
        };
        let (now, before) = (at(year)?, at(year - 1)?);
        // What stands in one sentence is a pattern's.
        let sentence = |id: FigureId| cx.analysis.outline.sentence_at(cx.figure(id).span.start);
        if sentence(before) == sentence(id) {
            return None;
        }
        let level = |id: FigureId| (cx.figure(id), cx.figure(id).span.of(&cx.document.text));
        match sum::growth(cx, id, level(now), level(before)) {
            Grown::Fits { verified, equation } => {
                sum::note(
                    sink,
                    &[(id, verified.change), (now, verified.level), (before, verified.level)],
                    &equation,
                );
                None
            }
            Grown::Differs(expected) => {
                let finding = found(cx, id, before, sink).slot("figure.expected", expected);
                Some(finding.relate(cx.figure(now).span, cx.name(now), "now"))
            }
            Grown::Open => None,
        }
    }

    fn excepted(&self, key: &Key) -> bool {
        self.0.except.iter().any(|w| key.name.contains(w.as_str()))
    }
}

fn levels<'a>(cx: &Context<'a>) -> Levels<'a> {
    let mut out = BTreeMap::new();
    for id in (0..cx.analysis.figures.len()).map(|i| FigureId(i as u32)) {
        if let Some((key, when)) = place(cx, id, &[Aspect::Level, Aspect::Count], true) {
            out.entry((key.name.as_str(), key.area.as_str(), *when)).or_insert(id);
        }
    }
    out
}

fn found(cx: &Context, id: FigureId, other: FigureId, sink: &Sink) -> Finding {
    let name = cx.fact(id).indicator.map(|i| i.name(&cx.document.text, cx.lexicon));
    Finding::new(sink.rule, cx.figure(id).span)
        .slot("figure", cx.text(id))
        .slot("figure.name", name.unwrap_or_default())
        .slot("other", cx.text(other))
        .relate(cx.figure(other).span, cx.name(other), "before")
}
