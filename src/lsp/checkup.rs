//! One document checked: everything that answers are made from.
//!
//! Owns the way from an editor's text to a [`FileReport`], which is that of `gouji check`, and its faults: a text that is no draft is
//! declined with a reason, and a panic becomes a finding.

use super::text::Text;
use super::workspace::Settings;
use crate::analysis::Analysis;
use crate::check::driver::{Driver, words_of};
use crate::check::{Checked, Context};
use crate::relate;
use crate::settle::ledger::{Entry, Ledger, ledger};
use crate::settle::{self, FileReport, Range, Resolved};
use crate::source::{Document, Encoding, ReadOptions, read_text};
use crate::span::Span;
use std::cell::OnceCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Settings with the automata of their rules.
pub struct Engine<'a> {
    /// Rules, policy and what is known of the documents.
    pub settings: &'a Settings,
    driver: Driver<'a>,
}

/// A document with what was found.
pub struct Checkup {
    /// What was read of it.
    pub document: Document,
    /// Its outline, figures and facts.
    pub analysis: Analysis,
    /// What every rule said.
    pub checked: Checked,
    /// What is shown of it.
    pub report: FileReport,
    /// Bytes of the editor's text before the source of the document: a byte-order mark.
    before: usize,
    ledger: OnceCell<Ledger>,
}

impl<'a> Engine<'a> {
    /// Prepares the rules.
    pub fn new(settings: &'a Settings) -> Self {
        let driver = Driver::new(&settings.rules, &settings.lexicon, |rule| settings.policy.runs(rule));
        Self { settings, driver }
    }

    /// Checks a text; `name` tells its format by its ending. The error says why it cannot be checked.
    pub fn check(&self, name: &str, text: &Text) -> Result<Checkup, String> {
        let settings = self.settings;
        let options = ReadOptions {
            encoding: Encoding::Utf8,
            max_bytes: settings.max_bytes,
        };
        let document = read_text(name, text.as_str().as_bytes(), &options).map_err(|error| settings.say(&error))?;
        let done = catch_unwind(AssertUnwindSafe(|| {
            let (analysis, checked) = relate::check(&self.driver, &document, &settings.known);
            let report = settle::settle(&document, &analysis, &checked, &settings.rules, &settings.policy);
            (analysis, checked, report)
        }));
        let (analysis, checked, report) = done.unwrap_or_else(|panic| {
            let report = settle::crashed(name, &words_of(&*panic), &settings.policy);
            (Analysis::default(), Checked::default(), report)
        });
        Ok(Checkup {
            before: text.as_str().len() - document.source.len(),
            document,
            analysis,
            checked,
            report,
            ledger: OnceCell::new(),
        })
    }

    /// Every figure of a document that this engine checked.
    pub fn ledger<'c>(&self, checkup: &'c Checkup) -> &'c Ledger {
        checkup.ledger.get_or_init(|| {
            let cx = Context {
                document: &checkup.document,
                analysis: &checkup.analysis,
                lexicon: &self.settings.lexicon,
                others: &[],
            };
            ledger(&cx, &checkup.checked, &self.settings.rules)
        })
    }

    /// The figure at a byte of the editor's text.
    pub fn figure_at<'c>(&self, checkup: &'c Checkup, byte: usize) -> Option<&'c Entry> {
        let mut entries = self.ledger(checkup).entries.iter();
        entries.find(|entry| touches(&checkup.bytes(&entry.range), byte))
    }
}

impl Checkup {
    /// The bytes of the editor's text that a range of the file stands for.
    pub fn bytes(&self, range: &Range) -> std::ops::Range<usize> {
        range.start.byte + self.before..range.end.byte + self.before
    }

    /// The bytes of the editor's text that a span of the prose came from.
    pub fn span(&self, span: Span) -> std::ops::Range<usize> {
        let source = self.document.source_range(span);
        source.start + self.before..source.end + self.before
    }

    /// The findings with a place at a range of bytes.
    pub fn findings_at(&self, bytes: std::ops::Range<usize>) -> impl Iterator<Item = &Resolved> {
        self.report.findings.iter().filter(move |finding| {
            let mut ranges = std::iter::once(&finding.place.range).chain(&finding.places);
            ranges.any(|range| {
                let own = self.bytes(range);
                own.start <= bytes.end && bytes.start <= own.end
            })
        })
    }
}

/// Whether a caret at `byte` stands in a range or at its end.
pub fn touches(range: &std::ops::Range<usize>, byte: usize) -> bool {
    range.start <= byte && byte <= range.end
}
