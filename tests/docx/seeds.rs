//! What is found in a draft does not depend on its format: the drafts of `seeds/` as text and as Word files.

use crate::word::{Word, p};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn a_draft_gives_the_same_findings_as_a_word_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let drafts = drafts();
    assert!(drafts.len() >= 10);
    let mut all = 0;
    for draft in drafts {
        let text = fs::read_to_string(&draft).expect("readable");
        let body: String = text.lines().map(p).collect();
        let word = folder.path().join("draft.docx");
        fs::write(&word, Word::new(&body).bytes()).expect("written");
        let (want, got) = (findings(&draft), findings(&word));
        assert_eq!(got.len(), want.len(), "{}", draft.display());
        all += want.len();
        for (got, want) in got.iter().zip(&want) {
            assert_eq!(told(got), told(want), "{}", draft.display());
        }
    }
    assert!(all >= 60, "{all}");
}

/// The drafts in plain text, one paragraph a line.
fn drafts() -> Vec<PathBuf> {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut drafts: Vec<PathBuf> = ["", "planted", "clean"]
        .iter()
        .flat_map(|folder| fs::read_dir(seeds.join(folder)).expect("the folder"))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    drafts.sort();
    drafts
}

fn findings(path: &Path) -> Vec<Value> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    let output = command
        .args(["--format", "json", "--min-severity", "info", "--hints"])
        .arg(path)
        .output()
        .expect("runs");
    let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    json["files"][0]["findings"].as_array().expect("a list").clone()
}

/// What does not depend on the format. The number of the paragraph in one is that of the line in the other.
fn told(finding: &Value) -> Vec<Value> {
    let place = |range: &Value| {
        let line = match &range["place"]["paragraph"] {
            Value::Null => &range["start"]["line"],
            paragraph => paragraph,
        };
        [line.clone(), range["start"]["column"].clone()]
    };
    let keys = [
        "rule",
        "severity",
        "confidence",
        "message",
        "text",
        "section",
        "equation",
        "fingerprint",
        "count",
    ];
    let mut told: Vec<Value> = keys.iter().map(|key| finding[key].clone()).collect();
    told.extend(place(&finding["range"]));
    for related in finding["related"].as_array().expect("a list") {
        told.extend(place(&related["range"]));
        told.push(related["text"].clone());
    }
    told
}
