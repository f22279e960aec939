//! `gouji explain`: what a rule says, why, with its examples and what it does not catch.

use super::args::ExplainArgs;
use super::{CLEAN, Failure, load, terminal};
use crate::check::Rule;
use crate::report::describe::{explain, own};
use std::io::Write;
use std::path::Path;

/// Runs the command.
pub fn run(args: &ExplainArgs) -> Result<u8, Failure> {
    let asked = load::asked_of_rules(&args.rules);
    let setup = load::setup(&args.rules, asked, Path::new("."))?;
    let (rules, lang) = (&setup.rules, setup.settings(Path::new(".")).lang.value);
    let lang = args.output.lang.map_or(lang, Into::into);
    let mut chosen: Vec<&Rule> = Vec::new();
    if args.all {
        chosen.extend(&rules.rules);
    }
    let (mut out, _) = terminal::stdout(args.output.color);
    for id in &args.ids {
        if let Some(text) = own(id, lang) {
            writeln!(out, "{id}\n{text}")?;
            continue;
        }
        let found = rules.rules.iter().filter(|rule| rule.is(id));
        let before = chosen.len();
        chosen.extend(found);
        if chosen.len() == before {
            return Err(load::unknown(id, rules));
        }
    }
    for (i, rule) in chosen.iter().enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        explain(&mut out, rule, lang)?;
    }
    out.flush()?;
    Ok(CLEAN)
}
