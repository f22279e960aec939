//! The loop that runs rules over one document.
//!
//! Owns which rule looks at which sentence: the literals that rules need ([`Needs`]) stand in two gates, one over the prose and one
//! over the shape ([`super::gate`]). A check that panics is reported ([`Crash`]) and does not keep the other rules from running.

use super::companion::Companion;
use super::gate::{Builder, Gate};
use super::{Checked, Context, Crash, Needs, Rule, RuleSet, Sink, year};
use crate::analysis::{Analysis, analyze_with};
use crate::fact::frame::Known;
use crate::finding::RuleId;
use crate::lexicon::Lexicon;
use crate::source::Document;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The rules of a run with the automata that choose their sentences.
pub struct Driver<'a> {
    rules: &'a RuleSet,
    lexicon: &'a Lexicon,
    running: Vec<(RuleId, Looks)>,
    prose: Gate,
    shape: Gate,
}

/// Which sentences a rule is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looks {
    Everywhere,
    WhereFound,
}

impl<'a> Driver<'a> {
    /// Prepares the rules that `runs` accepts.
    pub fn new(rules: &'a RuleSet, lexicon: &'a Lexicon, runs: impl Fn(&Rule) -> bool) -> Self {
        let (mut prose, mut shape) = (Builder::default(), Builder::default());
        let mut running = Vec::new();
        for (i, rule) in rules.rules.iter().enumerate().filter(|(_, rule)| runs(rule)) {
            let gated = match rule.check.needs() {
                Needs::All => false,
                Needs::Prose(needs) => prose.enter(i as u32, needs),
                Needs::Shape(needs) => shape.enter(i as u32, needs),
            };
            running.push((
                RuleId(i as u32),
                if gated { Looks::WhereFound } else { Looks::Everywhere },
            ));
        }
        Self {
            rules,
            lexicon,
            running,
            prose: prose.build(),
            shape: shape.build(),
        }
    }

    /// The vocabulary of the run.
    pub fn lexicon(&self) -> &'a Lexicon {
        self.lexicon
    }

    /// Reads a document and runs every rule over it. Never panics: see [`Checked::crashes`].
    pub fn check(&self, document: &Document, known: &Known) -> (Analysis, Checked) {
        match catch_unwind(AssertUnwindSafe(|| analyze_with(document, self.lexicon, known))) {
            Ok(analysis) => {
                let checked = self.run(document, &analysis, &[]);
                (analysis, checked)
            }
            Err(panic) => {
                let crashes = vec![Crash {
                    rule: None,
                    message: words_of(&*panic),
                }];
                (
                    Analysis::default(),
                    Checked {
                        crashes,
                        ..Checked::default()
                    },
                )
            }
        }
    }

    /// Runs every rule over a document that has been read, beside others.
    pub fn run(&self, document: &Document, analysis: &Analysis, others: &[&Companion]) -> Checked {
        let mut checked = Checked::default();
        let cx = Context {
            document,
            analysis,
            lexicon: self.lexicon,
            others,
        };
        let found = self.sentences(&cx);
        let every: Vec<u32> = (0..analysis.outline.sentences.len() as u32).collect();
        let year = year::of_document(document, analysis);
        for (id, looks) in &self.running {
            if !year::holds(&self.rules.rules[id.0 as usize], year) {
                continue;
            }
            let sentences = match looks {
                Looks::Everywhere => &every,
                Looks::WhereFound if found[id.0 as usize].is_empty() => continue,
                Looks::WhereFound => &found[id.0 as usize],
            };
            self.run_rule(*id, &cx, sentences, &mut checked);
        }
        checked
    }

    /// Runs one rule; what it said before it panicked is dropped.
    fn run_rule(&self, id: RuleId, cx: &Context, sentences: &[u32], checked: &mut Checked) {
        let (claims, findings) = (checked.claims.len(), checked.findings.len());
        let check = &self.rules.rules[id.0 as usize].check;
        let done = catch_unwind(AssertUnwindSafe(|| {
            check.run(cx, sentences, &mut Sink { rule: id, out: checked });
        }));
        if let Err(panic) = done {
            checked.claims.truncate(claims);
            checked.findings.truncate(findings);
            checked.crashes.push(Crash {
                rule: Some(id),
                message: words_of(&*panic),
            });
        }
    }

    /// For each rule the sentences that hold the literals it needs, ascending.
    fn sentences(&self, cx: &Context) -> Vec<Vec<u32>> {
        let mut found = vec![Vec::new(); self.rules.rules.len()];
        let prose = cx.analysis.outline.sentences.iter().map(|s| s.span.range());
        self.prose.gather(&cx.document.text, prose, &mut found);
        let shape = cx
            .analysis
            .shape
            .sentences
            .iter()
            .map(|r| r.start as usize..r.end as usize);
        self.shape.gather(&cx.analysis.shape.text, shape, &mut found);
        found
    }
}

/// What a panic said.
pub fn words_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "panic".to_owned())
}
