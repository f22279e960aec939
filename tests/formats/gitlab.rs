//! The code quality report of GitLab.

use crate::{BROKEN, FOLDER, PATH, check, json};
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn an_issue_says_where_it_is() {
    let report = json("gitlab");
    let issues = report.as_array().expect("a list");
    let share = issues.iter().find(|i| i["check_name"] == "house/share").expect("told");
    let positions = json!({"begin": {"line": 2, "column": 56}, "end": {"line": 2, "column": 61}});
    assert_eq!(share["location"], json!({"path": PATH, "positions": positions}));
    assert_eq!(share["severity"], "major");
    let description = share["description"].as_str().expect("a text");
    assert!(
        description.starts_with("house/share: 民生支出3.37亿元占"),
        "{description}"
    );
    let severities: BTreeSet<&str> = issues.iter().filter_map(|i| i["severity"].as_str()).collect();
    assert_eq!(severities, BTreeSet::from(["critical", "info", "major", "minor"]));
    let broken = issues.iter().find(|i| i["location"]["path"] == BROKEN).expect("told");
    assert_eq!(broken["check_name"], "unreadable");
}

/// GitLab drops an issue whose fingerprint it has seen: the same sentence in two files is two issues.
#[test]
fn fingerprints_are_unique_and_stay() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["a.txt", "b.txt"] {
        std::fs::write(folder.path().join(name), "有怪字。\n有怪字。\n").expect("written");
    }
    let prints = |folder: &std::path::Path| {
        let out = check(folder, &["--format", "gitlab", "."]).stdout;
        let report: Value = serde_json::from_slice(&out).expect("JSON");
        let issues = report.as_array().expect("a list").iter();
        let prints = issues.map(|issue| issue["fingerprint"].as_str().expect("a text").to_owned());
        prints.collect::<Vec<_>>()
    };
    let first = prints(folder.path());
    assert_eq!(first.len(), 4);
    assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), 4);
    std::fs::write(folder.path().join("a.txt"), "序言。\n有怪字。\n有怪字。\n").expect("written");
    assert_eq!(prints(folder.path()), first);
    assert_eq!(prints(FOLDER.path()).len(), 5);
}
