//! The few characters of a text that are neither Han nor Latin letters and digits.
//!
//! Owns how a text is passed over quickly by those who only look for marks and spaces.

/// The characters that are no Han of the main blocks and no ASCII letter or digit, each with its place.
pub fn sparse(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            match PASSED[usize::from(*bytes.get(at)?)] {
                0 => break,
                length => at += usize::from(length),
            }
        }
        let (found, c) = (at, text[at..].chars().next()?);
        at += c.len_utf8();
        Some((found, c))
    })
}

/// How long a character is that is passed over, by its first byte: those of U+4000 to U+9FFF, letters and digits. 0 for all others.
const PASSED: [u8; 256] = {
    let mut passed = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        passed[byte] = match byte as u8 {
            0xE4..=0xE9 => 3,
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => 1,
            _ => 0,
        };
        byte += 1;
    }
    passed
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
