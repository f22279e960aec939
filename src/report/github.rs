//! Workflow commands: annotations on the lines of a commit in GitHub Actions.
//!
//! A command is one line; what would end it or one of its properties is escaped. Columns are only given inside of one line, as GitHub
//! wants them. The log shows nothing of a command but its message, which therefore says the place once more.

use super::tell::{Teller, clean};
use super::{Emit, Unreadable};
use crate::finding::Severity;
use crate::settle::{FileReport, Resolved};
use std::io::{self, Write};

/// The format `github`.
pub(super) struct Github<'a>(pub Teller<'a>);

impl Emit for Github<'_> {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        for finding in &file.findings {
            self.command(out, &file.path, finding)?;
        }
        Ok(())
    }

    fn fault(&mut self, out: &mut dyn Write, fault: &Unreadable) -> io::Result<()> {
        let path = self.0.path(&fault.path);
        let message = clean(&format!("{path}: {}", fault.message));
        writeln!(out, "::error title=gouji,file={}::{}", property(&path), data(&message))
    }
}

impl Github<'_> {
    fn command(&self, out: &mut dyn Write, path: &str, finding: &Resolved) -> io::Result<()> {
        let (start, end) = (finding.place.range.start, finding.place.range.end);
        let kind = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let title = property(&format!("gouji ({})", finding.rule));
        let file = property(&self.0.path(path));
        write!(out, "::{kind} title={title},file={file},line={}", start.line)?;
        if start.line == end.line {
            write!(out, ",col={}", start.column)?;
        }
        write!(out, ",endLine={}", end.line)?;
        if start.line == end.line {
            write!(out, ",endColumn={}", end.column)?;
        }
        let place = match finding.place.range.spot {
            Some(_) => String::new(),
            None => self.0.place(path, finding) + ": ",
        };
        writeln!(out, "::{}", data(&(place + &self.0.all(path, finding))))
    }
}

/// What stands behind `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
