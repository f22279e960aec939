//! Figures: every number of the prose with its value, unit, hedge and place.
//!
//! Owns what a figure is. The reading is in [`scan`], numerals in [`number`], units in [`unit`], hedges in [`hedge`], dates in
//! [`date`], intervals in [`interval`]. What a figure measures belongs to [`crate::fact`].

pub mod date;
pub mod hedge;
pub mod interval;
pub mod list;
pub mod number;
pub mod reading;
pub mod scan;
pub mod unit;

pub use hedge::Hedge;
pub use interval::Interval;
pub use number::Printed;

use crate::span::Span;

/// A figure of one document, as an index into its figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureId(pub u32);

impl FigureId {
    /// The index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One figure as printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Hedges, number and unit.
    pub span: Span,
    /// The digits with 万 and 亿.
    pub number: Span,
    /// The unit after the number; empty when it is missing or shared from the end of a list.
    pub unit_span: Span,
    /// What form it has.
    pub form: Form,
    /// Its value or values.
    pub value: Value,
    /// Its unit.
    pub unit: Unit,
    /// How it is hedged.
    pub hedge: Hedge,
    /// A second hedge on the same number, which is a finding of its own.
    pub second_hedge: Option<Hedge>,
    /// Whether it only says when or for how long (五年来, 连续3年): it measures nothing.
    pub passing: bool,
    /// What is wrong with how it is written, with the place.
    pub flaws: Vec<(Flaw, Span)>,
}

/// What form a figure has; patterns name these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A number with a unit of a dimension or a classifier.
    Amount,
    /// A number without any unit.
    Bare,
    /// %, 百分之, 成
    Percent,
    /// ‰
    Permille,
    /// 个百分点
    Point,
    /// 倍
    Multiple,
    /// 番
    Fan,
    /// a:b or a:b:c
    Ratio,
    /// 三分之一, 过半
    Fraction,
    /// A day, month, quarter or half-year, with or without its year.
    Date,
    /// A calendar year or a span of them.
    Year,
    /// 第N
    Ordinal,
}

/// A value as printed.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// One number.
    One(Printed),
    /// Lower and upper end of a range: 3%—5%.
    Range(Printed, Printed),
    /// The parts of a ratio.
    Ratio(Vec<Printed>),
    /// A fraction.
    Fraction {
        /// The upper number.
        numerator: u64,
        /// The lower number.
        denominator: u64,
    },
    /// A date or year.
    Date(date::Date),
}

/// The unit of a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// As the JSON prints it: without 万 and 亿, `%` for ％, `""` when missing.
    pub name: String,
    /// Its entry in the lexicon, the numerator of a compound; none when missing.
    pub entry: Option<u32>,
    /// The denominator of a compound (公斤/亩), as an entry of the lexicon.
    pub per: Option<u32>,
    /// The dimension by name: money, people, mass …; compounds join two (`mass/area`).
    pub dimension: String,
    /// Whether it counts whole things, so that an integer is exact.
    pub counted: bool,
    /// The unit stands at the end of the list, after another number.
    pub shared: bool,
}

/// What is wrong with how a figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flaw {
    /// A space or line break inside the number.
    Broken,
    /// Thousands grouped wrongly: 28,5830.
    Grouping,
    /// Full-width digits, point or comma.
    FullWidth,
    /// Arabic digits and Chinese numerals mixed beyond 万 and 亿: 3亿4千万.
    Mixed,
    /// ％ or a unit given twice.
    DoubledUnit,
}

impl Figure {
    /// Whether it measures or counts something. Dates, years, ordinals and stretches of time that pass are read, but they are no quantities.
    pub fn is_quantity(&self) -> bool {
        !self.passing && !matches!(self.form, Form::Date | Form::Year | Form::Ordinal)
    }

    /// Its one value, when it has exactly one.
    pub fn printed(&self) -> Option<&Printed> {
        match &self.value {
            Value::One(v) => Some(v),
            _ => None,
        }
    }
}
