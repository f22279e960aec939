//! Names of rows.
//!
//! Owns what a label says beside its name: numbering, 其中, how far it is set in, marks of notes.

use super::Line;
use super::grid::Grid;

/// The rows with their names. 其中 on a row of its own marks those below it that are set in deeper than what they are parts of.
pub fn lines(grid: &Grid, rows: std::ops::Range<u32>, labels: &[u32]) -> Vec<Line> {
    let mut out: Vec<Line> = rows.map(|row| line(grid, row, labels)).collect();
    let mut whole = 0;
    let mut open = false;
    for line in &mut out {
        if line.memo && line.name.is_empty() {
            open = true;
        } else if open && line.level > whole {
            line.memo = true;
        } else {
            open = false;
            whole = if line.memo { whole } else { line.level };
        }
    }
    out
}

/// The row with the name that its labels give.
fn line(grid: &Grid, row: u32, labels: &[u32]) -> Line {
    let mut words: Vec<&str> = labels
        .iter()
        .map(|c| grid.words(row, *c))
        .filter(|w| !w.is_empty())
        .collect();
    if words.is_empty() {
        // 合计 often stands where the numbers of the rows do, over both columns.
        let before = 0..labels.first().copied().filter(|first| *first == 1).unwrap_or(0);
        words.extend(before.map(|c| grid.words(row, c)).filter(|w| !w.is_empty()));
    }
    let group = group(grid, row, labels);
    // What is merged over several rows names all of them together.
    words.retain(|w| !group.contains(w));
    let first = labels.iter().find_map(|c| grid.at(row, *c).filter(|c| c.down == 1));
    let joined = words.join(" ");
    let (rest, memo) = without_memo(&joined);
    let (number, rest) = numbering(rest);
    let (rest, inner) = without_memo(rest);
    let indent = first.map_or(0, |cell| cell.indent);
    Line {
        name: plain_name(rest),
        group: group.iter().map(|w| plain_name(w)).collect::<Vec<_>>().join(" "),
        memo: memo || inner,
        level: number.unwrap_or(UNNUMBERED + indent),
    }
}

/// Words of labels that are merged over several rows, where another label tells the rows apart.
fn group<'a>(grid: &'a Grid, row: u32, labels: &[u32]) -> Vec<&'a str> {
    let Some((_, outer)) = labels.split_last() else {
        return Vec::new();
    };
    let merged = outer.iter().filter_map(|c| grid.over(row, *c).filter(|c| c.down > 1));
    merged.map(|c| super::text_of(c.span, grid.text)).collect()
}

/// The level of a row without numbering that is not set in.
pub const UNNUMBERED: u32 = 8;

/// A name without the spaces that set it apart (总 计) and without marks of notes ([3], *).
pub fn plain_name(text: &str) -> String {
    let mut out = String::new();
    let mut note = false;
    for c in text.chars() {
        match c {
            '[' | '［' => note = true,
            ']' | '］' => note = false,
            _ if note || crate::source::is_blank(c) || matches!(c, '*' | '＊' | '①'..='⑳') => {}
            ':' | '：' => {}
            c => out.push(c),
        }
    }
    out
}

/// What stands behind 其中 or #, and whether one of them stood there.
fn without_memo(text: &str) -> (&str, bool) {
    let bare = text.trim_start_matches(crate::source::is_blank);
    for mark in ["其中", "其 中", "其　中", "#", "＃"] {
        if let Some(rest) = bare.strip_prefix(mark) {
            let colon = |c: char| matches!(c, '：' | ':' | '，') || crate::source::is_blank(c);
            return (rest.trim_start_matches(colon), true);
        }
    }
    (bare, false)
}

/// The level of a numbering, and what stands behind it: 一、 is 1, （一） 2, 1. 3, （1） 4.
fn numbering(text: &str) -> (Option<u32>, &str) {
    let han = |c: char| "一二三四五六七八九十".contains(c);
    let digit = |c: char| c.is_ascii_digit();
    let open = text.strip_prefix(['（', '(']);
    for (level, numeral) in [(0, &han as &dyn Fn(char) -> bool), (2, &digit)] {
        let body = open.unwrap_or(text);
        let rest = body.trim_start_matches(numeral);
        if rest.len() == body.len() || body.len() - rest.len() > 9 {
            continue;
        }
        let close: &[char] = if open.is_some() {
            &['）', ')']
        } else {
            &['、', '.', '．']
        };
        if let Some(name) = rest.strip_prefix(close) {
            let deeper = u32::from(open.is_some());
            return (Some(level + 1 + deeper), name);
        }
    }
    (None, text)
}
