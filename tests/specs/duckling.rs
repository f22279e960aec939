//! Cases whose `expected` is an expression: `(NumeralValue 5)`, `(simple Metre 3)`, `(between Litre (2,5))`, `(DurationData 2 Hour)`.

use super::Outcome;
use super::reader::{Reader, Seen, close, decimal};
use dashu_ratio::RBig;
use serde_json::Value;

struct Wanted<'a> {
    input: &'a str,
    words: Vec<&'a str>,
    numbers: Vec<RBig>,
}

fn wanted(case: &Value) -> Wanted<'_> {
    let expected = case["expected"].as_str().expect("an expression");
    let tokens = expected.split([' ', '(', ')', ',']).filter(|t| !t.is_empty());
    let (numbers, words): (Vec<&str>, Vec<&str>) = tokens.partition(|t| decimal(t).is_some());
    Wanted {
        input: case["input"].as_str().expect("an input"),
        words,
        numbers: numbers.iter().filter_map(|n| decimal(n)).collect(),
    }
}

/// A numeral alone. With a classifier behind it (零个) it is a figure.
pub fn numeral(reader: &Reader, case: &Value) -> Outcome {
    let want = wanted(case);
    let read = reader
        .number(want.input)
        .or_else(|| match reader.figures(want.input).as_slice() {
            [one] if one.values.len() == 1 => Some(one.values[0].clone()),
            _ => None,
        });
    let same = read.as_ref().is_some_and(|v| close(v, &want.numbers[0]));
    Some(if same {
        Ok(())
    } else {
        Err(format!(
            "{}: {}, read {:?}",
            want.input,
            case["expected"],
            read.map(|v| v.to_f64().value())
        ))
    })
}

/// An ordinal alone.
pub fn ordinal(reader: &Reader, case: &Value) -> Outcome {
    let want = wanted(case);
    let figures = reader.figures(want.input);
    let same =
        figures.len() == 1 && figures[0].form == gouji::figure::Form::Ordinal && figures[0].values == want.numbers;
    Some(if same {
        Ok(())
    } else {
        Err(format!("{}: {}, read {figures:?}", want.input, case["expected"]))
    })
}

/// Their names of units, ours, and how many of ours one of theirs is, in hundredths.
const UNITS: &[(&str, &[(&str, i64)])] = &[
    ("Cent", &[("分", 100)]),
    ("Dollar", &[("元", 100), ("块", 100)]),
    ("CNY", &[("元", 100), ("元人民币", 100), ("人民币", 100)]),
    ("HKD", &[("港元", 100), ("港币", 100)]),
    ("Centimetre", &[("厘米", 100), ("cm", 100), ("公分", 100)]),
    ("Metre", &[("米", 100), ("m", 100), ("公尺", 100)]),
    ("Kilometre", &[("公里", 100), ("千米", 100), ("km", 100)]),
    ("Foot", &[("英尺", 100), ("尺", 100)]),
    ("Inch", &[("英寸", 100), ("寸", 100)]),
    ("Mile", &[("英里", 100)]),
    (
        "Gram",
        &[
            ("克", 100),
            ("g", 100),
            ("mg", 0),
            ("毫克", 0),
            ("kg", 0),
            ("公斤", 0),
            ("千克", 0),
            ("斤", 0),
            ("两", 0),
        ],
    ),
    ("Celsius", &[("℃", 100), ("摄氏度", 100), ("°C", 100)]),
    ("Degree", &[("°", 100), ("度", 100)]),
    ("Litre", &[("升", 100), ("公升", 100), ("L", 100)]),
    ("Millilitre", &[("毫升", 100), ("ml", 100), ("mL", 100)]),
    ("Second", &[("秒", 100), ("秒钟", 100)]),
    ("Minute", &[("分钟", 100), ("小时", 0)]),
    ("Hour", &[("小时", 100), ("个小时", 100)]),
    ("Day", &[("天", 100), ("日", 100)]),
    ("Month", &[("个月", 100)]),
];

/// A quantity alone: its unit, and its value or the ends of what it can be.
pub fn quantity(reader: &Reader, case: &Value) -> Outcome {
    let want = wanted(case);
    let figures = reader.figures(want.input);
    let right = matches!(figures.as_slice(), [one] if fits(&want, one));
    Some(if right {
        Ok(())
    } else {
        Err(format!("{}: {}, read {figures:?}", want.input, case["expected"]))
    })
}

fn fits(want: &Wanted, f: &Seen) -> bool {
    let units = UNITS.iter().find(|(theirs, _)| want.words.contains(theirs));
    let Some((_, factor)) = units.and_then(|(_, ours)| ours.iter().find(|(u, _)| *u == f.unit)) else {
        return false;
    };
    // 0: theirs is converted, 斤 and 公斤 to grams.
    let scale = match (*factor, f.unit.as_str()) {
        (0, "mg" | "毫克") => RBig::from_parts(1.into(), 1000u16.into()),
        (0, "公斤" | "千克" | "kg") => RBig::from(1000),
        (0, "斤") => RBig::from(500),
        (0, "两") => RBig::from(50),
        (0, "小时") => RBig::from(60),
        (n, _) => RBig::from_parts(100.into(), (n as u64).into()),
    };
    let is = |ours: &RBig, theirs: &RBig| close(&(ours * &scale), theirs);
    let bound = |ours: &Option<RBig>, theirs: &RBig| ours.as_ref().is_some_and(|o| is(o, theirs));
    match (want.words[0], want.numbers.as_slice()) {
        ("between", [a, b]) => matches!(f.values.as_slice(), [x, y] if is(x, a) && is(y, b)),
        ("above", [a]) => bound(&f.low, a),
        ("under", [a]) => bound(&f.high, a),
        (_, [a]) => matches!(f.values.as_slice(), [x] if is(x, a)),
        _ => false,
    }
}
