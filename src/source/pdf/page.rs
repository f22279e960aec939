//! From the lines of pages to paragraphs and tables.
//!
//! Owns what of a page is no text of the draft (page numbers, running heads), the gaps that print sets between characters, which lines make
//! up a paragraph, also across two pages, and the columns of tables.

use super::columns::{cells, columns, is_value, place, row};
use crate::source::lines::LineIndex;
use crate::source::prose::Prose;
use crate::source::spot::Spot;
use crate::source::wrap::{self, Line};
use crate::source::{Document, SegmentKind, is_blank};
use std::collections::BTreeMap;
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// A line of a page.
struct Printed<'a> {
    page: u32,
    line: u32,
    /// As it is set out.
    raw: &'a str,
    /// How far it is set in beyond the margin of its page, in columns.
    indent: usize,
}

/// Pages on which a line must stand to be a running head.
const RUNNING: usize = 3;

/// Lines at the head and the foot of a page that may be none of its text.
const MARGIN: usize = 2;

/// The document of a text with a form feed behind each page.
pub(super) fn document(path: &str, text: &str) -> Document {
    let lines = lines(text);
    let mut writer = Writer::default();
    let (mut from, mut i) = (0, 0);
    while i < lines.len() {
        let (rows, columns) = table(&lines[i..]);
        if !columns.is_empty() {
            writer.paragraphs(&lines[from..i]);
            writer.table(&lines[i..i + rows], &columns);
            from = i + rows;
        }
        i += rows;
    }
    writer.paragraphs(&lines[from..]);
    writer.document(path)
}

/// How many of the first lines are rows of a table, and its columns; none where they are no table.
fn table(lines: &[Printed]) -> (usize, Vec<Range<usize>>) {
    let cut = |i: usize| lines.get(i).is_some_and(|l| cells(l.raw).len() > 1);
    if is_caption(lines[0].raw) {
        return (1, Vec::new());
    }
    // A head may stand so close that its gaps do not cut it.
    let first = usize::from(!cut(0));
    let mut end = first;
    let mut values = false;
    while let Some(next) = (end..=end + MOST_LABELS).find(|i| cut(*i)) {
        let inside = lines[end..next].iter().all(|l| is_label(l.raw) && !is_caption(l.raw));
        let own = has_values(lines[next].raw);
        // Behind values, a caption or another head begins another table.
        let begins = values && !own || end > first && is_caption(lines[next].raw);
        if begins || next > end && (end == first || !inside) {
            break;
        }
        values |= own;
        end = next + 1;
    }
    if end < first + 2 {
        return (1, Vec::new());
    }
    let rows: Vec<&str> = lines[first..end]
        .iter()
        .map(|r| r.raw)
        .filter(|r| cells(r).len() > 1)
        .collect();
    let columns = columns(&rows);
    let head = || {
        let cells = row(lines[0].raw, &columns);
        cells.len() > 1
            && cells.len() + 1 >= columns.len()
            && !cells.iter().any(|(_, c)| is_value(&lines[0].raw[c.clone()]))
    };
    match columns.len() {
        0 | 1 => (end.max(1), Vec::new()),
        _ if first == 1 && !head() => (1, Vec::new()),
        _ => (end, columns),
    }
}

/// Whether a line has a number that is no year in a cell of its own.
fn has_values(line: &str) -> bool {
    cells(line).into_iter().any(|cell| is_value(&line[cell]))
}

/// Whether a line stands above a table: 表1 2023年收支情况, 单位：万元.
fn is_caption(line: &str) -> bool {
    let first = cells(line).into_iter().next().map_or("", |cell| &line[cell]);
    is_numbered(&healed(first)) || ["单位：", "单位:"].iter().any(|unit| line.contains(unit))
}

/// Lines inside a table that are not cut into cells, at most, before one that is.
const MOST_LABELS: usize = 3;

/// Whether a line inside a table may be a name without values.
fn is_label(line: &str) -> bool {
    line.trim_matches(is_blank).chars().count() <= 20 && !is_sentence(line)
}

/// Whether a line is a part of a sentence.
fn is_sentence(line: &str) -> bool {
    line.contains(['，', '。', '；'])
}

/// The lines of all pages that are text of the draft.
fn lines(text: &str) -> Vec<Printed<'_>> {
    let pages: Vec<Vec<&str>> = text
        .split('\u{C}')
        .map(|page| page.lines().filter(|l| !l.trim_matches(is_blank).is_empty()).collect())
        .collect();
    let running = running(&pages);
    let mut out = Vec::new();
    for (number, page) in (1..).zip(&pages) {
        let text: Vec<&str> = (0..page.len())
            .filter(|i| {
                let at_edge = *i < MARGIN || *i + MARGIN >= page.len();
                !(at_edge && (is_number(page[*i]) || running.contains_key(&shape(page[*i]))))
            })
            .map(|i| page[i])
            .collect();
        let margin = text.iter().map(|l| indent(l)).min().unwrap_or(0);
        out.extend((1..).zip(text).map(|(line, raw)| Printed {
            page: number,
            line,
            raw,
            indent: indent(raw) - margin,
        }));
    }
    out
}

/// Lines at the edges of pages that come again on others, whatever their numbers.
fn running(pages: &[Vec<&str>]) -> BTreeMap<String, usize> {
    let mut seen = BTreeMap::new();
    for page in pages {
        let edges = (0..page.len()).filter(|i| *i < MARGIN || *i + MARGIN >= page.len());
        // 合计 stands at the foot of many a page, with other numbers on each.
        let edges = edges.filter(|i| numbers(page[*i]) <= MOST_NUMBERS);
        let mut own: Vec<String> = edges.map(|i| shape(page[i])).collect();
        own.sort();
        own.dedup();
        for line in own {
            *seen.entry(line).or_insert(0) += 1;
        }
    }
    seen.retain(|_, count| *count >= RUNNING && *count * 2 >= pages.len().saturating_sub(1));
    seen
}

/// Numbers of a running head: a year, a page, how many pages there are.
const MOST_NUMBERS: usize = 3;

/// How many numbers a line has.
fn numbers(line: &str) -> usize {
    let digit = |c: char| c.is_ascii_digit() || ".,".contains(c);
    line.split(|c| !digit(c))
        .filter(|part| part.contains(|c: char| c.is_ascii_digit()))
        .count()
}

/// A line without its gaps and with every number as one sign.
fn shape(line: &str) -> String {
    let mut out = String::new();
    for c in line.chars().filter(|c| !is_blank(*c)) {
        match c {
            '0'..='9' if out.ends_with('0') => {}
            '0'..='9' => out.push('0'),
            c => out.push(c),
        }
    }
    out
}

/// Whether a line is a page number: 12, - 12 -, 第12页 共30页.
fn is_number(line: &str) -> bool {
    let shape = shape(line);
    let bare = shape.trim_matches(|c| "-—–－·第页共/,，".contains(c));
    bare == "0" && shape.len() < 30 || matches!(bare, "0页共0" | "0/0" | "0页/共0" | "0页，共0")
}

fn indent(line: &str) -> usize {
    let text = line.trim_start_matches(is_blank);
    line[..line.len() - text.len()].width_cjk()
}

/// A line without the gaps that print sets: between Chinese characters, beside marks, inside numbers. Words of letters keep theirs, and
/// so does what is numbered: 表1 分年任务, 第一章 总则. Numbers side by side are one only in a sentence, or where each digit stands alone.
fn healed(line: &str) -> String {
    let sentence = is_sentence(line);
    let mut out = String::new();
    let mut last = "";
    for part in line.split(is_blank).filter(|part| !part.is_empty()) {
        let (before, behind) = (out.chars().next_back(), part.chars().next());
        let kept = before.zip(behind).is_some_and(|(a, b)| match (a, b) {
            _ if a.is_ascii_digit() && b.is_ascii_digit() => !sentence && last.len() > 1 && part.len() > 1,
            _ if a.is_ascii_alphabetic() => b.is_ascii_alphanumeric(),
            _ if a.is_ascii_alphanumeric() && b.is_ascii_alphabetic() => true,
            _ => is_numbered(&out) && b.is_alphabetic(),
        });
        if kept {
            out.push(' ');
        }
        out.push_str(part);
        last = part;
    }
    out
}

/// A line of text; what columns it has outside of tables stay apart.
fn text_of(line: &str) -> String {
    match cells(line) {
        cells if cells.len() > 1 && !is_sentence(line) => {
            let texts: Vec<String> = cells.into_iter().map(|c| healed(&line[c])).collect();
            texts.join("  ")
        }
        _ => healed(line),
    }
}

/// Whether all that stands before a gap is a number with its noun.
fn is_numbered(text: &str) -> bool {
    let numeral = |t: &str| {
        !t.is_empty()
            && t.chars()
                .all(|c| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c))
    };
    let noun = |ends: &[&str]| {
        ends.iter()
            .find_map(|end| text.strip_prefix("第")?.strip_suffix(end))
            .is_some_and(numeral)
    };
    // Longer text is a sentence; it is not looked at again and again.
    text.len() <= 30
        && (noun(&["章", "节", "编", "条", "部分"])
            || ["附表", "附件", "附图", "表", "图"]
                .iter()
                .find_map(|noun| text.strip_prefix(noun))
                .is_some_and(numeral))
}

/// Writes the text, a line for each line of a page and for each row of a table.
#[derive(Default)]
struct Writer {
    prose: Prose,
    source: String,
    spots: Vec<(u32, Spot)>,
    tables: u32,
}

impl Writer {
    fn paragraphs(&mut self, lines: &[Printed]) {
        let texts: Vec<String> = lines.iter().map(|l| text_of(l.raw)).collect();
        let wrapped: Vec<Line> = texts
            .iter()
            .zip(lines)
            .map(|(text, line)| Line {
                text,
                indented: line.indent > 1,
            })
            .collect();
        let joins = wrap::joins(&wrapped);
        let mut from = self.prose.text.len();
        for (i, text) in texts.iter().enumerate() {
            self.spot(&lines[i]);
            self.same(text);
            if joins.get(i).copied().unwrap_or(false) {
                // The end of a line is none of the text, but for words of letters.
                let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
                if latin(text.chars().next_back()) && latin(texts[i + 1].chars().next()) {
                    self.prose.text.push(' ');
                }
            } else {
                self.prose.segment(from, SegmentKind::Paragraph);
                self.prose.text.push('\n');
                from = self.prose.text.len();
            }
            self.source.push('\n');
        }
    }

    fn table(&mut self, lines: &[Printed], columns: &[Range<usize>]) {
        let rows: Vec<Vec<(usize, Range<usize>)>> = lines.iter().map(|l| row(l.raw, columns)).collect();
        let value = |(column, cell): &(usize, Range<usize>)| *column > 0 && is_value(&lines[0].raw[cell.clone()]);
        // Nobody knows what columns without a head are: their rows are kept apart, so that nothing is made of them.
        let headless = rows[0].iter().any(value);
        let mut number = 0;
        for (line, row) in lines.iter().zip(rows) {
            self.spot(line);
            for (i, (column, cell)) in row.into_iter().enumerate() {
                if i > 0 {
                    self.source.push_str(" | ");
                }
                let from = self.prose.text.len();
                let place = place(line.raw, &cell);
                self.same(&healed(&line.raw[cell]));
                let kind = SegmentKind::Cell {
                    table: self.tables,
                    row: number,
                    column: column as u32,
                    down: 1,
                    across: 1,
                    indent: place.start.saturating_sub(columns[column].start) as u32,
                };
                self.prose.segment(from, kind);
                self.prose.text.push('\n');
            }
            self.source.push('\n');
            if headless {
                self.tables += 1;
            } else {
                number += 1;
            }
        }
        self.tables += 1;
    }

    fn spot(&mut self, line: &Printed) {
        let spot = Spot::Page {
            page: line.page,
            line: line.line,
        };
        self.spots.push((self.source.len() as u32, spot));
    }

    /// Text that is the same in the prose and where it is shown.
    fn same(&mut self, text: &str) {
        self.prose.same(text, self.source.len());
        self.source.push_str(text);
    }

    fn document(self, path: &str) -> Document {
        Document {
            path: path.to_owned(),
            lines: LineIndex::new(&self.source),
            source: self.source,
            text: self.prose.text,
            segments: self.prose.segments,
            pieces: self.prose.pieces,
            word: None,
            spots: self.spots,
        }
    }
}

#[cfg(test)]
mod tests;
