//! `gouji check`: documents in parallel, written in the order of their paths.

use super::args::CheckArgs;
use super::input::{self, Input};
use super::{CLEAN, FAILED, FOUND, Failure, load, stream, terminal};
use crate::analysis::{Analysis, analyze, analyze_with};
use crate::check::driver::{Driver, words_of};
use crate::check::{Companion, Lang, RuleSet};
use crate::fact::frame::Known;
use crate::relate;
use crate::report::{Report, Run, Style, Unreadable};
use crate::settle::{self, FileReport, Policy, Summary};
use crate::source::{Document, ReadOptions};
use indicatif::ProgressBar;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Documents that are checked before the first of them is written. Only their findings wait; so memory does not grow with the run.
const AT_ONCE: usize = 128;

/// The most threads that are started, whatever is asked for.
const MOST_THREADS: usize = 256;

/// Everything that checks one document.
pub struct Checker<'a> {
    /// The rules with their automata.
    pub driver: Driver<'a>,
    /// The rules.
    pub rules: &'a RuleSet,
    /// What is shown.
    pub policy: &'a Policy,
    /// How documents are read.
    pub reading: ReadOptions,
    /// What is known of them beyond their texts.
    pub known: Known,
    /// What they are compared with.
    pub against: Vec<Companion>,
}

/// What came of one input.
pub type Checked = Result<FileReport, Unreadable>;

/// Runs the command.
pub fn run(args: &CheckArgs) -> Result<u8, Failure> {
    // The process ends when the run does; giving back thousands of small pieces of memory one by one would only make it end later.
    let loaded = ManuallyDrop::new(load::rules(&args.rules)?);
    let (rules, lexicon) = &*loaded;
    let policy = load::policy(&args.shown, args.output.lang.into(), rules)?;
    let driver = Driver::new(rules, lexicon, |rule| policy.runs(rule));
    let mut checker = Checker {
        driver,
        rules,
        policy: &policy,
        reading: input::options(&args.reading),
        known: input::known(&args.reading),
        against: Vec::new(),
    };
    let mut failed = false;
    for path in &args.against {
        match checker.companion(&Input::one(path, &args.reading)) {
            Ok(companion) => checker.against.push(companion),
            Err(fault) => {
                failed = true;
                tell(&fault);
            }
        }
    }
    let checker = ManuallyDrop::new(checker);
    if args.stdin_format.is_some() {
        return stream::run(args, &checker);
    }
    let begun = Instant::now();
    let root = std::env::current_dir().unwrap_or_default();
    let run = Run {
        rules,
        root: &root.to_string_lossy(),
    };
    let mut reports = Reports::new(args, policy.lang, run)?;
    let (inputs, missing) = input::find(&args.paths, &args.reading, policy.lang);
    if inputs.is_empty() && missing.is_empty() {
        note(input::none_found(policy.lang));
    }
    failed |= !missing.is_empty();
    for fault in missing {
        tell(&fault);
        reports.fault(&fault)?;
    }
    failed |= check_all(args, &checker, &inputs, &mut reports)?;
    let summary = reports.finish()?;
    if args.verbose {
        let (rules, files, took) = (rules.rules.len(), inputs.len(), begun.elapsed().as_secs_f64());
        note(&format!("{rules} rules, {files} drafts, {took:.2} s"));
    }
    Ok(exit_code(args, &summary, failed))
}

/// The report on standard output and those in files: all of them are told the same.
struct Reports<'a> {
    first: Report<'a, Box<dyn Write>>,
    /// With their paths, which a failure names.
    others: Vec<(PathBuf, Report<'a, Box<dyn Write>>)>,
}

impl<'a> Reports<'a> {
    fn new(args: &CheckArgs, lang: Lang, run: Run<'a>) -> Result<Self, Failure> {
        let (out, color) = terminal::stdout(args.output.color);
        let style = Style {
            format: args.format.into(),
            lang,
            color,
            width: terminal::width(),
            quiet: args.quiet,
            statistics: args.statistics,
        };
        let mut others = Vec::new();
        for (format, path) in &args.outputs {
            let style = Style {
                format: (*format).into(),
                color: false,
                width: terminal::WIDTH,
                ..style
            };
            let report = File::create(path).and_then(|file| {
                let out: Box<dyn Write> = Box::new(BufWriter::new(file));
                Report::new(out, style, run)
            });
            others.push((path.clone(), report.map_err(|error| unwritable(path, &error))?));
        }
        let first: Box<dyn Write> = Box::new(out);
        Ok(Self {
            first: Report::new(first, style, run)?,
            others,
        })
    }

    fn file(&mut self, file: &FileReport) -> Result<(), Failure> {
        for (path, report) in &mut self.others {
            report.file(file).map_err(|error| unwritable(path, &error))?;
        }
        Ok(self.first.file(file)?)
    }

    fn fault(&mut self, fault: &Unreadable) -> Result<(), Failure> {
        for (path, report) in &mut self.others {
            report.fault(fault).map_err(|error| unwritable(path, &error))?;
        }
        Ok(self.first.fault(fault)?)
    }

    /// The files first: a reader of standard output that goes away must not cost them their end.
    fn finish(self) -> Result<Summary, Failure> {
        for (path, report) in self.others {
            report.finish().map_err(|error| unwritable(&path, &error))?;
        }
        Ok(self.first.finish()?)
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Told(format!("gouji: {}: {error}", path.display()))
}

/// Checks all inputs; whether one of them failed.
fn check_all(
    args: &CheckArgs,
    checker: &Checker,
    inputs: &[Input],
    reports: &mut Reports<'_>,
) -> Result<bool, Failure> {
    let pool = pool(args, inputs.len())?;
    let bar = terminal::progress(inputs.len(), args.quiet);
    let mut failed = false;
    // A set is read as a whole before any of it is compared.
    let at_once = if args.together { inputs.len().max(1) } else { AT_ONCE };
    for some in inputs.chunks(at_once) {
        let done = match args.together {
            true => checker.together(pool.as_ref(), some, &bar),
            false => checker.check_some(pool.as_ref(), some, &bar),
        };
        bar.suspend(|| {
            for checked in done {
                match checked {
                    Ok(file) => {
                        failed |= file.crashed();
                        reports.file(&file)?;
                    }
                    Err(fault) => {
                        failed = true;
                        tell(&fault);
                        reports.fault(&fault)?;
                    }
                }
            }
            Ok::<(), Failure>(())
        })?;
    }
    bar.finish_and_clear();
    Ok(failed)
}

/// The threads of a run; none for a single document, which starting them would only keep waiting.
pub fn pool(args: &CheckArgs, inputs: usize) -> Result<Option<ThreadPool>, Failure> {
    if inputs < 2 || args.threads == Some(1) {
        return Ok(None);
    }
    // More would only be started and wait; rayon takes minutes to start tens of thousands.
    let threads = args.threads.unwrap_or(0).min(inputs).min(MOST_THREADS);
    let pool = ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map(Some)
        .map_err(|error| Failure::Told(format!("gouji: cannot start threads: {error}")))
}

impl Checker<'_> {
    fn check_some(&self, pool: Option<&ThreadPool>, inputs: &[Input], bar: &ProgressBar) -> Vec<Checked> {
        let one = |input: &Input| {
            let checked = self.guarded(input.path(), || input.read(&self.reading, self.policy.lang));
            bar.inc(1);
            checked
        };
        match pool {
            None => inputs.iter().map(one).collect(),
            Some(pool) => pool.install(|| inputs.par_iter().map(one).collect()),
        }
    }

    /// Checks one document, against what it is compared with.
    pub fn report(&self, document: &Document) -> FileReport {
        if self.against.is_empty() {
            let (analysis, checked) = relate::check(&self.driver, document, &self.known);
            return settle::settle(document, &analysis, &checked, self.rules, self.policy);
        }
        let analysis = analyze_with(document, self.driver.lexicon(), &self.known);
        self.among(document, &analysis, &self.against.iter().collect::<Vec<_>>())
    }

    fn among(&self, document: &Document, analysis: &Analysis, others: &[&Companion]) -> FileReport {
        let checked = relate::among(&self.driver, document, analysis, others);
        settle::settle_among(document, analysis, others, &checked, self.rules, self.policy)
    }

    /// Reads a document that others are compared with.
    fn companion(&self, input: &Input) -> Result<Companion, Unreadable> {
        let document = input.read(&self.reading, self.policy.lang)?;
        // What is told of the drafts is not true of another one.
        let analysis = analyze(&document, self.driver.lexicon());
        Ok(Companion::new(document, analysis, self.driver.lexicon()))
    }

    /// Checks documents that are one set: each beside all others.
    fn together(&self, pool: Option<&ThreadPool>, inputs: &[Input], bar: &ProgressBar) -> Vec<Checked> {
        let read = |input: &Input| {
            let done = catch_unwind(AssertUnwindSafe(|| self.companion(input)));
            done.unwrap_or_else(|panic| {
                Err(Unreadable {
                    path: input.path().to_owned(),
                    message: words_of(&*panic),
                })
            })
        };
        let set: Vec<Result<Companion, Unreadable>> = match pool {
            None => inputs.iter().map(read).collect(),
            Some(pool) => pool.install(|| inputs.par_iter().map(read).collect()),
        };
        let one = |(i, read): (usize, &Result<Companion, Unreadable>)| {
            let own = read.as_ref().map_err(Clone::clone)?;
            let rest = set.iter().enumerate().filter(|(j, _)| *j != i);
            let others = rest.filter_map(|(_, other)| other.as_ref().ok()).chain(&self.against);
            let others: Vec<&Companion> = others.collect();
            let done = catch_unwind(AssertUnwindSafe(|| self.among(&own.document, &own.analysis, &others)));
            bar.inc(1);
            let path = &own.document.path;
            Ok(done.unwrap_or_else(|panic| settle::crashed(path, &words_of(&*panic), self.policy)))
        };
        match pool {
            None => set.iter().enumerate().map(one).collect(),
            Some(pool) => pool.install(|| set.par_iter().enumerate().map(one).collect()),
        }
    }

    /// Reads and checks one document. A panic anywhere in it costs this document and no other.
    pub fn guarded(&self, path: &str, read: impl FnOnce() -> Result<Document, Unreadable>) -> Checked {
        let done = catch_unwind(AssertUnwindSafe(|| {
            let document = read()?;
            Ok(self.report(&document))
        }));
        done.unwrap_or_else(|panic| Ok(settle::crashed(path, &words_of(&*panic), self.policy)))
    }
}

/// Says on standard error what could not be checked.
pub fn tell(fault: &Unreadable) {
    note(&format!("{}: {}", fault.path, fault.message));
}

fn note(text: &str) {
    let _ = writeln!(std::io::stderr(), "gouji: {text}");
}

fn exit_code(args: &CheckArgs, summary: &Summary, failed: bool) -> u8 {
    let found = args
        .fail_on
        .severity()
        .is_some_and(|severity| summary.at_least(severity) > 0);
    let too_many = args.max_warnings.is_some_and(|most| summary.warnings > most);
    match failed {
        true => FAILED,
        false if (found || too_many) && !args.exit_zero => FOUND,
        false => CLEAN,
    }
}
