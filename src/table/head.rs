//! Heads: which rows and columns of a table name the others.
//!
//! Owns the rows of the head, the part that every column plays, and the names of the columns of values.

use super::grid::{Content, Grid};
use super::{Line, label, unit};
use crate::lexicon::Lexicon;
use std::ops::Range;

/// Where heads and values stand.
pub struct Layout {
    /// Rows of the head.
    head: u32,
    /// The table, or its halves side by side.
    pub blocks: Vec<Block>,
    /// Columns that number the rows.
    pub numbering: Vec<u32>,
}

/// Columns that share their labels.
#[derive(Default)]
pub struct Block {
    /// Columns whose words name a row.
    pub labels: Vec<u32>,
    /// The column of units.
    pub unit: Option<u32>,
    /// Columns of values.
    pub values: Vec<u32>,
}

/// Rows that a head has at most.
const MOST_HEADS: u32 = 4;

impl Layout {
    /// Rows behind the head.
    pub fn body(&self, grid: &Grid) -> Range<u32> {
        self.head..grid.height
    }

    /// Rows of the head.
    pub fn heads(&self) -> Range<u32> {
        0..self.head
    }
}

/// Finds heads, labels, units and values.
pub fn layout(grid: &Grid, lexicon: &Lexicon) -> Layout {
    let head = (0..grid.height.min(MOST_HEADS))
        .take_while(|row| is_head(grid, *row, lexicon))
        .count() as u32;
    let head = head.max(merged_head(grid, head));
    let mut out = Layout {
        head,
        blocks: Vec::new(),
        numbering: Vec::new(),
    };
    let mut opening = "";
    for column in 0..grid.width {
        let name = (0..head)
            .rev()
            .map(|row| grid.over(row, column).map_or("", |c| super::text_of(c.span, grid.text)))
            .find(|w| !w.is_empty())
            .unwrap_or("");
        let starts = out
            .blocks
            .last()
            .is_none_or(|b| !b.values.is_empty() && !name.is_empty() && name == opening);
        // A column without a name beside others with one is their spill.
        let named = !name.is_empty()
            || column == 0
            || (0..head).all(|row| (0..grid.width).all(|c| grid.words(row, c).is_empty()));
        match part(grid, head, column, name, lexicon) {
            Part::Nothing => {}
            Part::Numbering => out.numbering.push(column),
            Part::Value if !named => {}
            _ if starts => {
                opening = name;
                out.blocks.push(Block {
                    labels: vec![column],
                    ..Block::default()
                });
            }
            part => {
                let Some(block) = out.blocks.last_mut() else { continue };
                match part {
                    Part::Unit => block.unit = Some(column),
                    Part::Value => block.values.push(column),
                    _ if block.values.is_empty() => block.labels.push(column),
                    _ => {}
                }
            }
        }
    }
    out
}

/// Rows that the merged cells of the first row reach over, where no number stands in them.
fn merged_head(grid: &Grid, head: u32) -> u32 {
    let first = (0..grid.width).filter_map(|c| grid.at(0, c));
    let rows = first
        .map(|c| c.down)
        .max()
        .unwrap_or(0)
        .min(MOST_HEADS)
        .min(grid.height);
    let number = |c: &super::grid::Cell| matches!(c.content, Content::Figure(_)) && !c.year;
    let words = (0..rows).all(|row| !(0..grid.width).filter_map(|c| grid.at(row, c)).any(number));
    if head > 0 && words { rows } else { 0 }
}

/// What a column is for.
enum Part {
    Nothing,
    Numbering,
    Label,
    Unit,
    Value,
}

fn part(grid: &Grid, head: u32, column: u32, name: &str, lexicon: &Lexicon) -> Part {
    let plain = label::plain_name(name);
    match plain.as_str() {
        "序号" | "编号" | "行次" => return Part::Numbering,
        "位次" | "排名" | "名次" | "备注" => return Part::Nothing,
        _ => {}
    }
    let cells: Vec<_> = (head..grid.height).filter_map(|row| grid.at(row, column)).collect();
    let figures = cells.iter().filter(|c| matches!(c.content, Content::Figure(_))).count();
    let words = cells.iter().filter(|c| c.content == Content::Words);
    let all = words.clone().count();
    let units = words
        .filter(|c| unit::is_unit(super::text_of(c.span, grid.text), lexicon))
        .count();
    match () {
        () if cells.is_empty() => Part::Nothing,
        () if ["单位", "计量单位"].contains(&plain.as_str()) || (figures == 0 && all > 0 && units == all) => {
            Part::Unit
        }
        () if figures > 0 && figures >= all => Part::Value,
        () if all > 0 => Part::Label,
        () => Part::Nothing,
    }
}

/// Whether a row names columns: no number stands behind its first cell, but for years.
fn is_head(grid: &Grid, row: u32, lexicon: &Lexicon) -> bool {
    let rest: Vec<_> = (1..grid.width).filter_map(|c| grid.at(row, c)).collect();
    let number = |c: &&super::grid::Cell| matches!(c.content, Content::Figure(_)) && !c.year;
    if rest.iter().any(number) {
        return false;
    }
    let first = grid.words(row, 0);
    let names = rest.iter().any(|c| c.content == Content::Words || c.year);
    let only_units = || {
        rest.iter()
            .all(|c| unit::is_unit(super::text_of(c.span, grid.text), lexicon))
    };
    // An empty head is one too: Markdown has no table without.
    row == 0 || names && (first.is_empty() || first == grid.words(0, 0) || only_units())
}

/// The column with the name that the head gives.
pub fn line(grid: &Grid, layout: &Layout, column: u32, lexicon: &Lexicon) -> Line {
    let mut path = path(grid, layout, column);
    path.pop_if(|name| unit::is_unit(name, lexicon));
    let (name, above) = path.split_last().map_or(("", &[][..]), |(n, above)| (*n, above));
    Line {
        name: label::plain_name(name),
        group: above.iter().map(|w| label::plain_name(w)).collect::<Vec<_>>().join(" "),
        memo: name.starts_with("其中") || name.starts_with('#'),
        level: 0,
    }
}

/// The words above a column, from the top: a head that spans several columns stands over the first of them.
pub fn path<'a>(grid: &'a Grid, layout: &Layout, column: u32) -> Vec<&'a str> {
    let mut out: Vec<&str> = Vec::new();
    for row in layout.heads() {
        let own = grid.over(row, column).map_or("", |c| super::text_of(c.span, grid.text));
        let below = (row + 1..layout.head).any(|r| !grid.words(r, column).is_empty());
        let word = if own.is_empty() && below && out.is_empty() {
            (1..column)
                .rev()
                .map(|c| grid.words(row, c))
                .find(|w| !w.is_empty())
                .unwrap_or("")
        } else {
            own
        };
        if !word.is_empty() && out.last() != Some(&word) {
            out.push(word);
        }
    }
    out
}
