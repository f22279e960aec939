//! Kind `pattern`: a regular expression over the plain prose.
//!
//! Owns forms of writing that need no figures: punctuation, number forms, residue of drafts. Guards stand in for look-around; a rule may
//! collect all its places into one finding for each document. Patterns over figures are [`crate::pattern`].

use super::checksum::Checksum;
use super::{Check, Compile, Context, Needs, Shown, Sink};
use crate::finding::{Applicability, Edit, Finding, Fix, Severity};
use crate::outline::{Outline, Role};
use crate::pattern::{Plain, Texts};
use crate::search::Groups;
use crate::source::SegmentKind;
use crate::span::Span;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_yaml::Spanned;
use std::collections::BTreeMap;
use std::ops::Range;

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// Regular expressions over the prose.
    #[serde(rename = "match")]
    pub patterns: Texts,
    /// The named group that is the range of the finding; `at` unless it is named here, else the whole match. Several groups (the two
    /// brackets of a pair) are one place each.
    #[serde(default)]
    pub at: Option<Texts>,
    /// What one expression sees at a time.
    #[serde(default, rename = "in")]
    pub scope: Scope,
    /// Whether table cells are looked at.
    #[serde(default = "yes")]
    pub cells: bool,
    /// Strings directly behind the range that silence it.
    #[serde(default)]
    pub not_before: Vec<String>,
    /// Strings directly before the range that silence it.
    #[serde(default)]
    pub not_after: Vec<String>,
    /// A check digit that the range must pass.
    #[serde(default)]
    pub valid: Option<Checksum>,
    /// Expressions that silence the rule.
    #[serde(default)]
    pub unless: UnlessSpec,
    /// What to write instead; `$name` is a group.
    #[serde(default)]
    pub fix: Option<String>,
    /// What to write instead of each text that a range can hold, where no template says it.
    #[serde(default)]
    pub replace: BTreeMap<String, String>,
    /// Whether the fix may be applied without asking.
    #[serde(default = "manual")]
    pub applicability: Applicability,
    /// One finding for each document.
    #[serde(default)]
    pub aggregate: Option<Aggregate>,
}

fn yes() -> bool {
    true
}

fn manual() -> Applicability {
    Applicability::Manual
}

/// What one expression sees at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// A sentence.
    #[default]
    Sentence,
    /// A paragraph.
    Paragraph,
    /// A paragraph that is a heading.
    Heading,
    /// A paragraph of running text.
    Body,
    /// A paragraph of running text that closes a section: a heading, a numbered paragraph or nothing follows it.
    Closing,
}

/// Expressions that silence a rule of this kind.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UnlessSpec {
    /// Looked for between the clause marks 。； and line ends around the match.
    pub clause: Option<Texts>,
    /// Looked for in the whole sentence or paragraph.
    pub sentence: Option<Texts>,
}

/// How places are collected.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Aggregate {
    /// So many places make it as severe as the rule says; fewer are an info.
    #[serde(default)]
    pub warning_from: usize,
}

impl Spec {
    /// The check of these settings.
    pub fn compile(self, cx: &mut Compile) -> Option<Box<dyn Check>> {
        let patterns: Vec<Plain> = self.patterns.0.iter().filter_map(|p| cx.regex(p)).collect();
        let mut all = |texts: &Option<Texts>| -> Vec<Plain> {
            texts.iter().flat_map(|t| &t.0).filter_map(|t| cx.regex(t)).collect()
        };
        let (clause, sentence) = (all(&self.unless.clause), all(&self.unless.sentence));
        self.check_groups(cx, &patterns);
        if !cx.faults.is_empty() {
            return None;
        }
        let at = match &self.at {
            Some(names) => names.0.iter().map(|n| n.value.clone()).collect(),
            None => vec!["at".to_owned()],
        };
        Some(Box::new(PatternCheck {
            patterns,
            at,
            clause,
            sentence,
            spec: self,
        }))
    }

    /// Each name of `at` is a group of a pattern, and each pattern has one of them.
    fn check_groups(&self, cx: &mut Compile, patterns: &[Plain]) {
        // a pattern that is itself faulty has been told
        let Some(names) = self.at.as_ref().filter(|_| !patterns.is_empty()) else {
            return;
        };
        let has = |p: &Plain, name: &str| p.has_group(name);
        let bare = patterns.iter().any(|p| !names.0.iter().any(|name| has(p, &name.value)));
        let lacking =
            |(i, name): &(usize, &Spanned<String>)| (bare && *i == 0) || !patterns.iter().any(|p| has(p, &name.value));
        for (_, name) in names.0.iter().enumerate().filter(lacking) {
            cx.fault(
                name,
                None,
                &format!("a pattern has no group `{}`", name.value),
                Some("name a group with `(?<name>…)`"),
            );
        }
    }
}

/// How many different texts a tally names.
const TALLIED: usize = 6;

struct PatternCheck {
    patterns: Vec<Plain>,
    at: Vec<String>,
    clause: Vec<Plain>,
    sentence: Vec<Plain>,
    spec: Spec,
}

/// One place with what to write there.
struct Hit {
    span: Span,
    fix: Option<String>,
}

impl Check for PatternCheck {
    fn needs(&self) -> Needs {
        // A line feed inside a sentence would hide a literal from its sentence, never from its paragraph; both are looked at by sentence.
        Needs::Prose(self.patterns.iter().map(Plain::literals).collect())
    }

    fn slots(&self) -> Vec<String> {
        ["text", "fix", "count", "tally"].map(str::to_owned).into()
    }

    fn run(&self, cx: &Context, sentences: &[Shown], sink: &mut Sink) {
        let mut hits: Vec<Hit> = Vec::new();
        for (i, pattern) in self.patterns.iter().enumerate() {
            let met = || sentences.iter().filter(|shown| shown.meets(i));
            // Where most sentences would be looked at, the whole document is asked first.
            let half = cx.analysis.outline.sentences.len() / 2;
            let most = sentences.len() > half && met().count() > half;
            let outline = &cx.analysis.outline;
            if !most || pattern.may_match_in(&cx.document.text, &outline.sparse) {
                for unit in self.units(cx, met()) {
                    self.search(cx, pattern, unit, &mut hits);
                }
            }
        }
        hits.sort_by_key(|h| h.span);
        hits.dedup_by(|b, a| a.span.overlaps(b.span) || a.span == b.span);
        match self.spec.aggregate {
            Some(aggregate) => self.collected(cx, hits, aggregate, sink),
            None => hits.into_iter().for_each(|hit| self.single(cx, hit, sink)),
        }
    }
}

impl PatternCheck {
    /// The texts to look at: the sentences, or their paragraphs, each once.
    fn units<'s>(&self, cx: &Context, sentences: impl Iterator<Item = &'s Shown>) -> Vec<Span> {
        let outline = &cx.analysis.outline;
        let wanted = |index: usize| {
            let role = outline.paragraphs[index].role;
            match self.spec.scope {
                Scope::Heading => matches!(role, Role::Heading(_)),
                Scope::Body => role == Role::Body,
                Scope::Closing => closes(outline, index),
                _ => self.spec.cells || role != Role::Cell,
            }
        };
        let mut out: Vec<Span> = Vec::new();
        for shown in sentences {
            let sentence = outline.sentences[shown.index()];
            let paragraph = &outline.paragraphs[sentence.paragraph as usize];
            let span = if self.spec.scope == Scope::Sentence {
                sentence.span
            } else {
                paragraph.span
            };
            if wanted(sentence.paragraph as usize) && out.last() != Some(&span) {
                out.push(span);
            }
        }
        out
    }

    fn search(&self, cx: &Context, pattern: &Plain, unit: Span, hits: &mut Vec<Hit>) {
        let text = unit.of(&cx.document.text);
        for found in pattern.matches_shown(text) {
            if self.sentence.iter().any(|r| r.is_match(text)) {
                return;
            }
            let named = self.at.iter().filter_map(|name| found.name(name));
            let mut ranges: Vec<Range<usize>> = named.collect();
            if ranges.is_empty() {
                ranges.push(found.whole());
            }
            for range in ranges {
                let held = &text[range.clone()];
                if !self.guarded(text, range.start, range.end) && self.spec.valid.is_none_or(|v| v.holds(held)) {
                    hits.push(Hit {
                        fix: self.fix(&found, held),
                        span: Span::new(range.start, range.end).shift(unit.start as usize),
                    });
                }
            }
        }
    }

    /// What to write for a range: what the template makes of the match, else what stands for its text.
    fn fix(&self, found: &Groups, text: &str) -> Option<String> {
        let template = self.spec.fix.as_ref().map(|f| found.expand(f));
        template.or_else(|| self.spec.replace.get(text).cloned())
    }

    fn guarded(&self, text: &str, start: usize, end: usize) -> bool {
        let clause_start = text[..start].rfind(['。', '；', ';', '\n']).map_or(0, |i| i + 1);
        let clause_end = text[end..]
            .find(['。', '；', ';', '\n'])
            .map_or(text.len(), |i| end + i);
        let clause = text.get(clause_start..clause_end).unwrap_or(text);
        self.spec.not_before.iter().any(|w| text[end..].starts_with(w.as_str()))
            || self.spec.not_after.iter().any(|w| text[..start].ends_with(w.as_str()))
            || self.clause.iter().any(|r| r.is_match(clause))
    }

    fn single(&self, cx: &Context, hit: Hit, sink: &mut Sink) {
        let mut finding = Finding::new(sink.rule, hit.span)
            .slot("text", hit.span.of(&cx.document.text))
            .slot("count", "1")
            .slot("tally", format!("“{}”1处", hit.span.of(&cx.document.text)));
        if let Some(fix) = hit.fix {
            finding = finding.slot("fix", fix.clone()).fix(
                self.spec.applicability,
                vec![Edit {
                    span: hit.span,
                    text: fix,
                }],
            );
        }
        sink.find(finding);
    }

    fn collected(&self, cx: &Context, hits: Vec<Hit>, aggregate: Aggregate, sink: &mut Sink) {
        let Some(first) = hits.first() else { return };
        let mut finding = Finding::new(sink.rule, first.span)
            .slot("text", first.span.of(&cx.document.text))
            .slot("fix", first.fix.clone().unwrap_or_default())
            .slot("count", hits.len().to_string())
            .slot("tally", tally(&hits, &cx.document.text));
        if hits.len() < aggregate.warning_from {
            finding.severity_limit = Some(Severity::Info);
        }
        let edits: Vec<Edit> = hits
            .iter()
            .filter_map(|h| {
                Some(Edit {
                    span: h.span,
                    text: h.fix.clone()?,
                })
            })
            .collect();
        if !edits.is_empty() {
            finding.fixes.push(Fix {
                applicability: self.spec.applicability,
                edits,
            });
        }
        finding.places = hits.iter().map(|h| h.span).collect();
        sink.find(finding);
    }
}

/// Whether a paragraph is running text and the last before a heading, a numbered paragraph or the end.
fn closes(outline: &Outline, index: usize) -> bool {
    let paragraph = &outline.paragraphs[index];
    paragraph.role == Role::Body
        && paragraph.kind == SegmentKind::Paragraph
        && outline
            .paragraphs
            .get(index + 1)
            .is_none_or(|next| matches!(next.role, Role::Heading(_)) || next.mark.is_some())
}

/// How often each text stands among the places, the commonest first: “,”90处、“;”3处.
fn tally(hits: &[Hit], text: &str) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for hit in hits {
        *counts.entry(hit.span.of(text)).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let told = counts.iter().take(TALLIED).map(|(mark, n)| format!("“{mark}”{n}处"));
    let rest = if counts.len() > TALLIED { "等" } else { "" };
    format!("{}{rest}", told.collect::<Vec<_>>().join("、"))
}
