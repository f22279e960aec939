//! Patterns over figures: regular expressions in which `{name:kind}` stands for one whole figure.
//!
//! Owns the slots and the matching over the [`crate::shape`] of a sentence. A slot becomes a class of the private-use characters that
//! stand for figures there; the translation is in [`translate`], the literals that a pattern requires in [`literal`]. What a match means
//! belongs to the checks.

pub mod literal;
pub mod narrow;
pub mod plain;
pub mod texts;
pub mod translate;
pub mod unless;

pub use literal::Required;
pub use plain::Plain;
pub use texts::Texts;
pub use unless::{Unless, UnlessSpec};

use crate::figure::FigureId;
use crate::lexicon::Lexicon;
use crate::shape::Shape;
use crate::span::Span;
use regex::Regex;
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};
use std::ops::Range;
use std::sync::OnceLock;

/// A compiled pattern.
#[derive(Debug)]
pub struct Pattern {
    regex_text: String,
    slots: Vec<Slot>,
    literals: Required,
    /// The characters of its one slot, when it is nothing else.
    lone: Option<ClassUnicode>,
    regex: OnceLock<Option<Regex>>,
}

/// A slot of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its name.
    pub name: String,
    /// What it stands for.
    pub kind: SlotKind,
}

/// What a slot stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// One figure.
    Figure,
    /// A percentage with the verb of its clause.
    Growth,
    /// An amount with the verb of its clause.
    Change,
    /// Percentage points with the verb of their clause.
    Points,
    /// Two or more figures joined by 、 or 和.
    List,
    /// The name of an indicator.
    Indicator,
}

/// What is wrong with the text of a pattern, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// Bytes of the pattern's text.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// One match of a pattern in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Its range in [`Shape::text`].
    pub shape: Range<usize>,
    /// The prose it stands for.
    pub span: Span,
    /// The slots that took part, in the order of the pattern.
    pub slots: Vec<(String, Bound)>,
}

/// What a slot is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// One figure.
    Figure(FigureId),
    /// A list of figures.
    List(Vec<FigureId>),
    /// Words.
    Words(Span),
}

impl Pattern {
    /// Translates and checks a pattern; the automaton itself is built on first use.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place in `text`.
    pub fn parse(text: &str, lexicon: &Lexicon) -> Result<Self, PatternError> {
        let translated = translate::translate(text, lexicon)?;
        let hir = translated.parse(text)?;
        if narrow::weight(&hir) > narrow::HEAVIEST {
            return Err(PatternError {
                at: 0..text.len(),
                message: "the pattern is too large".to_owned(),
                help: Some("name fewer alternatives, or repeat less often".to_owned()),
            });
        }
        let literals = literal::required(&hir);
        Ok(Self {
            regex_text: hir.to_string(),
            slots: translated
                .slots
                .into_iter()
                .filter(|s| !s.name.starts_with('_'))
                .collect(),
            literals,
            lone: lone_slot(&hir),
            regex: OnceLock::new(),
        })
    }

    /// Its slots in the order of the text.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// Lists of strings; every match holds one string of each.
    pub fn literals(&self) -> Required {
        self.literals.clone()
    }

    /// All matches in a sentence, from left to right, not overlapping.
    pub fn matches(&self, shape: &Shape, sentence: usize) -> Vec<Match> {
        if let Some(class) = &self.lone {
            return self.figures(class, shape, sentence);
        }
        let text = shape.sentence(sentence);
        // Most sentences do not match; telling so needs no groups.
        let Some(regex) = self.regex(text).filter(|r| r.is_match(text)) else {
            return Vec::new();
        };
        let base = shape.sentences[sentence].start as usize;
        let bind = |m: regex::Captures| {
            let whole = m.get(0).expect("the whole match");
            let slots = self.slots.iter().filter_map(|s| {
                let found = m.name(&s.name)?;
                Some((
                    s.name.clone(),
                    bound(shape, s.kind, base + found.start()..base + found.end())?,
                ))
            });
            let range = base + whole.start()..base + whole.end();
            Match {
                span: shape.prose(range.clone()),
                slots: slots.collect(),
                shape: range,
            }
        };
        regex.captures_iter(text).map(bind).collect()
    }

    /// The figures of a class in a sentence, without running an automaton over its words.
    fn figures(&self, class: &ClassUnicode, shape: &Shape, sentence: usize) -> Vec<Match> {
        let range = &shape.sentences[sentence];
        let figures = shape.figures_in(range.start as usize..range.end as usize);
        let matched = figures.iter().filter_map(|(at, id)| {
            let at = *at as usize;
            let c = shape.text[at..].chars().next()?;
            let found = class.ranges().iter().any(|r| (r.start()..=r.end()).contains(&c));
            found.then(|| Match {
                shape: at..at + c.len_utf8(),
                span: shape.prose(at..at + c.len_utf8()),
                slots: vec![(self.slots[0].name.clone(), Bound::Figure(*id))],
            })
        });
        matched.collect()
    }

    /// Whether it matches anywhere in a text of the shape.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex(text).is_some_and(|r| r.is_match(text))
    }

    /// The automaton, unless the text lacks a literal that every match holds: most patterns are never built for a document.
    fn regex(&self, text: &str) -> Option<&Regex> {
        if !literal::met(&self.literals, text) {
            return None;
        }
        // The text was parsed and weighed when the rule was loaded; the limit is far above the heaviest.
        let build = || {
            regex::RegexBuilder::new(&self.regex_text)
                .size_limit(64 << 20)
                .dfa_size_limit(8 << 20)
                .build()
                .ok()
        };
        self.regex.get_or_init(build).as_ref()
    }
}

/// The class of a pattern that is one slot of one figure.
fn lone_slot(hir: &Hir) -> Option<ClassUnicode> {
    let HirKind::Capture(capture) = hir.kind() else {
        return None;
    };
    match capture.sub.kind() {
        HirKind::Class(Class::Unicode(class)) => Some(class.clone()),
        _ => None,
    }
}

/// What to do about an error of the regular-expression parser.
pub fn cure(message: &str) -> &'static str {
    let cures = [
        (
            "look-around",
            "there is no look-around: use `unless:`, `not_before:` or `not_after:`",
        ),
        (
            "backreference",
            "there are no back-references: write the alternatives out",
        ),
        (
            "unclosed group",
            "close the group with `)`; for the character write `\\(` or （",
        ),
        (
            "unopened group",
            "open the group with `(`; for the character write `\\)` or ）",
        ),
        (
            "unclosed character class",
            "close the class with `]`; for the character write `\\[`",
        ),
        (
            "repetition",
            "a repetition needs something to repeat; for the character write it behind `\\`",
        ),
        (
            "escape",
            "in double quotes YAML reads backslashes itself: put patterns into single quotes",
        ),
        ("capture group name", "a group is named `(?<name>…)`, each name once"),
        (
            "range",
            "the first end of a range comes before the second; for a hyphen write `\\-`",
        ),
    ];
    let cure = cures.into_iter().find(|(word, _)| message.contains(word));
    cure.map_or("the notation is that of the Rust crate `regex`", |(_, cure)| cure)
}

fn bound(shape: &Shape, kind: SlotKind, range: Range<usize>) -> Option<Bound> {
    match kind {
        SlotKind::Indicator => Some(Bound::Words(shape.prose(range))),
        SlotKind::List => Some(Bound::List(shape.figures_in(range).iter().map(|f| f.1).collect())),
        _ => shape.figure_at(range.start).map(Bound::Figure),
    }
}
