//! Lists of figures: as many subjects before 分别 as there are values behind it.
//!
//! Owns where such a list begins, which of its subjects a figure has, and what the words behind 分别 add to all. How the subjects divide is in
//! [`super::super::tier`].

use super::super::indicator::{self, Named};
use super::super::{Indicator, tier, verb};
use super::{Walk, is_date};
use crate::figure::{Figure, Form};
use crate::span::Span;

impl Walk<'_> {
    /// The subject of the first figure of a list, when there are as many subjects as figures.
    pub(super) fn list_subject(&mut self, i: usize, lead: Span, verb: Option<&verb::Found>) -> Option<Indicator> {
        let count = self.list_length(i);
        if count < 2 {
            return None;
        }
        let clause = Span {
            start: self.list_start(i, lead),
            end: lead.end,
        };
        let words = clause.of(self.text);
        let until = words.rfind("分别").map(|at| clause.start + at as u32);
        // 城市和国有工矿棚户区改造2.7万户、274万平方米: two measures of one thing.
        let measured = |f: &Figure| matches!(f.unit.dimension.as_str(), "area" | "length" | "volume" | "people");
        let housed = matches!(self.figures[i].unit.name.as_str(), "户" | "套" | "栋" | "处");
        if until.is_none() && count == 2 && housed && measured(&self.figures[i + 1]) {
            return None;
        }
        let end = until.or(verb.map(|v| v.span.start)).unwrap_or(lead.end);
        let head = Span {
            start: clause.start,
            end: end.max(clause.start),
        };
        let subjects = match tier::subjects(self.text, head, count, self.lexicon) {
            Some(own) => {
                self.tier = self.completed_by_owner(i, own);
                self.tier.clone()
            }
            // 处理率和利用率，分别达到92%和85%: the clause before lists them.
            None if until.is_some_and(|at| self.text[clause.start as usize..at as usize].trim().is_empty())
                && let Some(listed) = self.listed_before(count) =>
            {
                self.tier = listed;
                self.tier.clone()
            }
            None if indicator::find(self.text, head, self.lexicon) == Named::Nothing => {
                // 城镇收入超过4万元，农村收入超过1.8万元，分别增长7.1%和7.7%: each clause before named one of them.
                // 开工甲项目9个、乙项目5个，其中丙项目3个、丁项目2个，分别增长…: the last ones.
                let named = match self.tier.len() == count {
                    true => self.tier.as_slice(),
                    false => &self.subjects[self.subjects.len().saturating_sub(count)..],
                };
                if named.len() != count || (until.is_none() && self.tier.len() != count) {
                    return None;
                }
                named.iter().map(|i| Indicator { carried: true, ..*i }).collect()
            }
            None => return None,
        };
        let subjects = match until {
            Some(at) => self.measured_behind(subjects, at, lead),
            None => subjects,
        };
        let first = subjects[0];
        self.counted_behind = false;
        self.list = Some((i, subjects));
        Some(first)
    }

    /// 工业 and 农业 of 工业、农业分别完成投资: what is measured of each stands behind 分别, which is at `until`.
    fn measured_behind(&self, subjects: Vec<Indicator>, until: u32, lead: Span) -> Vec<Indicator> {
        let measure = Span {
            start: until + "分别".len() as u32,
            ..lead
        };
        let words = measure.of(self.text).trim_end();
        // 小型企业、微型企业分别新增16户和96户: what was done stands behind.
        let first = self
            .figures
            .get(self.figures.partition_point(|f| f.span.start < lead.end));
        if first.is_some_and(|f| f.form == Form::Amount) && self.lexicon.around.kept.is(words) {
            let done = |name: Indicator| Indicator {
                under: name.under.or(Some(measure)),
                ..name
            };
            return subjects.into_iter().map(done).collect();
        }
        // 幼儿园13所、学校22所，分别新增学位…: what each of them got more of.
        let noun = self
            .lexicon
            .around
            .added
            .at_start(words)
            .is_some_and(|len| words[len..].chars().count() >= 2);
        let got = |name: &Indicator| Indicator {
            span: measure,
            modifier: Some(name.span),
            under: name.modifier.or(name.under),
            entry: None,
            ..*name
        };
        let own = self.lexicon.indicator_named(words).is_none() || subjects.iter().all(|name| name.carried);
        if noun && own && !words.contains('、') && first.is_some_and(|f| f.form == Form::Amount) {
            return subjects.iter().map(got).collect();
        }
        let bare = subjects.iter().all(|name| name.entry.is_none() && !name.carried);
        if !bare || !self.lexicon.around.dependent.is(words) {
            return subjects;
        }
        let of_each = |name: &Indicator| Indicator {
            span: measure,
            modifier: Some(super::whole(*name)),
            ..*name
        };
        subjects.iter().map(of_each).collect()
    }

    /// The subjects that the clause before lists, if it has no figure.
    fn listed_before(&self, count: usize) -> Option<Vec<Indicator>> {
        let start = self.quantity_end.min(self.clause_start);
        let words = self.text[start as usize..self.clause_start as usize].trim_end_matches(['，', ',']);
        let from = words.rfind(['，', '；', '：', '。', ',', ';']);
        let from = from.map_or(0, |at| at + words[at..].chars().next().map_or(0, char::len_utf8));
        let before = Span::new(from, words.len()).shift(start as usize);
        tier::subjects(self.text, before, count, self.lexicon)
    }

    /// Where the subjects of a list begin: behind the date in 2019年末存款、贷款余额分别为…, not in 存款、贷款余额分别是2010年的….
    fn list_start(&self, i: usize, lead: Span) -> u32 {
        // 财政收入增长10%、城乡居民收入分别增长…: the first has its figure.
        let told = self.text[self.quantity_end as usize..].starts_with('、');
        let from = if told {
            self.quantity_end.clamp(self.clause_start, lead.end)
        } else {
            self.clause_start
        };
        let words = &self.text[from as usize..lead.end as usize];
        let end = words.rfind("分别").map_or(lead.end, |at| from + at as u32);
        let before = self.figures[..i].iter().rev();
        let dates = before.take_while(|f| is_date(f) && f.span.start >= self.clause_start);
        let mut starts = dates.map(|f| f.span.end).filter(|start| *start <= end);
        let named = |start: &u32| {
            let head = Span { start: *start, end };
            indicator::find_last(self.text, head, self.lexicon) != Named::Nothing
        };
        let begins = if told { from } else { 0 };
        starts.find(named).unwrap_or(self.clause_start).max(begins)
    }

    /// The subject of a later figure of a list.
    pub(super) fn of_list(&self, i: usize) -> Option<Indicator> {
        let (first, subjects) = self.list.as_ref()?;
        subjects.get(i - first).copied()
    }

    /// Whether words join two figures of a list: 、 or 和, and 每年 or its like before the second.
    pub(super) fn joins_list(&self, words: &str) -> bool {
        if matches!(words, "、" | "和" | "与" | "及" | "以及") {
            return true;
        }
        let rest = words
            .strip_prefix(['、', '和', '与'])
            .map(|rest| rest.trim_start_matches("人均"));
        rest.is_some_and(|rest| matches!(rest, "每年" | "每月" | "每人每年" | "每人每月"))
    }

    /// How many figures of one form are joined from here on, as far as subjects could be listed for them.
    pub(super) fn list_length(&self, i: usize) -> usize {
        const LONGEST: usize = 64;
        let rest = &self.figures[i..self.figures.len().min(i + LONGEST)];
        let joined = rest.windows(2).take_while(|pair| {
            let between = &self.text[pair[0].span.end as usize..pair[1].span.start.max(pair[0].span.end) as usize];
            // 分别增长91%和2.2倍
            let grows = |f: &Figure| matches!(f.form, Form::Percent | Form::Multiple | Form::Fan);
            let alike = pair[0].form == pair[1].form || (grows(&pair[0]) && grows(&pair[1]));
            alike && self.joins_list(between.trim())
        });
        1 + joined.count()
    }
}
