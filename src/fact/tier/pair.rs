//! Subjects that are written together: 城乡居民收入, 存贷款余额, 一二三产业.
//!
//! Owns the name of each of them. Which are written so is in the lexicon.

use super::super::Indicator;
use crate::lexicon::Lexicon;
use crate::lexicon::measures::Pair;
use crate::span::Span;

/// The `count` subjects that one name in `head` holds; `last` is that name.
pub(super) fn divide(
    text: &str,
    head: Span,
    last: &Indicator,
    count: usize,
    lexicon: &Lexicon,
) -> Option<Vec<Indicator>> {
    let words = Span {
        end: last.span.end.max(head.start),
        ..head
    }
    .of(text);
    let alike = lexicon.around.pairs.iter().filter(|p| p.each.len() == count);
    let pair = alike
        .filter(|p| words.contains(p.both.as_str()))
        .max_by_key(|p| p.both.len())?;
    let at = head.start + words.rfind(pair.both.as_str())? as u32;
    let begins = last.modifier.map_or(last.span.start, |m| m.start).min(last.span.start);
    let together = Together {
        text,
        pair,
        lexicon,
        narrowed: Span {
            start: begins.clamp(head.start, at),
            end: at,
        },
        end: last.span.end,
    };
    (0..count).map(|nth| together.one(nth)).collect()
}

/// A pair in a text.
struct Together<'a> {
    text: &'a str,
    pair: &'a Pair,
    lexicon: &'a Lexicon,
    /// The words before it that narrow all of them.
    narrowed: Span,
    /// Where the name ends.
    end: u32,
}

impl Together<'_> {
    fn one(&self, nth: usize) -> Option<Indicator> {
        let narrowed = self.narrowed.of(self.text);
        let listed = |before: &str| self.lexicon.indicator_named(&format!("{before}{}", self.told(nth)));
        let by_name = |entry: u32| Indicator {
            span: Span {
                start: self.narrowed.end,
                end: self.end,
            },
            modifier: Some(self.own(nth)),
            entry: Some(entry),
            carried: false,
            under: None,
            beside: None,
        };
        self.by_characters(nth).or_else(|| {
            let entry = listed(narrowed).or_else(|| listed(""));
            entry.map(by_name).or_else(|| self.by_halves(nth))
        })
    }

    /// 城 and 特困人员供养标准 of 城乡特困人员供养标准, which nobody listed.
    fn by_halves(&self, nth: usize) -> Option<Indicator> {
        let rest = Span {
            start: self.narrowed.end + self.pair.both.len() as u32,
            end: self.end,
        };
        // 牛 and 羊 of 牛羊 are words by themselves.
        let words = self.pair.each[nth] == self.own(nth).of(self.text);
        let told = (words || matches!(self.pair.both.as_str(), "城乡" | "男女"))
            && rest.of(self.text).chars().nth(1).is_some();
        told.then(|| Indicator {
            span: rest,
            modifier: Some(self.own(nth)),
            entry: None,
            carried: false,
            under: Some(self.narrowed).filter(|span| !span.is_empty()),
            beside: None,
        })
    }

    /// What one of them is called, with what follows the pair.
    fn told(&self, nth: usize) -> String {
        let both = self.narrowed.end as usize + self.pair.both.len();
        let rest = self.text.get(both..self.end as usize).unwrap_or_default();
        let measure = self.pair.measure.as_deref().filter(|_| rest.is_empty());
        format!("{}{}", self.pair.each[nth], measure.unwrap_or(rest))
    }

    /// Its own character.
    fn own(&self, nth: usize) -> Span {
        let mut places = self.pair.both.char_indices().map(|(at, c)| (at, at + c.len_utf8()));
        let (from, to) = places.nth(nth).unwrap_or_default();
        Span::new(from, to).shift(self.narrowed.end as usize)
    }

    /// 存 and 款余额 of 存贷款余额: its own character and those that they share.
    fn by_characters(&self, nth: usize) -> Option<Indicator> {
        let count = self.pair.each.len();
        let (own, last) = (self.own(nth), self.own(count - 1));
        let shared = &self.pair.both[(last.end - self.narrowed.end) as usize..];
        if shared.is_empty() || self.pair.each[nth] != format!("{}{shared}", own.of(self.text)) {
            return None;
        }
        let narrowed = Some(self.narrowed).filter(|span| !span.is_empty());
        let (modifier, start) = match nth {
            _ if nth + 1 == count => (narrowed, own.start),
            0 => (Some(self.narrowed.join(own)), last.end),
            _ => (Some(own), last.end),
        };
        Some(Indicator {
            span: Span { start, end: self.end },
            modifier,
            entry: self.lexicon.indicator_named(&self.told(nth)),
            carried: false,
            under: None,
            beside: None,
        })
    }
}
