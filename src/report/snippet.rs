//! What codespan prints of a draft.
//!
//! A paragraph of a report is one line of up to two thousand characters. So a "line" here is a part of a sentence that fits into the
//! terminal, cut behind ，、 and the like and never inside a marked place, while the number that is shown is the real line and the column
//! counts from the start of the real line.

use codespan_reporting::files::{Error, Files};
use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The excerpts of one finding as codespan's files: each is one with a location of its own.
#[derive(Default)]
pub struct Snippets<'a> {
    windows: Vec<Window<'a>>,
}

/// Where an excerpt starts.
#[derive(Clone, Debug)]
pub struct Head {
    /// The file, with what of it is counted.
    pub name: String,
    /// Its first line.
    pub number: usize,
    /// Its column there.
    pub column: usize,
    /// What is shown for every column, where columns are not what is counted: the cell of a row.
    pub fixed: Option<usize>,
}

/// An excerpt cut into lines.
struct Window<'a> {
    text: &'a str,
    name: String,
    fixed: Option<usize>,
    lines: Vec<Line>,
}

/// Where a line starts: in the excerpt, and in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    start: usize,
    number: usize,
    column: usize,
}

/// A place of an excerpt that is underlined.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Bytes of the excerpt.
    pub range: Range<usize>,
    /// Columns that its message needs behind it.
    pub message: usize,
}

impl<'a> Snippets<'a> {
    /// Adds an excerpt; its lines get at most `width` columns where that is possible.
    pub fn push(&mut self, text: &'a str, head: Head, marks: &[Mark], width: usize) {
        let first = Line {
            start: 0,
            number: head.number,
            column: head.column,
        };
        self.windows.push(Window {
            text,
            name: head.name,
            fixed: head.fixed,
            lines: cut(text, first, marks, width),
        });
    }

    fn window(&self, id: usize) -> Result<&Window<'a>, Error> {
        self.windows.get(id).ok_or(Error::FileMissing)
    }
}

impl<'a> Files<'a> for Snippets<'_> {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.window(id)?.name)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(self.window(id)?.text)
    }

    fn line_index(&'a self, id: usize, byte: usize) -> Result<usize, Error> {
        Ok(self
            .window(id)?
            .lines
            .partition_point(|line| line.start <= byte)
            .saturating_sub(1))
    }

    fn line_number(&'a self, id: usize, line: usize) -> Result<usize, Error> {
        Ok(self.window(id)?.line(line)?.number)
    }

    fn column_number(&'a self, id: usize, line: usize, byte: usize) -> Result<usize, Error> {
        let window = self.window(id)?;
        if let Some(fixed) = window.fixed {
            return Ok(fixed);
        }
        let line = window.line(line)?;
        let before = window
            .text
            .get(line.start..byte)
            .ok_or(Error::InvalidCharBoundary { given: byte })?;
        Ok(line.column + before.chars().count())
    }

    fn line_range(&'a self, id: usize, line: usize) -> Result<Range<usize>, Error> {
        let window = self.window(id)?;
        let end = window.lines.get(line + 1).map_or(window.text.len(), |next| next.start);
        Ok(window.line(line)?.start..end)
    }
}

impl Window<'_> {
    fn line(&self, line: usize) -> Result<Line, Error> {
        self.lines.get(line).copied().ok_or(Error::LineTooLarge {
            given: line,
            max: self.lines.len(),
        })
    }
}

/// The lines of an excerpt. Lines of the file stay lines; longer ones are cut.
fn cut(text: &str, first: Line, marks: &[Mark], width: usize) -> Vec<Line> {
    let mut lines = vec![first];
    let mut line = first;
    let mut columns = 0;
    let mut stop: Option<usize> = None;
    for (at, c) in text.char_indices() {
        let wide = c.width().unwrap_or(0);
        if columns + wide.max(mark_width(text, marks, at)) > width
            && let Some(start) = stop
                .or_else(|| may_cut(marks, at).then_some(at))
                .filter(|start| *start > line.start)
        {
            line = Line {
                start,
                column: line.column + text[line.start..start].chars().count(),
                ..line
            };
            lines.push(line);
            columns = text[start..at].width();
            stop = None;
        }
        columns += wide;
        let next = at + c.len_utf8();
        if (c == '\n' || c == '\r' && !text[next..].starts_with('\n')) && next < text.len() {
            line = Line {
                start: next,
                number: line.number + 1,
                column: 1,
            };
            lines.push(line);
            columns = 0;
            stop = None;
        } else if matches!(c, '，' | '、' | '；' | '：' | '。' | ',' | ';' | ':' | '|' | ' ') && may_cut(marks, next)
        {
            stop = Some(next);
        }
    }
    lines
}

/// The columns that a mark which starts here needs with its message.
fn mark_width(text: &str, marks: &[Mark], at: usize) -> usize {
    let here = marks.iter().filter(|mark| mark.range.start == at);
    here.map(|mark| text[mark.range.clone()].width() + mark.message)
        .max()
        .unwrap_or(0)
}

/// Not inside a mark, and not directly behind one: codespan would take its end for a place on the next line.
fn may_cut(marks: &[Mark], at: usize) -> bool {
    !marks.iter().any(|mark| mark.range.start < at && at <= mark.range.end)
}
