//! One line for each finding: `path:line:column: severity[rule] message`.

use super::{printable, spot};
use crate::check::Lang;
use crate::finding::Severity;
use crate::settle::FileReport;
use std::io::{self, Write};

/// Writes the findings of one document.
///
/// # Errors
/// When the output cannot be written.
pub fn write(out: &mut dyn Write, file: &FileReport, lang: Lang) -> io::Result<()> {
    for finding in &file.findings {
        let range = &finding.place.range;
        let message = finding.message.replace(['\n', '\r'], " ");
        write!(out, "{}: ", spot::full(&printable(&file.path), range, lang))?;
        writeln!(
            out,
            "{}[{}] {}",
            severity(finding.severity),
            finding.rule,
            printable(&message)
        )?;
    }
    Ok(())
}

/// The word of the interface for a severity.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
