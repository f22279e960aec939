//! Tables that are files: workbooks, CSV, pages of HTML, PDF. The files are built here ([`book`]), or printed by LibreOffice where it is
//! installed.

#![allow(clippy::print_stdout)] // that a test was skipped

mod book;
mod damaged;
mod findings;
mod print;
mod read;
mod seeds;

use std::path::Path;
use std::process::{Command, Output};

fn gouji(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.args(args).current_dir(folder).output().expect("runs")
}

/// What it prints.
fn told(folder: &Path, args: &[&str]) -> String {
    String::from_utf8(gouji(folder, args).stdout).expect("UTF-8")
}
