//! Intervals of exact rationals.

/// The real values a figure can stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval;
