//! The way through a sentence: which clause a figure stands in, whose subject it takes, what the sentence says about it.
//!
//! Owns the state that goes from clause to clause: the subject that is carried on, the area and time that hold until others are named,
//! the subjects of a list. What a clause itself says is read in the modules beside this one.

mod bare;
mod behind;
mod class;
mod elsewhere;
mod governed;
mod marks;
mod noun;
mod owner;
mod rhetoric;
mod say;
mod shared;
mod silent;
mod span;
mod subject;
mod told;

use self::marks::{clause_end, last_mark};
use self::owner::Told;
use self::span::is_base;
use super::frame::Frame;
use super::indicator::{self, Named};
use super::period::{self, Mark, Time};
use super::{Area, Extent, Fact, Indicator, Period, basis, verb};
use crate::figure::{Figure, Form};
use crate::lexicon::Lexicon;
use crate::outline::Outline;
use crate::source::Document;
use crate::source::sparse::sparse;
use crate::span::Span;
use std::collections::BTreeSet;

/// Binds every figure. Cannot fail.
pub fn bind(document: &Document, outline: &Outline, figures: &[Figure], frame: &Frame, lexicon: &Lexicon) -> Vec<Fact> {
    let mut facts = Vec::with_capacity(figures.len());
    let mut next = 0;
    let mut standing: Option<(u32, Time)> = None;
    let mut told: Option<(u32, Told)> = None;
    let mut topic: Option<(u32, Span)> = None;
    for sentence in &outline.sentences {
        while next < figures.len() && figures[next].span.start < sentence.span.start {
            facts.push(Fact::default());
            next += 1;
        }
        if frame.after_turn(sentence.span.start) && is_duty(sentence.span.of(&document.text)) {
            standing = None;
        }
        let start = next;
        while next < figures.len() && figures[next].span.end <= sentence.span.end {
            next += 1;
        }
        let first = sentence.span.start == outline.paragraphs[sentence.paragraph as usize].span.start;
        if start == next {
            if first {
                topic = bare::opener(&document.text, sentence.span, lexicon).map(|span| (sentence.paragraph, span));
            }
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
        walk.first = first;
        walk.opener = topic.filter(|(p, _)| *p == sentence.paragraph).map(|(_, span)| span);
        walk.told = told.take().filter(|(p, _)| *p == sentence.paragraph).map(|(_, t)| t);
        walk.silent_from = match &walk.told {
            Some(told) => told.end,
            None => outline.paragraphs[sentence.paragraph as usize].span.start,
        };
        facts.extend((0..next - start).map(|i| walk.figure(i)));
        told = walk.told.take().map(|told| (sentence.paragraph, told));
        standing = walk.standing().map(|time| (sentence.paragraph, time));
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
    /// Whether it explains words of the text.
    note: bool,
    /// The area of a clause that names none.
    home: Area,
    /// The time that an earlier sentence of the paragraph opened with.
    held: Option<Time>,
    /// Whether the sentence is the first of its paragraph.
    first: bool,
    /// What the paragraph opens with and is about.
    opener: Option<Span>,
    clause_start: u32,
    previous_end: u32,
    /// The end of the last quantity: what stands before it belongs to that one.
    quantity_end: u32,
    previous: Option<Fact>,
    /// What the last figure told, that of an earlier sentence of the paragraph at first.
    told: Option<Told<'a>>,
    /// Behind the last figure of the paragraph: from here on nobody told a figure.
    silent_from: u32,
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
    /// Whether the last figure told what was made: what follows it behind 、 was made too.
    made: bool,
    /// What was counted last in this clause group: a later 总投资 is that of it.
    thing: Option<Span>,
    /// The end of the last boundary of a class, and where the name that it narrows begins: 新增销售10亿元以上企业.
    class: Option<(u32, u32)>,
    /// The quantity of the last boundary of a class in the sentence.
    bound: Option<Indicator>,
    /// What was measured before each bracket that is open.
    outside: Vec<(Option<Fact>, Option<Told<'a>>)>,
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
        let marks = period::marks(text, sentence, lexicon);
        // Behind the turn, a sentence that looks back (总的看，全年…) speaks of the year under review.
        let first = figures.iter().find(|f| f.is_quantity() && !f.passing);
        let opening = first.map_or(sentence.end, |f| f.span.start);
        let looks_back = marks
            .iter()
            .take_while(|(span, _)| span.start < opening)
            .any(|mark| basis::tells_past(text, mark) && !period::is_compared(text, sentence, mark.0));
        let note = frame.is_note(paragraph);
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
            note,
            home,
            held,
            first: false,
            opener: None,
            clause_start: sentence.start,
            previous_end: sentence.start,
            quantity_end: sentence.start,
            previous: None,
            told: None,
            silent_from: sentence.start,
            head: None,
            area: home,
            tier: Vec::new(),
            subjects: Vec::new(),
            list: None,
            counted_behind: false,
            made: false,
            thing: None,
            class: None,
            bound: None,
            outside: Vec::new(),
            spent: BTreeSet::new(),
        }
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
        let begins = self.clause_start.max(self.previous_end);
        // 五年前 begins with a figure.
        let straddling = self.times.iter().find(|t| t.span.start < begins && begins < t.span.end);
        let lead = Span {
            start: straddling.map_or(begins, |t| t.span.end.min(gap.end)),
            end: gap.end,
        };
        let mut fact = self.name(i, lead, new_group);
        fact.clause = self.clause(i);
        // 由2019年的90.2亿元: the date stands between.
        fact.base |= self.previous_base_date(i) && self.is_bare(lead);
        self.say(i, lead, &mut fact);
        self.previous_end = figure.span.end;
        if !is_date(figure) {
            self.quantity_end = figure.span.end;
            self.silent_from = figure.span.end;
        }
        // A date names no subject; what was measured before it goes on behind it.
        let names = figure.is_quantity() && (self.class.is_none_or(|(end, _)| end != figure.span.end));
        if names || (!figure.passing && is_date(figure) && fact.indicator.is_some()) || figure.form == Form::Ordinal {
            self.previous = Some(fact.clone());
        }
        if names && !is_date(figure) {
            self.told = self.tell(figure, &fact);
        }
        fact
    }

    /// Behind a bracket goes on what was measured before it: 总值357亿元（其中工业128亿元），增长6%.
    fn leave_brackets(&mut self, gap: Span) {
        for (_, mark) in sparse(gap.of(self.text)) {
            match mark {
                '（' | '(' => self.outside.push((self.previous.clone(), self.told.clone())),
                '）' | ')' => {
                    if let Some((Some(before), told)) = self.outside.pop() {
                        (self.previous, self.told) = (Some(before), told);
                    }
                }
                _ => {}
            }
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
        // 推行“三项制度”: the quotes belong to what stands behind.
        let quoted = lead.of(self.text).strip_suffix('“');
        let lead = Span {
            end: quoted.map_or(lead.end, |words| lead.start + words.len() as u32),
            ..lead
        };
        let words = lead.of(self.text).trim();
        if self.bounds_class(i) {
            self.list = None;
            return self.class_of(i, lead);
        }
        let joined = self.joins_list(words);
        // 4748户12894人: two counts of one thing.
        let medal = figure.unit.dimension == "medals";
        if let (true, Some(before)) = (medal && words.is_empty(), &self.previous)
            && let (Some(own), Some(name)) = (self.noun_unit(i), before.indicator)
            && i > 0
            && self.figures[i - 1].unit.dimension == "medals"
        {
            return Fact {
                indicator: Some(Indicator { span: own.span, ..name }),
                ..before.clone()
            };
        }
        let adjacent =
            i > 0 && self.figures[i - 1].span.end == figure.span.start && self.figures[i - 1].is_quantity() && !medal;
        if let (true, Some(before)) = (joined || adjacent, &self.previous) {
            let mut fact = before.clone();
            // 增长20%、超过5000亿元: the verb is that of the rate.
            if i > 0 && (self.figures[i - 1].form == Form::Amount) != (figure.form == Form::Amount) {
                (fact.direction, fact.verb) = (None, None);
            }
            if adjacent {
                fact.indicator = before
                    .indicator
                    .and_then(|name| self.rebounded(i, lead, name))
                    .or(fact.indicator);
                fact.bounds |= self.is_size(figure);
                return fact;
            }
            // 分配1.4万套、45个小区办证: another noun is counted behind the mark.
            let another = self.figures[i - 1].unit.name != figure.unit.name && self.counts(i) && self.object_behind(i);
            let another = another
                .then(|| self.counted(i, None))
                .flatten()
                .filter(|_| !self.counted_behind);
            if let Some(found) = another {
                self.counted_behind = true;
                return Fact {
                    indicator: Some(found),
                    ..Fact::default()
                };
            }
            if let Some(of_list) = self.of_list(i) {
                fact.indicator = Some(of_list);
                self.subjects.extend(fact.indicator.filter(|i| !i.carried));
            } else if self.counted_behind
                && let Some(found) = self.counted(i, self.governing_verb(i))
            {
                fact.indicator = Some(found);
            }
            return fact;
        }
        self.list = None;
        if figure.passing {
            return Fact::default();
        }
        if matches!(figure.form, Form::Date | Form::Year | Form::Ordinal) {
            return Fact {
                indicator: match indicator::find(self.text, lead, self.lexicon) {
                    Named::Indicator(found) => Some(self.owned(found)),
                    _ => None,
                },
                base: is_base(words, &self.lexicon.around.per),
                ..Fact::default()
            };
        }
        // 提升四大都市区能级: the four are not what rises.
        let verb = verb::find(self.text, lead, self.lexicon).filter(|_| figure.unit.name != "大");
        let saved = verb.as_ref().and_then(|verb| self.saved(verb));
        let saved = saved.or_else(|| self.relieved(i, lead));
        let verb = verb.filter(|_| saved.is_none());
        let head = Span {
            start: self.behind_counted(lead),
            end: verb.as_ref().map_or(lead.end, |v| v.span.start),
        };
        let head = Span {
            end: head.end.max(head.start),
            ..head
        };
        let named = indicator::find(self.text, self.subject_part(figure, head), self.lexicon);
        let found = self
            .list_subject(i, lead, verb.as_ref())
            .or_else(|| self.subject(i, lead, named, verb.is_some()))
            .or_else(|| self.before_pause(i))
            .or_else(|| self.class_noun(lead));
        let (found, verb) = self.not_changed(found, verb);
        let found = saved.or(self.with_income(found, verb.as_ref()));
        let facets = self.measures_nothing(i, found);
        let nameless = found.is_some_and(|name| self.says_nothing_alone(name)) || facets;
        let found = found.filter(|_| !nameless);
        if new_group {
            self.thing = None;
        }
        let found = found.map(|name| {
            let name = self.owned(self.of_class(self.with_announced(i, name), lead));
            self.of_bound(
                i,
                self.of_thing(i, self.parallel(i, self.made_like_whole(i, name), verb.is_some())),
            )
        });
        let found = found.map(|name| self.in_each(self.of_bracket(self.under_topic(name))));
        let found = found.map(|name| self.reached(self.per_year(i, lead, name, verb.is_some())));
        // 收入由90.2亿元增加到96.8亿元: both are named by the one name, the second is what it is now.
        let reached = self.previous.as_ref().is_some_and(|f| f.base) && verb.as_ref().is_some_and(|v| v.level);
        let from = if new_group {
            self.head
        } else {
            self.previous.as_ref().and_then(|f| f.indicator)
        };
        let carried = from.map(|name| {
            let name = self.level_of(i, name);
            let own = || self.rebounded(i, lead, name);
            self.of_each(i, name).or_else(own).unwrap_or_else(|| Indicator {
                carried: name.carried || !reached,
                ..self.as_total(name, lead)
            })
        });
        // 51.54万贫困人口: the unit is the noun.
        let found = found.or_else(|| self.noun_unit(i).filter(|_| !facets));
        let thriving = || self.grows(i, lead, verb.as_ref());
        let carried = (found.is_none() && !nameless)
            .then(|| self.said(lead).or(carried).or_else(thriving))
            .flatten();
        self.head = self.head.or(found);
        if figure.form == Form::Amount && figure.unit.counted && verb.is_none() {
            self.thing = found
                .filter(|name| self.is_thing(*name))
                .map_or(self.thing, |name| Some(self.without_verb(self.noun_of(name))))
                .or_else(|| found.and_then(|name| self.done_again(name)));
        }
        if new_group {
            self.subjects.clear();
        }
        self.subjects.extend(found.filter(|i| !i.carried));
        Fact {
            indicator: found.or(carried),
            direction: verb.as_ref().filter(|v| !v.level).map(|v| v.direction),
            base: is_base(words, &self.lexicon.around.per) || self.opens_change(lead),
            verb: verb.map(|v| v.span),
            ..Fact::default()
        }
    }
}

/// Whether a sentence says what must be done: what an earlier one looked back on is over.
fn is_duty(words: &str) -> bool {
    ["要", "我们要", "必须", "我们必须", "今年要", "今年，要", "下一步"]
        .iter()
        .any(|w| words.starts_with(w))
}

/// A name with the words before it that belong to it.
fn whole(name: Indicator) -> Span {
    match name.modifier {
        Some(modifier) if modifier.end == name.span.start => modifier.join(name.span),
        _ => name.span,
    }
}

fn is_date(figure: &Figure) -> bool {
    matches!(figure.form, Form::Date | Form::Year)
}
