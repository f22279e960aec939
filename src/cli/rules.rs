//! `gouji rules`: list, test, schema.

use super::args::{Color, RuleArgs, TestArgs};
use super::{CLEAN, Failure, load, terminal};
use crate::check::Rule;
use crate::report::concise::severity;
use crate::rule::schema::RuleFile;
use crate::rule::{self, builtin};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Lists all rules, one on a line.
pub fn list(args: &RuleArgs) -> Result<u8, Failure> {
    let (rules, _) = load::rules(args)?;
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
    let lexicon = load::lexicon()?;
    let mut sources = builtin::written_rules();
    let users = load::user_rules(&args.paths)?;
    let named: BTreeSet<String> = users.iter().map(|source| source.name.clone()).collect();
    sources.extend(users);
    let rules = rule::load(&sources, &lexicon).map_err(load::faults)?;
    let wanted = |rule: &Rule| named.is_empty() || named.contains(&rule.origin);
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

/// Prints the JSON Schema of rule files.
pub fn schema() -> Result<u8, Failure> {
    let (mut out, _) = terminal::stdout(Color::Auto);
    serde_json::to_writer_pretty(&mut out, &schemars::schema_for!(RuleFile)).map_err(io::Error::from)?;
    writeln!(out)?;
    out.flush()?;
    Ok(CLEAN)
}
