//! Facts: what each figure measures.
//!
//! Owns the binding of a figure to its indicator and the verb that gives a change its sign. One fact for each figure, in the same
//! order; what could not be bound is kept as such. How a name is found in a clause is in [`indicator`], a verb in [`verb`].
//! Equations over facts belong to [`crate::equation`] and the checks.

pub mod indicator;
pub mod verb;

pub use crate::lexicon::entries::Direction;

use crate::figure::{Figure, Form};
use crate::lexicon::Lexicon;
use crate::outline::Outline;
use crate::source::Document;
use crate::span::Span;

/// What one figure measures, as far as its sentence tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fact {
    /// The noun phrase that names what is measured.
    pub indicator: Option<Indicator>,
    /// The direction of the verb of change that governs it.
    pub direction: Option<Direction>,
    /// That verb.
    pub verb: Option<Span>,
    /// Whether it is the value before a change: 由90.2亿元增加到96.8亿元.
    pub base: bool,
    /// The clause it stands in: from the last mark before it to the next one after it.
    pub clause: Span,
}

/// The name of what is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Where it stands.
    pub span: Span,
    /// Its entry in the lexicon, if it is listed.
    pub entry: Option<u32>,
    /// Whether it was carried over from an earlier clause.
    pub carried: bool,
}

/// Binds every figure. Cannot fail.
pub fn bind(document: &Document, outline: &Outline, figures: &[Figure], lexicon: &Lexicon) -> Vec<Fact> {
    let mut facts = Vec::with_capacity(figures.len());
    let mut next = 0;
    for sentence in &outline.sentences {
        while next < figures.len() && figures[next].span.start < sentence.span.start {
            facts.push(Fact::default());
            next += 1;
        }
        let start = next;
        while next < figures.len() && figures[next].span.end <= sentence.span.end {
            next += 1;
        }
        bind_sentence(
            &document.text,
            sentence.span,
            &figures[start..next],
            lexicon,
            &mut facts,
        );
    }
    facts.resize(figures.len(), Fact::default());
    facts
}

fn bind_sentence(text: &str, sentence: Span, figures: &[Figure], lexicon: &Lexicon, facts: &mut Vec<Fact>) {
    let mut clause_start = sentence.start;
    let mut previous_end = sentence.start;
    let mut previous: Option<Fact> = None;
    for (i, figure) in figures.iter().enumerate() {
        let gap = Span {
            start: previous_end,
            end: figure.span.start.max(previous_end),
        };
        if let Some(mark) = gap.of(text).rfind(is_clause_mark) {
            let width = gap.of(text)[mark..].chars().next().map_or(0, char::len_utf8);
            clause_start = gap.start + (mark + width) as u32;
        }
        let lead = Span {
            start: clause_start.max(previous_end),
            end: gap.end,
        };
        let next_start = figures.get(i + 1).map_or(sentence.end, |f| f.span.start);
        let clause = Span {
            start: clause_start,
            end: clause_end(text, figure.span.end, next_start, sentence.end, &figures[i + 1..]),
        };
        let mut fact = bind_figure(text, lead, figure, lexicon, previous.as_ref());
        fact.clause = clause;
        // 由2019年的90.2亿元: the date stands between.
        let dated = facts.last().is_some_and(|f| f.base) && i > 0 && is_date(&figures[i - 1]);
        fact.base |= dated && trim_date(lead.of(text)).is_empty();
        previous_end = figure.span.end;
        // A date names no subject; what was measured before it goes on behind it.
        if !is_date(figure) || fact.indicator.is_some() {
            previous = Some(fact.clone());
        }
        facts.push(fact);
    }
}

fn bind_figure(text: &str, lead: Span, figure: &Figure, lexicon: &Lexicon, previous: Option<&Fact>) -> Fact {
    let words = lead.of(text).trim();
    if let (true, Some(before)) = (matches!(words, "、" | "和" | "与" | "及" | "以及"), previous) {
        return before.clone();
    }
    if matches!(figure.form, Form::Date | Form::Year | Form::Ordinal) {
        return Fact {
            indicator: indicator::find(text, lead, lexicon),
            base: is_base(words),
            ..Fact::default()
        };
    }
    let verb = verb::find(text, lead, lexicon);
    let head = Span {
        start: lead.start,
        end: verb.as_ref().map_or(lead.end, |v| v.span.start),
    };
    let named = indicator::find(text, head, lexicon);
    // 收入由90.2亿元增加到96.8亿元: both are named by the one name, the second is what it is now.
    let reached = previous.is_some_and(|f| f.base) && verb.as_ref().is_some_and(|v| v.level);
    let carried = || {
        previous.and_then(|f| f.indicator).map(|i| Indicator {
            carried: i.carried || !reached,
            ..i
        })
    };
    Fact {
        indicator: named.or_else(carried),
        direction: verb.as_ref().filter(|v| !v.level).map(|v| v.direction),
        base: is_base(words),
        verb: verb.map(|v| v.span),
        clause: Span::default(),
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
    words.trim().trim_end_matches(['的', '年', '末', '底', '初'])
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
