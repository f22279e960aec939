//! Which years a heading or the first words of a sentence speak of: 一、过去五年和2021年工作回顾, 各位代表，刚刚过去的2021年，….
//!
//! Owns how these words are read. What follows from them for the paragraphs below is in [`super::setting`].

use super::frame::Frame;
use super::period::{self, Mark, Place, Time};
use super::{Extent, Period, word};
use crate::figure::{Figure, Hedge, Value};
use crate::lexicon::Lexicon;
use crate::lexicon::clauses::MarkKind;
use crate::lexicon::entries::Plan;
use crate::search::sparse::Sparse;
use crate::span::Span;

/// Years that a text speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Years {
    /// One.
    One(i32),
    /// From the first to the last.
    Several(i32, i32),
}

/// How a sentence opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The years that it speaks of.
    pub years: Years,
    /// Whether a year by its number is all that says so: 2021年，….
    pub bare: bool,
    /// Where these words end.
    pub end: u32,
}

/// Reads openings of one document.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The prose.
    pub text: &'a str,
    /// Its marks.
    pub sparse: &'a Sparse,
    /// Its figures.
    pub figures: &'a [Figure],
    /// Its years and its turn.
    pub frame: &'a Frame,
    /// The vocabulary.
    pub lexicon: &'a Lexicon,
}

/// Bytes behind the first words in which the years are named.
const WINDOW: usize = 60;
/// Bytes of a first clause that ends with the years (第十届人民代表大会第一次会议以来的五年，…).
const CLAUSE: usize = 120;
/// Bytes behind a plan in which its end is told (“十二五”规划胜利收官).
const CLOSING: usize = 60;
/// Characters of a line that may head a chapter.
const LINE: usize = 40;
/// Years of a term.
const TERM: i32 = 5;

impl<'a> Reader<'a> {
    /// The periods that a heading names, in order. One that is not of the first rank names them at its beginning.
    pub fn heading(&self, heading: Span, top: bool) -> Vec<Period> {
        let words = heading.of(self.text);
        let begins = heading.start + self.lead_in(words).0 as u32;
        let mut named: Vec<(u32, Period)> = self
            .times(heading, heading.end)
            .iter()
            .filter_map(|t| Some((t.span.start, self.years(t, false)?.period())))
            .collect();
        // “十四五”开局 is its first year.
        let opens = self
            .lexicon
            .around
            .plan_openings
            .iter()
            .any(|w| words.contains(w.as_str()));
        for (at, plan) in word::plans_in(words, self.lexicon) {
            let years = match opens && Some(plan.from) == self.frame.coming {
                true => Years::One(plan.from),
                false => Years::Several(plan.from, self.until(plan.from, plan.to, heading.start)),
            };
            let period = years.period();
            if !named
                .iter()
                .any(|(_, p)| p.to.is_some() == period.to.is_some() && p.from == period.from)
            {
                named.push((heading.start + at as u32, period));
            }
        }
        named.sort_by_key(|(at, _)| *at);
        named.retain(|(at, _)| top || at.saturating_sub(begins) <= '“'.len_utf8() as u32);
        // “十四五”主要目标和2035年远景目标
        if let Some(last) = named.iter().filter_map(|(_, p)| p.to).max() {
            named.retain(|(_, p)| p.to.is_some() || p.from <= Some(last));
        }
        named.into_iter().map(|(_, p)| p).collect()
    }

    /// What the first words of a sentence say.
    pub fn sentence(&self, sentence: Span) -> Option<Opening> {
        let words = sentence.of(self.text);
        let (lead, turned) = self.lead_in(words);
        let begins = sentence.start + lead as u32;
        let until = self
            .text
            .ceil_char_boundary(begins as usize + WINDOW)
            .min(sentence.end as usize) as u32;
        let times = match self.may_begin_with_time(begins, until) {
            true => self.times(sentence, until),
            false => Vec::new(),
        };
        let opening = times
            .iter()
            .find(|t| t.span.start >= begins && t.span.start - begins <= '“'.len_utf8() as u32)
            .and_then(|t| {
                let dated = self.text.as_bytes()[t.span.start as usize].is_ascii_digit();
                Some(Opening {
                    years: self.years(t, true)?,
                    bare: dated && !turned,
                    end: t.span.end,
                })
            });
        opening
            .or_else(|| self.of_plan(sentence, begins))
            .or_else(|| self.of_term(sentence, lead))
            .or_else(|| self.of_draft(sentence, lead))
    }

    /// The years of a plan or a term that a sentence says to have ended well.
    pub fn closes(&self, sentence: Span) -> Option<Opening> {
        let words = sentence.of(self.text);
        let at = self.lexicon.around.closings.first_in(words)?;
        let from = words.floor_char_boundary(at.saturating_sub(CLOSING));
        let (start, end, kind) = self
            .lexicon
            .marks_in(&words[from..at])
            .filter(|(.., kind)| matches!(kind, MarkKind::FiveYearPlan | MarkKind::Five))
            .last()?;
        let review = self.frame.review?;
        let name = &words[from + start..from + end];
        let plan = self.lexicon.plans.iter().find(|p| p.name == name);
        let first = match (kind, plan) {
            (MarkKind::Five, _) => review - TERM + 1,
            (_, plan) => plan.filter(|plan| plan.to == review)?.from,
        };
        Some(Opening {
            years: Years::Several(first, review),
            bare: false,
            end: sentence.start + at as u32,
        })
    }

    /// Whether a paragraph that opens with a sentence speaks of the plan or the term to come.
    pub fn looks_ahead(&self, sentence: Span) -> bool {
        let Some(coming) = self.frame.coming else { return false };
        let words = sentence.of(self.text);
        let lead = self.lead_in(words).0;
        let begins = sentence.start + lead as u32;
        let opening = self
            .text
            .ceil_char_boundary(begins as usize + WINDOW)
            .min(sentence.end as usize) as u32;
        let ahead = |t: &Time| t.span.start - begins <= '“'.len_utf8() as u32 && t.period.from >= Some(coming);
        let mut times = self
            .times(sentence, opening)
            .into_iter()
            .filter(|t| t.span.start >= begins);
        if times
            .next()
            .is_some_and(|t| !t.compared && t.period.to > t.period.from && ahead(&t))
        {
            return true;
        }
        if self.spoken_plan(begins).is_some_and(|plan| plan.from >= coming) {
            return true;
        }
        let around = &self.lexicon.around;
        let says = |list: &[String]| list.iter().any(|w| words.contains(w.as_str()));
        let line = words.chars().count() <= LINE && !words.contains(['。', '，', '；', '：']);
        let mut plans = word::plans_in(words, self.lexicon);
        (line && says(&around.goal_headings) && plans.any(|(_, plan)| plan.from >= coming))
            || self
                .drafted(sentence, lead)
                .is_some_and(|years| years.period().from >= Some(coming))
    }

    /// The years of the plan whose draft a sentence begins with behind its lead-in: 根据…，编制了《…第十四个五年规划纲要（草案）》.
    fn drafted(&self, sentence: Span, lead: usize) -> Option<Years> {
        let words = sentence.of(self.text);
        let around = &self.lexicon.around;
        around.drafting.at_start(&words[lead..])?;
        around.drafts.iter().find(|w| words.contains(w.as_str()))?;
        // 第十四个五年 is 十四五.
        let at = words.find("个五年")?;
        let number = words[..at].rfind('第').map(|i| &words[i + '第'.len_utf8()..at])?;
        let plan = self
            .lexicon
            .plans
            .iter()
            .find(|p| p.name.strip_suffix('五') == Some(number))?;
        Some(Years::Several(plan.from, plan.to))
    }

    /// Whether a sentence is nothing but an address.
    pub fn is_address(&self, sentence: Span) -> bool {
        let words = sentence.of(self.text).trim_start_matches('*');
        let address = self.lexicon.around.address.at_start(words);
        address.is_some_and(|len| words[len..].trim_matches(['！', '：', '*', '!', ':']).is_empty())
    }

    /// Where the first quantity of a sentence stands.
    pub fn first_quantity(&self, sentence: Span) -> Option<u32> {
        let first = self.figures.partition_point(|f| f.span.start < sentence.start);
        let mut within = self.figures[first..].iter().take_while(|f| f.span.end <= sentence.end);
        let quantity = within.find(|f| f.is_quantity() && !f.passing && f.hedge != Hedge::Class)?;
        Some(quantity.span.start)
    }

    /// The bytes of marks, address and turning words at the beginning (——各位代表，回顾), and whether a turning word is among them.
    fn lead_in(&self, words: &str) -> (usize, bool) {
        let around = &self.lexicon.around;
        let mut rest = words;
        let mut turned = false;
        loop {
            let bare = rest.trim_start_matches(is_lead_mark);
            let bare = around.address.at_start(bare).map_or(bare, |len| &bare[len..]);
            // 刚刚过去的一年 is a time, not a turning word and 一年.
            let time = || self.lexicon.mark_at_start(bare).map_or(0, |(len, _)| len);
            let turn = around.turning.at_start(bare).filter(|len| *len >= time());
            let next = turn.map_or(bare, |len| &bare[len..]);
            turned |= next.len() < bare.len();
            if next.len() == rest.len() {
                return (words.len() - rest.len(), turned);
            }
            rest = next;
        }
    }

    /// Whether a date or a word of time stands where a sentence begins, or behind an opening quote there. Most begin otherwise, and their
    /// times need not be read.
    fn may_begin_with_time(&self, begins: u32, until: u32) -> bool {
        let last = begins as usize + '“'.len_utf8();
        let first = self.figures.partition_point(|f| f.span.start < begins);
        let dated = self.figures.get(first).is_some_and(|f| f.span.start as usize <= last);
        let words = &self.text[begins as usize..until as usize];
        let mut places = words
            .char_indices()
            .map(|(at, _)| at)
            .take_while(|at| begins as usize + at <= last);
        dated || places.any(|at| self.lexicon.mark_at_start(&words[at..]).is_some())
    }

    /// The times of a sentence up to a place.
    fn times(&self, sentence: Span, until: u32) -> Vec<Time> {
        let place = Place::of(self.text, sentence, self.sparse);
        let before = Span { end: until, ..sentence };
        let marks: Vec<Mark> = period::marks(
            Place {
                sentence: before,
                ..place
            },
            self.lexicon,
        );
        let first = self.figures.partition_point(|f| f.span.start < sentence.start);
        let last = self.figures.partition_point(|f| f.span.end <= until);
        let dates = &self.figures[first..last.max(first)];
        let dates = dates.iter().any(|f| matches!(f.value, Value::Date(_))).then_some(dates);
        if marks.is_empty() && dates.is_none() {
            return Vec::new();
        }
        let default = Period::default();
        period::times(
            place,
            dates.unwrap_or_default(),
            &marks,
            self.frame,
            default,
            self.lexicon,
        )
    }

    /// The years of a time that running text may speak of from here on; of a paragraph none that lie on the other side of the turn.
    fn years(&self, time: &Time, running: bool) -> Option<Years> {
        let Period {
            from,
            to,
            months,
            extent,
        } = time.period;
        let from = from?;
        if time.compared || months.is_some() || extent == Extent::AsOf || time.until.is_some() {
            return None;
        }
        let place = time.span.start;
        let last = to.unwrap_or(from);
        let (review, coming) = (self.frame.review?, self.frame.coming?);
        // Running text goes on about what is reviewed or looked forward to, not about “九五”期间 or 2012—2016年.
        let fits = match self.frame.after_turn(place) {
            true => last > review,
            false => from <= review && last >= review,
        };
        if running && !fits {
            return None;
        }
        match to {
            Some(to) => Some(Years::Several(from, self.until(from, to, place))),
            None if running && from != review && from != coming => None,
            None => Some(Years::One(from)),
        }
    }

    /// The last of several years as far as they have been, before the turn.
    fn until(&self, from: i32, to: i32, place: u32) -> i32 {
        match self.frame.review {
            Some(review) if !self.frame.after_turn(place) && from <= review => to.min(review),
            _ => to,
        }
    }

    /// The plan that a place names in quotes and speaks of: “十四五”是…, not “十四五”规划.
    fn spoken_plan(&self, place: u32) -> Option<&Plan> {
        let words = self.text[place as usize..].strip_prefix(['“', '"', '‘'])?;
        let (len, kind) = self.lexicon.mark_at_start(words)?;
        let behind = words[len..].strip_prefix(['”', '"', '’'])?;
        let names = self.lexicon.around.plan_nouns.at_start(behind).is_some();
        let plan = self.lexicon.plans.iter().find(|p| p.name == words[..len]);
        plan.filter(|_| kind == MarkKind::FiveYearPlan && !names)
    }

    fn of_plan(&self, sentence: Span, begins: u32) -> Option<Opening> {
        let plan = self.spoken_plan(begins)?;
        let fits = match self.frame.after_turn(sentence.start) {
            true => Some(plan.to) > self.frame.review,
            false => Some(plan.to) == self.frame.review,
        };
        fits.then_some(Opening {
            years: Years::Several(plan.from, plan.to),
            bare: false,
            end: begins,
        })
    }

    fn of_draft(&self, sentence: Span, lead: usize) -> Option<Opening> {
        let ahead = self.frame.after_turn(sentence.start);
        let years = ahead.then(|| self.drafted(sentence, lead)).flatten()?;
        Some(Opening {
            years,
            bare: false,
            end: sentence.end,
        })
    }

    /// The years of a term that ends a first clause: …第一次会议以来的五年，是….
    fn of_term(&self, sentence: Span, lead: usize) -> Option<Opening> {
        let words = &sentence.of(self.text)[lead..];
        let start = sentence.start + lead as u32;
        let review = self.frame.review.filter(|_| !self.frame.after_turn(start))?;
        // A longer clause ends with no term.
        let near = &words[..words.floor_char_boundary(CLAUSE + '，'.len_utf8())];
        let clause = &near[..near.find(['，', '。', '：', '！'])?];
        let ends = self.lexicon.around.terms.iter().any(|w| clause.ends_with(w.as_str()));
        (ends && clause.len() <= CLAUSE).then_some(Opening {
            years: Years::Several(review - TERM + 1, review),
            bare: false,
            end: start + clause.len() as u32,
        })
    }
}

/// Whether a character stands before the first word of a sentence and is none.
fn is_lead_mark(c: char) -> bool {
    matches!(
        c,
        '*' | '#' | '—' | '－' | '-' | '●' | '■' | '◆' | '，' | '！' | '：' | ',' | '!' | ':'
    ) || c.is_whitespace()
}

impl Years {
    /// Whether they are two or three: less than a plan or a term.
    pub fn are_few(self) -> bool {
        matches!(self, Self::Several(from, to) if to - from < TERM - 2)
    }

    /// As the period of a paragraph: of several years nobody says whether a figure is their sum.
    pub fn period(self) -> Period {
        let (from, to, extent) = match self {
            Self::One(year) => (year, None, Extent::Year),
            Self::Several(from, to) => (from, Some(to), Extent::Unknown),
        };
        Period {
            from: Some(from),
            to,
            extent,
            ..Period::default()
        }
    }
}
