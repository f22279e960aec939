//! Fixes written into a text: which are applied, and how the file stays what it is otherwise.
//!
//! Owns that one finding's edits are made all or none, that of overlapping ones the first is made, and that this goes on until nothing is left
//! to do, so that a second run changes nothing. A figure of a sum that fails is never touched. Encoding, byte-order mark and line ends
//! are those of the file. Which files are written belongs to [`crate::cli`].

use crate::finding::Applicability;
use crate::settle::{FileReport, Resolved, ResolvedEdit};
use crate::source::{Document, Encoding, ReadOptions, read_text};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// After so many rounds the fixes of a text are taken to undo one another.
const ROUNDS: usize = 16;

/// Which fixes are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Those that have one reading.
    Safe,
    /// Those that are probably right too.
    Unsafe,
}

/// What became of a document.
#[derive(Clone, Debug)]
pub struct Mended {
    /// Its text with the fixes.
    pub text: String,
    /// How many findings were fixed.
    pub fixed: usize,
    /// What is found in the new text.
    pub report: FileReport,
}

/// Applies fixes until nothing is left to do. Where fixes undo one another, nothing is changed.
pub fn mend(document: &Document, check: impl Fn(&Document) -> FileReport, level: Level) -> Mended {
    let first = check(document);
    let unchanged = |report: &FileReport| Mended {
        text: document.source.clone(),
        fixed: 0,
        report: report.clone(),
    };
    let mut seen = BTreeSet::from([document.source.clone()]);
    let (mut now, mut report, mut fixed) = (document.clone(), first.clone(), 0);
    for _ in 0..ROUNDS {
        let (text, count) = applied(&now.source, &report, level);
        if text == now.source {
            return Mended { text, fixed, report };
        }
        let Some(next) = again(document, &text).filter(|_| seen.insert(text)) else {
            break;
        };
        fixed += count;
        report = check(&next);
        now = next;
    }
    unchanged(&first)
}

/// Reads a changed text as the same document.
fn again(document: &Document, text: &str) -> Option<Document> {
    let options = ReadOptions {
        encoding: Encoding::Utf8,
        max_bytes: u64::MAX,
    };
    read_text(&document.path, text.as_bytes(), &options)
        .ok()
        .filter(|read| read.source == text)
}

/// A text with the fixes of its findings, and of how many.
pub fn applied(text: &str, report: &FileReport, level: Level) -> (String, usize) {
    let (edits, fixed) = chosen(text, report, level);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for ((start, end), new) in edits {
        out.push_str(&text[done..start]);
        out.push_str(&new);
        done = end;
    }
    out.push_str(&text[done..]);
    (out, fixed)
}

/// The edits of the fixes that are applied at once: the bytes that each replaces with what; and of how many findings. Of two that overlap
/// the first is made; the other is left to the next round.
pub fn chosen(text: &str, report: &FileReport, level: Level) -> (BTreeMap<(usize, usize), String>, usize) {
    let breaks = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut taken: BTreeMap<(usize, usize), String> = BTreeMap::new();
    let mut fixed = 0;
    let figures = contradicted(report);
    for edits in report
        .findings
        .iter()
        .filter_map(|finding| edits(finding, level, &figures))
    {
        let apart = edits.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start);
        if apart && edits.iter().all(|(range, _)| is_free(text, &taken, range)) {
            let edits = edits
                .into_iter()
                .map(|(range, new)| ((range.start, range.end), new.replace('\n', breaks)));
            taken.extend(edits);
            fixed += 1;
        }
    }
    (taken, fixed)
}

/// Whether a range touches none of the taken ones, and is one of the text.
fn is_free(text: &str, taken: &BTreeMap<(usize, usize), String>, range: &Range<usize>) -> bool {
    let key = (range.start, range.end);
    let before = taken.range(..=key).next_back();
    let behind = taken.range(key..).next();
    text.get(range.clone()).is_some()
        && before.is_none_or(|(other, _)| *other != key && other.1 <= range.start)
        && behind.is_none_or(|(other, _)| *other != key && range.end <= other.0)
}

/// The edits of the fix of a finding that is applied, if there is one; of a finding of many places, those of them that may be made.
fn edits(finding: &Resolved, level: Level, figures: &[Range<usize>]) -> Option<Vec<(Range<usize>, String)>> {
    let fits = |applicability| match applicability {
        Applicability::Safe => true,
        Applicability::Unsafe => level == Level::Unsafe,
        Applicability::Manual => false,
    };
    let fix = finding.fixes.iter().find(|fix| fits(fix.applicability))?;
    let edit = |edit: &ResolvedEdit| (bytes(&edit.range), edit.text.clone());
    let mut edits: Vec<(Range<usize>, String)> = fix.edits.iter().map(edit).collect();
    // Which of the figures of a sum is wrong is for the drafter to say.
    let all = edits.len();
    edits.retain(|(range, _)| !touches(figures, range));
    let whole = edits.len() == all || !finding.places.is_empty();
    (finding.equation.is_none() && whole && !edits.is_empty()).then_some(edits)
}

/// The figures of all sums that fail, sorted.
fn contradicted(report: &FileReport) -> Vec<Range<usize>> {
    let known = report.suppressed.iter().map(|known| &known.finding);
    let sums = report
        .findings
        .iter()
        .chain(known)
        .filter(|finding| finding.equation.is_some());
    let places = sums.flat_map(|finding| {
        let own = finding.related.iter().map(|related| &related.place);
        own.chain([&finding.place])
            .chain(finding.suspect.iter().map(|suspect| &suspect.place))
    });
    let own = places.filter(|place| place.path.is_none());
    let mut figures: Vec<Range<usize>> = own.map(|place| bytes(&place.range)).collect();
    figures.sort_by_key(|range| (range.start, range.end));
    figures
}

/// Whether an edit changes one of some texts: it reaches into it.
fn touches(figures: &[Range<usize>], edit: &Range<usize>) -> bool {
    let inside = |figure: &Range<usize>| figure.start < edit.end && edit.start < figure.end;
    figures.iter().take_while(|figure| figure.start < edit.end).any(inside)
}

fn bytes(range: &crate::settle::Range) -> Range<usize> {
    range.start.byte..range.end.byte
}

/// A changed text as the bytes of its file: in the encoding in which `before` makes exactly the old bytes. None where there is no such
/// encoding, or where it lacks a character.
pub fn encoded(bytes: &[u8], before: &str, after: &str) -> Option<Vec<u8>> {
    let wide = |text: &str, mark: &[u8], big: bool| -> Vec<u8> {
        let units = text.encode_utf16();
        let units = units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
        mark.iter().copied().chain(units).collect()
    };
    let narrow = |encoding: &'static encoding_rs::Encoding, text: &str| {
        let (bytes, _, failed) = encoding.encode(text);
        (!failed).then(|| bytes.into_owned())
    };
    type Encode<'a> = Box<dyn Fn(&str) -> Option<Vec<u8>> + 'a>;
    let ways: [Encode; 9] = [
        Box::new(|text| Some(text.as_bytes().to_vec())),
        Box::new(|text| Some([b"\xEF\xBB\xBF", text.as_bytes()].concat())),
        Box::new(|text| Some(wide(text, &[0xFF, 0xFE], false))),
        Box::new(|text| Some(wide(text, &[0xFE, 0xFF], true))),
        Box::new(|text| Some(wide(text, &[], false))),
        Box::new(|text| Some(wide(text, &[], true))),
        Box::new(|text| narrow(encoding_rs::GB18030, text)),
        Box::new(|text| narrow(encoding_rs::GBK, text)),
        Box::new(|text| narrow(encoding_rs::BIG5, text)),
    ];
    let own = ways.iter().find(|way| way(before).as_deref() == Some(bytes))?;
    own(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_encoding_lacks_is_not_written() {
        let narrow = |encoding: &'static encoding_rs::Encoding, text| encoding.encode(text).0.into_owned();
        let big5 = narrow(encoding_rs::BIG5, "統計3.5％。");
        let changed = Some(narrow(encoding_rs::BIG5, "統計3.5%。"));
        assert_eq!(encoded(&big5, "統計3.5％。", "統計3.5%。"), changed);
        assert_eq!(encoded(&big5, "統計3.5％。", "统计3.5%。"), None);
        let gbk = narrow(encoding_rs::GBK, "统计");
        assert!(encoded(&gbk, "统计", "统计𠮷").is_some(), "GB18030 has every character");
        assert_eq!(encoded(b"\xE5\x85", "\u{FFFD}", "甲"), None);
    }
}
