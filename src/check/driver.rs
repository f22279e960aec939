//! The loop that runs rules over one document.
//!
//! Owns which rule looks at which sentence: the literals that rules need ([`Needs`]) stand in two gates, one over the prose and one
//! over the shape ([`super::gate`]). A check that panics is reported ([`Crash`]) and does not keep the other rules from running.

use super::companion::Companion;
use super::gate::{Builder, Gate};
use super::{Checked, Context, Crash, Needs, Rule, RuleSet, Shown, Sink, year};
use crate::analysis::{Analysis, analyze_with};
use crate::fact::frame::Known;
use crate::finding::RuleId;
use crate::lexicon::Lexicon;
use crate::pattern::Required;
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
#[derive(Clone, Debug, PartialEq, Eq)]
enum Looks {
    Everywhere,
    /// For these alternatives of its needs everywhere, for the others where they are met.
    EverywhereFor(Vec<usize>),
    WhereFound,
}

impl<'a> Driver<'a> {
    /// Prepares the rules that `runs` accepts.
    pub fn new(rules: &'a RuleSet, lexicon: &'a Lexicon, runs: impl Fn(&Rule) -> bool) -> Self {
        let (mut prose, mut shape) = (Builder::default(), Builder::default());
        let mut running = Vec::new();
        for (i, rule) in rules.rules.iter().enumerate().filter(|(_, rule)| runs(rule)) {
            let enter = |gate: &mut Builder, needs: Vec<Required>| match needs.len() {
                0 => Looks::Everywhere,
                _ => Some(gate.enter(i as u32, needs))
                    .filter(|free| !free.is_empty())
                    .map_or(Looks::WhereFound, Looks::EverywhereFor),
            };
            let looks = match rule.check.needs() {
                Needs::All => Looks::Everywhere,
                Needs::Prose(needs) => enter(&mut prose, needs),
                Needs::Shape(needs) => enter(&mut shape, needs),
            };
            running.push((RuleId(i as u32), looks));
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
        self.check_beside(document, known, &[])
    }

    /// The same of a document beside others.
    pub fn check_beside(&self, document: &Document, known: &Known, others: &[&Companion]) -> (Analysis, Checked) {
        match catch_unwind(AssertUnwindSafe(|| analyze_with(document, self.lexicon, known))) {
            Ok(analysis) => {
                let checked = self.run(document, &analysis, others);
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
        let every: Vec<Shown> = (0..analysis.outline.sentences.len() as u32).map(Shown::whole).collect();
        let year = year::of_document(document, analysis);
        for (id, looks) in &self.running {
            if !year::holds(&self.rules.rules[id.0 as usize], year) {
                continue;
            }
            let met = &found[id.0 as usize];
            match looks {
                Looks::Everywhere => self.run_rule(*id, &cx, &every, &mut checked),
                Looks::EverywhereFor(free) => self.run_rule(*id, &cx, &merged(every.len(), free, met), &mut checked),
                Looks::WhereFound if met.is_empty() => {}
                Looks::WhereFound => self.run_rule(*id, &cx, met, &mut checked),
            }
        }
        checked
    }

    /// Runs one rule; what it said before it panicked is dropped.
    fn run_rule(&self, id: RuleId, cx: &Context, sentences: &[Shown], checked: &mut Checked) {
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
    fn sentences(&self, cx: &Context) -> Vec<Vec<Shown>> {
        let mut found: Vec<Vec<Shown>> = self.rules.rules.iter().map(|_| Vec::new()).collect();
        let prose = (0..).zip(cx.analysis.outline.sentences.iter().map(|s| s.span.range()));
        self.prose.gather(&cx.document.text, prose, &mut found);
        let shape = &cx.analysis.shape;
        let sentences = shape
            .sentences
            .iter()
            .zip(0..)
            .map(|(r, i)| (i, r.start as usize..r.end as usize));
        // What is looked for in the shape holds a figure.
        let counting = sentences.filter(|(i, _)| !shape.figures_of(*i as usize).is_empty());
        self.shape.gather(&shape.text, counting, &mut found);
        found
    }
}

/// All sentences, each with the alternatives that need nothing and those that it meets.
fn merged(sentences: usize, free: &[usize], met: &[Shown]) -> Vec<Shown> {
    let none = Shown::meeting_all(0, free);
    let mut all: Vec<Shown> = (0..sentences as u32).map(|sentence| none.at(sentence)).collect();
    for shown in met {
        all[shown.index()] = shown.or(none);
    }
    all
}

/// What a panic said.
pub fn words_of(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "panic".to_owned())
}
