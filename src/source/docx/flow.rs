//! Text with the way back to the XML, before it becomes prose.
//!
//! Owns the blocks that the parts of a file are read into. A line feed in the text of a flow is a break that the writer made.

use std::ops::Range;

/// Text of one paragraph or cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    /// The text.
    pub text: String,
    /// Where its characters stand, in order.
    pub strands: Vec<Strand>,
}

/// Some bytes of a flow and the bytes of the part that they come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Strand {
    /// First byte in the flow.
    pub at: usize,
    /// Bytes in the flow.
    pub len: usize,
    /// Bytes of the part; byte for byte the same when `exact`, else an element or a reference that stands for them as a whole.
    pub xml: Range<usize>,
    /// Whether one may be cut where the other is.
    pub exact: bool,
}

/// What follows a paragraph or a table because it does not stand in its text.
#[derive(Clone, Debug)]
pub(super) struct Aside {
    /// What it is.
    pub content: Content,
    /// The run that holds or refers to it.
    pub run: Range<usize>,
}

/// The kinds of asides.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// A text box.
    Box(Vec<Block>),
    /// A table inside a cell.
    Table(Table),
    /// A footnote by its id.
    Footnote(String),
    /// An endnote by its id.
    Endnote(String),
}

/// A paragraph or a table.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    /// Its text, the automatic numbering included.
    pub flow: Flow,
    /// Its level as a heading, from 1.
    pub heading: Option<u8>,
    /// How far its first line is set in, in half characters.
    pub indent: u32,
    /// Whether a bullet stands before it.
    pub bullet: bool,
    /// What follows it.
    pub asides: Vec<Aside>,
}

/// A table.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// Its rows from top to bottom.
    pub rows: Vec<Vec<Cell>>,
    /// What follows it.
    pub asides: Vec<Aside>,
}

/// A cell that holds text.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// The column of its left edge in the grid of the table, from 0.
    pub column: u32,
    /// How many columns it reaches over.
    pub across: u32,
    /// How many rows it reaches over.
    pub down: u32,
    /// How far its first paragraph is set in, in half characters.
    pub indent: u32,
    /// Its text; a line feed between its paragraphs.
    pub flow: Flow,
}

impl Flow {
    /// Whether it shows nothing.
    pub fn is_blank(&self) -> bool {
        self.text.trim_matches(crate::source::is_blank).is_empty()
    }

    /// Adds text that the part holds as it is. Its own line breaks and tabs print as spaces.
    pub fn exact(&mut self, text: &str, start: usize) {
        if text.is_empty() {
            return;
        }
        self.strands.push(Strand {
            at: self.text.len(),
            len: text.len(),
            xml: start..start + text.len(),
            exact: true,
        });
        if text.contains(['\n', '\r', '\t']) {
            self.text.push_str(&text.replace(['\n', '\r', '\t'], " "));
        } else {
            self.text.push_str(text);
        }
    }

    /// Adds text that stands for some bytes of the part.
    pub fn replaced(&mut self, text: &str, xml: Range<usize>) {
        if text.is_empty() {
            return;
        }
        self.strands.push(Strand {
            at: self.text.len(),
            len: text.len(),
            xml,
            exact: false,
        });
        self.text.push_str(text);
    }

    /// Takes white space away that stands behind `from`.
    pub fn trim_end(&mut self, from: usize) {
        while let Some(last) = self.strands.last_mut() {
            if last.at < from || !last.exact || !self.text.ends_with(' ') || self.text.len() <= from {
                return;
            }
            self.text.pop();
            last.len -= 1;
            last.xml.end -= 1;
            if last.len == 0 {
                self.strands.pop();
            }
        }
    }

    /// With an automatic number before it, which stands for the first text that the part holds. A number without text shows nothing.
    pub fn numbered(self, label: &str) -> Self {
        let Some(first) = self.strands.first().cloned() else {
            return Self::default();
        };
        let mut numbered = Self::default();
        numbered.replaced(label, first.xml);
        numbered.append(self);
        numbered
    }

    /// Adds another flow behind this one.
    pub fn append(&mut self, other: Flow) {
        let base = self.text.len();
        self.text.push_str(&other.text);
        let moved = other.strands.into_iter().map(|s| Strand { at: s.at + base, ..s });
        self.strands.extend(moved);
    }
}
