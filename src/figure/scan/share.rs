//! Parts of a whole in words: spoken percents, fractions, halves.
//!
//! Owns their reading. 6.3% and 三成 are numbers with a unit and are read in [`super::quantity`].

use super::Scanner;
use crate::figure::number::{self, arabic, chinese_scale};
use crate::figure::{Figure, Flaw, Form, Hedge, Unit, Value, hedge};
use crate::span::Span;

impl Scanner<'_> {
    /// 百分之六点三, 千分之三; 百分之30 is read too.
    pub(super) fn spoken_percent(&mut self, start: usize) -> Option<usize> {
        let at = start + "百分之".len();
        let lexed = number::lex(&self.text[at..], &|_| false)?;
        let end = at + lexed.len;
        let mut flaws = Vec::new();
        if !lexed.chinese {
            flaws.push((Flaw::Mixed, self.span(start, end)));
        }
        let around = self.hedges(start, end, None, false);
        // 百分之二三十 lies between 20 and 30; 百分之二三 was also written for 23.
        let scaled = self.text[at..end].contains(|c| chinese_scale(c).is_some());
        let one = Value::One(lexed.printed);
        let (form, unit) = match self.text[start..].starts_with(['千', '仟']) {
            true => (Form::Permille, self.plain_unit("‰", "permille")),
            false => (Form::Percent, self.plain_unit("%", "percent")),
        };
        self.figures.push(Figure {
            span: self.span(around.start, around.end),
            number: self.span(start, end),
            unit_span: Span::at(self.base as usize + end),
            form,
            value: lexed
                .between
                .filter(|_| scaled)
                .map_or(one, |(low, high)| Value::Range(low, high)),
            unit,
            hedge: around.hedge,
            second_hedge: around.second,
            passing: false,
            flaws,
        });
        Some(around.end)
    }

    /// 三分之一, 近三分之二, 万分之三点五, 2/3.
    pub(super) fn fraction(&mut self, start: usize) -> Option<usize> {
        let rest = &self.text[start..];
        let (numerator, denominator, len) = spoken_fraction(rest).or_else(|| self.slash(start))?;
        let end = start + len;
        let value = Value::Fraction { numerator, denominator };
        let around = self.hedges(start, end, None, false);
        Some(self.push_fraction(self.span(start, end), value, around))
    }

    /// 过半, 半数以上, 一半, 近半数.
    pub(super) fn half(&mut self, start: usize) -> Option<usize> {
        let rest = &self.text[start..];
        let (word, hedge) = [
            ("过半数", Hedge::Over),
            ("半数以上", Hedge::Over),
            ("一半以上", Hedge::Over),
            ("过半", Hedge::Over),
            ("一半", Hedge::None),
            ("半数", Hedge::None),
        ]
        .into_iter()
        .find(|(w, _)| rest.starts_with(w))?;
        let ends = rest[word.len()..]
            .chars()
            .next()
            .is_none_or(|c| !c.is_alphanumeric() || matches!(c, '的' | '以'));
        let exact = hedge == Hedge::None && !rest[word.len()..].starts_with(['字', '据', '控', '码']);
        if (!ends && !exact) || self.text[..start].ends_with(['路', '程', '时', '大']) {
            return None;
        }
        let end = start + word.len();
        let around = match exact {
            true => hedge::Around {
                second: None,
                ..self.hedges(start, end, None, false)
            },
            // 超过半数: the first character of the word belongs to the hedge before it.
            false => hedge::Around {
                hedge,
                second: None,
                start: self.text[..start].strip_suffix('超').map_or(start, str::len),
                end,
            },
        };
        let value = Value::Fraction {
            numerator: 1,
            denominator: 2,
        };
        Some(self.push_fraction(self.span(start, end), value, around))
    }

    /// 1/2, 2/3: small numbers, no date and no code.
    fn slash(&self, start: usize) -> Option<(u64, u64, usize)> {
        let head = &self.text[..start];
        if head.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '第')) {
            return None;
        }
        let rest = &self.text[start..];
        let (numerator, top) = small(rest)?;
        let below = rest[top..].strip_prefix(['/', '／'])?;
        let (denominator, bottom) = small(below)?;
        let ends = !below[bottom..].starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-'));
        let part = numerator > 0 && numerator < denominator && denominator <= 10;
        (ends && part).then_some((numerator, denominator, rest.len() - below.len() + bottom))
    }

    /// Takes a fraction as a figure; its end.
    fn push_fraction(&mut self, number: Span, value: Value, around: hedge::Around) -> usize {
        self.figures.push(Figure {
            span: self.span(around.start, around.end),
            number,
            unit_span: Span::at(number.end as usize),
            form: Form::Fraction,
            value,
            unit: Unit::default(),
            hedge: around.hedge,
            second_hedge: around.second,
            passing: false,
            flaws: Vec::new(),
        });
        around.end
    }

    /// A unit without a denominator by its name in the lexicon.
    fn plain_unit(&self, name: &str, dimension: &str) -> Unit {
        Unit {
            name: name.to_owned(),
            entry: self.lexicon.unit_named(name),
            dimension: dimension.to_owned(),
            ..Unit::default()
        }
    }
}

/// 三分之一, 万分之三点五, 百万分之二: upper and lower number and the length.
fn spoken_fraction(rest: &str) -> Option<(u64, u64, usize)> {
    // Looked for in the next few characters only: the rest of a sentence may be long.
    let mut places = rest.char_indices().skip(1).take_while(|(i, _)| *i <= 18);
    let (middle, _) = places.find(|(i, c)| *c == '分' && rest[*i..].starts_with("分之"))?;
    let below = match &rest[..middle] {
        "万" | "萬" => 10_000,
        text => number::lex(text, &|_| false)
            .filter(|l| l.len == middle && l.printed.exponent >= 0)
            .and_then(|l| {
                l.printed
                    .mantissa
                    .checked_mul(10i128.checked_pow(l.printed.exponent as u32)?)
            })?,
    };
    let upper = number::lex(&rest[middle + "分之".len()..], &|_| false)?;
    let scaled = |value: i128, power: i32| u64::try_from(value.checked_mul(10i128.checked_pow(power as u32)?)?).ok();
    let places = upper.printed.exponent.min(0).abs();
    let numerator = scaled(upper.printed.mantissa, upper.printed.exponent.max(0))?;
    let denominator = scaled(below, places).filter(|d| *d > 0)?;
    Some((numerator, denominator, middle + "分之".len() + upper.len))
}

/// A number of one or two digits and its length.
fn small(text: &str) -> Option<(u64, usize)> {
    let digits = || text.chars().map_while(|c| Some((c, arabic(c)?))).take(3);
    (1..=2).contains(&digits().count()).then(|| {
        digits().fold((0, 0), |(value, len), (c, digit)| {
            (value * 10 + u64::from(digit), len + c.len_utf8())
        })
    })
}
