//! Slots of patterns, and what can be wrong with a pattern.
//!
//! Owns the words in which both are told.

use std::ops::Range;

/// A slot of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its name.
    pub name: String,
    /// What it stands for.
    pub kind: SlotKind,
}

/// What a slot stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// One figure.
    Figure,
    /// A percentage with the verb of its clause.
    Growth,
    /// An amount with the verb of its clause.
    Change,
    /// Percentage points with the verb of their clause.
    Points,
    /// Two or more figures joined by 、 or 和.
    List,
    /// The name of an indicator.
    Indicator,
}

impl SlotKind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Figure,
        Self::Growth,
        Self::Change,
        Self::Points,
        Self::List,
        Self::Indicator,
    ];
}

/// What is wrong with the text of a pattern, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// Bytes of the pattern's text.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// What to do about an error of the regular-expression parser.
pub fn cure(message: &str) -> &'static str {
    let cures = [
        (
            "look-around",
            "there is no look-around: use `unless:`, `not_before:` or `not_after:`",
        ),
        (
            "backreference",
            "there are no back-references: write the alternatives out",
        ),
        (
            "unclosed group",
            "close the group with `)`; for the character write `\\(` or （",
        ),
        (
            "unopened group",
            "open the group with `(`; for the character write `\\)` or ）",
        ),
        (
            "unclosed character class",
            "close the class with `]`; for the character write `\\[`",
        ),
        (
            "repetition",
            "a repetition needs something to repeat; for the character write it behind `\\`",
        ),
        (
            "escape",
            "in double quotes YAML reads backslashes itself: put patterns into single quotes",
        ),
        ("capture group name", "a group is named `(?<name>…)`, each name once"),
        (
            "range",
            "the first end of a range comes before the second; for a hyphen write `\\-`",
        ),
    ];
    let cure = cures.into_iter().find(|(word, _)| message.contains(word));
    cure.map_or("the notation is that of the Rust crate `regex`", |(_, cure)| cure)
}
