//! Kind `calendar`: dates that exist, weekdays, and years against the periods that name them.
//!
//! Owns which question a rule asks and how its answer becomes a finding. Dates are read by [`crate::figure::date`]; the questions are
//! answered in [`dates`] (one date), [`periods`] (a span of years and its length) and [`years`] (headings against their text).

mod dates;
mod periods;
mod years;

use crate::check::{Check, Compile, Context, Needs, Shown, Sink};
use crate::figure::{Figure, Value, date::Date};
use crate::finding::Finding;
use crate::lexicon::entries::Plan;
use crate::shape::Shape;
use std::ops::Range;

/// Settings of one rule.
#[derive(Clone, Debug, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// What it asks.
    pub ask: Ask,
}

/// The questions of this kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ask {
    /// Does the day, month, quarter or hour exist?
    Exists,
    /// Is it the weekday that stands behind it?
    Weekday,
    /// Are these the years of the five-year plan that is named?
    Plan,
    /// 五年来（2018—2022年）, 连续三年（2020—2022年）: are there so many years?
    Length,
    /// 从1998年到2018年的20年, 2019年3月开工…历时三年: is the span so long?
    Span,
    /// 2022年工作回顾: does the text below speak of the year of its heading?
    HeadingYear,
    /// Does 今年 mean the same year before and after the turn of the report?
    ThisYear,
}

impl Spec {
    /// The compiled check; these settings have nothing that could be faulty.
    pub fn compile(self, _cx: &mut Compile) -> Option<Box<dyn Check>> {
        Some(Box::new(Calendar::new(self)))
    }
}

/// A compiled rule.
pub struct Calendar {
    spec: Spec,
}

/// An answer that is no: offsets are bytes of the sentence in shape.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wrong {
    /// What is wrong.
    at: Range<usize>,
    /// What it disagrees with, if it stands in the text.
    with: Option<Range<usize>>,
    /// What would be right, as it would be printed; empty when that cannot be told.
    expected: String,
    /// What it is about: the plan, the period, the reason.
    about: String,
}

/// One sentence in shape with its figures.
struct Line<'a> {
    text: &'a str,
    prose: &'a str,
    figures: Vec<(usize, &'a Figure)>,
}

impl<'a> Line<'a> {
    fn new(prose: &'a str, shape: &'a Shape, figures: &'a [Figure], index: usize) -> Self {
        let range = &shape.sentences[index];
        let (start, end) = (range.start as usize, range.end as usize);
        let figures = shape
            .figures_in(start..end)
            .iter()
            .map(|(at, id)| (*at as usize - start, &figures[id.index()]))
            .collect();
        Self {
            text: shape.sentence(index),
            prose,
            figures,
        }
    }

    /// The dates and years of the sentence with their offsets.
    fn dates(&self) -> impl Iterator<Item = (usize, &'a Figure, Date)> + '_ {
        self.figures.iter().filter_map(|(at, f)| match f.value {
            Value::Date(d) => Some((*at, *f, d)),
            _ => None,
        })
    }

    /// A figure as it is printed.
    fn printed(&self, figure: &Figure) -> &'a str {
        figure.span.of(self.prose)
    }

    /// The date at an offset.
    fn date_at(&self, at: usize) -> Option<Date> {
        self.dates().find(|d| d.0 == at).map(|d| d.2)
    }

    /// The number of years or months at an offset: a whole number before 年 or 个月.
    fn duration_at(&self, at: usize) -> Option<(u32, &'a str)> {
        let found = self.figures.binary_search_by_key(&at, |f| f.0).ok()?;
        let figure = self.figures[found].1;
        let printed = figure
            .printed()
            .filter(|p| p.exponent == 0 && figure.hedge == crate::figure::Hedge::None)?;
        let number = u32::try_from(printed.mantissa).ok()?;
        Some((number, figure.unit.name.as_str()))
    }

    /// One past the figure at an offset.
    fn after(&self, at: usize) -> usize {
        at + self.text[at..].chars().next().map_or(0, char::len_utf8)
    }
}

impl Calendar {
    /// A check with the settings of a rule.
    pub fn new(spec: Spec) -> Self {
        Self { spec }
    }

    fn wrong(&self, line: &Line, plans: &[Plan]) -> Vec<Wrong> {
        match self.spec.ask {
            Ask::Exists => dates::impossible(line),
            Ask::Weekday => dates::weekdays(line),
            Ask::Plan => periods::plans(line, plans),
            Ask::Length => periods::lengths(line),
            Ask::Span => periods::spans(line),
            Ask::HeadingYear | Ask::ThisYear => Vec::new(),
        }
    }
}

impl Check for Calendar {
    fn needs(&self) -> Needs {
        match self.spec.ask {
            Ask::Weekday => Needs::any(["星期", "周", "礼拜"]),
            Ask::Plan => Needs::any(["五"]),
            Ask::Length | Ask::Span => Needs::any(["年"]),
            Ask::Exists | Ask::HeadingYear | Ask::ThisYear => Needs::All,
        }
    }

    fn slots(&self) -> Vec<String> {
        ["text", "with", "expected", "about"].map(str::to_owned).to_vec()
    }

    fn run(&self, cx: &Context, sentences: &[Shown], sink: &mut Sink) {
        match self.spec.ask {
            Ask::HeadingYear => return years::heading_years(cx, sink),
            Ask::ThisYear => return years::this_year(cx, sink),
            _ => {}
        }
        let shape = &cx.analysis.shape;
        let exists = self.spec.ask == Ask::Exists;
        let quarters = exists && shape.text.contains(dates::QUARTER);
        for shown in sentences {
            if exists && !dates::may_hold(shape, &cx.analysis.figures, shown.index(), quarters) {
                continue;
            }
            let start = shape.sentences[shown.index()].start as usize;
            let line = Line::new(&cx.document.text, shape, &cx.analysis.figures, shown.index());
            let prose = |r: &Range<usize>| shape.prose(start + r.start..start + r.end);
            for wrong in self.wrong(&line, &cx.lexicon.plans) {
                let at = prose(&wrong.at);
                let mut finding = Finding::new(sink.rule, at)
                    .slot("text", at.of(&cx.document.text))
                    .slot("expected", wrong.expected)
                    .slot("about", wrong.about.clone());
                if let Some(with) = wrong.with.as_ref().map(prose) {
                    let text = with.of(&cx.document.text);
                    finding = finding.slot("with", text).relate(with, text, "with");
                }
                sink.find(finding);
            }
        }
    }
}

#[cfg(test)]
mod tests;
