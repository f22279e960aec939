//! Word lists that are searched as a whole.
//!
//! Owns the one search structure of the project: a trie over characters. Nearly every place of a text is left at its first two characters,
//! by a look into a small table, and where it is not, the two lead straight to their place in the trie; building it is little more than
//! sorting the words, which is why no automaton is used.

/// Words with a number each.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    nodes: Vec<Node>,
    edges: Vec<(char, u32)>,
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

/// How words begin. Each table has a bit for each of its hashes: most characters and pairs of a text have none.
#[derive(Clone, Debug, Default)]
struct Starts {
    /// Characters that are a word by themselves.
    single: Box<[u64]>,
    /// Pairs of first characters.
    paired: Box<[u64]>,
    /// The nodes behind both: each where its hash says, or in the next free place. A length that is a power of two, half of it free. They
    /// are copies, so that what is found here need not be looked up elsewhere.
    nodes: Vec<(u64, Node)>,
}

/// The first two characters of a word, or the only one.
type Start = (char, Option<char>);

/// A place of a text where words may begin.
struct Place<'t> {
    /// The first character.
    first: char,
    /// Whether it may be a word by itself.
    single: bool,
    /// The first two characters, where a word may begin so, as their [`key`].
    pair: Option<u64>,
    /// The characters behind them.
    rest: std::str::Chars<'t>,
    /// The bytes from the place to the end of the text.
    len: usize,
}

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
                .map(|(group, place)| (next(&group[0]), place)),
        );
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
                begin.push(((*first, None), node(place)));
            }
            let ways = self.ways(node(place)).iter();
            begin.extend(ways.map(|(second, place)| ((*first, Some(*second)), node(place))));
        }
        begin
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The longest word that starts at byte `at`: its number and length.
    pub fn longest_at(&self, text: &str, at: usize) -> Option<(u32, usize)> {
        let mut chars = text[at..].chars();
        let place = self.starts.place(chars.next()?, text.len() - at, &chars)?;
        self.longest_of(place)
    }

    /// Every word of a text from left to right, not overlapping, the longest at each place: start, end, number.
    pub fn find_iter<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize, u32)> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let (start, (word, len)) = self.starts.find(&text[from..], |place| {
                Some((text.len() - place.len, self.longest_of(place)?))
            })?;
            from = start + len;
            Some((start, from, word))
        })
    }

    /// Tells the number of every word at every place of a text. Words may overlap and are told as often as they stand there.
    pub fn for_each(&self, text: &str, mut tell: impl FnMut(u32)) {
        self.starts.find(text, |place| -> Option<()> {
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
        let alone = place.single.then(|| self.starts.node(key((place.first, None))));
        if let Some(word) = alone.flatten().and_then(|node| node.word) {
            tell(word, place.first.len_utf8());
        }
        let mut node = place.pair.and_then(|pair| self.starts.node(pair));
        let mut rest = place.rest;
        while let Some(here) = node {
            if let Some(word) = here.word {
                tell(word, place.len - rest.as_str().len());
            }
            let ways = self.ways(here);
            node = match ways.is_empty() {
                true => None,
                false => rest.next().and_then(|c| Some(self.nodes[behind(ways, c)?])),
            };
        }
    }

    /// The ways on from a node.
    #[inline]
    fn ways(&self, node: Node) -> &[(char, u32)] {
        &self.edges[node.from as usize..(node.from + node.ways) as usize]
    }
}

/// The node that a character leads to; hardly any node but the first has many ways on.
#[inline]
fn behind(ways: &[(char, u32)], c: char) -> Option<usize> {
    let way = match ways.len() {
        0..=FEW => ways.iter().find(|way| way.0 == c)?,
        _ => &ways[ways.binary_search_by_key(&c, |way| way.0).ok()?],
    };
    Some(way.1 as usize)
}

impl Starts {
    /// Bits of the table of characters, few of which are words.
    const CHARACTERS: usize = 1 << 13;
    /// Bits of the table of pairs. Those of all literals of all rules are a twentieth of it.
    const PAIRS: usize = 1 << 17;

    fn new(begin: &[(Start, Node)]) -> Self {
        let table = |bits: usize| vec![0; bits / 64].into_boxed_slice();
        let (mut single, mut paired) = (table(Self::CHARACTERS), table(Self::PAIRS));
        let set = |table: &mut [u64], place: usize| table[place / 64] |= 1 << (place % 64);
        let size = (begin.len() * 2).next_power_of_two();
        let mut nodes = vec![(0, Node::default()); size];
        for (start, node) in begin {
            match start.1 {
                Some(_) => set(&mut paired, Self::pair(key(*start))),
                None => set(&mut single, start.0 as usize % Self::CHARACTERS),
            }
            let mut place = hash(key(*start)) % size;
            while !nodes[place].1.is_free() {
                place = (place + 1) % size;
            }
            nodes[place] = (key(*start), *node);
        }
        Self { single, paired, nodes }
    }

    /// The place of a pair in its table.
    #[inline]
    fn pair(key: u64) -> usize {
        hash(key) >> 47
    }

    /// The first thing that is found at a place of a text where a word may begin.
    #[inline]
    fn find<'t, T>(&self, text: &'t str, mut at_place: impl FnMut(Place<'t>) -> Option<T>) -> Option<T> {
        let mut behind = text.chars();
        let mut first = behind.next()?;
        loop {
            let mut rest = behind.clone();
            let second = rest.next();
            if self.may_begin(first, second)
                && let Some(place) = self.place(first, first.len_utf8() + behind.as_str().len(), &behind)
                && let Some(found) = at_place(place)
            {
                return Some(found);
            }
            (first, behind) = (second?, rest);
        }
    }

    /// Whether a word may begin with a character and the one behind it. All is looked up before anything is decided: a branch for each
    /// table would be guessed wrong so often that it costs more.
    #[inline]
    fn may_begin(&self, first: char, second: Option<char>) -> bool {
        let single = bit(&self.single, first as usize % Self::CHARACTERS);
        single | bit(&self.paired, Self::pair(key((first, second))))
    }

    /// The place where a character stands with others behind it; none where no word begins so.
    #[inline]
    fn place<'t>(&self, first: char, len: usize, behind: &std::str::Chars<'t>) -> Option<Place<'t>> {
        let mut rest = behind.clone();
        let single = bit(&self.single, first as usize % Self::CHARACTERS);
        let pair = rest.next().map(|second| key((first, Some(second))));
        let pair = pair.filter(|pair| bit(&self.paired, Self::pair(*pair)));
        (single || pair.is_some()).then_some(Place {
            first,
            single,
            pair,
            rest,
            len,
        })
    }

    /// The node behind the beginning of a word.
    #[inline]
    fn node(&self, key: u64) -> Option<Node> {
        let last = self.nodes.len() - 1;
        let mut place = hash(key) & last;
        loop {
            let (held, node) = self.nodes[place];
            match held == key {
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

/// A number for the beginning of a word, its own.
#[inline]
fn key((first, second): Start) -> u64 {
    u64::from(u32::from(first)) << 21 | second.map_or(NO_SECOND, |second| u64::from(u32::from(second)))
}

#[inline]
fn hash(key: u64) -> usize {
    let mixed = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    // The upper half is mixed best: it is both the bit of the table and, turned around, the place among the nodes.
    (mixed ^ mixed >> 32) as usize
}

/// Stands for a second character that is not there; no character has this number.
const NO_SECOND: u64 = 0x1F_FFFF;

/// So many ways on from a node are looked through one by one.
const FEW: usize = 4;

#[inline]
fn bit(table: &[u64], place: usize) -> bool {
    table.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1)
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
