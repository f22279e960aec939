//! Documents: what is read from a file, and the way back to it.
//!
//! Owns the only knowledge of file formats. A [`Document`] is prose text cut into segments, with a piece map back to the
//! decoded source; nothing is normalised in place. Sentences and headings' numbering belong to [`crate::outline`].

pub mod lines;
pub mod markdown;
pub mod text;

use crate::span::Span;

/// A draft as read: its prose, the segments of the prose, and the map back to the source text.
#[derive(Clone, Debug)]
pub struct Document {
    /// The path as it is shown.
    pub path: String,
    /// The prose: what a reader of the draft reads, segments separated by at least one line feed.
    pub text: String,
    /// The segments in order, not overlapping, none empty.
    pub segments: Vec<Segment>,
    /// The source decoded to UTF-8 without its byte-order mark; positions in reports are positions in this text.
    pub source: String,
    /// From prose to source: sorted by `prose`, each piece as long in the prose as in the source.
    pub pieces: Vec<Piece>,
    /// Line starts of `source`.
    pub lines: lines::LineIndex,
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
    },
}

/// A run of bytes that is the same in the prose and in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// First byte in the prose.
    pub prose: u32,
    /// First byte in the source.
    pub source: u32,
    /// Length in bytes.
    pub len: u32,
}
