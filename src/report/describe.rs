//! What a rule says of itself, for reading.

use super::concise::severity;
use crate::check::{Example, Lang, Rule};
use std::io::{self, Write};

/// Writes a rule: its message, why it is there, what it does not catch, its examples.
///
/// # Errors
/// When the output cannot be written.
pub fn explain(out: &mut dyn Write, rule: &Rule, lang: Lang) -> io::Result<()> {
    let zh = lang == Lang::Zh;
    let say = |zh_text: &'static str, en: &'static str| if zh { zh_text } else { en };
    let confidence = format!("{:?}", rule.confidence).to_lowercase();
    writeln!(
        out,
        "{}  {} · {confidence} · {}",
        rule.id,
        severity(rule.severity),
        rule.kind
    )?;
    writeln!(out, "{}{}", say("提示：", "message: "), rule.message.get(lang))?;
    writeln!(out, "{}{}", say("理由：", "why: "), rule.why.get(lang))?;
    if let Some(misses) = &rule.misses {
        writeln!(out, "{}{}", say("查不出：", "does not catch: "), misses.get(lang))?;
    }
    if let Some(help) = &rule.help {
        writeln!(out, "{}{}", say("怎么办：", "help: "), help.get(lang))?;
    }
    if !rule.profiles.is_empty() {
        writeln!(out, "{}{}", say("适用：", "profiles: "), rule.profiles.join("、"))?;
    }
    for example in &rule.examples {
        let name = if example.bad {
            say("错例", "bad")
        } else {
            say("正例", "good")
        };
        writeln!(out, "{name}{}", say("：", ":"))?;
        for line in marked(example).trim_end().lines() {
            writeln!(out, "  {line}")?;
        }
    }
    Ok(())
}

/// The text with its marks, as the rule file has it.
fn marked(example: &Example) -> String {
    let mut text = String::with_capacity(example.text.len() + 8);
    let mut at = 0;
    for mark in &example.marks {
        let range = mark.range();
        text = text + &example.text[at..range.start] + "[[" + &example.text[range.clone()] + "]]";
        at = range.end;
    }
    text + &example.text[at..]
}
