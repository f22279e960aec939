//! The YAML shape of the lexicon's entries.
//!
//! Owns which keys an entry has and what they mean; the comments in the files say why an entry is as it is. The lists that entries stand in
//! are [`super::files`].

mod decimal;
mod name;

pub use decimal::Decimal;
pub use name::Name;

use schemars::JsonSchema;
use serde::Deserialize;

/// How a figure is hedged; what each means as an interval is in [`crate::figure::interval`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Hedge {
    /// As printed.
    #[default]
    None,
    /// 约, 左右, 上下
    About,
    /// 近, 接近
    Near,
    /// 余, 多
    Over,
    /// 超, 逾, 突破: at least, and hardly ever more than one unit of the leading digit above.
    Exceed,
    /// 以上, 不低于
    AtLeast,
    /// 以下, 以内, 不超过
    AtMost,
    /// 不足, 不到
    Less,
    /// The boundary of a class (5亿元以上项目): in no relation.
    Class,
}

/// The direction of a verb of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// 增长, 提高, 高于 …
    Up,
    /// 下降, 减少, 低于 …
    Down,
}

/// A unit or classifier.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitEntry {
    /// The canonical written form.
    pub unit: String,
    /// Other written forms.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it measures: money, people, mass, percent, point, multiple ….
    pub dimension: String,
    /// How many base units of the dimension one of it is, as a decimal; none when it cannot be converted.
    #[serde(default)]
    pub scale: Option<Decimal>,
    /// Whether an integer of it is exact.
    #[serde(default)]
    pub counted: bool,
    /// Whether it is a statutory unit.
    #[serde(default = "yes")]
    pub statutory: bool,
    /// What must not follow it directly: 人 is no unit in 5人均.
    #[serde(default)]
    pub not_before: Vec<String>,
    /// The currency of a unit of money; different ones are never compared.
    #[serde(default)]
    pub currency: Option<String>,
}

fn yes() -> bool {
    true
}

/// A piece of patterns that many rules share, written `{@name}` in them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// Its name.
    pub name: String,
    /// The pattern that stands for it; it may hold slots and the phrases before it.
    pub pattern: String,
}

/// A verb of change.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Verb {
    /// The verb.
    pub verb: String,
    /// Up or down.
    pub sign: Direction,
    /// What must not follow it directly.
    #[serde(default)]
    pub not_before: Vec<String>,
    /// What must not stand directly before it.
    #[serde(default)]
    pub not_after: Vec<String>,
}

/// A hedge.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HedgeWord {
    /// The word.
    pub word: String,
    /// What it does to the number.
    pub kind: Hedge,
    /// For a word before the number: not read directly after one of these (签约1644亿元).
    #[serde(default)]
    pub not_after: Vec<String>,
    /// For a word after the number: not read directly before one of these (10多层).
    #[serde(default)]
    pub not_before: Vec<String>,
}

/// An indicator.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorEntry {
    /// The canonical name.
    pub name: String,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Level, rate, index or rank.
    #[serde(default)]
    pub class: Class,
    /// The dimension of its values.
    #[serde(default)]
    pub dimension: Option<String>,
    /// Stock or flow.
    #[serde(default)]
    pub kind: Option<StockOrFlow>,
    /// Whether values of parts add up.
    #[serde(default = "yes")]
    pub additive: bool,
    /// What its printed growth is compared with.
    #[serde(default)]
    pub growth: Growth,
    /// Years in which a nominal growth is printed on a comparable basis.
    #[serde(default)]
    pub comparable_years: Vec<i32>,
    /// Closed sets that it divides into.
    #[serde(default)]
    pub parts: Vec<Vec<String>>,
    /// Plausible range in its canonical unit.
    #[serde(default)]
    pub range: Option<Range>,
    /// A rate whose change is usually given in relative percent.
    #[serde(default)]
    pub relative_ok: bool,
    /// Many things of one document have each their own value of it (总投资): two values are no contradiction.
    #[serde(default)]
    pub each: bool,
    /// A rate that may exceed 100%.
    #[serde(default)]
    pub over_100: bool,
}

impl IndicatorEntry {
    /// Whether it says nothing but names.
    pub(super) fn is_bare(&self) -> bool {
        let settled = self.dimension.is_some() || self.kind.is_some() || self.range.is_some() || !self.additive;
        let listed = !self.comparable_years.is_empty() || !self.parts.is_empty();
        let flagged = self.relative_ok || self.each || self.over_100;
        !settled && !listed && !flagged && self.class == Class::default() && self.growth == Growth::default()
    }
}

/// What kind of value an indicator has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// An amount.
    #[default]
    Level,
    /// A share or rate in percent or per mille.
    Rate,
    /// An index number.
    Index,
    /// A rank.
    Rank,
}

/// A stock is counted at a moment, a flow over a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StockOrFlow {
    /// At a moment.
    Stock,
    /// Over a period.
    Flow,
}

/// Whether a growth rate may be recomputed from levels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Growth {
    /// Growth at constant prices: never compared with levels.
    Real,
    /// On a comparable basis: compared inside one clause group only, as a warning.
    ComparableBasis,
    /// Recomputed.
    #[default]
    Nominal,
}

/// A plausible range.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// At least.
    #[serde(default)]
    pub low: Option<Decimal>,
    /// At most.
    #[serde(default)]
    pub high: Option<Decimal>,
}

/// A five-year plan.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// 十四五
    pub name: String,
    /// First year.
    pub from: i32,
    /// Last year.
    pub to: i32,
}

/// A counted formulation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Formula {
    /// 四个意识
    pub term: String,
    /// How many members it has.
    pub count: u32,
    /// Its members in order.
    #[serde(default)]
    pub members: Vec<String>,
    /// The verbs that govern it.
    #[serde(default)]
    pub verb: Vec<String>,
    /// First use: a year or year and month.
    #[serde(default)]
    pub since: Option<String>,
    /// Last use.
    #[serde(default)]
    pub until: Option<String>,
}

/// Names of areas and periods.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Provinces.
    pub provinces: Vec<String>,
    /// Cities.
    pub cities: Vec<String>,
    /// Words that open a local scope.
    pub local: Vec<String>,
    /// Words that name a period.
    pub periods: Vec<String>,
}
