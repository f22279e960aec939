//! Kind `pattern`: a regular expression over the plain prose.
//!
//! Owns forms of writing that need no figures: punctuation, number forms, residue of drafts. Guards stand in for look-around; a rule may
//! collect all its places into one finding for each document. Patterns over figures are [`crate::pattern`].

use super::checksum::Checksum;
use super::{Check, Compile, Context, Needs, Sink};
use crate::finding::{Applicability, Edit, Finding, Fix, Severity};
use crate::outline::Role;
use crate::pattern::{Texts, literal};
use crate::span::Span;
use regex::{Captures, Regex};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_yaml::Spanned;

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// Regular expressions over the prose.
    #[serde(rename = "match")]
    pub patterns: Texts,
    /// The named group that is the range of the finding; `at` unless it is named here, else the whole match.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub at: Option<Spanned<String>>,
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
        let patterns: Vec<Regex> = self.patterns.0.iter().filter_map(|p| cx.regex(p)).collect();
        let mut all = |texts: &Option<Texts>| -> Vec<Regex> {
            texts.iter().flat_map(|t| &t.0).filter_map(|t| cx.regex(t)).collect()
        };
        let (clause, sentence) = (all(&self.unless.clause), all(&self.unless.sentence));
        let named = |p: &Regex, name: &str| p.capture_names().flatten().any(|n| n == name);
        if let Some(at) = self
            .at
            .as_ref()
            .filter(|at| !patterns.iter().all(|p| named(p, &at.value)))
        {
            cx.fault(
                at,
                None,
                &format!("a pattern has no group `{}`", at.value),
                Some("name a group with `(?<name>…)`"),
            );
        }
        if !cx.faults.is_empty() {
            return None;
        }
        let at = self.at.as_ref().map_or_else(|| "at".to_owned(), |a| a.value.clone());
        Some(Box::new(PatternCheck {
            patterns,
            at,
            clause,
            sentence,
            spec: self,
        }))
    }
}

struct PatternCheck {
    patterns: Vec<Regex>,
    at: String,
    clause: Vec<Regex>,
    sentence: Vec<Regex>,
    spec: Spec,
}

/// One place with what to write there.
struct Hit {
    span: Span,
    fix: Option<String>,
}

impl Check for PatternCheck {
    fn needs(&self) -> Needs {
        let parse = |r: &Regex| {
            let hir = regex_syntax::Parser::new().parse(r.as_str()).ok();
            hir.map(|h| literal::required(&h)).unwrap_or_default()
        };
        // A line feed inside a sentence would hide a literal from its sentence, never from its paragraph; both are looked at by sentence.
        Needs::Prose(self.patterns.iter().map(parse).collect())
    }

    fn slots(&self) -> Vec<String> {
        ["text", "fix", "count"].map(str::to_owned).into()
    }

    fn run(&self, cx: &Context, sentences: &[u32], sink: &mut Sink) {
        let mut hits: Vec<Hit> = Vec::new();
        for unit in self.units(cx, sentences) {
            self.search(cx, unit, &mut hits);
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
    fn units(&self, cx: &Context, sentences: &[u32]) -> Vec<Span> {
        let outline = &cx.analysis.outline;
        let wanted = |role: Role| match self.spec.scope {
            Scope::Heading => matches!(role, Role::Heading(_)),
            Scope::Body => role == Role::Body,
            _ => self.spec.cells || role != Role::Cell,
        };
        let mut out: Vec<Span> = Vec::new();
        for &index in sentences {
            let sentence = outline.sentences[index as usize];
            let paragraph = &outline.paragraphs[sentence.paragraph as usize];
            let span = if self.spec.scope == Scope::Sentence {
                sentence.span
            } else {
                paragraph.span
            };
            if wanted(paragraph.role) && out.last() != Some(&span) {
                out.push(span);
            }
        }
        out
    }

    fn search(&self, cx: &Context, unit: Span, hits: &mut Vec<Hit>) {
        let text = unit.of(&cx.document.text);
        if self.sentence.iter().any(|r| r.is_match(text)) {
            return;
        }
        for pattern in &self.patterns {
            for found in pattern.captures_iter(text) {
                let Some(range) = found.name(&self.at).or_else(|| found.get(0)) else {
                    continue;
                };
                let (start, end) = (range.start(), range.end());
                if self.guarded(text, start, end) || self.spec.valid.is_some_and(|v| !v.holds(range.as_str())) {
                    continue;
                }
                let fix = self.spec.fix.as_ref().map(|f| expand(&found, f));
                hits.push(Hit {
                    span: Span::new(start, end).shift(unit.start as usize),
                    fix,
                });
            }
        }
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
            .slot("count", "1");
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
            .slot("count", hits.len().to_string());
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

fn expand(found: &Captures, template: &str) -> String {
    let mut out = String::new();
    found.expand(template, &mut out);
    out
}
