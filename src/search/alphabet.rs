//! The alphabet of an expression: characters that it never tells apart are one letter.
//!
//! Owns the letters and the expression over them. A Chinese character is three bytes, and an automaton over bytes has states inside each of
//! them; most expressions know a few hundred letters, which are a byte each, so that the automaton is a third as large and takes a third of
//! the steps. Letters that find no byte of their own are two.

use regex_syntax::hir::{self, Class, ClassBytes, ClassBytesRange, ClassUnicode, Hir, HirKind, Literal, Look};
use std::collections::{BTreeMap, BTreeSet};

/// A letter: its byte, or the two of them, the first in the upper half.
type Letter = u16;

/// So many bytes are used beside that of the line feed, and zero is none of them. Few make the rows of an automaton short, these and what is
/// no letter 64 places: one that has thousands of states finds them in the cache.
const BYTES: usize = 60;

/// An expression that asks for more sets of characters has no alphabet.
const MOST: usize = BYTES * BYTES;

/// Characters of a page of the table.
const PAGE: usize = 256;

/// The letters of all characters.
#[derive(Debug)]
pub(super) struct Alphabet {
    /// For each page of the basic plane its place in `pages`; most pages hold one letter only and are the same.
    places: Box<[u16]>,
    pages: Vec<[Letter; PAGE]>,
    /// Where stretches of one letter end beyond the basic plane, ascending.
    beyond: Vec<(u32, Letter)>,
}

/// A set of characters, as ranges.
type Set = Vec<(u32, u32)>;

impl Alphabet {
    /// The alphabet of an expression, and the expression over its bytes. None where it has too many letters, or asks for more of its
    /// surroundings than where a text or a line ends.
    pub(super) fn of(hir: &Hir) -> Option<(Self, Hir)> {
        let looks = hir.properties().look_set();
        let known = |look| matches!(look, Look::Start | Look::End | Look::StartLF | Look::EndLF);
        if !looks.iter().all(known) {
            return None;
        }
        // A line feed is a letter by itself, its own byte, which is what lines end with.
        let mut sets = BTreeSet::from([only('\n')]);
        gather(hir, &mut sets)?;
        let letters = Letters::of(&sets.into_iter().collect::<Vec<_>>())?;
        let spelled = letters.spell(hir);
        Some((letters.table(), spelled))
    }

    /// The bytes of a character. That of a line feed is in no other.
    #[inline]
    pub(super) fn bytes(&self, c: char) -> (u8, Option<u8>) {
        let [first, second] = self.letter(c).to_be_bytes();
        match first {
            0 => (second, None),
            _ => (first, Some(second)),
        }
    }

    #[inline]
    fn letter(&self, c: char) -> Letter {
        let place = c as usize;
        match self.places.get(place / PAGE) {
            Some(page) => self.pages[usize::from(*page)][place % PAGE],
            None => self.letter_beyond(c),
        }
    }

    fn letter_beyond(&self, c: char) -> Letter {
        let stretch = self.beyond.partition_point(|(end, _)| *end < u32::from(c));
        self.beyond.get(stretch).map_or(0, |(_, letter)| *letter)
    }
}

fn only(c: char) -> Set {
    vec![(u32::from(c), u32::from(c))]
}

fn set_of(class: &ClassUnicode) -> Set {
    let ranges = class.ranges().iter();
    ranges.map(|r| (u32::from(r.start()), u32::from(r.end()))).collect()
}

/// Every set of characters that an expression asks for; none where it asks for bytes.
fn gather(hir: &Hir, sets: &mut BTreeSet<Set>) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(Literal(bytes)) => sets.extend(std::str::from_utf8(bytes).ok()?.chars().map(only)),
        HirKind::Class(Class::Unicode(class)) => {
            sets.insert(set_of(class));
        }
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Capture(capture) => gather(&capture.sub, sets)?,
        HirKind::Repetition(repetition) => gather(&repetition.sub, sets)?,
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().try_for_each(|part| gather(part, sets))?;
        }
    }
    Some(())
}

/// The letters of an expression by its sets.
struct Letters {
    /// Stretches of one letter: the last character of each, ascending up to the last of all.
    stretches: Vec<(u32, Letter)>,
    /// One of the letters of each set, as an expression over their bytes. Most sets stand in an expression many times.
    of: BTreeMap<Set, Hir>,
}

impl Letters {
    /// Characters are one letter when every set holds all of them or none.
    fn of(sets: &[Set]) -> Option<Self> {
        if sets.len() > MOST {
            return None;
        }
        let mut starts: Vec<u32> = sets.iter().flatten().flat_map(|(from, to)| [*from, to + 1]).collect();
        starts.extend([0, LAST + 1]);
        starts.sort_unstable();
        starts.dedup();
        let place = |start: u32| starts.partition_point(|s| *s < start);
        let mut held: Vec<Vec<u16>> = vec![Vec::new(); starts.len() - 1];
        for (number, set) in sets.iter().enumerate() {
            for (from, to) in set {
                let stretches = &mut held[place(*from)..place(to + 1)];
                stretches.iter_mut().for_each(|held| held.push(number as u16));
            }
        }
        let mut sizes: BTreeMap<&[u16], u32> = BTreeMap::new();
        for (i, held) in held.iter().enumerate() {
            *sizes.entry(held).or_default() += starts[i + 1] - starts[i];
        }
        let letters = numbered(sizes, held[place(u32::from('\n'))].as_slice())?;
        let mut of: Vec<Vec<Letter>> = vec![Vec::new(); sets.len()];
        for (held, letter) in &letters {
            held.iter().for_each(|number| of[usize::from(*number)].push(*letter));
        }
        let ends = starts[1..].iter().map(|start| start - 1);
        Some(Self {
            stretches: ends.zip(held.iter().map(|held| letters[held.as_slice()])).collect(),
            of: sets
                .iter()
                .cloned()
                .zip(of.iter().map(|letters| one_of(letters)))
                .collect(),
        })
    }

    /// The expression over the bytes of letters.
    fn spell(&self, hir: &Hir) -> Hir {
        match hir.kind() {
            HirKind::Empty => Hir::empty(),
            HirKind::Look(look) => Hir::look(*look),
            HirKind::Literal(Literal(bytes)) => {
                let chars = std::str::from_utf8(bytes).unwrap_or_default().chars();
                let bytes = chars.flat_map(|c| self.letter(c).to_be_bytes());
                Hir::literal(bytes.filter(|byte| *byte != 0).collect::<Vec<u8>>())
            }
            HirKind::Class(Class::Unicode(class)) => self.of.get(&set_of(class)).cloned().unwrap_or_else(Hir::fail),
            HirKind::Class(class) => Hir::class(class.clone()),
            HirKind::Capture(capture) => self.spell(&capture.sub),
            HirKind::Repetition(repetition) => Hir::repetition(hir::Repetition {
                sub: Box::new(self.spell(&repetition.sub)),
                ..repetition.clone()
            }),
            HirKind::Concat(parts) => Hir::concat(parts.iter().map(|part| self.spell(part)).collect()),
            HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(|part| self.spell(part)).collect()),
        }
    }

    fn letter(&self, c: char) -> Letter {
        let stretch = self.stretches.partition_point(|(end, _)| *end < u32::from(c));
        self.stretches[stretch].1
    }

    /// The letter of every character.
    fn table(self) -> Alphabet {
        let (mut places, mut pages) = (Vec::with_capacity(BASIC / PAGE), Vec::<[Letter; PAGE]>::new());
        // Pages that hold one letter only.
        let mut whole: BTreeMap<Letter, u16> = BTreeMap::new();
        let mut next = 0;
        for start in (0..BASIC).step_by(PAGE) {
            let new = pages.len() as u16;
            let (end, letter) = self.stretches[next];
            let place = match (end as usize) >= start + PAGE {
                true => *whole.entry(letter).or_insert(new),
                false => new,
            };
            if place == new {
                pages.push(self.page(start, &mut next));
            }
            places.push(place);
        }
        Alphabet {
            places: places.into_boxed_slice(),
            pages,
            beyond: self.stretches[next..].to_vec(),
        }
    }

    /// The letters of the characters from `start` on. `next` is the stretch that the first of them stands in, and becomes that of the first
    /// one behind the page.
    fn page(&self, start: usize, next: &mut usize) -> [Letter; PAGE] {
        let mut page = [0; PAGE];
        let mut from = 0;
        while from < PAGE {
            let (end, letter) = self.stretches[*next];
            let behind = end as usize + 1 - start;
            page[from..behind.min(PAGE)].fill(letter);
            from = behind;
            *next += usize::from(behind <= PAGE);
        }
        page
    }
}

/// One of some letters, as an expression over their bytes.
fn one_of(letters: &[Letter]) -> Hir {
    let mut by_first: BTreeMap<u8, BTreeSet<u8>> = BTreeMap::new();
    for letter in letters {
        let [first, second] = letter.to_be_bytes();
        by_first.entry(first).or_default().insert(second);
    }
    let single = by_first.remove(&0).unwrap_or_default();
    // First bytes that the same ones stand behind are one part.
    let mut firsts: BTreeMap<BTreeSet<u8>, BTreeSet<u8>> = BTreeMap::new();
    for (first, seconds) in by_first {
        firsts.entry(seconds).or_default().insert(first);
    }
    let class = |bytes: &BTreeSet<u8>| {
        let ranges = bytes.iter().map(|byte| ClassBytesRange::new(*byte, *byte));
        Hir::class(Class::Bytes(ClassBytes::new(ranges)))
    };
    let double = firsts
        .iter()
        .map(|(seconds, firsts)| Hir::concat(vec![class(firsts), class(seconds)]));
    Hir::alternation(std::iter::once(class(&single)).chain(double).collect())
}

/// The last character.
const LAST: u32 = char::MAX as u32;

/// Characters of the basic plane.
const BASIC: usize = 0x1_0000;

/// The letters of groups of characters, which are known by the sets that hold them: the larger a group, the sooner it has a byte of its
/// own. None where there are too many.
fn numbered<'h>(sizes: BTreeMap<&'h [u16], u32>, line_feed: &'h [u16]) -> Option<BTreeMap<&'h [u16], Letter>> {
    let mut groups: Vec<(&[u16], u32)> = sizes.into_iter().filter(|(held, _)| *held != line_feed).collect();
    groups.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    // The first bytes of those that are two stand behind those that are one.
    let leads = (0..BYTES).find(|leads| BYTES - leads + leads * BYTES >= groups.len())?;
    let bytes = || (1..).filter(|byte| *byte != u16::from(b'\n')).take(BYTES);
    let single = bytes().take(BYTES - leads);
    let double = bytes()
        .skip(BYTES - leads)
        .flat_map(|first| bytes().map(move |second| first << 8 | second));
    let letters = groups.iter().map(|(held, _)| *held).zip(single.chain(double));
    Some(letters.chain([(line_feed, u16::from(b'\n'))]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alphabet(pattern: &str) -> Option<(Alphabet, Hir)> {
        Alphabet::of(&regex_syntax::Parser::new().parse(pattern).unwrap())
    }

    #[test]
    fn characters_that_are_never_told_apart_are_one_letter() {
        let (letters, _) = alphabet("[增长]百|[^了]").unwrap();
        assert_eq!(letters.bytes('增'), letters.bytes('长'));
        assert_eq!(letters.bytes('x'), letters.bytes('𠮷'));
        let told_apart: BTreeSet<_> = "增百了x\n".chars().map(|c| letters.bytes(c)).collect();
        assert_eq!(told_apart.len(), 5);
        assert_eq!(letters.bytes('\n'), (b'\n', None));
    }

    #[test]
    fn letters_that_find_no_byte_of_their_own_are_two() {
        let many: String = ('一'..).take(600).collect();
        let (letters, spelled) = alphabet(&many.chars().map(|c| format!("{c}年|")).collect::<String>()).unwrap();
        let all: BTreeSet<_> = many.chars().chain(['年', 'x']).map(|c| letters.bytes(c)).collect();
        assert_eq!(all.len(), 602);
        assert!(all.iter().any(|(_, second)| second.is_some()));
        assert_eq!(spelled.properties().maximum_len(), Some(4));
    }

    #[test]
    fn what_looks_at_words_has_none() {
        assert!(alphabet(r"\b增").is_none() && alphabet("(?m:^增$)").is_some());
    }
}
