//! Rules, words and policy from the options and the configuration.

use super::Failure;
use super::args::{CheckArgs, ReadArgs, RuleArgs, ShownArgs};
use super::terminal;
use crate::check::RuleSet;
use crate::config::{self, Asked, Problem, Setup, file};
use crate::fault::Faults;
use std::path::{Path, PathBuf};

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::Faults(found) => faults(found),
            other => Self::Told(format!("gouji: {other}")),
        }
    }
}

/// What the options of a command ask for.
pub fn asked(rules: &RuleArgs, shown: Option<&ShownArgs>, reading: Option<&ReadArgs>) -> Asked {
    let mut asked = Asked {
        rules: rules.files.clone(),
        no_default_rules: rules.no_default_rules,
        ..Asked::default()
    };
    if let Some(shown) = shown {
        asked.select = shown.select.clone();
        asked.ignore = shown.ignore.clone();
        asked.severity = shown.severity.clone();
        asked.min_severity = shown.min_severity.map(Into::into);
        asked.hints = shown.hints;
        asked.profile = shown.profile.map(Into::into);
    }
    if let Some(reading) = reading {
        asked.year = reading.year;
        asked.area = reading.area.clone();
    }
    asked
}

/// What a command is asked for that looks at no findings.
pub fn asked_of_rules(rules: &RuleArgs) -> Asked {
    Asked {
        without_baseline: true,
        ..asked(rules, None, None)
    }
}

/// What `check` is asked for.
pub fn asked_of_check(args: &CheckArgs) -> Asked {
    Asked {
        fail_on: args.fail_on.map(Into::into),
        lang: args.output.lang.map(Into::into),
        baseline: args.baseline.clone(),
        ..asked(&args.rules, Some(&args.shown), Some(&args.reading))
    }
}

/// The configuration for a document or folder.
pub fn config_for(args: &RuleArgs, document: &Path) -> Option<PathBuf> {
    match &args.config {
        _ if args.no_config => None,
        Some(path) => Some(path.clone()),
        None => config::find(document),
    }
}

/// Loads everything that a document is checked with; every fault of every file is told at once.
pub fn setup(args: &RuleArgs, asked: Asked, document: &Path) -> Result<Setup, Failure> {
    Ok(Setup::load(config_for(args, document).as_deref(), asked)?)
}

/// That no rule has this name, with the most similar one.
pub fn unknown(name: &str, rules: &RuleSet) -> Failure {
    Problem::Unknown {
        name: name.to_owned(),
        hint: file::near(name, rules),
    }
    .into()
}

/// Tells what is wrong with the files.
pub fn faults(faults: Faults) -> Failure {
    let (color, width) = terminal::stderr();
    Failure::Told(faults.render(color, width))
}
