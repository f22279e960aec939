//! From the text of a pattern to a regular expression over the shape.
//!
//! Owns the notation: slots, `…`, marks in either width, and that nothing but a slot ever matches a figure.

use super::{PatternError, Slot, SlotKind};
use crate::lexicon::Lexicon;
use crate::shape::{classes, placeholder};
use regex_syntax::hir::Hir;
use std::ops::Range;

/// A pattern as a regular expression, with the way back to its text.
pub struct Translated {
    /// The regular expression.
    pub regex: String,
    /// The slots in order.
    pub slots: Vec<Slot>,
    /// Where each stretch of the expression comes from: start in the expression, range of the text.
    origins: Vec<(usize, Range<usize>)>,
}

/// All characters that stand for figures.
const FIGURES: &str = r"\x{E000}-\x{E3FF}";

/// Translates a pattern.
///
/// # Errors
/// An unknown kind, a slot named twice, or `\b`.
pub fn translate(text: &str, lexicon: &Lexicon) -> Result<Translated, PatternError> {
    let mut out = Translated {
        regex: String::new(),
        slots: Vec::new(),
        origins: Vec::new(),
    };
    let mut at = 0;
    let mut class_depth = 0usize;
    while let Some(c) = text[at..].chars().next() {
        let len = match c {
            '\\' => escape(text, at, class_depth > 0, &mut out)?,
            '[' => {
                class_depth += 1;
                let negated = text[at..].starts_with("[^");
                out.push(
                    if negated {
                        format!("[^{FIGURES}")
                    } else {
                        "[".to_owned()
                    },
                    at..at + 1 + usize::from(negated),
                );
                1 + usize::from(negated)
            }
            ']' => {
                class_depth = class_depth.saturating_sub(1);
                out.push("]", at..at + 1);
                1
            }
            '{' if class_depth == 0 && !is_quantifier(&text[at..]) => slot(text, at, lexicon, &mut out)?,
            // What belongs to the notation of regular expressions is kept as it is: quantifiers and the heads of groups.
            '{' if class_depth == 0 => raw(text, at, |c| c == '}', &mut out),
            '(' if class_depth == 0 && text[at..].starts_with("(?") => {
                raw(text, at, |c| matches!(c, ':' | ')' | '>'), &mut out)
            }
            '…' if class_depth == 0 => {
                out.push(format!("[^{FIGURES}，。；：！？\\n]{{0,24}}?"), at..at + c.len_utf8());
                c.len_utf8()
            }
            '.' if class_depth == 0 => {
                out.push(format!("[^{FIGURES}\\n]"), at..at + 1);
                1
            }
            _ => {
                out.push(full_width(c).to_string(), at..at + c.len_utf8());
                c.len_utf8()
            }
        };
        at += len;
    }
    Ok(out)
}

impl Translated {
    fn push(&mut self, piece: impl AsRef<str>, from: Range<usize>) {
        self.origins.push((self.regex.len(), from));
        self.regex.push_str(piece.as_ref());
    }

    /// Parses the expression; an error points into the text of the pattern.
    ///
    /// # Errors
    /// What the regular-expression parser refuses.
    pub fn parse(&self, text: &str) -> Result<Hir, PatternError> {
        regex_syntax::Parser::new().parse(&self.regex).map_err(|error| {
            let (message, span) = match &error {
                regex_syntax::Error::Parse(e) => {
                    (e.kind().to_string(), Some(e.span().start.offset..e.span().end.offset))
                }
                regex_syntax::Error::Translate(e) => {
                    (e.kind().to_string(), Some(e.span().start.offset..e.span().end.offset))
                }
                other => (other.to_string(), None),
            };
            let at = span.map_or(0..text.len(), |s| self.origin(s, text.len()));
            PatternError {
                at,
                message,
                help: None,
            }
        })
    }

    fn origin(&self, range: Range<usize>, len: usize) -> Range<usize> {
        let find = |at: usize| {
            self.origins
                .partition_point(|(start, _)| *start <= at)
                .checked_sub(1)
                .map(|i| self.origins[i].1.clone())
        };
        let start = find(range.start).map_or(0, |r| r.start);
        let end = find(range.end.saturating_sub(1).max(range.start)).map_or(len, |r| r.end);
        start..end.max(start)
    }
}

/// Copies the text up to and including the first character that `ends` it.
fn raw(text: &str, at: usize, ends: impl Fn(char) -> bool, out: &mut Translated) -> usize {
    let rest = &text[at..];
    let len = rest
        .char_indices()
        .find(|(_, c)| ends(*c))
        .map_or(rest.len(), |(i, c)| i + c.len_utf8());
    out.push(&rest[..len], at..at + len);
    len
}

/// Marks are full-width in the shape.
fn full_width(c: char) -> char {
    match c {
        ',' => '，',
        ';' => '；',
        ':' | '∶' | '︰' | '﹕' => '：',
        '!' => '！',
        '%' => '％',
        other => other,
    }
}

/// `{2}`, `{2,}`, `{0,5}`
fn is_quantifier(rest: &str) -> bool {
    rest[1..].starts_with(|c: char| c.is_ascii_digit() || c == ',')
}

/// An escape; those that would match a figure are narrowed, `\b` is refused.
fn escape(text: &str, at: usize, in_class: bool, out: &mut Translated) -> Result<usize, PatternError> {
    let rest = &text[at + 1..];
    let Some(c) = rest.chars().next() else {
        return Err(PatternError {
            at: at..at + 1,
            message: "nothing follows the backslash".to_owned(),
            help: None,
        });
    };
    let mut len = 1 + c.len_utf8();
    if matches!(c, 'p' | 'P' | 'x' | 'u' | 'U') && rest[1..].starts_with('{') {
        len += rest[1..].find('}').map_or(0, |i| i + 1);
    }
    let raw = &text[at..at + len];
    let piece = match c {
        'b' | 'B' => {
            return Err(PatternError {
                at: at..at + len,
                message: "`\\b` never matches inside Chinese text, where every character is a word character"
                    .to_owned(),
                help: Some("name the neighbours instead, or use `unless:`".to_owned()),
            });
        }
        'S' | 'D' | 'W' if !in_class => format!("[{raw}--[{FIGURES}]]"),
        'P' if !in_class => format!("[{raw}--[{FIGURES}]]"),
        '…' => "…".to_owned(),
        '{' | '}' => raw.to_owned(),
        _ => raw.to_owned(),
    };
    out.push(piece, at..at + len);
    Ok(len)
}

/// `{name}` or `{name:kind}`.
fn slot(text: &str, at: usize, lexicon: &Lexicon, out: &mut Translated) -> Result<usize, PatternError> {
    let rest = &text[at..];
    let Some(close) = rest.find('}') else {
        return Err(PatternError {
            at: at..at + 1,
            message: "this `{` is never closed".to_owned(),
            help: Some("write `\\{` for the character".to_owned()),
        });
    };
    let inner = &rest[1..close];
    let (name, kind) = inner.split_once(':').map_or((inner, None), |(n, k)| (n, Some(k)));
    let name_at = at + 1..at + 1 + name.len();
    let well_formed = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !well_formed {
        let help = Some("a slot is `{name:kind}`, the name in lower-case Latin letters".to_owned());
        return Err(PatternError {
            at: name_at,
            message: format!("`{name}` is no name for a slot"),
            help,
        });
    }
    if out.slots.iter().any(|s| s.name == name) {
        return Err(PatternError {
            at: name_at,
            message: format!("the slot `{name}` stands twice in this pattern"),
            help: None,
        });
    }
    let kind_at = kind.map_or(name_at, |k| at + close - k.len()..at + close);
    let (body, kind) = body(kind.unwrap_or("any"), kind_at, lexicon)?;
    out.push(format!("(?P<{name}>{body})"), at..at + close + 1);
    out.slots.push(Slot {
        name: name.to_owned(),
        kind,
    });
    Ok(close + 1)
}

/// The expression of a kind.
fn body(kind: &str, at: Range<usize>, lexicon: &Lexicon) -> Result<(String, SlotKind), PatternError> {
    if kind == "indicator" {
        return Ok((
            r"[\p{Han}A-Za-z&&[^的，。；：、]]{2,16}?".to_owned(),
            SlotKind::Indicator,
        ));
    }
    if let Some(item) = kind.strip_prefix("list(").and_then(|k| k.strip_suffix(')')) {
        let (one, _) = body(item, at, lexicon)?;
        return Ok((format!("{one}(?:(?:、|和|与|及|，){one})+"), SlotKind::List));
    }
    let names: Vec<&str> = classes(lexicon).collect();
    let amounts = |name: &&str| {
        lexicon.dimensions.iter().any(|d| d == *name) && !FORMS_AS_DIMENSIONS.contains(name) || *name == "compound"
    };
    let (wanted, both): (Vec<&str>, bool) = match kind {
        "any" => (
            names
                .iter()
                .copied()
                .filter(|n| amounts(n) || ["percent", "point", "multiple"].contains(n))
                .collect(),
            true,
        ),
        "amount" | "change" | "level" => (names.iter().copied().filter(amounts).collect(), kind == "amount"),
        "growth" => (vec!["percent"], false),
        "points" => (vec!["point"], false),
        name if names.contains(&name) => (vec![name], true),
        _ => return Err(unknown_kind(kind, at, &names)),
    };
    // A level is no change: the verb of change before it makes the difference.
    let fits = |directed: bool| both || directed != (kind == "level");
    let class: String = names
        .iter()
        .enumerate()
        .filter(|(_, n)| wanted.contains(n))
        .flat_map(|(i, _)| {
            [false, true]
                .into_iter()
                .filter(|d| fits(*d))
                .map(move |d| placeholder(i, d))
        })
        .map(|c| format!("\\x{{{:X}}}", c as u32))
        .collect();
    let slot_kind = match kind {
        "growth" => SlotKind::Growth,
        "change" => SlotKind::Change,
        "points" => SlotKind::Points,
        _ => SlotKind::Figure,
    };
    Ok((format!("[{class}]"), slot_kind))
}

/// Dimensions whose figures are no amounts: they have a form of their own, or are ranks.
const FORMS_AS_DIMENSIONS: [&str; 7] = ["percent", "permille", "point", "multiple", "fan", "ratio", "rank"];

fn unknown_kind(kind: &str, at: Range<usize>, names: &[&str]) -> PatternError {
    let mut known: Vec<&str> = ["any", "amount", "level", "growth", "change", "points", "indicator", "list(…)"].to_vec();
    known.extend(names);
    let nearest = crate::fault::nearest(kind, &known);
    let help = nearest.map_or_else(
        || format!("known kinds: {}", known.join(", ")),
        |n| format!("did you mean `{n}`?"),
    );
    PatternError {
        at,
        message: format!("unknown kind of slot `{kind}`"),
        help: Some(help),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_an_error_is_in_the_pattern() {
        let lexicon = Lexicon::default();
        for (text, marked, says) in [
            ("增长{x:percant}", "percant", "unknown kind"),
            ("增长{x:percent}和{x:percent}", "x", "twice"),
            (r"\b增长", r"\b", "never matches"),
            ("增长{X}", "X", "no name"),
            ("增长（?:了", "", ""),
        ] {
            match translate(text, &lexicon) {
                Ok(t) => assert!(marked.is_empty() && t.parse(text).is_ok(), "{text}"),
                Err(e) => {
                    assert!(e.message.contains(says), "{text}: {}", e.message);
                    assert_eq!(&text[e.at.clone()], marked, "{text}");
                }
            }
        }
        let text = "增长(?:了{x:percent}";
        let error = translate(text, &lexicon)
            .and_then(|t| t.parse(text).map(|_| ()))
            .unwrap_err();
        assert_eq!(&text[error.at], "(?:");
    }
}
