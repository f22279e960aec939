//! The ledger as a table for reading at a terminal.
//!
//! Owns what is shown of a figure in one line, how the columns share the width of the terminal, and the lines below: the sums that fail
//! or that tell what the draft does not, and the counts.

use super::column::{relation, telling};
use super::word;
use crate::check::Lang;
use crate::fact::{Aspect, Basis};
use crate::report::{printable, spot};
use crate::settle::ledger::{Entry, Ledger, Reason, Relation, Status};
use anstyle::{AnsiColor, Style as Colours};
use std::io::{self, Write};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How the table looks.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The language of headings and words.
    pub lang: Lang,
    /// Whether terminal colours are written.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// A column: its headings, and between how many columns of the terminal it may lie. It is not shown where it is always empty.
struct Column {
    zh: &'static str,
    en: &'static str,
    least: usize,
    most: usize,
}

const COLUMNS: usize = 8;
const STATUS: usize = 6;
const SECTION: usize = 7;

const LAYOUT: [Column; COLUMNS] = [
    column("位置", "place", 12, 12),
    column("指标", "indicator", 10, 40),
    column("时期", "period", 9, 17),
    column("地区", "area", 6, 16),
    column("口径", "aspect", 8, 20),
    column("原文", "text", 10, 24),
    column("核对", "status", 8, 14),
    column("章节", "section", 10, 40),
];

/// What gives way first when the terminal is narrow.
const YIELDING: [usize; 5] = [1, 3, 5, 4, 2];

/// Columns between two columns.
const GAP: usize = 2;

const fn column(zh: &'static str, en: &'static str, least: usize, most: usize) -> Column {
    Column { zh, en, least, most }
}

/// Writes the ledger.
///
/// # Errors
/// When the output cannot be written.
pub fn write(out: &mut impl Write, ledger: &Ledger, style: &Style) -> io::Result<()> {
    let headings = LAYOUT.each_ref().map(|c| match style.lang {
        Lang::Zh => c.zh.to_owned(),
        Lang::En => c.en.to_owned(),
    });
    let rows: Vec<[String; COLUMNS]> = ledger.entries.iter().map(|entry| row(entry, style.lang)).collect();
    let widths = widths(&headings, &rows, style.width);
    line(out, &headings, &widths, Colours::new().bold(), style)?;
    for (entry, row) in ledger.entries.iter().zip(&rows) {
        line(out, row, &widths, colours(entry.status), style)?;
    }
    sums(out, ledger, style.lang)?;
    writeln!(out, "\n{}", counts(ledger, style.lang))
}

fn row(entry: &Entry, lang: Lang) -> [String; COLUMNS] {
    let status = match entry.status {
        Status::NotCheckable(reason) => word::reason(reason),
        status => word::status(status),
    };
    let cells = [
        spot::short(&entry.range, lang),
        entry.indicator.clone().unwrap_or_default(),
        word::period_in(lang, &entry.period),
        entry.area.clone(),
        kind(entry, lang),
        entry.text.clone(),
        status.get(lang).to_owned(),
        entry.section.last().cloned().unwrap_or_default(),
    ];
    cells.map(|cell| printable(&cell).replace(['\n', '\r', '\t'], " "))
}

/// Aspect, direction and basis in words, what goes without saying left out: 增速 降, 占比, 目标.
fn kind(entry: &Entry, lang: Lang) -> String {
    let aspect = (entry.aspect != Aspect::Level).then(|| word::aspect(entry.aspect).get(lang));
    let direction = entry.direction.map(|d| word::direction(d).get(lang));
    let basis = (entry.basis != Basis::Result).then(|| word::basis(entry.basis).get(lang));
    let said: Vec<&str> = [aspect, direction, basis].into_iter().flatten().collect();
    said.join(" ")
}

/// The width of every column; 0 for one that is not shown. The section takes what the others leave.
fn widths(headings: &[String; COLUMNS], rows: &[[String; COLUMNS]], terminal: usize) -> [usize; COLUMNS] {
    let mut widths = [0; COLUMNS];
    for (i, width) in widths.iter_mut().enumerate() {
        let widest = rows.iter().map(|row| row[i].width()).max().unwrap_or(0);
        if widest > 0 || i == 0 {
            *width = widest
                .max(headings[i].width())
                .min(LAYOUT[i].most.max(headings[i].width()));
        }
    }
    let wanted = std::mem::take(&mut widths[SECTION]);
    let total = |widths: &[usize; COLUMNS]| {
        let shown = widths.iter().filter(|w| **w > 0);
        shown.map(|w| w + GAP).sum::<usize>().saturating_sub(GAP)
    };
    for i in YIELDING {
        let over = total(&widths).saturating_sub(terminal);
        widths[i] = widths[i].saturating_sub(over).max(LAYOUT[i].least.min(widths[i]));
    }
    let left = terminal.saturating_sub(total(&widths) + GAP).min(wanted);
    if left >= LAYOUT[SECTION].least.min(wanted) {
        widths[SECTION] = left;
    }
    widths
}

fn line(
    out: &mut impl Write,
    cells: &[String; COLUMNS],
    widths: &[usize; COLUMNS],
    colours: Colours,
    style: &Style,
) -> io::Result<()> {
    let mut line = String::new();
    let mut pending = 0;
    for (i, (cell, &width)) in cells.iter().zip(widths).enumerate().filter(|(_, (_, w))| **w > 0) {
        let cell = cut(cell, width);
        line.extend(std::iter::repeat_n(' ', if cell.is_empty() { 0 } else { pending }));
        if cell.is_empty() {
            pending += width + GAP;
            continue;
        }
        pending = width - cell.width() + GAP;
        let coloured = style.color && (i == STATUS || colours == Colours::new().bold());
        if coloured {
            line += &format!("{colours}{cell}{colours:#}");
        } else {
            line += &cell;
        }
    }
    writeln!(out, "{line}")
}

/// At most so many columns of a text, the last of them `…` where something is left out.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut left = width.saturating_sub(1);
    for c in text.chars() {
        let Some(rest) = left.checked_sub(c.width().unwrap_or(0)) else {
            break;
        };
        left = rest;
        out.push(c);
    }
    out + "…"
}

fn colours(status: Status) -> Colours {
    let colour = |colour: AnsiColor| Colours::new().fg_color(Some(colour.into()));
    match status {
        Status::Verified => colour(AnsiColor::Green),
        Status::Contradicted => colour(AnsiColor::Red),
        Status::Unverified => colour(AnsiColor::Yellow),
        Status::NotCheckable(_) => Colours::new().dimmed(),
    }
}

/// Each sum that fails or that tells an unstated value, once, with the place of its first figure.
fn sums(out: &mut impl Write, ledger: &Ledger, lang: Lang) -> io::Result<()> {
    let mut told: Vec<&Relation> = Vec::new();
    for entry in &ledger.entries {
        for telling in entry.relations.iter().filter(|r| telling(r)) {
            // The operands of a relation stand close together: only the last few can be the same one.
            if told.iter().rev().take(RECENT).any(|known| *known == telling) {
                continue;
            }
            if told.is_empty() {
                writeln!(out)?;
            }
            let place = spot::short(&entry.range, lang);
            writeln!(out, "{place}  {}", printable(&relation(telling, lang)))?;
            told.push(telling);
        }
    }
    Ok(())
}

/// How many relations back the same one may stand.
const RECENT: usize = 64;

/// The line that closes the table: the counts of the summary, and what became of those that nothing verifies.
fn counts(ledger: &Ledger, lang: Lang) -> String {
    let counts = ledger.counts;
    let of = |status: Status| ledger.entries.iter().filter(|e| e.status == status).count();
    let unverified = of(Status::Unverified);
    let reasons = Reason::ALL.map(|reason| (word::reason(reason).get(lang), of(Status::NotCheckable(reason))));
    let why: Vec<(&str, usize)> = std::iter::once((word::status(Status::Unverified).get(lang), unverified))
        .chain(reasons)
        .filter(|(_, count)| *count > 0)
        .collect();
    let (total, verified, contradicted, rest) = (counts.total, counts.verified, counts.contradicted, counts.unverified);
    match lang {
        Lang::Zh => {
            let why: Vec<String> = why.iter().map(|(word, count)| format!("{word} {count}")).collect();
            let why = bracketed("（", &why.join("，"), "）");
            format!("{total} 个数字，核实 {verified}，矛盾 {contradicted}，无从核对 {rest}{why}")
        }
        Lang::En => {
            let why: Vec<String> = why.iter().map(|(word, count)| format!("{count} {word}")).collect();
            let why = bracketed(" (", &why.join(", "), ")");
            let figures = if total == 1 { "figure" } else { "figures" };
            format!("{total} {figures}, {verified} verified, {contradicted} contradicted, {rest} not checkable{why}")
        }
    }
}

fn bracketed(open: &str, inner: &str, close: &str) -> String {
    if inner.is_empty() {
        String::new()
    } else {
        format!("{open}{inner}{close}")
    }
}
