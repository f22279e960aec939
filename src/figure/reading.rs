//! The interval that a printed figure stands for.
//!
//! Owns the meaning of hedges and of the last printed place. The reading of a printed number as a closed interval of half a unit of its
//! last place each way is that of XBRL Calculations 1.1.

use super::interval::{End, Interval, decimal};
use super::number::power_of_ten;
use super::{Figure, Form, Hedge, Printed, Value};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// How the last printed place is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Rounded to half a unit: the strict reading.
    Strict,
    /// Truncated or rounded up: one unit each way.
    Loose,
    /// Trailing zeros are rounding too.
    TrailingZeros,
}

impl Figure {
    /// The real values it can stand for, in its unit (万 and 亿 multiplied out, a percent as a number of percent). None for dates and
    /// for figures that stand in no relation.
    pub fn interval(&self, reading: Reading) -> Option<Interval> {
        if self.hedge == Hedge::Class {
            return None;
        }
        match &self.value {
            Value::One(p) => Some(hedged(self, shown(p, self.unit.counted, reading), p)),
            Value::Range(a, b) => {
                let low = shown(a, self.unit.counted, reading).low;
                Some(Interval {
                    low,
                    high: shown(b, self.unit.counted, reading).high,
                })
            }
            Value::Fraction { numerator, denominator } if *denominator > 0 => {
                let value = RBig::from_parts(IBig::from(*numerator), (*denominator).into());
                Some(fraction(self.hedge, value))
            }
            _ => None,
        }
    }

    /// Whether its value enters an equation as printed, without a hedge or a range.
    pub fn plain(&self) -> bool {
        self.hedge == Hedge::None && matches!(self.value, Value::One(_))
    }

    /// The lower and upper value as decimal strings in its unit, for a figure with one value; `None` where it is unbounded.
    pub fn bounds(&self) -> (Option<String>, Option<String>) {
        let Some(i) = self.interval(Reading::Strict) else {
            return (None, None);
        };
        let text = |e: &End| e.value().map(|v| decimal(v, 6));
        (text(&i.low), text(&i.high))
    }
}

/// The interval of one part of a ratio or of an unhedged number.
pub fn shown(p: &Printed, counted: bool, reading: Reading) -> Interval {
    let half = RBig::from_parts(IBig::ONE, 2u8.into());
    let counts = counted && !p.scaled && p.exponent >= 0;
    match reading {
        Reading::Strict if counts => Interval::exact(p.value()),
        Reading::Strict => Interval::around(&p.value(), &(p.last_place() * half)),
        Reading::Loose if counts => Interval::exact(p.value()),
        Reading::Loose => Interval::around(&p.value(), &p.last_place()),
        // A count that ends in no zero was not rounded.
        Reading::TrailingZeros if counts && p.rounded().exponent == p.exponent => Interval::exact(p.value()),
        // Nobody rounds to one digit: 1000 is rounded to hundreds at most.
        Reading::TrailingZeros => {
            let rounded = p.rounded();
            let place = match rounded.mantissa.unsigned_abs() {
                0..10 if rounded.exponent > p.exponent => power_of_ten(rounded.exponent - 1),
                _ => rounded.last_place(),
            };
            Interval::around(&p.value(), &(place * half))
        }
    }
}

fn hedged(figure: &Figure, strict: Interval, p: &Printed) -> Interval {
    let x = || p.value();
    let tenth = |n: u8| RBig::from_parts(IBig::from(n), 10u8.into());
    match figure.hedge {
        Hedge::None | Hedge::Class => strict,
        Hedge::About => {
            let x = x();
            let twentieth = RBig::from_parts(IBig::ONE, 20u8.into());
            let mut slack = if x < RBig::ZERO { -x.clone() } else { x.clone() } * twentieth;
            if matches!(figure.form, Form::Percent | Form::Point) {
                slack = slack.max(tenth(5));
            }
            Interval::around(&x, &slack)
        }
        Hedge::Near => Interval {
            low: End::Closed(x() * tenth(9)),
            high: End::Excluded(x()),
        },
        Hedge::Less => Interval {
            low: End::Excluded(x() * tenth(9)),
            high: End::Excluded(x()),
        },
        Hedge::Over => Interval {
            low: End::Excluded(x()),
            high: End::Excluded(x() + p.rounded().last_place()),
        },
        Hedge::Exceed | Hedge::AtLeast => Interval {
            low: End::Closed(x()),
            high: End::Open,
        },
        Hedge::AtMost => Interval {
            low: End::Open,
            high: End::Closed(x()),
        },
    }
}

/// 近三分之一 is [0.30, 1/3), 过半 (0.5, 1].
fn fraction(hedge: Hedge, value: RBig) -> Interval {
    let tenth = |n: u8| RBig::from_parts(IBig::from(n), 10u8.into());
    match hedge {
        Hedge::Near | Hedge::Less => Interval {
            low: End::Closed(&value * tenth(9)),
            high: End::Excluded(value),
        },
        Hedge::Over | Hedge::Exceed | Hedge::AtLeast => Interval {
            low: End::Excluded(value),
            high: End::Closed(RBig::ONE),
        },
        Hedge::AtMost => Interval {
            low: End::Closed(RBig::ZERO),
            high: End::Closed(value),
        },
        // A spoken fraction is round: half a twentieth each way, and no more than half a part (万分之五).
        _ => {
            let half_part = RBig::from_parts(IBig::ONE, value.denominator().clone() * UBig::from(2u8));
            let slack = RBig::from_parts(IBig::ONE, 40u8.into()).min(half_part);
            Interval::around(&value, &slack)
        }
    }
}
