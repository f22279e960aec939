//! The ledger as JSON.

use super::word;
use crate::report::json::{Range, SCHEMA_VERSION};
use crate::settle::ledger::{self, Entry, Status};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

/// The ledger of one document.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "gouji figures --format json")]
pub struct Ledger {
    /// The version of this format; keys are only ever added within version 1.
    schema_version: String,
    /// The path as given.
    path: String,
    /// Every quantity, in order.
    figures: Vec<Figure>,
}

/// One figure; numbers are decimal strings in `unit`, 万 and 亿 multiplied out.
#[derive(Serialize, JsonSchema)]
struct Figure {
    range: Range,
    /// Hedges, number and unit as printed.
    text: String,
    value: Value,
    /// Lower end of what it can stand for; null when it has none.
    low: Option<String>,
    /// Upper end.
    high: Option<String>,
    /// As written, without 万 and 亿; empty when it is missing.
    unit: String,
    dimension: String,
    #[schemars(extend("enum" = ["none", "about", "near", "over", "at-least", "at-most", "less", "class"]))]
    hedge: &'static str,
    /// up or down for a change; its value is as printed.
    #[schemars(extend("enum" = ["up", "down", null]))]
    direction: Option<&'static str>,
    /// What is measured, completed where the text elides it; null when it is not known.
    indicator: Option<String>,
    /// Which side of the indicator it gives.
    #[schemars(extend("enum" = ["level", "change", "growth", "points", "share", "rate", "ratio", "rank", "average-growth", "multiple", "count"]))]
    aspect: &'static str,
    /// The whole of a share, the base of a change, what something is higher or lower than.
    of: Option<String>,
    /// Empty for the document's own.
    area: String,
    /// 2022, 2022-06, 2022-01/2022-11, 2018/2022, --06 when the year is not told; empty when nothing is.
    period: String,
    #[schemars(extend("enum" = ["year", "cumulative", "as-of", "unknown"]))]
    span: &'static str,
    #[schemars(extend("enum" = ["result", "estimate", "goal", "plan"]))]
    basis: &'static str,
    /// What tells the basis; null for a result that nothing marks.
    #[schemars(extend("enum" = ["turn", "verb", "heading", "clause", null]))]
    basis_from: Option<&'static str>,
    #[schemars(extend("enum" = ["current", "constant", "comparable", "unknown"]))]
    price: &'static str,
    /// Words of the indicator that stand elsewhere.
    modifiers: Vec<String>,
    /// What became of it.
    #[schemars(extend("enum" = ["verified", "contradicted", "unverified", "not-checkable"]))]
    status: &'static str,
    /// Why it is not checkable; only then.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["goal", "real-growth", "no-partner", "bound-only", "other-span"]))]
    reason: Option<&'static str>,
    /// The relations that it is an operand of.
    relations: Vec<Relation>,
    /// The headings above it, the highest first.
    section: Vec<String>,
}

/// A relation that was looked at.
#[derive(Serialize, JsonSchema)]
struct Relation {
    /// The rule's id.
    rule: String,
    /// A consistent one verifies its figures only where it could have failed and none is hedged.
    #[schemars(extend("enum" = ["consistent", "near-miss", "contradicted", "unknown"]))]
    verdict: &'static str,
    /// The sum with what it gives; of an unknown one, what it implies. Empty when there is none.
    equation: String,
}

/// A value, or the values of a range or ratio.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Value {
    One(String),
    Several(Vec<String>),
}

/// The JSON Schema of the ledger.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Ledger)
}

/// Writes the ledger.
///
/// # Errors
/// When the output cannot be written.
pub fn write(out: &mut impl Write, path: &str, ledger: &ledger::Ledger) -> io::Result<()> {
    let ledger = Ledger {
        schema_version: SCHEMA_VERSION.to_owned(),
        path: path.to_owned(),
        figures: ledger.entries.iter().map(Figure::of).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &ledger)?;
    writeln!(out)
}

impl Figure {
    fn of(entry: &Entry) -> Self {
        let value = match entry.value.as_slice() {
            [value] => Value::One(value.clone()),
            values => Value::Several(values.to_vec()),
        };
        let relations = entry.relations.iter().map(|relation| Relation {
            rule: relation.rule.clone(),
            verdict: word::verdict(relation.outcome).code,
            equation: relation.equation.clone(),
        });
        Self {
            range: Range::of(&entry.range),
            text: entry.text.clone(),
            value,
            low: entry.low.clone(),
            high: entry.high.clone(),
            unit: entry.unit.clone(),
            dimension: entry.dimension.clone(),
            hedge: word::hedge(entry.hedge).code,
            direction: entry.direction.map(|d| word::direction(d).code),
            indicator: entry.indicator.clone(),
            aspect: word::aspect(entry.aspect).code,
            of: entry.of.clone(),
            area: entry.area.clone(),
            period: word::period(&entry.period),
            span: word::span(entry.period.extent).code,
            basis: word::basis(entry.basis).code,
            basis_from: entry.basis_from.map(|b| word::basis_from(b).code),
            price: word::price(entry.price).code,
            modifiers: entry.modifiers.clone(),
            status: word::status(entry.status).code,
            reason: match entry.status {
                Status::NotCheckable(reason) => Some(word::reason(reason).code),
                _ => None,
            },
            relations: relations.collect(),
            section: entry.section.clone(),
        }
    }
}
