//! The ledger: every quantity of one document with its value, resolved for the list of figures.

use super::place::{Places, Range};
use crate::analysis::Analysis;
use crate::fact::Direction;
use crate::figure::interval::decimal;
use crate::figure::{Figure, Form, Hedge, Value};
use crate::source::Document;
use dashu_ratio::RBig;

/// One quantity as printed. Dates, years and ordinals are no quantities.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where it stands.
    pub range: Range,
    /// Hedges, number and unit.
    pub text: String,
    /// Its value, or the values of a range or ratio, as decimal strings in `unit`.
    pub value: Vec<String>,
    /// The same in one piece: `3—5` for a range, `1:2` for a ratio.
    pub joined: String,
    /// Lower end of what it can stand for; none when it has none.
    pub low: Option<String>,
    /// Upper end.
    pub high: Option<String>,
    /// The unit without 万 and 亿; empty when it is missing.
    pub unit: String,
    /// Its dimension by name; empty when it has none.
    pub dimension: String,
    /// How it is hedged, in a word of the interface.
    pub hedge: &'static str,
    /// `up` or `down` for a change.
    pub direction: Option<&'static str>,
    /// The headings above it.
    pub section: Vec<String>,
}

/// Every quantity of a document, in order.
pub fn ledger(document: &Document, analysis: &Analysis) -> Vec<Entry> {
    let places = Places::new(document, analysis);
    let rows = analysis
        .figures
        .iter()
        .zip(&analysis.facts)
        .filter(|(figure, _)| quantity(figure));
    rows.map(|(figure, fact)| {
        let (low, high) = figure.bounds();
        let value = values(&figure.value);
        let between = if matches!(figure.value, Value::Range(..)) {
            "—"
        } else {
            ":"
        };
        Entry {
            range: places.range(figure.span),
            text: figure.span.of(&document.text).to_owned(),
            joined: value.join(between),
            value,
            low,
            high,
            unit: figure.unit.name.clone(),
            dimension: figure.unit.dimension.clone(),
            hedge: hedge(figure.hedge),
            direction: fact.direction.map(|direction| match direction {
                Direction::Up => "up",
                Direction::Down => "down",
            }),
            section: places.section(figure.span),
        }
    })
    .collect()
}

/// Whether a figure is counted and listed: dates, years and ordinals are read, but they are no quantities.
pub fn quantity(figure: &Figure) -> bool {
    !matches!(figure.form, Form::Date | Form::Year | Form::Ordinal)
}

fn values(value: &Value) -> Vec<String> {
    match value {
        Value::One(printed) => vec![printed.decimal()],
        Value::Range(low, high) => vec![low.decimal(), high.decimal()],
        Value::Ratio(parts) => parts.iter().map(|part| part.decimal()).collect(),
        Value::Fraction { denominator: 0, .. } | Value::Date(_) => Vec::new(),
        Value::Fraction { numerator, denominator } => {
            vec![decimal(
                &RBig::from_parts((*numerator).into(), (*denominator).into()),
                6,
            )]
        }
    }
}

fn hedge(hedge: Hedge) -> &'static str {
    match hedge {
        Hedge::None => "none",
        Hedge::About => "about",
        Hedge::Near => "near",
        Hedge::Over | Hedge::Exceed => "over",
        Hedge::AtLeast => "at-least",
        Hedge::AtMost => "at-most",
        Hedge::Less => "less",
        Hedge::Class => "class",
    }
}
