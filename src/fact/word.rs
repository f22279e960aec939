//! The period that a word names: 去年, 五年来, 三年累计, “十四五”时期.
//!
//! Owns how the words of the lexicon become years of the report. Which of the times of a sentence governs a figure is in
//! [`super::period`] and the walk through the sentence.

use super::frame::Frame;
use super::{Extent, Period};
use crate::lexicon::Lexicon;
use crate::lexicon::clauses::MarkKind;
use crate::lexicon::entries::Plan;
use crate::span::Span;

/// Years of a term.
const TERM: i32 = 5;

/// Characters behind a number of years in which a superlative compares with them.
const NEAR: usize = 8;

/// A word of a sentence that says when.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    /// The prose.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
    /// What it says.
    pub kind: MarkKind,
    /// The period of a figure about which nothing is said.
    pub default: Period,
}

impl Said<'_> {
    /// The period, and whether it says the year itself.
    pub fn period(self, frame: &Frame, lexicon: &Lexicon) -> Option<(Period, bool)> {
        let own = self.default.to.or(self.default.from);
        match self.kind {
            MarkKind::Last => year(frame.review, Extent::Year),
            MarkKind::This => year(frame.this, Extent::Year),
            MarkKind::Next => year(frame.this.map(|y| y + 1), Extent::Year),
            MarkKind::LastEnd => year(frame.review, Extent::AsOf),
            MarkKind::ThisEnd => year(frame.this, Extent::AsOf),
            MarkKind::Year => Some((of(own, None, Extent::Year), false)),
            MarkKind::End => Some((of(own, None, Extent::AsOf), false)),
            MarkKind::Since => Some((of(None, own, Extent::Cumulative), false)),
            MarkKind::Five => self.five(frame),
            MarkKind::FiveSum => {
                let years = count(self.words()).unwrap_or(TERM);
                Some((self.up_to(frame, years, Extent::Cumulative), false))
            }
            MarkKind::Years => self.years(frame, lexicon),
            MarkKind::Ago => {
                let years = count(self.words()).unwrap_or(TERM);
                Some((of(frame.review.map(|y| y - years), None, Extent::AsOf), false))
            }
            MarkKind::NextFive => {
                let last = count(self.words()).unwrap_or(TERM) - 1;
                let to = frame.coming.map(|y| y + last);
                Some((of(frame.coming, to, Extent::Cumulative), false))
            }
            MarkKind::FirstHalf => self.part(1, 6),
            MarkKind::SecondHalf => self.part(7, 12),
            MarkKind::Quarter1 => self.part(1, 3),
            MarkKind::Quarter2 => self.part(4, 6),
            MarkKind::Quarter3 => self.part(7, 9),
            MarkKind::Quarter4 => self.part(10, 12),
            MarkKind::Quarters3 => self.part(1, 9),
            MarkKind::FiveYearPlan => self.plan(frame, lexicon),
            _ => None,
        }
    }

    fn words(&self) -> &str {
        self.span.of(self.text)
    }

    /// A part of the year of the section.
    fn part(self, first: u8, last: u8) -> Option<(Period, bool)> {
        let year = self.default.to.or(self.default.from);
        let period = Period {
            months: Some((first, last)),
            ..of(year, None, Extent::Year)
        };
        Some((period, false))
    }

    /// The last years that the report reviews, or behind the turn the first ones that it looks forward to.
    fn up_to(self, frame: &Frame, years: i32, extent: Extent) -> Period {
        of(frame.review.map(|y| y - years + 1), frame.review, extent)
    }

    /// 五年来. 十年来首次, 五年来最高, 是近几年增幅最大的 compare; 近年来 and, in a report of one year, 本届政府 do not say since when.
    fn five(self, frame: &Frame) -> Option<(Period, bool)> {
        let rest = &self.text[self.span.end as usize..];
        let near = &rest[..rest.char_indices().nth(NEAR).map_or(rest.len(), |(i, _)| i)];
        let before = &self.text[..self.span.start as usize];
        let most = before.ends_with(['是', '为', '创']) && near.contains(['最', '高', '新']);
        if most || rest.starts_with(['首', '最', '新']) {
            return None;
        }
        let years = count(self.words()).or(Some(TERM).filter(|_| self.words().starts_with("本届") && frame.five_years));
        let period = match years {
            Some(years) => self.up_to(frame, years, Extent::Unknown),
            None => of(None, frame.review, Extent::Unknown),
        };
        Some((period, false))
    }

    /// 三年累计, 连续五年: as many years up to the last one; behind the turn from the first one on. 三年行动 is a name.
    fn years(self, frame: &Frame, lexicon: &Lexicon) -> Option<(Period, bool)> {
        let before = &self.text[..self.span.start as usize];
        let rest = &self.text[self.span.end as usize..];
        let number = before.ends_with(|c: char| c.is_ascii_digit() || "〇一二三四五六七八九十".contains(c));
        let row = before.ends_with("连续");
        let sums = lexicon.around.summing.at_start(rest).is_some();
        let counted = before.ends_with(|c: char| lexicon.around.counted.contains(&c));
        if number || counted || !(sums || row) {
            return None;
        }
        let years = count(self.words())?;
        let extent = if sums { Extent::Cumulative } else { Extent::Unknown };
        if frame.after_turn(self.span.start) && !row {
            let to = frame.coming.map(|y| y + years - 1);
            return Some((of(frame.coming, to, extent), false));
        }
        Some((self.up_to(frame, years, extent), false))
    }

    /// “十四五”时期. A plan alone is a name (“十四五”规划); its time is 时期 or 期间, or it stands before a comma, its end 末.
    fn plan(self, frame: &Frame, lexicon: &Lexicon) -> Option<(Period, bool)> {
        let rest = self.text[self.span.end as usize..].trim_start_matches(['”', '"', '’']);
        let plan = lexicon.plans.iter().find(|p| p.name == self.words())?;
        if rest.starts_with('末') || rest.starts_with("期末") {
            return Some((of(Some(plan.to), None, Extent::AsOf), true));
        }
        let so_far = rest.starts_with("以来");
        let time = so_far || ["时期", "期间", "五年", "，"].iter().any(|w| rest.starts_with(w));
        let last = match frame.review.filter(|review| so_far && *review >= plan.from) {
            Some(review) => review.min(plan.to),
            None => plan.to,
        };
        time.then(|| (of(Some(plan.from), Some(last), Extent::Cumulative), true))
    }
}

/// The five-year plans that a heading names as a time or a plan, with their places: “十四五”时期, 十四五规划. 十五 alone is a number.
pub fn plans_in<'a>(heading: &'a str, lexicon: &'a Lexicon) -> impl Iterator<Item = (usize, &'a Plan)> {
    let named = lexicon.marks_in(heading).filter(|(start, end, kind)| {
        let quoted = heading[..*start].ends_with(['“', '"', '‘', '\'']);
        let followed = ["时期", "期间", "规划", "计划"]
            .iter()
            .any(|w| heading[*end..].starts_with(w));
        *kind == MarkKind::FiveYearPlan && (quoted || followed)
    });
    named.filter_map(|(start, end, _)| {
        let plan = lexicon.plans.iter().find(|p| p.name == heading[start..end])?;
        Some((start, plan))
    })
}

/// Whether a word holds for its own clause only: 累计, 三年累计, 连续三年.
pub fn is_local(text: &str, span: Span, kind: MarkKind) -> bool {
    match kind {
        MarkKind::Since => !span.of(text).ends_with("以来"),
        MarkKind::Years | MarkKind::FiveSum => true,
        _ => false,
    }
}

fn of(from: Option<i32>, to: Option<i32>, extent: Extent) -> Period {
    Period {
        from,
        to,
        months: None,
        extent,
    }
}

fn year(year: Option<i32>, extent: Extent) -> Option<(Period, bool)> {
    Some((of(year, None, extent), year.is_some()))
}

/// The number of years in a word: 三 in 过去三年.
fn count(words: &str) -> Option<i32> {
    let before = &words[..words.rfind('年')?];
    let digits = ['两', '三', '四', '五', '六', '七', '八', '九', '十'];
    let last = before.trim_end_matches('个').chars().next_back()?;
    let han = digits.iter().position(|d| *d == last).map(|at| at as i32 + 2);
    // 10年
    han.or_else(|| {
        let start = before.len() - before.bytes().rev().take_while(u8::is_ascii_digit).count();
        before[start..].parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn the_number_of_years_is_read_from_the_word() {
        assert_eq!(count("过去五年"), Some(5));
        assert_eq!(count("两年来"), Some(2));
        assert_eq!(count("10年来"), Some(10));
        assert_eq!(count("近年来"), None);
        assert_eq!(count("本届政府"), None);
    }
}
