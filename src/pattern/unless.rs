//! What silences a rule around a match.
//!
//! Owns `unless:` and `only:`, the stand-in for look-around: patterns over the clause group of a match (between 。 and ；) or over its
//! sentence.

use super::{Pattern, Texts};
use crate::shape::Shape;
use schemars::JsonSchema;
use serde::Deserialize;
use std::ops::Range;

/// The patterns of a rule that silence it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UnlessSpec {
    /// Looked for between the nearest 。 and ； on both sides.
    pub clause: Texts,
    /// Looked for in the whole sentence.
    pub sentence: Texts,
    /// Looked for in the match itself.
    #[serde(rename = "match")]
    pub inside: Texts,
}

/// The same, compiled.
#[derive(Debug, Default)]
pub struct Unless {
    /// Patterns over the clause group.
    pub clause: Vec<Pattern>,
    /// Patterns over the sentence.
    pub sentence: Vec<Pattern>,
    /// Patterns over the match.
    pub inside: Vec<Pattern>,
}

impl Unless {
    /// Whether nothing would silence.
    pub fn is_empty(&self) -> bool {
        self.clause.is_empty() && self.sentence.is_empty() && self.inside.is_empty()
    }
}

impl Unless {
    /// Whether one of the patterns stands around a match, given as a range of [`Shape::text`]; never when there is none.
    pub fn silences(&self, shape: &Shape, sentence: usize, range: Range<usize>) -> bool {
        if self.is_empty() {
            return false;
        }
        let base = shape.sentences[sentence].start as usize;
        let text = shape.sentence(sentence);
        let (start, end) = (range.start - base, range.end - base);
        let group_start = text[..start].rfind('；').map_or(0, |i| i + '；'.len_utf8());
        let group_end = text[end..].find('；').map_or(text.len(), |i| end + i);
        let group = &text[group_start..group_end];
        self.clause.iter().any(|p| p.is_match(group))
            || self.sentence.iter().any(|p| p.is_match(text))
            || self.inside.iter().any(|p| p.is_match(&text[start..end]))
    }
}
