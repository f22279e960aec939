//! What is measured of a thing, and things that are written together.
//!
//! Owns which measure a name ends with (种植面积 in 粮食种植面积), whose it may be, and which of a pair is which. When a name is completed so is
//! for [`crate::fact`] to say.

use super::clauses::Affixes;
use schemars::JsonSchema;
use serde::Deserialize;

/// Measures of one kind, as a file lists them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measures {
    /// Ends of names of the things that they are told of; none: any thing.
    pub owners: Vec<String>,
    /// The measures.
    pub words: Vec<String>,
}

/// Things that are written together.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// As they are written: 存贷款.
    pub both: String,
    /// Each of them: 存款, 贷款.
    pub each: Vec<String>,
    /// What is measured of them where nothing follows.
    #[serde(default)]
    pub measure: Option<String>,
}

/// Attributes of the first name of a list that those behind it have too, as a file lists them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attributes {
    /// The attributes: 农村.
    pub words: Vec<String>,
    /// How a name begins that has them too: 桥梁.
    pub before: Vec<String>,
}

/// Such attributes.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    words: Affixes,
    before: Affixes,
}

impl From<Attributes> for Shared {
    fn from(listed: Attributes) -> Self {
        let (mut words, mut before) = (Affixes::default(), Affixes::default());
        words.extend(listed.words);
        before.extend(listed.before);
        Self { words, before }
    }
}

impl Shared {
    /// The length of the attribute that the first name begins with, if a later one has it too.
    pub fn of(&self, first: &str, later: &str) -> Option<usize> {
        self.words
            .at_start(first)
            .filter(|_| self.before.at_start(later).is_some())
    }
}

/// Measures of one kind.
#[derive(Clone, Debug, Default)]
pub struct Kind {
    owners: Option<Affixes>,
    words: Affixes,
}

impl From<Measures> for Kind {
    fn from(listed: Measures) -> Self {
        let affixes = |words: Vec<String>| {
            let mut out = Affixes::default();
            out.extend(words);
            out
        };
        Self {
            owners: (!listed.owners.is_empty()).then(|| affixes(listed.owners)),
            words: affixes(listed.words),
        }
    }
}

impl Kind {
    /// Whether a name is a measure of this kind and nothing more.
    pub fn is(&self, name: &str) -> bool {
        self.words.is(name)
    }

    /// The length of the measure that a name ends with.
    pub fn ends(&self, name: &str) -> Option<usize> {
        self.words.at_end(name)
    }

    /// Whether a name is that of a thing with such measures.
    pub fn owns(&self, thing: &str) -> bool {
        let many = thing.chars().nth(1).is_some();
        many && self.owners.as_ref().is_none_or(|ends| ends.at_end(thing).is_some())
    }

    /// The length of the end of a thing by which it has such measures: 业 in 商务服务业.
    pub fn owner_end(&self, thing: &str) -> usize {
        self.owners.as_ref().and_then(|ends| ends.at_end(thing)).unwrap_or(0)
    }

    /// Whether things of this kind have names of their own, by which one is told from the name of something else.
    pub fn is_told_by_name(&self) -> bool {
        self.owners.is_some()
    }
}
