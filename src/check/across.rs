//! Kind `across`: a draft against other documents of the same area.
//!
//! Owns which figures of two documents are set against each other: one indicator of one year, a growth and the level of the year before,
//! the goal of last year and the result of this. Final accounts and revised bases differ without anybody being wrong, so a growth is a
//! note and a restated value a warning at most.

mod confirm;

use super::companion::Companion;
use super::restated::{place, restates};
use super::sum::{self, Grown};
use super::{Check, Compile, Context, Shown, Sink, growth_class};
use crate::fact::key::{Key, When, has_been};
use crate::fact::{Aspect, Basis};
use crate::figure::interval::End;
use crate::figure::reading::Reading;
use crate::figure::{Figure, FigureId, Form, Hedge, Interval};
use crate::finding::{Finding, Related};
use crate::lexicon::entries::Growth;
use dashu_ratio::RBig;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// What is compared.
    pub compare: Compare,
    /// Words of indicators that are better the less they grow: their goals are upper bounds, whatever they are printed as.
    #[serde(default)]
    pub less: Vec<String>,
}

/// What is compared with another document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Compare {
    /// One indicator of one year: both give one value.
    Restated,
    /// A growth, and what the level of the year before in the other document gives for it.
    Growth,
    /// A result, and the goal that the other document set for it.
    Goal,
}

impl Spec {
    /// The check of these settings.
    pub fn compile(self, _: &mut Compile) -> Option<Box<dyn Check>> {
        Some(Box::new(Across {
            compare: self.compare,
            less: self.less,
        }))
    }
}

/// Fifths: by how much two values of one thing differ at most.
const FAR: u8 = 5;

/// The levels of a draft by name, area and time.
type Levels = BTreeMap<(String, String, When), (Key, FigureId)>;

struct Across {
    compare: Compare,
    less: Vec<String>,
}

/// A figure of another document.
struct Other<'a> {
    companion: &'a Companion,
    /// Its place among the companions.
    index: u32,
    id: FigureId,
}

impl Other<'_> {
    fn figure(&self) -> &Figure {
        &self.companion.analysis.figures[self.id.index()]
    }

    fn text(&self) -> String {
        self.figure().span.of(&self.companion.document.text).to_owned()
    }
}

impl Check for Across {
    fn slots(&self) -> Vec<String> {
        ["figure", "figure.name", "figure.expected", "other", "file"]
            .map(str::to_owned)
            .to_vec()
    }

    fn run(&self, cx: &Context, _: &[Shown], sink: &mut Sink) {
        if cx.others.is_empty() {
            return;
        }
        if self.compare == Compare::Growth {
            confirm::confirm(cx, sink);
        }
        let levels = self.levels(cx);
        let mut told: Vec<(Key, When)> = Vec::new();
        for id in (0..cx.analysis.figures.len()).map(|i| FigureId(i as u32)) {
            let Some((key, when)) = self.looked_up(cx, id) else {
                continue;
            };
            // One indicator is compared once, where it is said first.
            if told.contains(&(key.clone(), when)) {
                continue;
            }
            let finding = match self.compare {
                Compare::Restated => self.restated(cx, id, &key, when, sink),
                Compare::Growth => growth(cx, id, &key, when, &levels, sink),
                Compare::Goal => self.goal(cx, id, &key, when, sink),
            };
            if let Some(finding) = finding {
                told.push((key, when));
                sink.find(finding);
            }
        }
    }
}

impl Across {
    /// The key and year under which a figure is looked up elsewhere; none when it is not.
    fn looked_up(&self, cx: &Context, id: FigureId) -> Option<(Key, When)> {
        let aspects: &[Aspect] = match self.compare {
            Compare::Restated => &[Aspect::Level, Aspect::Rate],
            Compare::Growth => &[Aspect::Growth],
            Compare::Goal => &[Aspect::Level, Aspect::Rate, Aspect::Growth],
        };
        let bases = self.compare == Compare::Restated;
        place(cx, id, aspects, bases)
            .filter(|(_, when)| when.year.is_some())
            .cloned()
    }

    /// The levels of the draft by what they measure, for the growth of which one is needed.
    fn levels(&self, cx: &Context) -> Levels {
        let mut out = BTreeMap::new();
        if self.compare == Compare::Growth {
            for id in (0..cx.analysis.figures.len()).map(|i| FigureId(i as u32)) {
                if let Some((key, when)) = place(cx, id, &[Aspect::Level], false).cloned() {
                    let names = (key.name.clone(), key.area.clone(), when);
                    out.entry(names).or_insert((key, id));
                }
            }
        }
        out
    }

    /// Another value of one indicator of one year.
    fn restated(&self, cx: &Context, id: FigureId, key: &Key, when: When, sink: &Sink) -> Option<Finding> {
        let figure = cx.figure(id);
        let other = others(cx, key, when)
            .filter(|o| o.figure().plain() && has_been(&o.companion.analysis.facts[o.id.index()]))
            .find(|o| !restates(figure, o.figure()))?;
        let expected = other.text();
        Some(found(cx, id, &other, expected, sink))
    }

    /// A result that misses the goal that was set for it.
    fn goal(&self, cx: &Context, id: FigureId, key: &Key, when: When, sink: &Sink) -> Option<Finding> {
        if self.less.iter().any(|w| key.name.contains(w.as_str())) && cx.fact(id).aspect != Aspect::Rate {
            return None;
        }
        let result = cx.figure(id).interval(Reading::Strict)?;
        let other = others(cx, key, when).find(|o| {
            let fact = &o.companion.analysis.facts[o.id.index()];
            let near = within_reach(cx.figure(id), o.figure());
            fact.basis == Basis::Goal && near && wanted(o).is_some_and(|goal| !goal.meets(&result))
        })?;
        let expected = other.text();
        let mut finding = found(cx, id, &other, expected, sink);
        if cx.fact(id).aspect == Aspect::Growth {
            finding
                .slots
                .entry("figure.name".to_owned())
                .or_default()
                .push_str("增速");
        }
        Some(finding)
    }
}

/// A growth that does not follow from the level of the draft and that of the year before in another document.
fn growth(cx: &Context, id: FigureId, key: &Key, when: When, levels: &Levels, sink: &Sink) -> Option<Finding> {
    if growth_class(cx, id) == Growth::Real || when.since.is_some() || when.months.is_some() {
        return None;
    }
    let (level, now) = levels.get(&(key.name.clone(), key.area.clone(), when))?;
    let before = When {
        year: when.year.map(|y| y - 1),
        ..when
    };
    let other = others(cx, level, before)
        .find(|o| o.figure().plain() && has_been(&o.companion.analysis.facts[o.id.index()]))?;
    let level = cx.figure(*now);
    let (own, theirs) = (level.span.of(&cx.document.text), other.text());
    let Grown::Differs(expected) = sum::growth(cx, id, (level, own), (other.figure(), &theirs)) else {
        return None;
    };
    let finding = found(cx, id, &other, expected, sink);
    Some(finding.relate(level.span, cx.name(*now), "now"))
}

/// Whether a goal is of the size of a result: one for five years is larger by far.
fn within_reach(result: &Figure, goal: &Figure) -> bool {
    let amount = result.form == Form::Amount;
    match (result.printed(), goal.printed()) {
        (Some(result), Some(goal)) if amount => goal.value() * RBig::from(FAR) < result.value() * RBig::from(FAR + 3),
        _ => true,
    }
}

/// The values with which a goal is reached: a bound as it stands, a plain value and more, what is 控制在 a value and less.
fn wanted(goal: &Other) -> Option<Interval> {
    let figure = goal.figure();
    let strict = figure.interval(Reading::Strict)?;
    let before = &goal.companion.document.text[..figure.number.start as usize];
    if before.ends_with("控制在") {
        return Some(Interval {
            low: End::Open,
            ..strict
        });
    }
    Some(match figure.hedge {
        Hedge::AtMost | Hedge::Less => strict,
        _ => Interval {
            high: End::Open,
            ..strict
        },
    })
}

/// The figures of one key in the other documents of the same area.
fn others<'a>(cx: &'a Context, key: &'a Key, when: When) -> impl Iterator<Item = Other<'a>> {
    let own = cx.analysis.frame.own;
    cx.others.iter().enumerate().flat_map(move |(index, companion)| {
        let theirs = companion.analysis.frame.own;
        let alike = !key.area.is_empty() || own.is_none() || theirs.is_none() || own == theirs;
        let ids = if alike { companion.figures(key, when) } else { &[] };
        ids.iter().map(move |id| Other {
            companion,
            index: index as u32,
            id: *id,
        })
    })
}

fn found(cx: &Context, id: FigureId, other: &Other, expected: String, sink: &Sink) -> Finding {
    let name = cx.fact(id).indicator.map(|i| i.name(&cx.document.text, cx.lexicon));
    let label = name.clone().unwrap_or_default();
    let mut finding = Finding::new(sink.rule, cx.figure(id).span)
        .slot("figure", cx.text(id))
        .slot("figure.name", name.unwrap_or_default())
        .slot("figure.expected", expected)
        .slot("other", other.text())
        .slot("file", other.companion.name());
    finding.related.push(Related {
        span: other.figure().span,
        label,
        role: "other".to_owned(),
        other: Some(other.index),
    });
    finding
}
