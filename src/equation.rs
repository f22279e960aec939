//! Equations over intervals and their verdicts.
//!
//! Owns the parser of a rule's `equation:`, solving for one slot, and the verdict (see the module text of [`judge`]).
//! What the operands are belongs to the checks.

use std::ops::Range;

/// A parsed equation over slots: `part = whole * share`.
#[derive(Clone, Debug, PartialEq)]
pub struct Equation {
    source: String,
}

/// What is wrong with the text of an equation, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EquationError {
    /// Bytes of the equation's text.
    pub at: Range<usize>,
    /// What is wrong, in English.
    pub message: String,
}

impl Equation {
    /// Parses `left = right` with `+ - * / ^ ( )`, numbers, `sum(x)` and `years(a, b)` over the given slots.
    pub fn parse(text: &str, slots: &[&str]) -> Result<Self, EquationError> {
        let _ = slots;
        Ok(Self {
            source: text.to_owned(),
        })
    }
}
