//! The YAML shape of `gouji.yaml`.
//!
//! Owns the keys and what they mean to a reader. Values that are checked after parsing keep their place in the file.

use crate::check::Lang;
use crate::finding::Severity;
use crate::lexicon::entries::{IndicatorEntry, Name, UnitEntry};
use crate::rule::schema::Profile;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_yaml::Spanned;
use std::collections::BTreeMap;

/// A configuration file.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "gouji.yaml")]
pub struct ConfigFile {
    /// More rules and words: files or folders, from the folder of this file.
    #[schemars(with = "Vec<String>")]
    pub rules: Vec<Spanned<String>>,
    /// Whether the built-in rules are there (true unless it says false).
    pub default_rules: Option<bool>,
    /// Run only these rules or families.
    #[schemars(with = "Option<Vec<String>>")]
    pub select: Option<Vec<Spanned<String>>>,
    /// Do not run these rules or families.
    #[schemars(with = "Vec<String>")]
    pub ignore: Vec<Spanned<String>>,
    /// Severities instead of the rules' own, by rule or family.
    pub severity: BTreeMap<String, Severity>,
    /// The least severity that is shown (warning unless it says otherwise).
    pub min_severity: Option<Severity>,
    /// Whether hints are shown.
    pub hints: Option<bool>,
    /// The kind of document.
    pub profile: Option<Profile>,
    /// The least severity that makes the exit status 1 (error unless it says otherwise).
    pub fail_on: Option<FailOn>,
    /// The language of messages.
    pub lang: Option<Language>,
    /// The file of accepted findings, from the folder of this file.
    pub baseline: Option<String>,
    /// The year that the documents review.
    #[schemars(range(min = 1949, max = 2099))]
    pub year: Option<i32>,
    /// The area that the documents are about, in full (清河区).
    pub area: Option<String>,
    /// Names that hold numbers and are no figures.
    pub names: Vec<Name>,
    /// More units and classifiers; one of a known name takes its place, other names of that one stay.
    pub units: Vec<UnitEntry>,
    /// More indicators; one of a known name takes its place, or adds to it where nothing but other names is given.
    pub indicators: Vec<IndicatorEntry>,
    /// What is different for some of the documents; of two that fit the later one counts.
    pub overrides: Vec<Override>,
}

/// What is different for some documents.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Which documents: `drafts/**`, `*.md`, from the folder of this file; without a slash in any folder.
    #[schemars(with = "Vec<String>")]
    pub paths: Vec<Spanned<String>>,
    /// Run only these rules or families.
    #[serde(default)]
    #[schemars(with = "Option<Vec<String>>")]
    pub select: Option<Vec<Spanned<String>>>,
    /// Do not run these rules or families either.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub ignore: Vec<Spanned<String>>,
    /// More severities instead of the rules' own.
    #[serde(default)]
    pub severity: BTreeMap<String, Severity>,
    /// The least severity that is shown.
    #[serde(default)]
    pub min_severity: Option<Severity>,
    /// Whether hints are shown.
    #[serde(default)]
    pub hints: Option<bool>,
    /// The kind of document.
    #[serde(default)]
    pub profile: Option<Profile>,
    /// The least severity that makes the exit status 1.
    #[serde(default)]
    pub fail_on: Option<FailOn>,
    /// The year that the documents review.
    #[serde(default)]
    #[schemars(range(min = 1949, max = 2099))]
    pub year: Option<i32>,
    /// The area that the documents are about, in full.
    #[serde(default)]
    pub area: Option<String>,
}

/// Severities, or none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Errors.
    #[default]
    Error,
    /// Warnings and errors.
    Warning,
    /// Anything that is shown.
    Info,
    /// Nothing.
    Never,
}

/// Languages of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl FailOn {
    /// The severity, if there is one.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }

    /// Its name in YAML and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Never => "never",
        }
    }
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::Zh,
            Language::En => Self::En,
        }
    }
}
