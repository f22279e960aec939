//! The cases of a recognizer of numbers, quantities and dates: `Results` with places, `End` included.

use super::Outcome;
use super::reader::{Reader, Seen, close, decimal};
use dashu_ratio::RBig;
use gouji::figure::Form;
use serde_json::Value;

/// One wanted result.
struct Wanted<'a> {
    text: &'a str,
    value: &'a str,
    unit: &'a str,
    at: (usize, usize),
}

fn input(case: &Value) -> &str {
    case["Input"].as_str().expect("an input")
}

fn wanted(case: &Value) -> Vec<Wanted<'_>> {
    let results = case["Results"].as_array().expect("results");
    let place = |r: &Value, key: &str| r[key].as_u64().expect("a place") as usize;
    results
        .iter()
        .map(|r| Wanted {
            text: r["Text"].as_str().expect("a text"),
            value: r["Resolution"]["value"].as_str().unwrap_or_default(),
            unit: r["Resolution"]["unit"].as_str().unwrap_or_default(),
            at: (place(r, "Start"), place(r, "End") + 1),
        })
        .collect()
}

/// Every result is read and nothing else is. `fits` says which figure reads which result.
fn compare(
    reader: &Reader,
    case: &Value,
    relevant: fn(&Seen) -> bool,
    fits: impl Fn(&Wanted, &Seen) -> bool,
    alone: impl Fn(&Wanted) -> bool,
) -> Outcome {
    let text = input(case);
    let figures: Vec<Seen> = reader.figures(text).into_iter().filter(relevant).collect();
    let mut used = vec![false; figures.len()];
    for want in wanted(case) {
        let found = figures.iter().position(|f| fits(&want, f));
        match found {
            Some(i) => used[i] = true,
            None if alone(&want) => {}
            None => {
                return Some(Err(format!(
                    "{text}: {} = {} {}, read {}",
                    want.text,
                    want.value,
                    want.unit,
                    brief(&figures)
                )));
            }
        }
    }
    match used.iter().position(|u| !u) {
        Some(i) => Some(Err(format!("{text}: read {}", brief(&figures[i..=i])))),
        None => Some(Ok(())),
    }
}

fn brief(figures: &[Seen]) -> String {
    let one = |f: &Seen| {
        let values: Vec<String> = f.values.iter().map(|v| v.to_f64().value().to_string()).collect();
        format!("{:?} {} {:?} {}", f.at, values.join("/"), f.form, f.unit)
    };
    let list: Vec<String> = figures.iter().map(one).collect();
    format!("[{}]", list.join(", "))
}

/// Numbers with or without a unit. A number inside a larger figure (a date, a percentage, a range) is read when the figure has its value. A
/// numeral that is no figure because no unit follows is put to the reader of numbers alone.
pub fn number(reader: &Reader, case: &Value) -> Outcome {
    let text = input(case);
    let value = |want: &Wanted| decimal(want.value);
    let fits = |want: &Wanted, f: &Seen| {
        let inside = f.at.0 <= want.at.0 && want.at.1 <= f.at.1;
        let whole = f.number == want.at || f.values.len() > 1 || !matches!(f.form, Form::Amount | Form::Bare);
        inside && whole && value(want).is_some_and(|v| f.values.iter().any(|x| close(x, &v)))
    };
    let alone = |want: &Wanted| {
        let chinese = text.chars().nth(want.at.0).is_some_and(|c| !c.is_ascii());
        chinese
            && reader
                .number_at(text, want.at.0)
                .is_some_and(|(v, end)| end == want.at.1 && value(want).is_some_and(|w| close(&v, &w)))
    };
    compare(reader, case, |_| true, fits, alone)
}

/// Percentages in every form.
pub fn percent(reader: &Reader, case: &Value) -> Outcome {
    let share = |f: &Seen| matches!(f.form, Form::Percent | Form::Permille | Form::Fraction | Form::Point);
    let fits = |want: &Wanted, f: &Seen| {
        let factor = match f.form {
            Form::Percent => RBig::ONE,
            Form::Permille => RBig::from_parts(1.into(), 10u8.into()),
            Form::Fraction => RBig::from(100),
            _ => return false,
        };
        let value = decimal(want.value.trim_end_matches('%'));
        let half = usize::from(want.text.ends_with('半'));
        f.at == (want.at.0, want.at.1 - half)
            && value.is_some_and(|v| f.values.iter().any(|x| close(&(x * &factor), &v)))
    };
    compare(reader, case, share, fits, |_| false)
}

/// Bounds and ranges. Which end belongs to the range is not compared: theirs are half open, ours are closed. A side that they leave open may
/// be bounded here (五百多 is below six hundred). A numeral without a unit is given one.
pub fn range(reader: &Reader, case: &Value) -> Outcome {
    let fits = |want: &Wanted, f: &Seen| {
        let bounds = want.value.trim_matches(['(', ')', '[', ']']);
        let (low, high) = bounds.split_once(',').expect("two bounds");
        let is = |printed: &str, ours: &Option<RBig>| {
            printed.is_empty() || decimal(printed).is_some_and(|v| ours.as_ref().is_some_and(|o| close(o, &v)))
        };
        let overlap = f.at.0 < want.at.1 && want.at.0 < f.at.1;
        overlap && is(low, &f.low) && is(high, &f.high)
    };
    let alone = |want: &Wanted| {
        let text = input(case);
        let at = super::reader::byte(text, want.at.1).expect("a place");
        let counted = [&text[..at], "个", &text[at..]].concat();
        reader.figures(&counted).iter().any(|f| fits(want, f))
    };
    compare(reader, case, |f| f.low != f.high || f.low.is_none(), fits, alone)
}

/// Ordinals.
pub fn ordinal(reader: &Reader, case: &Value) -> Outcome {
    let fits = |want: &Wanted, f: &Seen| {
        let value = decimal(want.value);
        f.number.0 == want.at.0 + 1 && f.number.1 == want.at.1 && value.is_some_and(|v| f.values == [v])
    };
    compare(reader, case, |f| f.form == Form::Ordinal, fits, |_| false)
}

/// Their names of units, and ours.
const UNITS: &[(&str, &[&str])] = &[
    ("Chinese yuan", &["元", "元人民币", "人民币", "块"]),
    ("United States dollar", &["美元", "美圆"]),
    ("Japanese yen", &["日元"]),
    ("Euro", &["欧元"]),
    ("Swiss franc", &["瑞士法郎"]),
    ("Hong Kong dollar", &["港元"]),
    ("New Taiwan dollar", &["台币"]),
    ("Liang", &["两"]),
    ("Kilogram", &["公斤", "千克"]),
    ("Centimeter", &["公分", "cm", "CM", "厘米"]),
    ("Meter", &["米", "m"]),
    ("Kilometer", &["公里", "千米"]),
    ("Ton", &["吨"]),
    ("Jin", &["斤"]),
    ("Mu", &["亩"]),
    ("Gram", &["克"]),
    ("Megabyte", &["兆字节"]),
    ("Megahertz", &["兆赫兹"]),
    ("Hertz", &["赫兹"]),
    ("Kilowatt", &["千瓦"]),
    ("Kilocalorie", &["千卡"]),
    ("Microgram", &["微克"]),
    ("Year", &["岁", "周岁", "年"]),
    ("Month", &["个月"]),
    ("Week", &["周"]),
    ("Day", &["天"]),
    ("C", &["摄氏度", "℃", "°C"]),
    ("F", &["华氏度", "℉", "°F"]),
    ("Degree", &["度"]),
];

/// Quantities with units. The words 大 and 半 behind a unit and a currency before its number are outside the unit.
pub fn with_unit(reader: &Reader, case: &Value) -> Outcome {
    let fits = |want: &Wanted, f: &Seen| {
        let ours = UNITS
            .iter()
            .find(|(theirs, _)| *theirs == want.unit)
            .is_some_and(|(_, list)| list.contains(&f.unit.as_str()));
        let trail = want.text.ends_with(['大', '半']);
        let lead = want.text.starts_with("人民币");
        let starts = f.at.0 == want.at.0 || lead && f.at.0 > want.at.0;
        let value = decimal(want.value);
        ours && starts && f.at.1 + usize::from(trail) == want.at.1 && value.is_some_and(|v| f.values == [v])
    };
    // A sentence holds other quantities too.
    let text = input(case);
    let figures = reader.figures(text);
    let list = wanted(case);
    let missing = list.iter().find(|w| !figures.iter().any(|f| fits(w, f)));
    Some(match missing {
        Some(w) => Err(format!(
            "{text}: {} = {} {}, read {}",
            w.text,
            w.value,
            w.unit,
            brief(&figures)
        )),
        None if list.is_empty() && figures.iter().any(|f| f.form == Form::Amount) => {
            Err(format!("{text}: read {}", brief(&figures)))
        }
        None => Ok(()),
    })
}

/// Years, quarters and half-years that are named by their year, and spans of years; all else that their date reader does is about the day on
/// which a sentence is read.
pub fn period(reader: &Reader, case: &Value) -> Outcome {
    let results = case["Results"].as_array().expect("results");
    let text = input(case);
    let [result] = results.as_slice() else { return None };
    let timex = result["Value"]["Timex"]
        .as_str()
        .or(result["Resolution"]["values"][0]["timex"].as_str())?;
    let parts: Vec<&str> = timex.trim_matches(['(', ')']).split(',').collect();
    let year = |t: &str| t.get(..4).and_then(|y| y.parse::<i64>().ok());
    let (first, last) = match parts.as_slice() {
        [one] if one.len() == 4 || one.get(4..6) == Some("-H") || one.get(4..6) == Some("-Q") => (year(one)?, None),
        [a, b, span] if span.starts_with('P') && span.ends_with('Y') => (year(a)?, Some(year(b)?)),
        _ => return None,
    };
    // 今年, 前年 and the like depend on the day of reading.
    if !text.contains(&first.to_string()) {
        return None;
    }
    let start = result["Start"].as_u64()? as usize;
    let end = result["End"].as_u64().map_or_else(
        || start + result["Length"].as_u64().unwrap_or(0) as usize,
        |e| e as usize + 1,
    );
    let figures = reader.figures(text);
    let number = |n: i64| RBig::from(dashu_int::IBig::from(n));
    let fits = |f: &&Seen| {
        let inside = start <= f.at.0 && f.at.1 <= end;
        inside && matches!(f.form, Form::Date | Form::Year) && f.values.first() == Some(&number(first))
    };
    let found = figures.iter().find(fits);
    let spans = last.is_none_or(|to| {
        let ends = |f: &Seen| f.values.contains(&number(to));
        found.is_some_and(ends) || figures.iter().any(ends)
    });
    Some(if found.is_some() && spans {
        Ok(())
    } else {
        Err(format!("{text}: {timex}, read {}", brief(&figures)))
    })
}
