//! Kind `duplicate`: an item that stands twice in one enumeration.
//!
//! Owns what an enumeration is: items joined by 、 inside one clause, brackets and quotes being one piece. Two lists in one clause
//! (赡养、抚养义务人无赡养、抚养能力) share a run of items and are left alone.

use super::{Check, Compile, Context, Needs, Shown, Sink};
use crate::finding::Finding;
use crate::outline::Role;
use crate::span::Span;
use schemars::JsonSchema;
use serde::Deserialize;

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// So many items make an enumeration.
    pub least: usize,
    /// Words before the first item: 紧盯.
    pub verbs: Vec<String>,
    /// Words behind which the last item has ended: 等.
    pub open: Vec<String>,
}

impl Spec {
    /// The check of these settings, which have nothing that could be faulty.
    pub fn compile(self, _: &mut Compile) -> Option<Box<dyn Check>> {
        Some(Box::new(Duplicate { spec: self }))
    }
}

struct Duplicate {
    spec: Spec,
}

/// An item is at least so long, in characters: 县、乡、村 repeat in many ways.
const SHORTEST: usize = 2;

impl Check for Duplicate {
    fn needs(&self) -> Needs {
        Needs::any(["、"])
    }

    fn slots(&self) -> Vec<String> {
        vec!["text".to_owned()]
    }

    fn run(&self, cx: &Context, sentences: &[Shown], sink: &mut Sink) {
        let outline = &cx.analysis.outline;
        for shown in sentences {
            let sentence = outline.sentences[shown.index()];
            if outline.paragraphs[sentence.paragraph as usize].role == Role::Cell {
                continue;
            }
            let text = sentence.span.of(&cx.document.text);
            // Most sentences have too few items; telling so costs less than cutting them up.
            let marks = outline.sparse.within(sentence.span);
            if marks.iter().filter(|(_, c)| *c == '、').count() + 1 < self.spec.least {
                continue;
            }
            for items in &enumerations(text, sentence.span.start, marks, self.spec.least) {
                if let Some((first, again)) = self.twice(text, items) {
                    let (first, again) = (
                        first.shift(sentence.span.start as usize),
                        again.shift(sentence.span.start as usize),
                    );
                    let item = again.of(&cx.document.text);
                    let finding = Finding::new(sink.rule, again).slot("text", item);
                    sink.find(finding.relate(first, item, "first"));
                }
            }
        }
    }
}

impl Duplicate {
    /// The item that stands twice; none when several do, when the same item stands before both, or
    /// when 和 joins what lies between: that makes two lists of them.
    fn twice(&self, text: &str, items: &[Span]) -> Option<(Span, Span)> {
        let (first, rest) = items.split_first()?;
        let last = self.cut(text, *rest.last()?);
        // The verb before the first item is looked for only where an item may be left behind it.
        let again = |item: &Span| first.of(text).ends_with(item.of(text));
        let lead = match rest[..rest.len() - 1].iter().chain(&last).any(again) {
            true => self.lead(text, *first),
            false => *first,
        };
        let item = |i: usize| match i {
            0 => Some(lead),
            i if i + 1 == items.len() => last,
            i => Some(items[i]),
        };
        let mut found = None;
        for i in 1..items.len() {
            let Some(again) = item(i).filter(|item| tells(item.of(text))) else {
                continue;
            };
            let words = again.of(text);
            let Some(first) = (0..i).find(|f| item(*f).is_some_and(|f| f.len() == words.len() && f.of(text) == words))
            else {
                continue;
            };
            let joined = |between: &[Span]| between.iter().any(|b| b.of(text).contains(['和', '与']));
            let glued = first > 0 && same_end(items[i - 1].of(text), items[first - 1].of(text));
            let glued = glued || joined(&items[first + 1..i]);
            if glued || found.replace((item(first)?, again)).is_some() {
                return None;
            }
        }
        found
    }

    /// The first item without the verb before it: 矿山 of 紧盯矿山.
    fn lead(&self, text: &str, item: Span) -> Span {
        let words = item.of(text);
        let ends = self
            .spec
            .verbs
            .iter()
            .filter_map(|v| words.rfind(v.as_str()).map(|at| at + v.len()));
        let from = ends.filter(|end| *end < words.len()).max().unwrap_or(0);
        Span::new(item.start as usize + from, item.end as usize)
    }

    /// The last item without what follows it: 矿山 of 矿山等重点领域; none where its end cannot be told.
    fn cut(&self, text: &str, item: Span) -> Option<Span> {
        let words = item.of(text);
        let end = self.spec.open.iter().filter_map(|w| words.find(w.as_str())).min()?;
        Some(Span::new(item.start as usize, item.start as usize + end))
    }
}

/// Whether two items end in the same two characters: the same one stands before both places.
fn same_end(a: &str, b: &str) -> bool {
    let end = |text: &str| text.char_indices().rev().nth(1).map(|(at, _)| text[at..].to_owned());
    end(a).is_some_and(|e| Some(e) == end(b))
}

/// Whether an item is a name: long enough, and without figures.
fn tells(item: &str) -> bool {
    item.chars().count() >= SHORTEST
        && item.chars().all(|c| !c.is_ascii_digit())
        && !item.starts_with(|c| "一二两三四五六七八九十第几多每各".contains(c))
}

/// The enumerations of a sentence of so many items at least; `marks` are those of the sentence, which begins at `from` of the prose.
fn enumerations(text: &str, from: u32, marks: &[(u32, char)], least: usize) -> Vec<Vec<Span>> {
    let (mut out, mut items) = (Vec::new(), Vec::new());
    let (mut start, mut depth) = (0usize, 0usize);
    for (place, c) in marks.iter().copied() {
        let at = (place - from) as usize;
        match c {
            '（' | '(' | '“' | '《' | '〔' => depth += 1,
            '）' | ')' | '”' | '》' | '〕' => depth = depth.saturating_sub(1),
            '、' | '，' | '；' | '：' | '。' | '！' | '？' | '\n' if depth == 0 => {
                items.push(Span::new(start, at));
                start = at + c.len_utf8();
                if c != '、' {
                    close(&mut items, least, &mut out);
                }
            }
            _ => {}
        }
    }
    items.push(Span::new(start, text.len()));
    close(&mut items, least, &mut out);
    out
}

/// Keeps a list that is long enough, and begins another one.
fn close(items: &mut Vec<Span>, least: usize, out: &mut Vec<Vec<Span>>) {
    if items.len() >= least {
        out.push(std::mem::take(items));
    }
    items.clear();
}
