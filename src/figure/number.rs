//! Numbers as printed: an exact decimal that remembers its last printed place.

/// `mantissa × 10^exponent`, where `10^exponent` is one unit of the last printed place: 3.37亿 is 337 × 10⁶.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// All printed digits, signed.
    pub mantissa: i128,
    /// The power of ten of the last printed digit, 万 and 亿 multiplied in.
    pub exponent: i32,
    /// Whether 万 or 亿 stands in it: a scaled number is rounded, even of counted things.
    pub scaled: bool,
}
