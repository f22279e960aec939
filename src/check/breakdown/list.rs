//! The lists of a sentence: a total, a marker (其中, a bracket, 分为) and the parts behind it.
//!
//! Owns where a list begins and ends, which amounts may be its total, and which are its parts. Whether the parts exhaust the total is
//! [`super`]'s question.

use super::super::Context;
use crate::figure::{Figure, FigureId, Form, Hedge};
use std::ops::Range;

/// What may stand between a total and its parts. Only 其中 says by itself that parts follow; behind the others the parts must be a closed
/// set.
pub(super) const MARKERS: [&str; 10] = [
    "其中",
    "（",
    "，由",
    "，包括",
    "，分为",
    "，分别为",
    "，分别是",
    "，依次为",
    "：",
    "，含",
];

/// Markers behind which all parts are named, whatever they are.
const NAMES_ALL: [&str; 4] = ["，分为", "，分别为", "，分别是", "，依次为"];

/// Characters between 其中 and its first figure that leave no doubt what it is.
const NEAR: usize = 14;

/// Bytes of a list, and before it up to its total, at most: a sentence may run on for a megabyte.
const WIDEST: usize = 12_000;

/// One part of a list: its figure and the words that name it.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) id: FigureId,
    pub(super) name: String,
}

/// A list of parts with the totals that it may belong to, the nearest first.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub(super) totals: Vec<FigureId>,
    pub(super) parts: Vec<Part>,
    /// The words from the marker to the last part.
    pub(super) words: String,
    /// Whether the words say that nothing is left out: 由…组成.
    pub(super) composed: bool,
    /// Whether the first figure behind the marker is the first part, and close to it.
    pub(super) leads: bool,
    /// Whether the marker does not say by itself that parts follow.
    pub(super) weak: bool,
    /// Whether the marker announces every part and nothing but named parts follows it.
    pub(super) all_named: bool,
}

/// The lists of a sentence: one for each marker.
pub(super) fn lists(cx: &Context, sentence: usize) -> Vec<List> {
    let shape = &cx.analysis.shape;
    let range = &shape.sentences[sentence];
    let text = shape.sentence(sentence);
    let base = range.start as usize;
    let mut out = Vec::new();
    for marker in MARKERS {
        let weak = marker != MARKERS[0];
        for at in places(cx, sentence, marker) {
            let end = at + marker.len();
            // 其中 behind a weak marker speaks for itself.
            if !(weak && text[end..].starts_with(MARKERS[0])) {
                out.extend(list(cx, sentence, base, text, at..end).map(|list| List {
                    leads: list.leads && !weak,
                    totals: if weak { list.totals[..1].to_vec() } else { list.totals },
                    weak,
                    all_named: NAMES_ALL.contains(&marker) && nothing_else(&list.words, &list.parts),
                    ..list
                }));
            }
        }
    }
    out
}

/// Where a marker stands in a sentence: 其中 anywhere, a weak one directly behind the figure that it divides.
fn places(cx: &Context, sentence: usize, marker: &str) -> Vec<usize> {
    let shape = &cx.analysis.shape;
    let text = shape.sentence(sentence);
    if marker == MARKERS[0] {
        return text.match_indices(marker).map(|(at, _)| at).collect();
    }
    let base = shape.sentences[sentence].start as usize;
    let behind = shape
        .figures_of(sentence)
        .iter()
        .map(|(figure, _)| shape.behind(*figure) - base);
    behind.filter(|at| text[*at..].starts_with(marker)).collect()
}

fn list(cx: &Context, sentence: usize, base: usize, text: &str, marker: Range<usize>) -> Option<List> {
    let end = list_end(text, marker.clone())?;
    let inside = cx.analysis.shape.figures_in(base + marker.end..base + end);
    let first = inside.iter().map(|f| f.1).find(|id| is_amount(cx.figure(*id)))?;
    let totals = totals(cx, sentence, base, text, marker.start, cx.figure(first));
    let total = cx.figure(*totals.first()?);
    let mut parts: Vec<Part> = Vec::new();
    let mut start = marker.end;
    for segment in text[marker.end..end].split('；') {
        // Behind ； the list goes on only while each item has one ； of its own.
        let found = self::parts(cx, base + start, segment, total);
        if start > marker.end && (parts.len() != text[marker.end..start].matches('；').count() || found.len() != 1) {
            break;
        }
        parts.extend(found);
        start += segment.len() + '；'.len_utf8();
    }
    let words = text[marker.end..end.min(start)].trim_end_matches('；').to_owned();
    if words.contains('等') && !words.contains("等于") {
        return None;
    }
    let composed = words.contains("组成") || words.contains("构成");
    let leads = parts
        .first()
        .is_some_and(|p| inside.first().is_some_and(|f| f.1 == p.id) && p.name.chars().count() <= NEAR);
    Some(List {
        totals,
        parts,
        words,
        composed,
        leads,
        weak: false,
        all_named: false,
    })
}

/// Whether a list holds nothing but its parts: one in each item, each with a name in front.
fn nothing_else(words: &str, parts: &[Part]) -> bool {
    let items = words
        .split(['，', '、', '；', '和', '与', '及'])
        .filter(|item| !item.is_empty());
    let named = |part: &Part| part.name.chars().any(|c| ('一'..='鿿').contains(&c));
    items.count() == parts.len() && parts.iter().all(named)
}

/// Where the list behind a marker ends at the latest: at its closing bracket, at the next 其中, at the sentence's end; none where that is
/// too far.
fn list_end(text: &str, marker: Range<usize>) -> Option<usize> {
    let near = text.floor_char_boundary(marker.end + WIDEST);
    let rest = &text[marker.end..near];
    let before = &text[text.floor_char_boundary(marker.end.saturating_sub(WIDEST))..marker.end];
    let opened = before.matches('（').count() > before.matches('）').count();
    let closed = rest.find('）').filter(|_| opened);
    let whole = (near == text.len()).then_some(rest.len());
    let end = rest.find("其中").into_iter().chain(closed).min().or(whole)?;
    Some(marker.end + end)
}

/// The amounts before the marker that may be its total, the nearest level first: of the same unit as the parts, in the same sentence, or
/// the first level of the sentence before when the marker opens its own.
fn totals(cx: &Context, sentence: usize, base: usize, text: &str, marker: usize, like: &Figure) -> Vec<FigureId> {
    let fits = |id: &FigureId| {
        let f = cx.figure(*id);
        is_amount(f) && f.unit.dimension == like.unit.dimension && same_currency(cx, f, like)
    };
    let from = text.floor_char_boundary(marker.saturating_sub(WIDEST));
    let head = text[from..marker].trim_end_matches(['，', '（', '：', '、']);
    let shape = &cx.analysis.shape;
    if !head.is_empty() {
        // A ； separates: the total stands in the same group, or opens the sentence.
        let group = from + head.rfind('；').map_or(0, |i| i + '；'.len_utf8());
        let mut found: Vec<FigureId> = shape
            .figures_in(base + group..base + marker)
            .iter()
            .map(|f| f.1)
            .filter(fits)
            .collect();
        found.reverse();
        found.sort_by_key(|id| cx.fact(*id).direction.is_some());
        return found;
    }
    let Some(before) = sentence.checked_sub(1) else {
        return Vec::new();
    };
    let sentences = &cx.analysis.outline.sentences;
    if sentences[before].paragraph != sentences[sentence].paragraph {
        return Vec::new();
    }
    let range = &shape.sentences[before];
    shape
        .figures_in(range.start as usize..range.end as usize)
        .iter()
        .map(|f| f.1)
        .filter(fits)
        .collect()
}

/// The parts in the words behind a marker: in each item the first amount of the total's unit that is no change and no share.
fn parts(cx: &Context, base: usize, words: &str, total: &Figure) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let mut start = 0;
    let mut bracket = 0usize;
    let ends: Vec<usize> = words
        .char_indices()
        .filter(|(_, c)| {
            match c {
                '（' => bracket += 1,
                '）' => bracket = bracket.saturating_sub(1),
                _ => {}
            }
            bracket == 0 && matches!(c, '，' | '、' | '；' | '：' | '。')
        })
        .map(|(i, _)| i)
        .chain([words.len()])
        .collect();
    for end in ends {
        let item = &words[start..end];
        for (offset, id) in cx.analysis.shape.figures_in(base + start..base + end) {
            let figure = cx.figure(*id);
            let name = item[..*offset as usize - base - start].trim_start_matches(|c: char| !c.is_alphanumeric());
            let bracketed = name.contains('（') && !name.contains('）');
            let fits =
                is_amount(figure) && figure.unit.dimension == total.unit.dimension && same_currency(cx, figure, total);
            if fits && !bracketed && !about_another(name) && cx.fact(*id).direction.is_none() {
                out.push(Part {
                    id: *id,
                    name: name.to_owned(),
                });
                if !item.contains('和') && !item.contains('与') {
                    break;
                }
            }
        }
        start = end + words[end..].chars().next().map_or(0, char::len_utf8);
    }
    out
}

/// Items that say something about the part before them.
fn about_another(name: &str) -> bool {
    [
        "占",
        "比",
        "较",
        "同比",
        "增",
        "减",
        "人均",
        "平均",
        "户均",
        "完成投资占",
        "居",
        "超",
    ]
    .iter()
    .any(|w| name.starts_with(w))
        || name.contains('在')
}

fn is_amount(figure: &Figure) -> bool {
    figure.form == Form::Amount
        && figure.hedge != Hedge::Class
        && figure.unit.per.is_none()
        && figure.printed().is_some()
}

fn same_currency(cx: &Context, a: &Figure, b: &Figure) -> bool {
    let currency = |f: &Figure| f.unit.entry.and_then(|e| cx.lexicon.units[e as usize].currency.clone());
    let count = |f: &Figure| (f.unit.dimension == "count").then(|| f.unit.name.clone());
    currency(a) == currency(b) && count(a) == count(b)
}
