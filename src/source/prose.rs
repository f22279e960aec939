//! The prose of a document while it is read: text, segments and the way back.
//!
//! Owns how text of a format becomes prose. What is a paragraph or a cell belongs to each format.

use super::{Piece, Segment, SegmentKind, is_blank};
use crate::span::Span;
use std::ops::Range;

/// What a format makes of a source text.
#[derive(Debug, Default)]
pub(crate) struct Prose {
    /// The prose.
    pub text: String,
    /// Its segments so far.
    pub segments: Vec<Segment>,
    /// The way back so far.
    pub pieces: Vec<Piece>,
}

impl Prose {
    /// Adds text that the source has at a byte.
    pub fn same(&mut self, text: &str, source: usize) {
        self.replaced(text, source..source + text.len());
    }

    /// Adds text that stands for some bytes of the source.
    pub fn replaced(&mut self, text: &str, source: Range<usize>) {
        if text.is_empty() {
            return;
        }
        self.pieces.push(Piece {
            prose: self.text.len() as u32,
            source: source.start as u32,
            len: text.len() as u32,
            source_len: source.len() as u32,
        });
        self.text.push_str(text);
    }

    /// Makes what was added since `from` a segment, if it shows anything.
    pub fn segment(&mut self, from: usize, kind: SegmentKind) {
        let body = &self.text[from..];
        let head = body.trim_start_matches(is_blank);
        let start = from + body.len() - head.len();
        let len = head.trim_end_matches(is_blank).len();
        if len > 0 {
            let span = Span::new(start, start + len);
            self.segments.push(Segment { span, kind });
        }
    }
}
