//! Safe fixes as tracked changes.

use crate::annotate::{LIMIT, gouji};
use crate::word::{Word, p, part};
use gouji::annotate::{Change, revise};
use gouji::source::{ReadOptions, read};
use std::fs;

/// The body of a document, what is replaced by what, and the body then; nothing where it cannot be a tracked change.
fn revisions() -> Vec<(String, &'static str, &'static str, Option<String>)> {
    let run = |text: &str| format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let bare = |text: &str| format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>");
    let p = |inner: String| format!("<w:p>{inner}</w:p>");
    let tracked = |id: u32, old: &str, new: &str| {
        let change = |kind: &str, id: u32, name: &str, text: &str| match text {
            "" => String::new(),
            _ => format!(
                "<w:{kind} w:id=\"{id}\" w:author=\"gouji\"><w:r><w:rPr><w:b/></w:rPr><w:{name} xml:space=\"preserve\">{text}</w:{name}></w:r></w:{kind}>"
            ),
        };
        change("del", id, "delText", old) + &change("ins", id + 1, "t", new)
    };
    let note = "<w:r><w:footnoteReference w:id=\"1\"/></w:r>";
    let inserted = |inner: String| format!("<w:ins w:id=\"7\">{inner}</w:ins>");
    vec![
        (
            p(run("收人3亿元")),
            "收人",
            "收入",
            Some(p(tracked(1, "收人", "收入") + &run("3亿元"))),
        ),
        (
            p(run("全年收人")),
            "收人",
            "收入",
            Some(p(run("全年") + &tracked(1, "收人", "收入"))),
        ),
        (
            p(run("收人")),
            "收人",
            "<入>",
            Some(p(tracked(1, "收人", "&lt;入&gt;"))),
        ),
        (
            p(bare("全年 收人3亿")),
            "收人",
            "收入",
            Some(p(run("全年 ") + &tracked(1, "收人", "收入") + &run("3亿"))),
        ),
        (
            p(run("全年的的收入")),
            "的的收",
            "的收",
            Some(p(run("全年") + &tracked(1, "的的收", "的收") + &run("入"))),
        ),
        (
            p(run("全年的，收入")),
            "，",
            "",
            Some(p(run("全年的") + &tracked(1, "，", "") + &run("收入"))),
        ),
        (
            p(run("甲") + &inserted(run("乙")) + &run("收人")),
            "收人",
            "收入",
            Some(p(run("甲") + &inserted(run("乙")) + &tracked(8, "收人", "收入"))),
        ),
        (p(run("收") + &run("人")), "收人", "收入", None),
        (p(inserted(run("收人"))), "收人", "收入", None),
        (p(run("正文") + note), "注一", "注二", None),
        (p(run("A&amp;B")), "&", "和", None),
    ]
}

#[test]
fn a_safe_fix_is_a_tracked_change() {
    for (body, old, new, want) in revisions() {
        let word = Word::new(&body);
        let bytes = word.bytes();
        let document = read("a.docx", &bytes, &ReadOptions::default()).expect("readable");
        let start = document.source.find(old).expect("there");
        let change = Change {
            range: start..start + old.len(),
            text: new.to_owned(),
        };
        let revised = revise(&bytes, &document, &[change.clone(), change], LIMIT).expect("revised");
        assert_eq!(revised.changed, usize::from(want.is_some()), "{body}");
        let Some(want) = want else {
            assert_eq!(revised.bytes, bytes);
            continue;
        };
        let got = part(&revised.bytes, "word/document.xml");
        assert!(got.contains(&format!("<w:body>{want}</w:body>")), "{want}\n{got}");
        let again = read("a.docx", &revised.bytes, &ReadOptions::default()).expect("readable");
        assert_eq!(again.source, document.source.replacen(old, new, 1));
        for word in [word.clone().strict(), word.clone().prefixed(), word.unprefixed()] {
            let bytes = word.bytes();
            let document = read("a.docx", &bytes, &ReadOptions::default()).expect("readable");
            let change = Change {
                range: start..start + old.len(),
                text: new.to_owned(),
            };
            let revised = revise(&bytes, &document, &[change], LIMIT).expect("revised");
            let again = read("a.docx", &revised.bytes, &ReadOptions::default()).expect("readable");
            assert_eq!(again.source, document.source.replacen(old, new, 1));
        }
    }
}

/// A fix is a change in the copy and no comment any more; a second run has nothing left to do.
#[test]
fn the_program_fixes_what_is_safe() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let rules = "rules:\n  - id: house/name\n    severity: warning\n    confidence: certain\n    message: 应为{fix}\n    message_en: should be {fix}\n    why: 更名。\n    check:\n      terms:\n        applicability: safe\n        words:\n          - {wrong: 办事通, right: 一码通}\n    examples:\n      - bad: 依托[[办事通]]。\n      - good: 依托一码通。\n";
    fs::write(path.join("house.yaml"), rules).expect("written");
    fs::write(path.join("a.docx"), Word::new(&p("依托办事通受理。")).bytes()).expect("written");
    let run = |from: &str, to: &str, more: &[&str]| {
        let args = [
            &[
                "annotate",
                from,
                "-o",
                to,
                "--rules",
                "house.yaml",
                "--no-default-rules",
            ],
            more,
        ]
        .concat();
        let output = gouji(path, &args);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{told}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert_eq!(run("a.docx", "b.docx", &[]), "b.docx：新增批注 1 条\n");
    assert_eq!(
        run("a.docx", "c.docx", &["--fix"]),
        "c.docx：新增批注 0 条，修订 1 处\n"
    );
    let copy = fs::read(path.join("c.docx")).expect("there");
    assert!(part(&copy, "word/document.xml").contains("<w:delText xml:space=\"preserve\">办事通</w:delText>"));
    assert_eq!(run("c.docx", "d.docx", &["--fix"]), "d.docx：新增批注 0 条\n");
    assert_eq!(fs::read(path.join("d.docx")).expect("there"), copy);
}
