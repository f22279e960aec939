//! Word files: `.docx`, `.docm`, `.dotx`, `.dotm`, transitional and strict.
//!
//! Owns which parts of a file are read, and the way from the text back to their XML ([`Word`]), by which comments are anchored. What is
//! refused, and what to do about it, is said in one sentence ([`WordError`]).

mod body;
mod comment;
mod flow;
mod numbering;
mod numeral;
pub(crate) mod package;
mod prose;
mod run;
mod styles;
mod table;
pub(crate) mod xml;

use super::spot::Spot;
use super::{Document, lines::LineIndex};
use body::{Reader, Shared};
pub use comment::Comment;
use flow::Block;
use package::{Package, Relation};
use prose::{Notes, Story, Writer};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use xml::Flaw;

/// The way from the text of a Word file back to its parts.
#[derive(Clone, Debug, Default)]
pub struct Word {
    /// The names of the parts that text was read from; the first is the main part.
    pub parts: Vec<String>,
    /// Where each character stands: sorted by `at`, none overlapping.
    pub anchors: Vec<Anchor>,
    /// Paragraphs, cells and notes: sorted by `at`.
    pub passages: Vec<Passage>,
    /// Comments for gouji, by place.
    pub comments: Vec<Comment>,
}

/// Some bytes of the source and the bytes of the part that they come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// First byte in the source.
    pub at: u32,
    /// Bytes in the source.
    pub len: u32,
    /// The part, as an index into [`Word::parts`].
    pub part: u32,
    /// Bytes of the part decoded to UTF-8 without its byte-order mark; byte for byte the same when `exact`, else an element, a reference or
    /// the text behind an automatic number, which stands for them as a whole.
    pub xml: Range<usize>,
    /// Whether one may be cut where the other is.
    pub exact: bool,
}

/// A paragraph or cell of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// First byte in the source; it reaches up to the next one.
    pub at: u32,
    /// How a reader finds it.
    pub spot: Spot,
    /// The part, as an index into [`Word::parts`].
    pub part: u32,
    /// Of text boxes and notes: the run of the main part that holds or refers to them.
    pub run: Option<Range<usize>>,
}

/// Why a file that should be a Word file is not read. `Display` is English; [`WordError::zh`] says it in Chinese.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordError {
    /// The binary format before .docx.
    #[error("an old .doc or .wps file: open it in Word or WPS, save it as .docx and check that")]
    Old,
    /// Rich text.
    #[error("rich text (.rtf): open it in Word or WPS, save it as .docx and check that")]
    Rich,
    /// It has a password.
    #[error("protected by a password: remove it in Word or WPS, save the file and check again")]
    Encrypted,
    /// A package without a Word document.
    #[error("not a Word file: save the text as .docx, .md or .txt and check that")]
    NotWord,
    /// Comments were asked for in a file of another format.
    #[error("comments are written into Word files only: save the draft as .docx, or use gouji check")]
    NoComments,
    /// The zip, or a part of it, cannot be read.
    #[error(
        "a damaged Word file ({0} cannot be read): open it in Word or WPS, let it be repaired, save it as .docx and check that"
    )]
    Damaged(String),
    /// A part that others refer to is not there.
    #[error(
        "a damaged Word file ({0} is missing): open it in Word or WPS, let it be repaired, save it as .docx and check that"
    )]
    Missing(String),
    /// It unpacks to too much.
    #[error("{part} unpacks to more than {limit} bytes: if the file can be trusted, raise the limit with --max-size")]
    Huge {
        /// The part.
        part: String,
        /// How much may be unpacked.
        limit: u64,
    },
    /// It defines entities, which no program for documents does.
    #[error(
        "{0} defines or uses XML entities, which is not read for safety: open it in Word or WPS, save it as .docx and check that"
    )]
    Entities(String),
}

impl WordError {
    /// The error in Chinese.
    pub fn zh(&self) -> String {
        let repair = "请用 Word 或 WPS 打开并修复，另存为 .docx 后再检查";
        match self {
            Self::Old => "这是旧版 .doc 或 .wps 文件，请用 Word 或 WPS 打开，另存为 .docx 后再检查".to_owned(),
            Self::Rich => "这是 RTF 文件，请用 Word 或 WPS 打开，另存为 .docx 后再检查".to_owned(),
            Self::Encrypted => "文件设有密码，请在 Word 或 WPS 中取消密码，保存后再检查".to_owned(),
            Self::NotWord => "不是 Word 文件，请将文稿另存为 .docx、.md 或 .txt 后再检查".to_owned(),
            Self::NoComments => "只能给 Word 文件添加批注，请将文稿另存为 .docx，或改用 gouji check".to_owned(),
            Self::Damaged(part) => format!("Word 文件已损坏（{part} 无法读取），{repair}"),
            Self::Missing(part) => format!("Word 文件已损坏（缺少 {part}），{repair}"),
            Self::Huge { part, limit } => {
                format!("{part} 解压后超过{limit}字节，如确认文件可靠，可用 --max-size 放宽上限")
            }
            Self::Entities(part) => {
                format!("{part} 含有 XML 实体，为安全起见不予读取，请用 Word 或 WPS 打开，另存为 .docx 后再检查")
            }
        }
    }

    /// What is wrong with a part.
    pub(crate) fn of(flaw: Flaw, part: &str) -> Self {
        match flaw {
            Flaw::Malformed(at) => Self::Damaged(format!("{part}:{at}")),
            Flaw::Entities => Self::Entities(part.to_owned()),
        }
    }
}

/// Whether a file is to be read as a Word file: by its content, and by its name where the content is nothing else.
pub(super) fn is_word(path: &str, bytes: &[u8]) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, e)| e);
    bytes.starts_with(ZIP)
        || bytes.starts_with(RICH)
        || bytes.starts_with(package::OLE)
        || has_ending(ending)
        || is_old(ending)
}

/// How rich text begins, whatever ending it has.
const RICH: &[u8] = b"{\\rtf";

/// How a zip begins.
const ZIP: &[u8] = b"PK\x03\x04";

/// Whether an ending is that of a format before .docx, whatever such a file holds.
fn is_old(ending: &str) -> bool {
    ["doc", "dot", "wps", "wpt"]
        .iter()
        .any(|e| ending.eq_ignore_ascii_case(e))
}

/// Whether an ending is that of a Word file.
pub(super) fn has_ending(ending: &str) -> bool {
    ["docx", "docm", "dotx", "dotm"]
        .iter()
        .any(|e| ending.eq_ignore_ascii_case(e))
}

/// Reads a Word file of which at most `limit` bytes are unpacked.
pub(super) fn read(path: &str, bytes: &[u8], limit: u64) -> Result<Document, WordError> {
    if bytes.starts_with(RICH) {
        return Err(WordError::Rich);
    }
    if !bytes.starts_with(ZIP) && path.rsplit_once('.').is_some_and(|(_, ending)| is_old(ending)) {
        return Err(package::old_format(bytes));
    }
    let mut package = Package::open(bytes, limit)?;
    let main = package.main.clone();
    let relations = package.relations(&main)?;
    let mut file = File {
        package,
        relations,
        shared: Shared {
            styles: styles::Styles::default(),
            numbering: numbering::Numbering::default(),
            counters: numbering::Counters::default(),
        },
        writer: Writer::default(),
    };
    file.definitions()?;
    file.notes()?;
    let margins = file.body(&main)?;
    file.margins(margins)?;
    file.comments(&main)?;
    Ok(file.document(path))
}

/// A file that is being read.
struct File<'a> {
    package: Package<'a>,
    /// Of the main part.
    relations: Vec<Relation>,
    shared: Shared,
    writer: Writer,
}

impl File<'_> {
    fn target(&self, kind: &str) -> Option<String> {
        self.relations.iter().find(|r| r.kind == kind).map(|r| r.target.clone())
    }

    fn definitions(&mut self) -> Result<(), WordError> {
        if let Some(part) = self.target("styles") {
            let text = self.package.text(&part)?;
            self.shared.styles = styles::Styles::read(&text).map_err(|flaw| WordError::of(flaw, &part))?;
        }
        if let Some(part) = self.target("numbering") {
            let text = self.package.text(&part)?;
            self.shared.numbering = numbering::Numbering::read(&text).map_err(|flaw| WordError::of(flaw, &part))?;
        }
        Ok(())
    }

    /// The index of a part that text is read from.
    fn part(&mut self, name: &str) -> u32 {
        let parts = &mut self.writer.word.parts;
        parts.push(name.to_owned());
        parts.len() as u32 - 1
    }

    fn notes(&mut self) -> Result<(), WordError> {
        let main = self.package.main.clone();
        self.part(&main);
        self.writer.footnotes = self.notes_of("footnotes")?;
        self.writer.endnotes = self.notes_of("endnotes")?;
        Ok(())
    }

    fn notes_of(&mut self, kind: &str) -> Result<Notes, WordError> {
        let Some(name) = self.target(kind) else {
            return Ok(Notes::default());
        };
        let text = self.package.text(&name)?;
        let notes = Reader::new(&text, &mut self.shared).notes();
        let notes = notes.map_err(|flaw| WordError::of(flaw, &name))?;
        Ok(Notes {
            part: self.part(&name),
            notes: notes.into_iter().collect(),
        })
    }

    /// Reads the body; gives the headers and footers of its sections, by relationship.
    fn body(&mut self, main: &str) -> Result<Vec<String>, WordError> {
        let text = self.package.text(main)?;
        let body = Reader::body(&text, &mut self.shared);
        let (blocks, margins) = body.map_err(|flaw| WordError::of(flaw, main))?;
        let story = Story {
            part: 0,
            spot: None,
            run: None,
        };
        self.writer.blocks(blocks, &story);
        Ok(margins)
    }

    /// Reads headers and footers, each part once.
    fn margins(&mut self, ids: Vec<String>) -> Result<(), WordError> {
        let (mut headers, mut footers) = (0, 0);
        let by_id: BTreeMap<String, Relation> = self.relations.iter().map(|r| (r.id.clone(), r.clone())).collect();
        let mut seen = BTreeSet::new();
        let named = ids.iter().filter_map(|id| by_id.get(id));
        for relation in named.filter(|relation| seen.insert(&relation.target)) {
            let spot = if relation.kind == "header" {
                headers += 1;
                Spot::Header { header: headers }
            } else {
                footers += 1;
                Spot::Footer { footer: footers }
            };
            let blocks = self.margin(&relation.target)?;
            let story = Story {
                part: self.part(&relation.target),
                spot: Some(spot),
                run: None,
            };
            self.writer.blocks(blocks, &story);
        }
        Ok(())
    }

    fn comments(&mut self, main: &str) -> Result<(), WordError> {
        let Some(name) = self.target("comments").filter(|name| self.package.has(name)) else {
            return Ok(());
        };
        // A draft is read whatever its comments are like.
        let Ok(part) = self.package.text(&name) else {
            return Ok(());
        };
        if comment::speaks(&part) {
            let text = self.package.text(main)?;
            let word = &mut self.writer.word;
            word.comments = comment::comments(&part, &text, &word.anchors).unwrap_or_default();
        }
        Ok(())
    }

    fn margin(&mut self, name: &str) -> Result<Vec<Block>, WordError> {
        let text = self.package.text(name)?;
        let blocks = Reader::new(&text, &mut self.shared).margin();
        blocks.map_err(|flaw| WordError::of(flaw, name))
    }

    fn document(self, path: &str) -> Document {
        let Writer {
            prose, source, word, ..
        } = self.writer;
        Document {
            path: path.to_owned(),
            text: prose.text,
            segments: prose.segments,
            lines: LineIndex::new(&source),
            source,
            pieces: prose.pieces,
            word: Some(Box::new(word)),
            spots: Vec::new(),
        }
    }
}

impl Word {
    /// The passage that holds a byte of the source.
    pub fn passage(&self, byte: usize) -> Option<&Passage> {
        let i = self.passages.partition_point(|p| p.at as usize <= byte);
        self.passages.get(i.checked_sub(1)?)
    }
}
