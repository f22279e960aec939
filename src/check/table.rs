//! Kind `table`: totals, shares and growth inside one table.
//!
//! Owns what a rule of this kind may say. Which lines make up which is in [`division`] and, where only numbers tell, in [`guess`]; whether
//! they add up in [`footing`]; columns that follow from others in [`derived`]; parts above their whole in [`within`]. Rows and columns, names and units come from [`crate::table`].

mod derived;
mod division;
mod footing;
mod guess;
mod view;
mod within;

use super::{Check, Compile, Context, Shown, Sink};
use schemars::JsonSchema;
use serde::Deserialize;

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// What is said about a table.
    pub says: Says,
    /// Names of lines that are the total of all others: 合计, 总计.
    #[serde(default)]
    pub totals: Vec<String>,
    /// Names of lines that are, as a rule, the total of all others: 全市.
    #[serde(default)]
    pub areas: Vec<String>,
    /// Ends of names that may be the total of all others: 累计. They must hold somewhere.
    #[serde(default)]
    pub running: Vec<String>,
    /// Names of lines that are the total of some: 小计.
    #[serde(default)]
    pub subtotals: Vec<String>,
    /// Ends of names that are a whole whose parts may follow: 总量, 总额.
    #[serde(default)]
    pub wholes: Vec<String>,
    /// Beginnings of names that stand for all that is not named: 其他.
    #[serde(default)]
    pub rest: Vec<String>,
    /// Sets of words that together exhaust a whole; alternatives of one member are separated by `|`.
    #[serde(default)]
    pub closed: Vec<Vec<String>>,
    /// Sets that exhaust a whole as a rule: what misses is told as a warning, and only where one slip of the keys explains it.
    #[serde(default)]
    pub usual: Vec<UsualSpec>,
    /// Words in the name of a line whose values do not add up: 人均, 率.
    #[serde(default)]
    pub not_additive: Vec<String>,
    /// Words in the name of a line whose percentages are parts of a hundred: 比重. Others do not add up.
    #[serde(default)]
    pub shares: Vec<String>,
    /// Words in the name of a column that follows from others: 占比, 增长.
    #[serde(default)]
    pub columns: Vec<String>,
    /// Words in a name that keep a column or a row out of it: 可比价, 增加值.
    #[serde(default)]
    pub unless: Vec<String>,
}

/// A set that exhausts a whole as a rule.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UsualSpec {
    /// Words of which one stands in the name of the whole; none where any whole will do: goods go by pipeline too, passengers do not.
    #[serde(default)]
    pub of: Vec<String>,
    /// The parts; alternatives of one are separated by `|`.
    pub parts: Vec<String>,
}

/// What a rule says about a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Says {
    /// Rows add up to their total.
    RowsAddUp,
    /// Columns add up to their total.
    ColumnsAddUp,
    /// A column of shares follows from a column of values and its total.
    Share,
    /// A column of growth follows from two columns of values.
    Growth,
    /// A column of ratios (完成预算%) follows from two columns of values.
    Ratio,
    /// A column of differences follows from two columns of values.
    Difference,
    /// A part (其中) is no larger than its whole.
    PartWithinWhole,
}

impl Spec {
    /// The check of these settings.
    pub fn compile(self, _cx: &mut Compile) -> Option<Box<dyn Check>> {
        let member = |words: &String| words.split('|').map(str::to_owned).collect();
        let set = |parts: &Vec<String>| parts.iter().map(member).collect();
        let closed = self.closed.iter().map(set).collect();
        let usual = self.usual.iter().map(|usual| set(&usual.parts)).collect();
        Some(Box::new(TableCheck {
            spec: self,
            closed,
            usual,
        }))
    }
}

/// Members of a set, each with its alternatives.
type Set = Vec<Vec<String>>;

struct TableCheck {
    spec: Spec,
    closed: Vec<Set>,
    /// The sets of `spec.usual`, in the same order.
    usual: Vec<Set>,
}

impl Check for TableCheck {
    fn slots(&self) -> Vec<String> {
        let slots: &[&str] = match self.spec.says {
            Says::RowsAddUp | Says::ColumnsAddUp => &["row", "column", "total", "count", "sum", "parts"],
            Says::PartWithinWhole => &["row", "column", "stated", "whole", "total"],
            _ => &["row", "column", "stated", "expected", "sum"],
        };
        slots.iter().map(|s| (*s).to_owned()).collect()
    }

    fn run(&self, cx: &Context, _sentences: &[Shown], sink: &mut Sink) {
        match self.spec.says {
            Says::RowsAddUp | Says::ColumnsAddUp => self.footing(cx, sink),
            Says::PartWithinWhole => self.within(cx, sink),
            _ => self.derived(cx, sink),
        }
    }
}
