//! The few characters of a text that are neither Han nor Latin letters and digits.
//!
//! Owns how a text is passed over quickly by those who only look for marks and spaces.

/// The characters that are no Han of the main blocks and no ASCII letter or digit, each with its place.
pub fn sparse(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let begins = |(_, byte): &(usize, u8)| !PASSED[usize::from(*byte)];
    let places = text.bytes().enumerate().filter(begins);
    places.filter_map(|(at, _)| text[at..].chars().next().map(|c| (at, c)))
}

/// The bytes that no such character begins with: those inside characters, those that begin U+4000 to U+9FFF, letters and digits.
const PASSED: [bool; 256] = {
    let mut passed = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        passed[byte] = matches!(byte as u8, 0x80..=0xBF | 0xE4..=0xE9 | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z');
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
