//! Names that stand in another clause than their figure, or that another clause completes.
//!
//! Owns the thing that a 总投资 belongs to. What a clause without figures names is in [`super::silent`], what a boundary of a class narrows
//! in [`super::class`].

use super::super::Indicator;
use super::super::indicator::{self, Named};
use super::Walk;
use crate::figure::{Figure, Hedge};
use crate::span::Span;

impl Walk<'_> {
    /// The name before a stretch of time that stands between it and the figure: 教育支出 in 教育支出五年累计达到216亿元.
    pub(super) fn before_pause(&self, i: usize) -> Option<Indicator> {
        let pause = self.figures[..i]
            .last()
            .filter(|f| f.passing && f.span.start > self.clause_start)?;
        let start = self.figures[..i - 1]
            .last()
            .map_or(self.clause_start, |f| f.span.end.max(self.clause_start));
        let lead = Span {
            start,
            end: pause.span.start,
        };
        // 是上个五年的1.8倍: a time, and no name before it.
        if lead.of(self.text).ends_with(['个', '届', '轮']) {
            return None;
        }
        match indicator::find(self.text, lead, self.lexicon) {
            Named::Indicator(found) => Some(found),
            _ => None,
        }
    }

    /// 天然气 of 天然气五年累计产量: the time stands between the thing and its measure.
    pub(super) fn before_time(&self, name: Indicator) -> Option<Span> {
        let before = self.figures.partition_point(|f| f.span.end <= name.span.start);
        let (time, earlier) = self.figures[..before].split_last()?;
        let timed = super::is_date(time) || time.unit.dimension == "time";
        let gap = self.text.get(time.span.end as usize..name.span.start as usize)?;
        let head = Span {
            start: earlier
                .last()
                .map_or(self.clause_start, |f| f.span.end.max(self.clause_start)),
            end: time.span.start,
        };
        if !timed
            || name.modifier.is_some()
            || head.start >= head.end
            || !matches!(gap, "" | "累计" | "来累计" | "年均" | "总")
        {
            return None;
        }
        match indicator::find_last(self.text, head, self.lexicon) {
            Named::Indicator(found) if found.span.end == head.end && found.entry.is_none() => Some(super::whole(found)),
            _ => None,
        }
    }

    /// 上市企业 behind 新增上市企业42家: 累计达到70家 are all there are.
    pub(super) fn as_total(&self, name: Indicator, lead: Span) -> Indicator {
        let words = lead.of(self.text);
        if self.lexicon.around.totals.first_in(words).is_none() {
            return name;
        }
        let around = &self.lexicon.around;
        let total = ["总数", "总量", "总里程"].iter().any(|w| words.contains(w));
        let added = |words: &str| {
            let made = || around.kept.at_start(words).filter(|_| total);
            around.added.at_start(words).or_else(made)
        };
        let (own, modifier) = (name.span.of(self.text), name.modifier.map(|m| m.of(self.text)));
        let without = own.len()
            - around
                .added
                .at_end(own)
                .filter(|len| *len == own.len() || len + 6 <= own.len())
                .unwrap_or(0);
        Indicator {
            span: Span {
                start: name.span.start + added(own).filter(|len| len + 6 <= own.len()).unwrap_or(0) as u32,
                end: name.span.start + without as u32,
            },
            modifier: match modifier.map(|m| (added(m), m.len())) {
                Some((Some(len), all)) if len == all => None,
                Some((Some(len), _)) => name.modifier.map(|m| Span {
                    start: m.start + len as u32,
                    ..m
                }),
                _ => name.modifier,
            },
            ..name
        }
    }

    /// 总投资 behind 开工项目126个 is that of the projects.
    pub(super) fn of_thing(&self, i: usize, name: Indicator) -> Indicator {
        let around = &self.lexicon.around;
        let words = name.span.of(self.text);
        // 新建占地面积2500平方米的幼儿园: the verb is that of the thing behind.
        let made = around
            .kept
            .at_start(words)
            .filter(|len| around.dependent.is(&words[*len..]));
        let name = match made {
            Some(_) => self.as_one(name),
            None => self.without_investor(i, self.as_one(name)),
        };
        let words = name.span.of(self.text);
        if name.carried || self.counted_behind || !(self.says_nothing(words) || made.is_some()) {
            return name;
        }
        // 设立总规模45亿元的发展基金: the thing stands behind.
        let figure = &self.figures[i];
        let rest = &self.text[figure.span.end as usize..self.sentence.end as usize];
        // 总投资45亿元的12个码头: the thing that the next figure counts.
        let next = self
            .figures
            .get(i + 1)
            .filter(|next| rest.starts_with('的') && next.span.start == figure.span.end + 3);
        let owner = match next {
            Some(next) => Some(indicator::behind(
                self.text,
                next.span.end,
                self.until(i + 1),
                None,
                self.lexicon,
            )),
            None if rest.starts_with('、') => self.described_twice(i),
            None => rest.starts_with('的').then(|| {
                let until = self.until(i);
                indicator::behind(self.text, figure.span.end, until, None, self.lexicon)
            }),
        };
        // 企业 of 收入超千万元的企业建档立卡; an exact sum is that of all that stands behind.
        let bounded = |found: Indicator| {
            let sized = self.up_to_sized(found);
            let who = ["企业", "公司", "项目"]
                .iter()
                .any(|w| sized.span.of(self.text).ends_with(w));
            if who && figure.hedge != Hedge::None {
                sized
            } else {
                found
            }
        };
        let owner = owner.flatten().map(|found| bounded(found).span);
        // 安排资金3亿元 is that of no thing, 争取装机容量达180兆瓦 is.
        let spent = figure.unit.dimension == "money"
            && around
                .actions
                .at_end(self.text[self.clause_start.min(name.span.start) as usize..name.span.start as usize].trim_end())
                .is_some();
        if made.is_some() && owner.is_none() {
            // 新增产值 behind 推动甲、乙等项目竣工投产
            let topic = self.topic().filter(|_| around.added.at_start(words).is_some());
            return match topic {
                Some(_) => Indicator { under: topic, ..name },
                None => self.with_room(name),
            };
        }
        let modifier = owner
            .or(name.modifier)
            .or_else(|| self.sector().filter(|_| !spent && yields(words)))
            .or_else(|| self.topic().filter(|_| !spent))
            .or(self.thing.filter(|_| !spent))
            .or_else(|| self.thriving().filter(|_| !spent))
            .or_else(|| self.told_owner().filter(|_| !spent))
            .or_else(|| self.carried_out(i).filter(|_| words.contains("投资")))
            .or(self.opener.filter(|_| !spent));
        // 建议65件、提案101件，办复率100%: the rate of both.
        let words = |span: Span| span.of(self.text);
        let both = modifier.is_some() && modifier == self.thing && self.beside.map(words) != self.thing.map(words);
        Indicator {
            modifier,
            beside: self.beside.filter(|_| both).or(name.beside),
            span: Span {
                start: name.span.start + made.unwrap_or(0) as u32,
                ..name.span
            },
            ..name
        }
    }

    /// 投资 of 某公司投资7.7亿元的输变电工程: the investment is that of what stands behind 的.
    fn without_investor(&self, i: usize, name: Indicator) -> Indicator {
        const MEASURE: &str = "投资";
        let figure = &self.figures[i];
        let words = name.span.of(self.text);
        let who = words.strip_suffix(MEASURE).filter(|who| who.chars().count() >= 2);
        let owned = self.text[figure.span.end as usize..].starts_with('的') && figure.unit.dimension == "money";
        let plain = name.entry.is_none() && name.modifier.is_none() && !name.carried;
        let measured = who.is_some_and(|who| !who.ends_with(['总', '成', '产', '化']));
        match plain && owned && measured && !self.counted_behind {
            true => Indicator {
                span: Span {
                    start: name.span.end - MEASURE.len() as u32,
                    ..name.span
                },
                ..name
            },
            false => name,
        }
    }

    /// 铁路 of 总长132公里、总投资50亿元的铁路: both measure what stands behind the second.
    fn described_twice(&self, i: usize) -> Option<Option<Indicator>> {
        let (here, next) = (&self.figures[i], self.figures.get(i + 1)?);
        let between = self.text.get(here.span.end as usize..next.span.start as usize)?;
        let measure = indicator::bare(between.strip_prefix('、')?, self.lexicon);
        let owned = self.text[next.span.end as usize..].starts_with('的') && self.says_nothing(measure);
        owned.then(|| indicator::behind(self.text, next.span.end, self.until(i + 1), None, self.lexicon))
    }

    /// 酒店 of 投资30亿元的度假区、16亿元的酒店: each has its own thing behind it.
    pub(super) fn of_each(&self, i: usize, name: Indicator) -> Option<Indicator> {
        let (before, here) = (self.figures[..i].last()?, &self.figures[i]);
        let owns = |figure: &Figure| self.text[figure.span.end as usize..].starts_with('的');
        let behind = name.modifier.is_some_and(|m| m.start >= before.span.end);
        if !(behind && owns(before) && owns(here)) || before.unit.name != here.unit.name {
            return None;
        }
        let thing = indicator::behind(self.text, here.span.end, self.until(i), None, self.lexicon)?;
        Some(Indicator {
            modifier: Some(thing.span),
            carried: false,
            ..name
        })
    }

    /// 老旧小区改造工程 of 总投资7220万元，完成老旧小区改造工程: what was done for the money.
    fn carried_out(&self, i: usize) -> Option<Span> {
        let figure = &self.figures[i];
        let rest = &self.text[figure.span.end as usize..self.sentence.end as usize];
        let rest = rest.strip_prefix(['，', ',', '、']).unwrap_or(rest);
        // 争取资金5亿元、带动消费40亿元: what the money moves is another thing.
        if ["带动", "拉动", "撬动", "惠及"].iter().any(|w| rest.starts_with(w)) {
            return None;
        }
        let from = self.sentence.end - rest.len() as u32;
        let around = &self.lexicon.around;
        let done = around.kept.at_start(rest).max(around.actions.at_start(rest));
        let for_ = ["专项用于", "用于", "完成", "解决"]
            .iter()
            .find(|w| rest.starts_with(**w));
        let verb = done.max(for_.map(|w| w.len()))? as u32;
        let until = self.figures.get(i + 1).map_or(self.sentence.end, |f| f.span.start);
        // 投入资金20.2亿元，完成35项民生工程: the thing is counted.
        if from + verb == until && i + 1 < self.figures.len() {
            let unit = &self.figures[i + 1].unit;
            let things = self.counts(i + 1) || unit.counted && (unit.dimension == "households" || for_.is_some());
            return things
                .then(|| self.counted_noun(i + 1, i + 1, None))
                .flatten()
                .map(|noun| noun.span);
        }
        let noun = indicator::behind(self.text, from + verb, until.max(from + verb), None, self.lexicon)?;
        if !around.dependent.is(noun.span.of(self.text)) {
            let ends = noun.span.end == until
                || self.text[noun.span.end as usize..].starts_with(['，', '。', ',', '；', '、']);
            // 新建改建学校 for the money, but 完成 says nothing.
            let start = if around.kept.at_start(rest).is_some() {
                from
            } else {
                noun.span.start
            };
            return ends.then_some(Span { start, ..noun.span });
        }
        // 新建占地面积2500平方米的幼儿园
        let next = self.figures.get(i + 1)?;
        let owned = self.text[next.span.end as usize..].starts_with('的') && noun.span.end == next.span.start;
        let thing = || indicator::behind(self.text, next.span.end, self.until(i + 1), None, self.lexicon);
        owned.then(thing).flatten().map(|thing| thing.span)
    }

    /// What money is spent on, in the next clause: 投入资金20.2亿元，完成35项民生工程.
    pub(super) fn spent_on(&self, i: usize, verb: Span) -> Option<Indicator> {
        let money = self.figures[i].unit.dimension == "money";
        let providing = &self.lexicon.around.providing;
        let words = verb.of(self.text);
        let funds = words.ends_with("资金") && providing.at_start(words).is_some();
        let provides = funds || providing.at_end(words).is_some();
        let span = self.carried_out(i).filter(|_| money && provides)?;
        Some(Indicator {
            span,
            modifier: Some(verb),
            entry: None,
            carried: false,
            under: None,
            beside: None,
        })
    }

    /// 幼儿园 of 新建幼儿园20所、新增学位7000个: the room that is new is there.
    fn with_room(&self, name: Indicator) -> Indicator {
        let words = name.span.of(self.text);
        let thing = self.thing.map(|thing| self.made_of(thing)).filter(|thing| {
            let place = thing.of(self.text).ends_with(['园', '学', '校', '院', '所', '心']);
            place && words.ends_with(['位']) && name.modifier.is_none()
        });
        Indicator {
            modifier: thing.or(name.modifier),
            ..name
        }
    }

    /// 生产总值 of 生产总值增速高于全省1个百分点、总量达到3800亿元: an amount is no growth.
    pub(super) fn level_of(&self, i: usize, name: Indicator) -> Indicator {
        let words = name.span.of(self.text);
        let growth = ["增长速度", "增速", "增幅"]
            .iter()
            .find_map(|tail| words.strip_suffix(tail));
        match growth.filter(|level| !level.is_empty() && self.figures[i].unit.dimension == "money") {
            Some(level) => Indicator {
                span: Span {
                    end: name.span.start + level.len() as u32,
                    ..name.span
                },
                entry: self.lexicon.indicator_named(level),
                ..name
            },
            None => name,
        }
    }

    /// Whether names are measures of something that they do not name: 增加值年均增速, 办复率和满意率.
    fn says_nothing(&self, words: &str) -> bool {
        let growth = ["年平均增幅", "年均增幅", "年均增速", "平均增速", "增速", "增幅"];
        let level = growth.iter().find_map(|tail| words.strip_suffix(tail)).unwrap_or(words);
        let mut parts = level.split(['、', '和', '与']);
        parts.all(|part| self.lexicon.around.dependent.is(part))
    }

    /// 办理结果 and 满意率 as one name, if that belongs to a thing as a whole.
    fn as_one(&self, name: Indicator) -> Indicator {
        let span = super::whole(name);
        match span != name.span && self.says_nothing(span.of(self.text)) {
            true => Indicator {
                span,
                modifier: None,
                ..name
            },
            false => name,
        }
    }

    /// 项目 of 建成投产318个 behind 实施项目747个: what was done to them too.
    pub(super) fn done_again(&self, name: Indicator) -> Option<Span> {
        let verb = self.lexicon.around.kept.is(name.span.of(self.text));
        name.modifier.filter(|thing| verb && thing.end <= name.span.start)
    }

    /// Whether a name is one of a thing that others belong to: neither a verb alone nor 总投资 itself.
    pub(super) fn is_thing(&self, name: Indicator) -> bool {
        let words = name.span.of(self.text);
        let around = &self.lexicon.around;
        ![&around.dependent, &around.actions, &around.kept]
            .iter()
            .any(|list| list.is(words))
    }

    /// 重点项目 of 重点项目新开工: those that are 竣工 are projects too.
    pub(super) fn without_verb(&self, thing: Span) -> Span {
        let words = thing.of(self.text);
        let around = &self.lexicon.around;
        let verb = around.kept.at_end(words).filter(|len| *len < words.len());
        let rest = &words[..words.len() - verb.unwrap_or(0)];
        // 安排 of 安排重点项目180项 is no part of what a 总投资 is that of.
        let does = around
            .actions
            .at_start(rest)
            .filter(|_| around.kept.at_start(rest).is_none());
        let does = does.filter(|len| rest[*len..].chars().nth(2).is_some() && !rest[*len..].starts_with('性'));
        Span {
            start: thing.start + does.unwrap_or(0) as u32,
            end: thing.start + rest.len() as u32,
        }
    }

    /// 保障性住房 of 开工保障性住房: those that are 竣工 are not those that were begun.
    pub(super) fn made_of(&self, thing: Span) -> Span {
        let words = thing.of(self.text);
        let around = &self.lexicon.around;
        let verb = around
            .kept
            .at_start(words)
            .max(around.actions.at_start(words))
            .filter(|len| {
                let rest = &words[*len..];
                // 保障性住房 begins with no verb.
                rest.chars().nth(1).is_some() && !rest.starts_with(['和', '与', '及', '、', '性'])
            });
        Span {
            start: thing.start + verb.unwrap_or(0) as u32,
            ..thing
        }
    }
}

/// Whether a measure is what a sector yields, not what is put into it.
fn yields(words: &str) -> bool {
    let yields = ["产值", "增加值", "营业收入", "营收", "销售收入", "利润", "税收"];
    yields.iter().any(|yielded| words.ends_with(yielded))
}
