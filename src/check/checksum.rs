//! Check digits: whether a run of digits is a resident identity number or a card number.
//!
//! Owns the two computations. Where such runs stand in a text belongs to the patterns of the rules.

/// A test that the matched text of a pattern must pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Checksum {
    /// An 18-digit resident identity number (GB 11643) with a date of birth that exists.
    ResidentId,
    /// 16 to 19 digits that pass the Luhn test (ISO/IEC 7812) and are no resident identity number.
    Luhn,
}

impl Checksum {
    /// Whether a text passes.
    pub fn holds(self, text: &str) -> bool {
        match self {
            Self::ResidentId => resident_id(text),
            Self::Luhn => luhn(text) && !resident_id(text),
        }
    }
}

fn resident_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    let [head @ .., last] = bytes else { return false };
    if head.len() != 17 || !head.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let part = |range: std::ops::Range<usize>| text.get(range).and_then(|s| s.parse::<i16>().ok());
    let born = part(6..10).zip(part(10..12)).zip(part(12..14));
    let exists = born
        .is_some_and(|((y, m), d)| (1900..2100).contains(&y) && jiff::civil::Date::new(y, m as i8, d as i8).is_ok());
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = head.iter().zip(WEIGHTS).map(|(b, w)| u32::from(b - b'0') * w).sum();
    exists && b"10X98765432"[(sum % 11) as usize] == last.to_ascii_uppercase()
}

fn luhn(text: &str) -> bool {
    let digits = text.as_bytes();
    if !(16..=19).contains(&digits.len())
        || !digits.iter().all(u8::is_ascii_digit)
        || digits.iter().all(|d| *d == digits[0])
    {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(i, b)| {
            let digit = u32::from(b - b'0') * if i % 2 == 1 { 2 } else { 1 };
            if digit > 9 { digit - 9 } else { digit }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::Checksum::{Luhn, ResidentId};

    #[test]
    fn check_digits() {
        for (check, text, passes) in [
            (ResidentId, "11010519491231002X", true),
            (ResidentId, "11010519491231002x", true),
            (ResidentId, "110105194912310021", false),
            (ResidentId, "110105194913310025", false),
            (ResidentId, "1101051949123100", false),
            (ResidentId, "", false),
            (Luhn, "4111111111111111", true),
            (Luhn, "4111111111111112", false),
            (Luhn, "0000000000000000", false),
            (Luhn, "411111111111111", false),
        ] {
            assert_eq!(check.holds(text), passes, "{text}");
        }
    }
}
