//! `gouji check`: documents in parallel, written in the order of their paths.

use super::args::CheckArgs;
use super::input::{self, Input};
use super::{CLEAN, FAILED, FOUND, Failure, load, stream, terminal};
use crate::check::RuleSet;
use crate::check::driver::{Driver, words_of};
use crate::report::{Report, Style, Unreadable};
use crate::settle::{self, FileReport, Policy, Summary};
use crate::source::{Document, ReadOptions};
use indicatif::ProgressBar;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Documents that are checked before the first of them is written. Only their findings wait; so memory does not grow with the run.
const AT_ONCE: usize = 128;

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
}

/// What came of one input.
pub type Checked = Result<FileReport, Unreadable>;

/// Runs the command.
pub fn run(args: &CheckArgs) -> Result<u8, Failure> {
    let (rules, lexicon) = load::rules(&args.rules)?;
    let policy = load::policy(args, &rules)?;
    let driver = Driver::new(&rules, &lexicon, |rule| policy.runs(rule));
    let checker = Checker {
        driver,
        rules: &rules,
        policy: &policy,
        reading: input::options(&args.reading),
    };
    if args.stdin_format.is_some() {
        return stream::run(args, &checker);
    }
    let (out, color) = terminal::stdout(args.output.color);
    let style = Style {
        format: args.format.into(),
        lang: policy.lang,
        color,
        width: terminal::width(),
        quiet: args.quiet,
        statistics: args.statistics,
    };
    let mut report = Report::new(out, style)?;
    let (inputs, missing) = input::find(&args.paths, &args.reading, policy.lang);
    let mut failed = !missing.is_empty();
    for fault in missing {
        tell(&fault);
        report.fault(fault)?;
    }
    failed |= check_all(args, &checker, &inputs, &mut report)?;
    let summary = report.finish()?;
    Ok(exit_code(args, &summary, failed))
}

/// Checks all inputs; whether one of them failed.
fn check_all<W: Write>(
    args: &CheckArgs,
    checker: &Checker,
    inputs: &[Input],
    report: &mut Report<W>,
) -> Result<bool, Failure> {
    let pool = pool(args, inputs.len())?;
    let bar = terminal::progress(inputs.len(), args.quiet);
    let mut failed = false;
    for some in inputs.chunks(AT_ONCE) {
        let done = checker.check_some(pool.as_ref(), some, &bar);
        bar.suspend(|| {
            for checked in done {
                match checked {
                    Ok(file) => {
                        failed |= file.crashed();
                        report.file(&file)?;
                    }
                    Err(fault) => {
                        failed = true;
                        tell(&fault);
                        report.fault(fault)?;
                    }
                }
            }
            Ok::<(), std::io::Error>(())
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
    let pool = ThreadPoolBuilder::new().num_threads(args.threads.unwrap_or(0)).build();
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

    /// Reads and checks one document. A panic anywhere in it costs this document and no other.
    pub fn guarded(&self, path: &str, read: impl FnOnce() -> Result<Document, Unreadable>) -> Checked {
        let done = catch_unwind(AssertUnwindSafe(|| {
            let document = read()?;
            let (analysis, checked) = self.driver.check(&document);
            Ok(settle::settle(&document, &analysis, &checked, self.rules, self.policy))
        }));
        done.unwrap_or_else(|panic| Ok(settle::crashed(path, &words_of(&*panic), self.policy)))
    }
}

/// Says on standard error what could not be checked.
pub fn tell(fault: &Unreadable) {
    let _ = writeln!(std::io::stderr(), "gouji: {}: {}", fault.path, fault.message);
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
