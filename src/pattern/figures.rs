//! The figures that a match holds.
//!
//! Owns one question about a pattern: which figures, in order, must stand in a text for it to match at all? A sentence with others is left
//! without running an automaton; and where a match holds these figures and no other ones it lies between two figures of the text.

use super::phrase::Parsed;
use crate::shape::{FIRST, LAST};
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};
use std::sync::Arc;

/// The characters that a figure may be, as ranges.
pub type Kinds = Vec<(char, char)>;

/// The figures that every match holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Each with what it may be, in order.
    pub kinds: Vec<Kinds>,
    /// Whether a match holds these side by side and no other one.
    pub all: bool,
}

impl Figures {
    /// Those of an expression with its phrases.
    pub(super) fn of(hir: &Hir, phrases: &[Arc<Parsed>]) -> Self {
        match hir.kind() {
            HirKind::Class(Class::Unicode(class)) => Self::of_class(class),
            HirKind::Capture(capture) => match phrases.get(capture.index as usize) {
                Some(phrase) if capture.name.is_none() => phrase.figures.clone(),
                _ => Self::of(&capture.sub, phrases),
            },
            HirKind::Repetition(repetition) => {
                let once = Self::of(&repetition.sub, phrases);
                match once.kinds.is_empty() && once.all {
                    true => once,
                    // So often at least.
                    false => Self {
                        kinds: vec![once.kinds; repetition.min as usize].concat(),
                        all: once.all && repetition.max == Some(repetition.min),
                    },
                }
            }
            HirKind::Concat(parts) => {
                let parts = parts.iter().map(|part| Self::of(part, phrases));
                parts.reduce(Self::then).unwrap_or_else(Self::none)
            }
            HirKind::Alternation(parts) => {
                let parts = parts.iter().map(|part| Self::of(part, phrases));
                parts.reduce(Self::or).unwrap_or_else(Self::none)
            }
            _ => Self::none(),
        }
    }

    /// Whether figures, given by their characters, hold these in their order, from any of them on.
    pub fn stand_in(&self, mut figures: impl Iterator<Item = char>) -> bool {
        self.kinds.iter().all(|kinds| figures.any(|c| is(kinds, c)))
    }

    /// Whether figures begin with these.
    pub fn begin(&self, figures: &[char]) -> bool {
        figures.len() >= self.kinds.len() && self.kinds.iter().zip(figures).all(|(kinds, c)| is(kinds, *c))
    }

    fn none() -> Self {
        Self {
            kinds: Vec::new(),
            all: true,
        }
    }

    fn of_class(class: &ClassUnicode) -> Self {
        let ranges = class.ranges().iter().map(|r| (r.start(), r.end()));
        let figure = |(from, to): &(char, char)| FIRST <= *from && *to <= LAST;
        let apart = |(from, to): &(char, char)| *to < FIRST || LAST < *from;
        let ranges: Kinds = ranges.collect();
        match () {
            () if ranges.iter().all(apart) => Self::none(),
            () if ranges.iter().all(figure) => Self {
                kinds: vec![ranges],
                all: true,
            },
            // Words, or a figure.
            () => Self::default(),
        }
    }

    fn then(mut self, next: Self) -> Self {
        self.kinds.extend(next.kinds);
        self.all &= next.all;
        self
    }

    fn or(mut self, other: Self) -> Self {
        if self.kinds.len() != other.kinds.len() {
            return Self::default();
        }
        for (own, kinds) in self.kinds.iter_mut().zip(other.kinds) {
            own.extend(kinds);
            own.sort_unstable();
            own.dedup();
        }
        self.all &= other.all;
        self
    }
}

fn is(kinds: &Kinds, c: char) -> bool {
    kinds.iter().any(|(from, to)| (*from..=*to).contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::pattern::Notation;

    #[test]
    fn the_figures_of_a_pattern() {
        let notation = Notation::of(&Lexicon::default());
        for (pattern, count, all) in [
            ("增长", 0, true),
            ("{a:percent}增长{b:point}", 2, true),
            ("{a:percent}?增长{b:point}", 1, false),
            ("(?:{a:percent}|{b:point})增长", 1, true),
            ("(?:{a:percent}|增长)增长", 0, false),
            ("(?:{_:percent}、){2}{b:point}", 3, true),
            ("{a:list(percent)}", 2, false),
            ("{a:percent}[^，]{0,5}增长.{b:point}", 2, true),
        ] {
            let figures = notation.pattern(pattern).unwrap().figures;
            assert_eq!((figures.kinds.len(), figures.all), (count, all), "{pattern}");
        }
    }

    #[test]
    fn figures_stand_in_others_in_their_order() {
        let (a, b) = (crate::shape::placeholder(1, false), crate::shape::placeholder(3, true));
        let figures = Figures {
            kinds: vec![vec![(a, a)], vec![(b, b)]],
            all: true,
        };
        assert!(figures.stand_in([b, a, a, b].into_iter()) && !figures.stand_in([b, a].into_iter()));
        assert!(figures.begin(&[a, b, b]) && !figures.begin(&[a, a, b]) && !figures.begin(&[a]));
    }
}
