//! Columns that follow from others: shares, growth, ratios, differences.
//!
//! Owns the finding of the columns that a derived one follows from: those with which most of its rows hold.

use super::TableCheck;
use crate::check::{Context, Sink};

impl TableCheck {
    /// Claims and findings of all tables.
    pub fn derived(&self, _cx: &Context, _sink: &mut Sink) {}
}
