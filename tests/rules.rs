//! Rule and configuration files: what an author is told about a broken one (`tests/broken/*.yaml`, each with the whole text beside it), and
//! the built-in ones.
//!
//! `UPDATE=1 cargo test --test rules` writes the texts anew; read them before they are committed.

use gouji::config::{self, Asked, Problem, Setup};
use gouji::fault::Faults;
use gouji::lexicon::Lexicon;
use gouji::lexicon::files::File;
use gouji::rule::schema::RuleFile;
use gouji::rule::{RuleSource, builtin, load, load_lexicon, test};
use std::fs;
use std::path::{Path, PathBuf};

/// What is said about a file: why it cannot be loaded, else what its examples show.
fn told(path: &Path) -> String {
    let lexicon = load_lexicon(&builtin::lexicon()).expect("the built-in vocabulary");
    let text = fs::read_to_string(path).expect("readable");
    let name = path.file_name().expect("a file").to_string_lossy().into_owned();
    if name.starts_with("config-") {
        let (file, faults) = config::file::File::parse(Path::new(&name), text);
        return match Setup::of(Some(file), faults, Asked::default()) {
            Err(Problem::Faults(faults)) => faults.render(false, 100),
            Err(other) => other.to_string(),
            Ok(_) => String::new(),
        };
    }
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

#[test]
fn the_examples_of_the_built_in_rules_hold() {
    let lexicon = load_lexicon(&builtin::lexicon()).expect("the built-in vocabulary");
    let sources = builtin::written_rules();
    let rules = load(&sources, &lexicon).unwrap_or_else(|faults| panic!("{faults}"));
    let report = test(&rules, &lexicon, |_| true);
    assert!(!report.tested.is_empty());
    let faults = report.faults(&rules, &sources);
    assert!(faults.0.is_empty(), "{faults}");
}

/// Whatever lies in `rules/` is in the binary.
#[test]
fn every_file_of_rules_is_embedded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let all = builtin::RULES.iter().chain(builtin::LEXICON);
    let embedded: Vec<String> = all.map(|file| format!("{}.yaml", file.name)).collect();
    for sub in ["", "lexicon"] {
        for entry in fs::read_dir(folder.join(sub)).expect("readable") {
            let path = entry.expect("an entry").path();
            let name = path
                .strip_prefix(&folder)
                .expect("inside")
                .to_string_lossy()
                .replace('\\', "/");
            assert!(
                !name.ends_with(".yaml") || embedded.contains(&name),
                "{name} is not embedded"
            );
        }
    }
}

/// What runs is what is written: both forms of a built-in file are read into the same values.
#[test]
fn both_forms_of_a_built_in_file_hold_the_same() {
    fn values<T: serde::de::DeserializeOwned + std::fmt::Debug>(file: &builtin::Embedded) -> (String, String) {
        let written: T = serde_yaml::from_str(file.yaml).unwrap_or_else(|e| panic!("{}: {e}", file.name));
        let runs: T = serde_json::from_str(file.json).unwrap_or_else(|e| panic!("{}: {e}", file.name));
        let place =
            regex::Regex::new(r"(?:referenced|defined): Location \{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}").expect("a pattern");
        let plain = |value: T| place.replace_all(&format!("{value:?}"), "").into_owned();
        (plain(written), plain(runs))
    }
    for file in builtin::RULES {
        let (written, runs) = values::<RuleFile>(file);
        assert_eq!(written, runs, "{}", file.name);
    }
    for file in builtin::LEXICON {
        let (written, runs) = values::<File>(file);
        assert_eq!(written, runs, "{}", file.name);
    }
}

/// A place that YAML's reader lost would be told at the start of the file.
#[test]
fn places_of_rules_and_examples_are_known() {
    let lexicon = load_lexicon(&builtin::lexicon()).expect("the built-in vocabulary");
    let sources = builtin::written_rules();
    let rules = load(&sources, &lexicon).unwrap_or_else(|faults| panic!("{faults}"));
    for rule in &rules.rules {
        let text = &sources.iter().find(|s| s.name == rule.origin).expect("its file").text;
        assert_eq!(text[rule.at.clone()], rule.id);
        for example in &rule.examples {
            let first: String = example
                .text
                .chars()
                .take_while(|c| !"#|\n".contains(*c))
                .take(2)
                .collect();
            let written = text[example.at.clone()].replace("[[", "").replace("]]", "");
            assert!(written.contains(&first), "{}: {written}", rule.id);
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

    /// Whatever an author does to a file, it is told with places inside the file and nothing panics.
    #[test]
    fn any_edit_is_told_inside_the_file(which in 0usize..8, at in 0.0f64..1.0, cut in 0usize..40, put in "[-:{}\\[\\]'\"|>&*#\n 一a1,]{0,6}") {
        let files = files();
        let mut text = fs::read_to_string(&files[which % files.len()]).expect("readable");
        let boundary = |text: &str, mut i: usize| { while !text.is_char_boundary(i) { i -= 1 } i };
        let start = boundary(&text, (at * text.len() as f64) as usize);
        let end = boundary(&text, (start + cut).min(text.len())).max(start);
        text.replace_range(start..end, &put);
        let source = RuleSource { name: "edited.yaml".to_owned(), text: text.clone(), user: true };
        if let Err(faults) = load(&[source], &Lexicon::default()) {
            proptest::prop_assert!(!faults.0.is_empty());
            for (place, _) in faults.0.iter().flat_map(|f| &f.labels) {
                proptest::prop_assert!(text.get(place.clone()).is_some(), "{place:?} of {}", text.len());
            }
            proptest::prop_assert!(!faults.render(false, 100).is_empty());
        }
    }
}
