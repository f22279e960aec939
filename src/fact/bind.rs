//! The way through a sentence: which clause a figure stands in, whose subject it takes, what the sentence says about it.
//!
//! Owns the state that goes from clause to clause: the subject that is carried on, the area and time that hold until others are named,
//! the subjects of a list. What a clause itself says is read in the modules beside this one.

mod subject;

use super::frame::Frame;
use super::indicator::{self, Named};
use super::period::{self, Mark, Time};
use super::{Area, Aspect, Extent, Fact, Indicator, Period, Price, area, aspect, basis, verb};
use crate::figure::{Figure, Form, Hedge};
use crate::lexicon::Lexicon;
use crate::lexicon::clauses::MarkKind;
use crate::lexicon::entries::{Growth, StockOrFlow};
use crate::outline::Outline;
use crate::source::Document;
use crate::span::Span;
use std::collections::BTreeSet;

/// Binds every figure. Cannot fail.
pub fn bind(document: &Document, outline: &Outline, figures: &[Figure], frame: &Frame, lexicon: &Lexicon) -> Vec<Fact> {
    let mut facts = Vec::with_capacity(figures.len());
    let mut next = 0;
    let mut standing: Option<(u32, Time)> = None;
    for sentence in &outline.sentences {
        while next < figures.len() && figures[next].span.start < sentence.span.start {
            facts.push(Fact::default());
            next += 1;
        }
        let start = next;
        while next < figures.len() && figures[next].span.end <= sentence.span.end {
            next += 1;
        }
        if start == next {
            continue;
        }
        let held = standing.filter(|(p, _)| *p == sentence.paragraph).map(|(_, t)| t);
        let mut walk = Walk::new(
            &document.text,
            sentence.span,
            sentence.paragraph as usize,
            &figures[start..next],
            frame,
            lexicon,
            held,
        );
        facts.extend((0..next - start).map(|i| walk.figure(i)));
        standing = walk.standing().or(held).map(|time| (sentence.paragraph, time));
    }
    facts.resize(figures.len(), Fact::default());
    facts
}

/// One way through a sentence.
struct Walk<'a> {
    text: &'a str,
    sentence: Span,
    figures: &'a [Figure],
    lexicon: &'a Lexicon,
    frame: &'a Frame,
    marks: Vec<Mark>,
    times: Vec<Time>,
    default: Period,
    /// The area of a clause that names none.
    home: Area,
    /// The time that an earlier sentence of the paragraph opened with.
    held: Option<Time>,
    clause_start: u32,
    previous_end: u32,
    /// The end of the last quantity: what stands before it belongs to that one.
    quantity_end: u32,
    previous: Option<Fact>,
    /// The subject that a list of clauses hangs on; it holds again behind ；.
    head: Option<Indicator>,
    area: Area,
    /// The subjects of the last list.
    tier: Vec<Indicator>,
    /// The subjects that clauses of this group named.
    subjects: Vec<Indicator>,
    /// The list that is being read: its first figure and its subjects.
    list: Option<(usize, Vec<Indicator>)>,
    /// Whether the last name stood behind its figure.
    counted_behind: bool,
    /// What was counted last in this clause group: a later 总投资 is that of it.
    thing: Option<Span>,
    /// The end of the last boundary of a class, and where the name that it narrows begins: 新增销售10亿元以上企业.
    class: Option<(u32, u32)>,
    /// What was measured before each bracket that is open.
    outside: Vec<Option<Fact>>,
    /// Times that belong to a value before a change only.
    spent: BTreeSet<Span>,
}

impl<'a> Walk<'a> {
    fn new(
        text: &'a str,
        sentence: Span,
        paragraph: usize,
        figures: &'a [Figure],
        frame: &'a Frame,
        lexicon: &'a Lexicon,
        held: Option<Time>,
    ) -> Self {
        let found = lexicon.marks_in(sentence.of(text));
        let marks: Vec<Mark> = found
            .map(|(a, b, kind)| (Span::new(a, b).shift(sentence.start as usize), kind))
            .filter(|(span, kind)| *kind == MarkKind::FiveYearPlan || !in_quotes(text, sentence, *span))
            .collect();
        // Behind the turn, a sentence that looks back (总的看，全年…) speaks of the year under review.
        let looks_back = marks.iter().any(|mark| basis::tells_past(text, mark));
        let default = match frame.review.filter(|_| looks_back && frame.after_turn(sentence.start)) {
            Some(year) => Period {
                from: Some(year),
                extent: Extent::Year,
                ..Period::default()
            },
            None => frame.period_at(sentence.start, paragraph),
        };
        let times = period::times(text, sentence, figures, &marks, frame, default, lexicon);
        let local = frame.settings.get(paragraph).and_then(|s| s.local);
        let home = local.map_or(Area::Own, Area::Named);
        Self {
            text,
            sentence,
            figures,
            lexicon,
            frame,
            marks,
            times,
            default,
            home,
            held,
            clause_start: sentence.start,
            previous_end: sentence.start,
            quantity_end: sentence.start,
            previous: None,
            head: None,
            area: home,
            tier: Vec::new(),
            subjects: Vec::new(),
            list: None,
            counted_behind: false,
            thing: None,
            class: None,
            outside: Vec::new(),
            spent: BTreeSet::new(),
        }
    }

    /// The time that the sentence opens with: it holds for the next ones of the paragraph.
    fn standing(&self) -> Option<Time> {
        let lasts = |t: &&Time| !t.compared && !t.local && t.until.is_none();
        let first = self.times.iter().find(|t| lasts(t) && !self.spent.contains(&t.span))?;
        let before = &self.text[self.sentence.start as usize..first.span.start as usize];
        let opens = !before.contains(['，', ',', '；', '、']) && (first.said || first.period.to.is_some());
        let mut last = *first;
        for time in self
            .times
            .iter()
            .filter(|t| t.said && lasts(t) && !self.spent.contains(&t.span))
        {
            last = *time;
        }
        opens.then_some(last)
    }

    /// What the next figure measures.
    fn figure(&mut self, i: usize) -> Fact {
        let figure = &self.figures[i];
        let gap = Span {
            start: self.previous_end,
            end: figure.span.start.max(self.previous_end),
        };
        self.leave_brackets(gap);
        let mut new_group = false;
        if let Some(mark) = last_mark(gap.of(self.text)) {
            let width = gap.of(self.text)[mark..].chars().next().map_or(0, char::len_utf8);
            self.clause_start = gap.start + (mark + width) as u32;
            new_group = gap.of(self.text).contains(['；', ';']);
        }
        let lead = Span {
            start: self.clause_start.max(self.previous_end),
            end: gap.end,
        };
        let mut fact = self.name(i, lead, new_group);
        fact.clause = self.clause(i);
        // 由2019年的90.2亿元: the date stands between.
        let dated = self.previous_base_date(i);
        fact.base |= dated && trim_date(lead.of(self.text)).is_empty();
        self.say(i, lead, &mut fact);
        self.previous_end = figure.span.end;
        if !is_date(figure) {
            self.quantity_end = figure.span.end;
        }
        // A date names no subject; what was measured before it goes on behind it.
        let names = figure.is_quantity() && figure.hedge != Hedge::Class;
        if names || (!figure.passing && is_date(figure) && fact.indicator.is_some()) || figure.form == Form::Ordinal {
            self.previous = Some(fact.clone());
        }
        fact
    }

    /// Behind a bracket goes on what was measured before it: 总值357亿元（其中工业128亿元），增长6%.
    fn leave_brackets(&mut self, gap: Span) {
        for mark in gap.of(self.text).chars() {
            match mark {
                '（' | '(' => self.outside.push(self.previous.clone()),
                '）' | ')' => {
                    if let Some(before) = self.outside.pop().flatten() {
                        self.previous = Some(before);
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether the figure before this one is the date of a value before a change.
    fn previous_base_date(&self, i: usize) -> bool {
        i > 0 && is_date(&self.figures[i - 1]) && {
            let before = Span {
                start: if i > 1 {
                    self.figures[i - 2].span.end
                } else {
                    self.sentence.start
                },
                end: self.figures[i - 1].span.start,
            };
            is_base(before.of(self.text))
        }
    }

    /// The clause of a figure.
    fn clause(&self, i: usize) -> Span {
        let next = self.figures.get(i + 1).map_or(self.sentence.end, |f| f.span.start);
        let end = self.figures[i].span.end;
        Span {
            start: self.clause_start,
            end: clause_end(self.text, end, next, self.sentence.end, &self.figures[i + 1..]),
        }
    }

    /// Indicator, verb and base.
    fn name(&mut self, i: usize, lead: Span, new_group: bool) -> Fact {
        let figure = &self.figures[i];
        let words = lead.of(self.text).trim();
        let joined = matches!(words, "、" | "和" | "与" | "及" | "以及");
        // 4748户12894人: two counts of one thing.
        let adjacent = i > 0 && self.figures[i - 1].span.end == figure.span.start && self.figures[i - 1].is_quantity();
        if let (true, Some(before)) = (joined || adjacent, &self.previous) {
            let mut fact = before.clone();
            // 增长20%、超过5000亿元: the verb is that of the rate.
            if i > 0 && (self.figures[i - 1].form == Form::Amount) != (figure.form == Form::Amount) {
                (fact.direction, fact.verb) = (None, None);
            }
            if adjacent {
                return fact;
            }
            if let Some(of_list) = self.of_list(i) {
                fact.indicator = Some(of_list);
            } else if self.counted_behind
                && let Some(found) = self.counted(i, None)
            {
                fact.indicator = Some(found);
            }
            return fact;
        }
        self.list = None;
        if figure.passing {
            return Fact::default();
        }
        if figure.hedge == Hedge::Class {
            return self.class_of(i, lead);
        }
        if matches!(figure.form, Form::Date | Form::Year | Form::Ordinal) {
            return Fact {
                indicator: match indicator::find(self.text, lead, self.lexicon) {
                    Named::Indicator(found) => Some(found),
                    _ => None,
                },
                base: is_base(words),
                ..Fact::default()
            };
        }
        let verb = verb::find(self.text, lead, self.lexicon);
        let head = Span {
            start: lead.start,
            end: verb.as_ref().map_or(lead.end, |v| v.span.start),
        };
        let named = indicator::find(self.text, self.subject_part(figure, head), self.lexicon);
        let found = self
            .list_subject(i, lead, verb.as_ref())
            .or_else(|| self.subject(i, lead, named, verb.is_some()))
            .or_else(|| self.before_pause(i));
        if new_group {
            self.thing = None;
        }
        let found = found.map(|name| self.of_thing(i, self.of_class(name, lead)));
        // 收入由90.2亿元增加到96.8亿元: both are named by the one name, the second is what it is now.
        let reached = self.previous.as_ref().is_some_and(|f| f.base) && verb.as_ref().is_some_and(|v| v.level);
        let from = if new_group {
            self.head
        } else {
            self.previous.as_ref().and_then(|f| f.indicator)
        };
        let carried = from.map(|i| Indicator {
            carried: i.carried || !reached,
            ..self.as_total(i, lead)
        });
        let carried = self.said_between(lead).or(carried).or_else(|| self.said_before(lead));
        // 51.54万贫困人口: the unit is the noun.
        let found = found.or_else(|| self.noun_unit(i));
        self.head = self.head.or(found);
        if figure.form == Form::Amount && figure.unit.counted && verb.is_none() {
            self.thing = found.filter(|name| self.is_thing(*name)).map_or(self.thing, |name| Some(whole(name)));
        }
        if new_group {
            self.subjects.clear();
        }
        self.subjects.extend(found.filter(|i| !i.carried));
        Fact {
            indicator: found.or(carried),
            direction: verb.as_ref().filter(|v| !v.level).map(|v| v.direction),
            base: is_base(words) || self.opens_change(lead),
            verb: verb.map(|v| v.span),
            ..Fact::default()
        }
    }

    /// Whether a time alone stands between 由 and the figure: 从“十二五”末23121元.
    fn opens_change(&self, lead: Span) -> bool {
        let words = lead.of(self.text);
        let Some((at, from)) = words.rmatch_indices(['由', '从']).next() else {
            return false;
        };
        let start = lead.start + (at + from.len()) as u32;
        let rest = trim_date(&self.text[start as usize..lead.end as usize]).trim_start_matches('“');
        !rest.is_empty()
            && self
                .times
                .iter()
                .any(|t| t.span.start >= start && t.span.of(self.text).trim_matches('”') == rest)
    }

    /// Period, area, basis, aspect, prices.
    fn say(&mut self, i: usize, lead: Span, fact: &mut Fact) {
        let figure = &self.figures[i];
        if is_date(figure) || figure.passing {
            return;
        }
        let clause_lead = Span {
            start: self.clause_start,
            end: figure.span.start,
        };
        fact.aspect = aspect::aspect(self.text, figure, fact, clause_lead, self.lexicon);
        if self.counted_behind && fact.aspect == Aspect::Rate && figure.form != Form::Amount {
            fact.aspect = Aspect::Share;
        }
        fact.area = self.area_of(fact, clause_lead);
        let governing = self.governing(i, fact.base);
        fact.period = self.period_of(governing.as_ref(), fact, figure.unit.counted);
        let told = basis::Told {
            text: self.text,
            marks: &self.marks,
            times: &self.times,
            frame: self.frame,
        };
        (fact.basis, fact.basis_from) =
            basis::basis(told, figure.span, self.clause_start, governing.as_ref(), fact.period);
        // 预计…: in a review of several years it is the last one that is not counted yet.
        if fact.basis == super::Basis::Estimate && governing.is_none() && fact.aspect != Aspect::AverageGrowth {
            if let Some(year) = fact.period.to.filter(|year| Some(*year) == self.frame.review) {
                fact.period = Period {
                    from: Some(year),
                    to: None,
                    extent: Extent::Year,
                    ..fact.period
                };
            }
        }
        fact.price = self.price_of(figure, fact);
        fact.of = match fact.aspect {
            Aspect::Share => aspect::whole(self.text, clause_lead),
            Aspect::Change | Aspect::Growth | Aspect::Points | Aspect::Multiple => self.compared(lead),
            _ => None,
        };
    }

    fn area_of(&mut self, fact: &Fact, lead: Span) -> Area {
        let named = area::named(self.text, lead, &self.marks, self.frame);
        let carried = fact.indicator.is_none_or(|i| i.carried);
        let area = named.unwrap_or(if carried { self.area } else { self.home });
        self.area = area;
        area
    }

    /// The time that governs a figure.
    fn governing(&mut self, i: usize, base: bool) -> Option<Time> {
        let figure = &self.figures[i];
        let clause = self.clause_start;
        let times = &self.times[..self.times.partition_point(|t| t.span.end <= figure.span.start)];
        let before = |t: &&Time| {
            let reaches = t.until.is_none_or(|end| figure.span.start < end) && !(t.local && t.span.start < clause);
            !t.compared && reaches
        };
        if base {
            let own = times.iter().rev().find(before).copied().filter(|t| {
                let between = &self.text[t.span.end as usize..figure.span.start as usize];
                trim_date(between).trim_start_matches('”').is_empty()
            });
            self.spent.extend(own.map(|t| t.span));
            return own;
        }
        let found = times
            .iter()
            .rev()
            .filter(|t| !self.spent.contains(&t.span))
            .find(before);
        found.copied().or(self.held)
    }

    /// `counted` is a figure of things: 家, 个, 户.
    fn period_of(&self, governing: Option<&Time>, fact: &Fact, counted: bool) -> Period {
        let mut period = match governing {
            Some(time) => time.period,
            None if fact.base => Period::default(),
            None => self.default,
        };
        let entry = fact.indicator.and_then(|i| i.entry);
        let kind = entry.and_then(|e| self.lexicon.indicators[e as usize].kind);
        let level = matches!(fact.aspect, Aspect::Level | Aspect::Count | Aspect::Rate);
        let made = (counted && !self.reaches_level(fact)) || self.counted_behind || fact.indicator.is_some_and(|i| self.is_made(i));
        if kind == Some(StockOrFlow::Stock) && level && !made && period.from.is_some() {
            period.from = period.to.or(period.from);
            period.to = None;
            period.extent = Extent::AsOf;
        }
        period
    }

    /// Whether the clause of a fact or its name says that it tells how many there are, not how many were made.
    fn reaches_level(&self, fact: &Fact) -> bool {
        let name = fact.indicator.map_or("", |i| i.span.of(self.text));
        let stock = ["数", "总量", "人口", "人数", "余额", "规模", "保有量"].iter().any(|w| name.ends_with(w));
        let words = &self.text[fact.clause.start as usize..self.previous_end.max(fact.clause.end) as usize];
        stock || ["达", "总数", "共有", "现有", "拥有", "累计", "增至", "增加到", "发展到"].iter().any(|w| words.contains(w))
    }

    /// Whether a verb of doing stands before a name: 新建, 优化 make a flow of a stock.
    fn is_made(&self, name: Indicator) -> bool {
        let start = name.modifier.map_or(name.span.start, |m| m.start.min(name.span.start));
        let before = self.text[self.sentence.start as usize..start as usize].trim_end();
        let around = &self.lexicon.around;
        let own = name.modifier.is_some_and(|m| {
            let words = m.of(self.text);
            around.kept.at_start(words).is_some() || around.kept.at_end(words).is_some() || around.actions.at_end(words).is_some()
        });
        own || before.ends_with("完成") || around.kept.at_end(before).is_some() || around.actions.at_end(before).is_some()
    }

    fn price_of(&self, figure: &Figure, fact: &Fact) -> Price {
        let told = basis::price(figure.span, self.quantity_end, &self.marks);
        if told != Price::Unknown {
            return told;
        }
        let entry = fact.indicator.and_then(|i| i.entry);
        let real = entry.is_some_and(|e| self.lexicon.indicators[e as usize].growth == Growth::Real);
        match fact.aspect {
            Aspect::Growth | Aspect::AverageGrowth if real => Price::Constant,
            Aspect::Level | Aspect::Change if figure.unit.dimension == "money" => Price::Current,
            _ => Price::Unknown,
        }
    }

    /// What a change is measured from: 上年 in 比上年增长.
    fn compared(&self, lead: Span) -> Option<Span> {
        let times = &self.times[..self.times.partition_point(|t| t.span.end <= lead.end)];
        let within = times.iter().rev().take_while(|t| t.span.start >= lead.start);
        within.into_iter().find(|t| t.compared).map(|t| t.span)
    }
}

/// A name with the words before it that belong to it.
fn whole(name: Indicator) -> Span {
    match name.modifier {
        Some(modifier) if modifier.end == name.span.start => modifier.join(name.span),
        _ => name.span,
    }
}

/// Bytes behind a word in which the quotes that it stands in are closed.
const QUOTED: usize = 60;

/// Whether a word stands in quotes or in a title: the year of “五年绿满山川” is no time of the report.
fn in_quotes(text: &str, sentence: Span, span: Span) -> bool {
    let from = text.floor_char_boundary((span.start as usize).saturating_sub(QUOTED));
    let until = text.ceil_char_boundary(span.end as usize + QUOTED);
    let before = &text[from.max(sentence.start as usize)..span.start as usize];
    let behind = &text[span.end as usize..until.min(sentence.end as usize)];
    let within = |open: char, close: char| {
        let opens = before.rfind(open).is_some_and(|at| !before[at..].contains(close));
        opens && behind.find(close).is_some_and(|at| !behind[..at].contains(open))
    };
    within('“', '”') || within('《', '》')
}

/// The last mark that ends a clause; a short remark in brackets (新（改）建, 示范村（社区）) is part of a name.
fn last_mark(gap: &str) -> Option<usize> {
    let mark = gap.rfind(is_clause_mark)?;
    let width = gap[mark..].chars().next().map_or(0, char::len_utf8);
    match indicator::remark(&gap[..mark + width]) {
        Some(open) => last_mark(&gap[..open]),
        None => Some(mark),
    }
}

/// Whether the words before a figure make it the start of a change: 由, 从, 由上年的.
fn is_base(words: &str) -> bool {
    trim_date(words).trim_end_matches(['上', '去']).ends_with(['由', '从'])
}

fn is_date(figure: &Figure) -> bool {
    matches!(figure.form, Form::Date | Form::Year)
}

/// What may stand between a date and the figure of that date.
fn trim_date(words: &str) -> &str {
    words
        .trim()
        .trim_end_matches(['的', '年', '末', '底', '初', '”', '时', '期'])
}

/// The first clause mark behind a figure that does not stand inside a later one.
fn clause_end(text: &str, from: u32, next_start: u32, sentence_end: u32, later: &[Figure]) -> u32 {
    let mut start = from;
    let mut end = next_start;
    let mut later = later.iter();
    loop {
        if let Some(mark) = text[start as usize..end.max(start) as usize].find(is_clause_mark) {
            return start + mark as u32;
        }
        let Some(figure) = later.next() else {
            return sentence_end;
        };
        start = figure.span.end;
        end = later.clone().next().map_or(sentence_end, |f| f.span.start);
    }
}

/// Marks that end a clause, in both widths. 、 does not.
fn is_clause_mark(c: char) -> bool {
    matches!(
        c,
        '，' | ',' | '；' | ';' | '：' | ':' | '。' | '！' | '？' | '（' | '(' | '）' | ')'
    )
}
