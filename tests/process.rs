//! What only a running process shows: the same bytes whatever the threads, readers that go away, a filter that answers line by line.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn gouji(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.args(args).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

fn output(folder: &Path, args: &[&str]) -> Output {
    gouji(args).current_dir(folder).output().expect("runs")
}

/// A folder of drafts, some with slips, in several encodings, one of them no text.
fn drafts(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for i in 0..count {
        let (part, sum) = (i % 90 + 5, i % 7);
        let text = format!(
            "一、回顾\n全年支出{}亿元，其中民生支出{part}亿元，占{}.0%。(一)完成{sum}件实事。\n",
            part * 2,
            50 + sum
        );
        let folder = folder.path().join(format!("{:02}", i % 13));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join(format!("{i}.txt")), text).expect("written");
    }
    fs::write(folder.path().join("00/no.txt"), [0, 1, 2, 0, 255]).expect("written");
    folder
}

#[test]
fn the_same_bytes_whatever_the_threads() {
    let folder = drafts(300);
    for format in ["jsonl", "full"] {
        let runs: Vec<Output> = ["1", "7"]
            .map(|threads| {
                output(
                    folder.path(),
                    &[
                        "check",
                        "--format",
                        format,
                        "--min-severity",
                        "info",
                        "--threads",
                        threads,
                        ".",
                    ],
                )
            })
            .into();
        assert_eq!(runs[0].status.code(), Some(2), "one draft is no text");
        assert_eq!(runs[0].stdout, runs[1].stdout, "{format}");
        assert_eq!(runs[0].stderr, runs[1].stderr, "{format}");
    }
    let json = output(folder.path(), &["check", "--format", "json", "."]).stdout;
    let report: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    let paths: Vec<&str> = report["files"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|f| f["path"].as_str())
        .collect();
    assert_eq!(paths.len(), 300);
    assert!(paths.is_sorted());
    assert_eq!(report["errors"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_reader_may_go_away() {
    let folder = tempfile::tempdir().expect("a folder");
    let draft = folder.path().join("a.txt");
    fs::write(&draft, "收入3亿元，支出12件。\n".repeat(20_000)).expect("written");
    let mut child = gouji(&["figures", "--format", "csv"])
        .arg(&draft)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    let mut first = [0; 16];
    let mut out = child.stdout.take().expect("piped");
    out.read_exact(&mut first).expect("some output");
    drop(out);
    let done = child.wait_with_output().expect("ends");
    assert_eq!(String::from_utf8_lossy(&done.stderr), "");
    assert_eq!(done.status.code(), Some(0));
}

#[test]
fn the_filter_answers_before_it_reads_on() {
    let mut child = gouji(&["--stdin-format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("runs");
    let mut to = child.stdin.take().expect("piped");
    let mut from = BufReader::new(child.stdout.take().expect("piped"));
    let mut ask = |line: &str| {
        to.write_all(line.as_bytes()).expect("written");
        to.flush().expect("written");
        let mut answer = String::new();
        from.read_line(&mut answer).expect("an answer");
        serde_json::from_str::<serde_json::Value>(&answer).expect("JSON")
    };
    let first = ask("{\"path\": \"甲.txt\", \"text\": \"收入3亿元。\"}\n");
    assert_eq!(
        (first["path"].as_str(), first["figures"]["total"].as_u64()),
        (Some("甲.txt"), Some(1))
    );
    let wrong = ask("{\"path\": \"乙.txt\"}\n");
    assert_eq!(wrong["error"]["path"], "<stdin>:2");
    let last = ask("{\"path\": \"丙.md\", \"text\": \"收入**3**亿元。\"}\n");
    assert_eq!(last["path"], "丙.md");
    drop(to);
    assert_eq!(child.wait().expect("ends").code(), Some(2));
}

#[test]
fn colours_only_when_asked_for_or_at_a_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), "收入3亿元。\n").expect("written");
    // The summary has no colours; figures and rules neither. What matters is that nothing escapes by default.
    for args in [&["a.txt"][..], &["--color", "never", "a.txt"], &["figures", "a.txt"]] {
        let out = output(folder.path(), args).stdout;
        assert!(!out.contains(&0x1b), "{args:?}");
    }
}

#[test]
fn several_reports_in_one_run() {
    let folder = drafts(3);
    let out = output(
        folder.path(),
        &[
            "--output",
            "json=a.json",
            "--output",
            "full=b.out",
            "--color",
            "always",
            "--format",
            "concise",
            "-v",
            ".",
        ],
    );
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("written");
    let json: serde_json::Value = serde_json::from_str(&read("a.json")).expect("JSON");
    assert_eq!(json["files"].as_array().map(Vec::len), Some(3));
    assert_eq!(json["errors"].as_array().map(Vec::len), Some(1));
    let full = read("b.out");
    assert!(full.contains("共 3 个文件") && !full.contains('\u{1b}'), "{full}");
    let told = String::from_utf8_lossy(&out.stderr);
    assert!(told.lines().any(|line| line.contains("rules, 4 drafts")), "{told}");
}

#[test]
fn a_ledger_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let draft = "收入3亿元，其中税收2亿元。\n";
    fs::write(path.join("a.txt"), draft).expect("written");
    fs::write(path.join("bad.yaml"), "rules: 1\n").expect("written");
    let run = |args: &[&str]| output(path, &[&["figures", "a.txt"], args].concat());
    let read = |name: &str| fs::read(path.join(name)).expect("written");
    for format in ["table", "csv", "json"] {
        let shown = run(&["--format", format]).stdout;
        let out = run(&["--format", format, "-o", "out"]);
        assert_eq!((out.status.code(), out.stdout.as_slice()), (Some(0), &b""[..]));
        assert_eq!(read("out"), shown, "{format}");
    }
    // The ending names the format; the bytes are the same every time.
    assert_eq!(run(&["-o", "a.xlsx"]).status.code(), Some(0));
    let first = read("a.xlsx");
    assert!(first.starts_with(b"PK"));
    assert_eq!(run(&["-o", "a.xlsx"]).status.code(), Some(0));
    assert_eq!(read("a.xlsx"), first);
    // What fails leaves what was there, and nothing beside it.
    for args in [
        &["--format", "xlsx"][..],
        &["-o", "a.xlsx", "--rules", "bad.yaml"],
        &["-o", "a.txt"],
        &["-o", "./a.txt"],
        &["-o", "none/a.csv"],
        &["-o", "."],
    ] {
        let out = run(args);
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(!out.stderr.is_empty() && out.stdout.is_empty(), "{args:?}");
    }
    assert_eq!(read("a.txt"), draft.as_bytes());
    assert_eq!(read("a.xlsx"), first);
    let mut names: Vec<String> = fs::read_dir(path)
        .expect("readable")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["a.txt", "a.xlsx", "bad.yaml", "out"]);
}

/// Whoever may read a file made in a folder may read a ledger written there; a link stays one.
#[cfg(unix)]
#[test]
fn a_ledger_is_a_file_like_any_other() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    fs::write(path.join("a.txt"), "收入3亿元。\n").expect("written");
    symlink("real.csv", path.join("link.csv")).expect("a link");
    fs::write(path.join("real.csv"), "").expect("written");
    fs::set_permissions(path.join("real.csv"), fs::Permissions::from_mode(0o600)).expect("set");
    let mode = |name: &str| fs::metadata(path.join(name)).expect("there").permissions().mode() & 0o777;
    for name in ["new.csv", "link.csv"] {
        assert_eq!(output(path, &["figures", "a.txt", "-o", name]).status.code(), Some(0));
    }
    assert_eq!(mode("new.csv"), mode("a.txt"));
    assert_eq!(mode("real.csv"), 0o600);
    assert!(fs::symlink_metadata(path.join("link.csv")).expect("there").is_symlink());
    assert!(fs::read(path.join("real.csv")).expect("there").len() > 100);
    let full = output(path, &["figures", "a.txt", "-o", "/dev/full"]);
    if Path::new("/dev/full").exists() {
        assert_eq!(full.status.code(), Some(2));
    }
}

/// A file may vanish between the walk and the reading, or be none that can be read.
#[cfg(unix)]
#[test]
fn what_cannot_be_read_stops_nothing() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    fs::write(path.join("a.txt"), "收入3亿元。\n").expect("written");
    symlink("gone.txt", path.join("b.txt")).expect("a link");
    symlink("..", path.join("up")).expect("a link");
    symlink("c.txt", path.join("c.txt")).expect("a link");
    let out = output(path, &["--format", "json", "."]);
    assert_eq!(out.status.code(), Some(2));
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let paths = |key: &str| -> Vec<String> {
        let list = json[key].as_array().expect("a list");
        list.iter()
            .filter_map(|entry| entry["path"].as_str().map(str::to_owned))
            .collect()
    };
    assert_eq!(paths("files"), ["./a.txt"]);
    assert_eq!(paths("errors"), ["./b.txt", "./c.txt"]);
}

/// Text that no draft is made of: one sentence of a million characters, marks that never close, thousands of levels.
#[test]
fn odd_text_ends_soon_and_without_a_fault() {
    let folder = tempfile::tempdir().expect("a folder");
    let texts = [
        ("a.txt", "全年收入3.37亿元，同比增长5.2%，".repeat(20_000)),
        ("b.txt", "“".repeat(20_000)),
        ("c.txt", "9".repeat(200_000)),
        ("d.md", ">".repeat(20_000) + " 收入3亿元\n"),
        (
            "e.md",
            "|a".repeat(3000) + "|\n" + &"|-".repeat(3000) + "|\n" + &"|1".repeat(3000) + "|\n",
        ),
        ("f.txt", String::new()),
        ("g.txt", "\n\r\n\r\u{2028}\u{3000}".to_owned()),
    ];
    for (name, text) in &texts {
        fs::write(folder.path().join(name), text).expect("written");
    }
    let out = output(folder.path(), &["--format", "jsonl", "."]);
    let text = String::from_utf8(out.stdout).expect("UTF-8");
    assert_eq!(text.lines().count(), texts.len() + 1);
    assert!(!text.contains("internal-error"));
    assert_ne!(out.status.code(), Some(2));
}
