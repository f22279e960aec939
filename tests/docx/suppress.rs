//! Comments of a Word file by which a drafter says that a finding stays.

use crate::annotate::gouji;
use crate::word::Word;
use std::fs;

const SLIP: &str = "粮食产量由90.2万吨增加到96.8万吨，增长6.3%。";

/// A comment with its id and text.
fn comment(id: u32, text: &str) -> String {
    format!(
        r#"<w:comment w:id="{id}" w:author="甲"><w:p><w:r><w:annotationRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>"#
    )
}

/// A paragraph whose part between two texts has a comment.
fn noted(before: &str, inside: &str, after: &str, id: u32) -> String {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    format!(
        r#"<w:p>{}<w:commentRangeStart w:id="{id}"/>{}<w:commentRangeEnd w:id="{id}"/><w:r><w:commentReference w:id="{id}"/></w:r>{}</w:p>"#,
        run(before),
        run(inside),
        run(after)
    )
}

#[test]
fn a_comment_holds_for_what_it_is_anchored_to() {
    let (before, after) = SLIP.split_once("96.8万吨，增长6.3%").expect("a slip");
    let slip = |id| noted(before, "96.8万吨，增长6.3%", after, id);
    let place =
        |id: u32| format!(r#"<w:p><w:r><w:t>{SLIP}</w:t></w:r><w:r><w:commentReference w:id="{id}"/></w:r></w:p>"#);
    let rule = "arith/growth-from-pair";
    for (body, said, told) in [
        (slip(1), format!("gouji 忽略 {rule}：口径调整"), vec![]),
        (slip(1), "gouji忽略arith:口径调整".to_owned(), vec![]),
        (place(1), format!("gouji 忽略 {rule}：口径调整"), vec![]),
        (slip(1), format!("gouji 忽略 {rule}"), vec!["suppression", rule]),
        (
            slip(1),
            "gouji 忽略 arith/cagr：口径调整".to_owned(),
            vec!["suppression", rule],
        ),
        (slip(1), "请核对".to_owned(), vec![rule]),
        (
            noted("粮食", "产量", &SLIP["粮食产量".len()..], 1),
            format!("gouji 忽略 {rule}：口径调整"),
            vec!["suppression", rule],
        ),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let file = Word::new(&body).with_comments(&comment(1, &said));
        fs::write(folder.path().join("a.docx"), file.bytes()).expect("written");
        let done = gouji(folder.path(), &["a.docx", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_slice(&done.stdout).expect("JSON");
        let findings = report["files"][0]["findings"].as_array().expect("a list");
        let mut found: Vec<&str> = findings.iter().filter_map(|f| f["rule"].as_str()).collect();
        found.sort_by_key(|rule| *rule != "suppression");
        assert_eq!(found, told, "{said}: {report}");
        let known = u64::from(!told.contains(&rule));
        assert_eq!(report["summary"]["suppressed"], known, "{said}");
        if known == 1 {
            assert_eq!(report["files"][0]["suppressed"][0]["reason"], "口径调整");
        }
    }
}
