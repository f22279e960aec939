//! The ways of checking: one file for each kind, and the loop that runs rules over a document.
//!
//! Owns what a check sees ([`Context`]) and what it may say ([`Sink`]). A kind parses its own YAML ([`Kind`] registers it), looks at the
//! context and yields claims and findings. Severity by policy, suppression and order belong to [`crate::settle`].

pub mod across;
pub mod announced;
pub mod breakdown;
pub mod calendar;
pub mod chain;
pub mod checksum;
pub mod companion;
pub mod composition;
pub mod dated;
pub mod driver;
pub mod duplicate;
pub mod gate;
pub mod identity;
pub mod kind;
pub mod leftover;
pub mod level;
pub mod listed;
pub mod pairs;
pub mod pattern;
pub mod quantity;
pub mod reference;
pub mod relation;
pub mod repair;
pub mod repeated;
pub mod respectively;
pub mod restated;
pub mod sequence;
pub mod sum;
pub mod table;
pub mod terms;
pub mod varying;
pub mod year;

pub use companion::Companion;
pub use kind::{Compile, Kind};

use crate::analysis::Analysis;
use crate::fact::Fact;
use crate::figure::{Figure, FigureId};
use crate::finding::{Claim, Confidence, Finding, RuleId, Severity};
use crate::lexicon::Lexicon;
use crate::lexicon::entries::Growth;
use crate::pattern::{Pattern, Required};
use crate::source::Document;
use std::collections::BTreeMap;

/// What a check may look at.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The document as read.
    pub document: &'a Document,
    /// Its outline, figures, facts and shape.
    pub analysis: &'a Analysis,
    /// The vocabulary.
    pub lexicon: &'a Lexicon,
    /// Other documents that it is compared with.
    pub others: &'a [&'a Companion],
}

impl<'a> Context<'a> {
    /// A figure.
    pub fn figure(&self, id: FigureId) -> &'a Figure {
        &self.analysis.figures[id.index()]
    }

    /// What a figure measures.
    pub fn fact(&self, id: FigureId) -> &'a Fact {
        &self.analysis.facts[id.index()]
    }

    /// A figure as printed, with its unit; the unit that a list shares from its end is written out.
    pub fn text(&self, id: FigureId) -> String {
        let figure = self.figure(id);
        let text = figure.span.of(&self.document.text).to_owned();
        if figure.unit.shared {
            format!("{text}{}", figure.unit.name)
        } else {
            text
        }
    }

    /// The name of what a figure measures, as printed; empty when it is not known.
    pub fn name(&self, id: FigureId) -> &'a str {
        self.fact(id).indicator.map_or("", |i| i.span.of(&self.document.text))
    }
}

/// What checks say of one document.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Every relation that was looked at.
    pub claims: Vec<Claim>,
    /// Every finding, in no particular order.
    pub findings: Vec<Finding>,
    /// What could not be checked because of a fault of this program.
    pub crashes: Vec<Crash>,
}

/// A panic while a document was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crash {
    /// The rule that was running; none while figures and facts were read.
    pub rule: Option<RuleId>,
    /// What the panic said.
    pub message: String,
}

/// Where a running check puts what it says.
pub struct Sink<'a> {
    /// The rule that is running.
    pub rule: RuleId,
    /// What has been said so far.
    pub out: &'a mut Checked,
}

impl Sink<'_> {
    /// Says something about a place.
    pub fn find(&mut self, finding: Finding) {
        self.out.findings.push(finding);
    }

    /// Says what is wrong with the relation that was noted last.
    pub fn tell(&mut self, mut finding: Finding) {
        finding.claim = self.out.claims.len().checked_sub(1).map(|last| last as u32);
        self.find(finding);
    }

    /// Notes a relation that was looked at.
    pub fn claim(&mut self, claim: Claim) {
        self.out.claims.push(claim);
    }
}

/// Literals that a place must hold before a check looks at it: all lists of one of the alternatives, of each list one string. The
/// alternatives are the patterns of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Needs {
    /// The check looks at everything.
    #[default]
    All,
    /// They stand in the prose of the sentence.
    Prose(Vec<Required>),
    /// They stand in the shape of the sentence (figures are private-use characters there), which holds a figure.
    Shape(Vec<Required>),
}

impl Needs {
    /// One of these words in the prose.
    pub fn any(words: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::Prose(vec![vec![words.into_iter().map(Into::into).collect()]])
    }

    /// What patterns over figures need.
    pub fn of(patterns: &[Pattern]) -> Self {
        Self::Shape(patterns.iter().map(Pattern::literals).collect())
    }
}

/// A sentence that a check is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    sentence: u32,
    /// A bit for each alternative of the check's needs that it meets; those behind the last bit share it.
    met: u64,
}

impl Shown {
    /// A sentence that meets all alternatives.
    pub fn whole(sentence: u32) -> Self {
        Self {
            sentence,
            met: u64::MAX,
        }
    }

    /// A sentence that meets one of them.
    fn meeting(sentence: u32, alternative: u32) -> Self {
        let met = bit(alternative as usize);
        Self { sentence, met }
    }

    /// A sentence that meets these.
    fn meeting_all(sentence: u32, alternatives: &[usize]) -> Self {
        let met = alternatives.iter().fold(0, |met, place| met | bit(*place));
        Self { sentence, met }
    }

    /// Another sentence that meets the same.
    fn at(self, sentence: u32) -> Self {
        Self { sentence, ..self }
    }

    /// The same sentence, meeting what either meets.
    fn or(self, other: Self) -> Self {
        let met = self.met | other.met;
        Self { met, ..self }
    }

    fn meet(&mut self, alternative: u32) {
        self.met |= bit(alternative as usize);
    }

    /// Its place in the outline, and in the shape.
    pub fn index(self) -> usize {
        self.sentence as usize
    }

    /// Whether it holds what an alternative of the check's needs asks for, by its place among them.
    pub fn meets(self, alternative: usize) -> bool {
        self.met & bit(alternative) != 0
    }
}

/// The bit of an alternative.
fn bit(alternative: usize) -> u64 {
    1 << alternative.min(63)
}

/// A compiled check: one way of checking with one rule's settings.
pub trait Check: Send + Sync {
    /// What a sentence must hold before [`Check::run`] is shown it.
    fn needs(&self) -> Needs {
        Needs::All
    }

    /// The placeholders that its findings fill, with their properties (`share`, `share.expected`).
    fn slots(&self) -> Vec<String>;

    /// Looks at the given sentences (ascending; all of them under [`Needs::All`]).
    fn run(&self, cx: &Context, sentences: &[Shown], sink: &mut Sink);
}

/// Texts of one rule for the reader, in Chinese and, where given, in English.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English; falls back to the Chinese.
    pub en: Option<String>,
}

impl Text {
    /// The text in a language.
    pub fn get(&self, lang: Lang) -> &str {
        match (lang, &self.en) {
            (Lang::En, Some(en)) => en,
            _ => &self.zh,
        }
    }
}

/// The language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// A rule ready to run.
pub struct Rule {
    /// `family/name`.
    pub id: String,
    /// Its severity unless the policy says otherwise.
    pub severity: Severity,
    /// Its confidence.
    pub confidence: Confidence,
    /// The message template.
    pub message: Text,
    /// Why it is wrong.
    pub why: Text,
    /// What it does not catch.
    pub misses: Option<Text>,
    /// What to do about it.
    pub help: Option<Text>,
    /// The profiles it belongs to; empty for all.
    pub profiles: Vec<String>,
    /// The first year of a document that it applies to.
    pub valid_from: Option<i32>,
    /// The last year of a document that it applies to.
    pub valid_to: Option<i32>,
    /// Its examples, which are its tests.
    pub examples: Vec<Example>,
    /// The name of its kind (`relation`).
    pub kind: &'static str,
    /// The file it comes from, as shown.
    pub origin: String,
    /// Its id in that file.
    pub at: std::ops::Range<usize>,
    /// The compiled check.
    pub check: Box<dyn Check>,
}

impl Rule {
    /// Whether `name` is its id or its family.
    pub fn is(&self, name: &str) -> bool {
        self.id
            .strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// An example of a rule, which is a test of it.
#[derive(Clone, Debug)]
pub struct Example {
    /// The text without the `[[ ]]`.
    pub text: String,
    /// Where a finding is expected; empty for a good example.
    pub marks: Vec<crate::span::Span>,
    /// Whether it is a bad one.
    pub bad: bool,
    /// The expected message, when it is given.
    pub message: Option<String>,
    /// Another document that it is compared with.
    pub against: Option<String>,
    /// Its value in the YAML file, quotes included.
    pub at: std::ops::Range<usize>,
}

/// All rules of a run, in the order of their ids.
#[derive(Default)]
pub struct RuleSet {
    /// The rules; a [`RuleId`] is an index into them.
    pub rules: Vec<Rule>,
}

/// What the printed growth of an indicator is compared with. A name that is not listed goes by the listed name it ends in, else by the
/// words of the national accounts.
pub fn growth_class(cx: &Context, id: FigureId) -> Growth {
    let Some(indicator) = cx.fact(id).indicator else {
        return Growth::Nominal;
    };
    let name = indicator.span.of(&cx.document.text);
    let listed = indicator.entry.or_else(|| {
        cx.lexicon
            .indicators_in(name)
            .last()
            .filter(|(_, end, _)| *end == name.len())
            .map(|f| f.2)
    });
    match listed {
        Some(entry) => cx.lexicon.indicators[entry as usize].growth,
        None if ["增加值", "生产总值", "总产值", "GDP"].iter().any(|w| name.contains(w)) => Growth::Real,
        None => Growth::Nominal,
    }
}

/// Fills a message template with what a finding's slots print; `{{` and `}}` are the characters.
pub fn fill(template: &str, slots: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        let doubled = rest[at..].starts_with("{{") || rest[at..].starts_with("}}");
        let close = rest[at..].find('}').filter(|_| !doubled);
        match close {
            Some(close) => {
                let name = &rest[at + 1..at + close.max(1)];
                out.push_str(slots.get(name).map_or("", String::as_str));
                rest = &rest[at + close + 1..];
            }
            None => {
                out.push_str(&rest[at..=at]);
                rest = &rest[at + if doubled { 2 } else { 1 }..];
            }
        }
    }
    out.push_str(rest);
    out
}
