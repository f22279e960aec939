//! What the comments say.
//!
//! Owns their wording: the message, the sum and the candidates as the report for reading has them. What a finding is compared with gets a
//! comment of its own where it stands in another sentence; inside one sentence the first comment says it all.

use crate::check::Lang;
use crate::report::{full, spot};
use crate::settle::{FileReport, INTERNAL_ERROR, Place, Resolved};
use std::ops::Range;

/// Characters of a sentence by which a place is named.
const HEAD: usize = 16;

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about: bytes of the document's source.
    pub range: Range<usize>,
    /// Its paragraphs.
    pub lines: Vec<String>,
}

/// The comments on the findings of a document, in order of the findings.
pub fn notes(file: &FileReport, lang: Lang) -> Vec<Note> {
    let findings = file.findings.iter().filter(|finding| finding.rule != INTERNAL_ERROR);
    findings.flat_map(|finding| of(finding, lang)).collect()
}

fn of(finding: &Resolved, lang: Lang) -> Vec<Note> {
    let mut lines = vec![at(&finding.place, lang) + &finding.message];
    lines.extend(full::explanations(finding, lang));
    lines.push(format!("[{}]", finding.rule));
    let mut notes = vec![Note {
        range: bytes(&finding.place),
        lines,
    }];
    for related in &finding.related {
        let range = bytes(&related.place);
        let elsewhere = related.place.excerpt != finding.place.excerpt;
        if elsewhere && !notes.iter().any(|note| note.range == range) {
            notes.push(Note {
                range,
                lines: vec![
                    at(&related.place, lang) + &refer(finding, lang),
                    format!("[{}]", finding.rule),
                ],
            });
        }
    }
    notes
}

/// Of a place that its comment cannot stand on: which one it is.
fn at(place: &Place, lang: Lang) -> String {
    match (spot::beside(&place.range, lang), lang) {
        (None, _) => String::new(),
        (Some(name), Lang::Zh) => format!("{name}“{}”：", place.text),
        (Some(name), Lang::En) => format!("{name}, “{}”: ", place.text),
    }
}

fn bytes(place: &Place) -> Range<usize> {
    place.range.start.byte..place.range.end.byte
}

/// What the other place says: which one it belongs to, and why.
fn refer(finding: &Resolved, lang: Lang) -> String {
    let (text, message) = (&finding.place.text, &finding.message);
    let sentence = finding
        .excerpts
        .get(finding.place.excerpt)
        .map_or("", |e| e.text.trim());
    let mut head: String = sentence.chars().take(HEAD).collect();
    if head.len() < sentence.len() {
        head.push('…');
    }
    match lang {
        Lang::Zh => format!("与“{head}”一句中的“{text}”对不上：{message}"),
        Lang::En => format!("does not agree with “{text}” in “{head}”: {message}"),
    }
}
