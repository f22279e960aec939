//! What a document as a whole says about its figures: its years, its turn, its own area, the setting of each paragraph.
//!
//! Owns how these are told from the title, the headings and the words the report uses. What a sentence says itself is read in
//! `period` and `basis` beside this and weighs more.

use super::opening::Years;
use super::setting::{Setting, settings};
use super::{Period, turn, word};
use crate::figure::date::Date;
use crate::figure::{Figure, Value};
use crate::lexicon::Lexicon;
use crate::outline::{Outline, Role};
use crate::source::Document;
use crate::span::Span;

/// What is known about all figures of one document.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The year that the document reviews.
    pub review: Option<i32>,
    /// The same, when the caller gave it.
    pub told: Option<i32>,
    /// The year that it looks forward to.
    pub coming: Option<i32>,
    /// The year that it calls this one: the one it reviews, when it is given before that ends.
    pub this: Option<i32>,
    /// Where the goals begin.
    pub turn: Option<u32>,
    /// The parts behind it that look back again, and belong to the review, in order.
    pub back: Vec<Span>,
    /// Whether the review is one of several years.
    pub five_years: bool,
    /// Whether a part of it is, whatever else it reviews.
    pub reviews_several: bool,
    /// The last character of the words for the document's own area: 市 for 全市 and 我市.
    pub own: Option<char>,
    /// Its name, when the caller gave it.
    pub name: Option<String>,
    /// The setting of each paragraph of the outline.
    pub settings: Vec<Setting>,
}

/// What the caller knows about a document better than its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The year that it reviews.
    pub year: Option<i32>,
    /// Its own area: 清河区.
    pub area: Option<String>,
}

/// Paragraphs from the start that count as the title.
const TITLE: usize = 8;
/// Characters of a line of the title.
const TITLE_LENGTH: usize = 60;
/// Bytes from the start in which the assembly is named that a report is given to.
const OPENING: usize = 1_500;
impl Frame {
    /// Reads the frame of a document. Cannot fail: what is not told stays open.
    pub fn of(document: &Document, outline: &Outline, figures: &[Figure], lexicon: &Lexicon, known: &Known) -> Self {
        let (review, late) = reviewed(document, outline, figures, lexicon, known);
        let coming = review.map(|year| year + 1);
        let own = match &known.area {
            Some(name) => name.chars().next_back(),
            None => own_area(&document.text),
        };
        let mut frame = Self {
            review,
            told: known.year,
            coming,
            this: if late { review } else { coming },
            turn: None,
            back: Vec::new(),
            five_years: false,
            reviews_several: false,
            own,
            name: known.area.clone(),
            settings: Vec::with_capacity(outline.paragraphs.len()),
        };
        frame.turn = turn::find(document, outline, figures, &frame, lexicon);
        frame.back = turn::again(document, outline, figures, &frame, lexicon);
        frame.five_years =
            !turn::is_bulletin(document, outline) && frame.reviews_several_years(document, outline, lexicon);
        frame.settings = settings(document, outline, figures, &frame, lexicon);
        let ended = |s: &Setting| s.period.is_some_and(|p| p.to.is_some() && p.to == review);
        // A chapter on a plan that ends and on the next one (“十四五”发展成效和“十五五”目标任务) looks back at first.
        let back = outline
            .paragraphs
            .iter()
            .zip(&frame.settings)
            .filter(|(_, s)| ended(s))
            .map(|(p, _)| p.span);
        let back: Vec<Span> = back.filter(|span| frame.after_turn(span.start)).collect();
        frame.back.extend(back);
        frame.back = joined(std::mem::take(&mut frame.back));
        frame.reviews_several = frame.settings.iter().any(ended);
        frame
    }

    /// Whether a place stands behind the turn.
    pub fn after_turn(&self, place: u32) -> bool {
        let back = || {
            let before = self.back.partition_point(|part| part.start <= place);
            before > 0 && place < self.back[before - 1].end
        };
        self.turn.is_some_and(|turn| place >= turn) && !back()
    }

    /// Whether a word for an area means the document's own: 全市 in a report of a city.
    pub fn is_own(&self, word: &str) -> bool {
        if self.name.as_deref() == Some(word) {
            return true;
        }
        let mut chars = word.chars();
        match (chars.next(), chars.next(), chars.next()) {
            (Some('全' | '我'), Some(last), None) => self.own.is_none_or(|own| own == last),
            (Some('全'), Some('自'), _) => self.own == Some('区'),
            _ => word == "全域",
        }
    }

    /// The period of a figure about which nothing else is said.
    pub fn period_at(&self, place: u32, paragraph: usize) -> Period {
        let setting = self.settings.get(paragraph).copied().unwrap_or_default();
        if setting.note {
            return Period::default();
        }
        let years = match (self.after_turn(place), self.review) {
            (true, review) => {
                let said = setting.period.filter(|p| p.from > review);
                return said.or(self.coming.map(|y| Years::One(y).period())).unwrap_or_default();
            }
            (false, Some(review)) if self.five_years => Some(Years::Several(review - 4, review)),
            (false, review) => review.map(Years::One),
        };
        setting.period.or(years.map(Years::period)).unwrap_or_default()
    }

    /// Whether the review is, in a part of it at least, one of several years.
    pub fn several(&self) -> bool {
        self.five_years || self.reviews_several
    }

    /// Whether a paragraph explains words of the text.
    pub fn is_note(&self, paragraph: usize) -> bool {
        self.settings.get(paragraph).is_some_and(|s| s.note)
    }

    /// Whether the review, by its heading or first sentences, is one of several years.
    fn reviews_several_years(&self, document: &Document, outline: &Outline, lexicon: &Lexicon) -> bool {
        let end = self.turn.unwrap_or(u32::MAX);
        let sentences = outline.sentences.iter().take_while(|s| s.span.start < end).take(30);
        sentences
            .map(|s| s.span.of(&document.text))
            .filter(|s| !s.contains("第一年") && !s.contains("开局之年"))
            .any(|s| lexicon.around.several_years.iter().any(|w| s.contains(w.as_str())))
    }
}

/// Parts of a text in order, those that overlap as one.
fn joined(mut parts: Vec<Span>) -> Vec<Span> {
    parts.sort_by_key(|part| part.start);
    let mut out: Vec<Span> = Vec::with_capacity(parts.len());
    for part in parts {
        match out.last_mut() {
            Some(last) if part.start <= last.end => last.end = last.end.max(part.end),
            _ => out.push(part),
        }
    }
    out
}

/// The year under review, and whether the report is given before it ends.
fn reviewed(
    document: &Document,
    outline: &Outline,
    figures: &[Figure],
    lexicon: &Lexicon,
    known: &Known,
) -> (Option<i32>, bool) {
    if let Some(year) = known.year {
        return (Some(year), false);
    }
    let text = &document.text;
    let titles: Vec<Span> = outline
        .paragraphs
        .iter()
        .take(TITLE)
        .filter(|p| {
            let words = p.span.of(text);
            p.mark.is_none() && !words.contains('。') && words.chars().count() <= TITLE_LENGTH
        })
        .map(|p| p.span)
        .collect();
    // A plan looks forward to its first year.
    if let Some(plan) = titles.iter().find_map(|t| titled_plan(t.of(text), lexicon)) {
        return (Some(plan - 1), false);
    }
    let in_title = |span: Span| titles.iter().any(|t| t.contains(span));
    let dates = || {
        figures.iter().filter_map(|f| match f.value {
            Value::Date(date) if date.year.is_some() => Some((f.span, date)),
            _ => None,
        })
    };
    let reviews = |span: Span| {
        ["回顾", "完成情况", "执行情况", "公报"]
            .iter()
            .any(|w| span.of(text).contains(w))
    };
    let headings = outline.paragraphs.iter().filter(|p| matches!(p.role, Role::Heading(_)));
    let reviewed = headings.map(|p| p.span).chain(titles.iter().copied());
    let spans: Vec<Span> = reviewed.filter(|span| reviews(*span)).collect();
    let told = dates().find(|(span, date)| spans.iter().any(|s| s.contains(*span)) && date.to_year.is_none());
    let told = told.and_then(|(_, date)| date.year);
    let delivered = dates().find(|(span, date)| in_title(*span) && date.month.is_some());
    let titled = dates().find(|(span, _)| in_title(*span)).and_then(|(_, d)| d.year);
    let coming =
        ahead(document, outline, figures, lexicon).filter(|year| titled.is_none_or(|t| (t - 1..=t + 1).contains(year)));
    let report = text[..floor(text, OPENING)].contains("工作报告") || text.contains("各位代表");
    let named = year_in_path(&document.path);
    let review = told
        .filter(|year| titled.is_none_or(|t| (t - 2..=t).contains(year)))
        .or_else(|| delivered.and_then(|(_, date)| reviewed_by(&date)))
        .or(coming.map(|year| year - 1))
        .or_else(|| first_chapter(document, outline, figures, lexicon))
        .or(titled.map(|year| if report { year - 1 } else { year }))
        .or(named.map(|year| if report { year - 1 } else { year }));
    let late = delivered.is_some_and(|(_, date)| date.year == review && date.month > Some(EARLY));
    (review, late)
}

/// The first year of the plan that a title is that of: 第十二个五年规划纲要.
fn titled_plan(title: &str, lexicon: &Lexicon) -> Option<i32> {
    let outline = title.contains("纲要") && (title.contains("规划") || title.contains("计划"));
    let outline = outline || title.contains("个五年计划") && !title.contains("报告");
    let named = || word::plans_in(title, lexicon).next().map(|(_, plan)| plan);
    let numbered = || {
        let number = &title[title.find('第')? + '第'.len_utf8()..title.find("个五年")?];
        lexicon
            .plans
            .iter()
            .find(|plan| plan.name.strip_suffix('五') == Some(number))
    };
    let plan = outline.then(|| named().or_else(numbered)).flatten()?;
    Some(plan.from)
}

/// The year in the heading of the first chapter: 一、2010年经济社会发展成就.
fn first_chapter(document: &Document, outline: &Outline, figures: &[Figure], lexicon: &Lexicon) -> Option<i32> {
    let first = outline
        .paragraphs
        .iter()
        .find(|p| p.mark.is_some() && matches!(p.role, Role::Heading(_)))?;
    let words = first.span.of(&document.text);
    let goals = lexicon.around.goal_headings.iter().any(|w| words.contains(w.as_str()));
    turn::year_in(&document.text, figures, first.span).filter(|_| !goals)
}

/// The year that a heading over goals names (2023年重点工作), of which the text knows the one before: 到2035年的远景目标 names none.
fn ahead(document: &Document, outline: &Outline, figures: &[Figure], lexicon: &Lexicon) -> Option<i32> {
    let year = |f: &Figure| match f.value {
        Value::Date(date) if date.to_year.is_none() => date.year,
        _ => None,
    };
    let headings = outline.paragraphs.iter().filter(|p| matches!(p.role, Role::Heading(_)));
    let named = headings.filter_map(|p| {
        let first = figures.partition_point(|f| f.span.start < p.span.start);
        let within = figures[first..].iter().take_while(|f| f.span.end <= p.span.end);
        let (last, year) = within.filter_map(|f| Some((f, year(f)?))).last()?;
        let rest = &document.text[last.span.end as usize..p.span.end as usize];
        lexicon
            .around
            .goal_headings
            .iter()
            .any(|w| rest.contains(w.as_str()))
            .then_some(year)
    });
    let mut known = named.filter(|ahead| figures.iter().any(|f| year(f) == Some(ahead - 1)));
    known.next()
}

/// The last month in which the report of the year before is given.
const EARLY: u32 = 8;

/// The year that a report of a date reviews: reports are given in the first months of the next one, or in its last.
fn reviewed_by(date: &Date) -> Option<i32> {
    let (year, month) = (date.year?, date.month?);
    Some(if month <= EARLY { year - 1 } else { year })
}

/// The only year in the name of a file.
pub fn year_in_path(path: &str) -> Option<i32> {
    let name = path.rsplit(['/', '\\']).next()?;
    let mut years = name
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() == 4)
        .filter_map(|run| run.parse().ok())
        .filter(|y: &i32| (1949..2100).contains(y));
    let first = years.next()?;
    years.all(|y| y == first).then_some(first)
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The last character of the words for the own area: by the assembly that is addressed, else the commonest in the text.
fn own_area(text: &str) -> Option<char> {
    const AREAS: [char; 8] = ['省', '市', '区', '县', '州', '旗', '盟', '国'];
    let opening = &text[..floor(text, OPENING)];
    if opening.contains("全国人民代表大会") {
        return Some('国');
    }
    // Whose government reports, and to which assembly, says more than the words of the text.
    let last = |words: &str| words.trim_end().chars().next_back().filter(|c| AREAS.contains(c));
    let reporting = opening
        .match_indices("人民政府")
        .find_map(|(at, _)| last(&opening[..at]));
    let addressed = reporting.or_else(|| {
        opening.match_indices("人民代表大会").find_map(|(at, _)| {
            let before = &opening[..at];
            last(before.rfind('第').map_or(before, |i| &before[..i]))
        })
    });
    let mut counts = [0; AREAS.len()];
    for word in ["全", "我"] {
        let ends = memchr::memmem::find_iter(text.as_bytes(), word).map(|at| at + word.len());
        let behind = ends.filter_map(|end| text[end..].chars().next());
        let named = behind.filter_map(|c| AREAS.iter().position(|area| *area == c));
        named.for_each(|area| counts[area] += 1);
    }
    let count = |area: char| {
        AREAS
            .iter()
            .zip(counts)
            .find(|(a, _)| **a == area)
            .map_or(0, |(_, n)| n)
    };
    let (most, area) = AREAS[..AREAS.len() - 1]
        .iter()
        .map(|a| (count(*a) + if addressed == Some(*a) { 30 } else { 0 }, *a))
        .max_by_key(|(n, _)| *n)?;
    // Every report speaks of the country, that of the country hardly of one province.
    let national = count('国');
    match (most >= 3 && most * 6 >= national, national >= 3) {
        (true, _) => Some(area),
        (false, true) => Some('国'),
        _ => None,
    }
}
