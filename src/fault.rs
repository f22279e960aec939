//! The tool's own errors: rules, lexicon and configuration files that cannot be used.
//!
//! Owns a fault with the places that it underlines, the reading of YAML into a type, and the printing by miette. Findings about a draft
//! are [`crate::finding`].

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};
use serde::de::DeserializeOwned;
use serde_yaml::{Location, Spanned};
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

/// Reads a YAML text that stands at byte `offset` of a file.
///
/// # Errors
/// The first error of the YAML or of its shape, at its token.
pub fn parse_yaml<T: DeserializeOwned>(file: &Arc<SourceFile>, text: &str, offset: usize) -> Result<T, Fault> {
    let options = serde_yaml::options! { with_snippet: false };
    serde_yaml::from_str_with_options(text, options).map_err(|error| yaml_fault(file, text, offset, &error))
}

fn yaml_fault(file: &Arc<SourceFile>, text: &str, offset: usize, error: &serde_yaml::Error) -> Fault {
    let at = error.location().map_or(0..0, |l| token(text, &l));
    let at = at.start + offset..at.end + offset;
    match error.without_snippet() {
        serde_yaml::Error::SerdeUnknownField { field, expected, .. } => {
            Fault::new(file, at, format!("unknown key `{field}`"), "no such key here")
                .help(known(field, expected, "keys"))
        }
        serde_yaml::Error::SerdeUnknownVariant { variant, expected, .. } => Fault::new(
            file,
            at,
            format!("unknown value `{variant}`"),
            "not one of the known values",
        )
        .help(known(variant, expected, "values")),
        serde_yaml::Error::SerdeMissingField { field, .. } => {
            Fault::new(file, at, format!("the key `{field}` is missing"), "needed here").help(format!("add `{field}:`"))
        }
        other => {
            let text = other.to_string();
            let message = text.split(" at line ").next().unwrap_or(&text).to_owned();
            Fault::new(file, at, message, "here")
        }
    }
}

fn known(word: &str, expected: &[&str], what: &str) -> String {
    nearest(word, expected).map_or_else(
        || format!("known {what}: {}", expected.join(", ")),
        |n| format!("did you mean `{n}`?"),
    )
}

/// The byte range of a value in its file, when its place is known: the scalar with its quotes.
pub fn place<T>(value: &Spanned<T>, offset: usize) -> Range<usize> {
    let span = value.referenced.span();
    let start = span.byte_offset().unwrap_or(0) as usize + offset;
    start..start + span.byte_len().unwrap_or(0) as usize
}

/// The byte range of a part of a scalar: exact when the scalar is written as it is read, else the whole token.
pub fn place_inside(value: &Spanned<String>, inside: Range<usize>, file: &SourceFile, offset: usize) -> Range<usize> {
    let whole = place(value, offset);
    let Some(written) = file.text.get(whole.clone()) else {
        return whole;
    };
    match written.find(value.value.as_str()) {
        Some(at) => whole.start + at + inside.start..whole.start + at + inside.end,
        None => whole,
    }
}

/// The token at an error's place: the reported span, or the word that starts there.
fn token(text: &str, location: &Location) -> Range<usize> {
    let span = location.span();
    let start = (span.byte_offset().unwrap_or(0) as usize).min(text.len());
    let len = span.byte_len().unwrap_or(0) as usize;
    if len > 0 && text.get(start..start + len).is_some_and(|t| !t.contains('\n')) {
        return start..start + len;
    }
    let Some(rest) = text.get(start..) else {
        return start..start;
    };
    let end = rest.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(rest.len());
    start..start + end
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

/// The number of edits between two words (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(x != *y)).min(above + 1).min(row[j] + 1);
            diagonal = above;
        }
    }
    row[b.len()]
}
