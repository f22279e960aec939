//! The vocabulary: units, hedges, verbs of change, names that are no figures, indicators, periods, formulas.
//!
//! Owns the parsed form of `rules/lexicon/*.yaml` and the automata that find its words in text. Which files are read, and how their
//! errors are shown, belongs to [`crate::rule`].

/// All vocabulary of a run.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// The dimensions of all units, sorted; their places number the classes of figures in a shape.
    pub dimensions: Vec<String>,
}
