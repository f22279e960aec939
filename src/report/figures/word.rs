//! The words of the ledger: one for the interface, which is also the English one, and one for drafters.

use crate::check::Lang;
use crate::fact::{Aspect, Basis, BasisFrom, Direction, Extent, Period, Price};
use crate::figure::Hedge;
use crate::finding::Outcome;
use crate::settle::ledger::{Reason, Status};

/// A word in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Of the interface, and in English.
    pub code: &'static str,
    /// In Chinese.
    pub zh: &'static str,
}

impl Word {
    /// The word in a language.
    pub fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.code,
        }
    }
}

const fn word(code: &'static str, zh: &'static str) -> Word {
    Word { code, zh }
}

/// How a figure is hedged.
pub fn hedge(hedge: Hedge) -> Word {
    match hedge {
        Hedge::None => word("none", ""),
        Hedge::About => word("about", "约"),
        Hedge::Near => word("near", "近"),
        Hedge::Over | Hedge::Exceed => word("over", "超"),
        Hedge::AtLeast => word("at-least", "不低于"),
        Hedge::AtMost => word("at-most", "不超过"),
        Hedge::Less => word("less", "不足"),
        Hedge::Class => word("class", "档次"),
    }
}

/// Which way a change goes.
pub fn direction(direction: Direction) -> Word {
    match direction {
        Direction::Up => word("up", "升"),
        Direction::Down => word("down", "降"),
    }
}

/// Which side of its indicator a figure gives.
pub fn aspect(aspect: Aspect) -> Word {
    match aspect {
        Aspect::Level => word("level", "绝对数"),
        Aspect::Change => word("change", "增减量"),
        Aspect::Growth => word("growth", "增速"),
        Aspect::Points => word("points", "百分点"),
        Aspect::Share => word("share", "占比"),
        Aspect::Rate => word("rate", "比率"),
        Aspect::Ratio => word("ratio", "比例"),
        Aspect::Rank => word("rank", "位次"),
        Aspect::AverageGrowth => word("average-growth", "年均增速"),
        Aspect::Multiple => word("multiple", "倍数"),
        Aspect::Count => word("count", "个数"),
    }
}

/// Whether it has happened.
pub fn basis(basis: Basis) -> Word {
    match basis {
        Basis::Result => word("result", "实绩"),
        Basis::Estimate => word("estimate", "预计"),
        Basis::Goal => word("goal", "目标"),
        Basis::Plan => word("plan", "计划"),
    }
}

/// What says so.
pub fn basis_from(from: BasisFrom) -> Word {
    match from {
        BasisFrom::Turn => word("turn", "部署部分"),
        BasisFrom::Verb => word("verb", "动词"),
        BasisFrom::Heading => word("heading", "标题"),
        BasisFrom::Clause => word("clause", "分句"),
    }
}

/// What kind of time it is.
pub fn span(extent: Extent) -> Word {
    match extent {
        Extent::Unknown => word("unknown", ""),
        Extent::Year => word("year", "当期"),
        Extent::Cumulative => word("cumulative", "累计"),
        Extent::AsOf => word("as-of", "时点"),
    }
}

/// At which prices.
pub fn price(price: Price) -> Word {
    match price {
        Price::Unknown => word("unknown", ""),
        Price::Current => word("current", "现价"),
        Price::Constant => word("constant", "不变价"),
        Price::Comparable => word("comparable", "可比口径"),
    }
}

/// What became of a figure.
pub fn status(status: Status) -> Word {
    match status {
        Status::Verified => word("verified", "核实"),
        Status::Contradicted => word("contradicted", "矛盾"),
        Status::Unverified => word("unverified", "未核实"),
        Status::NotCheckable(_) => word("not-checkable", "不可核对"),
    }
}

/// Why a figure cannot be checked.
pub fn reason(reason: Reason) -> Word {
    match reason {
        Reason::Goal => word("goal", "目标"),
        Reason::RealGrowth => word("real-growth", "不变价增速"),
        Reason::NoPartner => word("no-partner", "无对应数"),
        Reason::BoundOnly => word("bound-only", "只有界限"),
        Reason::OtherSpan => word("other-span", "时段不同"),
    }
}

/// What came of a relation. One that holds without power is consistent too, but verifies nothing.
pub fn verdict(outcome: Outcome) -> Word {
    match outcome {
        Outcome::Verified | Outcome::Holds => word("consistent", "相符"),
        Outcome::NearMiss => word("near-miss", "末位有差"),
        Outcome::Contradicted => word("contradicted", "矛盾"),
        Outcome::Unknown => word("unknown", "推算"),
    }
}

/// A period as the interface writes it: `2022`, `2022-06`, `2022-01/2022-11`, `2018/2022`; `--06` where the year is not told.
pub fn period(period: &Period) -> String {
    let year = |year: Option<i32>| year.map_or_else(|| "-".to_owned(), |y| y.to_string());
    match (months(period), years(period)) {
        (Some((first, last)), (from, _)) if first == last => format!("{}-{first:02}", year(from)),
        (Some((first, last)), (from, _)) => format!("{0}-{first:02}/{0}-{last:02}", year(from)),
        (None, (None, _)) => String::new(),
        (None, (from, None)) => year(from),
        (None, (from, to)) => format!("{}/{}", year(from), year(to)),
    }
}

/// The same for drafters: 2022年, 2022年6月, 2022年1—11月, 2018—2022年; a moment with 末.
pub fn period_in(lang: Lang, of: &Period) -> String {
    if lang == Lang::En {
        return period(of);
    }
    let end = if of.extent == Extent::AsOf { "末" } else { "" };
    let year = |year: Option<i32>| year.map_or_else(String::new, |y| format!("{y}年"));
    match (months(of), years(of)) {
        (Some((first, last)), (from, _)) if first == last => format!("{}{first}月{end}", year(from)),
        (Some((first, last)), (from, _)) => format!("{}{first}—{last}月", year(from)),
        (None, (None, _)) => String::new(),
        (None, (from, None)) => format!("{}{end}", year(from)),
        (None, (Some(from), to)) => format!("{from}—{}", year(to)),
    }
}

/// The months of a period, unless they are the whole of a known year.
fn months(period: &Period) -> Option<(u8, u8)> {
    period.months.filter(|m| *m != (1, 12) || period.from.is_none())
}

/// The first year of a period, and the last if it is another one.
fn years(period: &Period) -> (Option<i32>, Option<i32>) {
    let Period { from, to, .. } = *period;
    (from.or(to), to.filter(|to| from.is_some_and(|from| from != *to)))
}
