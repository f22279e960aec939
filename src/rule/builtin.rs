//! The built-in rules and vocabulary, embedded in the binary.
//!
//! Owns the list of the files, each as it is written and as JSON, which is what runs: it is read many times faster (`build.rs`). A test
//! holds the list against the folder `rules/`, and one form against the other.

use super::load::RuleSource;

/// A file of `rules/`.
pub struct Embedded {
    /// Its name below `rules/`, without its ending.
    pub name: &'static str,
    /// As it is written.
    pub yaml: &'static str,
    /// The same values.
    pub json: &'static str,
}

/// Embeds files of `rules/` by their names.
macro_rules! embed {
    ($($name:literal),* $(,)?) => {
        &[$(Embedded {
            name: $name,
            yaml: include_str!(concat!("../../rules/", $name, ".yaml")),
            json: include_str!(concat!(env!("OUT_DIR"), "/rules/", $name, ".json")),
        }),*]
    };
}

/// The rule files.
pub const RULES: &[Embedded] = embed![
    "arith", "consist", "count", "draft", "num", "plaus", "punct", "struct", "table", "time", "unit", "word"
];

/// The lexicon files.
pub const LEXICON: &[Embedded] = embed![
    "lexicon/areas",
    "lexicon/clauses",
    "lexicon/formulas",
    "lexicon/hedges",
    "lexicon/indicators",
    "lexicon/names",
    "lexicon/periods",
    "lexicon/phrases",
    "lexicon/units",
    "lexicon/verbs"
];

/// What the build found out about the patterns of the rules.
pub const PATTERNS: &str = include_str!(concat!(env!("OUT_DIR"), "/patterns.json"));

/// The built-in rules as sources, ready to run: what is said about them has no place in a file.
pub fn rules() -> Vec<RuleSource> {
    RULES.iter().map(|file| source(file, "json", file.json)).collect()
}

/// The built-in rules as they are written, for what is said about them.
pub fn written_rules() -> Vec<RuleSource> {
    RULES.iter().map(|file| source(file, "yaml", file.yaml)).collect()
}

/// The built-in vocabulary as sources, ready to run.
pub fn lexicon() -> Vec<(String, String)> {
    let pair = |file: &Embedded| (named(file, "json"), file.json.to_owned());
    LEXICON.iter().map(pair).collect()
}

fn source(file: &Embedded, ending: &str, text: &str) -> RuleSource {
    RuleSource {
        name: named(file, ending),
        text: text.to_owned(),
        user: false,
    }
}

fn named(file: &Embedded, ending: &str) -> String {
    format!("rules/{}.{ending}", file.name)
}
