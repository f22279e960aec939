//! The command line.
//!
//! Owns options ([`args`]), what is read and written where, and exit codes. Arguments are only parsed first; rules, inputs and outputs
//! are made from them afterwards. Everything it needs of the library is public.

mod annotate;
pub mod args;
mod baseline;
mod check;
mod config;
mod explain;
mod figures;
mod file;
mod fix;
mod git;
mod input;
mod load;
mod order;
mod pages;
mod plan;
mod rules;
mod stream;
mod terminal;

use crate::lsp;
use args::{Cli, Command, RulesCommand};
use clap::Parser;
use std::io::{self, Write};
use std::process::ExitCode;

/// Nothing that fails the run.
const CLEAN: u8 = 0;
/// Findings.
const FOUND: u8 = 1;
/// Usage, configuration, unreadable input or a fault of the program.
const FAILED: u8 = 2;

/// Why a command could not do its work.
enum Failure {
    /// The output cannot be written.
    Output(io::Error),
    /// Something to tell the user, ready to print.
    Told(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match &cli.command {
        None => check::run(&cli.check),
        Some(Command::Check(args)) => check::run(args),
        Some(Command::Figures(args)) => figures::run(args),
        Some(Command::Annotate(args)) => annotate::run(args),
        Some(Command::Explain(args)) => explain::run(args),
        Some(Command::Lsp(args)) => Ok(lsp::run(io::stdin(), io::stdout().lock(), args.lang.map(Into::into))),
        Some(Command::Rules {
            command: RulesCommand::List(args),
        }) => rules::list(args),
        Some(Command::Rules {
            command: RulesCommand::Test(args),
        }) => rules::test(args),
        Some(Command::Rules {
            command: RulesCommand::Schema { lexicon },
        }) => rules::schema(*lexicon),
        Some(Command::Baseline { command }) => baseline::run(command),
        Some(Command::Config { command }) => config::run(command),
        Some(Command::Completions { shell }) => pages::completions(*shell),
        Some(Command::Man { out }) => pages::man(out),
    };
    ExitCode::from(done.unwrap_or_else(failed))
}

/// Tells why, and gives the exit code. A reader that has gone away (`gouji … | head`) is no failure.
fn failed(failure: Failure) -> u8 {
    match failure {
        Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => CLEAN,
        Failure::Output(error) => tell(&format!("gouji: {error}")),
        Failure::Told(text) => tell(&text),
    }
}

fn tell(text: &str) -> u8 {
    // Nobody is left to be told when standard error is closed too.
    let _ = writeln!(io::stderr(), "{}", text.trim_end());
    FAILED
}
