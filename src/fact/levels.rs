//! The levels of a document by what they measure.
//!
//! Owns the order in which the levels of one indicator are found without looking at all figures. Which of them may stand in a relation is
//! the check's concern.

use super::{Aspect, Fact};
use crate::figure::{Figure, FigureId, Form, Hedge};
use crate::lexicon::Lexicon;
use std::collections::BTreeMap;

/// Figures that give the level of a named indicator, by its name, in order.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    listed: BTreeMap<u32, Vec<FigureId>>,
    others: BTreeMap<String, Vec<FigureId>>,
}

impl Levels {
    /// Sorts the levels of a document. Left out are the values before a change, what is carried over, boundaries of classes, quotients and
    /// the values of some counted things. A listed name that other words narrow goes by all its words.
    pub fn of(text: &str, figures: &[Figure], facts: &[Fact]) -> Self {
        let mut levels = Self::default();
        for (i, (figure, fact)) in figures.iter().zip(facts).enumerate() {
            let level =
                matches!(fact.aspect, Aspect::Level | Aspect::Count) && figure.hedge != Hedge::Class && !fact.base;
            let Some(name) = fact
                .indicator
                .filter(|n| level && !n.carried && figure.printed().is_some())
            else {
                continue;
            };
            // 每平方公里财政收入3344万元 is a quotient.
            let each = text[fact.clause.start.min(name.span.start) as usize..name.span.start as usize].contains('每');
            // 3个县财政总收入过10亿元 is the income of three.
            let counted = figures[..i]
                .iter()
                .rev()
                .take_while(|f| f.span.start >= fact.clause.start)
                .any(|f| f.form == Form::Amount && f.span.end <= name.span.start);
            if each || counted {
                continue;
            }
            let narrowing = name.modifier.filter(|m| !name.span.contains(*m));
            let id = FigureId(i as u32);
            let written = match (name.entry, narrowing) {
                (Some(entry), None) => {
                    levels.listed.entry(entry).or_default().push(id);
                    continue;
                }
                (_, Some(modifier)) if modifier.end == name.span.start => modifier.join(name.span),
                (_, Some(_)) => continue,
                (None, None) => name.span,
            };
            match levels.others.get_mut(written.of(text)) {
                Some(ids) => ids.push(id),
                None => {
                    levels.others.insert(written.of(text).to_owned(), vec![id]);
                }
            }
        }
        levels
    }

    /// The levels of an indicator by any of its names, in the order of the text.
    pub fn named(&self, name: &str, lexicon: &Lexicon) -> &[FigureId] {
        let found = match lexicon.indicator_named(name) {
            Some(entry) => self.listed.get(&entry),
            None => self.others.get(name),
        };
        found.map_or(&[], Vec::as_slice)
    }
}
