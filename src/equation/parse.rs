//! The text of an equation.
//!
//! Owns its grammar: `left = right`, the four operations, `^`, brackets, decimal numbers, slots, `sum(x)`, `part(x, n)` and `years(a, b)`.

use super::{EquationError, Expr, Relation};
use crate::figure::number::power_of_ten;
use crate::lexicon::entries::Decimal;
use dashu_int::IBig;
use dashu_ratio::RBig;
use std::ops::Range;

/// Both sides of an equation over the given slots.
///
/// # Errors
/// The first token that does not fit, with its place.
pub fn equation(text: &str, slots: &[&str]) -> Result<(Expr, Relation, Expr), EquationError> {
    let mut parser = Parser { text, at: 0, slots };
    let left = parser.sum()?;
    let relation = parser.relation()?;
    let right = parser.sum()?;
    match parser.peek() {
        None => Ok((left, relation, right)),
        Some(_) => Err(parser.error("nothing more is expected here")),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    slots: &'a [&'a str],
}

impl Parser<'_> {
    fn peek(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.text[self.at..].chars().next()
    }

    fn take(&mut self, c: char) -> bool {
        let here = self.peek() == Some(c);
        if here {
            self.at += c.len_utf8();
        }
        here
    }

    fn expect(&mut self, c: char) -> Result<(), EquationError> {
        if self.take(c) {
            Ok(())
        } else {
            Err(self.error(&format!("`{c}` is expected here")))
        }
    }

    fn relation(&mut self) -> Result<Relation, EquationError> {
        let relation = if self.take('<') {
            Relation::AtMost
        } else if self.take('>') {
            Relation::AtLeast
        } else {
            Relation::Equal
        };
        self.expect('=')?;
        Ok(relation)
    }

    fn error(&mut self, message: &str) -> EquationError {
        let len = self.peek().map_or(0, char::len_utf8);
        EquationError {
            at: self.at..self.at + len,
            message: message.to_owned(),
        }
    }

    fn sum(&mut self) -> Result<Expr, EquationError> {
        let mut out = self.product()?;
        loop {
            if self.take('+') {
                out = Expr::Add(Box::new(out), Box::new(self.product()?));
            } else if self.take('-') {
                out = Expr::Sub(Box::new(out), Box::new(self.product()?));
            } else {
                return Ok(out);
            }
        }
    }

    fn product(&mut self) -> Result<Expr, EquationError> {
        let mut out = self.power()?;
        loop {
            if self.take('*') {
                out = Expr::Mul(Box::new(out), Box::new(self.power()?));
            } else if self.take('/') {
                out = Expr::Div(Box::new(out), Box::new(self.power()?));
            } else {
                return Ok(out);
            }
        }
    }

    fn power(&mut self) -> Result<Expr, EquationError> {
        let base = self.atom()?;
        if self.take('^') {
            Ok(Expr::Pow(Box::new(base), Box::new(self.atom()?)))
        } else {
            Ok(base)
        }
    }

    fn atom(&mut self) -> Result<Expr, EquationError> {
        match self.peek() {
            Some('(') => {
                self.take('(');
                let inner = self.sum()?;
                self.expect(')')?;
                Ok(inner)
            }
            Some(c) if c.is_ascii_digit() => {
                let word = self.word(|c| c.is_ascii_digit() || c == '.');
                let value = Decimal::parse(&self.text[word.clone()]).ok_or_else(|| EquationError {
                    at: word,
                    message: "this is no decimal number".to_owned(),
                })?;
                Ok(Expr::Number(
                    RBig::from(IBig::from(value.mantissa)) * power_of_ten(value.exponent),
                ))
            }
            Some(c) if c.is_ascii_lowercase() => self.named(),
            _ => Err(self.error("a slot, a number or `(` is expected here")),
        }
    }

    fn word(&mut self, fits: impl Fn(char) -> bool) -> Range<usize> {
        let start = self.at;
        let rest = &self.text[start..];
        self.at += rest.find(|c| !fits(c)).unwrap_or(rest.len());
        start..self.at
    }

    fn named(&mut self) -> Result<Expr, EquationError> {
        let word = self.word(|c| c.is_ascii_alphanumeric() || c == '_');
        let name = &self.text[word.clone()];
        if !(matches!(name, "sum" | "years" | "part") && self.take('(')) {
            return self.known(word.clone()).map(Expr::Slot);
        }
        self.peek();
        let first = self.slot()?;
        let out = match name {
            "sum" => Expr::Sum(first),
            "part" => {
                self.expect(',')?;
                self.peek();
                let digits = self.word(|c| c.is_ascii_digit());
                let n = self.text[digits.clone()].parse().ok().filter(|n| (1..=9).contains(n));
                Expr::Part(
                    first,
                    n.ok_or_else(|| EquationError {
                        at: digits,
                        message: "a number from 1 to 9 is expected here".to_owned(),
                    })?,
                )
            }
            _ => {
                self.expect(',')?;
                self.peek();
                Expr::Years(first, self.slot()?)
            }
        };
        self.expect(')')?;
        Ok(out)
    }

    fn slot(&mut self) -> Result<String, EquationError> {
        let word = self.word(|c| c.is_ascii_alphanumeric() || c == '_');
        self.known(word)
    }

    fn known(&self, word: Range<usize>) -> Result<String, EquationError> {
        let name = &self.text[word.clone()];
        if self.slots.contains(&name) {
            return Ok(name.to_owned());
        }
        let known = self.slots.join(", ");
        Err(EquationError {
            at: word,
            message: format!("no slot `{name}` in the pattern; it has: {known}"),
        })
    }
}
