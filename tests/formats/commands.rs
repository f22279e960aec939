//! Workflow commands, read as the runner reads them: a command a line, properties between commas, escapes undone.

use crate::{BROKEN, ODD, PATH, WORD, WRITTEN};
use std::collections::BTreeMap;

struct Command {
    kind: String,
    properties: BTreeMap<String, String>,
    message: String,
}

fn unescaped(text: &str) -> String {
    let text = text.replace("%0D", "\r").replace("%0A", "\n");
    text.replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
}

fn read() -> Vec<Command> {
    let line = |line: &str| {
        let (head, message) = line
            .strip_prefix("::")
            .and_then(|l| l.split_once("::"))
            .expect("a command");
        let (kind, properties) = head.split_once(' ').expect("properties");
        let property = |p: &str| {
            let (name, value) = p.split_once('=').expect("a property");
            (name.to_owned(), unescaped(value))
        };
        Command {
            kind: kind.to_owned(),
            properties: properties.split(',').map(property).collect(),
            message: unescaped(message),
        }
    };
    WRITTEN["github"].lines().map(line).collect()
}

fn find(title: &str, file: &str) -> Command {
    let mut commands = read().into_iter();
    let here = |c: &Command| c.properties["title"] == title && c.properties["file"] == file;
    commands.find(here).expect(title)
}

#[test]
fn an_annotation_stands_on_its_figure() {
    let share = find("gouji (house/share)", PATH);
    let numbers = ["line", "col", "endLine", "endColumn"].map(|name| share.properties[name].as_str());
    assert_eq!((share.kind.as_str(), numbers), ("error", ["2", "56", "2", "61"]));
    let start = format!("{PATH}:2:56: 民生支出3.37亿元占一般公共预算支出4.13亿元的81.6%，文中写作91.6%\n");
    assert!(share.message.starts_with(&start), "{}", share.message);
    assert_eq!(find("gouji (house/name)", PATH).kind, "warning");
}

/// Nothing that a draft or a rule says ends a command or begins another.
#[test]
fn what_is_said_stays_inside_of_its_command() {
    assert_eq!(read().len(), 5);
    let odd = find("gouji (house/marks)", ODD);
    assert_eq!(odd.kind, "notice");
    assert!(odd.message.contains(":1:4: <b>&amp;\"'??[31m"), "{}", odd.message);
    assert!(odd.message.contains("%0A::error,]]> 第二行"), "{}", odd.message);
    let word = find("gouji (house/marks)", WORD);
    assert!(word.message.starts_with("表.docx 表1:2:2: <b>"), "{}", word.message);
}

#[test]
fn what_cannot_be_read_is_an_error_of_its_file() {
    let broken = find("gouji", BROKEN);
    assert_eq!(broken.kind, "error");
    assert_eq!(broken.message, "no.txt: 不是文本文件（第1字节处有空字符）");
}
