//! Kind `terms`: wordings and what to write instead.
//!
//! Owns one automaton over all wordings of a rule, with guards for the neighbours that make a wording another word.

use super::{Check, Compile, Context, Needs, Shown, Sink};
use crate::finding::{Applicability, Edit, Finding};
use crate::lexicon::words::WordList;
use crate::pattern::{Plain, Texts};
use crate::span::Span;
use schemars::JsonSchema;
use serde::Deserialize;

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// The wordings.
    pub words: Vec<Term>,
    /// Whether the fix may be applied without asking.
    #[serde(default = "manual")]
    pub applicability: Applicability,
    /// Expressions that silence the rule.
    #[serde(default)]
    pub unless: UnlessSpec,
}

fn manual() -> Applicability {
    Applicability::Manual
}

/// One wording.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// What is wrong.
    pub wrong: String,
    /// What to write instead.
    pub right: String,
    /// Not wrong directly before one of these.
    #[serde(default)]
    pub not_before: Vec<String>,
    /// Not wrong directly behind one of these.
    #[serde(default)]
    pub not_after: Vec<String>,
}

/// Expressions over the sentence that silence a rule.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UnlessSpec {
    /// Looked for in the sentence.
    pub sentence: Option<Texts>,
}

impl Spec {
    /// The check of these settings.
    pub fn compile(self, cx: &mut Compile) -> Option<Box<dyn Check>> {
        let unless: Vec<Plain> = self
            .unless
            .sentence
            .iter()
            .flat_map(|t| &t.0)
            .filter_map(|t| cx.regex(t))
            .collect();
        if !cx.faults.is_empty() {
            return None;
        }
        let list = WordList::new(self.words.iter().enumerate().map(|(i, t)| (t.wrong.clone(), i as u32)));
        Some(Box::new(Terms {
            words: self.words,
            list,
            applicability: self.applicability,
            unless,
        }))
    }
}

struct Terms {
    words: Vec<Term>,
    list: WordList,
    applicability: Applicability,
    unless: Vec<Plain>,
}

impl Check for Terms {
    fn needs(&self) -> Needs {
        Needs::any(self.words.iter().map(|t| t.wrong.clone()))
    }

    fn slots(&self) -> Vec<String> {
        ["text", "fix"].map(str::to_owned).into()
    }

    fn run(&self, cx: &Context, sentences: &[Shown], sink: &mut Sink) {
        for shown in sentences {
            let sentence = cx.analysis.outline.sentences[shown.index()].span;
            let text = sentence.of(&cx.document.text);
            for (start, end, i) in self.list.find_iter(text) {
                let term = &self.words[i as usize];
                let guarded = term.not_before.iter().any(|w| text[end..].starts_with(w.as_str()))
                    || term.not_after.iter().any(|w| text[..start].ends_with(w.as_str()))
                    || self.unless.iter().any(|r| r.is_match(text));
                if !guarded {
                    let span = Span::new(start, end).shift(sentence.start as usize);
                    let edit = Edit {
                        span,
                        text: term.right.clone(),
                    };
                    let finding = Finding::new(sink.rule, span)
                        .slot("text", term.wrong.clone())
                        .slot("fix", term.right.clone());
                    sink.find(finding.fix(self.applicability, vec![edit]));
                }
            }
        }
    }
}
