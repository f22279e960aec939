//! The setting of each paragraph: which years the running text speaks of, whose area it is about, whether it is a note.
//!
//! Owns how a report goes from its several years to its last one and back, and from the goals of a term to those of a year: by headings
//! and by the first words of paragraphs. How these words are read is in [`super::opening`]; what a sentence says itself weighs more.

use super::frame::Frame;
use super::opening::{Opening, Reader, Years};
use super::{Period, turn};
use crate::figure::Figure;
use crate::lexicon::Lexicon;
use crate::lexicon::clauses::MarkKind;
use crate::outline::{MarkStyle, Outline, Paragraph, Role};
use crate::source::Document;
use crate::span::Span;

/// What stands over a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// The years that the text speaks of here.
    pub period: Option<Period>,
    /// Another area that is its subject.
    pub local: Option<Span>,
    /// Whether it explains words of the text: neither a review nor goals.
    pub note: bool,
}

/// Characters of a paragraph in which its subject stands.
const SUBJECT: usize = 14;
/// Characters of the title of a list of notes.
const NOTES: usize = 20;
/// Characters of a line, or of a numbered first sentence, that names years and nothing else (（二）2021年的主要工作。).
const BRIEF: usize = 30;

/// The settings of all paragraphs, in order. `frame` is known but for them.
pub fn settings(
    document: &Document,
    outline: &Outline,
    figures: &[Figure],
    frame: &Frame,
    lexicon: &Lexicon,
) -> Vec<Setting> {
    let reader = Reader {
        text: &document.text,
        sparse: &outline.sparse,
        figures,
        frame,
        lexicon,
    };
    let mut way = Way::new(reader, outline);
    let bulletin = turn::is_bulletin(document, outline);
    let mut out: Vec<Setting> = Vec::with_capacity(outline.paragraphs.len());
    for paragraph in &outline.paragraphs {
        let above = paragraph.heading.map(|h| out[h as usize]).unwrap_or_default();
        let is_heading = matches!(paragraph.role, Role::Heading(_));
        let period = way.step(paragraph).filter(|_| !bulletin);
        out.push(Setting {
            period,
            local: local_area(document, lexicon, paragraph.span).or(above.local.filter(|_| !is_heading)),
            note: way.notes || opens_note(paragraph.span.of(&document.text)),
        });
    }
    out
}

/// What the headings of a chapter name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Chapter {
    /// No years.
    #[default]
    Unsaid,
    /// One year: what is said of several is an aside.
    One,
    /// Several years: what a bare year opens is an aside.
    Several,
    /// Both, one after the other.
    Both,
}

/// The way through a document.
struct Way<'a> {
    reader: Reader<'a>,
    outline: &'a Outline,
    chapter: Chapter,
    /// What the text speaks of but for asides.
    main: Option<Period>,
    now: Option<Period>,
    /// Whether other years are spoken of than the chapter is about, up to the next paragraph that is no item of theirs.
    aside: bool,
    /// Whether several years have been spoken of since the beginning or the turn.
    several: bool,
    /// Whether the goals have begun.
    ahead: bool,
    /// Whether the list of notes has begun.
    notes: bool,
    /// The number of the last paragraph that 一、 or its like marks: the chapter that notes stand in the middle of goes on behind them.
    number: u32,
}

impl<'a> Way<'a> {
    fn new(reader: Reader<'a>, outline: &'a Outline) -> Self {
        Self {
            reader,
            outline,
            chapter: Chapter::Unsaid,
            main: None,
            now: None,
            aside: false,
            several: false,
            ahead: false,
            notes: false,
            number: 0,
        }
    }

    /// The period of the next paragraph.
    fn step(&mut self, paragraph: &Paragraph) -> Option<Period> {
        if !self.ahead && self.reader.frame.after_turn(paragraph.span.start) {
            (self.chapter, self.main, self.now) = (Chapter::Unsaid, None, None);
            (self.aside, self.several, self.ahead) = (false, false, true);
        }
        let goes_on = self.goes_on(paragraph);
        self.notes = self.opens_notes(paragraph) || self.notes && !goes_on;
        match paragraph.role {
            Role::Cell => self.now,
            Role::Heading(level) => {
                self.heading(
                    unmarked(paragraph, paragraph.span),
                    level == 1 || paragraph.mark.is_none(),
                );
                self.now
            }
            Role::Body => {
                if let Some(head) = self.head(paragraph) {
                    self.heading(head, true);
                }
                self.body(paragraph)
            }
        }
    }

    /// Whether a paragraph has the number behind that of the last one before the notes, which have none of this kind themselves.
    fn goes_on(&mut self, paragraph: &Paragraph) -> bool {
        let Some(mark) = paragraph.mark.filter(|m| m.style == MarkStyle::Han) else {
            return false;
        };
        let next = self.number > 0 && mark.number == self.number + 1;
        self.number = if self.notes && !next { 0 } else { mark.number };
        next
    }

    /// What heads a chapter without being a heading by its form: a short plain line about work or goals, the bold words of a numbered
    /// paragraph that runs on.
    fn head(&self, paragraph: &Paragraph) -> Option<Span> {
        let words = paragraph.span.of(self.reader.text);
        let ranked = paragraph
            .mark
            .filter(|m| matches!(m.style, MarkStyle::Part | MarkStyle::Han));
        if ranked.is_some() && words.starts_with("**") {
            let len = words[2..].find("**")? + 2;
            return Some(Span::new(0, len).shift(paragraph.span.start as usize));
        }
        let line = words.chars().count() <= BRIEF && !words.contains(['。', '，', '；', '：', '！']);
        let chapters = &self.reader.lexicon.around.chapters;
        let plain = line && paragraph.mark.is_none() && self.reader.first_quantity(paragraph.span).is_none();
        (plain && chapters.iter().any(|w| words.contains(w.as_str()))).then_some(paragraph.span)
    }

    fn heading(&mut self, heading: Span, top: bool) {
        let named = self.reader.heading(heading, top);
        let several = named.iter().find(|p| p.to.is_some());
        let one = named.iter().find(|p| p.to.is_none());
        self.chapter = match (one, several) {
            (Some(_), Some(_)) => Chapter::Both,
            (Some(_), None) => Chapter::One,
            (None, Some(_)) => Chapter::Several,
            (None, None) => return self.resume(),
        };
        self.now = named.first().copied();
        self.main = self.now;
        self.several |= self.now.is_some_and(|p| p.to.is_some());
        self.aside = false;
    }

    fn body(&mut self, paragraph: &Paragraph) -> Option<Period> {
        let sentences = &self.outline.sentences[paragraph.sentences.start as usize..paragraph.sentences.end as usize];
        let item = self.is_item(paragraph);
        // 各位代表！ is none.
        let addressed = sentences.first().is_some_and(|s| self.reader.is_address(s.span));
        let Some((first, rest)) = sentences[usize::from(addressed)..].split_first() else {
            return self.now;
        };
        let first = unmarked(paragraph, first.span);
        match self.reader.sentence(first) {
            Some(opening) if self.opens(&opening, first, item) => self.go(&opening),
            _ if item && paragraph.mark.is_none() => {}
            _ => self.resume(),
        }
        let period = self.now;
        if item {
            return period;
        }
        self.closing(first);
        for sentence in rest {
            let opening = self
                .reader
                .sentence(sentence.span)
                .filter(|o| !o.bare && !o.years.are_few());
            opening.iter().for_each(|o| self.go(o));
        }
        period
    }

    /// Whether the first words of a paragraph say what the next ones speak of too. A bare year may date a single statement only.
    fn opens(&self, opening: &Opening, first: Span, item: bool) -> bool {
        if !opening.bare {
            return true;
        }
        let quantity = self.reader.first_quantity(first);
        if item {
            return quantity.is_none() && first.of(self.reader.text).chars().count() <= BRIEF;
        }
        let told = self.chapter == Chapter::Both || quantity.is_none();
        told || quantity.is_some_and(|at| {
            let before = &self.reader.text[opening.end as usize..at.max(opening.end) as usize];
            before.matches(['，', '。', '；']).count() > 2
        })
    }

    fn go(&mut self, opening: &Opening) {
        let several = matches!(opening.years, Years::Several(..));
        let other = match self.chapter {
            Chapter::One => several,
            Chapter::Several => opening.bare,
            _ => false,
        };
        self.aside = other || opening.years.are_few();
        self.several |= several;
        self.now = Some(opening.years.period());
        if !self.aside {
            self.main = self.now;
        }
    }

    /// Goes back to what the chapter is about.
    fn resume(&mut self) {
        (self.now, self.aside) = (self.main, false);
    }

    /// The end of a plan or a term, told behind its last year (标志着“十二五”胜利收官), opens what is said of all of it.
    fn closing(&mut self, sentence: Span) {
        let waits = !self.ahead && (self.aside || !self.several) && !matches!(self.chapter, Chapter::One);
        if let Some(opening) = waits.then(|| self.reader.closes(sentence)).flatten() {
            self.go(&opening);
        }
    }

    /// Whether a paragraph is one of a list: what it opens with is said of it alone.
    fn is_item(&self, paragraph: &Paragraph) -> bool {
        let words = paragraph.span.of(self.reader.text).trim_start_matches('*');
        let ordinal = words.chars().nth(1) == Some('是');
        paragraph.mark.is_some() || words.starts_with(['—', '－', '●', '■', '◆']) || ordinal
    }

    fn opens_notes(&self, paragraph: &Paragraph) -> bool {
        let words = paragraph.span.of(self.reader.text);
        let title = words.len() <= NOTES * 4 && words.chars().count() <= NOTES && !words.contains(['。', '，', '；']);
        let titles = &self.reader.lexicon.around.note_titles;
        title && titles.iter().any(|t| words.contains(t.as_str()))
    }
}

/// The first words of a paragraph without its number.
pub(super) fn unmarked(paragraph: &Paragraph, first: Span) -> Span {
    let start = paragraph
        .mark
        .map_or(first.start, |m| m.span.end.clamp(first.start, first.end));
    Span { start, ..first }
}

/// [3]“三项工程”：…
fn opens_note(words: &str) -> bool {
    let words = words.trim_start_matches('*');
    let Some(open) = words.chars().next().filter(|c| matches!(c, '[' | '［' | '〔')) else {
        return false;
    };
    let rest = words[open.len_utf8()..].trim_start_matches('^');
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && rest[digits..].starts_with([']', '］', '〕'])
}

/// Another area that is the subject of a paragraph: it is named in its first words.
fn local_area(document: &Document, lexicon: &Lexicon, span: Span) -> Option<Span> {
    let words = span.of(&document.text);
    let end = words.char_indices().nth(SUBJECT).map_or(words.len(), |(i, _)| i);
    let clause = words[..end].find(['，', '。', '、', ',']).unwrap_or(end);
    let mut found = lexicon
        .marks_in(&words[..clause])
        .filter(|(_, _, kind)| *kind == MarkKind::Local);
    let (start, stop, _) = found.next()?;
    // 推进高新区建设 is about building it; 高新区全年完成 is about what it did.
    let goes_on = words[stop..].chars().next();
    // 建设创新型企业兵团 is about building one.
    let built = lexicon.around.actions.at_start(words).is_some_and(|len| len <= start);
    // 银行金融机构 are those of the city.
    let lender = words[start..stop].ends_with("银行") && words[stop..].starts_with(['业', '类', '机', '金', '各']);
    let subject = !lender
        && !built
        && goes_on.is_none_or(|c| !matches!(c, '建' | '的' | '创' | '改' | '提' | '招' | '扩' | '升' | '发' | '协'));
    subject.then(|| Span::new(start, stop).shift(span.start as usize))
}
