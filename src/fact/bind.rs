//! The way through a sentence: which clause a figure stands in, whose subject it takes, what the sentence says about it.
//!
//! Owns the state that goes from clause to clause: the subject that is carried on, the area and time that hold until others are named,
//! the subjects of a list. What a clause itself says is read in the modules beside this one.

mod act;
mod bare;
mod behind;
mod class;
mod column;
mod each;
mod elsewhere;
mod governed;
mod list;
mod manner;
mod marks;
mod name;
mod noun;
mod owner;
mod part;
mod people;
mod rhetoric;
mod say;
mod shared;
mod silent;
mod sized;
mod span;
mod subject;
mod told;

use self::marks::{clause_ends, last_mark};
use self::owner::Told;
use super::frame::Frame;
use super::period::{self, Mark, Place, Time};
use super::{Area, Basis, Extent, Fact, Indicator, Period, basis};
use crate::figure::{Figure, Form};
use crate::lexicon::Lexicon;
use crate::outline::Outline;
use crate::source::Document;
use crate::span::Span;
use std::collections::BTreeSet;

/// Binds every figure. Cannot fail.
pub fn bind(document: &Document, outline: &Outline, figures: &[Figure], frame: &Frame, lexicon: &Lexicon) -> Vec<Fact> {
    let mut facts = Vec::with_capacity(figures.len());
    let mut next = 0;
    let mut standing: Option<(u32, Time)> = None;
    let mut told: Option<(u32, Told)> = None;
    let mut topic: Option<(u32, Span)> = None;
    let mut column = false;
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
        if first {
            let words = outline.paragraphs[sentence.paragraph as usize].span.of(&document.text);
            column = column::heads_growth(words) || column && column::is_row(words);
        }
        if start == next {
            if first {
                topic = bare::opener(&document.text, sentence.span, lexicon).map(|span| (sentence.paragraph, span));
            }
            continue;
        }
        let held = standing.filter(|(p, _)| *p == sentence.paragraph).map(|(_, t)| t);
        let mut walk = Walk::new(
            Place::of(&document.text, sentence.span, &outline.sparse),
            sentence.paragraph as usize,
            &figures[start..next],
            frame,
            lexicon,
            held,
        );
        walk.first = first;
        walk.column = column;
        walk.opener = topic.filter(|(p, _)| *p == sentence.paragraph).map(|(_, span)| span);
        walk.of_estimate = facts.last().is_some_and(|fact: &Fact| fact.basis == Basis::Estimate)
            && !first
            && sentence.span.of(&document.text).starts_with("其中");
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
    /// Its marks.
    sparse: &'a [(u32, char)],
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
    /// Whether the lines are rows under a head that ends with a growth.
    column: bool,
    /// What the paragraph opens with and is about.
    opener: Option<Span>,
    /// Whether it tells the parts of what the sentence before it estimates: 预计全年…。其中，….
    of_estimate: bool,
    clause_start: u32,
    /// Where the clause of each figure ends.
    clause_ends: Vec<u32>,
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
    /// The things of which others were counted by what was done to them: 市重点项目 of 市重点新开工项目.
    kind: Option<Span>,
    /// What was counted before it in the same list: 建议65件、提案101件.
    beside: Option<Span>,
    /// The last counted name that a verb of making opens, and the end of its figure: a part of it was made too.
    lot: Option<(Indicator, u32)>,
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
        place: Place<'a>,
        paragraph: usize,
        figures: &'a [Figure],
        frame: &'a Frame,
        lexicon: &'a Lexicon,
        held: Option<Time>,
    ) -> Self {
        let Place { text, sentence, sparse } = place;
        let marks = period::marks(place, lexicon);
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
        let times = period::times(place, figures, &marks, frame, default, lexicon);
        let local = frame.settings.get(paragraph).and_then(|s| s.local);
        let home = local.map_or(Area::Own, Area::Named);
        Self {
            text,
            sentence,
            sparse,
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
            column: false,
            opener: None,
            of_estimate: false,
            clause_start: sentence.start,
            clause_ends: clause_ends(text, sentence.end, figures),
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
            kind: None,
            beside: None,
            lot: None,
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
        if names
            || (!figure.passing && is_date(figure) && fact.indicator.is_some())
            || figure.form == Form::Ordinal && fact.indicator.is_some()
        {
            self.previous = Some(fact.clone());
        }
        if names && !is_date(figure) {
            self.told = self.tell(figure, &fact);
        }
        fact
    }

    /// Behind a bracket goes on what was measured before it: 总值357亿元（其中工业128亿元），增长6%.
    fn leave_brackets(&mut self, gap: Span) {
        let first = self.sparse.partition_point(|(at, _)| *at < gap.start);
        for (_, mark) in self.sparse[first..].iter().take_while(|(at, _)| *at < gap.end) {
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
        Span {
            start: self.clause_start,
            end: self.clause_ends[i],
        }
    }

    /// The words of its clause before a figure, as far as they are near: a clause may run on for a megabyte.
    fn clause_lead(&self, figure: &Figure) -> Span {
        const NEAR: u32 = 600;
        let near = self
            .text
            .floor_char_boundary(figure.span.start.saturating_sub(NEAR) as usize);
        Span {
            start: self.clause_start.max(near as u32),
            end: figure.span.start,
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
