//! What codespan prints of a draft.
//!
//! A paragraph of a report is one line of up to two thousand characters. So a "line" here is a part of a sentence that fits into the
//! terminal, cut behind ，、 and the like and never inside a marked place, while the number that is shown is the real line and the column
//! counts from the start of the real line.

use codespan_reporting::files::{Error, Files};
use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The excerpts of one finding as codespan's files: each is one with a location of its own.
pub struct Snippets<'a> {
    path: &'a str,
    windows: Vec<Window<'a>>,
}

/// An excerpt cut into lines.
struct Window<'a> {
    text: &'a str,
    /// The real line and column of its first character.
    line: usize,
    column: usize,
    /// Where its lines start; the first is 0.
    starts: Vec<usize>,
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
    /// No excerpts yet.
    pub fn new(path: &'a str) -> Self {
        Self {
            path,
            windows: Vec::new(),
        }
    }

    /// Adds an excerpt that starts at a line and column of the file; its lines get at most `width` columns where that is possible.
    pub fn push(&mut self, text: &'a str, line: usize, column: usize, marks: &[Mark], width: usize) {
        self.windows.push(Window {
            text,
            line: line.max(1),
            column: column.max(1),
            starts: cut(text, marks, width),
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

    fn name(&'a self, _: usize) -> Result<&'a str, Error> {
        Ok(self.path)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(self.window(id)?.text)
    }

    fn line_index(&'a self, id: usize, byte: usize) -> Result<usize, Error> {
        Ok(self.window(id)?.starts.partition_point(|start| *start <= byte) - 1)
    }

    fn line_number(&'a self, id: usize, line: usize) -> Result<usize, Error> {
        let window = self.window(id)?;
        let start = window.line_range(line)?.start;
        Ok(window.line + window.text[..start].matches('\n').count())
    }

    fn column_number(&'a self, id: usize, _: usize, byte: usize) -> Result<usize, Error> {
        let window = self.window(id)?;
        let head = window
            .text
            .get(..byte)
            .ok_or(Error::InvalidCharBoundary { given: byte })?;
        Ok(match head.rfind('\n') {
            Some(end) => head[end + 1..].chars().count() + 1,
            None => window.column + head.chars().count(),
        })
    }

    fn line_range(&'a self, id: usize, line: usize) -> Result<Range<usize>, Error> {
        self.window(id)?.line_range(line)
    }
}

impl Window<'_> {
    fn line_range(&self, line: usize) -> Result<Range<usize>, Error> {
        let max = self.starts.len() - 1;
        let start = *self.starts.get(line).ok_or(Error::LineTooLarge { given: line, max })?;
        Ok(start..self.starts.get(line + 1).copied().unwrap_or(self.text.len()))
    }
}

/// Where the lines of an excerpt start. Lines of the file stay lines; longer ones are cut.
fn cut(text: &str, marks: &[Mark], width: usize) -> Vec<usize> {
    let mut starts = vec![0];
    let mut columns = 0;
    let mut stop: Option<usize> = None;
    for (at, c) in text.char_indices() {
        let needed = c.width().unwrap_or(0).max(mark_width(text, marks, at));
        if columns + needed > width
            && let Some(start) = stop
                .or_else(|| may_cut(marks, at).then_some(at))
                .filter(|s| starts.last() < Some(s))
        {
            starts.push(start);
            columns = text[start..at].width();
            stop = None;
        }
        columns += c.width().unwrap_or(0);
        let next = at + c.len_utf8();
        if c == '\n' && next < text.len() {
            starts.push(next);
            columns = 0;
            stop = None;
        } else if matches!(c, '，' | '、' | '；' | '：' | '。' | ',' | ';' | ':' | '|' | ' ') && may_cut(marks, next)
        {
            stop = Some(next);
        }
    }
    starts
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
