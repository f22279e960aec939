//! Which side of its indicator a figure gives, and the whole of a share.
//!
//! Owns how that is told from the form of the figure and the words before it.

use super::{Aspect, Fact};
use crate::figure::{Figure, Form};
use crate::lexicon::Lexicon;
use crate::lexicon::entries::Class;
use crate::span::Span;

/// Names that end so are shares.
const SHARES: [&str; 6] = ["比重", "占比", "份额", "比例", "贡献率", "占有率"];
/// Names that end so are growth.
const GROWTHS: [&str; 9] = [
    "增速",
    "增幅",
    "增长率",
    "涨幅",
    "降幅",
    "增长速度",
    "增长幅度",
    "涨跌幅",
    "跌幅",
];

/// The aspect of a figure whose name and verb are bound. `lead` are the words before it.
pub fn aspect(text: &str, figure: &Figure, fact: &Fact, lead: Span, lexicon: &Lexicon) -> Aspect {
    let name = fact.indicator.map_or("", |i| i.span.of(text));
    let words = lead.of(text);
    let told_in_percent = matches!(figure.form, Form::Percent | Form::Permille);
    let mean = told_in_percent
        && (words
            .match_indices("年均")
            .any(|(at, w)| !words[at + w.len()..].starts_with('值'))
            || words.contains("平均每年")
            || words.contains("年平均"));
    match figure.form {
        Form::Ordinal => Aspect::Rank,
        Form::Amount if is_place(words, figure) => Aspect::Rank,
        Form::Ratio => Aspect::Ratio,
        // 增长1.3倍 is a growth of 130%, 增长到1.3倍 and 翻一番 tell how many times as much there is.
        Form::Multiple if fact.direction.is_some() => Aspect::Growth,
        Form::Multiple | Form::Fan => Aspect::Multiple,
        Form::Point => Aspect::Points,
        Form::Fraction => Aspect::Share,
        Form::Percent | Form::Permille => {
            let own_growth = GROWTHS.iter().any(|w| name.ends_with(w)) && !name.ends_with("自然增长率");
            if whole(text, lead).is_some() || SHARES.iter().any(|w| name.ends_with(w)) {
                // 同比改善6.3%
                let changed = (fact.direction.is_some() && fact.verb.is_some()) || words.trim_end().ends_with("改善");
                if changed && whole(text, lead).is_none() {
                    return Aspect::Growth;
                }
                Aspect::Share
            } else if fact.direction.is_none()
                && (told_as_share(words) || text[figure.span.end as usize..].starts_with("用于"))
            {
                Aspect::Share
            } else if mean
                && (fact.direction.is_some()
                    || own_growth
                    || ["增长", "增速", "增幅"]
                        .iter()
                        .any(|w| words.replace("自然增长", "").contains(w))
                    || grows_behind(text, figure))
            {
                Aspect::AverageGrowth
            } else if fact.direction.is_some()
                || own_growth
                || words.trim_end().ends_with("改善")
                || grows_behind(text, figure)
            {
                Aspect::Growth
            } else {
                Aspect::Rate
            }
        }
        Form::Amount | Form::Bare => {
            let listed = fact.indicator.and_then(|i| i.entry);
            let class = listed.map(|e| lexicon.indicators[e as usize].class);
            if fact.direction.is_some() {
                Aspect::Change
            } else if class == Some(Class::Rate) {
                Aspect::Rate
            } else if figure.unit.dimension == "count" {
                Aspect::Count
            } else {
                Aspect::Level
            }
        }
        Form::Date | Form::Year => Aspect::Level,
    }
}

/// Whether a figure is a place in an order: 前十名, 排95位.
fn is_place(words: &str, figure: &Figure) -> bool {
    let places = ["前", "排", "排名", "位列", "位居", "排在", "列", "居"];
    matches!(figure.unit.name.as_str(), "名" | "位") && places.iter().any(|w| words.trim_end().ends_with(w))
}

/// Whether a growth is what stands behind a figure: 8%左右的增长, 8%的增速.
fn grows_behind(text: &str, figure: &Figure) -> bool {
    let rest = text[figure.span.end as usize..].strip_prefix('的');
    rest.is_some_and(|rest| {
        ["增长", "增速", "增幅", "预期增长", "年均增长"]
            .iter()
            .any(|w| rest.starts_with(w))
    })
}

/// Whether the words before a figure call it a share: 税收收入3.2亿元，占比77.5%.
fn told_as_share(words: &str) -> bool {
    let words = words.trim_end_matches([
        '达', '到', '为', '约', '近', '超', '过', '分', '别', '均', '至', '升', '提', '高',
    ]);
    ["占比", "比重", "份额", "占"].iter().any(|w| words.ends_with(w))
}

/// Where the words that lead to the whole of a share stand, and how long they are: 占, 相当于, 完成 before …的 and the figure.
pub fn whole_at(words: &str) -> Option<(usize, usize)> {
    let found = ["占", "相当于"]
        .iter()
        .filter_map(|w| words.rfind(w).map(|i| (i, w.len())))
        .max();
    let found = found.filter(|(at, len)| {
        let rest = &words[at + len..];
        let land = rest.starts_with('地') && !rest.starts_with("地方") && !rest.starts_with("地区");
        // 所占的比重 names no whole.
        !land && !rest.starts_with(['比', '有', '用', '道', '领']) && !rest.starts_with("的比")
    });
    let planned = words
        .trim_end()
        .ends_with('的')
        .then(|| {
            ["完成", "为", "达到"]
                .iter()
                .filter_map(|w| words.rfind(w).map(|i| (i, w.len())))
                .max()
        })
        .flatten()
        .filter(|(at, len)| {
            ["计划", "预算", "任务", "目标", "总投资", "总量", "总数"]
                .iter()
                .any(|w| words[at + len..].contains(w))
        });
    found.or(planned)
}

/// The whole of a share in the words before it: GDP in 占GDP的比重为.
pub fn whole(text: &str, lead: Span) -> Option<Span> {
    let words = lead.of(text);
    let at = whole_at(words)?;
    let rest = &words[at.0 + at.1..];
    let end = [
        "的比重",
        "比重",
        "的比例",
        "比例",
        "的份额",
        "比降",
        "比升",
        "比提",
        "比上升",
        "比下降",
        "比达",
        "比为",
        "的",
        "达到",
        "超过",
        "达",
        "约",
        "近",
    ]
    .iter()
    .filter_map(|w| rest.find(w))
    .min()
    .unwrap_or(rest.trim_end().len());
    // 占到工业增加值的50%
    let led = ["到", "到了", "了"]
        .iter()
        .filter(|w| rest.starts_with(**w) && w.len() < end);
    let led = led.map(|w| w.len()).max().unwrap_or(0);
    let (start, end) = (at.0 + at.1 + led, end.saturating_sub(led));
    // 占48%、增长119%: the first share says nothing of a whole.
    let named = !words[start..].starts_with(|c: char| c.is_ascii_digit());
    (end > 0 && named).then(|| Span::new(start, start + end).shift(lead.start as usize))
}
