//! Kind `repeated`: a sentence that stands in a draft twice, or in another document with the same figures.
//!
//! Owns what counts as the same sentence: its letters and digits, without white space and marks, when there are enough of them. Headings,
//! table cells and quotations repeat for good reasons and are left alone.

use super::{Check, Compile, Context, Shown, Sink};
use crate::figure::{Figure, Form};
use crate::finding::{Finding, Related};
use crate::outline::{Outline, Role};
use crate::span::Span;
use dashu_ratio::RBig;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// Letters and digits that a sentence has at least.
    pub least: usize,
    /// Words of sentences that may repeat: 各位代表.
    #[serde(default)]
    pub except: Vec<String>,
    /// Looks in the documents that the draft is compared with, for sentences that hold a figure: last year's report.
    #[serde(default)]
    pub against: bool,
}

impl Spec {
    /// The check of these settings, which have nothing that could be faulty.
    pub fn compile(self, _: &mut Compile) -> Option<Box<dyn Check>> {
        Some(Box::new(Repeated(self)))
    }
}

struct Repeated(Spec);

/// So many letters tell nearly all sentences apart.
const OPENING: usize = 12;

impl Check for Repeated {
    fn slots(&self) -> Vec<String> {
        ["text", "file"].map(str::to_owned).to_vec()
    }

    fn run(&self, cx: &Context, _: &[Shown], sink: &mut Sink) {
        if self.0.against {
            self.stale(cx, sink);
            return;
        }
        let outline = &cx.analysis.outline;
        // By their first letters, and by all of them where these are the same.
        let (mut openings, mut seen) = (ByNumber::default(), ByNumber::default());
        let mut told: Option<Finding> = None;
        for (i, sentence) in outline.sentences.iter().enumerate() {
            let words = sentence.span.of(&cx.document.text);
            if !self.looks_at(words, outline, sentence.paragraph) {
                continue;
            }
            let Some(opening) = self.opening(words) else { continue };
            let known: Option<usize> = openings.insert(opening, i);
            let Some(before) = known else { continue };
            let words_of = |sentence: usize| outline.sentences[sentence].span.of(&cx.document.text);
            seen.entry(number(letters(words_of(before)))).or_insert(before);
            let hash = number(letters(words));
            let same = |first: &usize| letters(words_of(*first)).eq(letters(words));
            match seen.get(&hash) {
                Some(first) if !same(first) || self.may_repeat(words) => {}
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
    /// Whether a sentence is one that may not repeat.
    fn looks_at(&self, words: &str, outline: &Outline, paragraph: u32) -> bool {
        // Most sentences are told apart by their length alone.
        words.len() >= self.0.least * 2
            && outline.paragraphs[paragraph as usize].role == Role::Body
            && words.trim_end().ends_with(['。', '！', '？'])
    }

    /// Whether the words of a sentence are such that it may stand twice.
    fn may_repeat(&self, words: &str) -> bool {
        words.contains(['“', '《', '|']) || self.0.except.iter().any(|w| words.contains(w.as_str()))
    }

    /// A number for the first letters of a sentence; none for one of too few. Nearly all sentences are told apart by it.
    fn opening(&self, words: &str) -> Option<u64> {
        let mut read = letters(words);
        let opening = number(read.by_ref().take(OPENING));
        let enough = match self.0.least.checked_sub(OPENING + 1) {
            Some(more) => read.nth(more).is_some(),
            None => letters(words).nth(self.0.least.saturating_sub(1)).is_some(),
        };
        enough.then_some(opening)
    }

    /// What a sentence is known by; none of one that may repeat.
    fn letters(&self, words: &str, outline: &Outline, paragraph: u32) -> Option<String> {
        let letters = || -> String { letters(words).collect() };
        let looks = self.looks_at(words, outline, paragraph) && !self.may_repeat(words);
        let known = looks.then(letters)?;
        (known.chars().count() >= self.0.least).then_some(known)
    }

    /// The sentences with figures that another document has to the letter.
    fn stale(&self, cx: &Context, sink: &mut Sink) {
        if cx.others.is_empty() {
            return;
        }
        let theirs = self.theirs(cx);
        let outline = &cx.analysis.outline;
        for sentence in &outline.sentences {
            let words = sentence.span.of(&cx.document.text);
            if !measures(&cx.analysis.figures, sentence.span) {
                continue;
            }
            let known = self
                .letters(words, outline, sentence.paragraph)
                .and_then(|l| theirs.get(&l));
            if let Some((index, span)) = known {
                let other = cx.others[*index as usize];
                let mut finding = Finding::new(sink.rule, sentence.span)
                    .slot("text", short(words))
                    .slot("file", other.name());
                finding.related.push(Related {
                    span: *span,
                    label: short(span.of(&other.document.text)),
                    role: "other".to_owned(),
                    other: Some(*index),
                });
                sink.find(finding);
            }
        }
    }

    /// The sentences of the other documents: in which one, and where.
    fn theirs(&self, cx: &Context) -> BTreeMap<String, (u32, Span)> {
        let mut out = BTreeMap::new();
        for (index, other) in cx.others.iter().enumerate() {
            let outline = &other.analysis.outline;
            for sentence in &outline.sentences {
                let words = sentence.span.of(&other.document.text);
                if let Some(letters) = self.letters(words, outline, sentence.paragraph) {
                    out.entry(letters).or_insert((index as u32, sentence.span));
                }
            }
        }
        out
    }
}

/// Whether a quantity stands in a span: what has no figure may stay as it is, and so may 100%.
fn measures(figures: &[Figure], span: Span) -> bool {
    let first = figures.partition_point(|f| f.span.start < span.start);
    let within = figures[first..].iter().take_while(|f| f.span.end <= span.end);
    let whole = |f: &Figure| f.form == Form::Percent && f.printed().is_some_and(|p| p.value() == RBig::from(100u8));
    within.into_iter().any(|f| f.is_quantity() && !whole(f))
}

/// The sentences by such numbers.
type ByNumber = HashMap<u64, usize, BuildHasherDefault<Itself>>;

/// A number that is as good as any hash of it.
#[derive(Default)]
struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0 << 8 | u64::from(*byte));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// A number that is the same for the same letters.
fn number(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(0xCBF2_9CE4_8422_2325, |hash, c| {
        (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01B3)
    })
}

/// Letters and digits.
fn letters(words: &str) -> impl Iterator<Item = char> {
    // Most characters are of the main block, which is all letters, and most others are marks.
    let mark = |c: char| {
        matches!(
            c,
            '，' | '、' | '。' | '；' | '：' | '“' | '”' | '（' | '）' | '《' | '》'
        )
    };
    let letter = move |c: &char| ('一'..='鿿').contains(c) || !mark(*c) && c.is_alphanumeric();
    words.chars().filter(letter)
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
