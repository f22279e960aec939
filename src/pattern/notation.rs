//! What patterns may name in a run, and what is known of them.
//!
//! Owns the way from the lexicon to the vocabulary of patterns.

use super::known::Known;
use super::phrase::Vocabulary;
use crate::lexicon::Lexicon;
use crate::shape::{FORMS, classes};
use std::ops::Deref;

/// The vocabulary of patterns with what is known of some of them.
#[derive(Debug)]
pub struct Notation {
    vocabulary: Vocabulary,
    /// What is known without parsing.
    pub known: Known,
}

impl Notation {
    /// The notation with the dimensions and phrases of a lexicon, of whose patterns nothing is known yet.
    pub fn of(lexicon: &Lexicon) -> Self {
        let classes = classes(lexicon).map(str::to_owned).collect();
        let phrases = lexicon.phrases.iter().map(|p| (p.name.clone(), p.pattern.clone()));
        Self {
            vocabulary: Vocabulary::new(classes, FORMS.len(), phrases.collect()),
            known: Known::default(),
        }
    }

    /// The same with what the build found out.
    pub fn knowing(self, json: &str) -> Self {
        let known = Known::read(json, &self);
        Self { known, ..self }
    }
}

impl Deref for Notation {
    type Target = Vocabulary;

    fn deref(&self) -> &Vocabulary {
        &self.vocabulary
    }
}
