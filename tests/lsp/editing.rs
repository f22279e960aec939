//! Random editing: whatever is typed, the server sees the text that the editor has and finds what a fresh check finds.

use crate::client::Client;
use gouji::check::RuleSet;
use gouji::check::driver::Driver;
use gouji::fact::frame::Known;
use gouji::lexicon::Lexicon;
use gouji::rule::{builtin, load, load_lexicon};
use gouji::settle::{Policy, settle};
use gouji::source::{ReadOptions, read_text};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

const URI: &str = "untitled:report";

/// Changes between two comparisons, and comparisons.
const CHANGES: usize = 100;
const ROUNDS: usize = 100;

/// What is typed: digits and marks that make and break figures, line ends of every kind, characters of every width.
const TYPED: [&str; 24] = [
    "",
    "",
    "",
    "1",
    "7",
    "0",
    ".",
    "%",
    "亿元",
    "万",
    "，",
    "。",
    "、",
    "\n",
    "\r\n",
    "同比增长",
    "其中",
    "（",
    "二、",
    "𠮷",
    "😀",
    "人",
    "20.5",
    "\r",
];

/// A small generator of numbers (SplitMix64), the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }
}

/// A report of at least this many bytes out of the seeds: the planted slips once, then drafts without any.
fn report(bytes: usize) -> String {
    let texts = |folder: &str| {
        let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("the seeds");
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|ext| ext == "txt"));
        paths.sort();
        let read = |path: &PathBuf| fs::read_to_string(path).expect("readable");
        paths.iter().map(read).collect::<Vec<String>>()
    };
    let mut text = texts("seeds/planted").concat();
    for draft in texts("seeds/clean").iter().cycle() {
        if text.len() >= bytes {
            break;
        }
        text += draft;
    }
    text
}

/// The position of a character boundary in UTF-16, with line ends as the protocol has them.
fn position(text: &str, byte: usize) -> Value {
    let before = &text[..byte];
    let rest = before.replace("\r\n", "\n\n").replace('\r', "\n");
    let start = rest.rfind('\n').map_or(0, |at| at + 1);
    let lines = before.replace("\r\n", "\n").matches(['\n', '\r']).count();
    json!({"line": lines, "character": before[start..].encode_utf16().count()})
}

/// A random change, made to the text and given as the editor tells it.
fn change(text: &mut String, random: &mut Random) -> Value {
    let start = boundary(text, random.below(text.len() + 1));
    let length = [0, 0, 1, 3, 3, 9, 40][random.below(7)];
    let end = boundary(text, (start + length).min(text.len())).max(start);
    let typed = TYPED[random.below(TYPED.len())];
    // Pastes what keeps the text at its length.
    let new = match random.below(50) {
        0 => text[boundary(text, start.saturating_sub(random.below(120)))..start].to_owned(),
        _ => typed.to_owned(),
    };
    let range = json!({"start": position(text, start), "end": position(text, end)});
    text.replace_range(start..end, &new);
    json!({"range": range, "text": new})
}

/// A place where an editor may put its caret: between characters, and not inside a line ending.
fn boundary(text: &str, byte: usize) -> usize {
    let byte = text.floor_char_boundary(byte);
    if text[..byte].ends_with('\r') && text[byte..].starts_with('\n') {
        return byte - 1;
    }
    byte
}

/// Rule, range and first line of the message of every finding of a fresh check.
fn fresh(text: &str, rules: &RuleSet, driver: &Driver, policy: &Policy) -> Vec<Value> {
    let document = read_text("report", text.as_bytes(), &ReadOptions::default()).expect("a text");
    let (analysis, checked) = gouji::relate::check(driver, &document, &Known::default());
    let report = settle(&document, &analysis, &checked, rules, policy);
    let findings = report.findings.iter().map(|finding| {
        let at = |p: gouji::source::lines::Position| json!({"line": p.line - 1, "character": p.utf16 - 1});
        let range = json!({"start": at(finding.place.range.start), "end": at(finding.place.range.end)});
        json!([finding.rule, range, finding.message.lines().next()])
    });
    findings.collect()
}

fn told(diagnostics: &[Value]) -> Vec<Value> {
    let of = |d: &Value| {
        json!([
            d["code"],
            d["range"],
            d["message"].as_str().expect("a text").lines().next()
        ])
    };
    diagnostics.iter().map(of).collect()
}

fn load_all() -> (RuleSet, Lexicon) {
    let lexicon = load_lexicon(&builtin::lexicon()).expect("the built-in vocabulary");
    let rules = load(&builtin::rules(), &lexicon).expect("the built-in rules");
    (rules, lexicon)
}

#[test]
fn ten_thousand_random_changes() {
    let (rules, lexicon) = load_all();
    let policy = Policy::default();
    let driver = Driver::new(&rules, &lexicon, |rule| policy.runs(rule));
    let mut random = Random(2022);
    let mut text = report(60 << 10);
    let mut client = Client::ready("utf-16", true, json!({}));
    client.open(URI, "plaintext", &text);
    let mut version = 1;
    let mut most = 0;
    for round in 0..ROUNDS {
        for _ in 0..CHANGES {
            version += 1;
            let change = change(&mut text, &mut random);
            client.change(URI, version, json!([change]));
        }
        let begun = client.begin("textDocument/diagnostic", json!({"textDocument": {"uri": URI}}));
        // The server checks while this does the same.
        let want = fresh(&text, &rules, &driver, &policy);
        let report = client.finish(begun).expect("an answer");
        let found = told(report["items"].as_array().expect("a list"));
        assert_eq!(found, want, "round {round}");
        most = most.max(want.len());
    }
    assert!(most > 20, "the text holds hardly a slip: {most}");
    assert_eq!(client.end(), Some(0));
}

/// The same with diagnostics that are pushed: the last ones are those of the last text, however many were skipped.
#[test]
fn the_last_push_is_of_the_last_text() {
    let (rules, lexicon) = load_all();
    let policy = Policy::default();
    let driver = Driver::new(&rules, &lexicon, |rule| policy.runs(rule));
    let mut random = Random(5);
    let mut text = report(12 << 10);
    let mut client = Client::ready("utf-16", false, json!({}));
    client.open(URI, "plaintext", &text);
    let mut version = 1;
    for _ in 0..10 {
        for _ in 0..20 {
            version += 1;
            let change = change(&mut text, &mut random);
            client.change(URI, version, json!([change]));
        }
        assert_eq!(
            told(&client.pushed(URI, version)),
            fresh(&text, &rules, &driver, &policy)
        );
    }
    assert_eq!(client.end(), Some(0));
}
