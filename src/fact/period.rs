//! The time of a figure, from the dates and words of its sentence.
//!
//! Owns which of them governs a figure: the last one before it that is no comparison (比2019年) and does not belong to the value before a
//! change. What holds where a sentence says nothing is in [`super::frame`].

use super::frame::Frame;
use super::{Extent, Period, word};
use crate::figure::date::Date;
use crate::figure::{Figure, Value};
use crate::lexicon::Lexicon;
use crate::lexicon::clauses::MarkKind;
use crate::search::sparse::Sparse;
use crate::span::Span;

/// A time that a sentence names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// Where.
    pub span: Span,
    /// Which.
    pub period: Period,
    /// Whether something is compared with it.
    pub compared: bool,
    /// Whether it lies in the past of the report.
    pub past: bool,
    /// Whether it holds for its own clause only: 累计.
    pub local: bool,
    /// Whether the year itself is said, by a number or 去年.
    pub said: bool,
    /// The end of the brackets that it stands in: it holds no further.
    pub until: Option<u32>,
}

/// A sentence of a text.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The text.
    pub text: &'a str,
    /// Where the sentence stands.
    pub sentence: Span,
    /// Its marks; brackets and quotes are looked for among them.
    pub sparse: &'a [(u32, char)],
}

impl<'a> Place<'a> {
    /// A sentence; `sparse` are the marks of the text.
    pub fn of(text: &'a str, sentence: Span, sparse: &'a Sparse) -> Self {
        Self {
            text,
            sentence,
            sparse: sparse.within(sentence),
        }
    }

    /// The last of some marks before a word, if it stands so many bytes away at most.
    fn before(&self, span: Span, far: usize, of: impl Fn(char) -> bool) -> Option<char> {
        let from = self.text.floor_char_boundary((span.start as usize).saturating_sub(far));
        let marks = &self.sparse[..self.sparse.partition_point(|(at, _)| *at < span.start)];
        let near = marks.iter().rev().take_while(|(at, _)| *at as usize >= from);
        near.map(|(_, c)| *c).find(|c| of(*c))
    }

    /// The first of some marks behind a word and its place, if it stands so many bytes away at most.
    fn behind(&self, span: Span, far: usize, of: impl Fn(char) -> bool) -> Option<(u32, char)> {
        let until = self.text.ceil_char_boundary(span.end as usize + far);
        let until = until.min(self.sentence.end as usize);
        let marks = &self.sparse[self.sparse.partition_point(|(at, _)| *at < span.end)..];
        let mut near = marks.iter().take_while(|(at, _)| (*at as usize) < until);
        near.find(|(_, c)| of(*c)).copied()
    }
}

/// A word of a sentence with its kind.
pub type Mark = (Span, MarkKind);

/// The words of a sentence that say when, where and on what basis its figures are meant; of what stands in quotes only the plans.
pub fn marks(place: Place, lexicon: &Lexicon) -> Vec<Mark> {
    let Place { text, sentence, .. } = place;
    let found = lexicon.marks_in(sentence.of(text));
    found
        .map(|(a, b, kind)| (Span::new(a, b).shift(sentence.start as usize), kind))
        .filter(|(span, kind)| *kind == MarkKind::FiveYearPlan || !in_quotes(place, *span))
        .collect()
}

/// The times of a sentence, in order.
pub fn times(
    place: Place,
    figures: &[Figure],
    marks: &[Mark],
    frame: &Frame,
    default: Period,
    lexicon: &Lexicon,
) -> Vec<Time> {
    let Place { text, sentence, .. } = place;
    let mut out: Vec<Time> = Vec::new();
    // 前三季度 is no third quarter.
    let inside = |figure: &Figure| {
        marks
            .iter()
            .any(|(span, kind)| *kind == MarkKind::Quarters3 && span.contains(figure.span))
    };
    for figure in figures {
        if let Value::Date(date) = figure.value
            && !inside(figure)
        {
            out.extend(of_date(place, figure.span, &date, frame, default));
        }
    }
    let dated = out.first().filter(|time| time.said).map(|time| time.span.end);
    for (span, kind) in marks {
        // 1955年…，占本年支出的46%: that year.
        if span.of(text) == "本年" && dated.is_some_and(|end| end <= span.start) {
            continue;
        }
        let said = word::Said {
            text,
            span: *span,
            kind: *kind,
            default,
        };
        if let Some((period, said)) = said.period(frame, lexicon) {
            let past = matches!(
                kind,
                MarkKind::Last | MarkKind::LastEnd | MarkKind::Five | MarkKind::FiveSum
            );
            out.push(Time {
                span: *span,
                period,
                compared: *kind == MarkKind::Ago || is_compared(text, sentence, *span),
                local: word::is_local(text, *span, *kind),
                past: past || (said && period.from <= frame.review && period.from.is_some()),
                said,
                until: closing(place, *span),
            });
        }
    }
    out.sort_by_key(|t| t.span);
    join(text, out)
}

/// 2022年末 and 2022年上半年 are one time: the word behind a year keeps the year. “十四五”以来 ends with what the document reviews.
fn join(text: &str, times: Vec<Time>) -> Vec<Time> {
    let mut out: Vec<Time> = Vec::with_capacity(times.len());
    for time in times {
        if let Some(last) = out.last_mut() {
            let between = text.get(last.span.end as usize..time.span.start as usize);
            // 2025年 and 年末 share a character.
            let touches = time.span.start < last.span.end
                || between.is_some_and(|b| b.trim_matches(['”', '"', '’', ' ']).is_empty());
            let since = time.period.from.is_none() && time.period.extent == Extent::Cumulative;
            if touches && last.said && since {
                last.period.to = last.period.to.or(time.period.to);
                last.period.extent = Extent::Cumulative;
                last.span.end = time.span.end;
                continue;
            }
            if touches && last.said && !time.said && time.period.to.is_none() {
                last.period.months = time.period.months.or(last.period.months);
                last.period.extent = time.period.extent;
                last.span.end = time.span.end;
                last.compared |= time.compared;
                continue;
            }
        }
        out.push(time);
    }
    out
}

fn of_date(place: Place, span: Span, date: &Date, frame: &Frame, default: Period) -> Option<Time> {
    if date.hour.is_some() {
        return None;
    }
    let Place { text, sentence, .. } = place;
    let year = date.year.or(default.to).or(default.from);
    let rest = &text[span.end as usize..sentence.end as usize];
    let before = &text[sentence.start as usize..span.start as usize];
    // 2013—2017年清洁空气行动计划 is a name.
    let near = rest.split(is_mark).next().unwrap_or("");
    // 按1990年不变价计算 tells the prices.
    if ["价", "不变价", "可比价"].iter().any(|w| near.starts_with(w)) {
        return None;
    }
    if ["行动计划", "规划", "行动方案"].iter().any(|w| near.contains(w)) && date.to_year.is_some() {
        return None;
    }
    let moment = rest.starts_with(['底', '末', '初']) || before.ends_with("截至") || before.ends_with("截止");
    let since = rest.starts_with("以来") || before.trim_end().ends_with('自');
    let months = match (date.month, date.quarter, date.half) {
        (Some(m), _, _) => Some((m.min(12) as u8, date.to_month.unwrap_or(m).min(12) as u8)),
        (_, Some(q), _) => Some(((q.clamp(1, 4) * 3 - 2) as u8, (q.clamp(1, 4) * 3) as u8)),
        (_, _, Some(h)) => Some(if h == 1 { (1, 6) } else { (7, 12) }),
        _ => None,
    };
    let extent = match (moment, since || date.to_year.is_some()) {
        (true, _) => Extent::AsOf,
        (_, true) => Extent::Cumulative,
        _ => Extent::Year,
    };
    let period = Period {
        from: year,
        to: date
            .to_year
            .or(frame.review.filter(|review| since && Some(*review) >= year)),
        months,
        extent,
    };
    Some(Time {
        span,
        period,
        compared: is_compared(text, sentence, span),
        local: false,
        past: date.year.is_some() && date.to_year.or(date.year) <= frame.review,
        said: date.year.is_some(),
        until: closing(place, span),
    })
}

/// Bytes that a bracket before or behind a time is looked for in.
const BRACKETS: usize = 600;

/// The end of the brackets that a time stands in.
fn closing(place: Place, span: Span) -> Option<u32> {
    let closes = |c: char| matches!(c, '）' | ')');
    let bracket = |c: char| closes(c) || matches!(c, '（' | '(');
    // Brackets hold a clause or two; a sentence may run on for a megabyte.
    place.before(span, BRACKETS, bracket).filter(|c| !closes(*c))?;
    place.behind(span, BRACKETS, closes).map(|(at, _)| at)
}

/// Bytes behind a word in which the quotes that it stands in are closed.
const QUOTED: usize = 60;

/// Whether a word stands in quotes or in a title: the year of “五年绿满山川” is no time of the report.
fn in_quotes(place: Place, span: Span) -> bool {
    let within = |open: char, close: char| {
        let either = |c: char| c == open || c == close;
        place.before(span, QUOTED, either) == Some(open)
            && place.behind(span, QUOTED, either).is_some_and(|(_, c)| c == close)
    };
    within('“', '”') || within('《', '》')
}

fn is_mark(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '、' | ',' | ';')
}

/// Whether something is compared with a time: 比2019年, 与上年同期相比, 去年的基础上.
pub fn is_compared(text: &str, sentence: Span, span: Span) -> bool {
    let before = text[sentence.start as usize..span.start as usize].trim_end_matches(['“', '"', ' ']);
    let rest = &text[span.end as usize..sentence.end as usize];
    let within = |many: usize| -> &str { &rest[..rest.chars().take(many).map(char::len_utf8).sum()] };
    let near = within(8);
    // 财政收入于2018年突破百亿元 compares nothing.
    let measured = [
        '高', '低', '快', '慢', '多', '少', '大', '小', '优', '好', '强', '当', '早', '晚',
    ];
    let against = before.strip_suffix('于').is_some_and(|b| b.ends_with(measured));
    // 恢复至2019年的94%
    let led = ["恢复至", "恢复到", "相当于", "是", "为"]
        .iter()
        .any(|w| before.ends_with(w));
    let share = led
        && near
            .trim_start_matches('年')
            .strip_prefix('的')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && within(14).contains(['%', '％']));
    against
        || share
        || before.ends_with(['比', '较', '与', '过'])
        || ["同", "同比", "超出", "相当"].iter().any(|w| before.ends_with(w))
        || ["同期", "相比", "基数", "持平", "的基础上", "水平", "基础上", "之前"]
            .iter()
            .any(|w| {
                near.trim_start_matches(['”', '"', '年', '底', '末', '的'])
                    .starts_with(w)
            })
        || (["相比", "基础上"].iter().any(|w| near.contains(w)) && !near.contains('，'))
        || (["倍", "总和", "之和"].iter().any(|w| within(14).contains(w)) && before.ends_with(['是', '为']))
}
