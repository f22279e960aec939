//! Configuration: `gouji.yaml` and what a caller asks for beside it, made into rules, words and policy.
//!
//! Owns loading of everything that a check needs ([`Setup`]), for the command line and for editors alike: the file is found upwards from a
//! document ([`file::find`]), what a caller asks for wins over it ([`settings`]), and everything that is wrong with any of the files is told
//! at once. What options are called is the business of [`crate::cli`].

pub mod file;
pub mod schema;
pub mod settings;

pub use file::find;
pub use schema::FailOn;
pub use settings::{Origin, Settings, Sourced};

use crate::check::{Lang, RuleSet};
use crate::fault::{Fault, Faults, place};
use crate::finding::Severity;
use crate::lexicon::Lexicon;
use crate::rule::schema::Profile;
use crate::rule::{RuleSource, builtin, holds_words, load, load_words};
use crate::settle::Policy;
use crate::settle::baseline::Baseline;
use file::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a caller asks for: the flags of a command, the settings of an editor. It wins over the file.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// More files and folders of rules and words.
    pub rules: Vec<PathBuf>,
    /// Leave out the built-in rules.
    pub no_default_rules: bool,
    /// Run only these rules or families, if any.
    pub select: Vec<String>,
    /// Do not run these.
    pub ignore: Vec<String>,
    /// Severities instead of the rules' own.
    pub severity: Vec<(String, Severity)>,
    /// The least severity that is shown.
    pub min_severity: Option<Severity>,
    /// Show hints.
    pub hints: bool,
    /// The kind of document.
    pub profile: Option<Profile>,
    /// When the exit status is 1.
    pub fail_on: Option<FailOn>,
    /// The language of messages.
    pub lang: Option<Lang>,
    /// The file of accepted findings.
    pub baseline: Option<PathBuf>,
    /// Read no file of accepted findings, whatever is said about one: nothing is told, or the file is only being written.
    pub without_baseline: bool,
    /// The year that the documents review.
    pub year: Option<i32>,
    /// The area that they are about.
    pub area: Option<String>,
}

/// Why nothing can be checked.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// A file that cannot be read.
    #[error("{path}: {error}")]
    Unreadable {
        /// As shown.
        path: String,
        /// Why.
        error: String,
    },
    /// A folder without rule files.
    #[error("no rule files (*.yaml) in {0}")]
    Empty(String),
    /// A caller names a rule or family that does not exist.
    #[error("no rule or family is named {name}; {hint}")]
    Unknown {
        /// The name.
        name: String,
        /// What to do about it.
        hint: String,
    },
    /// What is wrong with the files.
    #[error(transparent)]
    Faults(#[from] Faults),
}

/// Everything that documents under one configuration are checked with.
#[derive(Default)]
pub struct Setup {
    /// The configuration file, if there is one.
    pub file: Option<File>,
    /// The rules.
    pub rules: RuleSet,
    /// The vocabulary.
    pub lexicon: Lexicon,
    asked: Asked,
    baseline: Option<Arc<Baseline>>,
}

impl Setup {
    /// Loads a configuration file, the rules and the words.
    ///
    /// # Errors
    /// Everything that is wrong with any of the files.
    pub fn load(path: Option<&Path>, asked: Asked) -> Result<Self, Problem> {
        let Some(path) = path else {
            return Self::of(None, Vec::new(), asked);
        };
        let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
        let (file, faults) = File::parse(path, text);
        Self::of(Some(file), faults, asked)
    }

    /// The same with a file that has been read.
    ///
    /// # Errors
    /// Everything that is wrong with any of the files; `faults` are those of `file`.
    pub fn of(file: Option<File>, mut faults: Vec<Fault>, asked: Asked) -> Result<Self, Problem> {
        let settings = Settings::of(file.as_ref(), &asked, Path::new(""));
        let own = own(file.as_ref(), &asked, &mut faults)?;
        let loaded = load_all(file.as_ref(), &own, settings.default_rules.value);
        let (rules, lexicon) = match loaded {
            Ok(loaded) => loaded,
            Err(mut more) => {
                faults.append(&mut more.0);
                return Err(Faults(faults).into());
            }
        };
        faults.extend(file.iter().flat_map(|file| file.unknown(&rules)));
        if !faults.is_empty() {
            faults.sort_by_key(|fault| fault.labels.first().map_or(0, |label| label.0.start));
            return Err(Faults(faults).into());
        }
        let asked_for = Policy {
            select: asked.select.clone(),
            ignore: asked.ignore.clone(),
            severity: asked.severity.clone(),
            ..Policy::default()
        };
        if let Some(name) = asked_for.unknown(&rules).first() {
            let hint = file::near(name, &rules);
            let name = (*name).to_owned();
            return Err(Problem::Unknown { name, hint });
        }
        let named = settings.baseline.value.filter(|_| !asked.without_baseline);
        let baseline = named.map(|path| Baseline::load(&path).map(Arc::new));
        let baseline = baseline
            .transpose()
            .map_err(|(path, error)| Problem::Unreadable { path, error })?;
        Ok(Self {
            file,
            rules,
            lexicon,
            asked,
            baseline,
        })
    }

    /// What counts for a document.
    pub fn settings(&self, document: &Path) -> Settings {
        Settings::of(self.file.as_ref(), &self.asked, document)
    }

    /// What is shown of a document.
    pub fn policy(&self, settings: &Settings) -> Policy {
        Policy {
            baseline: self.baseline.clone(),
            ..settings.policy()
        }
    }

    /// The overrides that are about a document, by number; documents with the same ones have the same settings.
    pub fn overrides(&self, document: &Path) -> Vec<usize> {
        self.file
            .as_ref()
            .map_or_else(Vec::new, |file| settings::overrides(file, document))
    }

    /// The accepted findings.
    pub fn baseline(&self) -> Option<&Baseline> {
        self.baseline.as_deref()
    }
}

/// The rule files of a user, and those that hold words.
#[derive(Debug, Default)]
pub struct Own {
    /// Files of rules.
    pub rules: Vec<RuleSource>,
    /// Name and text of each file of words.
    pub words: Vec<(String, String)>,
}

impl Own {
    /// Reads files; of a folder, all `.yaml` and `.yml` files in it and in its folder `lexicon`, by name.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn read(paths: &[PathBuf]) -> Result<Self, Problem> {
        let mut own = Self::default();
        for path in paths {
            own.add(path)?;
        }
        Ok(own)
    }

    fn add(&mut self, path: &Path) -> Result<(), Problem> {
        for file in files_of(path)? {
            let name = file.to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&file).map_err(|error| unreadable(&file, &error))?;
            if holds_words(&text) {
                self.words.push((name, text));
            } else {
                self.rules.push(RuleSource { name, text, user: true });
            }
        }
        Ok(())
    }
}

/// The files that the configuration and the caller name; a path of the configuration that cannot be read is a fault of it.
fn own(file: Option<&File>, asked: &Asked, faults: &mut Vec<Fault>) -> Result<Own, Problem> {
    let mut own = Own::default();
    for (file, path) in file
        .into_iter()
        .flat_map(|file| file.spec.rules.iter().map(move |path| (file, path)))
    {
        if let Err(problem) = own.add(&file.inside(&path.value)) {
            let fault = Fault::new(&file.source, place(path), problem.to_string(), "named here");
            faults.push(fault.help("paths start from the folder of this file"));
        }
    }
    for path in &asked.rules {
        own.add(path)?;
    }
    Ok(own)
}

fn load_all(file: Option<&File>, own: &Own, default_rules: bool) -> Result<(RuleSet, Lexicon), Faults> {
    let lexicon = words(file, &own.words)?;
    let mut sources = if default_rules { builtin::rules() } else { Vec::new() };
    sources.extend(own.rules.iter().cloned());
    let rules = load(&sources, &lexicon)?;
    Ok((rules, lexicon))
}

/// The built-in words with those of files and of the configuration itself.
fn words(file: Option<&File>, files: &[(String, String)]) -> Result<Lexicon, Faults> {
    let lists = file.into_iter().filter_map(|file| {
        let list = crate::lexicon::files::File {
            names: file.spec.names.clone(),
            units: file.spec.units.clone(),
            indicators: file.spec.indicators.clone(),
            ..Default::default()
        };
        let empty = list.names.is_empty() && list.units.is_empty() && list.indicators.is_empty();
        (!empty).then(|| (Arc::clone(&file.source), list))
    });
    load_words(&builtin::lexicon(), files, lists.collect())
}

/// The words that rules are tested with: those of the configuration that counts for a file, and some more.
///
/// # Errors
/// Everything that is wrong with any of the files.
pub fn lexicon_for(path: &Path, mut more: Vec<(String, String)>) -> Result<Lexicon, Problem> {
    let Some(found) = find(path) else {
        return Ok(words(None, &more)?);
    };
    let text = std::fs::read_to_string(&found).map_err(|error| unreadable(&found, &error))?;
    let (file, mut faults) = File::parse(&found, text);
    let own = own(Some(&file), &Asked::default(), &mut faults)?;
    if !faults.is_empty() {
        return Err(Faults(faults).into());
    }
    more.extend(own.words);
    Ok(words(Some(&file), &more)?)
}

/// The files of a folder; a file is one itself.
fn files_of(path: &Path) -> Result<Vec<PathBuf>, Problem> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for folder in [path.to_owned(), path.join("lexicon")] {
        if !folder.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))? {
            let file = entry.map_err(|error| unreadable(&folder, &error))?.path();
            let yaml = file.extension().is_some_and(|ext| ext == "yaml" || ext == "yml");
            let config = file
                .file_name()
                .is_some_and(|name| file::NAMES.iter().any(|known| name == *known));
            if yaml && !config && file.is_file() {
                files.push(file);
            }
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Problem::Empty(path.display().to_string()));
    }
    Ok(files)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::Unreadable {
        path: path.display().to_string(),
        error: error.to_string(),
    }
}
