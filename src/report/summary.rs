//! The lines that close a report: how many figures were read and verified, and what was found.

use super::printable;
use crate::check::Lang;
use crate::settle::Summary;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The line of one document.
pub fn line(lang: Lang, path: &str, sums: &Summary) -> String {
    match lang {
        Lang::Zh => format!("{}：{}", printable(path), body(lang, sums)),
        Lang::En => format!("{}: {}", printable(path), body(lang, sums)),
    }
}

/// The line of all documents together.
pub fn total(lang: Lang, sums: &Summary) -> String {
    match lang {
        Lang::Zh => format!("共 {} 个文件：{}", sums.files, body(lang, sums)),
        Lang::En => format!("{} files: {}", sums.files, body(lang, sums)),
    }
}

/// How often each rule spoke, most often first.
///
/// # Errors
/// When the output cannot be written.
pub fn statistics(out: &mut dyn Write, rules: &BTreeMap<String, u64>) -> io::Result<()> {
    let mut rows: Vec<(&String, &u64)> = rules.iter().collect();
    rows.sort_by_key(|(id, count)| (std::cmp::Reverse(**count), id.as_str()));
    for (id, count) in rows {
        writeln!(out, "{count:>6}  {id}")?;
    }
    Ok(())
}

fn body(lang: Lang, sums: &Summary) -> String {
    let figures = sums.figures;
    let per = sums.per_10_000();
    match lang {
        Lang::Zh => {
            let infos = if sums.infos > 0 {
                format!("，提示 {}", sums.infos)
            } else {
                String::new()
            };
            let known = known(sums.suppressed, "，屏蔽 ") + &known(sums.baselined, "，基线 ");
            format!(
                "{} 个数字，核实 {}，矛盾 {}，无从核对 {}；错误 {}，警告 {}{infos}{known}，每万字 {per} 处",
                figures.total, figures.verified, figures.contradicted, figures.unverified, sums.errors, sums.warnings
            )
        }
        Lang::En => {
            let infos = if sums.infos > 0 {
                format!(", {}", many(sums.infos, "info"))
            } else {
                String::new()
            };
            let known = known(sums.suppressed, ", suppressed ") + &known(sums.baselined, ", in the baseline ");
            format!(
                "{}, {} verified, {} contradicted, {} not checkable; {}, {}{infos}{known}, {per} per 10,000 characters",
                many(figures.total, "figure"),
                figures.verified,
                figures.contradicted,
                figures.unverified,
                many(sums.errors, "error"),
                many(sums.warnings, "warning")
            )
        }
    }
}

/// A count that is told only when there is something.
fn known(count: u64, word: &str) -> String {
    if count > 0 {
        format!("{word}{count}")
    } else {
        String::new()
    }
}

fn many(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
