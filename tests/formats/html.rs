//! The page: what is in it, and how it behaves in a real browser. The latter is skipped with a line where Chromium or Node.js is missing.

use crate::gouji;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

const DRAFT: &str = "seeds/planted/arith.txt";

fn page(args: &[&str]) -> String {
    let mut all = vec!["check", "--exit-zero", "--format", "html"];
    all.extend(args);
    gouji(&all)
}

#[test]
fn nothing_of_a_draft_is_taken_for_html() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("<b>&\"报告.txt");
    let text =
        "<script>alert(1)</script>𠮷😀一般公共预算支出4.13亿元，其中民生支出3.37亿元，占一般公共预算支出的91.6%。\n";
    fs::write(&path, text).expect("written");
    let page = page(&[path.to_str().expect("UTF-8")]);
    assert!(!page.contains("<b>&\"报告") && !page.contains("<script>alert"));
    // The position counted by hand: behind everything else of its line stands the mark.
    let line = page
        .lines()
        .find(|line| line.contains("data-line=\"1\""))
        .expect("the line");
    assert!(line.contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt;𠮷😀一般公共预算支出<a id=\"d1-n0\"></a><mark class=\"contradicted related\" data-findings=\"0\""), "{line}");
    assert!(line.contains(">91.6%</mark>。</p>"), "{line}");
}

#[test]
fn the_page_is_chinese_and_english() {
    let (zh, en) = (page(&[DRAFT]), page(&[DRAFT, "--lang", "en"]));
    assert!(zh.contains("<html lang=\"zh-CN\">") && zh.contains("数据核对表") && zh.contains("应为7.3%"));
    assert!(en.contains("<html lang=\"en\">") && en.contains(">Ledger ") && !en.contains("核对"));
    for loaded in ["src=", "@import", "url(", "http:", "https:"] {
        assert!(!zh.contains(loaded), "the page loads something: {loaded}");
    }
}

#[test]
fn a_browser_shows_it() {
    let program = ["chromium", "chromium-browser", "google-chrome"];
    let runs = |program: &&str| Command::new(program).arg("--version").output().is_ok();
    let (Some(browser), true) = (program.iter().find(|p| runs(p)), runs(&"node")) else {
        println!("skipped: there is no Chromium, or no Node.js");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("page.html");
    fs::write(&file, page(&[DRAFT, "seeds/planted/word.txt"])).expect("written");
    let told: Value = serde_json::from_str(&gouji(&["check", "--exit-zero", "--format", "json", DRAFT])).expect("JSON");
    let findings = told["files"][0]["findings"].as_array().expect("a list").iter();
    let texts: Vec<&Value> = findings.map(|finding| &finding["text"]).collect();
    let expected = json!({"findings": texts, "text": fs::read_to_string(DRAFT).expect("the draft")});
    // Where somebody wants to look at the pictures.
    let shots = std::env::var("GOUJI_SHOTS").unwrap_or_else(|_| folder.path().to_string_lossy().into_owned());
    let done = Command::new("node")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/browser.mjs"))
        .args([browser, file.to_str().expect("UTF-8"), &shots, &expected.to_string()])
        .output()
        .expect("node runs");
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && said.contains("all steps done"), "{said}");
}
