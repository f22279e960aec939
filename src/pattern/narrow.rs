//! What a pattern must not match, and how large it may be.
//!
//! Owns two properties of the parsed expression: that nothing but a slot matches a figure, and that the automaton will be built.

use crate::shape::{FIRST, LAST};
use regex_syntax::hir::{Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition};

/// The weight from which a pattern is refused; the automaton of a lighter one stays within a few megabytes.
pub const HEAVIEST: usize = 40_000;

/// The same expression with the characters that stand for figures taken out of every class outside the slots.
pub fn narrow(hir: Hir, is_slot: &dyn Fn(&str) -> bool) -> Hir {
    match hir.into_kind() {
        HirKind::Class(Class::Unicode(mut class)) => {
            class.difference(&ClassUnicode::new([ClassUnicodeRange::new(FIRST, LAST)]));
            Hir::class(Class::Unicode(class))
        }
        HirKind::Capture(capture) if capture.name.as_deref().is_some_and(is_slot) => Hir::capture(capture),
        HirKind::Capture(Capture { index, name, sub }) => {
            let sub = Box::new(narrow(*sub, is_slot));
            Hir::capture(Capture { index, name, sub })
        }
        HirKind::Repetition(Repetition { min, max, greedy, sub }) => {
            let sub = Box::new(narrow(*sub, is_slot));
            Hir::repetition(Repetition { min, max, greedy, sub })
        }
        HirKind::Concat(parts) => Hir::concat(parts.into_iter().map(|p| narrow(p, is_slot)).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.into_iter().map(|p| narrow(p, is_slot)).collect()),
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        HirKind::Class(class) => Hir::class(class),
        HirKind::Look(look) => Hir::look(look),
    }
}

/// Roughly how many states an expression needs: its characters and ranges, as often as they are repeated.
pub fn weight(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => class.ranges().len() + 1,
        HirKind::Class(Class::Bytes(class)) => class.ranges().len() + 1,
        HirKind::Capture(capture) => weight(&capture.sub),
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min + 1).max(1) as usize;
            weight(&repetition.sub).saturating_mul(times)
        }
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts
            .iter()
            .fold(1, |sum: usize, part| sum.saturating_add(weight(part))),
    }
}
