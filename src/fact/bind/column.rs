//! Rows that are printed as lines of text: 钢 3712 万吨 7.7.
//!
//! Owns when the second number of such a line is a growth: under a head that says so. Rows that are surely those of a table are read as one
//! ([`crate::source`]) and never come here.

use super::super::Indicator;
use super::Walk;
use crate::figure::Form;
use crate::span::Span;

/// Characters of a head of columns.
const HEAD: usize = 40;

/// Whether a paragraph is the head of columns of which the last is a growth: 1980年 比1979年增长％.
pub(super) fn heads_growth(words: &str) -> bool {
    let ends = [
        "增长％",
        "增长%",
        "增减％",
        "增减%",
        "增长（％）",
        "增长（%）",
        "增长(%)",
    ];
    words.len() <= HEAD * '增'.len_utf8() && ends.iter().any(|end| words.trim_end().ends_with(end))
}

/// Whether a paragraph is a row, or rows: its first line ends with a number behind a space.
pub(super) fn is_row(words: &str) -> bool {
    let line = words.lines().next().unwrap_or_default().trim_end();
    let last = line.rsplit([' ', '\u{3000}', '\t']).next().unwrap_or_default();
    let number = |c: char| c.is_ascii_digit() || matches!(c, '．' | '.' | '-' | '－' | ',' | '，');
    last.len() < line.len() && (last == "持平" || !last.is_empty() && last.chars().all(number))
}

impl Walk<'_> {
    /// The name of a row that is one character: 钢.
    pub(super) fn row_name(&self, lead: Span) -> Option<Indicator> {
        if !self.column {
            return None;
        }
        let words = lead.of(self.text);
        let name = words.trim();
        let one = name.chars().count() == 1 && name.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        let start = lead.start + (words.len() - words.trim_start().len()) as u32;
        let opens = self.text[..start as usize].ends_with('\n');
        (one && opens).then(|| Indicator {
            span: Span {
                start,
                end: start + name.len() as u32,
            },
            modifier: None,
            entry: None,
            carried: false,
            under: None,
            beside: None,
        })
    }

    /// Whether a number without a unit ends a row behind an amount.
    pub(super) fn ends_row(&self, i: usize) -> bool {
        let figure = &self.figures[i];
        if !self.column || figure.form != Form::Bare {
            return false;
        }
        let before = self.figures[..i].last().filter(|f| f.form == Form::Amount);
        let between = before.and_then(|f| self.text.get(f.span.end as usize..figure.span.start as usize));
        let beside = between.is_some_and(|words| words.trim_matches([' ', '\u{3000}', '-', '－']).is_empty());
        let rest = self.text[figure.span.end as usize..].trim_start_matches([' ', '\u{3000}', '\\']);
        beside && (rest.is_empty() || rest.starts_with('\n'))
    }
}
