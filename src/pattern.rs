//! Patterns over figures: regular expressions in which `{name:kind}` stands for one whole figure.
//!
//! Owns the slots and the matching over the [`crate::shape`] of a sentence. A slot becomes a class of the private-use characters that
//! stand for figures there; the translation is in [`translate`], the literals that a pattern requires in [`literal`]. What a match means
//! belongs to the checks. Most of the built-in patterns are not even parsed in a run: what their rules ask of them is [`known`].

pub mod facts;
pub mod figures;
pub mod known;
pub mod literal;
pub mod narrow;
pub mod notation;
pub mod phrase;
pub mod plain;
pub mod read;
pub mod slot;
pub mod texts;
pub mod translate;
pub mod unless;

pub use literal::Required;
pub use notation::Notation;
pub use plain::Plain;
pub use slot::{PatternError, Slot, SlotKind};
pub use texts::Texts;
pub use unless::{Unless, UnlessSpec};

use crate::figure::FigureId;
use crate::search::{Expression, Groups};
use crate::shape::Shape;
use crate::span::Span;
use facts::Facts;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A pattern that has been checked. It is parsed on first use when what must be known of it before is known ([`known`]).
#[derive(Debug)]
pub struct Pattern {
    text: String,
    notation: Arc<Notation>,
    facts: Arc<Facts>,
    expression: OnceLock<Option<Expression>>,
}

/// One match of a pattern in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Its range in [`Shape::text`].
    pub shape: Range<usize>,
    /// The prose it stands for.
    pub span: Span,
    /// The slots that took part, in the order of the pattern.
    pub slots: Vec<(String, Bound)>,
}

/// What a slot is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// One figure.
    Figure(FigureId),
    /// A list of figures.
    List(Vec<FigureId>),
    /// Words.
    Words(Span),
}

impl Pattern {
    /// Translates and checks a pattern.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place in `text`.
    pub fn parse(text: &str, notation: &Arc<Notation>) -> Result<Self, PatternError> {
        let pattern = |facts, expression| Self {
            text: text.to_owned(),
            notation: Arc::clone(notation),
            facts,
            expression,
        };
        if let Some(facts) = notation.known.pattern(text) {
            return Ok(pattern(Arc::clone(facts), OnceLock::new()));
        }
        let parsed = notation.pattern(text)?;
        let expression = OnceLock::from(Some(Expression::new(parsed.whole())));
        Ok(pattern(Arc::new(Facts::of(&parsed)), expression))
    }

    /// Its slots in the order of the text.
    pub fn slots(&self) -> &[Slot] {
        &self.facts.slots
    }

    /// Lists of strings; every match holds one string of each.
    pub fn literals(&self) -> Required {
        self.facts.literals.clone()
    }

    /// All matches in a sentence, from left to right, not overlapping.
    pub fn matches(&self, shape: &Shape, sentence: usize) -> Vec<Match> {
        if !self.facts.lone.is_empty() {
            return self.figures(shape, sentence);
        }
        let range = shape.sentences[sentence].start as usize..shape.sentences[sentence].end as usize;
        if !self.facts.figures.all || !self.facts.edgeless || self.facts.figures.kinds.is_empty() {
            let stand = self.facts.figures.stand_in(shape.classes_in(sentence).iter().copied());
            return if stand {
                self.matches_in(shape, range)
            } else {
                Vec::new()
            };
        }
        self.between(shape, sentence)
    }

    /// All matches where each lies between two figures of the sentence: where its own stand side by side.
    fn between(&self, shape: &Shape, sentence: usize) -> Vec<Match> {
        let (classes, figures) = (shape.classes_in(sentence), shape.figures_of(sentence));
        let (sentence, count) = (&shape.sentences[sentence], self.facts.figures.kinds.len());
        let mut out: Vec<Match> = Vec::new();
        for i in 0..classes.len() {
            if !self.facts.figures.begin(&classes[i..]) {
                continue;
            }
            let before = i
                .checked_sub(1)
                .map_or(sentence.start as usize, |i| shape.behind(figures[i].0));
            let start = out.last().map_or(before, |last| last.shape.end.max(before));
            let end = figures.get(i + count).map_or(sentence.end, |next| next.0) as usize;
            if start <= figures[i].0 as usize {
                out.extend(self.matches_in(shape, start..end));
            }
        }
        out
    }

    /// All matches in a range of the shape, which holds what the pattern asks of the edges.
    fn matches_in(&self, shape: &Shape, range: Range<usize>) -> Vec<Match> {
        let base = range.start;
        let text = &shape.text[range];
        let Some(expression) = self.expression(text) else {
            return Vec::new();
        };
        let bind = |m: Groups| {
            let at = |group: usize| m.get(group).map(|g| base + g.start..base + g.end);
            let slots = self.slots().iter().enumerate().filter_map(|(i, s)| {
                let range = at(i + 1)?;
                Some((s.name.clone(), bound(shape, s.kind, range)?))
            });
            let range = at(0)?;
            Some(Match {
                span: shape.prose(range.clone()),
                slots: slots.collect(),
                shape: range,
            })
        };
        expression.matches(text).into_iter().filter_map(bind).collect()
    }

    /// The figures of the only slot in a sentence, without running an automaton over its words.
    fn figures(&self, shape: &Shape, sentence: usize) -> Vec<Match> {
        let figures = shape.figures_of(sentence).iter().zip(shape.classes_in(sentence));
        let matched = figures.filter_map(|((at, id), c)| {
            let at = *at as usize;
            let found = self.facts.lone.iter().any(|(first, last)| (*first..=*last).contains(c));
            found.then(|| Match {
                shape: at..at + c.len_utf8(),
                span: shape.prose(at..at + c.len_utf8()),
                slots: vec![(self.slots()[0].name.clone(), Bound::Figure(*id))],
            })
        });
        matched.collect()
    }

    /// Whether it matches anywhere in a text of the shape.
    pub fn is_match(&self, text: &str) -> bool {
        self.expression(text).is_some_and(|e| e.is_match(text))
    }

    /// What is searched with, unless the text lacks a literal that every match holds: most patterns are never parsed for a document.
    fn expression(&self, text: &str) -> Option<&Expression> {
        let parse = || {
            let parsed = self.notation.pattern(&self.text).ok()?;
            Some(Expression::new(parsed.whole()))
        };
        let met = literal::met(&self.facts.literals, text);
        met.then(|| self.expression.get_or_init(parse).as_ref()).flatten()
    }
}

fn bound(shape: &Shape, kind: SlotKind, range: Range<usize>) -> Option<Bound> {
    match kind {
        SlotKind::Indicator => Some(Bound::Words(shape.prose(range))),
        SlotKind::List => Some(Bound::List(shape.figures_in(range).iter().map(|f| f.1).collect())),
        _ => shape.figure_at(range.start).map(Bound::Figure),
    }
}
