//! What documents are checked with: the configuration above each of them and what the client asks for beside it.
//!
//! Owns the client's [`Options`], and that a mistake in a file leaves nobody without a server: what is wrong is kept beside the setup
//! ([`Loaded`]), which then goes without the part that cannot be used. What a configuration says is the business of [`crate::config`].

use crate::check::Lang;
use crate::config::{self, Asked, Setup};
use crate::fault::{Fault, Faults};
use crate::finding::Severity;
use crate::rule::schema::Profile;
use config::Problem;
use config::file::File;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a client asks for: `initializationOptions`, or the section `gouji` of its configuration. Clients put more into that section, so
/// other keys are left alone.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Options {
    /// `zh` or `en`.
    pub lang: Option<config::schema::Language>,
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
    pub profile: Option<Profile>,
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

/// A configuration, or what is used where there is none.
pub struct Loaded {
    /// Its file.
    pub config: Option<PathBuf>,
    /// Rules, words and policy.
    pub setup: Setup,
    /// The files that were read; a change of one makes this old.
    pub files: Vec<PathBuf>,
    /// What is wrong in them.
    pub faults: Vec<Fault>,
    /// What is wrong elsewhere, for the user.
    pub complaints: Vec<String>,
}

impl Options {
    /// As the configuration takes it; `lang` is the language unless the client or a file says otherwise.
    pub fn asked(&self, root: Option<&Path>, lang: Option<Lang>) -> Asked {
        let root = root.unwrap_or(Path::new(""));
        Asked {
            rules: self.rules.iter().map(|path| root.join(path)).collect(),
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            severity: self.severity.clone().into_iter().collect(),
            min_severity: self.min_severity,
            hints: self.hints,
            profile: self.profile,
            lang: self.lang.map(Lang::from).or(lang),
            year: self.year.filter(|year| config::file::YEARS.contains(year)),
            area: self.area.clone(),
            ..Asked::default()
        }
    }

    /// The largest draft in bytes.
    pub fn max_bytes(&self) -> u64 {
        self.max_size.unwrap_or(MAX_SIZE).saturating_mul(1 << 20)
    }
}

/// Loads a configuration with what is asked for. Cannot fail: what is wrong is told in it, and with less of both there is always something
/// to check with.
pub fn load(path: Option<PathBuf>, asked: &Asked) -> Loaded {
    let mut loaded = Loaded {
        config: path,
        setup: Setup::default(),
        files: Vec::new(),
        faults: Vec::new(),
        complaints: Vec::new(),
    };
    let file = loaded.read();
    loaded.files = files(loaded.config.as_deref(), file.as_ref().map(|(file, _)| file), asked);
    let first = match &file {
        Some((file, faults)) => Setup::of(Some(file.clone()), faults.clone(), asked.clone()),
        None => Setup::of(None, Vec::new(), asked.clone()),
    };
    match first {
        Ok(setup) => loaded.setup = setup,
        Err(problem) => {
            loaded.complain(problem);
            let file = file.map(|(file, _)| file);
            loaded.setup = with_less(file, asked);
        }
    }
    loaded
}

/// What can be used of a configuration in which something is wrong: without the rule files, then without what the client asks for, then
/// without the configuration.
fn with_less(mut file: Option<File>, asked: &Asked) -> Setup {
    if let Some(file) = &mut file {
        file.spec.rules.clear();
        file.spec.baseline = None;
    }
    let own = Asked {
        rules: Vec::new(),
        ..asked.clone()
    };
    let plain = Asked {
        lang: asked.lang,
        ..Asked::default()
    };
    let attempts = [
        (file.clone(), own.clone()),
        (file, plain.clone()),
        (None, own),
        (None, plain),
    ];
    let setups = attempts
        .into_iter()
        .map(|(file, asked)| Setup::of(file, Vec::new(), asked));
    setups.flatten().next().unwrap_or_default()
}

impl Loaded {
    /// The configuration with what is wrong in it.
    fn read(&mut self) -> Option<(File, Vec<Fault>)> {
        let path = self.config.as_deref()?;
        match std::fs::read_to_string(path) {
            Ok(text) => Some(File::parse(path, text)),
            Err(error) => {
                self.complaints.push(format!("{}: {error}", path.display()));
                None
            }
        }
    }

    fn complain(&mut self, problem: Problem) {
        match problem {
            Problem::Faults(Faults(faults)) => self.faults.extend(faults),
            other => self.complaints.push(format!("gouji: {other}")),
        }
    }
}

/// Everything that is read under a configuration, folders too: a file may be added to them.
fn files(config: Option<&Path>, file: Option<&File>, asked: &Asked) -> Vec<PathBuf> {
    let named = file.into_iter().flat_map(|file| {
        let spec = &file.spec;
        let paths = spec
            .rules
            .iter()
            .map(|path| path.value.as_str())
            .chain(spec.baseline.as_deref());
        paths.map(|path| file.inside(path))
    });
    let mut files: Vec<PathBuf> = config.map(Path::to_owned).into_iter().collect();
    for path in named.chain(asked.rules.iter().cloned()) {
        for folder in [path.clone(), path.join("lexicon")] {
            let inside = std::fs::read_dir(&folder).into_iter().flatten().flatten();
            files.extend(inside.map(|entry| entry.path()));
            files.push(folder);
        }
    }
    files
}

/// The configuration of a document; of one without a path that of the workspace.
pub fn config_of(path: Option<&Path>, root: Option<&Path>) -> Option<PathBuf> {
    path.or(root).and_then(config::find)
}
