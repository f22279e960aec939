//! The few characters of a text that are neither Han nor Latin letters and digits.
//!
//! Owns how a text is passed over quickly by those who only look for marks and spaces.

/// The characters that are no Han of the main blocks and no ASCII letter or digit, each with its place. The bytes of a text are looked at
/// one by one, not from character to character: no look has to wait for the one before it.
pub fn sparse(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.as_bytes().get(at..)?;
        at += rest.iter().position(|byte| FOUND[usize::from(*byte)])?;
        let (found, c) = (at, text[at..].chars().next()?);
        at += c.len_utf8();
        Some((found, c))
    })
}

/// Whether a byte begins a character that is found: none of those of U+4000 to U+9FFF, of the letters and digits, and none inside a character.
const FOUND: [bool; 256] = {
    let mut found = [true; 256];
    let mut byte = 0;
    while byte < 256 {
        if let 0x80..=0xBF | 0xE4..=0xE9 | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' = byte as u8 {
            found[byte] = false;
        }
        byte += 1;
    }
    found
};

#[cfg(test)]
mod tests {
    use super::sparse;

    #[test]
    fn marks_and_spaces_are_found_between_words() {
        let found: Vec<_> = sparse("增长8.5%，其中：abc\u{3000}𠮷é㐀").collect();
        let chars: String = found.iter().map(|(_, c)| c).collect();
        assert_eq!(chars, ".%，：\u{3000}𠮷é㐀");
        assert_eq!(found[0], (7, '.'));
    }
}
