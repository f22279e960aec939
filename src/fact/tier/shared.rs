//! What the members of a list share: the noun or the measure behind the last, the word before the first.
//!
//! Owns where that stands. How the words before 分别 divide is in [`super`].

use super::super::Indicator;
use super::super::indicator::stripped;
use crate::lexicon::Lexicon;
use crate::span::Span;

/// 城市 of 城市污水处理率和垃圾处理率, 农村五保 of 农村五保集中和分散供养标准: what the first says is said of all.
pub(super) fn share_front(text: &str, items: &[Span], out: &mut [Indicator], lexicon: &Lexicon) {
    const FRONTS: [&str; 10] = [
        "行政村",
        "设市城市",
        "城市",
        "城镇",
        "县城",
        "农村",
        "乡镇",
        "城乡",
        "城区",
        "乡村",
    ];
    let (Some(item), true) = (items.first(), out.len() > 1) else {
        return;
    };
    let begins = stripped(text, *item, lexicon);
    let first = begins.of(text);
    let rates = || {
        let alike = |tail: &str| out.iter().all(|name| name.span.of(text).ends_with(tail));
        ["处理率", "治理率", "覆盖率", "普及率", "失业率"]
            .iter()
            .any(|tail| alike(tail))
    };
    let front = FRONTS
        .iter()
        .find(|w| first.starts_with(**w))
        .filter(|_| rates())
        .map(|w| w.len());
    let second = items[1].of(text);
    let opposed = || {
        let opposite = first.strip_suffix("集中").filter(|_| second.starts_with("分散"));
        opposite.map(str::len)
    };
    // 招商项目 of 招商项目履约率、开工率
    let project = || {
        const RATE: usize = 3;
        let (at, _) = first.char_indices().rev().nth(RATE - 1)?;
        let thing = ["项目", "企业", "事项", "诉求", "提案", "建议", "案件", "小区"];
        let bare = out
            .iter()
            .skip(1)
            .all(|name| name.span.of(text).chars().count() <= RATE + 2 && name.modifier.is_none());
        let all = out.iter().all(|name| name.span.of(text).ends_with('率'));
        let ends = thing.iter().filter_map(|w| first[..at].rfind(w).map(|at| at + w.len()));
        ends.max().filter(|_| bare && all)
    };
    // 地方一般公共预算 of 地方一般公共预算收入和支出
    let budget = || {
        first
            .strip_suffix("收入")
            .filter(|_| second == "支出" && first.chars().count() > 4)
            .map(str::len)
    };
    // 金融机构人民币 of 金融机构人民币存、贷款余额
    let deposits = || {
        let front = first.strip_suffix("存款").or_else(|| first.strip_suffix('存'));
        front.filter(|_| second.starts_with('贷')).map(str::len)
    };
    // 新增 of 新增牛、羊存栏
    let made = || lexicon.around.added.at_start(first).filter(|len| *len < first.len());
    let Some(len) = front
        .or_else(opposed)
        .or_else(project)
        .or_else(budget)
        .or_else(deposits)
        .or_else(made)
        .filter(|len| *len > 0)
    else {
        return;
    };
    // The first is named as it is listed: 存款余额.
    let cut = deposits().is_some() && out[0].modifier == Some(out[0].span);
    for (name, item) in out.iter_mut().zip(items).skip(usize::from(!cut)) {
        let own = item.of(text);
        if name.under.is_none() && FRONTS.iter().all(|w| !own.starts_with(w)) {
            name.under = Some(Span {
                end: begins.start + len as u32,
                ..begins
            });
        }
    }
}

/// 农民工参加养老 of 农民工参加养老、医疗、工伤保险人数: what the second shares with the last is that of the first too.
pub(super) fn share_tail(text: &str, out: &mut [Indicator]) {
    let [first, second, ..] = out else { return };
    let measured = first
        .span
        .of(text)
        .ends_with(['量', '额', '数', '率', '值', '次', '费', '款', '入', '出', '比', '重']);
    let shared = second.modifier.is_some_and(|m| m.end < second.span.start);
    if first.modifier.is_none() && first.entry.is_none() && second.entry.is_none() && shared && !measured {
        first.modifier = Some(first.span);
        first.span = second.span;
    }
}

/// What stands behind 等 and is that of each: 产业主营业务收入 in 食品、建材等产业主营业务收入. None where it is the name itself.
pub(super) fn open_tail(text: &str, last: &Indicator) -> Option<Span> {
    let modifier = last.modifier.filter(|m| m.end == last.span.start)?;
    let at = modifier.of(text).rfind('等')? + '等'.len_utf8();
    let tail = Span {
        start: modifier.start + at as u32,
        end: last.span.end,
    };
    (tail.start < last.span.start && !tail.of(text).starts_with('级')).then_some(tail)
}

/// 苹果种植面积 of 葡萄、苹果等种植面积: 等 is no part of the last.
pub(super) fn without_open_end(text: &str, last: &mut Indicator, lexicon: &Lexicon) {
    if let (Some(tail), Some(modifier)) = (open_tail(text, last), last.modifier) {
        last.modifier = Some(Span {
            end: tail.start - '等'.len_utf8() as u32,
            ..modifier
        })
        .filter(|m| m.start < m.end);
        (last.span, last.entry) = (tail, None);
        return;
    }
    let words = last.span.of(text);
    if let Some(modifier) = last
        .modifier
        .filter(|m| m.end == last.span.start && m.of(text).ends_with('等'))
    {
        let end = modifier.end - '等'.len_utf8() as u32;
        last.modifier = Some(Span { end, ..modifier }).filter(|m| m.start < m.end);
        return;
    }
    let Some((name, measure)) = words
        .split_once('等')
        .filter(|_| last.modifier.is_none() && last.entry.is_none())
    else {
        return;
    };
    if name.chars().nth(1).is_none() || measure.chars().nth(1).is_none() {
        return;
    }
    // 集成电路 of 集成电路等重点产品产量: the products are those that were listed.
    let mut kinds = lexicon.around.measures.iter();
    let len = kinds.find_map(|kind| kind.ends(measure)).unwrap_or(measure.len());
    let (end, from) = (last.span.start + name.len() as u32, last.span.end - len as u32);
    last.modifier = Some(Span { end, ..last.span });
    last.span.start = from;
}

/// 东盟进出口 of 对东盟、欧盟进出口: a word as long as the one that narrows the last.
pub(super) fn beside_modifier(text: &str, own: Indicator, last: &Indicator) -> Option<Indicator> {
    const WORD: usize = 4;
    let count = |words: &str| words.trim_start_matches('对').chars().count();
    let modifier = last.modifier.filter(|m| m.end == last.span.start)?;
    let length = count(modifier.of(text));
    let alike = length <= WORD && count(own.span.of(text)) == length && own.modifier.is_none();
    (alike && last.entry.is_some()).then_some(Indicator {
        span: last.span,
        modifier: Some(own.span),
        entry: last.entry,
        ..own
    })
}

/// 居民年人均收入 of 城镇和农村居民年人均收入: what stands behind the word that is opposed to the first.
pub(super) fn opposed(text: &str, own: Indicator, last: &Indicator) -> Option<Indicator> {
    const OPPOSED: [[&str; 2]; 6] = [
        ["城镇", "农村"],
        ["城市", "农村"],
        ["城镇", "乡村"],
        ["集中", "分散"],
        ["国内", "入境"],
        ["公办", "民办"],
    ];
    let before = match (last.modifier, last.entry) {
        (Some(modifier), _) => Some(modifier).filter(|m| m.end == last.span.start)?,
        (None, entry) => Some(last.span).filter(|_| entry.is_none())?,
    };
    let mut pairs = OPPOSED.iter().filter(|pair| pair[0] == own.span.of(text));
    let at = pairs.find_map(|pair| Some(before.of(text).rfind(pair[1])? + pair[1].len()))?;
    Some(Indicator {
        span: Span {
            start: before.start + at as u32,
            end: last.span.end,
        },
        modifier: Some(own.span),
        entry: None,
        ..own
    })
}

/// Where the noun ends by which two names are alike, inside the longer one: 居民 in 城镇居民, 农村居民收入.
pub(super) fn shared_noun(name: &str, longer: &str) -> Option<usize> {
    const NOUN: usize = 2;
    let (at, _) = name.char_indices().rev().nth(NOUN - 1)?;
    let end = longer.rfind(&name[at..])? + name.len() - at;
    longer[end..].chars().nth(1).is_some().then_some(end)
}

/// Where begins what is measured of both: 业增加值 in 信息传输、租赁和商务服务业增加值, 产量 in 果蔬、水产品产量.
pub(super) fn shared_measure(name: &str, shared: &str, lexicon: &Lexicon) -> Option<usize> {
    const NEAR: usize = 6;
    let around = &lexicon.around;
    let own = around.measured.at_end(name).is_some()
        || around.stocks.at_end(name).is_some()
        || name.ends_with(['量', '额', '数', '率', '值', '次']);
    let measured = !own && around.measured.at_end(shared).is_some();
    let mut kinds = around.measures.iter().filter(|_| measured);
    kinds.find_map(|kind| {
        let at = shared.len() - kind.ends(shared)?;
        let thing = &shared[..at];
        let near = kind.is_told_by_name() || thing.chars().count() <= NEAR;
        let owner = if kind.owns(name) { 0 } else { kind.owner_end(thing) };
        // 种植面积 of 油茶、花椒等种植面积 is listed without what it is that of.
        let listed = thing.is_empty() && !kind.is_told_by_name() && kind.owns(name);
        (near && (listed || kind.owns(thing))).then_some(at - owner)
    })
}

/// 林产品 of 羽绒、林产品、水泥进出口: a short name without a measure has that of the last.
pub(super) fn beside_measure(text: &str, own: Indicator, last: &Indicator) -> Option<Indicator> {
    const NAME: usize = 5;
    let name = own.span.of(text);
    let measured = name.ends_with([
        '量', '额', '数', '率', '值', '次', '费', '款', '入', '出', '资', '税', '价', '积',
    ]);
    let narrowed = last.modifier.is_some_and(|m| m.end == last.span.start) && last.entry.is_some();
    // 新能源汽车 of 新能源汽车、家电类零售额
    let class = last.modifier.is_some_and(|m| m.of(text).ends_with('类'));
    let short = class || name.chars().count() <= NAME || name.starts_with('对');
    let bare = own.modifier.is_none() && own.entry.is_none() && short;
    (narrowed && bare && !measured).then_some(Indicator {
        span: last.span,
        modifier: Some(own.span),
        entry: last.entry,
        ..own
    })
}
