//! Other documents that a draft is compared with: last year's report, the plan, an annex.
//!
//! Owns what is kept of one: its text, what its figures measure, and the way from a key to them. What is compared is kind `across`.

use crate::analysis::Analysis;
use crate::fact::key::{Key, When, key, when};
use crate::figure::{FigureId, Hedge};
use crate::lexicon::Lexicon;
use crate::source::Document;
use std::collections::BTreeMap;

/// A document with the figures that may be compared from outside.
#[derive(Debug)]
pub struct Companion {
    /// The document as read.
    pub document: Document,
    /// Its outline, figures and facts.
    pub analysis: Analysis,
    by_key: BTreeMap<(Key, When), Vec<FigureId>>,
}

impl Companion {
    /// Prepares a document that has been read.
    pub fn new(document: Document, analysis: Analysis, lexicon: &Lexicon) -> Self {
        let mut by_key: BTreeMap<(Key, When), Vec<FigureId>> = BTreeMap::new();
        for (i, (figure, fact)) in analysis.figures.iter().zip(&analysis.facts).enumerate() {
            let named = fact.indicator.is_some_and(|name| !name.carried);
            let dated = fact.period.from.or(fact.period.to).is_some();
            if !named || !dated || figure.hedge == Hedge::Class || figure.printed().is_none() {
                continue;
            }
            if let Some(key) = key(&document.text, figure, fact, lexicon) {
                let place = (key, when(fact.period));
                by_key.entry(place).or_default().push(FigureId(i as u32));
            }
        }
        Self {
            document,
            analysis,
            by_key,
        }
    }

    /// The figures of a key, in the order of the text.
    pub fn figures(&self, key: &Key, when: When) -> &[FigureId] {
        // The map owns its keys; a lookup needs one.
        self.by_key.get(&(key.clone(), when)).map_or(&[], Vec::as_slice)
    }

    /// The name of its file, without folders.
    pub fn name(&self) -> &str {
        let path = self.document.path.as_str();
        path.rsplit(['/', '\\']).next().unwrap_or(path)
    }
}
