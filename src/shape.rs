//! The shape of a document: its sentences with every figure as one character.
//!
//! Owns the text that patterns over figures run on, and the way back to the prose. In the shape
//! - a figure, hedges and unit included, is one private-use character of its class; another one when a verb of change governs it;
//! - half-width `, ; : ( ) ! ? %` between words are full-width, so that a pattern matches either width;
//! - footnote marks, stray spaces and line breaks inside a paragraph are gone;
//! - private-use characters of the document itself are U+FFFD.

mod placeholder;

pub use placeholder::{FIRST, FORMS, LAST, is_placeholder, placeholder};

use crate::fact::Fact;
use crate::figure::{Figure, FigureId, Form, Hedge};
use crate::lexicon::Lexicon;
use crate::outline::Outline;
use crate::source::Document;
use crate::span::Span;
use std::ops::Range;

/// All sentences of a document in shape.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    /// The sentences, each followed by a line feed.
    pub text: String,
    /// The range of each sentence in `text`, without the line feed.
    pub sentences: Vec<Range<u32>>,
    runs: Vec<Run>,
    figures: Vec<(u32, FigureId)>,
    /// The character of each of them.
    classes: Vec<char>,
    /// For each sentence its figures, as a range of `figures`.
    of: Vec<Range<u32>>,
}

/// A stretch of the shape: the same bytes as in the prose, or a replacement for a stretch of it.
#[derive(Clone, Copy, Debug)]
struct Run {
    shape: u32,
    prose: Span,
    same: bool,
}

/// The names of all classes of figures: forms, then the dimensions of the lexicon in order.
pub fn classes(lexicon: &Lexicon) -> impl Iterator<Item = &str> {
    FORMS.into_iter().chain(lexicon.dimensions.iter().map(String::as_str))
}

/// The shape of a document.
pub fn shape(document: &Document, outline: &Outline, figures: &[Figure], facts: &[Fact], lexicon: &Lexicon) -> Shape {
    let mut shape = Shape::default();
    shape.text.reserve(document.text.len());
    let mut next = 0;
    let mut marks = outline.sparse.all();
    for sentence in &outline.sentences {
        let start = shape.text.len() as u32;
        let first = shape.figures.len() as u32;
        let mut at = sentence.span.start;
        while next < figures.len() && figures[next].span.start < at {
            next += 1;
        }
        while next < figures.len() && figures[next].span.end <= sentence.span.end {
            let figure = &figures[next];
            shape.push_prose(
                &document.text,
                Span {
                    start: at,
                    end: figure.span.start,
                },
                &mut marks,
            );
            shape.figures.push((shape.text.len() as u32, FigureId(next as u32)));
            let class = placeholder(class_of(figure, lexicon), facts[next].direction.is_some());
            shape.classes.push(class);
            shape.push(class, figure.span);
            at = figure.span.end;
            next += 1;
        }
        shape.push_prose(
            &document.text,
            Span {
                start: at,
                end: sentence.span.end,
            },
            &mut marks,
        );
        shape.sentences.push(start..shape.text.len() as u32);
        shape.of.push(first..shape.figures.len() as u32);
        shape.push('\n', Span::at(sentence.span.end as usize));
    }
    shape
}

/// The place of a figure's class in [`classes`].
fn class_of(figure: &Figure, lexicon: &Lexicon) -> usize {
    if figure.hedge == Hedge::Class {
        return 11;
    }
    match figure.form {
        Form::Bare => 0,
        Form::Percent => 1,
        Form::Permille => 2,
        Form::Point => 3,
        Form::Multiple => 4,
        Form::Fan => 5,
        Form::Ratio => 6,
        Form::Fraction => 7,
        Form::Date => 8,
        Form::Year => 9,
        Form::Ordinal => 10,
        Form::Amount if figure.unit.per.is_some() => 12,
        Form::Amount => lexicon
            .dimensions
            .iter()
            .position(|d| *d == figure.unit.dimension)
            .map_or(12, |i| FORMS.len() + i),
    }
}

impl Shape {
    /// The text of a sentence.
    pub fn sentence(&self, index: usize) -> &str {
        let r = &self.sentences[index];
        &self.text[r.start as usize..r.end as usize]
    }

    /// The prose that a range of the shape stands for.
    pub fn prose(&self, range: Range<usize>) -> Span {
        let (start, end) = (range.start as u32, range.end as u32);
        let first = self.run_at(start);
        let from = if first.same {
            first.prose.start + (start - first.shape)
        } else {
            first.prose.start
        };
        if start == end {
            return Span { start: from, end: from };
        }
        let last = self.run_at(end - 1);
        let to = if last.same {
            last.prose.start + (end - last.shape)
        } else {
            last.prose.end
        };
        Span {
            start: from,
            end: to.max(from),
        }
    }

    /// The figure whose character stands at an offset of the shape.
    pub fn figure_at(&self, offset: usize) -> Option<FigureId> {
        self.figures
            .binary_search_by_key(&(offset as u32), |f| f.0)
            .ok()
            .map(|i| self.figures[i].1)
    }

    /// The figures inside a range of the shape with their offsets, in order.
    pub fn figures_in(&self, range: Range<usize>) -> &[(u32, FigureId)] {
        let a = self.figures.partition_point(|f| (f.0 as usize) < range.start);
        let b = self.figures.partition_point(|f| (f.0 as usize) < range.end);
        &self.figures[a..b]
    }

    /// The figures of a sentence with their offsets, in order.
    pub fn figures_of(&self, sentence: usize) -> &[(u32, FigureId)] {
        let range = &self.of[sentence];
        &self.figures[range.start as usize..range.end as usize]
    }

    /// The characters of the same figures.
    pub fn classes_in(&self, sentence: usize) -> &[char] {
        let range = &self.of[sentence];
        &self.classes[range.start as usize..range.end as usize]
    }

    /// The offset behind a figure that stands at an offset.
    pub fn behind(&self, figure: u32) -> usize {
        figure as usize + FIRST.len_utf8()
    }

    fn run_at(&self, offset: u32) -> Run {
        let i = self.runs.partition_point(|r| r.shape <= offset);
        self.runs[i.saturating_sub(1)]
    }

    fn push(&mut self, c: char, prose: Span) {
        self.runs.push(Run {
            shape: self.text.len() as u32,
            prose,
            same: false,
        });
        self.text.push(c);
    }

    /// Appends a stretch of the prose; `marks` are those of the prose from here on, and afterwards those behind it.
    fn push_prose(&mut self, prose: &str, span: Span, marks: &mut &[(u32, char)]) {
        let mut same_from = span.start;
        while let Some(((start, c), behind)) = marks.split_first()
            && *start < span.end
        {
            *marks = behind;
            if *start < span.start {
                continue;
            }
            let at = Span {
                start: *start,
                end: start + c.len_utf8() as u32,
            };
            let instead = match normal(*c) {
                Normal::Same => continue,
                Normal::Other(other) => Some(other),
                Normal::Gone if keeps_space(span.of(prose), (start - span.start) as usize) => Some(' '),
                Normal::Gone => None,
            };
            self.push_same(
                prose,
                Span {
                    start: same_from,
                    end: at.start,
                },
            );
            if let Some(other) = instead {
                self.push(other, at);
            }
            same_from = at.end;
        }
        self.push_same(
            prose,
            Span {
                start: same_from,
                end: span.end,
            },
        );
    }

    fn push_same(&mut self, prose: &str, span: Span) {
        if !span.is_empty() {
            self.runs.push(Run {
                shape: self.text.len() as u32,
                prose: span,
                same: true,
            });
            self.text.push_str(span.of(prose));
        }
    }
}

enum Normal {
    Same,
    Other(char),
    Gone,
}

fn normal(c: char) -> Normal {
    match c {
        ',' => Normal::Other('，'),
        ';' => Normal::Other('；'),
        ':' | '∶' | '︰' | '﹕' => Normal::Other('：'),
        '(' => Normal::Other('（'),
        ')' => Normal::Other('）'),
        '!' => Normal::Other('！'),
        '?' => Normal::Other('？'),
        '%' => Normal::Other('％'),
        '\u{E000}'..='\u{F8FF}' => Normal::Other('\u{FFFD}'),
        c if c.is_whitespace() => Normal::Gone,
        '\u{200B}' | '\u{FEFF}' => Normal::Gone,
        _ => Normal::Same,
    }
}

/// A space between two Latin words or numbers is kept; every other one is a stray.
fn keeps_space(text: &str, at: usize) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    latin(text[..at].chars().next_back()) && latin(text[at..].chars().nth(1))
}
