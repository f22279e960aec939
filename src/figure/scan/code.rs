//! Digits that are no figure: parts of codes, numbers of items.
//!
//! Owns what tells them from figures. Names that hold digits are in the lexicon.

use super::Scanner;
use crate::figure::number::{self, Lexed, arabic};

impl Scanner<'_> {
    /// A digit behind a Latin letter is part of a code unless a unit follows it: T3, 5G; but GDP35亿元.
    pub(super) fn inside_code(&self, start: usize) -> bool {
        let latin = |c: char| c.is_ascii_alphabetic();
        let head = &self.text[..start];
        if !head.ends_with(|c: char| latin(c) || matches!(c, '.' | '_' | '-' | '/' | '+')) {
            return false;
        }
        let joined = head.trim_end_matches(['.', '_', '-', '/', '+']);
        if joined.len() < head.len() && !joined.ends_with(latin) {
            return joined.ends_with(|c: char| c.is_ascii_digit()) && !head.ends_with(['-', '/']);
        }
        let rest = &self.text[start..];
        let unit_here = |i: usize| self.lexicon.unit_at(rest, i).is_some();
        number::lex(rest, &unit_here).is_none_or(|l| l.scale == 0 && self.lexicon.unit_at(rest, l.len).is_none())
    }

    /// A number without a unit that is a code: a Latin letter follows, or more digits than figures have.
    pub(super) fn is_bare_code(&self, end: usize, lexed: &Lexed) -> bool {
        let next = self.text[end..].chars().next();
        let version = self.text[end..]
            .strip_prefix('.')
            .is_some_and(|t| t.starts_with(|c| arabic(c).is_some()));
        // 举办2018世界人工智能大会: the year of an event.
        let year = lexed.digits == 4 && lexed.scale == 0 && lexed.printed.exponent == 0;
        let event = year
            && (1990..2040).contains(&lexed.printed.mantissa)
            && next.is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c) && !matches!(c, '余' | '多' | '至' | '到'));
        let code = next.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '#' | '_' | '@'));
        code || event || version || lexed.digits > 12
    }

    /// 1. 2、 (3) in running text: the number of an item, not a figure.
    pub(super) fn is_numbering(&self, start: usize) -> bool {
        let rest = &self.text[start..];
        let digits = rest.chars().take(3).take_while(|c| arabic(*c).is_some());
        let (count, len) = digits.fold((0, 0), |(count, len), c| (count + 1, len + c.len_utf8()));
        if !(1..=2).contains(&count) {
            return false;
        }
        let tail = &rest[len..];
        let before = self.text[..start].trim_end().chars().next_back();
        let opens = before.is_none_or(|c| matches!(c, '。' | '；' | ';' | '：' | ':' | '，' | ','));
        let bracket = matches!(before, Some('（' | '(')) && tail.starts_with(['）', ')']);
        let mut marks = tail.chars();
        let point = matches!(marks.next(), Some('.' | '．' | '、' | '）' | ')'));
        bracket || (opens && point && marks.next().is_none_or(|c| arabic(c).is_none()))
    }
}
