//! `--stdin-format jsonl`: a filter that answers every line with one line, for large corpora.
//!
//! A line in is `{"path": …, "text": …}`; a line out is what `--format jsonl` writes for a document, in the same order. Findings are no
//! failure here, because a pipe takes any other exit code than 0 for a broken program; a line that is no document is.

use super::args::CheckArgs;
use super::check::pool;
use super::plan::{Checked, Checker};
use super::{CLEAN, FAILED, Failure, input, terminal};
use crate::report::{Unreadable, json};
use crate::source;
use rayon::prelude::*;
use serde::Deserialize;
use std::io::{BufRead, BufReader, Read, Write};

/// Bytes of input that are taken at once when they are there already.
const AHEAD: usize = 1 << 20;

/// A line in.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    path: String,
    text: String,
}

/// Runs the filter until its input ends.
pub fn run(args: &CheckArgs, checker: &Checker) -> Result<u8, Failure> {
    let pool = pool(args, usize::MAX)?;
    let (mut out, _) = terminal::stdout(args.output.color);
    let mut input = BufReader::with_capacity(AHEAD, std::io::stdin().lock());
    let mut code = CLEAN;
    let mut number = 0;
    loop {
        let lines = some_lines(&mut input)?;
        if lines.is_empty() {
            break;
        }
        let numbered: Vec<(usize, Vec<u8>)> = (number + 1..).zip(lines).collect();
        number += numbered.len();
        let one = |(number, line): &(usize, Vec<u8>)| answer(checker, *number, line);
        let done: Vec<Checked> = match &pool {
            None => numbered.iter().map(one).collect(),
            Some(pool) => pool.install(|| numbered.par_iter().map(one).collect()),
        };
        for checked in &done {
            match checked {
                Ok(file) => json::line(&mut out, &json::File::of(file))?,
                Err(unreadable) => json::line(&mut out, &json::ErrorLine::of(unreadable))?,
            }
            if checked.as_ref().map_or(true, |file| file.crashed()) {
                code = FAILED;
            }
        }
        // Whoever feeds the pipe may wait for this answer before the next line.
        out.flush()?;
    }
    Ok(code)
}

/// The next line, and those behind it that have been read already.
fn some_lines(input: &mut BufReader<impl Read>) -> std::io::Result<Vec<Vec<u8>>> {
    let mut lines = Vec::new();
    let mut next = Vec::new();
    while input.read_until(b'\n', &mut next)? > 0 {
        lines.push(std::mem::take(&mut next));
        // Reading on would wait for input that may only come after the answer.
        if !input.buffer().contains(&b'\n') {
            break;
        }
    }
    Ok(lines)
}

fn answer(checker: &Checker, number: usize, line: &[u8]) -> Checked {
    let unreadable = |message: String| Unreadable {
        path: format!("<stdin>:{number}"),
        message,
    };
    let line: Line = serde_json::from_slice(line).map_err(|error| unreadable(error.to_string()))?;
    checker.guarded(&line.path, || {
        source::read_text(&line.path, line.text.as_bytes(), &checker.reading)
            .map_err(|error| input::unreadable(line.path.clone(), &error, checker.policy.lang))
    })
}
