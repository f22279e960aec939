//! Names that a text gives: （以下简称《纲要》）, and what it says once for all: （下同）.
//!
//! Owns how the given name is cut out, and what counts as its use.

use super::Loose;
use crate::outline::Outline;
use crate::span::Span;
use memchr::memmem;

/// What introduces a name.
pub(super) const PHRASES: [&str; 3] = ["以下简称", "以下统称", "（下称"];
/// A name without quotes is at most so long, in characters.
const LONGEST: usize = 14;

/// A name that is given.
struct Given {
    /// The name with its marks: 《纲要》.
    span: Span,
    /// Where the introduction ends.
    end: usize,
    /// The name alone.
    name: String,
    /// As it is used: with 《》, without other marks.
    used: String,
}

/// Names that nobody uses behind their introduction.
pub(super) fn unused(text: &str) -> Vec<Loose> {
    let idle = |g: &Given| !text[g.end..].contains(g.name.as_str());
    given(text)
        .into_iter()
        .filter(idle)
        .map(|g| Loose::new(g.span, g.name))
        .collect()
}

/// Names that are introduced again.
pub(super) fn twice(text: &str) -> Vec<Loose> {
    let all = given(text);
    let again = all.iter().enumerate().filter_map(|(i, g)| {
        let first = all[..i].iter().find(|f| f.name == g.name)?;
        Some(Loose::new(g.span, g.name.clone()).with(first.span))
    });
    again.collect()
}

/// Names in 《》 that are used before they are introduced.
pub(super) fn early(text: &str) -> Vec<Loose> {
    let mut seen: Vec<String> = Vec::new();
    let mut out = Vec::new();
    for g in given(text) {
        // What a name means behind its first introduction is told by `twice`.
        if seen.contains(&g.name) {
            continue;
        }
        let first = text.find(g.used.as_str()).filter(|_| g.used.starts_with('《'));
        if let Some(at) = first.filter(|at| *at < g.span.start as usize) {
            out.push(Loose::new(Span::new(at, at + g.used.len()), g.name.clone()).with(g.span));
        }
        seen.push(g.name);
    }
    out
}

fn given(text: &str) -> Vec<Given> {
    let mut out: Vec<Given> = PHRASES.iter().flat_map(|phrase| given_by(text, phrase)).collect();
    out.sort_by_key(|g| g.span);
    out
}

fn given_by(text: &str, phrase: &str) -> Vec<Given> {
    let read = |at: usize| {
        let tail = text[at + phrase.len()..].trim_start_matches(['：', ':', '为', ' ']);
        let from = text.len() - tail.len();
        let close = match tail.chars().next()? {
            '“' => tail.find('”')? + '”'.len_utf8(),
            '《' => tail.find('》')? + '》'.len_utf8(),
            _ => tail.find(['）', ')', '，', '。', '、', '；', '“'])?,
        };
        let printed = &tail[..close];
        let used = printed.trim_matches(['“', '”']);
        let name = used.trim_matches(['《', '》']);
        let fits = !name.is_empty() && name.chars().count() <= LONGEST;
        fits.then(|| Given {
            span: Span::new(from, from + close),
            end: from + close,
            name: name.to_owned(),
            used: used.to_owned(),
        })
    };
    memmem::find_iter(text.as_bytes(), phrase).filter_map(read).collect()
}

/// Words that a note （下同） fixes.
const BASES: [&str; 9] = [
    "同比",
    "比上年",
    "较上年",
    "预计",
    "当年价",
    "现价",
    "可比价",
    "不变价",
    "同口径",
];

/// The same note made again in one section of the first rank.
pub(super) fn note_twice(text: &str, outline: &Outline) -> Vec<Loose> {
    let mut seen: Vec<(Option<u32>, &str, Span)> = Vec::new();
    let mut out = Vec::new();
    for (at, mark) in text.match_indices("下同）") {
        let Some(open) = text[..at].rfind('（').filter(|open| at - open <= 60) else {
            continue;
        };
        let lead = lead(&text[..at]);
        let Some(base) = BASES.iter().find(|b| lead.contains(**b)) else {
            continue;
        };
        let span = Span::new(open, at + mark.len());
        let section = outline.section(open as u32).first().copied();
        let same = seen.iter().find(|(s, b, _)| *s == section && b == base);
        match same {
            Some((_, _, first)) => out.push(Loose::new(span, *base).with(*first)),
            None => seen.push((section, base, span)),
        }
    }
    out
}

/// The last words of a text up to a mark, at most twelve characters.
fn lead(text: &str) -> &str {
    let back = text.char_indices().rev().take_while(|(_, c)| !"。；、\n".contains(*c));
    let start = back.take(12).last().map_or(text.len(), |(at, _)| at);
    &text[start..]
}
