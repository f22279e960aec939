//! Lists whose values belong to as many subjects: 城镇、农村居民人均可支配收入分别为28868元和20980元，分别增长2.5%和3.8%.
//!
//! Owns how the words before 分别 divide into subjects, and the head noun that they share. Whether a list has as many values as subjects is
//! a rule's concern.

mod pair;
mod shared;

use self::shared::{
    beside_measure, beside_modifier, open_tail, opposed, share_front, share_tail, shared_measure, shared_noun,
    without_open_end,
};
use super::Indicator;
use super::indicator::{Named, find_last as find, stripped};
use crate::lexicon::Lexicon;
use crate::span::Span;

/// The subjects of a list of `count` values in `head`, the words before it; none when they do not divide so.
pub fn subjects(text: &str, head: Span, count: usize, lexicon: &Lexicon) -> Option<Vec<Indicator>> {
    let last = match find(text, head, lexicon) {
        Named::Indicator(last) => last,
        // 编制 in 机构、编制分别精简 is no verb.
        Named::Verb(span) => bare(span),
        Named::Nothing => return None,
    };
    let from = last.modifier.map_or(last.span.start, |m| m.start).min(last.span.start);
    let words = &text[head.start as usize..last.span.end as usize];
    // The subjects before the last one stand before its name, or inside it when the name is listed with 、 in it.
    let items = split(words, head.start as usize, lexicon);
    if items.len() < count
        && let Some(pair) = pair::divide(text, head, &last, count, lexicon)
    {
        return Some(pair);
    }
    // 投资、城乡居民收入分别为…: three values, the last two of one item.
    if items.len() + 1 == count
        && let Some(pair) = pair::divide(text, *items.last()?, &last, 2, lexicon)
    {
        let mut out = items[..items.len() - 1]
            .iter()
            .map(|item| member(text, *item, &last, lexicon))
            .collect::<Option<Vec<_>>>()?;
        out.extend(pair);
        return Some(out);
    }
    // 信息传输、租赁和商务服务业: 和 joins what is one.
    let items = match split_at(words, head.start as usize, &['、'], lexicon) {
        few if few.len() == count && items.len() > count => few,
        _ => items,
    };
    if items.len() < count {
        return None;
    }
    let mut out = Vec::with_capacity(count);
    let own = items.last()?;
    // 城镇居民和农村居民每百户拥有量: only the last item holds what they share.
    let last = match last.entry {
        None if last.span.contains(*own)
            && (items.len() == count && (count > 2 || is_thing(items[0].of(text), lexicon))
                || divides(text, &items[items.len() - count..], lexicon)) =>
        {
            Indicator { span: *own, ..last }
        }
        _ => last,
    };
    for item in &items[items.len() - count..items.len() - 1] {
        out.push(member(text, *item, &last, lexicon)?);
    }
    // 第一、二、三产业: the ordinal is written once.
    let ordinal = items[items.len() - count].of(text).contains('第');
    let name = format!("第{}", own.of(text).trim_start_matches('第'));
    if let Some(entry) = lexicon.indicator_named(&name).filter(|_| ordinal) {
        out.push(Indicator {
            span: *own,
            modifier: Some(*own),
            entry: Some(entry),
            carried: false,
            under: None,
            beside: None,
        });
        return Some(out);
    }
    share_tail(text, &mut out);
    let others = out.len();
    out.push(Indicator {
        // 新农合 of 城镇居民医保和新农合参保率
        modifier: last
            .modifier
            .map(|m| Span {
                start: m.start.max(own.start),
                ..m
            })
            .filter(|m| m.start < m.end && own.contains(*m))
            .or_else(|| possessor(text, *own, &last, lexicon)),
        span: if own.contains(last.span) {
            last.span
        } else {
            Span {
                start: from.max(own.start),
                end: last.span.end,
            }
        },
        ..last
    });
    share_front(text, &items[items.len() - count..], &mut out[..=others], lexicon);
    without_open_end(text, &mut out[others], lexicon);
    Some(out)
}

/// 农村群众的 of 农村群众的补贴标准: whose it is, before a name that was cut behind 的.
fn possessor(text: &str, own: Span, last: &Indicator, lexicon: &Lexicon) -> Option<Span> {
    let begins = stripped(text, own, lexicon).start;
    let before = text.get(begins as usize..last.span.start as usize)?;
    (last.entry.is_none() && before.ends_with('的')).then_some(Span {
        start: begins,
        end: last.span.start,
    })
}

/// Whether a name says nothing of what is measured: 城乡居民, not 存款余额.
fn is_thing(name: &str, lexicon: &Lexicon) -> bool {
    let around = &lexicon.around;
    let told = || {
        let mut kinds = around.measures.iter();
        kinds.any(|kind| kind.is_told_by_name() && kind.ends(name).is_some())
    };
    let measured = || around.measured.at_end(name).is_some() && told();
    name.ends_with(['民', '工', '员', '业', '生', '人']) && !measured()
}

/// Whether items that conjunctions join tell what they share: 机床 in 数控机床和组合机床产量, 量 in 供水量和日供水量.
fn divides(text: &str, items: &[Span], lexicon: &Lexicon) -> bool {
    let Some((own, before)) = items.split_last() else {
        return false;
    };
    let own = own.of(text);
    before.iter().all(|item| {
        let name = stripped(text, *item, lexicon).of(text);
        name.chars().next_back() == own.chars().next_back() || shared_noun(name, own).is_some()
    })
}

/// A subject before the last one, completed by the noun that they share.
fn member(text: &str, item: Span, last: &Indicator, lexicon: &Lexicon) -> Option<Indicator> {
    let own = match find(text, item, lexicon) {
        // 时限 in 环节、时限、跑动次数 is a measure of its own.
        Named::Indicator(found)
            if ["时限", "时间", "环节", "成本"]
                .iter()
                .any(|w| found.span.of(text).ends_with(w)) =>
        {
            return Some(found);
        }
        Named::Indicator(found) => found,
        // 服务 in 服务业、制造业的投资 is no verb; 全年 in 全年新开工、新竣工项目 is a time.
        Named::Verb(verb) if verb.end == item.end => bare(verb),
        Named::Verb(_) => bare(item),
        Named::Nothing => bare(stripped(text, item, lexicon)),
    };
    if let Some(emitted) = emitted(text, own, last, lexicon) {
        return Some(emitted);
    }
    if own.entry.is_some() || own.span.is_empty() {
        return (!own.span.is_empty()).then_some(own);
    }
    let name = own.span.of(text);
    if let Some(opposed) = opposed(text, own, last) {
        return Some(opposed);
    }
    let shared = last.span.of(text);
    // 参保人数 of 工伤保险、养老保险参保人数: what stands behind the word that one ends with and the other holds.
    let tail = name.char_indices().rev().nth(1).map(|(at, _)| &name[at..]);
    let tail = tail.filter(|tail| tail.len() < name.len());
    let common = tail.and_then(|tail| Some(shared.find(tail)? + tail.len()));
    // 总产值和总收入 is no name that the first shares.
    let common = common.filter(|at| last.span.start >= item.end && shared[*at..].chars().nth(1).is_some());
    if let Some(alike) = beside_modifier(text, own, last).filter(|_| common.is_none()) {
        return Some(alike);
    }
    let boundaries = shared.char_indices().map(|(i, _)| i).skip(1);
    for at in boundaries.clone() {
        if let Some(entry) = lexicon.indicator_named(&format!("{name}{}", &shared[at..])) {
            return Some(Indicator {
                span: own.span,
                modifier: Some(own.span),
                entry: Some(entry),
                carried: false,
                under: None,
                beside: None,
            });
        }
    }
    // 存 in 本外币存、贷款余额: the end of the name and the end of the shared one make a listed name.
    let tails = name.char_indices().map(|(i, _)| i).skip(1);
    let whole = tails.flat_map(|from| boundaries.clone().map(move |at| (from, at)));
    let listed = whole
        .filter(|(from, _)| name[*from..].chars().count() <= 4)
        .find_map(|(from, at)| {
            let entry = lexicon.indicator_named(&format!("{}{}", &name[from..], &shared[at..]))?;
            Some((at, entry))
        });
    if let Some((at, entry)) = listed.filter(|_| last.entry.is_some()) {
        return Some(Indicator {
            span: Span::new(at, shared.len()).shift(last.span.start as usize),
            modifier: Some(own.span),
            entry: Some(entry),
            carried: false,
            under: None,
            beside: None,
        });
    }
    // Not listed: what they share stands behind 的 (服务业、制造业的投资), or the words before it are of one length (城市、农村低保标准).
    // 东盟 of 对东盟、欧盟进出口
    let length = name.trim_start_matches('对').chars().count();
    // 两项收入中税收占比: that in either of them.
    let within = || shared.rfind('中').filter(|_| shared.ends_with("占比"));
    let possessed = shared
        .rfind('的')
        .map(|at| at + '的'.len_utf8())
        .or_else(within)
        .filter(|_| last.entry.is_none());
    let measured = common.or_else(|| shared_measure(name, shared, lexicon));
    let parallel = || {
        let cut = boundaries.clone().nth(length.checked_sub(1)?)?;
        let measured = name.ends_with(['数', '量', '额', '率', '值']);
        (length * 2 <= shared.chars().count() && last.entry.is_none() && !measured).then_some(cut)
    };
    // 通自来水、通客车率: the last word makes both rates.
    let rate = || {
        let at = shared.rfind('率').filter(|at| at + '率'.len_utf8() == shared.len())?;
        let long = &lexicon.around.rates;
        let tail = long
            .iter()
            .find(|w| shared.ends_with(w.as_str()))
            .map_or(at, |w| shared.len() - w.len());
        (!name.ends_with(['率', '比', '重'])).then_some(tail)
    };
    let alike = || shared_noun(name, shared).filter(|_| last.entry.is_none() && last.span.start >= item.end);
    let cut = possessed.or(measured);
    if let Some(tail) = open_tail(text, last).filter(|_| cut.is_none()) {
        return Some(Indicator {
            span: tail,
            modifier: Some(own.span),
            ..own
        });
    }
    if let Some(beside) = beside_measure(text, own, last).filter(|_| cut.is_none()) {
        return Some(beside);
    }
    let cut = cut.or_else(alike).or_else(parallel).or_else(rate);
    let short = cut.is_some();
    Some(Indicator {
        span: match cut {
            Some(cut) => Span::new(cut, shared.len()).shift(last.span.start as usize),
            None => own.span,
        },
        modifier: short.then_some(own.span),
        entry: None,
        carried: false,
        under: None,
        beside: None,
    })
}

/// 排放量 of 化学需氧量和二氧化硫排放量: a listed name that is only that of what is let out.
fn emitted(text: &str, own: Indicator, last: &Indicator, lexicon: &Lexicon) -> Option<Indicator> {
    const MEASURE: &str = "排放量";
    let name = own.span.of(text);
    let shared = last.span.of(text).ends_with(MEASURE) && !name.ends_with(MEASURE);
    let entry = lexicon.indicator_named(&format!("{name}{MEASURE}"));
    (shared && own.entry.is_some() && entry.is_some()).then(|| Indicator {
        span: Span {
            start: last.span.end - MEASURE.len() as u32,
            ..last.span
        },
        modifier: Some(own.span),
        entry,
        ..own
    })
}

fn bare(span: Span) -> Indicator {
    Indicator {
        span,
        modifier: None,
        entry: None,
        carried: false,
        under: None,
        beside: None,
    }
}

/// The parts of a text between 、 和 与 及.
fn split(words: &str, offset: usize, lexicon: &Lexicon) -> Vec<Span> {
    split_at(words, offset, &['、', '和', '与', '及'], lexicon)
}

fn split_at(words: &str, offset: usize, marks: &[char], lexicon: &Lexicon) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, mark) in words.match_indices(marks) {
        // 普及率 and 和谐 join nothing.
        let around = &lexicon.around;
        if around.unsplit.at_start(&words[at..]).is_some() || around.unsplit.at_end(&words[..at + mark.len()]).is_some()
        {
            continue;
        }
        if at > start {
            out.push(Span::new(start, at).shift(offset));
        }
        start = at + mark.len();
    }
    if start < words.len() {
        out.push(Span::new(start, words.len()).shift(offset));
    }
    out
}
