//! What the build found out about the built-in expressions.
//!
//! Owns their form between the build and the program: a table of facts by the text of the expression, and what they were found with. With
//! another vocabulary, whose classes or phrases differ, nothing is known of patterns over figures.

use super::facts::{Facts, PlainFacts};
use super::figures::{Figures, Kinds};
use super::{Notation, Required, Slot, SlotKind};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;

/// The facts about built-in expressions.
#[derive(Debug, Default)]
pub struct Known {
    patterns: HashMap<String, Arc<Facts>>,
    plain: HashMap<String, Arc<PlainFacts>>,
}

/// The same as the build writes it.
#[derive(Default, Deserialize)]
struct Written {
    notation: String,
    patterns: HashMap<String, PatternRow>,
    plain: HashMap<String, PlainRow>,
}

/// Slots, each with the place of its kind among all; literals; figures, and whether they are all; whether it asks nothing of the edges; the
/// only slot.
type PatternRow = (Vec<(String, usize)>, Required, Vec<Kinds>, bool, bool, Kinds);

/// Groups, literals, whether it asks nothing of the edges.
type PlainRow = (Vec<String>, Required, bool);

impl Known {
    /// Reads what the build has written, as far as it holds for a notation.
    pub fn read(json: &str, notation: &Notation) -> Self {
        let written: Written = serde_json::from_str(json).unwrap_or_default();
        let same = written.notation == notation.fingerprint();
        let slot = |(name, kind): (String, usize)| {
            Some(Slot {
                name,
                kind: *SlotKind::ALL.get(kind)?,
            })
        };
        let pattern = |(text, (slots, literals, kinds, all, edgeless, lone)): (String, PatternRow)| {
            let slots: Option<Vec<Slot>> = slots.into_iter().map(slot).collect();
            let facts = Facts {
                slots: slots?,
                literals,
                figures: Figures { kinds, all },
                edgeless,
                lone,
            };
            Some((text, Arc::new(facts)))
        };
        let plain = |(text, (groups, literals, edgeless)): (String, PlainRow)| {
            let facts = PlainFacts {
                groups,
                literals,
                edgeless,
            };
            (text, Arc::new(facts))
        };
        Self {
            patterns: written
                .patterns
                .into_iter()
                .filter(|_| same)
                .filter_map(pattern)
                .collect(),
            plain: written.plain.into_iter().map(plain).collect(),
        }
    }

    /// The facts about a pattern over figures.
    pub fn pattern(&self, text: &str) -> Option<&Arc<Facts>> {
        self.patterns.get(text)
    }

    /// The facts about an expression over plain prose.
    pub fn plain(&self, text: &str) -> Option<&Arc<PlainFacts>> {
        self.plain.get(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::read;
    use crate::rule::{builtin, load_lexicon};

    #[test]
    fn what_the_build_found_out_is_what_parsing_gives() {
        let notation = Notation::of(&load_lexicon(&builtin::lexicon()).unwrap());
        let known = Known::read(builtin::PATTERNS, &notation);
        for (text, facts) in &known.patterns {
            assert_eq!(**facts, Facts::of(&notation.pattern(text).unwrap()), "{text}");
        }
        for (text, facts) in &known.plain {
            assert_eq!(**facts, PlainFacts::of(&read::plain(text).unwrap()), "{text}");
        }
        let rules: usize = builtin::RULES.iter().map(|f| f.yaml.matches("- id: ").count()).sum();
        assert!(known.patterns.len() + known.plain.len() > rules, "rules have patterns");
        assert!(
            !known.patterns.is_empty(),
            "the vocabulary of the build is that of the program"
        );
    }

    #[test]
    fn nothing_is_known_with_another_vocabulary() {
        let notation = Notation::of(&crate::lexicon::Lexicon::default());
        let known = Known::read(builtin::PATTERNS, &notation);
        assert!(known.patterns.is_empty() && !known.plain.is_empty());
    }
}
