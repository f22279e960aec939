//! Lines and columns of a source text.

/// Line starts of a text.
#[derive(Clone, Debug, Default)]
pub struct LineIndex;
