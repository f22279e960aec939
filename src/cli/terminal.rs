//! What the terminal can do: colours, width, a progress bar.

use super::args::Color;
use anstream::{AutoStream, ColorChoice};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, BufWriter, IsTerminal, StdoutLock};

/// Standard output with colours or without.
pub type Stdout = BufWriter<AutoStream<StdoutLock<'static>>>;

/// Columns when there is no terminal.
pub const WIDTH: usize = 100;

/// Fewer documents than this are done before a bar could be read.
const LONG_RUN: usize = 100;

/// Standard output, and whether colours are written to it.
pub fn stdout(color: Color) -> (Stdout, bool) {
    let choice = match color {
        Color::Auto => AutoStream::choice(&io::stdout()),
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    let stream = AutoStream::new(io::stdout().lock(), choice);
    (BufWriter::with_capacity(1 << 16, stream), choice != ColorChoice::Never)
}

/// Columns of the terminal that standard output is; without one, `COLUMNS` or a default.
pub fn width() -> usize {
    let terminal = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    terminal.or_else(columns).unwrap_or(WIDTH).max(40)
}

fn columns() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.parse().ok()
}

/// Whether standard error takes colours, and its columns.
pub fn stderr() -> (bool, usize) {
    let color = AutoStream::choice(&io::stderr()) != ColorChoice::Never;
    let terminal = terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| usize::from(width.0));
    (color, terminal.or_else(columns).unwrap_or(WIDTH).max(40))
}

/// A bar on standard error for long runs at a terminal.
pub fn progress(documents: usize, quiet: bool) -> ProgressBar {
    if quiet || documents < LONG_RUN || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(documents as u64), ProgressDrawTarget::stderr());
    match ProgressStyle::with_template("{bar:40} {pos}/{len}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
