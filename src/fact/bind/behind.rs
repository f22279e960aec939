//! Names behind a figure: what is counted, of what a share is told, on what money is spent.
//!
//! Owns when the words behind a figure name it, although words stand before it. How a name is read from them is in
//! [`super::super::indicator`].

use super::super::Indicator;
use super::super::indicator::{self, Named};
use super::Walk;
use crate::figure::{Figure, Form, Hedge};
use crate::span::Span;

/// Characters up to the end of what took place so many times.
const EVENT: usize = 10;
/// Bytes of a unit that is a noun by itself: 农村人口, not 方面.
const NOUN: usize = 12;

impl Walk<'_> {
    /// The counted noun behind a figure.
    pub(super) fn counted(&self, i: usize, verb: Option<Span>) -> Option<Indicator> {
        let last = self.run_end(i);
        let told = verb.filter(|v| !self.lexicon.around.idle.is(v.of(self.text)));
        let Some(found) = self.counted_noun(i, last, verb) else {
            return self.said_alone(last, told);
        };
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

    /// The noun behind a figure, in its unit, or both.
    fn counted_noun(&self, i: usize, last: usize, verb: Option<Span>) -> Option<Indicator> {
        let figure = &self.figures[i];
        // 解决20万农村人口的饮水问题: the classifier is left out.
        let scaled = figure.number.of(self.text).ends_with(['万', '亿']);
        let countable = figure.form == Form::Amount || (figure.form == Form::Bare && scaled);
        let until = self.until(last);
        let from = self.figures[last].span.end;
        let behind = || indicator::behind(self.text, from, until, verb, self.lexicon);
        // 完成水网改造73公里任务: what is counted stands before.
        let levels = &self.lexicon.around.levels;
        let behind = countable
            .then(behind)
            .flatten()
            .filter(|found| self.counts(last) || !levels.is(found.span.of(self.text)));
        let behind = behind.map(|found| self.with_place(last, found));
        let unit = &self.figures[last].unit;
        let noun = unit.dimension == "people" || ["企业", "村庄"].iter().any(|w| unit.name.ends_with(w));
        match (self.noun_unit(last), behind) {
            // 解决20万农村人口饮水安全问题: the unit is a noun, and the name goes on behind it.
            (Some(own), Some(rest)) if noun && rest.span.start == from && self.without_measure(i, rest) == rest => {
                Some(Indicator {
                    span: own.span.join(rest.span),
                    ..rest
                })
            }
            // 6个方面18件实事: 方面 is a unit only.
            (Some(own), Some(rest)) if !noun && (own.span.len() < NOUN || own.span.of(self.text).contains('（')) => {
                Some(rest)
            }
            (Some(own), _) => Some(Indicator {
                modifier: verb.filter(|v| !self.lexicon.around.idle.is(v.of(self.text))),
                ..own
            }),
            (None, behind) => behind,
        }
    }

    /// 村卫生室 of 36个村卫生室: the last character of the unit begins the noun.
    fn with_place(&self, last: usize, found: Indicator) -> Indicator {
        let unit = self.figures[last].unit_span;
        let place = unit
            .of(self.text)
            .chars()
            .next_back()
            .filter(|c| matches!(c, '村' | '镇' | '县' | '乡'));
        let noun = unit.of(self.text).chars().count() > 1 && found.span.start == unit.end;
        match place.filter(|_| noun) {
            Some(c) => Indicator {
                span: Span {
                    start: unit.end - c.len_utf8() as u32,
                    ..found.span
                },
                entry: None,
                ..found
            },
            None => found,
        }
    }

    /// What was done so much of, named before: 农村公路 of 10.7公里新改建 in 4.6公里农村公路改造和10.7公里新改建.
    fn done_to(&self, found: Indicator) -> Option<Span> {
        let kept = &self.lexicon.around.kept;
        let before = self.previous.as_ref()?.indicator?;
        if found.modifier.is_some() || !kept.is(found.span.of(self.text)) {
            return None;
        }
        let words = before.span.of(self.text);
        let verb = kept.at_end(words).filter(|len| *len < words.len()).unwrap_or(0);
        Some(Span {
            end: before.span.end - verb as u32,
            ..before.span
        })
    }

    /// 3个省级、40个县级示范点: the noun behind the last grade is that of all.
    pub(super) fn graded(&self, last: usize, found: Indicator) -> Indicator {
        let grade = found.span.of(self.text);
        let bound = grade.ends_with("以上") || grade.ends_with("以下");
        let graded = grade.ends_with('级') && grade.chars().count() <= 4 || bound;
        let next = self.figures.get(last + 1).filter(|_| graded);
        // 30亿元以上 in 2个30亿元以上、5个亿元以上项目 holds a figure.
        let place = last + 1 + usize::from(bound && next.is_some_and(|next| found.span.contains(next.span)));
        let next = next.and_then(|_| self.figures.get(place));
        let shared = next
            .and_then(|figure| indicator::behind(self.text, figure.span.end, self.until(place), None, self.lexicon));
        let noun = shared.and_then(|next| {
            let words = next.span.of(self.text);
            let mark = if bound { "以上" } else { "级" };
            let room = if bound { 30 } else { 12 };
            let at = words
                .find(mark)
                .map(|at| at + mark.len())
                .filter(|at| *at <= room && *at + 6 <= words.len())?;
            Some(Span {
                start: next.span.start + at as u32,
                ..next.span
            })
        });
        match noun {
            Some(noun) => Indicator {
                span: noun,
                modifier: Some(found.span),
                under: found.modifier,
                ..found
            },
            None => found,
        }
    }

    /// 四大主导产业产值达3681亿元: four industries, not four outputs.
    pub(super) fn without_measure(&self, i: usize, found: Indicator) -> Indicator {
        let words = found.span.of(self.text);
        if !self.figures[i].unit.counted || found.entry.is_some() || found.span == self.figures[i].unit_span {
            return found;
        }
        let listed = self.lexicon.indicators_in(words).find(|(start, end, entry)| {
            let dimension = self.lexicon.indicators[*entry as usize].dimension.as_deref();
            let tail = &words[*end..];
            let ends = tail.is_empty() || ["增速", "增幅", "占比", "比重"].iter().any(|w| tail.starts_with(w));
            *start >= 6 && ends && matches!(dimension, Some("money" | "percent"))
        });
        // 学位 and 群众 are counted themselves.
        let tail =
            |at: &usize| self.lexicon.around.dependent.is(&words[*at..]) && !words.ends_with(['位', '众', '户', '口']);
        let at = listed
            .map(|(start, _, _)| start)
            .or_else(|| words.char_indices().map(|(at, _)| at).skip(2).find(tail))
            .or_else(|| {
                ["占比", "比重"]
                    .iter()
                    .find_map(|w| words.strip_suffix(w))
                    .map(str::len)
            });
        // 重大民生资金: 重大 alone is nothing that can be counted.
        let at = at.filter(|at| {
            self.lexicon
                .around
                .qualities
                .at_end(&words[..*at])
                .is_none_or(|len| len < *at)
        });
        // 战略性新兴产业规模: the industries are counted.
        let own = at.and_then(|at| self.lexicon.around.thing_ends.at_start(&words[at..]));
        let at = at.map(|at| at + own.unwrap_or(0));
        let span = at.map_or(found.span, |at| Span {
            end: found.span.start + at as u32,
            ..found.span
        });
        Indicator { span, ..found }
    }

    /// A unit that is a noun itself: 贫困人口.
    pub(super) fn noun_unit(&self, i: usize) -> Option<Indicator> {
        let unit = self.figures[i].unit_span;
        let words = unit.of(self.text);
        // 户企业: the classifier is no part of the noun.
        let classifier = words.chars().next().map_or(0, char::len_utf8);
        let classified = words.starts_with(['户', '家', '名', '个', '位', '人', '所']) && !words.starts_with("人口");
        let span = Span {
            start: unit.start + if classified { classifier as u32 } else { 0 },
            ..unit
        };
        let noun = self.figures[i].form == Form::Amount
            && (!words.contains(['（', '(']) || words.starts_with(['县', '市', '区', '镇', '乡', '村']))
            && span
                .of(self.text)
                .chars()
                .filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c))
                .count()
                >= 2
            && (words.chars().count() >= 3 || self.figures[i].unit.dimension == "people")
            && !self.figures[i].unit.shared;
        (noun && self.figures[i].unit.counted).then_some(Indicator {
            span,
            modifier: None,
            entry: None,
            carried: false,
            under: None,
        })
    }

    /// What is counted behind a figure whose words before only describe it: 首批15个示范城市, 物业管理两个条例.
    pub(super) fn described(&mut self, i: usize, lead: Span, found: Indicator, has_verb: bool) -> Option<Indicator> {
        let announces = self.figures[i].unit.name == "大";
        let end = lead.start + lead.of(self.text).trim_end().len() as u32;
        let touches = found.span.end == end && (found.entry.is_none() || announces);
        // 大街4000平方米路面: not money, of which so much is told of what stands before.
        let measured = self.figures[i].form == Form::Amount
            && matches!(
                self.figures[i].unit.dimension.as_str(),
                "area" | "length" | "volume" | "mass" | "power" | "voltage"
            );
        // 45个国家（地区）1830名运动员: two counts side by side.
        let beside = found.span.start == lead.start
            && i > 0
            && self.figures[i - 1].span.end == lead.start
            && self.figures[i].unit.dimension == "people";
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
        let announces = self.figures[i].unit.name == "大" || before.ends_with(['、', '和', '与']);
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
        Some(self.announced(i, counted, lead))
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
        figure.unit.dimension == "money"
            && ["基金", "债券", "补助", "补贴"]
                .iter()
                .any(|fund| rest[..near].contains(fund))
            && !rest[..near].contains(['，', '。', '、', '；'])
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
            let plans = matches!(
                verb.of(self.text),
                "安排" | "安排资金" | "投入资金" | "筹措资金" | "筹集资金"
            );
            let planned =
                plans && (r.starts_with("完成") || around.actions.at_start(r).max(around.kept.at_start(r)).is_some());
            let made = planned || bare && around.kept.at_start(r).is_some();
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
        if self.figures[i].unit.name == "大" {
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

    /// The last of the amounts that stand side by side from here on: 12类48项实事.
    pub(super) fn run_end(&self, i: usize) -> usize {
        let pairs = self.figures[i..].windows(2);
        i + pairs
            .take_while(|p| p[0].span.end == p[1].span.start && p[1].form == Form::Amount && !self.names_size(&p[1]))
            .count()
    }

    /// Whether a figure is a size in the name of what the one before it counts: 百万亩 in 2个百万亩基地, 亿元以上 in 3个亿元以上项目.
    fn names_size(&self, figure: &Figure) -> bool {
        let round = |c: char| matches!(c, '百' | '千' | '万' | '亿');
        let plain = figure.hedge == Hedge::None && figure.number.of(self.text).chars().all(round);
        let bound = || {
            figure.unit.dimension == "money" && ["以上", "以下"].iter().any(|w| figure.span.of(self.text).ends_with(w))
        };
        figure.hedge == Hedge::Class || plain || bound()
    }

    /// Whether a figure is the ordinal of a batch: 第七批.
    fn names_batch(&self, figure: &Figure) -> bool {
        let rest = &self.text[figure.span.end as usize..];
        figure.form == Form::Ordinal
            && (rest.starts_with(['批', '届', '轮']) || figure.span.of(self.text).ends_with(['批', '届', '轮']))
    }

    /// Whether a figure stands in quotes that open directly behind another one: 三年 in 两个“三年行动”.
    fn is_quoted(&self, from: u32, figure: &Figure) -> bool {
        let between = &self.text[from as usize..figure.span.start.max(from) as usize];
        between.starts_with('“') && !between.contains('”')
    }

    /// Where the words behind a figure end: at the next one that is no part of them.
    pub(super) fn until(&self, last: usize) -> u32 {
        let from = self.figures[last].span.end;
        let part = |figure: &&Figure| {
            self.names_batch(figure) || self.names_size(figure) || figure.passing && self.is_quoted(from, figure)
        };
        // 第七批, 百万亩 and 投资10亿元以上 stand inside a name; behind a mark they do not.
        let mut place = from;
        for figure in &self.figures[last + 1..] {
            let between = self.text.get(place as usize..figure.span.start as usize);
            let inside = between.is_some_and(|words| words.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | '“')));
            if !(inside && part(&figure)) {
                return figure.span.start;
            }
            place = figure.span.end;
        }
        self.sentence.end
    }
}
