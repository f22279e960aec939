//! Prepares the built-in rule files for a quick start.
//!
//! Owns two things. The files become JSON, which is read many times faster than YAML; every value is carried over as it stands. And what
//! rules must know of their patterns before they run is found out here, by the program's own modules, so that a run parses only those that
//! its documents need. Tests compare both with the files.

use pattern::facts::{Facts, PlainFacts};
use pattern::phrase::Vocabulary;
use pattern::slot::SlotKind;
use serde_json::{Map, Value, json};
use std::error::Error;
use std::path::Path;
use std::{env, fs};

#[allow(dead_code, unused_imports)]
#[path = "src/pattern"]
mod pattern {
    pub mod facts;
    pub mod figures;
    pub mod literal;
    pub mod narrow;
    pub mod phrase;
    pub mod read;
    pub mod slot;
    pub mod translate;
}

#[allow(dead_code)]
#[path = "src/shape"]
mod shape {
    mod placeholder;

    pub use placeholder::*;
}

#[path = "src/lexicon"]
mod lexicon {
    pub mod shorthand;
}

mod fault {
    /// What is wrong with a pattern is told by the program.
    pub fn nearest<'a>(_: &str, _: &[&'a str]) -> Option<&'a str> {
        None
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::var("OUT_DIR")?;
    for read in ["build.rs", "src/pattern", "src/shape", "src/lexicon/shorthand.rs"] {
        println!("cargo:rerun-if-changed={read}");
    }
    let (mut rules, mut lexicon) = (Vec::new(), Map::new());
    for folder in ["rules", "rules/lexicon"] {
        println!("cargo:rerun-if-changed={folder}");
        for entry in fs::read_dir(folder)? {
            let file = entry?.path();
            if file.extension().is_some_and(|e| e == "yaml") {
                let value = convert(&file, &Path::new(&out).join(&file))?;
                match (folder, value) {
                    ("rules", value) => rules.push(value),
                    (_, Value::Object(lists)) => lexicon.extend(lists),
                    _ => {}
                }
            }
        }
    }
    fs::write(
        Path::new(&out).join("patterns.json"),
        known(&rules, &lexicon).to_string(),
    )?;
    Ok(())
}

fn convert(from: &Path, to: &Path) -> Result<Value, Box<dyn Error>> {
    let text = fs::read_to_string(from)?;
    // What is wrong in a rule file is told by the program, with its place; the build only says which file.
    let value: Value = serde_yaml::from_str(&text).map_err(|error| format!("{}: {error}", from.display()))?;
    fs::create_dir_all(to.parent().ok_or("a file has a folder")?)?;
    fs::write(to.with_extension("json"), serde_json::to_string(&value)?)?;
    Ok(value)
}

/// What is known of the patterns of all rules, with what it was found with.
fn known(rules: &[Value], lexicon: &Map<String, Value>) -> Value {
    let vocabulary = vocabulary(lexicon);
    let (mut patterns, mut plain) = (Map::new(), Map::new());
    let checks = rules.iter().filter_map(|file| file["rules"].as_array()).flatten();
    let kinds = checks.filter_map(|rule| rule["check"].as_object()).flatten();
    for (kind, settings) in kinds {
        let over_prose = matches!(kind.as_str(), "pattern" | "terms");
        let conditions = settings["where"].as_object().into_iter().flatten();
        for (key, value) in settings.as_object().into_iter().flatten().chain(conditions) {
            let mut texts = Vec::new();
            strings(value, &mut texts);
            for text in texts {
                match key.as_str() {
                    "match" | "unless" | "only" if over_prose => enter_plain(text, &mut plain),
                    "match" | "unless" | "only" => enter(text, &vocabulary, &mut patterns),
                    "name" | "not_name" | "not_text" | "not_before" if kind == "quantity" => {
                        enter_plain(text, &mut plain)
                    }
                    _ => {}
                }
            }
        }
    }
    json!({ "notation": vocabulary.fingerprint(), "patterns": patterns, "plain": plain })
}

/// The vocabulary of patterns, as the program makes it of the lexicon.
fn vocabulary(lexicon: &Map<String, Value>) -> Vocabulary {
    let entries = |list: &str| lexicon.get(list).and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |entry: &Value, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
    let mut dimensions: Vec<String> = entries("units").iter().map(|unit| text(unit, "dimension")).collect();
    dimensions.sort();
    dimensions.dedup();
    let classes = shape::FORMS.into_iter().map(str::to_owned).chain(dimensions).collect();
    let phrases = entries("phrases")
        .iter()
        .map(|p| (text(p, "name"), text(p, "pattern")))
        .collect();
    Vocabulary::new(classes, shape::FORMS.len(), phrases)
}

/// All strings below a value.
fn strings<'a>(value: &'a Value, out: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => out.push(text),
        Value::Array(all) => all.iter().for_each(|value| strings(value, out)),
        Value::Object(all) => all.values().for_each(|value| strings(value, out)),
        _ => {}
    }
}

/// A pattern over figures, unless it is faulty, which the program tells.
fn enter(text: &str, vocabulary: &Vocabulary, patterns: &mut Map<String, Value>) {
    if let Ok(parsed) = vocabulary.pattern(text) {
        let Facts {
            slots,
            literals,
            figures,
            edgeless,
            lone,
        } = Facts::of(&parsed);
        let kind = |kind| SlotKind::ALL.iter().position(|k| *k == kind);
        let slots: Vec<Value> = slots.iter().map(|s| json!([s.name, kind(s.kind)])).collect();
        patterns.insert(
            text.to_owned(),
            json!([slots, literals, figures.kinds, figures.all, edgeless, lone]),
        );
    }
}

/// An expression over prose, unless it is faulty.
fn enter_plain(text: &str, plain: &mut Map<String, Value>) {
    if let Ok(hir) = pattern::read::plain(text) {
        let PlainFacts {
            groups,
            literals,
            edgeless,
        } = PlainFacts::of(&hir);
        plain.insert(text.to_owned(), json!([groups, literals, edgeless]));
    }
}
