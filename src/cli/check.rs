//! `gouji check`: documents in parallel, written in the order of their paths.

use super::args::{CheckArgs, Format};
use super::fix::{self, Notes};
use super::input::{self, Input};
use super::order::in_order;
use super::plan::{Checked, Checker, Plan, Setups};
use super::{CLEAN, FAILED, FOUND, Failure, git, load, stream, terminal};
use crate::check::driver::words_of;
use crate::check::{Companion, Lang};
use crate::report::{Report, Run, Style, Unreadable};
use crate::settle::{FileReport, Summary};
use indicatif::ProgressBar;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// Documents that are checked while one before them still is. Only their findings wait; so memory does not grow with the run.
const AHEAD: usize = 128;

/// The most threads that are started, whatever is asked for.
const MOST_THREADS: usize = 256;

/// What came of a run.
#[derive(Clone, Copy, Debug, Default)]
struct Came {
    /// Something could not be checked.
    failed: bool,
    /// Something makes the exit status 1.
    found: bool,
}

/// Runs the command.
pub fn run(args: &CheckArgs) -> Result<u8, Failure> {
    let begun = Instant::now();
    if args.unsafe_fixes && !args.fix && !args.diff {
        return Err(Failure::Told(
            "gouji: --unsafe-fixes goes with --fix or --diff".to_owned(),
        ));
    }
    let (inputs, missing) = match args.stdin_format {
        None => input::find(&args.paths, &args.reading),
        Some(_) => (Vec::new(), Vec::new()),
    };
    // The process ends when the run does; giving back thousands of small pieces of memory one by one would only make it end later.
    let setups = ManuallyDrop::new(Setups::load(&args.rules, &load::asked_of_check(args), &inputs)?);
    if args.together && setups.all.len() > 1 {
        let told = "gouji: --together: the drafts lie under different configurations; name one with --config";
        return Err(Failure::Told(told.to_owned()));
    }
    let lang = setups.lang();
    let mut plan = ManuallyDrop::new(Plan::new(&setups, &inputs, input::options(&args.reading)));
    let mut came = Came::default();
    for fault in plan.against(args) {
        came.failed = true;
        tell(&fault);
    }
    if args.stdin_format.is_some() {
        return stream::run(args, plan.of(0));
    }
    let formats = args.outputs.iter().map(|(format, _)| *format).chain([args.format]);
    let whole = formats.into_iter().any(|format| format == Format::Html);
    plan.checkers().iter_mut().for_each(|checker| checker.whole = whole);
    if let Some(reference) = &args.changed_since {
        let changes = Arc::new(git::changes(reference, &inputs)?);
        for checker in plan.checkers() {
            checker.policy.changes = Some(Arc::clone(&changes));
        }
    }
    let rules = setups.rules();
    let root = std::env::current_dir().unwrap_or_default();
    let run = Run {
        rules: &rules,
        root: &root.to_string_lossy(),
    };
    let mut reports = Reports::new(args, lang, run)?;
    if inputs.is_empty() && missing.is_empty() {
        note(input::none_found(lang));
    }
    came.failed |= !missing.is_empty();
    for (path, error) in missing {
        let fault = input::unreadable(path, &error, lang);
        tell(&fault);
        reports.fault(&fault)?;
    }
    let checked = check_all(args, &plan, &inputs, &mut reports)?;
    came.failed |= checked.failed;
    came.found |= checked.found;
    let summary = reports.finish()?;
    if args.verbose {
        let rules = rules.iter().map(|set| set.rules.len()).max().unwrap_or(0);
        let (files, took) = (inputs.len(), begun.elapsed().as_secs_f64());
        note(&format!("{rules} rules, {files} drafts, {took:.2} s"));
    }
    Ok(exit_code(args, &summary, came))
}

/// The report on standard output and those in files: all of them are told the same.
struct Reports<'a> {
    first: Report<'a, Box<dyn Write>>,
    /// With their paths, which a failure names.
    others: Vec<(PathBuf, Report<'a, Box<dyn Write>>)>,
    /// Whether differences are printed instead.
    silent: bool,
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
        let first: Box<dyn Write> = match args.diff {
            true => Box::new(std::io::sink()),
            false => Box::new(out),
        };
        Ok(Self {
            first: Report::new(first, style, run)?,
            others,
            silent: args.diff,
        })
    }

    fn file(&mut self, file: &FileReport) -> Result<(), Failure> {
        for (path, report) in &mut self.others {
            report.file(file).map_err(|error| unwritable(path, &error))?;
        }
        Ok(self.first.file(file)?)
    }

    /// Writes what stands on standard output instead of a report.
    fn diff(&mut self, text: &str) -> Result<(), Failure> {
        if self.silent {
            let mut out = std::io::stdout().lock();
            out.write_all(text.as_bytes())?;
            out.flush()?;
        }
        Ok(())
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

/// One input, checked.
struct Done {
    checked: Checked,
    notes: Notes,
}

/// Checks all inputs.
fn check_all(args: &CheckArgs, plan: &Plan, inputs: &[Input], reports: &mut Reports<'_>) -> Result<Came, Failure> {
    let pool = pool(args, inputs.len())?;
    let bar = terminal::progress(inputs.len(), args.quiet);
    let mut came = Came::default();
    let mut tell = |index: usize, done: Done| bar.suspend(|| done.tell(args, plan.of(index), reports, &mut came));
    match args.together {
        // A set is read as a whole before any of it is compared.
        true => {
            let done = together(plan, pool.as_ref(), inputs, &bar);
            done.into_iter()
                .enumerate()
                .try_for_each(|(index, done)| tell(index, done))?;
        }
        false => {
            let one = |index: usize| {
                let done = check_one(args, plan.of(index), &inputs[index]);
                bar.inc(1);
                done
            };
            in_order(pool.as_ref(), (inputs.len(), AHEAD), one, tell)?;
        }
    }
    bar.finish_and_clear();
    Ok(came)
}

impl Done {
    /// Writes what came of an input.
    fn tell(
        self,
        args: &CheckArgs,
        checker: &Checker,
        reports: &mut Reports<'_>,
        came: &mut Came,
    ) -> Result<(), Failure> {
        let Self { checked, notes } = self;
        came.failed |= notes.failed;
        came.found |= args.diff && notes.diff.is_some();
        for text in notes.told.iter().filter(|_| notes.failed || !args.quiet) {
            note(text);
        }
        reports.diff(notes.diff.as_deref().unwrap_or_default())?;
        match checked {
            Ok(file) => {
                came.failed |= file.crashed();
                came.found |= !args.diff && fails(&file, checker.fail_on);
                reports.file(&file)
            }
            Err(fault) => {
                came.failed = true;
                tell(&fault);
                reports.fault(&fault)
            }
        }
    }
}

fn fails(file: &FileReport, fail_on: crate::config::FailOn) -> bool {
    let least = fail_on.severity();
    least.is_some_and(|least| file.findings.iter().any(|finding| finding.severity >= least))
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

/// Checks one input by itself.
fn check_one(args: &CheckArgs, checker: &Checker, input: &Input) -> Done {
    let (checked, notes) = match args.fix || args.diff {
        true => fix::one(args, checker, input),
        false => (
            checker.guarded(input.path(), || input.read(&checker.reading, checker.policy.lang)),
            Notes::default(),
        ),
    };
    Done { checked, notes }
}

/// Checks documents that are one set: each beside all others.
fn together(plan: &Plan, pool: Option<&ThreadPool>, inputs: &[Input], bar: &ProgressBar) -> Vec<Done> {
    let read = |(index, input): (usize, &Input)| {
        let done = catch_unwind(AssertUnwindSafe(|| plan.of(index).companion(input)));
        done.unwrap_or_else(|panic| {
            Err(Unreadable {
                path: input.path().to_owned(),
                message: words_of(&*panic),
            })
        })
    };
    let set: Vec<Result<Companion, Unreadable>> = match pool {
        None => inputs.iter().enumerate().map(read).collect(),
        Some(pool) => pool.install(|| inputs.par_iter().enumerate().map(read).collect()),
    };
    let one = |(i, read): (usize, &Result<Companion, Unreadable>)| {
        let checked = read.as_ref().map_err(Clone::clone).map(|own| {
            let rest = set.iter().enumerate().filter(|(j, _)| *j != i);
            let others: Vec<&Companion> = rest.filter_map(|(_, other)| other.as_ref().ok()).collect();
            plan.of(i).among(own, &others)
        });
        bar.inc(1);
        Done {
            checked,
            notes: Notes::default(),
        }
    };
    match pool {
        None => set.iter().enumerate().map(one).collect(),
        Some(pool) => pool.install(|| set.par_iter().enumerate().map(one).collect()),
    }
}

/// Says on standard error what could not be checked.
pub fn tell(fault: &Unreadable) {
    note(&format!("{}: {}", fault.path, fault.message));
}

fn note(text: &str) {
    let _ = writeln!(std::io::stderr(), "gouji: {text}");
}

fn exit_code(args: &CheckArgs, summary: &Summary, came: Came) -> u8 {
    let too_many = args.max_warnings.is_some_and(|most| summary.warnings > most);
    match came.failed {
        true => FAILED,
        false if (came.found || too_many) && !args.exit_zero => FOUND,
        false => CLEAN,
    }
}
