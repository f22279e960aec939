//! Hard-wrapped text: which line breaks inside a block are only the width of the page.
//!
//! Owns one question, asked for plain text and Markdown alike: does a line continue the line before? It looks at one block of lines
//! without a blank line in it and at nothing else, so that two texts joined by a blank line read as each alone.

use super::{columns, is_blank};
use unicode_width::UnicodeWidthStr;

/// Narrower text is a list or a table, not a wrapped paragraph: 20 Chinese characters, in columns.
const NARROWEST: usize = 40;
/// Wider lines are paragraphs, one a line, whatever they end in.
const WIDEST: usize = 160;
/// How far a wrapped line may stay short of its neighbours, in columns: hanging marks and uneven spacing.
const SLACK: usize = 8;

/// A line of a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    /// Its text without the line ending.
    pub text: &'a str,
    /// Whether it is set in; a new paragraph then.
    pub indented: bool,
}

impl<'a> Line<'a> {
    /// A line as it stands in the file, its leading white space included.
    pub fn new(text: &'a str) -> Self {
        let indented = text.starts_with(char::is_whitespace);
        Self { text, indented }
    }
}

/// For each line but the first, whether it continues the line before it.
pub(crate) fn joins(lines: &[Line]) -> Vec<bool> {
    if lines.len() < 2 {
        return Vec::new();
    }
    let widths: Vec<usize> = lines.iter().map(|l| width(l.text)).collect();
    let continues = |i: usize| {
        let neighbours = widths[i.saturating_sub(2)..(i + 1).min(widths.len())].iter();
        let widest = neighbours.copied().max().unwrap_or(0);
        if !(NARROWEST..=WIDEST).contains(&widest) || lines[i].indented {
            return false;
        }
        let (before, line) = (
            lines[i - 1].text.trim_matches(is_blank),
            lines[i].text.trim_matches(is_blank),
        );
        widths[i - 1] + first_word(line) + SLACK > widest
            && !ends(before)
            && !opens(line)
            && !in_columns(before)
            && !in_columns(line)
    };
    (1..lines.len()).map(continues).collect()
}

/// The width of a line; of one that is wider than any that counts, how wide it is at least.
fn width(line: &str) -> usize {
    let line = line.trim_end();
    // The characters of U+4000 to U+9FFF, told by their first bytes.
    let han = line.bytes().filter(|byte| matches!(byte, 0xE4..=0xE9)).count();
    match 2 * han > WIDEST {
        true => 2 * han,
        false => line.width_cjk(),
    }
}

/// Whether a line is closed by its last mark.
fn ends(line: &str) -> bool {
    line.trim_end_matches(['”', '’', '）', ')', '》', '」', '』', '】', '〕', ']', '*'])
        .ends_with(['。', '！', '？', '；', '：', '!', '?', ';', ':'])
}

/// Whether a line opens as headings, numbered paragraphs, list items and table rows do. Coarse on purpose: what the numbering says is read
/// by the outline.
fn opens(line: &str) -> bool {
    let line = line.trim_start_matches('*');
    let Some(first) = line.chars().next() else { return true };
    if "#>|-+•·●○◆◇■□▪★☆－—–".contains(first) || ('①'..='⒛').contains(&first) || ('㈠'..='㈩').contains(&first)
    {
        return true;
    }
    let inner = line.strip_prefix(['（', '(', '第']).unwrap_or(line);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百〇零".contains(c));
    let numeral = inner.len() - rest.len();
    if numeral == 0 || numeral > 12 {
        return false;
    }
    match first {
        '（' | '(' => rest.starts_with(['）', ')']),
        '第' => ["部分", "章", "编", "篇", "节", "条"]
            .iter()
            .any(|w| rest.starts_with(w)),
        _ => {
            rest.starts_with(['、', '）', ')'])
                || (rest.starts_with(['.', '．'])
                    && !rest[rest.chars().next().map_or(0, char::len_utf8)..].starts_with(|c: char| c.is_ascii_digit()))
        }
    }
}

/// Whether a line is set in columns by white space, as tables in plain text are: a row of values, or three gaps and no clause mark outside
/// a number.
fn in_columns(line: &str) -> bool {
    if columns::is_row(line) {
        return true;
    }
    let (mut gaps, mut before, mut chars) = (0, ' ', line.chars().peekable());
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        if "，。；：、".contains(c) && !(before.is_ascii_digit() && next.is_ascii_digit()) {
            return false;
        }
        let latin = before.is_ascii_alphabetic() || next.is_ascii_alphabetic();
        gaps += usize::from(c.is_whitespace() && !next.is_whitespace() && !latin);
        before = c;
    }
    gaps >= 3
}

/// The width of what must stay together at the start of a line: a Latin word or number, else one character and the marks after it.
fn first_word(line: &str) -> usize {
    let word = |c: char| c.is_ascii_alphanumeric() || ".,%/-".contains(c);
    let latin = line.len() - line.trim_start_matches(word).len();
    let first = latin.max(line.chars().next().map_or(0, char::len_utf8));
    let marks =
        line[first..].trim_start_matches(['，', '。', '、', '；', '：', '！', '？', '）', '”', '》', '％', '%']);
    line[..line.len() - marks.len()].width_cjk()
}
