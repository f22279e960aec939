//! Kind `quantity`: a condition on one figure and on what it measures.
//!
//! Owns the conditions: bounds on the value, the name and class of the indicator, whether the unit fits it. The pattern says where to
//! look; no sum is done here.

mod conditions;

use super::{Check, Compile, Context, Needs, Shown, Sink};
use crate::figure::FigureId;
use crate::finding::{Applicability, Edit, Finding};
use crate::lexicon::entries::Decimal;
use crate::pattern::{Bound, Pattern, Plain, Texts, Unless, UnlessSpec};
use crate::span::Span;
use conditions::{Conditions, bounded, misfit, same_class};
use dashu_int::IBig;
use dashu_ratio::RBig;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_yaml::Spanned;

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// Patterns over the shape of a sentence.
    #[serde(rename = "match")]
    pub patterns: Texts,
    /// The slot of the figure that is looked at and pointed to.
    #[schemars(with = "String")]
    pub at: Spanned<String>,
    /// What must be true of it; all of these.
    #[serde(default, rename = "where")]
    pub conditions: Conditions,
    /// Patterns that silence the rule.
    #[serde(default)]
    pub unless: UnlessSpec,
    /// What to write instead.
    #[serde(default)]
    pub fix: Option<FixSpec>,
    /// One finding for each document, at the first place.
    #[serde(default)]
    pub aggregate: bool,
}

/// What to write instead of a part of the figure.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FixSpec {
    /// Which part is replaced.
    pub replace: Part,
    /// The new text.
    pub with: String,
    /// Whether it may be applied without asking.
    pub applicability: Applicability,
}

/// A part of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Its unit.
    Unit,
    /// The place behind its number, where the unit is missing.
    AfterNumber,
}

impl Spec {
    /// The check of these settings.
    pub fn compile(self, cx: &mut Compile) -> Option<Box<dyn Check>> {
        let patterns: Vec<Pattern> = self.patterns.0.iter().filter_map(|p| cx.pattern(p)).collect();
        let unless = cx.unless(self.unless);
        let mut regex = |text: &Option<Spanned<String>>| match text {
            None => Some(None),
            Some(text) => cx.regex(text).map(Some),
        };
        let (name, not_name) = (regex(&self.conditions.name), regex(&self.conditions.not_name));
        let not_text = regex(&self.conditions.not_text);
        let not_before = regex(&self.conditions.not_before);
        if patterns.len() != self.patterns.0.len() {
            return None;
        }
        let needed = [Some(&self.at), self.conditions.per.as_ref().map(|per| &per.slot)];
        for (pattern, text) in patterns.iter().zip(&self.patterns.0) {
            let has = |name: &str| pattern.slots().iter().any(|s| s.name == name);
            if let Some(lacking) = needed.into_iter().flatten().find(|slot| !has(&slot.value)) {
                let message = format!("this pattern has no slot `{}`", lacking.value);
                let help = "`at:` and `per:` name slots of every pattern";
                cx.fault(text, None, &message, Some(help));
                return None;
            }
        }
        let at = self.at.value;
        Some(Box::new(Quantity {
            patterns,
            at,
            conditions: self.conditions,
            name: name?,
            not_name: not_name?,
            not_text: not_text?,
            not_before: not_before?,
            aggregate: self.aggregate,
            unless: unless?,
            fix: self.fix,
        }))
    }
}

/// Characters behind a figure that `not_before` sees.
const BEHIND: usize = 12;

struct Quantity {
    patterns: Vec<Pattern>,
    at: String,
    conditions: Conditions,
    name: Option<Plain>,
    not_name: Option<Plain>,
    not_text: Option<Plain>,
    not_before: Option<Plain>,
    aggregate: bool,
    unless: Unless,
    fix: Option<FixSpec>,
}

impl Check for Quantity {
    fn needs(&self) -> Needs {
        Needs::of(&self.patterns)
    }

    fn slots(&self) -> Vec<String> {
        let mut out: Vec<String> = ["unit", "fix", "count", "per"].map(str::to_owned).into();
        for pattern in &self.patterns {
            for slot in pattern.slots() {
                out.extend(["", ".name", ".value"].map(|p| format!("{}{p}", slot.name)));
            }
        }
        out
    }

    fn run(&self, cx: &Context, sentences: &[Shown], sink: &mut Sink) {
        let mut found = self.findings(cx, sentences, sink);
        if self.aggregate && !found.is_empty() {
            let places: Vec<Span> = found.iter().map(|f| f.span).collect();
            found.truncate(1);
            found[0].slots.insert("count".to_owned(), places.len().to_string());
            found[0].places = places;
        }
        found.into_iter().for_each(|finding| sink.find(finding));
    }
}

impl Quantity {
    fn findings(&self, cx: &Context, sentences: &[Shown], sink: &Sink) -> Vec<Finding> {
        let mut out = Vec::new();
        for shown in sentences {
            if !self.may_hold(cx, shown.index()) {
                continue;
            }
            let mut seen: Vec<Span> = Vec::new();
            for (_, pattern) in self.patterns.iter().enumerate().filter(|(i, _)| shown.meets(*i)) {
                for found in pattern.matches(&cx.analysis.shape, shown.index()) {
                    let at = found.slots.iter().find(|(name, _)| *name == self.at);
                    let Some((_, Bound::Figure(id))) = at else { continue };
                    let span = cx.figure(*id).span;
                    if seen.contains(&span)
                        || !self.holds(cx, *id)
                        || self.conditions.per.is_some() && self.quotient(cx, *id, &found.slots).is_none()
                        || self
                            .unless
                            .silences(&cx.analysis.shape, shown.index(), found.shape.clone())
                    {
                        continue;
                    }
                    seen.push(span);
                    out.push(self.finding(cx, *id, &found.slots, sink));
                }
            }
        }
        out
    }

    /// Whether a figure of the sentence meets what is asked of the figure alone; cheaper than matching.
    fn may_hold(&self, cx: &Context, sentence: usize) -> bool {
        let mut figures = cx.analysis.shape.figures_of(sentence).iter();
        figures.any(|(_, id)| self.conditions.admit(cx.figure(*id)))
    }

    fn holds(&self, cx: &Context, id: FigureId) -> bool {
        let (figure, fact, c) = (cx.figure(id), cx.fact(id), &self.conditions);
        let name = cx.name(id);
        let entry = fact
            .indicator
            .and_then(|i| i.entry)
            .map(|e| &cx.lexicon.indicators[e as usize]);
        let compare = |bound: &Option<Decimal>, f: fn(&RBig, &RBig) -> bool| {
            bound.is_none() || figure.printed().is_some_and(|p| bounded(bound, &p.value(), f))
        };
        let is = |wanted: Option<bool>, real: bool| wanted.is_none_or(|w| w == real);
        compare(&c.above, |a, b| a > b)
            && compare(&c.below, |a, b| a < b)
            && compare(&c.equals, |a, b| a == b)
            && c.outside
                .is_none_or(|[least, most]| compare(&Some(least), |a, b| a < b) || compare(&Some(most), |a, b| a > b))
            && c.admit(figure)
            && self.name.as_ref().is_none_or(|r| !name.is_empty() && r.is_match(name))
            && self.not_name.as_ref().is_none_or(|r| !r.is_match(name))
            && self
                .not_text
                .as_ref()
                .is_none_or(|r| !r.is_match(figure.span.of(&cx.document.text)))
            && self.not_before.as_ref().is_none_or(|r| {
                let behind = cx.document.text[figure.span.end as usize..].chars().take(BEHIND);
                !r.is_match(&behind.collect::<String>())
            })
            && c.carried.is_none_or(|w| fact.indicator.is_some_and(|i| i.carried == w))
            && c.class
                .is_none_or(|class| entry.is_some_and(|e| same_class(class, e.class)))
            && c.dimension
                .as_ref()
                .is_none_or(|d| entry.and_then(|e| e.dimension.as_ref()).is_some_and(|x| d.contains(x)))
            && is(c.misfit, misfit(figure, entry))
            && is(c.relative, entry.is_some_and(|e| e.relative_ok))
            && is(c.over_100, entry.is_some_and(|e| e.over_100))
    }

    /// The quotient by the other figure that the rule asks about, when it is out of bounds.
    fn quotient(&self, cx: &Context, id: FigureId, slots: &[(String, Bound)]) -> Option<RBig> {
        let per = self.conditions.per.as_ref()?;
        let by = slots.iter().find_map(|(name, bound)| match bound {
            Bound::Figure(by) if *name == per.slot.value => Some(*by),
            _ => None,
        })?;
        per.quotient(cx.figure(id), cx.figure(by))
    }

    fn finding(&self, cx: &Context, id: FigureId, slots: &[(String, Bound)], sink: &Sink) -> Finding {
        let figure = cx.figure(id);
        let mut finding = Finding::new(sink.rule, figure.span).slot("unit", figure.unit.name.clone());
        for (name, bound) in slots {
            finding = match bound {
                Bound::Figure(f) => {
                    let value = cx.figure(*f).printed().map_or_else(String::new, |p| p.decimal());
                    finding
                        .slot(name, cx.text(*f))
                        .slot(&format!("{name}.name"), cx.name(*f))
                        .slot(&format!("{name}.value"), value)
                }
                Bound::List(ids) => finding.slot(name, ids.iter().map(|f| cx.text(*f)).collect::<Vec<_>>().join("、")),
                Bound::Words(span) => finding.slot(name, span.of(&cx.document.text)),
            };
        }
        if let Some(quotient) = self.quotient(cx, id, slots) {
            finding = finding.slot("per", tenths(&quotient));
        }
        if let Some(indicator) = cx.fact(id).indicator {
            finding = finding.relate(indicator.span, cx.name(id), "indicator");
        }
        // 两个百分点 has no number that % could stand behind.
        let arabic = figure
            .number
            .of(&cx.document.text)
            .contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
        match self.fix.as_ref().filter(|fix| arabic || fix.with != "%") {
            Some(fix) => {
                if fix.replace == Part::AfterNumber {
                    // The place where the unit is missing, so that it is shown.
                    finding = finding.relate(Span::at(figure.number.end as usize), fix.with.clone(), "missing");
                }
                let span = match fix.replace {
                    Part::Unit => figure.unit_span,
                    Part::AfterNumber => Span::at(figure.number.end as usize),
                };
                finding.slot("fix", fix.with.clone()).fix(
                    fix.applicability,
                    vec![Edit {
                        span,
                        text: fix.with.clone(),
                    }],
                )
            }
            None => finding,
        }
    }
}

/// A quotient as a reader wants it: one decimal below a hundred, none above.
fn tenths(quotient: &RBig) -> String {
    let tenths = (quotient.clone() * RBig::from(10u8)).round();
    let (whole, rest) = (&tenths / 10, &tenths % 10);
    if whole >= IBig::from(100) || rest == 0 {
        quotient.round().to_string()
    } else {
        format!("{whole}.{rest}")
    }
}
