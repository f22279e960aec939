//! Safe fixes as tracked changes.
//!
//! Owns which fixes can be written into the XML as a deletion and an insertion by gouji: those inside one text of one run of the body that
//! is itself no tracked change. The rest stays as it is, and is commented on like everything else.

use super::layout::{Layout, Run, Text};
use super::parts::{AUTHOR, after};
use super::rewrite;
use crate::finding::Applicability;
use crate::settle::FileReport;
use crate::source::Document;
use crate::source::docx::package::Package;
use crate::source::docx::xml::{Flaw, Ns, Scanner, Token};
use crate::source::docx::{Word, WordError};
use quick_xml::escape::escape;
use std::collections::BTreeMap;
use std::ops::Range;

/// A replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is replaced: bytes of the document's source.
    pub range: Range<usize>,
    /// The new text.
    pub text: String,
}

/// A copy with tracked changes.
#[derive(Clone, Debug)]
pub struct Revised {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many changes are new in it.
    pub changed: usize,
}

/// The safe fixes of the findings of a document: of each finding the first one.
pub fn changes(file: &FileReport) -> Vec<Change> {
    let safe = |fix: &&crate::settle::ResolvedFix| fix.applicability == Applicability::Safe;
    let fixes = file
        .findings
        .iter()
        .filter_map(|finding| finding.fixes.iter().find(safe));
    let edits = fixes.flat_map(|fix| &fix.edits);
    edits
        .map(|edit| Change {
            range: edit.range.start.byte..edit.range.end.byte,
            text: edit.text.clone(),
        })
        .collect()
}

/// Writes changes into a copy of a Word file. `bytes` is the file that `document` was read from, `limit` how much of it is unpacked at most.
///
/// # Errors
/// When the file cannot be read or `document` comes from no Word file.
pub fn revise(bytes: &[u8], document: &Document, changes: &[Change], limit: u64) -> Result<Revised, WordError> {
    let word = document.word.as_deref().ok_or(WordError::NotWord)?;
    let mut package = Package::open(bytes, limit)?;
    let main = package.main.clone();
    let text = package.text(&main)?;
    let done = tracked(&text, word, changes).map_err(|flaw| WordError::of(flaw, &main))?;
    let Some((text, changed)) = done else {
        return Ok(Revised {
            bytes: bytes.to_vec(),
            changed: 0,
        });
    };
    Ok(Revised {
        bytes: rewrite(&mut package, bytes, BTreeMap::from([(main, text)]))?,
        changed,
    })
}

/// The part with its changes, and their number; nothing where none can be written.
fn tracked(part: &str, word: &Word, changes: &[Change]) -> Result<Option<(String, usize)>, Flaw> {
    let mut edits: Vec<(Range<usize>, &str)> = changes
        .iter()
        .filter_map(|change| Some((place(word, &change.range)?, change.text.as_str())))
        .collect();
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let (inserted, mut next) = insertions(part)?;
    let points = edits.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
    let layout = Layout::read(part, points)?;
    let mut pieces: Vec<(Range<usize>, String)> = Vec::new();
    let (mut end, mut changed) = (0, 0);
    for (range, new) in edits {
        let free = range.start >= end && !inserted.iter().any(|i| i.start <= range.start && range.end <= i.end);
        let Some((run, text)) = free.then(|| text_of(&layout, &range)).flatten() else {
            continue;
        };
        end = range.end + 1;
        pieces.extend(written(&layout, run, text, &range, new, next));
        next += 2;
        changed += 1;
    }
    pieces.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(part.len() + changed * 512);
    let mut done = 0;
    for (range, addition) in pieces {
        out.push_str(&part[done..range.start]);
        out.push_str(&addition);
        done = range.end;
    }
    out.push_str(&part[done..]);
    Ok((changed > 0).then_some((out, changed)))
}

/// The bytes of the main part that a range of the source stands for, byte for byte.
fn place(word: &Word, range: &Range<usize>) -> Option<Range<usize>> {
    let i = word
        .anchors
        .partition_point(|a| ((a.at + a.len) as usize) < range.end.max(range.start + 1));
    let anchor = word.anchors.get(i).filter(|a| a.exact && a.part == 0)?;
    word.passage(range.start).filter(|p| super::in_body(p))?;
    let from = range.start.checked_sub(anchor.at as usize)?;
    Some(anchor.xml.start + from..anchor.xml.start + from + range.len())
}

/// The text that holds a place, and its run.
fn text_of<'l>(layout: &'l Layout, range: &Range<usize>) -> Option<(&'l Run, &'l Text)> {
    let run = &layout.runs[*layout.inside.get(&range.start)?];
    let texts = run.children.iter().filter_map(|child| child.text.as_ref());
    let mut holding = texts.filter(|t| t.body.start <= range.start && range.end <= t.body.end);
    Some((run, holding.next()?))
}

/// One change: what is replaced by what. A run of which nothing is left goes with its text.
fn written(
    layout: &Layout,
    run: &Run,
    text: &Text,
    range: &Range<usize>,
    new: &str,
    id: u32,
) -> Vec<(Range<usize>, String)> {
    let (p, d) = (&layout.prefix, &layout.declared);
    let (close, open) = layout.split(run);
    let change = |kind: &str, id: u32, name: &str, text: &str| match text {
        "" => String::new(),
        _ => format!(
            "<{p}{kind}{d} {p}id=\"{id}\" {p}author=\"{AUTHOR}\">{open}<{p}{name} xml:space=\"preserve\">{text}</{p}{name}>{close}</{p}{kind}>"
        ),
    };
    let old = change("del", id, "delText", &layout.part[range.clone()]);
    let both = old + &change("ins", id + 1, "t", &escape(new));
    let alone = run.children.len() == 1;
    let (first, last) = (
        alone && range.start == text.body.start,
        alone && range.end == text.body.end,
    );
    if first && last {
        return vec![(run.range.clone(), both)];
    }
    if first {
        return vec![(run.range.start..run.range.start, both), (range.clone(), String::new())];
    }
    let name = &text.name;
    let mut pieces = Vec::new();
    if !text.kept && layout.part[text.body.start..range.start].ends_with(' ') {
        let tag = text.body.start - 1;
        pieces.push((tag..tag, " xml:space=\"preserve\"".to_owned()));
    }
    if last {
        pieces.push((range.start..run.range.end, format!("</{name}>{close}{both}")));
    } else {
        let again = format!("{open}<{name} xml:space=\"preserve\">");
        pieces.push((range.clone(), format!("</{name}>{close}{both}{again}")));
    }
    pieces
}

/// The insertions of a part, in which no other is written, and a number that no element of it has as its id.
fn insertions(part: &str) -> Result<(Vec<Range<usize>>, u32), Flaw> {
    let mut xml = Scanner::new(part);
    let (mut found, mut open, mut next) = (Vec::new(), Vec::new(), 1);
    loop {
        match xml.next()? {
            Token::Start(element) => {
                let tracked = element.ns == Ns::Word && matches!(element.name(), "ins" | "moveTo");
                open.push(tracked.then_some(xml.range.start));
                next = next.max(after(&element));
            }
            Token::End => found.extend(open.pop().flatten().map(|start| start..xml.range.end)),
            Token::Eof => return Ok((found, next)),
            _ => {}
        }
    }
}
