//! Characters as they are written, without being put together from their bytes.
//!
//! Owns how a text is passed over from character to character by those who only compare them and look them up ([`split`]), and a table of
//! how what is looked for begins ([`Beginnings`]): nearly every place of a text is left at a look into it.

/// A character by its bytes, the first in the lowest place, zeros behind them.
pub type Raw = u32;

/// Stands where a text has ended; no character is written so.
pub const NONE: Raw = Raw::MAX;

/// A character as it is written.
pub fn raw(c: char) -> Raw {
    let mut bytes = [0; 4];
    c.encode_utf8(&mut bytes);
    Raw::from_le_bytes(bytes)
}

/// The first character of a text, and what stands behind it; [`NONE`] of no text. Most are Chinese, of three bytes.
#[inline]
pub fn split(text: &[u8]) -> (Raw, &[u8]) {
    match text {
        [a @ 0xE0..=0xEF, b, c, behind @ ..] => (Raw::from_le_bytes([*a, *b, *c, 0]), behind),
        [a @ ..0x80, behind @ ..] => (Raw::from(*a), behind),
        [a @ 0xF0..=0xFF, b, c, d, behind @ ..] => (Raw::from_le_bytes([*a, *b, *c, *d]), behind),
        [a, b, behind @ ..] => (Raw::from_le_bytes([*a, *b, 0, 0]), behind),
        _ => (NONE, &[]),
    }
}

/// The number of bytes that a character has.
#[inline]
pub fn len(c: Raw) -> usize {
    match c as u8 {
        ..0x80 => 1,
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        0xF0.. => 4,
    }
}

/// A place of a text where something may begin.
#[derive(Clone, Copy, Debug)]
pub struct Place<'t> {
    /// The characters that stand there.
    pub first: Raw,
    /// [`NONE`] at the end of the text.
    pub second: Raw,
    /// The text behind the first character.
    pub behind: &'t [u8],
    /// The text behind both.
    pub rest: &'t [u8],
}

/// How what is looked for begins: a bit for each character that is enough by itself, and one for each pair of characters. Many share one, so
/// that it may say yes where nothing begins, never no where something does.
#[derive(Clone, Debug)]
pub struct Beginnings {
    single: Box<[u64; SINGLE / 64]>,
    paired: Box<[u64; PAIRED / 64]>,
}

/// Bits of the tables: most characters and pairs of a text have none. Those of all literals of all rules are a twentieth of the pairs.
const SINGLE: usize = 1 << 15;
const PAIRED: usize = 1 << 17;

impl Default for Beginnings {
    fn default() -> Self {
        Self {
            single: Box::new([0; SINGLE / 64]),
            paired: Box::new([0; PAIRED / 64]),
        }
    }
}

impl Beginnings {
    /// Adds a beginning of two characters, or of one and [`NONE`] where anything may follow, or nothing.
    pub fn add(&mut self, (first, second): (Raw, Raw)) {
        match second {
            NONE => set(&mut *self.single, single(first)),
            _ => set(&mut *self.paired, pair(first, second)),
        }
    }

    /// The first thing that is found at a place where something may begin. All is looked up before anything is decided: a branch for each
    /// table would be guessed wrong so often that it costs more.
    #[inline]
    pub fn find<'t, T>(&self, text: &'t [u8], mut at_place: impl FnMut(Place<'t>) -> Option<T>) -> Option<T> {
        let (mut first, mut behind) = split(text);
        while first != NONE {
            let (second, rest) = split(behind);
            if self.may_begin(first, second)
                && let Some(found) = at_place(Place {
                    first,
                    second,
                    behind,
                    rest,
                })
            {
                return Some(found);
            }
            (first, behind) = (second, rest);
        }
        None
    }

    /// Whether something may begin with a character and the one behind it.
    #[inline]
    pub fn may_begin(&self, first: Raw, second: Raw) -> bool {
        self.may_be(first) | self.may_pair(first, second)
    }

    /// Whether something may begin with two characters.
    #[inline]
    pub fn may_pair(&self, first: Raw, second: Raw) -> bool {
        bit(&self.paired, pair(first, second))
    }

    /// Whether a character may be enough by itself.
    #[inline]
    pub fn may_be(&self, c: Raw) -> bool {
        bit(&self.single, single(c))
    }
}

#[inline]
fn single(c: Raw) -> usize {
    (c.wrapping_mul(0x9E37_79B1) >> 17) as usize
}

#[inline]
fn pair(first: Raw, second: Raw) -> usize {
    (mixed(first, second) >> 47) as usize
}

/// A number of two characters whose upper bits are well mixed.
#[inline]
pub fn mixed(first: Raw, second: Raw) -> u64 {
    (u64::from(first) << 32 | u64::from(second)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

fn set(table: &mut [u64], place: usize) {
    table[place / 64] |= 1 << (place % 64);
}

#[inline]
fn bit<const WORDS: usize>(table: &[u64; WORDS], place: usize) -> bool {
    table[place / 64 % WORDS] >> (place % 64) & 1 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_into_its_characters() {
        for text in ["", "a", "增", "é", "𠮷", "增长8.5%é𠮷a", "a𠮷é增"] {
            let (mut rest, mut found) = (text.as_bytes(), Vec::new());
            loop {
                let (c, behind) = split(rest);
                if c == NONE {
                    break;
                }
                assert_eq!(len(c), rest.len() - behind.len());
                found.push(c);
                rest = behind;
            }
            assert!(text.chars().map(raw).eq(found), "{text}");
        }
        let all = [
            '\0',
            'a',
            '\u{7F}',
            '\u{80}',
            '\u{7FF}',
            '\u{800}',
            '增',
            '\u{FFFF}',
            '𠮷',
            char::MAX,
        ];
        assert!(all.iter().all(|c| len(raw(*c)) == c.len_utf8()));
    }

    #[test]
    fn what_begins_is_found_where_it_may() {
        let mut beginnings = Beginnings::default();
        beginnings.add((raw('增'), raw('长')));
        beginnings.add((raw('率'), NONE));
        let mut found = Vec::new();
        let none: Option<()> = beginnings.find("增长率增加，率".as_bytes(), |place| {
            found.push((place.first, place.behind.len()));
            None
        });
        assert!(none.is_none());
        let at = |c: char, rest: &str| (raw(c), rest.len());
        assert_eq!(found, [at('增', "长率增加，率"), at('率', "增加，率"), at('率', "")]);
    }
}
