//! The years of a figure where one time does not tell them: averages, changes from an earlier year, values before and after a change.
//!
//! Owns what several years that a sentence or its paragraph is about mean for one figure, and which time holds on for the next sentence. The
//! times themselves are read in [`super::super::period`].

use super::super::period::Time;
use super::super::{Aspect, Extent, Fact, Period};
use super::{Walk, is_date};
use crate::figure::{Figure, Form};
use crate::lexicon::entries::StockOrFlow;
use crate::span::Span;

impl Walk<'_> {
    /// The period of a figure. `governing` is the time that governs it, `lead` are the words before it.
    pub(super) fn spread(&self, told: &Figure, fact: &Fact, governing: Option<&Time>, lead: Span) -> Period {
        let figure = told.span;
        let period = fact.period;
        if fact.base {
            let before = self.range(lead.end).and_then(|(from, _)| from);
            return match (governing, before) {
                (None, Some(first)) => at_end(first - 1),
                (None, None) if told.form != Form::Bare || told.number.of(self.text).ends_with(['万', '亿']) => {
                    self.year_before(lead).unwrap_or(period)
                }
                _ => period,
            };
        }
        if period.months.is_some() {
            return period;
        }
        let last = period.to.or(period.from);
        if self.is_average(fact, lead) && period.to.is_none() {
            return last.map_or(period, |last| self.averaged(period, last, lead));
        }
        let changed = matches!(fact.aspect, Aspect::Growth | Aspect::Points | Aspect::Change);
        if changed && let Some(last) = last {
            let since = self.compared_year(lead).filter(|since| *since < last - 1);
            return since.map_or(period, |since| several(since + 1, last));
        }
        match (period.from, period.to) {
            (Some(_), Some(to)) if self.is_reached(figure, fact, lead) => at_end(to),
            (Some(_), Some(to)) if governing.is_none() && self.is_listed_stock(told, fact, lead) => at_end(to),
            (Some(_), Some(to)) if self.goes_on_reached(fact, lead, to) => at_end(to),
            (Some(_), Some(to)) if !self.made && self.is_compared_to_year(figure, fact) => at_end(to),
            _ => period,
        }
    }

    /// The time that holds for the next sentences of the paragraph: the one that this opens with, else the one that held before. Several
    /// years hold on behind one of them.
    pub(super) fn standing(&self) -> Option<Time> {
        let started = |t: &Time| self.text[..t.span.start as usize].ends_with(['从', '由', '自']);
        // 12月份，…: the next sentence speaks of the year again.
        let month = |t: &Time| !self.first && t.period.months.is_some_and(|(from, to)| from == to);
        let lasts = |t: &&Time| {
            !month(t) && !t.compared && !t.local && t.until.is_none() && !self.spent.contains(&t.span) && !started(t)
        };
        let Some(first) = self.times.iter().find(lasts) else {
            return self.held;
        };
        let before = &self.text[self.sentence.start as usize..first.span.start as usize];
        let opens = !before.contains(['，', ',', '；', '、']) && (first.said || first.period.to.is_some());
        if !opens {
            return self.held;
        }
        let reviewed = !self.frame.after_turn(self.sentence.start);
        let within = |t: &Time| {
            reviewed && first.period.to.is_some() && t.period.to.is_none() && t.period.from <= first.period.to
        };
        let last = self.times.iter().rfind(|t| t.said && lasts(t) && !within(t));
        let time = *last.unwrap_or(first);
        (self.first || self.lasts_on(&time)).then_some(time)
    }

    /// Whether a time that opens a later sentence of its paragraph is more than that of one event (2018年，…): several years, or one that the
    /// report is about.
    fn lasts_on(&self, time: &Time) -> bool {
        let about = [self.frame.review, self.frame.coming, self.default.to];
        time.period.to.is_some() || about.contains(&time.period.from)
    }

    /// The time behind a figure that says when its clause happened: 832名贫困人口于2016年脱贫.
    pub(super) fn behind(&self, end: u32) -> Option<Time> {
        let next = self.times.partition_point(|t| t.span.start < end);
        let time = self.times.get(next).filter(|t| t.said && !t.compared)?;
        let between = self.text[end as usize..time.span.start as usize].strip_suffix('于')?;
        (!between.contains(['，', '。', '；', '：', '（', ','])).then_some(*time)
    }

    /// The several years that a place is about: by the last time of its sentence that names some, else by its paragraph.
    fn range(&self, place: u32) -> Option<(Option<i32>, i32)> {
        let times = &self.times[..self.times.partition_point(|t| t.span.end <= place)];
        let said = times
            .iter()
            .rev()
            .chain(&self.held)
            .find(|t| !t.compared && t.period.to.is_some());
        let period = said.map_or(self.default, |t| t.period);
        period.to.map(|to| (period.from, to))
    }

    /// The years of a mean that goes up to one year.
    fn averaged(&self, period: Period, last: i32, lead: Span) -> Period {
        let since = self.earlier(last, lead).map(|year| year + 1);
        let around = self
            .range(lead.end)
            .filter(|(_, to)| *to >= last)
            .and_then(|(from, _)| from);
        let review = self.frame.review.filter(|_| self.frame.several());
        let term = review.filter(|review| *review == last).map(|year| year - 4);
        let ahead = self.frame.coming.filter(|coming| *coming < last);
        match since.or(around).or(term).or(ahead).filter(|first| *first < last) {
            Some(first) => several(first, last),
            None => period,
        }
    }

    /// The last year before a figure in its sentence that lies at least two before another one.
    fn earlier(&self, last: i32, lead: Span) -> Option<i32> {
        let times = &self.times[..self.times.partition_point(|t| t.span.end <= lead.end)];
        let years = times
            .iter()
            .rev()
            .filter(|t| t.compared || self.spent.contains(&t.span));
        years
            .filter_map(|t| t.period.to.or(t.period.from))
            .find(|year| *year < last - 1)
    }

    /// The year that a change is measured from, when its clause names one: 比2015年增长.
    fn compared_year(&self, lead: Span) -> Option<i32> {
        let times = &self.times[..self.times.partition_point(|t| t.span.end <= lead.end)];
        let time = times
            .iter()
            .rev()
            .find(|t| t.span.start >= self.clause_start && t.compared)?;
        let before = self.text[..time.span.start as usize].trim_end_matches(['“', '"', ' ']);
        (before.ends_with(['比', '较']) && time.period.months.is_none())
            .then_some(time.period.to.or(time.period.from))
            .flatten()
    }

    fn is_average(&self, fact: &Fact, lead: Span) -> bool {
        fact.aspect == Aspect::AverageGrowth
            || matches!(fact.aspect, Aspect::Points | Aspect::Change) && lead.of(self.text).contains("年均")
    }

    /// Whether a figure is what there is at the end of several years: 提高到, a level that 达到, a rate that was not 控制在.
    fn is_reached(&self, figure: Span, fact: &Fact, lead: Span) -> bool {
        let rate = matches!(fact.aspect, Aspect::Rate | Aspect::Share);
        let raised = fact.verb.is_some() && fact.direction.is_none();
        // 三次产业结构调整为9:41:50, 差距缩小到1.9倍
        let structure = raised && fact.aspect == Aspect::Multiple
            || fact.aspect == Aspect::Ratio && (raised || lead.of(self.text).trim_end().ends_with(['为', '到', '至']));
        // 年均出生率和增长率为10.7‰和6.1‰: means of all years.
        let joined = matches!(lead.of(self.text).trim(), "和" | "、" | "与" | "及");
        let before = self
            .previous
            .as_ref()
            .filter(|before| joined && before.aspect == fact.aspect);
        let mean = before.is_some_and(|before| before.period.to.is_some()) || lead.of(self.text).contains("年均");
        if rate && mean {
            return false;
        }
        let level = rate || structure || matches!(fact.aspect, Aspect::Level | Aspect::Count);
        if !level || (self.made && !rate) {
            return false;
        }
        let around = &self.lexicon.around;
        let (words, own) = (lead.of(self.text).trim_end(), figure.of(self.text));
        // 突破50% is one figure.
        let reached = around.reached.at_end(words).or(around.reached.at_start(own)).is_some();
        let kept = || {
            around
                .steady
                .iter()
                .any(|w| words.contains(w.as_str()) || own.starts_with(w.as_str()))
        };
        let own_rate = fact.aspect == Aspect::Rate && !kept();
        raised || own_rate || (rate && reached) || (reached && !self.counted_behind && !self.is_summed(fact))
    }

    /// Whether a level is compared with that of one year: 企业1220家，比2015年增加274家.
    fn is_compared_to_year(&self, figure: Span, fact: &Fact) -> bool {
        let rest = &self.text[figure.end as usize..self.sentence.end as usize];
        let year = rest
            .strip_prefix(['，', '、'])
            .and_then(|rest| rest.strip_prefix(['比', '较']));
        let level = matches!(fact.aspect, Aspect::Level | Aspect::Count | Aspect::Rate);
        level && year.is_some_and(|rest| rest.starts_with("19") || rest.starts_with("20"))
    }

    /// Whether a figure is the second of what two things reached, or a part of it: 其中出口287亿美元 behind 进出口总额达到422亿美元.
    fn goes_on_reached(&self, fact: &Fact, lead: Span, last: i32) -> bool {
        let words = lead.of(self.text).trim();
        let joined = matches!(words, "和" | "、" | "与" | "及") || words.starts_with("其中") && !self.counted_behind;
        let level = matches!(fact.aspect, Aspect::Level | Aspect::Rate | Aspect::Share) && !self.made;
        let before = self.previous.as_ref().filter(|before| before.aspect == fact.aspect);
        // 合同和实际利用外资分别为167亿美元、133亿美元 are sums of all years.
        let entry = fact
            .indicator
            .and_then(|name| name.entry)
            .map(|e| &self.lexicon.indicators[e as usize]);
        let flow = entry.is_some_and(|entry| entry.kind == Some(StockOrFlow::Flow) && !entry.name.contains("人均"));
        let joined = joined && (!flow || words.starts_with("其中"));
        joined && level && before.is_some_and(|before| before.period == at_end(last))
    }

    /// Whether what reaches a value in several years may be their sum.
    fn is_summed(&self, fact: &Fact) -> bool {
        fact.period.extent == Extent::Cumulative || self.is_spent(fact)
    }

    /// Whether a fact is told in sums: 投资.
    pub(super) fn is_spent(&self, fact: &Fact) -> bool {
        let name = fact.indicator.map_or("", |i| i.span.of(self.text));
        self.lexicon.around.spent.at_end(name).is_some()
    }

    /// The value before a change in one year: 由36家增加到52家 began at the end of the year before.
    fn year_before(&self, lead: Span) -> Option<Period> {
        let times = &self.times[..self.times.partition_point(|t| t.span.end <= lead.end)];
        let time = times.iter().rfind(|t| !t.compared && !self.spent.contains(&t.span));
        let period = time.or(self.held.as_ref()).map_or(self.default, |t| t.period);
        let one = period.to.is_none() && period.months.is_none();
        let bare = lead.of(self.text).trim_end().ends_with(['由', '从']);
        period.from.filter(|_| one && bare).map(|year| at_end(year - 1))
    }

    /// Whether a review of several years lists what there is at their end: 示范园区9个 with no verb that makes it.
    fn is_listed_stock(&self, figure: &Figure, fact: &Fact, lead: Span) -> bool {
        let Some(name) = fact.indicator.filter(|_| !self.made && !self.counted_behind) else {
            return false;
        };
        let places = matches!(figure.unit.name.as_str(), "家" | "个" | "户" | "座" | "处" | "所");
        let whole = super::whole(name);
        let words = whole.of(self.text);
        let around = &self.lexicon.around;
        let direct = whole.end as usize == lead.start as usize + lead.of(self.text).trim_end().len();
        let lasting = [
            "企业",
            "主体",
            "工厂",
            "园区",
            "示范区",
            "基地",
            "机构",
            "馆",
            "站",
            "商标",
            "学校",
            "医院",
            "院校",
        ];
        places
            && direct
            && lasting.iter().any(|w| words.ends_with(w))
            && fact.verb.is_none()
            && name.under.is_none()
            && around.kept.first_in(words).is_none()
            && around.actions.first_in(words).is_none()
            && around.no_subject.at_start(words).is_none()
            && !self.is_made(name)
    }

    /// Whether the figure before this one is the date of a value before a change.
    pub(super) fn previous_base_date(&self, i: usize) -> bool {
        i > 0 && is_date(&self.figures[i - 1]) && {
            let before = Span {
                start: if i > 1 {
                    self.figures[i - 2].span.end
                } else {
                    self.sentence.start
                },
                end: self.figures[i - 1].span.start,
            };
            is_base(before.of(self.text), &self.lexicon.around.per)
        }
    }

    /// Whether a time alone stands between 由 and the figure: 从“十二五”末23121元, 从五年前的7种.
    pub(super) fn opens_change(&self, lead: Span) -> bool {
        let times = &self.times[..self.times.partition_point(|t| t.span.end <= lead.end)];
        times.last().is_some_and(|t| {
            let before = self.text[..t.span.start as usize].trim_end_matches('“');
            before.ends_with(['由', '从'])
                && self.is_bare(Span {
                    start: t.span.end,
                    ..lead
                })
        })
    }

    /// Whether nothing but 的, 末 or what a value is counted by (每人每月) stands between a time and a figure.
    pub(super) fn is_bare(&self, between: Span) -> bool {
        let mut words = between.of(self.text).trim();
        while let Some(len) = self.lexicon.around.per.at_end(words) {
            words = &words[..words.len() - len];
        }
        trim_date(words).trim_start_matches('”').is_empty()
    }
}

/// Whether the words before a figure make it the start of a change: 由, 从, 由上年的, 从每人每年.
pub(super) fn is_base(words: &str, per: &crate::lexicon::clauses::Affixes) -> bool {
    let mut words = words.trim();
    while let Some(len) = per.at_end(words) {
        words = &words[..words.len() - len];
    }
    trim_date(words).trim_end_matches(['上', '去']).ends_with(['由', '从'])
}

/// What may stand between a date and the figure of that date.
fn trim_date(words: &str) -> &str {
    words
        .trim()
        .trim_end_matches(['的', '年', '末', '底', '初', '”', '时', '期'])
}

fn at_end(year: i32) -> Period {
    Period {
        from: Some(year),
        extent: Extent::AsOf,
        ..Period::default()
    }
}

fn several(from: i32, to: i32) -> Period {
    Period {
        from: Some(from),
        to: Some(to),
        ..Period::default()
    }
}
