//! Names that stand in another clause than their figure, or that another clause completes.
//!
//! Owns what an earlier clause without a figure names, and the thing that a 总投资 belongs to.

use super::super::Indicator;
use super::super::indicator::{self, Named};
use super::Walk;
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
        match indicator::find(self.text, lead, self.lexicon) {
            Named::Indicator(found) => Some(found),
            _ => None,
        }
    }

    /// 上市企业 behind 新增上市企业42家: 累计达到70家 are all there are.
    pub(super) fn as_total(&self, name: Indicator, lead: Span) -> Indicator {
        let words = lead.of(self.text);
        if !self.lexicon.around.totals.iter().any(|w| words.contains(w.as_str())) {
            return name;
        }
        let added = |words: &str| self.lexicon.around.added.at_start(words);
        let (own, modifier) = (name.span.of(self.text), name.modifier.map(|m| m.of(self.text)));
        let without = own.strip_suffix("新增").map_or(own.len(), str::len);
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

    /// A listed indicator that a clause without figures names between the last figure and this clause: 上划中央收入首次突破千亿，达1180亿元.
    pub(super) fn said_between(&self, lead: Span) -> Option<Indicator> {
        if lead.start != self.clause_start || self.previous.is_none() {
            return None;
        }
        let gap = Span {
            start: self.quantity_end,
            end: self.clause_start.max(self.quantity_end),
        };
        let words = gap.of(self.text).trim_end_matches(['，', ',']);
        let at = words.rfind(['，', ',', '；', '。'])? + '，'.len_utf8();
        let clause = words.get(at..)?;
        let (start, end, entry) = self.lexicon.indicators_in(clause).next()?;
        let says = self
            .lexicon
            .around
            .passes
            .iter()
            .any(|w| clause[end..].starts_with(w.as_str()));
        says.then(|| Indicator {
            span: Span::new(at + start, at + end).shift(gap.start as usize),
            modifier: None,
            entry: Some(entry),
            carried: true,
        })
    }

    /// The listed indicator that the clause before names, when the sentence has no figure before: 财政收入，五年平均每年增长11.8%.
    pub(super) fn said_before(&self, lead: Span) -> Option<Indicator> {
        if self.previous.is_some() || self.clause_start <= self.sentence.start || lead.start < self.clause_start {
            return None;
        }
        let words = &self.text[self.sentence.start as usize..self.clause_start as usize];
        let words = words.trim_end_matches(['，', ',']);
        let at = words
            .rfind(['，', ',', '；', '：', ':'])
            .map_or(0, |at| at + '，'.len_utf8());
        let clause = words.get(at..)?;
        let (start, end, entry) = self.lexicon.indicators_in(clause).last().filter(|(_, end, _)| {
            let rest = &clause[*end..];
            rest.is_empty() || self.lexicon.around.passes.iter().any(|w| rest.starts_with(w.as_str()))
        })?;
        Some(Indicator {
            span: Span::new(at + start, at + end).shift(self.sentence.start as usize),
            modifier: None,
            entry: Some(entry),
            carried: true,
        })
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
        if name.carried || self.counted_behind || !(around.dependent.is(words) || made.is_some()) {
            return name;
        }
        // 设立总规模45亿元的发展基金: the thing stands behind.
        let figure = &self.figures[i];
        let rest = &self.text[figure.span.end as usize..self.sentence.end as usize];
        let until = self.figures.get(i + 1).map_or(self.sentence.end, |f| f.span.start);
        let owner = rest
            .starts_with('的')
            .then(|| indicator::behind(self.text, figure.span.end, until, None, self.lexicon));
        let owner = owner.flatten().map(|found| found.span);
        // 安排资金3亿元 is that of no thing.
        let spent = around
            .actions
            .at_end(self.text[self.clause_start.min(name.span.start) as usize..name.span.start as usize].trim_end())
            .is_some();
        if made.is_some() && owner.is_none() {
            return name;
        }
        Indicator {
            modifier: owner
                .or(name.modifier)
                .or(self.thing.filter(|_| !spent))
                .or_else(|| self.thriving().filter(|_| !spent)),
            span: Span {
                start: name.span.start + made.unwrap_or(0) as u32,
                ..name.span
            },
            ..name
        }
    }

    /// Whether a name is one of a thing that others belong to: neither a verb alone nor 总投资 itself.
    pub(super) fn is_thing(&self, name: Indicator) -> bool {
        let words = name.span.of(self.text);
        let around = &self.lexicon.around;
        ![&around.dependent, &around.actions, &around.kept]
            .iter()
            .any(|list| list.is(words))
    }

    /// What the clause before, which has no figure, says to thrive: 服务业快速发展，增加值达到4582亿元.
    fn thriving(&self) -> Option<Span> {
        let from = self.quantity_end.max(self.sentence.start);
        let gap = self.text.get(from as usize..self.clause_start as usize)?;
        let words = gap.trim_end_matches(['，', ',']);
        let begins = words
            .rfind(['，', ',', '；', '。', '：', '）'])
            .map_or(0, |at| at + words[at..].chars().next().map_or(0, char::len_utf8));
        let clause = &words[begins..];
        let end = self
            .lexicon
            .around
            .thrives
            .iter()
            .filter_map(|w| clause.find(w.as_str()))
            .min()?;
        let name = &clause[..end];
        let count = name.chars().count();
        let around = &self.lexicon.around;
        let noun = name
            .chars()
            .all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c) || matches!(c, '、' | '“' | '”'))
            && around.thing_ends.at_end(name).is_some()
            && around.actions.at_start(name).max(around.kept.at_start(name)).is_none();
        let start = from + begins as u32;
        (noun && (3..=16).contains(&count)).then_some(Span {
            start,
            end: start + end as u32,
        })
    }
}
