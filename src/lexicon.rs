//! The vocabulary: units, hedges, verbs of change, names that are no figures, indicators, periods, formulas.
//!
//! Owns the parsed form of `rules/lexicon/*.yaml` and what finds its words in text. Which files are read, and how their
//! errors are shown, belongs to [`crate::rule`].

pub mod affixes;
pub mod clauses;
pub mod entries;
pub mod files;
pub mod measures;
mod merge;
pub mod shorthand;
pub mod words;

use crate::search::Expression;
use crate::span::Span;
use clauses::{Around, MarkKind};
use entries::{Formula, HedgeWord, IndicatorEntry, Name, Phrase, Plan, UnitEntry, Verb, Words};
use files::Files;
use std::collections::BTreeMap;
use std::sync::Arc;
use words::WordList;

/// All vocabulary of a run.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// The dimensions of all units, sorted; their places number the classes of figures in a shape.
    pub dimensions: Vec<String>,
    /// Units and classifiers.
    pub units: Vec<UnitEntry>,
    /// Verbs of change.
    pub verbs: Vec<Verb>,
    /// Hedges before a number, longest first.
    pub before: Vec<HedgeWord>,
    /// Hedges after a number and its unit, longest first.
    pub after: Vec<HedgeWord>,
    /// Indicators.
    pub indicators: Vec<IndicatorEntry>,
    /// Five-year plans.
    pub plans: Vec<Plan>,
    /// Counted formulations.
    pub formulas: Vec<Formula>,
    /// Names of areas.
    pub areas: Words,
    /// Pieces of patterns, in order.
    pub phrases: Vec<Phrase>,
    /// Words around the name of what is measured.
    pub around: Around,
    /// The hedges before a number by their last characters, and those after it by their first: most numbers have none beside them.
    hedge_ends: BTreeMap<char, Vec<usize>>,
    hedge_starts: BTreeMap<char, Vec<usize>>,
    unit_words: WordList,
    verb_words: WordList,
    indicator_words: WordList,
    mark_words: WordList,
    mark_kinds: Vec<MarkKind>,
    names: WordList,
    name_patterns: Option<Arc<Expression>>,
}

/// A pattern of the lexicon that is no regular expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPattern {
    /// The pattern.
    pub pattern: String,
    /// What the regular-expression parser says.
    pub message: String,
}

impl Lexicon {
    /// Builds the automata over the entries of the files.
    ///
    /// # Errors
    /// The first name pattern that is no regular expression.
    pub fn build(files: Files) -> Result<Self, BadPattern> {
        let mut dimensions: Vec<String> = files.units.iter().map(|u| u.dimension.clone()).collect();
        dimensions.sort();
        dimensions.dedup();
        let mut before = files.before;
        let mut after = files.after;
        before.sort_by_key(|h| std::cmp::Reverse(h.word.len()));
        after.sort_by_key(|h| std::cmp::Reverse(h.word.len()));
        let unit_words = WordList::new(files.units.iter().enumerate().flat_map(|(i, u)| {
            std::iter::once(&u.unit)
                .chain(&u.aliases)
                .map(move |w| (w.clone(), i as u32))
        }));
        let verb_words = WordList::new(files.verbs.iter().enumerate().map(|(i, v)| (v.verb.clone(), i as u32)));
        let indicator_words = || {
            WordList::new(files.indicators.iter().enumerate().flat_map(|(i, e)| {
                std::iter::once(&e.name)
                    .chain(&e.aliases)
                    .flat_map(|w| both_widths(w))
                    .map(move |w| (w, i as u32))
            }))
        };
        let (mark_words, mark_kinds) = marks(&files.marks, &files.areas, &files.plans);
        // Ordinals are figures of their own form; the entry only says so.
        let masks: Vec<Name> = files
            .names
            .into_iter()
            .filter(|n| n.kind.as_deref() != Some("ordinal"))
            .collect();
        let names = WordList::new(masks.iter().filter_map(|n| n.name.clone()).map(|n| (n, 0)));
        let (indicator_words, name_patterns) = rayon::join(indicator_words, || name_patterns(&masks));
        let name_patterns = name_patterns?;
        Ok(Self {
            dimensions,
            units: files.units,
            verbs: files.verbs,
            hedge_ends: grouped(before.iter().map(|h| h.word.chars().next_back())),
            hedge_starts: grouped(after.iter().map(|h| h.word.chars().next())),
            before,
            after,
            indicators: files.indicators,
            plans: files.plans,
            formulas: files.formulas,
            areas: files.areas,
            phrases: files.phrases,
            around: files.around,
            mark_words,
            mark_kinds,
            unit_words,
            verb_words,
            indicator_words,
            names,
            name_patterns,
        })
    }

    /// The hedges before a number that end with a character, the longest first.
    pub fn hedges_before(&self, last: char) -> impl Iterator<Item = &HedgeWord> {
        let places = self.hedge_ends.get(&last).into_iter().flatten();
        places.map(|place| &self.before[*place])
    }

    /// The hedges after a number that start with a character, the longest first.
    pub fn hedges_after(&self, first: char) -> impl Iterator<Item = &HedgeWord> {
        let places = self.hedge_starts.get(&first).into_iter().flatten();
        places.map(|place| &self.after[*place])
    }

    /// The longest unit at byte `at`: its entry and length. A Latin symbol must not run on in Latin letters.
    pub fn unit_at(&self, text: &str, at: usize) -> Option<(u32, usize)> {
        let (entry, len) = self.unit_words.longest_at(text, at)?;
        let unit = &self.units[entry as usize];
        let rest = &text[at + len..];
        // Behind Arabic digits a classifier is one before nearly everything (616人参加); only 人均 and whole words make it none.
        let digits = text[..at].ends_with(|c: char| c.is_ascii_digit() || matches!(c, '万' | '亿'));
        let guards = |w: &&String| !(unit.counted && digits) || w.len() > '均'.len_utf8() || *w == "均";
        if unit
            .not_before
            .iter()
            .filter(guards)
            .any(|w| rest.starts_with(w.as_str()))
        {
            return None;
        }
        let latin = text[..at + len].ends_with(|c: char| c.is_ascii_alphabetic());
        (!(latin && rest.starts_with(|c: char| c.is_ascii_alphanumeric()))).then_some((entry, len))
    }

    /// Every verb of change in a text, in order, the longest at each place.
    pub fn verbs_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize, &'a Verb)> {
        self.verb_words
            .find_iter(text)
            .map(|(start, end, i)| (start, end, &self.verbs[i as usize]))
    }

    /// Every listed indicator in a text, in order, the longest at each place: start, end, entry.
    pub fn indicators_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize, u32)> + 'a {
        self.indicator_words.find_iter(text)
    }

    /// Every word of a text that says when, where or on what basis, in order, the longest at each place: start, end, kind.
    pub fn marks_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize, MarkKind)> + 'a {
        let found = self.mark_words.find_iter(text);
        found.map(|(start, end, i)| (start, end, self.mark_kinds[i as usize]))
    }

    /// The longest such word that a text begins with: its length and kind.
    pub fn mark_at_start(&self, text: &str) -> Option<(usize, MarkKind)> {
        let (word, len) = self.mark_words.longest_at(text, 0)?;
        Some((len, self.mark_kinds[word as usize]))
    }

    /// The stretches of a text that look like figures and are names, sorted and not overlapping. Those that are listed are looked for in
    /// parts of it.
    pub fn names_in(&self, text: &str, parts: impl Iterator<Item = Span>) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for part in parts {
            let names = self.names.find_iter(part.of(text));
            spans.extend(names.map(|(start, end, _)| Span::new(start, end).shift(part.start as usize)));
        }
        if let Some(patterns) = &self.name_patterns {
            spans.extend(patterns.places(text).into_iter().map(|m| Span::new(m.start, m.end)));
        }
        spans.sort();
        let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match merged.last_mut() {
                Some(last) if span.start < last.end => last.end = last.end.max(span.end),
                _ => merged.push(span),
            }
        }
        merged
    }

    /// The entry of a unit by its written form.
    pub fn unit_named(&self, name: &str) -> Option<u32> {
        self.unit_words
            .longest_at(name, 0)
            .filter(|(_, len)| *len == name.len())
            .map(|(i, _)| i)
    }

    /// The pattern of a phrase and the place of its entry; of two with one name the later counts.
    pub fn phrase(&self, name: &str) -> Option<(usize, &str)> {
        let at = self.phrases.iter().rposition(|p| p.name == name)?;
        Some((at, self.phrases[at].pattern.as_str()))
    }

    /// The entry of an indicator by its written form.
    pub fn indicator_named(&self, name: &str) -> Option<u32> {
        self.indicator_words
            .longest_at(name, 0)
            .filter(|(_, len)| *len == name.len())
            .map(|(i, _)| i)
    }
}

/// The words that say when, where and on what basis, the names of places and plans among them, and their kinds by number.
fn marks(marks: &[clauses::Marks], areas: &Words, plans: &[Plan]) -> (WordList, Vec<MarkKind>) {
    let kinds: Vec<MarkKind> = marks
        .iter()
        .map(|m| m.kind)
        .chain([MarkKind::Place, MarkKind::FiveYearPlan])
        .collect();
    let (places, five) = (marks.len() as u32, marks.len() as u32 + 1);
    let listed = marks
        .iter()
        .enumerate()
        .flat_map(|(i, m)| m.words.iter().map(move |w| (w.clone(), i as u32)));
    let named = areas.provinces.iter().chain(&areas.cities).map(|w| (w.clone(), places));
    let planned = plans.iter().map(|p| (p.name.clone(), five));
    (WordList::new(listed.chain(named).chain(planned)), kinds)
}

/// One regular expression over all name patterns. Where it cannot be parsed each is tried alone, so that an error names its own.
fn name_patterns(names: &[Name]) -> Result<Option<Arc<Expression>>, BadPattern> {
    let patterns: Vec<&str> = names.iter().filter_map(|n| n.pattern.as_deref()).collect();
    if patterns.is_empty() {
        return Ok(None);
    }
    let joined = patterns
        .iter()
        .map(|p| format!("(?:{})", shorthand::spelled_out(p)))
        .collect::<Vec<_>>()
        .join("|");
    let parse = |pattern: &str| regex_syntax::Parser::new().parse(pattern).map_err(|e| e.to_string());
    match parse(&joined) {
        Ok(hir) => Ok(Some(Arc::new(Expression::new(hir)))),
        Err(error) => {
            let culprit = patterns.iter().find_map(|p| parse(p).err().map(|e| (p, e)));
            let (pattern, message) = culprit.map_or((joined, error), |(p, e)| ((*p).to_owned(), e));
            Err(BadPattern { pattern, message })
        }
    }
}

/// The places of a list by a character that each has.
fn grouped(characters: impl Iterator<Item = Option<char>>) -> BTreeMap<char, Vec<usize>> {
    let mut groups: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for (place, c) in characters.enumerate() {
        c.into_iter().for_each(|c| groups.entry(c).or_default().push(place));
    }
    groups
}

/// A word with full-width brackets, and with half-width ones.
fn both_widths(word: &str) -> Vec<String> {
    let half = word.replace('（', "(").replace('）', ")");
    if half == word {
        vec![half]
    } else {
        vec![word.to_owned(), half]
    }
}
