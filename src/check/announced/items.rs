//! The items of a list: what stands between 、, in quotes, after a colon.
//!
//! Owns counting items with the doubt that 和 and verbs leave. The atoms that they are made of are cut in [`super::atom`].

use super::Spec;
use super::atom::{Atom, Kind, atoms, is_numeral};
use crate::span::Span;

/// The items of a list with the doubt about their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// From the first item to the last.
    pub span: Span,
    /// The likeliest number of items.
    pub count: u32,
    /// There are at least so many.
    pub least: u32,
    /// There are at most so many.
    pub most: u32,
    /// Whether all items are names in quotes.
    pub quoted: bool,
    /// The parts of the last name in quotes, which the number may count instead; 0 for none.
    pub parts: u32,
}

/// The closed list that ends directly before a number. Lists without quotes count only when the noun names (`naming`).
pub fn before(sentence: &str, atoms: &[Atom], spec: &Spec, naming: bool) -> Option<Listed> {
    if let Some(listed) = quoted_run(sentence, atoms) {
        return Some(listed);
    }
    if naming { names(sentence, atoms, spec) } else { None }
}

/// The open list that ends directly before 等 and a number.
pub fn before_open(sentence: &str, atoms: &[Atom], spec: &Spec) -> Option<Listed> {
    let end = atoms.last()?.end;
    let word = spec
        .open
        .iter()
        .filter(|w| sentence[..end].ends_with(w.as_str()))
        .max_by_key(|w| w.len())?;
    let atoms = &atoms[..atoms.partition_point(|a| a.end <= end - word.len())];
    quoted_run(sentence, atoms).or_else(|| joined(sentence, atoms, spec))
}

/// Two or more names in quotes at the end, side by side or joined by a mark or 和.
fn quoted_run(sentence: &str, atoms: &[Atom]) -> Option<Listed> {
    let mut at = atoms.len();
    let (mut count, mut first, mut least) = (0u32, at, None);
    while at > 0 {
        let joins = atoms[at - 1]
            .plain()
            .filter(|c| "、，,和与及".contains(*c) && count > 0 && at > 1 && atoms[at - 2].named());
        if atoms[at - 1].named() {
            (count, first) = (count + 1, at - 1);
        } else if let Some(c) = joins {
            // “A”和“B”“C”“D”三大: the list may begin after 和, unless 和 stands before its last item
            if is_conjunction(c) && count > 1 {
                least.get_or_insert(count);
            }
        } else {
            break;
        }
        at -= 1;
    }
    if count < 2 {
        return None;
    }
    let head = &sentence[..atoms[first].start];
    let goes_on = head.ends_with(['、', '和', '与', '及', '+', '＋'])
        && !["参与", "普及", "涉及"].iter().any(|w| head.ends_with(w));
    // “甲种能力”和“确责、履责、问责”三个环节: the number may count the last name's own parts
    let pauses = atoms[atoms.len() - 1].of(sentence).matches('、').count() as u32;
    Some(Listed {
        span: Span::new(atoms[first].start, atoms[atoms.len() - 1].end),
        count,
        least: least.unwrap_or(count),
        most: if goes_on { u32::MAX } else { count },
        quoted: true,
        parts: if pauses > 0 { pauses + 1 } else { 0 },
    })
}

/// Characters of an item in a name that holds several: “红、黄、蓝”, “县、乡、村”.
const SHORT: usize = 4;

/// The short items that one name in quotes holds at the end of `atoms`; none when the name is itself one of several.
pub fn packed(sentence: &str, atoms: &[Atom]) -> Option<Listed> {
    let (last, before) = atoms.split_last()?;
    let listed = |a: &Atom| a.named() || a.plain().is_some_and(|c| c == '、' || is_conjunction(c));
    if last.kind != Kind::Quoted || before.last().is_some_and(listed) {
        return None;
    }
    let inner = last
        .of(sentence)
        .trim_start_matches(['“', '「'])
        .trim_end_matches(['”', '」']);
    let items: Vec<&str> = inner.split('、').collect();
    let short = |item: &&str| {
        (1..=SHORT).contains(&item.chars().count())
            && !item.contains(|c| is_clause_mark(c) || is_conjunction(c) || c == '等')
    };
    let count = items.len() as u32;
    (count > 1 && items.iter().all(short)).then_some(Listed {
        span: Span::new(last.start, last.end),
        count,
        least: count,
        most: count,
        quoted: true,
        parts: 0,
    })
}

/// Items joined by 、 at the end of the clause that `atoms` ends in; none when they may be anything but short names.
fn joined(sentence: &str, atoms: &[Atom], spec: &Spec) -> Option<Listed> {
    let segments = segments(atoms)?;
    let cut = cut(sentence, &segments, spec);
    Some(count(&segments, cut))
}

/// Like [`joined`], but only when every item reads as a name: the number may then not even be larger.
fn names(sentence: &str, atoms: &[Atom], spec: &Spec) -> Option<Listed> {
    let segments = segments(atoms)?;
    let cut = cut(sentence, &segments, spec);
    let last = text(sentence, segments.last()?);
    let ends_with = |words: &[String]| words.iter().any(|w| last.ends_with(w.as_str()));
    if ends_with(&spec.open) || ends_with(&spec.verbs) || last.ends_with(NO_NAME_END) || last.contains('的') {
        return None;
    }
    let long = |s: &&[Atom]| s.len() > 10;
    let counted = |s: &&[Atom]| s.iter().any(|a| a.plain().is_some_and(is_numeral));
    if segments[1..].iter().any(long) || segments.iter().any(counted) {
        return None;
    }
    Some(count(&segments, cut))
}

/// What a name does not end with: the list goes on, or the number belongs to something else.
const NO_NAME_END: [char; 24] = [
    '和', '与', '及', '在', '是', '为', '对', '到', '至', '以', '等', '了', '类', '前', '共', '有', '成', '市', '县',
    '区', '镇', '乡', '村', '地',
];

/// Characters of a list that anybody would count.
const LONGEST: usize = 1_000;

fn segments(atoms: &[Atom]) -> Option<Vec<&[Atom]>> {
    let atoms = &atoms[atoms.len().saturating_sub(LONGEST)..];
    let from = atoms
        .iter()
        .rposition(|a| a.plain().is_some_and(is_clause_mark))
        .map_or(0, |i| i + 1);
    let mut segments = Vec::new();
    let mut start = from;
    for at in from..atoms.len() {
        if atoms[at].is('、') || (at > start && joins_codes(&atoms[at - 1..])) {
            segments.push(&atoms[start..at]);
            start = at + 1;
        }
    }
    segments.push(&atoms[start.min(atoms.len())..]);
    (segments.len() > 1 && segments.iter().all(|s| !s.is_empty())).then_some(segments)
}

/// Whether the second atom is a 和 between two codes or two names in quotes: nothing else can be meant there.
fn joins_codes(atoms: &[Atom]) -> bool {
    let sure = |a: &Atom| a.named() || a.plain().is_some_and(|c| c.is_ascii_alphanumeric());
    matches!(atoms, [a, b, c, ..] if sure(a) && sure(c) && b.plain().is_some_and(is_conjunction))
}

/// The last segment in which the list can begin: one that holds a verb, 的 or 和 may end what stands before it.
fn cut(sentence: &str, segments: &[&[Atom]], spec: &Spec) -> usize {
    let last = segments.len() - 1;
    let begins = |i: usize, s: &[Atom]| {
        let text = text(sentence, s);
        text.contains('的') || (i < last && conjunctions(s) > 0) || spec.verbs.iter().any(|v| text.contains(v.as_str()))
    };
    segments
        .iter()
        .enumerate()
        .rposition(|(i, s)| begins(i, s))
        .unwrap_or(0)
}

fn count(segments: &[&[Atom]], cut: usize) -> Listed {
    let whole = segments.len() as u32;
    let doubt: u32 = segments.iter().map(|s| conjunctions(s)).sum();
    let last = segments[segments.len() - 1];
    let start = segments[0].first().map_or(0, |a| a.start);
    let end = last.last().map_or(start, |a| a.end);
    Listed {
        span: Span::new(start, end),
        count: whole + conjunctions(last),
        least: whole - cut as u32,
        most: whole + doubt,
        quoted: false,
        parts: 0,
    }
}

fn conjunctions(segment: &[Atom]) -> u32 {
    segment.iter().filter(|a| a.plain().is_some_and(is_conjunction)).count() as u32
}

fn is_conjunction(c: char) -> bool {
    "和与及暨并或".contains(c)
}

fn text<'t>(sentence: &'t str, atoms: &[Atom]) -> &'t str {
    match (atoms.first(), atoms.last()) {
        (Some(a), Some(b)) => &sentence[a.start..b.end],
        _ => "",
    }
}

fn is_clause_mark(c: char) -> bool {
    "，,；;：:。！？!?…".contains(c)
}

/// The list that follows a number and its noun: after a colon, 即, 包括 or in brackets.
pub fn after(sentence: &str, atoms: &[Atom], spec: &Spec) -> Option<Listed> {
    const NOUN: usize = 12;
    let mut near = atoms.iter().take(NOUN + 1);
    let noun = near.position(|a| a.plain().is_none_or(is_clause_mark))?;
    let mark = atoms[noun];
    if mark.kind == Kind::Bracket {
        let inner = &sentence[mark.start..mark.end];
        let inner = inner.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
        return listed_in(
            mark.start + sentence[mark.start..].chars().next().map_or(0, char::len_utf8),
            inner,
            spec,
        );
    }
    let rest = &sentence[mark.end..];
    if let Some(lead) = URGED
        .iter()
        .find(|w| mark.plain() == Some('，') && rest.starts_with(**w))
    {
        let from = atoms.partition_point(|a| a.start < mark.end + lead.len());
        return urged(&atoms[from..], spec);
    }
    let skip = match mark.plain()? {
        ':' | '：' => 0,
        '，' | ',' => LEADS.iter().find(|w| rest.starts_with(**w))?.len(),
        _ => return None,
    };
    let rest = &rest[skip..];
    let end = rest.find(['。', '；', ';', '！']).unwrap_or(rest.len());
    listed_in(mark.end + skip, &rest[..end], spec)
}

/// What is done with the announced things after a comma; names in quotes directly behind it are they.
const URGED: [&str; 9] = [
    "重点推进",
    "重点实施",
    "重点抓好",
    "重点开展",
    "重点推动",
    "重点打造",
    "重点建设",
    "一体推进",
    "统筹推进",
];

/// Three or more names in quotes at the start of `atoms`, joined by nothing but marks and 和, when their clause ends with them or with one
/// word.
fn urged(atoms: &[Atom], spec: &Spec) -> Option<Listed> {
    let joint = |a: &Atom| a.plain().is_some_and(|c| "、和与及".contains(c));
    let run = atoms.iter().take_while(|a| a.kind == Kind::Quoted || joint(a)).count();
    let names = atoms[..run].iter().filter(|a| a.named()).count() as u32;
    let tail: String = atoms[run..]
        .iter()
        .map_while(Atom::plain)
        .take_while(|c| !is_clause_mark(*c))
        .collect();
    let open = spec.open.iter().any(|w| tail.starts_with(w.as_str())) || tail.starts_with(is_numeral);
    if names < 3 || !atoms[run - 1].named() || open || tail.chars().count() > 4 {
        return None;
    }
    Some(Listed {
        span: Span::new(atoms[0].start, atoms[run - 1].end),
        count: names,
        least: names,
        most: names,
        quoted: true,
        parts: 0,
    })
}

/// Words that open the list after a comma, the longer first.
const LEADS: [&str; 6] = ["分别是", "分别为", "包括", "就是", "即：", "即"];

/// The items of `text`, which begins at a place of the sentence: three or more short names joined by 、 and nothing else.
fn listed_in(at: usize, text: &str, spec: &Spec) -> Option<Listed> {
    let open = spec.open.iter().any(|w| text.ends_with(w.as_str()));
    let inner = atoms(text);
    let plain = |a: &Atom| a.plain();
    if inner
        .iter()
        .filter_map(plain)
        .any(|c| is_clause_mark(c) || is_numeral(c))
    {
        return None;
    }
    let side_by_side = |w: &[Atom]| w[0].named() && w[1].named();
    let segments: Vec<&[Atom]> = inner.split(|a| a.is('、')).collect();
    if segments.iter().any(|s| s.len() > 10 || text_len(s) < 2) {
        return None;
    }
    let beside = inner.windows(2).filter(|w| side_by_side(w)).count() as u32;
    let mut listed = count(&segments, 0);
    listed.span = Span::new(at, at + text.len());
    listed.count += beside;
    listed.least += beside;
    listed.most = if open { u32::MAX } else { listed.most + beside };
    (listed.least >= 3).then_some(listed)
}

fn text_len(segment: &[Atom]) -> usize {
    segment.iter().map(|a| if a.plain().is_some() { 1 } else { 2 }).sum()
}
