//! What the cells of tables are listed as.
//!
//! Owns how a cell is named for a reader: by its row and its column. Which cells are facts that are compared is told by
//! [`crate::fact::cell`].

use super::Context;
use crate::fact::cell::{CAPTION, GROWTHS, VALUES, leading_year, stem};
use crate::fact::{Aspect, Extent, Period};
use crate::figure::{FigureId, Form};
use crate::lexicon::Lexicon;
use crate::table::{Entry, Line, Table, UNNUMBERED};
use std::collections::BTreeMap;

/// What a cell is listed as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// What is measured: the name of the row with what it is a part of, that of the column unless it says only when or how much it grew,
    /// and the caption where neither says what is counted.
    pub indicator: String,
    /// The year, where the table tells it.
    pub period: Option<Period>,
    /// The side of the indicator, where the table tells it.
    pub aspect: Option<Aspect>,
}

/// Heads of columns of shares.
const SHARES: [&str; 3] = ["比重", "占比", "构成"];

/// The names of all cells that have one.
pub fn names(cx: &Context) -> BTreeMap<FigureId, Named> {
    let tables = cx.analysis.tables.iter();
    let mut out: BTreeMap<FigureId, Named> = tables.flat_map(|table| of_table(table, cx)).collect();
    for fact in &cx.analysis.cells {
        let named = Named {
            indicator: fact.name.clone(),
            period: fact.when.year.map(year),
            aspect: Some(fact.key.aspect),
        };
        out.insert(fact.figure, named);
    }
    out
}

fn year(year: i32) -> Period {
    Period {
        from: Some(year),
        extent: Extent::Year,
        ..Period::default()
    }
}

fn of_table(table: &Table, cx: &Context) -> Vec<(FigureId, Named)> {
    let (rows, columns) = (row_names(&table.rows), heads(&table.columns));
    let caption = caption(table, cx);
    let mut out = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        for (c, head) in columns.iter().enumerate() {
            let Entry::Figure(id) = table.at(r, c) else { continue };
            let names = [row.as_str(), head.name.as_str()].into_iter().filter(|n| !n.is_empty());
            let mut indicator = names.collect::<Vec<_>>().join("·");
            let percent = cx.figure(id).form == Form::Percent;
            let grows = || caption.as_deref().is_some_and(|line| percent && is_growth(line));
            if let Some(caption) = caption.as_deref().filter(|_| !tells(&indicator, cx.lexicon)) {
                indicator = format!("{indicator}（{caption}）");
            }
            let named = Named {
                indicator,
                period: head.year.map(year),
                aspect: head.aspect.or_else(|| grows().then_some(Aspect::Growth)),
            };
            out.extend((!named.indicator.is_empty()).then_some((id, named)));
        }
    }
    out
}

/// Whether a name holds a listed indicator.
fn tells(name: &str, lexicon: &Lexicon) -> bool {
    lexicon.indicators_in(name).next().is_some()
}

fn plain(line: &Line) -> String {
    format!("{}{}", line.group, stem(&line.name))
}

/// The names of rows, each behind that of the row that it is a part of: what is set in or marked, and what stands in the table twice.
fn row_names(rows: &[Line]) -> Vec<String> {
    let own: Vec<String> = rows.iter().map(plain).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &own {
        *counts.entry(name).or_default() += 1;
    }
    // The rows above that others may be parts of, each deeper than the one before it; the last of them, and the last that stands once.
    let mut open: Vec<usize> = Vec::new();
    let (mut main, mut once): (Option<usize>, Option<usize>) = (None, None);
    let mut out = Vec::with_capacity(rows.len());
    for (row, line) in rows.iter().enumerate() {
        let single = counts[own[row].as_str()] == 1;
        let whole = match line {
            line if line.level > UNNUMBERED => open.iter().rev().copied().find(|above| rows[*above].level < line.level),
            line if line.memo => main,
            _ if !single => once,
            _ => None,
        };
        out.push(
            match whole
                .map(|above| &own[above])
                .filter(|whole| !whole.is_empty() && **whole != own[row])
            {
                Some(whole) => format!("{whole}·{}", own[row]),
                None => own[row].clone(),
            },
        );
        if !line.memo {
            open.retain(|above| rows[*above].level < line.level);
            open.push(row);
            main = Some(row);
        }
        once = if single { Some(row) } else { once };
    }
    out
}

/// What a column says of its rows.
struct Head {
    /// What is measured, if the row does not say all of it.
    name: String,
    aspect: Option<Aspect>,
    /// The year that it begins with.
    year: Option<i32>,
}

/// What each column says.
fn heads(columns: &[Line]) -> Vec<Head> {
    let names: Vec<String> = columns.iter().map(plain).collect();
    let several = columns.iter().filter(|line| aspect(line).is_none()).count() > 1;
    // 数量 and 金额 tell two columns apart, as two years do; 绝对数 or a year alone says nothing.
    let only_year = |name: &str| matches!(leading(name), Some((_, "")));
    let said = |name: &&String| several || !VALUES.contains(&name.as_str()) && !only_year(name);
    let mut amount = None;
    let mut out = Vec::with_capacity(names.len());
    for (line, name) in columns.iter().zip(&names) {
        let aspect = aspect(line);
        let told = match aspect {
            None => {
                amount = Some(name);
                amount
            }
            // The growth of what stands in the column before it.
            Some(Aspect::Growth) => amount,
            Some(_) => Some(name).filter(|name| !SHARES.contains(&name.as_str())),
        };
        out.push(Head {
            name: told.filter(said).cloned().unwrap_or_default(),
            aspect,
            year: leading(name).map(|(year, _)| year),
        });
    }
    out
}

/// The side that a head of a column tells: growth, a share; none of an amount.
fn aspect(head: &Line) -> Option<Aspect> {
    match stem(&head.name) {
        head if GROWTHS.contains(&head) => Some(Aspect::Growth),
        head if SHARES.iter().any(|share| head.ends_with(share)) => Some(Aspect::Share),
        _ => None,
    }
}

/// The year that a name begins with and what follows, but for the first of several years.
fn leading(name: &str) -> Option<(i32, &str)> {
    leading_year(name).filter(|(_, rest)| rest.is_empty() || rest.starts_with(char::is_alphabetic))
}

/// Whether a caption says that the percentages below are growth: 价格比上年上涨.
fn is_growth(caption: &str) -> bool {
    ["上涨", "涨跌幅度", "涨跌幅", "涨幅", "增长", "增长速度", "增速"]
        .iter()
        .any(|end| caption.ends_with(end))
}

/// What the caption says is counted, without its number, its year and what it says of the form: 主要商品出口数量、金额 of
/// 表10 2021年主要商品出口数量、金额及其增长速度.
fn caption<'a>(table: &Table, cx: &Context<'a>) -> Option<String> {
    let lines = table.above.iter().rev().map(|span| span.of(&cx.document.text));
    let bare = |line: &'a str| line.trim_matches(|c: char| c == '*' || c == '#' || c.is_whitespace());
    let digit = |c: char| c.is_ascii_digit() || c.is_whitespace();
    let unnumbered = |line: &'a str| match line.strip_prefix('附').unwrap_or(line).strip_prefix('表') {
        Some(rest) => rest.trim_start_matches(digit).trim_start_matches(['：', ':']),
        None => line,
    };
    // 单位：万吨 behind the caption is none of it.
    let unit = |line: &'a str| match line.find("单位") {
        Some(at) if at > "金额".len() => line[..at].trim_end_matches(['（', '(', ' ']),
        _ => line,
    };
    let mut lines = lines.map(|line| unit(unnumbered(bare(line))));
    let line = lines.find(|line| line.chars().count() <= CAPTION && !line.contains(['。', '：', ':', '!']))?;
    // The title of the document is none.
    if ["公报", "报告"].iter().any(|end| line.ends_with(end)) {
        return None;
    }
    let line = line.trim_start_matches(digit);
    let line = line.strip_prefix('年').unwrap_or(line);
    let line = ["及其", "情况", "统计表"]
        .iter()
        .find_map(|word| line.find(word).map(|at| &line[..at]))
        .unwrap_or(line);
    (!line.is_empty()).then(|| line.to_owned())
}
