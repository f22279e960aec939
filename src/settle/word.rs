//! The words that no rule brings: what a fix does, and what a fault of the program is.

use crate::check::Lang;
use crate::finding::{Edit, Fix};
use crate::span::Span;

/// The longest text, in bytes, that is repeated with its change in it.
const LONGEST: usize = 60;

/// What a fix does: what the offending text would become, and of an edit elsewhere also what it replaces.
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
        Lang::Zh if here => format!("改为{}", changed(edit, at, prose)),
        Lang::En if here => format!("change to {}", changed(edit, at, prose)),
        Lang::Zh => format!("将{old}改为{new}"),
        Lang::En => format!("change {old} to {new}"),
    }
}

/// The offending text with the change made; only the new part where the change goes beyond it or the text is long.
fn changed(edit: &Edit, at: Span, prose: &str) -> String {
    if !at.contains(edit.span) || at.of(prose).len() > LONGEST {
        return edit.text.clone();
    }
    let before = Span {
        end: edit.span.start,
        ..at
    };
    let after = Span {
        start: edit.span.end,
        ..at
    };
    format!("{}{}{}", before.of(prose), edit.text, after.of(prose))
}

/// That the baseline accepts what is no longer found; the first of it is named.
pub fn unused(lang: Lang, count: usize, rule: &str, text: &str) -> String {
    let text: String = text.chars().take(LONGEST / 3).collect();
    match lang {
        Lang::Zh => format!("基线中有 {count} 条已不再查出，如 {rule}“{text}”，可运行 gouji baseline update 更新"),
        Lang::En => format!(
            "{count} of the baseline {} no longer found, such as {rule} “{text}”; gouji baseline update removes them",
            if count == 1 { "is" } else { "are" }
        ),
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
