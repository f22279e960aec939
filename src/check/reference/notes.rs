//! Notes: marks [3] in the text, and the notes [3] at its end.
//!
//! Owns which brackets are marks. Circled numbers are not looked at: they enumerate as often as they mark.

use super::Loose;
use super::label::bare;
use crate::outline::{MarkStyle, Outline, Role};
use crate::span::Span;
use std::collections::BTreeMap;

/// The brackets of marks.
pub(super) const OPENING: [char; 4] = ['[', '［', '【', '〔'];
const CLOSING: [char; 4] = [']', '］', '】', '〕'];
/// More marks without a note than this, or notes without a mark, are another way of numbering.
const MOST: usize = 2;
/// No document has so many notes.
const MOST_NOTES: u32 = 1000;
/// So many agree at least.
const FEWEST: usize = 2;

/// The places of numbers, those of one number in order.
type Places = BTreeMap<u32, Vec<Span>>;

/// Marks without a note.
pub(super) fn missing(text: &str, outline: &Outline) -> Vec<Loose> {
    let (marks, notes) = read(text, outline);
    let known = range(&notes);
    lacking(&marks, &notes)
        .into_iter()
        .map(|at| Loose::new(at, known.clone()))
        .collect()
}

/// Notes without a mark.
pub(super) fn unused(text: &str, outline: &Outline) -> Vec<Loose> {
    let (mut marks, notes) = read(text, outline);
    // A mark in a table has its note below the table as often as at the end: it needs none, but excuses one.
    let cells = outline.paragraphs.iter().filter(|p| p.role == Role::Cell);
    for cell in cells {
        for (at, number) in bracketed(cell.span.of(text)) {
            marks
                .entry(number)
                .or_default()
                .push(at.shift(cell.span.start as usize));
        }
    }
    let known = range(&marks);
    lacking(&notes, &marks)
        .into_iter()
        .map(|at| Loose::new(at, known.clone()))
        .collect()
}

/// The first place of each number of `these` that `those` lack; none where numbers repeat or most of them differ.
fn lacking(these: &Places, those: &Places) -> Vec<Span> {
    let lacks = these.iter().filter(|(n, _)| !those.contains_key(n));
    let places: Vec<Span> = lacks.map(|(_, places)| places[0]).collect();
    let agree = these.len() - places.len();
    if places.len() > MOST || agree < FEWEST {
        Vec::new()
    } else {
        places
    }
}

fn range(places: &Places) -> String {
    match (places.keys().next(), places.keys().next_back()) {
        (Some(first), Some(last)) => format!("{first}—{last}"),
        _ => String::new(),
    }
}

/// Marks and notes by number; both empty where notes begin anew (page by page).
fn read(text: &str, outline: &Outline) -> (Places, Places) {
    let (mut marks, mut notes, mut listed) = (Places::new(), Places::new(), Places::new());
    let mut under = false;
    for paragraph in &outline.paragraphs {
        let Some((start, body)) = bare(text, paragraph) else {
            continue;
        };
        let title = body.trim_end_matches(['：', ':']);
        under |= ["注释", "名词解释", "注", "尾注"].contains(&title);
        let arabic = paragraph.mark.filter(|m| under && m.style == MarkStyle::Arabic);
        if let Some(mark) = arabic {
            listed.entry(mark.number).or_default().push(mark.span);
        }
        for (at, number) in bracketed(body) {
            let opens = at.start == 0 && arabic.is_none();
            let all = if opens { &mut notes } else { &mut marks };
            all.entry(number).or_default().push(at.shift(start));
        }
    }
    // 注释 with 1. 2. below it, where the marks are [1] [2]
    let notes = if notes.is_empty() { listed } else { notes };
    if notes.values().any(|places| places.len() > 1) {
        return Default::default();
    }
    (marks, notes)
}

/// Numbers in brackets of a paragraph.
fn bracketed(body: &str) -> Vec<(Span, u32)> {
    let read = |(at, open): (usize, char)| {
        let from = at + open.len_utf8();
        let tail = &body[from..];
        let len = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        // a year in brackets is no mark
        let n = tail[..len].parse().ok().filter(|n| (1..MOST_NOTES).contains(n))?;
        let close = body[from + len..].chars().next().filter(|c| CLOSING.contains(c))?;
        Some((Span::new(at, from + len + close.len_utf8()), n))
    };
    let opening = body.char_indices().filter(|(_, c)| OPENING.contains(c));
    opening.filter_map(read).collect()
}
