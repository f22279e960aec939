//! Everything that is known about one document before any rule runs.
//!
//! Owns the order of the steps outline → figures → facts → shape, and nothing of what they do.

use crate::fact::Fact;
use crate::figure::Figure;
use crate::lexicon::Lexicon;
use crate::outline::Outline;
use crate::shape::Shape;
use crate::source::Document;

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
