//! What a rule asks of its expressions before any of them is searched for.
//!
//! Owns which facts these are. The build finds them out for the built-in rules ([`super::known`]), so that only what a document needs has to
//! be parsed.

use super::figures::Figures;
use super::literal::{self, Required};
use super::phrase::Parsed;
use super::slot::Slot;
use regex_syntax::hir::{Class, Hir, HirKind};

/// Facts about a pattern over figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Its slots in the order of the text.
    pub slots: Vec<Slot>,
    /// Lists of strings; every match holds one string of each.
    pub literals: Required,
    /// The figures that every match holds.
    pub figures: Figures,
    /// Whether it asks nothing of the edges of a text.
    pub edgeless: bool,
    /// The characters of its one slot as ranges, when it is nothing else.
    pub lone: Vec<(char, char)>,
}

/// Facts about an expression over plain prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainFacts {
    /// The names of its groups.
    pub groups: Vec<String>,
    /// Lists of strings; every match holds one string of each.
    pub literals: Required,
    /// Whether it asks nothing of the edges of a text, so that what matches in a part of a text matches in the whole.
    pub edgeless: bool,
}

impl Facts {
    /// The facts about a parsed pattern.
    pub fn of(parsed: &Parsed) -> Self {
        let lone = match parsed.hir.kind() {
            HirKind::Capture(capture) if capture.name.is_some() => match capture.sub.kind() {
                HirKind::Class(Class::Unicode(class)) => class.ranges().iter().map(|r| (r.start(), r.end())).collect(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        Self {
            slots: parsed.slots.clone(),
            literals: literal::best(parsed.lists.clone()),
            figures: parsed.figures.clone(),
            edgeless: parsed.edgeless(),
            lone,
        }
    }
}

impl PlainFacts {
    /// The facts about a parsed expression.
    pub fn of(hir: &Hir) -> Self {
        let mut groups = Vec::new();
        group_names(hir, &mut groups);
        Self {
            groups,
            literals: literal::required(hir),
            edgeless: hir.properties().look_set().is_empty(),
        }
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
