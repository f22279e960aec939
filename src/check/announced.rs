//! Kind `announced`: a number that announces a list, against the items of the list.
//!
//! Owns which words before or after “N大…” are items and how far their number is certain. It reads the prose alone: names in
//! quotes, lists joined by 、, what stands after a colon, and how many numbered paragraphs follow. Whether their numbers run on is told by
//! `sequence`.

mod atom;
mod items;
mod numbered;
mod sections;
mod slogan;

use crate::check::{Check, Compile, Context, Needs, Shown, Sink};
use crate::finding::{Applicability, Edit, Finding};
use crate::lexicon::affixes::Affixes;
use crate::outline::Role;
use crate::span::Span;
use atom::{Atom, atoms};
use items::Listed;
use numbered::Numbered;
use sections::Sections;

/// Settings of one rule.
#[derive(Clone, Debug, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// Which lists it looks at.
    pub list: List,
    /// The classifiers between the number and the noun: 大, 项, 个.
    pub classifiers: Vec<String>,
    /// Nouns that announce a list of names even without quotes; after any other noun only 大 does (三个方面, but not 道路三条).
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Verbs after which the first item begins: 实施, 推进.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Classifiers behind one name in quotes that holds short items itself: 色 in “红、黄、蓝”三色.
    #[serde(default)]
    pub packed: Vec<String>,
    /// Words that leave a list open: 等, 为重点.
    #[serde(default)]
    pub open: Vec<String>,
}

/// Which lists a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum List {
    /// All items are named: their number is the announced one.
    Closed,
    /// 等 stands between the items and the number: there are at most as many items as announced.
    Open,
    /// A run of 三升一平一降 whose numbers add up to the announced one; `classifiers` holds the verbs.
    Tally,
    /// Numbered items stand behind a colon, 一是…二是…: as many as announced.
    Numbered,
    /// Numbered paragraphs follow, or numbers in the same one; `verbs`, `classifiers` and `nouns` make the announcement.
    Sections,
    /// The digits of a slogan are those of the items that explain it: “231”：两大…三个…一个….
    Slogan,
}

/// How far a slip may be from the number of items.
const SLIP: u32 = 2;

impl Spec {
    /// The compiled check; these settings have nothing that could be faulty.
    pub fn compile(self, _cx: &mut Compile) -> Option<Box<dyn Check>> {
        Some(Box::new(Announced::new(self)))
    }
}

/// A compiled rule.
pub struct Announced {
    spec: Spec,
    nouns: Affixes,
    numbered: Option<Numbered>,
    sections: Option<Sections>,
}

/// A number that announces a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head {
    /// The first atom of the number.
    first: usize,
    /// One past the classifier.
    after: usize,
    /// What it says.
    number: u32,
    /// Whether the noun makes it sure that the items are names.
    naming: bool,
}

/// What is wrong in one place, before it is worded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The number with its classifier.
    pub head: Span,
    /// What it says.
    pub number: u32,
    /// The items from the first to the last.
    pub items: Span,
    /// How many there are.
    pub count: u32,
}

impl Announced {
    /// A check with the settings of a rule.
    pub fn new(spec: Spec) -> Self {
        let mut nouns = Affixes::default();
        nouns.extend(spec.nouns.clone());
        let numbered = (spec.list == List::Numbered)
            .then(|| Numbered::new(&spec.classifiers))
            .flatten();
        let sections = (spec.list == List::Sections)
            .then(|| Sections::new(&spec.verbs, &spec.classifiers, &spec.nouns))
            .flatten();
        Self {
            spec,
            nouns,
            numbered,
            sections,
        }
    }

    /// All lists of one sentence whose number of items cannot be the announced one; spans are offsets into `sentence`.
    pub fn mismatches(&self, sentence: &str) -> Vec<Mismatch> {
        if self.spec.list == List::Numbered {
            let found = self.numbered.as_ref().map(|numbered| numbered.mismatches(sentence));
            return found.unwrap_or_default();
        }
        if self.spec.list == List::Slogan {
            return slogan::mismatches(sentence);
        }
        let atoms = atoms(sentence);
        if self.spec.list == List::Tally {
            return tally(sentence, &atoms, &self.spec.classifiers);
        }
        let mut found = Vec::new();
        let mut at = 0;
        while at < atoms.len() {
            if !atoms[at].plain().is_some_and(atom::is_numeral) {
                at += 1;
                continue;
            }
            if let Some((m, after)) = self.packed(sentence, &atoms, at) {
                found.extend(m);
                at = after;
                continue;
            }
            let Some(head) = self.head(sentence, &atoms, at) else {
                at += 1;
                continue;
            };
            at = head.after;
            let listed = match self.spec.list {
                List::Closed => items::before(sentence, &atoms[..head.first], &self.spec, head.naming)
                    .or_else(|| items::after(sentence, &atoms[head.after..], &self.spec)),
                _ => items::before_open(sentence, &atoms[..head.first], &self.spec),
            };
            let Some(listed) = listed else { continue };
            if self.contradicts(head.number, &listed) {
                found.push(Mismatch {
                    head: Span::new(atoms[head.first].start, atoms[head.after - 1].end),
                    number: head.number,
                    items: listed.span,
                    count: listed.count,
                });
            }
        }
        found
    }

    /// Whether the number of items cannot be the announced one. A closed list far longer or shorter counts something else.
    fn contradicts(&self, number: u32, listed: &Listed) -> bool {
        if self.spec.list == List::Open {
            return listed.least > number;
        }
        let missing = number > listed.most && number - listed.most <= SLIP && (listed.count >= 3 || listed.quoted);
        let left_over = number < listed.least && listed.least - number <= SLIP;
        (missing || left_over) && number != listed.parts
    }

    /// The number that begins at an atom directly behind one name in quotes that holds short items, with the atom behind its
    /// classifier; a mismatch when it is one off (“甲、乙、丙”八字 counts something else).
    fn packed(&self, sentence: &str, atoms: &[Atom], first: usize) -> Option<(Option<Mismatch>, usize)> {
        let items = items::packed(sentence, &atoms[..first])?;
        let (number, next) = atom::numeral(atoms, first)?;
        let rest = &sentence[atoms.get(next)?.start..];
        let classifier = self.spec.packed.iter().find(|c| rest.starts_with(c.as_str()))?;
        let after = next + classifier.chars().count();
        let mismatch = (number.abs_diff(items.count) == 1).then(|| Mismatch {
            head: Span::new(atoms[first].start, atoms[after - 1].end),
            number,
            items: items.span,
            count: items.count,
        });
        Some((mismatch, after))
    }

    /// The announcement that begins at an atom: a number from 2, a classifier and a noun.
    fn head(&self, sentence: &str, atoms: &[Atom], first: usize) -> Option<Head> {
        let before = first.checked_sub(1).map(|i| atoms[i].plain());
        if before
            .flatten()
            .is_some_and(|c| atom::is_numeral(c) || "第每近超约余百千万亿.．点".contains(c))
        {
            return None;
        }
        let (number, next) = atom::numeral(atoms, first)?;
        let rest = &sentence[atoms.get(next)?.start..];
        let classifier = self
            .spec
            .classifiers
            .iter()
            .filter(|c| rest.starts_with(c.as_str()))
            .max_by_key(|c| c.len())?;
        let after = next + classifier.chars().count();
        let noun = &rest[classifier.len()..];
        if !noun.starts_with(|c: char| ('一'..='鿿').contains(&c)) || noun.starts_with(['多', '余', '以', '左']) {
            return None;
        }
        let naming = classifier == "大" || self.nouns.at_start(noun).is_some();
        Some(Head {
            first,
            after,
            number,
            naming,
        })
    }
}

impl Check for Announced {
    fn needs(&self) -> Needs {
        if self.spec.list == List::Slogan {
            return Needs::any(["“"]);
        }
        // A number and its classifier stand side by side.
        let numerals = atom::NUMERALS.chars();
        let classifiers = || self.spec.classifiers.iter().chain(&self.spec.packed);
        let heads = numerals.flat_map(|n| classifiers().map(move |c| format!("{n}{c}")));
        let mut lists = vec![heads.collect()];
        match self.spec.list {
            List::Open => lists.push(self.spec.open.clone()),
            List::Numbered => lists.push(["：一是", "：一要", ":一是", ":一要"].map(str::to_owned).into()),
            _ => {}
        }
        Needs::Prose(vec![lists])
    }

    fn slots(&self) -> Vec<String> {
        ["head", "number", "items", "count"].map(str::to_owned).to_vec()
    }

    fn run(&self, cx: &Context, sentences: &[Shown], sink: &mut Sink) {
        if let Some(sections) = &self.sections {
            let outline = &cx.analysis.outline;
            let mut paragraphs: Vec<usize> = sentences
                .iter()
                .map(|shown| outline.sentences[shown.index()].paragraph as usize)
                .collect();
            paragraphs.dedup();
            paragraphs.retain(|&i| Sections::may_follow(&cx.document.text, outline, i));
            let found = paragraphs
                .iter()
                .flat_map(|&i| sections.mismatches(&cx.document.text, outline, i));
            return found.for_each(|m| self.tell(&m, Span::at(0), cx, sink));
        }
        for span in self.units(cx, sentences) {
            for m in self.mismatches(span.of(&cx.document.text)) {
                self.tell(&m, span, cx, sink);
            }
        }
    }
}

impl Announced {
    /// What is looked at at a time: a sentence; for numbered items, each of which is a sentence, a paragraph that the next one does not
    /// go on.
    fn units(&self, cx: &Context, sentences: &[Shown]) -> Vec<Span> {
        let outline = &cx.analysis.outline;
        let sentences = sentences.iter().map(|shown| outline.sentences[shown.index()]);
        let Some(numbered) = &self.numbered else {
            return sentences.map(|s| s.span).collect();
        };
        let mut paragraphs: Vec<usize> = sentences.map(|s| s.paragraph as usize).collect();
        paragraphs.dedup();
        let goes_on = |i: usize| {
            let next = outline.paragraphs.get(i + 1);
            next.is_some_and(|next| numbered.goes_on(next.span.of(&cx.document.text)))
        };
        paragraphs.retain(|&i| outline.paragraphs[i].role != Role::Cell && !goes_on(i));
        paragraphs.iter().map(|&i| outline.paragraphs[i].span).collect()
    }

    fn tell(&self, m: &Mismatch, within: Span, cx: &Context, sink: &mut Sink) {
        let text = &cx.document.text;
        let head = m.head.shift(within.start as usize);
        let items = m.items.shift(within.start as usize);
        let said = head.of(text);
        let finding = Finding::new(sink.rule, head)
            .slot("head", said)
            .slot("number", m.number.to_string())
            .slot("items", items.of(text))
            .slot("count", m.count.to_string())
            .relate(items, items.of(text), "items");
        let numeral = said.trim_end_matches(|c| !atom::is_numeral(c));
        let edit = Edit {
            span: Span::new(head.start as usize, head.start as usize + numeral.len()),
            text: atom::written(m.count, numeral),
        };
        sink.find(finding.fix(Applicability::Manual, vec![edit]));
    }
}

/// Runs of 三升一平一降 after “N个指标” whose numbers do not add up to N.
fn tally(sentence: &str, atoms: &[Atom], verbs: &[String]) -> Vec<Mismatch> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let (mut sum, mut parts, mut end) = (0, 0, at);
        while let Some((n, next)) = atom::numeral_from(atoms, end, 1) {
            let Some(verb) = atoms.get(next).filter(|a| verbs.iter().any(|v| v == a.of(sentence))) else {
                break;
            };
            (sum, parts, end) = (sum + n, parts + 1, next + 1);
            let _ = verb;
        }
        if parts < 2 {
            at += 1;
            continue;
        }
        if let Some((first, number)) = total_before(sentence, &atoms[..at])
            && number != sum
        {
            found.push(Mismatch {
                head: Span::new(atoms[first].start, atoms[at - 1].end),
                number,
                items: Span::new(atoms[at].start, atoms[end - 1].end),
                count: sum,
            });
        }
        at = end;
    }
    found
}

/// The “N个指标” or “N项指标” that stands directly before a tally, a verb like 呈现 allowed.
fn total_before(sentence: &str, atoms: &[Atom]) -> Option<(usize, u32)> {
    let text = &sentence[..atoms.last()?.end];
    let text = text
        .strip_suffix("呈现")
        .or_else(|| text.strip_suffix('呈'))
        .unwrap_or(text);
    let text = text.strip_suffix(['，', ',']).unwrap_or(text);
    let text = text.strip_suffix('中').unwrap_or(text);
    let text = text.strip_suffix("指标")?;
    let text = text.strip_suffix("主要").unwrap_or(text);
    let text = text.strip_suffix(['个', '项'])?;
    let end = atoms.partition_point(|a| a.end <= text.len());
    let mut first = end;
    while first > 0 && atoms[first - 1].plain().is_some_and(atom::is_numeral) {
        first -= 1;
    }
    let (number, next) = atom::numeral_from(atoms, first, 1)?;
    (next == end).then_some((first, number))
}

#[cfg(test)]
mod tests;
