//! Names in the words behind a figure.
//!
//! Owns where such a name ends: before a mark, a state (获批) or the verb of another clause.

use super::super::Indicator;
use super::{is_han, is_part, strip_end};
use crate::lexicon::Lexicon;
use crate::span::Span;

/// Characters of a counted noun behind its figure.
const LONGEST_BEHIND: usize = 18;
/// Characters of a problem behind 的.
const LONGEST_PROBLEM: usize = 12;
/// Characters of what a share behind its figure is told of.
const LONGEST_PART: usize = 22;
/// Characters of what money is spent on.
const LONGEST_PURPOSE: usize = 16;

/// The noun behind a counted figure: 路灯 in 130盏路灯的改造. `verb` stands before the figure and belongs to the name.
pub fn behind(text: &str, from: u32, until: u32, verb: Option<Span>, lexicon: &Lexicon) -> Option<Indicator> {
    let words = text.get(from as usize..until as usize)?;
    let owned = if words.starts_with('的') { '的'.len_utf8() } else { 0 };
    let (words, from) = (&words[owned..], from + owned as u32);
    let mut end = 0;
    for (i, (at, c)) in words.char_indices().enumerate() {
        let part = is_part(c);
        let state = lexicon.around.states.at_start(&words[at..]);
        // 中 opens 中医医院 and ends 项目中; in 中心 it is neither.
        let joins = matches!(c, '和' | '与' | '及' | '等');
        let opens =
            i == 0 && !joins && state == Some(c.len_utf8()) && words[c.len_utf8()..].chars().take(2).all(is_han);
        let word = opens || lexicon.around.wholes.at_start(&words[at..]).is_some() || ends_whole(words, at, c, lexicon);
        // “两个免于提交”清单: what stands in quotes is not cut.
        let quoted = words[..at]
            .rfind('“')
            .is_some_and(|open| !words[open..at].contains('”'));
        if i >= LONGEST_BEHIND || !part || state.is_some() && (i >= 2 || i == 0) && !word && !quoted {
            break;
        }
        end = at + c.len_utf8();
    }
    // 居民急难愁盼的照明问题 is one thing; a name that runs on ends before its first verb.
    let (name, rest) = words.split_at(end);
    let problem = rest
        .starts_with('的')
        .then(|| rest.chars().take_while(|c| is_han(*c)).take(LONGEST_PROBLEM));
    let problem: String = problem.into_iter().flatten().collect();
    let asked = ["问题", "困难", "难题"]
        .iter()
        .find_map(|w| Some(problem.find(w)? + w.len()));
    let end = match asked {
        Some(len) => end + len,
        None if name.chars().count() >= LONGEST_BEHIND => verb_inside(name, lexicon).unwrap_or(end),
        None => end,
    };
    let name = &words[..end];
    (name.chars().filter(|c| is_han(*c)).count() >= 2).then(|| Indicator {
        span: Span::new(0, end).shift(from as usize),
        modifier: verb.filter(|v| !lexicon.around.idle.is(v.of(text))),
        entry: lexicon.indicator_named(name),
        carried: false,
    })
}

/// Where the first verb inside a long name begins that may be another clause's.
fn verb_inside(name: &str, lexicon: &Lexicon) -> Option<usize> {
    const NAME: usize = 6;
    let places = name.char_indices().map(|(at, _)| at).skip(NAME);
    let around = &lexicon.around;
    places.into_iter().find(|at| {
        let rest = &name[*at..];
        around
            .kept
            .at_start(rest)
            .max(around.actions.at_start(rest))
            .is_some_and(|len| len >= 6 && len < rest.len())
    })
}

/// What a share is a share of, and what is said of it, behind the figure: 84%的行政村实现集中供水. None where a change goes on
/// (保持10%以上的增长).
pub fn part_behind(text: &str, from: u32, until: u32, lexicon: &Lexicon) -> Option<Indicator> {
    let words = text.get(from as usize..until as usize)?;
    let start = words.len() - words.strip_prefix('的').unwrap_or(words).len();
    let words = &words[start..];
    let run = words.char_indices().take(LONGEST_PART).take_while(|(_, c)| is_part(*c));
    let end = run.last().map_or(0, |(at, c)| at + c.len_utf8());
    let name = strip_end(&words[..end], lexicon);
    let changes = lexicon.verbs_in(name).next().is_some_and(|(at, _, _)| at == 0);
    let around = &lexicon.around;
    let says = [&around.copulas, &around.no_subject, &around.levels];
    let other = says.iter().any(|list| list.at_start(name).is_some());
    (name.chars().filter(|c| is_han(*c)).count() >= 2 && !changes && !other).then(|| Indicator {
        span: Span::new(start, start + name.len()).shift(from as usize),
        modifier: None,
        entry: None,
        carried: false,
    })
}

/// What money is spent on, from a place behind it to the next mark: 用于旧村改造.
pub fn purpose_behind(text: &str, from: u32, until: u32, lexicon: &Lexicon) -> Option<Indicator> {
    let words = text.get(from as usize..until as usize)?;
    let mut run = words.char_indices().take_while(|(_, c)| is_part(*c));
    let end = run
        .by_ref()
        .take(LONGEST_PURPOSE)
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    let name = strip_end(&words[..end], lexicon);
    (name.chars().count() >= 4 && run.next().is_none()).then(|| Indicator {
        span: Span::new(0, name.len()).shift(from as usize),
        modifier: None,
        entry: None,
        carried: false,
    })
}

/// Whether a character ends a word that is whole with it: 等 in 甲等.
fn ends_whole(words: &str, at: usize, c: char, lexicon: &Lexicon) -> bool {
    lexicon.around.wholes.at_end(&words[..at + c.len_utf8()]).is_some()
}
