//! What Markdown's syntax would take wrongly in a Chinese draft.
//!
//! Owns a copy of the source for the parser, as long to the byte as the source, in which single characters are masked so that they
//! stay text: `5~10%` is a range and not struck out, `3*4` a product, `[1]: …` a note, and a paragraph set in by four spaces no code.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// Stands for a masked character: nothing to Markdown, and never in a text that was read.
const MASK: u8 = 1;

/// No label of a link is longer, in bytes.
const LABEL: usize = 200;

/// The length of the front matter: from `---` on the first line to the next `---`, when what lies between reads like YAML.
pub(super) fn front_matter(source: &str) -> usize {
    let mut at = 0;
    for (i, line) in source.split_inclusive(['\n', '\r']).enumerate() {
        at += line.len();
        let text = line.trim_end();
        match (i, text) {
            (0, "---") => {}
            (0, _) | (200.., _) => return 0,
            (_, "---" | "...") => return at,
            _ if text.is_empty()
                || text.starts_with([' ', '\t', '#', '-'])
                || text.contains(": ")
                || text.ends_with(':') => {}
            _ => return 0,
        }
    }
    0
}

/// The copy of a text that the parser is to see.
pub(super) fn mask(source: &str) -> String {
    let mut copy = source.as_bytes().to_vec();
    let bytes = source.as_bytes();
    let near = |i: usize, step: isize| {
        i.checked_add_signed(step)
            .and_then(|i| bytes.get(i))
            .copied()
            .unwrap_or(b'\n')
    };
    for (i, b) in bytes.iter().enumerate() {
        let masked = match b {
            b'~' => near(i, -1) != b'~' && near(i, 1) != b'~',
            b'*' => near(i, -1).is_ascii_alphanumeric() && near(i, 1).is_ascii_alphanumeric(),
            b':' => near(i, -1) == b']' && is_note(source, i),
            b'(' => {
                near(i, -1) == b']'
                    && !near(i, 1).is_ascii_alphabetic()
                    && !b"./#<)".contains(&near(i, 1))
                    && digits_before(bytes, i - 1)
            }
            _ => false,
        };
        if masked {
            copy[i] = MASK;
        }
        // the parser knows a lone CR in some places only
        if *b == b'\r' && near(i, 1) != b'\n' {
            copy[i] = b'\n';
        }
    }
    // masking one block may uncover another behind it
    for _ in 0..4 {
        if !unindent(&mut copy) {
            break;
        }
    }
    String::from_utf8(copy).unwrap_or_else(|_| source.to_owned())
}

/// Whether the colon at `i` follows a note's number at the start of a line, and not a link's label.
fn is_note(source: &str, i: usize) -> bool {
    let before = &source.as_bytes()[i.saturating_sub(LABEL)..i];
    let line = before
        .iter()
        .rposition(|b| matches!(b, b'\n' | b'\r'))
        .map_or(0, |n| n + 1);
    let label = before[line..].trim_ascii_start();
    let target = source[i + 1..].trim_start_matches([' ', '\t']);
    let address = ["http", "mailto:", "/", ".", "#", "<"]
        .iter()
        .any(|p| target.starts_with(p));
    label.starts_with(b"[") && !label.starts_with(b"[^") && !address
}

/// Whether only digits stand between `[` and the `]` at `close`.
fn digits_before(bytes: &[u8], close: usize) -> bool {
    let digits = bytes[..close].iter().rev().take_while(|b| b.is_ascii_digit()).count();
    digits > 0 && close > digits && bytes[close - digits - 1] == b'['
}

/// Masks the white space that makes lines indented code; whether there was any.
fn unindent(copy: &mut [u8]) -> bool {
    let Ok(text) = std::str::from_utf8(copy) else {
        return false;
    };
    let blocks: Vec<_> = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES)
        .into_offset_iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))))
        .map(|(_, range)| range)
        .collect();
    for range in &blocks {
        let line = copy[..range.start]
            .iter()
            .rposition(|b| matches!(b, b'\n' | b'\r'))
            .map_or(0, |n| n + 1);
        let mut start = true;
        // the block's first line may stand behind the mark of a list or quotation
        let from = if copy[line..range.start].iter().all(|b| matches!(b, b' ' | b'\t')) {
            line
        } else {
            range.start
        };
        for b in &mut copy[from..range.end] {
            match b {
                b'\n' | b'\r' => start = true,
                b' ' | b'\t' if start => *b = MASK,
                _ => start = false,
            }
        }
    }
    !blocks.is_empty()
}
