//! Names that hold digits and are no figures.
//!
//! Owns that a word may stand for its entry.

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{self, Visitor};
use std::fmt;

/// A word or pattern that holds digits or numerals and is no figure. In YAML a word may stand for its entry.
#[derive(Clone, Debug, Default)]
pub struct Name {
    /// A literal.
    pub name: Option<String>,
    /// A regular expression instead.
    pub pattern: Option<String>,
    /// A text that the pattern matches.
    pub example: Option<String>,
    /// What it is: idiom, code, document-number ….
    pub kind: Option<String>,
}

/// The entry as it is written out.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NameEntry {
    /// A word.
    #[serde(default)]
    name: Option<String>,
    /// A regular expression instead.
    #[serde(default)]
    pattern: Option<String>,
    /// A text that the pattern matches.
    #[serde(default)]
    example: Option<String>,
    /// What it is: idiom, code, document-number ….
    #[serde(default)]
    kind: Option<String>,
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// A word, or keys with values.
        struct Written;

        impl<'de> Visitor<'de> for Written {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a word, or `name:` or `pattern:` with a text")
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Name, E> {
                Ok(Name {
                    name: Some(word.to_owned()),
                    ..Name::default()
                })
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Name, E> {
                self.visit_str(&number.to_string())
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Name, A::Error> {
                let entry = NameEntry::deserialize(de::value::MapAccessDeserializer::new(map))?;
                let NameEntry {
                    name,
                    pattern,
                    example,
                    kind,
                } = entry;
                Ok(Name {
                    name,
                    pattern,
                    example,
                    kind,
                })
            }
        }

        deserializer.deserialize_any(Written)
    }
}

impl JsonSchema for Name {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Name".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let entry = generator.subschema_for::<NameEntry>();
        schemars::json_schema!({ "anyOf": [{ "type": ["string", "integer"] }, entry], "description": "A word, or an entry." })
    }
}
