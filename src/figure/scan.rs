//! The scanner: one pass over a document that reads every figure.
//!
//! Owns where a figure may begin, which kind is tried there first, and what hides it (names). What is read there: numbers with their
//! units in `quantity`, stretches of time that measure nothing in `duration`, parts of a whole in `share`, dates and ordinals in `ordinal`; digits that are no figure in `code`.
//! Figures that belong together (ranges, ratios, shared units) are joined in [`super::list`].

mod code;
mod duration;
mod ordinal;
mod quantity;
mod share;

use super::number::{self, arabic, chinese_digit, chinese_scale};
use super::{Figure, Hedge, date, hedge, list};
use crate::lexicon::Lexicon;
use crate::outline::{Outline, Sentence};
use crate::search::raw::{Beginnings, NONE, raw, split};
use crate::source::Document;
use crate::span::Span;
use std::sync::LazyLock;

/// Reads every figure of a document, in order and not overlapping. Cannot fail.
pub fn scan(document: &Document, outline: &Outline, lexicon: &Lexicon) -> Vec<Figure> {
    // Where a figure may begin first in each sentence: in a third of them none may, and a listed name there would hide nothing.
    let first = |sentence: &Sentence| Some((*sentence, next_start(sentence.span.of(&document.text), 0)?));
    let sentences: Vec<(Sentence, usize)> = outline.sentences.iter().filter_map(first).collect();
    let mut names = lexicon.names_in(&document.text, sentences.iter().map(|(sentence, _)| sentence.span));
    // No name stands in two paragraphs.
    let whole = |name: Span| {
        let paragraph = outline.paragraph_at(name.start);
        paragraph.is_some_and(|p| outline.paragraphs[p].span.contains(name))
    };
    names.retain(|name| whole(*name) && !cut_from_numeral(&document.text, *name));
    let mut figures = Vec::new();
    let mut next_name = 0;
    for (sentence, first) in sentences {
        let mut skip = sentence.span.start;
        if let Some(mark) = &outline.paragraphs[sentence.paragraph as usize].mark {
            skip = skip.max(mark.span.end.min(sentence.span.end));
        }
        while next_name < names.len() && names[next_name].end <= skip {
            next_name += 1;
        }
        let mut scanner = Scanner {
            text: sentence.span.of(&document.text),
            base: sentence.span.start,
            lexicon,
            names: &names[next_name..],
            figures: Vec::new(),
        };
        scanner.run(first.max((skip - sentence.span.start) as usize));
        let found = list::join(scanner.text, scanner.base, scanner.figures);
        figures.extend(found);
    }
    figures
}

/// Whether a name begins inside a numeral: 一个 in 十一个方面, 三台 in 二百八十三台.
fn cut_from_numeral(text: &str, name: Span) -> bool {
    let numeral = |c: char| chinese_digit(c).is_some() || chinese_scale(c).is_some();
    let before = text[..name.start as usize].chars().next_back();
    before.is_some_and(numeral) && name.of(text).starts_with(numeral)
}

/// The scanner of one sentence.
struct Scanner<'a> {
    /// The sentence.
    text: &'a str,
    /// Where it starts in the prose.
    base: u32,
    lexicon: &'a Lexicon,
    /// Names from here on, in prose offsets.
    names: &'a [Span],
    /// What was read so far.
    figures: Vec<Figure>,
}

impl Scanner<'_> {
    /// Reads all figures from byte `from` on.
    fn run(&mut self, from: usize) {
        let mut at = from;
        let mut name = 0;
        while let Some(start) = next_start(self.text, at) {
            let place = self.base + start as u32;
            while name < self.names.len() && self.names[name].end <= place {
                name += 1;
            }
            if let Some(mask) = self.names.get(name).filter(|n| n.start <= place) {
                at = (mask.end - self.base) as usize;
                if at >= self.text.len() {
                    return;
                }
                continue;
            }
            at = self.read_at(start).unwrap_or_else(|| self.numeral_end(start));
            // A name that begins inside what was read hides it: 3农 in 5003农 never happens, 十四五 in 二十四五 would.
            if let Some(mask) = self.names.get(name).filter(|n| n.start < self.base + at as u32) {
                let begins = (mask.start - self.base) as usize;
                self.figures
                    .pop_if(|f| f.span.end > mask.start && f.number.start < mask.start && f.number.end > mask.start);
                at = at.max(begins);
            }
        }
    }

    /// The end of the run of digits or numerals at a place where no figure was read.
    fn numeral_end(&self, start: usize) -> usize {
        let rest = &self.text[start..];
        let first = rest.chars().next();
        let is_arabic = first.and_then(arabic).is_some();
        let numeral = |c: char| chinese_digit(c).is_some() || chinese_scale(c).is_some();
        if let Some(c) = first.filter(|c| !is_arabic && !numeral(*c)) {
            // 过, 第 and the signs are no part of the numeral behind them: 超过八成.
            return start + c.len_utf8();
        }
        let run = rest.char_indices().skip(1).find(|(_, c)| {
            if is_arabic {
                arabic(*c).is_none() && *c != '.'
            } else {
                !numeral(*c)
            }
        });
        start + run.map_or(rest.len(), |(i, _)| i)
    }

    /// Reads the figure that starts here; its end.
    fn read_at(&mut self, start: usize) -> Option<usize> {
        let rest = &self.text[start..];
        let c = rest.chars().next()?;
        if c == '第' {
            return self.ordinal(start);
        }
        if matches!(c, '百' | '千' | '佰' | '仟') && rest[3..].starts_with("分之") {
            return self.spoken_percent(start);
        }
        if matches!(c, '半' | '过') || rest.starts_with("一半") {
            return self.half(start);
        }
        if number::is_minus(c) {
            return self.negative(start);
        }
        if self.inside_code(start) {
            return None;
        }
        if let Some((date, len)) = date::lex(rest, false) {
            return Some(self.date(start, len, date));
        }
        if let Some(end) = self.fraction(start) {
            return Some(end);
        }
        if self.is_numbering(start) {
            return None;
        }
        self.quantity(start, start, false)
    }

    /// The hedges around `start..end`; `inner` is one inside the number, `classes` whether it may bound a class.
    fn hedges(&self, start: usize, end: usize, inner: Option<Hedge>, classes: bool) -> hedge::Around {
        hedge::around(self.lexicon, self.text, (start, end), inner, classes)
    }

    /// Bytes of the sentence as a span of the prose.
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(start, end).shift(self.base as usize)
    }
}

/// Whether a character is a Chinese zero, which begins a figure before 点 only.
fn is_zero(c: char) -> bool {
    matches!(c, '零' | '〇' | '○')
}

/// The next place of a text at or after `at` where a figure may begin.
fn next_start(text: &str, at: usize) -> Option<usize> {
    let starts = &*STARTS;
    let mut rest = &text.as_bytes()[at..];
    loop {
        let (c, behind) = split(rest);
        let start = text.len() - rest.len();
        match c {
            NONE => return None,
            _ if starts.may_be(c) && may_start(&text[start..]) => return Some(start),
            _ => rest = behind,
        }
    }
}

/// Whether a figure may begin where a text does.
fn may_start(rest: &str) -> bool {
    let first = rest.chars().next();
    first.is_some_and(|c| starts(c) && (!is_zero(c) || zero_point(rest)))
}

/// Whether a figure may begin with a character.
fn starts(c: char) -> bool {
    arabic(c).is_some()
        || matches!(c, '第' | '半' | '过')
        || number::is_minus(c)
        || chinese_digit(c).is_some_and(|d| d > 0)
        || chinese_scale(c).is_some()
        || is_zero(c)
}

/// The characters that a figure may begin with: nearly every character of a text is asked for.
static STARTS: LazyLock<Beginnings> = LazyLock::new(|| {
    let mut all = Beginnings::default();
    let begin = ('\0'..='\u{FFFF}').filter(|c| starts(*c));
    begin.for_each(|c| all.add((raw(c), NONE)));
    all
});

/// 零点五, 〇·三五.
fn zero_point(rest: &str) -> bool {
    let mut chars = rest.chars();
    let zero = chars.next().and_then(chinese_digit) == Some(0);
    zero && matches!(chars.next(), Some('点' | '點' | '·')) && chars.next().and_then(chinese_digit).is_some()
}
