//! From the text of a pattern to a regular expression over the shape.
//!
//! Owns the vocabulary: slots, phrases, `…`, marks in either width, and that nothing but a slot ever matches a figure.

use super::narrow::{Group, narrow};
use super::phrase::{Parsed, Vocabulary};
use super::read::refused;
use super::slot::{PatternError, Slot, SlotKind};
use crate::shape::placeholder;
use regex_syntax::hir::Hir;
use std::ops::Range;
use std::sync::Arc;

/// A pattern as a regular expression, with the way back to its text.
pub struct Translated {
    /// The regular expression.
    pub regex: String,
    /// The slots in order, those of the phrases included.
    pub slots: Vec<Slot>,
    /// The phrases in order.
    pub phrases: Vec<Arc<Parsed>>,
    /// Each group that the translation made, with what it is; its name is its place here.
    groups: Vec<Group>,
    /// Where each stretch of the expression comes from: start in the expression, range of the text.
    origins: Vec<(usize, Range<usize>)>,
}

/// Translates a pattern. Only the first `known` phrases may be used.
///
/// # Errors
/// An unknown kind, a slot named twice, or `\b`.
pub fn translate(text: &str, vocabulary: &Vocabulary, known: usize) -> Result<Translated, PatternError> {
    let mut out = Translated {
        regex: String::new(),
        slots: Vec::new(),
        phrases: Vec::new(),
        groups: Vec::new(),
        origins: Vec::new(),
    };
    append(text, vocabulary, known, &mut out)?;
    Ok(out)
}

/// Translates `text` behind what is there.
fn append(text: &str, vocabulary: &Vocabulary, known: usize, out: &mut Translated) -> Result<(), PatternError> {
    let mut at = 0;
    let mut class_depth = 0usize;
    while let Some(c) = text[at..].chars().next() {
        let len = match c {
            '\\' => escape(text, at, out)?,
            '[' => {
                class_depth += 1;
                out.push("[", at..at + 1);
                1
            }
            ']' => {
                class_depth = class_depth.saturating_sub(1);
                out.push("]", at..at + 1);
                1
            }
            '{' if class_depth == 0 && text[at..].starts_with("{@") => phrase(text, at, vocabulary, known, out)?,
            '{' if class_depth == 0 && !is_quantifier(&text[at..]) => slot(text, at, vocabulary, out)?,
            // What belongs to the vocabulary of regular expressions is kept as it is: quantifiers and the heads of groups.
            '{' if class_depth == 0 => raw(text, at, |c| c == '}', out),
            '(' if class_depth == 0 && text[at..].starts_with("(?") => {
                raw(text, at, |c| matches!(c, ':' | ')' | '>'), out)
            }
            '…' if class_depth == 0 => {
                out.push("[^，。；：！？\\n]{0,24}?", at..at + c.len_utf8());
                c.len_utf8()
            }
            '(' if class_depth > 0 => {
                out.push("（", at..at + 1);
                1
            }
            ')' if class_depth > 0 => {
                out.push("）", at..at + 1);
                1
            }
            '?' if class_depth > 0 => {
                out.push("？", at..at + 1);
                1
            }
            _ => {
                out.push(full_width(c).to_string(), at..at + c.len_utf8());
                c.len_utf8()
            }
        };
        at += len;
    }
    Ok(())
}

impl Translated {
    fn push(&mut self, piece: impl AsRef<str>, from: Range<usize>) {
        self.origins.push((self.regex.len(), from));
        self.regex.push_str(piece.as_ref());
    }

    /// The name of a new group.
    fn group(&mut self, group: Group) -> String {
        self.groups.push(group);
        format!("_{}", self.groups.len() - 1)
    }

    /// A new slot, written at a place of the text.
    fn slot(&mut self, slot: Slot, at: &Range<usize>) -> Result<(), PatternError> {
        if self.slots.iter().any(|s| s.name == slot.name) {
            return Err(PatternError {
                at: at.clone(),
                message: format!("the slot `{}` stands twice in this pattern", slot.name),
                help: Some("give each its own name and make them equal by the equation".to_owned()),
            });
        }
        self.slots.push(slot);
        Ok(())
    }

    /// Parses the expression, so that nothing but a slot matches a figure; an error points into the text of the pattern.
    ///
    /// # Errors
    /// What the regular-expression parser refuses.
    pub fn parse(&self, text: &str) -> Result<Hir, PatternError> {
        let group = |name: &str| {
            let place = name.strip_prefix('_').and_then(|place| place.parse::<usize>().ok());
            match place.and_then(|place| self.groups.get(place)) {
                Some(group) => *group,
                None if self.slots.iter().any(|s| s.name == name) => Group::Slot,
                None => Group::Other,
            }
        };
        let parsed = regex_syntax::Parser::new().parse(&self.regex);
        parsed.map(|hir| narrow(hir, &group)).map_err(|error| {
            let refused = refused(&error, &self.regex);
            let at = self.origin(refused.at.clone(), text.len());
            PatternError { at, ..refused }
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

/// An escape: marks are full-width in the shape, `\b` is refused.
fn escape(text: &str, at: usize, out: &mut Translated) -> Result<usize, PatternError> {
    let rest = &text[at + 1..];
    let Some(c) = rest.chars().next() else {
        return Err(PatternError {
            at: at..at + 1,
            message: "nothing follows the backslash".to_owned(),
            help: Some("for the character write `\\\\`".to_owned()),
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
        '…' => "…".to_owned(),
        '(' => "（".to_owned(),
        ')' => "）".to_owned(),
        '?' => "？".to_owned(),
        _ if full_width(c) != c => full_width(c).to_string(),
        _ => raw.to_owned(),
    };
    out.push(piece, at..at + len);
    Ok(len)
}

/// `{@name}`: the pattern of the lexicon in its place. What is wrong inside it is told at its name.
fn phrase(
    text: &str,
    at: usize,
    vocabulary: &Vocabulary,
    known: usize,
    out: &mut Translated,
) -> Result<usize, PatternError> {
    let len = text[at..].find('}').map_or(text.len() - at, |i| i + 1);
    let whole = at..at + len;
    let name = text[at + 2..at + len].trim_end_matches('}');
    let place = vocabulary.phrases.iter().rposition(|(phrase, _)| phrase == name);
    let Some(place) = place.filter(|place| *place < known) else {
        let names: Vec<&str> = vocabulary.phrases[..known]
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        let help = crate::fault::nearest(name, &names).map(|n| format!("did you mean `{{@{n}}}`?"));
        return Err(PatternError {
            at: whole,
            message: format!("the lexicon has no phrase `{name}`"),
            help,
        });
    };
    let parsed = vocabulary.phrase(place).map_err(|error| PatternError {
        at: whole.clone(),
        message: format!("in the phrase `{name}`: {}", error.message),
        help: error.help,
    })?;
    for slot in &parsed.slots {
        out.slot(slot.clone(), &whole)?;
    }
    let group = out.group(Group::Phrase(out.phrases.len() as u32));
    out.phrases.push(parsed);
    // What stands in the group is never looked at; it is there because a group that matches nothing would be simplified away.
    out.push(format!("(?P<{group}>x)"), whole);
    Ok(len)
}

/// `{name}` or `{name:kind}`; `{_:kind}` stands for a figure that is only passed over, as often as one likes.
fn slot(text: &str, at: usize, vocabulary: &Vocabulary, out: &mut Translated) -> Result<usize, PatternError> {
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
    let (body_of, kind_at) = (
        kind.unwrap_or("any"),
        kind.map_or(name_at.clone(), |k| at + close - k.len()..at + close),
    );
    if name == "_" {
        let (body, _) = body(body_of, kind_at, vocabulary)?;
        let group = out.group(Group::Passed);
        out.push(format!("(?P<{group}>{body})"), at..at + close + 1);
        return Ok(close + 1);
    }
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
    let (body, kind) = body(body_of, kind_at, vocabulary)?;
    let name = name.to_owned();
    out.push(format!("(?P<{name}>{body})"), at..at + close + 1);
    out.slot(Slot { name, kind }, &name_at)?;
    Ok(close + 1)
}

/// The expression of a kind.
fn body(kind: &str, at: Range<usize>, vocabulary: &Vocabulary) -> Result<(String, SlotKind), PatternError> {
    if kind == "indicator" {
        return Ok((
            // The main block of Han characters: the rare ones would make the automaton many times larger.
            r"[一-鿿A-Za-z&&[^的]]{2,16}?".to_owned(),
            SlotKind::Indicator,
        ));
    }
    if let Some(item) = kind.strip_prefix("list(").and_then(|k| k.strip_suffix(')')) {
        let (one, _) = body(item, at, vocabulary)?;
        return Ok((format!("{one}(?:(?:、|和|与|及|，){one})+"), SlotKind::List));
    }
    let names: Vec<&str> = vocabulary.classes.iter().map(String::as_str).collect();
    let amounts = |name: &&str| {
        names[vocabulary.forms..].contains(name) && !FORMS_AS_DIMENSIONS.contains(name) || *name == "compound"
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
    let class: Vec<char> = names
        .iter()
        .enumerate()
        .filter(|(_, n)| wanted.contains(n))
        .flat_map(|(i, _)| {
            [false, true]
                .into_iter()
                .filter(|d| fits(*d))
                .map(move |d| placeholder(i, d))
        })
        .collect();
    let slot_kind = match kind {
        "growth" => SlotKind::Growth,
        "change" => SlotKind::Change,
        "points" => SlotKind::Points,
        _ => SlotKind::Figure,
    };
    Ok((class_of(&class), slot_kind))
}

/// A class of characters, given in order, with runs of neighbours as ranges: they are many, and parsing them takes time.
fn class_of(characters: &[char]) -> String {
    let runs = characters.chunk_by(|a, b| *b as u32 == *a as u32 + 1);
    let written = runs.map(|run| match run {
        [one] => one.to_string(),
        [first, .., last] => format!("{first}-{last}"),
        [] => String::new(),
    });
    format!("[{}]", written.collect::<String>())
}

/// Dimensions whose figures are no amounts: they have a form of their own, or are ranks.
const FORMS_AS_DIMENSIONS: [&str; 7] = ["percent", "permille", "point", "multiple", "fan", "ratio", "rank"];

fn unknown_kind(kind: &str, at: Range<usize>, names: &[&str]) -> PatternError {
    let mut known: Vec<&str> = [
        "any",
        "amount",
        "level",
        "growth",
        "change",
        "points",
        "indicator",
        "list(…)",
    ]
    .to_vec();
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
mod tests;
