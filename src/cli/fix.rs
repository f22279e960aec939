//! `--fix` and `--diff`: what is written into drafts.
//!
//! Owns that a file is replaced as a whole, in its own encoding, or not at all. Which fixes are applied is in [`crate::fix`].

use super::Failure;
use super::args::CheckArgs;
use super::file;
use super::input::{self, Input};
use super::plan::{Checked, Checker};
use crate::check::Lang;
use crate::check::driver::words_of;
use crate::finding::Applicability;
use crate::fix::{self, Level, Mended};
use crate::settle::{self, FileReport};
use crate::source;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What is said of an input beside its findings.
#[derive(Debug, Default)]
pub struct Notes {
    /// For standard error.
    pub told: Vec<String>,
    /// What would change.
    pub diff: Option<String>,
    /// Whether something could not be written.
    pub failed: bool,
}

/// Checks one input, with its fixes applied. A panic anywhere in it costs this input and no other.
pub fn one(args: &CheckArgs, checker: &Checker, input: &Input) -> (Checked, Notes) {
    let mut notes = Notes::default();
    let done = catch_unwind(AssertUnwindSafe(|| mended(args, checker, input, &mut notes)));
    let checked = done.unwrap_or_else(|panic| Ok(settle::crashed(input.path(), &words_of(&*panic), &checker.policy)));
    (checked, notes)
}

fn mended(args: &CheckArgs, checker: &Checker, input: &Input, notes: &mut Notes) -> Checked {
    let lang = checker.policy.lang;
    let unreadable = |error| input::unreadable(input.path().to_owned(), &error, lang);
    let bytes = input.bytes(&checker.reading).map_err(unreadable)?;
    let document = source::read(input.path(), &bytes, &checker.reading).map_err(unreadable)?;
    if document.word.is_some() {
        let report = checker.report(&document);
        notes.told.extend(word(&report, lang));
        return Ok(report);
    }
    // What is shown of other formats is not what stands in the file; and bytes that cannot be decoded would be lost.
    if fix::encoded(&bytes, &document.source, &document.source).is_none() {
        let report = checker.report(&document);
        notes.told.extend(others(&report, lang));
        return Ok(report);
    }
    let level = if args.unsafe_fixes { Level::Unsafe } else { Level::Safe };
    let done = fix::mend(&document, |document| checker.report(document), level);
    if done.fixed == 0 {
        return Ok(done.report);
    }
    let before = &document.source;
    if args.diff {
        notes.diff = Some(difference(input.path(), before, &done.text));
        return Ok(done.report);
    }
    let written = match (input, fix::encoded(&bytes, before, &done.text)) {
        (Input::Stdin(_), _) => Err(told_stdin(lang).to_owned()),
        (_, None) => Err(told_encoding(lang).to_owned()),
        (Input::File(file), Some(bytes)) => write(&file.path, &bytes),
    };
    match written {
        Ok(()) => {
            notes.told.push(told_fixed(input.path(), &done, lang));
            Ok(done.report)
        }
        Err(why) => {
            notes.failed = true;
            notes.told.push(format!("{}: {why}", input.path()));
            Ok(checker.report(&document))
        }
    }
}

fn write(path: &std::path::Path, bytes: &[u8]) -> Result<(), String> {
    let done = file::replace(path, None, |out| Ok(out.write_all(bytes)?));
    done.map_err(|failure| match failure {
        Failure::Output(error) => error.to_string(),
        Failure::Told(text) => text,
    })
}

/// A unified diff.
fn difference(path: &str, before: &str, after: &str) -> String {
    let diff = similar::TextDiff::from_lines(before, after);
    diff.unified_diff().context_radius(1).header(path, path).to_string()
}

/// How many findings have a safe fix.
fn fixable(report: &FileReport) -> usize {
    let safe = |fix: &settle::ResolvedFix| fix.applicability == Applicability::Safe;
    let all = report.findings.iter();
    all.filter(|finding| finding.fixes.iter().any(safe)).count()
}

/// That a file is not mended, if there is something to mend.
fn others(report: &FileReport, lang: Lang) -> Option<String> {
    let count = fixable(report);
    let path = &report.path;
    (count > 0).then(|| match lang {
        Lang::Zh => {
            format!("{path}: 有 {count} 处可改，但文件不能原样写回（不是文本，或有无法解码的字节），未作改动")
        }
        Lang::En => {
            format!("{path}: {count} can be fixed, but it cannot be written as it was (no text, or undecodable bytes)")
        }
    })
}

/// That a Word file is mended in a copy, if there is something to mend.
fn word(report: &FileReport, lang: Lang) -> Option<String> {
    let count = fixable(report);
    let path = &report.path;
    (count > 0).then(|| match lang {
        Lang::Zh => {
            format!("{path}: 有 {count} 处可自动修改；Word 文稿请用 gouji annotate --fix，以修订的形式写入副本")
        }
        Lang::En => {
            format!("{path}: {count} can be fixed; in Word files by gouji annotate --fix, as tracked changes of a copy")
        }
    })
}

fn told_fixed(path: &str, done: &Mended, lang: Lang) -> String {
    let fixed = done.fixed;
    match lang {
        Lang::Zh => format!("{path}: 已自动修改 {fixed} 项"),
        Lang::En => format!("{path}: {fixed} fixed"),
    }
}

fn told_stdin(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "标准输入不能改写，可用 --diff 查看应作的改动",
        Lang::En => "standard input cannot be changed; --diff shows what would be",
    }
}

fn told_encoding(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "未改动：文件的编码写不出改后的字",
        Lang::En => "not changed: its encoding lacks a new character",
    }
}
