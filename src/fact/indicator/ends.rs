//! Where a noun behind a figure ends.
//!
//! Owns what is a state told of the noun (获批 in 项目获批) and what only looks like one and goes on with it.

use super::is_han;
use crate::lexicon::Lexicon;

/// Whether a name ends before a place, its character there and how many stand before it, because a state is told from there on: 获批 in
/// 项目获批. `big` is a figure that counts great things (十大), `longest` how many characters a name has.
pub(super) fn ends_at(
    words: &str,
    (i, at, c): (usize, usize, char),
    (big, longest): (bool, usize),
    lexicon: &Lexicon,
) -> bool {
    let around = &lexicon.around;
    let Some(state) = around.states.at_start(&words[at..]).filter(|_| i != 1) else {
        return false;
    };
    if words[..at].matches('“').count() > words[..at].matches('”').count() {
        return false;
    }
    // 中 opens 中医医院 and ends 项目中; in 中心 it is neither.
    let opens =
        i == 0 && !joins_or_says(c) && state == c.len_utf8() && words[c.len_utf8()..].chars().take(2).all(is_han);
    let word = opens || around.wholes.at_start(&words[at..]).is_some() || ends_whole(words, at, c, lexicon);
    // 推进 in 整村推进
    if word || around.wholes.at_end(&words[..at + state]) > Some(state) {
        return false;
    }
    let lists = big || words[..at].ends_with('以');
    let joined = i >= 2 && !lists && joins_nouns(&words[at..], longest - i.min(longest), lexicon);
    // 3亿元以上的 is part of 3亿元以上的项目.
    let bound = c == '的' && words[..at].ends_with(['上', '下']) && words[..at].contains('以');
    !joined && !bound
}

/// Characters of the second noun behind 和.
const LONGEST_SECOND: usize = 12;

/// Whether 和 joins a second noun to the one before it, which ends at a mark or a state: 中央和省试点项目结项, not 示范镇和6个名镇, 改造和加装电梯.
fn joins_nouns(rest: &str, room: usize, lexicon: &Lexicon) -> bool {
    let Some(next) = rest.strip_prefix(['和', '及']) else {
        return false;
    };
    let around = &lexicon.around;
    let lists = [
        &around.actions,
        &around.kept,
        &around.states,
        &around.fronts,
        &around.no_subject,
    ];
    // 八项工程和文化建设十项工程: the next figure counts what stands behind 和.
    if next.chars().all(is_han) && next.chars().count() > LONGEST_SECOND / 3 {
        return false;
    }
    if next.starts_with(['一', '我', '其']) || lists.iter().any(|list| list.at_start(next).is_some()) {
        return false;
    }
    let state =
        |at: usize| around.states.at_start(&next[at..]).is_some() && around.wholes.at_start(&next[at..]).is_none();
    let ends = next
        .char_indices()
        .take(LONGEST_SECOND + 1)
        .enumerate()
        .find(|(i, (at, c))| !is_han(*c) || *i >= 2 && state(*at));
    // 和芳村、白云: a list goes on.
    // 和试点的8个村: another figure counts those.
    let counted = |at: usize| {
        next[at..]
            .strip_prefix('的')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    ends.is_some_and(|(i, (at, c))| i >= 2 && !counted(at) && i < room && c != '、' && c != '和' && !c.is_ascii_digit())
}

/// Whether a character ends a word that is whole with it: 等 in 甲等.
pub(super) fn ends_whole(words: &str, at: usize, c: char, lexicon: &Lexicon) -> bool {
    lexicon.around.wholes.at_end(&words[..at + c.len_utf8()]).is_some()
}

/// Whether a character joins or says something and opens no noun: 与 in 100家企业与高校, not 中 in 中医医院.
fn joins_or_says(c: char) -> bool {
    matches!(
        c,
        '与' | '和' | '及' | '等' | '均' | '为' | '由' | '从' | '向' | '被' | '获' | '占' | '达' | '将' | '已'
    )
}
