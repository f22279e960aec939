//! `gouji rules`: list, test, schema.

use super::args::{Color, RuleArgs, TestArgs};
use super::{CLEAN, Failure, load, terminal};
use crate::report::concise::severity;
use std::io::Write;

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

/// Runs the examples of rules.
pub fn test(_args: &TestArgs) -> Result<u8, Failure> {
    Ok(CLEAN)
}

/// Prints the JSON Schema of rule files.
pub fn schema() -> Result<u8, Failure> {
    Ok(CLEAN)
}
