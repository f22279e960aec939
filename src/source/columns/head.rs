//! Heads of tables that are written as lines.
//!
//! Owns how one or two lines above the rows name the columns, also where print sets their characters apart: 指 标 is 指标.

use super::layout::{Cell, Layout};
use super::row::{self, Shape};
use crate::span::Span;
use std::ops::Range;

/// Lines of a head at most.
pub const MOST: usize = 2;

/// Ends of what the column of names is called.
const NAMES: [&str; 24] = [
    "指标",
    "名称",
    "项目",
    "行业",
    "地区",
    "产品",
    "品种",
    "类别",
    "科目",
    "县区",
    "区县",
    "县市区",
    "部门",
    "国家",
    "单位",
    "分组",
    "年份",
    "商品",
    "内容",
    "区域",
    "市州",
    "乡镇",
    "街道",
    "分类",
];

/// What a column of units is called.
const UNITS: [&str; 2] = ["单位", "计量单位"];

/// The names of columns.
#[derive(Clone, Debug)]
pub struct Head {
    /// Its cells, in the order of the text.
    pub cells: Vec<Cell>,
    /// How many lines it has.
    pub lines: usize,
    /// Whether it names the column of names.
    pub named: bool,
}

/// The columns of rows of a shape with their head, `above` being the lines above them, the nearest first.
pub fn find(text: &str, above: &[Span], rows: &[Span], shape: Shape) -> (Layout, Option<Head>) {
    let lines: Vec<Tokens> = above.iter().map_while(|line| Tokens::read(text, *line)).collect();
    let named = lines
        .iter()
        .any(|line| line.names_units(text, usize::from(shape.lead) + 1));
    let layout = Layout {
        shape,
        unit: !shape.mid && (named || rows.iter().all(|row| has_unit(text, *row, shape))),
    };
    let two = || {
        let [below, top, ..] = lines.as_slice() else {
            return None;
        };
        let plain = Two::new(text, layout, top, below).head();
        plain.or_else(|| Two::new(text, layout, &top.merged(text), &below.merged(text)).head())
    };
    let one = || {
        let line = lines.first()?;
        let plain = row_of(text, layout, &line.0, 1);
        plain.or_else(|| row_of(text, layout, &line.merged(text).0, 1))
    };
    (layout, two().or_else(one))
}

/// Whether a line of words between rows is the head of another table.
pub fn begins(text: &str, line: Span, shape: Shape) -> bool {
    let words = |line: Tokens| line.merged(text).0.len();
    shape.values > 1 && Tokens::read(text, line).is_some_and(|line| words(line) > shape.values)
}

/// The words of a line that name columns.
#[derive(Clone, Debug)]
struct Tokens(Vec<Span>);

impl Tokens {
    /// None where a line is no head: it has numbers, or says more.
    fn read(text: &str, line: Span) -> Option<Self> {
        let own = line.of(text);
        if own.len() > row::LONGEST || row::is_sentence(own) || row::is_caption(own) {
            return None;
        }
        let mut out: Vec<Span> = Vec::new();
        for field in row::fields(own) {
            let word = &own[field.clone()];
            let span = Span::new(field.start, field.end).shift(line.start as usize);
            match out.last_mut() {
                _ if row::is_value(word) && !row::is_year(word) => return None,
                // A unit behind its column.
                Some(last) if is_bracket(word) || word.starts_with(['%', '％']) => *last = last.join(span),
                _ => out.push(span),
            }
        }
        Some(Self(out))
    }

    /// With characters that stand alone put together: the name of names, 单位, all of an odd number, the others by two.
    fn merged(&self, text: &str) -> Self {
        let mut out = Vec::new();
        let mut at = 0;
        while at < self.0.len() {
            let alone = self.0[at..]
                .iter()
                .take_while(|span| row::is_alone(span.of(text)))
                .count();
            let len = match alone {
                0 => 1,
                _ => self.word(text, at..at + alone),
            };
            out.push(self.0[at].join(self.0[at + len - 1]));
            at += len;
        }
        Self(out)
    }

    /// How many of the characters that stand alone make the first word.
    fn word(&self, text: &str, alone: Range<usize>) -> usize {
        let known = |len: &usize| {
            let word: String = self.0[alone.start..alone.start + len]
                .iter()
                .map(|s| s.of(text))
                .collect();
            NAMES.contains(&word.strip_suffix("名称").filter(|w| !w.is_empty()).unwrap_or(&word))
        };
        let longest = (2..=alone.len().min(4)).rev().find(known);
        longest.unwrap_or(if alone.len().is_multiple_of(2) { 2 } else { alone.len() })
    }

    /// Whether one of its words names units, behind the first ones.
    fn names_units(&self, text: &str, first: usize) -> bool {
        let own = |line: &Self| {
            let mut behind = line.0.iter().skip(first);
            behind.any(|span| UNITS.contains(&closed(span.of(text)).as_str()))
        };
        own(self) || own(&self.merged(text))
    }
}

fn is_bracket(word: &str) -> bool {
    word.starts_with(['（', '('])
}

/// A word without the gaps that print sets.
fn closed(word: &str) -> String {
    word.chars().filter(|c| !crate::source::is_blank(*c)).collect()
}

/// Whether a word is what a column of names is called.
fn is_name(text: &str, word: Span) -> bool {
    let word = word.of(text).split(['（', '(']).next().unwrap_or("");
    let word = closed(word);
    NAMES.iter().any(|name| word.ends_with(name))
}

/// Words in the order of the columns as one row.
fn row_of(text: &str, layout: Layout, words: &[Span], lines: usize) -> Option<Head> {
    let (all, unit) = (layout.count(), layout.unit_column());
    let columns: Vec<usize> = match words.len() {
        len if len == all => (0..all).collect(),
        len if len + 1 == all && unit.is_some() => (0..all).filter(|column| unit != Some(*column)).collect(),
        len if len > 1 && len == layout.shape.values => layout.values().collect(),
        _ => return None,
    };
    let mut cells: Vec<Cell> = columns
        .iter()
        .zip(words)
        .map(|(column, span)| Cell::new(*span, 0, *column))
        .collect();
    cells.sort_by_key(|cell| cell.span.start);
    Some(Head {
        cells,
        lines,
        named: words.len() > layout.shape.values
            && words[..words.len() - layout.shape.values]
                .iter()
                .any(|w| is_name(text, *w)),
    })
}

/// A head of two lines.
struct Two<'a> {
    text: &'a str,
    layout: Layout,
    top: &'a [Span],
    below: &'a [Span],
}

impl<'a> Two<'a> {
    fn new(text: &'a str, layout: Layout, top: &'a Tokens, below: &'a Tokens) -> Self {
        Self {
            text,
            layout,
            top: &top.0,
            below: &below.0,
        }
    }

    fn head(&self) -> Option<Head> {
        self.wrapped().or_else(|| self.groups()).or_else(|| self.spread())
    }

    /// The end of one name at the start of the second line, in brackets: 行业 项目 above （个） 增长%.
    fn wrapped(&self) -> Option<Head> {
        let ((end, rest), names) = (self.below.split_first()?, self.top.len());
        if !is_bracket(end.of(self.text)) || names < 2 {
            return None;
        }
        let words: Vec<Span> = self.top.iter().chain(rest).copied().collect();
        let mut head = row_of(self.text, self.layout, &words, 2).filter(|head| head.named)?;
        let column = head.cells[names - 1].column as usize;
        head.cells.insert(names, Cell::new(*end, 1, column));
        Some(head)
    }

    /// Groups of columns above the columns.
    fn groups(&self) -> Option<Head> {
        let (before, values) = (self.layout.before(), self.layout.shape.values);
        let (top, below) = (self.top, self.below);
        let groups = top
            .len()
            .checked_sub(before)
            .filter(|n| *n > 0 && *n < values && values.is_multiple_of(*n))?;
        let named = is_name(self.text, top[before - 1 - usize::from(self.layout.unit)]);
        if self.layout.shape.mid
            || below.first().is_some_and(|word| is_bracket(word.of(self.text)))
            || below.len() != values
            || !named
        {
            return None;
        }
        let across = values / groups;
        let over = top.iter().enumerate().map(|(i, span)| match i.checked_sub(before) {
            None => Cell {
                down: 2,
                ..Cell::new(*span, 0, i)
            },
            Some(group) => Cell {
                across: across as u32,
                ..Cell::new(*span, 0, before + group * across)
            },
        });
        let under = (before..).zip(below).map(|(column, span)| Cell::new(*span, 1, column));
        Some(Head {
            cells: over.chain(under).collect(),
            lines: 2,
            named,
        })
    }

    /// The names of all columns, some a line lower than the others: 指标 全国 above 城市 农村.
    fn spread(&self) -> Option<Head> {
        let (top, below) = (self.top, self.below);
        let first = |line: &[Span]| line.first().is_some_and(|word| is_name(self.text, *word));
        let before = self.layout.before();
        let words: Vec<Span> = if first(top) {
            top.iter().chain(below).copied().collect()
        } else if first(below) && below.len() >= before {
            let (names, rest) = below.split_at(before);
            names.iter().chain(top).chain(rest).copied().collect()
        } else {
            return None;
        };
        (words.len() == self.layout.count()).then(|| row_of(self.text, self.layout, &words, 2))?
    }
}

/// Whether the last word before the values of a row is a unit.
fn has_unit(text: &str, row: Span, shape: Shape) -> bool {
    let own = row.of(text);
    let words: Vec<&str> = row::fields(own).into_iter().map(|field| &own[field]).collect();
    let first = words.len().saturating_sub(shape.values);
    let least = usize::from(shape.lead) + 1;
    let unit = |word: &&str| row::is_value(word) || row::is_unit(word);
    words[..first]
        .get(least..)
        .and_then(|before| before.last())
        .is_some_and(unit)
}
