//! Word lists that are searched as a whole.
//!
//! Owns the one automaton type of the lexicon: the longest word at a place, or every word of a text.

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

/// Words with a number each; of two words at one place the longer wins.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    automaton: Option<AhoCorasick>,
    values: Vec<u32>,
    longest: usize,
}

impl WordList {
    /// The list of the given words; empty words are left out.
    pub fn new(words: impl Iterator<Item = (String, u32)>) -> Self {
        let (words, values): (Vec<String>, Vec<u32>) = words.filter(|(w, _)| !w.is_empty()).unzip();
        let longest = words.iter().map(String::len).max().unwrap_or(0);
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(StartKind::Both)
            .build(&words);
        Self {
            automaton: automaton.ok().filter(|_| !values.is_empty()),
            values,
            longest,
        }
    }

    /// The longest word that starts at byte `at`: its number and length.
    pub fn longest_at(&self, text: &str, at: usize) -> Option<(u32, usize)> {
        let automaton = self.automaton.as_ref()?;
        let end = text.len().min(at + self.longest);
        let found = automaton.find(Input::new(text.as_bytes()).range(at..end).anchored(Anchored::Yes))?;
        Some((self.values[found.pattern().as_usize()], found.len()))
    }

    /// Every word of a text from left to right, not overlapping: start, end, number.
    pub fn find_iter<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize, u32)> + 'a {
        self.automaton.iter().flat_map(move |a| {
            a.find_iter(text)
                .map(|m| (m.start(), m.end(), self.values[m.pattern().as_usize()]))
        })
    }
}
