//! HTML inside Markdown: the text between the tags.
//!
//! Owns which tags end a line. Comments, scripts and styles are no prose.

use super::block::Block;
use crate::source::{Prose, SegmentKind};
use std::ops::Range;

/// Tags that stand inside a line of text; every other one ends it.
const INLINE: [&str; 18] = [
    "a", "abbr", "b", "big", "cite", "em", "font", "i", "ins", "mark", "small", "span", "strong", "sub", "sup", "u",
    "wbr", "label",
];

/// Whether a tag asks for a new line.
pub(super) fn breaks(tag: &str) -> bool {
    name(tag).eq_ignore_ascii_case("br")
}

/// Reads a block of HTML at a range of the source into the prose.
pub(super) fn read(block: &mut Block, range: Range<usize>, prose: &mut Prose) {
    let mut at = range.start;
    while at < range.end {
        let rest = &block.source()[at..range.end];
        let len = if rest.starts_with("<!--") {
            rest.find("-->").map_or(rest.len(), |i| i + 3)
        } else if is_tag(rest) {
            let len = rest.find('>').map_or(rest.len(), |i| i + 1);
            let tag = name(rest).to_ascii_lowercase();
            if !INLINE.contains(&tag.as_str()) {
                block.flush(SegmentKind::Paragraph, prose);
            }
            if ["script", "style"].contains(&tag.as_str()) && !rest.starts_with("</") {
                let ends = |i: &usize| name(&rest[*i..]).eq_ignore_ascii_case(&tag);
                rest.match_indices("</")
                    .map(|(i, _)| i)
                    .find(ends)
                    .unwrap_or(rest.len())
            } else {
                len
            }
        } else if let Some((len, text)) = entity(rest) {
            block.replace(text, at..at + len);
            len
        } else if rest.starts_with(['\n', '\r']) {
            block.hard_break();
            1
        } else {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let len = first + rest[first..].find(['<', '&', '\n', '\r']).unwrap_or(rest.len() - first);
            block.text(at..at + len);
            len
        };
        at += len;
    }
    block.flush(SegmentKind::Paragraph, prose);
}

fn is_tag(rest: &str) -> bool {
    rest.starts_with('<') && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c))
}

fn name(tag: &str) -> &str {
    let start = tag.trim_start_matches(['<', '/']);
    &start[..start.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(start.len())]
}

/// The entity at the start of a text: its length and what it stands for.
fn entity(rest: &str) -> Option<(usize, &'static str)> {
    const KNOWN: [(&str, &str); 8] = [
        ("&nbsp;", "\u{A0}"),
        ("&emsp;", "\u{2003}"),
        ("&ensp;", "\u{2002}"),
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
    ];
    KNOWN
        .iter()
        .find(|(e, _)| rest.starts_with(e))
        .map(|(e, text)| (e.len(), *text))
}
