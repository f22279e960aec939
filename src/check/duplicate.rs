//! Kind `duplicate`: an item that stands twice in one enumeration.
//!
//! Owns what an enumeration is: items joined by 、 inside one clause, brackets and quotes being one piece. Two lists in one clause
//! (赡养、抚养义务人无赡养、抚养能力) share a run of items and are left alone.

use super::{Check, Compile, Context, Needs, Sink};
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
    /// Words behind which the last item has ended: 等.
    pub open: Vec<String>,
}

impl Spec {
    /// The check of these settings, which have nothing that could be faulty.
    pub fn compile(self, _: &mut Compile) -> Option<Box<dyn Check>> {
        Some(Box::new(Duplicate(self)))
    }
}

struct Duplicate(Spec);

/// An item is at least so long, in characters: 县、乡、村 repeat in many ways.
const SHORTEST: usize = 2;

impl Check for Duplicate {
    fn needs(&self) -> Needs {
        Needs::any(["、"])
    }

    fn slots(&self) -> Vec<String> {
        vec!["text".to_owned()]
    }

    fn run(&self, cx: &Context, sentences: &[u32], sink: &mut Sink) {
        let outline = &cx.analysis.outline;
        for &index in sentences {
            let sentence = outline.sentences[index as usize];
            if outline.paragraphs[sentence.paragraph as usize].role == Role::Cell {
                continue;
            }
            let text = sentence.span.of(&cx.document.text);
            for items in enumerations(text).iter().filter(|items| items.len() >= self.0.least) {
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
    /// The item that stands twice; none when several do, which makes two lists of them.
    fn twice(&self, text: &str, items: &[Span]) -> Option<(Span, Span)> {
        let mut found = None;
        for (i, item) in items.iter().enumerate().skip(1) {
            let last = i + 1 == items.len();
            let item = if last { self.cut(text, *item) } else { Some(*item) };
            let Some(item) = item.filter(|item| tells(item.of(text))) else {
                continue;
            };
            let Some(first) = items[..i].iter().find(|first| first.of(text) == item.of(text)) else {
                continue;
            };
            if found.replace((*first, item)).is_some() {
                return None;
            }
        }
        found
    }

    /// The last item without what follows it: 矿山 of 矿山等重点领域; none where its end cannot be told.
    fn cut(&self, text: &str, item: Span) -> Option<Span> {
        let words = item.of(text);
        let end = self.0.open.iter().filter_map(|w| words.find(w.as_str())).min()?;
        Some(Span::new(item.start as usize, item.start as usize + end))
    }
}

/// Whether an item is a name: long enough, and without figures.
fn tells(item: &str) -> bool {
    item.chars().count() >= SHORTEST
        && item.chars().all(|c| !c.is_ascii_digit())
        && !item.starts_with(['一', '第', '几', '多'])
}

/// The enumerations of a sentence: the items of each clause.
fn enumerations(text: &str) -> Vec<Vec<Span>> {
    let mut out = vec![Vec::new()];
    let (mut start, mut depth) = (0usize, 0usize);
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' | '“' | '《' | '〔' => depth += 1,
            '）' | ')' | '”' | '》' | '〕' => depth = depth.saturating_sub(1),
            '、' | '，' | '；' | '：' | '。' | '！' | '？' | '\n' if depth == 0 => {
                push(&mut out, Span::new(start, at));
                start = at + c.len_utf8();
                if c != '、' {
                    out.push(Vec::new());
                }
            }
            _ => {}
        }
    }
    push(&mut out, Span::new(start, text.len()));
    out
}

fn push(lists: &mut [Vec<Span>], item: Span) {
    if let Some(list) = lists.last_mut() {
        list.push(item);
    }
}
