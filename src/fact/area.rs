//! The area of a figure.
//!
//! Owns which word of a clause names it, and which words mean the document's own. The area that is the subject of a paragraph is in
//! [`super::frame`].

use super::Area;
use super::frame::Frame;
use super::period::Mark;
use crate::lexicon::Lexicon;
use crate::lexicon::clauses::MarkKind;
use crate::span::Span;

/// Words before an area that make it a comparison or a place in an order, not the area of the figure.
const ELSEWHERE: [&str; 24] = [
    "高于", "低于", "快于", "慢于", "高出", "居", "位居", "列", "位列", "占", "比", "在", "超过", "好于", "优于", "排",
    "获", "为", "入选", "跻身", "进入", "荣获", "评为", "被",
];

/// What follows an area that is a rank among its like: 全国文明城市, 省级重点.
const RANKED: [&str; 27] = [
    "文明", "重点", "示范", "百强", "先进", "卫生", "首", "第", "平均", "领先", "前列", "统一", "劳动", "各地", "人大",
    "政协", "双拥", "最", "率先", "著名", "驰名", "一流", "知名", "水平", "以上", "新城", "优化",
];

/// What follows a level of government that keeps its own accounts: 省级财政收入.
const ACCOUNTS: [&str; 11] = [
    "一般", "财政", "税", "预算", "国有", "政府", "部门", "收入", "支出", "公共", "地方",
];

/// Whether a word for an area makes a grade of what follows: 省级示范村, 全国文明城市. 省级财政收入 is that of an area.
pub(super) fn is_grade(word: &str, rest: &str) -> bool {
    let begins = |list: &[&str]| list.iter().any(|w| rest.starts_with(w));
    begins(&RANKED) || (word.ends_with(['级', '属']) && !begins(&ACCOUNTS))
}

/// The area that a clause names before its figure; none when it names none. `lead` are the words before the figure.
pub fn named(text: &str, lead: Span, marks: &[Mark], frame: &Frame, lexicon: &Lexicon) -> Option<Area> {
    let first = marks.partition_point(|(span, _)| span.start < lead.start);
    let mut areas = marks[first..]
        .iter()
        .take_while(|(span, _)| span.end <= lead.end)
        .filter(|(_, kind)| matches!(kind, MarkKind::Scope | MarkKind::Place | MarkKind::Local))
        // 揭阳某项目等23个: one of those that are listed.
        .filter(|(_, kind)| *kind != MarkKind::Place || !lead.of(text).trim_end().ends_with('等'))
        .filter_map(|(span, kind)| match is_area(text, lead, *span, *kind, lexicon) {
            true => Some(*span),
            false => named_zone(text, lead, *span, *kind, lexicon),
        });
    let outer = areas.next()?;
    // 全市开发区: those of the own area.
    let inner = areas.next().filter(|inner| inner.start == outer.end);
    let span = inner.unwrap_or(outer);
    Some(match frame.is_own(span.of(text)) {
        true => Area::Own,
        false => Area::Named(span),
    })
}

/// A zone that opens a clause with its name: 医药高新区 in 医药高新区引入项目51个.
fn named_zone(text: &str, lead: Span, span: Span, kind: MarkKind, lexicon: &Lexicon) -> Option<Span> {
    const NAME: usize = 4;
    let before = &text[lead.start as usize..span.start as usize];
    let rest = &text[span.end as usize..lead.end as usize];
    let around = &lexicon.around;
    let verb = |words: &str| around.actions.at_start(words).max(around.kept.at_start(words));
    let name = (1..=NAME).contains(&before.chars().count()) && before.chars().all(is_han);
    let zone = kind == MarkKind::Local && span.of(text).ends_with(['区', '园', '域']);
    let does = verb(rest).is_some() && !rest.starts_with('建') || around.copulas.at_start(rest).is_some();
    let plain = verb(before).max(around.fronts.at_start(before)).is_none();
    (zone && name && does && plain).then_some(Span {
        start: lead.start,
        ..span
    })
}

/// Bytes of a single character: 是 and 为 open no clause.
const WORD: usize = 3;

/// Whether nothing but the own area of a report stands before a place.
fn is_whole(before: &str) -> bool {
    let mut chars = before.chars();
    matches!(
        (chars.next(), chars.next(), chars.next()),
        (
            Some('全'),
            Some('省' | '市' | '县' | '区' | '州' | '国' | '盟' | '旗'),
            None
        )
    )
}

/// Whether words end a clause or are none.
fn starts_clause(before: &str) -> bool {
    before.chars().next_back().is_none_or(|c| !is_han(c))
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// Whether a word is the area of its clause and no part of a name or comparison: it opens the clause, or an adverbial of time stands before.
fn is_area(text: &str, lead: Span, span: Span, kind: MarkKind, lexicon: &Lexicon) -> bool {
    let before = text[lead.start as usize..span.start as usize].trim();
    let rest = &text[span.end as usize..lead.end as usize];
    if ELSEWHERE.iter().any(|w| before.ends_with(w)) {
        return false;
    }
    if is_grade(span.of(text), rest) {
        return false;
    }
    // 中心城区、4个先行区: one of a list.
    if rest.starts_with('、') && !is_whole(span.of(text)) {
        return false;
    }
    // 吉林油田 is a company.
    const FIRMS: [&str; 9] = ["油田", "石化", "化纤", "银行", "集团", "股份", "汽车", "大学", "电网"];
    if kind == MarkKind::Place && FIRMS.iter().any(|firm| rest.starts_with(firm)) {
        return false;
    }
    // 中央和省级督察: two levels of government are no area.
    let level = span.of(text) == "中央" || span.of(text).ends_with('级');
    if level && rest.starts_with(['和', '、', '与', '及']) {
        return false;
    }
    match kind {
        // A place opens the clause; inside it is part of a name (吉林大路).
        MarkKind::Place => before.is_empty() && !rest.is_empty(),
        // 创建美丽乡村示范县 is a name.
        MarkKind::Local => {
            let last = before.chars().next_back();
            // 力争高新区工业产值增长10%, 全市开发区税收
            let front = || {
                let len = lexicon.around.fronts.at_end(before);
                len.is_some_and(|len| len > WORD && starts_clause(&before[..before.len() - len]))
            };
            let opens = last.is_none_or(|c| !is_han(c) || matches!(c, '年' | '月' | '底' | '末'));
            // 全市银行机构 are those of the city.
            let zone = span.of(text).ends_with(['区', '园', '域']);
            let opens = opens || zone && (is_whole(before) || front());
            // 银行金融机构, 银行业 are those of the city.
            if span.of(text).ends_with("银行") && rest.starts_with(['业', '类', '机', '金', '各', '贷', '存'])
            {
                return false;
            }
            // 政府、园区、企业三个层面: one of a list.
            let listed = rest.starts_with(['、', '和']);
            opens && !listed && !rest.starts_with(['建', '的', '创', '个']) && !rest.trim().is_empty()
        }
        _ => true,
    }
}
