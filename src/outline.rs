//! The outline of a document: paragraphs, sentences, and the numbering that opens a paragraph.
//!
//! Owns where a sentence ends and what a heading is. Clauses are not here: a comma inside a number is no clause mark, so they are
//! found in the [`crate::shape`], after the figures.

mod heading;
mod numbering;
mod sentence;

pub use numbering::value as numeral_value;

use crate::search::sparse::Sparse;
use crate::source::{Document, SegmentKind, is_blank};
use crate::span::Span;

/// Paragraphs, sentences and numbering marks of one document, each in order.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// One entry for each segment of the document, in the same order.
    pub paragraphs: Vec<Paragraph>,
    /// All sentences; those of one paragraph are neighbours.
    pub sentences: Vec<Sentence>,
    /// The marks and spaces of the whole prose.
    pub sparse: Sparse,
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
    /// The heading that it stands under, as an index into `paragraphs`: the nearest above, for a heading the nearest of a higher level.
    /// A numbered paragraph that runs on (（一）扩大内需。深入实施…) heads those below it as a heading does.
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

    /// The headings above a place, the highest first, as indices into `paragraphs`. Inside a numbered paragraph that runs on, its own first
    /// sentence is one of them.
    pub fn section(&self, place: u32) -> Vec<u32> {
        let mut chain = Vec::new();
        let Some(i) = self.paragraph_at(place) else {
            return chain;
        };
        let paragraph = &self.paragraphs[i];
        let lead = &self.sentences[paragraph.sentences.start as usize];
        if paragraph.role == Role::Body && heading::leads(paragraph) && place >= lead.span.end {
            chain.push(i as u32);
        }
        let mut above = paragraph.heading;
        while let Some(heading) = above {
            chain.push(heading);
            above = self.paragraphs[heading as usize].heading;
        }
        chain.reverse();
        chain
    }

    /// A heading as a reader would cite it: without Markdown's marks, of a paragraph that runs on the first sentence. `text` is the prose.
    pub fn title<'a>(&self, text: &'a str, paragraph: u32) -> &'a str {
        let paragraph = &self.paragraphs[paragraph as usize];
        let span = match paragraph.role {
            Role::Body => self.sentences[paragraph.sentences.start as usize].span,
            _ => paragraph.span,
        };
        let title = span.of(text);
        title[numbering::decoration(title)..].trim_end_matches(['*', '。', ' '])
    }
}

/// Finds paragraphs, sentences, numbering and headings. Cannot fail.
pub fn outline(document: &Document) -> Outline {
    let text = &document.text;
    let mut outline = Outline {
        sparse: Sparse::of(text),
        ..Outline::default()
    };
    let mut above = heading::Above::default();
    for segment in &document.segments {
        let span = trim(text, segment.span);
        let first = outline.sentences.len() as u32;
        let index = outline.paragraphs.len() as u32;
        let spans = match segment.kind {
            SegmentKind::Cell { .. } => vec![span],
            _ => sentence::sentences(text, span, &outline.sparse),
        };
        let sentences = spans.into_iter().map(|span| Sentence { span, paragraph: index });
        outline.sentences.extend(sentences);
        let mark = match segment.kind {
            SegmentKind::Cell { .. } => None,
            _ => numbering::mark(span.of(text)).map(|m| m.shift(span.start as usize)),
        };
        let mut paragraph = Paragraph {
            span,
            kind: segment.kind,
            role: Role::Body,
            mark,
            heading: None,
            sentences: first..outline.sentences.len() as u32,
        };
        above.place(document, &mut paragraph, index);
        outline.paragraphs.push(paragraph);
    }
    outline
}

impl Mark {
    fn shift(self, offset: usize) -> Self {
        Self {
            span: self.span.shift(offset),
            numeral: self.numeral.shift(offset),
            ..self
        }
    }
}

/// A segment without white space around it; a segment of nothing else stays as it is.
fn trim(text: &str, span: Span) -> Span {
    let body = span.of(text);
    let head = body.trim_start_matches(is_blank);
    let tail = head.trim_end_matches(is_blank);
    if tail.is_empty() {
        return span;
    }
    let start = span.start as usize + body.len() - head.len();
    Span::new(start, start + tail.len())
}

#[cfg(test)]
mod tests;
