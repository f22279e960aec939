//! What a rule author is told about a broken file: `tests/broken/*.yaml`, each with the whole text beside it.
//!
//! `UPDATE=1 cargo test --test broken_rules` writes the texts anew; read them before they are committed.

use gouji::fault::Faults;
use gouji::rule::{RuleSource, builtin, load, load_lexicon, test};
use std::fs;
use std::path::{Path, PathBuf};

/// What is said about a file: why it cannot be loaded, else what its examples show.
fn told(path: &Path) -> String {
    let lexicon = load_lexicon(&builtin::lexicon()).expect("the built-in vocabulary");
    let text = fs::read_to_string(path).expect("readable");
    let name = path.file_name().expect("a file").to_string_lossy().into_owned();
    let sources = [RuleSource { name, text, user: true }];
    let faults: Faults = match load(&sources, &lexicon) {
        Err(faults) => faults,
        Ok(rules) => test(&rules, &lexicon, |_| true).faults(&rules, &sources),
    };
    faults.render(false, 100)
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken");
    let entries = fs::read_dir(folder).expect("the folder of broken rules");
    let mut files: Vec<PathBuf> = entries.map(|e| e.expect("an entry").path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "yaml"));
    files.sort();
    files
}

#[test]
fn broken_files_are_told_with_their_cure() {
    let files = files();
    assert!(files.len() >= 6, "the broken files are missing");
    for file in files {
        let told = told(&file);
        let beside = file.with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&beside, &told).expect("writable");
        }
        let wanted = fs::read_to_string(&beside).unwrap_or_default();
        assert!(told.contains("help: "), "{} names no cure", file.display());
        assert_eq!(told, wanted, "{}", file.display());
    }
}

#[test]
fn a_users_rule_takes_the_place_of_a_built_in_one() {
    let lexicon = load_lexicon(&builtin::lexicon()).expect("the built-in vocabulary");
    let text = fs::read_to_string(
        files()
            .into_iter()
            .find(|f| f.ends_with("duplicate-id.yaml"))
            .expect("the file"),
    )
    .expect("readable");
    let (first, second) = text.split_at(text.rfind("  - id").expect("a second rule"));
    let second = format!("rules:\n{second}");
    let source = |name: &str, text: &str, user| RuleSource {
        name: name.to_owned(),
        text: text.to_owned(),
        user,
    };
    let rules = load(&[source("own", first, false), source("users", &second, true)], &lexicon).expect("an override");
    assert_eq!(
        rules.rules.iter().map(|r| r.origin.as_str()).collect::<Vec<_>>(),
        ["users"]
    );
    let faults = load(&[source("a", first, true), source("b", &second, true)], &lexicon)
        .err()
        .expect("a duplicate");
    assert!(faults.to_string().contains("first defined in a:2"), "{faults}");
}
