//! The tool's own errors: rules, lexicon and configuration files that cannot be used.
//!
//! Owns a fault with the places that it underlines, and the printing by miette. The reading of YAML into a type is in [`yaml`], how it goes
//! on behind an error in [`collect`]. Findings about a draft are [`crate::finding`].

pub mod collect;
pub mod scalar;
pub mod tree;
pub mod yaml;

pub use collect::parse_all;
pub use yaml::{place, place_inside};

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A file of rules or vocabulary.
#[derive(Debug)]
pub struct SourceFile {
    /// As shown.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// One thing that is wrong with a file, with the places that it underlines.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The file.
    pub file: Arc<SourceFile>,
    /// Byte ranges of the file with what they are; the first is where it is wrong.
    pub labels: Vec<(Range<usize>, String)>,
}

/// Everything that is wrong with a set of files, in the order of the files.
#[derive(Clone, Debug, Default)]
pub struct Faults(pub Vec<Fault>);

impl Fault {
    /// A fault at one place.
    pub fn new(file: &Arc<SourceFile>, at: Range<usize>, message: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
            file: Arc::clone(file),
            labels: vec![(at, label.into())],
        }
    }

    /// The same with what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl Faults {
    /// All faults as miette prints them, `width` columns wide.
    pub fn render(&self, colour: bool, width: usize) -> String {
        let theme = if colour {
            GraphicalTheme::unicode()
        } else {
            GraphicalTheme::unicode_nocolor()
        };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(width)
            .with_links(false);
        let mut out = String::new();
        for fault in &self.0 {
            let source = NamedSource::new(&fault.file.name, fault.file.text.clone()).with_language("yaml");
            let shown = Shown { fault, source };
            if handler.render_report(&mut out, &shown).is_err() {
                out.push_str(&fault.message);
            }
            out.push('\n');
        }
        out
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false, 100))
    }
}

impl std::error::Error for Faults {}

/// A fault beside its source, in the form that miette asks for.
#[derive(Debug)]
struct Shown<'a> {
    fault: &'a Fault,
    source: NamedSource<String>,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fault.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl Diagnostic for Shown<'_> {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.fault.help.as_ref().map(|h| Box::new(h) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.fault.labels.iter().map(|(at, label)| {
            LabeledSpan::new(Some(label.clone()), at.start, at.len())
        })))
    }
}

/// The known word nearest to a mistyped one, when one is near.
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    known
        .iter()
        .map(|k| (distance(word, k), *k))
        .filter(|(d, _)| *d <= limit)
        .min()
        .map(|(_, k)| k)
}

/// The number of edits between two words, two neighbours exchanged being one (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}
