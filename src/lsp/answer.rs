//! Answers about one document.
//!
//! Owns what all of them need ([`View`]): the document as it was checked, the editor's text, and what the client understands. One file for
//! each kind of answer.

pub mod actions;
pub mod diagnostics;
pub mod hover;
pub mod lenses;
pub mod outline;
pub mod places;

use super::checkup::{Checkup, Engine};
use super::text::{Counting, Text};
use crate::check::Lang;
use crate::settle;
use gen_lsp_types::{Location, Range, Uri};

/// What a client understands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Client {
    /// How it counts columns.
    pub counting: Counting,
    /// Whether diagnostics may have other places.
    pub related: bool,
    /// Whether it asks for diagnostics by itself.
    pub pulls: bool,
    /// Whether it can be told to ask again for diagnostics.
    pub refreshes: bool,
    /// Whether it can be told to ask again for code lenses.
    pub refreshes_lenses: bool,
    /// Whether a hover may be Markdown.
    pub markdown: bool,
    /// Whether symbols may have children.
    pub nested: bool,
    /// Whether edits may name the version that they are made for.
    pub versioned: bool,
    /// Whether it can be asked to watch files.
    pub watches: bool,
}

/// A document as answers see it.
pub struct View<'a> {
    /// Its URI.
    pub uri: &'a str,
    /// Its version in the editor.
    pub version: i32,
    /// Its text in the editor.
    pub text: &'a Text,
    /// What was found.
    pub checkup: &'a Checkup,
    /// What it was checked with.
    pub engine: &'a Engine<'a>,
    /// What the client understands.
    pub client: Client,
}

impl View<'_> {
    /// The language of answers.
    pub fn lang(&self) -> Lang {
        self.engine.policy.lang
    }

    /// One of two words.
    pub fn say<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        match self.lang() {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// A range of the file as the client counts it.
    pub fn range(&self, range: &settle::Range) -> Range {
        self.bytes(&self.checkup.bytes(range))
    }

    /// A range of bytes of the editor's text as the client counts it.
    pub fn bytes(&self, bytes: &std::ops::Range<usize>) -> Range {
        self.text.range(bytes, self.client.counting)
    }

    /// A place of this document.
    pub fn location(&self, range: &settle::Range) -> Location {
        Location {
            uri: Uri(self.uri.to_owned()),
            range: self.range(range),
        }
    }
}
