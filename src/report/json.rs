//! The JSON report, version 1: one object, or one line for each document.
//!
//! Owns the output structs of the contract; their JSON Schema is generated from them ([`schema`]) and committed as
//! `rules/schema/check.json`. Keys are only ever added within version 1.

mod known;
mod range;

use super::{Emit, Unreadable};
use crate::finding::{Applicability, Confidence, Severity, Sum};
use crate::settle::{self, Counts, FileReport};
use known::Suppressed;
pub(super) use range::Range;
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

/// The version of the contract.
pub const SCHEMA_VERSION: &str = "1.0";

/// The whole report.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "gouji check --format json")]
pub struct Check {
    /// The version of this format; keys are only ever added within version 1.
    schema_version: String,
    /// The program that wrote it.
    tool: Tool,
    /// Every checked document, in the order of the paths.
    files: Vec<File>,
    /// What could not be checked.
    errors: Vec<Error>,
    /// Sums over all documents.
    summary: Summary,
}

/// The program.
#[derive(Serialize, JsonSchema)]
struct Tool {
    name: String,
    version: String,
}

/// One checked document.
#[derive(Serialize, JsonSchema)]
pub struct File {
    /// The path as given or found.
    path: String,
    figures: Figures,
    /// By position.
    findings: Vec<Finding>,
    /// What the drafter has marked as known, by position.
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressed: Option<Vec<Suppressed>>,
}

/// What became of the figures of a document; dates, years and ordinals are not counted.
#[derive(Serialize, JsonSchema)]
struct Figures {
    total: u64,
    /// In a relation that holds and could have failed.
    verified: u64,
    /// In a relation that cannot hold.
    contradicted: u64,
    unverified: u64,
}

/// One finding.
#[derive(Serialize, JsonSchema)]
struct Finding {
    /// `family/name`.
    rule: String,
    severity: Severity,
    confidence: Confidence,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    /// The offending text; of an aggregated finding the first place.
    range: Range,
    text: String,
    /// The headings above it, the highest first.
    section: Vec<String>,
    related: Vec<Related>,
    #[serde(skip_serializing_if = "Option::is_none")]
    equation: Option<Equation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suspect: Option<Suspect>,
    fixes: Vec<Fix>,
    /// Other sums that the same slip breaks.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Vec<Evidence>>,
    /// How many places an aggregated finding has.
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<usize>,
    /// The first places of an aggregated finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    places: Option<Vec<Range>>,
    /// Stable under edits elsewhere in the document.
    fingerprint: String,
}

/// Another place that belongs to a finding.
#[derive(Serialize, JsonSchema)]
struct Related {
    /// The file, when it is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    range: Range,
    text: String,
    /// What it is for the reader.
    label: String,
    /// Its part in the relation.
    role: String,
}

/// Another sum that the slip of a finding breaks.
#[derive(Serialize, JsonSchema)]
struct Evidence {
    /// The rule that found it.
    rule: String,
    /// Its figure.
    range: Range,
    /// The sum and what is printed instead.
    text: String,
}

/// The sum; numbers are decimal strings.
#[derive(Serialize, JsonSchema)]
struct Equation {
    text: String,
    /// The figure as printed in the draft.
    stated: String,
    /// What the others give, at the printed precision of the stated one.
    expected: String,
    low: String,
    high: String,
    /// The unit of `low` and `high`.
    unit: String,
}

/// A figure that is probably wrong.
#[derive(Serialize, JsonSchema)]
struct Suspect {
    text: String,
    reason: String,
    range: Range,
}

/// One way to mend a finding.
#[derive(Serialize, JsonSchema)]
struct Fix {
    message: String,
    applicability: Applicability,
    edits: Vec<Edit>,
}

/// One replacement.
#[derive(Serialize, JsonSchema)]
struct Edit {
    range: Range,
    text: String,
}

/// An input that could not be checked.
#[derive(Serialize, JsonSchema)]
struct Error {
    path: String,
    message: String,
}

/// Sums over all documents.
#[derive(Serialize, JsonSchema)]
struct Summary {
    files: u64,
    errors: u64,
    warnings: u64,
    infos: u64,
    suppressed: u64,
    baselined: u64,
}

/// A line of `jsonl` for an input that could not be checked.
#[derive(Serialize)]
pub struct ErrorLine {
    error: Error,
}

/// The last line of `jsonl`.
#[derive(Serialize)]
pub struct SummaryLine {
    summary: Summary,
}

/// The JSON Schema of the report.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Check)
}

/// The format `json`.
#[derive(Default)]
pub(super) struct Json {
    begun: bool,
    faults: Vec<Error>,
}

/// The format `jsonl`.
pub(super) struct Jsonl;

impl Emit for Json {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let tool = Tool {
            name: "gouji".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        write!(out, "{{\"schema_version\":\"{SCHEMA_VERSION}\",\"tool\":")?;
        serde_json::to_writer(&mut *out, &tool)?;
        write!(out, ",\"files\":[")
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        out.write_all(if self.begun { b",\n" } else { b"\n" })?;
        self.begun = true;
        Ok(serde_json::to_writer(out, &File::of(file))?)
    }

    fn fault(&mut self, _: &mut dyn Write, fault: &Unreadable) -> io::Result<()> {
        self.faults.push(Error::of(fault));
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, summary: &settle::Summary) -> io::Result<()> {
        write!(out, "\n],\"errors\":")?;
        serde_json::to_writer(&mut *out, &self.faults)?;
        write!(out, ",\"summary\":")?;
        serde_json::to_writer(&mut *out, &Summary::of(summary))?;
        writeln!(out, "}}")
    }
}

impl Emit for Jsonl {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        line(out, &File::of(file))
    }

    fn fault(&mut self, out: &mut dyn Write, fault: &Unreadable) -> io::Result<()> {
        line(out, &ErrorLine::of(fault))
    }

    fn end(&mut self, out: &mut dyn Write, summary: &settle::Summary) -> io::Result<()> {
        line(out, &SummaryLine::of(summary))
    }
}

/// Writes one value as a line.
///
/// # Errors
/// When the output cannot be written.
pub fn line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    writeln!(out)
}

impl File {
    /// The entry of one document.
    pub fn of(file: &FileReport) -> Self {
        let Counts {
            total,
            verified,
            contradicted,
            unverified,
        } = file.figures;
        let suppressed: Vec<Suppressed> = file.suppressed.iter().filter_map(Suppressed::of).collect();
        Self {
            path: file.path.clone(),
            figures: Figures {
                total,
                verified,
                contradicted,
                unverified,
            },
            findings: file.findings.iter().map(Finding::of).collect(),
            suppressed: (!suppressed.is_empty()).then_some(suppressed),
        }
    }
}

impl Finding {
    fn of(finding: &settle::Resolved) -> Self {
        let aggregated = !finding.places.is_empty();
        let related = finding.related.iter().map(|r| Related {
            path: r.place.path.clone(),
            range: Range::of(&r.place.range),
            text: r.place.text.clone(),
            label: r.label.clone(),
            role: r.role.clone(),
        });
        let suspect = finding.suspect.as_ref().map(|s| Suspect {
            text: s.place.text.clone(),
            reason: s.reason.clone(),
            range: Range::of(&s.place.range),
        });
        Self {
            rule: finding.rule.clone(),
            severity: finding.severity,
            confidence: finding.confidence,
            message: finding.message.clone(),
            help: finding.help.clone(),
            range: Range::of(&finding.place.range),
            text: finding.place.text.clone(),
            section: finding.section.clone(),
            related: related.collect(),
            equation: finding.equation.as_ref().map(Equation::of),
            suspect,
            fixes: finding.fixes.iter().map(Fix::of).collect(),
            evidence: (!finding.evidence.is_empty()).then(|| finding.evidence.iter().map(Evidence::of).collect()),
            count: aggregated.then_some(finding.count),
            places: aggregated.then(|| finding.places.iter().map(Range::of).collect()),
            fingerprint: finding.fingerprint.clone(),
        }
    }
}

impl Evidence {
    fn of(evidence: &settle::EvidencePlace) -> Self {
        Self {
            rule: evidence.rule.clone(),
            range: Range::of(&evidence.range),
            text: evidence.text.clone(),
        }
    }
}

impl Equation {
    fn of(sum: &Sum) -> Self {
        Self {
            text: sum.text.clone(),
            stated: sum.stated.clone(),
            expected: sum.expected.clone(),
            low: sum.low.clone(),
            high: sum.high.clone(),
            unit: sum.unit.clone(),
        }
    }
}

impl Fix {
    fn of(fix: &settle::ResolvedFix) -> Self {
        let edits = fix.edits.iter().map(|e| Edit {
            range: Range::of(&e.range),
            text: e.text.clone(),
        });
        Self {
            message: fix.message.clone(),
            applicability: fix.applicability,
            edits: edits.collect(),
        }
    }
}

impl Error {
    fn of(fault: &Unreadable) -> Self {
        Self {
            path: fault.path.clone(),
            message: fault.message.clone(),
        }
    }
}

impl ErrorLine {
    /// The line of one fault.
    pub fn of(fault: &Unreadable) -> Self {
        Self {
            error: Error::of(fault),
        }
    }
}

impl Summary {
    fn of(sums: &settle::Summary) -> Self {
        let (suppressed, baselined) = (sums.suppressed, sums.baselined);
        let (errors, warnings, infos) = (sums.errors, sums.warnings, sums.infos);
        Self {
            files: sums.files,
            errors,
            warnings,
            infos,
            suppressed,
            baselined,
        }
    }
}

impl SummaryLine {
    /// The line of a run.
    pub fn of(sums: &settle::Summary) -> Self {
        Self {
            summary: Summary::of(sums),
        }
    }
}
