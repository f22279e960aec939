//! One document checked: everything that answers are made from.
//!
//! Owns the way from an editor's text to a [`FileReport`], which is that of `gouji check`, and its faults: a text that is no draft is
//! declined with a reason, and a panic becomes a finding.

use super::text::Text;
use super::workspace::Loaded;
use crate::analysis::Analysis;
use crate::check::driver::{Driver, words_of};
use crate::check::{Checked, Context, Lang, Rule};
use crate::fact::frame::Known;
use crate::relate;
use crate::settle::ledger::{Entry, Ledger, ledger};
use crate::settle::{self, FileReport, Policy, Range, Resolved};
use crate::source::{Document, Encoding, ReadOptions, read_text};
use crate::span::Span;
use std::cell::OnceCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// A configuration with what counts for documents of one kind: those that the same overrides are about.
pub struct Engine<'a> {
    /// Where the rules come from.
    pub loaded: &'a Loaded,
    /// What is shown.
    pub policy: Policy,
    overrides: Vec<usize>,
    known: Known,
    max_bytes: u64,
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
    /// Prepares the rules for a document and those like it.
    pub fn new(loaded: &'a Loaded, document: &Path, max_bytes: u64) -> Self {
        let setup = &loaded.setup;
        let settings = setup.settings(document);
        let policy = setup.policy(&settings);
        Self {
            driver: Driver::new(&setup.rules, &setup.lexicon, |rule| policy.runs(rule)),
            overrides: setup.overrides(document),
            known: settings.known(),
            loaded,
            policy,
            max_bytes,
        }
    }

    /// Whether it is the one for a document under a configuration.
    pub fn fits(&self, config: Option<&Path>, document: &Path) -> bool {
        self.loaded.config.as_deref() == config && self.loaded.setup.overrides(document) == self.overrides
    }

    /// Checks a text; `name` tells its format by its ending. The error says why it cannot be checked.
    pub fn check(&self, name: &str, text: &Text) -> Result<Checkup, String> {
        let options = ReadOptions {
            encoding: Encoding::Utf8,
            max_bytes: self.max_bytes,
        };
        let document = read_text(name, text.as_str().as_bytes(), &options).map_err(|error| match self.policy.lang {
            Lang::Zh => error.zh(),
            Lang::En => error.to_string(),
        })?;
        let rules = &self.loaded.setup.rules;
        let done = catch_unwind(AssertUnwindSafe(|| {
            let (analysis, checked) = relate::check(&self.driver, &document, &self.known);
            let report = settle::settle(&document, &analysis, &checked, rules, &self.policy);
            (analysis, checked, report)
        }));
        let (analysis, checked, report) = done.unwrap_or_else(|panic| {
            let report = settle::crashed(name, &words_of(&*panic), &self.policy);
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

    /// A rule by its id.
    pub fn rule(&self, id: &str) -> Option<&'a Rule> {
        self.loaded.setup.rules.rules.iter().find(|rule| rule.id == id)
    }

    /// Every figure of a document that this engine checked.
    pub fn ledger<'c>(&self, checkup: &'c Checkup) -> &'c Ledger {
        checkup.ledger.get_or_init(|| {
            let cx = Context {
                document: &checkup.document,
                analysis: &checkup.analysis,
                lexicon: &self.loaded.setup.lexicon,
                others: &[],
            };
            ledger(&cx, &checkup.checked, &self.loaded.setup.rules)
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
        self.source(range.start.byte..range.end.byte)
    }

    /// The same of bytes of the document's source.
    pub fn source(&self, bytes: std::ops::Range<usize>) -> std::ops::Range<usize> {
        bytes.start + self.before..bytes.end + self.before
    }

    /// The bytes of the editor's text that a span of the prose came from.
    pub fn span(&self, span: Span) -> std::ops::Range<usize> {
        self.source(self.document.source_range(span))
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
