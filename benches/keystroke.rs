//! How long an editor waits: from a change of one character in a 60 KB report to the diagnostics of the new text, through the program and
//! the protocol. Prints the median, the 99th percentile and the longest of many changes; nothing here fails.
//!
//! Beside what a clock shows stands what the server's thread used of a processor, where the system tells it: on a busy machine the first is
//! about the machine.

#![allow(clippy::print_stdout)] // what was measured

use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};
use std::fs;
use std::io::BufReader;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

#[path = "text/report.rs"]
mod made_up;

use made_up::report;

const URI: &str = "untitled:report";
const BYTES: usize = 60 << 10;
const CHANGES: usize = 1000;
/// Of texts that take long: hundreds of contradictions, for each of which what would mend it is searched.
const FEW: usize = 50;

struct Server {
    child: Child,
    input: ChildStdin,
    out: BufReader<ChildStdout>,
}

impl Server {
    fn start(text: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut server = Self {
            input: child.stdin.take().expect("its input"),
            out: BufReader::new(child.stdout.take().expect("its output")),
            child,
        };
        let capabilities = json!({"textDocument": {"publishDiagnostics": {"relatedInformation": true}}});
        let initialize = Request::new(1.into(), "initialize".to_owned(), json!({"capabilities": capabilities}));
        server.send(initialize);
        server.send(Notification::new("initialized".to_owned(), json!({})));
        let document = json!({"uri": URI, "languageId": "plaintext", "version": 0, "text": text});
        server.send(Notification::new(
            "textDocument/didOpen".to_owned(),
            json!({"textDocument": document}),
        ));
        server.wait(0);
        server
    }

    fn send(&mut self, message: impl Into<Message>) {
        message.into().write(&mut self.input).expect("written");
    }

    /// Waits for the diagnostics of a version; how many there are.
    fn wait(&mut self, version: usize) -> usize {
        loop {
            let message = Message::read(&mut self.out).expect("readable").expect("a message");
            if let Message::Notification(Notification { params, .. }) = message
                && params["version"] == version
            {
                return params["diagnostics"].as_array().map_or(0, Vec::len);
            }
        }
    }

    /// What its thread has used of a processor.
    fn used(&self) -> Option<Duration> {
        let id = self.child.id();
        let told = fs::read_to_string(format!("/proc/{id}/task/{id}/schedstat")).ok()?;
        told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
    }
}

/// The seeds one after the other and again: some 250 findings, many figures that contradict one another.
fn seeds() -> String {
    let folders = ["seeds", "seeds/clean", "seeds/planted"];
    let entries = folders
        .into_iter()
        .flat_map(|folder| fs::read_dir(folder).expect("the seeds"));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ext| ext == "txt"));
    paths.sort();
    let drafts: Vec<String> = paths
        .iter()
        .map(|path| fs::read_to_string(path).expect("readable"))
        .collect();
    let mut text = String::new();
    for draft in drafts.iter().cycle() {
        text += draft;
        if text.len() > BYTES {
            break;
        }
    }
    text
}

/// A published report of about the length, where a collection is at hand.
fn published() -> Option<String> {
    let folder = std::env::var_os("GOUJI_DATA")?;
    let entries = fs::read_dir(PathBuf::from(folder).join("corpus")).ok()?;
    let folders = entries.flatten().map(|entry| entry.path());
    let files = folders.flat_map(|path| match path.is_dir() {
        true => fs::read_dir(path)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .collect(),
        false => vec![path],
    });
    let mut texts: Vec<(usize, PathBuf)> = files
        .filter(|path| path.extension().is_some_and(|ext| ext == "txt"))
        .filter_map(|path| Some((fs::metadata(&path).ok()?.len() as usize, path)))
        .collect();
    texts.sort_by_key(|(size, path)| (size.abs_diff(BYTES), path.clone()));
    fs::read_to_string(&texts.first()?.1).ok()
}

/// Types a digit in the middle of the text, takes it back, and so on, a little further each time.
fn measure(name: &str, text: &str, changes: usize) {
    let mut server = Server::start(text);
    let lines: Vec<&str> = text.split('\n').collect();
    let (mut waited, mut used) = (Vec::new(), Vec::new());
    let mut found = 0;
    for version in 1..=changes {
        let place = version / 2;
        let line = lines.len() / 4 + place % (lines.len() / 2);
        let character = lines[line].trim_end().encode_utf16().count() / 2;
        let at = |character: usize| json!({"line": line, "character": character});
        let (end, typed) = if version % 2 == 0 {
            (character, "7")
        } else {
            (character + 1, "")
        };
        let change = json!({"range": {"start": at(character), "end": at(end)}, "text": typed});
        let params: Value = json!({"textDocument": {"uri": URI, "version": version}, "contentChanges": [change]});
        let (before, begun) = (server.used(), Instant::now());
        server.send(Notification::new("textDocument/didChange".to_owned(), params));
        found = server.wait(version);
        waited.push(begun.elapsed());
        used.extend(server.used().zip(before).map(|(after, before)| after - before));
    }
    println!("{name}: {} bytes, {found} diagnostics, {changes} changes", text.len());
    tell("  from change to diagnostics", waited);
    tell("  processor time            ", used);
    // Nothing is left to be said to it.
    let _ = server.child.kill();
    let _ = server.child.wait();
}

fn tell(name: &str, mut times: Vec<Duration>) {
    times.sort();
    let Some(last) = times.len().checked_sub(1) else { return };
    let at = |percent: usize| times[last * percent / 100].as_secs_f64() * 1000.0;
    println!(
        "{name}  median {:.2} ms  99th percentile {:.2} ms  most {:.2} ms",
        at(50),
        at(99),
        at(100)
    );
}

fn main() {
    if let Some(text) = published() {
        measure("a published report", &text, CHANGES);
    }
    measure("a made-up report in which hardly a sum is right", &report(BYTES), FEW);
    measure("the planted slips of all seeds", &seeds(), FEW);
}
