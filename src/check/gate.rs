//! Which sentences hold the literals that rules need.
//!
//! Owns one search over the literals of all rules, so that one pass over a document finds every rule's sentences. What a rule needs
//! is told by [`super::Needs`]; which rules have to look everywhere is decided by [`super::driver`].

use super::Shown;
use crate::lexicon::words::WordList;
use crate::pattern::{Required, literal};
use std::ops::Range;

/// What stands in nearly every sentence: finding it costs more than it keeps away.
const EVERYWHERE: [&str; 3] = ["，", "、", "。"];

/// The literals of all rules, each with the alternatives that wait for it.
#[derive(Default)]
pub struct Gate {
    words: WordList,
    /// The places in alternatives where literals are wanted, those of one literal side by side.
    places: Vec<Place>,
    /// For each literal where its places begin; those of the next begin where they end.
    begins: Vec<u32>,
    alternatives: u32,
}

/// One list of one alternative, all whose lists must be met for a rule to look.
#[derive(Clone, Copy, Debug)]
struct Place {
    alternative: u32,
    rule: u32,
    /// The place of the alternative among those of the rule.
    place: u32,
    list: u8,
    /// How many lists the alternative has.
    lists: u8,
}

/// Collects what rules need.
#[derive(Default)]
pub struct Builder {
    words: Vec<(String, Place)>,
    alternatives: u32,
}

impl Builder {
    /// Enters the needs of a rule, and gives the places of the alternatives that need nothing: for these it has to look everywhere.
    pub fn enter(&mut self, rule: u32, needs: Vec<Required>) -> Vec<usize> {
        let everywhere = |list: &Vec<String>| list.iter().any(|word| EVERYWHERE.contains(&word.as_str()));
        let selects = |lists: &Required| !lists.iter().all(everywhere) && !lists.iter().flatten().any(String::is_empty);
        let mut free = Vec::new();
        for (place, lists) in needs.into_iter().enumerate() {
            if !selects(&lists) {
                free.push(place);
                continue;
            }
            let alternative = self.alternatives;
            self.alternatives += 1;
            let count = lists.len().min(literal::LISTS);
            for (list, words) in lists.into_iter().take(count).enumerate() {
                let place = Place {
                    alternative,
                    rule,
                    place: place as u32,
                    list: list as u8,
                    lists: count as u8,
                };
                self.words.extend(words.into_iter().map(|word| (word, place)));
            }
        }
        free
    }

    /// The gate.
    pub fn build(mut self) -> Gate {
        self.words.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let places = self.words.iter().map(|(_, place)| *place).collect();
        let (mut begins, mut words, mut count) = (vec![0], Vec::new(), 0);
        for same in self.words.chunk_by_mut(|a, b| a.0 == b.0) {
            words.push((std::mem::take(&mut same[0].0), words.len() as u32));
            count += same.len() as u32;
            begins.push(count);
        }
        Gate {
            words: WordList::new(words.into_iter()),
            places,
            begins,
            alternatives: self.alternatives,
        }
    }
}

impl Gate {
    /// Adds each sentence to the rules of which it holds all that an alternative needs; `found` has a list for each rule.
    pub fn gather(&self, text: &str, sentences: impl Iterator<Item = (u32, Range<usize>)>, found: &mut [Vec<Shown>]) {
        let mut met = Met::new(self);
        for (index, range) in sentences {
            self.words.for_each(&text[range], |literal| {
                if met.is_new(literal as usize, index) {
                    met.literal(literal as usize, index, found);
                }
            });
        }
    }
}

/// What the sentence at hand holds so far. Entries are stamped with their sentence, so that nothing is cleared between two.
struct Met<'a> {
    gate: &'a Gate,
    literals: Vec<u32>,
    lists: Vec<(u32, u8)>,
}

const NEVER: u32 = u32::MAX;

impl<'a> Met<'a> {
    fn new(gate: &'a Gate) -> Self {
        Self {
            gate,
            literals: vec![NEVER; gate.begins.len()],
            lists: vec![(NEVER, 0); gate.alternatives as usize],
        }
    }

    /// Whether a literal that stands in a sentence has not been met there before.
    #[inline]
    fn is_new(&mut self, literal: usize, sentence: u32) -> bool {
        std::mem::replace(&mut self.literals[literal], sentence) != sentence
    }

    fn literal(&mut self, literal: usize, sentence: u32, found: &mut [Vec<Shown>]) {
        let gate = self.gate;
        let places = gate.begins[literal] as usize..gate.begins[literal + 1] as usize;
        for place in &gate.places[places] {
            if place.lists == 1 || self.is_met(place, sentence) {
                let sentences = &mut found[place.rule as usize];
                match sentences.last_mut() {
                    Some(last) if last.sentence == sentence => last.meet(place.place),
                    _ => sentences.push(Shown::meeting(sentence, place.place)),
                }
            }
        }
    }

    /// Whether an alternative is met, now that the sentence holds a word of one more of its lists.
    fn is_met(&mut self, place: &Place, sentence: u32) -> bool {
        let (stamp, lists) = &mut self.lists[place.alternative as usize];
        if *stamp != sentence {
            (*stamp, *lists) = (sentence, 0);
        }
        *lists |= 1 << place.list;
        lists.count_ones() == u32::from(place.lists)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sentences that each rule is shown; a rule is alternatives, each of them lists of words.
    fn shown(rules: &[&[&[&[&str]]]], text: &str) -> Vec<Vec<u32>> {
        let mut builder = Builder::default();
        for (i, rule) in rules.iter().enumerate() {
            let list = |words: &&[&str]| words.iter().map(|w| (*w).to_owned()).collect();
            let needs = rule.iter().map(|lists| lists.iter().map(list).collect()).collect();
            assert!(builder.enter(i as u32, needs).is_empty());
        }
        let mut found: Vec<Vec<Shown>> = vec![Vec::new(); rules.len()];
        let mut at = 0;
        let sentences = text.split_inclusive('。').zip(0..).map(|(s, i)| {
            at += s.len();
            (i, at - s.len()..at)
        });
        builder.build().gather(text, sentences, &mut found);
        let places = |found: &Vec<Shown>| found.iter().map(|shown| shown.sentence).collect();
        found.iter().map(places).collect()
    }

    #[test]
    fn a_sentence_holds_one_word_of_every_list() {
        let text = "收入增长。税收增加到。收入增加到。";
        assert_eq!(
            shown(
                &[&[&[&["收入"], &["增加", "增长"]]], &[&[&["税收"]], &[&["增长"]]]],
                text
            ),
            vec![vec![0, 2], vec![0, 1]]
        );
    }

    #[test]
    fn words_across_two_sentences_are_in_neither() {
        assert_eq!(shown(&[&[&[&["长。税"]]]], "增长。税收。"), vec![Vec::<u32>::new()]);
    }

    #[test]
    fn an_alternative_without_words_has_to_look_everywhere() {
        let mut builder = Builder::default();
        assert_eq!(builder.enter(0, vec![vec![vec!["增长".to_owned()]], Vec::new()]), [1]);
        assert_eq!(builder.enter(0, vec![vec![vec![String::new()]]]), [0]);
        let mut found = vec![Vec::new()];
        builder.build().gather("增长", std::iter::once((0, 0..6)), &mut found);
        assert!(found[0][0].meets(0) && !found[0][0].meets(1));
    }
}
