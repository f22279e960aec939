//! Ordinals and dates: figures that name a place in an order, not an amount.
//!
//! Owns how they become figures. What a date looks like is in [`crate::figure::date`].

use super::Scanner;
use crate::figure::{Figure, Form, Hedge, Unit, Value, date, number};
use crate::span::Span;

impl Scanner<'_> {
    /// 第三, 第二位; but 第一季度 is a date.
    pub(super) fn ordinal(&mut self, start: usize) -> Option<usize> {
        let rest = &self.text[start + '第'.len_utf8()..];
        if let Some((date, len)) = date::lex(rest, true) {
            return Some(self.date(start, '第'.len_utf8() + len, date));
        }
        let unit_here = |i: usize| self.lexicon.unit_at(rest, i).is_some();
        let lexed = number::lex(rest, &unit_here)?;
        let end = start + '第'.len_utf8() + lexed.len;
        let rank = ["位", "名"]
            .iter()
            .find(|w| self.text[end..].starts_with(**w))
            .map_or(0, |w| w.len());
        let span = self.span(start, end + rank);
        self.figures.push(Figure {
            span,
            number: self.span(start + '第'.len_utf8(), end),
            unit_span: self.span(end, end + rank),
            form: Form::Ordinal,
            value: Value::One(lexed.printed),
            unit: Unit {
                counted: true,
                ..Unit::default()
            },
            hedge: Hedge::None,
            second_hedge: None,
            passing: false,
            flaws: Vec::new(),
        });
        Some(end + rank)
    }

    /// Takes a date of `len` bytes as a figure; its end.
    pub(super) fn date(&mut self, start: usize, len: usize, date: date::Date) -> usize {
        let only_year =
            date == date::Date {
                year: date.year,
                ..date::Date::default()
            } && date.year.is_some();
        let span = self.span(start, start + len);
        self.figures.push(Figure {
            span,
            number: span,
            unit_span: Span::at(span.end as usize),
            form: if only_year { Form::Year } else { Form::Date },
            value: Value::Date(date),
            unit: Unit::default(),
            hedge: Hedge::None,
            second_hedge: None,
            passing: false,
            flaws: Vec::new(),
        });
        start + len
    }
}
