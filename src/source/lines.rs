//! Lines and columns of a source text.
//!
//! Owns the one conversion from byte offsets to lines, code points and UTF-16 units. Lines end at LF, CR LF or a lone CR.

use std::ops::Range;

/// How far apart the counted places of a text lie, in bytes.
const STRIDE: usize = 1024;

/// A place in a source text, as reports print it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Byte offset from 0 into the source as UTF-8.
    pub byte: usize,
    /// Line from 1.
    pub line: usize,
    /// Column from 1 in code points.
    pub column: usize,
    /// Column from 1 in UTF-16 code units.
    pub utf16: usize,
}

/// Line starts of a text, with enough counted places that a column in a very long line costs no more than in a short one.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    starts: Vec<u32>,
    counts: Vec<Count>,
}

/// How many code points and UTF-16 units stand before a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    byte: u32,
    chars: u32,
    utf16: u32,
}

impl Count {
    fn add(&mut self, text: &str) {
        let chars = text.chars().count() as u32;
        // What takes four bytes takes two units of UTF-16.
        let beyond: u32 = text.as_bytes().chunks(255).map(beyond).sum();
        self.chars += chars;
        self.utf16 += chars + beyond;
        self.byte += text.len() as u32;
    }
}

/// How many characters of at most 255 bytes take four bytes; the small counter lets many bytes be looked at together.
fn beyond(bytes: &[u8]) -> u32 {
    u32::from(bytes.iter().fold(0u8, |count, byte| count + u8::from(*byte >= 0xF0)))
}

impl LineIndex {
    /// Indexes a text of at most 4 GiB.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        let ends = ends.filter(|i| bytes[*i] == b'\n' || bytes.get(i + 1) != Some(&b'\n'));
        starts.extend(ends.map(|i| i as u32 + 1));
        let mut counts = vec![Count::default()];
        let mut count = Count::default();
        let mut at = 0;
        while at + STRIDE < text.len() {
            let next = floor(text, at + STRIDE);
            count.add(&text[at..next]);
            counts.push(count);
            at = next;
        }
        Self { starts, counts }
    }

    /// How many lines there are; at least 1.
    pub fn len(&self) -> usize {
        self.starts.len().max(1)
    }

    /// Never true: even an empty text has one line.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// The line, from 1, that holds a byte offset.
    pub fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|s| *s as usize <= byte).max(1)
    }

    /// The first byte of a line counted from 1; the last line's for a number beyond the end.
    pub fn start(&self, line: usize) -> usize {
        let i = line.clamp(1, self.len()) - 1;
        self.starts.get(i).map_or(0, |s| *s as usize)
    }

    /// The bytes of a line counted from 1, without its line ending. `text` is the indexed text.
    pub fn range(&self, text: &str, line: usize) -> Range<usize> {
        let start = self.start(line);
        let end = match self.starts.get(line.max(1)) {
            Some(next) => *next as usize,
            None => text.len(),
        };
        start..start + text[start..end].trim_end_matches(['\n', '\r']).len()
    }

    /// The position of a byte offset of `text`, which is the indexed text. An offset inside a character counts as its start, one beyond
    /// the end as the end.
    pub fn position(&self, text: &str, byte: usize) -> Position {
        let byte = floor(text, byte);
        let line = self.line(byte);
        let (from, to) = (self.count(text, self.start(line)), self.count(text, byte));
        Position {
            byte,
            line,
            column: (to.chars - from.chars) as usize + 1,
            utf16: (to.utf16 - from.utf16) as usize + 1,
        }
    }

    fn count(&self, text: &str, byte: usize) -> Count {
        let i = self.counts.partition_point(|c| c.byte as usize <= byte);
        let mut count = self.counts.get(i.saturating_sub(1)).copied().unwrap_or_default();
        count.add(&text[count.byte as usize..byte]);
        count
    }
}

/// The largest character boundary not beyond `byte`.
fn floor(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_end_at_lf_crlf_and_lone_cr() {
        let text = "一\r\n二\r三\n\n四";
        let index = LineIndex::new(text);
        let lines: Vec<&str> = (1..=index.len()).map(|n| &text[index.range(text, n)]).collect();
        assert_eq!(lines, ["一", "二", "三", "", "四"]);
    }

    #[test]
    fn columns_count_code_points_and_utf16_units() {
        let text = "甲\n𠮷乙a";
        let index = LineIndex::new(text);
        let at = |byte| {
            let p = index.position(text, byte);
            (p.line, p.column, p.utf16)
        };
        assert_eq!(at(0), (1, 1, 1));
        assert_eq!(at(4), (2, 1, 1));
        assert_eq!(at(8), (2, 2, 3));
        assert_eq!(at(text.len()), (2, 4, 5));
    }

    proptest! {
        #[test]
        fn positions_agree_with_counting_from_the_line_start(text in "([甲乙a𠮷\r\n]|[甲-龥]{900}){0,12}", at in 0usize..12000) {
            let at = floor(&text, at);
            let index = LineIndex::new(&text);
            let p = index.position(&text, at);
            let before = &text[..at];
            let bytes = before.as_bytes();
            let ends = (0..bytes.len()).filter(|&i| {
                bytes[i] == b'\n' || (bytes[i] == b'\r' && text.as_bytes().get(i + 1) != Some(&b'\n'))
            });
            let start = ends.clone().next_back().map_or(0, |i| i + 1);
            prop_assert_eq!(p.line, ends.count() + 1);
            prop_assert_eq!(p.column, text[start..at].chars().count() + 1);
            prop_assert_eq!(p.utf16, text[start..at].encode_utf16().count() + 1);
        }
    }
}
