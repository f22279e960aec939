//! Word lists that are searched as a whole.
//!
//! Owns the one search structure of the project: a trie over characters. Nearly every place of a text is left at its first two characters,
//! by a look into a small table; building it is little more than sorting the words, which is why no automaton is used.

/// Words with a number each.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    /// For each block of 256 characters of the basic plane the block of `first` that is theirs; block 0 leads nowhere.
    blocks: Vec<u16>,
    /// The node behind a first character, 0 for none. Only blocks with such a character are kept: a list of few words stays small.
    first: Vec<u32>,
    nodes: Vec<Node>,
    edges: Vec<(char, u32)>,
    starts: Starts,
}

/// Which characters words begin with: a bit for each character of the basic plane, and one for each pair, many of which share one. A
/// character that is a word by itself goes with any.
#[derive(Clone, Debug, Default)]
struct Starts {
    single: Box<[u64]>,
    first: Box<[u64]>,
    pairs: Box<[u64]>,
}

/// A place in the trie, behind the characters that lead to it.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// Its way on, as a range of `edges`, sorted.
    from: u32,
    to: u32,
    /// The number of the word that ends here.
    word: Option<u32>,
}

/// Characters to a block.
const BLOCK: usize = 0x100;

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
        list.starts = Starts::of(&words);
        list.grow(0, &words, 0);
        list.blocks = vec![0; BLOCK];
        list.first = vec![0; BLOCK];
        let root = list.nodes[0];
        for (c, node) in &list.edges[root.from as usize..root.to as usize] {
            let (high, low) = (*c as usize / BLOCK, *c as usize % BLOCK);
            let Some(block) = list.blocks.get_mut(high) else {
                continue;
            };
            if *block == 0 {
                *block = (list.first.len() / BLOCK) as u16;
                list.first.resize(list.first.len() + BLOCK, 0);
            }
            list.first[usize::from(*block) * BLOCK + low] = *node;
        }
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
                .map(|(group, place)| (next(&group[0]), place)),
        );
        self.nodes.resize(below + self.edges.len() - from, Node::default());
        self.nodes[node].from = from as u32;
        self.nodes[node].to = self.edges.len() as u32;
        for (i, group) in groups().enumerate() {
            self.grow(below + i, group, depth + next(&group[0]).len_utf8());
        }
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The longest word that starts at byte `at`: its number and length.
    pub fn longest_at(&self, text: &str, at: usize) -> Option<(u32, usize)> {
        self.words_at(text, at).last()
    }

    /// Every word that starts at byte `at`, the shortest first: its number and length.
    pub fn words_at<'a>(&'a self, text: &'a str, at: usize) -> impl Iterator<Item = (u32, usize)> + 'a {
        let mut rest = text[at..].chars();
        let mut node = rest.next().map_or(0, |c| self.behind_first(c));
        std::iter::from_fn(move || {
            while node != 0 {
                let len = text.len() - at - rest.as_str().len();
                let word = self.nodes[node as usize].word;
                node = rest.next().map_or(0, |c| self.behind(node, c));
                if let Some(word) = word {
                    return Some((word, len));
                }
            }
            None
        })
    }

    /// Every word of a text from left to right, not overlapping, the longest at each place: start, end, number.
    pub fn find_iter<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize, u32)> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let (start, (word, len)) = self.starts.find(&text[from..], |at, _| {
                let at = from + at;
                Some((at, self.longest_at(text, at)?))
            })?;
            from = start + len;
            Some((start, from, word))
        })
    }

    /// Tells the number of every word at every place of a text. Words may overlap and are told as often as they stand there.
    pub fn for_each(&self, text: &str, mut tell: impl FnMut(u32)) {
        let told = |at: usize, c: char| -> Option<()> {
            let mut rest = text[at + c.len_utf8()..].chars();
            let mut node = self.behind_first(c);
            while node != 0 {
                if let Some(word) = self.nodes[node as usize].word {
                    tell(word);
                }
                node = rest.next().map_or(0, |c| self.behind(node, c));
            }
            None
        };
        self.starts.find(text, told);
    }

    #[inline]
    fn behind_first(&self, c: char) -> u32 {
        match self.blocks.get(c as usize / BLOCK) {
            Some(block) => self.first[usize::from(*block) * BLOCK + c as usize % BLOCK],
            None if self.nodes.is_empty() => 0,
            None => self.behind(0, c),
        }
    }

    #[inline]
    fn behind(&self, node: u32, c: char) -> u32 {
        let node = self.nodes[node as usize];
        let edges = &self.edges[node.from as usize..node.to as usize];
        edges.binary_search_by_key(&c, |e| e.0).map_or(0, |i| edges[i].1)
    }
}

impl Starts {
    /// Bits of a table. The pairs of all literals of all rules are a tenth of it.
    const BITS: usize = 1 << 16;

    fn of(words: &[(String, u32)]) -> Self {
        let table = || vec![0; Self::BITS / 64].into_boxed_slice();
        let (mut single, mut first, mut pairs) = (table(), table(), table());
        let set = |table: &mut [u64], place: usize| table[place / 64] |= 1 << (place % 64);
        for (word, _) in words {
            let mut chars = word.chars();
            let Some(c) = chars.next() else { continue };
            let place = c as usize % Self::BITS;
            set(&mut first, place);
            match chars.next() {
                Some(second) => set(&mut pairs, Self::pair(c, second)),
                None => set(&mut single, place),
            }
        }
        Self { single, first, pairs }
    }

    /// The first thing that is found at a place where a word may begin, told with its first character.
    #[inline]
    fn find<T>(&self, text: &str, mut at_place: impl FnMut(usize, char) -> Option<T>) -> Option<T> {
        let mut all = text.char_indices();
        let (mut at, mut c) = all.next()?;
        loop {
            let next = all.next();
            if self.may(c, next.map(|(_, c)| c))
                && let Some(found) = at_place(at, c)
            {
                return Some(found);
            }
            (at, c) = next?;
        }
    }

    /// Whether a word may begin with a character that another one follows.
    #[inline]
    fn may(&self, first: char, second: Option<char>) -> bool {
        let bit = |table: &[u64], place: usize| table.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1);
        let place = first as usize % Self::BITS;
        let paired = || second.is_some_and(|second| bit(&self.pairs, Self::pair(first, second)));
        bit(&self.first, place) && (paired() || bit(&self.single, place))
    }

    #[inline]
    fn pair(first: char, second: char) -> usize {
        let pair = u64::from(u32::from(first)) << 21 | u64::from(u32::from(second));
        (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as usize
    }
}

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
