//! The name of what a figure measures, in the words before it.
//!
//! Owns how a name is found in a clause: the last listed indicator, else the noun phrase that ends there.

use super::Indicator;
use crate::lexicon::Lexicon;
use crate::span::Span;

/// Verbs and particles between a name and its figure.
const COPULAS: [&str; 42] = [
    "由",
    "从",
    "达到",
    "达",
    "为",
    "完成",
    "实现",
    "突破",
    "是",
    "共",
    "总计",
    "合计",
    "共计",
    "累计",
    "预计",
    "约",
    "分别",
    "有",
    "超过",
    "超",
    "已",
    "仅",
    "将",
    "接近",
    "近",
    "保持在",
    "稳定在",
    "控制在",
    "达到了",
    "完成了",
    "实现了",
    "提高到",
    "增加到",
    "上升到",
    "提升到",
    "增长到",
    "增至",
    "升至",
    "降至",
    "下降到",
    "到",
    "至",
];

/// Words in front of a name that are no part of it.
pub const FRONT: [&str; 34] = [
    "全年",
    "全市",
    "全省",
    "全区",
    "全县",
    "全国",
    "全州",
    "我市",
    "我省",
    "我区",
    "我县",
    "其中",
    "预计",
    "初步核算",
    "去年",
    "今年",
    "上年",
    "年末",
    "截至年底",
    "截至目前",
    "累计",
    "全社会累计",
    "同时",
    "目前",
    "新增的",
    "以及",
    "使",
    "全旗",
    "全盟",
    "全自治区",
    "城乡居民的",
    "实现",
    "完成",
    "力争",
];

/// Words that begin a clause without a subject of its own.
const NO_SUBJECT: [&str; 26] = [
    "同比", "比", "较", "占", "年均", "居", "位居", "环比", "名义", "实际", "按", "扣除", "剔除", "高于", "低于",
    "快于", "增幅", "增速", "排名", "其", "共", "约", "分别", "累计", "平均", "均",
];

/// Characters of a name taken from the text when it is not listed.
const LONGEST: usize = 16;

/// The name in `head`, the words before a figure (and before its verb).
pub fn find(text: &str, head: Span, lexicon: &Lexicon) -> Option<Indicator> {
    let words = head.of(text);
    if let Some((start, end, entry)) = lexicon.indicators_in(words).last() {
        // What follows the listed name may make it another one: 固定资产投资项目 is no 固定资产投资.
        let behind = strip_copulas(&words[end..]);
        if behind.chars().all(|c| !is_han(c)) {
            return Some(Indicator {
                span: Span::new(start, end).shift(head.start as usize),
                modifier: None,
            entry: Some(entry),
                carried: false,
            });
        }
    }
    let stem = strip_copulas(words);
    let run: usize = stem
        .chars()
        .rev()
        .take_while(|c| is_han(*c) || c.is_ascii_alphabetic() || *c == '&')
        .take(LONGEST)
        .map(char::len_utf8)
        .sum();
    let mut start = stem.len() - run;
    while let Some(front) = FRONT.iter().find(|w| stem[start..].starts_with(**w)) {
        start += front.len();
    }
    let name = &stem[start..];
    let subject = !NO_SUBJECT.iter().any(|w| name.starts_with(w));
    (name.chars().count() >= 2 && subject).then(|| Indicator {
        span: Span::new(start, stem.len()).shift(head.start as usize),
        modifier: None,
        entry: None,
        carried: false,
    })
}

/// Comparisons and adverbs between a name and its verb.
const COMPARISONS: [&str; 22] = [
    "同比",
    "环比",
    "比上年",
    "较上年",
    "比去年",
    "较去年",
    "比年初",
    "较年初",
    "比上年末",
    "较上年末",
    "比上年同期",
    "较上年同期",
    "年均",
    "平均",
    "累计",
    "名义",
    "实际",
    "均",
    "各",
    "大幅",
    "稳步",
    "净",
];

fn strip_copulas(words: &str) -> &str {
    let mut out = words.trim_end();
    while let Some(word) = COPULAS
        .iter()
        .chain(&COMPARISONS)
        .filter(|w| out.ends_with(**w))
        .max_by_key(|w| w.len())
    {
        out = out[..out.len() - word.len()].trim_end();
    }
    out
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}
