//! What a pattern must not match, and how large it may be.
//!
//! Owns two properties of the parsed expression: that nothing but a slot matches a figure, and that the automaton will be built.

use super::phrase::Parsed;
use crate::shape::{FIRST, LAST};
use regex_syntax::hir::{Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition};
use std::sync::Arc;

/// The weight from which a pattern is refused; the automaton of a lighter one stays within a few megabytes.
pub const HEAVIEST: usize = 40_000;

/// What a group of the translated expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// A slot with a name.
    Slot,
    /// A figure that is only passed over.
    Passed,
    /// A phrase, by its place in the pattern.
    Phrase(u32),
    /// A group of the pattern itself. Nobody asks what it held.
    Other,
}

/// The same expression with the characters that stand for figures taken out of every class outside the slots, and without groups that
/// nobody asks for.
pub fn narrow(hir: Hir, group: &dyn Fn(&str) -> Group) -> Hir {
    match hir.into_kind() {
        HirKind::Class(Class::Unicode(mut class)) => {
            class.difference(&ClassUnicode::new([ClassUnicodeRange::new(FIRST, LAST)]));
            Hir::class(Class::Unicode(class))
        }
        HirKind::Capture(capture) => match capture.name.as_deref().map_or(Group::Other, group) {
            Group::Slot => Hir::capture(capture),
            Group::Passed => *capture.sub,
            Group::Phrase(index) => Hir::capture(Capture {
                index,
                name: None,
                sub: capture.sub,
            }),
            Group::Other => narrow(*capture.sub, group),
        },
        HirKind::Repetition(Repetition { min, max, greedy, sub }) => {
            let sub = Box::new(narrow(*sub, group));
            Hir::repetition(Repetition { min, max, greedy, sub })
        }
        HirKind::Concat(parts) => Hir::concat(parts.into_iter().map(|p| narrow(p, group)).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.into_iter().map(|p| narrow(p, group)).collect()),
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        HirKind::Class(class) => Hir::class(class),
        HirKind::Look(look) => Hir::look(look),
    }
}

/// Roughly how many states an expression needs: its characters and ranges, as often as they are repeated.
pub fn weight(hir: &Hir, phrases: &[Arc<Parsed>]) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => class.ranges().len() + 1,
        HirKind::Class(Class::Bytes(class)) => class.ranges().len() + 1,
        HirKind::Capture(capture) => match phrases.get(capture.index as usize) {
            Some(phrase) if capture.name.is_none() => phrase.weight,
            _ => weight(&capture.sub, phrases),
        },
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min + 1).max(1) as usize;
            weight(&repetition.sub, phrases).saturating_mul(times)
        }
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts
            .iter()
            .fold(1, |sum: usize, part| sum.saturating_add(weight(part, phrases))),
    }
}
