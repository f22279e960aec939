//! One configuration file: where it is, what it says, what is wrong with it.
//!
//! Owns the search upwards and the checks on the file itself. What its settings are worth beside flags is in [`super::settings`]; that the
//! rules it names exist can only be said when they are loaded ([`File::unknown`]).

use super::schema::ConfigFile;
use crate::check::RuleSet;
use crate::fault::tree::{Node, tree};
use crate::fault::{Fault, SourceFile, nearest, parse_all, place};
use crate::settle::OWN;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use serde_yaml::Spanned;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The names under which a configuration is found, the first first.
pub const NAMES: [&str; 2] = ["gouji.yaml", ".gouji.yaml"];

/// Years that a document may review.
pub const YEARS: Range<i32> = 1949..2100;

/// A configuration file as read.
#[derive(Clone, Debug)]
pub struct File {
    /// Its path as given or found.
    pub path: PathBuf,
    /// The folder that its paths start from.
    pub folder: PathBuf,
    /// What it says.
    pub spec: ConfigFile,
    /// Its text.
    pub source: Arc<SourceFile>,
    /// Where its values stand; none when it is empty or no YAML.
    root: Option<Node>,
    /// For each override the documents that it is about.
    pub globs: Vec<GlobSet>,
}

/// The configuration for a document or folder: the nearest one in its folder or above.
pub fn find(document: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(document).ok()?;
    let here = std::env::current_dir().unwrap_or_default();
    let folders = start.ancestors().skip(usize::from(!start.is_dir()));
    let found = folders
        .flat_map(|folder| NAMES.map(|name| folder.join(name)))
        .find(|path| path.is_file())?;
    Some(found.strip_prefix(&here).map(Path::to_owned).unwrap_or(found))
}

impl File {
    /// Reads a text as the configuration at a path. What is left of a faulty one comes with everything that is wrong with it.
    pub fn parse(path: &Path, text: String) -> (Self, Vec<Fault>) {
        let source = Arc::new(SourceFile {
            name: path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"),
            text,
        });
        let bare = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#') || line.trim() == "---";
        let (spec, mut faults) = match source.text.lines().all(bare) {
            true => (None, Vec::new()),
            false => parse_all::<ConfigFile>(&source),
        };
        let mut file = Self {
            path: path.to_owned(),
            folder: path.parent().unwrap_or(Path::new("")).to_owned(),
            spec: spec.unwrap_or_default(),
            root: tree(&source.text),
            source,
            globs: Vec::new(),
        };
        file.check(&mut faults);
        faults.sort_by_key(|f| f.labels.first().map_or(0, |l| l.0.start));
        (file, faults)
    }

    /// A path of the file.
    pub fn inside(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// The line of a key, from 1, for the text of `config show`: `["overrides", "0", "select"]`.
    pub fn line(&self, keys: &[&str]) -> usize {
        self.line_at(self.key(keys).map_or(0, |at| at.start))
    }

    /// The line of a byte, from 1.
    pub fn line_at(&self, byte: usize) -> usize {
        self.source.text.get(..byte).unwrap_or_default().matches('\n').count() + 1
    }

    /// The place of a key; a number is an item of a list.
    fn key(&self, keys: &[&str]) -> Option<Range<usize>> {
        Some(self.entry(keys)?.0)
    }

    /// The place of the value of a key.
    fn value(&self, keys: &[&str]) -> Range<usize> {
        self.entry(keys).map_or(0..0, |(_, value)| value.at.clone())
    }

    /// The place of a key, and its value.
    fn entry(&self, keys: &[&str]) -> Option<(Range<usize>, &Node)> {
        let mut node = self.root.as_ref()?;
        let mut at = None;
        for key in keys {
            let item = key.parse().ok().and_then(|i: usize| node.items().get(i));
            let entry = node.entries().iter().find(|(k, _)| k.text() == Some(key));
            (at, node) = match (entry, item) {
                (Some((key, value)), _) => (Some(key.at.clone()), value),
                (None, Some(item)) => (Some(item.at.clone()), item),
                _ => return None,
            };
        }
        Some((at?, node))
    }

    fn check(&mut self, faults: &mut Vec<Fault>) {
        for over in &self.spec.overrides {
            let mut set = GlobSetBuilder::new();
            for pattern in &over.paths {
                match glob(&pattern.value) {
                    Ok(glob) => _ = set.add(glob),
                    Err(error) => {
                        let fault = Fault::new(
                            &self.source,
                            place(pattern),
                            format!("bad path pattern: {}", error.kind()),
                            "here",
                        );
                        let help = "`*` stands for a name or a part of one, `**` for any folders, `{a,b}` for either";
                        faults.push(fault.help(help));
                    }
                }
            }
            self.globs.push(set.build().unwrap_or_default());
        }
        let years = std::iter::once((vec!["year"], self.spec.year));
        let indices: Vec<String> = (0..self.spec.overrides.len()).map(|i| i.to_string()).collect();
        let overrides = self.spec.overrides.iter().zip(&indices);
        let years = years.chain(overrides.map(|(over, i)| (vec!["overrides", i, "year"], over.year)));
        for (keys, year) in years {
            if year.is_some_and(|year| !YEARS.contains(&year)) {
                let fault = Fault::new(&self.source, self.value(&keys), "no year of a document", "here");
                faults.push(fault.help(format!("a year from {} to {}", YEARS.start, YEARS.end - 1)));
            }
        }
        // By the tree, not by what was read of it: a faulty entry before this one is missing there.
        let names = self
            .root
            .iter()
            .filter_map(|root| root.get("names"))
            .flat_map(Node::items);
        for entry in names.filter(|entry| !entry.entries().is_empty()) {
            let known = |key: &str| ["name", "pattern", "example", "kind"].contains(&key);
            let spelt = entry.entries().iter().all(|(key, _)| key.text().is_some_and(known));
            if spelt && entry.get("name").is_some() == entry.get("pattern").is_some() {
                let message = "an entry has either `name:` or `pattern:`";
                let fault = Fault::new(&self.source, entry.at.clone(), message, "in this entry");
                faults.push(fault.help("`name: 一网通办` for a word, `pattern: '…'` for a regular expression"));
            }
        }
    }

    /// Every rule or family that the file names and that does not exist.
    pub fn unknown(&self, rules: &RuleSet) -> Vec<Fault> {
        let listed = |list: &[Spanned<String>]| -> Vec<(String, Range<usize>)> {
            list.iter().map(|name| (name.value.clone(), place(name))).collect()
        };
        let mut all = listed(self.spec.select.as_deref().unwrap_or_default());
        all.extend(listed(&self.spec.ignore));
        for key in self.spec.severity.keys() {
            all.push((key.clone(), self.key(&["severity", key]).unwrap_or(0..0)));
        }
        for (i, over) in self.spec.overrides.iter().enumerate() {
            all.extend(listed(over.select.as_deref().unwrap_or_default()));
            all.extend(listed(&over.ignore));
            let index = i.to_string();
            for key in over.severity.keys() {
                let at = self.key(&["overrides", &index, "severity", key]).unwrap_or(0..0);
                all.push((key.clone(), at));
            }
        }
        all.retain(|(name, _)| !OWN.contains(&name.as_str()) && !rules.rules.iter().any(|rule| rule.is(name)));
        all.sort_by_key(|(_, at)| at.start);
        let fault = |(name, at): (String, Range<usize>)| {
            let fault = Fault::new(
                &self.source,
                at,
                format!("no rule or family is named `{name}`"),
                "no such rule",
            );
            fault.help(near(&name, rules))
        };
        all.into_iter().map(fault).collect()
    }
}

/// What to do about a name that no rule has.
pub fn near(name: &str, rules: &RuleSet) -> String {
    let ids = rules.rules.iter().map(|rule| rule.id.as_str());
    let families = ids
        .clone()
        .filter_map(|id| id.split_once('/'))
        .map(|(family, _)| family);
    let known: Vec<&str> = ids.chain(families).chain(OWN).collect();
    match nearest(name, &known) {
        Some(near) => format!("did you mean {near}?"),
        None => "`gouji rules list` shows them all".to_owned(),
    }
}

/// A pattern without a slash is one of a name in any folder, one that ends in a slash all of a folder.
fn glob(pattern: &str) -> Result<globset::Glob, globset::Error> {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let whole = match pattern.trim_end_matches('/').contains('/') {
        true => pattern.trim_start_matches('/').to_owned(),
        false => format!("**/{pattern}"),
    };
    let whole = if whole.ends_with('/') {
        format!("{whole}**")
    } else {
        whole
    };
    GlobBuilder::new(&whole).literal_separator(true).build()
}
