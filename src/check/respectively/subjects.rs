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
    if let Some(count) = numbered(clause, start, figure) {
        return Some(Subjects {
            range: start..at,
            count,
            least: count,
            most: count,
            crossed: count,
        });
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

/// How many subjects a clause says it has when it opens with their number: 三个园区, 两级便民服务点.
fn numbered<'f>(clause: &str, start: usize, figure: &dyn Fn(usize) -> Option<&'f Figure>) -> Option<u32> {
    let front = FRONT.iter().find_map(|w| clause.strip_prefix(w)).unwrap_or(clause);
    let offset = start + clause.len() - front.len();
    let first = front.chars().next()?;
    let rest = &front[first.len_utf8()..];
    let number = if is_placeholder(first) {
        let figure = figure(offset).filter(|f| f.form == Form::Amount && f.plain() && f.unit.dimension == "count")?;
        u32::try_from(figure.printed().filter(|p| p.exponent == 0)?.mantissa).ok()?
    } else {
        let digit = "两三四五六".chars().position(|c| c == first)? as u32 + 2;
        let level = rest.strip_prefix('级')?;
        // 三级医院, 二级公路, 四级响应 name a grade
        if GRADED.iter().any(|w| level.contains(w)) {
            return None;
        }
        digit
    };
    let plain = !rest.contains(|c: char| is_placeholder(c) || "、和与及“”《》（）等".contains(c));
    ((2..=9).contains(&number) && plain && !rest.is_empty()).then_some(number)
}

/// What may stand before the number of the subjects.
const FRONT: [&str; 9] = ["全市", "全县", "全区", "全州", "全省", "其中", "这", "上述", "以上"];

/// What grades are given to.
const GRADED: [&str; 8] = ["医", "甲", "公路", "响应", "标准", "保护", "航道", "河"];

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
