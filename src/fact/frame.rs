//! What a document as a whole says about its figures: its years, its turn, its own area, the setting of each paragraph.
//!
//! Owns how these are told from the title, the headings and the words the report uses. What a sentence says itself is read in
//! `period` and `basis` beside this and weighs more.

use super::{Extent, Period, turn};
use crate::figure::date::Date;
use crate::figure::{Figure, Value};
use crate::lexicon::Lexicon;
use crate::lexicon::clauses::MarkKind;
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
    /// Where the goals begin.
    pub turn: Option<u32>,
    /// Whether the review is one of several years.
    pub five_years: bool,
    /// The last character of the words for the document's own area: 市 for 全市 and 我市.
    pub own: Option<char>,
    /// Its name, when the caller gave it.
    pub name: Option<String>,
    /// The setting of each paragraph of the outline.
    pub settings: Vec<Setting>,
}

/// What stands over a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// The period that its headings name.
    pub period: Option<Period>,
    /// Whether they speak of several years.
    pub five_years: bool,
    /// Another area that is its subject.
    pub local: Option<Span>,
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
/// Characters of a paragraph in which its subject stands.
const SUBJECT: usize = 14;

impl Frame {
    /// Reads the frame of a document. Cannot fail: what is not told stays open.
    pub fn of(document: &Document, outline: &Outline, figures: &[Figure], lexicon: &Lexicon, known: &Known) -> Self {
        let (review, coming) = years(document, outline, figures, lexicon, known);
        let turn = turn::find(document, outline, figures, coming, lexicon);
        let own = match &known.area {
            Some(name) => name.chars().next_back(),
            None => own_area(&document.text),
        };
        let mut frame = Self {
            review,
            told: known.year,
            coming,
            turn,
            five_years: false,
            own,
            name: known.area.clone(),
            settings: Vec::with_capacity(outline.paragraphs.len()),
        };
        frame.five_years = frame.reviews_several_years(document, outline, lexicon);
        let mut settings: Vec<Setting> = Vec::with_capacity(outline.paragraphs.len());
        // In a review of several years: whether the paragraphs from here on speak of the last one (一年来，我们…).
        let mut last_year = false;
        for (i, paragraph) in outline.paragraphs.iter().enumerate() {
            let above = paragraph.heading.map(|h| settings[h as usize]).unwrap_or_default();
            let is_heading = matches!(paragraph.role, Role::Heading(_));
            let (period, several) = match is_heading {
                true => heading_period(document, outline, figures, i, review, lexicon),
                false => (None, false),
            };
            last_year = match paragraph.role {
                Role::Heading(1) => false,
                Role::Body => speaks_of_last_year(document, lexicon, paragraph.span, review).unwrap_or(last_year),
                _ => last_year,
            };
            if let Some(year) =
                review.filter(|_| last_year && frame.five_years && !frame.after_turn(paragraph.span.start))
            {
                settings.push(Setting {
                    period: period.or(Some(Period {
                        from: Some(year),
                        extent: Extent::Year,
                        ..Period::default()
                    })),
                    five_years: several,
                    local: local_area(document, lexicon, paragraph.span).or(above.local.filter(|_| !is_heading)),
                });
                continue;
            }
            let local = local_area(document, lexicon, paragraph.span).or(above.local.filter(|_| !is_heading));
            settings.push(Setting {
                period: period.or(above.period),
                five_years: if period.is_some() || several {
                    several
                } else {
                    above.five_years
                },
                local,
            });
        }
        frame.settings = settings;
        frame
    }

    /// Whether a place stands behind the turn.
    pub fn after_turn(&self, place: u32) -> bool {
        self.turn.is_some_and(|turn| place >= turn)
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
        if self.after_turn(place) {
            let year = setting
                .period
                .filter(|p| p.from > self.review)
                .or(self.coming.map(|year| Period {
                    from: Some(year),
                    extent: Extent::Year,
                    ..Period::default()
                }));
            return year.unwrap_or_default();
        }
        let several = setting.five_years || (self.five_years && setting.period.is_none());
        match (setting.period, self.review) {
            (Some(period), _) if !several => period,
            (_, Some(review)) if several => Period {
                from: Some(review - 4),
                to: Some(review),
                extent: Extent::Unknown,
                ..Period::default()
            },
            (_, Some(review)) => Period {
                from: Some(review),
                extent: Extent::Year,
                ..Period::default()
            },
            _ => Period::default(),
        }
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

/// Whether a paragraph opens what is said of the last year of a review (刚刚过去的一年), or of all of its years (五年来); none when it
/// says neither.
fn speaks_of_last_year(document: &Document, lexicon: &Lexicon, span: Span, review: Option<i32>) -> Option<bool> {
    let words = span.of(&document.text).trim_start_matches(['*', '—', ' ']);
    let words = words
        .trim_start_matches("各位代表")
        .trim_start_matches(['，', '！', '：', ',']);
    let opens = |list: &[String]| list.iter().any(|w| words.starts_with(w.as_str()));
    let year = review.is_some_and(|year| words.starts_with(&format!("{year}年，")));
    if year || opens(&lexicon.around.last_year) {
        return Some(true);
    }
    (opens(&lexicon.around.several_years) || plan_opens(words, lexicon)).then_some(false)
}

/// “十三五”时期，…
fn plan_opens(words: &str, lexicon: &Lexicon) -> bool {
    let Some(rest) = words.strip_prefix('“') else {
        return false;
    };
    lexicon.plans.iter().any(|plan| rest.starts_with(plan.name.as_str()))
}

/// The year under review and the year ahead.
fn years(
    document: &Document,
    outline: &Outline,
    figures: &[Figure],
    lexicon: &Lexicon,
    known: &Known,
) -> (Option<i32>, Option<i32>) {
    if let Some(year) = known.year {
        return (Some(year), Some(year + 1));
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
    (review, review.map(|year| year + 1))
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

/// The year that a report of a date reviews: reports are given in the first months of the next one, or in its last.
fn reviewed_by(date: &Date) -> Option<i32> {
    let (year, month) = (date.year?, date.month?);
    Some(if month <= 8 { year - 1 } else { year })
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
        let named = ends.filter_map(|end| AREAS.iter().position(|area| text[end..].starts_with(*area)));
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

/// The period that a heading names, and whether it speaks of several years.
fn heading_period(
    document: &Document,
    outline: &Outline,
    figures: &[Figure],
    paragraph: usize,
    review: Option<i32>,
    lexicon: &Lexicon,
) -> (Option<Period>, bool) {
    let span = outline.paragraphs[paragraph].span;
    let words = span.of(&document.text);
    let several = lexicon.around.several_years.iter().any(|w| words.contains(w.as_str()))
        || (words.contains("五”") && words.contains("回顾"));
    let first = figures.partition_point(|f| f.span.start < span.start);
    let year = figures[first..]
        .iter()
        .take_while(|f| f.span.end <= span.end)
        .find_map(|f| match f.value {
            Value::Date(date) => date.year.map(|y| (y, date.to_year)),
            _ => None,
        });
    let next = ["今后五年", "未来五年", "今后5年", "未来5年"]
        .iter()
        .any(|w| words.contains(w));
    let span_of = |from: i32, to: i32| Period {
        from: Some(from),
        to: Some(to),
        ..Period::default()
    };
    let plan = turn::plan_in(words, lexicon).filter(|plan| review.is_some_and(|review| plan.from > review));
    let period = match year {
        // “十四五”主要目标和2035年远景目标
        Some((from, _)) if plan.is_some_and(|plan| from > plan.to) => plan.map(|plan| span_of(plan.from, plan.to)),
        None if next => review.map(|year| span_of(year + 1, year + 5)),
        Some((from, to)) => Some(Period {
            from: Some(from),
            to,
            months: None,
            extent: if to.is_some() { Extent::Unknown } else { Extent::Year },
        }),
        None if words.contains("过去一年") || words.contains("去年") => review.map(|year| Period {
            from: Some(year),
            extent: Extent::Year,
            ..Period::default()
        }),
        // The chapter of a plan that is still to come.
        None => plan.map(|plan| span_of(plan.from, plan.to)),
    };
    (period, several)
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
    let subject = goes_on.is_none_or(|c| !matches!(c, '建' | '的' | '创' | '改' | '提' | '招' | '扩' | '升' | '发'));
    subject.then(|| Span::new(start, stop).shift(span.start as usize))
}
