//! The ledger of one document as a table, JSON or comma-separated values.

use super::json::{Range, SCHEMA_VERSION};
use super::printable;
use crate::check::Lang;
use crate::settle::ledger::Entry;
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

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
    /// none, about, near, over, at-least, at-most, less or class.
    hedge: String,
    /// up or down for a change.
    direction: Option<String>,
    /// The headings above it, the highest first.
    section: Vec<String>,
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

/// Writes the ledger as JSON.
///
/// # Errors
/// When the output cannot be written, like all functions here.
pub fn json(out: &mut impl Write, path: &str, entries: &[Entry]) -> io::Result<()> {
    let figures = entries.iter().map(Figure::of).collect();
    let ledger = Ledger {
        schema_version: SCHEMA_VERSION.to_owned(),
        path: path.to_owned(),
        figures,
    };
    serde_json::to_writer_pretty(&mut *out, &ledger)?;
    writeln!(out)
}

/// Writes the ledger as comma-separated values (RFC 4180) with a row of names.
pub fn csv(out: &mut impl Write, entries: &[Entry]) -> io::Result<()> {
    out.write_all(b"line,column,text,value,low,high,unit,dimension,hedge,direction,section\r\n")?;
    for entry in entries {
        let start = entry.range.start;
        let cells = [
            start.line.to_string(),
            start.column.to_string(),
            entry.text.clone(),
            entry.joined.clone(),
            entry.low.clone().unwrap_or_default(),
            entry.high.clone().unwrap_or_default(),
            entry.unit.clone(),
            entry.dimension.clone(),
            entry.hedge.to_owned(),
            entry.direction.unwrap_or_default().to_owned(),
            entry.section.join(" / "),
        ];
        write!(out, "{}\r\n", cells.map(|cell| quoted(&cell)).join(","))?;
    }
    Ok(())
}

/// Writes the ledger as a table for reading.
pub fn table(out: &mut impl Write, entries: &[Entry], lang: Lang) -> io::Result<()> {
    let names = match lang {
        Lang::Zh => ["位置", "原文", "数值", "下限", "上限", "单位", "修饰", "方向"],
        Lang::En => ["place", "text", "value", "low", "high", "unit", "hedge", "direction"],
    };
    let mut rows: Vec<[String; 8]> = vec![names.map(str::to_owned)];
    rows.extend(entries.iter().map(|entry| row(entry, lang)));
    let mut widths = [0; 8];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.width().max(*width);
        }
    }
    for row in &rows {
        let mut line = String::new();
        for (i, (cell, width)) in row.iter().zip(widths).enumerate() {
            let gap = " ".repeat(width - cell.width());
            // Numbers stand at the right.
            let (before, after) = if (2..5).contains(&i) {
                (gap.as_str(), "")
            } else {
                ("", gap.as_str())
            };
            line = line + before + cell + after + "  ";
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn row(entry: &Entry, lang: Lang) -> [String; 8] {
    let start = entry.range.start;
    let word = |zh: &str, en: &str| if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() };
    let hedge = match entry.hedge {
        "none" => String::new(),
        "about" => word("约", "about"),
        "near" => word("近", "near"),
        "over" => word("超", "over"),
        "at-least" => word("不低于", "at least"),
        "at-most" => word("不超过", "at most"),
        "less" => word("不足", "less"),
        "class" => word("档次", "class"),
        other => other.to_owned(),
    };
    let direction = entry
        .direction
        .map_or_else(String::new, |d| if d == "up" { word("升", d) } else { word("降", d) });
    [
        format!("{}:{}", start.line, start.column),
        printable(&entry.text).replace(['\n', '\r'], " "),
        entry.joined.clone(),
        entry.low.clone().unwrap_or_default(),
        entry.high.clone().unwrap_or_default(),
        printable(&entry.unit).into_owned(),
        hedge,
        direction,
    ]
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

impl Figure {
    fn of(entry: &Entry) -> Self {
        let value = match entry.value.as_slice() {
            [value] => Value::One(value.clone()),
            values => Value::Several(values.to_vec()),
        };
        Self {
            range: Range::of(&entry.range),
            text: entry.text.clone(),
            value,
            low: entry.low.clone(),
            high: entry.high.clone(),
            unit: entry.unit.clone(),
            dimension: entry.dimension.clone(),
            hedge: entry.hedge.to_owned(),
            direction: entry.direction.map(str::to_owned),
            section: entry.section.clone(),
        }
    }
}
