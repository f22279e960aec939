//! Nouns behind a figure that a clause or a list of qualities describes: 具有影响力的园区, 功能完善、服务好的中心.
//!
//! Owns where such a name ends. Other names behind a figure are in [`super::behind`].

use super::edges::{is_han, is_part};
use super::ends::ends_whole;
use crate::lexicon::Lexicon;

/// Characters of a name that holds a clause of its own.
const LONGEST_RELATIVE: usize = 24;

/// Where a name ends that holds a clause of its own: 具有影响力的园区.
pub(super) fn relative(words: &str, lexicon: &Lexicon) -> Option<usize> {
    let around = &lexicon.around;
    let described = || {
        let at = words
            .char_indices()
            .take(6)
            .find(|(_, c)| *c == '的')
            .map(|(at, _)| at)?;
        around.qualities.at_end(&words[..at])
    };
    let opening = around
        .relatives
        .at_start(words)
        .or_else(|| around.predicates.at_start(words));
    let listed = qualities_listed(words);
    opening.or(listed).or_else(described)?;
    let run = words
        .char_indices()
        .take(LONGEST_RELATIVE)
        .take_while(|(at, c)| is_part(*c) || listed.is_some_and(|end| *at < end));
    let run = &words[..run.last().map_or(0, |(at, c)| at + c.len_utf8())];
    let head = run.rfind('的')? + '的'.len_utf8();
    let noun = &run[head..];
    let state = |at: usize, c: char| {
        let word = around.wholes.at_start(&noun[at..]).is_some() || ends_whole(noun, at, c, lexicon);
        around.states.at_start(&noun[at..]).is_some() && !word
    };
    let end = noun.char_indices().skip(2).find(|(at, c)| state(*at, *c));
    let end = head + end.map_or(noun.len(), |(at, _)| at);
    (run[head..end].chars().filter(|c| is_han(*c)).count() >= 2).then_some(end)
}

/// Where a list of what describes a noun ends, each of four characters or with an adjective at its end: 功能完善、服务好的; one alone has an
/// adjective (成长性好的).
fn qualities_listed(words: &str) -> Option<usize> {
    const QUALITY: usize = 4;
    const LONGEST_QUALITY: usize = 6;
    let mut end = 0;
    let mut parts = 0;
    loop {
        let mut near = words[end..].char_indices().take(LONGEST_QUALITY + 1).enumerate();
        let (many, (at, _)) = near.find(|(_, (_, c))| matches!(c, '、' | '的') || !is_han(*c))?;
        let part = &words[end..end + at];
        let adjective = part.ends_with([
            '高', '好', '强', '大', '优', '新', '足', '快', '广', '深', '低', '小', '多', '长',
        ]);
        if many < 3 || !(adjective || many == QUALITY) {
            return None;
        }
        end += part.len();
        parts += 1;
        match words[end..].chars().next()? {
            '、' => end += '、'.len_utf8(),
            '的' if parts > 1 || adjective => return Some(end),
            _ => return None,
        }
    }
}
