//! A reader of reviewdog's diagnostic format, written to its specification: lines from 1, columns from 1 in UTF-8 bytes, ends exclusive.
//! What it cuts out of the drafts is what the findings are about.

use crate::{BROKEN, DRAFT, FOLDER, ODD, PATH, WORD, WRITTEN};
use serde::Deserialize;
use std::fs;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Result {
    source: Source,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Diagnostic {
    message: String,
    location: Location,
    severity: Severity,
    source: Option<Source>,
    code: Code,
    #[serde(default)]
    suggestions: Vec<Suggestion>,
    #[serde(default)]
    related_locations: Vec<Related>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Severity {
    Error,
    Warning,
    Info,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    name: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    value: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Location {
    path: String,
    range: Option<Range>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Suggestion {
    range: Range,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Related {
    message: String,
    location: Location,
}

impl Position {
    /// Where it stands in a text.
    fn offset(&self, text: &str) -> usize {
        let before: usize = text.split_inclusive('\n').take(self.line - 1).map(str::len).sum();
        before + self.column - 1
    }
}

impl Location {
    /// What it covers.
    fn cut(&self) -> String {
        let text = fs::read_to_string(FOLDER.path().join(&self.path)).expect("a draft");
        let range = self.range.as_ref().expect("a range");
        text[range.start.offset(&text)..range.end.offset(&text)].to_owned()
    }
}

fn read() -> Result {
    serde_json::from_str(&WRITTEN["rdjson"]).expect("rdjson")
}

fn find(rule: &str, path: &str) -> Diagnostic {
    let found = read().diagnostics.into_iter();
    let mut found = found.filter(|d| d.code.value == rule && d.location.path == path);
    found.next().expect(rule)
}

#[test]
fn columns_are_bytes() {
    let share = find("house/share", PATH);
    let range = share.location.range.clone().expect("a range");
    assert_eq!((range.start.line, range.start.column), (2, 144));
    assert_eq!((range.end.line, range.end.column), (2, 149));
    assert_eq!(share.location.cut(), "91.6%");
    assert_eq!(share.severity, Severity::Error);
    let related: Vec<(String, &str)> = share
        .related_locations
        .iter()
        .map(|r| (r.location.cut(), r.message.as_str()))
        .collect();
    let expected = [
        ("3.37亿元".to_owned(), "民生支出 3.37亿元"),
        ("4.13亿元".to_owned(), "一般公共预算支出 4.13亿元"),
    ];
    assert_eq!(related, expected);
}

#[test]
fn a_suggestion_mends_the_draft() {
    let name = find("house/name", PATH);
    let [suggestion] = &name.suggestions[..] else {
        panic!("{name:?}")
    };
    let range = suggestion.range.start.offset(DRAFT)..suggestion.range.end.offset(DRAFT);
    let mut mended = DRAFT.to_owned();
    mended.replace_range(range, &suggestion.text);
    assert_eq!(mended, DRAFT.replace("云岭办事通", "云岭一码通"));
    assert!(find("house/marks", WORD).suggestions.is_empty());
    assert_eq!(find("house/marks", ODD).suggestions.len(), 1);
}

#[test]
fn lines_are_the_same_diagnostics_with_their_source() {
    let whole = read();
    assert_eq!(whole.source.name, "gouji");
    let lines = WRITTEN["rdjsonl"].lines();
    let lines: Vec<Diagnostic> = lines
        .map(|line| serde_json::from_str(line).expect("a diagnostic"))
        .collect();
    let expected = whole.diagnostics.into_iter().map(|diagnostic| Diagnostic {
        source: Some(whole.source.clone()),
        ..diagnostic
    });
    assert_eq!(lines, expected.collect::<Vec<_>>());
    assert_eq!(lines.len(), 5);
}

#[test]
fn what_cannot_be_read_is_a_diagnostic_of_its_file() {
    let broken = find("unreadable", BROKEN);
    assert_eq!((broken.location.range, broken.severity), (None, Severity::Error));
    assert_eq!(broken.message, "不是文本文件（第1字节处有空字符）");
}
