//! The words that no rule brings: what a fix does, and what a fault of the program is.

use crate::check::Lang;
use crate::finding::Fix;
use crate::span::Span;

/// What a fix does; an edit elsewhere than at the offending text says what it replaces.
pub fn fix(lang: Lang, fix: &Fix, at: Span, prose: &str) -> String {
    let [edit] = fix.edits.as_slice() else {
        return match lang {
            Lang::Zh => format!("改动{}处", fix.edits.len()),
            Lang::En => format!("make {} changes", fix.edits.len()),
        };
    };
    let (old, new) = (edit.span.of(prose), edit.text.as_str());
    let here = at.overlaps(edit.span);
    match lang {
        Lang::Zh if new.is_empty() => format!("删去“{old}”"),
        Lang::En if new.is_empty() => format!("delete “{old}”"),
        Lang::Zh if old.is_empty() => format!("补上“{new}”"),
        Lang::En if old.is_empty() => format!("insert “{new}”"),
        Lang::Zh if here => format!("改为{new}"),
        Lang::En if here => format!("change to {new}"),
        Lang::Zh => format!("将{old}改为{new}"),
        Lang::En => format!("change {old} to {new}"),
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
