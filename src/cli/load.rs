//! Rules, vocabulary and policy from the options.

use super::Failure;
use super::args::{RuleArgs, ShownArgs};
use super::terminal;
use crate::check::{Lang, RuleSet};
use crate::fault::{Faults, nearest};
use crate::lexicon::Lexicon;
use crate::rule::{RuleSource, builtin, load, load_lexicon};
use crate::settle::Policy;
use std::path::{Path, PathBuf};

/// Loads all rules and the vocabulary; every fault of every file is told at once.
pub fn rules(args: &RuleArgs) -> Result<(RuleSet, Lexicon), Failure> {
    let lexicon = lexicon()?;
    let mut sources = if args.no_default_rules {
        Vec::new()
    } else {
        builtin::rules()
    };
    sources.extend(user_rules(&args.files)?);
    let rules = load(&sources, &lexicon).map_err(faults)?;
    Ok((rules, lexicon))
}

/// Loads the built-in vocabulary.
pub fn lexicon() -> Result<Lexicon, Failure> {
    load_lexicon(&builtin::lexicon()).map_err(faults)
}

/// Reads rule files; of a folder, all `.yaml` and `.yml` files in it by name.
pub fn user_rules(paths: &[PathBuf]) -> Result<Vec<RuleSource>, Failure> {
    let mut sources = Vec::new();
    for path in paths {
        for file in rule_files(path)? {
            let name = file.to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&file).map_err(|error| unreadable(&file, &error))?;
            sources.push(RuleSource { name, text, user: true });
        }
    }
    Ok(sources)
}

/// The vocabulary has its own folder, whose files are no rule files.
fn rule_files(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|error| unreadable(path, &error))? {
        let file = entry.map_err(|error| unreadable(path, &error))?.path();
        if file.is_file() && file.extension().is_some_and(|ext| ext == "yaml" || ext == "yml") {
            files.push(file);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Failure::Told(format!(
            "gouji: no rule files (*.yaml) in {}",
            path.display()
        )));
    }
    Ok(files)
}

/// What the user wants to see; a name that no rule has is a mistake, not a silent no-op.
pub fn policy(args: &ShownArgs, lang: Lang, rules: &RuleSet) -> Result<Policy, Failure> {
    let policy = Policy {
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        severity: args.severity.clone(),
        min_severity: args.min_severity.into(),
        hints: args.hints,
        profile: args.profile.name().to_owned(),
        lang,
    };
    match policy.unknown(rules).first() {
        None => Ok(policy),
        Some(name) => Err(unknown(name, rules)),
    }
}

/// That no rule has this name, with the most similar one.
pub fn unknown(name: &str, rules: &RuleSet) -> Failure {
    let ids = rules.rules.iter().map(|rule| rule.id.as_str());
    let families = rules
        .rules
        .iter()
        .filter_map(|rule| rule.id.split_once('/'))
        .map(|(family, _)| family);
    let known: Vec<&str> = ids.chain(families).collect();
    let hint = match nearest(name, &known) {
        Some(near) => format!("did you mean {near}?"),
        None => "`gouji rules list` shows them all".to_owned(),
    };
    Failure::Told(format!("gouji: no rule or family is named {name}; {hint}"))
}

/// Tells what is wrong with the files.
pub fn faults(faults: Faults) -> Failure {
    let (color, width) = terminal::stderr();
    Failure::Told(faults.render(color, width))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Told(format!("gouji: {}: {error}", path.display()))
}
