//! The text of a draft cut at the ends of everything that is marked in it.
//!
//! Marks overlap: a figure may be that of a finding and stand in the sentence of another. So a line is cut into pieces, each of which
//! names all that it belongs to.

use crate::finding::Severity;
use crate::report::tell::clean;
use crate::source::lines::LineIndex;
use serde::Serialize;
use std::collections::BTreeSet;
use std::ops::Range;

/// Something that is marked, with the bytes that it covers.
pub struct Mark {
    pub bytes: Range<usize>,
    pub what: What,
}

/// What is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A place of a finding, by its number.
    Finding(usize, Severity),
    /// Something that a finding is compared with.
    Related(usize),
    /// A figure of the ledger, by its number, with its status as a word.
    Figure(usize, &'static str),
}

/// A line of the draft.
#[derive(Serialize)]
pub struct Line {
    number: usize,
    /// The level of a heading; 0 for other lines.
    heading: u8,
    pieces: Vec<Piece>,
}

/// A part of a line in which the same things are marked.
#[derive(Debug, Default, Serialize, PartialEq, Eq)]
pub struct Piece {
    text: String,
    /// Names of the looks.
    classes: String,
    /// Numbers of the findings that it is a place of.
    findings: Vec<usize>,
    /// The findings of which it is the first piece.
    begins: Vec<usize>,
    /// The figures of which it is the first piece.
    figures: Vec<usize>,
}

/// The lines of a text. `headings` are places in headings, with their levels.
pub fn lines(text: &str, headings: &[(usize, u8)], marks: &[Mark]) -> Vec<Line> {
    let index = LineIndex::new(text);
    let mut cutter = Cutter::new(text, marks);
    let line = |number| {
        let range = index.range(text, number);
        let heading = headings.iter().find(|(at, _)| range.contains(at));
        Line {
            number,
            heading: heading.map_or(0, |(_, level)| *level),
            pieces: cutter.pieces(range),
        }
    };
    (1..=index.len()).map(line).collect()
}

struct Cutter<'a> {
    text: &'a str,
    marks: &'a [Mark],
    /// Where a mark begins or ends, in order.
    cuts: Vec<usize>,
    /// Marks by where they begin.
    order: Vec<usize>,
    /// How many of them have begun, and those that have not ended.
    begun: usize,
    open: Vec<usize>,
    /// The findings (`true`) and figures that have begun: an aggregated finding has several marks and one beginning.
    told: BTreeSet<(bool, usize)>,
}

impl<'a> Cutter<'a> {
    fn new(text: &'a str, marks: &'a [Mark]) -> Self {
        let mut cuts: Vec<usize> = marks
            .iter()
            .flat_map(|mark| [mark.bytes.start, mark.bytes.end])
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut order: Vec<usize> = (0..marks.len()).collect();
        order.sort_by_key(|i| marks[*i].bytes.start);
        Self {
            text,
            marks,
            cuts,
            order,
            begun: 0,
            open: Vec::new(),
            told: BTreeSet::new(),
        }
    }

    /// The pieces of a line; lines are asked for in order.
    fn pieces(&mut self, line: Range<usize>) -> Vec<Piece> {
        let first = self.cuts.partition_point(|cut| *cut <= line.start);
        let last = self.cuts.partition_point(|cut| *cut < line.end);
        let mut ends: Vec<usize> = self.cuts[first..last.max(first)].to_vec();
        ends.push(line.end);
        let mut start = line.start;
        let mut pieces = Vec::new();
        for end in ends {
            pieces.push(self.piece(start..end));
            start = end;
        }
        pieces
    }

    fn piece(&mut self, bytes: Range<usize>) -> Piece {
        while let Some(next) = self
            .order
            .get(self.begun)
            .filter(|i| self.marks[**i].bytes.start <= bytes.start)
        {
            self.open.push(*next);
            self.begun += 1;
        }
        self.open
            .retain(|i| self.marks[*i].bytes.end > bytes.start || self.marks[*i].bytes.start >= bytes.start);
        let mut piece = Piece {
            text: clean(self.text.get(bytes.clone()).unwrap_or_default()),
            ..Piece::default()
        };
        let mut classes: Vec<&str> = Vec::new();
        for i in &self.open {
            classes.push(match self.marks[*i].what {
                What::Finding(number, severity) => {
                    piece.findings.push(number);
                    piece.begins.extend(self.told.insert((true, number)).then_some(number));
                    match severity {
                        Severity::Error => "error",
                        Severity::Warning => "warning",
                        Severity::Info => "info",
                    }
                }
                What::Related(number) => {
                    piece.findings.push(number);
                    "related"
                }
                What::Figure(number, status) => {
                    piece
                        .figures
                        .extend(self.told.insert((false, number)).then_some(number));
                    status
                }
            });
        }
        classes.sort_unstable();
        classes.dedup();
        piece.findings.sort_unstable();
        piece.findings.dedup();
        piece.classes = classes.join(" ");
        piece
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(text: &str, part: &str, what: What) -> Mark {
        let start = text.find(part).expect("in the text");
        Mark {
            bytes: start..start + part.len(),
            what,
        }
    }

    /// Each piece as `text|classes|findings`, lines apart.
    fn told(text: &str, marks: &[Mark]) -> Vec<String> {
        let piece = |p: &Piece| format!("{}|{}|{:?}", p.text, p.classes, p.findings);
        let line = |line: &Line| line.pieces.iter().map(piece).collect::<Vec<_>>().join(" ");
        lines(text, &[], marks).iter().map(line).collect()
    }

    #[test]
    fn overlapping_marks_share_their_pieces() {
        let text = "𠮷：支出3.37亿元，占91.6%。";
        let marks = [
            mark(text, "91.6%", What::Finding(0, Severity::Error)),
            mark(text, "支出3.37亿元", What::Related(0)),
            mark(text, "3.37亿元", What::Figure(0, "contradicted")),
            mark(text, "占91.6%", What::Finding(1, Severity::Warning)),
        ];
        assert_eq!(
            told(text, &marks),
            [
                "𠮷：||[] 支出|related|[0] 3.37亿元|contradicted related|[0] ，||[] 占|warning|[1] 91.6%|error warning|[0, 1] 。||[]"
            ]
        );
    }

    #[test]
    fn a_mark_over_lines_is_in_each_and_begins_once() {
        let text = "甲乙\r\n\n丙丁\n戊";
        let marks = [mark(text, "乙\r\n\n丙", What::Finding(3, Severity::Info))];
        assert_eq!(
            told(text, &marks),
            ["甲||[] 乙|info|[3]", "|info|[3]", "丙|info|[3] 丁||[]", "戊||[]"]
        );
        let begins: usize = lines(text, &[], &marks)
            .iter()
            .flat_map(|l| &l.pieces)
            .map(|p| p.begins.len())
            .sum();
        assert_eq!(begins, 1);
    }

    #[test]
    fn a_place_without_length_is_marked_where_it_is() {
        let text = "甲乙";
        for at in [0, 3, 6] {
            let marks = [Mark {
                bytes: at..at,
                what: What::Finding(0, Severity::Error),
            }];
            let all = lines(text, &[], &marks);
            let begun: usize = all.iter().flat_map(|l| &l.pieces).map(|p| p.begins.len()).sum();
            assert!(begun == 1 || at == 6, "{at}");
        }
    }
}
