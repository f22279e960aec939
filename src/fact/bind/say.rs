//! What a sentence says of a figure beside its name: period, area, basis, aspect, prices.
//!
//! Owns which of the times and areas of a sentence govern a figure. How each is read is in the modules of these names.

use super::super::period::Time;
use super::super::{Area, Aspect, Basis, BasisFrom, Extent, Fact, Indicator, Period, Price, area, aspect, basis};
use super::{Walk, is_date};
use crate::figure::{Figure, Form};
use crate::lexicon::entries::{Growth, StockOrFlow};
use crate::span::Span;

impl Walk<'_> {
    /// Period, area, basis, aspect, prices.
    pub(super) fn say(&mut self, i: usize, lead: Span, fact: &mut Fact) {
        let figure = &self.figures[i];
        if is_date(figure) || figure.passing {
            return;
        }
        let clause_lead = self.clause_lead(figure);
        fact.aspect = aspect::aspect(self.text, figure, fact, clause_lead, self.lexicon);
        if self.ends_row(i) {
            fact.aspect = Aspect::Growth;
        }
        if fact.aspect == Aspect::Rate && self.goes_on_growing(i, fact, lead) {
            fact.aspect = Aspect::Growth;
            fact.direction = fact.direction.or(self.previous.as_ref().and_then(|f| f.direction));
        }
        if self.counted_behind && fact.aspect == Aspect::Rate && figure.form != Form::Amount {
            fact.aspect = Aspect::Share;
        }
        fact.area = self.area_of(fact, clause_lead);
        let governing = self.governing(i, fact.base);
        let behind = self.behind(figure.span.end).filter(|_| !fact.base);
        let governing = behind.or(governing);
        let goes_on = self.made && lead.of(self.text).trim_start().starts_with('、');
        self.made = fact.indicator.is_some_and(|name| self.is_made(name)) || goes_on;
        fact.period = self.period_of(governing.as_ref(), fact, figure.unit.counted);
        if self.made && fact.period.extent == Extent::AsOf && governing.is_none() {
            fact.period = Period {
                extent: self.default.extent,
                ..self.default
            };
        }
        // 五年净增16.7万户、总量达46.3万户: what there is at the end.
        let whole = || {
            let words = lead.of(self.text);
            ["总量", "总数"].iter().any(|w| words.contains(w))
        };
        if fact.period.extent == Extent::Cumulative && fact.direction.is_none() && whole() {
            fact.period = Period {
                from: fact.period.to.or(fact.period.from),
                to: None,
                extent: Extent::AsOf,
                ..fact.period
            };
        }
        // “十四五”时期地区生产总值达到7000亿元: at the end of it.
        let around = &self.lexicon.around;
        let level = match fact.aspect {
            Aspect::Level => around.reached.at_end(lead.of(self.text).trim_end()).is_some(),
            Aspect::Rate | Aspect::Share => true,
            _ => false,
        };
        let reached = level && !self.made;
        let ahead = || self.frame.after_turn(figure.span.start) && !self.is_spent(fact);
        if fact.period.extent == Extent::Cumulative && reached && ahead() {
            fact.period = Period {
                from: fact.period.to.or(fact.period.from),
                to: None,
                extent: Extent::AsOf,
                ..fact.period
            };
        }
        fact.period = self.spread(figure, fact, governing.as_ref(), lead);
        (fact.basis, fact.basis_from) = self.basis_of(i, fact, governing.as_ref());
        // 预计…: in a review of several years it is the last one that is not counted yet.
        if fact.basis == Basis::Estimate
            && governing.is_none()
            && fact.aspect != Aspect::AverageGrowth
            && let Some(year) = fact.period.to.filter(|year| Some(*year) == self.frame.review)
        {
            fact.period = Period {
                from: Some(year),
                to: None,
                extent: Extent::Year,
                ..fact.period
            };
        }
        fact.price = self.price_of(figure, fact);
        fact.of = match fact.aspect {
            Aspect::Share => aspect::whole(self.text, clause_lead),
            Aspect::Points => self
                .than(fact, lead)
                .or_else(|| self.whole_of_points(fact, clause_lead))
                .or_else(|| self.compared(lead)),
            Aspect::Change => self.than(fact, lead).or_else(|| self.compared(lead)),
            Aspect::Growth | Aspect::Multiple => self.compared(lead),
            _ => None,
        };
    }

    /// Whether a percentage is a growth as the one before it: 分别改善1%和1.9%, 增长6%、力争6.5%.
    fn goes_on_growing(&self, i: usize, fact: &Fact, lead: Span) -> bool {
        if fact.verb.is_some() {
            return false;
        }
        let words = lead.of(self.text).trim();
        let joined = self.joins_list(words) || matches!(words, "力争" | "争取" | "确保" | "力争达到" | "冲刺");
        let grown = self.previous.as_ref().is_some_and(|f| f.aspect == Aspect::Growth);
        let alike = self.figures[..i].last().is_some_and(|f| f.form == self.figures[i].form);
        joined && grown && alike
    }

    /// What a figure is and what says so; the value before a change has been, whatever it shall become.
    fn basis_of(&self, i: usize, fact: &Fact, governing: Option<&Time>) -> (Basis, Option<BasisFrom>) {
        let told = basis::Told {
            text: self.text,
            sentence: self.sentence,
            marks: &self.marks,
            times: &self.times,
            frame: self.frame,
            ahead: (self.frame.after_turn(self.sentence.start) || self.looks_ahead()) && !self.note,
            lexicon: self.lexicon,
        };
        let asked = basis::Asked {
            span: self.figures[i].span,
            clause: self.clause_start,
            governing,
            period: fact.period,
            carried: fact.indicator.is_none_or(|name| name.carried),
        };
        let been = fact.period.to.or(fact.period.from) <= self.frame.review;
        match basis::basis(told, asked) {
            (Basis::Goal, _) if fact.base && been => (Basis::Result, Some(BasisFrom::Clause)),
            (Basis::Result, None) if self.of_estimate => (Basis::Estimate, Some(BasisFrom::Clause)),
            said => said,
        }
    }

    /// Whether the chapter is one of the year to come: 2017年主要任务.
    fn looks_ahead(&self) -> bool {
        let frame = self.frame;
        let coming = frame.coming.is_some() && frame.this == frame.coming;
        coming && self.default.to.is_none() && self.default.from == frame.coming
    }

    pub(super) fn area_of(&mut self, fact: &Fact, lead: Span) -> Area {
        let named = area::named(self.text, lead, &self.marks, self.frame, self.lexicon);
        // 经贸合作区达到11个: the zones are what is counted.
        let counted =
            |area: &Area| matches!((area, fact.indicator), (Area::Named(span), Some(i)) if i.span.end == span.end);
        let named = named.filter(|area| !counted(area));
        let carried = fact.indicator.is_none_or(|i| i.carried);
        let area = named.unwrap_or(if carried { self.area } else { self.home });
        self.area = area;
        area
    }

    /// The time that governs a figure.
    pub(super) fn governing(&mut self, i: usize, base: bool) -> Option<Time> {
        let figure = &self.figures[i];
        let clause = self.clause_start;
        let times = &self.times[..self.times.partition_point(|t| t.span.end <= figure.span.start)];
        let reaches =
            |t: &&Time| t.until.is_none_or(|end| figure.span.start < end) && !(t.local && t.span.start < clause);
        let before = |t: &&Time| !t.compared && reaches(t);
        if base {
            let own = times.iter().rev().find(reaches).copied().filter(|t| {
                self.is_bare(Span {
                    start: t.span.end,
                    end: figure.span.start,
                })
            });
            self.spent.extend(own.map(|t| t.span));
            return own;
        }
        let found = times
            .iter()
            .rev()
            .filter(|t| !self.spent.contains(&t.span))
            .find(before);
        found.copied().or(self.held)
    }

    /// `counted` is a figure of things: 家, 个, 户.
    pub(super) fn period_of(&self, governing: Option<&Time>, fact: &Fact, counted: bool) -> Period {
        let mut period = match governing {
            Some(time) => time.period,
            None if fact.base => Period::default(),
            None => self.default,
        };
        let entry = fact.indicator.and_then(|i| i.entry);
        let kind = entry.and_then(|e| self.lexicon.indicators[e as usize].kind);
        let level = matches!(fact.aspect, Aspect::Level | Aspect::Count | Aspect::Rate);
        let made = || {
            (counted && !self.reaches_level(fact))
                || self.counted_behind
                || fact.indicator.is_some_and(|i| self.is_made(i))
        };
        if kind == Some(StockOrFlow::Stock) && level && period.from.is_some() && !made() {
            period.from = period.to.or(period.from);
            period.to = None;
            period.extent = Extent::AsOf;
        }
        period
    }

    /// Whether the clause of a fact or its name says that it tells how many there are, not how many were made.
    pub(super) fn reaches_level(&self, fact: &Fact) -> bool {
        let name = fact.indicator.map_or("", |i| i.span.of(self.text));
        let stock = self.lexicon.around.stocks.at_end(name).is_some();
        let words = &self.text[fact.clause.start as usize..self.previous_end.max(fact.clause.end) as usize];
        stock || self.lexicon.around.totals.first_in(words).is_some()
    }

    /// Whether a verb of doing stands before a name: 新建, 优化 make a flow of a stock.
    pub(super) fn is_made(&self, name: Indicator) -> bool {
        let start = name.modifier.map_or(name.span.start, |m| m.start.min(name.span.start));
        let before = self.text.get(self.sentence.start as usize..start as usize);
        let before = before.unwrap_or_default().trim_end();
        let around = &self.lexicon.around;
        let own = name.modifier.is_some_and(|m| {
            let words = m.of(self.text);
            words.ends_with('建')
                || around.kept.at_start(words).is_some()
                || around.kept.at_end(words).is_some()
                || around.actions.at_end(words).is_some()
        });
        own || before.ends_with("完成")
            || around.kept.at_end(before).is_some()
            || around.actions.at_end(before).is_some()
    }

    pub(super) fn price_of(&self, figure: &Figure, fact: &Fact) -> Price {
        let told = basis::price(figure.span, self.quantity_end, &self.marks);
        if told != Price::Unknown {
            return told;
        }
        let entry = fact.indicator.and_then(|i| i.entry);
        let real = entry.is_some_and(|e| self.lexicon.indicators[e as usize].growth == Growth::Real);
        match fact.aspect {
            Aspect::Growth | Aspect::AverageGrowth if real => Price::Constant,
            Aspect::Level | Aspect::Change if figure.unit.dimension == "money" => Price::Current,
            _ => Price::Unknown,
        }
    }

    /// What a share that rises by points is a share of: 占GDP的比重达到62%，提高1.5个百分点.
    fn whole_of_points(&self, fact: &Fact, lead: Span) -> Option<Span> {
        let carried = fact.indicator.is_some_and(|name| name.carried);
        let before = self.previous.as_ref().filter(|f| {
            let share = matches!(f.aspect, Aspect::Share | Aspect::Points);
            let compared = |of: Span| self.times.iter().any(|t| t.span == of);
            share && carried && f.of.is_some_and(|of| !compared(of))
        });
        let of = aspect::whole(self.text, lead).or_else(|| before?.of);
        of.filter(|of| fact.indicator.is_none_or(|name| !name.span.contains(*of)))
    }

    /// What something is higher or lower than: 全省平均水平 in 高于全省平均水平1.2个百分点.
    fn than(&self, fact: &Fact, lead: Span) -> Option<Span> {
        const LONGEST: usize = 16;
        let verb = fact.verb.filter(|verb| verb.of(self.text).ends_with(['于', '出']))?;
        let words = self.text.get(verb.end as usize..lead.end as usize)?;
        let named = words.trim().chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        let told = (2..=LONGEST).contains(&words.trim().chars().count()) && named;
        told.then(|| Span::new(0, words.trim_end().len()).shift(verb.end as usize))
    }

    /// What a change is measured from: 上年 in 比上年增长.
    pub(super) fn compared(&self, lead: Span) -> Option<Span> {
        let times = &self.times[..self.times.partition_point(|t| t.span.end <= lead.end)];
        let within = times.iter().rev().take_while(|t| t.span.start >= lead.start);
        within.into_iter().find(|t| t.compared).map(|t| t.span)
    }
}
