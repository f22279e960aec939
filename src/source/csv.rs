//! Tables as text: `.csv` and `.tsv`.
//!
//! Owns the mark between the cells and the way back from a cell to the file, quotes included. The whole file is one table; empty lines are
//! none of its rows.

use super::prose::Prose;
use super::{SegmentKind, is_blank};
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use std::ops::Range;

/// Lines that are looked at for the mark between cells.
const SAMPLE: usize = 50;

/// Reads a table.
pub(super) fn read(source: &str) -> Prose {
    let mut prose = Prose::default();
    let mut fields = Fields::new(source, delimiter(source));
    let (mut row, mut column) = (0, 0);
    while let Some(field) = fields.next() {
        let from = prose.text.len();
        field_text(source, &field, &mut prose);
        let kind = SegmentKind::Cell {
            table: 0,
            row,
            column,
            down: 1,
            across: 1,
            indent: 0,
        };
        prose.segment(from, kind);
        prose.text.push('\n');
        (row, column) = if field.last { (row + 1, 0) } else { (row, column + 1) };
    }
    prose
}

/// The mark that stands in the most lines; of several a comma last, which stands in numbers too.
fn delimiter(source: &str) -> u8 {
    let lines = || {
        source
            .lines()
            .filter(|l| !l.trim_matches(is_blank).is_empty())
            .take(SAMPLE)
    };
    let outside = |line: &str, mark: char| {
        let mut quoted = false;
        line.chars().any(|c| {
            quoted ^= c == '"';
            c == mark && !quoted
        })
    };
    let count = |mark: u8| lines().filter(|l| outside(l, char::from(mark))).count();
    let marks = [b',', b';', b'\t'];
    marks.into_iter().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

/// A field of a record.
struct Field {
    /// Where it stands in the source, quotes included.
    range: Range<usize>,
    /// What it says.
    value: String,
    /// Whether it ends its record.
    last: bool,
}

/// Reads fields one by one.
struct Fields<'a> {
    source: &'a str,
    reader: Reader,
    delimiter: u8,
    at: usize,
}

impl<'a> Fields<'a> {
    fn new(source: &'a str, delimiter: u8) -> Self {
        Self {
            source,
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            delimiter,
            at: 0,
        }
    }

    fn next(&mut self) -> Option<Field> {
        let start = self.at;
        let mut value = Vec::new();
        loop {
            let mut buffer = [0; 1024];
            let (result, read, written) = self.reader.read_field(&self.source.as_bytes()[self.at..], &mut buffer);
            self.at += read;
            value.extend_from_slice(&buffer[..written]);
            match result {
                ReadFieldResult::End => return None,
                // At the end of the input the next call is told so by empty input.
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => {
                    return Some(Field {
                        range: self.inside(start),
                        value: String::from_utf8_lossy(&value).into_owned(),
                        last: record_end,
                    });
                }
            }
        }
    }

    /// The field that was read since `start`, without the line ends before it and the mark behind it.
    fn inside(&self, start: usize) -> Range<usize> {
        let raw = &self.source[start..self.at];
        let head = raw.trim_start_matches(['\r', '\n']);
        let body = head
            .strip_suffix(char::from(self.delimiter))
            .unwrap_or_else(|| head.trim_end_matches(['\r', '\n']));
        let from = start + raw.len() - head.len();
        from..from + body.len()
    }
}

/// Adds what a field says: of doubled quotes each is one that stands for two.
fn field_text(source: &str, field: &Field, prose: &mut Prose) {
    let raw = &source[field.range.clone()];
    if raw == field.value {
        return prose.same(raw, field.range.start);
    }
    let inner = raw.strip_prefix('"').map(|r| r.strip_suffix('"').unwrap_or(r));
    let Some(inner) = inner.filter(|inner| inner.replace("\"\"", "\"") == field.value) else {
        return prose.replaced(&field.value, field.range.clone());
    };
    let mut at = field.range.start + 1;
    for (i, part) in inner.split("\"\"").enumerate() {
        if i > 0 {
            prose.replaced("\"", at..at + 2);
            at += 2;
        }
        prose.same(part, at);
        at += part.len();
    }
}

#[cfg(test)]
mod tests {
    use crate::source::{ReadOptions, SegmentKind, read};

    /// Row, column, text and the bytes of the file of each cell.
    fn cells(source: &str) -> Vec<(u32, u32, String, String)> {
        let document = read("t.csv", source.as_bytes(), &ReadOptions::default()).expect("readable");
        let cell = |s: &crate::source::Segment| {
            let SegmentKind::Cell { row, column, .. } = s.kind else {
                panic!("{s:?}")
            };
            let file = document.source[document.source_range(s.span)].to_owned();
            (row, column, s.span.of(&document.text).to_owned(), file)
        };
        document.segments.iter().map(cell).collect()
    }

    fn same(row: u32, column: u32, text: &str) -> (u32, u32, String, String) {
        (row, column, text.to_owned(), text.to_owned())
    }

    #[test]
    fn cells_keep_their_place_in_the_file() {
        assert_eq!(
            cells("项目,金额\r\n\r\n教育,\"1,234.5\"\r\n合计,\n"),
            [
                same(0, 0, "项目"),
                same(0, 1, "金额"),
                same(1, 0, "教育"),
                same(1, 1, "1,234.5"),
                same(2, 0, "合计"),
            ]
        );
        assert_eq!(cells("甲;1,5\n乙;2,5")[3], same(1, 1, "2,5"));
        assert_eq!(cells("甲\t1\n乙\t2")[1], same(0, 1, "1"));
        let quoted = cells("\"他说\"\"好\"\"的\",\"两\n行\"\n甲,乙");
        assert_eq!(quoted[0], (0, 0, "他说\"好\"的".into(), "他说\"\"好\"\"的".into()));
        assert_eq!(quoted[1], same(0, 1, "两\n行"));
    }

    #[test]
    fn a_quote_that_is_never_closed_is_read_to_the_end() {
        assert_eq!(cells("甲,\"乙\n丙,1").len(), 2);
        assert_eq!(cells("甲,\"乙\"丙\n丁,1").len(), 4);
    }
}
