//! From the lines of pages to paragraphs and tables.
//!
//! Owns what of a page is no text of the draft (page numbers, running heads), the gaps that print sets between characters, which lines make
//! up a paragraph, also across two pages, and the columns of tables.

use super::columns::{cells, columns, nearest, place};
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
    let mut i = 0;
    while i < lines.len() {
        let rows = lines[i..].iter().take_while(|l| cells(l.raw).len() > 1).count();
        if let Some(columns) = (rows > 1).then(|| table(&lines[i..i + rows])).filter(|c| c.len() > 1) {
            writer.table(&lines[i..i + rows], &columns);
            i += rows;
            continue;
        }
        let rest = lines[i + rows.max(1)..].iter();
        let end = i + rows.max(1) + rest.take_while(|l| cells(l.raw).len() < 2).count();
        writer.paragraphs(&lines[i..end]);
        i = end;
    }
    writer.document(path)
}

/// The columns of a table.
fn table(rows: &[Printed]) -> Vec<Range<usize>> {
    columns(&rows.iter().map(|r| r.raw).collect::<Vec<_>>())
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
/// so does what is numbered: 表1 分年任务, 第一章 总则.
fn healed(line: &str) -> String {
    let mut out = String::new();
    for part in line.split(is_blank).filter(|part| !part.is_empty()) {
        let (before, behind) = (out.chars().next_back(), part.chars().next());
        let kept = before.zip(behind).is_some_and(|(a, b)| {
            let latin = a.is_ascii_alphabetic() && b.is_ascii_alphanumeric();
            latin || a.is_ascii_alphanumeric() && b.is_ascii_alphabetic() || is_numbered(&out) && b.is_alphabetic()
        });
        if kept {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
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
        let texts: Vec<String> = lines.iter().map(|l| healed(l.raw)).collect();
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

    fn table(&mut self, rows: &[Printed], columns: &[Range<usize>]) {
        for (row, line) in (0..).zip(rows) {
            self.spot(line);
            let mut open = None;
            let all = cells(line.raw);
            let full = all.len() == columns.len();
            for (i, cell) in all.into_iter().enumerate() {
                let place = place(line.raw, &cell);
                let column = if full { i } else { nearest(columns, &place) };
                if open.is_some() {
                    self.source.push_str(if open == Some(column) { " " } else { " | " });
                }
                open = Some(column);
                let from = self.prose.text.len();
                self.same(&healed(&line.raw[cell]));
                let kind = SegmentKind::Cell {
                    table: self.tables,
                    row,
                    column: column as u32,
                    down: 1,
                    across: 1,
                    indent: place.start.saturating_sub(columns[column].start) as u32,
                };
                self.prose.segment(from, kind);
                self.prose.text.push('\n');
            }
            self.source.push('\n');
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
mod tests {
    use super::*;
    use crate::source::Segment;

    fn shown(text: &str) -> Vec<String> {
        let document = document("t.pdf", text);
        let show = |s: &Segment| {
            let text = s.span.of(&document.text);
            let at = document.source_range(s.span).start;
            let Some(Spot::Page { page, line }) = document.spot(at) else {
                panic!("no page")
            };
            match s.kind {
                SegmentKind::Cell { row, column, .. } => format!("{page}.{line} {row}:{column} {text}"),
                _ => format!("{page}.{line} {text}"),
            }
        };
        document.segments.iter().map(show).collect()
    }

    #[test]
    fn lines_are_joined_and_gaps_healed() {
        let text = "                     2023 年 工 作 总 结\n\n    全年粮食种植面积稳定在一百二十万亩以上，粮食总产量连续三年站稳四十万吨\n\n台阶，完成一般公共预算收入 3 . 37 亿元，增长 8.5 %，其中各项税收收入 2\n- 1 -\n\u{C}.51 亿元。\n    工业 GDP per capita 稳步回升。\n                - 2 -\n\u{C}";
        assert_eq!(
            shown(text),
            [
                "1.1 2023年工作总结",
                "1.2 全年粮食种植面积稳定在一百二十万亩以上，粮食总产量连续三年站稳四十万吨台阶，完成一般公共预算收入3.37亿元，增长8.5%，其中各项税收收入2.51亿元。",
                "2.2 工业GDP per capita稳步回升。"
            ]
        );
    }

    #[test]
    fn rows_of_tables_are_kept() {
        let text = "附表\n  项目        2022年      2023年\n  教育          315.2       342.0\n  社会保障      208.1\n  合计 523.3       342.0\n    注：四舍五入。\n\u{C}";
        assert_eq!(
            shown(text),
            [
                "1.1 附表",
                "1.2 0:0 项目",
                "1.2 0:1 2022年",
                "1.2 0:2 2023年",
                "1.3 1:0 教育",
                "1.3 1:1 315.2",
                "1.3 1:2 342.0",
                "1.4 2:0 社会保障",
                "1.4 2:1 208.1",
                "1.5 3:0 合计",
                "1.5 3:1 523.3",
                "1.5 3:2 342.0",
                "1.6 注：四舍五入。",
            ]
        );
    }

    #[test]
    fn gaps_behind_numbers_with_a_noun_are_kept() {
        for (line, want) in [
            ("  表 1  分 年 任 务", "表1 分年任务"),
            ("第 一 章 总 则", "第一章 总则"),
            ("附件 2 ：清单", "附件2：清单"),
            ("全 年 3 . 37 亿 元", "全年3.37亿元"),
            ("GDP per capita 2 万元", "GDP per capita 2万元"),
        ] {
            assert_eq!(healed(line), want);
        }
    }

    #[test]
    fn running_heads_and_page_numbers_are_no_text() {
        let page = |(n, word): (u32, &str)| {
            format!("某市2023年国民经济统计公报\n    {word}生产增长{n}%。\n第 {n} 页 共 4 页\n\u{C}")
        };
        let text: String = (1..).zip(["农业", "工业", "建筑业", "服务业"]).map(page).collect();
        assert_eq!(
            shown(&text),
            [
                "1.1 农业生产增长1%。",
                "2.1 工业生产增长2%。",
                "3.1 建筑业生产增长3%。",
                "4.1 服务业生产增长4%。"
            ]
        );
    }
}
