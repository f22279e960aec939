//! Lines as rows.
//!
//! Owns the fields of a line, which of them are numbers, and the shape that rows of one table share. Units are not known here: they are
//! words between names and numbers.

use crate::source::{fields, is_blank};
use std::ops::Range;

/// Longer lines are no rows, in bytes.
pub const LONGEST: usize = 300;

/// Longer lines without numbers name no rows, in characters.
const LONGEST_LABEL: usize = 30;

/// Marks at the start of a line that make it an item of a list.
const BULLETS: [&str; 12] = ["-", "*", "+", "•", "·", "●", "○", "◆", "■", "□", "▪", "–"];

/// Ends of units, behind powers of ten.
const COUNTED: [&str; 36] = [
    "吨",
    "元",
    "人",
    "户",
    "个",
    "台",
    "辆",
    "米",
    "里",
    "顷",
    "亩",
    "千瓦",
    "千瓦时",
    "千瓦小时",
    "%",
    "％",
    "‰",
    "件",
    "套",
    "只",
    "头",
    "条",
    "块",
    "次",
    "册",
    "张",
    "线",
    "门",
    "部",
    "箱",
    "支",
    "标准煤",
    "家",
    "所",
    "项",
    "千伏安",
];

/// What a line may be in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// A name with values behind it.
    Row(Shape),
    /// A line with numbers that are no values in order.
    Odd,
    /// Words without numbers.
    Label,
    /// Nothing that stands in a table: a sentence, a caption.
    Other,
}

/// What rows of one table have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Whether a number of its own stands before the name.
    pub lead: bool,
    /// Whether the unit stands behind the first value: 卷烟 3491 万箱 1.7.
    pub mid: bool,
    /// How many values there are.
    pub values: usize,
    /// How many of the first values are marks for nothing; no part of the shape.
    pub marks: usize,
}

impl Line {
    /// Whether a line is a row of a shape: a unit that is a mark reads as one value more.
    pub fn is_like(self, shape: Shape) -> bool {
        let Self::Row(own) = self else { return false };
        let unit = usize::from(own.values == shape.values + 1 && own.marks > 0);
        own.lead == shape.lead && own.mid == shape.mid && own.values - unit == shape.values
    }
}

/// Reads a line.
pub fn line(text: &str) -> Line {
    if text.len() > LONGEST || is_sentence(text) || is_caption(text) {
        return Line::Other;
    }
    let fields = fields(text);
    let words: Vec<&str> = fields.iter().map(|field| &text[field.clone()]).collect();
    match shape(&words) {
        // 2021年 2022年 head columns.
        Some(shape) if shape.values > 1 && words[words.len() - shape.values..].iter().all(|w| is_year(w)) => {
            Line::Label
        }
        Some(shape) if shape.values > shape.marks => Line::Row(shape),
        // Nothing but marks: a row of whatever shape.
        Some(_) => Line::Odd,
        None if words.iter().any(|word| is_value(word)) => Line::Odd,
        None if text.chars().count() <= LONGEST_LABEL => Line::Label,
        None => Line::Other,
    }
}

fn shape(words: &[&str]) -> Option<Shape> {
    let behind = words.iter().rev().take_while(|word| is_value(word)).count();
    let (name, values) = words.split_at(words.len() - behind);
    let lead = name.len() > 1 && is_serial(name[0]);
    let name = &name[usize::from(lead)..];
    let mid = name.len() > 2 && is_number(name[name.len() - 2]) && !name[name.len() - 1].contains(is_digit);
    let name = if mid { &name[..name.len() - 2] } else { name };
    let named = name.iter().any(|word| word.contains(char::is_alphabetic));
    let clean = !name.iter().any(|word| is_value(word));
    (behind > 0 && named && clean).then(|| Shape {
        lead,
        mid,
        values: behind + usize::from(mid),
        marks: if mid {
            0
        } else {
            values.iter().take_while(|word| is_mark(word)).count()
        },
    })
}

/// The fields of a line, parted by white space, without the mark of a list.
pub fn fields(text: &str) -> Vec<Range<usize>> {
    let mut out = fields::fields(text);
    if out.len() > 1 && BULLETS.contains(&&text[out[0].clone()]) {
        out.remove(0);
    }
    out
}

/// Whether a line says more than names and values.
pub fn is_sentence(text: &str) -> bool {
    text.contains(['，', '。', '；', '！', '？'])
}

/// Whether a line stands above a table: 表1 2023年收支情况, 单位：万元.
pub fn is_caption(text: &str) -> bool {
    let text = text.trim_start_matches(|c| c == '*' || is_blank(c));
    let numbered = ["附表", "表"].iter().find_map(|noun| text.strip_prefix(noun));
    let numbered = numbered.is_some_and(|rest| {
        rest.trim_start_matches(is_blank)
            .starts_with(|c: char| is_digit(c) || "一二三四五六七八九十".contains(c))
    });
    text.len() <= LONGEST && !is_sentence(text) && (numbered || text.contains("单位：") || text.contains("单位:"))
}

/// Whether a field is a value: a number, or a mark for nothing.
pub fn is_value(field: &str) -> bool {
    is_number(field) || is_mark(field)
}

/// Whether a field is a number with no more than a mark of a note behind it.
pub fn is_number(field: &str) -> bool {
    let field = field
        .strip_suffix(']')
        .and_then(|f| f.rsplit_once('['))
        .map_or(field, |(number, _)| number);
    let digits = field
        .trim_start_matches(['-', '+', '－', '−'])
        .trim_end_matches(['%', '％']);
    digits.starts_with(is_digit)
        && digits.ends_with(is_digit)
        && digits.chars().all(|c| is_digit(c) || ".,".contains(c))
        && digits.matches('.').count() <= 1
}

/// Whether a field reads as a unit: it ends like one, and is short.
pub fn is_unit(field: &str) -> bool {
    COUNTED.iter().any(|end| field.ends_with(end)) && field.chars().count() <= 8
}

/// A character that print set apart, perhaps with a unit behind it: 国（%）.
pub fn is_alone(field: &str) -> bool {
    let mut chars = field.chars();
    let han = chars.next().is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    han && chars.next().is_none_or(|c| matches!(c, '（' | '('))
}

/// Whether a field is a year and nothing else.
pub fn is_year(field: &str) -> bool {
    field.len() == 4 && field.parse().is_ok_and(|year: u32| (1949..=2100).contains(&year))
}

fn is_mark(field: &str) -> bool {
    field
        .chars()
        .all(|c| matches!(c, '—' | '–' | '-' | '－' | '―' | '…' | '/' | '\\'))
        || field == "..."
}

/// The number of a row: 1, 12.
fn is_serial(field: &str) -> bool {
    field.len() <= 4 && field.chars().all(is_digit)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}
