//! What is carried out for things, or undergone by all of them, named behind the figure: 改造 of 实施80个小区、30条街巷改造, 无害化处置 of
//! 生活垃圾100%无害化处置.
//!
//! Owns when it is part of the name. What a list shares otherwise is in [`super::shared`].

use super::super::Indicator;
use super::super::indicator;
use super::Walk;
use crate::figure::Form;
use crate::span::Span;

/// Characters behind the last noun of a list up to what is done to all of it.
const REST: usize = 24;
/// Members of a list behind the first that is asked.
pub(super) const MEMBERS: usize = 12;

impl Walk<'_> {
    /// 改造 of 实施80个老旧小区、30条背街小巷、71公里管网改造: what is carried out is named behind the last of a list.
    pub(super) fn shared_act(&self, last: usize, found: Indicator) -> Option<Indicator> {
        let around = &self.lexicon.around;
        let first = self.figures.partition_point(|f| f.span.start < self.clause_start);
        let opens = self.figures.get(first)?;
        let before = self
            .text
            .get(self.clause_start as usize..opens.span.start as usize)?
            .trim_end();
        // 763个村垃圾分类和241个村污水治理: each has its own.
        let noun = found.span.of(self.text);
        let acts = [&around.acts, &around.actions, &around.kept];
        let own = acts.iter().any(|list| list.at_end(noun).is_some()) || around.done.at_end(noun).is_some();
        if own || found.modifier.is_some() || around.carried_out.at_end(before).is_none() {
            return None;
        }
        let (mut noun, mut members) = (found, 0);
        for at in (last + 1..self.figures.len()).take(MEMBERS) {
            let between = self
                .text
                .get(noun.span.end as usize..self.figures[at].span.start as usize)?;
            if !matches!(between, "和" | "、" | "与" | "及" | "以及") {
                break;
            }
            noun = indicator::behind(self.text, self.figures[at].span.end, self.until(at), None, self.lexicon)?;
            members += 1;
        }
        let act = |end: u32, words: &str| {
            let len = around.acts.at_end(words).filter(|len| *len < words.len())?;
            Some(Span {
                start: end - len as u32,
                end,
            })
        };
        // 28条道路护栏、1万座检查井以及桥梁等设施的改造
        let rest = self.text.get(noun.span.end as usize..self.sentence.end as usize)?;
        let near = rest.char_indices().nth(REST).map_or(rest.len(), |(at, _)| at);
        let rest = &rest[..rest[..near].find(['，', '。', '；', '、']).unwrap_or(0)];
        // 20个县医院、10个中医院的基础设施建设
        let owned = rest
            .strip_prefix('的')
            .filter(|act| (members > 0 || first < last) && (2..=REST / 2).contains(&act.chars().count()))
            .filter(|act| !act.contains(['和', '的']) && around.acts.at_end(act).is_some())
            .map(|act| Span {
                start: noun.span.end + '的'.len_utf8() as u32,
                end: noun.span.end + ('的'.len_utf8() + act.len()) as u32,
            });
        let open = rest
            .contains("等")
            .then(|| act(noun.span.end + rest.len() as u32, rest))
            .flatten();
        let open = owned.or(open);
        let own = act(noun.span.end, noun.span.of(self.text)).filter(|_| members > 0);
        Some(Indicator {
            span: own.or(open)?,
            modifier: Some(found.span),
            entry: None,
            ..found
        })
    }

    /// 生活污水治理 of 完成30个自然村的生活污水治理: what is carried out for the things.
    pub(super) fn act_of(&self, last: usize, found: Indicator) -> Option<Indicator> {
        let around = &self.lexicon.around;
        let lead = self
            .text
            .get(self.clause_start as usize..self.figures[last].span.start as usize)?;
        let rest = self.text.get(found.span.end as usize..self.until(last) as usize)?;
        let act = up_to_mark(rest.strip_prefix('的')?);
        let near = (2..=REST / 2).contains(&act.chars().count()) && !act.contains(['和', '的']);
        let does = around.acts.at_end(act).or(around.done.at_end(act)).is_some();
        let carried = around.carried_out.at_end(lead.trim_end()).is_some() && found.modifier.is_none();
        let start = found.span.end + '的'.len_utf8() as u32;
        (near && does && carried).then(|| Indicator {
            span: Span {
                start,
                end: start + act.len() as u32,
            },
            modifier: Some(found.span),
            entry: None,
            ..found
        })
    }

    /// 建设 of 完成国道干线15公里、农村公路394公里建设任务: what is carried out is named behind the figure.
    pub(super) fn acted(&self, i: usize, name: Indicator) -> Indicator {
        let figure = &self.figures[i];
        let within = name.modifier.is_none() && name.entry.is_none() && !name.carried && !self.counted_behind;
        let measured = figure.form == Form::Amount && figure.unit.dimension != "money";
        let around = &self.lexicon.around;
        let words = name.span.of(self.text);
        let governed = || {
            let begins = super::whole(name).start.max(self.clause_start);
            let before = self.text[self.clause_start as usize..begins as usize].trim_end();
            let clause = before.trim_start_matches(|c: char| !('\u{4E00}'..='\u{9FFF}').contains(&c));
            around.carried_out.at_start(clause).is_some() || around.carried_out.at_start(words).is_some()
        };
        if !(within && measured) || around.acts.at_end(words).is_some() || !governed() {
            return name;
        }
        match indicator::act_behind(self.text, figure.span.end, self.until(i), self.lexicon) {
            Some(end) => Indicator {
                span: Span::new(figure.span.end as usize, end as usize),
                modifier: Some(name.span),
                ..name
            },
            None => name,
        }
    }

    /// 生活垃圾无害化处置 of 实现生活垃圾100%无害化处置: what all of it has or undergoes stands behind the figure.
    pub(super) fn undergone(&self, i: usize, name: Indicator, lead: Span) -> Indicator {
        const SAID: std::ops::RangeInclusive<usize> = 4..=10;
        let figure = &self.figures[i];
        if figure.form != Form::Percent || name.carried || self.counted_behind {
            return name;
        }
        let words = lead.of(self.text).trim_end();
        let rest = &self.text[figure.span.end as usize..self.sentence.end as usize];
        let said = up_to_mark(rest);
        let plain = said
            .chars()
            .all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c) || matches!(c, '“' | '”'));
        let around = &self.lexicon.around;
        let undergoes = ["实现", "实行", "做到", "全部", "全面"]
            .iter()
            .any(|w| words.ends_with(w));
        let verbs = [&around.actions, &around.kept, &around.predicates];
        let says = said.starts_with(['由', '无', '使']) || verbs.iter().any(|list| list.at_start(said).is_some());
        let touches = super::whole(name).end as usize == lead.start as usize + words.len();
        let does = plain && SAID.contains(&said.chars().count()) && (undergoes || touches && says);
        let rate = name.span.of(self.text).ends_with(['率', '比', '重', '度']);
        match does && !rate && !said.starts_with(['的', '以', '用']) {
            true => Indicator {
                span: Span::new(figure.span.end as usize, figure.span.end as usize + said.len()),
                modifier: Some(super::whole(name)),
                entry: None,
                ..name
            },
            false => name,
        }
    }

    /// 网上可办 of 事项实现100%“一窗”受理、99.5%网上可办: another thing that the same undergoes.
    pub(super) fn undergone_too(&self, i: usize) -> Option<Indicator> {
        let figure = &self.figures[i];
        if figure.form != Form::Percent || self.counted_behind {
            return None;
        }
        let before = self.previous.as_ref().and_then(|f| f.indicator);
        let name = before.filter(|name| i > 0 && name.span.start == self.figures[i - 1].span.end)?;
        let joined = matches!(
            self.text.get(name.span.end as usize..figure.span.start as usize),
            Some("、" | "，" | "和")
        );
        let rest = &self.text[figure.span.end as usize..self.sentence.end as usize];
        let said = up_to_mark(rest);
        let told = joined && (4..REST / 2).contains(&said.chars().count());
        told.then(|| Indicator {
            span: Span::new(0, said.len()).shift(figure.span.end as usize),
            ..name
        })
    }
}

/// The words up to the next mark, or so many.
fn up_to_mark(words: &str) -> &str {
    let near = words.char_indices().nth(REST).map_or(words.len(), |(at, _)| at);
    let words = &words[..near];
    &words[..words.find(['，', '。', '、', '；', '：', '（']).unwrap_or(words.len())]
}
