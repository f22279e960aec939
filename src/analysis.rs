//! Everything that is known about one document before any rule runs.
//!
//! Owns the order of the steps outline → figures → facts → shape, and what follows from them for the whole document: its year.

use crate::fact::Fact;
use crate::figure::{Figure, Value};
use crate::lexicon::Lexicon;
use crate::outline::{Outline, Paragraph, Role};
use crate::shape::Shape;
use crate::source::Document;
use crate::span::Span;

/// Outline, figures, facts and shape of one document.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Paragraphs, sentences, headings.
    pub outline: Outline,
    /// All figures in order.
    pub figures: Vec<Figure>,
    /// What each figure measures, one for each figure.
    pub facts: Vec<Fact>,
    /// The sentences with every figure as one character.
    pub shape: Shape,
}

impl Analysis {
    /// The year that the document speaks of: the latest in its title and headings, else in its opening lines. None when it is not told.
    pub fn year(&self) -> Option<i32> {
        let latest = |wanted: &dyn Fn(usize, &Paragraph) -> bool| {
            let chosen = self
                .outline
                .paragraphs
                .iter()
                .enumerate()
                .filter(|(i, p)| wanted(*i, p));
            chosen.flat_map(|(_, p)| self.years_in(p.span)).max()
        };
        latest(&|_, p| matches!(p.role, Role::Heading(_)))
            .or_else(|| latest(&|i, p| i < OPENING && p.role == Role::Body))
    }

    /// The single years printed in a range of the prose, 2021 of 2021年 and of 2021年3月, none of 2021—2025年.
    fn years_in(&self, span: Span) -> impl Iterator<Item = i32> {
        let first = self.figures.partition_point(|f| f.span.start < span.start);
        let inside = self.figures[first..].iter().take_while(move |f| f.span.end <= span.end);
        inside.filter_map(|f| match f.value {
            Value::Date(date) if date.to_year.is_none() => date.year,
            _ => None,
        })
    }
}

/// So many paragraphs open a document.
const OPENING: usize = 4;

/// Reads outline, figures, facts and shape. Cannot fail: what is not understood is kept and counted.
pub fn analyze(document: &Document, lexicon: &Lexicon) -> Analysis {
    let outline = crate::outline::outline(document);
    let figures = crate::figure::scan::scan(document, &outline, lexicon);
    let facts = crate::fact::bind(document, &outline, &figures, lexicon);
    let shape = crate::shape::shape(document, &outline, &figures, &facts, lexicon);
    Analysis {
        outline,
        figures,
        facts,
        shape,
    }
}
