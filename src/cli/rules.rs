//! `gouji rules`: list, test, schema.

use super::args::{Color, RuleArgs, TestArgs};
use super::{CLEAN, Failure, load, terminal};
use crate::check::Rule;
use crate::config::{self, Own};
use crate::lexicon::files::File;
use crate::report::concise::severity;
use crate::rule::schema::RuleFile;
use crate::rule::{self, builtin};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Lists all rules, one on a line.
pub fn list(args: &RuleArgs) -> Result<u8, Failure> {
    let setup = load::setup(args, load::asked_of_rules(args), Path::new("."))?;
    let rules = &setup.rules;
    let (mut out, _) = terminal::stdout(Color::Auto);
    let width = rules.rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for rule in &rules.rules {
        let confidence = format!("{:?}", rule.confidence).to_lowercase();
        let level = severity(rule.severity);
        writeln!(
            out,
            "{:width$}  {level:7}  {confidence:7}  {:12}  {}",
            rule.id, rule.kind, rule.message.zh
        )?;
    }
    out.flush()?;
    Ok(CLEAN)
}

/// Runs the examples of rules: of all rules, or of those in the given files.
pub fn test(args: &TestArgs) -> Result<u8, Failure> {
    let users = Own::read(&args.paths)?;
    let beside = args.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let lexicon = config::lexicon_for(beside, users.words)?;
    let mut sources = builtin::written_rules();
    let named: BTreeSet<String> = users.rules.iter().map(|source| source.name.clone()).collect();
    sources.extend(users.rules);
    let rules = rule::load(&sources, &lexicon).map_err(load::faults)?;
    let wanted = |rule: &Rule| args.paths.is_empty() || named.contains(&rule.origin);
    let report = rule::test(&rules, &lexicon, wanted);
    let (mut out, _) = terminal::stdout(Color::Auto);
    let tested: BTreeSet<usize> = report.tested.iter().map(|t| t.rule).collect();
    let (good, all) = (report.validated(), report.tested.len());
    writeln!(out, "{} rules, {all} examples, {good} as they should be", tested.len())?;
    out.flush()?;
    let faults = report.faults(&rules, &sources);
    if faults.0.is_empty() {
        Ok(CLEAN)
    } else {
        Err(load::faults(faults))
    }
}

/// Prints the JSON Schema of rule files, or of files of words.
pub fn schema(lexicon: bool) -> Result<u8, Failure> {
    print_schema(&match lexicon {
        true => schemars::schema_for!(File),
        false => schemars::schema_for!(RuleFile),
    })
}

/// Prints a JSON Schema.
pub fn print_schema(schema: &schemars::Schema) -> Result<u8, Failure> {
    let (mut out, _) = terminal::stdout(Color::Auto);
    serde_json::to_writer_pretty(&mut out, schema).map_err(io::Error::from)?;
    writeln!(out)?;
    out.flush()?;
    Ok(CLEAN)
}
