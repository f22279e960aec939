//! Reading a regular expression over plain prose.
//!
//! Owns what is refused: what the parser refuses, `\b` where it never matches, what is too large.

use super::narrow;
use super::slot::{PatternError, cure};
use crate::lexicon::shorthand::spelled_out;
use regex_syntax::hir::Hir;
use std::ops::Range;

/// Parses and weighs an expression.
///
/// # Errors
/// What the parser refuses, with its place in `text`; `\b` beside a Chinese character; an expression that is too large.
pub fn plain(text: &str) -> Result<Hir, PatternError> {
    if let Some(at) = boundary_in_chinese(text) {
        return Err(PatternError {
            at,
            message: "`\\b` never matches inside Chinese text, where every character is a word character".to_owned(),
            help: Some("name the neighbours instead, or use `not_before:`, `not_after:`, `unless:`".to_owned()),
        });
    }
    let parse = |text: &str| {
        let parsed = regex_syntax::Parser::new().parse(text);
        parsed.map_err(|error| refused(&error, text))
    };
    // What was parsed is what will run. A fault is told at its place in what was written.
    let hir = match parse(&spelled_out(text)) {
        Ok(hir) => hir,
        Err(_) => parse(text)?,
    };
    if narrow::weight(&hir, &[]) > narrow::HEAVIEST {
        return Err(PatternError {
            at: 0..text.len(),
            message: "the pattern is too large".to_owned(),
            help: Some("a pattern must stay small: name fewer alternatives, or repeat less often".to_owned()),
        });
    }
    Ok(hir)
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
