//! What a text holds wherever an expression matches in a part of it.
//!
//! Owns the expression without what it asks of the edges of a text. It may match where the whole one does not, never the other way round.

use regex_syntax::hir::{Hir, HirKind, Repetition};

/// The part of an expression that every match holds; none when nothing need be left of one.
pub(super) fn of(hir: &Hir) -> Option<Hir> {
    let inner = between(&edgeless(hir));
    (inner.properties().minimum_len() > Some(0)).then_some(inner)
}

/// An expression without what it asks of edges, and without its groups.
fn edgeless(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Look(_) => Hir::empty(),
        HirKind::Capture(capture) => edgeless(&capture.sub),
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            sub: Box::new(edgeless(&repetition.sub)),
            ..repetition.clone()
        }),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(edgeless).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(edgeless).collect()),
        _ => hir.clone(),
    }
}

/// Without the parts at either end that may be empty.
fn between(hir: &Hir) -> Hir {
    let HirKind::Concat(parts) = hir.kind() else {
        return hir.clone();
    };
    let holds = |part: &Hir| part.properties().minimum_len() > Some(0);
    let (first, last) = (parts.iter().position(holds), parts.iter().rposition(holds));
    match first.zip(last) {
        Some((first, last)) => Hir::concat(parts[first..=last].to_vec()),
        None => Hir::empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_without_the_edges() {
        for (pattern, left) in [
            (r"(?:^|[^0-9])(?<at>[1-9]{3})(?:[^0-9]|$)", Some("[1-9]{3}")),
            ("^ *(?<at>[，。])[^。]", Some("[，。][^。]")),
            ("甲(?:乙|$)丙", Some("甲(?:乙|)丙")),
            ("甲?乙*", None),
            ("^$", None),
        ] {
            let parse = |pattern: &str| regex_syntax::Parser::new().parse(pattern).unwrap();
            assert_eq!(of(&parse(pattern)), left.map(parse), "{pattern}");
        }
    }
}
