//! The verb of change that governs a figure.
//!
//! Owns how it is found in the words before the figure. Which verbs there are, and their sign, is in the lexicon.

use crate::lexicon::Lexicon;
use crate::lexicon::entries::Direction;
use crate::span::Span;

/// A verb of change before a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stands.
    pub span: Span,
    /// Its sign.
    pub direction: Direction,
    /// Whether the figure is the level reached (提高到), not the change.
    pub level: bool,
}

/// What may stand between the verb and its figure without making it another clause's.
const BETWEEN: [&str; 16] = [
    "了",
    "分别",
    "各",
    "均",
    "达",
    "达到",
    "幅度达",
    "幅度为",
    "了近",
    "都",
    "的",
    "率",
    "速度",
    "幅",
    "幅达",
    "幅为",
];

/// Where 新增 stands behind a measure, of which it tells a change: 交易额新增1000亿元, not 企业新增20家.
fn added(words: &str) -> Option<usize> {
    const MEASURES: [char; 8] = ['额', '量', '值', '积', '力', '率', '数', '模'];
    let before = words.trim_end();
    let at = before.len()
        - before
            .strip_suffix("新增")
            .or_else(|| before.strip_suffix("净增"))
            .map(str::len)
            .map(|len| before.len() - len)?;
    let name = before[..at].trim_end();
    // 比“十一五”末新增: what it is compared with stands between.
    let based = name
        .rfind(['比', '较'])
        .filter(|from| name.ends_with(['末', '底', '年', '初']) && *from > 0);
    let name = based.map_or(name, |from| &name[..from]);
    name.ends_with(MEASURES).then_some(at)
}

/// The last verb of change in the words before a figure.
pub fn find(text: &str, lead: Span, lexicon: &Lexicon) -> Option<Found> {
    let words = lead.of(text);
    if let Some(added) = added(words) {
        return Some(Found {
            span: Span::new(added, words.trim_end().len()).shift(lead.start as usize),
            direction: Direction::Up,
            level: false,
        });
    }
    let (start, end, verb) = lexicon
        .verbs_in(words)
        .filter(|(start, end, v)| {
            !v.not_before.iter().any(|w| words[*end..].starts_with(w.as_str()))
                && !v.not_after.iter().any(|w| words[..*start].ends_with(w.as_str()))
        })
        .last()?;
    let between = words[end..].trim();
    // 自然增长率 is a rate of its own.
    if between.starts_with('率') && words[..start].ends_with("自然") {
        return None;
    }
    // 失业率低于4.5%: a boundary of the value, not a difference.
    let bounds = matches!(verb.verb.as_str(), "低于" | "高于" | "少于" | "多于" | "大于" | "小于");
    // 直径小于或等于2.5微米
    let bound = ["", "等于", "或等于", "或者等于"].contains(&between);
    if bounds && bound && !words.contains(['比', '较']) {
        return None;
    }
    // 高成长型企业 is no 高成.
    let becomes = between.starts_with('成') && verb.verb.chars().count() > 1;
    let level = becomes || between.starts_with(['到', '至', '为']);
    let compares = verb.verb.ends_with('于') || verb.verb.ends_with('出');
    if !(level || between.is_empty() || BETWEEN.contains(&between) || (compares && between.chars().count() <= 20)) {
        return None;
    }
    Some(Found {
        span: Span::new(start, end).shift(lead.start as usize),
        direction: verb.sign,
        level,
    })
}
