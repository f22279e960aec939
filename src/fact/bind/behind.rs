//! Names behind a figure: what is counted, of what a share is told, on what money is spent.
//!
//! Owns when the words behind a figure name it, although words stand before it. How a name is read from them is in
//! [`super::super::indicator`].

use super::super::Indicator;
use super::super::indicator::{self, Named};
use super::Walk;
use crate::figure::{Figure, Form, Hedge};
use crate::span::Span;

/// Characters of whose one of several projects is.
const WHOSE: usize = 8;
/// Characters up to the end of what took place so many times.
const EVENT: usize = 10;

impl Walk<'_> {
    /// The counted noun behind a figure.
    pub(super) fn counted(&self, i: usize, verb: Option<Span>) -> Option<Indicator> {
        let last = self.run_end(i);
        let told = verb.filter(|v| !self.lexicon.around.idle.is(v.of(self.text)));
        if let Some(caused) = self.caused(last, verb) {
            return Some(caused);
        }
        let Some(found) = self.counted_noun(i, last, verb) else {
            return self.said_alone(i, last, told);
        };
        if let Some(people) = self.people_who(i, last, found, verb) {
            return Some(people);
        }
        let graded = self.graded(last, found);
        let thing = self.without_measure(i, graded);
        // 释放五大开发区潜能: what was done was done to the 潜能.
        let modifier = thing.modifier.filter(|_| thing.span == graded.span);
        let found = self.told(last, Indicator { modifier, ..thing });
        let found = self.stressed(found, verb);
        Some(Indicator {
            modifier: found.modifier.or_else(|| self.done_to(found)),
            ..found
        })
    }

    /// Where the words before a figure begin that are no part of what was counted before it: behind 工程和 in 八项工程和文化建设十项工程, at
    /// 发放 in 3万名低保对象、特困人员发放资金5亿元.
    pub(super) fn behind_counted(&self, lead: Span) -> u32 {
        let before = self
            .previous
            .as_ref()
            .and_then(|f| f.indicator)
            .filter(|_| self.counted_behind);
        let Some(end) = before
            .map(|name| name.span.end)
            .filter(|end| (lead.start + 1..lead.end).contains(end))
        else {
            return lead.start;
        };
        let rest = &self.text[end as usize..lead.end as usize];
        if let Some(mark) = ["以及", "和", "与", "及"].iter().find(|mark| rest.starts_with(**mark)) {
            return end + mark.len() as u32;
        }
        let around = &self.lexicon.around;
        let verb = |at: &usize| {
            around
                .actions
                .at_start(&rest[*at..])
                .max(around.kept.at_start(&rest[*at..]))
                .is_some()
        };
        let item = rest
            .strip_prefix('、')
            .filter(|item| !item.contains(['、', '，', '；']));
        let places = item.map(|item| item.char_indices().skip(2).map(|(at, _)| at + '、'.len_utf8()));
        let does = places
            .and_then(|mut places| places.find(verb))
            .filter(|at| rest[*at..].chars().count() > 2);
        match does {
            Some(at) => end + at as u32,
            None if rest.starts_with('、') => end + '、'.len_utf8() as u32,
            None => lead.start,
        }
    }

    /// What is counted behind a figure whose words before only describe it: 首批15个示范城市, 物业管理两个条例.
    pub(super) fn described(&mut self, i: usize, lead: Span, found: Indicator, has_verb: bool) -> Option<Indicator> {
        let announces = self.figures[i].unit.name == "大";
        let end = lead.start + lead.of(self.text).trim_end().len() as u32;
        let touches = found.span.end == end && (found.entry.is_none() || announces);
        // 大街4000平方米路面: not money, of which so much is told of what stands before.
        let unit = &self.figures[i].unit;
        let dimension = matches!(
            unit.dimension.as_str(),
            "area" | "length" | "volume" | "mass" | "power" | "voltage" | "energy"
        );
        let measured = self.figures[i].form == Form::Amount && (dimension || unit.name.ends_with("/年"));
        // 45个国家（地区）1830名运动员: two counts side by side.
        let beside = found.span.start == lead.start
            && i > 0
            && self.figures[i - 1].span.end == lead.start
            && self.figures[i].unit.dimension == "people";
        if let Some(problem) = self.problem_of(i, found) {
            return Some(problem);
        }
        // 剩余320名贫困人口, 两地3次招商活动: what stands before says nothing alone.
        let country = || matches!(found.span.of(self.text), "农村" | "城镇" | "乡村" | "社区" | "城市");
        let alone = || self.says_nothing_alone(found) || self.holds_event(i) || country() || self.is_fund(i);
        if has_verb || !touches || !(self.counts(i) || measured || beside || alone()) || !self.object_behind(i) {
            return None;
        }
        if beside {
            return self.counted(i, None);
        }
        // 某园区、某公司10万吨燃料等项目: a list is no owner.
        let listed = measured && found.span.of(self.text).contains('、');
        // 投资、消费、出口三大需求: the words before are what is counted.
        let before = self.text[self.clause_start as usize..found.span.start as usize].trim_end();
        let announces = before.ends_with(['、', '和', '与']) || announces && !self.is_kind_of(i, lead, found);
        let words = found.span.of(self.text);
        let batch = listed || announces || words != "首批" && words.ends_with(['批', '这', '该', '于']);
        // 改造提升 of 改造提升市区9条街道 goes before the place.
        let adjacent = found.modifier.filter(|m| m.end == found.span.start);
        let before = adjacent.map_or(found.span, |m| m.join(found.span));
        let counted = self.counted(i, (!batch).then_some(before))?;
        // 成为全国50个核心育种场之一: what stands before is one of them.
        if self.text[counted.span.end as usize..].starts_with("之一") {
            return Some(Indicator {
                modifier: None,
                ..counted
            });
        }
        // 某厂30万辆微型车、…等项目: whose it is.
        let project = listed || announces && self.figures[i].unit.name != "大";
        let whose = found.span.of(self.text).chars().count() <= WHOSE && counted.span.of(self.text) == "项目";
        if project && whose && counted.under.is_none() {
            return Some(Indicator {
                under: Some(found.span),
                ..counted
            });
        }
        Some(self.announced(i, counted, lead))
    }

    /// 解决农村饮水安全问题 of 解决了农村1737万人的饮水安全问题: whose problem so many had.
    fn problem_of(&self, i: usize, found: Indicator) -> Option<Indicator> {
        const PLACES: [&str; 5] = ["农村", "城镇", "城市", "城乡", "山区"];
        let figure = &self.figures[i];
        let people = matches!(figure.unit.dimension.as_str(), "people" | "households");
        let rest = &self.text[figure.span.end as usize..self.sentence.end as usize];
        let place = PLACES.iter().any(|w| found.span.of(self.text).ends_with(w));
        if !people || !place || !rest.starts_with('的') {
            return None;
        }
        let noun = indicator::behind(self.text, figure.span.end, self.until(i), None, self.lexicon)?;
        noun.span.of(self.text).ends_with("问题").then_some(Indicator {
            modifier: Some(without_done(super::whole(found), self.text)),
            ..noun
        })
    }

    /// 临时补贴 of 发放每人1000元临时补贴: what each gets.
    pub(super) fn for_each(&self, i: usize, lead: Span) -> Option<Indicator> {
        const EACH: [&str; 6] = ["每人", "每户", "每名", "每人每月", "每人每年", "每月"];
        let words = lead.of(self.text).trim_end();
        let each = EACH.iter().any(|w| words.ends_with(w)) && self.figures[i].unit.dimension == "money";
        (each && self.object_behind(i)).then(|| self.counted(i, None)).flatten()
    }

    /// Whether a name is a word that names nothing alone: 剩余, 首批.
    pub(super) fn says_nothing_alone(&self, name: Indicator) -> bool {
        name.modifier.is_none() && name.entry.is_none() && self.lexicon.around.alone.is(name.span.of(self.text))
    }

    /// Whether a fund of so much money stands behind the figure: 各区1亿元引导基金.
    fn is_fund(&self, i: usize) -> bool {
        let figure = &self.figures[i];
        let rest = &self.text[figure.span.end as usize..self.sentence.end as usize];
        let near = rest.char_indices().nth(EVENT).map_or(rest.len(), |(at, _)| at);
        let funds = ["基金", "债券", "补助", "补贴"];
        let fund = funds.iter().filter_map(|fund| rest[..near].find(fund)).min();
        figure.unit.dimension == "money" && fund.is_some_and(|at| !rest[..at].contains(['，', '。', '、', '；']))
    }

    /// Whether what took place so many times stands behind the figure: 招商活动 in 3次招商活动.
    fn holds_event(&self, i: usize) -> bool {
        let rest = &self.text[self.figures[i].span.end as usize..self.sentence.end as usize];
        let near = rest.char_indices().nth(EVENT).map_or(rest.len(), |(at, _)| at);
        self.figures[i].unit.name == "次"
            && ["活动", "会议", "演练"]
                .iter()
                .any(|event| rest[..near].contains(event))
    }

    /// What a share is told of behind its figure: 84%的行政村实现集中供水, 取消三分之一审批事项. `goes_on` joins it to such a one.
    pub(super) fn part_behind(
        &self,
        i: usize,
        lead: Span,
        named: Named,
        has_verb: bool,
        goes_on: bool,
    ) -> Option<Indicator> {
        let figure = &self.figures[i];
        let part = matches!(figure.form, Form::Percent | Form::Permille | Form::Fraction);
        let bare = !matches!(named, Named::Indicator(_)) && !self.reaches(lead.of(self.text).trim());
        let dated =
            i > 0 && super::is_date(&self.figures[i - 1]) && self.figures[i - 1].span.start >= self.clause_start;
        let opens = (lead.start == self.clause_start || dated) && (bare || lead.of(self.text).trim().is_empty());
        let verb = match named {
            Named::Verb(verb) => Some(verb),
            _ => None,
        };
        if !part || has_verb || !(opens || goes_on) {
            return None;
        }
        // 三分之二的乡镇至少有1所幼儿园: the figure in it belongs to what is said.
        let found = indicator::part_behind(self.text, figure.span.end, self.sentence.end, self.lexicon)?;
        Some(Indicator {
            modifier: verb.filter(|v| !self.lexicon.around.idle.is(v.of(self.text))),
            ..found
        })
    }

    /// What money is spent on, behind it: 投入318亿元建设交通基础设施, 安排5000万元，用于旧村改造.
    pub(super) fn purpose(&self, i: usize, verb: Span) -> Option<Indicator> {
        let figure = &self.figures[i];
        if figure.unit.dimension != "money" {
            return None;
        }
        let until = self.figures.get(i + 1).map_or(self.sentence.end, |f| f.span.start);
        let rest = &self.text[figure.span.end as usize..until.max(figure.span.end) as usize];
        let around = &self.lexicon.around;
        // 投资2亿元，新建公路30公里: 完成投资 is that of what was told before.
        let bare = around.spent.is(verb.of(self.text));
        let told = rest.strip_prefix(['，', ',']).filter(|r| {
            let plans = around.providing.at_end(verb.of(self.text)).is_some();
            let does = around.actions.at_start(r).max(around.kept.at_start(r)).is_some();
            let planned = plans
                && (does
                    || ["完成", "加快", "基本", "进一步", "重点", "对"]
                        .iter()
                        .any(|w| r.starts_with(w)));
            let whole = bare && verb.of(self.text).starts_with(['累', '总']);
            let made = planned || bare && (around.kept.at_start(r).is_some() || whole && does);
            made || ["用于", "专项用于", "支持", "重点支持"]
                .iter()
                .any(|w| r.starts_with(w))
        });
        let direct = ["用于", "专项", "支持", "完成"].iter().any(|w| rest.starts_with(w))
            || around.kept.at_start(rest).max(around.actions.at_start(rest)).is_some();
        let from = figure.span.end + if told.is_some() { '，'.len_utf8() as u32 } else { 0 };
        let found =
            (told.is_some() || direct).then(|| indicator::purpose_behind(self.text, from, until, self.lexicon))?;
        Some(Indicator {
            modifier: Some(verb),
            ..found?
        })
    }

    /// Whether the words before 大 say of what kind a bare noun behind it is: 林业重点 in 林业重点六大工程, no list of them.
    fn is_kind_of(&self, i: usize, lead: Span, found: Indicator) -> bool {
        const KIND: std::ops::RangeInclusive<usize> = 2..=12;
        const BARE: [&str; 10] = [
            "工程", "行动", "体系", "任务", "计划", "战役", "革命", "目标", "举措", "改革",
        ];
        let words = found.span.of(self.text);
        let joined = words.contains(['、', '和', '与', '及', '“', '等', '—']);
        // The list may begin before the words that were found.
        let before = self.text.get(lead.start as usize..found.span.start as usize);
        let listed = joined || before.is_some_and(|before| before.contains(['、', '和', '与', '“']));
        let own = found.modifier.is_none() && found.entry.is_none() && !listed;
        let noun = indicator::behind(self.text, self.figures[i].span.end, self.until(i), None, self.lexicon);
        let bare = noun.is_some_and(|noun| BARE.contains(&noun.span.of(self.text)));
        own && bare && KIND.contains(&words.chars().count())
    }

    /// The object that two verbs share: 养老服务中心 in 新建1处、改扩建2处养老服务中心.
    pub(super) fn shared_object(&self, i: usize, verb: Span) -> Option<Indicator> {
        let (here, next) = (&self.figures[i], self.figures.get(i + 1)?);
        let between = &self.text[here.span.end as usize..next.span.start.max(here.span.end) as usize];
        let second = between.strip_prefix(['、', '和'])?;
        // 实施860户、3100人的搬迁工程: both measure what stands behind the second.
        if second.is_empty() && next.form == Form::Amount {
            return self.counted(i + 1, Some(verb));
        }
        let around = &self.lexicon.around;
        let alike = here.unit.name == next.unit.name && (around.kept.is(second) || around.actions.is(second));
        alike.then(|| self.counted(i + 1, Some(verb)))?
    }

    /// Whether a figure counts things: 个, 项, 座, not 人 or 亩.
    pub(super) fn counts(&self, i: usize) -> bool {
        let figure = &self.figures[i];
        figure.form == Form::Amount && figure.unit.dimension == "count"
    }

    /// Whether words say that a level is reached: 达到, 突破. What reaches it was named before.
    pub(super) fn reaches(&self, words: &str) -> bool {
        words.is_empty() || self.lexicon.around.reached.at_end(words).is_some()
    }

    /// Whether a noun stands directly behind a figure, no verb.
    pub(super) fn object_behind(&self, i: usize) -> bool {
        let last = self.run_end(i);
        let rest = &self.text[self.figures[last].span.end as usize..self.sentence.end as usize];
        // 3200平方米的托育中心: the noun owns what stands before.
        if rest.starts_with(['等', '的']) {
            return false;
        }
        let rest = rest.trim_start_matches('“');
        if self.figures[i].unit.name == "大" {
            return true;
        }
        // 6万名60岁以上老年人
        let next = self.figures.get(last + 1);
        let size = |next: &Figure| next.hedge == Hedge::Class || next.unit.dimension == "voltage";
        if next.is_some_and(|next| size(next) && next.span.start == self.figures[last].span.end) {
            return true;
        }
        // 4座220千伏变电站: the voltage is part of the name.
        if rest
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .starts_with("千伏")
        {
            return true;
        }
        let around = &self.lexicon.around;
        // 审批 in 审批事项 is no verb.
        if around.uncut.at_start(rest) >= Some('项'.len_utf8() * 4) {
            return true;
        }
        let verbs = [&around.actions, &around.kept, &around.copulas, &around.comparisons];
        // 基础疾病 is no 基础.
        let level = around
            .levels
            .at_start(rest)
            .is_some_and(|len| !rest[len..].starts_with(|c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c)));
        !level
            && rest.starts_with(|c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c) || c.is_ascii_uppercase())
            && verbs.iter().all(|v| v.at_start(rest).is_none())
    }
}

/// 农村 of 解决了农村: a verb that is done says nothing more than 解决.
fn without_done(words: Span, text: &str) -> Span {
    let done = words.of(text).find('了').map_or(0, |at| at + '了'.len_utf8());
    Span {
        start: words.start + done as u32,
        ..words
    }
}
