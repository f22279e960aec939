//! Hedges: words on either side of a number that widen or bound it.
//!
//! Owns which hedge a number has in its text. The words are in the lexicon; the intervals they give are in [`super::interval`].

pub use crate::lexicon::entries::Hedge;

use crate::lexicon::Lexicon;

/// A hedge found in text, with its length in bytes.
pub type Found = (Hedge, usize);

/// The hedge that ends directly before byte `at`.
pub fn before(lexicon: &Lexicon, text: &str, at: usize) -> Option<Found> {
    let head = text[..at].trim_end_matches(' ');
    let gap = at - head.len();
    lexicon.hedges_before(head.chars().next_back()?).find_map(|h| {
        let stem = head.strip_suffix(h.word.as_str())?;
        let guarded = h.not_after.iter().any(|w| stem.ends_with(w.as_str()));
        (!guarded).then_some((h.kind, h.word.len() + gap))
    })
}

/// The hedge that starts at byte `at`. Behind 以上 and its like a noun makes a figure the boundary of a class, if it can be one.
pub fn after(lexicon: &Lexicon, text: &str, at: usize, classes: bool) -> Option<Found> {
    let rest = &text[at..];
    lexicon.hedges_after(rest.chars().next()?).find_map(|h| {
        let tail = rest.strip_prefix(h.word.as_str())?;
        if h.not_before.iter().any(|w| tail.starts_with(w.as_str())) {
            return None;
        }
        let bound = matches!(h.kind, Hedge::AtLeast | Hedge::AtMost | Hedge::Less);
        let kind = if bound && classes && names_a_class(tail) {
            Hedge::Class
        } else {
            h.kind
        };
        Some((kind, h.word.len()))
    })
}

/// The hedges on both sides of a number, and where the figure begins and ends with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around {
    /// The hedge that counts.
    pub hedge: Hedge,
    /// Another one beside it.
    pub second: Option<Hedge>,
    /// Where the first of them, or the number, starts.
    pub start: usize,
    /// Where the last of them, or the number with its unit, ends.
    pub end: usize,
}

/// The hedges around a part of `text`; `inner` is a hedge inside the number (1200余名), `classes` whether it may bound a class.
pub fn around(
    lexicon: &Lexicon,
    text: &str,
    (start, end): (usize, usize),
    inner: Option<Hedge>,
    classes: bool,
) -> Around {
    let mut out = Around {
        hedge: Hedge::None,
        second: None,
        start,
        end,
    };
    let mut found: Vec<Hedge> = Vec::new();
    if let Some((hedge, len)) = before(lexicon, text, start) {
        out.start -= len;
        found.push(hedge);
    }
    found.extend(inner);
    if let Some((hedge, len)) = after(lexicon, text, end, classes) {
        out.end += len;
        if hedge == Hedge::Class {
            return Around { hedge, ..out };
        }
        found.push(hedge);
    }
    Around {
        hedge: strongest(&found),
        second: found.get(1).copied(),
        ..out
    }
}

/// Of two hedges the one that says less: 控制在5%左右 is about 5%, 约60余份 is about 60.
fn strongest(found: &[Hedge]) -> Hedge {
    match found {
        [] => Hedge::None,
        [one] => *one,
        many => *many.iter().find(|h| **h == Hedge::About).unwrap_or(&many[0]),
    }
}

/// Whether a noun follows: 5亿元以上项目, 60岁以上老年人. A mark, the end or a conjunction leaves the bound a bound.
fn names_a_class(tail: &str) -> bool {
    tail.chars().next().is_some_and(|c| {
        (('\u{4E00}'..='\u{9FFF}').contains(&c) || c == '“')
            && !matches!(
                c,
                '和' | '与' | '及' | '或' | '并' | '且' | '而' | '但' | '同' | '比' | '较'
            )
    })
}
