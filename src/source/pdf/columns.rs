//! Columns of a page: where the cells of a row stand above one another.
//!
//! Owns what is a cell of a line, by its gaps, and which cells share a column. Columns are counted in characters, as `pdftotext` sets them.

use crate::source::fields::fields;
use crate::source::is_blank;
use std::ops::Range;

/// The cells of a line as it is set out: their bytes, cut at gaps of two spaces and more.
pub(super) fn cells(line: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut gap = 2;
    for (at, c) in line.char_indices() {
        if is_blank(c) {
            gap += 1;
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
    let start = line[..range.start].chars().count();
    start..start + line[range.clone()].chars().count()
}

/// A row as places on the page.
type Places = Vec<Range<usize>>;

/// Rows that are tried as the one that the others follow: a head often stands askew.
const TRIED: usize = 8;

/// The columns of a table: what the fullest rows have in common. Nothing where too few of them stand above one another.
pub(super) fn columns(rows: &[&str]) -> Places {
    let places = |row: &&str| -> Places { cells(row).iter().map(|c| place(row, c)).collect() };
    let all: Vec<Places> = rows.iter().map(places).collect();
    let most = all.iter().map(Vec::len).max().unwrap_or(0);
    let full: Vec<&Places> = all.iter().filter(|row| row.len() == most).collect();
    let tried = full.iter().take(TRIED).map(|base| following(base, &full));
    let best = tried.reduce(|best, next| if next.0 > best.0 { next } else { best });
    let enough = |(fitting, _): &(usize, Places)| fitting * 2 >= full.len();
    best.filter(enough).map_or_else(Places::new, |(_, columns)| columns)
}

/// The columns that begin with one row and widen with all that cross none of them; and how many those are.
fn following(base: &Places, rows: &[&Places]) -> (usize, Places) {
    let meets = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    let mut out = base.clone();
    let mut fitting = 0;
    for row in rows {
        let crosses = |(i, cell): (usize, &Range<usize>)| out.iter().enumerate().any(|(j, c)| i != j && meets(c, cell));
        if row.iter().enumerate().any(crosses) {
            continue;
        }
        fitting += 1;
        for (column, cell) in out.iter_mut().zip(*row) {
            *column = column.start.min(cell.start)..column.end.max(cell.end);
        }
    }
    (fitting, out)
}

/// The cells of a row of a table with these columns, each with its column: as the gaps cut it or, where columns stand so close that one
/// space parts them, word by word.
pub(super) fn row(line: &str, columns: &[Range<usize>]) -> Vec<(usize, Range<usize>)> {
    let by_gaps = cells(line);
    if by_gaps.len() == columns.len() {
        return by_gaps.into_iter().enumerate().collect();
    }
    let mut by_words: Vec<(usize, Range<usize>)> = Vec::new();
    for word in fields(line) {
        let column = nearest(columns, &place(line, &word));
        match by_words.last_mut() {
            Some((last, cell)) if *last == column => cell.end = word.end,
            _ => by_words.push((column, word)),
        }
    }
    if by_words.len() > by_gaps.len() && by_words.is_sorted_by(|a, b| a.0 < b.0) {
        return by_words;
    }
    let column = |cell: Range<usize>| (nearest(columns, &place(line, &cell)), cell);
    by_gaps.into_iter().map(column).collect()
}

/// Whether a text is a number and no year.
pub(super) fn is_value(text: &str) -> bool {
    let digits = text
        .trim_start_matches(['-', '+', '－', '−'])
        .trim_end_matches(['%', '％']);
    let number =
        digits.contains(|c: char| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
    number && !(text.len() == 4 && text.parse().is_ok_and(|year: u32| (1949..=2100).contains(&year)))
}

/// The column that a cell stands in, or is nearest to.
fn nearest(columns: &[Range<usize>], place: &Range<usize>) -> usize {
    let apart = |c: &Range<usize>| {
        let overlap = c.end.min(place.end).saturating_sub(c.start.max(place.start));
        let gap = c.start.saturating_sub(place.end) + place.start.saturating_sub(c.end);
        (gap, usize::MAX - overlap)
    };
    let ranked = (0..columns.len()).min_by_key(|i| apart(&columns[*i]));
    ranked.unwrap_or(0)
}
