//! The diagnostic format of reviewdog, as one object or as one line for each finding.
//!
//! Its columns count UTF-8 bytes, its ends are exclusive. A suggestion is one replacement: a fix of several is left out, because half of
//! one mends nothing. So is every fix of a Word file, which has no lines to replace.

use super::tell::{Teller, UNREADABLE, clean};
use super::{Emit, Unreadable};
use crate::finding::Severity;
use crate::settle::{self, FileReport, Resolved, Summary};
use serde::Serialize;
use std::io::{self, Write};

/// The format `rdjson`.
pub(super) struct Rdjson<'a> {
    teller: Teller<'a>,
    first: bool,
}

/// The format `rdjsonl`.
pub(super) struct Rdjsonl<'a>(pub Teller<'a>);

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Source>,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Location {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Related {
    message: String,
    location: Location,
}

const SOURCE: Source = Source { name: "gouji" };

impl<'a> Rdjson<'a> {
    pub(super) fn new(teller: Teller<'a>) -> Self {
        Self { teller, first: true }
    }

    fn diagnostic(&mut self, out: &mut dyn Write, diagnostic: &Diagnostic) -> io::Result<()> {
        out.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        Ok(serde_json::to_writer(out, diagnostic)?)
    }
}

impl Emit for Rdjson<'_> {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"{\"source\":")?;
        serde_json::to_writer(&mut *out, &SOURCE)?;
        out.write_all(b",\"diagnostics\":[")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        for finding in &file.findings {
            let diagnostic = Diagnostic::of(&self.teller, &file.path, finding);
            self.diagnostic(out, &diagnostic)?;
        }
        Ok(())
    }

    fn fault(&mut self, out: &mut dyn Write, fault: &Unreadable) -> io::Result<()> {
        let diagnostic = Diagnostic::of_fault(&self.teller, fault);
        self.diagnostic(out, &diagnostic)
    }

    fn end(&mut self, out: &mut dyn Write, _: &Summary) -> io::Result<()> {
        out.write_all(b"\n]}\n")
    }
}

impl Rdjsonl<'_> {
    /// A line stands alone, and so names its source.
    fn line(&self, out: &mut dyn Write, diagnostic: Diagnostic) -> io::Result<()> {
        let source = Some(SOURCE);
        serde_json::to_writer(&mut *out, &Diagnostic { source, ..diagnostic })?;
        out.write_all(b"\n")
    }
}

impl Emit for Rdjsonl<'_> {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        let mut findings = file.findings.iter();
        findings.try_for_each(|finding| self.line(out, Diagnostic::of(&self.0, &file.path, finding)))
    }

    fn fault(&mut self, out: &mut dyn Write, fault: &Unreadable) -> io::Result<()> {
        self.line(out, Diagnostic::of_fault(&self.0, fault))
    }
}

impl<'a> Diagnostic<'a> {
    fn of(teller: &Teller, path: &str, finding: &'a Resolved) -> Self {
        let related = finding.related.iter().map(|related| Related {
            message: teller.related(related),
            location: Location {
                path: teller.path(related.place.path.as_deref().unwrap_or(path)),
                range: Some(Range::of(&related.place.range)),
            },
        });
        Self {
            message: teller.all(path, finding),
            location: Location {
                path: teller.path(path),
                range: Some(Range::of(&finding.place.range)),
            },
            severity: match finding.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Info => "INFO",
            },
            source: None,
            code: Code { value: &finding.rule },
            suggestions: suggestions(finding),
            related_locations: related.collect(),
        }
    }

    fn of_fault(teller: &Teller, fault: &Unreadable) -> Self {
        Self {
            message: clean(&fault.message),
            location: Location {
                path: teller.path(&fault.path),
                range: None,
            },
            severity: "ERROR",
            source: None,
            code: Code { value: UNREADABLE },
            suggestions: Vec::new(),
            related_locations: Vec::new(),
        }
    }
}

fn suggestions(finding: &Resolved) -> Vec<Suggestion<'_>> {
    if finding.place.range.spot.is_some() {
        return Vec::new();
    }
    let one = |fix: &'_ settle::ResolvedFix| fix.edits.len() == 1;
    let edits = finding.fixes.iter().filter(|fix| one(fix)).flat_map(|fix| &fix.edits);
    let suggestions = edits.map(|edit| Suggestion {
        range: Range::of(&edit.range),
        text: &edit.text,
    });
    suggestions.collect()
}

impl Range {
    fn of(range: &settle::Range) -> Self {
        let position = |line, column| Position { line, column };
        Self {
            start: position(range.start.line, range.bytes.0),
            end: position(range.end.line, range.bytes.1),
        }
    }
}
