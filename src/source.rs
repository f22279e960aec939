//! Documents: what is read from a file, and the way back to it.
//!
//! Owns the only knowledge of file formats. A [`Document`] is prose text cut into segments, with a piece map back to the
//! decoded source; nothing is normalised in place. Sentences and headings' numbering belong to [`crate::outline`].

mod columns;
mod csv;
mod decode;
pub mod docx;
mod fields;
mod html;
pub mod lines;
mod markdown;
pub mod pdf;
mod prose;
pub mod sheet;
pub mod spot;
mod text;
pub mod walk;
mod wrap;

use crate::span::Span;
use prose::Prose;
use spot::Spot;
use std::ops::Range;

/// A draft as read: its prose, the segments of the prose, and the map back to the source text.
#[derive(Clone, Debug)]
pub struct Document {
    /// The path as it is shown.
    pub path: String,
    /// The prose: what a reader of the draft reads, segments separated by at least one line feed.
    pub text: String,
    /// The segments in order, not overlapping, none empty.
    pub segments: Vec<Segment>,
    /// The source decoded to UTF-8 without its byte-order mark; positions in reports are positions in this text. Of a Word file, a
    /// workbook or a PDF, the text that was extracted: a line for each paragraph and each row of a table.
    pub source: String,
    /// From prose to source: sorted, by `prose` as well as by `source`, none overlapping.
    pub pieces: Vec<Piece>,
    /// Line starts of `source`.
    pub lines: lines::LineIndex,
    /// Of a Word file: the way from `source` back to its parts.
    pub word: Option<Box<docx::Word>>,
    /// Of other formats without lines: where each place of `source` begins, sorted.
    pub spots: Vec<(u32, Spot)>,
}

/// One block of prose. Nothing is read across the border of two segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where it stands in the prose.
    pub span: Span,
    /// What it is.
    pub kind: SegmentKind,
}

/// What a segment is in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentKind {
    /// Marked as a heading by the format, with its level (1 is the highest). Headings that only look like one are found by the outline.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list of the format.
    Item,
    /// A table cell: table number in the document, row and column, all from 0.
    Cell {
        /// Which table of the document.
        table: u32,
        /// Row, the header being 0.
        row: u32,
        /// Column.
        column: u32,
        /// How many rows it reaches over.
        down: u32,
        /// How many columns it reaches over.
        across: u32,
        /// How far it is set in by its format, in half characters; spaces in its text come on top.
        indent: u32,
    },
}

/// A run of bytes that is the same in the prose and in the source; where the two lengths differ (an entity such as `&amp;`), a
/// replacement that maps as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// First byte in the prose.
    pub prose: u32,
    /// First byte in the source.
    pub source: u32,
    /// Length in the prose, in bytes.
    pub len: u32,
    /// Length in the source, in bytes.
    pub source_len: u32,
}

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// What the bytes are encoded in.
    pub encoding: Encoding,
    /// Larger files are refused.
    pub max_bytes: u64,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            encoding: Encoding::Auto,
            max_bytes: 64 << 20,
        }
    }
}

/// What a file is encoded in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Found out by the bytes themselves.
    #[default]
    Auto,
    /// UTF-8, with or without a byte-order mark.
    Utf8,
    /// GB18030, which holds GBK and GB 2312.
    Gb18030,
    /// Big5.
    Big5,
    /// UTF-16 of either byte order, with or without a byte-order mark.
    Utf16,
}

/// Why a file could not be read. `Display` is English; [`ReadError::zh`] says it in Chinese.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// There is no such file or folder.
    #[error("no such file or folder")]
    NotFound,
    /// The system refuses to read it.
    #[error("cannot be read: {0}")]
    Io(String),
    /// Larger than the limit.
    #[error("{size} bytes, more than the limit of {limit}")]
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// It holds NUL characters: a binary file.
    #[error("not a text file (NUL at byte {at})")]
    NotText {
        /// The first of them, in bytes.
        at: usize,
    },
    /// Too much of it cannot be decoded.
    #[error("not valid {encoding} from byte {at} on; name its encoding with --encoding")]
    Undecodable {
        /// The first byte that fails.
        at: usize,
        /// The encoding that fits best.
        encoding: &'static str,
    },
    /// A Word file that cannot be read.
    #[error(transparent)]
    Word(#[from] docx::WordError),
    /// A workbook that cannot be read.
    #[error(transparent)]
    Sheet(#[from] sheet::SheetError),
    /// A PDF that cannot be read.
    #[error(transparent)]
    Pdf(#[from] pdf::PdfError),
}

impl ReadError {
    /// The error in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::NotFound => "文件或文件夹不存在".to_owned(),
            Self::Io(cause) => format!("无法读取：{cause}"),
            Self::TooLarge { size, limit } => format!("文件有{size}字节，超过上限{limit}字节"),
            Self::NotText { at } => format!("不是文本文件（第{at}字节处有空字符）"),
            Self::Undecodable { at, encoding } => {
                format!("从第{at}字节起不是有效的{encoding}，可用 --encoding 指定编码")
            }
            Self::Word(error) => error.zh(),
            Self::Sheet(error) => error.zh(),
            Self::Pdf(error) => error.zh(),
        }
    }
}

/// Reads a file's bytes. What they are is told by how they begin and, of texts, by the ending of `path`, which is kept as it is shown.
pub fn read(path: &str, bytes: &[u8], options: &ReadOptions) -> Result<Document, ReadError> {
    match kind(path, bytes) {
        Kind::Word => Ok(docx::read(path, bytes, limit(bytes, options)?)?),
        Kind::Sheet => Ok(sheet::read(path, bytes, limit(bytes, options)?)?),
        Kind::Pdf => Ok(pdf::read(path, bytes, limit(bytes, options)?)?),
        Kind::Text => read_text(path, bytes, options),
    }
}

/// What reads a file.
enum Kind {
    Word,
    Sheet,
    Pdf,
    Text,
}

fn kind(path: &str, bytes: &[u8]) -> Kind {
    if pdf::is_pdf(path, bytes) {
        Kind::Pdf
    } else if sheet::is_sheet(path, bytes) {
        Kind::Sheet
    } else if docx::is_word(path, bytes) {
        Kind::Word
    } else {
        Kind::Text
    }
}

/// How many bytes a text may have; `bytes` have no more.
fn limit(bytes: &[u8], options: &ReadOptions) -> Result<u64, ReadError> {
    // spans are 32 bits wide; decoding makes a text up to half as long again
    let limit = options.max_bytes.min(1 << 30);
    let size = bytes.len() as u64;
    if size > limit {
        return Err(ReadError::TooLarge { size, limit });
    }
    Ok(limit)
}

/// Reads a text, whatever file it was taken from: Markdown, HTML or a table by the ending of `path`, else plain.
pub fn read_text(path: &str, bytes: &[u8], options: &ReadOptions) -> Result<Document, ReadError> {
    limit(bytes, options)?;
    let source = decode::decode(bytes, options.encoding)?;
    let Prose { text, segments, pieces } = match ending(path).as_str() {
        "md" | "markdown" => columns::tabulate(markdown::read(&source)),
        "html" | "htm" | "xhtml" => columns::tabulate(html::read(&source)),
        "csv" | "tsv" => csv::read(&source),
        _ => columns::tabulate(text::read(&source)),
    };
    let lines = lines::LineIndex::new(&source);
    Ok(Document {
        path: path.to_owned(),
        text,
        segments,
        source,
        pieces,
        lines,
        word: None,
        spots: Vec::new(),
    })
}

/// The ending of a path in small letters; empty where it has none.
fn ending(path: &str) -> String {
    path.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_lowercase()
}

/// White space of any kind, the ideographic space included, and characters without width.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200D}' | '\u{2060}')
}

impl Document {
    /// The bytes of the source that a range of the prose stands for, from the first byte of its first character to the last byte of its
    /// last. An empty range gives the place just after the character before it.
    pub fn source_range(&self, span: Span) -> Range<usize> {
        if span.is_empty() {
            let at = self.source_point(span.start);
            return at..at;
        }
        let first = self.pieces.partition_point(|p| p.prose + p.len <= span.start);
        let last = self.pieces.partition_point(|p| p.prose < span.end);
        if first >= last {
            let at = self.source_point(span.start);
            return at..at;
        }
        let (a, b) = (self.pieces[first], self.pieces[last - 1]);
        let start = match span.start.saturating_sub(a.prose) {
            within if a.len == a.source_len => a.source + within,
            _ => a.source,
        };
        let end = match span.end.min(b.prose + b.len) - b.prose {
            within if b.len == b.source_len => b.source + within,
            _ => b.source + b.source_len,
        };
        start as usize..end as usize
    }

    fn source_point(&self, at: u32) -> usize {
        let i = self.pieces.partition_point(|p| p.prose < at);
        let Some(piece) = i.checked_sub(1).map(|i| self.pieces[i]) else {
            return self.pieces.first().map_or(0, |p| p.source as usize);
        };
        let within = at - piece.prose;
        let offset = if within < piece.len && piece.len == piece.source_len {
            within
        } else if within >= piece.len {
            piece.source_len
        } else {
            0
        };
        (piece.source + offset) as usize
    }

    /// Line and columns of a byte of the source.
    pub fn position(&self, byte: usize) -> lines::Position {
        self.lines.position(&self.source, byte)
    }

    /// How a reader counts to a byte of the source, in a format without lines.
    pub fn spot(&self, byte: usize) -> Option<Spot> {
        if let Some(word) = &self.word {
            return Some(word.passage(byte)?.spot.clone());
        }
        let i = self.spots.partition_point(|(at, _)| *at as usize <= byte);
        Some(self.spots.get(i.checked_sub(1)?)?.1.clone())
    }

    /// A line of the source, counted from 1, without its ending.
    pub fn line_text(&self, line: usize) -> &str {
        &self.source[self.lines.range(&self.source, line)]
    }
}

#[cfg(test)]
mod tests;
