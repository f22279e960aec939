//! Reports: what is written of a run, in every format.
//!
//! Owns the order of writing ([`Report`]): one document after the other as they come, so that memory does not grow with their number.
//! One file for each format, which implements [`Emit`]; all of them see the same [`FileReport`]s, and none computes a position.

pub mod checkstyle;
pub mod concise;
pub mod describe;
pub mod figures;
pub mod full;
pub mod github;
pub mod gitlab;
mod html;
pub mod json;
pub mod junit;
pub mod rdjson;
mod reading;
pub mod sarif;
pub mod snippet;
pub(crate) mod spot;
pub mod summary;
mod tell;

use crate::check::{Lang, RuleSet};
use crate::settle::{FileReport, Summary};
use std::borrow::Cow;
use std::io::{self, Write};

/// The formats of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For reading: every finding with its sentence and its sum.
    Full,
    /// One line for each finding.
    Concise,
    /// One JSON object.
    Json,
    /// One JSON object for each document.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub.
    Github,
    /// A code quality report of GitLab.
    Gitlab,
    /// JUnit XML.
    Junit,
    /// Checkstyle XML.
    Checkstyle,
    /// The diagnostic format of reviewdog, one JSON object.
    Rdjson,
    /// The same, one JSON object for each finding.
    Rdjsonl,
    /// One page with the drafts themselves, for reading and printing.
    Html,
}

/// How a report looks.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The format.
    pub format: Format,
    /// The language of what is not in the findings themselves.
    pub lang: Lang,
    /// Whether terminal colours are written.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Whether the summary lines are left out.
    pub quiet: bool,
    /// Whether findings are counted by rule at the end, in the formats for reading.
    pub statistics: bool,
}

/// What formats for other programs tell beyond the findings.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// The rules, which SARIF describes: a set for each configuration of the run.
    pub rules: &'a [&'a RuleSet],
    /// The folder that the run was started in: absolute paths inside it are told from there. Empty when it is not known.
    pub root: &'a str,
}

/// An input that could not be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The path as it is shown.
    pub path: String,
    /// Why.
    pub message: String,
}

/// What one format writes before the first document, for each, and behind the last.
trait Emit {
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()>;

    /// An input that could not be checked; the formats for reading leave that to standard error.
    fn fault(&mut self, _out: &mut dyn Write, _fault: &Unreadable) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self, _out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        Ok(())
    }
}

/// A report that is being written.
pub struct Report<'a, W> {
    out: W,
    format: Box<dyn Emit + 'a>,
    summary: Summary,
}

impl<'a, W: Write> Report<'a, W> {
    /// Begins a report.
    ///
    /// # Errors
    /// When the output cannot be written, like all functions here.
    pub fn new(mut out: W, style: Style, run: Run<'a>) -> io::Result<Self> {
        let mut format = emitter(style, run);
        format.begin(&mut out)?;
        Ok(Self {
            out,
            format,
            summary: Summary::default(),
        })
    }

    /// Writes one document.
    pub fn file(&mut self, file: &FileReport) -> io::Result<()> {
        self.summary.add(&Summary::of(file));
        self.format.file(&mut self.out, file)
    }

    /// Notes an input that could not be checked.
    pub fn fault(&mut self, fault: &Unreadable) -> io::Result<()> {
        self.format.fault(&mut self.out, fault)
    }

    /// Writes what comes last, and gives the sums of the run.
    pub fn finish(mut self) -> io::Result<Summary> {
        self.format.end(&mut self.out, &self.summary)?;
        self.out.flush()?;
        Ok(self.summary)
    }
}

fn emitter(style: Style, run: Run<'_>) -> Box<dyn Emit + '_> {
    let teller = tell::Teller {
        lang: style.lang,
        root: run.root,
    };
    match style.format {
        Format::Full | Format::Concise => Box::new(reading::Reading::new(style)),
        Format::Json => Box::new(json::Json::default()),
        Format::Jsonl => Box::new(json::Jsonl),
        Format::Sarif => Box::new(sarif::Sarif::new(teller, run.rules)),
        Format::Github => Box::new(github::Github(teller)),
        Format::Gitlab => Box::new(gitlab::Gitlab::new(teller)),
        Format::Junit => Box::new(junit::Junit::new(teller)),
        Format::Checkstyle => Box::new(checkstyle::Checkstyle(teller)),
        Format::Rdjson => Box::new(rdjson::Rdjson::new(teller)),
        Format::Rdjsonl => Box::new(rdjson::Rdjsonl(teller)),
        Format::Html => Box::new(html::Html::new(teller)),
    }
}

/// Text of a draft as it may be sent to a terminal: control characters and those that turn the direction of writing are replaced by
/// others of the same length, so that positions stay true.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    let unsafe_for_terminals = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(unsafe_for_terminals) {
        return Cow::Borrowed(text);
    }
    let replace = |c: char| match c.len_utf8() {
        _ if !unsafe_for_terminals(c) => c,
        1 => '?',
        2 => '·',
        _ => '\u{FFFD}',
    };
    Cow::Owned(text.chars().map(replace).collect())
}
