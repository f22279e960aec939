//! The baseline: findings of an old text that are accepted for now, by their fingerprints.
//!
//! Owns the file and what it accepts. An entry belongs to a document; where that is no longer there (it was renamed, a new version has a new
//! name) the entry holds for any other. What stands in the file beside the fingerprint is for people and for a review of its changes.

use super::{FileReport, OWN};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// The version of the file's format.
const VERSION: u32 = 1;

/// Accepted findings.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    /// The absolute path of its folder, from which documents are named.
    root: PathBuf,
    /// The entries of each document.
    files: BTreeMap<String, Vec<Entry>>,
    /// The fingerprints of documents that are no longer there.
    orphans: BTreeSet<String>,
}

/// An accepted finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The rule.
    pub rule: String,
    /// The offending text.
    pub text: String,
    /// The identity of the finding.
    pub fingerprint: String,
}

/// The file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u32,
    files: BTreeMap<String, Vec<Entry>>,
}

impl Baseline {
    /// An empty baseline that is to be written to a path.
    pub fn new(path: &Path) -> Self {
        Self {
            root: absolute(path.parent().unwrap_or(Path::new(""))),
            ..Self::default()
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// The path, and why it cannot be read.
    pub fn load(path: &Path) -> Result<Self, (String, String)> {
        let failed = |error: String| (path.display().to_string(), error);
        let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => failed(format!("{error}; `gouji baseline create` writes it")),
            _ => failed(error.to_string()),
        })?;
        let written: Written =
            serde_json::from_str(&text).map_err(|error| failed(format!("no baseline of gouji: {error}")))?;
        if written.version != VERSION {
            return Err(failed(format!(
                "a baseline of version {}; this program knows version {VERSION}",
                written.version
            )));
        }
        let mut baseline = Self::new(path);
        for (document, entries) in &written.files {
            if !baseline.root.join(document).exists() {
                baseline
                    .orphans
                    .extend(entries.iter().map(|entry| entry.fingerprint.clone()));
            }
        }
        baseline.files = written.files;
        Ok(baseline)
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let written = Written {
            version: VERSION,
            files: self.files.clone(),
        };
        let text = serde_json::to_string_pretty(&written).unwrap_or_default();
        format!("{text}\n")
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.files.values().map(Vec::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The name of a document in the file.
    pub fn name(&self, document: &str) -> String {
        let path = absolute(Path::new(document));
        let shared = self
            .root
            .components()
            .zip(path.components())
            .take_while(|(a, b)| a == b)
            .count();
        if shared == 0 {
            return path.to_string_lossy().into_owned();
        }
        let up = self.root.components().skip(shared).map(|_| Component::ParentDir);
        let way: PathBuf = up.chain(path.components().skip(shared)).collect();
        way.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
    }

    /// Whether a finding of a document is accepted.
    pub fn accepts(&self, name: &str, fingerprint: &str) -> bool {
        let own = self.files.get(name).into_iter().flatten();
        self.orphans.contains(fingerprint) || own.into_iter().any(|entry| entry.fingerprint == fingerprint)
    }

    /// The entries of a document.
    pub fn entries(&self, name: &str) -> &[Entry] {
        self.files.get(name).map_or(&[], Vec::as_slice)
    }

    /// Accepts what is found in a document, and nothing else of it: entries whose findings are gone go too.
    pub fn accept(&mut self, file: &FileReport) {
        let name = self.name(&file.path);
        let of_rules = |rule: &str| !OWN.contains(&rule) && rule != super::INTERNAL_ERROR;
        let found = file.findings.iter().filter(|finding| of_rules(&finding.rule));
        let mut entries: Vec<Entry> = found
            .map(|finding| Entry {
                rule: finding.rule.clone(),
                text: finding.place.text.clone(),
                fingerprint: finding.fingerprint.clone(),
            })
            .collect();
        entries.sort();
        if entries.is_empty() {
            self.files.remove(&name);
        } else {
            self.files.insert(name, entries);
        }
    }

    /// Drops the entries of documents that are no longer there.
    pub fn tidy(&mut self) {
        let root = self.root.clone();
        self.files.retain(|document, _| root.join(document).exists());
        self.orphans.clear();
    }
}

/// An absolute path without `.` and `..`; links are not followed.
fn absolute(path: &Path) -> PathBuf {
    let path = match path.as_os_str().is_empty() {
        true => std::env::current_dir().unwrap_or_default(),
        false => std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
    };
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => _ = out.pop(),
            Component::CurDir => {}
            other => out.push(other),
        }
    }
    out
}
