//! The YAML shape of a rule file.
//!
//! Owns the keys that every rule has; the settings under `check:` belong to the kinds. Values that are checked after parsing keep their
//! place in the file.

use crate::check::Kind;
use crate::finding::{Confidence, Severity};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_yaml::Spanned;

/// A rule file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// The rules, in any order.
    pub rules: Vec<RuleSpec>,
}

// Keys that every rule needs are optional in the type, so that all that are missing are told at once.
/// One rule.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleSpec {
    /// `family/name`, in lower-case Latin letters and hyphens; reads as “allow …”.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// The consequence of a finding.
    #[schemars(with = "Severity")]
    pub severity: Option<Severity>,
    /// The chance that a finding is real.
    #[schemars(with = "Confidence")]
    pub confidence: Option<Confidence>,
    /// The message to the drafter, with placeholders of the kind: `{part}`, `{share.expected}`.
    #[schemars(with = "String")]
    pub message: Option<Spanned<String>>,
    /// The same in English.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub message_en: Option<Spanned<String>>,
    /// Why it is wrong.
    #[schemars(with = "String")]
    pub why: Option<String>,
    /// The same in English.
    #[serde(default)]
    pub why_en: Option<String>,
    /// What the rule does not catch.
    #[serde(default)]
    pub misses: Option<String>,
    /// The same in English.
    #[serde(default)]
    pub misses_en: Option<String>,
    /// What to do about a finding.
    #[serde(default)]
    pub help: Option<String>,
    /// The same in English.
    #[serde(default)]
    pub help_en: Option<String>,
    /// The profiles that the rule belongs to; all when none is named.
    #[serde(default)]
    pub profiles: Vec<Profile>,
    /// The first year of a document that the rule applies to.
    #[serde(default)]
    pub valid_from: Option<i32>,
    /// The last year of a document that it applies to.
    #[serde(default)]
    pub valid_to: Option<i32>,
    /// The kind of check and its settings.
    pub check: Kind,
    /// Texts that are its tests: at least one bad and one good.
    #[schemars(with = "Vec<ExampleSpec>")]
    pub examples: Option<Spanned<Vec<ExampleSpec>>>,
}

/// The keys of a rule, by which a misspelt one is told from another.
pub const KEYS: [&str; 16] = [
    "id",
    "severity",
    "confidence",
    "message",
    "message_en",
    "why",
    "why_en",
    "misses",
    "misses_en",
    "help",
    "help_en",
    "profiles",
    "valid_from",
    "valid_to",
    "check",
    "examples",
];

/// A way of reading documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// Work reports and bulletins: 亩 and 斤 are allowed.
    Report,
    /// Official documents after GB/T 9704, to the letter.
    Gongwen,
    /// Texts for publication: privacy and formulations are stricter.
    Publication,
}

impl Profile {
    /// Its name in YAML and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Profile::Report => "report",
            Profile::Gongwen => "gongwen",
            Profile::Publication => "publication",
        }
    }
}

/// An example of a rule.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExampleSpec {
    /// A text with one `[[ ]]` around each finding of this rule.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub bad: Option<Spanned<String>>,
    /// A text without findings of this rule.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub good: Option<Spanned<String>>,
    /// The message that is expected of the first finding.
    #[serde(default)]
    pub message: Option<String>,
    /// Another document that the text is compared with.
    #[serde(default)]
    pub against: Option<String>,
}
