//! Clauses without figures, which name what the figures behind them are told of.
//!
//! Owns which words of such a clause are its subject: 规上企业数量连年增加，突破300家; 服务业快速发展，增加值达到4582亿元.

use super::super::Indicator;
use super::super::indicator::{self, Named};
use super::super::{aspect, verb};
use super::Walk;
use crate::figure::{Figure, Form};
use crate::lexicon::measures::Kind;
use crate::span::Span;

/// Characters of a thing that thrives.
const LONGEST: usize = 24;

impl Walk<'_> {
    /// What the clause before names and says to grow or to reach something: 上划中央收入首次突破千亿，达1180亿元.
    pub(super) fn said(&self, lead: Span) -> Option<Indicator> {
        // 由1979年的40.9%: a date stands before the first figure of the clause.
        let dated = self.quantity_end <= self.clause_start && self.runs(lead);
        let opens = self.previous.is_none() && lead.start >= self.clause_start;
        if !dated && lead.start != self.clause_start && !opens {
            return None;
        }
        // A date names nothing: 1964年工业总产值….
        let from = self.silent_from.max(self.sentence.start).max(self.dated_until());
        let clause = self.clause_before(from)?;
        let end = self
            .listed_end(clause)
            .or_else(|| self.measured_end(clause))
            .filter(|_| !dated || opens)
            .or_else(|| {
                self.noun_end(clause, lead)
                    .filter(|_| clause.start > from || from == self.sentence.start)
            })?;
        match indicator::find(self.text, Span { end, ..clause }, self.lexicon) {
            Named::Indicator(found) => Some(Indicator { carried: true, ..found }),
            _ => None,
        }
    }

    /// Behind the last figure before this clause, dates too.
    fn dated_until(&self) -> u32 {
        let before = |f: &&Figure| f.span.end <= self.clause_start;
        self.figures.iter().rev().find(before).map_or(0, |f| f.span.end)
    }

    /// Where a listed indicator ends of which a clause says something. Nothing need be said of it where the sentence has no figure before.
    fn listed_end(&self, clause: Span) -> Option<u32> {
        let words = clause.of(self.text);
        let opens = self.previous.is_none();
        let said = |end: usize| words[end..].is_empty() && opens || self.passes_at(&words[end..]);
        let listed = self.lexicon.indicators_in(words).filter(|(_, end, _)| said(*end));
        listed.last().map(|(_, end, _)| clause.start + end as u32)
    }

    /// Where the name of a measure ends of which a clause says something: 规上企业数量.
    fn measured_end(&self, clause: Span) -> Option<u32> {
        let words = clause.of(self.text);
        let around = &self.lexicon.around;
        let places = words.char_indices().map(|(at, _)| at).skip(2);
        let end = places.into_iter().find(|at| self.passes_at(&words[*at..]))?;
        let name = &words[..end];
        let measure = around.stocks.at_end(name).is_some()
            || around.rates.iter().any(|rate| name.ends_with(rate.as_str()))
            || around.measured.at_end(name).is_some();
        measure.then_some(clause.start + end as u32)
    }

    /// Where a name ends that is all there is of a clause, where the words behind it only say how it moved: 钢，由2390万吨增加到….
    fn noun_end(&self, clause: Span, lead: Span) -> Option<u32> {
        const NAME: usize = 22;
        const MOVES: [&str; 8] = ["由", "从", "比", "较", "同比", "达到", "突破", "为"];
        let words = lead.of(self.text).trim_start();
        if !(self.runs(lead) || self.previous.is_none() && MOVES.iter().any(|w| words.starts_with(w))) {
            return None;
        }
        // 合作组织蓬勃发展，达到2937家
        let around = &self.lexicon.around;
        let words = clause.of(self.text);
        let says = |at: &usize| *at > 0 && (around.thrives.at_end(words).is_some() || words.ends_with(['化', '善']));
        let thrives = around.thrives.first_in(words).filter(says);
        let clause = Span {
            end: thrives.map_or(clause.end, |at| clause.start + at as u32),
            ..clause
        };
        let Named::Indicator(found) = indicator::find_last(self.text, clause, self.lexicon) else {
            return None;
        };
        let whole = super::whole(found);
        let name = whole.of(self.text);
        let verbs = [&around.actions, &around.kept, &around.topic_verbs, &around.fronts];
        // 轻工业产值占总产值的比重: a share of something.
        let noun = (!name.contains('占') || name.ends_with("比重"))
            && verbs.iter().all(|list| list.at_start(name).is_none())
            && name.chars().count() <= NAME;
        (noun && whole.end == clause.end && whole.start == clause.start).then_some(clause.end)
    }

    /// Whether a clause up to a figure says from where something moved: 由1975年的.
    fn runs(&self, lead: Span) -> bool {
        let words = &self.text[self.clause_start as usize..lead.end.max(self.clause_start) as usize];
        words.trim_start().starts_with(['由', '从'])
    }

    fn passes_at(&self, words: &str) -> bool {
        self.lexicon.around.passes.at_start(words).is_some()
    }

    /// The last clause before this one, if no figure stands in it; none begins before `from`.
    pub(super) fn clause_before(&self, from: u32) -> Option<Span> {
        const ENDS: [char; 11] = ['，', ',', '；', ';', '。', '：', ':', '）', ')', '！', '\n'];
        let gap = self.text.get(from as usize..self.clause_start as usize)?;
        let words = gap.trim_end_matches(|c: char| ENDS.contains(&c) || c.is_whitespace() || c == '*');
        // 研发经费（R&D）投入强度: a remark is no end.
        let ends = |at: usize, c: char| ENDS.contains(&c) && indicator::remark(&words[..at + c.len_utf8()]).is_none();
        let mut places = words.char_indices().rev();
        let end = places.find(|(at, c)| ends(*at, *c));
        let begins = end.map_or(0, |(at, c)| at + c.len_utf8());
        (begins < words.len()).then(|| Span::new(begins, words.len()).shift(from as usize))
    }

    /// What the clause before, which has no figure, is about and ends with: 港口 in 加快发展港口经济，营业收入达到9亿元.
    pub(super) fn topic(&self) -> Option<Span> {
        let from = self.silent_from.max(self.sentence.start);
        // The rest of a clause with a figure in it (实施了680万亩农田整治) is about that figure.
        let clause = self
            .clause_before(from)
            .filter(|c| c.start > from || from == self.sentence.start)?;
        let around = &self.lexicon.around;
        let ends = |clause: Span| {
            around
                .topic_ends
                .at_end(clause.of(self.text).trim_end_matches('”'))
                .is_some()
        };
        // 推动甲、乙等项目竣工投产: what is done with them ends the clause.
        let mut clause = clause;
        while let Some(done) = around.kept.at_end(clause.of(self.text)).filter(|_| !ends(clause)) {
            clause.end -= done as u32;
        }
        if !ends(clause) {
            return None;
        }
        let Named::Indicator(found) = indicator::find_last(self.text, clause, self.lexicon) else {
            return None;
        };
        // 推进 is no part of the thing, 新建 is.
        let told = found.modifier.filter(|m| !around.actions.is(m.of(self.text)));
        let whole = told.map_or(found.span, |m| m.join(found.span));
        let words = whole.of(self.text);
        let verb = around.topic_verbs.at_start(words).unwrap_or(0);
        // 某变电站等电力设施建设: what the examples are of.
        let from = words.rfind('等').map_or(verb, |at| at + '等'.len_utf8());
        // 甲、乙等项目: 项目 alone says nothing.
        let from = if words[from..].chars().nth(2).is_none() {
            verb
        } else {
            from
        };
        let shortest = if from > verb { 5 } else { 3 };
        let (thing, span) = (
            &words[from..],
            Span {
                start: whole.start + from as u32,
                ..whole
            },
        );
        // 一批项目正在建设 is a sentence.
        let mut places = thing.char_indices();
        let says = places.any(|(at, _)| around.manners.at_start(&thing[at..]) >= Some(6));
        let told = (shortest..=LONGEST).contains(&thing.chars().count());
        (span.end == clause.end && told && !says).then_some(span)
    }

    /// The scheme that the clause before starts: 健康提升计划 in 启动健康提升计划，覆盖3万人次.
    pub(super) fn scheme(&self) -> Option<Span> {
        let clause = self.clause_before(self.silent_from.max(self.sentence.start))?;
        let Named::Indicator(found) = indicator::find_last(self.text, clause, self.lexicon) else {
            return None;
        };
        let words = found.span.of(self.text);
        let scheme = ["计划", "行动", "工程", "项目", "政策"]
            .iter()
            .any(|w| words.ends_with(w));
        (scheme && found.span.end == clause.end && words.chars().count() <= LONGEST).then_some(found.span)
    }

    /// The sector that a sentence is about and opens with: 电子信息业，加快项目建设，力争产值达46亿元.
    pub(super) fn sector(&self) -> Option<Span> {
        const NAME: usize = 10;
        let words = self.sentence.of(self.text);
        let name = &words[..words.find('，')?];
        let around = &self.lexicon.around;
        let verb = around.actions.at_start(name).max(around.kept.at_start(name));
        let verb = verb
            .max(around.topic_verbs.at_start(name))
            .max(around.fronts.at_start(name));
        let noun = name.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)) && verb.is_none();
        let sector = name.ends_with('业') && (3..=NAME).contains(&name.chars().count());
        (noun && sector).then(|| Span::new(0, name.len()).shift(self.sentence.start as usize))
    }

    /// What the clause before says to thrive, where a rate of growth is all that follows: 民营经济稳步发展，增长7%.
    pub(super) fn grows(&self, i: usize, lead: Span, verb: Option<&verb::Found>) -> Option<Indicator> {
        let figure = &self.figures[i];
        let rate = matches!(figure.form, Form::Percent | Form::Permille);
        let grows = verb.is_some_and(|v| !v.level);
        // 民生投入继续增加，占预算支出的比重提高到75%
        let shares = aspect::whole_at(lead.of(self.text)).is_some_and(|(at, _)| at == 0);
        if !(rate && (grows || shares)) || lead.start != self.clause_start {
            return None;
        }
        let span = self.thriving().or_else(|| self.sector_before())?;
        Some(Indicator {
            span,
            modifier: None,
            entry: self.lexicon.indicator_named(span.of(self.text)),
            carried: true,
            under: None,
            beside: None,
        })
    }

    /// The sector that alone makes the clause before: 服务业，增长10.7%.
    fn sector_before(&self) -> Option<Span> {
        let clause = self.clause_before(self.silent_from)?;
        self.sector().filter(|sector| *sector == clause)
    }

    /// What the clause before, which has no figure, says to thrive: 服务业快速发展，增加值达到4582亿元.
    pub(super) fn thriving(&self) -> Option<Span> {
        let span = self.clause_before(self.silent_from)?;
        let clause = span.of(self.text);
        let first = self.lexicon.around.thrives.first_in(clause)?;
        // 基本 of 基本养老保险制度不断完善 says nothing of it.
        let ends = |at: &usize| {
            let thing = self.lexicon.around.thing_ends.at_end(&clause[..*at]);
            thing.is_some() && self.lexicon.around.thrives.at_start(&clause[*at..]).is_some()
        };
        let places = clause.char_indices().map(|(at, _)| at).take(LONGEST + 1);
        let end = places.skip_while(|at| *at < first).find(ends).unwrap_or(first);
        // 畜牧业在农业经济中的地位: that of a thing.
        let place = clause[..end].find(['在', '的']).filter(|at| {
            let thing = &clause[..*at];
            self.lexicon.around.thing_ends.at_end(thing).is_some()
        });
        let name = &clause[..place.unwrap_or(end)];
        let count = name.chars().count();
        let around = &self.lexicon.around;
        let noun = name
            .chars()
            .all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c) || matches!(c, '、' | '“' | '”'))
            && around
                .thing_ends
                .at_end(name)
                .max(around.dependent.at_end(name))
                .is_some()
            && around
                .actions
                .at_start(name)
                .max(around.kept.at_start(name))
                .max(around.fronts.at_start(name))
                .is_none();
        // 粮食生产实现“十连增”，总产…: that of 粮食.
        let thing = ["生产", "制度"].iter().find_map(|tail| name.strip_suffix(tail));
        let thing = thing.filter(|thing| thing.chars().nth(1).is_some());
        let start = span.start;
        (noun && (3..=LONGEST).contains(&count)).then_some(Span {
            start,
            end: start + thing.unwrap_or(name).len() as u32,
        })
    }

    /// 东山机场 in 东山机场开通国际航班、旅客吞吐量达到16万人次: who does something in the words before has what is measured.
    pub(super) fn doer(&self, name: Indicator) -> Option<Span> {
        const NAME: usize = 12;
        let named = name.span.of(self.text);
        let alone = name.modifier.is_none() && !name.carried && !self.counted_behind;
        if !alone || !self.lexicon.around.measured.is(named) {
            return None;
        }
        let from = self.quantity_end.max(self.sentence.start);
        let words = self.text.get(from as usize..name.span.start as usize)?;
        let kinds = self.lexicon.around.measures.iter();
        let own = |kind: &&Kind| kind.is_told_by_name() && kind.is(named);
        let kinds: Vec<&Kind> = kinds.filter(own).collect();
        if kinds.is_empty() {
            return None;
        }
        let owns = |thing: &str| kinds.iter().any(|kind| kind.owns(thing));
        let mut at = from as usize;
        let mut found = None;
        for clause in words.split_inclusive(['，', '、', '；', '：']) {
            // What follows a figure directly is about that one.
            let opens = at > from as usize || from == self.sentence.start;
            let places = clause.char_indices().map(|(end, _)| end).take(NAME).skip(2);
            let places: Vec<usize> = places.filter(|end| opens && owns(&clause[..*end])).collect();
            let does = places.iter().find(|end| self.does(clause, **end));
            // 国有企业效益持续好转: of its own thing something is said.
            let end = does
                .or_else(|| places.iter().rfind(|end| self.has(clause, **end)))
                .copied();
            found = end.map(|end| Span::new(at, at + end)).or(found);
            at += clause.len();
        }
        found
    }

    /// Whether a clause begins with a noun up to a place and a verb or an adverb from there on.
    fn does(&self, clause: &str, end: usize) -> bool {
        let around = &self.lexicon.around;
        let rest = &clause[end..];
        let verb = around.actions.at_start(rest).max(around.kept.at_start(rest));
        let said = [&around.predicates, &around.manners, &around.passes];
        let does = verb.is_some() || said.iter().any(|list| list.at_start(rest).is_some());
        does && self.is_subject(&clause[..end])
    }

    /// Whether a clause begins with a noun up to a place and says something of what belongs to it.
    fn has(&self, clause: &str, end: usize) -> bool {
        const OWN: usize = 6;
        const ADVERB: usize = "持续".len();
        let around = &self.lexicon.around;
        let rest = &clause[end..];
        let mut places = rest.char_indices().map(|(at, _)| at).take(OWN + 1).skip(1);
        let adverb = |at: usize| {
            around
                .manners
                .at_start(&rest[at..])
                .max(around.passes.at_start(&rest[at..]))
        };
        places.any(|at| adverb(at) >= Some(ADVERB)) && self.is_subject(&clause[..end])
    }

    /// Whether words at the beginning of a clause name who or what does something, and no verb opens them.
    fn is_subject(&self, noun: &str) -> bool {
        let around = &self.lexicon.around;
        let verb = around.actions.at_start(noun).max(around.kept.at_start(noun));
        verb.max(around.fronts.at_start(noun))
            .max(around.topic_verbs.at_start(noun))
            .is_none()
    }
}
