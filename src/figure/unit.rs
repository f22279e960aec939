//! Units after a number, simple and compound.
//!
//! Owns how the unit of a figure is read from text. Which units there are is in the lexicon.

use super::{Form, Unit};
use crate::lexicon::Lexicon;

/// A unit read from text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The unit.
    pub unit: Unit,
    /// The form it gives its figure.
    pub form: Form,
    /// The power of ten by which the number is multiplied so that it counts the canonical unit (成 1, 基点 −2).
    pub shift: i32,
    /// Bytes read.
    pub len: usize,
}

/// The unit at byte `at`, with a denominator if one follows a slash (公斤/亩, 元/平方米, 人/万人).
pub fn read(lexicon: &Lexicon, text: &str, at: usize) -> Option<Read> {
    let (entry, len) = lexicon.unit_at(text, at)?;
    let found = &lexicon.units[entry as usize];
    let (form, shift, name) = match found.dimension.as_str() {
        "percent" => (Form::Percent, 0, "%"),
        "permille" => (Form::Permille, 0, "‰"),
        "point" => (Form::Point, found.scale.map_or(0, |s| s.exponent), "个百分点"),
        "multiple" => (Form::Multiple, 0, "倍"),
        "fan" => (Form::Fan, 0, "番"),
        "tenth" if found.unit == "成" => (Form::Percent, 1, "%"),
        _ => (Form::Amount, 0, &text[at..at + len]),
    };
    let dimension = if form == Form::Percent {
        "percent"
    } else {
        found.dimension.as_str()
    };
    let mut out = Read {
        unit: Unit {
            name: name.to_owned(),
            entry: Some(entry),
            per: None,
            dimension: dimension.to_owned(),
            counted: found.counted,
            shared: false,
        },
        form,
        shift,
        len,
    };
    if form == Form::Amount {
        denominator(lexicon, text, at, &mut out);
    }
    Some(out)
}

fn denominator(lexicon: &Lexicon, text: &str, at: usize, out: &mut Read) {
    let rest = &text[at + out.len..];
    let Some(slash) = rest.chars().next().filter(|c| matches!(c, '/' | '／')) else {
        return;
    };
    let after = &rest[slash.len_utf8()..];
    let scaled = after.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '万' | '亿' | '百' | '千'));
    let start = at + out.len + slash.len_utf8() + (after.len() - scaled.len());
    let Some((per, len)) = lexicon.unit_at(text, start) else {
        return;
    };
    out.len = start + len - at;
    // 元/平方米·月, 升/人·日: a second denominator belongs to the name only.
    if let Some(rest) = text[start + len..].strip_prefix('·') {
        let second = lexicon.unit_at(text, text.len() - rest.len());
        out.len += second.map_or(0, |(_, len)| '·'.len_utf8() + len);
    }
    out.unit.name = text[at..at + out.len].to_owned();
    out.unit.per = Some(per);
    out.unit.dimension = format!("{}/{}", out.unit.dimension, lexicon.units[per as usize].dimension);
    out.unit.counted = false;
}
