//! Spans of years: the years of a plan, 五年来（…）, 从…到…的N年, 历时N年.

use super::{Line, Wrong};
use crate::figure::{Form, date::Date};
use crate::lexicon::entries::Plan;
use crate::shape::is_placeholder;

/// Brackets behind a five-year plan that hold other years than the plan's, and first or last years that are not.
pub fn plans(line: &Line, plans: &[Plan]) -> Vec<Wrong> {
    let mut found = Vec::new();
    // Every name of a five-year plan holds 五, but where it is told by its number.
    let numbered = || line.figures.iter().any(|(_, f)| f.form == Form::Ordinal);
    if !line.text.contains('五') && !numbered() {
        return found;
    }
    // Most plans are named in no way.
    let numbered = numbered();
    for plan in plans
        .iter()
        .filter(|plan| numbered || line.text.contains(plan.name.as_str()))
    {
        for (at, end) in named(line, plan) {
            found.extend(plan_bracket(line, plan, at, end));
            found.extend(plan_edge(line, plan, at, end));
        }
    }
    found
}

/// Where a plan is named: 十四五, or in full 第十四个五年.
fn named(line: &Line, plan: &Plan) -> Vec<(usize, usize)> {
    let numerals = ['二', '三', '四', '五', '六', '七', '八', '九', '十', '第', '个'];
    let name = plan.name.as_str();
    let short = line
        .text
        .match_indices(name)
        .map(|(at, _)| (at, at + name.len()))
        .filter(|(at, end)| {
            // 二十五 holds 十五, and so does 十五五
            !line.text[..*at].ends_with(numerals) && !line.text[*end..].starts_with(numerals)
        });
    let long = line
        .figures
        .iter()
        .filter(|(_, f)| f.form == Form::Ordinal)
        .filter_map(|(at, figure)| {
            let number = i32::try_from(figure.printed()?.mantissa).ok()?;
            let after = line.after(*at);
            let years = line.text[after..]
                .strip_prefix('个')
                .map_or(after, |rest| line.text.len() - rest.len());
            // 五年规划 is a name, 五年 alone a figure
            let end = match line.text[years..].starts_with("五年") {
                true => years + "五年".len(),
                false if line.duration_at(years)? == (5, "年") => line.after(years),
                false => return None,
            };
            // the sixth plan began in 1981
            (plan.from == 1981 + 5 * (number - 6)).then_some((*at, end))
        });
    short.chain(long).collect()
}

fn plan_bracket(line: &Line, plan: &Plan, at: usize, end: usize) -> Option<Wrong> {
    let open = line.text[end..].find('（').map(|i| end + i)?;
    let words = &line.text[end..open];
    let words = words.trim_start_matches('”');
    if ![
        "",
        "时期",
        "期间",
        "规划",
        "计划",
        "规划期",
        "规划时期",
        "规划期间",
        "规划纲要",
    ]
    .contains(&words)
    {
        return None;
    }
    let first = open + '（'.len_utf8();
    let date = line.date_at(first)?;
    let (from, to) = (date.year?, date.to_year?);
    let inside = from >= plan.from && to <= plan.to;
    let long = to - from > 7;
    let closed = line.text[line.after(first)..].starts_with('）');
    // a part of the plan (2023—2025) and a long-range programme are other periods
    if (from, to) == (plan.from, plan.to) || long || !closed || (inside && to - from < 4 && !at_edge(plan, from, to)) {
        return None;
    }
    Some(Wrong {
        at: first..line.after(first),
        with: Some(at..end),
        expected: format!("{}—{}年", plan.from, plan.to),
        about: plan.name.clone(),
    })
}

/// Four of the five years, beginning or ending with the plan: more likely a slip than a part.
fn at_edge(plan: &Plan, from: i32, to: i32) -> bool {
    to - from == 3 && (from == plan.from || to == plan.to)
}

/// 2020年是“十四五”开局之年.
fn plan_edge(line: &Line, plan: &Plan, at: usize, end: usize) -> Option<Wrong> {
    let rest = line.text[end..]
        .trim_start_matches('”')
        .trim_start_matches("规划")
        .trim_start_matches("时期")
        .trim_start_matches('的');
    let first = ["开局之年", "开局年", "起步之年", "第一年"]
        .iter()
        .any(|w| rest.starts_with(w));
    let last = ["收官之年", "收官年", "最后一年"].iter().any(|w| rest.starts_with(w));
    if !first && !last {
        return None;
    }
    let head = line.text[..at].trim_end_matches('“').strip_suffix(['是', '为'])?;
    let year_at = head.char_indices().next_back().filter(|(_, c)| is_placeholder(*c))?.0;
    let date = line.date_at(year_at)?;
    let year = date.year.filter(|_| date.to_year.is_none() && date.month.is_none())?;
    let right = if first { plan.from } else { plan.to };
    (year != right).then(|| Wrong {
        at: year_at..line.after(year_at),
        with: Some(at..end),
        expected: format!("{right}年"),
        about: plan.name.clone(),
    })
}

/// 五年来（2018—2021年）, 2019—2023年连续四年.
pub fn lengths(line: &Line) -> Vec<Wrong> {
    let mut found = Vec::new();
    for (at, _) in &line.figures {
        let Some((number, "年")) = line.duration_at(*at) else {
            continue;
        };
        let before = &line.text[..*at];
        let running = before.ends_with("连续");
        let near = before.ends_with('近') || before.ends_with("前后");
        let behind = line.after(*at);
        let tail = line.text[behind..]
            .strip_prefix(['来', '间'])
            .unwrap_or(&line.text[behind..]);
        let bracket = tail.strip_prefix('（').map(|t| line.text.len() - t.len());
        let date_at = bracket.filter(|b| line.text[line.after(*b).min(line.text.len())..].starts_with('）'));
        let leading = before.strip_suffix("连续").unwrap_or(before).char_indices().next_back();
        let place = date_at.or_else(|| leading.filter(|(_, c)| running && is_placeholder(*c)).map(|l| l.0));
        let Some((place, date)) = place.and_then(|p| Some((p, line.date_at(p)?))) else {
            continue;
        };
        let Some((from, to)) = date.year.zip(date.to_year) else {
            continue;
        };
        let years = (to - from).unsigned_abs();
        let right = number == years + 1 || (!running && number == years);
        if right || near || (date.month, date.to_month) != (None, None) {
            continue;
        }
        found.push(Wrong {
            at: *at..behind,
            with: Some(place..line.after(place)),
            expected: format!("{}年", years + 1),
            about: String::new(),
        });
    }
    found
}

/// 从1998年到2018年的30年; 2019年3月开工，2022年3月建成，历时四年.
pub fn spans(line: &Line) -> Vec<Wrong> {
    let mut found = Vec::new();
    let dates: Vec<(usize, Date)> = line.dates().map(|d| (d.0, d.2)).collect();
    for (at, _) in &line.figures {
        let Some((number, unit)) = line.duration_at(*at) else {
            continue;
        };
        let before = &line.text[..*at];
        let took = before.ends_with("历时") || before.ends_with("历经") || before.ends_with("工期");
        let span = if took {
            two_dates(line, &dates, *at)
        } else {
            from_to(line, &dates, *at)
        };
        let Some((from, to, with)) = span else { continue };
        let Some(months) = months(&from, &to) else { continue };
        let exact = from.month.is_some() && to.month.is_some();
        let right = match unit {
            "年" if exact => (months - 12 * number as i64).abs() < 12,
            "年" => (months / 12 - number as i64).abs() <= i64::from(took) || number as i64 == months / 12 + 1,
            "个月" if exact => (months - number as i64).abs() <= 1,
            _ => true,
        };
        if right {
            continue;
        }
        let shown = if unit == "年" {
            (months as f64 / 12.0).round() as i64
        } else {
            months
        };
        found.push(Wrong {
            at: *at..line.after(*at),
            with: Some(with),
            expected: format!("{shown}{unit}"),
            about: String::new(),
        });
    }
    found
}

/// The years of 从Y年到Z年(的|这|，)N年.
fn from_to(line: &Line, dates: &[(usize, Date)], at: usize) -> Option<(Date, Date, std::ops::Range<usize>)> {
    let last = dates.iter().rposition(|d| d.0 < at)?;
    let link = &line.text[line.after(dates[last].0)..at];
    if !["的", "这", "，", "，历时", "这个", "整整", "的这"].contains(&link) || last == 0 {
        return None;
    }
    let (first, second) = (dates[last - 1], dates[last]);
    let between = &line.text[line.after(first.0)..second.0];
    let opens = line.text[..first.0].ends_with('从') || line.text[..first.0].ends_with('自');
    (opens && ["到", "至"].contains(&between)).then(|| (first.1, second.1, first.0..line.after(second.0)))
}

/// The two dates before 历时, with the beginning and the end of one work between them.
fn two_dates(line: &Line, dates: &[(usize, Date)], at: usize) -> Option<(Date, Date, std::ops::Range<usize>)> {
    let before: Vec<_> = dates.iter().filter(|d| d.0 < at).collect();
    let [first, second] = before.as_slice() else {
        return None;
    };
    let begun = &line.text[line.after(first.0)..second.0];
    let done = &line.text[line.after(second.0)..at];
    let begins = ["开工", "启动", "动工", "开建", "到", "至"]
        .iter()
        .any(|w| begun.contains(w));
    let ends = ["建成", "完工", "竣工", "通车", "完成", "投用", "投产", "，"]
        .iter()
        .any(|w| done.contains(w));
    (begins && ends && begun.chars().count() < 16 && done.chars().count() < 16)
        .then(|| (first.1, second.1, first.0..line.after(second.0)))
}

/// Months from one date to another; a date without a year has that of the first.
fn months(from: &Date, to: &Date) -> Option<i64> {
    let start = from.year?;
    let end = to.year.or_else(|| to.month.and(from.year))?;
    let whole = i64::from(end - start) * 12;
    let months = match (from.month, to.month) {
        (Some(a), Some(b)) => whole + i64::from(b) - i64::from(a),
        _ => whole,
    };
    (months >= 0).then_some(months)
}
