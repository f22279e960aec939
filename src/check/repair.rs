//! Slips of the keys: which single slip could have made a printed number.
//!
//! Owns the list of slips (another digit, two neighbours exchanged, a digit dropped or doubled, the decimal point moved) and the values that
//! would have stood there without one. A slip suggests, it never convicts: on three or four digits it explains two misses in three.

use crate::figure::number::{arabic, chinese_scale, is_minus};
use crate::figure::{Figure, Printed, Value};

/// A number that one slip turns into the printed one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Its digits, to stand in place of the printed ones.
    pub digits: String,
    /// The slip, in a word of the interface.
    pub reason: &'static str,
    /// Its value.
    pub printed: Printed,
}

/// The digits of a number as printed, without 万 and 亿.
pub fn digits_of(number: &str) -> &str {
    number.trim_end_matches(|c| chinese_scale(c).is_some())
}

/// The same with half-width digits and point and without marks between thousands, in which slips are looked for.
pub fn plain_digits(number: &str) -> String {
    let half = |c: char| match c {
        '．' => '.',
        _ if is_minus(c) => '-',
        _ => arabic(c).and_then(|d| char::from_digit(u32::from(d), 10)).unwrap_or(c),
    };
    let grouped = |c: &char| !matches!(c, ',' | '，');
    digits_of(number).chars().filter(grouped).map(half).collect()
}

/// Every number that one slip turns into the printed one, the commonest slips first. A sign stays as it is.
pub fn repairs(digits: &str, printed: &Printed) -> Vec<Repair> {
    let Some(unsigned) = digits.strip_prefix('-') else {
        return unsigned_repairs(digits, printed);
    };
    let mut out = unsigned_repairs(unsigned, printed);
    out.iter_mut().for_each(|repair| repair.digits.insert(0, '-'));
    out
}

fn unsigned_repairs(digits: &str, printed: &Printed) -> Vec<Repair> {
    let plain = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    let mut out: Vec<Repair> = Vec::new();
    if !plain || digits.len() > 15 {
        return out;
    }
    let chars: Vec<char> = digits.chars().collect();
    let mut add = |text: String, reason: &'static str| {
        let fits = text != digits && well_formed(&text) && !out.iter().any(|r| r.digits == text);
        if let Some(printed) = fits.then(|| reprint(&text, digits, printed)).flatten() {
            out.push(Repair {
                digits: text,
                reason,
                printed,
            });
        }
    };
    let is_digit = |i: usize| chars[i].is_ascii_digit();
    for i in (0..chars.len()).filter(|i| is_digit(*i)) {
        for d in '0'..='9' {
            add(with(&chars, i, Some(d)), "one digit");
        }
    }
    for i in 1..chars.len() {
        let mut swapped = chars.clone();
        swapped.swap(i - 1, i);
        add(
            swapped.into_iter().collect(),
            if is_digit(i) && is_digit(i - 1) {
                "swap"
            } else {
                "decimal point"
            },
        );
    }
    // The two digits on either side of the point are neighbours too: 80.6 for 86.0.
    for i in (2..chars.len()).filter(|i| chars[i - 1] == '.') {
        let mut swapped = chars.clone();
        swapped.swap(i - 2, i);
        add(swapped.into_iter().collect(), "swap");
    }
    for i in (1..chars.len()).filter(|i| is_digit(*i) && chars[i - 1] == chars[*i]) {
        add(with(&chars, i, None), "doubled digit");
    }
    for i in 0..=chars.len() {
        for d in '0'..='9' {
            let mut longer = chars.clone();
            longer.insert(i, d);
            add(longer.into_iter().collect(), "dropped digit");
        }
    }
    if !digits.contains('.') {
        for i in 1..chars.len() {
            let mut pointed = chars.clone();
            pointed.insert(i, '.');
            add(pointed.into_iter().collect(), "decimal point");
        }
    }
    add(chars.iter().filter(|c| **c != '.').collect(), "decimal point");
    out
}

/// Whether one slip may turn a number into another. Most pairs of numbers differ in more characters than a slip touches.
pub fn may_slip(digits: &str, wanted: &str) -> bool {
    // Two digits on either side of the point, and the point.
    const TOUCHED: usize = 3;
    let (digits, wanted) = (digits.as_bytes(), wanted.as_bytes());
    let same = |(a, b): &(&u8, &u8)| a == b;
    let front = digits.iter().zip(wanted).take_while(same).count();
    let rest = |number: &[u8]| number.len() - front;
    let ends = digits[front..].iter().rev().zip(wanted[front..].iter().rev());
    let back = ends.take_while(same).count();
    rest(digits).max(rest(wanted)) - back <= TOUCHED
}

/// The same figure with another number.
pub fn with_number(figure: &Figure, printed: Printed) -> Figure {
    Figure {
        value: Value::One(printed),
        ..figure.clone()
    }
}

fn with(chars: &[char], at: usize, digit: Option<char>) -> String {
    chars
        .iter()
        .enumerate()
        .filter_map(|(i, c)| if i == at { digit } else { Some(*c) })
        .collect()
}

fn well_formed(text: &str) -> bool {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let zero_led = whole.len() > 1 && whole.starts_with('0');
    !whole.is_empty()
        && !part.is_empty()
        && !zero_led
        && !part.contains('.')
        && text.chars().any(|c| arabic(c).is_some_and(|d| d > 0))
}

/// The number that other digits give at the scale of the printed ones.
fn reprint(text: &str, stated: &str, printed: &Printed) -> Option<Printed> {
    let places = |t: &str| t.split_once('.').map_or(0, |(_, p)| p.len() as i32);
    let mantissa: i128 = text.replace('.', "").parse().ok()?;
    let mantissa = if printed.mantissa < 0 { -mantissa } else { mantissa };
    Some(Printed {
        mantissa,
        exponent: printed.exponent + places(stated) - places(text),
        decimals: text.contains('.'),
        ..*printed
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_slip_explains() {
        let printed = Printed {
            mantissa: 916,
            exponent: -1,
            scaled: false,
            decimals: true,
        };
        let found = repairs("91.6", &printed);
        let reason = |digits: &str| found.iter().find(|r| r.digits == digits).map(|r| r.reason);
        assert_eq!(reason("81.6"), Some("one digit"));
        assert_eq!(reason("19.6"), Some("swap"));
        assert_eq!(reason("96.1"), Some("swap"));
        assert_eq!(reason("9.16"), Some("decimal point"));
        assert_eq!(reason("916"), Some("decimal point"));
        assert_eq!(reason("921.6"), Some("dropped digit"));
        assert_eq!(reason("91.6"), None);
        let below = repairs(&plain_digits("－1,916"), &Printed::whole(-1916));
        let other = below.iter().find(|r| r.digits == "-1196").expect("a swap");
        assert_eq!((other.reason, other.printed.mantissa), ("swap", -1196));
        assert_eq!(reason("81.7"), None);
        let doubled = Printed {
            mantissa: 447,
            exponent: 0,
            scaled: false,
            decimals: false,
        };
        assert!(
            repairs("447", &doubled)
                .iter()
                .any(|r| r.digits == "47" && r.reason == "doubled digit")
        );
    }
}
