//! Texts with `[[ ]]` around what a test is about, and positions counted here once more, without the program.

use serde_json::{Value, json};
use std::ops::Range;

/// The text without its marks, and what they stood around.
pub fn marked(text: &str) -> (String, Vec<Range<usize>>) {
    let (mut plain, mut marks) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some(at) = rest.find("[[") {
        let close = rest.find("]]").expect("a mark is closed");
        plain += &rest[..at];
        let start = plain.len();
        plain += &rest[at + 2..close];
        marks.push(start..plain.len());
        rest = &rest[close + 2..];
    }
    (plain + rest, marks)
}

/// The position of a byte, lines ending in LF.
pub fn position(text: &str, byte: usize, encoding: &str) -> Value {
    let line = text[..byte].matches('\n').count();
    let before = &text[text[..byte].rfind('\n').map_or(0, |at| at + 1)..byte];
    let character = match encoding {
        "utf-8" => before.len(),
        "utf-16" => before.encode_utf16().count(),
        _ => before.chars().count(),
    };
    json!({"line": line, "character": character})
}

pub fn range(text: &str, bytes: &Range<usize>, encoding: &str) -> Value {
    json!({"start": position(text, bytes.start, encoding), "end": position(text, bytes.end, encoding)})
}

/// The bytes of a range counted in UTF-16.
pub fn bytes(text: &str, range: &Value) -> Range<usize> {
    let at = |end: &str| {
        let (line, character) = (&range[end]["line"], &range[end]["character"]);
        let line = line.as_u64().expect("a line") as usize;
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut left = character.as_u64().expect("a column") as usize;
        let mut byte = start;
        for c in text[start..].chars() {
            if left < c.len_utf16() {
                break;
            }
            left -= c.len_utf16();
            byte += c.len_utf8();
        }
        byte
    };
    at("start")..at("end")
}

/// What a range covers.
pub fn covered<'t>(text: &'t str, range: &Value) -> &'t str {
    &text[bytes(text, range)]
}

/// The text after the edits of a code action for one document.
pub fn edited(text: &str, action: &Value) -> String {
    let change = &action["edit"]["documentChanges"][0];
    let mut edits: Vec<&Value> = change["edits"].as_array().expect("edits").iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(bytes(text, &edit["range"]).start));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(bytes(&text, &edit["range"]), edit["newText"].as_str().expect("a text"));
    }
    text
}
