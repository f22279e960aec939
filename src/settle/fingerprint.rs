//! Fingerprints: the identity of a finding under edits elsewhere in the document.
//!
//! Made of the rule, the matched text, its sentence without white space and an ordinal for repeats; of an aggregate, of the rule and the
//! document's title; of a slip that breaks several sums, of the rule and the sentence. No offsets. The leading number is the version of this recipe.

use crate::analysis::Analysis;
use crate::finding::Finding;
use crate::source::Document;
use std::collections::BTreeMap;

/// As much of a sentence tells it from others, in bytes; a text without any full stop is one sentence.
const LONGEST: usize = 6000;

/// Gives out fingerprints for the findings of one document, which must come in canonical order.
pub struct Fingerprints<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
    seen: BTreeMap<u64, u32>,
    /// The last sentence without its white space: findings come in the order of the text, and one sentence may have thousands.
    last: Option<(usize, String)>,
}

impl<'a> Fingerprints<'a> {
    /// Nothing given out yet.
    pub fn new(document: &'a Document, analysis: &'a Analysis) -> Self {
        Self {
            document,
            analysis,
            seen: BTreeMap::new(),
            last: None,
        }
    }

    /// The fingerprint of the next finding.
    pub fn of(&mut self, rule: &str, finding: &Finding) -> String {
        let text = &self.document.text;
        let outline = &self.analysis.outline;
        let bare = if !finding.evidence.is_empty() {
            hash(&[rule, self.sentence(finding.span.start)])
        } else if finding.places.is_empty() {
            hash(&[rule, finding.span.of(text), self.sentence(finding.span.start)])
        } else {
            let title = outline.paragraphs.first().map_or("", |p| p.span.of(text));
            hash(&[rule, &without_space(title)])
        };
        let ordinal = self.seen.entry(bare).or_default();
        let print = if *ordinal == 0 {
            bare
        } else {
            fold(bare, &ordinal.to_le_bytes())
        };
        *ordinal += 1;
        format!("1:{print:016x}")
    }

    fn sentence(&mut self, at: u32) -> &str {
        let outline = &self.analysis.outline;
        let Some(index) = outline.sentence_at(at) else {
            return "";
        };
        if self.last.as_ref().is_none_or(|(last, _)| *last != index) {
            let sentence = outline.sentences[index].span.of(&self.document.text);
            let sentence = &sentence[..sentence.floor_char_boundary(LONGEST)];
            self.last = Some((index, without_space(sentence)));
        }
        self.last.as_ref().map_or("", |(_, text)| text)
    }
}

/// The fingerprint of some texts.
pub fn plain(parts: &[&str]) -> String {
    format!("1:{:016x}", hash(parts))
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// FNV-1a with 64 bits: short, and the same on every machine and in every version.
fn hash(parts: &[&str]) -> u64 {
    // 0xFF stands in no UTF-8 text, so that parts cannot run into one another.
    parts.iter().fold(0xcbf2_9ce4_8422_2325, |hash, part| {
        fold(fold(hash, part.as_bytes()), &[0xff])
    })
}

fn fold(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
