//! The outline of a document: paragraphs, sentences, and the numbering that opens a paragraph.
//!
//! Owns where a sentence ends and what a heading is. Clauses are not here: a comma inside a number is no clause mark, so they are
//! found in the [`crate::shape`], after the figures.

use crate::source::{Document, SegmentKind};
use crate::span::Span;

/// Paragraphs, sentences and numbering marks of one document, each in order.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// One entry for each segment of the document, in the same order.
    pub paragraphs: Vec<Paragraph>,
    /// All sentences; those of one paragraph are neighbours.
    pub sentences: Vec<Sentence>,
}

/// A segment seen as text.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Its range, without leading and trailing white space.
    pub span: Span,
    /// What the file says it is.
    pub kind: SegmentKind,
    /// Heading, body text or cell, by its form as well as by the file.
    pub role: Role,
    /// The numbering at its start, if any: 一、 （一） 1. 第一章 ….
    pub mark: Option<Mark>,
    /// The nearest heading above, as an index into `paragraphs`.
    pub heading: Option<u32>,
    /// Its sentences, as indices into [`Outline::sentences`].
    pub sentences: std::ops::Range<u32>,
}

/// What a paragraph is for the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A heading on a line of its own, with its level: 1 for 一、 or the highest that the file marks.
    Heading(u8),
    /// Running text.
    Body,
    /// A cell of a table.
    Cell,
}

/// The numbering that opens a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The mark as printed, brackets and 、 included.
    pub span: Span,
    /// The numeral alone.
    pub numeral: Span,
    /// How it is written.
    pub style: MarkStyle,
    /// Its number, from 1.
    pub number: u32,
}

/// How a paragraph is numbered (GB/T 9704 7.3.3 orders the first four).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkStyle {
    /// 第一部分, 第一章, 第一编.
    Part,
    /// 一、
    Han,
    /// （一）
    HanBracket,
    /// 1. or 1、
    Arabic,
    /// （1） or 1）
    ArabicBracket,
    /// ①
    Circled,
}

/// One sentence: up to and including 。！？ and closing marks, or the rest of its paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its range, without surrounding white space.
    pub span: Span,
    /// The paragraph it stands in, as an index into [`Outline::paragraphs`].
    pub paragraph: u32,
}

impl Outline {
    /// The sentence that holds a place of the prose, as an index; none between sentences.
    pub fn sentence_at(&self, place: u32) -> Option<usize> {
        let i = self.sentences.partition_point(|s| s.span.end <= place);
        (i < self.sentences.len() && self.sentences[i].span.start <= place).then_some(i)
    }

    /// The paragraph that holds a place of the prose, as an index; none between paragraphs.
    pub fn paragraph_at(&self, place: u32) -> Option<usize> {
        let i = self.paragraphs.partition_point(|p| p.span.end <= place);
        (i < self.paragraphs.len() && self.paragraphs[i].span.start <= place).then_some(i)
    }
}

/// Finds paragraphs, sentences, numbering and headings. Cannot fail.
pub fn outline(_document: &Document) -> Outline {
    Outline::default()
}
