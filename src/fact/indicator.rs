//! The name of what a figure measures, in the words before it or, for a counted noun, behind it.
//!
//! Owns how a name is found in a clause: the last listed indicator, else the noun phrase that ends there. Which words are no part of a
//! name is in the lexicon. What is carried over from other clauses is in [`super::bind`].

mod ahead;
mod behind;

pub use ahead::{first_verb, listed_before_figure};
pub use behind::{act_behind, behind, done_behind, part_behind, purpose_behind, said_behind};

use super::Indicator;
use crate::lexicon::Lexicon;
use crate::lexicon::clauses::MarkKind;
use crate::lexicon::entries::{Hedge, HedgeWord};
use crate::span::Span;

/// Characters of a name taken from the text: a longer one is cut behind its last 的 or verb.
const LONGEST: usize = 16;
/// What may follow a listed name and belongs to it.
const TAILS: [&str; 10] = [
    "总量", "总额", "总值", "规模", "数量", "总数", "金额", "额", "数", "人数",
];

/// What the words before a figure name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// An indicator.
    Indicator(Indicator),
    /// Only a verb: the counted noun stands behind the figure (新建130盏路灯).
    Verb(Span),
    /// Nothing.
    Nothing,
}

/// The name in `head`, the words before a figure (and before its verb).
pub fn find(text: &str, head: Span, lexicon: &Lexicon) -> Named {
    let words = head.of(text);
    let whole_word = |start: usize, end: usize| {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let cut_before = latin(words[..start].chars().next_back()) && latin(words[start..].chars().next());
        let cut_behind = latin(words[end..].chars().next()) && latin(words[..end].chars().next_back());
        !cut_before && !cut_behind
    };
    let listed = lexicon.indicators_in(words).last();
    let open = |start: usize, end: usize| {
        // The listed word ends a name in quotes: 新增“口袋公园”.
        let quoted = words[end..].starts_with(['”', '’']) && words[..start].rfind(['“', '‘']).is_some();
        !quoted && !joins_on(&words[end..])
    };
    let listed = listed.filter(|(start, end, _)| whole_word(*start, *end) && open(*start, *end));
    if let Some((start, end, entry)) = listed {
        // What follows the listed name may make it another one: 固定资产投资项目 is no 固定资产投资.
        let behind = strip_end(&words[end..], lexicon);
        let behind = behind.trim_start_matches(|c: char| !is_han(c));
        // 财政收入升至全国第4位，…: what follows says something of it.
        let verb = lexicon.around.copulas.at_start(&words[end..]).is_some() && words[end..].chars().count() > 2;
        let ranked = ["跻身", "位居", "居全", "居第", "排名", "位列"]
            .iter()
            .any(|w| words[end..].starts_with(w));
        if behind.chars().all(|c| !is_han(c)) || TAILS.contains(&behind) || verb || ranked {
            return Named::Indicator(Indicator {
                span: Span::new(start, end).shift(head.start as usize),
                modifier: qualifier(text, head.start as usize, &words[..start], lexicon),
                entry: Some(entry),
                carried: false,
            });
        }
    }
    let stem = strip_end(words, lexicon);
    if joins(stem) {
        return Named::Nothing;
    }
    phrase(stem, head.start as usize, lexicon)
}

/// Whether words only join what stands behind the figure to what stood before: 大型水库和3882座小型水库, 失业等五项保险.
pub fn joins(words: &str) -> bool {
    ["和", "与", "及", "以及", "等", "、", "或"]
        .iter()
        .any(|w| words.trim_end().ends_with(w))
}

/// Whether nothing but a mark that joins stands behind a name.
fn joins_on(rest: &str) -> bool {
    matches!(rest.trim(), "、" | "和" | "与" | "及" | "以及" | "等" | "或")
}

/// The verb that the words before a figure end with: 支持 in 重点支持200个基地.
pub fn last_verb(text: &str, lead: Span, lexicon: &Lexicon) -> Option<Span> {
    let words = lead.of(text).trim_end();
    let len = lexicon
        .around
        .actions
        .at_end(words)
        .max(lexicon.around.kept.at_end(words))?;
    Some(Span::new(words.len() - len, words.len()).shift(lead.start as usize))
}

/// The noun phrase that ends a text which begins at `offset` of the prose.
fn phrase(stem: &str, offset: usize, lexicon: &Lexicon) -> Named {
    let (start, verb) = strip_start(stem, run_start(stem), lexicon);
    let name = &stem[start..];
    let spanned = |from: usize, to: usize| Span::new(from, to).shift(offset);
    if name.chars().filter(|c| is_han(*c)).count() < 2 {
        return match verb {
            Some((from, to)) => Named::Verb(spanned(from, to)),
            None => Named::Nothing,
        };
    }
    let made = lexicon.around.kept.at_start(name).is_some();
    let whole = lexicon.around.uncut.at_start(name);
    if lexicon
        .around
        .no_subject
        .at_start(name)
        .is_some_and(|len| whole.is_none_or(|w| w < len))
        && !made
    {
        return Named::Nothing;
    }
    if lexicon.around.actions.is(name) || lexicon.around.kept.is(name) {
        return Named::Verb(spanned(start, stem.len()));
    }
    // 公路运营以来发送旅客: a time inside is no part of it.
    let since = name.rfind("以来").map(|at| start + at + "以来".len());
    let start = since.filter(|at| stem[*at..].chars().count() >= 2).unwrap_or(start);
    // “划清两个界限…”: the quotes open before the name and close behind the figure.
    let opens = stem[start..].starts_with('“') && !stem[start..].contains('”');
    let start = if opens { start + '“'.len_utf8() } else { start };
    let start = shorten(stem, start, lexicon);
    let end = stem.len() - if name.ends_with('的') { '的'.len_utf8() } else { 0 };
    if stem
        .get(start..end)
        .is_none_or(|name| name.chars().filter(|c| is_han(*c)).count() < 2)
    {
        return Named::Nothing;
    }
    if let Some(from) = listed_before(stem, start, verb, lexicon) {
        return Named::Indicator(Indicator {
            span: spanned(from, end),
            modifier: None,
            entry: None,
            carried: false,
        });
    }
    // 办结信访事项 and 受理信访事项 are two things.
    let telling = verb.filter(|(from, to)| *to == start && !lexicon.around.idle.is(&stem[*from..*to]));
    Named::Indicator(Indicator {
        span: spanned(start, end),
        modifier: telling.map(|(from, to)| spanned(from, to)),
        entry: None,
        carried: false,
    })
}

/// Characters of a name that lists several things.
const LONGEST_LIST: usize = 26;

/// Where a name begins that lists several things under one verb: 新增国家知识产权示范、优势企业. `start` is where the last begins.
fn listed_before(stem: &str, start: usize, verb: Option<(usize, usize)>, lexicon: &Lexicon) -> Option<usize> {
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
    let (begins, verb) = strip_start(stem, from, lexicon);
    let (at, to) = verb.filter(|(_, to)| *to <= start)?;
    // What a verb touches is listed; words without one may be clauses of their own (统筹规划、建设).
    let idle = lexicon.around.idle.is(&stem[at..to]);
    Some(if idle { begins.max(to) } else { at })
}

/// Characters of a remark in brackets inside a name.
const REMARK: usize = 10;

/// Where the run of characters that may be a name, and ends a text, begins: 新（改）建农村公路 holds a remark.
fn run_start(stem: &str) -> usize {
    let mut start = stem.len();
    while let Some(c) = stem[..start].chars().next_back() {
        if is_part(c) {
            start -= c.len_utf8();
            continue;
        }
        match remark(&stem[..start]) {
            Some(open) => start = open,
            None => break,
        }
    }
    start
}

/// Where the remark in brackets begins that ends a text and belongs to the name around it.
pub(super) fn remark(text: &str) -> Option<usize> {
    let inner = text.strip_suffix(['）', ')'])?;
    let near = inner.char_indices().rev().take(REMARK);
    let (open, _) = near.into_iter().find(|(_, c)| matches!(c, '（' | '('))?;
    let words = &inner[open..];
    let told = words.chars().skip(1).all(|c| is_han(c) || c == '、') && words.chars().count() > 1;
    (told && inner[..open].chars().next_back().is_some_and(is_han)).then_some(open)
}

/// Behind the number of an item: 62.新增科普基地.
fn behind_number(stem: &str, first: usize) -> usize {
    let rest = &stem[first..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let point = rest[digits..].starts_with('.') && rest[digits + 1..].starts_with(|c| is_han(c) || c == '“');
    first + if digits > 0 && point { digits + 1 } else { 0 }
}

/// The length of a plan as a time that a text begins with: “十一五”期间.
fn planned_time(rest: &str, lexicon: &Lexicon) -> Option<usize> {
    let inner = rest.strip_prefix('“')?;
    let plan = lexicon.plans.iter().filter(|p| inner.starts_with(p.name.as_str()));
    let name = plan.map(|p| p.name.len()).max()?;
    let tail = inner[name..].strip_prefix('”')?;
    let time = ["期间", "时期", "期末", "末"].iter().find(|w| tail.starts_with(**w))?;
    Some('“'.len_utf8() + name + '”'.len_utf8() + time.len())
}

/// Where a name begins behind adverbs, times, areas and verbs whose object it is, and the last such verb.
fn strip_start(stem: &str, first: usize, lexicon: &Lexicon) -> (usize, Option<(usize, usize)>) {
    let mut start = behind_number(stem, first);
    let mut verb = None;
    loop {
        let rest = &stem[start..];
        let kept = lexicon.around.kept.at_start(rest);
        let action = lexicon.around.actions.at_start(rest);
        let mark = time_or_area(rest, lexicon);
        let front = lexicon
            .around
            .fronts
            .at_start(rest)
            .or(mark)
            .or_else(|| planned_time(rest, lexicon));
        // 经济总量 begins with 经 and 省级以上园区 with 省级: neither is cut.
        let bound = front.is_some_and(|len| bounds(&rest[len..], lexicon));
        let whole = lexicon.around.uncut.at_start(rest);
        if bound || whole.is_some_and(|len| front.max(kept).max(action).is_none_or(|f| f < len)) {
            break;
        }
        if let Some(len) = kept.filter(|len| front.is_none_or(|f| *len >= f) && action.is_none_or(|a| *len >= a)) {
            // 新建公路 is a name of its own.
            verb = Some((start, start + len));
            if len == rest.len() {
                start += len;
            }
            break;
        }
        // 高新区全年完成…: the area is no part of the name where a time stands between them.
        let local = lexicon.mark_at_start(rest).filter(|(len, kind)| {
            *kind == MarkKind::Local && (*len == rest.len() || time_or_area(&rest[*len..], lexicon).is_some())
        });
        if let Some((len, _)) = local {
            start += len;
        } else if let Some(len) = action.filter(|len| front.is_none_or(|f| *len >= f)) {
            verb = Some((start, start + len));
            start += len;
        } else if let Some(len) = front {
            start += len;
        } else {
            let open = rest.chars().next().filter(|c| matches!(c, '”' | '）' | ')' | '’'));
            match open {
                Some(c) => start += c.len_utf8(),
                None => break,
            }
        }
    }
    (start, verb)
}

/// Whether a text goes on with 以上 or its like: what stands before is a grade.
fn bounds(rest: &str, lexicon: &Lexicon) -> bool {
    let bound = |h: &HedgeWord| matches!(h.kind, Hedge::AtLeast | Hedge::AtMost) && rest.starts_with(h.word.as_str());
    rest.starts_with(['以', '及', '或', '（']) && lexicon.after.iter().any(bound)
}

/// A word for a time or an area that a text begins with.
fn time_or_area(rest: &str, lexicon: &Lexicon) -> Option<usize> {
    let (end, kind) = lexicon.mark_at_start(rest)?;
    let stripped = !matches!(
        kind,
        MarkKind::None | MarkKind::Local | MarkKind::Plan | MarkKind::Place | MarkKind::FiveYearPlan
    );
    let scope =
        kind == MarkKind::Scope && !rest.starts_with("城区") && !rest.starts_with("市区") && !rest.starts_with("世界");
    (stripped && (kind != MarkKind::Scope || scope)).then_some(end)
}

/// A long phrase begins behind its last 的 or verb.
fn shorten(stem: &str, start: usize, lexicon: &Lexicon) -> usize {
    let name = &stem[start..];
    if name.chars().count() <= LONGEST {
        return start;
    }
    let mut best = start;
    for (at, c) in name.char_indices() {
        if name[at..].chars().count() < 3 {
            break;
        }
        let rest = &name[at..];
        if c == '的' {
            best = start + at + c.len_utf8();
        } else if let Some(len) = lexicon.around.kept.at_start(rest) {
            if rest[len..].chars().count() >= 2 {
                best = start + at;
            }
        } else if let Some(len) = lexicon.around.actions.at_start(rest)
            && rest[len..].chars().count() >= 2
        {
            best = start + at + len;
        }
    }
    best
}

/// Words directly before a listed name that narrow it: 高技术制造业 in 高技术制造业固定资产投资.
fn qualifier(text: &str, offset: usize, before: &str, lexicon: &Lexicon) -> Option<Span> {
    let before = before.trim_end();
    let (start, verb) = strip_start(before, run_start(before), lexicon);
    // 新建 alone makes another quantity of 标准化厂房.
    let kept = verb.filter(|(from, to)| *to == before.len() && lexicon.around.kept.is(&before[*from..*to]));
    if let Some((from, to)) = kept.filter(|_| start == before.len()) {
        return Some(Span::new(from, to).shift(offset));
    }
    let several = (start < before.len())
        .then(|| listed_before(before, start, verb, lexicon))
        .flatten();
    let start = several.unwrap_or_else(|| shorten(before, start, lexicon));
    let end = before.len() - usize::from(before.ends_with('的')) * '的'.len_utf8();
    let span = (start < end).then(|| Span::new(start, end).shift(offset))?;
    (span.of(text).chars().filter(|c| is_han(*c)).count() >= 1).then_some(span)
}

fn strip_end<'a>(words: &'a str, lexicon: &Lexicon) -> &'a str {
    let mut out = words.trim_end();
    loop {
        let copula = lexicon.around.copulas.at_end(out);
        let comparison = lexicon.around.comparisons.at_end(out);
        match copula.max(comparison) {
            Some(len) => out = out[..out.len() - len].trim_end(),
            None => return without_base(out),
        }
    }
}

/// Characters of what a change is measured from.
const LONGEST_BASE: usize = 12;

/// Without what a change is measured from: 能耗 in 能耗比“十五”期末, 信用指数 in 信用指数从全国223名.
fn without_base(words: &str) -> &str {
    let scope = ["全国", "全省", "全市", "全区"]
        .iter()
        .find_map(|w| words.strip_suffix(w));
    if let Some(rest) = scope.and_then(|rest| rest.strip_suffix(['从', '由'])) {
        return rest.trim_end();
    }
    let based = words.ends_with(['末', '底', '年', '期', '初', '前']) || words.ends_with("均值");
    let near = words.char_indices().rev().take(LONGEST_BASE);
    let at = near
        .into_iter()
        .find(|(_, c)| matches!(c, '比' | '较'))
        .map(|(at, _)| at);
    match at.filter(|at| based && *at > 0 && !words[*at..].starts_with("比重")) {
        Some(at) => words[..at].trim_end_matches('同').trim_end(),
        None => words,
    }
}

/// What a name may hold.
fn is_part(c: char) -> bool {
    is_han(c) || c.is_ascii_alphanumeric() || matches!(c, 'Ⅰ'..='Ⅻ' | '&' | '“' | '”' | '·' | '+' | '-' | '/' | '.')
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}
