//! The formats for other programs, as the program writes them: positions counted by hand, what schemas and other readers say of them,
//! and the same bytes whatever the threads.

#![allow(clippy::print_stdout)] // that a test was skipped

mod commands;
mod gitlab;
mod html;
mod rdjson;
mod sarif;
mod xml;

#[allow(dead_code)] // more pieces than are needed here
#[path = "../docx/word.rs"]
mod word;

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::LazyLock;

/// The formats.
const FORMATS: [&str; 8] = [
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "rdjson",
    "rdjsonl",
    "html",
];

/// A draft with slips on its second line. Up to the figure in doubt stand 𠮷镇😀： (4 characters, two of them of 4 bytes), 全年一般公共预算支出
/// (10), 4.13亿元 (6), ，同比增长5.2%。 (10), 预计全年民生支出 (8), 3.37亿元 (6) and ，占一般公共预算支出的 (11): it begins at column 56. In bytes 8 for
/// 𠮷 and 😀, 12 for the digits and marks of ASCII, 3 for each of the other 41: at column 144. Behind it 。依托“ are 4 characters of 3 bytes.
const DRAFT: &str = "一、回顾\n𠮷镇😀：全年一般公共预算支出4.13亿元，同比增长5.2%。预计全年民生支出3.37亿元，占一般公共预算支出的91.6%。依托“云岭办事通”平台。\n";

/// Its name, which a URI has to encode.
const PATH: &str = "甲 乙/报告#1.txt";

/// A draft whose finding says what no format takes as it is; its name is hardly better.
const ODD: &str = "怪 &'%,;.txt";

/// A Word file: its second paragraph is a table.
const WORD: &str = "表.docx";

/// What cannot be read.
const BROKEN: &str = "no.txt";

/// A folder with the drafts.
static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let body = word::p("说明。") + &word::table(&[&["甲", "乙"], &["丙", "𠮷有怪字"]]);
    fs::create_dir(folder.path().join("甲 乙")).expect("a folder");
    for (name, content) in [
        (PATH, DRAFT.as_bytes()),
        (ODD, "𠮷😀有怪字。\n".as_bytes()),
        ("净.md", "没有怪的字。\n".as_bytes()),
        (BROKEN, b"a\0b"),
        (WORD, &word::Word::new(&body).bytes()),
        ("house.yaml", include_bytes!("house.yaml")),
    ] {
        fs::write(folder.path().join(name), content).expect("written");
    }
    folder
});

/// What each format says of the folder.
static WRITTEN: LazyLock<BTreeMap<&str, String>> = LazyLock::new(|| all(FOLDER.path(), &[], 2));

/// What each format says of a folder, all written in one run that ends with this status.
#[track_caller]
fn all(folder: &Path, args: &[&str], status: i32) -> BTreeMap<&'static str, String> {
    let out = tempfile::tempdir().expect("a folder");
    let name = |format: &str| out.path().join(format);
    let outputs: Vec<String> = FORMATS
        .iter()
        .map(|format| format!("{format}={}", name(format).display()))
        .collect();
    let outputs = outputs.iter().flat_map(|output| ["--output", output]);
    let args: Vec<&str> = ["."].into_iter().chain(args.iter().copied()).chain(outputs).collect();
    let told = check(folder, &args);
    assert_eq!(
        told.status.code(),
        Some(status),
        "{}",
        String::from_utf8_lossy(&told.stderr)
    );
    let read = |format: &&'static str| (*format, fs::read_to_string(name(format)).expect("written"));
    FORMATS.iter().map(read).collect()
}

/// Checks with the rules of the house alone.
fn check(folder: &Path, args: &[&str]) -> Output {
    let rules = FOLDER.path().join("house.yaml");
    Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["check", "--no-default-rules", "--min-severity", "info", "--rules"])
        .arg(rules)
        .args(args)
        .current_dir(folder)
        .output()
        .expect("runs")
}

/// Runs the program in the folder of the project; what it prints.
#[track_caller]
fn gouji(args: &[&str]) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("UTF-8")
}

/// A format in JSON.
#[track_caller]
fn json(format: &str) -> Value {
    serde_json::from_str(&WRITTEN[format]).expect("JSON")
}

#[test]
fn every_format_is_the_same_on_standard_output() {
    for (format, text) in WRITTEN.iter() {
        let out = check(FOLDER.path(), &["--format", format, "."]);
        assert_eq!(&String::from_utf8(out.stdout).expect("UTF-8"), text, "{format}");
    }
}

#[test]
fn the_same_bytes_whatever_the_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    for i in 0..40 {
        let name = if i % 8 == 7 { "broken" } else { "draft" };
        let text = if i % 8 == 7 { "a\0b" } else { DRAFT };
        fs::write(
            folder.path().join(format!("{name}{i}.txt")),
            text.replace("3.37", &format!("{i}.37")),
        )
        .expect("written");
    }
    let [one, two] = ["1", "2"].map(|threads| all(folder.path(), &["--threads", threads], 2));
    for format in FORMATS {
        assert!(one[format].len() > 5000, "{format}");
        assert!(one[format] == two[format], "{format}");
    }
}

/// Formats with a frame are whole when nothing was found, or nothing was there.
#[test]
fn nothing_found_is_told_too() {
    let folder = tempfile::tempdir().expect("a folder");
    for _ in 0..2 {
        let written = all(folder.path(), &[], 0);
        for format in ["sarif", "gitlab", "rdjson"] {
            serde_json::from_str::<Value>(&written[format]).expect(format);
        }
        assert!(written["github"].is_empty() && written["rdjsonl"].is_empty());
        assert!(written["junit"].contains("</testsuites>") && written["checkstyle"].contains("</checkstyle>"));
        fs::write(folder.path().join("a.txt"), "没有。\n").expect("written");
    }
}

/// Paths are told from the current folder, however they were given.
#[test]
fn paths_are_told_from_the_current_folder() {
    let whole = FOLDER.path().canonicalize().expect("there").join(PATH);
    let whole = whole.to_string_lossy();
    let path = |folder: &Path, given: &str, format: &str, pointer: &str| {
        let out = check(folder, &["--format", format, given]);
        let value: Value = serde_json::from_slice(&out.stdout).expect("JSON");
        value
            .pointer(pointer)
            .and_then(Value::as_str)
            .expect(pointer)
            .to_owned()
    };
    let uri = "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri";
    for given in [PATH, "./甲 乙/报告#1.txt", "././甲 乙", &whole] {
        assert_eq!(
            path(FOLDER.path(), given, "gitlab", "/0/location/path"),
            PATH,
            "{given}"
        );
        let encoded = "%E7%94%B2%20%E4%B9%99/%E6%8A%A5%E5%91%8A%231.txt";
        assert_eq!(path(FOLDER.path(), given, "sarif", uri), encoded, "{given}");
    }
    let elsewhere = tempfile::tempdir().expect("a folder");
    let told = path(elsewhere.path(), &whole, "sarif", uri);
    assert!(
        told.starts_with("file:///") && told.ends_with("/%E6%8A%A5%E5%91%8A%231.txt"),
        "{told}"
    );
}
