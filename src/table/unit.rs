//! Units of tables: what a bare number takes from its column, its row, or the line above the table.
//!
//! Owns the places where a table names units. Which units there are is in the lexicon.

use super::grid::{Content, Grid};
use super::head::{self, Block, Layout};
use crate::figure::number::chinese_scale;
use crate::figure::unit::{Read, read};
use crate::figure::{Figure, Form, Value};
use crate::lexicon::Lexicon;

/// A unit with the power of ten before it: 万吨 is 吨 and 4.
#[derive(Clone)]
struct Scaled {
    read: Read,
    scale: i32,
}

/// Names of columns that hold percentages even where no sign says so.
const RATES: [&str; 8] = ["增长", "增速", "增幅", "比重", "占比", "增长率", "升降幅度", "增减幅度"];

/// Names of classes, which are counted in the unit of the column before: 在校生（人） | 男 | 女.
const CLASSES: [&str; 8] = ["男", "女", "男性", "女性", "城镇", "城市", "乡村", "农村"];

/// Names of columns of counts, which no unit of money above the table is meant for.
const COUNTS: [&str; 7] = ["个数", "户数", "家数", "人数", "件数", "企业数", "项目数"];

/// Whether a head names a class of what the column before it counts.
fn is_class(name: &str) -> bool {
    name.starts_with("其中") || CLASSES.contains(&super::plain_name(name).as_str())
}

/// Gives the bare numbers of a block their units.
pub fn give(grid: &Grid, layout: &Layout, block: &Block, figures: &mut [Figure], lexicon: &Lexicon) {
    let general = above(grid, lexicon);
    let mut before: Option<Scaled> = None;
    for column in &block.values {
        let path = head::path(grid, layout, *column);
        let of_column = path.iter().rev().find_map(|name| named(name, lexicon));
        let of_column = of_column.or_else(|| {
            before
                .clone()
                .filter(|_| path.last().is_some_and(|name| is_class(name)))
        });
        before.clone_from(&of_column);
        let rate = path
            .last()
            .is_some_and(|name| RATES.iter().any(|w| super::plain_name(name).ends_with(w)));
        let counts = path
            .last()
            .is_some_and(|name| COUNTS.contains(&super::plain_name(name).as_str()));
        let percent = || parse("%", lexicon);
        for row in layout.body(grid) {
            let Some(Content::Figure(id)) = grid.at(row, *column).map(|c| c.content) else {
                continue;
            };
            let of_row = || {
                let unit = block.unit.and_then(|c| parse(grid.words(row, c), lexicon));
                unit.or_else(|| block.labels.iter().find_map(|c| named(grid.words(row, *c), lexicon)))
            };
            let unit = of_column.clone().or_else(|| {
                if rate {
                    percent()
                } else {
                    of_row().or_else(|| {
                        general
                            .clone()
                            .filter(|unit| !(counts && unit.read.unit.dimension == "money"))
                    })
                }
            });
            if let Some(unit) = unit {
                take(&mut figures[id.index()], &unit);
            }
        }
    }
}

/// A bare number with a unit from elsewhere.
fn take(figure: &mut Figure, unit: &Scaled) {
    let Value::One(printed) = figure.value else { return };
    if figure.form != Form::Bare {
        return;
    }
    let mut value = printed.shifted(unit.scale + unit.read.shift);
    value.scaled |= unit.scale > 0;
    figure.value = Value::One(value);
    figure.form = unit.read.form;
    figure.unit = unit.read.unit.clone();
}

/// Whether a text is a unit and nothing else.
pub fn is_unit(text: &str, lexicon: &Lexicon) -> bool {
    parse(text, lexicon).is_some()
}

/// A unit that is all of a text.
fn parse(text: &str, lexicon: &Lexicon) -> Option<Scaled> {
    let text: String = text.chars().filter(|c| !crate::source::is_blank(*c)).collect();
    let text = text.trim_matches(['（', '）', '(', ')']);
    let whole = |rest: &str| read(lexicon, rest, 0).filter(|r| r.len == rest.len());
    let mut rest = text;
    let mut scale = 0;
    loop {
        if let Some(read) = whole(rest) {
            return Some(Scaled { read, scale });
        }
        let first = rest.chars().next()?;
        scale += match first {
            '十' => 1,
            '百' => 2,
            '千' => 3,
            c => chinese_scale(c)?,
        };
        rest = &rest[first.len_utf8()..];
    }
}

/// The unit that a head or a label names: 产量（万吨）, 金额(亿元), 增长%.
fn named(name: &str, lexicon: &Lexicon) -> Option<Scaled> {
    for (open, close) in [('（', '）'), ('(', ')')] {
        let inside = name.rsplit_once(open).and_then(|(_, rest)| rest.split_once(close));
        if let Some(unit) =
            inside.and_then(|(inside, _)| parse(inside.trim_start_matches("单位：").trim_start_matches('±'), lexicon))
        {
            return Some(unit);
        }
    }
    let percent = name.contains(['%', '％']) || name.contains("百分比");
    parse(if percent { "%" } else { name }, lexicon)
}

/// The unit of 单位：万元 above the table.
fn above(grid: &Grid, lexicon: &Lexicon) -> Option<Scaled> {
    grid.above.iter().rev().find_map(|line| {
        let (_, rest) = line.of(grid.text).split_once("单位")?;
        let rest = rest.trim_start_matches(|c| matches!(c, '：' | ':') || crate::source::is_blank(c));
        let end = rest.find(|c: char| {
            matches!(c, '）' | ')' | '、' | '，' | ',' | '；' | ';' | '。') || crate::source::is_blank(c)
        });
        parse(&rest[..end.unwrap_or(rest.len())], lexicon)
    })
}
