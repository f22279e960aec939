//! Cases of `input` and `expected`: numerals parsed and printed, numerals in sentences, amounts of money.

use super::Outcome;
use super::reader::{Reader, Seen, close, decimal, utf16};
use serde_json::Value;

fn input(case: &Value) -> &str {
    case["input"].as_str().expect("an input")
}

/// A numeral or an amount of money, and its value; none where it is to be refused.
pub fn parse(reader: &Reader, case: &Value) -> Outcome {
    let text = input(case);
    let alone = || match reader.figures(text).as_slice() {
        [one] if one.values.len() == 1 && one.dimension == "money" => Some(one.values[0].clone()),
        _ => None,
    };
    let read = reader.number(text).or_else(alone);
    let wanted = match &case["expected"] {
        Value::Null => None,
        v => Some(decimal(v.to_string().trim_matches('"')).expect("a number")),
    };
    let same = match (&read, &wanted) {
        (Some(a), Some(b)) => close(a, b),
        (a, b) => a.is_none() && b.is_none(),
    };
    Some(if same {
        Ok(())
    } else {
        Err(format!("{text}: {}, read {}", case["expected"], told(read)))
    })
}

fn told(value: Option<dashu_ratio::RBig>) -> String {
    value.map_or("nothing".to_owned(), |v| v.to_f64().value().to_string())
}

/// A number printed in several ways: each printed form reads back to the number.
pub fn print(reader: &Reader, case: &Value) -> Outcome {
    let value = match &case["input"] {
        Value::String(s) => decimal(s),
        v => decimal(&v.to_string()),
    }?;
    let forms = case["expected"].as_array()?;
    for form in forms.iter().filter_map(Value::as_str) {
        let read = match form.contains(['元', '角', '分']) {
            true => reader.figures(form).first().and_then(|f| f.values.first().cloned()),
            false => reader.number(form),
        };
        if !read.as_ref().is_some_and(|v| close(v, &value)) {
            return Some(Err(format!("{form}: {}, read {}", case["input"], told(read))));
        }
    }
    Some(Ok(()))
}

/// A sentence with Arabic digits and the same with Chinese numerals: the same figures.
pub fn transform(reader: &Reader, case: &Value) -> Outcome {
    let (text, other) = (input(case), case["expected"].as_str().expect("a sentence"));
    let (a, b) = (reader.figures(text), reader.figures(other));
    let same = |x: &Seen, y: &Seen| x.values == y.values && (x.form, &x.dimension) == (y.form, &y.dimension);
    let equal = a.len() == b.len() && a.iter().zip(&b).all(|(x, y)| same(x, y));
    let some = !a.is_empty() || text == other;
    Some(if equal && some {
        Ok(())
    } else {
        Err(format!("{text} / {other}: read {a:?} / {b:?}"))
    })
}

const CURRENCIES: &[(&str, &[&str])] = &[
    ("元", &["元", "圆", "块", "元人民币", ""]),
    ("港元", &["港元", "港币"]),
    ("美元", &["美元"]),
    ("日元", &["日元"]),
    ("欧元", &["欧元"]),
    ("卢布", &["卢布"]),
    ("澳元", &["澳元"]),
    ("韩元", &["韩元"]),
    ("泰铢", &["泰铢"]),
    ("新台币", &["台币", "新台币"]),
];

/// An amount of money and nothing else: one figure with the value, or the two ends of what it can be.
pub fn money(reader: &Reader, case: &Value) -> Outcome {
    let text = input(case);
    let want = &case["expected"];
    let figures = reader.figures(text);
    let wrong = || {
        Some(Err(format!(
            "{text}: {} {}, read {figures:?}",
            want["num"], want["case"]
        )))
    };
    let [figure] = figures.as_slice() else { return wrong() };
    let currency = CURRENCIES.iter().find(|(c, _)| Some(*c) == want["case"].as_str());
    if !currency.is_some_and(|(_, list)| list.contains(&figure.unit.as_str())) {
        return wrong();
    }
    // They round to two places.
    let near = |a: &dashu_ratio::RBig, b: &str| decimal(b).is_some_and(|b| (a - b).to_f64().value().abs() < 0.0051);
    let right = match &want["num"] {
        Value::String(one) => figure.values.len() == 1 && near(&figure.values[0], one),
        both => {
            let ends = [both[0].as_str().expect("low"), both[1].as_str().expect("high")];
            let range =
                figure.values.len() == 2 && near(&figure.values[0], ends[0]) && near(&figure.values[1], ends[1]);
            let bounds = figure.low.as_ref().is_some_and(|l| near(l, ends[0]))
                && figure.high.as_ref().is_some_and(|h| near(h, ends[1]));
            range || bounds
        }
    };
    if right { Some(Ok(())) } else { wrong() }
}

/// Where the amounts of money stand in a sentence.
pub fn money_spans(reader: &Reader, case: &Value) -> Outcome {
    let text = input(case);
    let figures = reader.figures(text);
    let ours: Vec<(usize, usize)> = figures
        .iter()
        .filter(|f| f.dimension == "money")
        .map(|f| f.at)
        .collect();
    let place = |v: &Value| {
        let at = |i: usize| {
            let chars = v["offset"][i].as_u64().expect("a place") as usize;
            utf16(&text.chars().take(chars).collect::<String>())
        };
        (at(0), at(1))
    };
    let theirs: Vec<(usize, usize)> = case["expected"].as_array().expect("a list").iter().map(place).collect();
    Some(if ours == theirs {
        Ok(())
    } else {
        Err(format!("{text}: {theirs:?}, read {figures:?}"))
    })
}
