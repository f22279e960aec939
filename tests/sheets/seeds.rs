//! What is found in a draft does not depend on its format: the drafts of `seeds/` as text and as pages of HTML.

use crate::told;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn a_draft_gives_the_same_findings_as_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut all = 0;
    for draft in drafts() {
        let text = fs::read_to_string(&draft).expect("readable");
        let line = |line: &str| {
            let text = line.replace('&', "&amp;").replace('<', "&lt;").replace('“', "&ldquo;");
            format!("<p class=a>{}</p>\n", text.replace('，', "<b>，</b>"))
        };
        let page: String = text.lines().map(line).collect();
        fs::write(
            folder.path().join("draft.html"),
            format!("<html><body>{page}</body></html>"),
        )
        .expect("written");
        fs::copy(&draft, folder.path().join("draft.txt")).expect("copied");
        let (want, got) = (
            findings(folder.path(), "draft.txt"),
            findings(folder.path(), "draft.html"),
        );
        assert_eq!(got.len(), want.len(), "{}", draft.display());
        all += want.len();
        for (got, want) in got.iter().zip(&want) {
            for key in [
                "rule",
                "severity",
                "message",
                "text",
                "section",
                "equation",
                "fingerprint",
            ] {
                assert_eq!(got[key], want[key], "{}", draft.display());
            }
            // the line of the page is the line of the draft
            assert_eq!(got["range"]["start"]["line"], want["range"]["start"]["line"]);
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

fn findings(folder: &Path, file: &str) -> Vec<Value> {
    let args = ["--format", "json", "--min-severity", "info", "--hints", file];
    let json: Value = serde_json::from_str(&told(folder, &args)).expect("JSON");
    json["files"][0]["findings"].as_array().expect("a list").clone()
}
