//! Names that list several things or have several verbs: 服装、鞋帽和针纺织品, 新建、改扩建学校.
//!
//! Owns where such a name begins among the words before its end. What one name is is in [`super`].

use super::edges::{is_han, run_start, strip_start};
use crate::lexicon::Lexicon;
use crate::span::Span;

/// Characters of a name that lists several things.
pub(super) const LONGEST_LIST: usize = 36;

/// Where the first of several verbs begins that marks join, the last being at `from`: 取消或停征, 受理、审核、办结.
pub(super) fn both_verbs(stem: &str, mut from: usize, lexicon: &Lexicon) -> usize {
    let around = &lexicon.around;
    while let Some(before) = stem[..from].strip_suffix(['或', '和', '与', '及', '、']) {
        // 改 in 修改、废止 is no verb by itself.
        let short = || {
            let rest = before.strip_suffix(['新', '改', '扩', '续', '拆'])?;
            let alone = !rest.chars().next_back().is_some_and(is_han);
            alone.then_some('新'.len_utf8())
        };
        match around
            .actions
            .at_end(before)
            .max(around.kept.at_end(before))
            .or_else(short)
        {
            // 进行技能培训、帮助: the first verb ends a noun.
            Some(_) if before.contains("进行") => break,
            Some(len) => from = before.len() - len,
            None => break,
        }
    }
    from
}

/// The verbs of a list that ends with one: 新建、改扩建 before 10所学校. `lead` are the words before the figure.
pub fn all_verbs(text: &str, lead: Span, last: Span, lexicon: &Lexicon) -> Span {
    let words = lead.of(text);
    let from = (last.start.saturating_sub(lead.start) as usize).min(words.len());
    Span {
        start: lead.start + both_verbs(words, from, lexicon) as u32,
        ..last
    }
}

/// Where a name begins that lists several things under one verb: 新增国家知识产权示范、优势企业. `start` is where the last begins.
pub(super) fn listed_before(
    stem: &str,
    start: usize,
    verb: Option<(usize, usize)>,
    lexicon: &Lexicon,
) -> Option<usize> {
    let mut from = start;
    while let Some(rest) = stem[..from].strip_suffix('、').filter(|_| verb.is_none()) {
        from = run_start(rest);
        if from == rest.len() {
            return None;
        }
    }
    if from == start || stem[from..].chars().count() > LONGEST_LIST {
        return None;
    }
    let (begins, verb) = strip_start(stem, from, "", lexicon);
    let (at, to) = verb.filter(|(_, to)| *to <= start)?;
    // What a verb touches is listed; words without one may be clauses of their own (统筹规划、建设).
    let idle = lexicon.around.idle.is(&stem[at..to]);
    Some(if idle { begins.max(to) } else { at })
}

/// Where a name begins that holds several things with a conjunction before the last: 服装、鞋帽和针纺织品. `start` is where the words behind the
/// last 、 begin, `next` what follows the text.
pub(super) fn joined_before(stem: &str, start: usize, next: &str, lexicon: &Lexicon) -> Option<usize> {
    if !stem[..start].ends_with('、') {
        return None;
    }
    let around = &lexicon.around;
    let joins = stem[start..].match_indices(['和', '与', '及']).any(|(at, mark)| {
        let at = start + at;
        around.unsplit.at_start(&stem[at..]).is_none() && around.unsplit.at_end(&stem[..at + mark.len()]).is_none()
    });
    // 取暖补贴、物价补贴等各类资金
    let joins = joins || stem[start..].contains('等');
    // 网上申报、缴税率 is one rate.
    let joins = joins || stem.trim_end().ends_with('率') || next.ends_with('率') || is_joint(stem, start, lexicon);
    let mut from = start;
    while let Some(rest) = stem[..from].strip_suffix('、').filter(|_| joins) {
        from = run_start(rest);
        let item = &rest[from..];
        let verb = around.actions.at_start(item).max(around.kept.at_start(item));
        // 中部地区是指山西、河南和湖北, 制订了…: a sentence.
        let says = item.contains(['是', '了', '将', '把', '持']) || item.starts_with(['以', '从']);
        // 确保受污染耕地、污染地块安全利用率: what is only seen to is all of it.
        let idle = verb.is_some_and(|len| around.idle.is(&item[..len]));
        if item.is_empty() || verb.is_some() && !idle || says {
            return None;
        }
    }
    let (begins, verb) = strip_start(stem, from, "", lexicon);
    let seen_to = verb.filter(|(at, to)| around.idle.is(&stem[*at..*to]));
    let begins = seen_to.map_or(begins, |(_, to)| begins.max(to));
    let verb = verb.filter(|_| seen_to.is_none());
    let short = stem[begins..].chars().count() <= LONGEST_LIST;
    (from < start && stem[..from].trim().is_empty() && verb.is_none() && short).then_some(begins)
}

/// Whether short nouns of one length are listed and have one figure: 租房分配、补贴发放, 社区资讯、社区活动、需求调查.
fn is_joint(stem: &str, start: usize, lexicon: &Lexicon) -> bool {
    const NOUN: std::ops::RangeInclusive<usize> = 4..=8;
    let mut from = start;
    while let Some(rest) = stem[..from].strip_suffix('、') {
        from = run_start(rest);
    }
    let (begins, _) = strip_start(stem, from, "", lexicon);
    let last = stem[start..].chars().count();
    let mut nouns = stem[begins.min(start)..].split('、').map(|noun| noun.chars().count());
    from < start && nouns.all(|length| NOUN.contains(&length) && length.abs_diff(last) <= 2)
}

/// Where short words begin that 、 joins to a listed name behind a text, and nothing stands before them.
pub(super) fn list_before(before: &str, lexicon: &Lexicon) -> Option<usize> {
    const WORD: usize = 6;
    let mut from = before.len();
    while let Some(rest) = before[..from].strip_suffix('、') {
        from = run_start(rest);
        if rest[from..].chars().count() > WORD || from == rest.len() {
            return None;
        }
    }
    let (begins, verb) = strip_start(before, from, "", lexicon);
    (before[..from].trim().is_empty() && verb.is_none() && begins < before.len()).then_some(begins)
}
