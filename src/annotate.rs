//! A copy of a Word file with comments on what was found.
//!
//! Owns where a comment is anchored and which parts change. All others are copied as they are, compressed bytes included; in those that
//! change, nothing is rewritten but the runs that a mark splits. Word has no comments in notes, text boxes, headers and footers: theirs stand
//! where the body refers to them, or at its start. A comment that an earlier run wrote is not written again.

mod layout;
mod note;
mod parts;
mod revise;
mod splice;

pub use note::{Note, notes};
pub use revise::{Change, Revised, changes, revise};

use crate::source::Document;
use crate::source::docx::package::{Package, folder, key, relations_of};
use crate::source::docx::xml::{Flaw, STRICT, Scanner, Token};
use crate::source::docx::{Anchor, Passage, Word, WordError};
use crate::source::spot::Spot;
use splice::Mark;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::ops::Range;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The names of parts with their new text.
type Changes = BTreeMap<String, String>;

/// An annotated copy.
#[derive(Clone, Debug)]
pub struct Copy {
    /// The file.
    pub bytes: Vec<u8>,
    /// Comments that are new in it.
    pub added: usize,
    /// Comments that were in it before.
    pub kept: usize,
    /// Comments without a place: the body has no text.
    pub lost: usize,
}

/// Writes comments into a copy of a Word file. `bytes` is the file that `document` was read from, `limit` how much of it is unpacked at most.
///
/// # Errors
/// When the file cannot be read or `document` comes from no Word file.
pub fn annotate(bytes: &[u8], document: &Document, notes: &[Note], limit: u64) -> Result<Copy, WordError> {
    let word = document.word.as_deref().ok_or(WordError::NotWord)?;
    let mut package = Package::open(bytes, limit)?;
    let main = package.main.clone();
    let text = package.text(&main)?;
    let mut comments = Comments::open(&mut package, &text)?;
    let mut earlier = comments.existing.own.clone();
    let (mut marks, mut new) = (Vec::new(), Vec::new());
    let mut lost = 0;
    for note in notes {
        let told = note.lines.join("\n");
        if let Some(same) = earlier.iter().position(|text| *text == told) {
            earlier.swap_remove(same);
            continue;
        }
        let Some(range) = target(document, word, &note.range) else {
            lost += 1;
            continue;
        };
        let id = comments.existing.next + new.len() as u32;
        marks.push(Mark { range, id });
        new.push((id, note.lines.as_slice()));
    }
    let mut changes = Changes::new();
    if !marks.is_empty() {
        let spliced = splice::splice(&text, &marks);
        changes.insert(main.clone(), spliced.map_err(|flaw| WordError::of(flaw, &main))?);
        comments.add(&mut package, &new, &mut changes)?;
    }
    Ok(Copy {
        bytes: rewrite(&mut package, bytes, changes)?,
        added: marks.len(),
        kept: notes.len() - marks.len() - lost,
        lost,
    })
}

/// The bytes of the main part that a comment on a range of the source covers.
fn target(document: &Document, word: &Word, range: &Range<usize>) -> Option<Range<usize>> {
    let passage = word.passage(range.start)?;
    if let Some(run) = &passage.run {
        return Some(run.clone());
    }
    if passage.part != 0 {
        let first = word.passages.iter().find(|p| in_body(p))?;
        return whole(word, first);
    }
    let range = widened(document, word, range);
    let from = word.anchors.partition_point(|a| (a.at + a.len) as usize <= range.start);
    let to = word.anchors.partition_point(|a| (a.at as usize) < range.end);
    // A comment may reach over paragraphs, but not out of a cell or into one.
    let cell = matches!(passage.spot, Spot::Cell { .. });
    let near = |p: &Passage| in_body(p) && (p.spot == passage.spot || (!cell && !matches!(p.spot, Spot::Cell { .. })));
    let body = |anchor: &&Anchor| word.passage(anchor.at as usize).is_some_and(near);
    let covered = word.anchors.get(from..to).unwrap_or_default();
    let (Some(first), Some(last)) = (covered.iter().find(body), covered.iter().rfind(body)) else {
        // what stands between cells belongs to no part
        return whole(word, passage);
    };
    let start = range.start.saturating_sub(first.at as usize);
    let end = (range.end - last.at as usize).min(last.len as usize);
    Some(Range {
        start: first.xml.start + if first.exact { start } else { 0 },
        end: if last.exact { last.xml.start + end } else { last.xml.end },
    })
}

/// Whether a passage stands in the text of the main part itself.
fn in_body(passage: &Passage) -> bool {
    passage.part == 0 && passage.run.is_none()
}

/// The bytes of a passage of the main part.
fn whole(word: &Word, passage: &Passage) -> Option<Range<usize>> {
    let next = word.passages.partition_point(|p| p.at <= passage.at);
    let to = word.passages.get(next).map_or(u32::MAX, |next| next.at);
    let from = word.anchors.partition_point(|a| a.at < passage.at);
    let to = word.anchors.partition_point(|a| a.at < to);
    let inside = word.anchors.get(from..to)?;
    Some(inside.first()?.xml.start..inside.last()?.xml.end)
}

/// An empty range takes the character before it, at the start of a paragraph the one behind.
fn widened(document: &Document, word: &Word, range: &Range<usize>) -> Range<usize> {
    if !range.is_empty() {
        return range.clone();
    }
    let at = range.start.min(document.source.len());
    let (before, behind) = document.source.split_at(document.source.floor_char_boundary(at));
    let is_text = |byte: usize| {
        let i = word.anchors.partition_point(|a| (a.at as usize) <= byte);
        i.checked_sub(1)
            .is_some_and(|i| byte < (word.anchors[i].at + word.anchors[i].len) as usize)
    };
    let previous = before.chars().next_back().map_or(0, char::len_utf8);
    if previous > 0 && is_text(at - previous) {
        return at - previous..at;
    }
    at..at + behind.chars().next().map_or(0, char::len_utf8)
}

/// The comments of a file.
struct Comments {
    /// The part that holds them, if there is one.
    part: Option<(String, String)>,
    existing: parts::Existing,
    strict: bool,
}

impl Comments {
    fn open(package: &mut Package, document: &str) -> Result<Self, WordError> {
        let main = package.main.clone();
        let strict = is_strict(document).map_err(|flaw| WordError::of(flaw, &main))?;
        let relation = package.relations(&main)?.into_iter().find(|r| r.kind == "comments");
        let Some(relation) = relation else {
            return Ok(Self {
                part: None,
                existing: parts::Existing::default(),
                strict,
            });
        };
        let text = package.text(&relation.target)?;
        let existing = parts::existing(&text).map_err(|flaw| WordError::of(flaw, &relation.target))?;
        Ok(Self {
            part: Some((relation.target, text)),
            existing,
            strict,
        })
    }

    fn add(&mut self, package: &mut Package, new: &[(u32, &[String])], changes: &mut Changes) -> Result<(), WordError> {
        let (name, text) = match self.part.take() {
            Some(part) => part,
            None => (self.create(package, changes)?, parts::no_comments(self.strict)),
        };
        let text = parts::add_comments(&text, new).map_err(|flaw| WordError::of(flaw, &name))?;
        changes.insert(name, text);
        Ok(())
    }

    /// Makes a part for comments known to the package; gives its name.
    fn create(&self, package: &mut Package, changes: &mut Changes) -> Result<String, WordError> {
        let main = package.main.clone();
        let files = (0..).map(|i| {
            if i == 0 {
                "comments.xml".to_owned()
            } else {
                format!("comments-{i}.xml")
            }
        });
        let mut free = files.filter(|file| !package.has(&format!("{}{file}", folder(&main))));
        let file = free.next().unwrap_or_default();
        let name = format!("{}{file}", folder(&main));
        let relations = package.relations(&main)?;
        let mut ids = (1..).map(|i| format!("rIdGouji{i}"));
        let id = ids.find(|id| relations.iter().all(|r| r.id != *id)).unwrap_or_default();
        let part = relations_of(&main);
        let text = if package.has(&part) {
            package.text(&part)?
        } else {
            parts::NO_RELATIONS.to_owned()
        };
        let text = parts::add_relation(&text, &id, &file, self.strict);
        changes.insert(part.clone(), text.map_err(|flaw| WordError::of(flaw, &part))?);
        let types = "[Content_Types].xml";
        let text = parts::add_content_type(&package.text(types)?, &name);
        changes.insert(types.to_owned(), text.map_err(|flaw| WordError::of(flaw, types))?);
        Ok(name)
    }
}

/// Whether a document is written in the strict form.
fn is_strict(document: &str) -> Result<bool, Flaw> {
    let root = Scanner::new(document).root()?;
    Ok(root
        .attributes()
        .iter()
        .any(|(name, uri)| name.starts_with("xmlns") && uri == STRICT))
}

/// Writes the package with some parts changed or new, all others as they are.
fn rewrite(package: &mut Package, bytes: &[u8], mut changes: Changes) -> Result<Vec<u8>, WordError> {
    if changes.is_empty() {
        return Ok(bytes.to_vec());
    }
    let damaged = |_| WordError::Damaged("zip".to_owned());
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + (64 << 10))));
    let mut changed: BTreeMap<String, String> = changes.keys().map(|name| (key(name), name.clone())).collect();
    for index in 0..package.archive.len() {
        let file = package.archive.by_index_raw(index).map_err(damaged)?;
        let name = file.name().map_err(damaged)?.into_owned();
        match changed.remove(&key(&name)).and_then(|known| changes.remove(&known)) {
            None => out.raw_copy_file(file).map_err(damaged)?,
            Some(text) => {
                is_sound(&name, &text)?;
                let options = SimpleFileOptions::default().last_modified_time(file.last_modified().unwrap_or_default());
                out.start_file(name, options).map_err(damaged)?;
                out.write_all(in_utf8(&text).as_bytes())
                    .map_err(|error| damaged(error.into()))?;
            }
        }
    }
    for (name, text) in changes {
        is_sound(&name, &text)?;
        out.start_file(name, SimpleFileOptions::default()).map_err(damaged)?;
        out.write_all(text.as_bytes()).map_err(|error| damaged(error.into()))?;
    }
    Ok(out.finish().map_err(damaged)?.into_inner())
}

/// Nothing is written that could not be read again, whatever the file was like.
fn is_sound(name: &str, text: &str) -> Result<(), WordError> {
    let mut xml = Scanner::new(text);
    loop {
        match xml.next() {
            Ok(Token::Eof) => return Ok(()),
            Ok(_) => {}
            Err(flaw) => return Err(WordError::of(flaw, name)),
        }
    }
}

/// A part that was written in UTF-16 says so at its start.
fn in_utf8(text: &str) -> std::borrow::Cow<'_, str> {
    match text.split_once("?>") {
        Some((head, rest)) if head.starts_with("<?xml") && head.to_ascii_lowercase().contains("utf-16") => {
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>{rest}").into()
        }
        _ => text.into(),
    }
}
