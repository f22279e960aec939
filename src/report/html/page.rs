//! What the page of one draft shows.

use super::marks::{Line, Mark, What, lines};
use crate::check::Lang;
use crate::report::figures::column::{COLUMNS, Cell, Column, Part};
use crate::report::figures::word;
use crate::report::tell::{Teller, clean};
use crate::report::{concise, full, spot, summary};
use crate::settle::ledger::Entry;
use crate::settle::{Draft, FileReport, Range, Resolved, Summary};
use serde::Serialize;

/// One draft.
#[derive(Serialize)]
pub struct Page {
    number: usize,
    path: String,
    summary: String,
    findings: Vec<Finding>,
    lines: Vec<Line>,
    columns: Vec<&'static str>,
    statuses: Vec<Status>,
    figures: Vec<Figure>,
}

/// A finding as it is listed.
#[derive(Serialize)]
struct Finding {
    number: usize,
    severity: &'static str,
    rule: String,
    place: String,
    message: String,
    notes: Vec<String>,
    /// What a reader's tick is remembered under.
    key: String,
}

/// A status to filter by.
#[derive(Serialize)]
struct Status {
    code: &'static str,
    name: &'static str,
}

/// A row of the ledger.
#[derive(Serialize)]
struct Figure {
    number: usize,
    place: String,
    status: &'static str,
    cells: Vec<String>,
}

impl Page {
    /// The page of a checked draft, the `number`th of its run.
    pub fn of(teller: &Teller, number: usize, file: &FileReport) -> Self {
        let path = teller.path(&file.path);
        let draft = file.draft.as_deref();
        let findings = file.findings.iter().enumerate();
        let findings = findings
            .map(|(i, finding)| Finding::of(teller, &path, i, finding))
            .collect();
        let entries = draft.map_or(&[][..], |draft| &draft.ledger.entries);
        let columns = columns(entries, teller.lang);
        let mut statuses: Vec<Status> = Vec::new();
        for entry in entries {
            let word = word::status(entry.status);
            if !statuses.iter().any(|known| known.code == word.code) {
                statuses.push(Status {
                    code: word.code,
                    name: word.get(teller.lang),
                });
            }
        }
        Self {
            number,
            summary: clean(&summary::line(teller.lang, &path, &Summary::of(file))),
            path: clean(&path),
            findings,
            lines: draft.map_or_else(Vec::new, |draft| draft_lines(draft, file)),
            columns: columns.iter().map(|column| column.heading(teller.lang)).collect(),
            statuses,
            figures: entries
                .iter()
                .enumerate()
                .map(|(i, entry)| Figure::of(teller, i, entry, &columns))
                .collect(),
        }
    }
}

/// What a drafter looks at of the ledger: not the place, which is a link already, and no column in which nothing stands.
fn columns(entries: &[Entry], lang: Lang) -> Vec<&'static Column> {
    let core = COLUMNS.iter().filter(|column| column.part == Part::Core);
    let told = core.filter(|column| !["line", "column"].contains(&column.en));
    told.filter(|column| entries.iter().any(|entry| !cell(column, entry, lang).is_empty()))
        .collect()
}

fn cell(column: &Column, entry: &Entry, lang: Lang) -> String {
    match (column.cell)(entry, lang) {
        Cell::Text(text) | Cell::Number(text) => clean(&text),
    }
}

/// The draft with everything that is marked in it.
fn draft_lines(draft: &Draft, file: &FileReport) -> Vec<Line> {
    let headings: Vec<(usize, u8)> = draft
        .headings
        .iter()
        .map(|(range, level)| (range.start.byte, *level))
        .collect();
    let mut marks = Vec::new();
    for (i, finding) in file.findings.iter().enumerate() {
        let own = What::Finding(i, finding.severity);
        marks.push(mark(&finding.place.range, own));
        marks.extend(finding.places.iter().skip(1).map(|range| mark(range, own)));
        let related = finding.related.iter().filter(|related| related.place.path.is_none());
        marks.extend(related.map(|related| mark(&related.place.range, What::Related(i))));
    }
    for (i, entry) in draft.ledger.entries.iter().enumerate() {
        marks.push(mark(&entry.range, What::Figure(i, word::status(entry.status).code)));
    }
    lines(&draft.text, &headings, &marks)
}

fn mark(range: &Range, what: What) -> Mark {
    Mark {
        bytes: range.start.byte..range.end.byte,
        what,
    }
}

impl Finding {
    fn of(teller: &Teller, path: &str, number: usize, finding: &Resolved) -> Self {
        let notes = full::explanations(finding, teller.lang);
        Self {
            number,
            severity: concise::severity(finding.severity),
            rule: finding.rule.clone(),
            place: spot::short(&finding.place.range, teller.lang),
            message: clean(&finding.message),
            notes: notes.iter().map(|note| clean(note)).collect(),
            key: format!("gouji {} {}", clean(path), finding.fingerprint),
        }
    }
}

impl Figure {
    fn of(teller: &Teller, number: usize, entry: &Entry, columns: &[&Column]) -> Self {
        Self {
            number,
            place: spot::short(&entry.range, teller.lang),
            status: word::status(entry.status).code,
            cells: columns.iter().map(|column| cell(column, entry, teller.lang)).collect(),
        }
    }
}
