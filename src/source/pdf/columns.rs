//! Columns of a page: where the cells of a row stand above one another.
//!
//! Owns what is a cell of a line, by its gaps, and which cells share a column. Columns are counted as a terminal shows them.

use crate::source::is_blank;
use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The cells of a line as it is set out: their bytes, cut at gaps of two spaces and more.
pub(super) fn cells(line: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut gap = 2;
    for (at, c) in line.char_indices() {
        if is_blank(c) {
            gap += c.width_cjk().unwrap_or(1);
            continue;
        }
        match out.last_mut() {
            Some(last) if gap < 2 => last.end = at + c.len_utf8(),
            _ => out.push(at..at + c.len_utf8()),
        }
        gap = 0;
    }
    if out.len() > 1 {
        out.into_iter().flat_map(|cell| parted(line, cell)).collect()
    } else {
        out
    }
}

/// A name and the number right behind it, which narrow columns set with one space between: 教育 315.2.
fn parted(line: &str, cell: Range<usize>) -> Vec<Range<usize>> {
    let text = &line[cell.clone()];
    let parted = text.rsplit_once(' ').filter(|(name, number)| {
        let digits = number.trim_start_matches(['-', '+']).trim_end_matches('%');
        name.ends_with(|c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c) || c == '）')
            && digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_digit() || ".,".contains(c))
    });
    match parted {
        Some((name, number)) => vec![cell.start..cell.start + name.len(), cell.end - number.len()..cell.end],
        None => vec![cell],
    }
}

/// Where a range of a line stands on the page, in columns.
pub(super) fn place(line: &str, range: &Range<usize>) -> Range<usize> {
    let start = line[..range.start].width_cjk();
    start..start + line[range.clone()].width_cjk()
}

/// The columns of a table: what the fullest rows have in common. Nothing where too few of them stand above one another.
pub(super) fn columns(rows: &[&str]) -> Vec<Range<usize>> {
    let places = |row: &&str| -> Vec<Range<usize>> { cells(row).iter().map(|c| place(row, c)).collect() };
    let all: Vec<Vec<Range<usize>>> = rows.iter().map(places).collect();
    let most = all.iter().map(Vec::len).max().unwrap_or(0);
    let full = || all.iter().filter(|row| row.len() == most);
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut fitting = 0;
    for row in full() {
        let meets = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        let crosses = |(i, cell): (usize, &Range<usize>)| out.iter().enumerate().any(|(j, c)| i != j && meets(c, cell));
        if row.iter().enumerate().any(crosses) {
            continue;
        }
        fitting += 1;
        match out.is_empty() {
            true => out.clone_from(row),
            false => out
                .iter_mut()
                .zip(row)
                .for_each(|(c, cell)| *c = c.start.min(cell.start)..c.end.max(cell.end)),
        }
    }
    if fitting * 2 >= full().count() { out } else { Vec::new() }
}

/// The column that a cell stands in, or is nearest to.
pub(super) fn nearest(columns: &[Range<usize>], place: &Range<usize>) -> usize {
    let apart = |c: &Range<usize>| {
        let overlap = c.end.min(place.end).saturating_sub(c.start.max(place.start));
        let gap = c.start.saturating_sub(place.end) + place.start.saturating_sub(c.end);
        (gap, usize::MAX - overlap)
    };
    let ranked = (0..columns.len()).min_by_key(|i| apart(&columns[*i]));
    ranked.unwrap_or(0)
}
