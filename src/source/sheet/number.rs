//! Decimal numbers as a workbook stores them.
//!
//! Owns the way from the text of a value (`3.3000000000000003`, `1.2E-05`) to digits: a workbook computes with fifteen of them.

/// A number: `digits` × 10^`exponent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    /// Whether it is below zero.
    pub negative: bool,
    /// Its digits as a whole number.
    pub digits: u128,
    /// The power of ten of the last of them.
    pub exponent: i32,
}

/// Powers beyond which a number is printed as it is stored.
const WIDEST: i32 = 30;

impl Decimal {
    /// Reads the text of a value; nothing where it is none, or too large or small to be printed with digits.
    pub fn read(raw: &str) -> Option<Self> {
        let value: f64 = raw.parse().ok().filter(|v: &f64| v.is_finite())?;
        let text = format!("{:.14e}", value.abs());
        let (mantissa, power) = text.split_once('e')?;
        let digits: u128 = mantissa.replace('.', "").parse().ok()?;
        let power: i32 = power.parse().ok()?;
        let mut number = Self {
            negative: value < 0.0,
            digits,
            exponent: power - 14,
        };
        while number.digits != 0 && number.digits.is_multiple_of(10) {
            number.digits /= 10;
            number.exponent += 1;
        }
        if number.digits == 0 {
            number.exponent = 0;
            number.negative = false;
        }
        (number.exponent.abs() <= WIDEST).then_some(number)
    }

    /// Rounded to so many places behind the point, halves away from zero: whole part and fraction, the fraction with all its places.
    pub fn rounded(&self, places: u32) -> (String, String) {
        let shift = self.exponent + places as i32;
        let scaled = if shift >= 0 {
            self.digits.saturating_mul(power(shift as u32))
        } else {
            let divisor = power(shift.unsigned_abs());
            self.digits / divisor + u128::from(self.digits % divisor * 2 >= divisor)
        };
        let text = format!("{scaled:0>width$}", width = places as usize + 1);
        let (whole, fraction) = text.split_at(text.len() - places as usize);
        (whole.to_owned(), fraction.to_owned())
    }

    /// As a cell without a format prints it: at most eleven characters.
    pub fn general(&self) -> String {
        let whole = self.rounded(0).0.len() as u32;
        let places = self.exponent.min(0).unsigned_abs().min(10u32.saturating_sub(whole));
        let (whole, fraction) = self.rounded(places);
        let fraction = fraction.trim_end_matches('0');
        let sign = if self.negative { "-" } else { "" };
        if fraction.is_empty() {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{fraction}")
        }
    }
}

fn power(of_ten: u32) -> u128 {
    10u128.checked_pow(of_ten).unwrap_or(u128::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_as_a_cell_without_a_format() {
        for (raw, want) in [
            ("3.3000000000000003", "3.3"),
            ("0.1", "0.1"),
            ("-1234567", "-1234567"),
            ("0.333333333333333", "0.333333333"),
            ("1.2E-05", "0.000012"),
            ("2023", "2023"),
            ("0", "0"),
            ("-0", "0"),
        ] {
            assert_eq!(Decimal::read(raw).expect("a number").general(), want, "{raw}");
        }
        assert_eq!(Decimal::read("1e300"), None);
        assert_eq!(Decimal::read("x"), None);
    }

    #[test]
    fn halves_round_away_from_zero() {
        let rounded = |raw: &str, places| Decimal::read(raw).expect("a number").rounded(places);
        assert_eq!(rounded("2.675", 2), ("2".to_owned(), "68".to_owned()));
        assert_eq!(rounded("1.005", 2), ("1".to_owned(), "01".to_owned()));
        assert_eq!(rounded("0.5", 0), ("1".to_owned(), String::new()));
        assert_eq!(
            rounded("1E+20", 2),
            ("100000000000000000000".to_owned(), "00".to_owned())
        );
    }
}
