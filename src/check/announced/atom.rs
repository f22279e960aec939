//! A sentence cut into atoms: characters, and names in quotes or brackets as one piece each.
//!
//! Owns the cutting, and the numbers that atoms make. What they list belongs to [`super::items`].

/// A character, or a name in quotes, book-title marks or brackets as one piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Atom {
    /// First byte in the sentence.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
}

/// What an atom is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A character.
    Plain(char),
    /// A name in quotes.
    Quoted,
    /// A title.
    Titled,
    /// A bracket with what it holds.
    Bracket,
}

impl Atom {
    /// The character, when it is one.
    pub fn plain(&self) -> Option<char> {
        match self.kind {
            Kind::Plain(c) => Some(c),
            _ => None,
        }
    }

    /// Its text.
    pub fn of<'t>(&self, sentence: &'t str) -> &'t str {
        &sentence[self.start..self.end]
    }

    /// Whether it is this character.
    pub fn is(&self, c: char) -> bool {
        self.kind == Kind::Plain(c)
    }

    /// Whether it is a name in quotes or a title.
    pub fn named(&self) -> bool {
        matches!(self.kind, Kind::Quoted | Kind::Titled)
    }
}

/// Cuts a sentence into atoms. A mark that is never closed is a plain character.
pub fn atoms(sentence: &str) -> Vec<Atom> {
    // Nearly all characters take three bytes.
    let mut out = Vec::with_capacity(sentence.len() / 3 + 1);
    let mut closed = 0;
    for (start, c) in sentence.char_indices() {
        // No white space is above the full-width one, where nearly all characters are.
        if start < closed || c <= '\u{3000}' && c.is_whitespace() {
            continue;
        }
        let pair = match c {
            '“' => Some(('”', Kind::Quoted)),
            '「' => Some(('」', Kind::Quoted)),
            '《' => Some(('》', Kind::Titled)),
            '（' | '(' => Some(('）', Kind::Bracket)),
            _ => None,
        };
        let close = pair.and_then(|(close, kind)| Some((closing(&sentence[start..], c, close)?, kind)));
        let (end, kind) = match close {
            Some((len, kind)) => (start + len, kind),
            None => (start + c.len_utf8(), Kind::Plain(c)),
        };
        closed = end;
        out.push(Atom { start, end, kind });
    }
    out
}

/// The length up to and including the mark that closes the one at the start of `text`.
fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0usize;
    for (i, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close || (close == '）' && c == ')') {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(i + c.len_utf8());
            }
        }
    }
    None
}

/// What a number is made of.
pub const NUMERALS: &str = "0123456789零〇一二两三四五六七八九十";

/// Whether a character is part of a number.
pub fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '0'..='9' | '零' | '〇' | '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

/// The number from 2 to 99 that begins at an atom, and the atom after it.
pub fn numeral(atoms: &[Atom], first: usize) -> Option<(u32, usize)> {
    numeral_from(atoms, first, 2)
}

/// The number from `least` to 99 that begins at an atom, and the atom after it.
pub fn numeral_from(atoms: &[Atom], first: usize, least: u32) -> Option<(u32, usize)> {
    if !atoms.get(first)?.plain().is_some_and(is_numeral) {
        return None;
    }
    let run: String = atoms
        .get(first..)?
        .iter()
        .map_while(|a| a.plain().filter(|c| is_numeral(*c)))
        .take(4)
        .collect();
    let number = if run.starts_with(|c: char| c.is_ascii_digit()) {
        run.parse().ok()?
    } else {
        han(&run)?
    };
    (least..100)
        .contains(&number)
        .then(|| (number, first + run.chars().count()))
}

/// A number below 100 in the style of another one: Arabic or Chinese; of two things Chinese writes 两.
pub fn written(number: u32, like: &str) -> String {
    if like.starts_with(|c: char| c.is_ascii_digit()) {
        return number.to_string();
    }
    let digit = |n: u32| {
        "零一二三四五六七八九"
            .chars()
            .nth(n as usize)
            .map_or(String::new(), String::from)
    };
    match (number / 10, number % 10) {
        (0, 2) => "两".to_owned(),
        (0, ones) => digit(ones),
        (tens, ones) => {
            let tens = if tens == 1 { String::new() } else { digit(tens) };
            let ones = if ones == 0 { String::new() } else { digit(ones) };
            format!("{tens}十{ones}")
        }
    }
}

/// A Chinese numeral up to 99.
fn han(run: &str) -> Option<u32> {
    let digit = |s: &str| match s {
        "两" => Some(2),
        _ => "一二三四五六七八九"
            .chars()
            .position(|c| s.chars().eq([c]))
            .map(|i| i as u32 + 1),
    };
    match run.split_once('十') {
        None => digit(run),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            let ones = if ones.is_empty() { 0 } else { digit(ones)? };
            Some(tens * 10 + ones)
        }
    }
}
