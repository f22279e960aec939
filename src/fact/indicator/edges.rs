//! Where a name begins and ends among the words before a figure.
//!
//! Owns what is no part of a name: times, areas, adverbs and verbs before it, copulas and comparisons behind it. What the rest names is in
//! [`super`].

use crate::fact::area::is_grade;
use crate::lexicon::Lexicon;
use crate::lexicon::clauses::MarkKind;
use crate::lexicon::entries::{Hedge, HedgeWord};

/// Characters of a remark in brackets inside a name.
const REMARK: usize = 10;

/// Where the run of characters that may be a name, and ends a text, begins: 新（改）建农村公路 holds a remark.
pub(super) fn run_start(stem: &str) -> usize {
    let mut start = stem.len();
    while let Some(c) = stem[..start].chars().next_back() {
        if is_part(c) {
            start -= c.len_utf8();
            continue;
        }
        match remark(&stem[..start]).or_else(|| note(&stem[..start])) {
            Some(open) => start = open,
            None => break,
        }
    }
    start
}

/// Where the remark in brackets begins that ends a text and belongs to the name around it.
pub(in crate::fact) fn remark(text: &str) -> Option<usize> {
    let inner = text.strip_suffix(['）', ')'])?;
    let near = inner.char_indices().rev().take(REMARK);
    let (open, _) = near.into_iter().find(|(_, c)| matches!(c, '（' | '('))?;
    let words = &inner[open..];
    // 预计（下同）全年完成: for the reader.
    if words.ends_with("下同") {
        return None;
    }
    let part =
        |c: char| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '、' | '&' | '.' | '·' | '-' | '“' | '”');
    // （2） is the number of an item.
    // 标志产品（9）: the number of a note.
    let note = words.len() <= '（'.len_utf8() + 2 && words.chars().skip(1).all(|c| c.is_ascii_digit());
    let told = note || words.chars().skip(1).all(part) && words.chars().any(char::is_alphabetic);
    (told && inner[..open].chars().next_back().is_some_and(is_han)).then_some(open)
}

/// Where the number of a note begins that ends a text: 制造业[15].
fn note(text: &str) -> Option<usize> {
    let inner = text.strip_suffix([']', '］', '〕'])?;
    let number = inner.trim_end_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let open = number.strip_suffix(['[', '［', '〔'])?;
    (number.len() < inner.len() && open.chars().next_back().is_some_and(is_han)).then_some(open.len())
}

/// Behind the number of an item (62.新增科普基地) or the end of a boundary.
fn behind_number(stem: &str, first: usize) -> usize {
    let rest = &stem[first..];
    // （3000万美元）以上项目: the boundary is no part of the name.
    if let Some(bound) = ["以上", "以下"].iter().find(|w| rest.starts_with(**w)) {
        return first + bound.len();
    }
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

/// Where a name begins behind adverbs, times, areas and verbs whose object it is, and the last such verb. `next` is what follows the text.
pub(super) fn strip_start(stem: &str, first: usize, next: &str, lexicon: &Lexicon) -> (usize, Option<(usize, usize)>) {
    let mut start = behind_number(stem, first);
    let mut verb = None;
    loop {
        let rest = &stem[start..];
        let kept = lexicon.around.kept.at_start(rest);
        let action = lexicon.around.actions.at_start(rest);
        let mark = lexicon.mark_at_start(rest);
        let time = mark.filter(|mark| is_time_or_area(rest, *mark, next, lexicon));
        let front = lexicon
            .around
            .fronts
            .at_start(rest)
            .or(time.map(|(len, _)| len))
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
        let local = mark.filter(|(len, kind)| {
            *kind == MarkKind::Local
                && (*len == rest.len() && verb.is_none() || time_or_area(&rest[*len..], next, lexicon).is_some())
        });
        if let Some((len, _)) = local {
            start += len;
        } else if let Some(len) = action.filter(|len| front.is_none_or(|f| *len >= f) && !is_noun_with(&rest[*len..])) {
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

/// Whether one character is left behind a verb that makes a noun of it: 金 in 救助金, 费 in 培训费.
fn is_noun_with(rest: &str) -> bool {
    matches!(
        rest,
        "金" | "费" | "款" | "额" | "量" | "率" | "价" | "税" | "品" | "店" | "馆" | "厂" | "车" | "船"
    )
}

/// Whether a text goes on with 以上 or its like: what stands before is a grade.
fn bounds(rest: &str, lexicon: &Lexicon) -> bool {
    let bound = |h: &HedgeWord| matches!(h.kind, Hedge::AtLeast | Hedge::AtMost) && rest.starts_with(h.word.as_str());
    rest.starts_with(['以', '及', '或', '（']) && lexicon.after.iter().any(bound)
}

/// A word for a time or an area that a text begins with.
pub(super) fn time_or_area(rest: &str, next: &str, lexicon: &Lexicon) -> Option<usize> {
    let mark = lexicon.mark_at_start(rest)?;
    is_time_or_area(rest, mark, next, lexicon).then_some(mark.0)
}

/// Whether the mark that a text begins with is such a word.
fn is_time_or_area(rest: &str, (end, kind): (usize, MarkKind), next: &str, lexicon: &Lexicon) -> bool {
    let word = &rest[..end];
    match kind {
        MarkKind::None | MarkKind::Local | MarkKind::Plan | MarkKind::Place | MarkKind::FiveYearPlan => false,
        MarkKind::Scope => !lexicon.around.narrow.is(word) && !graded(word, [&rest[end..], next]),
        _ => true,
    }
}

/// Whether an area makes a grade of what follows and belongs to its name: 省级示范村, 全国重点实验室.
fn graded(word: &str, [rest, next]: [&str; 2]) -> bool {
    let rest = if rest.is_empty() { next } else { rest };
    // 市属国有企业: those of the city, not of its counties.
    word.ends_with("属") || (word == "全国" || word.ends_with("级")) && is_grade(word, rest)
}

pub(super) fn strip_end<'a>(words: &'a str, lexicon: &Lexicon) -> &'a str {
    let around = &lexicon.around;
    let mut out = words.trim_end();
    loop {
        let behind = around.copulas.at_end(out).max(around.comparisons.at_end(out));
        // 通达 is no 达.
        // 签约 ends in no 约: the hedges say so.
        let hedge = || lexicon.before.iter().find(|hedge| hedge.word == "约");
        let ends = |hedge: &HedgeWord| {
            hedge
                .not_after
                .iter()
                .any(|c| out.trim_end_matches('约').ends_with(c.as_str()))
        };
        let contract = out.ends_with('约') && hedge().is_some_and(ends);
        let behind = behind
            .filter(|_| !contract)
            .filter(|len| *len > 3 || around.wholes.at_end(out).is_none_or(|whole| whole <= *len));
        // 需要, 占比: a word that ends like one of those. 产值比为2:1 is a ratio.
        let ratio = out.ends_with('比') && out.len() < words.trim_end().len();
        let trail = around
            .trails
            .at_end(out)
            .filter(|len| !ratio && around.wholes.at_end(out).is_none_or(|whole| whole <= *len));
        match behind.max(trail) {
            Some(len) => out = out[..out.len() - len].trim_end(),
            None => match without_mark(out) {
                Some(rest) => out = rest,
                None => return without_base(out),
            },
        }
    }
}

/// A name without the bracket or the quotes that open at its end and are no part of it.
fn without_mark(name: &str) -> Option<&str> {
    match name.chars().next_back()? {
        // 年均（下同）增长: a remark for the reader.
        '）' | ')' => {
            let remark = name.strip_suffix("（下同）").or_else(|| name.strip_suffix("(下同)"));
            remark.or_else(|| without_contents(name)).map(str::trim_end)
        }
        // 达标率实现“: the quotes open before the figure.
        '“' => Some(&name[..name.len() - '“'.len_utf8()]),
        _ => None,
    }
}

/// A name without the bracket that says what it includes: 农业总产值(包括农业、林业产值).
fn without_contents(name: &str) -> Option<&str> {
    let inner = name.strip_suffix(['）', ')'])?;
    let open = inner.rfind(['（', '('])?;
    let words = inner[open..].trim_start_matches(['（', '(']);
    let lists = ["包括", "不包括", "含", "不含", "其中"]
        .iter()
        .any(|w| words.starts_with(w));
    (lists && words.chars().count() > REMARK).then_some(&name[..open])
}

/// Characters of what a change is measured from.
const LONGEST_BASE: usize = 12;

/// The last characters of names that hold what a change is measured from.
const BASE_ENDS: [char; 14] = [
    '国', '省', '市', '区', '上', '间', '期', '末', '的', '底', '年', '初', '前', '值',
];

/// Without what a change is measured from: 能耗 in 能耗比“十五”期末, 信用指数 in 信用指数从全国223名.
fn without_base(words: &str) -> &str {
    // Most names end with none of the words that are looked for.
    if !words.ends_with(BASE_ENDS) {
        return words;
    }
    let scope = ["全国", "全省", "全市", "全区"]
        .iter()
        .find_map(|w| words.strip_suffix(w));
    if let Some(rest) = scope.and_then(|rest| rest.strip_suffix(['从', '由'])) {
        return rest.trim_end();
    }
    // 债务余额在上年预算基础上
    let near = words.char_indices().rev().take(LONGEST_BASE);
    let on = || near.into_iter().find(|(_, c)| *c == '在').map(|(at, _)| at);
    if let Some(at) = words.ends_with("基础上").then(on).flatten() {
        return words[..at].trim_end();
    }
    // 生产总值在“十三五”期间
    let within = || {
        words
            .rfind("在“")
            .filter(|at| words[*at..].chars().count() <= LONGEST_BASE)
    };
    let time = words.ends_with("期间") || words.ends_with("时期");
    if let Some(at) = time.then(within).flatten() {
        return words[..at].trim_end();
    }
    // 旅游创汇“八五”末
    let planned = words.strip_suffix("”末").and_then(|inner| inner.rfind('“'));
    if let Some(at) = planned.filter(|at| *at > 0 && words[*at..].chars().count() <= 8) {
        return words[..at].trim_end_matches(['比', '较']).trim_end();
    }
    // 由“十二五”末的1.8
    let words = words
        .strip_suffix("末的")
        .map_or(words, |rest| &words[..rest.len() + '末'.len_utf8()]);
    let based = words.ends_with(['末', '底', '年', '期', '初', '前']) || words.ends_with("均值");
    let mut near = words.char_indices().rev().take(LONGEST_BASE);
    let at = based.then(|| near.find(|(_, c)| matches!(c, '比' | '较' | '由' | '从')));
    match at
        .flatten()
        .map(|(at, _)| at)
        .filter(|at| *at > 0 && !words[*at..].starts_with("比重"))
    {
        Some(at) => words[..at].trim_end_matches('同').trim_end(),
        None => words,
    }
}

/// Where a name ends behind which a rank is told: 空气质量 in 空气质量稳居全省前.
pub(super) fn before_rank(name: &str) -> Option<usize> {
    const RANKS: [&str; 10] = ["稳居", "位居", "位列", "名列", "跻身", "进入", "排名", "居", "列", "排"];
    if !name.ends_with(['前', '第']) {
        return None;
    }
    let ranks = RANKS.iter().filter_map(|word| name.rfind(word));
    ranks.min()
}

/// Whether words only say where or when: 全运会上, 现行标准下.
pub(super) fn is_circumstance(name: &str, lexicon: &Lexicon) -> bool {
    // 全运会上获7枚金牌
    let name = ["取得", "获得", "获", "夺得", "斩获"]
        .iter()
        .find_map(|w| name.strip_suffix(w))
        .unwrap_or(name);
    name.ends_with(['上', '下', '中', '内', '里']) && lexicon.around.wholes.at_end(name).is_none()
}

/// What a name may hold.
pub(super) fn is_part(c: char) -> bool {
    is_han(c)
        || c.is_ascii_alphanumeric()
        || matches!(c, 'Ⅰ'..='Ⅻ' | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '&' | '“' | '”' | '·' | '+' | '-' | '/' | '.')
}

pub(super) fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}
