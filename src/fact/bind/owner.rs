//! Things and what is measured of them, where a clause says one of the two only.
//!
//! Owns when a measure that stands alone is that of the thing before it (粮食种植面积…、产量…), and when a thing without a measure has that of
//! the one before it (制造业增加值增长8%，采矿业增长5%). Which measures there are is in the lexicon.

use super::super::indicator::{self, Named};
use super::super::{Fact, Indicator};
use super::Walk;
use crate::figure::{Figure, Form};
use crate::lexicon::measures::Kind;
use crate::span::Span;

/// How the name of a part of a whole ends: GDP占比.
const PORTION: &str = "占比";

/// What a figure told.
#[derive(Clone, Debug)]
pub(super) struct Told<'a> {
    name: Indicator,
    figure: &'a Figure,
    /// The unit of the last amount that it told.
    unit: Option<&'a str>,
    /// Whether it told a change.
    changed: bool,
    /// Where it ends.
    pub(super) end: u32,
}

impl Told<'_> {
    /// The name of what it measured.
    pub(super) fn name(&self) -> Indicator {
        self.name
    }

    /// Where its figure ends.
    pub(super) fn until(&self) -> u32 {
        self.end
    }

    /// Whether it told a change.
    pub(super) fn is_changed(&self) -> bool {
        self.changed
    }

    /// The unit of the last amount that it told.
    pub(super) fn unit(&self) -> Option<&str> {
        self.unit
    }

    /// Whether its name is that of a thing and of a measure that stands elsewhere.
    fn is_completed(&self) -> bool {
        self.name.modifier.is_some_and(|m| m.end != self.name.span.start)
    }
}

impl<'a> Walk<'a> {
    /// What a figure tells for those behind it; nothing where the name stands behind the figure.
    pub(super) fn tell(&self, figure: &'a Figure, fact: &Fact) -> Option<Told<'a>> {
        let name = fact.indicator.filter(|_| !self.counted_behind)?;
        let before = self.told.as_ref().filter(|told| told.name.span == name.span);
        let unit = match figure.form {
            Form::Amount => Some(figure.unit.name.as_str()),
            _ => before.and_then(|told| told.unit),
        };
        Some(Told {
            name,
            figure,
            unit,
            changed: fact.direction.is_some(),
            end: figure.span.end,
        })
    }

    /// 项目 of 项目完成投资8亿元 before 实现销售额16亿元, where the first has it from another clause.
    pub(super) fn told_owner(&self) -> Option<Span> {
        let told = self
            .told
            .as_ref()
            .filter(|told| told.is_completed() && self.goes_on())?;
        told.name
            .modifier
            .filter(|_| self.lexicon.around.dependent.is(told.name.span.of(self.text)))
    }

    /// 产量 behind 粮食种植面积 is that of 粮食.
    pub(super) fn owned(&self, name: Indicator) -> Indicator {
        match self.owner(name) {
            Some(owner) => Indicator {
                modifier: Some(owner),
                ..name
            },
            None => name,
        }
    }

    /// 死亡人数 behind 生产安全事故起数 in one list; the first of them may be that of something before it.
    pub(super) fn completed_by_owner(&self, i: usize, list: Vec<Indicator>) -> Vec<Indicator> {
        let mut out: Vec<Indicator> = Vec::with_capacity(list.len());
        for name in list {
            let before = out.last().and_then(|before| self.owner_in(name, *before));
            let name = Indicator {
                modifier: before.or(name.modifier),
                ..name
            };
            out.push(self.of_thing(i, self.owned(name)));
        }
        out
    }

    /// 旅游 of 旅游接待人次、总收入: the thing of the name before it in one list.
    fn owner_listed(&self, name: Indicator) -> Option<Span> {
        let around = &self.lexicon.around;
        let before = self.text[..name.span.start as usize].strip_suffix('、')?;
        if name.modifier.is_some() || !around.dependent.is(name.span.of(self.text)) {
            return None;
        }
        let head = Span {
            start: self.clause_start.max(self.quantity_end),
            end: before.len() as u32,
        };
        match indicator::find_last(
            self.text,
            Span {
                end: head.end.max(head.start),
                ..head
            },
            self.lexicon,
        ) {
            Named::Indicator(before) => self.owner_in(name, before),
            _ => None,
        }
    }

    /// 工业投资 before 对固定资产投资的贡献率: what contributes so much to it.
    fn contributor(&self, name: Indicator) -> Option<Span> {
        if self.counted_behind || !name.span.of(self.text).ends_with("贡献率") {
            return None;
        }
        let told = self.told.as_ref().filter(|_| self.goes_on())?;
        let start = name.modifier.map_or(name.span.start, |m| m.start.min(name.span.start));
        let before = &self.text[..start as usize];
        let before = ["全市", "全省", "全区", "全县", "全州", "全国"]
            .iter()
            .find_map(|own| before.strip_suffix(own))
            .unwrap_or(before);
        let of_all = before.ends_with('对') || start == name.span.start && name.span.of(self.text).starts_with('对');
        of_all.then(|| super::whole(told.name))
    }

    fn owner(&self, name: Indicator) -> Option<Span> {
        if let Some(contributor) = self.contributor(name) {
            return Some(contributor);
        }
        if let Some(listed) = self.owner_listed(name).or_else(|| self.rated(name)) {
            return Some(listed);
        }
        let words = name.span.of(self.text);
        if !(self.lexicon.around.measured.is(words) || words.ends_with(PORTION)) {
            return None;
        }
        let told = self.told.as_ref().filter(|_| !self.counted_behind && self.goes_on());
        told.and_then(|told| self.whole_before(name, told).or_else(|| self.owner_in(name, told.name)))
            .or_else(|| self.doer(name))
            .or_else(|| self.before_time(name))
    }

    /// The thing in a name before, if another name is a measure of such things and nothing more.
    fn owner_in(&self, name: Indicator, before: Indicator) -> Option<Span> {
        let words = name.span.of(self.text);
        // 实现 in 实现利税 says nothing of whose.
        let idle = |m: Span| self.lexicon.around.copulas.is(m.of(self.text));
        let measured = !name.carried && self.lexicon.around.measured.is(words);
        if !measured || !name.modifier.is_none_or(idle) {
            return None;
        }
        let kinds = self.lexicon.around.measures.iter();
        kinds
            .filter(|kind| kind.is(words))
            .find_map(|kind| self.thing_of(before, kind).or_else(|| self.thing_itself(before, kind)))
    }

    /// 服务业 of 服务业占生产总值的50%: 实现税收 behind it is that of the thing.
    fn thing_itself(&self, name: Indicator, kind: &Kind) -> Option<Span> {
        let share = self
            .told
            .as_ref()
            .is_some_and(|told| matches!(told.figure.form, Form::Percent | Form::Point));
        let whole = super::whole(name);
        let words = whole.of(self.text);
        let thing = share && kind.is_told_by_name() && kind.owns(words) && kind.ends(words).is_none();
        (thing && name.entry.is_none()).then_some(whole)
    }

    /// 民营经济增加值 before GDP占比: what so large a part of it is.
    fn whole_before(&self, name: Indicator, told: &Told) -> Option<Span> {
        let words = name.span.of(self.text).strip_suffix(PORTION)?;
        // 民营企业进出口占比 is that of 民营企业进出口.
        let listed = words == "GDP" || words.ends_with("生产总值");
        let money = told.unit.is_some_and(|unit| unit.ends_with('元'));
        (listed && money && name.modifier.is_none()).then(|| super::whole(told.name))
    }

    /// The thing whose measure a name is.
    pub(super) fn thing_of(&self, name: Indicator, kind: &Kind) -> Option<Span> {
        if let Some(modifier) = name.modifier.filter(|m| m.end != name.span.start) {
            let told = kind.is(name.span.of(self.text)) && kind.owns(modifier.of(self.text));
            return told.then_some(modifier);
        }
        let whole = super::whole(name);
        let words = whole.of(self.text);
        let thing = &words[..words.len() - kind.ends(words)?];
        let around = &self.lexicon.around;
        let verb = around
            .actions
            .at_start(thing)
            .max(around.kept.at_start(thing))
            .unwrap_or(0);
        // 工业企业完成增加值, 工业企业实现产值
        let thing = around
            .copulas
            .at_end(thing)
            .map_or(thing, |len| &thing[..thing.len() - len]);
        let thing = thing.get(verb..)?.trim_end_matches('的');
        // 长城汽车 of 长城汽车全年销量
        let thing = ["全年", "累计", "当年"]
            .iter()
            .find_map(|time| thing.strip_suffix(time))
            .unwrap_or(thing);
        let start = whole.start + verb as u32;
        kind.owns(thing).then_some(Span {
            start,
            end: start + thing.len() as u32,
        })
    }

    /// Whether nothing but places in an order and comparisons was said since the last figure.
    fn goes_on(&self) -> bool {
        const CLAUSE: usize = 4;
        let gap = self.text.get(self.silent_from as usize..self.clause_start as usize);
        let clauses = gap.unwrap_or_default().split(['，', ',', '；', '。', '（', '）']);
        let mut clauses = clauses.map(str::trim);
        let no_subject = &self.lexicon.around.no_subject;
        clauses.all(|clause| clause.chars().count() < CLAUSE || no_subject.at_start(clause).is_some())
    }

    /// 采矿业 behind 制造业增加值增长8%: its 增加值, if the figure is one of the same kind.
    pub(super) fn parallel(&self, i: usize, name: Indicator, has_verb: bool) -> Indicator {
        let graded = || self.graded_like(name);
        self.measure(i, name, has_verb).or_else(graded).unwrap_or(name)
    }

    /// 市级 behind 省级示范村6个: the noun behind the grade before it.
    fn graded_like(&self, name: Indicator) -> Option<Indicator> {
        const GRADE: usize = 4;
        let words = name.span.of(self.text);
        let verb = |m: Span| self.lexicon.around.kept.is(m.of(self.text));
        let grade = words.ends_with('级') && words.chars().count() <= GRADE && name.modifier.is_none_or(verb);
        let told = self.told.as_ref().filter(|_| grade && !name.carried)?;
        let before = super::whole(told.name);
        let graded = told.name.modifier.is_some_and(|m| m.of(self.text).ends_with('级'));
        let at = match before.of(self.text).rfind('级') {
            Some(at) => at + '级'.len_utf8(),
            // 市级 has taken its noun from 省级示范村 before.
            None if graded => 0,
            None => return None,
        };
        let noun = Span {
            start: before.start + at as u32,
            ..before
        };
        (noun.of(self.text).chars().count() > 1).then_some(Indicator {
            span: noun,
            modifier: Some(name.span),
            entry: None,
            carried: false,
            under: None,
            beside: None,
        })
    }

    fn measure(&self, i: usize, name: Indicator, has_verb: bool) -> Option<Indicator> {
        let here = &self.figures[i];
        let percent = matches!(here.form, Form::Percent | Form::Permille);
        let adjacent = name.modifier.is_none_or(|m| m.end == name.span.start);
        if name.carried || self.counted_behind || !adjacent || has_verb && !percent {
            return None;
        }
        // 起数、死亡人数分别下降…，案件下降…: nobody knows which of the two.
        let one_of_two = |told: &&Told| {
            self.tier.iter().filter(|name| name.span != told.name.span).count() > 0
                && self.tier.iter().any(|name| name.span == told.name.span)
        };
        let told = self
            .told
            .as_ref()
            .filter(|_| self.goes_on())
            .filter(|told| !one_of_two(told))?;
        let part = self.text[self.silent_from as usize..here.span.start as usize].contains("其中");
        let again = told.is_completed();
        let alike = match has_verb {
            true => percent,
            false if percent => (part || again) && !told.changed && told.figure.form == here.form,
            false => here.form == Form::Amount && !here.unit.counted && told.unit == Some(here.unit.name.as_str()),
        };
        let thing = super::whole(name);
        // 民营企业 alone is their number, 其中民营企业 a part of the value.
        let counted = name.entry.is_none_or(|entry| {
            let dimension = self.lexicon.indicators[entry as usize].dimension.as_deref();
            (part || again) && !matches!(dimension, Some("money" | "percent"))
        });
        if !alike || !counted {
            return None;
        }
        let kinds = self.lexicon.around.measures.iter();
        // 其中民间48亿元: what has no measure of its own has that of the whole.
        let plain = part && self.is_plain_part(thing);
        let by_name = kinds.filter(|kind| kind.is_told_by_name());
        let mut owning = by_name.clone().filter(|kind| kind.owns(thing.of(self.text)));
        let owned = owning.find_map(|kind| self.measure_of(told.name, kind, part));
        let any = || {
            let whole = self.whole_measure(told.name);
            whole.or_else(|| by_name.clone().find_map(|kind| self.measure_of(told.name, kind, part)))
        };
        let measure = owned.or_else(|| plain.then(any).flatten())?;
        Some(Indicator {
            span: measure,
            modifier: Some(thing),
            entry: None,
            carried: false,
            under: None,
            beside: None,
        })
    }

    /// Whether the name of a part of a whole says nothing of a measure.
    fn is_plain_part(&self, thing: Span) -> bool {
        const PART: usize = 6;
        let words = thing.of(self.text);
        let around = &self.lexicon.around;
        // PM2.5 has no 优良率.
        words.chars().count() <= PART
            && !words.ends_with(|c: char| c.is_ascii_digit())
            && !words.ends_with([
                '费', '款', '金', '税', '额', '量', '率', '数', '资', '入', '出', '值', '债',
            ])
            && [
                &around.dependent,
                &around.stocks,
                &around.levels,
                &around.acts,
                &around.measured,
            ]
            .iter()
            .all(|ends| ends.at_end(words).is_none())
    }

    /// A listed name as what is measured of its parts: 财政收入 of 其中市本级.
    fn whole_measure(&self, name: Indicator) -> Option<Span> {
        let entry = &self.lexicon.indicators[name.entry? as usize];
        let words = name.span.of(self.text);
        let start = if words.starts_with("全社会") {
            "全社会".len()
        } else {
            0
        };
        let grade = words.starts_with("规") || words.starts_with("限");
        let money = entry.dimension.as_deref() == Some("money") && !grade;
        (money && words[start..].chars().nth(1).is_some()).then_some(Span {
            start: name.span.start + start as u32,
            ..name.span
        })
    }

    /// The measure of a kind that a name ends with. That of a part (其中) need not be one of a thing.
    fn measure_of(&self, name: Indicator, kind: &Kind, part: bool) -> Option<Span> {
        let whole = super::whole(name);
        let words = whole.of(self.text);
        let measured = self.thing_of(name, kind).is_some() || part;
        let len = kind.ends(words).filter(|_| measured)?;
        Some(Span {
            start: whole.end - len as u32,
            ..whole
        })
    }
}
