//! What documents are checked with: rules, policy, limits.
//!
//! Owns the options that a client gives ([`Options`]) and what becomes of them ([`settings`]). What is wrong in a rule file is kept beside
//! the settings, which then go without that file: a mistake in a file must not leave the editor without a server.

use crate::check::{Lang, RuleSet};
use crate::fact::frame::Known;
use crate::fault::{Fault, Faults};
use crate::finding::Severity;
use crate::lexicon::Lexicon;
use crate::rule::{RuleSource, builtin, load, load_lexicon};
use crate::settle::Policy;
use crate::source::ReadError;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a client asks for: `initializationOptions`, or the section `gouji` of its configuration. Clients put more into that section, so
/// other keys are left alone.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Options {
    /// `zh` or `en`.
    pub lang: Option<String>,
    /// Rule files or folders, from the folder of the workspace.
    pub rules: Vec<String>,
    /// Ids or families that run.
    pub select: Vec<String>,
    /// Ids or families that do not run.
    pub ignore: Vec<String>,
    /// Severities by id or family.
    pub severity: BTreeMap<String, Severity>,
    /// The least severity that is shown.
    pub min_severity: Option<Severity>,
    /// Whether hints are shown.
    pub hints: bool,
    /// The kind of document.
    pub profile: Option<String>,
    /// The year that the drafts review.
    pub year: Option<i32>,
    /// The area that they are about.
    pub area: Option<String>,
    /// The largest draft in MiB.
    pub max_size: Option<u64>,
    /// The client's command that shows the ledger of a document; a code lens runs it.
    pub ledger_command: Option<String>,
}

/// The largest draft that is checked at every change, in MiB.
const MAX_SIZE: u64 = 4;

/// Everything that documents are checked with.
pub struct Settings {
    /// The rules.
    pub rules: RuleSet,
    /// The vocabulary.
    pub lexicon: Lexicon,
    /// What is shown.
    pub policy: Policy,
    /// What is known of the documents.
    pub known: Known,
    /// The largest document.
    pub max_bytes: u64,
    /// The files that were read; a change of one makes these settings old.
    pub files: Vec<PathBuf>,
    /// What is wrong in them.
    pub faults: Vec<Fault>,
    /// What is wrong elsewhere, for the user.
    pub complaints: Vec<String>,
}

impl Settings {
    /// Why a text cannot be checked, in the language of the settings.
    pub fn say(&self, error: &ReadError) -> String {
        match self.policy.lang {
            Lang::Zh => error.zh(),
            Lang::En => error.to_string(),
        }
    }
}

/// The settings for the documents below a folder. Cannot fail: what is wrong is told in them.
pub fn settings(root: Option<&Path>, options: &Options, lang: Lang) -> Settings {
    let lang = match options.lang.as_deref() {
        Some("en") => Lang::En,
        Some("zh") => Lang::Zh,
        _ => lang,
    };
    let mut complaints = Vec::new();
    let mut files = Vec::new();
    for path in &options.rules {
        files.extend(rule_files(&root.unwrap_or(Path::new("")).join(path), &mut complaints));
    }
    let (lexicon, sources) = (load_lexicon(&builtin::lexicon()), read(&files, &mut complaints));
    let mut faults = Vec::new();
    let lexicon = lexicon.unwrap_or_else(|wrong| {
        faults.extend(wrong.0);
        Lexicon::default()
    });
    let rules = load_what_can_be(sources, &lexicon, &mut faults);
    let default = Policy::default();
    let policy = Policy {
        select: options.select.clone(),
        ignore: options.ignore.clone(),
        severity: options.severity.clone().into_iter().collect(),
        min_severity: options.min_severity.unwrap_or(default.min_severity),
        hints: options.hints,
        profile: options.profile.clone().unwrap_or(default.profile),
        lang,
    };
    let unknown = policy.unknown(&rules);
    complaints.extend(unknown.iter().map(|name| no_rule(lang, name)));
    Settings {
        rules,
        lexicon,
        policy,
        known: Known {
            year: options.year,
            area: options.area.clone(),
        },
        max_bytes: options.max_size.unwrap_or(MAX_SIZE).saturating_mul(1 << 20),
        files,
        faults,
        complaints,
    }
}

fn no_rule(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("没有名为 {name} 的规则或规则类"),
        Lang::En => format!("no rule or family is named {name}"),
    }
}

/// The rules of the sources; files in which something is wrong are left out.
fn load_what_can_be(mut sources: Vec<RuleSource>, lexicon: &Lexicon, faults: &mut Vec<Fault>) -> RuleSet {
    loop {
        let mut all = builtin::rules();
        all.extend(sources.iter().cloned());
        let wrong = match load(&all, lexicon) {
            Ok(rules) => return rules,
            Err(Faults(wrong)) => wrong,
        };
        let before = sources.len();
        sources.retain(|source| !wrong.iter().any(|fault| fault.file.name == source.name));
        let stuck = sources.len() == before;
        faults.extend(wrong);
        if stuck {
            return RuleSet::default();
        }
    }
}

/// The file, or all `.yaml` and `.yml` files of the folder by name.
fn rule_files(path: &Path, complaints: &mut Vec<String>) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(path) else {
        if !path.is_file() {
            complaints.push(format!("{}: {}", path.display(), ReadError::NotFound.zh()));
        }
        return vec![path.to_owned()];
    };
    let yaml = |path: &PathBuf| path.extension().is_some_and(|ext| ext == "yaml" || ext == "yml");
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(yaml).collect();
    files.sort();
    files
}

fn read(files: &[PathBuf], complaints: &mut Vec<String>) -> Vec<RuleSource> {
    let mut sources = Vec::new();
    for file in files.iter().filter(|file| file.is_file()) {
        let name = file.to_string_lossy().into_owned();
        match std::fs::read_to_string(file) {
            Ok(text) => sources.push(RuleSource { name, text, user: true }),
            Err(error) => complaints.push(format!("{name}: {error}")),
        }
    }
    sources
}
