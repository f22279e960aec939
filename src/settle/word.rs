//! The words that no rule brings: what a fix does, and what a fault of the program is.

use crate::check::Lang;
use crate::finding::Fix;

/// What a fix does.
pub fn fix(lang: Lang, fix: &Fix, prose: &str) -> String {
    match (lang, fix.edits.as_slice()) {
        (Lang::Zh, [edit]) if edit.text.is_empty() => format!("删去“{}”", edit.span.of(prose)),
        (Lang::En, [edit]) if edit.text.is_empty() => format!("delete “{}”", edit.span.of(prose)),
        (Lang::Zh, [edit]) if edit.span.is_empty() => format!("补上“{}”", edit.text),
        (Lang::En, [edit]) if edit.span.is_empty() => format!("insert “{}”", edit.text),
        (Lang::Zh, [edit]) => format!("改为{}", edit.text),
        (Lang::En, [edit]) => format!("change to {}", edit.text),
        (Lang::Zh, edits) => format!("改动{}处", edits.len()),
        (Lang::En, edits) => format!("{} changes", edits.len()),
    }
}

/// That the program failed, on a rule or altogether.
pub fn crashed(lang: Lang, rule: Option<&str>, message: &str) -> String {
    match (lang, rule) {
        (Lang::Zh, Some(rule)) => format!("程序内部错误，规则 {rule} 未能检查本文：{message}"),
        (Lang::Zh, None) => format!("程序内部错误，未能检查本文：{message}"),
        (Lang::En, Some(rule)) => format!("internal error: rule {rule} could not check this document: {message}"),
        (Lang::En, None) => format!("internal error: this document could not be checked: {message}"),
    }
}
