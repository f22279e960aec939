//! The subject of a figure: what its clause names, what is counted behind it, what a list or an earlier clause hands on.
//!
//! Owns the choice among them. How a name is read from words is in [`super::super::indicator`].

use super::super::indicator::{self, Named};
use super::super::{Indicator, aspect};
use super::{Walk, is_date};
use crate::figure::{Figure, Form};
use crate::span::Span;

/// Characters of who does something before a verb, not of an adverb.
const DOER: usize = 4;

impl Walk<'_> {
    /// The words of a clause that name its subject: those before 占 in 民营经济占GDP的66%, before 是 in 收入是2012年的1.9倍.
    pub(super) fn subject_part(&self, figure: &Figure, head: Span) -> Span {
        let words = head.of(self.text);
        let cut = match figure.form {
            Form::Percent | Form::Permille | Form::Fraction | Form::Point => aspect::whole_at(words).map(|(at, _)| at),
            Form::Multiple if words.trim_end().ends_with('的') => {
                ["是", "为", "相当于", "达到", "接近", "超过", "保持在", "稳定在"]
                    .iter()
                    .filter_map(|w| words.rfind(w))
                    .max()
            }
            _ => None,
        };
        Span {
            end: cut.map_or(head.end, |at| head.start + at as u32),
            ..head
        }
    }

    /// The subject that the clause itself names: before the figure, or the counted noun behind it.
    pub(super) fn subject(&mut self, i: usize, lead: Span, named: Named, has_verb: bool) -> Option<Indicator> {
        let goes_on = self.counted_behind && indicator::joins(lead.of(self.text));
        self.counted_behind = false;
        let opens = lead.of(self.text).trim().is_empty() && lead.start == self.clause_start;
        if let Some(part) = self.part_behind(i, lead, named, has_verb, goes_on) {
            self.counted_behind = true;
            return Some(part);
        }
        // 将增加150个学位: the object of the verb stands behind.
        if has_verb && self.counts(i) && lead.end > lead.start && self.object_behind(i) {
            let counted = self.counted(i, None);
            self.counted_behind = counted.is_some();
            if counted.is_some() {
                return counted;
            }
        }
        // 免费 in 免费为3万名妇女体检 is no name.
        let adverb = |found: Indicator| self.lexicon.around.manners.is(found.span.of(self.text));
        let named = match named {
            Named::Indicator(found) if adverb(found) && self.places_behind(i, lead, has_verb) => Named::Nothing,
            named => named,
        };
        match named {
            Named::Indicator(found) => {
                // 加快民营经济发展的33条措施: what is counted stands behind.
                let attribute = found.entry.is_none() && self.is_attribute(found, lead);
                // 重点支持200个实训基地: the verb before the figure has its object behind it.
                let verb = indicator::last_verb(self.text, lead, self.lexicon)
                    .filter(|v| found.entry.is_none() && v.end == found.span.end && v.start > found.span.start)
                    .filter(|_| self.figures[i].unit.name != "大");
                // 高新区园区引进12家企业: who does it belongs to the name.
                let doer = verb.filter(|v| {
                    let before = &self.text[found.span.start as usize..v.start as usize];
                    // 文化建设 of 文化建设六项行动
                    let act = self.lexicon.around.acts.is(v.of(self.text)) && self.counts(i);
                    found.modifier.is_none()
                        && before.chars().count() >= if act { 2 } else { DOER }
                        && !self.lexicon.around.idle.is(v.of(self.text))
                });
                let verb = doer.map(|_| found.span).or(verb);
                let wanted = (attribute || verb.is_some()) && !has_verb;
                let counted = self.counted(i, verb).filter(|_| wanted);
                let counted = counted.map(|c| self.attributed(c, found, lead));
                // 城区4条水体整治: the place goes before what is counted.
                let touches = found.span.end as usize == lead.start as usize + lead.of(self.text).trim_end().len();
                let counted = match attribute && touches {
                    true => self.described(i, lead, found, has_verb).or(counted),
                    false => counted,
                };
                let counted = counted
                    .or_else(|| self.repeated(i, found, has_verb))
                    .or_else(|| self.part_said(i, lead, found, has_verb));
                let counted = counted.or_else(|| self.described(i, lead, found, has_verb));
                // 投资2亿元新建厂房: 投资 alone is no verb and says as little.
                let opens = found.modifier.is_none() && found.span.start == self.clause_start;
                let spent = opens && self.lexicon.around.spent.is(found.span.of(self.text));
                let spent = (verb.is_some() || spent) && !has_verb;
                let counted = counted
                    .or_else(|| self.purpose(i, found.span).filter(|_| spent))
                    .or_else(|| self.spent_on(i, super::whole(found)).filter(|_| !has_verb));
                self.counted_behind = counted.is_some();
                counted.or_else(|| Some(self.under_verb(i, self.completed(i, found), lead)))
            }
            Named::Verb(verb) if self.is_said_since(i, verb) => None,
            Named::Verb(verb) => {
                let all = indicator::all_verbs(self.text, lead, verb, self.lexicon);
                let counted = self.counted(i, Some(all)).filter(|_| !has_verb).map(|c| self.about(c));
                let counted = counted
                    .or_else(|| self.shared_object(i, verb))
                    .or_else(|| self.purpose(i, verb))
                    .or_else(|| self.spent_on(i, verb));
                self.counted_behind = counted.is_some();
                // 投入3.2亿元: the verb is all that is said.
                // 项目45个，竣工28个: of the projects.
                let of = self.thing.map(|thing| self.made_of(thing)).filter(|_| {
                    let around = &self.lexicon.around;
                    let words = verb.of(self.text);
                    let does = around.actions.is(words) && !around.idle.is(words) && self.counts_like_before(i);
                    does || (self.counts(i) || self.counts_like_before(i)) && around.kept.is(words)
                });
                // 开工廉租房126万平方米，竣工70万平方米
                let of = of.or_else(|| self.made_too(i, verb));
                let of = of.or_else(|| self.added_to(i, verb));
                // 推进 alone says nothing.
                let idle = self.lexicon.around.idle.is(verb.of(self.text));
                let of = of.or(self.thing.filter(|_| idle && self.counts(i)));
                let of = of.or_else(|| self.reached_by(verb));
                let told = self.figures[i].unit.dimension == "money" || of.is_some() || !idle;
                // 出栏增长5%: the verb is what is measured.
                let around = &self.lexicon.around;
                let mut kinds = around.measures.iter();
                let measured = has_verb
                    && around.measured.is(verb.of(self.text))
                    && kinds.any(|kind| kind.is_told_by_name() && kind.is(verb.of(self.text)));
                counted.or((!has_verb && told || measured).then_some(Indicator {
                    span: verb,
                    modifier: of,
                    entry: None,
                    carried: false,
                    under: None,
                    beside: None,
                }))
            }
            Named::Nothing if self.figures[i].unit_span.of(self.text).ends_with("企业") => self.counted(i, None),
            Named::Nothing
                if opens
                    || self.previous.is_none()
                    || self.counts_behind(i, lead, has_verb)
                    || (goes_on && !has_verb && self.figures[i].form == Form::Amount)
                    || self.places_behind(i, lead, has_verb) =>
            {
                // 打通河东路、文化路等5条断头路: the verb stands before those that are named.
                let verb = indicator::first_verb(self.text, lead, self.lexicon);
                let verb = verb.or_else(|| self.governing_verb(i).filter(|_| goes_on && self.joined_behind(lead)));
                let counted = self.counted(i, verb).map(|c| self.announced(i, self.about(c), lead));
                self.counted_behind = counted.is_some();
                counted.or_else(|| self.listed_openly(i, lead, has_verb))
            }
            Named::Nothing => self.listed_openly(i, lead, has_verb),
        }
    }

    /// Whether a rate stands behind a verb and a date behind which its subject stands: 空气质量比2010年改善10%.
    fn is_said_since(&self, i: usize, verb: Span) -> bool {
        let dated = self.figures[..i]
            .last()
            .filter(|f| is_date(f) && f.span.end <= verb.start);
        let between = dated.and_then(|f| self.text.get(f.span.end as usize..verb.start as usize));
        let rate = matches!(self.figures[i].form, Form::Percent | Form::Permille);
        let since = between.is_some_and(|words| words.is_empty() || matches!(words, "底" | "末" | "年底"));
        rate && since && self.previous.as_ref().is_some_and(|f| f.indicator.is_some())
    }

    /// 商贸中心、集贸市场等 before 30个: what is listed, with nothing behind the figure.
    pub(super) fn listed_openly(&self, i: usize, lead: Span, has_verb: bool) -> Option<Indicator> {
        let open = lead.of(self.text).trim_end().ends_with('等');
        if !open || has_verb || self.object_behind(i) || self.figures[i].form != Form::Amount {
            return None;
        }
        Some(Indicator {
            span: indicator::listed_before_figure(self.text, lead, self.lexicon)?,
            modifier: None,
            entry: None,
            carried: false,
            under: None,
            beside: None,
        })
    }

    /// Whether what is counted stands behind although something was named before: 大型水库和3882座小型水库, 第三批14条经验.
    pub(super) fn counts_behind(&self, i: usize, lead: Span, has_verb: bool) -> bool {
        let words = lead.of(self.text).trim_end();
        let opens = lead.start == self.clause_start && self.object_behind(i) && !self.reaches(words);
        let counted = self.figures[i].form == Form::Amount && self.figures[i].unit.counted;
        // 总投资45亿元的12个码头: the money before tells of what is counted.
        let described = words == "的" && self.counts(i) && self.object_behind(i);
        // 一个月内12名患者治愈: when or where, and then what.
        let where_ =
            words.ends_with(['上', '下', '中', '内', '里']) && self.figures[i].unit.counted && self.object_behind(i);
        !has_verb
            && (described
                || where_
                || self.counts(i) && (indicator::joins(words) || words.ends_with('批'))
                || counted && opens)
    }

    /// 存款余额 of 存款余额7800亿元，新增1210亿元: what there is more of.
    fn added_to(&self, i: usize, verb: Span) -> Option<Span> {
        let before = self
            .told
            .as_ref()
            .filter(|_| matches!(verb.of(self.text), "新增" | "净增"))?;
        let whole = super::whole(before.name());
        let stock = self.lexicon.around.stocks.at_end(whole.of(self.text)).is_some();
        let alike = before.unit() == Some(self.figures[i].unit.name.as_str());
        (stock && alike && whole.end <= verb.start).then_some(whole)
    }

    /// Whether a figure counts in the unit of the one before: 新增个体户2.8万户，平均每天新增78户.
    pub(super) fn counts_like_before(&self, i: usize) -> bool {
        let unit = &self.figures[i].unit;
        let before = self.figures[..i].iter().rev().find(|f| f.is_quantity() && !f.passing);
        unit.counted && before.is_some_and(|f| f.unit.name == unit.name)
    }

    /// 廉租房 of 开工廉租房126万平方米 before 竣工70万平方米: so much of the same was made too.
    fn made_too(&self, i: usize, verb: Span) -> Option<Span> {
        let before = self.told.as_ref().filter(|_| !self.counts(i))?;
        let alike = before.unit() == Some(self.figures[i].unit.name.as_str())
            && matches!(
                self.figures[i].unit.dimension.as_str(),
                "area" | "length" | "volume" | "power"
            );
        let around = &self.lexicon.around;
        let whole = super::whole(before.name());
        let made = around.kept.is(verb.of(self.text)) && around.kept.at_start(whole.of(self.text)).is_some();
        // 收储13000亩、出让10300亩: nobody says of what.
        let thing = self.made_of(whole);
        (alike && made && thing != whole).then_some(thing)
    }

    /// 改造老旧小区 before 惠及3.2万户: whom what was told last reaches.
    pub(super) fn reached_by(&self, verb: Span) -> Option<Span> {
        let reaches = matches!(verb.of(self.text), "惠及" | "覆盖" | "带动" | "涉及" | "受益");
        let Some(before) = self.previous.as_ref().and_then(|f| f.indicator) else {
            // 启动健康提升计划，覆盖3万人次
            return self.scheme().filter(|_| reaches);
        };
        // 总投资 reaches nobody, what it is that of does.
        let measure = self.lexicon.around.dependent.is(before.span.of(self.text));
        let whole = match before.modifier.filter(|_| measure) {
            Some(thing) => thing,
            None => super::whole(before),
        };
        (reaches && whole.end <= verb.start).then_some(whole)
    }

    /// Whether a clause opens with 为, 对 or 给 and the figure: 为3200户居民加装电梯.
    fn places_behind(&self, i: usize, lead: Span, has_verb: bool) -> bool {
        let words = lead.of(self.text).trim();
        // 免费为3万名妇女体检
        let words = self
            .lexicon
            .around
            .manners
            .at_start(words)
            .map_or(words, |len| &words[len..]);
        lead.start == self.clause_start
            && !has_verb
            && matches!(words, "为" | "对" | "给" | "向" | "在" | "使" | "让")
            && (self.figures[i].unit.counted || self.figures[i].number.of(self.text).ends_with('万'))
            && self.object_behind(i)
    }

    /// Whether the words before a figure only describe what is counted behind it: 发展的33条措施, 北林区37公里线路.
    pub(super) fn is_attribute(&self, found: Indicator, lead: Span) -> bool {
        let name = found.span.of(self.text);
        let rest = &self.text[found.span.end as usize..lead.end as usize];
        rest.trim() == "的" || (name.chars().count() <= 5 && name.ends_with(['区', '县', '市', '镇', '乡', '省', '州']))
    }

    /// 第二产业 behind 第一产业增加值: the noun that they share completes it.
    pub(super) fn completed(&self, i: usize, found: Indicator) -> Indicator {
        let Some(before) = self
            .previous
            .as_ref()
            .and_then(|f| f.indicator)
            .filter(|_| found.entry.is_none())
        else {
            return found;
        };
        let Some(entry) = before.entry else { return found };
        let name = found.span.of(self.text);
        let shared = &self.lexicon.indicators[entry as usize].name;
        let boundaries = shared.char_indices().map(|(at, _)| at).skip(2);
        let whole = boundaries
            .filter_map(|at| self.lexicon.indicator_named(&format!("{name}{}", &shared[at..])))
            .find(|e| {
                let dimension = &self.lexicon.indicators[*e as usize].dimension;
                let printed = &self.figures[i].unit.dimension;
                dimension.as_ref().is_none_or(|d| d == printed || printed == "percent")
            });
        match whole {
            Some(entry) => Indicator {
                modifier: Some(found.span),
                entry: Some(entry),
                ..found
            },
            None => found,
        }
    }
}
