//! Places: from spans of the prose to positions in the file, with the sentence around them.
//!
//! The only place where lines and columns are computed; what is shown of a draft is cut out here, so that the document itself can be
//! dropped before anything is printed.

use crate::analysis::Analysis;
use crate::outline::Role;
use crate::source::Document;
use crate::source::lines::Position;
use crate::source::spot::Spot;
use crate::span::Span;

/// The most that is shown around a place when its sentence runs on without end, in bytes of the file.
const LONGEST: usize = 6000;

/// A range in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// First character.
    pub start: Position,
    /// One past the last.
    pub end: Position,
    /// The columns of both, from 1 in UTF-8 bytes.
    pub bytes: (usize, usize),
    /// How a reader counts to its start, in a format without lines.
    pub spot: Option<Spot>,
}

/// A place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where it stands.
    pub range: Range,
    /// The prose that it covers.
    pub text: String,
    /// Its sentence, as an index into the excerpts of its finding.
    pub excerpt: usize,
    /// The file, when it is another one.
    pub path: Option<String>,
}

/// A part of the file that is shown around places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The text as it stands in the file.
    pub text: String,
    /// Where it starts.
    pub start: Position,
    /// The file, when it is another one.
    pub path: Option<String>,
}

impl Place {
    /// The start of a file of which nothing else is known.
    pub fn start() -> Self {
        let start = Position {
            byte: 0,
            line: 1,
            column: 1,
            utf16: 1,
        };
        Self {
            range: Range {
                start,
                end: start,
                bytes: (1, 1),
                spot: None,
            },
            text: String::new(),
            excerpt: 0,
            path: None,
        }
    }
}

/// Resolves the spans of one document.
pub struct Places<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
    /// For each paragraph the nearest heading above that stands higher, when it is a heading itself.
    parents: Vec<Option<u32>>,
    /// The file, when it is another one.
    path: Option<String>,
}

impl<'a> Places<'a> {
    /// Prepares the headings.
    pub fn new(document: &'a Document, analysis: &'a Analysis) -> Self {
        let paragraphs = &analysis.outline.paragraphs;
        let mut parents = vec![None; paragraphs.len()];
        let mut open: Vec<(u8, u32)> = Vec::new();
        for (i, paragraph) in paragraphs.iter().enumerate() {
            let Role::Heading(level) = paragraph.role else { continue };
            while open.last().is_some_and(|(above, _)| *above >= level) {
                open.pop();
            }
            parents[i] = open.last().map(|(_, heading)| *heading);
            open.push((level, i as u32));
        }
        Self {
            document,
            analysis,
            parents,
            path: None,
        }
    }

    /// The same for another document than the one that is reported.
    pub fn elsewhere(document: &'a Document, analysis: &'a Analysis) -> Self {
        Self {
            path: Some(document.path.clone()),
            ..Self::new(document, analysis)
        }
    }

    /// The range in the file that a span of the prose came from.
    pub fn range(&self, span: Span) -> Range {
        self.position(self.source(span))
    }

    /// A place with its sentence, which is added to `excerpts` unless it stands there already.
    pub fn place(&self, span: Span, excerpts: &mut Vec<Excerpt>) -> Place {
        let source = self.source(span);
        let range = self.position(source.clone());
        let shown = self.around(span, source);
        let holds = |e: &Excerpt| {
            let start = e.start.byte;
            e.path == self.path && start <= shown.start && shown.end <= start + e.text.len()
        };
        let excerpt = excerpts.iter().position(holds).unwrap_or_else(|| {
            let text = self.document.source[shown.clone()].to_owned();
            excerpts.push(Excerpt {
                text,
                start: self.position(shown).start,
                path: self.path.clone(),
            });
            excerpts.len() - 1
        });
        Place {
            range,
            text: span.of(&self.document.text).to_owned(),
            excerpt,
            path: self.path.clone(),
        }
    }

    /// A place of the source that is no prose, with its line.
    pub fn of_source(&self, source: std::ops::Range<usize>, text: String, excerpts: &mut Vec<Excerpt>) -> Place {
        let line = self.line(source.start);
        let shown = line.start.min(source.start)..line.end.max(source.end);
        let shown = if shown.len() <= LONGEST { shown } else { source.clone() };
        excerpts.push(Excerpt {
            text: self.document.source[shown.clone()].to_owned(),
            start: self.position(shown).start,
            path: self.path.clone(),
        });
        Place {
            range: self.position(source),
            text,
            excerpt: excerpts.len() - 1,
            path: self.path.clone(),
        }
    }

    /// The headings above a place, the highest first.
    pub fn section(&self, span: Span) -> Vec<String> {
        let paragraphs = &self.analysis.outline.paragraphs;
        let at = self.analysis.outline.paragraph_at(span.start);
        let mut next = at.and_then(|p| match paragraphs[p].role {
            Role::Heading(_) => self.parents[p],
            _ => paragraphs[p].heading,
        });
        let mut headings = Vec::new();
        while let Some(heading) = next {
            headings.push(paragraphs[heading as usize].span.of(&self.document.text).to_owned());
            next = self.parents[heading as usize];
        }
        headings.reverse();
        headings
    }

    fn source(&self, span: Span) -> std::ops::Range<usize> {
        self.document.source_range(span)
    }

    fn position(&self, source: std::ops::Range<usize>) -> Range {
        let at = |byte| self.document.lines.position(&self.document.source, byte);
        let column = |at: Position| at.byte - self.document.lines.start(at.line) + 1;
        let (start, end) = (at(source.start), at(source.end));
        Range {
            start,
            end,
            bytes: (column(start), column(end)),
            spot: self.document.spot(source.start),
        }
    }

    /// The sentence around a place, or the table row; the line where there is neither.
    fn around(&self, span: Span, place: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let outline = &self.analysis.outline;
        let sentence = outline.sentence_at(span.start).map(|i| outline.sentences[i]);
        let in_text = sentence.filter(|s| outline.paragraphs[s.paragraph as usize].role != Role::Cell);
        let around = in_text.map_or_else(|| self.line(place.start), |s| self.source(s.span));
        let around = around.start.min(place.start)..around.end.max(place.end);
        if around.len() <= LONGEST {
            return around;
        }
        let text = &self.document.source;
        let start = around.start.max(place.start.saturating_sub(LONGEST / 2));
        let end = around.end.min(place.start + LONGEST / 2);
        text.floor_char_boundary(start)..text.floor_char_boundary(end)
    }

    fn line(&self, byte: usize) -> std::ops::Range<usize> {
        self.document
            .lines
            .range(&self.document.source, self.document.lines.line(byte))
    }
}
