//! One date: does it exist, and is it the weekday that stands behind it.

use super::{Line, Wrong};
use crate::figure::date::Date;
use crate::figure::{Figure, FigureId, Value};
use crate::shape::{Shape, is_placeholder};
use jiff::civil::{self, Weekday};

/// What names a quarter that is read as no date.
pub const QUARTER: &str = "季度";

/// Whether a sentence holds a date or a quarter at all; most do not. `quarters` tells whether any sentence names one.
pub fn may_hold(shape: &Shape, figures: &[Figure], sentence: usize, quarters: bool) -> bool {
    let dated = |id: FigureId| matches!(figures[id.index()].value, Value::Date(_));
    let mut of = shape.figures_of(sentence).iter();
    of.any(|(_, id)| dated(*id)) || quarters && shape.sentence(sentence).contains(QUARTER)
}

/// Days, months, quarters and hours that do not exist.
pub fn impossible(line: &Line) -> Vec<Wrong> {
    let lunar = || line.text.contains("农历") || line.text.contains("正月");
    let read = line.dates().filter_map(|(at, figure, date)| {
        let about = flaw(&date, line.printed(figure))?;
        if date.month.is_none_or(|m| (1..=12).contains(&m)) && lunar() {
            return None;
        }
        Some(Wrong {
            at: at..line.after(at),
            with: None,
            expected: String::new(),
            about,
        })
    });
    // 第五季度 is read as an ordinal name, not as a date
    let named = line.text.match_indices("季度").filter_map(|(i, _)| {
        let head = &line.text[..i];
        let quarter = head.chars().next_back().filter(|c| "56789五六七八九".contains(*c))?;
        let at = head.len() - quarter.len_utf8();
        let start = head[..at].strip_suffix('第')?.len();
        Some(Wrong {
            at: start..i + "季度".len(),
            with: None,
            expected: String::new(),
            about: format!("一年没有第{quarter}季度"),
        })
    });
    read.chain(named).collect()
}

/// Why a date does not exist, in the words of the message.
fn flaw(date: &Date, printed: &str) -> Option<String> {
    // 二三季度 and 一二月 are two of them, not the twenty-third
    let spoken = !printed.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || c == '十');
    for month in [date.month, date.to_month].into_iter().flatten() {
        if !(1..=12).contains(&month) {
            return (!spoken).then(|| format!("没有{month}月"));
        }
    }
    if let Some(quarter) = date.quarter.filter(|q| !(1..=4).contains(q)) {
        return (quarter < 10 || !spoken).then(|| format!("一年没有第{quarter}季度"));
    }
    // 40日内 is a duration: a day counts only in its month
    if let Some((month, day)) = date.month.zip(date.day) {
        let most = days(date.year, month);
        let year = date
            .year
            .filter(|_| month == 2)
            .map_or(String::new(), |y| format!("{y}年"));
        return (!(1..=most).contains(&day)).then(|| format!("{year}{month}月只有{most}天"));
    }
    let hour = date.hour?;
    let minute = date.minute.unwrap_or(0);
    // 40:60 is a ratio
    let clock = !printed.contains([':', '：', '∶', '︰', '﹕']);
    (clock && (hour > 24 || minute > 59 || (hour == 24 && minute > 0))).then(|| "一天没有这个时刻".to_owned())
}

/// The number of days of a month; of February without a year 29.
fn days(year: Option<i32>, month: u32) -> u32 {
    let first = i16::try_from(year.unwrap_or(2000)).ok().zip(i8::try_from(month).ok());
    first
        .and_then(|(y, m)| civil::Date::new(y, m, 1).ok())
        .map_or(31, |d| d.days_in_month() as u32)
}

/// Full dates with a weekday behind them that they are not: 2022年1月8日（星期日）.
pub fn weekdays(line: &Line) -> Vec<Wrong> {
    line.dates()
        .filter_map(|(at, _, date)| wrong_weekday(line, at, &date))
        .collect()
}

fn wrong_weekday(line: &Line, at: usize, date: &Date) -> Option<Wrong> {
    let year = i16::try_from(date.year?).ok()?;
    let day = civil::Date::new(year, i8::try_from(date.month?).ok()?, i8::try_from(date.day?).ok()?).ok()?;
    let from = line.after(at);
    let rest = line.text[from..]
        .strip_prefix(['（', '，', '、'])
        .unwrap_or(&line.text[from..]);
    let lead = ["星期", "周", "礼拜"].into_iter().find(|w| rest.starts_with(w))?;
    let name = rest[lead.len()..].chars().next().filter(|c| !is_placeholder(*c))?;
    let stated = WEEK.iter().position(|names| names.contains(name))?;
    let real = day.weekday().to_monday_zero_offset() as usize;
    let start = line.text.len() - rest.len();
    let behind = rest[lead.len() + name.len_utf8()..].chars().next();
    // 周一至周五, 周日 of a book: only a weekday that ends there belongs to the date
    let ends = behind.is_none_or(|c| "）），。；、上下晚".contains(c));
    (stated != real && ends).then(|| Wrong {
        at: start..start + lead.len() + name.len_utf8(),
        with: Some(at..from),
        expected: format!("{lead}{}", shown(day.weekday(), name)),
        about: String::new(),
    })
}

/// The days of the week from Monday, each by the characters that name it.
const WEEK: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日天"];

fn shown(day: Weekday, like: char) -> char {
    let names = WEEK[day.to_monday_zero_offset() as usize];
    if like == '天' {
        names.chars().last()
    } else {
        names.chars().next()
    }
    .unwrap_or('日')
}
