//! The few characters of a text that are neither Han nor Latin letters and digits.
//!
//! Owns how a text is passed over quickly by those who only look for marks and spaces, and the list of all of a text ([`Sparse`]) for what
//! is looked through more than once.

use crate::span::Span;

/// All sparse characters of a text, each with its place, in order.
#[derive(Clone, Debug, Default)]
pub struct Sparse(Vec<(u32, char)>);

impl Sparse {
    /// Those of a text.
    pub fn of(text: &str) -> Self {
        let (eights, rest) = text.as_bytes().as_chunks();
        let last = filled(rest);
        let mut all = Vec::with_capacity(text.len() / SELDOM);
        eights.iter().chain([&last]).enumerate().for_each(|(place, eight)| {
            let mut found = begin(*eight);
            while found != 0 {
                let at = place * EIGHT + (found.trailing_zeros() / u8::BITS) as usize;
                all.extend(text[at..].chars().next().map(|c| (at as u32, c)));
                found &= found - 1;
            }
        });
        Self(all)
    }

    /// All of them.
    pub fn all(&self) -> &[(u32, char)] {
        &self.0
    }

    /// Those of a stretch of the text.
    pub fn within(&self, span: Span) -> &[(u32, char)] {
        let start = self.0.partition_point(|(at, _)| *at < span.start);
        let behind = &self.0[start..];
        &behind[..behind.partition_point(|(at, _)| *at < span.end)]
    }
}

/// The characters that are no Han of the main blocks and no ASCII letter or digit, each with its place. The bytes of a text are looked at
/// eight at a time, not from character to character: no look has to wait for the one before it.
pub fn sparse(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let (mut chunks, mut start, mut found) = (text.as_bytes().chunks(EIGHT), 0, 0);
    let mut next = 0;
    std::iter::from_fn(move || {
        while found == 0 {
            let chunk = chunks.next()?;
            found = begin(chunk.first_chunk().copied().unwrap_or_else(|| filled(chunk)));
            (start, next) = (next, next + EIGHT);
        }
        let at = start + (found.trailing_zeros() / u8::BITS) as usize;
        found &= found - 1;
        Some((at, text[at..].chars().next()?))
    })
}

/// Whether a character is one of them.
pub fn is_sparse(c: char) -> bool {
    sparse(c.encode_utf8(&mut [0; 4])).next().is_some()
}

/// Bytes that are looked at together.
const EIGHT: usize = 8;

/// A text of reports has one of them in so many bytes.
const SELDOM: usize = 16;

/// The same byte in every place.
#[inline]
const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; EIGHT])
}

/// The upper bit of each of eight bytes that begins a character that is found: none of those of U+4000 to U+9FFF, of the letters
/// and digits, and none inside a character.
#[inline]
fn begin(bytes: [u8; EIGHT]) -> u64 {
    const UPPER: u64 = each(0x80);
    let eight = u64::from_le_bytes(bytes);
    let (upper, lower) = (eight & UPPER, eight & !UPPER);
    let digit = least::<b'0'>(lower) & !least::<{ b'9' + 1 }>(lower);
    let either_case = lower | const { each(0x20) };
    let letter = least::<b'a'>(either_case) & !least::<{ b'z' + 1 }>(either_case);
    let han = least::<0x64>(lower) & !least::<0x6A>(lower);
    let leads = least::<0x40>(lower) & !han;
    ((upper & leads) | (!upper & !digit & !letter)) & UPPER
}

/// The upper bit of each byte that is at least so much, of bytes that have it not set: no sum runs over into the next byte.
#[inline]
fn least<const BYTE: u8>(lower: u64) -> u64 {
    lower + const { each(0x80 - BYTE) }
}

/// Fewer than eight bytes, with letters behind them.
#[cold]
fn filled(bytes: &[u8]) -> [u8; EIGHT] {
    let mut eight = [b'a'; EIGHT];
    eight[..bytes.len()].copy_from_slice(bytes);
    eight
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_them_tells_those_of_a_stretch() {
        let text = "增长8.5%，其中：工业。";
        let listed = Sparse::of(text);
        assert!(listed.all().iter().map(|(at, c)| (*at as usize, *c)).eq(sparse(text)));
        let span = Span::new(7, text.find('工').unwrap());
        let chars: String = listed.within(span).iter().map(|(_, c)| c).collect();
        assert_eq!(chars, ".%，：");
        assert!(listed.within(Span::at(7)).is_empty());
    }

    #[test]
    fn marks_and_spaces_are_found_between_words() {
        let found: Vec<_> = sparse("增长8.5%，其中：abc\u{3000}𠮷é㐀").collect();
        let chars: String = found.iter().map(|(_, c)| c).collect();
        assert_eq!(chars, ".%，：\u{3000}𠮷é㐀");
        assert_eq!(found[0], (7, '.'));
    }

    #[test]
    fn every_character_is_found_or_passed_over_by_itself() {
        let passed = |c: char| matches!(c, '\u{4000}'..='\u{9FFF}') || c.is_ascii_alphanumeric();
        for c in ('\0'..='\u{A200}').chain(['\u{E000}', '\u{FFFD}', '\u{20BB7}', char::MAX]) {
            for text in [format!("{c}"), format!("增{c}增长a"), format!("增长增{c}，增长增长增")] {
                let want = text.char_indices().filter(|(_, c)| !passed(*c));
                assert!(sparse(&text).eq(want), "{text:?}");
            }
        }
    }
}
