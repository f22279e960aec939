//! Lines that are new: the rest of a document is read and compared with them, but only what touches them is told.

use crate::finding::Finding;
use crate::source::Document;
use crate::span::Span;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// The lines of some documents that are new, by the paths under which the documents are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes(pub BTreeMap<String, Changed>);

/// The lines of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// All of them: the document is new, or has no lines.
    All,
    /// These, from 1.
    Lines(Vec<RangeInclusive<usize>>),
}

impl Changes {
    /// Whether any place of a finding lies on a new line.
    pub fn touch(&self, document: &Document, finding: &Finding) -> bool {
        let lines = match self.0.get(&document.path) {
            None => return false,
            Some(Changed::All) => return true,
            Some(Changed::Lines(lines)) => lines,
        };
        let new = |span: Span| {
            let source = document.source_range(span);
            let (first, last) = (document.lines.line(source.start), document.lines.line(source.end));
            lines.iter().any(|new| *new.start() <= last && first <= *new.end())
        };
        let own = finding.related.iter().filter(|related| related.other.is_none());
        std::iter::once(finding.span)
            .chain(finding.places.iter().copied())
            .chain(own.map(|related| related.span))
            .chain(finding.suspect.iter().map(|suspect| suspect.span))
            .chain(finding.evidence.iter().map(|evidence| evidence.span))
            .any(new)
    }
}
