//! Dates as printed: days, months, quarters, years, clock times.
//!
//! Owns their parsed form and their reading from text. Spans of years are joined in [`super::list`]. Whether a date exists, and what
//! it says about a period, belongs to the checks.

use super::number::{arabic, chinese_digit, chinese_scale, gap};

/// A date or period as printed; absent parts were not printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Date {
    /// The year, four digits.
    pub year: Option<i32>,
    /// The last year of a span (2021—2025年).
    pub to_year: Option<i32>,
    /// The month as printed, even when it does not exist.
    pub month: Option<u32>,
    /// The last month of a span (1—11月).
    pub to_month: Option<u32>,
    /// The day as printed, even when it does not exist.
    pub day: Option<u32>,
    /// The quarter, 1 to 4 in a real one.
    pub quarter: Option<u32>,
    /// The half-year, 1 or 2.
    pub half: Option<u32>,
    /// The hour of a clock time as printed.
    pub hour: Option<u32>,
    /// The minute of a clock time as printed.
    pub minute: Option<u32>,
}

/// Calendar years; other four-digit numbers before 年 are durations.
const YEARS: std::ops::Range<u32> = 1800..2200;

/// Reads a date at the start of `text`: the date and its length. `after_ordinal` is set behind 第, where only quarters are dates.
pub fn lex(text: &str, after_ordinal: bool) -> Option<(Date, usize)> {
    let mut cursor = Cursor { text, at: 0 };
    let first = cursor.number()?;
    if after_ordinal {
        return cursor.word("季度").then_some((
            Date {
                quarter: Some(first.value),
                ..Date::default()
            },
            cursor.at,
        ));
    }
    let mut date = Date::default();
    if first.digits == 4 && YEARS.contains(&first.value) {
        date.year = Some(first.value as i32);
        if let Some(end) = dotted(&mut date, &cursor) {
            return Some((date, end));
        }
        if !cursor.word("年") {
            return None;
        }
        let end = cursor.at;
        cursor.word("度");
        return Some(match within_year(&mut date, &mut cursor) {
            true => (date, cursor.at),
            false => (date, end),
        });
    }
    if first.digits > 2 {
        return None;
    }
    if cursor.word("季度") {
        return Some((
            Date {
                quarter: Some(first.value),
                ..date
            },
            cursor.at,
        ));
    }
    if month_and_day(&mut date, first, &mut cursor) || clock(&mut date, first, &mut cursor) {
        return Some((date, cursor.at));
    }
    let day = !first.chinese
        && cursor.word("日")
        && !cursor
            .rest()
            .starts_with(['均', '益', '产', '处', '常', '夜', '元', '内']);
    let days = ["以内", "之内", "以上"].iter().any(|w| cursor.rest().starts_with(w));
    let day = day && !days;
    day.then_some((
        Date {
            day: Some(first.value),
            ..date
        },
        cursor.at,
    ))
}

/// What may follow a year: a month and day, a quarter, a half-year.
fn within_year(date: &mut Date, cursor: &mut Cursor) -> bool {
    let start = cursor.at;
    for (word, half) in [("上半年", 1), ("下半年", 2)] {
        if cursor.word(word) {
            date.half = Some(half);
            return true;
        }
    }
    cursor.word("第");
    let Some(next) = cursor.number().filter(|n| n.digits <= 2) else {
        cursor.at = start;
        return false;
    };
    if cursor.word("季度") {
        date.quarter = Some(next.value);
        return true;
    }
    let read = month_and_day(date, next, cursor);
    if !read {
        cursor.at = start;
    }
    read
}

fn month_and_day(date: &mut Date, month: Number, cursor: &mut Cursor) -> bool {
    if !cursor.word("月") || (month.chinese && cursor.rest().starts_with(['光', '球', '饼', '亮', '嫂'])) {
        return false;
    }
    date.month = Some(month.value);
    let end = cursor.at;
    match cursor.number().filter(|n| n.digits <= 2) {
        Some(day) if cursor.word("日") || cursor.word("号") => date.day = Some(day.value),
        _ => cursor.at = end,
    }
    true
}

/// 9时30分, 24时; 小时 is a unit and never gets here because 小 is no numeral.
fn clock(date: &mut Date, hour: Number, cursor: &mut Cursor) -> bool {
    if hour.chinese
        || !cursor.word("时")
        || cursor
            .rest()
            .starts_with(['速', '长', '空', '代', '间', '段', '序', '尚'])
    {
        return false;
    }
    date.hour = Some(hour.value);
    let end = cursor.at;
    match cursor.number().filter(|n| n.digits <= 2) {
        Some(minute) if cursor.word("分") => date.minute = Some(minute.value),
        _ => cursor.at = end,
    }
    true
}

/// 2022.12.8, 2022-12-08, 2022/12/8 behind the year.
fn dotted(date: &mut Date, cursor: &Cursor) -> Option<usize> {
    let mut c = Cursor {
        text: cursor.text,
        at: cursor.at,
    };
    let mark = c.rest().chars().next().filter(|m| matches!(m, '.' | '-' | '/'))?;
    c.at += 1;
    let month = c.number().filter(|n| n.digits <= 2 && !n.chinese)?;
    if !c.rest().starts_with(mark) {
        return None;
    }
    c.at += 1;
    let day = c.number().filter(|n| n.digits <= 2 && !n.chinese)?;
    date.month = Some(month.value);
    date.day = Some(day.value);
    Some(c.at)
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

#[derive(Clone, Copy)]
struct Number {
    value: u32,
    /// Arabic digits, or positional Chinese ones; a numeral with 十 counts as two.
    digits: usize,
    chinese: bool,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// A word here, after two spaces or a line break at most.
    fn word(&mut self, word: &str) -> bool {
        let gap = gap(self.rest());
        let fits = self.rest()[gap..].starts_with(word);
        self.at += if fits { gap + word.len() } else { 0 };
        fits
    }

    fn number(&mut self) -> Option<Number> {
        let gap = gap(self.rest());
        let trimmed = &self.rest()[gap..];
        let digits = trimmed.chars().map_while(|c| Some((c.len_utf8(), arabic(c)?)));
        let (mut value, mut count, mut len) = (0, 0, 0);
        for (width, digit) in digits {
            // No part of a date has more.
            if count < 6 {
                value = value * 10 + u32::from(digit);
            }
            (count, len) = (count + 1, len + width);
        }
        if count > 0 {
            self.at += gap + len;
            return Some(Number {
                value,
                digits: count,
                chinese: false,
            });
        }
        let numeral = |c: &char| chinese_digit(*c).is_some() || *c == '十';
        let numerals: Vec<char> = trimmed.chars().take_while(numeral).collect();
        let value = small_chinese(&numerals)?;
        self.at += gap + numerals.iter().map(|c| c.len_utf8()).sum::<usize>();
        let digits = if numerals.contains(&'十') { 2 } else { numerals.len() };
        Some(Number {
            value,
            digits,
            chinese: true,
        })
    }
}

/// Positional digits, or a numeral below a hundred.
fn small_chinese(numerals: &[char]) -> Option<u32> {
    if numerals.is_empty() || numerals.len() > 6 {
        return None;
    }
    let Some(ten) = numerals.iter().position(|c| *c == '十') else {
        return Some(
            numerals
                .iter()
                .fold(0, |v, c| v * 10 + u32::from(chinese_digit(*c).unwrap_or(0))),
        );
    };
    let (before, after) = (&numerals[..ten], &numerals[ten + 1..]);
    let one = |part: &[char], empty: u32| match part {
        [] => Some(empty),
        [c] => chinese_digit(*c).map(u32::from),
        _ => None,
    };
    debug_assert_eq!(chinese_scale('十'), Some(1));
    Some(one(before, 1)? * 10 + one(after, 0)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_printed() {
        let d = Date::default();
        for (text, date, rest) in [
            ("2022年工作", Date { year: Some(2022), ..d }, "工作"),
            (
                "2022年12月8日召开",
                Date {
                    year: Some(2022),
                    month: Some(12),
                    day: Some(8),
                    ..d
                },
                "召开",
            ),
            (
                "2023年2月30日",
                Date {
                    year: Some(2023),
                    month: Some(2),
                    day: Some(30),
                    ..d
                },
                "",
            ),
            (
                "二〇二二年十二月八日",
                Date {
                    year: Some(2022),
                    month: Some(12),
                    day: Some(8),
                    ..d
                },
                "",
            ),
            (
                "2022年一季度",
                Date {
                    year: Some(2022),
                    quarter: Some(1),
                    ..d
                },
                "",
            ),
            (
                "2022年上半年",
                Date {
                    year: Some(2022),
                    half: Some(1),
                    ..d
                },
                "",
            ),
            (
                "2022.12.8",
                Date {
                    year: Some(2022),
                    month: Some(12),
                    day: Some(8),
                    ..d
                },
                "",
            ),
            ("11月份", Date { month: Some(11), ..d }, "份"),
            ("24时止", Date { hour: Some(24), ..d }, "止"),
            (
                "2022 年 3 月",
                Date {
                    year: Some(2022),
                    month: Some(3),
                    ..d
                },
                "",
            ),
        ] {
            assert_eq!(lex(text, false), Some((date, text.len() - rest.len())), "{text}");
        }
        for text in ["2022亿元", "5年", "十年", "1000年", "3个月", "2022.12", "16小时"] {
            assert_eq!(lex(text, false), None, "{text}");
        }
    }
}
