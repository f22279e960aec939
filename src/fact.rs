//! Facts: what each figure measures.
//!
//! Owns the binding of a figure to its indicator, the verb that gives a change its sign, and its aspect. One fact for each figure, in
//! the same order; what could not be bound is kept as such. Equations over facts belong to [`crate::equation`] and the checks.

pub use crate::lexicon::entries::Direction;

use crate::figure::Figure;
use crate::lexicon::Lexicon;
use crate::outline::Outline;
use crate::source::Document;
use crate::span::Span;

/// What one figure measures, as far as its clause tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fact {
    /// The noun phrase that names what is measured.
    pub indicator: Option<Indicator>,
    /// The direction of the verb of change that governs it.
    pub direction: Option<Direction>,
    /// That verb.
    pub verb: Option<Span>,
}

/// The name of what is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Where it stands.
    pub span: Span,
    /// Its entry in the lexicon, if it is listed.
    pub entry: Option<u32>,
    /// Whether it was carried over from an earlier clause.
    pub carried: bool,
}


/// Binds every figure. Cannot fail.
pub fn bind(_document: &Document, _outline: &Outline, figures: &[Figure], _lexicon: &Lexicon) -> Vec<Fact> {
    vec![Fact::default(); figures.len()]
}
