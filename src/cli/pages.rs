//! What the program says of its own command line: completions for shells, manual pages.

use super::args::Cli;
use super::{CLEAN, Failure, terminal};
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::Write;
use std::path::Path;

/// Prints completions for a shell.
pub fn completions(shell: Shell) -> Result<u8, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "gouji", &mut text);
    let (mut out, _) = terminal::stdout(super::args::Color::Never);
    out.write_all(&text)?;
    out.flush()?;
    Ok(CLEAN)
}

/// Writes a manual page for the program and each of its commands.
pub fn man(folder: &Path) -> Result<u8, Failure> {
    let named = |error: std::io::Error| Failure::Told(format!("gouji: {}: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(named)?;
    clap_mangen::generate_to(Cli::command(), folder).map_err(named)?;
    Ok(CLEAN)
}
