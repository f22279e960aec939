//! Word lists that are searched as a whole.
//!
//! Owns the one search structure of the project: a trie over characters. Nearly every place of a text is left at its first two characters,
//! by a look into a small table, and where it is not, the two lead straight to their place in the trie; building it is little more than
//! sorting the words, which is why no automaton is used.

use crate::search::raw::{Beginnings, NONE, Place, Raw, len, mixed, raw, split};

/// Words with a number each.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    nodes: Vec<Node>,
    edges: Vec<(Raw, u32)>,
    starts: Starts,
}

/// A place in the trie, behind the characters that lead to it.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// Its ways on, so many of `edges` from there on, sorted.
    from: u32,
    ways: u32,
    /// The number of the word that ends here.
    word: Option<u32>,
}

/// How words begin.
#[derive(Clone, Debug, Default)]
struct Starts {
    beginnings: Beginnings,
    /// The nodes behind both: each where its hash says, or in the next free place. A length that is a power of two, half of it free. They
    /// are copies, so that what is found here need not be looked up elsewhere.
    nodes: Vec<(Start, Node)>,
}

/// The first two characters of a word, or the only one and [`NONE`].
type Start = (Raw, Raw);

impl WordList {
    /// The list of the given words; empty words are left out, and of two equal ones the second.
    pub fn new(words: impl Iterator<Item = (String, u32)>) -> Self {
        let mut words: Vec<(String, u32)> = words.filter(|(w, _)| !w.is_empty()).collect();
        // Stable, so that the first of equal words stays first.
        words.sort_by(|a, b| a.0.cmp(&b.0));
        words.dedup_by(|b, a| a.0 == b.0);
        if words.is_empty() {
            return Self::default();
        }
        let mut list = Self {
            nodes: vec![Node::default()],
            ..Self::default()
        };
        list.grow(0, &words, 0);
        list.starts = Starts::new(&list.begin());
        list.nodes.shrink_to_fit();
        list
    }

    /// Gives a node its way on: all words that lead through it, sorted, whose first `depth` bytes lead to it.
    fn grow(&mut self, node: usize, mut words: &[(String, u32)], depth: usize) {
        if let Some(((word, number), longer)) = words.split_first()
            && word.len() == depth
        {
            self.nodes[node].word = Some(*number);
            words = longer;
        }
        let next = |word: &(String, u32)| word.0[depth..].chars().next().unwrap_or_default();
        let groups = || words.chunk_by(|a, b| next(a) == next(b));
        let (from, below) = (self.edges.len(), self.nodes.len());
        self.edges.extend(
            groups()
                .zip(below as u32..)
                .map(|(group, place)| (raw(next(&group[0])), place)),
        );
        self.edges[from..].sort_unstable();
        self.nodes.resize(below + self.edges.len() - from, Node::default());
        self.nodes[node].from = from as u32;
        self.nodes[node].ways = (self.edges.len() - from) as u32;
        for (i, group) in groups().enumerate() {
            self.grow(below + i, group, depth + next(&group[0]).len_utf8());
        }
    }

    /// The nodes behind the first characters of all words.
    fn begin(&self) -> Vec<(Start, Node)> {
        let mut begin = Vec::new();
        let node = |place: &u32| self.nodes[*place as usize];
        for (first, place) in self.ways(self.nodes[0]) {
            if node(place).word.is_some() {
                begin.push(((*first, NONE), node(place)));
            }
            let ways = self.ways(node(place)).iter();
            begin.extend(ways.map(|(second, place)| ((*first, *second), node(place))));
        }
        begin
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The longest word that starts at byte `at`: its number and length.
    pub fn longest_at(&self, text: &str, at: usize) -> Option<(u32, usize)> {
        let (first, behind) = split(&text.as_bytes()[at..]);
        let (second, rest) = split(behind);
        let place = Place {
            first,
            second,
            behind,
            rest,
        };
        let may = first != NONE && self.starts.beginnings.may_begin(first, second);
        may.then(|| self.longest_of(place))?
    }

    /// Every word of a text from left to right, not overlapping, the longest at each place: start, end, number.
    pub fn find_iter<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize, u32)> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let beginnings = &self.starts.beginnings;
            let (start, (word, len)) = beginnings.find(&text.as_bytes()[from..], |place| {
                let start = text.len() - place.behind.len() - len(place.first);
                Some((start, self.longest_of(place)?))
            })?;
            from = start + len;
            Some((start, from, word))
        })
    }

    /// Tells the number of every word at every place of a text. Words may overlap and are told as often as they stand there.
    pub fn for_each(&self, text: &str, mut tell: impl FnMut(u32)) {
        self.starts.beginnings.find(text.as_bytes(), |place| -> Option<()> {
            self.each_of(place, |word, _| tell(word));
            None
        });
    }

    /// The longest word that begins at a place: its number and length.
    #[inline]
    fn longest_of(&self, place: Place) -> Option<(u32, usize)> {
        let mut longest = None;
        self.each_of(place, |word, len| longest = Some((word, len)));
        longest
    }

    /// Tells every word that begins at a place, the shortest first: its number and length.
    #[inline]
    fn each_of(&self, place: Place, mut tell: impl FnMut(u32, usize)) {
        let Place {
            first,
            second,
            behind,
            mut rest,
        } = place;
        let alone = self.starts.beginnings.may_be(first);
        if let Some(word) = alone.then(|| self.starts.node((first, NONE))?.word).flatten() {
            tell(word, len(first));
        }
        let end = len(first) + behind.len();
        let paired = second != NONE && self.starts.beginnings.may_pair(first, second);
        let mut node = paired.then(|| self.starts.node((first, second))).flatten();
        while let Some(here) = node {
            if let Some(word) = here.word {
                tell(word, end - rest.len());
            }
            let ways = self.ways(here);
            node = match ways.is_empty() {
                true => None,
                false => {
                    let (c, behind) = split(rest);
                    rest = behind;
                    self::behind(ways, c).map(|place| self.nodes[place])
                }
            };
        }
    }

    /// The ways on from a node.
    #[inline]
    fn ways(&self, node: Node) -> &[(Raw, u32)] {
        &self.edges[node.from as usize..(node.from + node.ways) as usize]
    }
}

/// The node that a character leads to; hardly any node but the first has many ways on.
#[inline]
fn behind(ways: &[(Raw, u32)], c: Raw) -> Option<usize> {
    let way = match ways.len() {
        0..=FEW => ways.iter().find(|way| way.0 == c)?,
        _ => &ways[ways.binary_search_by_key(&c, |way| way.0).ok()?],
    };
    Some(way.1 as usize)
}

impl Starts {
    fn new(begin: &[(Start, Node)]) -> Self {
        let mut beginnings = Beginnings::default();
        let size = (begin.len() * 2).next_power_of_two();
        let mut nodes = vec![((NONE, NONE), Node::default()); size];
        for (start, node) in begin {
            beginnings.add(*start);
            let mut place = hash(*start) % size;
            while !nodes[place].1.is_free() {
                place = (place + 1) % size;
            }
            nodes[place] = (*start, *node);
        }
        Self { beginnings, nodes }
    }

    /// The node behind the beginning of a word.
    #[inline]
    fn node(&self, start: Start) -> Option<Node> {
        let last = self.nodes.len().checked_sub(1)?;
        let mut place = hash(start) & last;
        loop {
            let (held, node) = self.nodes[place];
            match held == start {
                _ if node.is_free() => return None,
                true => return Some(node),
                false => place = (place + 1) & last,
            }
        }
    }
}

impl Node {
    /// Whether it is none: no word ends here, and none goes on.
    #[inline]
    fn is_free(self) -> bool {
        self.ways == 0 && self.word.is_none()
    }
}

/// Where a beginning of a word is looked for.
#[inline]
fn hash((first, second): Start) -> usize {
    // The upper half is mixed best.
    (mixed(first, second) >> 32) as usize
}

/// So many ways on from a node are looked through one by one.
const FEW: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    fn list(words: &[&str]) -> WordList {
        WordList::new(words.iter().enumerate().map(|(i, w)| ((*w).to_owned(), i as u32)))
    }

    #[test]
    fn the_longest_word_at_each_place() {
        let words = list(&["增", "增长", "增长率", "长江", "𠮷", "增长", ""]);
        let found: Vec<_> = words.find_iter("增长江水，增长率𠮷").collect();
        assert_eq!(found, [(0, 6, 1), (15, 24, 2), (24, 28, 4)]);
        assert_eq!(words.longest_at("不增长", 3), Some((1, 6)));
        assert_eq!(words.longest_at("不增长", 0), None);
        assert_eq!(words.longest_at("长", 0), None);
    }

    #[test]
    fn every_word_at_every_place() {
        let mut found = Vec::new();
        list(&["增", "增长", "长率"]).for_each("增长率增", |word| found.push(word));
        assert_eq!(found, [0, 1, 2, 0]);
    }

    #[test]
    fn no_words_are_found_in_nothing_and_nothing_in_no_words() {
        assert_eq!(list(&[]).find_iter("增长").count(), 0);
        assert_eq!(list(&[""]).longest_at("增长", 0), None);
        list(&["增长"]).for_each("", |word| panic!("{word}"));
    }
}
