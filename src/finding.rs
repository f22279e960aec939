//! Findings and claims: what checks say, before anyone words or prints it.
//!
//! Owns the structured form of a finding. Wording is a template of the rule ([`crate::rule`]), severity by policy and order belong to
//! [`crate::settle`].

use crate::equation::Link;
use crate::figure::FigureId;
use crate::span::Span;
use std::collections::BTreeMap;

/// A rule, as an index into the rule set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);

/// The consequence of a finding. Ordered: `Info < Warning < Error`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look; never shown by default.
    Info,
    /// Probably wrong.
    Warning,
    /// Cannot be right.
    Error,
}

/// The chance that a finding is real. Ordered: `Hint < Likely < Certain`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// A question to ask; never shown by default.
    Hint,
    /// More often right than not.
    Likely,
    /// Right unless the document is damaged.
    Certain,
}

/// What one check has to say about one place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that speaks.
    pub rule: RuleId,
    /// The offending text.
    pub span: Span,
    /// At most this severity, whatever the rule or the policy says (near misses are info).
    pub severity_limit: Option<Severity>,
    /// At most this confidence.
    pub confidence_limit: Option<Confidence>,
    /// What the placeholders of the rule's message print: `share`, `share.expected`, `part.name`.
    pub slots: BTreeMap<String, String>,
    /// Other places that belong to it: the operands, the opening mark, the earlier number.
    pub related: Vec<Related>,
    /// The sum, for arithmetic findings.
    pub equation: Option<Sum>,
    /// What is probably wrong, when it can be told.
    pub suspect: Option<Suspect>,
    /// What could be written instead.
    pub fixes: Vec<Fix>,
    /// All places of an aggregated finding, the first included; empty for a single one.
    pub places: Vec<Span>,
    /// The claim that it tells of, as an index into those of its document.
    pub claim: Option<u32>,
    /// Other sums that the same slip breaks.
    pub evidence: Vec<Evidence>,
}

/// Another sum that the slip of a finding breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The rule that found it.
    pub rule: RuleId,
    /// Its figure.
    pub span: Span,
    /// `3.37亿元 ÷ 4.13亿元 = 81.6%`
    pub text: String,
}

/// Another place of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What it is for the reader (民生支出).
    pub label: String,
    /// Its part in the relation (part, whole).
    pub role: String,
    /// The other document that it stands in, by number; none for the own one.
    pub other: Option<u32>,
}

/// An equation as shown: stated and expected values are decimal strings with their unit as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// `3.37亿元 ÷ 4.13亿元`
    pub text: String,
    /// The figure as printed in the draft.
    pub stated: String,
    /// What the others give, at the printed precision of the stated one.
    pub expected: String,
    /// Lower end of what the others give, in the stated figure's unit.
    pub low: String,
    /// Upper end.
    pub high: String,
    /// The unit of `low` and `high` (万 and 亿 kept as the draft writes them).
    pub unit: String,
    /// Where the others give only a bound: `Less` if the stated figure is at most what is expected, `Greater` if it is at least that.
    pub bound: Option<std::cmp::Ordering>,
}

/// A figure that is probably wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// Which text.
    pub span: Span,
    /// Why, in a word of the interface: `one digit`, `swap`, `decimal point`, `万/亿`.
    pub reason: String,
}

/// Whether a fix may be applied without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// One reading only: typography, units.
    Safe,
    /// Probably right.
    Unsafe,
    /// A candidate to choose from; never applied.
    Manual,
}

/// One way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Whether it may be applied without asking.
    pub applicability: Applicability,
    /// What to change; in order, not overlapping.
    pub edits: Vec<Edit>,
}

/// One replacement in the prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What to replace; empty to insert.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// A relation that was looked at, whatever came of it: the consistent ones are what is verified.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The rule.
    pub rule: RuleId,
    /// Its operands.
    pub operands: Vec<FigureId>,
    /// What came of it.
    pub outcome: Outcome,
    /// The sum with what it gives: `3.37亿元 ÷ 4.13亿元 = 81.6%`; of an unknown one, what it implies. Empty where there is no sum.
    pub equation: String,
    /// The sum itself, of a relation that holds or cannot hold.
    pub link: Option<Link>,
}

/// What came of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds and could have failed: its operands are verified.
    Verified,
    /// It holds, but would hold with other digits too, or an operand is hedged.
    Holds,
    /// It misses by what truncation explains.
    NearMiss,
    /// It cannot hold.
    Contradicted,
    /// An operand is missing or decides nothing.
    Unknown,
}

impl Finding {
    /// A finding about one place with nothing else said yet.
    pub fn new(rule: RuleId, span: Span) -> Self {
        Self {
            rule,
            span,
            severity_limit: None,
            confidence_limit: None,
            slots: BTreeMap::new(),
            related: Vec::new(),
            equation: None,
            suspect: None,
            fixes: Vec::new(),
            places: Vec::new(),
            claim: None,
            evidence: Vec::new(),
        }
    }

    /// Limits the severity; a lower limit stays.
    pub fn at_most(&mut self, severity: Severity) {
        self.severity_limit = Some(self.severity_limit.map_or(severity, |limit| limit.min(severity)));
    }

    /// The same with a placeholder's text.
    pub fn slot(mut self, name: &str, text: impl Into<String>) -> Self {
        self.slots.insert(name.to_owned(), text.into());
        self
    }

    /// The same with another place.
    pub fn relate(mut self, span: Span, label: impl Into<String>, role: impl Into<String>) -> Self {
        self.related.push(Related {
            span,
            label: label.into(),
            role: role.into(),
            other: None,
        });
        self
    }

    /// The same with one more fix.
    pub fn fix(mut self, applicability: Applicability, edits: Vec<Edit>) -> Self {
        self.fixes.push(Fix { applicability, edits });
        self
    }
}
