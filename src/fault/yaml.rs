//! Reading YAML into a type, with errors at their tokens.
//!
//! Owns the wording of what the YAML library refuses, and the places of values in their file.

use super::{Fault, SourceFile, nearest, scalar};
use serde::de::DeserializeOwned;
use serde_yaml::{Error, Spanned};
use std::ops::Range;
use std::sync::Arc;

/// Reads a YAML text.
pub(super) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    let options = serde_yaml::options! { with_snippet: false };
    serde_yaml::from_str_with_options(text, options)
}

/// An error of the YAML library as a fault at a place.
pub(super) fn fault(file: &Arc<SourceFile>, at: Range<usize>, error: &Error) -> Fault {
    match error.without_snippet() {
        Error::SerdeUnknownField { field, expected, .. } => {
            let help = known(field, expected, "keys");
            Fault::new(file, at, format!("unknown key `{field}`"), "no such key here").help(help)
        }
        Error::SerdeUnknownVariant { variant, expected, .. } => {
            let help = known(variant, expected, "values");
            Fault::new(
                file,
                at,
                format!("unknown value `{variant}`"),
                "not one of the known values",
            )
            .help(help)
        }
        Error::SerdeMissingField { field, .. } => {
            Fault::new(file, at, format!("the key `{field}` is missing"), "needed here").help(format!("add `{field}:`"))
        }
        Error::DuplicateMappingKey { key, .. } => {
            let key = key.as_deref().unwrap_or_default();
            Fault::new(file, at, format!("the key `{key}` stands twice"), "again here").help("keep one of the two")
        }
        Error::NullIntoString { .. } => Fault::new(file, at, "wrong type: nothing is given", "a text is needed here")
            .help("write a text after the colon"),
        Error::Unexpected { expected, .. } => wrong_type(file, at, expected),
        Error::InvalidScalar { ty, .. } => wrong_type(file, at, ty),
        Error::SerdeInvalidType { expected, .. } | Error::SerdeInvalidValue { expected, .. } => {
            wrong_type(file, at, expected)
        }
        Error::ExternallyTaggedEnumExpectedScalarOrMapping { .. }
        | Error::ExpectedStringKeyForExternallyTaggedEnum { .. }
        | Error::UnexpectedValueForUnitEnumVariant { .. } => wrong_type(file, at, "one name with its settings"),
        Error::ExpectedMappingEndAfterEnumVariantValue { .. } => {
            Fault::new(file, at, "exactly one of these may stand here", "this is a second one")
                .help("make a second rule of it")
        }
        other => {
            let text = other.to_string();
            let message = text.split(" at line ").next().unwrap_or(&text).to_owned();
            Fault::new(file, at, format!("no valid YAML: {message}"), "here").help(syntax_help(&message))
        }
    }
}

fn wrong_type(file: &Arc<SourceFile>, at: Range<usize>, expected: &str) -> Fault {
    let (wanted, help) = match expected {
        "string scalar" | "string" | "a string" => (
            "a text",
            "write one text here; quote it when it has `: ` or starts with a mark",
        ),
        "sequence start" | "a sequence" => ("a list", "write `- …` on lines of their own, or `[…, …]`"),
        "mapping start" | "a map" => ("keys with values", "write `key: value` on lines of their own"),
        "bool" | "boolean" => ("true or false", "write `true` or `false`"),
        "usize" | "u32" | "u64" | "u8" | "i32" | "i64" => ("a whole number", "write digits only"),
        other => (other, "see `gouji rules schema` for what may stand here"),
    };
    Fault::new(file, at, format!("wrong type: {wanted} is needed"), "not this").help(help)
}

fn syntax_help(message: &str) -> &'static str {
    if message.contains("mapping values are not allowed") || message.contains("unexpected character") {
        "quote the text: in YAML `: `, `#`, `{`, `[`, `*`, `&`, `%`, `@` and a leading `-` mean something"
    } else if message.contains("escape") {
        "put patterns into single quotes, where a backslash is a backslash"
    } else {
        "look at the indentation and the quotes here and in the line above"
    }
}

fn known(word: &str, expected: &[&str], what: &str) -> String {
    match nearest(word, expected) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known {what}: {}", expected.join(", ")),
    }
}

/// The byte range of a value in its file, when its place is known: the scalar with its quotes.
pub fn place<T>(value: &Spanned<T>) -> Range<usize> {
    let span = value.referenced.span();
    let start = span.byte_offset().unwrap_or(0) as usize;
    start..start + span.byte_len().unwrap_or(0) as usize
}

/// The byte range of a part of a scalar, in whichever style it is written; the whole token when the part cannot be told.
pub fn place_inside(value: &Spanned<String>, inside: Range<usize>, file: &SourceFile) -> Range<usize> {
    let whole = place(value);
    let Some(written) = file.text.get(whole.clone()) else {
        return whole;
    };
    let line = file.text[..whole.start].rfind('\n').map_or(0, |i| i + 1);
    match scalar::origin(written, &value.value, whole.start - line, inside) {
        Some(part) => whole.start + part.start..whole.start + part.end,
        None => whole,
    }
}

/// The token at an error's place: the reported range, or the word that starts there.
pub(super) fn token(text: &str, error: &Error) -> Range<usize> {
    let Some(location) = error.location() else {
        return 0..0;
    };
    let span = location.span();
    let start = match span.byte_offset() {
        Some(offset) => offset as usize,
        None => byte_of(text, location.line() as usize, location.column() as usize),
    };
    let start = start.min(text.len());
    let len = span.byte_len().unwrap_or(0) as usize;
    if len > 0 && text.get(start..start + len).is_some_and(|t| !t.contains('\n')) {
        return start..start + len;
    }
    let Some(rest) = text.get(start..) else {
        return start..start;
    };
    let end = rest.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(rest.len());
    start..start + end
}

/// The byte of a line and a column, both from 1, the column in characters.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let within = text[start..].char_indices().nth(column.saturating_sub(1));
    within.map_or(text.len(), |(i, _)| start + i)
}
