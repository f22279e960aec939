//! One block of Markdown while it is read: its text, the way back to the source, and its line breaks.
//!
//! Owns how a block becomes segments of the prose. What is a block belongs to [`super`].

use crate::source::wrap::{self, Line};
use crate::source::{Piece, Prose, Segment, SegmentKind, is_blank};
use crate::span::Span;
use std::ops::Range;

/// A paragraph, heading, item or cell as far as it is read.
pub(super) struct Block<'a> {
    source: &'a str,
    text: String,
    pieces: Vec<Piece>,
    breaks: Vec<Break>,
    /// The source up to here is done with.
    skip: usize,
}

/// The end of a line inside a block.
#[derive(Clone, Copy)]
struct Break {
    /// The line's end and the next line's start in the block's text.
    end: usize,
    next: usize,
    /// Whether the writer asked for it.
    hard: bool,
    /// Whether the next line is set in.
    indented: bool,
}

impl<'a> Block<'a> {
    /// An empty block.
    pub fn new(source: &'a str) -> Self {
        Self {
            source,
            text: String::new(),
            pieces: Vec::new(),
            breaks: Vec::new(),
            skip: 0,
        }
    }

    /// The text that is read.
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// Takes text as it stands in the source, but for marks that the parser left: `**` beside a Chinese mark, `[^2]` without its note.
    pub fn text(&mut self, at: Range<usize>) {
        let mut from = at.start.max(self.skip);
        let mut i = from;
        while i < at.end {
            let gone = match self.source.as_bytes()[i] {
                b'*' => self.stars(i, at.start),
                b'[' => footnote(&self.source[i..]),
                _ => 0,
            };
            if gone > 0 {
                self.same(from..i);
                from = i + gone;
            }
            i += gone.max(1);
        }
        self.skip = from;
        if from < at.end {
            self.same(from..at.end);
        }
    }

    /// Takes text that stands for other text in the source.
    pub fn replace(&mut self, text: &str, at: Range<usize>) {
        if at.start < self.skip || text.is_empty() {
            return;
        }
        self.push(text, at);
    }

    /// Takes a line break that only ends a line of the source. `page`: whether white space before the next line sets it in.
    pub fn soft_break(&mut self, at: Range<usize>, page: bool) {
        let end = self.text.len();
        let Some(start) = self.source[at.clone()].find(['\n', '\r']).map(|i| at.start + i) else {
            return self.hard_break();
        };
        let len = if self.source[start..].starts_with("\r\n") { 2 } else { 1 };
        self.same(start..start + len);
        self.breaks.push(Break {
            end,
            next: self.text.len(),
            hard: false,
            indented: page && self.source[start + len..].starts_with([' ', '\t']),
        });
    }

    /// Takes a line break that the writer asked for.
    pub fn hard_break(&mut self) {
        let end = self.text.len();
        self.text.push('\n');
        self.breaks.push(Break {
            end,
            next: end + 1,
            hard: true,
            indented: false,
        });
    }

    /// Takes the numbering of a list item, `at` being the item.
    pub fn numbering(&mut self, at: Range<usize>) {
        let item = &self.source[at.clone()];
        let line = &item[..item.find(['\n', '\r']).unwrap_or(item.len())];
        let mark = line.trim_start();
        let rest = mark.trim_start_matches(|c: char| c.is_ascii_digit());
        if rest.len() == mark.len() || !rest.starts_with(['.', ')']) {
            return;
        }
        let start = at.start + line.len() - mark.len();
        let end = at.start + line.len() - rest[1..].trim_start_matches([' ', '\t']).len();
        self.same(start..end);
    }

    /// Whether what is read is a heading as its element `at` says: an underlined paragraph of sentences or of several lines is none.
    pub fn is_heading(&self, at: Range<usize>) -> bool {
        self.source[at].trim_start().starts_with('#') || (self.breaks.is_empty() && !self.text.contains(['。', '；']))
    }

    /// Adds the block to the prose as one segment or, where its lines are paragraphs, several; empties it.
    pub fn flush(&mut self, kind: SegmentKind, prose: &mut Prose) {
        if self.text.is_empty() {
            return;
        }
        let ends = self.breaks.iter().map(|b| b.end).chain([self.text.len()]);
        let starts = [0].into_iter().chain(self.breaks.iter().map(|b| b.next));
        let ranges: Vec<Range<usize>> = starts.zip(ends).map(|(a, b)| a..b).collect();
        let indents = [false].into_iter().chain(self.breaks.iter().map(|b| b.indented));
        let lines: Vec<Line> = ranges
            .iter()
            .zip(indents)
            .map(|(range, indented)| {
                let line = Line::new(&self.text[range.clone()]);
                Line {
                    indented: indented || line.indented,
                    ..line
                }
            })
            .collect();
        let joins = wrap::joins(&lines);
        let mut start = 0;
        for i in 0..ranges.len() {
            let joined = joins.get(i).copied().unwrap_or(false) && !self.breaks[i].hard;
            if !joined {
                self.emit(ranges[start].start..ranges[i].end, kind, prose);
                start = i + 1;
            }
        }
        self.text.clear();
        self.pieces.clear();
        self.breaks.clear();
    }

    /// Adds a range of the block to the prose, without white space around it; nothing when it is blank.
    fn emit(&self, range: Range<usize>, kind: SegmentKind, prose: &mut Prose) {
        let text = &self.text[range.clone()];
        let head = text.trim_start_matches(is_blank);
        let start = range.start + text.len() - head.len();
        let body = head.trim_end_matches(is_blank);
        if body.is_empty() {
            return;
        }
        if !prose.text.is_empty() {
            prose.text.push('\n');
        }
        let to = prose.text.len();
        prose.text.push_str(body);
        prose.segments.push(Segment {
            span: Span::new(to, to + body.len()),
            kind,
        });
        let first = self.pieces.partition_point(|p| (p.prose + p.len) as usize <= start);
        for piece in &self.pieces[first..] {
            if let Some(cut) = cut(piece, start..start + body.len()) {
                join(
                    &mut prose.pieces,
                    Piece {
                        prose: cut.prose - start as u32 + to as u32,
                        ..cut
                    },
                );
            } else {
                break;
            }
        }
    }

    fn same(&mut self, at: Range<usize>) {
        if !at.is_empty() {
            self.push(&self.source[at.clone()], at);
        }
    }

    fn push(&mut self, text: &str, at: Range<usize>) {
        join(
            &mut self.pieces,
            Piece {
                prose: self.text.len() as u32,
                source: at.start as u32,
                len: text.len() as u32,
                source_len: at.len() as u32,
            },
        );
        self.text.push_str(text);
        self.skip = self.skip.max(at.end);
    }

    /// How many stars from `i` on are a left-over mark of emphasis; none when they are escaped or alone.
    fn stars(&self, i: usize, event: usize) -> usize {
        let bytes = self.source.as_bytes();
        let run = bytes[i..].iter().take_while(|b| **b == b'*').count();
        let escaped = i == event && i > 0 && bytes[i - 1] == b'\\';
        if run >= 2 && !escaped { run } else { 0 }
    }
}

/// The length of a footnote mark at the start of a text, else 0.
fn footnote(text: &str) -> usize {
    let label = text
        .strip_prefix("[^")
        .and_then(|t| t.split_once(']'))
        .map_or("", |(label, _)| label);
    let good = !label.is_empty() && label.len() <= 30 && !label.contains(|c: char| c.is_whitespace() || c == '[');
    if good { label.len() + 3 } else { 0 }
}

/// The part of a piece that lies in a range of the block.
fn cut(piece: &Piece, range: Range<usize>) -> Option<Piece> {
    let start = (piece.prose as usize).max(range.start);
    let end = ((piece.prose + piece.len) as usize).min(range.end);
    if start >= end {
        return None;
    }
    let (prose, len) = (start as u32, (end - start) as u32);
    Some(if piece.len == piece.source_len {
        Piece {
            prose,
            source: piece.source + (prose - piece.prose),
            len,
            source_len: len,
        }
    } else {
        Piece { prose, len, ..*piece }
    })
}

/// Adds a piece; one that goes on where the last ended, on both sides, makes it longer.
fn join(pieces: &mut Vec<Piece>, piece: Piece) {
    match pieces.last_mut() {
        Some(last)
            if last.len == last.source_len
                && piece.len == piece.source_len
                && last.prose + last.len == piece.prose
                && last.source + last.source_len == piece.source =>
        {
            last.len += piece.len;
            last.source_len += piece.source_len;
        }
        _ => pieces.push(piece),
    }
}
