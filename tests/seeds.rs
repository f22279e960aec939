//! Whole drafts through the program, as a user runs it: `seeds/clean` is silent, `seeds/planted` and the customer's report give exactly
//! what `tests/seeds/*.yaml` lists, one file a draft.
//!
//! A new draft for `seeds/clean` needs nothing else. A new planted one needs its list beside the others: write it before the first run.

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is expected of one draft.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    draft: String,
    /// Everything that is reported at warning or above, in the order of the text.
    found: Vec<Found>,
    /// How many figures are read.
    figures: Option<Between>,
    /// Texts of the draft that are names: no figure lies in them.
    #[serde(default)]
    names: Vec<String>,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Found {
    line: u64,
    column: u64,
    rule: String,
    text: String,
    /// Of an aggregated finding: how many places.
    count: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Between {
    least: usize,
    most: usize,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("the folder");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

fn expectations() -> Vec<Expected> {
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("readable");
        serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    files("tests/seeds").iter().map(read).collect()
}

/// The JSON that the program prints, and its exit status.
fn gouji(args: &[&str]) -> (Value, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    let output = command.args(args).current_dir(root()).output().expect("runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.is_empty(), "{told}");
    (
        serde_json::from_slice(&output.stdout).expect("JSON"),
        output.status.code(),
    )
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("no {key} in {value}"))
}

fn found(finding: &Value) -> Found {
    let start = &finding["range"]["start"];
    let number = |value: &Value| value.as_u64().expect("a number");
    let text = |key: &str| finding[key].as_str().expect("a text").to_owned();
    Found {
        line: number(&start["line"]),
        column: number(&start["column"]),
        rule: text("rule"),
        text: text("text"),
        count: finding["count"].as_u64(),
    }
}

#[test]
fn clean_drafts_are_silent() {
    let (report, code) = gouji(&["check", "--format", "json", "seeds/clean"]);
    for file in list(&report, "files") {
        assert!(list(file, "findings").is_empty(), "{file:#}");
        assert!(
            file["figures"]["total"].as_u64() >= Some(30),
            "{} is no dense draft",
            file["path"]
        );
    }
    assert_eq!(list(&report, "files").len(), files("seeds/clean").len());
    assert_eq!(code, Some(0));
}

#[test]
fn planted_slips_are_found_and_nothing_else() {
    for expected in expectations() {
        let (report, code) = gouji(&["check", "--format", "json", "--fail-on", "warning", &expected.draft]);
        let got: Vec<Found> = list(&report["files"][0], "findings").iter().map(found).collect();
        let missing: Vec<&Found> = expected.found.iter().filter(|f| !got.contains(f)).collect();
        let extra: Vec<&Found> = got.iter().filter(|f| !expected.found.contains(f)).collect();
        assert!(
            got == expected.found,
            "{}: missing {missing:#?}, not expected {extra:#?}",
            expected.draft
        );
        assert_eq!(code, Some(1), "{}", expected.draft);
    }
}

#[test]
fn names_are_no_figures() {
    for expected in expectations() {
        let Some(between) = &expected.figures else { continue };
        let (ledger, _) = gouji(&["figures", "--format", "json", &expected.draft]);
        let figures = list(&ledger, "figures");
        assert!(
            (between.least..=between.most).contains(&figures.len()),
            "{}",
            figures.len()
        );
        let draft = fs::read_to_string(root().join(&expected.draft)).expect("readable");
        let byte = |figure: &Value, end: &str| figure["range"][end]["byte"].as_u64().expect("a place") as usize;
        for name in &expected.names {
            assert!(draft.contains(name.as_str()), "{name} is not in {}", expected.draft);
            for (at, _) in draft.match_indices(name.as_str()) {
                let inside = |figure: &&Value| byte(figure, "start") < at + name.len() && at < byte(figure, "end");
                let figure = figures.iter().find(inside);
                assert!(figure.is_none(), "{name} at byte {at} was read as {figure:?}");
            }
        }
    }
}

/// Every planted draft has its list, and every family of rules a planted draft.
#[test]
fn every_family_is_planted() {
    let expectations = expectations();
    let drafts: BTreeSet<&str> = expectations.iter().map(|e| e.draft.as_str()).collect();
    for file in files("seeds/planted") {
        let shown = format!("seeds/planted/{}", file.file_name().expect("a name").to_string_lossy());
        assert!(drafts.contains(shown.as_str()), "{shown} has no list in tests/seeds");
    }
    let family = |id: &str| id.split('/').next().unwrap_or_default().to_owned();
    let planted: BTreeSet<String> = expectations
        .iter()
        .flat_map(|e| &e.found)
        .map(|f| family(&f.rule))
        .collect();
    let rules = gouji::rule::builtin::rules();
    let lexicon = gouji::rule::load_lexicon(&gouji::rule::builtin::lexicon()).expect("the vocabulary");
    let rules = gouji::rule::load(&rules, &lexicon).unwrap_or_else(|faults| panic!("{faults}"));
    let families: BTreeSet<String> = rules.rules.iter().map(|rule| family(&rule.id)).collect();
    assert_eq!(planted, families);
}
