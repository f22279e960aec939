//! `gouji annotate`: a copy of a Word file with comments on what was found.

use super::args::AnnotateArgs;
use super::check;
use super::plan::Checker;
use super::{CLEAN, FAILED, Failure, file, input, load, terminal};
use crate::annotate::{self, Copy};
use crate::check::Lang;
use crate::config::Asked;
use crate::settle::{FileReport, INTERNAL_ERROR};
use crate::source::{Document, Encoding, ReadError, ReadOptions, docx::WordError, walk};
use std::io::Write;
use std::path::Path;

/// Runs the command.
pub fn run(args: &AnnotateArgs) -> Result<u8, Failure> {
    let asked = Asked {
        lang: args.lang.map(Into::into),
        ..load::asked(&args.rules, Some(&args.shown), None)
    };
    let setup = load::setup(&args.rules, asked, &args.file)?;
    let lang = setup.settings(&args.file).lang.value;
    if let Some(out) = args.out.as_ref().filter(|out| ending(out) != ending(&args.file)) {
        return Err(Failure::Told(other_kind(out, &args.file, lang)));
    }
    let reading = ReadOptions {
        encoding: Encoding::Auto,
        max_bytes: args.max_size.saturating_mul(1 << 20),
    };
    let checker = Checker::new(&setup, &args.file, reading);
    let done = match done(args, &checker, lang) {
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
    file::replace(out, draft, |out| Ok(out.write_all(&done.copy.bytes)?))?;
    if !args.quiet {
        let (mut stdout, _) = terminal::stdout(super::args::Color::Never);
        writeln!(stdout, "{}", summary(&done, &out.to_string_lossy(), lang))?;
        stdout.flush()?;
    }
    Ok(if done.whole { CLEAN } else { FAILED })
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

/// What was written, and how.
struct Done {
    copy: Copy,
    /// Tracked changes that are new.
    changed: usize,
    /// Whether the draft was wholly checked.
    whole: bool,
}

fn done(args: &AnnotateArgs, checker: &Checker, lang: Lang) -> Result<Done, ReadError> {
    let draft = walk::File {
        shown: args.file.to_string_lossy().into_owned(),
        path: args.file.clone(),
    };
    let limit = checker.reading.max_bytes;
    let mut bytes = walk::bytes(&draft, &checker.reading)?;
    let (mut document, mut report) = checked(&draft.shown, &bytes, checker)?;
    let mut changed = 0;
    if args.fix {
        let revised = annotate::revise(&bytes, &document, &annotate::changes(&report), limit)?;
        changed = revised.changed;
        if changed > 0 {
            bytes = revised.bytes;
            // what is left to comment on is found in the text as changed
            (document, report) = checked(&draft.shown, &bytes, checker)?;
        }
    }
    for crash in report.findings.iter().filter(|finding| finding.rule == INTERNAL_ERROR) {
        check::tell(&crate::report::Unreadable {
            path: draft.shown.clone(),
            message: crash.message.clone(),
        });
    }
    let copy = annotate::annotate(&bytes, &document, &annotate::notes(&report, lang), limit)?;
    Ok(Done {
        copy,
        changed,
        whole: !report.crashed(),
    })
}

fn checked(path: &str, bytes: &[u8], checker: &Checker) -> Result<(Document, FileReport), ReadError> {
    let document = crate::source::read(path, bytes, &checker.reading)?;
    if document.word.is_none() {
        return Err(WordError::NoComments.into());
    }
    let report = checker.report(&document);
    Ok((document, report))
}

fn summary(done: &Done, path: &str, lang: Lang) -> String {
    let Copy { added, kept, lost, .. } = done.copy;
    let told = |count: usize, text: String| if count > 0 { text } else { String::new() };
    let changed = done.changed;
    match lang {
        Lang::Zh => {
            let fixed = told(changed, format!("，修订 {changed} 处"));
            let kept = told(kept, format!("，原有批注 {kept} 条未重复添加"));
            let lost = told(lost, format!("，{lost} 条无处可加"));
            format!("{path}：新增批注 {added} 条{fixed}{kept}{lost}")
        }
        Lang::En => {
            let fixed = told(changed, format!(", {changed} changes tracked"));
            let kept = told(kept, format!(", {kept} were there already"));
            let lost = told(lost, format!(", {lost} have no place in the body"));
            format!("{path}: {added} comments added{fixed}{kept}{lost}")
        }
    }
}
