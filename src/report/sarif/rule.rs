//! What SARIF says of a rule.

use super::result::{Message, level};
use crate::check::{Lang, Rule};
use crate::finding::{Confidence, Severity};
use crate::report::describe;
use serde::Serialize;

/// A `reportingDescriptor`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor<'a> {
    id: &'a str,
    /// What follows is missing where the program tells of itself.
    #[serde(flatten)]
    about: Option<About<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct About<'a> {
    short_description: Message,
    full_description: Message,
    help: Message,
    default_configuration: Configuration,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

/// The properties that code scanning on GitHub reads.
#[derive(Serialize)]
struct Properties<'a> {
    tags: [&'a str; 1],
    precision: &'static str,
    #[serde(rename = "problem.severity")]
    severity: &'static str,
}

impl<'a> Descriptor<'a> {
    /// The description of a rule, if the rule is known.
    pub fn of(id: &'a str, rule: Option<&'a Rule>, lang: Lang) -> Self {
        Self {
            id,
            about: rule.map(|rule| About::of(rule, lang)),
        }
    }
}

impl<'a> About<'a> {
    fn of(rule: &'a Rule, lang: Lang) -> Self {
        Self {
            short_description: Message::new(rule.why.get(lang).to_owned()),
            full_description: Message::new(full(rule, lang)),
            help: Message::new(help(rule, lang)),
            default_configuration: Configuration {
                level: level(rule.severity),
            },
            properties: Properties {
                tags: [rule.id.split('/').next().unwrap_or_default()],
                precision: match rule.confidence {
                    Confidence::Certain => "very-high",
                    Confidence::Likely => "high",
                    Confidence::Hint => "medium",
                },
                severity: match rule.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                    Severity::Info => "recommendation",
                },
            },
        }
    }
}

/// Why it is there and what it does not catch.
fn full(rule: &Rule, lang: Lang) -> String {
    let why = rule.why.get(lang);
    match (&rule.misses, lang) {
        (None, _) => why.to_owned(),
        (Some(misses), Lang::Zh) => format!("{why}查不出：{}", misses.get(lang)),
        (Some(misses), Lang::En) => format!("{why} Does not catch: {}", misses.get(lang)),
    }
}

/// What `gouji explain` writes.
fn help(rule: &Rule, lang: Lang) -> String {
    let mut text = Vec::new();
    // Nothing fails that is written to memory.
    let _ = describe::explain(&mut text, rule, lang);
    String::from_utf8_lossy(&text).into_owned()
}
