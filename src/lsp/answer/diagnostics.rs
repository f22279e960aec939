//! Findings as diagnostics, and what is wrong in a rule file.

use super::View;
use crate::fault::Fault;
use crate::finding::{Confidence, Severity};
use crate::lsp::text::{Counting, Text};
use crate::lsp::uri;
use crate::report::full;
use crate::settle::{Range, Resolved};
use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Message, Uri,
};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

/// Every finding of a document.
pub fn all(view: &View) -> Vec<Diagnostic> {
    let findings = &view.checkup.report.findings;
    findings.iter().map(|finding| of(view, finding)).collect()
}

/// One finding.
pub fn of(view: &View, finding: &Resolved) -> Diagnostic {
    let mut lines = vec![finding.message.clone()];
    lines.extend(full::explanations(finding, view.lang()));
    Diagnostic {
        range: view.range(&finding.place.range),
        severity: Some(severity(finding)),
        code: Some(Code::String(finding.rule.clone())),
        code_description: rule_file(view, &finding.rule),
        source: Some("gouji".to_owned()),
        message: Message::String(lines.join("\n")),
        tags: None,
        related_information: view.client.related.then(|| related(view, finding)),
        data: Some(json!({"fingerprint": finding.fingerprint})),
    }
}

fn severity(finding: &Resolved) -> DiagnosticSeverity {
    match finding.severity {
        _ if finding.confidence == Confidence::Hint => DiagnosticSeverity::Hint,
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    }
}

/// A rule of the user's own leads to its file; the built-in ones are explained where the caret rests.
fn rule_file(view: &View, id: &str) -> Option<CodeDescription> {
    let rule = view.engine.rule(id)?;
    let file = Path::new(&rule.origin);
    let own = view.engine.loaded.files.iter().any(|known| known == file);
    own.then(|| CodeDescription {
        href: Uri(uri::of(file)),
    })
}

/// The other places of a finding: what it is compared with, further places, other sums that the slip breaks.
fn related(view: &View, finding: &Resolved) -> Vec<DiagnosticRelatedInformation> {
    let here = |range: &Range, message: String| DiagnosticRelatedInformation {
        location: view.location(range),
        message,
    };
    let own = finding.related.iter().filter(|related| related.place.path.is_none());
    let places = own.map(|related| {
        let text = &related.place.text;
        let message = match related.label.as_str() {
            "" => text.clone(),
            label => format!("{label} {text}"),
        };
        here(&related.place.range, message)
    });
    let further = finding.places.iter().skip(1);
    let further = further.map(|range| here(range, finding.place.text.clone()));
    let sums = finding.evidence.iter();
    let sums = sums.map(|other| here(&other.range, format!("{} ({})", other.text, other.rule)));
    places.chain(further).chain(sums).collect()
}

/// What is wrong in a rule file or a configuration, underlined there.
pub fn of_fault(fault: &Fault, counting: Counting, with_related: bool) -> Diagnostic {
    let text = Text::new(fault.file.text.clone());
    let file = Uri(uri::of(Path::new(&fault.file.name)));
    let places: Vec<_> = fault
        .labels
        .iter()
        .map(|(at, label)| (text.range(at, counting), label.clone()))
        .collect();
    let first = places.first();
    let label = first.map(|(_, label)| label.as_str()).unwrap_or_default();
    let lines = [fault.message.as_str(), label, fault.help.as_deref().unwrap_or_default()];
    let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    let others = places
        .iter()
        .skip(1)
        .map(|(range, label)| DiagnosticRelatedInformation {
            location: Location {
                uri: file.clone(),
                range: *range,
            },
            message: label.clone(),
        });
    Diagnostic {
        range: first.map(|(range, _)| *range).unwrap_or_default(),
        severity: Some(DiagnosticSeverity::Error),
        source: Some("gouji".to_owned()),
        message: Message::String(lines.join("\n")),
        related_information: with_related.then(|| others.collect()),
        ..Diagnostic::default()
    }
}

/// The faults of each file, by the file's name.
pub fn by_file<'f>(faults: impl Iterator<Item = &'f Fault>) -> BTreeMap<&'f str, Vec<&'f Fault>> {
    let mut files: BTreeMap<&str, Vec<&Fault>> = BTreeMap::new();
    for fault in faults {
        files.entry(&fault.file.name).or_default().push(fault);
    }
    files
}
