//! Running the examples of rules, which are their tests.
//!
//! Owns the outcomes: missing, noisy, wrong place, wrong text, and rules that never fire. Each rule runs alone on each of its examples,
//! through the same reader and driver as a draft.

use super::load::RuleSource;
use crate::analysis::analyze;
use crate::check::driver::Driver;
use crate::check::{Companion, Example, Lang, Rule, RuleSet, fill};
use crate::fact::frame::Known;
use crate::fault::{Fault, Faults, SourceFile};
use crate::finding::{Finding, Severity};
use crate::lexicon::Lexicon;
use crate::source::{Document, ReadOptions, read};
use rayon::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// What came of one example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The rule says what the example wants, there and nowhere else.
    Validated,
    /// Nothing was found in a bad example.
    Missing,
    /// Something was found in a good example: the texts.
    Noisy(Vec<String>),
    /// A bad example was found, but the places are not those of its `[[ ]]`: the texts that were found.
    WrongPlace(Vec<String>),
    /// The message is not the expected one: the message.
    WrongText(String),
    /// The example could not be read, or a check failed on it: why.
    Broken(String),
}

/// One example that was run.
#[derive(Clone, Debug)]
pub struct Tested {
    /// Its rule, as an index into the rule set.
    pub rule: usize,
    /// The example, as an index into the rule's examples.
    pub example: usize,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of all examples, in the order of the rules and of their examples.
#[derive(Clone, Debug, Default)]
pub struct TestReport {
    /// Every example.
    pub tested: Vec<Tested>,
    /// Rules of which no bad example is found at all, as indices into the rule set.
    pub silent: Vec<usize>,
}

/// Runs the examples of the rules that `wanted` accepts.
pub fn test(rules: &RuleSet, lexicon: &Lexicon, wanted: impl Fn(&Rule) -> bool) -> TestReport {
    let chosen: Vec<usize> = (0..rules.rules.len()).filter(|i| wanted(&rules.rules[*i])).collect();
    let runs: Vec<Vec<Tested>> = chosen.par_iter().map(|i| run_all(rules, lexicon, *i)).collect();
    let never = |tested: &&Vec<Tested>| {
        let mut bad = tested
            .iter()
            .filter(|t| rules.rules[t.rule].examples[t.example].bad)
            .peekable();
        bad.peek().is_some() && bad.all(|t| t.outcome == Outcome::Missing)
    };
    TestReport {
        silent: runs.iter().filter(never).map(|tested| tested[0].rule).collect(),
        tested: runs.into_iter().flatten().collect(),
    }
}

fn run_all(rules: &RuleSet, lexicon: &Lexicon, index: usize) -> Vec<Tested> {
    let rule = &rules.rules[index];
    let driver = Driver::new(rules, lexicon, |other| std::ptr::eq(other, rule));
    let examples = rule.examples.iter().enumerate();
    let tested = |(example, spec): (usize, &Example)| Tested {
        rule: index,
        example,
        outcome: run(&driver, rule, spec),
    };
    examples.map(tested).collect()
}

fn run(driver: &Driver, rule: &Rule, example: &Example) -> Outcome {
    let document = match read(name_of(&example.text), example.text.as_bytes(), &ReadOptions::default()) {
        Ok(document) => document,
        Err(error) => return Outcome::Broken(error.to_string()),
    };
    let other = example.against.as_ref().map(|text| companion(driver, text));
    let other = match other.transpose() {
        Ok(other) => other,
        Err(error) => return Outcome::Broken(error),
    };
    let (analysis, mut checked) = driver.check(&document, &Known::default());
    if let Some(other) = &other {
        checked = driver.run(&document, &analysis, &[other]);
    }
    if let Some(crash) = checked.crashes.first() {
        return Outcome::Broken(crash.message.clone());
    }
    judge(&document, rule, example, &checked.findings)
}

/// The other document of an example.
fn companion(driver: &Driver, text: &str) -> Result<Companion, String> {
    let document = read("other.txt", text.as_bytes(), &ReadOptions::default()).map_err(|e| e.to_string())?;
    let analysis = analyze(&document, driver.lexicon());
    Ok(Companion::new(document, analysis, driver.lexicon()))
}

/// Headings and tables make an example Markdown; every other one is plain text.
fn name_of(text: &str) -> &'static str {
    let markdown = |line: &str| line.starts_with("# ") || line.starts_with("##") || line.starts_with('|');
    if text.lines().any(markdown) {
        "example.md"
    } else {
        "example.txt"
    }
}

fn judge(document: &Document, rule: &Rule, example: &Example, findings: &[Finding]) -> Outcome {
    // What a rule only notes (a near miss, too few places) is shown on request only: an example may mark it, a good one may hold it.
    let noted = |f: &&Finding| f.severity_limit == Some(Severity::Info) && rule.severity > Severity::Info;
    let spoken: Vec<&Finding> = findings.iter().filter(|f| !noted(f)).collect();
    let all: Vec<&Finding> = findings.iter().collect();
    let wanted: Vec<Range<usize>> = example.marks.iter().map(|m| m.range()).collect();
    let texts = |found: &[&Finding]| found.iter().map(|f| f.span.of(&document.text).to_owned()).collect();
    let Some(first) = all.first() else {
        return if example.bad {
            Outcome::Missing
        } else {
            Outcome::Validated
        };
    };
    if !example.bad {
        return if spoken.is_empty() {
            Outcome::Validated
        } else {
            Outcome::Noisy(texts(&spoken))
        };
    }
    if places(document, &spoken) != wanted && places(document, &all) != wanted {
        return Outcome::WrongPlace(texts(&all));
    }
    let said = fill(rule.message.get(Lang::Zh), &first.slots);
    match &example.message {
        Some(message) if *message != said => Outcome::WrongText(said),
        _ => Outcome::Validated,
    }
}

/// Where findings stand in the source, in order; of an aggregated one all its places.
fn places(document: &Document, findings: &[&Finding]) -> Vec<Range<usize>> {
    let spans = findings.iter().flat_map(|f| {
        if f.places.is_empty() {
            vec![f.span]
        } else {
            f.places.clone()
        }
    });
    let mut ranges: Vec<Range<usize>> = spans.map(|s| document.source_range(s)).collect();
    ranges.sort_by_key(|r| (r.start, r.end));
    ranges.dedup();
    ranges
}

impl TestReport {
    /// How many examples came out as they should.
    pub fn validated(&self) -> usize {
        self.tested.iter().filter(|t| t.outcome == Outcome::Validated).count()
    }

    /// What did not, underlined in the rule files.
    pub fn faults(&self, rules: &RuleSet, sources: &[RuleSource]) -> Faults {
        let file = |rule: &Rule| {
            let text = sources
                .iter()
                .rev()
                .find(|s| s.name == rule.origin)
                .map(|s| s.text.clone());
            Arc::new(SourceFile {
                name: rule.origin.clone(),
                text: text.unwrap_or_default(),
            })
        };
        let mut faults: Vec<Fault> = Vec::new();
        for index in &self.silent {
            let rule = &rules.rules[*index];
            faults.push(never_fires(&file(rule), rule));
        }
        for tested in self
            .tested
            .iter()
            .filter(|t| !self.silent.contains(&t.rule) || t.outcome != Outcome::Missing)
        {
            let rule = &rules.rules[tested.rule];
            faults.extend(fault(
                &file(rule),
                rule,
                &rule.examples[tested.example],
                &tested.outcome,
            ));
        }
        Faults(faults)
    }
}

fn never_fires(file: &Arc<SourceFile>, rule: &Rule) -> Fault {
    let message = format!(
        "the rule `{}` never fires: none of its `bad:` examples is found",
        rule.id
    );
    let mut fault = Fault::new(file, rule.at.clone(), message, "this rule");
    if let Some(example) = rule.examples.iter().find(|e| e.bad) {
        let label = "this is what it should report".to_owned();
        fault.labels.push((mark(file, example, 0), label));
    }
    fault.help("compare the example with the settings under `check:`; `gouji figures` shows what is read as a figure")
}

fn fault(file: &Arc<SourceFile>, rule: &Rule, example: &Example, outcome: &Outcome) -> Option<Fault> {
    let whole = mark(file, example, 0);
    let list = |texts: &[String]| texts.iter().map(|t| format!("`{t}`")).collect::<Vec<_>>().join(", ");
    let fault = |what: String, label: &str| Fault::new(file, whole.clone(), format!("{}: {what}", rule.id), label);
    Some(match outcome {
        Outcome::Validated => return None,
        Outcome::Missing => fault(
            "missing: nothing is found in this bad example".to_owned(),
            "should be found",
        )
        .help("widen the rule, or drop the example if it is not its business"),
        Outcome::Noisy(texts) => fault(
            format!("noisy: {} is found in this good example", list(texts)),
            "should be silent",
        )
        .help("narrow the rule (`unless:`, a guard), or make the example a `bad:` one"),
        Outcome::WrongPlace(texts) => fault(format!("wrong place: found {}", list(texts)), "should be found here")
            .help("`[[ ]]` encloses what is reported, to the byte; one pair for each finding of this rule"),
        Outcome::WrongText(said) => fault(format!("wrong text: the message is “{said}”"), "in this example")
            .help("change `message:` of the rule or of the example"),
        Outcome::Broken(why) => fault(format!("the example cannot be checked: {why}"), "this example"),
    })
}

/// The place of an example's mark in its file; the whole example when it has none or is not written as it is read.
fn mark(file: &SourceFile, example: &Example, index: usize) -> Range<usize> {
    let written = file.text.get(example.at.clone()).unwrap_or_default();
    let inner = example.marks.get(index).map(|m| format!("[[{}]]", m.of(&example.text)));
    match inner.and_then(|inner| Some((written.find(&inner)?, inner.len()))) {
        Some((at, len)) => example.at.start + at..example.at.start + at + len,
        None => example.at.start..example.at.start + written.trim_end().len(),
    }
}
