//! The characters that stand for figures in a shape.
//!
//! Owns which character stands for which class of figures. The build reads this file too, for the facts about built-in patterns.

/// First character used for figures.
pub const FIRST: char = '\u{E000}';
/// Last character used for figures.
pub const LAST: char = '\u{E3FF}';

/// The classes of figures that a pattern can name, before the dimensions of the lexicon.
pub const FORMS: [&str; 13] = [
    "bare", "percent", "permille", "point", "multiple", "fan", "ratio", "fraction", "date", "year", "ordinal", "class",
    "compound",
];

/// The character of a class by its place in [`classes`], with or without a verb of change.
pub fn placeholder(class: usize, directed: bool) -> char {
    char::from_u32(FIRST as u32 + 2 * class as u32 + u32::from(directed))
        .filter(|c| *c <= LAST)
        .unwrap_or(LAST)
}

/// Whether a character of a shape stands for a figure.
pub fn is_placeholder(c: char) -> bool {
    (FIRST..=LAST).contains(&c)
}
