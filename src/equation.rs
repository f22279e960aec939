//! Equations over intervals and their verdicts.
//!
//! Owns solving a rule's `equation:` for one slot, evaluating it over intervals, and the verdict. The text of an equation is parsed in
//! [`parse`], written for the reader in [`show`]. What the operands are belongs to the checks.
//!
//! An equation is solved for the slot that a rule points at, so that every other figure gives an interval for it: the relation can hold
//! exactly when that interval meets the printed one. Each slot should stand once in an equation; interval arithmetic is then exact, and
//! else errs on the lenient side.

pub mod link;
pub mod operand;
pub mod parse;
pub mod show;

pub use link::Link;
pub use operand::Operand;

use crate::figure::Interval;
use crate::figure::interval::End;
use crate::figure::reading::Reading;
use dashu_base::Approximation;
use dashu_int::IBig;
use dashu_ratio::RBig;
use std::collections::BTreeMap;
use std::ops::Range;

/// A parsed equation over slots: `part = whole * share`.
#[derive(Clone, Debug, PartialEq)]
pub struct Equation {
    left: Expr,
    relation: Relation,
    right: Expr,
}

/// What an equation says of its two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `=`
    Equal,
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
}

/// An equation solved for one slot: `slot = value`, `slot <= value` or `slot >= value`.
#[derive(Clone, Debug, PartialEq)]
pub struct Solved {
    /// The slot.
    pub slot: String,
    /// What holds between the slot and the value.
    pub relation: Relation,
    /// The value, from the other slots.
    pub value: Expr,
}

/// One side of an equation, or a part of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A number of the rule.
    Number(RBig),
    /// The figure of a slot.
    Slot(String),
    /// The sum of a list of figures.
    Sum(String),
    /// One part of a ratio, from 1, as a share.
    Part(String, usize),
    /// Years from the first to the second date.
    Years(String, String),
    /// `a + b`
    Add(Box<Expr>, Box<Expr>),
    /// `a - b`
    Sub(Box<Expr>, Box<Expr>),
    /// `a * b`
    Mul(Box<Expr>, Box<Expr>),
    /// `a / b`
    Div(Box<Expr>, Box<Expr>),
    /// `a ^ b`, b a whole number
    Pow(Box<Expr>, Box<Expr>),
    /// The b-th root of a; only from solving.
    Root(Box<Expr>, Box<Expr>),
}

/// What is wrong with the text of an equation, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EquationError {
    /// Bytes of the equation's text.
    pub at: Range<usize>,
    /// What is wrong, in English.
    pub message: String,
}

/// The operands by slot.
pub type Operands = BTreeMap<String, Operand>;

/// What came of an equation over printed figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It can hold; `power` when it would not with another second digit and nothing is hedged.
    Consistent {
        /// Whether it verifies its figures.
        power: bool,
    },
    /// It holds when one figure is read as truncated or rounded up.
    NearMiss,
    /// It cannot hold; `rounded` when it would if trailing zeros were rounding.
    Contradicted {
        /// Whether trailing zeros explain it.
        rounded: bool,
    },
    /// An operand is missing or decides nothing.
    Unknown,
}

/// A verdict with what the other figures give for the slot that was solved for.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// The values that the others allow, in base units.
    pub expected: Interval,
    /// The value that the others give when each is taken as printed, in base units.
    pub point: Option<RBig>,
}

impl Equation {
    /// Parses `left = right` (or `<=`, `>=`) with `+ - * / ^ ( )`, numbers, `sum(x)`, `part(x, n)` and `years(a, b)` over the given slots.
    ///
    /// # Errors
    /// The first token that does not fit, with its place.
    pub fn parse(text: &str, slots: &[&str]) -> Result<Self, EquationError> {
        let (left, relation, right) = parse::equation(text, slots)?;
        Ok(Self { left, relation, right })
    }

    /// The equation solved for a slot that stands on exactly one side, once. An inequality is solved only where the slot stands alone.
    pub fn solve(&self, slot: &str) -> Option<Solved> {
        let on_left = match (self.left.count(slot), self.right.count(slot)) {
            (1, 0) => true,
            (0, 1) => false,
            _ => return None,
        };
        let (side, other) = if on_left {
            (&self.left, &self.right)
        } else {
            (&self.right, &self.left)
        };
        let alone = matches!(side, Expr::Slot(_) | Expr::Sum(_));
        let relation = match (self.relation, on_left) {
            (Relation::Equal, _) => Relation::Equal,
            _ if !alone => return None,
            (relation, true) => relation,
            (Relation::AtMost, false) => Relation::AtLeast,
            (Relation::AtLeast, false) => Relation::AtMost,
        };
        let value = isolate(side, other.clone(), slot)?;
        Some(Solved {
            slot: slot.to_owned(),
            relation,
            value,
        })
    }
}

impl Solved {
    /// `slot = value`.
    pub fn equal(slot: &str, value: Expr) -> Self {
        Self {
            slot: slot.to_owned(),
            relation: Relation::Equal,
            value,
        }
    }

    /// Whether the stated values can stand in the relation to the expected ones.
    fn allows(&self, stated: &Interval, expected: &Interval) -> bool {
        let free = Interval {
            low: End::Open,
            high: End::Open,
        };
        match self.relation {
            Relation::Equal => expected.meets(stated),
            Relation::AtMost => Interval {
                high: expected.high.clone(),
                ..free
            }
            .meets(stated),
            Relation::AtLeast => Interval {
                low: expected.low.clone(),
                ..free
            }
            .meets(stated),
        }
    }
}

/// Judges a solved equation over the printed figures.
pub fn judge(solved: &Solved, operands: &Operands) -> Judgement {
    let expected = solved
        .value
        .interval(operands, &|_| Reading::Strict)
        .unwrap_or_else(Interval::whole);
    let mut out = Judgement {
        verdict: Verdict::Unknown,
        expected,
        point: solved.value.point(operands),
    };
    let Some(stated) = operands.get(&solved.slot).and_then(|o| o.interval(Reading::Strict)) else {
        return out;
    };
    let unbounded = |i: &Interval| i.low == End::Open && i.high == End::Open;
    if unbounded(&out.expected) || unbounded(&stated) {
        return out;
    }
    out.verdict = if solved.allows(&stated, &out.expected) {
        Verdict::Consistent {
            power: has_power(solved, &out.expected, operands),
        }
    } else if near_miss(solved, operands) {
        Verdict::NearMiss
    } else {
        Verdict::Contradicted {
            rounded: holds_under(solved, operands, &|_| Reading::TrailingZeros),
        }
    };
    out
}

/// Whether the printed figures can stand in the relation, without saying how a miss comes about. What has no bound decides nothing.
pub fn holds(solved: &Solved, operands: &Operands) -> bool {
    let unbounded = |i: &Interval| i.low == End::Open && i.high == End::Open;
    let stated = operands.get(&solved.slot).and_then(|o| o.interval(Reading::Strict));
    let expected = solved.value.interval(operands, &|_| Reading::Strict);
    match (stated, expected) {
        (Some(stated), Some(expected)) if !unbounded(&stated) && !unbounded(&expected) => {
            solved.allows(&stated, &expected)
        }
        _ => false,
    }
}

/// Whether the relation would fail with another second significant digit of the stated figure; never with a hedged operand, and never
/// for an inequality.
fn has_power(solved: &Solved, expected: &Interval, operands: &Operands) -> bool {
    solved.relation == Relation::Equal
        && operands.values().all(Operand::plain)
        && operands
            .get(&solved.slot)
            .is_some_and(|o| o.moved_second_digit().iter().all(|moved| !expected.meets(moved)))
}

fn near_miss(solved: &Solved, operands: &Operands) -> bool {
    operands.keys().any(|one| {
        let reading = |name: &str| if name == one { Reading::Loose } else { Reading::Strict };
        holds_under(solved, operands, &reading)
    })
}

fn holds_under(solved: &Solved, operands: &Operands, reading: &dyn Fn(&str) -> Reading) -> bool {
    let stated = operands
        .get(&solved.slot)
        .and_then(|o| o.interval(reading(&solved.slot)));
    match (solved.value.interval(operands, reading), stated) {
        (Some(expected), Some(stated)) => solved.allows(&stated, &expected),
        _ => false,
    }
}

/// Moves everything but the slot to the other side, one operation at a time.
fn isolate(side: &Expr, other: Expr, slot: &str) -> Option<Expr> {
    use Expr::{Add, Div, Mul, Pow, Root, Slot, Sub};
    let bx = |e: &Expr| Box::new(e.clone());
    let o = Box::new(other.clone());
    let (next, moved): (&Expr, Expr) = match side {
        Slot(name) if name == slot => return Some(other),
        Add(a, b) if a.count(slot) == 1 => (a, Sub(o, bx(b))),
        Add(a, b) => (b, Sub(o, bx(a))),
        Sub(a, b) if a.count(slot) == 1 => (a, Add(o, bx(b))),
        Sub(a, b) => (b, Sub(bx(a), o)),
        Mul(a, b) if a.count(slot) == 1 => (a, Div(o, bx(b))),
        Mul(a, b) => (b, Div(o, bx(a))),
        Div(a, b) if a.count(slot) == 1 => (a, Mul(o, bx(b))),
        Div(a, b) => (b, Div(bx(a), o)),
        Pow(a, n) if a.count(slot) == 1 => (a, Root(o, bx(n))),
        Root(a, n) if a.count(slot) == 1 => (a, Pow(o, bx(n))),
        _ => return None,
    };
    isolate(next, moved, slot)
}

impl Expr {
    /// How often a slot stands in it.
    pub fn count(&self, slot: &str) -> usize {
        match self {
            Expr::Number(_) => 0,
            Expr::Slot(name) | Expr::Sum(name) | Expr::Part(name, _) => usize::from(name == slot),
            Expr::Years(a, b) => usize::from(a == slot) + usize::from(b == slot),
            Expr::Add(a, b)
            | Expr::Sub(a, b)
            | Expr::Mul(a, b)
            | Expr::Div(a, b)
            | Expr::Pow(a, b)
            | Expr::Root(a, b) => a.count(slot) + b.count(slot),
        }
    }

    /// Its values over the operands; none when one is missing or has no value.
    fn interval(&self, operands: &Operands, reading: &dyn Fn(&str) -> Reading) -> Option<Interval> {
        let of = |e: &Expr| e.interval(operands, reading);
        Some(match self {
            Expr::Number(n) => Interval::exact(n.clone()),
            Expr::Slot(name) | Expr::Sum(name) => operands.get(name)?.interval(reading(name))?,
            Expr::Part(name, n) => operands.get(name)?.part(*n, reading(name))?,
            Expr::Years(..) => Interval::exact(RBig::from(self.years(operands)?)),
            Expr::Add(a, b) => of(a)?.add(&of(b)?),
            Expr::Sub(a, b) => of(a)?.sub(&of(b)?),
            Expr::Mul(a, b) => of(a)?.mul(&of(b)?),
            Expr::Div(a, b) => of(a)?.div(&of(b)?),
            Expr::Pow(a, n) => of(a)?.pow(n.exponent(operands)?),
            Expr::Root(a, n) => root(&of(a)?, n.exponent(operands)?)?,
        })
    }

    /// Its value when every figure is taken exactly as printed.
    pub fn point(&self, operands: &Operands) -> Option<RBig> {
        let of = |e: &Expr| e.point(operands);
        Some(match self {
            Expr::Number(n) => n.clone(),
            Expr::Slot(name) | Expr::Sum(name) => operands.get(name)?.point()?,
            Expr::Part(name, n) => operands.get(name)?.part_point(*n)?,
            Expr::Years(..) => RBig::from(self.years(operands)?),
            Expr::Add(a, b) => of(a)? + of(b)?,
            Expr::Sub(a, b) => of(a)? - of(b)?,
            Expr::Mul(a, b) => of(a)? * of(b)?,
            Expr::Div(a, b) => of(a)? / of(b).filter(|d| !d.is_zero())?,
            Expr::Pow(a, n) => (0..n.exponent(operands)?).try_fold(RBig::ONE, |p, _| Some(p * of(a)?))?,
            Expr::Root(a, n) => float_root(&of(a)?, n.exponent(operands)?, 0.0)?,
        })
    }

    /// The dimension of its values: `""` for pure numbers; an error where amounts of different dimensions are added.
    pub fn dimension(&self, operands: &Operands) -> Result<String, Mixed> {
        let of = |e: &Expr| e.dimension(operands);
        match self {
            Expr::Number(_) | Expr::Part(..) | Expr::Years(..) => Ok(String::new()),
            Expr::Slot(name) | Expr::Sum(name) => operands.get(name).map(|o| o.dimension().to_owned()).ok_or(Mixed),
            Expr::Add(a, b) | Expr::Sub(a, b) => of(a).and_then(|x| if x == of(b)? { Ok(x) } else { Err(Mixed) }),
            Expr::Mul(a, b) => of(a).and_then(|x| Ok(times(&x, &of(b)?))),
            Expr::Div(a, b) => of(a).and_then(|x| Ok(over(&x, &of(b)?))),
            Expr::Pow(a, _) | Expr::Root(a, _) => of(a),
        }
    }

    fn years(&self, operands: &Operands) -> Option<IBig> {
        let Expr::Years(from, to) = self else { return None };
        let years = operands.get(to)?.year()? - operands.get(from)?.year()?;
        (years > 0).then(|| IBig::from(years))
    }

    /// A whole number from 1 to 60, for powers and roots.
    fn exponent(&self, operands: &Operands) -> Option<usize> {
        let value = self.point(operands)?;
        let whole = value.is_int().then(|| value.numerator().clone())?;
        usize::try_from(whole).ok().filter(|n| (1..=60).contains(n))
    }
}

/// Amounts of different dimensions in one sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mixed;

fn times(a: &str, b: &str) -> String {
    match (a, b) {
        ("", x) | (x, "") => x.to_owned(),
        (a, b) => a
            .strip_suffix(&format!("/{b}"))
            .or_else(|| b.strip_suffix(&format!("/{a}")))
            .map_or_else(|| format!("{a}*{b}"), str::to_owned),
    }
}

fn over(a: &str, b: &str) -> String {
    match (a, b) {
        (a, "") => a.to_owned(),
        (a, b) if a == b => String::new(),
        (a, b) => format!("{a}/{b}"),
    }
}

/// The n-th root of positive values: in floating point, rounded outwards by more than its error.
fn root(values: &Interval, n: usize) -> Option<Interval> {
    let end = |e: &End, slack: f64| match e {
        End::Open => Some(End::Open),
        End::Closed(v) => float_root(v, n, slack).map(End::Closed),
        End::Excluded(v) => float_root(v, n, slack).map(End::Excluded),
    };
    Some(Interval {
        low: end(&values.low, -1e-12)?,
        high: end(&values.high, 1e-12)?,
    })
}

fn float_root(value: &RBig, n: usize, slack: f64) -> Option<RBig> {
    let (Approximation::Exact(float) | Approximation::Inexact(float, _)) = value.to_f64();
    if !(float.is_finite() && float >= 0.0) {
        return None;
    }
    RBig::try_from(float.powf(1.0 / n as f64) * (1.0 + slack)).ok()
}
