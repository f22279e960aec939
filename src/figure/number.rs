//! Numbers as printed: an exact decimal that remembers its last printed place.
//!
//! Owns the decimal and what is read with it from text: Arabic digits with 万 and 亿 in `scales`, Chinese numerals in `chinese`.
//! Units, hedges after the unit, and what makes a number no figure are not known here.

mod characters;
mod chinese;
mod digits;
mod scales;

pub use characters::{arabic, chinese_digit, chinese_scale, is_formal, is_minus};

use super::Flaw;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// `mantissa × 10^exponent`, where `10^exponent` is one unit of the last printed place: 3.37亿 is 337 × 10⁶.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// All printed digits, signed.
    pub mantissa: i128,
    /// The power of ten of the last printed digit, 万 and 亿 multiplied in.
    pub exponent: i32,
    /// Whether 万 or 亿 stands in it: a scaled number is rounded, even of counted things.
    pub scaled: bool,
    /// Whether it has a decimal point: its zeros are then printed precision, never rounding.
    pub decimals: bool,
}

impl Printed {
    /// A whole number.
    pub fn whole(mantissa: i128) -> Self {
        Self {
            mantissa,
            exponent: 0,
            scaled: false,
            decimals: false,
        }
    }

    /// The exact value.
    pub fn value(&self) -> RBig {
        let (mantissa, power) = (IBig::from(self.mantissa), tens(self.exponent));
        match self.exponent {
            0 => RBig::from(mantissa),
            1.. => RBig::from(mantissa * power),
            _ => RBig::from_parts(mantissa, power),
        }
    }

    /// One unit of the last printed place.
    pub fn last_place(&self) -> RBig {
        power_of_ten(self.exponent)
    }

    /// The same number with its trailing zeros read as rounding: 3000 is 3 × 10³.
    pub fn rounded(&self) -> Self {
        let mut out = *self;
        while !out.decimals && out.mantissa != 0 && out.mantissa % 10 == 0 {
            out.mantissa /= 10;
            out.exponent += 1;
        }
        out
    }

    /// The value as a plain decimal, 万 and 亿 multiplied out, with its printed places: `337000000`, `81.60`.
    pub fn decimal(&self) -> String {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let digits = self.mantissa.unsigned_abs().to_string();
        if self.exponent >= 0 {
            let zeros = if self.mantissa == 0 { 0 } else { self.exponent as usize };
            return format!("{sign}{digits}{}", "0".repeat(zeros));
        }
        let places = self.exponent.unsigned_abs() as usize;
        let digits = format!("{digits:0>width$}", width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        format!("{sign}{whole}.{part}")
    }

    /// The same number negated.
    pub fn negated(self) -> Self {
        Self {
            mantissa: -self.mantissa,
            ..self
        }
    }

    /// The same digits at another power of ten.
    pub fn shifted(self, by: i32) -> Self {
        Self {
            exponent: self.exponent + by,
            ..self
        }
    }

    fn plus(self, other: Printed) -> Option<Printed> {
        let exponent = self.exponent.min(other.exponent);
        let lift = |p: Printed| {
            let power = 10i128.checked_pow((p.exponent - exponent) as u32)?;
            p.mantissa.checked_mul(power)
        };
        Some(Printed {
            mantissa: lift(self)?.checked_add(lift(other)?)?,
            exponent,
            scaled: self.scaled || other.scaled,
            decimals: self.decimals || other.decimals,
        })
    }
}

/// `10^exponent` as an exact rational.
pub fn power_of_ten(exponent: i32) -> RBig {
    if exponent >= 0 {
        RBig::from(tens(exponent))
    } else {
        RBig::from_parts(IBig::ONE, tens(exponent))
    }
}

/// So many tens multiplied.
fn tens(exponent: i32) -> UBig {
    UBig::from(10u8).pow(exponent.unsigned_abs() as usize)
}

/// A number read from text.
#[derive(Clone, Debug, PartialEq)]
pub struct Lexed {
    /// Bytes read.
    pub len: usize,
    /// Its value.
    pub printed: Printed,
    /// Whether it is written in Chinese numerals throughout.
    pub chinese: bool,
    /// Whether 余, 多 or 几 stands inside it (20多万), which bounds it below.
    pub over: bool,
    /// What is wrong with its form, with the byte range inside the text read.
    pub flaws: Vec<(Flaw, usize, usize)>,
    /// Digits before any scale when the number starts with plain digits: years are four of them.
    pub digits: usize,
    /// The power of ten of the last scale word (万 4, 亿 8), which a list before it may share.
    pub scale: i32,
    /// Both ends of two neighbouring numerals that mean either (八九亿, 三五百); `printed` is then no reading.
    pub between: Option<(Printed, Printed)>,
}

/// Reads the number at the start of `text`; `unit_here` tells whether a unit stands at a byte of `text`, so that 千 in 5千瓦 is not read
/// as a numeral. A minus sign or 负 directly before the number belongs to it.
pub fn lex(text: &str, unit_here: &dyn Fn(usize) -> bool) -> Option<Lexed> {
    let first = text.chars().next()?;
    if is_minus(first) {
        let sign = first.len_utf8();
        let rest = &text[sign..];
        let inner = lex(rest, &|at| unit_here(at + sign)).filter(|_| !rest.starts_with(is_minus))?;
        return Some(Lexed {
            len: inner.len + sign,
            printed: inner.printed.negated(),
            flaws: inner
                .flaws
                .into_iter()
                .map(|(f, a, b)| (f, a + sign, b + sign))
                .collect(),
            between: None,
            ..inner
        });
    }
    if arabic(first).is_some() {
        scales::lex(text, unit_here)
    } else {
        chinese::lex(text, unit_here)
    }
}

/// White space at the start of `text` that may stand between a number and what belongs to it: two spaces, or one line break with the
/// spaces around it.
pub fn gap(text: &str) -> usize {
    let blank = |c: char| matches!(c, ' ' | '\n' | '\r' | '\u{3000}' | '\u{A0}');
    if !text.starts_with(blank) {
        return 0;
    }
    let white = &text[..text.len() - text.trim_start_matches(blank).len()];
    let fits = match white.matches('\n').count() {
        0 => white.chars().count() <= 2,
        1 => white.chars().count() <= 6,
        _ => false,
    };
    if fits { white.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, usize)> {
        lex(text, &|_| false).map(|l| (l.printed.decimal(), l.len))
    }

    #[test]
    fn numbers_as_reports_print_them() {
        for (text, value, rest) in [
            ("1364项", "1364", "项"),
            ("1,364项", "1364", "项"),
            ("616,困难", "616", ",困难"),
            ("1,392,476万元", "13924760000", "元"),
            ("1，392，476元", "1392476", "元"),
            ("15，300元", "15300", "元"),
            ("15，30元", "15", "，30元"),
            ("3.37亿元", "337000000", "元"),
            ("1.21万亿元", "1210000000000", "元"),
            ("３．５亿元", "350000000", "元"),
            ("25 0.3亿元", "25030000000", "元"),
            ("3. 37亿元", "337000000", "元"),
            ("2 .5亿元", "250000000", "元"),
            ("2022 35.7亿元", "2022", " 35.7亿元"),
            ("3亿4000万元", "340000000", "元"),
            ("10亿零817万5288人", "1008175288", "人"),
            ("20多万人", "200000", "人"),
            ("1·8%", "1.8", "%"),
            ("3·15活动", "3", "·15活动"),
            ("1.2.3版", "1", ".2.3版"),
            ("二十三项", "23", "项"),
            ("一百零八人", "108", "人"),
            ("三亿四千万元", "340000000", "元"),
            ("十五个", "15", "个"),
            ("二〇二二年", "2022", "年"),
            ("六点三个", "6.3", "个"),
            ("一·九万张", "19000", "张"),
            ("二四九、六七一万份", "2496710000", "份"),
            ("一、二级", "1", "、二级"),
            ("三万亿元", "3000000000000", "元"),
            ("一万三人", "13000", "人"),
            ("两千零五人", "2005", "人"),
            ("一千零十二人", "1012", "人"),
            ("负三点五", "-3.5", ""),
            ("3.2 亿元", "320000000", "元"),
            ("5千4百人", "5400", "人"),
            ("两千", "2000", ""),
        ] {
            assert_eq!(read(text), Some((value.to_owned(), text.len() - rest.len())), "{text}");
        }
    }

    #[test]
    fn a_scale_that_is_a_unit_stays_outside() {
        let text = "5千瓦";
        let lexed = lex(text, &|at| text[at..].starts_with("千瓦")).unwrap();
        assert_eq!((lexed.printed.decimal().as_str(), lexed.len), ("5", 1));
    }
}
