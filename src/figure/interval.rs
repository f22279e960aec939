//! Intervals of exact rationals.
//!
//! Owns their arithmetic with open and closed ends. Nothing here is floating point; roots are in [`crate::equation`]. Which interval a
//! printed figure stands for is told in [`super::reading`].

use super::number::power_of_ten;
use dashu_base::Sign;
use dashu_int::IBig;
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
