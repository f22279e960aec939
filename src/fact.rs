//! Facts: what each figure measures.
//!
//! Owns the binding of a figure to its indicator and the verb that gives a change its sign. One fact for each figure, in the same
//! order; what could not be bound is kept as such. How a name is found in a clause is in [`indicator`], a verb in [`verb`].
//! Equations over facts belong to [`crate::equation`] and the checks.

pub mod indicator;
pub mod verb;

pub use crate::lexicon::entries::Direction;

use crate::figure::{Figure, Form};
use crate::lexicon::Lexicon;
use crate::outline::Outline;
use crate::source::Document;
use crate::span::Span;

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
    /// The clause it stands in: from the last mark before it to the next one after it.
    pub clause: Span,
    /// Which side of the indicator it gives.
    pub aspect: Aspect,
    /// What a share is a share of (占一般公共预算支出的), what a change is measured from (比上年).
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
}

impl Indicator {
    /// The name as a reader would write it: the modifier that stands elsewhere in front. `text` is the prose.
    pub fn name(&self, text: &str) -> String {
        let own = self.span.of(text);
        match self.modifier {
            Some(modifier) => format!("{}{own}", modifier.of(text)),
            None => own.to_owned(),
        }
    }
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

/// Binds every figure. Cannot fail.
pub fn bind(document: &Document, outline: &Outline, figures: &[Figure], lexicon: &Lexicon) -> Vec<Fact> {
    let mut facts = Vec::with_capacity(figures.len());
    let mut next = 0;
    for sentence in &outline.sentences {
        while next < figures.len() && figures[next].span.start < sentence.span.start {
            facts.push(Fact::default());
            next += 1;
        }
        let start = next;
        while next < figures.len() && figures[next].span.end <= sentence.span.end {
            next += 1;
        }
        bind_sentence(
            &document.text,
            sentence.span,
            &figures[start..next],
            lexicon,
            &mut facts,
        );
    }
    facts.resize(figures.len(), Fact::default());
    facts
}

fn bind_sentence(text: &str, sentence: Span, figures: &[Figure], lexicon: &Lexicon, facts: &mut Vec<Fact>) {
    let mut clause_start = sentence.start;
    let mut previous_end = sentence.start;
    let mut previous: Option<Fact> = None;
    for (i, figure) in figures.iter().enumerate() {
        let gap = Span {
            start: previous_end,
            end: figure.span.start.max(previous_end),
        };
        if let Some(mark) = gap.of(text).rfind(is_clause_mark) {
            let width = gap.of(text)[mark..].chars().next().map_or(0, char::len_utf8);
            clause_start = gap.start + (mark + width) as u32;
        }
        let lead = Span {
            start: clause_start.max(previous_end),
            end: gap.end,
        };
        let next_start = figures.get(i + 1).map_or(sentence.end, |f| f.span.start);
        let clause = Span {
            start: clause_start,
            end: clause_end(text, figure.span.end, next_start, sentence.end, &figures[i + 1..]),
        };
        let mut fact = bind_figure(text, lead, figure, lexicon, previous.as_ref());
        fact.clause = clause;
        // 由2019年的90.2亿元: the date stands between.
        let dated = facts.last().is_some_and(|f| f.base) && i > 0 && is_date(&figures[i - 1]);
        fact.base |= dated && trim_date(lead.of(text)).is_empty();
        previous_end = figure.span.end;
        // A date names no subject; what was measured before it goes on behind it.
        if !is_date(figure) || fact.indicator.is_some() {
            previous = Some(fact.clone());
        }
        facts.push(fact);
    }
}

fn bind_figure(text: &str, lead: Span, figure: &Figure, lexicon: &Lexicon, previous: Option<&Fact>) -> Fact {
    let words = lead.of(text).trim();
    if let (true, Some(before)) = (matches!(words, "、" | "和" | "与" | "及" | "以及"), previous) {
        return before.clone();
    }
    if matches!(figure.form, Form::Date | Form::Year | Form::Ordinal) {
        return Fact {
            indicator: indicator::find(text, lead, lexicon),
            base: is_base(words),
            ..Fact::default()
        };
    }
    let verb = verb::find(text, lead, lexicon);
    let head = Span {
        start: lead.start,
        end: verb.as_ref().map_or(lead.end, |v| v.span.start),
    };
    let named = indicator::find(text, head, lexicon);
    // 收入由90.2亿元增加到96.8亿元: both are named by the one name, the second is what it is now.
    let reached = previous.is_some_and(|f| f.base) && verb.as_ref().is_some_and(|v| v.level);
    let carried = || {
        previous.and_then(|f| f.indicator).map(|i| Indicator {
            carried: i.carried || !reached,
            ..i
        })
    };
    Fact {
        indicator: named.or_else(carried),
        direction: verb.as_ref().filter(|v| !v.level).map(|v| v.direction),
        base: is_base(words),
        verb: verb.map(|v| v.span),
        ..Fact::default()
    }
}

/// Whether the words before a figure make it the start of a change: 由, 从, 由上年的.
fn is_base(words: &str) -> bool {
    trim_date(words).trim_end_matches(['上', '去']).ends_with(['由', '从'])
}

fn is_date(figure: &Figure) -> bool {
    matches!(figure.form, Form::Date | Form::Year)
}

/// What may stand between a date and the figure of that date.
fn trim_date(words: &str) -> &str {
    words.trim().trim_end_matches(['的', '年', '末', '底', '初'])
}

/// The first clause mark behind a figure that does not stand inside a later one.
fn clause_end(text: &str, from: u32, next_start: u32, sentence_end: u32, later: &[Figure]) -> u32 {
    let mut start = from;
    let mut end = next_start;
    let mut later = later.iter();
    loop {
        if let Some(mark) = text[start as usize..end.max(start) as usize].find(is_clause_mark) {
            return start + mark as u32;
        }
        let Some(figure) = later.next() else {
            return sentence_end;
        };
        start = figure.span.end;
        end = later.clone().next().map_or(sentence_end, |f| f.span.start);
    }
}

/// Marks that end a clause, in both widths. 、 does not.
fn is_clause_mark(c: char) -> bool {
    matches!(
        c,
        '，' | ',' | '；' | ';' | '：' | ':' | '。' | '！' | '？' | '（' | '(' | '）' | ')'
    )
}
