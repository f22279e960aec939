//! Regular expressions over plain prose.
//!
//! Owns their checks when a rule is loaded: they are parsed and weighed then, so that searching later cannot fail. Patterns over figures are [`super::Pattern`].

use super::facts::PlainFacts;
use super::known::Known;
use super::{PatternError, Required, literal, read};
use crate::search::sparse::Sparse;
use crate::search::{Expression, Groups};
use std::sync::{Arc, OnceLock};

/// A regular expression that has been checked. It is parsed on first use when what must be known of it before is known.
#[derive(Debug)]
pub struct Plain {
    text: String,
    facts: Arc<PlainFacts>,
    expression: OnceLock<Option<Expression>>,
}

impl Plain {
    /// Parses and weighs an expression.
    ///
    /// # Errors
    /// What [`read::plain`] refuses.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let hir = read::plain(text)?;
        Ok(Self {
            text: text.to_owned(),
            facts: Arc::new(PlainFacts::of(&hir)),
            expression: OnceLock::from(Some(Expression::new(hir))),
        })
    }

    /// The same, without parsing it when it is known.
    ///
    /// # Errors
    /// What [`read::plain`] refuses.
    pub fn known(text: &str, known: &Known) -> Result<Self, PatternError> {
        match known.plain(text) {
            Some(facts) => Ok(Self {
                text: text.to_owned(),
                facts: Arc::clone(facts),
                expression: OnceLock::new(),
            }),
            None => Self::parse(text),
        }
    }

    /// Lists of strings; every match holds one string of each.
    pub fn literals(&self) -> Required {
        self.facts.literals.clone()
    }

    /// Whether it has a group of this name.
    pub fn has_group(&self, name: &str) -> bool {
        self.facts.groups.iter().any(|g| g == name)
    }

    /// Whether it may match in a part of a text: told by the whole at once, when it asks nothing of the edges.
    /// `sparse` are the marks of the whole.
    pub fn may_match_in(&self, whole: &str, sparse: &Sparse) -> bool {
        let may_begin = |e: &Expression| e.may_begin_with(whole, sparse.all());
        !self.facts.edgeless || self.parsed().is_some_and(may_begin) && self.is_match(whole)
    }

    /// Whether it matches anywhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        self.expression(text).is_some_and(|e| e.is_match(text))
    }

    /// All matches in a text, from left to right, not overlapping.
    pub fn matches<'t>(&'t self, text: &'t str) -> Vec<Groups<'t>> {
        self.expression(text).map_or_else(Vec::new, |e| e.matches(text))
    }

    /// The same in a text of which is known that it holds the literals, as far as they select.
    pub fn matches_shown<'t>(&'t self, text: &'t str) -> Vec<Groups<'t>> {
        self.parsed().map_or_else(Vec::new, |e| e.matches(text))
    }

    /// What is searched with, unless the text lacks a literal that every match holds.
    fn expression(&self, text: &str) -> Option<&Expression> {
        let met = literal::met(&self.facts.literals, text);
        met.then(|| self.parsed()).flatten()
    }

    fn parsed(&self) -> Option<&Expression> {
        let parse = || read::plain(&self.text).ok().map(Expression::new);
        self.expression.get_or_init(parse).as_ref()
    }
}
