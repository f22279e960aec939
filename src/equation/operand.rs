//! Operands: the figures that stand for the slots of an equation.
//!
//! Owns how a printed figure becomes an interval in base units: units converted, every %, ‰ and percentage point a part of one, the
//! sign of a change taken from its verb.

use crate::fact::Direction;
use crate::figure::number::power_of_ten;
use crate::figure::reading::{Reading, shown};
use crate::figure::{Figure, Form, Interval, Printed, Value};
use crate::lexicon::Lexicon;
use dashu_int::IBig;
use dashu_ratio::RBig;

/// One figure, or a list whose sum counts.
#[derive(Clone, Debug)]
pub struct Operand {
    figures: Vec<Figure>,
    factor: RBig,
    dimension: String,
}

impl Operand {
    /// The operand of a figure, with the sign of its verb when the slot asks for it.
    pub fn new(figure: &Figure, direction: Option<Direction>, lexicon: &Lexicon) -> Self {
        let sign = if direction == Some(Direction::Down) {
            -RBig::ONE
        } else {
            RBig::ONE
        };
        Self {
            figures: vec![figure.clone()],
            factor: sign * base_factor(figure, lexicon),
            dimension: dimension(figure, lexicon),
        }
    }

    /// The operand of a list: its sum. All figures are taken in the unit of the first.
    pub fn list(figures: &[&Figure], lexicon: &Lexicon) -> Self {
        let factor = figures.first().map_or(RBig::ONE, |f| base_factor(f, lexicon));
        let dimension = figures.first().map_or_else(String::new, |f| dimension(f, lexicon));
        Self {
            figures: figures.iter().map(|f| (*f).clone()).collect(),
            factor,
            dimension,
        }
    }

    /// The same with another figure, printed in the same unit.
    pub fn with(&self, figure: &Figure) -> Self {
        Self {
            figures: vec![figure.clone()],
            ..self.clone()
        }
    }

    /// Its dimension: `""` for shares and multiples, the currency for money, the unit itself for classifiers that never convert.
    pub fn dimension(&self) -> &str {
        &self.dimension
    }

    /// Whether every figure is printed without a hedge.
    pub fn plain(&self) -> bool {
        self.figures
            .iter()
            .all(|f| f.plain() || matches!(f.value, Value::Date(_) | Value::Ratio(_)))
    }

    /// Its values in base units under a reading.
    pub fn interval(&self, reading: Reading) -> Option<Interval> {
        let zero = Interval::exact(RBig::ZERO);
        let sum = self
            .figures
            .iter()
            .try_fold(zero, |sum, f| Some(sum.add(&f.interval(reading)?)))?;
        Some(sum.mul(&Interval::exact(self.factor.clone())))
    }

    /// Its value as printed, in base units.
    pub fn point(&self) -> Option<RBig> {
        let sum = self
            .figures
            .iter()
            .try_fold(RBig::ZERO, |sum, f| Some(sum + f.printed()?.value()))?;
        Some(sum * &self.factor)
    }

    /// The strict intervals of the same figure with its second significant digit one higher and one lower. Empty for lists.
    pub fn moved_second_digit(&self) -> Vec<Interval> {
        let [figure] = self.figures.as_slice() else {
            return Vec::new();
        };
        let (Some(p), Some(strict)) = (figure.printed(), figure.interval(Reading::Strict)) else {
            return Vec::new();
        };
        let digits = p.mantissa.unsigned_abs().to_string().len() as i32;
        let step = power_of_ten(p.exponent + digits - 2);
        [step.clone(), -step]
            .into_iter()
            .map(|s| {
                strict
                    .add(&Interval::exact(s))
                    .mul(&Interval::exact(self.factor.clone()))
            })
            .collect()
    }

    /// One part of a ratio, from 1, as a share.
    pub fn part(&self, n: usize, reading: Reading) -> Option<Interval> {
        let part = self.ratio()?.get(n.checked_sub(1)?)?;
        Some(shown(part, false, reading).mul(&Interval::exact(power_of_ten(-2))))
    }

    /// The same as printed.
    pub fn part_point(&self, n: usize) -> Option<RBig> {
        Some(self.ratio()?.get(n.checked_sub(1)?)?.value() * power_of_ten(-2))
    }

    fn ratio(&self) -> Option<&[Printed]> {
        match &self.figures.first()?.value {
            Value::Ratio(parts) => Some(parts),
            _ => None,
        }
    }

    /// The year of a date.
    pub fn year(&self) -> Option<i32> {
        match self.figures.first().map(|f| &f.value) {
            Some(Value::Date(d)) => d.year,
            _ => None,
        }
    }

    /// Values in base units, in the unit of the figure.
    pub fn interval_in_unit(&self, values: &Interval) -> Interval {
        values.mul(&Interval::exact(RBig::ONE / &self.factor))
    }

    /// A value in base units, in the unit of the figure.
    pub fn in_unit(&self, value: &RBig) -> RBig {
        value / &self.factor
    }
}

/// What one of the figure's unit is in base units: 亿元 is 元 already, 公顷 converts, a percent is a hundredth.
fn base_factor(figure: &Figure, lexicon: &Lexicon) -> RBig {
    match figure.form {
        Form::Percent | Form::Point => power_of_ten(-2),
        Form::Permille => power_of_ten(-3),
        Form::Amount => {
            let scale = |entry: Option<u32>| {
                let decimal = entry.and_then(|e| lexicon.units[e as usize].scale)?;
                Some(RBig::from(IBig::from(decimal.mantissa)) * power_of_ten(decimal.exponent))
            };
            let top = scale(figure.unit.entry).unwrap_or(RBig::ONE);
            match figure.unit.per {
                Some(per) => top / scale(Some(per)).filter(|s| !s.is_zero()).unwrap_or(RBig::ONE),
                None => top,
            }
        }
        _ => RBig::ONE,
    }
}

fn dimension(figure: &Figure, lexicon: &Lexicon) -> String {
    // Ranks are compared with ordinals, which have no unit.
    if figure.form != Form::Amount || figure.unit.dimension == "rank" {
        return String::new();
    }
    let Some(entry) = figure.unit.entry.map(|e| &lexicon.units[e as usize]) else {
        return figure.unit.dimension.clone();
    };
    match (&entry.currency, entry.scale) {
        (Some(currency), _) if figure.unit.per.is_none() => format!("money:{currency}"),
        (_, None) if figure.unit.per.is_none() => format!("{}:{}", figure.unit.dimension, entry.unit),
        _ => figure.unit.dimension.clone(),
    }
}
