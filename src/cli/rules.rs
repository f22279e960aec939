//! `gouji rules`: list, schema.

use super::args::{Color, RuleArgs};
use super::{CLEAN, Failure, load, terminal};
use crate::report::concise::severity;
use crate::rule::schema::RuleFile;
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

/// Prints the JSON Schema of rule files.
pub fn schema() -> Result<u8, Failure> {
    let (mut out, _) = terminal::stdout(Color::Auto);
    serde_json::to_writer_pretty(&mut out, &schemars::schema_for!(RuleFile)).map_err(io::Error::from)?;
    writeln!(out)?;
    out.flush()?;
    Ok(CLEAN)
}
