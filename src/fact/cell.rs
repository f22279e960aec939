//! What the cells of tables measure.
//!
//! Owns which cells are facts at all: those of a row (or a column) whose name is a listed indicator and nothing more, under a year or a
//! head that means the year of the table. Everything else in a table is no fact of the document: rows of places, parts of another row,
//! plans. They are kept apart from the facts of sentences ([`super::bind`]), which no table shall unsettle.

use super::frame::Frame;
use super::key::{Key, When};
use super::{Aspect, Price};
use crate::figure::{Figure, FigureId, Form};
use crate::lexicon::Lexicon;
use crate::lexicon::entries::Class;
use crate::outline::Outline;
use crate::source::Document;
use crate::table::{Entry, Line, Table};
use std::collections::BTreeMap;

/// A cell that is the value of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFact {
    /// The figure.
    pub figure: FigureId,
    /// Its table, as an index.
    pub table: u32,
    /// What its row or column is called.
    pub name: String,
    /// What crosses it is called: 2022年.
    pub across: String,
    /// Which fact it is.
    pub key: Key,
    /// When.
    pub when: When,
}

/// Heads that mean the value of the year that the table is about.
pub const VALUES: [&str; 17] = [
    "绝对数",
    "绝对量",
    "绝对值",
    "总量",
    "数值",
    "指标值",
    "金额",
    "实绩",
    "完成",
    "完成数",
    "完成额",
    "实际完成",
    "决算数",
    "执行数",
    "全年",
    "全年完成",
    "本年",
];

/// What may follow a year in the head of its values.
const BEHIND_YEAR: [&str; 13] = [
    "",
    "末",
    "底",
    "实际",
    "实绩",
    "完成",
    "完成数",
    "决算",
    "决算数",
    "执行数",
    "实现",
    "数",
    "值",
];

/// Heads of columns of growth.
pub const GROWTHS: [&str; 12] = [
    "比上年增长",
    "比上年同期增长",
    "比上年末增长",
    "比上年末增减",
    "比上年增减",
    "比上年",
    "同比增长",
    "同比增减",
    "同比",
    "增长",
    "增速",
    "增幅",
];

/// Words above a table by which its values are no results of the whole area in one year.
const APART: [&str; 16] = [
    "全国",
    "全省",
    "各",
    "分县",
    "县区",
    "县（市",
    "计划",
    "目标",
    "安排",
    "任务",
    "草案",
    "季度",
    "月",
    "上半年",
    "预计",
    "五年",
];

/// Characters of a caption; longer lines are paragraphs, which speak of other years too.
pub const CAPTION: usize = 40;

/// Characters of a name that says enough by itself.
const SHORTEST: usize = 4;

/// The facts of all tables, in order of their figures. Cannot fail.
pub fn cells(
    document: &Document,
    outline: &Outline,
    tables: &[Table],
    figures: &[Figure],
    frame: &Frame,
    lexicon: &Lexicon,
) -> Vec<CellFact> {
    let mut out = Vec::new();
    for (number, table) in (0..).zip(tables) {
        let reader = Reader {
            number,
            table,
            figures,
            frame,
            lexicon,
        };
        let above: Vec<&str> = table.above.iter().map(|span| span.of(&document.text)).collect();
        let apart = above.iter().any(|line| APART.iter().any(|w| line.contains(w)));
        let place = table.figures().next().map(|id| figures[id.index()].span.start);
        let local = place
            .and_then(|at| outline.paragraph_at(at))
            .is_some_and(|p| frame.settings[p].local.is_some());
        if local {
            continue;
        }
        let year = match place {
            Some(at) if !apart && !frame.after_turn(at) => {
                let captions = above.iter().rev().filter(|line| line.chars().count() <= CAPTION);
                captions.filter_map(|line| year_in(line)).next().or(frame.review)
            }
            _ => None,
        };
        reader.facts(year, &mut out);
    }
    out.sort_by_key(|c| c.figure);
    out
}

struct Reader<'a> {
    number: u32,
    table: &'a Table,
    figures: &'a [Figure],
    frame: &'a Frame,
    lexicon: &'a Lexicon,
}

/// What the line across an indicator says of a value.
#[derive(Clone, Copy)]
struct Side {
    year: i32,
    aspect: Aspect,
}

impl Reader<'_> {
    /// The facts, `year` being that of the table.
    fn facts(&self, year: Option<i32>, out: &mut Vec<CellFact>) {
        let (rows, columns) = (&self.table.rows, &self.table.columns);
        let across = self.sides(columns, year);
        for (r, entry) in self.indicators(rows) {
            for (c, side) in across.iter().enumerate() {
                out.extend(side.and_then(|side| self.fact([r, c], entry, [&rows[r], &columns[c]], side)));
            }
        }
        // Years as rows and indicators as columns.
        let down: Vec<Option<Side>> = rows.iter().map(|row| self.side(row, None, None)).collect();
        for (c, entry) in self.indicators(columns) {
            for (r, side) in down.iter().enumerate() {
                out.extend(side.and_then(|side| self.fact([r, c], entry, [&columns[c], &rows[r]], side)));
            }
        }
    }

    fn sides(&self, lines: &[Line], year: Option<i32>) -> Vec<Option<Side>> {
        let latest = lines
            .iter()
            .filter_map(|line| year_of(line).map(|(year, _)| year))
            .max();
        lines
            .iter()
            .map(|line| self.side(line, year, latest.or(year)))
            .collect()
    }

    /// What a head says; nothing of a plan, a part of the year or a year that is still to come.
    fn side(&self, line: &Line, of_table: Option<i32>, latest: Option<i32>) -> Option<Side> {
        let name = stem(&line.name);
        let (year, aspect) = match year_of(line) {
            Some((year, rest)) if BEHIND_YEAR.contains(&rest) || VALUES.contains(&rest) => (Some(year), Aspect::Level),
            Some(_) => return None,
            None if !line.group.is_empty() => return None,
            None if VALUES.contains(&name) => (of_table, Aspect::Level),
            None if GROWTHS.contains(&name) => (latest, Aspect::Growth),
            None => return None,
        };
        let year = year.filter(|y| self.frame.review.is_none_or(|review| *y <= review))?;
        Some(Side { year, aspect })
    }

    /// The lines whose name is an indicator, each name only where it stands once: what is named twice is told apart by something else.
    fn indicators(&self, lines: &[Line]) -> Vec<(usize, u32)> {
        let mut found: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (i, line) in lines.iter().enumerate() {
            let name = stem(&line.name);
            let alone =
                line.group.is_empty() && !line.memo && name.chars().count() >= SHORTEST && !name.starts_with('第');
            if let Some(entry) = self.lexicon.indicator_named(name).filter(|_| alone) {
                found.entry(entry).or_default().push(i);
            }
        }
        let once = found.into_iter().filter(|(_, lines)| lines.len() == 1);
        once.map(|(entry, lines)| (lines[0], entry)).collect()
    }

    fn fact(&self, [row, column]: [usize; 2], entry: u32, [line, across]: [&Line; 2], side: Side) -> Option<CellFact> {
        let Entry::Figure(figure) = self.table.at(row, column) else {
            return None;
        };
        let indicator = &self.lexicon.indicators[entry as usize];
        let own = &self.figures[figure.index()];
        let (dimension, growth) = (own.unit.dimension.as_str(), side.aspect == Aspect::Growth);
        let aspect = match own.form {
            Form::Percent if growth => Aspect::Growth,
            Form::Percent if indicator.class == Class::Rate => Aspect::Rate,
            Form::Amount if !growth && !dimension.is_empty() => Aspect::Level,
            _ => return None,
        };
        let fits = |wanted: &str| aspect != Aspect::Level || wanted.is_empty() || wanted == dimension;
        if indicator.each || !own.plain() || !fits(indicator.dimension.as_deref().unwrap_or_default()) {
            return None;
        }
        let unit = own.unit.entry.map(|e| &self.lexicon.units[e as usize]);
        let currency = unit.and_then(|u| u.currency.clone()).unwrap_or_default();
        Some(CellFact {
            figure,
            table: self.number,
            name: stem(&line.name).to_owned(),
            across: format!("{}{}", across.group, across.name),
            key: Key {
                name: indicator.name.clone(),
                area: String::new(),
                aspect,
                dimension: format!("{dimension}{currency}"),
                price: Price::Unknown,
            },
            when: When {
                since: None,
                year: Some(side.year),
                months: None,
            },
        })
    }
}

/// A name without the unit behind it: in brackets, or 比上年增长%.
pub fn stem(name: &str) -> &str {
    let bare = name.split(['（', '(']).next().unwrap_or(name);
    Some(bare.trim_end_matches(['%', '％']))
        .filter(|n| !n.is_empty())
        .unwrap_or(name)
}

/// The year that a head begins with or stands under, and what follows it.
fn year_of(line: &Line) -> Option<(i32, &str)> {
    let name = stem(&line.name);
    match (leading_year(name), leading_year(&line.group)) {
        (Some(own), None) if line.group.is_empty() => Some(own),
        (None, Some((year, ""))) => Some((year, name)),
        _ => None,
    }
}

/// The year that a name begins with, and what follows it.
pub fn leading_year(name: &str) -> Option<(i32, &str)> {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let year = name[..name.len() - rest.len()].parse().ok()?;
    (1949..=2100)
        .contains(&year)
        .then(|| (year, rest.strip_prefix('年').unwrap_or(rest)))
}

/// The one year that a line names.
fn year_in(line: &str) -> Option<i32> {
    let years = line.match_indices('年').filter_map(|(at, _)| {
        let digits = line[..at].len() - line[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
        line[at - digits..at]
            .parse::<i32>()
            .ok()
            .filter(|y| (1949..=2100).contains(y))
    });
    let mut years: Vec<i32> = years.collect();
    years.dedup();
    (years.len() == 1).then(|| years[0])
}
