//! Decimals of YAML files.
//!
//! Owns that a number is read as it is written and never becomes binary.

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{self, Visitor};
use std::fmt;

/// A decimal written in YAML as a number or, to keep it exact, as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// All digits.
    pub mantissa: i128,
    /// The power of ten of the last one.
    pub exponent: i32,
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// A number's shortest text is the decimal that was written.
        struct Written;

        impl Visitor<'_> for Written {
            type Value = Decimal;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a decimal number")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
                Decimal::parse(text).ok_or_else(|| E::custom(format!("`{text}` is no decimal number")))
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Decimal, E> {
                self.visit_str(&value.to_string())
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Decimal, E> {
                self.visit_str(&value.to_string())
            }

            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Decimal, E> {
                self.visit_str(&value.to_string())
            }
        }

        deserializer.deserialize_any(Written)
    }
}

impl JsonSchema for Decimal {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["number", "string"], "description": "A decimal; as text where it must be exact." })
    }
}

impl Decimal {
    /// Reads `0.0001`, `-5`, `1000`.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits: String = [whole, part].concat();
        let mantissa = digits.parse().ok()?;
        Some(Self {
            mantissa,
            exponent: -(part.len() as i32),
        })
    }
}
