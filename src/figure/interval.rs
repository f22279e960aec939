//! Intervals of exact rationals, and the interval that a printed figure stands for.
//!
//! Owns the arithmetic of intervals with open and closed ends, and the meaning of hedges. Nothing here is floating point; roots are in
//! [`crate::equation`]. The reading of a printed number as a closed interval of half a unit of its last place each way is that of XBRL
//! Calculations 1.1.

use super::number::power_of_ten;
use super::{Figure, Form, Hedge, Printed, Value};
use dashu_base::Sign;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;
use std::cmp::Ordering;

/// One end of an interval.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// No bound on this side.
    Open,
    /// A bound that belongs to the interval.
    Closed(RBig),
    /// A bound that does not.
    Excluded(RBig),
}

/// A set of real values without gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: End,
    /// Upper end.
    pub high: End,
}

impl End {
    /// The bound, if there is one.
    pub fn value(&self) -> Option<&RBig> {
        match self {
            End::Open => None,
            End::Closed(v) | End::Excluded(v) => Some(v),
        }
    }

    fn map(&self, f: impl Fn(&RBig) -> RBig) -> End {
        match self {
            End::Open => End::Open,
            End::Closed(v) => End::Closed(f(v)),
            End::Excluded(v) => End::Excluded(f(v)),
        }
    }

    /// The product of two ends. Zero times anything is zero, so an included zero stays included beside an excluded end.
    fn times(&self, other: &End) -> End {
        let zero = |e: &End| matches!(e, End::Closed(v) if v.is_zero());
        if (zero(self) && other.value().is_some()) || (zero(other) && self.value().is_some()) {
            return End::Closed(RBig::ZERO);
        }
        self.join(other, |a, b| a * b)
    }

    fn join(&self, other: &End, f: impl Fn(&RBig, &RBig) -> RBig) -> End {
        match (self, other) {
            (End::Open, _) | (_, End::Open) => End::Open,
            (End::Closed(a), End::Closed(b)) => End::Closed(f(a, b)),
            (a, b) => End::Excluded(f(a.value().expect("bounded"), b.value().expect("bounded"))),
        }
    }
}

impl Interval {
    /// From `low` to `high`, both included.
    pub fn closed(low: RBig, high: RBig) -> Self {
        Self {
            low: End::Closed(low),
            high: End::Closed(high),
        }
    }

    /// One value.
    pub fn exact(value: RBig) -> Self {
        Self::closed(value.clone(), value)
    }

    /// Every real number.
    pub fn whole() -> Self {
        Self {
            low: End::Open,
            high: End::Open,
        }
    }

    /// `value ± slack`.
    pub fn around(value: &RBig, slack: &RBig) -> Self {
        Self::closed(value - slack, value + slack)
    }

    /// Whether both ends are bounded.
    pub fn bounded(&self) -> bool {
        self.low.value().is_some() && self.high.value().is_some()
    }

    /// Whether the two share a value.
    pub fn meets(&self, other: &Interval) -> bool {
        reaches(&self.low, &other.high) && reaches(&other.low, &self.high)
    }

    /// The values that both have; none when there are none.
    pub fn intersect(&self, other: &Interval) -> Option<Interval> {
        self.meets(other).then(|| Interval {
            low: inner(&self.low, &other.low, Ordering::Greater),
            high: inner(&self.high, &other.high, Ordering::Less),
        })
    }

    /// Whether a value lies inside.
    pub fn holds(&self, value: &RBig) -> bool {
        self.meets(&Interval::exact(value.clone()))
    }

    /// Sums of a value of each.
    pub fn add(&self, other: &Interval) -> Interval {
        Interval {
            low: self.low.join(&other.low, |a, b| a + b),
            high: self.high.join(&other.high, |a, b| a + b),
        }
    }

    /// Every value negated.
    pub fn neg(&self) -> Interval {
        Interval {
            low: self.high.map(|v| -v.clone()),
            high: self.low.map(|v| -v.clone()),
        }
    }

    /// Differences of a value of each.
    pub fn sub(&self, other: &Interval) -> Interval {
        self.add(&other.neg())
    }

    /// Products of a value of each.
    pub fn mul(&self, other: &Interval) -> Interval {
        if let (Some(_), Some(_), Some(_), Some(_)) = (
            self.low.value(),
            self.high.value(),
            other.low.value(),
            other.high.value(),
        ) {
            return hull(&corners(self, other));
        }
        // One side unbounded: the sign decides, and only the cases that reports have are kept sharp.
        match (self.sign(), other.sign()) {
            (Some(Sign::Positive), Some(Sign::Positive)) => Interval {
                low: self.low.times(&other.low),
                high: self.high.times(&other.high),
            },
            _ => Interval::whole(),
        }
    }

    /// Quotients of a value of each; everything when the divisor may be zero.
    pub fn div(&self, other: &Interval) -> Interval {
        match other.reciprocal() {
            Some(r) => self.mul(&r),
            None => Interval::whole(),
        }
    }

    /// The `n`-th power of every value.
    pub fn pow(&self, n: usize) -> Interval {
        (0..n).fold(Interval::exact(RBig::ONE), |p, _| p.mul(self))
    }

    fn reciprocal(&self) -> Option<Interval> {
        let inverse = |e: &End| match e {
            End::Open => End::Excluded(RBig::ZERO),
            other => other.map(|v| RBig::ONE / v),
        };
        match self.sign()? {
            _ if self.low.value().is_some_and(RBig::is_zero) || self.high.value().is_some_and(RBig::is_zero) => None,
            _ => Some(Interval {
                low: inverse(&self.high),
                high: inverse(&self.low),
            }),
        }
    }

    /// The sign that all values share.
    fn sign(&self) -> Option<Sign> {
        if self.low.value().is_some_and(|v| *v >= RBig::ZERO) {
            return Some(Sign::Positive);
        }
        self.high
            .value()
            .is_some_and(|v| *v <= RBig::ZERO)
            .then_some(Sign::Negative)
    }
}

/// The end of two that leaves less: of low ends the `Greater`, of high ends the `Less`; at one value the excluded one.
fn inner(a: &End, b: &End, keeps: Ordering) -> End {
    let (Some(x), Some(y)) = (a.value(), b.value()) else {
        return if a.value().is_some() { a.clone() } else { b.clone() };
    };
    match x.cmp(y) {
        Ordering::Equal if matches!(a, End::Excluded(_)) => a.clone(),
        Ordering::Equal => b.clone(),
        order if order == keeps => a.clone(),
        _ => b.clone(),
    }
}

/// Whether a lower end lies at or below an upper end, with a value between.
fn reaches(low: &End, high: &End) -> bool {
    match (low, high) {
        (End::Open, _) | (_, End::Open) => true,
        (End::Closed(a), End::Closed(b)) => a <= b,
        (a, b) => a.value() < b.value(),
    }
}

fn corners(a: &Interval, b: &Interval) -> Vec<End> {
    [
        (&a.low, &b.low),
        (&a.low, &b.high),
        (&a.high, &b.low),
        (&a.high, &b.high),
    ]
    .map(|(x, y)| x.times(y))
    .into()
}

/// The smallest interval around bounded ends; a closed end wins over an excluded one of the same value.
fn hull(ends: &[End]) -> Interval {
    let closed_first = |e: &End| matches!(e, End::Excluded(_));
    let by_value = |a: &&End, b: &&End| a.value().partial_cmp(&b.value()).unwrap_or(Ordering::Equal);
    let low = ends
        .iter()
        .min_by(|a, b| by_value(a, b).then(closed_first(a).cmp(&closed_first(b))));
    let high = ends
        .iter()
        .max_by(|a, b| by_value(a, b).then(closed_first(b).cmp(&closed_first(a))));
    Interval {
        low: low.cloned().unwrap_or(End::Open),
        high: high.cloned().unwrap_or(End::Open),
    }
}

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
            Value::One(p) => Some(hedged(self, &shown(p, self.unit.counted, reading), p)),
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

fn hedged(figure: &Figure, strict: &Interval, p: &Printed) -> Interval {
    let x = p.value();
    let tenth = |n: u8| RBig::from_parts(IBig::from(n), 10u8.into());
    match figure.hedge {
        Hedge::None | Hedge::Class => strict.clone(),
        Hedge::About => {
            let twentieth = RBig::from_parts(IBig::ONE, 20u8.into());
            let mut slack = if x < RBig::ZERO { -x.clone() } else { x.clone() } * twentieth;
            if matches!(figure.form, Form::Percent | Form::Point) {
                slack = slack.max(tenth(5));
            }
            Interval::around(&x, &slack)
        }
        Hedge::Near => Interval {
            low: End::Closed(&x * tenth(9)),
            high: End::Excluded(x),
        },
        Hedge::Less => Interval {
            low: End::Excluded(&x * tenth(9)),
            high: End::Excluded(x),
        },
        Hedge::Over => Interval {
            low: End::Excluded(x.clone()),
            high: End::Excluded(x + p.rounded().last_place()),
        },
        Hedge::Exceed | Hedge::AtLeast => Interval {
            low: End::Closed(x),
            high: End::Open,
        },
        Hedge::AtMost => Interval {
            low: End::Open,
            high: End::Closed(x),
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

/// A rational as a plain decimal with at most `places` places, rounded half away from zero, without trailing zeros.
pub fn decimal(value: &RBig, places: usize) -> String {
    let text = fixed(value, places as i32);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// A rational rounded half away from zero to `places` decimal places; fewer than zero round to tens and hundreds.
pub fn fixed(value: &RBig, places: i32) -> String {
    let scaled = value * power_of_ten(places);
    let half = RBig::from_parts(IBig::ONE, 2u8.into());
    let negative = scaled < RBig::ZERO;
    let magnitude = if negative { -scaled } else { scaled };
    let rounded: IBig = (magnitude + half).floor();
    let mut digits = rounded.to_string();
    if places < 0 {
        if digits != "0" {
            digits.push_str(&"0".repeat(places.unsigned_abs() as usize));
        }
    } else if places > 0 {
        let places = places as usize;
        digits = format!("{digits:0>width$}", width = places + 1);
        digits.insert(digits.len() - places, '.');
    }
    let zero = digits.chars().all(|c| matches!(c, '0' | '.'));
    if negative && !zero {
        format!("-{digits}")
    } else {
        digits
    }
}
