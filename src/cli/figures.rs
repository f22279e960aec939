//! `gouji figures`: the ledger of one document.

use super::args::{FiguresArgs, FiguresFormat};
use super::input::{self, Input};
use super::{CLEAN, FAILED, Failure, check, load, terminal};
use crate::analysis::analyze;
use crate::report::{Unreadable, figures};
use crate::settle::ledger::ledger;
use std::io::Write;

/// Runs the command.
pub fn run(args: &FiguresArgs) -> Result<u8, Failure> {
    let (_, lexicon) = load::rules(&args.rules)?;
    let input = Input::one(&args.file, &args.reading);
    let document = match input.read(&input::options(&args.reading), args.output.lang.into()) {
        Ok(document) => document,
        Err(fault) => return Ok(unreadable(&fault)),
    };
    let entries = ledger(&document, &analyze(&document, &lexicon));
    let (mut out, _) = terminal::stdout(args.output.color);
    match args.format {
        FiguresFormat::Table => figures::table(&mut out, &entries, args.output.lang.into())?,
        FiguresFormat::Json => figures::json(&mut out, &document.path, &entries)?,
        FiguresFormat::Csv => figures::csv(&mut out, &entries)?,
    }
    out.flush()?;
    Ok(CLEAN)
}

fn unreadable(fault: &Unreadable) -> u8 {
    check::tell(fault);
    FAILED
}
