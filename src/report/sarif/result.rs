//! What SARIF says of a finding. Columns are code points, ends exclusive.

use crate::finding::{Applicability, Confidence, Severity};
use crate::report::spot;
use crate::report::tell::{Teller, clean};
use crate::settle::{self, Resolved, ResolvedFix};
use serde::Serialize;

/// A `result`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Outcome<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline_state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<[Suppression<'a>; 1]>,
    properties: Properties<'a>,
}

/// Why a result needs no attention: the drafter says so, or the baseline.
#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<&'a str>,
}

/// Whether a finding is shown or known.
pub(super) enum Standing<'a> {
    /// It is shown; beside a baseline it is new.
    Shown {
        /// Whether there is a baseline.
        compared: bool,
    },
    /// It is known and stays.
    Known(&'a settle::Suppressed),
}

/// A `message`.
#[derive(Serialize)]
pub(super) struct Message {
    text: String,
}

/// A `location`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    logical_locations: Option<[Logical; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

/// The place in a Word file, which has no lines.
#[derive(Serialize)]
struct Logical {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Fingerprints<'a> {
    #[serde(rename = "gouji/v1")]
    own: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'a> {
    description: Message,
    artifact_changes: [Change<'a>; 1],
    properties: FixProperties,
}

#[derive(Serialize)]
struct FixProperties {
    applicability: Applicability,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Content<'a>,
}

#[derive(Serialize)]
struct Content<'a> {
    text: &'a str,
}

#[derive(Serialize)]
struct Properties<'a> {
    confidence: Confidence,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    section: &'a [String],
}

/// The level of a severity.
pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

impl<'a> Outcome<'a> {
    /// The result of a finding in the file `path`; `index` is the place of its rule among those of the tool.
    pub fn of(teller: &Teller, path: &str, finding: &'a Resolved, index: usize) -> Self {
        Self {
            rule_id: &finding.rule,
            rule_index: index,
            level: level(finding.severity),
            message: Message::new(teller.all(path, finding)),
            locations: [Location::of(teller, path, &finding.place.range)],
            related_locations: related(teller, path, finding),
            partial_fingerprints: Fingerprints {
                own: &finding.fingerprint,
            },
            fixes: fixes(teller, path, finding),
            baseline_state: None,
            suppressions: None,
            properties: Properties {
                confidence: finding.confidence,
                section: &finding.section,
            },
        }
    }

    /// The same with whether it is known.
    pub fn standing(self, standing: &Standing<'a>) -> Self {
        let (baseline_state, suppression) = match standing {
            Standing::Shown { compared } => (compared.then_some("new"), None),
            Standing::Known(known) => match &known.reason {
                Some(reason) => (None, Some(("inSource", Some(reason.as_str())))),
                None => (Some("unchanged"), Some(("external", None))),
            },
        };
        Self {
            baseline_state,
            suppressions: suppression.map(|(kind, justification)| [Suppression { kind, justification }]),
            ..self
        }
    }
}

impl Message {
    pub fn new(text: String) -> Self {
        Self { text }
    }
}

impl Location {
    /// A whole file.
    pub fn file(uri: String) -> Self {
        Self {
            physical_location: Physical {
                artifact_location: Artifact { uri },
                region: None,
            },
            logical_locations: None,
            message: None,
        }
    }

    fn of(teller: &Teller, path: &str, range: &settle::Range) -> Self {
        let name = range.spot.as_ref().map(|_| spot::short(range, teller.lang));
        Self {
            physical_location: Physical {
                artifact_location: Artifact { uri: teller.uri(path) },
                region: Some(Region::of(range)),
            },
            logical_locations: name.map(|name| [Logical { name }]),
            message: None,
        }
    }

    fn saying(self, text: String) -> Self {
        let message = Some(Message::new(text));
        Self { message, ..self }
    }
}

impl Region {
    fn of(range: &settle::Range) -> Self {
        Self {
            start_line: range.start.line,
            start_column: range.start.column,
            end_line: range.end.line,
            end_column: range.end.column,
        }
    }
}

/// What a finding is compared with, other sums that the same slip breaks, the further places of an aggregate.
fn related(teller: &Teller, path: &str, finding: &Resolved) -> Vec<Location> {
    let operands = finding.related.iter().map(|related| {
        let path = related.place.path.as_deref().unwrap_or(path);
        Location::of(teller, path, &related.place.range).saying(teller.related(related))
    });
    let evidence = finding
        .evidence
        .iter()
        .map(|other| Location::of(teller, path, &other.range).saying(clean(&other.text)));
    let places = finding.places.iter().skip(1);
    let places = places.map(|range| Location::of(teller, path, range));
    operands.chain(evidence).chain(places).collect()
}

/// The fixes; none in a Word file, where no line of the text is one of the file.
fn fixes<'a>(teller: &Teller, path: &str, finding: &'a Resolved) -> Vec<Fix<'a>> {
    if finding.place.range.spot.is_some() {
        return Vec::new();
    }
    let fix = |fix: &'a ResolvedFix| Fix {
        description: Message::new(clean(&fix.message)),
        artifact_changes: [Change {
            artifact_location: Artifact { uri: teller.uri(path) },
            replacements: fix
                .edits
                .iter()
                .map(|edit| Replacement {
                    deleted_region: Region::of(&edit.range),
                    inserted_content: Content { text: &edit.text },
                })
                .collect(),
        }],
        properties: FixProperties {
            applicability: fix.applicability,
        },
    };
    finding.fixes.iter().map(fix).collect()
}
