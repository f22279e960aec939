//! The code quality report of GitLab: a list in the form of Code Climate.
//!
//! GitLab tells issues by their fingerprints, which must be unique in a report: the path is part of them. It shows the description alone,
//! which therefore names the rule.

use super::tell::{Teller, UNREADABLE, clean};
use super::{Emit, Unreadable};
use crate::finding::Severity;
use crate::settle::{FileReport, INTERNAL_ERROR, Resolved, fingerprint};
use crate::source::lines;
use serde::Serialize;
use std::io::{self, Write};

/// The format `gitlab`.
pub(super) struct Gitlab<'a> {
    teller: Teller<'a>,
    first: bool,
}

#[derive(Serialize)]
struct Issue<'a> {
    check_name: &'a str,
    description: String,
    severity: &'static str,
    fingerprint: String,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    positions: Positions,
}

#[derive(Serialize)]
struct Positions {
    begin: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

impl<'a> Gitlab<'a> {
    pub(super) fn new(teller: Teller<'a>) -> Self {
        Self { teller, first: true }
    }

    fn issue(&mut self, out: &mut dyn Write, issue: &Issue) -> io::Result<()> {
        out.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        Ok(serde_json::to_writer(out, issue)?)
    }

    fn of<'f>(&self, path: &str, finding: &'f Resolved) -> Issue<'f> {
        let range = &finding.place.range;
        let description = format!("{}: {}", finding.rule, self.teller.message(path, finding));
        let path = self.teller.path(path);
        Issue {
            check_name: &finding.rule,
            description,
            severity: severity(finding),
            fingerprint: fingerprint::plain(&[&path, &finding.fingerprint]),
            location: Location {
                path,
                positions: Positions {
                    begin: Position::of(range.start),
                    end: Position::of(range.end),
                },
            },
        }
    }
}

impl Emit for Gitlab<'_> {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"[")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        for finding in &file.findings {
            let issue = self.of(&file.path, finding);
            self.issue(out, &issue)?;
        }
        Ok(())
    }

    fn fault(&mut self, out: &mut dyn Write, fault: &Unreadable) -> io::Result<()> {
        let path = self.teller.path(&fault.path);
        let start = || Position { line: 1, column: 1 };
        let issue = Issue {
            check_name: UNREADABLE,
            description: format!("{UNREADABLE}: {}", clean(&fault.message)),
            severity: "critical",
            fingerprint: fingerprint::plain(&[&path, UNREADABLE]),
            location: Location {
                path,
                positions: Positions {
                    begin: start(),
                    end: start(),
                },
            },
        };
        self.issue(out, &issue)
    }

    fn end(&mut self, out: &mut dyn Write, _: &crate::settle::Summary) -> io::Result<()> {
        out.write_all(b"\n]\n")
    }
}

impl Position {
    fn of(position: lines::Position) -> Self {
        Self {
            line: position.line,
            column: position.column,
        }
    }
}

fn severity(finding: &Resolved) -> &'static str {
    match finding.severity {
        _ if finding.rule == INTERNAL_ERROR => "critical",
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
