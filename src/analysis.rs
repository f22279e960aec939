//! Everything that is known about one document before any rule runs.
//!
//! Owns the order of the steps outline → figures → tables → facts → shape, and nothing of what they do.

use crate::fact::Fact;
use crate::fact::cell::CellFact;
use crate::fact::frame::{Frame, Known};
use crate::fact::key::{Key, When};
use crate::fact::levels::Levels;
use crate::figure::Figure;
use crate::lexicon::Lexicon;
use crate::outline::Outline;
use crate::shape::Shape;
use crate::source::Document;
use crate::table::Table;

/// Outline, figures, tables, facts and shape of one document.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Paragraphs, sentences, headings.
    pub outline: Outline,
    /// All figures in order.
    pub figures: Vec<Figure>,
    /// Its tables in order.
    pub tables: Vec<Table>,
    /// What the document as a whole says about them.
    pub frame: Frame,
    /// What each figure measures, one for each figure.
    pub facts: Vec<Fact>,
    /// The levels among them by name.
    pub levels: Levels,
    /// For each figure under which key it is compared with the same fact elsewhere, where it may be.
    pub own: Vec<Option<(Key, When)>>,
    /// What cells of tables measure.
    pub cells: Vec<CellFact>,
    /// The sentences with every figure as one character.
    pub shape: Shape,
}

/// Reads outline, figures, tables, facts and shape. Cannot fail: what is not understood is kept and counted.
pub fn analyze(document: &Document, lexicon: &Lexicon) -> Analysis {
    analyze_with(document, lexicon, &Known::default())
}

/// The same with what the caller knows about the document.
pub fn analyze_with(document: &Document, lexicon: &Lexicon, known: &Known) -> Analysis {
    let outline = crate::outline::outline(document);
    let mut figures = crate::figure::scan::scan(document, &outline, lexicon);
    let tables = crate::table::tables(document, &outline, &mut figures, lexicon);
    let frame = Frame::of(document, &outline, &figures, lexicon, known);
    let facts = crate::fact::bind(document, &outline, &figures, &frame, lexicon);
    let levels = Levels::of(&document.text, &figures, &facts);
    let own = crate::fact::own::own(&document.text, &outline, &figures, &facts, lexicon);
    let cells = crate::fact::cell::cells(document, &outline, &tables, &figures, &frame, lexicon);
    let shape = crate::shape::shape(document, &outline, &figures, &facts, lexicon);
    Analysis {
        outline,
        figures,
        tables,
        frame,
        facts,
        levels,
        own,
        cells,
        shape,
    }
}
