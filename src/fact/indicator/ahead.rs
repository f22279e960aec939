//! Words before a figure that belong to the noun behind it.
//!
//! Owns what is listed before a figure that counts it, and the verb that governs such a list. Names of their own before a figure are in
//! [`super`].

use super::edges::{is_part, run_start, strip_start, time_or_area};
use super::lists::LONGEST_LIST;
use crate::lexicon::Lexicon;
use crate::span::Span;

/// What is listed before a figure that counts it: 文博艺术、影视动漫等; of a long list what stands before its quotes.
pub fn listed_before_figure(text: &str, lead: Span, lexicon: &Lexicon) -> Option<Span> {
    let words = lead.of(text).trim_end();
    if words.ends_with(['、', '和', '与', '及']) {
        return None;
    }
    let (first, _) = strip_start(words, list_start(words)?, "", lexicon);
    let list = &words[first..];
    let (start, end) = match list.chars().count() <= LONGEST_LIST {
        true => (first, words.len()),
        false => match list.find('“').filter(|at| *at > 0) {
            Some(at) => (first, first + at),
            // 智慧健康等 of eight works: the last one that is named.
            None => (first + list.rfind('、')? + '、'.len_utf8(), words.len()),
        },
    };
    let list = &words[start..end];
    let changes = lexicon.verbs_in(list).next().is_some_and(|(at, _, _)| at == 0);
    let goes_on = list.ends_with(['在', '对', '的', '与', '和', '以']);
    let told = !list.is_empty() && !changes && !goes_on && list.chars().count() <= LONGEST_LIST;
    told.then(|| Span::new(start, end).shift(lead.start as usize))
}

/// Where the names that 、 joins at the end of a text begin.
fn list_start(words: &str) -> Option<usize> {
    let mut start = run_start(words);
    if start == words.len() {
        return None;
    }
    while let Some(rest) = words[..start].strip_suffix('、') {
        start = run_start(rest);
        if start == rest.len() {
            return None;
        }
    }
    Some(start)
}

/// The length of the verbs that a text begins with; a second one goes with a first that says nothing of its object (谋划储备), or is
/// joined to it (新建、改建).
pub fn verbs_at_start(words: &str, lexicon: &Lexicon) -> Option<usize> {
    let around = &lexicon.around;
    let verb = |rest: &str| around.kept.at_start(rest).max(around.actions.at_start(rest));
    let mut len = verb(words)?;
    loop {
        let rest = &words[len..];
        let joint = ['、', '和', '或', '并'].iter().find(|c| rest.starts_with(**c));
        let gap = joint.map_or(0, |c| c.len_utf8());
        if gap == 0 && !around.idle.is(&words[..len]) {
            return Some(len);
        }
        let next = &rest[gap..];
        // 推进治理区建设, 新建、改造区: a noun that begins like a verb.
        let more = verb(next).filter(|more| {
            let noun =
                next[*more..].starts_with(['区', '商', '者', '率', '量', '站', '点', '厂', '场', '院', '业', '员']);
            let idle = gap == 0 && around.idle.is(&next[..*more]);
            *more >= 6 && !noun && !idle && around.uncut.at_start(next).is_none_or(|whole| whole <= *more)
        });
        match more {
            Some(more) => len += gap + more,
            None => return Some(len),
        }
    }
}

/// The verb that the words before a figure begin with, where they name some of what is counted: 打通 in 打通河东路、文化路等.
pub fn first_verb(text: &str, lead: Span, lexicon: &Lexicon) -> Option<Span> {
    let words = lead.of(text).trim_end().strip_suffix('等')?;
    let run = words.find(|c| !is_part(c)).unwrap_or(words.len());
    let around = &lexicon.around;
    let mut start = 0;
    loop {
        let rest = &words[start..run];
        if let Some(len) = verbs_at_start(rest, lexicon) {
            return Some(Span::new(start, start + len).shift(lead.start as usize));
        }
        start += around
            .fronts
            .at_start(rest)
            .or_else(|| time_or_area(rest, "", lexicon))?;
    }
}
