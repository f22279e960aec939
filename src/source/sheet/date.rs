//! Days and times of day: a number with a format of dates.
//!
//! Owns the calendar of workbooks: days since 1900 with a 29 February that never was, or since 1904.

use super::format::{Part, Section};
use jiff::ToSpan;

/// A number of days as a date and a time of day.
pub(super) fn print(section: &Section, raw: &str, late: bool) -> Option<String> {
    let serial: f64 = raw.parse().ok().filter(|v| (0.0..2_958_466.0).contains(v))?;
    let seconds = ((serial - serial.floor()) * 86_400.0).round() as i64;
    let days = serial.floor() as i64 + seconds / 86_400;
    let seconds = seconds % 86_400;
    let start = if late {
        jiff::civil::date(1904, 1, 1)
    } else if days >= 60 {
        jiff::civil::date(1899, 12, 30)
    } else {
        // Workbooks know a 29 February 1900; before it days count from the day after.
        jiff::civil::date(1899, 12, 31)
    };
    let day = start.checked_add(days.days()).ok()?;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let halves = section.parts.contains(&Part::HalfDay);
    let mut out = String::new();
    let mut after_hour = false;
    for (i, part) in section.parts.iter().enumerate() {
        let before_second = section.parts[i + 1..].iter().find_map(|p| match p {
            Part::Date(c, _) => Some(*c == 's'),
            _ => None,
        });
        let padded = |value: i64, count: usize| {
            if count > 1 {
                format!("{value:02}")
            } else {
                value.to_string()
            }
        };
        match part {
            Part::Date('y', count) if *count < 3 => out.push_str(&padded(i64::from(day.year() % 100), 2)),
            Part::Date('y', _) => out.push_str(&day.year().to_string()),
            Part::Date('m', count) if after_hour || before_second == Some(true) => {
                out.push_str(&padded(minute, *count))
            }
            Part::Date('m', count) if *count < 3 => out.push_str(&padded(i64::from(day.month()), *count)),
            Part::Date('m', _) => out.push_str(&format!("{}月", day.month())),
            Part::Date('d', count) if *count < 3 => out.push_str(&padded(i64::from(day.day()), *count)),
            Part::Date('h', count) => {
                let shown = if halves { (hour + 11) % 12 + 1 } else { hour };
                out.push_str(&padded(shown, *count));
            }
            Part::Date('s', count) => out.push_str(&padded(second, *count)),
            Part::Date('a' | 'd', _) => out.push_str(WEEKDAYS[day.weekday().to_sunday_zero_offset() as usize % 7]),
            Part::HalfDay => out.push_str(if hour < 12 { "上午" } else { "下午" }),
            Part::Text(text) => out.push_str(text),
            Part::Point => out.push('.'),
            Part::Comma => out.push(','),
            _ => {}
        }
        if let Part::Date(c, _) = part {
            after_hour = *c == 'h';
        }
    }
    Some(out)
}

const WEEKDAYS: [&str; 7] = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];
