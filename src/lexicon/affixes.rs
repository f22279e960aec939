//! Words that are looked for at the beginning or the end of a text.
//!
//! Owns the sets that find the longest of them. Such a set is asked at nearly every place around a figure and hardly ever holds a word that
//! stands there, so that it says no by one look at the outermost character.

/// Words that are looked for at the beginning or the end of a text, the longest first.
#[derive(Clone, Debug, Default)]
pub struct Affixes {
    starts: Side,
    ends: Side,
}

impl Affixes {
    /// Adds words.
    pub fn extend(&mut self, words: Vec<String>) {
        self.starts.add(words.iter(), |word| {
            let mut chars = word.chars();
            (chars.next(), chars.next())
        });
        self.ends.add(words.iter(), |word| {
            let mut chars = word.chars().rev();
            (chars.next(), chars.next())
        });
    }

    /// The length of the longest word that a text begins with.
    #[inline]
    pub fn at_start(&self, text: &str) -> Option<usize> {
        let first = text.chars().next()?;
        self.starts.may_hold(first).then(|| self.begun(first, text))?
    }

    /// The length of the longest word that a text ends with.
    #[inline]
    pub fn at_end(&self, text: &str) -> Option<usize> {
        let last = text.chars().next_back()?;
        self.ends.may_hold(last).then(|| self.ended(last, text))?
    }

    fn begun(&self, first: char, text: &str) -> Option<usize> {
        let second = text[first.len_utf8()..].chars().next();
        self.starts.longest((first, second), |word| text.starts_with(word))
    }

    fn ended(&self, last: char, text: &str) -> Option<usize> {
        let before = text[..text.len() - last.len_utf8()].chars().next_back();
        self.ends.longest((last, before), |word| text.ends_with(word))
    }

    /// Where the first of the words stands in a text.
    pub fn first_in(&self, text: &str) -> Option<usize> {
        let mut places = text.char_indices().map(|(at, _)| at);
        places.find(|at| self.at_start(&text[*at..]).is_some())
    }

    /// Whether it is one of the words.
    pub fn is(&self, word: &str) -> bool {
        self.at_start(word) == Some(word.len())
    }
}

/// Words by their outermost characters on one side.
#[derive(Clone, Debug, Default)]
struct Side {
    /// By the two outermost characters, the longest first.
    words: Vec<((char, char), String)>,
    /// Where the words of two outermost characters stand among them: each where its hash says, or in the next free place. A length that is
    /// a power of two, half of it free.
    places: Vec<Place>,
    /// Words of one character.
    singles: Vec<char>,
    /// A bit for the outermost character of each word, several characters to one: most texts have others.
    outer: [u64; 16],
    /// The same for words of one character.
    single: [u64; 4],
}

/// The two outermost characters of words, and the range of these words; an empty one where nothing stands.
type Place = ((char, char), (u32, u32));

const FREE: Place = (('\0', '\0'), (0, 0));

impl Side {
    fn add<'a>(
        &mut self,
        words: impl Iterator<Item = &'a String>,
        outer: impl Fn(&str) -> (Option<char>, Option<char>),
    ) {
        for word in words {
            if let (Some(first), _) = outer(word) {
                set(&mut self.outer, single(first));
            }
            match outer(word) {
                (Some(first), Some(second)) => {
                    self.words.push(((first, second), word.clone()));
                }
                (Some(first), None) => {
                    set(&mut self.single, single(first));
                    self.singles.push(first);
                }
                _ => {}
            }
        }
        let longest_first =
            |a: &((char, char), String), b: &((char, char), String)| a.0.cmp(&b.0).then(b.1.len().cmp(&a.1.len()));
        self.words.sort_by(longest_first);
        self.singles.sort_unstable();
        self.place();
    }

    /// Notes where the words of two outermost characters stand.
    fn place(&mut self) {
        self.places = vec![FREE; (self.words.len() * 2).next_power_of_two()];
        let mut from = 0;
        for same in self.words.chunk_by(|a, b| a.0 == b.0) {
            let (outer, to) = (same[0].0, from + same.len() as u32);
            let mut place = pair(outer) & (self.places.len() - 1);
            while self.places[place] != FREE {
                place = (place + 1) & (self.places.len() - 1);
            }
            self.places[place] = (outer, (from, to));
            from = to;
        }
    }

    /// The words with these outermost characters.
    #[inline]
    fn under(&self, outer: (char, char)) -> &[((char, char), String)] {
        let mut place = pair(outer);
        while let Some((held, (from, to))) = self.places.get(place & self.places.len().wrapping_sub(1)) {
            if *held == outer || from == to {
                return &self.words[*from as usize..*to as usize];
            }
            place += 1;
        }
        &[]
    }

    /// Whether a word may have this outermost character.
    #[inline]
    fn may_hold(&self, outer: char) -> bool {
        has(&self.outer, single(outer))
    }

    /// The length of the longest word with these outermost characters that stands there.
    #[inline]
    fn longest(&self, (first, second): (char, Option<char>), stands: impl Fn(&str) -> bool) -> Option<usize> {
        let long = second.and_then(|second| {
            // Of two characters the whole is known.
            let whole = first.len_utf8() + second.len_utf8();
            let mut under = self.under((first, second)).iter();
            under
                .find(|(_, word)| word.len() == whole || stands(word))
                .map(|(_, word)| word.len())
        });
        long.or_else(|| {
            let held = has(&self.single, single(first)) && self.singles.binary_search(&first).is_ok();
            held.then(|| first.len_utf8())
        })
    }
}

fn set(bits: &mut [u64], place: u32) {
    let place = place as usize % (bits.len() * 64);
    bits[place / 64] |= 1 << (place % 64);
}

#[inline]
fn has(bits: &[u64], place: u32) -> bool {
    let place = place as usize % (bits.len() * 64);
    bits[place / 64] >> (place % 64) & 1 == 1
}

#[inline]
fn single(c: char) -> u32 {
    u32::from(c).wrapping_mul(0x9E37_79B1) >> 16
}

#[inline]
fn pair((first, second): (char, char)) -> usize {
    ((single(first) ^ u32::from(second)).wrapping_mul(0x9E37_79B1) >> 16) as usize
}

#[cfg(test)]
mod tests {
    use super::Affixes;

    #[test]
    fn the_longest_word_is_found_at_either_end() {
        let mut words = Affixes::default();
        words.extend(["达", "达到", "到"].map(str::to_owned).to_vec());
        assert_eq!(words.at_end("收入达到"), Some("达到".len()));
        assert_eq!(words.at_end("增加到"), Some("到".len()));
        assert_eq!(words.at_start("达到了"), Some("达到".len()));
        assert_eq!(words.at_start("收入"), None);
        assert_eq!(words.at_end(""), None);
        assert!(words.is("达到") && !words.is("达到了"));
    }
}
