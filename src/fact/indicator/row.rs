//! Rows of tables that a text holds line by line: 烧碱 万吨 1832.4 -1.1.
//!
//! Owns that the unit between the name and its value is no part of the name. Tables that a format marks as such are in [`crate::table`].

use crate::lexicon::Lexicon;

/// Characters of a name in a row.
const LONGEST: usize = 20;

/// The name of a row, as a range of the words before its value, which end with its unit.
pub(super) fn product(words: &str, lexicon: &Lexicon) -> Option<(usize, usize)> {
    // Most words hold no blank, of which the wide one begins with this byte.
    memchr::memchr3(b' ', b'\t', 0xE3, words.as_bytes())?;
    if let Some(spread) = spread(words) {
        return Some(spread);
    }
    let (before, unit) = words.trim_end().rsplit_once([' ', '\u{3000}', '\t'])?;
    lexicon.unit_named(unit.trim_start_matches(['十', '百', '千', '万', '亿']))?;
    // 亿 吨: the scale stands apart.
    let name = before.trim_end();
    let name = name
        .strip_suffix(['万', '亿'])
        .filter(|n| n.ends_with(char::is_whitespace))
        .unwrap_or(name)
        .trim_end();
    let named = name.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '#' | '*' | '·' | '•'));
    let start = name.len() - named.len();
    let plain = !named.contains(['，', '。', '、', '|', '；']);
    let short = (2..=LONGEST).contains(&named.chars().count());
    (plain && short).then_some((start, name.len()))
}

/// A name that is set in single characters: 烧 碱.
fn spread(words: &str) -> Option<(usize, usize)> {
    let edge = |c: char| c.is_whitespace() || matches!(c, '-' | '#' | '*' | '·' | '•');
    let name = words.trim_start_matches(edge);
    let start = words.len() - name.len();
    let name = name.trim_end_matches(edge);
    let mut parts = name.split_whitespace();
    let single =
        |part: &str| part.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)) && part.chars().nth(1).is_none();
    let many = name.contains([' ', '\u{3000}']);
    (many && parts.all(single)).then_some((start, start + name.len()))
}
