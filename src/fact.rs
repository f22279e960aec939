//! Facts: what each figure measures.
//!
//! Owns what a fact is: indicator, period, area, basis, aspect and prices of one figure. One fact for each figure, in the same order; what
//! could not be bound is kept as such. The way through a sentence is in [`bind`], what the document says as a whole in [`frame`]; cells of tables
//! are facts of their own ([`cell`]).
//! Equations over facts belong to [`crate::equation`] and the checks.

mod area;
mod aspect;
mod basis;
mod bind;
pub mod cell;
pub mod frame;
pub mod indicator;
pub mod key;
pub mod levels;
mod opening;
pub mod own;
mod period;
mod setting;
mod tier;
pub mod turn;
pub mod verb;
mod word;

pub use crate::lexicon::entries::Direction;
pub use bind::bind;

use crate::lexicon::Lexicon;
use crate::span::Span;
use std::cmp::Ordering;

/// What one figure measures, as far as its document tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fact {
    /// The noun phrase that names what is measured.
    pub indicator: Option<Indicator>,
    /// The direction of the verb of change that governs it.
    pub direction: Option<Direction>,
    /// That verb.
    pub verb: Option<Span>,
    /// Whether it is the value before a change: 由90.2亿元增加到96.8亿元.
    pub base: bool,
    /// Whether it bounds a class of things and is no value of theirs: 10亿元 of 产值超10亿元企业.
    pub bounds: bool,
    /// The clause it stands in: from the last mark before it to the next one after it.
    pub clause: Span,
    /// Which side of the indicator it gives.
    pub aspect: Aspect,
    /// What a share is a share of (占一般公共预算支出的), what a change is measured from (比上年), what something is higher than (高于全省).
    pub of: Option<Span>,
    /// When.
    pub period: Period,
    /// Where.
    pub area: Area,
    /// Result, estimate, goal or plan.
    pub basis: Basis,
    /// What says so; none for a result that nothing marks.
    pub basis_from: Option<BasisFrom>,
    /// At which prices.
    pub price: Price,
}

impl Fact {
    /// What it measures as a reader would write it; of a boundary, that it is one (企业产值门槛). `text` is the prose.
    pub fn name(&self, text: &str, lexicon: &Lexicon) -> Option<String> {
        const BOUNDARY: &str = "门槛";
        let name = self.indicator?.name(text, lexicon);
        Some(if self.bounds { name + BOUNDARY } else { name })
    }
}

/// The name of what is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Where it stands.
    pub span: Span,
    /// Words that belong to it and stand elsewhere: 城镇 of 城镇、农村居民人均可支配收入, 第一产业 before a shared 增加值.
    pub modifier: Option<Span>,
    /// Its entry in the lexicon, if it is listed.
    pub entry: Option<u32>,
    /// Whether it was carried over from an earlier clause.
    pub carried: bool,
    /// What a list says before all its members, where a member has other words of its own too: 新增 of 7处省级湿地公园 in
    /// 新增2处国家级、7处省级湿地公园.
    pub under: Option<Span>,
    /// Another thing that it is that of too: 建议 of 建议65件、提案101件，办复率100%.
    pub beside: Option<Span>,
}

impl Indicator {
    /// The name as a reader would write it: with the words that stand elsewhere; of a listed name that is not written out (第二产业
    /// before a shared 增加值) the canonical one; what is said of it behind it (古迹入选世界遗产) goes before it. `text` is the prose.
    pub fn name(&self, text: &str, lexicon: &Lexicon) -> String {
        let mut name = self.without_list(text, lexicon);
        if let Some(under) = self.under {
            name.insert_str(0, &plain(under.of(text)));
        }
        if let Some(beside) = self.beside {
            name.insert_str(0, &(plain(beside.of(text)) + "、"));
        }
        name
    }

    /// The name without what a list says before all its members.
    fn without_list(&self, text: &str, lexicon: &Lexicon) -> String {
        let own = self.span.of(text);
        match (self.modifier, self.entry) {
            (Some(modifier), Some(entry)) if self.span.contains(modifier) => {
                lexicon.indicators[entry as usize].name.clone()
            }
            (Some(modifier), _) if self.is_said(text, lexicon) => plain(&format!("{}的{own}", modifier.of(text))),
            (Some(modifier), _) => plain(&format!("{}{own}", modifier.of(text))),
            _ => plain(own),
        }
    }

    /// Whether its modifier is said of it behind it: 入选世界遗产 in 5处古迹入选世界遗产, not 发展基金 in 总规模45亿元的发展基金 and not
    /// 采矿业 in 制造业增加值增长8%，采矿业增长5%.
    pub fn is_said(&self, text: &str, lexicon: &Lexicon) -> bool {
        let around = &lexicon.around;
        let measure = around.dependent.is(self.span.of(text));
        let does = |words: &str| {
            around
                .actions
                .at_start(words)
                .max(around.kept.at_start(words))
                .is_some()
        };
        let lives = |words: &str| {
            let how = around.manners.at_start(words).unwrap_or(0);
            around.lived.at_start(words).is_some() || how >= 6 && !measure && does(&words[how..])
        };
        let says = |words: &str| around.predicates.at_start(words).is_some() || lives(words) || !measure && does(words);
        let behind = self.modifier.filter(|m| m.start >= self.span.end);
        behind.is_some_and(|m| says(m.of(text).trim_start_matches('“')))
    }
}

/// A name as one writes it: without the numbers of notes (制造业[15]增加值) and the spaces between its characters (烧 碱).
fn plain(name: &str) -> String {
    if name.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)) {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    if let Some((before, behind)) = without_note(name) {
        return plain(&format!("{before}{behind}"));
    }
    while let Some(open) = rest.find(['[', '［', '〔']) {
        let Some((at, end)) = rest[open..]
            .char_indices()
            .find(|(_, c)| matches!(c, ']' | '］' | '〕'))
        else {
            break;
        };
        out += &rest[..open];
        rest = &rest[open + at + end.len_utf8()..];
    }
    out += rest;
    // “便民六件实事” has lost the one that closes.
    let quotes = |mark: char| out.matches(mark).count();
    match quotes('“').cmp(&quotes('”')) {
        Ordering::Greater => out = out.replacen('“', "", 1),
        Ordering::Less => out = out.replacen('”', "", 1),
        Ordering::Equal => {}
    }
    if out.contains(char::is_whitespace) && !out.contains(|c: char| c.is_ascii_alphanumeric()) {
        out.retain(|c| !c.is_whitespace());
    }
    out
}

/// A name around the number of a note in round brackets: 标志产品（9）.
fn without_note(name: &str) -> Option<(&str, &str)> {
    let (before, inside) = name.split_once(['（', '('])?;
    let digits = inside.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = digits.strip_prefix(['）', ')'])?;
    (digits.len() < inside.len()).then_some((before, behind))
}

/// Which side of an indicator a figure gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// Its value.
    #[default]
    Level,
    /// An absolute change of its value.
    Change,
    /// A relative change.
    Growth,
    /// A change in percentage points.
    Points,
    /// A part of a whole.
    Share,
    /// A value of an indicator that is itself a rate.
    Rate,
    /// a:b:c
    Ratio,
    /// A place in an order.
    Rank,
    /// A mean relative change over several years.
    AverageGrowth,
    /// So many times another value.
    Multiple,
    /// So many things.
    Count,
}

/// The time that a figure is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The year, or the first one of several.
    pub from: Option<i32>,
    /// The last one of several.
    pub to: Option<i32>,
    /// Months of the year, first and last: (1, 11) for 1—11月, (1, 6) for the first half, (4, 6) for the second quarter.
    pub months: Option<(u8, u8)>,
    /// A year, several together, a moment.
    pub extent: Extent,
}

/// What kind of time it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// Nobody says.
    #[default]
    Unknown,
    /// One year or a part of it.
    Year,
    /// Everything since a start: 五年来, “十四五”期间, 累计.
    Cumulative,
    /// A moment: 年末, 截至9月底.
    AsOf,
}

/// The area that a figure is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// That of the document: 全市 in a report of a city, or nothing said.
    #[default]
    Own,
    /// Another one, where it is named: 全国, 市本级, 高新区.
    Named(Span),
}

/// Whether a figure has happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// It has.
    #[default]
    Result,
    /// It probably has: 预计, 初步核算.
    Estimate,
    /// It shall: 力争, 预期目标.
    Goal,
    /// It is planned: 计划, 预算.
    Plan,
}

/// What tells the basis of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BasisFrom {
    /// It stands behind the turn of the report from review to goals.
    Turn,
    /// A verb of its clause.
    Verb,
    /// The heading above it.
    Heading,
    /// Its period, or a mark of the past in its clause.
    Clause,
}

/// The prices that an amount or a growth is told at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Price {
    /// Nobody says, or it is no money.
    #[default]
    Unknown,
    /// Those of the year.
    Current,
    /// Those of a base year (不变价, 实际增长).
    Constant,
    /// On a comparable basis (可比口径, 同口径).
    Comparable,
}
