//! The values of options, and what they are inside.

use crate::check::Lang;
use crate::config;
use crate::finding::Severity;
use crate::report;
use crate::rule::schema;
use clap::ValueEnum;
use std::path::PathBuf;

/// The kinds of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Profile {
    /// Work reports, bulletins, plans
    Report,
    /// Official documents by GB/T 9704
    Gongwen,
    /// Publications
    Publication,
}

/// Severities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum Level {
    Error,
    Warning,
    Info,
}

/// Severities, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

/// Formats of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading: sentences, marks and sums
    Full,
    /// One line for each finding
    Concise,
    /// One JSON object
    Json,
    /// One JSON object a line for each draft
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Commands that make annotations in GitHub Actions
    Github,
    /// A code quality report for GitLab
    Gitlab,
    /// JUnit XML: every draft is a suite, every finding a failure
    Junit,
    /// Checkstyle XML
    Checkstyle,
    /// The diagnostic format of reviewdog
    Rdjson,
    /// The same, one line for each finding
    Rdjsonl,
    /// One page: the drafts with marks, the findings to tick off, the ledger
    Html,
}

/// Formats of the list of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FiguresFormat {
    /// For reading
    Table,
    /// One JSON object
    Json,
    /// Comma-separated values
    Csv,
    /// A spreadsheet to send round for confirmation; needs -o
    Xlsx,
}

/// Formats of standard input other than a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StdinFormat {
    /// One {"path", "text"} a line
    Jsonl,
}

/// Encodings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Encoding {
    /// Found out for each draft
    Auto,
    /// UTF-8
    #[value(name = "utf-8")]
    Utf8,
    /// GB 18030, GBK and GB 2312
    Gb18030,
    /// Big5
    Big5,
    /// UTF-16 with or without a byte-order mark
    #[value(name = "utf-16")]
    Utf16,
}

/// Languages of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Chinese
    Zh,
    /// English
    En,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum Color {
    /// At a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Self::Error,
            Level::Warning => Self::Warning,
            Level::Info => Self::Info,
        }
    }
}

impl From<FailOn> for config::FailOn {
    fn from(fail_on: FailOn) -> Self {
        match fail_on {
            FailOn::Error => Self::Error,
            FailOn::Warning => Self::Warning,
            FailOn::Info => Self::Info,
            FailOn::Never => Self::Never,
        }
    }
}

impl From<Format> for report::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Full => Self::Full,
            Format::Concise => Self::Concise,
            Format::Json => Self::Json,
            Format::Jsonl => Self::Jsonl,
            Format::Sarif => Self::Sarif,
            Format::Github => Self::Github,
            Format::Gitlab => Self::Gitlab,
            Format::Junit => Self::Junit,
            Format::Checkstyle => Self::Checkstyle,
            Format::Rdjson => Self::Rdjson,
            Format::Rdjsonl => Self::Rdjsonl,
            Format::Html => Self::Html,
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

impl From<Profile> for schema::Profile {
    fn from(profile: Profile) -> Self {
        match profile {
            Profile::Report => Self::Report,
            Profile::Gongwen => Self::Gongwen,
            Profile::Publication => Self::Publication,
        }
    }
}

/// `FORMAT=FILE`
pub(super) fn output_of(text: &str) -> Result<(Format, PathBuf), String> {
    let (format, file) = text
        .split_once('=')
        .filter(|(_, file)| !file.is_empty())
        .ok_or("expected FORMAT=FILE, such as json=report.json")?;
    let format = Format::from_str(format, false).map_err(|_| {
        let names = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        let names: Vec<String> = names.map(|value| value.get_name().to_owned()).collect();
        format!("{format} is none of {}", names.join(", "))
    })?;
    Ok((format, file.into()))
}

/// `ID=LEVEL`
pub(super) fn severity_of(text: &str) -> Result<(String, Severity), String> {
    let (id, level) = text
        .split_once('=')
        .ok_or("expected ID=LEVEL, such as arith/share-of-total=warning")?;
    let level = Level::from_str(level, false).map_err(|_| format!("{level} is none of error, warning, info"))?;
    Ok((id.to_owned(), level.into()))
}
