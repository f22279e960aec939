//! What the scanner reads in the text of a case, in the terms of the cases.

use dashu_int::IBig;
use dashu_ratio::RBig;
use gouji::figure::reading::Reading;
use gouji::figure::{Figure, Form, Value, number, scan};
use gouji::lexicon::Lexicon;
use gouji::rule::{builtin, load_lexicon};
use gouji::source::{Encoding, ReadOptions, read};

/// The scanner with the built-in vocabulary.
pub struct Reader {
    lexicon: Lexicon,
}

/// One figure of a case's text. Places count UTF-16 units, as the cases do.
#[derive(Debug)]
pub struct Seen {
    /// From the number to its unit, hedges left out.
    pub at: (usize, usize),
    /// The number alone.
    pub number: (usize, usize),
    /// Its values: one, both ends of a range, the parts of a ratio or date; a percentage as printed.
    pub values: Vec<RBig>,
    pub form: Form,
    pub unit: String,
    pub dimension: String,
    /// What it stands for, as far as it is bounded.
    pub low: Option<RBig>,
    pub high: Option<RBig>,
}

impl Reader {
    pub fn new() -> Self {
        let lexicon = load_lexicon(&builtin::lexicon()).expect("the built-in vocabulary");
        Self { lexicon }
    }

    /// Every figure of a text.
    pub fn figures(&self, text: &str) -> Vec<Seen> {
        let options = ReadOptions {
            encoding: Encoding::Utf8,
            ..ReadOptions::default()
        };
        let document = read("case.txt", text.as_bytes(), &options).expect("text");
        let outline = gouji::outline::outline(&document);
        let figures = scan::scan(&document, &outline, &self.lexicon);
        figures.iter().map(|f| seen(&document.text, f)).collect()
    }

    /// The number that starts at a UTF-16 place, whatever follows it: value and end.
    pub fn number_at(&self, text: &str, start: usize) -> Option<(RBig, usize)> {
        let from = byte(text, start)?;
        let lexed = number::lex(&text[from..], &|_| false)?;
        Some((lexed.printed.value(), utf16(&text[..from + lexed.len])))
    }

    /// The value of a text that is one number and nothing else.
    pub fn number(&self, text: &str) -> Option<RBig> {
        let (value, end) = self.number_at(text, 0)?;
        (end == utf16(text)).then_some(value)
    }
}

fn seen(text: &str, f: &Figure) -> Seen {
    let place = |a: u32, b: u32| (utf16(&text[..a as usize]), utf16(&text[..b as usize]));
    let interval = f.interval(Reading::Strict);
    let end = |e: fn(&gouji::figure::Interval) -> Option<&RBig>| interval.as_ref().and_then(e).cloned();
    // A shared unit stands elsewhere.
    let to = if f.unit_span.start >= f.number.end {
        f.unit_span.end
    } else {
        f.number.end
    };
    Seen {
        at: place(f.number.start, to.max(f.number.end)),
        number: place(f.number.start, f.number.end),
        values: values(f),
        form: f.form,
        unit: f.unit.name.clone(),
        dimension: f.unit.dimension.clone(),
        low: end(|i| i.low.value()),
        high: end(|i| i.high.value()),
    }
}

fn values(f: &Figure) -> Vec<RBig> {
    match &f.value {
        Value::One(v) => vec![v.value()],
        Value::Range(a, b) => vec![a.value(), b.value()],
        Value::Ratio(parts) => parts.iter().map(|p| p.value()).collect(),
        Value::Fraction { numerator, denominator } => {
            vec![RBig::from_parts(IBig::from(*numerator), (*denominator).into())]
        }
        Value::Date(d) => [
            d.year.map(i64::from),
            d.to_year.map(i64::from),
            d.month.map(i64::from),
            d.to_month.map(i64::from),
            d.day.map(i64::from),
            d.quarter.map(i64::from),
            d.hour.map(i64::from),
            d.minute.map(i64::from),
        ]
        .into_iter()
        .flatten()
        .map(|n| RBig::from(IBig::from(n)))
        .collect(),
    }
}

/// UTF-16 units of a text.
pub fn utf16(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The byte at a UTF-16 place.
pub fn byte(text: &str, place: usize) -> Option<usize> {
    let ends = text.char_indices().map(|(i, _)| i).chain([text.len()]);
    ends.into_iter().find(|i| utf16(&text[..*i]) == place)
}

/// A decimal as the cases print it: `-0.25`, `1E+22`, `6E-05`.
pub fn decimal(text: &str) -> Option<RBig> {
    let (mantissa, exponent) = text.split_once(['E', 'e']).unwrap_or((text, "0"));
    let exponent: i32 = exponent.parse().ok()?;
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: IBig = [whole, part].concat().parse().ok()?;
    let power = number::power_of_ten(exponent - part.len() as i32);
    Some(RBig::from(digits) * power)
}

/// Whether two values agree to as many digits as a floating-point number prints.
pub fn close(a: &RBig, b: &RBig) -> bool {
    let (a, b) = (a.to_f64().value(), b.to_f64().value());
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}
