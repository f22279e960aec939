//! What a rule says of itself, for reading.

use super::concise::severity;
use crate::check::{Example, Lang, Rule};
use crate::settle::{BASELINE, SUPPRESSION};
use std::io::{self, Write};

/// What is said of a finding that no rule makes ([`crate::settle::OWN`]).
pub fn own(id: &str, lang: Lang) -> Option<&'static str> {
    let texts = match id {
        SUPPRESSION => (
            "屏蔽：有理由保留的问题，写明规则和理由后不再提示。\n\
             Markdown：<!-- gouji-ignore-next 规则: 理由 --> 管下一段、下一项或下一张表，\n\
             <!-- gouji-disable 规则: 理由 --> 管到 <!-- gouji-enable 规则 --> 或文末；\n\
             Word：批注“gouji 忽略 规则：理由”管所批注的文字。\n\
             没有写明规则或理由的、规则不存在的、已无用处的屏蔽，都会提示。",
            "Suppressions: what is known and stays is not told when rule and reason are given.\n\
             Markdown: <!-- gouji-ignore-next RULE: reason --> for the next paragraph, item or table,\n\
             <!-- gouji-disable RULE: reason --> up to <!-- gouji-enable RULE --> or the end;\n\
             Word: a comment “gouji 忽略 RULE：reason” for the text that it is anchored to.\n\
             One without rule or reason, of a rule that does not exist, or that nothing needs any more, is told.",
        ),
        BASELINE => (
            "基线：gouji baseline create 把现有问题记入文件，以后只提示新问题。\n\
             记下的问题按内容辨认，移动位置仍然有效，数字改了就不再有效；已不再查出的条目会提示，\n\
             用 gouji baseline update 更新。",
            "The baseline: gouji baseline create writes down what is found, so that only new findings are told.\n\
             An entry is known by its content: it holds when the text moves and no longer when a figure changes.\n\
             Entries that are no longer found are told; gouji baseline update brings the file up to date.",
        ),
        _ => return None,
    };
    Some(match lang {
        Lang::Zh => texts.0,
        Lang::En => texts.1,
    })
}

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
