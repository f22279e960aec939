//! `gouji figures`: the ledger of one document.

use super::args::{FiguresArgs, FiguresFormat};
use super::input::{self, Input};
use super::{CLEAN, FAILED, Failure, check, file, load, tell, terminal};
use crate::analysis::analyze;
use crate::check::driver::{Driver, words_of};
use crate::check::{Companion, Context, Lang};
use crate::config::Asked;
use crate::lexicon::Lexicon;
use crate::relate;
use crate::report::Unreadable;
use crate::report::figures::{csv, json, table, xlsx};
use crate::settle::ledger::{Ledger, ledger};
use crate::settle::{Policy, word};
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs the command.
pub fn run(args: &FiguresArgs) -> Result<u8, Failure> {
    let asked = Asked {
        lang: args.output.lang.map(Into::into),
        without_baseline: true,
        ..load::asked(&args.rules, None, Some(&args.reading))
    };
    let input = Input::one(&args.file, &args.reading);
    let setup = load::setup(&args.rules, asked, input.location())?;
    let settings = setup.settings(input.location());
    let (rules, lexicon, lang) = (&setup.rules, &setup.lexicon, settings.lang.value);
    let format = args.format.unwrap_or_else(|| format_of(args));
    if format == FiguresFormat::Xlsx && args.out.is_none() {
        return Err(Failure::Told(no_file(lang)));
    }
    let document = match input.read(&input::options(&args.reading), lang) {
        Ok(document) => document,
        Err(fault) => {
            check::tell(&fault);
            return Ok(FAILED);
        }
    };
    // What is known of a figure does not depend on what is told of it.
    let policy = Policy {
        profile: settings.profile.value.name().to_owned(),
        ..Policy::default()
    };
    let driver = Driver::new(rules, lexicon, |rule| policy.runs(rule));
    let (companions, unreadable) = companions(args, lexicon, lang);
    unreadable.iter().for_each(check::tell);
    let others: Vec<&Companion> = companions.iter().collect();
    let (analysis, checked) = relate::check_beside(&driver, &document, &settings.known(), &others);
    let cx = Context {
        document: &document,
        analysis: &analysis,
        lexicon,
        others: &others,
    };
    let ledger = ledger(&cx, &checked, rules);
    match &args.out {
        None => {
            let (mut out, color) = terminal::stdout(args.output.color);
            write(
                &mut out,
                format,
                &document.path,
                &ledger,
                &style(lang, color, terminal::width()),
            )?;
            out.flush()?;
        }
        Some(path) => file::replace(path, Some(&args.file), |out| {
            write(
                out,
                format,
                &document.path,
                &ledger,
                &style(lang, false, terminal::WIDTH),
            )
        })?,
    }
    // A draft that was not wholly checked must not look like one that was.
    for crash in &checked.crashes {
        let rule = crash.rule.map(|rule| rules.rules[rule.0 as usize].id.as_str());
        tell(&format!(
            "gouji: {}: {}",
            document.path,
            word::crashed(lang, rule, &crash.message)
        ));
    }
    let whole = checked.crashes.is_empty() && unreadable.is_empty();
    Ok(if whole { CLEAN } else { FAILED })
}

/// What the draft is compared with, and what of it cannot be read.
fn companions(args: &FiguresArgs, lexicon: &Lexicon, lang: Lang) -> (Vec<Companion>, Vec<Unreadable>) {
    let (mut companions, mut unreadable) = (Vec::new(), Vec::new());
    for path in &args.against {
        let input = Input::one(path, &args.reading);
        let read = || -> Result<Companion, Unreadable> {
            let document = input.read(&input::options(&args.reading), lang)?;
            // What is told of the draft is not true of another document.
            let analysis = analyze(&document, lexicon);
            Ok(Companion::new(document, analysis, lexicon))
        };
        let done = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|panic| {
            Err(Unreadable {
                path: input.path().to_owned(),
                message: words_of(&*panic),
            })
        });
        match done {
            Ok(companion) => companions.push(companion),
            Err(fault) => unreadable.push(fault),
        }
    }
    (companions, unreadable)
}

fn style(lang: Lang, color: bool, width: usize) -> table::Style {
    table::Style { lang, color, width }
}

fn write(
    mut out: &mut dyn Write,
    format: FiguresFormat,
    path: &str,
    ledger: &Ledger,
    style: &table::Style,
) -> Result<(), Failure> {
    match format {
        FiguresFormat::Table => table::write(&mut out, ledger, style)?,
        FiguresFormat::Json => json::write(&mut out, path, ledger)?,
        FiguresFormat::Csv => csv::write(&mut out, ledger, style.lang)?,
        FiguresFormat::Xlsx => {
            let bytes =
                xlsx::bytes(path, ledger, style.lang).map_err(|error| Failure::Told(format!("gouji: {error}")))?;
            out.write_all(&bytes)?;
        }
    }
    Ok(())
}

/// The format that the ending of the file names; else a table.
fn format_of(args: &FiguresArgs) -> FiguresFormat {
    let ending = args
        .out
        .as_ref()
        .and_then(|out| out.extension())
        .map(|e| e.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("xlsx") => FiguresFormat::Xlsx,
        Some("csv") => FiguresFormat::Csv,
        Some("json") => FiguresFormat::Json,
        _ => FiguresFormat::Table,
    }
}

fn no_file(lang: Lang) -> String {
    match lang {
        Lang::Zh => "gouji: xlsx 是表格文件，不能显示在终端，请用 -o 指定文件名，如 -o 核对表.xlsx".to_owned(),
        Lang::En => {
            "gouji: xlsx is a file, not text for a terminal: name it with -o, such as -o figures.xlsx".to_owned()
        }
    }
}
