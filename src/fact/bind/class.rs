//! Boundaries of classes: 60岁以上老年人, 投资超百亿元项目1个, 年销售收入10亿元以上企业.
//!
//! Owns when a figure bounds a class instead of measuring something, which quantity it bounds, and the name of the class that the next
//! figure counts. A boundary whose quantity nobody names (10亿元以上项目) measures nothing nameable.

use super::super::indicator::{self, Named};
use super::super::{Fact, Indicator};
use super::Walk;
use super::sized::is_place;
use crate::figure::{Figure, Form, Hedge};
use crate::span::Span;

/// Figures between the boundary of a class and that of a part of it.
const NEAR: usize = 8;

impl Walk<'_> {
    /// Whether a figure bounds a class: 以上 and its like before a noun, or so much money directly before what is told by its size.
    pub(super) fn bounds_class(&self, i: usize) -> bool {
        let figure = &self.figures[i];
        if figure.passing || figure.hedge == Hedge::Class {
            return !figure.passing;
        }
        if self.bounds_part(i) {
            return true;
        }
        if figure.unit.dimension != "money" || figure.form != Form::Amount {
            return false;
        }
        let until = self.figures.get(i + 1).map_or(self.sentence.end, |f| f.span.start);
        if self.bounds_place(i) {
            return true;
        }
        // 总投资60亿元的产业园项目 and 100个、760亿元技改项目 are told exactly, 百亿元 of a class never is.
        let rest = &self.text[figure.span.end as usize..until.max(figure.span.end) as usize];
        let exact = figure.hedge == Hedge::None && figure.number.of(self.text).contains(|c: char| c.is_ascii_digit());
        if exact && (rest.starts_with('的') || self.text[..figure.span.start as usize].ends_with('、')) {
            return false;
        }
        let noun = indicator::behind(self.text, figure.span.end, until, None, self.lexicon);
        let sized = &self.lexicon.around.sized;
        noun.is_some_and(|noun| sized.at_end(noun.span.of(self.text)).is_some())
    }

    /// Whether so much money or more is what places have that the next figure counts: 收入超20亿元的县达到13个.
    fn bounds_place(&self, i: usize) -> bool {
        let figure = &self.figures[i];
        let opens = |w: &str| figure.span.of(self.text).starts_with(w);
        let counts = |next: &&Figure| next.unit.counted && next.form == Form::Amount;
        let Some(next) = self.figures.get(i + 1).filter(counts) else {
            return false;
        };
        let between = self.text.get(figure.span.end as usize..next.span.start as usize);
        let words = between.and_then(|words| words.strip_prefix('的'));
        let places = words.is_some_and(|words| is_place(indicator::bare(words, self.lexicon)));
        places && ["超", "过", "突破"].iter().any(|w| opens(w))
    }

    /// Whether so much money or more is the boundary of a part of a class: 100亿元以上 in 50亿元以上项目13个，其中100亿元以上5个.
    fn bounds_part(&self, i: usize) -> bool {
        let figure = &self.figures[i];
        let money = figure.unit.dimension == "money" && figure.form == Form::Amount;
        if !money || self.previous.is_none() {
            return false;
        }
        let next = self
            .figures
            .get(i + 1)
            .filter(|next| next.span.start == figure.span.end);
        let counts = next.is_some_and(|next| next.unit.counted && next.form == Form::Amount);
        let bound = ["以上", "以下"].iter().any(|w| figure.span.of(self.text).ends_with(w));
        // 10亿元20个 of 亿元项目220个，其中10亿元20个
        let sized = || {
            let name = self.previous.as_ref().and_then(|f| f.indicator);
            let sized = name.is_some_and(|name| self.lexicon.around.sized.at_end(name.span.of(self.text)).is_some());
            let ends = next.map(|next| &self.text[next.span.end as usize..self.sentence.end as usize]);
            sized && ends.is_some_and(|rest| rest.is_empty() || rest.starts_with(['、', '，', '。', '；', '和']))
        };
        counts && (self.class.is_some() && bound || sized())
    }

    /// The quantity that the boundary of a class bounds; the name behind it begins before it.
    pub(super) fn class_of(&mut self, i: usize, lead: Span) -> Fact {
        let figure = &self.figures[i];
        let start = match indicator::find(self.text, lead, self.lexicon) {
            Named::Indicator(found) if found.span.end == lead.end => {
                found.modifier.map_or(found.span.start, |m| m.start)
            }
            Named::Verb(verb) if verb.end == lead.end && self.lexicon.around.kept.is(verb.of(self.text)) => verb.start,
            _ => figure.span.start,
        };
        // 新引进60名以上高层次人才: so many are counted, at least.
        let verb = indicator::last_verb(self.text, lead, self.lexicon).filter(|v| v.end == lead.end);
        let words = lead.of(self.text).trim_end();
        let does = verb.is_some()
            || ["完成", "力争", "确保", "争取", "推动", "已有", "将有", "要有"]
                .iter()
                .any(|w| words.ends_with(w))
            || words.ends_with("实现") && figure.unit.dimension == "people";
        let listed = self.counts_on(i, lead);
        if (does || listed) && self.is_count(i) {
            let verb = verb.or_else(|| self.governing_verb(i).filter(|_| listed));
            let counted = self.counted(i, verb);
            self.counted_behind = counted.is_some();
            return Fact {
                indicator: counted,
                ..Fact::default()
            };
        }
        if let Some(listed) = self.listed_openly(i, lead, false) {
            return Fact {
                indicator: Some(listed),
                ..Fact::default()
            };
        }
        let part = self.bound.filter(|_| self.bounds_part(i));
        let again = part.or_else(|| self.bounded_before(i).filter(|_| figure.form == Form::Bare));
        let bounded = again
            .or_else(|| self.bounded(i, lead))
            .or_else(|| self.bounded_before(i));
        self.class = Some((figure.span.end, start));
        self.bound = bounded.or(self.bound);
        Fact {
            bounds: true,
            indicator: bounded.or_else(|| self.bounded_thing(i)),
            ..Fact::default()
        }
    }

    /// Whether a figure with 以上 behind its verb counts what stands behind it, and no other figure of its clause does.
    fn is_count(&self, i: usize) -> bool {
        let unit = &self.figures[i].unit;
        let many = unit.counted || matches!(unit.dimension.as_str(), "area" | "length" | "");
        many && unit.dimension != "age" && (self.ends_clause(i) || self.is_counted_so(i) && self.is_counted_so(i + 1))
    }

    /// Whether a figure with 以上 counts things by a word that bounds no class: 3户以上, 100名以上.
    fn is_counted_so(&self, i: usize) -> bool {
        let figure = self.figures.get(i).filter(|f| f.hedge == Hedge::Class);
        figure.is_some_and(|f| {
            f.unit.counted && matches!(f.unit.name.as_str(), "户" | "名" | "家" | "个" | "项" | "座" | "所")
        })
    }

    /// Whether a list of such counts goes on with a figure: 新增1户以上省级中心、3户以上市级中心.
    fn counts_on(&self, i: usize, lead: Span) -> bool {
        let words = lead.of(self.text).trim_end();
        i > 0
            && self.counted_behind
            && words.ends_with(['、', '和'])
            && self.is_counted_so(i)
            && self.is_counted_so(i - 1)
    }

    /// Whether the clause of a figure ends before the next one.
    fn ends_clause(&self, i: usize) -> bool {
        let next = self.figures.get(i + 1).map_or(self.sentence.end, |f| f.span.start);
        self.clause_ends[i] <= next
    }

    /// The quantity that a boundary bounds: 销售收入 in 销售收入10亿元以上企业, 投资规模 in 百亿元以上投资规模, 人口 in 20万以上城市人口.
    fn bounded(&self, i: usize, lead: Span) -> Option<Indicator> {
        let around = &self.lexicon.around;
        let words = lead.of(self.text).trim_end().trim_end_matches('在');
        let words = &words[..words.len() - around.reached.at_end(words).unwrap_or(0)];
        let figure = &self.figures[i];
        let until = self.figures.get(i + 1).map_or(self.sentence.end, |f| f.span.start);
        let noun = indicator::behind(self.text, figure.span.end, until, None, self.lexicon);
        let noun = noun.map(|noun| self.up_to_sized(noun));
        let named = |start: usize, entry: Option<u32>| Indicator {
            span: Span::new(start, words.len()).shift(lead.start as usize),
            // 产值超百亿元企业: the output is that of an enterprise.
            modifier: noun.map(|noun| noun.span),
            entry,
            carried: false,
            under: None,
            beside: None,
        };
        let listed = self.lexicon.indicators_in(words).last();
        if let Some((start, _, entry)) = listed.filter(|(_, end, _)| *end == words.len()) {
            return Some(named(start, Some(entry)));
        }
        if let Some(len) = around.dependent.at_end(words) {
            return Some(named(words.len() - len, None));
        }
        // 其中超20亿元的达到2个: of the quantity that was bounded before.
        if noun.is_none() && self.text[figure.span.end as usize..].starts_with('的') {
            return self.bound.filter(|_| figure.unit.dimension == "money");
        }
        let noun = noun?;
        let amount = figure.unit.dimension == "money" && around.dependent.at_end(noun.span.of(self.text)).is_some();
        (amount || figure.form == Form::Bare).then_some(noun)
    }

    /// 园区 behind 年产值超百亿元园区、1个超三百亿元: the quantity of the boundary before, in the same clause.
    fn bounded_before(&self, i: usize) -> Option<Indicator> {
        let bound = self.bound?;
        let figure = &self.figures[i];
        let until = self.figures.get(i + 1).map_or(self.sentence.end, |f| f.span.start);
        let noun = indicator::behind(self.text, figure.span.end, until, None, self.lexicon)?;
        let noun = self.up_to_sized(noun);
        let alike = bound.modifier.map(|m| m.of(self.text)) == Some(noun.span.of(self.text));
        alike.then_some(Indicator {
            modifier: Some(noun.span),
            ..bound
        })
    }

    /// 某集团 in 营业收入超百亿元的企业9户，其中某集团突破500亿元: its 营业收入.
    pub(super) fn of_bound(&self, i: usize, name: Indicator) -> Indicator {
        let Some(bound) = self.bound.filter(|_| self.figures[i].unit.dimension == "money") else {
            return name;
        };
        let words = name.span.of(self.text);
        let end = bound.modifier.map_or(bound.span.end, |m| m.end.max(bound.span.end));
        let between = self.text.get(end as usize..name.span.start as usize);
        let part = between.is_some_and(|words| words.contains("其中"));
        let owner = name.entry.is_none() && name.modifier.is_none() && words.ends_with(['团', '司', '业', '区']);
        match part && owner && !name.carried {
            true => Indicator {
                modifier: Some(name.span),
                ..bound
            },
            false => name,
        }
    }

    /// 100亿元以上产业项目 of 引进50亿元以上产业项目13个，其中100亿元以上5个: the noun of the class before, behind the new boundary.
    pub(super) fn rebounded(&self, i: usize, lead: Span, name: Indicator) -> Option<Indicator> {
        let (end, from) = self
            .class
            .filter(|(end, _)| matches!(lead.of(self.text), "" | "的") && *end == lead.start)?;
        let all = name.modifier.map_or(name.span, |m| m.join(name.span));
        let mut before = self.figures[..i - 1].iter().rev().take(NEAR);
        let Some(old) = before.find(|f| f.hedge == Hedge::Class && all.contains(f.span)) else {
            // 县 of 收入过10亿元的县81个，其中过20亿元的40个
            let plain = !lead.is_empty() && name.modifier.is_none() && name.entry.is_none();
            let head = self.lexicon.around.sized.at_end(name.span.of(self.text));
            if let (Some(head), true) = (head, lead.is_empty() && name.span.end <= from) {
                return Some(Indicator {
                    span: Span {
                        start: name.span.end - head as u32,
                        ..name.span
                    },
                    modifier: Some(Span { start: from, end }),
                    carried: false,
                    ..name
                });
            }
            return plain.then_some(Indicator {
                modifier: Some(Span {
                    start: from,
                    end: lead.end,
                }),
                carried: false,
                ..name
            });
        };
        let noun = &self.text[old.span.end as usize..all.end as usize];
        let start = all.end - noun.trim_start_matches('的').len() as u32;
        let alike = old.unit.dimension == self.figures[i - 1].unit.dimension && all.end <= from;
        alike.then_some(Indicator {
            span: Span { start, end: all.end },
            modifier: Some(Span { start: from, end }),
            entry: None,
            carried: false,
            under: None,
            beside: None,
        })
    }

    /// A name behind the boundary of a class begins before it: 60岁以上老年人.
    pub(super) fn of_class(&self, name: Indicator, lead: Span) -> Indicator {
        let start = name.modifier.map_or(name.span.start, |m| m.start.min(name.span.start));
        let Some((end, from)) = self
            .class
            .filter(|(end, _)| name.modifier.is_none() && lead.start == *end)
        else {
            return name;
        };
        let between = self.text.get(end as usize..start as usize);
        if !matches!(between, Some("" | "的")) {
            return name;
        }
        Indicator {
            modifier: Some(Span {
                start: from,
                end: start,
            }),
            ..name
        }
    }
}
