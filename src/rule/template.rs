//! Message templates and the `[[ ]]` marks of examples.
//!
//! Owns their notation: `{name}` in messages (`{{` and `}}` are the characters), `[[ ]]` in examples (`\[[` is the characters).

use crate::span::Span;
use std::ops::Range;

/// The placeholders of a message with their byte ranges.
///
/// # Errors
/// The place of a brace that is not closed.
pub fn placeholders(message: &str) -> Result<Vec<(String, Range<usize>)>, Range<usize>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(open) = message[at..].find(['{', '}']).map(|i| at + i) {
        if message[open..].starts_with("{{") || message[open..].starts_with("}}") {
            at = open + 2;
            continue;
        }
        let Some(close) = message[open..]
            .find('}')
            .map(|i| open + i)
            .filter(|_| message[open..].starts_with('{'))
        else {
            return Err(open..open + 1);
        };
        out.push((message[open + 1..close].to_owned(), open + 1..close));
        at = close + 1;
    }
    Ok(out)
}

/// An example without its marks, and the ranges that they enclose.
///
/// # Errors
/// The byte of a mark that is not closed or not opened.
pub fn marked(text: &str) -> Result<(String, Vec<Span>), usize> {
    let mut plain = String::new();
    let mut spans = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if let Some(literal) = rest
            .strip_prefix("\\[[")
            .map(|_| "[[")
            .or_else(|| rest.strip_prefix("\\]]").map(|_| "]]"))
        {
            plain.push_str(literal);
            at += 3;
        } else if rest.starts_with("[[") && open.is_none() {
            open = Some(plain.len());
            at += 2;
        } else if rest.starts_with("]]") {
            let start = open.take().ok_or(at)?;
            spans.push(Span::new(start, plain.len()));
            at += 2;
        } else {
            let c = rest.chars().next().unwrap_or(' ');
            plain.push(c);
            at += c.len_utf8();
        }
    }
    match open {
        Some(_) => Err(text.rfind("[[").unwrap_or(0)),
        None => Ok((plain, spans)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_placeholders() {
        let (text, spans) = marked("增长[[6.3%]]，见[[]]附件\\[[1]].").unwrap_or_default();
        assert_eq!(text, "");
        assert!(spans.is_empty());
        let (text, spans) = marked("增长[[6.3%]]，见[[]]附件\\[[1\\]]。").unwrap();
        assert_eq!(text, "增长6.3%，见附件[[1]]。");
        assert_eq!(spans.iter().map(|s| s.of(&text)).collect::<Vec<_>>(), ["6.3%", ""]);
        assert_eq!(marked("增长[[6.3%"), Err(6));
        let names = placeholders("{a}占{b.name}{{x}}").unwrap();
        assert_eq!(names, [("a".to_owned(), 1..2), ("b.name".to_owned(), 7..13)]);
        assert_eq!(placeholders("占{b"), Err(3..4));
    }
}
