//! An equation over certain figures of a document, each in a slot of its own.
//!
//! Owns what the other figures of a relation give for one of them. Which of them is wrong is not told here ([`crate::relate`]).

use super::{Equation, Expr, Operand, Operands, Relation, Solved};
use crate::figure::interval::End;
use crate::figure::reading::Reading;
use crate::figure::{Figure, FigureId, Interval};

/// An equation with the figures that stand in it.
#[derive(Clone, Debug)]
pub struct Link {
    equation: Equation,
    operands: Operands,
    slots: Vec<(String, FigureId)>,
}

impl Link {
    /// The link of a solved equation; `slots` are its slots with their figures, of a list several.
    pub fn of(solved: &Solved, slots: &[(&str, Vec<(FigureId, Operand)>)]) -> Self {
        let mut link = Self {
            equation: Equation {
                left: split(&Expr::Slot(solved.slot.clone()), slots),
                relation: solved.relation,
                right: split(&solved.value, slots),
            },
            operands: Operands::new(),
            slots: Vec::new(),
        };
        for (slot, figures) in slots {
            for (i, (id, operand)) in figures.iter().enumerate() {
                let name = numbered(slot, i);
                link.operands.insert(name.clone(), operand.clone());
                link.slots.push((name, *id));
            }
        }
        link
    }

    /// Its figures.
    pub fn figures(&self) -> impl Iterator<Item = FigureId> {
        self.slots.iter().map(|(_, id)| *id)
    }

    /// Whether it holds with another figure in the place of one of its own.
    pub fn holds_with(&self, id: FigureId, instead: &Figure) -> bool {
        let mut operands = self.operands.clone();
        for (slot, _) in self.slots.iter().filter(|(_, figure)| *figure == id) {
            if let Some(operand) = operands.get_mut(slot) {
                *operand = operand.with(instead);
            }
        }
        let side = |expr: &Expr| expr.interval(&operands, &|_| Reading::Strict);
        let (Some(left), Some(right)) = (side(&self.equation.left), side(&self.equation.right)) else {
            return false;
        };
        let solved = Solved {
            slot: String::new(),
            relation: self.equation.relation,
            value: Expr::Slot(String::new()),
        };
        solved.allows(&left, &right)
    }

    /// What the other figures give for one of them, in its own unit; none where the equation cannot be solved for it.
    pub fn implied(&self, id: FigureId) -> Option<Interval> {
        let (slot, _) = self.slots.iter().find(|(_, figure)| *figure == id)?;
        let solved = self.equation.solve(slot)?;
        let value = solved.value.interval(&self.operands, &|_| Reading::Strict)?;
        let value = match solved.relation {
            Relation::Equal => value,
            Relation::AtMost => Interval {
                low: End::Open,
                ..value
            },
            Relation::AtLeast => Interval {
                high: End::Open,
                ..value
            },
        };
        Some(self.operands.get(slot)?.interval_in_unit(&value))
    }
}

/// The slot of one figure of a list.
fn numbered(slot: &str, i: usize) -> String {
    format!("{slot}#{i}")
}

/// The same expression with a slot for every figure.
fn split(expr: &Expr, slots: &[(&str, Vec<(FigureId, Operand)>)]) -> Expr {
    let both = |join: fn(Box<Expr>, Box<Expr>) -> Expr, a: &Expr, b: &Expr| {
        join(Box::new(split(a, slots)), Box::new(split(b, slots)))
    };
    match expr {
        Expr::Slot(name) | Expr::Sum(name) => {
            let count = slots.iter().find(|(n, _)| n == name).map_or(1, |(_, f)| f.len().max(1));
            (1..count).fold(Expr::Slot(numbered(name, 0)), |sum, i| {
                Expr::Add(Box::new(sum), Box::new(Expr::Slot(numbered(name, i))))
            })
        }
        Expr::Part(name, n) => Expr::Part(numbered(name, 0), *n),
        Expr::Years(from, to) => Expr::Years(numbered(from, 0), numbered(to, 0)),
        Expr::Number(n) => Expr::Number(n.clone()),
        Expr::Add(a, b) => both(Expr::Add, a, b),
        Expr::Sub(a, b) => both(Expr::Sub, a, b),
        Expr::Mul(a, b) => both(Expr::Mul, a, b),
        Expr::Div(a, b) => both(Expr::Div, a, b),
        Expr::Pow(a, b) => both(Expr::Pow, a, b),
        Expr::Root(a, b) => both(Expr::Root, a, b),
    }
}
