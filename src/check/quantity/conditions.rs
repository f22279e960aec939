//! What a rule of kind `quantity` asks of a figure.
//!
//! Owns the settings under `where:` and what can be told from the figure and its unit; what its fact says is asked in [`super`].

use crate::figure::number::power_of_ten;
use crate::figure::{Figure, Flaw, Form, Value};
use crate::lexicon::entries::{Class, Decimal, IndicatorEntry};
use dashu_int::IBig;
use dashu_ratio::RBig;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_yaml::Spanned;

/// Conditions on a figure; those that are given must all hold.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Conditions {
    /// The printed value is larger than this.
    #[schemars(with = "Option<String>")]
    pub above: Option<Decimal>,
    /// The printed value is smaller than this.
    #[schemars(with = "Option<String>")]
    pub below: Option<Decimal>,
    /// The printed value is smaller than the first or larger than the second.
    #[schemars(with = "Option<[String; 2]>")]
    pub outside: Option<[Decimal; 2]>,
    /// The printed value is exactly this.
    #[schemars(with = "Option<String>")]
    pub equals: Option<Decimal>,
    /// Its quotient by another figure of the match.
    pub per: Option<Per>,
    /// At least so many printed significant digits.
    pub digits: Option<u32>,
    /// 万 or 亿 stands in the number, or does not.
    pub scaled: Option<bool>,
    /// It is hedged, or is not.
    pub hedged: Option<bool>,
    /// It is written wrongly in this way.
    pub flaw: Option<FlawSpec>,
    /// It has two hedges, one before and one behind.
    pub two_hedges: Option<bool>,
    /// It is a range whose lower end is above its upper end.
    pub reversed: Option<bool>,
    /// It is a ratio whose parts have different numbers of decimals.
    pub uneven: Option<bool>,
    /// A regular expression that the name of the indicator matches; a figure without a name never does.
    #[schemars(with = "Option<String>")]
    pub name: Option<Spanned<String>>,
    /// A regular expression that it does not match.
    #[schemars(with = "Option<String>")]
    pub not_name: Option<Spanned<String>>,
    /// A regular expression that the figure as printed, hedges and unit included, does not match.
    #[schemars(with = "Option<String>")]
    pub not_text: Option<Spanned<String>>,
    /// A regular expression that does not match what stands directly behind it, marks and line ends included.
    #[schemars(with = "Option<String>")]
    pub not_before: Option<Spanned<String>>,
    /// The name stands in the same clause, or was carried over.
    pub carried: Option<bool>,
    /// The class of the indicator in the lexicon; an unlisted one has none.
    pub class: Option<ClassSpec>,
    /// The dimension of the indicator in the lexicon is one of these.
    pub dimension: Option<Vec<String>>,
    /// The figure's dimension is not the one that the lexicon gives the indicator.
    pub misfit: Option<bool>,
    /// The change of the indicator is conventionally given in relative percent.
    pub relative: Option<bool>,
    /// The indicator may exceed 100%.
    pub over_100: Option<bool>,
}

/// A class of indicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClassSpec {
    /// Amounts.
    Level,
    /// Shares and rates.
    Rate,
    /// Index numbers.
    Index,
}

/// What is wrong with how a figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FlawSpec {
    /// A space or line break inside the number.
    Broken,
    /// Thousands grouped wrongly.
    Grouping,
    /// Full-width digits, point or comma.
    FullWidth,
    /// Arabic digits and Chinese numerals mixed beyond 万 and 亿.
    Mixed,
}

/// Bounds on the quotient of two printed values, whatever their units.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Per {
    /// The slot of the divisor.
    #[schemars(with = "String")]
    pub slot: Spanned<String>,
    /// The unit of the divisor.
    #[serde(default)]
    pub unit: Option<String>,
    /// The quotient is larger than this.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub above: Option<Decimal>,
    /// It is smaller than this.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub below: Option<Decimal>,
}

impl Per {
    /// The quotient of two figures, when it is as asked.
    pub(super) fn quotient(&self, figure: &Figure, by: &Figure) -> Option<RBig> {
        if self.unit.as_ref().is_some_and(|unit| by.unit.name != *unit) {
            return None;
        }
        let (value, by) = (figure.printed()?.value(), by.printed()?.value());
        let quotient = (by != RBig::ZERO).then(|| value / by)?;
        let within = bounded(&self.above, &quotient, |q, b| q > b) && bounded(&self.below, &quotient, |q, b| q < b);
        within.then_some(quotient)
    }
}

/// Whether a value stands to a bound as asked; it does where there is no bound.
pub(super) fn bounded(bound: &Option<Decimal>, value: &RBig, holds: fn(&RBig, &RBig) -> bool) -> bool {
    bound.is_none_or(|b| holds(value, &(RBig::from(IBig::from(b.mantissa)) * power_of_ten(b.exponent))))
}

impl Conditions {
    /// What is asked of the figure alone, without its place.
    pub(super) fn admit(&self, figure: &Figure) -> bool {
        let is = |wanted: Option<bool>, real: &dyn Fn() -> bool| wanted.is_none_or(|w| w == real());
        self.flaw
            .is_none_or(|flaw| figure.flaws.iter().any(|(f, _)| *f == flaw.as_flaw()))
            && is(self.two_hedges, &|| figure.second_hedge.is_some())
            && is(self.reversed, &|| reversed(figure))
            && is(self.uneven, &|| uneven(figure))
            && is(self.scaled, &|| figure.printed().is_some_and(|p| p.scaled))
            && is(self.hedged, &|| !figure.plain())
            && self.digits.is_none_or(|n| significant(figure) >= n)
    }
}

impl FlawSpec {
    fn as_flaw(self) -> Flaw {
        match self {
            Self::Broken => Flaw::Broken,
            Self::Grouping => Flaw::Grouping,
            Self::FullWidth => Flaw::FullWidth,
            Self::Mixed => Flaw::Mixed,
        }
    }
}

/// Whether a range runs downwards.
fn reversed(figure: &Figure) -> bool {
    match &figure.value {
        Value::Range(low, high) => low.value() > high.value(),
        Value::Date(date) => date.year.zip(date.to_year).is_some_and(|(from, to)| from > to),
        _ => false,
    }
}

/// Whether the parts of a ratio have different numbers of decimals.
fn uneven(figure: &Figure) -> bool {
    match &figure.value {
        Value::Ratio(parts) => parts.iter().any(|p| p.exponent != parts[0].exponent),
        _ => false,
    }
}

pub(super) fn same_class(wanted: ClassSpec, class: Class) -> bool {
    matches!(
        (wanted, class),
        (ClassSpec::Level, Class::Level) | (ClassSpec::Rate, Class::Rate) | (ClassSpec::Index, Class::Index)
    )
}

/// Whether the lexicon gives the indicator a dimension and the figure has another one.
pub(super) fn misfit(figure: &Figure, entry: Option<&IndicatorEntry>) -> bool {
    let Some(wanted) = entry.and_then(|e| e.dimension.as_deref()) else {
        return false;
    };
    figure.form == Form::Amount && !figure.unit.dimension.is_empty() && figure.unit.dimension != wanted
        || figure.form == Form::Percent && wanted == "permille"
}

fn significant(figure: &Figure) -> u32 {
    figure
        .printed()
        .map_or(0, |p| p.rounded().mantissa.unsigned_abs().to_string().len() as u32)
}
