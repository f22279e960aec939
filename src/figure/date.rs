//! Dates as printed: days, months, quarters, years and spans of years.
//!
//! Owns their parsed form. Whether a date exists, and what it says about a period, belongs to the checks.

/// A date or period as printed; absent parts were not printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Date {
    /// The year, four digits.
    pub year: Option<i32>,
    /// The last year of a span (2021—2025年).
    pub to_year: Option<i32>,
    /// The month as printed, even when it does not exist.
    pub month: Option<u32>,
    /// The last month of a span (1—11月).
    pub to_month: Option<u32>,
    /// The day as printed, even when it does not exist.
    pub day: Option<u32>,
    /// The quarter, 1 to 4 in a real one.
    pub quarter: Option<u32>,
    /// The half-year, 1 or 2.
    pub half: Option<u32>,
    /// The hour of a clock time as printed.
    pub hour: Option<u32>,
    /// The minute of a clock time as printed.
    pub minute: Option<u32>,
}
