//! The subjects before 分别: how many there are, as far as it is certain.

use crate::figure::{Figure, Form};
use crate::shape::is_placeholder;
use std::collections::BTreeMap;
use std::ops::Range;

/// The subjects of one 分别.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subjects {
    /// Where they stand in the sentence.
    pub range: Range<usize>,
    /// The likeliest number.
    pub count: u32,
    /// There are at least so many.
    pub least: u32,
    /// There are at most so many.
    pub most: u32,
    /// How many values there are when the subjects cross: 甲和乙 × 投资、进口、出口.
    pub crossed: u32,
}

/// The subjects in the clause that ends at `at`; none when there are not surely several.
pub fn subjects<'f>(
    text: &str,
    at: usize,
    groups: &BTreeMap<String, u32>,
    figure: &dyn Fn(usize) -> Option<&'f Figure>,
) -> Option<Subjects> {
    let start = clause_start(&text[..at]);
    let clause = &text[start..at];
    let forms = clause
        .char_indices()
        .filter(|(_, c)| is_placeholder(*c))
        .map(|(i, _)| figure(start + i).map(|f| f.form));
    let (mut amounts, mut times) = (0, 0);
    for form in forms {
        match form {
            Some(Form::Ordinal) => {}
            Some(Form::Date | Form::Year) => times += 1,
            _ => amounts += 1,
        }
    }
    // 第二、第三产业 and one date are no figures of the subject; two dates may be subjects themselves
    if amounts > 0 || times > 1 || clause.contains(['“', '”', '》', '《', '（', '）', '等']) {
        return None;
    }
    let pauses = clause.matches('、').count() as u32;
    let joins: Vec<usize> = clause
        .match_indices(['和', '与', '及'])
        .map(|m| m.0)
        .filter(|i| joins(clause, *i))
        .collect();
    let group: Vec<u32> = groups
        .iter()
        .filter(|(word, _)| clause.contains(word.as_str()))
        .map(|g| *g.1)
        .collect();
    let range = start..at;
    if pauses == 0 && joins.is_empty() {
        let [only] = group.as_slice() else { return None };
        return Some(Subjects {
            range,
            count: *only,
            least: *only,
            most: *only,
            crossed: *only,
        });
    }
    if !group.is_empty() {
        return None;
    }
    let joins = joins.len() as u32;
    // A、B和C are three subjects, or two of which one holds 和; A、B增加值和投资 may be the two heads
    let least = match (pauses, joins) {
        (_, 0) if !clause.contains('的') => pauses + 1,
        (0, _) => 2,
        _ => pauses.min(joins).max(1) + 1,
    };
    let most = pauses + 1 + joins;
    Some(Subjects {
        range,
        count: most,
        least,
        most,
        crossed: (pauses + 1) * (joins + 1),
    })
}

/// Whether the 和, 与 or 及 at an offset joins two nouns and is no part of a word.
fn joins(clause: &str, at: usize) -> bool {
    const WORDS: [&str; 16] = [
        "普及", "涉及", "惠及", "危及", "遍及", "参与", "给与", "与会", "和谐", "共和", "中和", "缓和", "总和", "饱和",
        "呼和", "和平",
    ];
    !WORDS
        .iter()
        .any(|w| clause.match_indices(*w).any(|(i, _)| (i..i + w.len()).contains(&at)))
}

/// The values of the clause before, when the clause of 分别 has no subject of its own: 完成3亿元、5亿元，分别增长….
pub fn earlier_values(text: &str, at: usize) -> Option<Subjects> {
    let before = LEADS
        .iter()
        .find_map(|w| text[..at].strip_suffix(w))
        .unwrap_or(&text[..at]);
    let end = before.strip_suffix('，')?.len();
    let (mut start, mut count) = (end, 0);
    loop {
        let rest = &text[..start];
        let without = rest.trim_end_matches(is_placeholder);
        if without.len() == rest.len() {
            return None;
        }
        (start, count) = (without.len(), count + 1);
        match ["、", "和", "与", "及"].iter().find_map(|s| without.strip_suffix(s)) {
            Some(left) if left.ends_with(is_placeholder) => start = left.len(),
            _ => break,
        }
    }
    (count > 1).then_some(Subjects {
        range: start..end,
        count,
        least: count,
        most: count,
        crossed: count,
    })
}

/// What may stand before 分别 in a clause without a subject.
const LEADS: [&str; 6] = ["同比", "比上年", "较上年", "年均", "比去年", "均"];

/// Where the clause begins: after the last mark that ends one.
fn clause_start(before: &str) -> usize {
    before
        .char_indices()
        .rev()
        .find(|(_, c)| "，；：。！？".contains(*c))
        .map_or(0, |(i, c)| i + c.len_utf8())
}
