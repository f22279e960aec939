//! From blocks to the prose of a document, its segments and the way back.
//!
//! Owns the order in which a document is read (what a paragraph or table refers to follows it: notes, text boxes, tables inside cells) and
//! how its places are counted.

use super::flow::{Aside, Block, Cell, Content, Flow, Paragraph, Table};
use super::{Anchor, Passage, Word};
use crate::source::spot::Spot;
use crate::source::{Prose, SegmentKind};
use std::collections::BTreeMap;
use std::ops::Range;

/// What stands between the cells of a row where it is shown.
const BETWEEN_CELLS: &str = " | ";

/// Notes by their ids, and the part that they stand in.
#[derive(Default)]
pub(super) struct Notes {
    /// The part.
    pub part: u32,
    /// The notes.
    pub notes: BTreeMap<String, Vec<Block>>,
}

/// Writes the prose.
#[derive(Default)]
pub(super) struct Writer {
    /// The prose.
    pub prose: Prose,
    /// The text as it is shown: a line for each paragraph and each row.
    pub source: String,
    /// The way back.
    pub word: Word,
    /// Footnotes that have not been referred to yet.
    pub footnotes: Notes,
    /// The same for endnotes.
    pub endnotes: Notes,
    paragraphs: u32,
    tables: u32,
    boxes: u32,
    notes: (u32, u32),
}

/// Where blocks stand.
#[derive(Clone)]
pub(super) struct Story {
    /// Their part.
    pub part: u32,
    /// How their paragraphs are counted; none in the body, where each has a number.
    pub spot: Option<Spot>,
    /// The run of the main part that they hang on.
    pub run: Option<Range<usize>>,
}

impl Writer {
    /// Writes blocks in order.
    pub fn blocks(&mut self, blocks: Vec<Block>, story: &Story) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph, story),
                Block::Table(table) => self.table(table, story),
            }
        }
    }

    fn paragraph(&mut self, paragraph: Paragraph, story: &Story) {
        let spot = story.spot.clone().unwrap_or_else(|| {
            self.paragraphs += 1;
            Spot::Paragraph {
                paragraph: self.paragraphs,
            }
        });
        let kind = match paragraph.heading {
            Some(level) => SegmentKind::Heading(level),
            None if paragraph.bullet => SegmentKind::Item,
            None => SegmentKind::Paragraph,
        };
        if !paragraph.flow.is_blank() {
            self.passage(spot, story);
            self.anchors(&paragraph.flow, story.part);
            for line in paragraph.flow.text.split('\n') {
                self.line(line, kind);
                self.source.push('\n');
            }
        }
        self.asides(paragraph.asides, story);
    }

    fn table(&mut self, table: Table, story: &Story) {
        let number = self.tables;
        self.tables += 1;
        for (row, cells) in (0..).zip(table.rows) {
            for (i, cell) in cells.iter().enumerate() {
                if i > 0 {
                    self.source.push_str(BETWEEN_CELLS);
                }
                self.cell(cell, number, row, story);
            }
            if !cells.is_empty() {
                self.source.push('\n');
            }
        }
        self.asides(table.asides, story);
    }

    fn cell(&mut self, cell: &Cell, table: u32, row: u32, story: &Story) {
        let spot = Spot::Cell {
            table: table + 1,
            row: row + 1,
            cell: cell.column + 1,
        };
        self.passage(spot, story);
        self.anchors(&cell.flow, story.part);
        let from = self.prose.text.len();
        for (i, line) in cell.flow.text.split('\n').enumerate() {
            if i > 0 {
                self.prose.text.push('\n');
                self.source.push(' ');
            }
            self.same(line);
        }
        let kind = SegmentKind::Cell {
            table,
            row,
            column: cell.column,
            down: cell.down,
            across: cell.across,
            indent: cell.indent,
        };
        self.prose.segment(from, kind);
        self.prose.text.push('\n');
    }

    fn asides(&mut self, asides: Vec<Aside>, story: &Story) {
        for aside in asides {
            let inner = |spot| Story {
                spot,
                // What hangs on a run of the body hangs there, however deep it stands.
                run: story
                    .run
                    .clone()
                    .or_else(|| (story.part == 0).then(|| aside.run.clone())),
                ..*story
            };
            match aside.content {
                Content::Table(table) => self.table(table, story),
                Content::Box(blocks) => {
                    self.boxes += 1;
                    let spot = Spot::TextBox { text_box: self.boxes };
                    self.blocks(blocks, &inner(Some(spot)));
                }
                Content::Footnote(id) => {
                    let Some(blocks) = self.footnotes.notes.remove(&id) else {
                        continue;
                    };
                    self.notes.0 += 1;
                    let story = Story {
                        part: self.footnotes.part,
                        ..inner(Some(Spot::Footnote { footnote: self.notes.0 }))
                    };
                    self.blocks(blocks, &story);
                }
                Content::Endnote(id) => {
                    let Some(blocks) = self.endnotes.notes.remove(&id) else {
                        continue;
                    };
                    self.notes.1 += 1;
                    let story = Story {
                        part: self.endnotes.part,
                        ..inner(Some(Spot::Endnote { endnote: self.notes.1 }))
                    };
                    self.blocks(blocks, &story);
                }
            }
        }
    }

    fn passage(&mut self, spot: Spot, story: &Story) {
        self.word.passages.push(Passage {
            at: self.source.len() as u32,
            spot,
            part: story.part,
            run: story.run.clone(),
        });
    }

    fn anchors(&mut self, flow: &Flow, part: u32) {
        let base = self.source.len();
        self.word.anchors.extend(flow.strands.iter().map(|strand| Anchor {
            at: (base + strand.at) as u32,
            len: strand.len as u32,
            part,
            xml: strand.xml.clone(),
            exact: strand.exact,
        }));
    }

    /// Text on a line of its own in the prose.
    fn line(&mut self, text: &str, kind: SegmentKind) {
        let from = self.prose.text.len();
        self.same(text);
        self.prose.segment(from, kind);
        self.prose.text.push('\n');
    }

    /// Text that is the same in the prose and where it is shown.
    fn same(&mut self, text: &str) {
        self.prose.same(text, self.source.len());
        self.source.push_str(text);
    }
}
