//! Reports: what is written of a run, in every format.
//!
//! Owns the order of writing ([`Report`]): one document after the other as they come, so that memory does not grow with their number.
//! One file for each format; all of them see the same [`FileReport`]s, and none computes a position.

pub mod concise;
pub mod figures;
pub mod full;
pub mod json;
pub mod snippet;
pub(crate) mod spot;
pub mod summary;

use crate::check::Lang;
use crate::settle::{FileReport, Summary};
use std::borrow::Cow;
use std::collections::BTreeMap;
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

/// An input that could not be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The path as it is shown.
    pub path: String,
    /// Why.
    pub message: String,
}

/// A report that is being written.
pub struct Report<W> {
    out: W,
    style: Style,
    summary: Summary,
    faults: Vec<Unreadable>,
    rules: BTreeMap<String, u64>,
}

impl<W: Write> Report<W> {
    /// Begins a report.
    ///
    /// # Errors
    /// When the output cannot be written, like all functions here.
    pub fn new(mut out: W, style: Style) -> io::Result<Self> {
        if style.format == Format::Json {
            json::begin(&mut out)?;
        }
        Ok(Self {
            out,
            style,
            summary: Summary::default(),
            faults: Vec::new(),
            rules: BTreeMap::new(),
        })
    }

    /// Writes one document.
    pub fn file(&mut self, file: &FileReport) -> io::Result<()> {
        let first = self.summary.files == 0;
        let sums = Summary::of(file);
        self.summary.add(&sums);
        for finding in &file.findings {
            *self.rules.entry(finding.rule.clone()).or_default() += 1;
        }
        match self.style.format {
            Format::Full => {
                full::write(&mut self.out, file, &self.style)?;
                if !self.style.quiet {
                    writeln!(self.out, "{}", summary::line(self.style.lang, &file.path, &sums))?;
                }
                Ok(())
            }
            Format::Concise => concise::write(&mut self.out, file, self.style.lang),
            Format::Json => json::file(&mut self.out, file, first),
            Format::Jsonl => json::line(&mut self.out, &json::File::of(file)),
        }
    }

    /// Notes an input that could not be checked.
    pub fn fault(&mut self, fault: Unreadable) -> io::Result<()> {
        if self.style.format == Format::Jsonl {
            json::line(&mut self.out, &json::ErrorLine::of(&fault))?;
        }
        self.faults.push(fault);
        Ok(())
    }

    /// Writes what comes last, and gives the sums of the run.
    pub fn finish(mut self) -> io::Result<Summary> {
        match self.style.format {
            Format::Full | Format::Concise => {
                let several = self.summary.files > 1 && self.style.format == Format::Full && !self.style.quiet;
                if several {
                    writeln!(self.out, "{}", summary::total(self.style.lang, &self.summary))?;
                }
                if self.style.statistics {
                    summary::statistics(&mut self.out, &self.rules)?;
                }
            }
            Format::Json => json::end(&mut self.out, &self.faults, &self.summary)?,
            Format::Jsonl => json::line(&mut self.out, &json::SummaryLine::of(&self.summary))?,
        }
        self.out.flush()?;
        Ok(self.summary)
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
