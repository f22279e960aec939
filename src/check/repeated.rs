//! Kind `repeated`: a sentence that stands in a draft twice.
//!
//! Owns what counts as the same sentence: its letters and digits, without white space and marks, when there are enough of them. Headings,
//! table cells and quotations repeat for good reasons and are left alone.

use super::{Check, Compile, Context, Shown, Sink};
use crate::finding::Finding;
use crate::outline::Role;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::HashMap;

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// Letters and digits that a sentence has at least.
    pub least: usize,
    /// Words of sentences that may repeat: 各位代表.
    #[serde(default)]
    pub except: Vec<String>,
}

impl Spec {
    /// The check of these settings, which have nothing that could be faulty.
    pub fn compile(self, _: &mut Compile) -> Option<Box<dyn Check>> {
        Some(Box::new(Repeated(self)))
    }
}

struct Repeated(Spec);

impl Check for Repeated {
    fn slots(&self) -> Vec<String> {
        vec!["text".to_owned()]
    }

    fn run(&self, cx: &Context, _: &[Shown], sink: &mut Sink) {
        let outline = &cx.analysis.outline;
        let mut seen: HashMap<u64, usize> = HashMap::new();
        let mut told: Option<Finding> = None;
        for (i, sentence) in outline.sentences.iter().enumerate() {
            let words = sentence.span.of(&cx.document.text);
            // Most sentences are told apart by their length alone.
            if words.len() < self.0.least * 2 || outline.paragraphs[sentence.paragraph as usize].role != Role::Body {
                continue;
            }
            let ended = words.trim_end().ends_with(['。', '！', '？']);
            if !ended || self.0.except.iter().any(|w| words.contains(w.as_str())) || words.contains(['“', '《', '|'])
            {
                continue;
            }
            let Some(hash) = self.hash(words) else { continue };
            let same = |first: &usize| letters(outline.sentences[*first].span.of(&cx.document.text)).eq(letters(words));
            match seen.get(&hash) {
                Some(first) if !same(first) => {}
                // What was pasted twice is one finding, however many sentences it has.
                Some(first) => {
                    let finding = told.get_or_insert_with(|| {
                        let first = outline.sentences[*first].span;
                        let finding = Finding::new(sink.rule, sentence.span).slot("text", short(words));
                        finding.relate(first, short(first.of(&cx.document.text)), "first")
                    });
                    finding.places.push(sentence.span);
                }
                None => _ = seen.insert(hash, i),
            }
        }
        if let Some(mut finding) = told {
            if finding.places.len() == 1 {
                finding.places.clear();
            }
            sink.find(finding);
        }
    }
}

impl Repeated {
    /// A number that is the same for the same letters; none for too few of them. Nearly all sentences are told apart by it.
    fn hash(&self, words: &str) -> Option<u64> {
        let (mut hash, mut count) = (0xCBF2_9CE4_8422_2325_u64, 0);
        for c in letters(words) {
            hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01B3);
            count += 1;
        }
        (count >= self.0.least).then_some(hash)
    }
}

/// Letters and digits.
fn letters(words: &str) -> impl Iterator<Item = char> {
    // Most characters are of the main block, which is all letters.
    words
        .chars()
        .filter(|c| ('一'..='鿿').contains(c) || c.is_alphanumeric())
}

/// The beginning of a sentence.
fn short(words: &str) -> String {
    const SHOWN: usize = 16;
    let mut out: String = words.chars().take(SHOWN).collect();
    if words.chars().nth(SHOWN).is_some() {
        out.push('…');
    }
    out
}
