//! Hedges: words on either side of a number that widen or bound it.
//!
//! Owns their kinds. Which words they are is in the lexicon; the intervals they give are in [`super::interval`].

/// How a figure is hedged (see [`super::interval`] for what each means).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, schemars::JsonSchema,
)]
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
