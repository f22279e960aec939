//! JUnit and Checkstyle, read by parsers of XML, and by those that Python programs read them with where these are installed.

use crate::{BROKEN, ODD, PATH, WORD, WRITTEN};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

/// The message of `house/marks` as XML can hold it.
const MARKS: &str = "<b>&amp;\"'??[31m\u{FFFD}\u{FFFD}%0A::error,]]> 第二行";

/// The elements of a document with their attributes; fails on what is no XML.
#[track_caller]
fn elements(text: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let illegal =
        |c: char| matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    assert!(!text.contains(illegal));
    let mut reader = Reader::from_str(text);
    let mut found = Vec::new();
    loop {
        match reader.read_event().expect("XML") {
            Event::Start(element) | Event::Empty(element) => {
                let attributes = element.attributes().map(|a| {
                    let a = a.expect("an attribute");
                    let name = a.key.as_ref().to_owned();
                    let value = quick_xml::escape::unescape(&a.value).expect("escapes");
                    (name, value.into_owned())
                });
                let attributes = attributes.collect();
                found.push((element.name().as_ref().to_owned(), attributes));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// Runs Python over a report, if it has the module; tells when it has not.
fn python(module: &str, report: &str, script: &str) -> Option<String> {
    let known = Command::new("python3")
        .args(["-c", &format!("import {module}")])
        .output();
    if !known.is_ok_and(|out| out.status.success()) {
        println!("skipped: Python has no {module}");
        return None;
    }
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("report.xml"), report).expect("written");
    let mut command = Command::new("python3");
    command.args(["-X", "utf8", "-c", script]).current_dir(folder.path());
    let out = command.output().expect("runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    Some(String::from_utf8(out.stdout).expect("UTF-8"))
}

#[test]
fn checkstyle_names_every_file() {
    let found = elements(&WRITTEN["checkstyle"]);
    let names: Vec<&str> = found
        .iter()
        .filter(|(e, _)| e == "file")
        .map(|(_, a)| a["name"].as_str())
        .collect();
    assert_eq!(names, [BROKEN, "净.md", ODD, PATH, WORD]);
    let errors: Vec<_> = found.iter().filter(|(e, _)| e == "error").map(|(_, a)| a).collect();
    assert_eq!(errors.len(), 5);
    let share = errors.iter().find(|a| a["source"] == "house/share").expect("told");
    assert_eq!(
        (
            share["line"].as_str(),
            share["column"].as_str(),
            share["severity"].as_str()
        ),
        ("2", "56", "error")
    );
    assert_eq!(
        share["message"],
        "民生支出3.37亿元占一般公共预算支出4.13亿元的81.6%，文中写作91.6%"
    );
    assert_eq!(errors.iter().filter(|a| a["source"] == "unreadable").count(), 1);
    let marks: Vec<&str> = errors
        .iter()
        .filter(|a| a["source"] == "house/marks")
        .map(|a| a["message"].as_str())
        .collect();
    assert_eq!(marks, [MARKS, &format!("表.docx 表1:2:2: {MARKS}")]);
}

#[test]
fn junit_counts_what_failed() {
    let found = elements(&WRITTEN["junit"]);
    let sums = &found[0].1;
    assert_eq!(
        (
            sums["tests"].as_str(),
            sums["failures"].as_str(),
            sums["errors"].as_str()
        ),
        ("6", "4", "1")
    );
    let case = found
        .iter()
        .position(|(_, a)| a.get("name").is_some_and(|n| n == "house/share 2:56"));
    let [(_, case), (_, failure)] = &found[case.expect("told")..][..2] else {
        panic!("no failure")
    };
    assert_eq!(
        (case["file"].as_str(), case["line"].as_str(), case["column"].as_str()),
        (PATH, "2", "56")
    );
    assert_eq!(failure["type"], "error");
    assert!(found.iter().any(|(_, a)| a.get("message").is_some_and(|m| m == MARKS)));
    assert!(
        found
            .iter()
            .any(|(_, a)| a.get("name").is_some_and(|n| n == "house/marks 表1:2:2"))
    );
}

#[test]
fn junit_is_read_by_python() {
    let script = "
import junitparser
for suite in junitparser.JUnitXml.fromfile('report.xml'):
    print(suite.name, suite.tests, suite.failures, suite.errors, sep='|')
    for case in suite:
        for result in case.result:
            print(case.name, case.classname, type(result).__name__, result.type, result.message, sep='|')
            print((result.text or '').split('\\n')[0])
";
    let Some(told) = python("junitparser", &WRITTEN["junit"], script) else {
        return;
    };
    let share = "house/share 2:56|甲 乙/报告#1.txt|Failure|error|民生支出3.37亿元占一般公共预算支出4.13亿元的81.6%，文中写作91.6%\n甲 乙/报告#1.txt:2:56\n";
    assert!(told.contains(share), "{told}");
    for line in [
        "no.txt|1|0|1".to_owned(),
        "净.md|1|0|0".to_owned(),
        "gouji|no.txt|Error|unreadable|不是文本文件（第1字节处有空字符）".to_owned(),
        format!("house/marks 1:4|{ODD}|Failure|info|{MARKS}"),
    ] {
        assert!(told.lines().any(|l| l == line), "{line}\n{told}");
    }
}

#[test]
fn checkstyle_is_read_by_python() {
    let script = "
import xml.etree.ElementTree as tree
for file in tree.parse('report.xml').getroot().iter('file'):
    for error in file.iter('error'):
        print(file.get('name'), error.get('line'), error.get('column'), error.get('severity'), error.get('message'), sep='|')
";
    let Some(told) = python("xml.etree.ElementTree", &WRITTEN["checkstyle"], script) else {
        return;
    };
    let line = format!("{ODD}|1|4|info|{MARKS}");
    assert!(told.lines().any(|l| l == line), "{told}");
    assert_eq!(told.lines().count(), 5);
}
