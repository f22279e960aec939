//! From a part of a YAML text value back to the bytes that it was written as.
//!
//! Owns the styles of scalars: plain, quoted, block. A value is aligned with what stands in the file; where the two cannot be aligned the
//! caller falls back to the whole token.

use std::ops::Range;

/// The bytes of `written` that stand for the bytes `inside` of `value`. `indent` is the column of the first byte of `written`, which is the
/// indentation of a block scalar.
pub fn origin(written: &str, value: &str, indent: usize, inside: Range<usize>) -> Option<Range<usize>> {
    let map = align(written, value, indent)?;
    let start = map.get(inside.start)?.start;
    let last = inside.end.checked_sub(1).filter(|last| *last >= inside.start);
    let end = last.map_or(Some(start), |last| Some(map.get(last)?.end))?;
    Some(start..end.max(start))
}

/// For each byte of the value, and for its end, the bytes that its character is written as.
fn align(written: &str, value: &str, indent: usize) -> Option<Vec<Range<usize>>> {
    let mut map = Vec::with_capacity(value.len() + 1);
    let quote = written.chars().next().filter(|c| matches!(c, '\'' | '"'));
    let mut at = usize::from(quote.is_some());
    for c in value.chars() {
        let (range, next) = one(written, at, c, quote, indent)?;
        map.extend(std::iter::repeat_n(range, c.len_utf8()));
        at = next;
    }
    map.push(at..at);
    Some(map)
}

/// One character of the value: what it is written as, and where the next one is looked for.
fn one(written: &str, at: usize, c: char, quote: Option<char>, indent: usize) -> Option<(Range<usize>, usize)> {
    let rest = &written[at..];
    let first = rest.chars().next()?;
    if quote == Some('\'') && rest.starts_with("''") {
        return (c == '\'').then_some((at..at + 2, at + 2));
    }
    if quote == Some('"') && first == '\\' {
        let (read, len) = escape(rest)?;
        return (c == read).then_some((at..at + len, at + len));
    }
    if first == '\n' && (c == '\n' || c == ' ') {
        let next = at + 1;
        let blanks = written[next..].len() - written[next..].trim_start_matches(' ').len();
        // A block keeps what is indented deeper; a folded line of any other style starts at its first character.
        let skipped = if c == '\n' && quote.is_none() {
            blanks.min(indent)
        } else {
            blanks
        };
        return Some((at..at + 1, next + skipped));
    }
    (first == c).then_some((at..at + c.len_utf8(), at + c.len_utf8()))
}

/// An escape of a double-quoted text: the character and the length of what stands for it.
fn escape(rest: &str) -> Option<(char, usize)> {
    let kind = rest[1..].chars().next()?;
    let hex = |digits: usize| {
        let code = u32::from_str_radix(rest.get(2..2 + digits)?, 16).ok()?;
        Some((char::from_u32(code)?, 2 + digits))
    };
    match kind {
        'x' => hex(2),
        'u' => hex(4),
        'U' => hex(8),
        'n' => Some(('\n', 2)),
        't' => Some(('\t', 2)),
        'r' => Some(('\r', 2)),
        '0' => Some(('\0', 2)),
        '\\' | '"' | '/' | ' ' => Some((kind, 2)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_scalars_in_every_style() {
        for (written, indent, value, part, wanted) in [
            ("增长{x}", 0, "增长{x}", "{x}", Some("{x}")),
            ("'it''s {x}'", 0, "it's {x}", "{x}", Some("{x}")),
            ("'it''s'", 0, "it's", "'", Some("''")),
            (r#""a\\d\u4e00{x}""#, 0, r"a\d一{x}", r"\d", Some(r"\\d")),
            (r#""a\\d\u4e00{x}""#, 0, r"a\d一{x}", "{x}", Some("{x}")),
            ("one\n    two {x}", 2, "one two {x}", "{x}", Some("{x}")),
            ("one\n    two {x}\n", 4, "one\ntwo {x}\n", "{x}", Some("{x}")),
            ("one\n      two {x}\n", 4, "one\n  two {x}\n", "{x}", Some("{x}")),
            ("one {x}", 0, "two {x}", "{x}", None),
        ] {
            let at = value.find(part).unwrap();
            let found = origin(written, value, indent, at..at + part.len());
            assert_eq!(found.map(|r| &written[r]), wanted, "{written}");
        }
    }
}
