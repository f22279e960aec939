//! Markdown.
//!
//! Owns what of a Markdown file is prose: text of paragraphs, headings, list items and table cells, in the words of the source. Marks of
//! emphasis, links' addresses, images, code, footnote marks (`[^2]`), HTML tags and front matter are not. The numbering of an ordered list
//! stays, because drafters write it as text. What the syntax would take wrongly is masked before ([`mask`]).

mod block;
mod html;
mod mask;

use super::{Prose, SegmentKind};
use block::Block;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Reads a Markdown text.
pub(super) fn read(source: &str) -> Prose {
    let front = mask::front_matter(source);
    let copy = mask::mask(&source[front..]);
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut reader = Reader {
        copy: &copy,
        base: front,
        block: Block::new(source),
        prose: Prose::default(),
        lists: Vec::new(),
        quotes: 0,
        hidden: 0,
        table: Table::default(),
        html: None,
    };
    for (event, range) in Parser::new_ext(&copy, options).into_offset_iter() {
        reader.event(event, range);
    }
    reader.flush(SegmentKind::Paragraph);
    reader.prose
}

struct Reader<'a> {
    /// What is parsed: the source behind the front matter, as long as it, some characters masked.
    copy: &'a str,
    /// Where it starts in the source.
    base: usize,
    /// The block that is being read.
    block: Block<'a>,
    prose: Prose,
    /// The lists around, each with whether it is ordered.
    lists: Vec<bool>,
    quotes: usize,
    /// How many elements around are no prose.
    hidden: usize,
    table: Table,
    html: Option<Range<usize>>,
}

/// Where in the tables of the document the reader is.
#[derive(Default)]
struct Table {
    inside: bool,
    table: u32,
    row: u32,
    column: u32,
}

impl Reader<'_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        let at = range.start + self.base..range.end + self.base;
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag, at),
            Event::Html(_) => {
                if let Some(html) = &mut self.html {
                    html.end = html.end.max(at.end);
                }
            }
            _ if self.hidden > 0 => {}
            Event::Text(text) if text.as_ref() == &self.copy[range] => self.block.text(at),
            Event::Text(text) => self.block.replace(&text, at),
            Event::InlineHtml(tag) if html::breaks(&tag) && self.table.inside => self.block.replace("\n", at),
            Event::InlineHtml(tag) if html::breaks(&tag) => self.block.hard_break(),
            Event::SoftBreak => self.block.soft_break(at, self.lists.is_empty() && self.quotes == 0),
            Event::HardBreak => self.block.hard_break(),
            Event::Rule => self.flush(self.kind()),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, at: Range<usize>) {
        match tag {
            // the numbering of an item waits in the block for its first paragraph
            Tag::Paragraph => return,
            Tag::Emphasis | Tag::Strong | Tag::Link { .. } => return,
            Tag::Image { .. } | Tag::Strikethrough => {
                self.hidden += 1;
                return;
            }
            _ => self.flush(self.kind()),
        }
        match tag {
            Tag::CodeBlock(_) => self.hidden += 1,
            Tag::HtmlBlock => self.html = Some(at.start..at.start),
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::List(first) => self.lists.push(first.is_some()),
            Tag::Item if self.lists.last() == Some(&true) => self.block.numbering(at),
            Tag::Table(_) => self.table.inside = true,
            Tag::TableHead | Tag::TableRow => self.table.column = 0,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, at: Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => {}
            TagEnd::Image | TagEnd::Strikethrough => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::CodeBlock => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::HtmlBlock => {
                if let Some(range) = self.html.take() {
                    html::read(&mut self.block, range, &mut self.prose);
                }
            }
            TagEnd::Heading(level) => self.flush(if self.block.is_heading(at) {
                SegmentKind::Heading(level as u8)
            } else {
                SegmentKind::Paragraph
            }),
            TagEnd::TableCell => {
                let (table, row, column) = (self.table.table, self.table.row, self.table.column);
                self.flush(SegmentKind::Cell {
                    table,
                    row,
                    column,
                    down: 1,
                    across: 1,
                    indent: 0,
                });
                self.table.column += 1;
            }
            TagEnd::TableHead | TagEnd::TableRow => self.table.row += 1,
            TagEnd::Table => {
                self.table = Table {
                    table: self.table.table + 1,
                    ..Table::default()
                };
            }
            TagEnd::List(_) => {
                self.flush(SegmentKind::Item);
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.flush(self.kind());
                self.quotes = self.quotes.saturating_sub(1);
            }
            _ => self.flush(self.kind()),
        }
    }

    /// What the block is unless its element says otherwise.
    fn kind(&self) -> SegmentKind {
        if self.lists.is_empty() {
            SegmentKind::Paragraph
        } else {
            SegmentKind::Item
        }
    }

    fn flush(&mut self, kind: SegmentKind) {
        self.block.flush(kind, &mut self.prose);
    }
}
