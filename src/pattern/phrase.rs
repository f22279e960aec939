//! The phrases of the lexicon, each parsed once for all patterns that use it.
//!
//! Owns the vocabulary of patterns: classes of figures and phrases. A pattern keeps the place of a phrase and not its text, because phrases
//! are many times longer than what stands around them; they are filled in when an automaton is built.

use super::figures::Figures;
use super::literal::{self, Required};
use super::narrow;
use super::slot::{PatternError, Slot};
use super::translate::translate;
use regex_syntax::hir::{Capture, Class, Hir, HirKind, Repetition};
use std::sync::{Arc, OnceLock};

/// What the text of a pattern may name.
#[derive(Debug)]
pub struct Vocabulary {
    /// The classes of figures, in the order of their characters.
    pub classes: Vec<String>,
    /// How many of them, from the first, are forms and no dimensions.
    pub forms: usize,
    /// The phrases with their patterns, in order; of two with one name the later counts.
    pub phrases: Vec<(String, String)>,
    parsed: Vec<OnceLock<Result<Arc<Parsed>, PatternError>>>,
}

/// A parsed pattern or phrase.
#[derive(Debug)]
pub struct Parsed {
    /// The expression. Its captures are slots, those without a name stand for phrases: their index is the place in `phrases`.
    pub hir: Hir,
    /// Its slots in order, those of its phrases included.
    pub slots: Vec<Slot>,
    /// Its phrases in order.
    pub phrases: Vec<Arc<Parsed>>,
    /// All strings that it matches, when they are few.
    pub exact: Option<Vec<String>>,
    /// Lists of strings; every match holds one string of each.
    pub lists: Required,
    /// The figures that every match holds.
    pub figures: Figures,
    /// Roughly how many states it needs.
    pub weight: usize,
}

impl Vocabulary {
    /// A vocabulary; its phrases are parsed on first use.
    pub fn new(classes: Vec<String>, forms: usize, phrases: Vec<(String, String)>) -> Self {
        let parsed = phrases.iter().map(|_| OnceLock::new()).collect();
        Self {
            classes,
            forms,
            phrases,
            parsed,
        }
    }

    /// A text that is the same for the same vocabulary.
    pub fn fingerprint(&self) -> String {
        let phrases = self.phrases.iter().flat_map(|(name, pattern)| [name, pattern]);
        let bytes = self
            .classes
            .iter()
            .chain(phrases)
            .flat_map(|word| word.bytes().chain([0]));
        // FNV-1a: the same in every build of the program, which the hashes of the standard library are not.
        let hash = bytes.fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        });
        format!("{hash:016x}")
    }

    /// Parses a pattern that may use all phrases.
    pub fn pattern(&self, text: &str) -> Result<Parsed, PatternError> {
        let parsed = self.parse(text, self.phrases.len())?;
        if parsed.weight > narrow::HEAVIEST {
            return Err(PatternError {
                at: 0..text.len(),
                message: "the pattern is too large".to_owned(),
                help: Some("name fewer alternatives, or repeat less often".to_owned()),
            });
        }
        Ok(parsed)
    }

    /// A phrase by its place in the lexicon. It may hold those above it, so that none holds itself.
    pub(super) fn phrase(&self, place: usize) -> Result<Arc<Parsed>, PatternError> {
        let parse = || {
            let (_, pattern) = &self.phrases[place];
            self.parse(pattern, place).map(Arc::new)
        };
        self.parsed[place].get_or_init(parse).clone()
    }

    /// Parses a pattern that may use the first `known` phrases.
    pub(super) fn parse(&self, text: &str, known: usize) -> Result<Parsed, PatternError> {
        let translated = translate(text, self, known)?;
        let hir = translated.parse(text)?;
        let phrases = translated.phrases;
        Ok(Parsed {
            weight: narrow::weight(&hir, &phrases),
            exact: literal::exact(&hir, &phrases),
            lists: literal::lists(&hir, &phrases),
            figures: Figures::of(&hir, &phrases),
            slots: translated.slots,
            hir,
            phrases,
        })
    }
}

impl Parsed {
    /// Whether it asks nothing of the edges of a text, nor do its phrases.
    pub fn edgeless(&self) -> bool {
        self.hir.properties().look_set().is_empty() && self.phrases.iter().all(|phrase| phrase.edgeless())
    }

    /// The expression with its phrases in their places. The captures are the slots, numbered from 1.
    pub fn whole(&self) -> Hir {
        fill(&self.hir, &self.phrases, &mut 0)
    }
}

/// A copy of an expression with its phrases, counting the slots.
fn fill(hir: &Hir, phrases: &[Arc<Parsed>], slots: &mut u32) -> Hir {
    match hir.kind() {
        HirKind::Capture(Capture { name: None, index, .. }) => {
            let phrase = &phrases[*index as usize];
            fill(&phrase.hir, &phrase.phrases, slots)
        }
        HirKind::Capture(Capture { name, sub, .. }) => {
            *slots += 1;
            Hir::capture(Capture {
                index: *slots,
                name: name.clone(),
                sub: sub.clone(),
            })
        }
        HirKind::Repetition(Repetition { min, max, greedy, sub }) => Hir::repetition(Repetition {
            min: *min,
            max: *max,
            greedy: *greedy,
            sub: Box::new(fill(sub, phrases, slots)),
        }),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(|p| fill(p, phrases, slots)).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(|p| fill(p, phrases, slots)).collect()),
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0.clone()),
        HirKind::Class(Class::Unicode(class)) => Hir::class(Class::Unicode(class.clone())),
        HirKind::Class(Class::Bytes(class)) => Hir::class(Class::Bytes(class.clone())),
        HirKind::Look(look) => Hir::look(*look),
    }
}
