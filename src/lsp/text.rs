//! The text of an open document, and positions in it.
//!
//! Owns the three encodings in which a client may count ([`Counting`]), the way from positions to bytes and back, and incremental changes.
//! A position that is not in the text is the nearest one that is.

use crate::source::lines::LineIndex;
use gen_lsp_types::{Position, PositionEncodingKind, Range, TextDocumentContentChangeEvent};

/// The unit in which the columns of positions count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counting {
    /// Bytes of UTF-8.
    Utf8,
    /// Code units of UTF-16, which every client knows.
    #[default]
    Utf16,
    /// Code points.
    Utf32,
}

/// A text with its lines.
#[derive(Clone, Debug, Default)]
pub struct Text {
    text: String,
    lines: LineIndex,
}

impl Counting {
    /// The first of those that the client offers.
    pub fn negotiated<'a>(offered: impl IntoIterator<Item = &'a str>) -> Self {
        let known = |name| match name {
            "utf-8" => Some(Self::Utf8),
            "utf-16" => Some(Self::Utf16),
            "utf-32" => Some(Self::Utf32),
            _ => None,
        };
        offered.into_iter().find_map(known).unwrap_or_default()
    }

    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn width(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

impl Text {
    /// Indexes a text.
    pub fn new(text: String) -> Self {
        let lines = LineIndex::new(&text);
        Self { text, lines }
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The byte that a position stands for. Inside a character it is the character's start, beyond a line its end, beyond the text the
    /// text's end.
    pub fn byte(&self, position: Position, counting: Counting) -> usize {
        let line = (position.line as usize).saturating_add(1);
        if line > self.lines.len() {
            return self.text.len();
        }
        let range = self.lines.range(&self.text, line);
        let mut left = position.character as usize;
        let mut at = range.start;
        for c in self.text[range].chars() {
            let width = counting.width(c);
            if left < width {
                break;
            }
            left -= width;
            at += c.len_utf8();
        }
        at
    }

    /// The position of a byte.
    pub fn position(&self, byte: usize, counting: Counting) -> Position {
        let at = self.lines.position(&self.text, byte);
        let character = match counting {
            Counting::Utf8 => at.byte - self.lines.start(at.line),
            Counting::Utf16 => at.utf16 - 1,
            Counting::Utf32 => at.column - 1,
        };
        Position {
            line: at.line as u32 - 1,
            character: character as u32,
        }
    }

    /// The range of a range of bytes.
    pub fn range(&self, bytes: &std::ops::Range<usize>, counting: Counting) -> Range {
        Range {
            start: self.position(bytes.start, counting),
            end: self.position(bytes.end, counting),
        }
    }

    /// The bytes of a range; a range that ends before it starts is empty.
    pub fn bytes(&self, range: Range, counting: Counting) -> std::ops::Range<usize> {
        let start = self.byte(range.start, counting);
        start..self.byte(range.end, counting).max(start)
    }

    /// Makes a change.
    pub fn change(&mut self, change: TextDocumentContentChangeEvent, counting: Counting) {
        match change {
            TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                let bytes = self.bytes(part.range, counting);
                self.text.replace_range(bytes, &part.text);
            }
            TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => self.text = whole.text,
        }
        self.lines = LineIndex::new(&self.text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Counting; 3] = [Counting::Utf8, Counting::Utf16, Counting::Utf32];

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn columns_behind_characters_of_every_width() {
        let text = Text::new("甲\r\na𠮷😀é，3.37亿元".to_owned());
        let figure = text.as_str().find('3').expect("the figure");
        for (counting, column) in [(Counting::Utf8, 14), (Counting::Utf16, 7), (Counting::Utf32, 5)] {
            assert_eq!(text.position(figure, counting), at(1, column), "{counting:?}");
            assert_eq!(text.byte(at(1, column), counting), figure, "{counting:?}");
        }
    }

    #[test]
    fn a_position_outside_is_the_nearest_inside() {
        let text = Text::new("甲𠮷\r\n乙".to_owned());
        // Inside of 𠮷, beyond its line, beyond the text.
        assert_eq!(text.byte(at(0, 2), Counting::Utf16), 3);
        assert_eq!(text.byte(at(0, 5), Counting::Utf8), 3);
        assert_eq!(text.byte(at(0, 99), Counting::Utf16), 7);
        assert_eq!(text.byte(at(1, 99), Counting::Utf32), text.as_str().len());
        assert_eq!(text.byte(at(u32::MAX, u32::MAX), Counting::Utf16), text.as_str().len());
        let backwards = Range {
            start: at(1, 1),
            end: at(0, 0),
        };
        assert_eq!(text.bytes(backwards, Counting::Utf16), 12..12);
    }

    #[test]
    fn the_client_chooses_among_what_is_known() {
        assert_eq!(Counting::negotiated([]), Counting::Utf16);
        assert_eq!(Counting::negotiated(["utf-7"]), Counting::Utf16);
        assert_eq!(Counting::negotiated(["utf-7", "utf-32", "utf-8"]), Counting::Utf32);
    }

    proptest! {
        #[test]
        fn positions_lead_back(text in "([甲a𠮷😀é]|\r\n|\n){0,40}", byte in 0usize..160) {
            let text = Text::new(text);
            let byte = text.as_str().floor_char_boundary(byte.min(text.as_str().len()));
            // No position lies between the two halves of a line ending.
            prop_assume!(!(text.as_str()[..byte].ends_with('\r') && text.as_str()[byte..].starts_with('\n')));
            for counting in ALL {
                prop_assert_eq!(text.byte(text.position(byte, counting), counting), byte);
            }
        }

        #[test]
        fn no_change_panics(text in "([甲a𠮷\r\n]){0,20}", lines in (0u32..9, 0u32..9), columns in (0u32..30, 0u32..30), new in "[乙\r\n😀]{0,3}") {
            for counting in ALL {
                let mut changed = Text::new(text.clone());
                let range = Range { start: at(lines.0, columns.0), end: at(lines.1, columns.1) };
                changed.change(gen_lsp_types::TextDocumentContentChangePartial { range, text: new.clone(), ..Default::default() }.into(), counting);
                prop_assert!(changed.as_str().contains(&new));
                prop_assert_eq!(changed.lines.len(), LineIndex::new(changed.as_str()).len());
            }
        }
    }
}
