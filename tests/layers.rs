//! The modules of `src/` in their order: none uses one that stands above it, and the text of `src/lib.rs` names them all.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// From low to high.
const LAYERS: [&str; 24] = [
    "span", "search", "fault", "source", "lexicon", "outline", "figure", "table", "fact", "shape", "analysis",
    "equation", "finding", "pattern", "check", "rule", "relate", "settle", "config", "fix", "report", "annotate",
    "lsp", "cli",
];

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// All Rust files with their top-level module.
fn files(folder: &Path, found: &mut Vec<(String, PathBuf)>) {
    for entry in fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            let inside = path.strip_prefix(src()).expect("inside src").with_extension("");
            let module = inside.iter().next().expect("a name").to_string_lossy().into_owned();
            found.push((module, path));
        }
    }
}

/// The modules that a text uses by `crate::`, comments and unit tests left out.
fn uses(text: &str) -> BTreeSet<String> {
    let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
    let code: String = lines
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| format!("{line}\n"))
        .collect();
    let name = |text: &str| -> String {
        text.trim_start()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let mut used = BTreeSet::new();
    for (at, path) in code.match_indices("crate::") {
        let rest = &code[at + path.len()..];
        match rest.strip_prefix('{').and_then(|list| list.split_once('}')) {
            Some((list, _)) => used.extend(list.split(',').map(name)),
            None => _ = used.insert(name(rest)),
        }
    }
    used.remove("");
    used
}

fn layer(module: &str) -> usize {
    LAYERS
        .iter()
        .position(|layer| *layer == module)
        .unwrap_or_else(|| panic!("{module} has no place in the order of layers"))
}

#[test]
fn no_module_uses_one_above_it() {
    let mut found = Vec::new();
    files(&src(), &mut found);
    let mut up = Vec::new();
    for (module, path) in found
        .iter()
        .filter(|(module, _)| !matches!(module.as_str(), "lib" | "main"))
    {
        let text = fs::read_to_string(path).expect("readable");
        for used in uses(&text).into_iter().filter(|used| layer(used) > layer(module)) {
            up.push(format!("{} uses {used}", path.display()));
        }
    }
    assert!(found.len() > LAYERS.len(), "the files of src/ were not found");
    assert!(up.is_empty(), "{up:#?}");
}

#[test]
fn the_text_of_the_library_names_every_module() {
    let text = fs::read_to_string(src().join("lib.rs")).expect("readable");
    let about: String = text.lines().filter(|line| line.starts_with("//!")).collect();
    let modules: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert!(!modules.is_empty());
    let order: Vec<usize> = modules
        .iter()
        .map(|module| about.find(&format!("[`{module}`]")).unwrap_or(usize::MAX))
        .collect();
    for (module, at) in modules.iter().zip(&order) {
        assert!(*at < usize::MAX, "//! of lib.rs does not name {module}");
    }
    let mut listed: Vec<(usize, &&str)> = order.iter().copied().zip(&modules).collect();
    listed.sort();
    assert!(
        listed.is_sorted_by_key(|(_, module)| layer(module)),
        "not from low to high: {listed:?}"
    );
}

#[test]
fn uses_are_read_from_code_only() {
    let text = "//! [`crate::cli`]\nuse crate::span::Span;\nuse crate::{figure, fact::Fact};\nlet x = crate::shape::FIRST; // note\n\
                #[cfg(test)]\nmod tests { use crate::report; }\n";
    assert_eq!(
        uses(text).into_iter().collect::<Vec<_>>(),
        ["fact", "figure", "shape", "span"]
    );
}
