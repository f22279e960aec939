//! The built-in rules and vocabulary, embedded in the binary.
//!
//! Owns the list of the files. A test holds it against the folder `rules/`.

use super::load::RuleSource;

/// Embeds files of `rules/` with their names.
macro_rules! embed {
    ($($file:literal),* $(,)?) => { &[$(($file, include_str!(concat!("../../rules/", $file)))),*] };
}

/// The rule files.
pub const RULES: &[(&str, &str)] = embed![
    "arith.yaml",
    "count.yaml",
    "draft.yaml",
    "num.yaml",
    "punct.yaml",
    "struct.yaml",
    "time.yaml",
    "unit.yaml",
    "word.yaml"
];

/// The lexicon files.
pub const LEXICON: &[(&str, &str)] = embed![
    "lexicon/areas.yaml",
    "lexicon/formulas.yaml",
    "lexicon/hedges.yaml",
    "lexicon/indicators.yaml",
    "lexicon/names.yaml",
    "lexicon/periods.yaml",
    "lexicon/phrases.yaml",
    "lexicon/units.yaml",
    "lexicon/verbs.yaml"
];

/// The built-in rules as sources.
pub fn rules() -> Vec<RuleSource> {
    let source = |(name, text): &(&str, &str)| RuleSource {
        name: format!("rules/{name}"),
        text: (*text).to_owned(),
        user: false,
    };
    RULES.iter().map(source).collect()
}

/// The built-in vocabulary as sources.
pub fn lexicon() -> Vec<(String, String)> {
    LEXICON
        .iter()
        .map(|(name, text)| (format!("rules/{name}"), (*text).to_owned()))
        .collect()
}
