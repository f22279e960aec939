//! Words with a number behind them: 附件2, 表 3, 图一.
//!
//! Owns their reading, and the plain text of a paragraph without Markdown's marks.

use crate::outline::{Outline, Paragraph, Role, numeral_value};
use crate::span::Span;
use memchr::memmem;

/// What has captions.
pub(super) const CAPTIONS: [&str; 5] = ["附表", "附图", "专栏", "表", "图"];

/// A word with its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// Word and number.
    pub span: Span,
    /// The number.
    pub number: u32,
}

/// The number at the start of a text, spaces before it allowed: its value and its end in bytes.
pub(super) fn number(text: &str) -> Option<(u32, usize)> {
    let body = text.trim_start_matches([' ', '\u{3000}']);
    let gap = text.len() - body.len();
    let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let han = body.len() - body.trim_start_matches(|c| "一二三四五六七八九十".contains(c)).len();
    let len = match (digits, han) {
        (1..=2, _) => digits,
        (0, 3..=9) => han,
        _ => return None,
    };
    // 表2-1 and 表1.1 are numbered by chapters
    let behind = body[len..].strip_prefix(['-', '.', '－']);
    let compound = behind.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let value = numeral_value(&body[..len]).filter(|_| !compound)?;
    Some((value, gap + len))
}

/// All labels of a word in a range of the prose.
pub(super) fn labels(text: &str, within: Span, word: &str) -> Vec<Label> {
    let body = within.of(text);
    let read = |at: usize| {
        let (number, len) = number(&body[at + word.len()..])?;
        let span = Span::new(at, at + word.len() + len).shift(within.start as usize);
        Some(Label { span, number })
    };
    memmem::find_iter(body.as_bytes(), word).filter_map(read).collect()
}

/// Further numbers behind a label: 附件1—5, 附件1、3, 表9和10; of a span its last one. Each with its place.
pub(super) fn further(text: &str, label: Label) -> Vec<Label> {
    let mut out = Vec::new();
    let mut at = label.span.end as usize;
    while let Some(joint) = text[at..].chars().next().filter(|c| "—-－~～至、和".contains(*c)) {
        let rest = text[at + joint.len_utf8()..].trim_start_matches('—');
        let from = text.len() - rest.len();
        // 附件1、3个 counts something
        let Some((number, len)) =
            number(rest).filter(|(_, len)| !rest[*len..].starts_with(['个', '份', '项', '件', '.', '、', '年', '月']))
        else {
            break;
        };
        out.push(Label {
            span: Span::new(from, from + len),
            number,
        });
        at = from + len;
    }
    out
}

/// A paragraph of running text or a heading without the marks of Markdown before it: where it begins, and its text. None for a cell.
pub(super) fn bare<'t>(text: &'t str, paragraph: &Paragraph) -> Option<(usize, &'t str)> {
    if paragraph.role == Role::Cell {
        return None;
    }
    let body = paragraph.span.of(text);
    let rest = body.trim_start_matches(['#', '*', '>', ' ', '\u{3000}']);
    let start = paragraph.span.start as usize + body.len() - rest.len();
    Some((start, rest.trim_end_matches(['*', ' '])))
}

/// All paragraphs without their marks: place and text.
pub(super) fn paragraphs<'t>(text: &'t str, outline: &'t Outline) -> impl Iterator<Item = (usize, &'t str)> {
    outline.paragraphs.iter().filter_map(|p| bare(text, p))
}

/// Whether words end in one that refers: 见, 详见, 如.
pub(super) fn refers(before: &str) -> bool {
    ["见", "参见", "如", "按照", "对照", "填写", "根据", "本文"]
        .iter()
        .any(|w| before.trim_end_matches(' ').ends_with(w))
}
