//! A finding that begins on one line and ends on another, in the formats that count for themselves what a column is.

use crate::fake::{check, says, span, written};
use gouji::finding::Finding;
use gouji::report::Format;
use gouji::settle::Policy;
use gouji::span::Span;

/// Three characters, one of them of 4 bytes and two UTF-16 units, and the line feed stand before the second line.
const TEXT: &str = "甲𠮷乙\n丙😀丁。\n";

#[test]
fn each_format_has_its_own_columns() {
    let rule = says("t/two-lines", |rule, text| {
        let (first, last) = (span(text, "乙"), span(text, "丁"));
        Finding::new(rule, Span::new(first.start as usize, last.end as usize))
    });
    let report = [check(TEXT, vec![rule], &Policy::default())];
    for (format, expected) in [
        (
            Format::Json,
            r#""range":{"start":{"byte":7,"line":1,"column":3,"utf16":4},"end":{"byte":21,"line":2,"column":4,"utf16":5}}"#,
        ),
        (
            Format::Sarif,
            r#""region":{"startLine":1,"startColumn":3,"endLine":2,"endColumn":4}"#,
        ),
        (
            Format::Gitlab,
            r#""begin":{"line":1,"column":3},"end":{"line":2,"column":4}"#,
        ),
        (
            Format::Rdjson,
            r#""start":{"line":1,"column":8},"end":{"line":2,"column":11}"#,
        ),
        (
            Format::Rdjsonl,
            r#""start":{"line":1,"column":8},"end":{"line":2,"column":11}"#,
        ),
        // GitHub takes no columns of several lines.
        (Format::Github, "file=报告.txt,line=1,endLine=2::报告.txt:1:3: "),
        (Format::Junit, r#"line="1" column="3""#),
        (Format::Checkstyle, r#"line="1" column="3""#),
    ] {
        let text = written(&report, format, 80, &Policy::default());
        assert!(text.contains(expected), "{format:?}: {text}");
    }
}
