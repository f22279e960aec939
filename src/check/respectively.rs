//! Kind `respectively`: 分别 gives each subject its value, so there are as many values as subjects.
//!
//! Owns counting the values after 分别 and the subjects before it, with the doubt that 和 leaves, and comparing a second tier of values
//! with the first. It reads sentences in shape. Which value belongs to which subject is settled by [`crate::fact`].

mod subjects;

use crate::check::{Check, Compile, Context, Needs, Shown, Sink};
use crate::figure::{Figure, Form, Hedge};
use crate::finding::{Confidence, Finding};
use crate::shape::is_placeholder;
use std::ops::Range;
use subjects::{Subjects, earlier_values, subjects};

/// Settings of one rule.
#[derive(Clone, Debug, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// The word that distributes: 分别.
    pub word: String,
    /// Words for several subjects at once, with their number: 城乡 2, 三次产业 3.
    #[serde(default)]
    pub groups: std::collections::BTreeMap<String, u32>,
    /// Words between 分别 and the first value after which nothing is certain: 由, 对, 给予.
    #[serde(default)]
    pub silent: Vec<String>,
}

impl Spec {
    /// The compiled check; these settings have nothing that could be faulty.
    pub fn compile(self, _cx: &mut Compile) -> Option<Box<dyn Check>> {
        Some(Box::new(Respectively::new(self)))
    }
}

/// A compiled rule.
pub struct Respectively {
    spec: Spec,
}

/// A 分别 whose values are not as many as its subjects; ranges are offsets into the sentence in shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The values.
    pub values: Range<usize>,
    /// How many there are.
    pub count: u32,
    /// The subjects, or the first tier of values.
    pub subjects: Range<usize>,
    /// How many there are.
    pub wanted: u32,
    /// Whether it is one round value, which all subjects may share (分别增长10%).
    pub shared: bool,
}

/// A run of figures joined by 、 and 和 alone.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    range: Range<usize>,
    count: u32,
}

impl Respectively {
    /// A check with the settings of a rule.
    pub fn new(spec: Spec) -> Self {
        Self { spec }
    }

    /// All mismatches of one sentence in shape; `figure` gives the figure at an offset.
    pub fn mismatches<'f>(&self, text: &str, figure: &dyn Fn(usize) -> Option<&'f Figure>) -> Vec<Mismatch> {
        let mut found = Vec::new();
        for (at, word) in text.match_indices(self.spec.word.as_str()) {
            let from = at + word.len();
            let Some(values) = self.values(text, from, figure) else {
                continue;
            };
            let wanted = subjects(text, at, &self.spec.groups, figure).or_else(|| earlier_values(text, at));
            if let Some(m) = self.against_subjects(text, &values, wanted, figure) {
                found.push(m);
                continue;
            }
            if let Some(second) = second_tier(text, &values, figure)
                && values.count > 1
                && second.count != values.count
            {
                found.push(Mismatch {
                    shared: false,
                    values: second.range,
                    count: second.count,
                    subjects: values.range.clone(),
                    wanted: values.count,
                });
            }
        }
        found
    }

    fn against_subjects<'f>(
        &self,
        text: &str,
        values: &Run,
        wanted: Option<Subjects>,
        figure: &dyn Fn(usize) -> Option<&'f Figure>,
    ) -> Option<Mismatch> {
        let wanted = wanted?;
        if values.count == wanted.crossed || (wanted.least..=wanted.most).contains(&values.count) {
            return None;
        }
        if values.count == 1 && !stands_alone(text, values, figure) {
            return None;
        }
        Some(Mismatch {
            shared: values.count == 1 && !exact(figure(values.range.start)?),
            values: values.range.clone(),
            count: values.count,
            subjects: wanted.range,
            wanted: wanted.count,
        })
    }

    /// The values after 分别: the first run of figures of its clause, when nothing but a predicate stands before it.
    fn values<'f>(&self, text: &str, from: usize, figure: &dyn Fn(usize) -> Option<&'f Figure>) -> Option<Run> {
        let rest = &text[from..];
        let mut first = None;
        for (i, c) in rest.char_indices() {
            if is_placeholder(c) {
                if figure(from + i).is_some_and(|f| matches!(f.form, Form::Date | Form::Year)) {
                    continue;
                }
                first = Some(from + i);
                break;
            }
            if "，；：。！？、（）“”《》和与及".contains(c) {
                return None;
            }
        }
        let first = first?;
        let predicate = &text[from..first];
        if predicate.chars().count() > 16 || self.spec.silent.iter().any(|w| predicate.contains(w.as_str())) {
            return None;
        }
        let run = run(text, first, figure)?;
        let after = text[run.range.end..].chars().next();
        after.is_none_or(|c| "，；。！（）".contains(c)).then_some(run)
    }
}

/// The figures joined by 、, 和 or a comma alone from one at `first`; two side by side are one value.
fn run<'f>(text: &str, first: usize, figure: &dyn Fn(usize) -> Option<&'f Figure>) -> Option<Run> {
    let form = figure(first)?.form;
    if matches!(form, Form::Ordinal | Form::Date | Form::Year) {
        return None;
    }
    let skip = |mut at: usize| {
        while let Some(c) = text[at..].chars().next().filter(|c| is_placeholder(*c)) {
            at += c.len_utf8();
        }
        at
    };
    let mut end = skip(first);
    let mut count = 1;
    loop {
        let rest = &text[end..];
        let Some((sep, comma)) = separator(rest) else { break };
        let next = end + sep;
        if !text[next..].starts_with(is_placeholder) {
            break;
        }
        let after = skip(next);
        let closed = text[after..].chars().next().is_none_or(|c| "，；。！、和".contains(c));
        if comma && !(closed && figure(next).is_some_and(|f| f.form == form)) {
            break;
        }
        (end, count) = (after, count + 1);
    }
    Some(Run {
        range: first..end,
        count,
    })
}

/// The length of a mark or word that joins two values, and whether it is a comma.
fn separator(text: &str) -> Option<(usize, bool)> {
    ["以及", "、", "和", "与", "及"]
        .iter()
        .find(|s| text.starts_with(**s))
        .map(|s| (s.len(), false))
        .or_else(|| text.starts_with('，').then_some(('，'.len_utf8(), true)))
}

/// Whether a single value has no fellow later in the sentence, and is none that all subjects share.
fn stands_alone<'f>(text: &str, values: &Run, figure: &dyn Fn(usize) -> Option<&'f Figure>) -> bool {
    let Some(value) = figure(values.range.start) else {
        return false;
    };
    let printed = matches!(value.form, Form::Amount | Form::Percent | Form::Permille | Form::Point);
    let rest = &text[values.range.end..];
    let fellow = rest
        .char_indices()
        .any(|(i, c)| is_placeholder(c) && figure(values.range.end + i).is_some_and(|f| f.form == value.form));
    printed && value.hedge == Hedge::None && !fellow
}

/// Whether a value is too exact to be shared by two subjects: three significant digits, the last one not 0.
fn exact(figure: &Figure) -> bool {
    figure
        .printed()
        .is_some_and(|p| p.mantissa.unsigned_abs() >= 100 && p.mantissa % 10 != 0)
}

/// The values of the next clause when it is nothing but a verb and a run: ，增长4.7%、5.1%.
fn second_tier<'f>(text: &str, first: &Run, figure: &dyn Fn(usize) -> Option<&'f Figure>) -> Option<Run> {
    let rest = text[first.range.end..].strip_prefix('，')?;
    let from = text.len() - rest.len();
    let at = rest.find(is_placeholder)?;
    let lead = rest[..at]
        .trim_start_matches("同比")
        .trim_start_matches("比上年")
        .trim_start_matches("较上年");
    let lead = lead.trim_start_matches("分别").trim_start_matches("年均");
    if !["增长", "下降", "提高", "增加", "减少", "上升"].contains(&lead) {
        return None;
    }
    let run = run(text, from + at, figure)?;
    let closed = text[run.range.end..]
        .chars()
        .next()
        .is_none_or(|c| "，；。！".contains(c));
    (run.count > 1 && closed).then_some(run)
}

impl Check for Respectively {
    fn needs(&self) -> Needs {
        Needs::any([self.spec.word.clone()])
    }

    fn slots(&self) -> Vec<String> {
        ["values", "count", "subjects", "wanted"].map(str::to_owned).to_vec()
    }

    fn run(&self, cx: &Context, sentences: &[Shown], sink: &mut Sink) {
        let shape = &cx.analysis.shape;
        for shown in sentences {
            let start = shape.sentences[shown.index()].start as usize;
            let figure = |at: usize| shape.figure_at(start + at).map(|id| &cx.analysis.figures[id.index()]);
            for m in self.mismatches(shape.sentence(shown.index()), &figure) {
                let values = shape.prose(start + m.values.start..start + m.values.end);
                let subjects = shape.prose(start + m.subjects.start..start + m.subjects.end);
                let text = &cx.document.text;
                let mut finding = Finding::new(sink.rule, values)
                    .slot("values", values.of(text))
                    .slot("count", m.count.to_string())
                    .slot("subjects", subjects.of(text))
                    .slot("wanted", m.wanted.to_string())
                    .relate(subjects, subjects.of(text), "subjects");
                if m.shared {
                    finding.confidence_limit = Some(Confidence::Hint);
                }
                sink.find(finding);
            }
        }
    }
}

#[cfg(test)]
mod tests;
