//! Kind `dated`: what belongs to one year, against the year that the text gives it.
//!
//! Owns how the year of a name is told (meetings, sessions and anniversaries by their number, terms by their first use) and which year of
//! the text is meant. Which names there are is the rule's own list. Dates that do not exist belong to `calendar`.

use super::{Check, Compile, Context, Needs, Shown, Sink, year};
use crate::finding::{Finding, RuleId};
use crate::outline::numeral_value;
use crate::pattern::Plain;
use crate::search::Groups;
use crate::span::Span;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_yaml::Spanned;
use std::ops::Range;

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// What belongs to which year.
    pub names: Vec<Named>,
    /// Which year it is held against.
    pub against: Against,
    /// Words between the year and the name that make the year another one's: 迎接.
    #[serde(default)]
    pub not_between: Vec<String>,
}

/// A name with its year.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// A regular expression; `{n}` in it, or a group `n`, is a number, which is added to the year.
    #[schemars(with = "String")]
    pub name: Spanned<String>,
    /// The year; with `{n}` the year before the first.
    pub from: i32,
    /// The month, when the year is that of a first use.
    #[serde(default)]
    pub month: Option<u8>,
}

/// Which year a name is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Against {
    /// The one that stands before it: the two are equal.
    YearBefore,
    /// That of the document: the name is not younger.
    Document,
    /// That of the document: the name is not older (力争2022年底前 in a report of 2023).
    DocumentBefore,
}

/// A year governs a name that follows within so many characters.
const REACH: usize = 40;
/// A number in a name: 75, 七十五, 一百.
const NUMBER: &str = "(?<n>[0-9]{1,3}|[一二三四五六七八九十百零]{1,5})";

impl Spec {
    /// The check of these settings.
    pub fn compile(self, cx: &mut Compile) -> Option<Box<dyn Check>> {
        let mut names = Vec::new();
        for named in &self.names {
            let text = named.name.value.replace("{n}", NUMBER);
            let written = Spanned::new(text, named.name.referenced, named.name.defined);
            names.push((cx.regex(&written)?, named.from, named.month));
        }
        let years = Plain::parse("(?<year>[12][0-9]{3})年").ok()?;
        Some(Box::new(Dated {
            names,
            years,
            against: self.against,
            not_between: self.not_between,
        }))
    }
}

struct Dated {
    names: Vec<(Plain, i32, Option<u8>)>,
    years: Plain,
    against: Against,
    not_between: Vec<String>,
}

impl Check for Dated {
    fn needs(&self) -> Needs {
        Needs::Prose(self.names.iter().map(|(name, ..)| name.literals()).collect())
    }

    fn slots(&self) -> Vec<String> {
        ["text", "year", "expected", "number"].map(str::to_owned).into()
    }

    fn run(&self, cx: &Context, sentences: &[Shown], sink: &mut Sink) {
        match self.against {
            Against::YearBefore => self.against_text(cx, sentences, sink),
            Against::Document => self.against_document(cx, sentences, sink),
            Against::DocumentBefore => self.before_document(cx, sentences, sink),
        }
    }
}

impl Dated {
    fn against_text(&self, cx: &Context, sentences: &[Shown], sink: &mut Sink) {
        self.each(cx, sentences, |text, found, from, start| {
            if let Some(finding) = self.wrong(text, found, from, start, sink.rule) {
                sink.find(finding);
            }
        });
    }

    fn before_document(&self, cx: &Context, sentences: &[Shown], sink: &mut Sink) {
        let Some(document) = year::of_document(cx.document, cx.analysis) else {
            return;
        };
        self.each(cx, sentences, |text, found, from, start| {
            let own = found.name("n").and_then(|n| value(&text[n])).map(|n| from + n);
            if let Some(own) = own.filter(|own| *own < document) {
                let at = found.whole();
                let finding = Finding::new(sink.rule, Span::new(at.start, at.end).shift(start))
                    .slot("text", &text[at])
                    .slot("year", format!("{document}年"))
                    .slot("expected", own.to_string());
                sink.find(finding);
            }
        });
    }

    /// Calls back with every name that is found, its sentence, its year and where the sentence begins.
    fn each(&self, cx: &Context, sentences: &[Shown], mut call: impl FnMut(&str, &Groups, i32, usize)) {
        for shown in sentences {
            let sentence = cx.analysis.outline.sentences[shown.index()].span;
            let text = sentence.of(&cx.document.text);
            for (_, (name, from, _)) in self.names.iter().enumerate().filter(|(i, _)| shown.meets(*i)) {
                for found in name.matches(text) {
                    call(text, &found, *from, sentence.start as usize);
                }
            }
        }
    }

    /// The finding about a name whose year in the text is not its own.
    fn wrong(&self, text: &str, found: &Groups, from: i32, start: usize, rule: RuleId) -> Option<Finding> {
        let at = found.whole();
        let (stated, place) = self.year_before(text, at.start)?;
        let number = found.name("n");
        let added = match &number {
            Some(n) => value(&text[n.clone()])?,
            None => 0,
        };
        let right = from + added;
        (stated != right).then(|| {
            let span = Span::new(at.start, at.end).shift(start);
            let year = Span::new(place.start, place.end).shift(start);
            Finding::new(rule, span)
                .slot("text", &text[at])
                .slot("year", &text[place.clone()])
                .slot("expected", right.to_string())
                .slot("number", (stated - from).to_string())
                .relate(year, &text[place], "year")
        })
    }

    /// The year that governs what begins at a place: the nearest before it in its clause group, not that of a span, a base or another
    /// event.
    fn year_before(&self, text: &str, at: usize) -> Option<(i32, Range<usize>)> {
        let lead = &text[..at];
        let from = lead.rfind(['；', '。', '\n', '（', '(']).map_or(0, |i| i + 1);
        let from = (from..=at).find(|i| text.is_char_boundary(*i))?;
        let last = self.years.matches(&text[from..at]).into_iter().next_back()?;
        let place = last.whole().start + from..last.whole().end + from;
        let between = &text[place.end..at];
        let single = !text[..place.start].ends_with(['—', '-', '至', '到', '～', '－']);
        let own = !["—", "-", "至", "到", "～", "以来", "以后", "底以来", "起"]
            .iter()
            .any(|w| between.starts_with(w));
        let near = between.chars().count() <= REACH;
        let meant = !self.not_between.iter().any(|w| between.contains(w.as_str()));
        let year = text[place.start..place.end].get(..4)?.parse().ok()?;
        (single && own && near && meant).then_some((year, place))
    }

    fn against_document(&self, cx: &Context, sentences: &[Shown], sink: &mut Sink) {
        let Some(year) = year::of_document(cx.document, cx.analysis) else {
            return;
        };
        for (name, from, month) in &self.names {
            // What came up in the first months may stand in a report on the year before.
            let least = if month.is_some_and(|m| m <= 3) { from - 1 } else { *from };
            if year >= least {
                continue;
            }
            let first = sentences.iter().find_map(|shown| {
                let sentence = cx.analysis.outline.sentences[shown.index()].span;
                let found = name.matches(sentence.of(&cx.document.text));
                let at = found.first()?.whole();
                Some(Span::new(at.start, at.end).shift(sentence.start as usize))
            });
            if let Some(span) = first {
                let finding = Finding::new(sink.rule, span)
                    .slot("text", span.of(&cx.document.text))
                    .slot("year", format!("{year}年"))
                    .slot("expected", from.to_string());
                sink.find(finding);
            }
        }
    }
}

/// What a number up to 999 says.
fn value(text: &str) -> Option<i32> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let (hundreds, rest) = text.split_once('百').map_or(("", text), |(h, rest)| (h, rest));
    let many = |numeral: &str| numeral_value(numeral).and_then(|n| i32::try_from(n).ok());
    let hundreds = match (text.contains('百'), hundreds) {
        (false, _) => 0,
        (true, "") => 1,
        (true, h) => many(h)?,
    };
    let rest = rest.trim_start_matches('零');
    let rest = if rest.is_empty() { 0 } else { many(rest)? };
    Some(hundreds * 100 + rest)
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn numbers_of_anniversaries() {
        for (text, want) in [
            ("75", Some(75)),
            ("一百", Some(100)),
            ("百", Some(100)),
            ("七十五", Some(75)),
            ("一百一十", Some(110)),
            ("一百零五", Some(105)),
            ("一百二十", Some(120)),
            ("十百", Some(1000)),
        ] {
            assert_eq!(value(text), want, "{text}");
        }
    }
}
