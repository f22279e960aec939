//! `gouji annotate`: a copy of a Word file with comments on what was found.

use super::args::AnnotateArgs;
use super::check::{self, Checker};
use super::{CLEAN, FAILED, Failure, file, input, load, terminal};
use crate::annotate::{self, Copy};
use crate::check::Lang;
use crate::check::driver::Driver;
use crate::settle::INTERNAL_ERROR;
use crate::source::{Encoding, ReadError, ReadOptions, docx::WordError, walk};
use std::io::Write;
use std::path::Path;

/// Runs the command.
pub fn run(args: &AnnotateArgs) -> Result<u8, Failure> {
    let lang: Lang = args.lang.into();
    if let Some(out) = args.out.as_ref().filter(|out| ending(out) != ending(&args.file)) {
        return Err(Failure::Told(other_kind(out, &args.file, lang)));
    }
    let (rules, lexicon) = load::rules(&args.rules)?;
    let policy = load::policy(&args.shown, lang, &rules)?;
    let reading = ReadOptions {
        encoding: Encoding::Auto,
        max_bytes: args.max_size.saturating_mul(1 << 20),
    };
    let checker = Checker {
        driver: Driver::new(&rules, &lexicon, |rule| policy.runs(rule)),
        rules: &rules,
        policy: &policy,
        reading,
    };
    let (copy, whole) = match copy(args, &checker, lang) {
        Ok(done) => done,
        Err(error) => {
            let path = args.file.to_string_lossy().into_owned();
            check::tell(&input::unreadable(path, &error, lang));
            return Ok(FAILED);
        }
    };
    let (out, draft) = match &args.out {
        Some(out) => (out, Some(args.file.as_path())),
        None => (&args.file, None),
    };
    file::replace(out, draft, |out| Ok(out.write_all(&copy.bytes)?))?;
    if !args.quiet {
        let (mut stdout, _) = terminal::stdout(super::args::Color::Never);
        writeln!(stdout, "{}", summary(&copy, &out.to_string_lossy(), lang))?;
        stdout.flush()?;
    }
    Ok(if whole { CLEAN } else { FAILED })
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_string_lossy().to_lowercase())
}

/// A copy is a file of the same kind: Word refuses a .docx that is a template or holds macros.
fn other_kind(out: &Path, file: &Path, lang: Lang) -> String {
    let (path, wanted) = (out.display(), ending(file).unwrap_or_default());
    match lang {
        Lang::Zh => format!("gouji: {path}: 副本与原稿须为同一格式，请以 .{wanted} 结尾"),
        Lang::En => format!("gouji: {path}: a copy is of the same kind as IN: end its name in .{wanted}"),
    }
}

/// The annotated copy, and whether the draft was wholly checked.
fn copy(args: &AnnotateArgs, checker: &Checker, lang: Lang) -> Result<(Copy, bool), ReadError> {
    let draft = walk::File {
        shown: args.file.to_string_lossy().into_owned(),
        path: args.file.clone(),
    };
    let bytes = walk::bytes(&draft, &checker.reading)?;
    let document = crate::source::read(&draft.shown, &bytes, &checker.reading)?;
    if document.word.is_none() {
        return Err(WordError::NotWord.into());
    }
    let report = checker.report(&document);
    for crash in report.findings.iter().filter(|finding| finding.rule == INTERNAL_ERROR) {
        check::tell(&crate::report::Unreadable {
            path: draft.shown.clone(),
            message: crash.message.clone(),
        });
    }
    let notes = annotate::notes(&report, lang);
    let copy = annotate::annotate(&bytes, &document, &notes, checker.reading.max_bytes)?;
    Ok((copy, !report.crashed()))
}

fn summary(copy: &Copy, path: &str, lang: Lang) -> String {
    let Copy { added, kept, lost, .. } = *copy;
    match lang {
        Lang::Zh => {
            let kept = if kept > 0 {
                format!("，原有批注 {kept} 条未重复添加")
            } else {
                String::new()
            };
            let lost = if lost > 0 {
                format!("，{lost} 条无处可加")
            } else {
                String::new()
            };
            format!("{path}：新增批注 {added} 条{kept}{lost}")
        }
        Lang::En => {
            let kept = if kept > 0 {
                format!(", {kept} were there already")
            } else {
                String::new()
            };
            let lost = if lost > 0 {
                format!(", {lost} have no place in the body")
            } else {
                String::new()
            };
            format!("{path}: {added} comments added{kept}{lost}")
        }
    }
}
