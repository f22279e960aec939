//! Which document is checked with what.
//!
//! Owns the configurations of a run: every document has the nearest one above it, and documents for which the same settings count share a
//! [`Checker`].

use super::args::{CheckArgs, RuleArgs};
use super::input::Input;
use super::{Failure, load};
use crate::analysis::{Analysis, analyze, analyze_with};
use crate::check::driver::{Driver, words_of};
use crate::check::{self, Companion, Context, Lang, RuleSet};
use crate::config::{Asked, FailOn, Problem, Setup};
use crate::fact::frame::Known;
use crate::fault::Faults;
use crate::relate;
use crate::report::Unreadable;
use crate::settle::{self, Draft, FileReport, Policy};
use crate::source::{Document, ReadOptions};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Everything that checks one document.
pub struct Checker<'a> {
    /// The rules with their automata.
    pub driver: Driver<'a>,
    /// The rules.
    pub rules: &'a RuleSet,
    /// What is shown.
    pub policy: Policy,
    /// When the exit status is 1.
    pub fail_on: FailOn,
    /// How documents are read.
    pub reading: ReadOptions,
    /// What is known of them beyond their texts.
    pub known: Known,
    /// What they are compared with.
    pub against: Arc<Vec<Companion>>,
    /// Whether the draft itself goes with its report.
    pub whole: bool,
}

/// What came of one input.
pub type Checked = Result<FileReport, Unreadable>;

/// The configurations of some inputs, loaded.
pub struct Setups {
    /// Each once, by first use.
    pub all: Vec<Setup>,
    /// Which of them is that of each input.
    pub of: Vec<usize>,
}

impl Setups {
    /// Finds and loads the configurations of some inputs; without inputs, that of the current folder.
    pub fn load(rules: &RuleArgs, asked: &Asked, inputs: &[Input]) -> Result<Self, Failure> {
        let mut folders: BTreeMap<PathBuf, Option<PathBuf>> = BTreeMap::new();
        let mut paths: Vec<Option<PathBuf>> = Vec::new();
        let mut of = Vec::new();
        for input in inputs {
            let document = input.location();
            let folder = document.parent().unwrap_or(Path::new("")).to_owned();
            let config = folders
                .entry(folder)
                .or_insert_with(|| load::config_for(rules, document));
            let known = paths.iter().position(|path| path == config);
            of.push(known.unwrap_or(paths.len()));
            if known.is_none() {
                paths.push(config.clone());
            }
        }
        if paths.is_empty() {
            paths.push(load::config_for(rules, Path::new(".")));
        }
        let (mut all, mut faults) = (Vec::new(), Faults::default());
        for path in &paths {
            match Setup::load(path.as_deref(), asked.clone()) {
                Ok(setup) => all.push(setup),
                Err(Problem::Faults(mut of_file)) => faults.0.append(&mut of_file.0),
                Err(other) => return Err(other.into()),
            }
        }
        match faults.0.is_empty() {
            true => Ok(Self { all, of }),
            false => Err(Problem::from(faults).into()),
        }
    }

    /// The language of what is not said of one document.
    pub fn lang(&self) -> Lang {
        self.all[0].settings(Path::new("")).lang.value
    }

    /// The rules of all of them.
    pub fn rules(&self) -> Vec<&RuleSet> {
        self.all.iter().map(|setup| &setup.rules).collect()
    }
}

/// Which checker is that of each input.
pub struct Plan<'a> {
    checkers: Vec<Checker<'a>>,
    of: Vec<usize>,
}

impl<'a> Plan<'a> {
    /// Prepares the checkers of some inputs. The policy and what documents are compared with are given to `finish`ed checkers.
    pub fn new(setups: &'a Setups, inputs: &[Input], reading: ReadOptions) -> Self {
        let mut keys: BTreeMap<(usize, Vec<usize>), usize> = BTreeMap::new();
        let (mut checkers, mut of) = (Vec::new(), Vec::new());
        for (input, index) in inputs.iter().zip(&setups.of) {
            let setup = &setups.all[*index];
            let document = input.location();
            let checker = *keys.entry((*index, setup.overrides(document))).or_insert_with(|| {
                checkers.push(Checker::new(setup, document, reading));
                checkers.len() - 1
            });
            of.push(checker);
        }
        if checkers.is_empty() {
            checkers.push(Checker::new(&setups.all[0], Path::new(""), reading));
        }
        Self { checkers, of }
    }

    /// The checker of an input.
    pub fn of(&self, input: usize) -> &Checker<'a> {
        &self.checkers[self.of.get(input).copied().unwrap_or(0)]
    }

    /// All checkers.
    pub fn checkers(&mut self) -> &mut [Checker<'a>] {
        &mut self.checkers
    }

    /// Reads what documents are compared with, once for each vocabulary; gives what cannot be read.
    pub fn against(&mut self, args: &CheckArgs) -> Vec<Unreadable> {
        let mut faults = Vec::new();
        if args.against.is_empty() {
            return faults;
        }
        for checker in &mut self.checkers {
            let mut companions = Vec::new();
            faults.clear();
            for path in &args.against {
                match checker.companion(&Input::one(path, &args.reading)) {
                    Ok(companion) => companions.push(companion),
                    Err(fault) => faults.push(fault),
                }
            }
            checker.against = Arc::new(companions);
        }
        faults
    }
}

impl<'a> Checker<'a> {
    /// Prepares the rules that count for a document.
    pub fn new(setup: &'a Setup, document: &Path, reading: ReadOptions) -> Self {
        let settings = setup.settings(document);
        let policy = setup.policy(&settings);
        Self {
            driver: Driver::new(&setup.rules, &setup.lexicon, |rule| policy.runs(rule)),
            rules: &setup.rules,
            policy,
            fail_on: settings.fail_on.value,
            reading,
            known: settings.known(),
            against: Arc::default(),
            whole: false,
        }
    }

    /// Checks one document, against what it is compared with.
    pub fn report(&self, document: &Document) -> FileReport {
        if self.against.is_empty() {
            let (analysis, checked) = relate::check(&self.driver, document, &self.known);
            return self.settled(document, &analysis, &[], &checked);
        }
        let analysis = analyze_with(document, self.driver.lexicon(), &self.known);
        let others: Vec<&Companion> = self.others(&document.path).collect();
        let checked = relate::among(&self.driver, document, &analysis, &others);
        self.settled(document, &analysis, &others, &checked)
    }

    /// Checks a document that has been read, beside others.
    pub fn among(&self, own: &Companion, others: &[&Companion]) -> FileReport {
        let against = self.others(&own.document.path);
        let all: Vec<&Companion> = others.iter().copied().chain(against).collect();
        let done = catch_unwind(AssertUnwindSafe(|| {
            let checked = relate::among(&self.driver, &own.document, &own.analysis, &all);
            self.settled(&own.document, &own.analysis, &all, &checked)
        }));
        done.unwrap_or_else(|panic| settle::crashed(&own.document.path, &words_of(&*panic), &self.policy))
    }

    /// What a document is compared with: itself is none of it, when a folder is checked that holds last year's report too.
    fn others(&self, own: &str) -> impl Iterator<Item = &Companion> {
        let parts = |path: &str| -> Vec<_> {
            let parts = Path::new(path).components();
            parts
                .filter(|part| *part != Component::CurDir)
                .map(|part| part.as_os_str().to_owned())
                .collect()
        };
        let own = parts(own);
        self.against
            .iter()
            .filter(move |other| parts(&other.document.path) != own)
    }

    fn settled(
        &self,
        document: &Document,
        analysis: &Analysis,
        others: &[&Companion],
        checked: &check::Checked,
    ) -> FileReport {
        let report = settle::settle_among(document, analysis, others, checked, self.rules, &self.policy);
        let draft = self.whole.then(|| {
            let lexicon = self.driver.lexicon();
            let cx = Context {
                document,
                analysis,
                lexicon,
                others,
            };
            Box::new(Draft::of(&cx, checked, self.rules))
        });
        FileReport { draft, ..report }
    }

    /// Reads a document that others are compared with.
    pub fn companion(&self, input: &Input) -> Result<Companion, Unreadable> {
        let document = input.read(&self.reading, self.policy.lang)?;
        // What is told of the drafts is not true of another one.
        let analysis = analyze(&document, self.driver.lexicon());
        Ok(Companion::new(document, analysis, self.driver.lexicon()))
    }

    /// Reads and checks one document. A panic anywhere in it costs this document and no other.
    pub fn guarded(&self, path: &str, read: impl FnOnce() -> Result<Document, Unreadable>) -> Checked {
        let done = catch_unwind(AssertUnwindSafe(|| {
            let document = read()?;
            Ok(self.report(&document))
        }));
        done.unwrap_or_else(|panic| Ok(settle::crashed(path, &words_of(&*panic), &self.policy)))
    }
}
