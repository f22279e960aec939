//! Regular expressions over plain prose, built on first use.
//!
//! Owns their checks when a rule is loaded: they are parsed and weighed then, so that building one later cannot fail; most documents need
//! few of them. Patterns over figures are [`super::Pattern`].

use super::{PatternError, Required, cure, literal, narrow};
use crate::lexicon::shorthand::spelled_out;
use regex::{Captures, Regex};
use regex_syntax::hir::{Hir, HirKind};
use std::ops::Range;
use std::sync::OnceLock;

/// A parsed regular expression.
#[derive(Debug)]
pub struct Plain {
    text: String,
    groups: Vec<String>,
    literals: Required,
    /// Whether it asks nothing of the edges of a text, so that what matches in a part of a text matches in the whole.
    edgeless: bool,
    built: OnceLock<Option<Regex>>,
}

impl Plain {
    /// Parses and weighs an expression.
    ///
    /// # Errors
    /// What the parser refuses, with its place in `text`; `\b` beside a Chinese character; an expression that is too large.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        if let Some(at) = boundary_in_chinese(text) {
            return Err(PatternError {
                at,
                message: "`\\b` never matches inside Chinese text, where every character is a word character"
                    .to_owned(),
                help: Some("name the neighbours instead, or use `not_before:`, `not_after:`, `unless:`".to_owned()),
            });
        }
        let parse = |text: &str| {
            let parsed = regex_syntax::Parser::new().parse(text);
            parsed.map_err(|error| refused(&error, text))
        };
        let spelled = spelled_out(text);
        // What was parsed is what will run. A fault is told at its place in what was written.
        let (text_run, hir) = match parse(&spelled) {
            Ok(hir) => (spelled, hir),
            Err(_) => (text.to_owned(), parse(text)?),
        };
        if narrow::weight(&hir) > narrow::HEAVIEST {
            return Err(PatternError {
                at: 0..text.len(),
                message: "the pattern is too large".to_owned(),
                help: Some("a pattern must stay small: name fewer alternatives, or repeat less often".to_owned()),
            });
        }
        let mut groups = Vec::new();
        group_names(&hir, &mut groups);
        Ok(Self {
            text: text_run,
            groups,
            literals: literal::required(&hir),
            edgeless: hir.properties().look_set().is_empty(),
            built: OnceLock::new(),
        })
    }

    /// Lists of strings; every match holds one string of each.
    pub fn literals(&self) -> Required {
        self.literals.clone()
    }

    /// Whether it has a group of this name.
    pub fn has_group(&self, name: &str) -> bool {
        self.groups.iter().any(|g| g == name)
    }

    /// Whether it may match in a part of a text: told by the whole at once, when it asks nothing of the edges.
    pub fn may_match_in(&self, whole: &str) -> bool {
        !self.edgeless || self.is_match(whole)
    }

    /// Whether it matches anywhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        self.built(text).is_some_and(|r| r.is_match(text))
    }

    /// All matches in a text, from left to right, not overlapping.
    pub fn captures_iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        // Most texts do not match; telling so needs no groups.
        self.built(text)
            .filter(|r| r.is_match(text))
            .into_iter()
            .flat_map(move |r| r.captures_iter(text))
    }

    /// The automaton, unless the text lacks a literal that every match holds.
    fn built(&self, text: &str) -> Option<&Regex> {
        if !literal::met(&self.literals, text) {
            return None;
        }
        // The limits are far above the heaviest expression that was let in.
        let build = || {
            regex::RegexBuilder::new(&self.text)
                .size_limit(64 << 20)
                .dfa_size_limit(64 << 20)
                .build()
                .ok()
        };
        self.built.get_or_init(build).as_ref()
    }
}

/// What the parser refuses, with its place and a cure.
pub(super) fn refused(error: &regex_syntax::Error, text: &str) -> PatternError {
    let (message, at) = match error {
        regex_syntax::Error::Parse(e) => (e.kind().to_string(), e.span().start.offset..e.span().end.offset),
        regex_syntax::Error::Translate(e) => (e.kind().to_string(), e.span().start.offset..e.span().end.offset),
        other => (other.to_string(), 0..text.len()),
    };
    PatternError {
        at,
        help: Some(cure(&message).to_owned()),
        message,
    }
}

fn group_names(hir: &Hir, out: &mut Vec<String>) {
    match hir.kind() {
        HirKind::Capture(capture) => {
            out.extend(capture.name.as_deref().map(str::to_owned));
            group_names(&capture.sub, out);
        }
        HirKind::Repetition(repetition) => group_names(&repetition.sub, out),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().for_each(|p| group_names(p, out)),
        _ => {}
    }
}

/// A `\b` or `\B` beside a Chinese character.
fn boundary_in_chinese(pattern: &str) -> Option<Range<usize>> {
    let han = |c: Option<char>| c.is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let places = pattern.match_indices("\\b").chain(pattern.match_indices("\\B"));
    let mut beside = places.filter(|(at, _)| {
        let escaped = pattern[..*at].ends_with('\\');
        !escaped && (han(pattern[..*at].chars().next_back()) || han(pattern[at + 2..].chars().next()))
    });
    beside.next().map(|(at, found)| at..at + found.len())
}
