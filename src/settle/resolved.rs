//! What is left of a document's findings, as every report shows it.

use super::INTERNAL_ERROR;
use super::count::Counts;
use super::draft::Draft;
use super::place::{Excerpt, Place, Range};
use crate::finding::{Applicability, Confidence, Severity, Sum};

/// One checked document as every report shows it.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// The path as it is shown.
    pub path: String,
    /// Characters of the prose, white space not counted.
    pub characters: u64,
    /// What became of the figures.
    pub figures: Counts,
    /// What is shown, in order of place, then rule.
    pub findings: Vec<Resolved>,
    /// What would be shown but is known and stays, in the same order.
    pub suppressed: Vec<Suppressed>,
    /// Whether there is a baseline, so that what is shown is new.
    pub compared: bool,
    /// The draft itself, where it is asked for.
    pub draft: Option<Box<Draft>>,
}

/// A finding that is known and stays.
#[derive(Clone, Debug)]
pub struct Suppressed {
    /// The finding.
    pub finding: Resolved,
    /// The drafter's reason; none of one that the baseline accepts.
    pub reason: Option<String>,
}

/// A finding with its words, its severity by policy and its positions in the file.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The rule's id.
    pub rule: String,
    /// The consequence, after policy and limits.
    pub severity: Severity,
    /// The chance that it is real.
    pub confidence: Confidence,
    /// What is wrong, in the language of the run.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The offending text.
    pub place: Place,
    /// The headings above it, the highest first.
    pub section: Vec<String>,
    /// Other places that belong to it.
    pub related: Vec<RelatedPlace>,
    /// The sum.
    pub equation: Option<Sum>,
    /// What is probably wrong.
    pub suspect: Option<SuspectPlace>,
    /// What could be written instead.
    pub fixes: Vec<ResolvedFix>,
    /// How many places an aggregated finding has; 1 for a single one.
    pub count: usize,
    /// The first places of an aggregated finding; empty for a single one.
    pub places: Vec<Range>,
    /// Other sums that the same slip breaks.
    pub evidence: Vec<EvidencePlace>,
    /// Its identity under edits elsewhere.
    pub fingerprint: String,
    /// The sentences that its places stand in; a [`Place`] names its own.
    pub excerpts: Vec<Excerpt>,
}

/// Another place of a finding.
#[derive(Clone, Debug)]
pub struct RelatedPlace {
    /// Where.
    pub place: Place,
    /// What it is for the reader.
    pub label: String,
    /// Its part in the relation.
    pub role: String,
}

/// Another sum that the slip of a finding breaks.
#[derive(Clone, Debug)]
pub struct EvidencePlace {
    /// The id of the rule that found it.
    pub rule: String,
    /// Its figure.
    pub range: Range,
    /// The sum and what is printed instead.
    pub text: String,
}

/// A figure that is probably wrong.
#[derive(Clone, Debug)]
pub struct SuspectPlace {
    /// Which text.
    pub place: Place,
    /// Why, in a word of the interface.
    pub reason: String,
}

/// One way to mend a finding.
#[derive(Clone, Debug)]
pub struct ResolvedFix {
    /// What it does, in the language of the run.
    pub message: String,
    /// Whether it may be applied without asking.
    pub applicability: Applicability,
    /// What to change, in order.
    pub edits: Vec<ResolvedEdit>,
}

/// One replacement in the file.
#[derive(Clone, Debug)]
pub struct ResolvedEdit {
    /// What to replace.
    pub range: Range,
    /// The new text.
    pub text: String,
}

impl FileReport {
    /// Whether a fault of this program kept something from being checked.
    pub fn crashed(&self) -> bool {
        self.findings.iter().any(|f| f.rule == INTERNAL_ERROR)
    }
}
