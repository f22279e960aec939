//! Lines that add up although nothing says that they are a whole and its parts.
//!
//! Owns the search for them: a line that is the sum of those right below it or right above it in several lines across is taken for their
//! total. Only numbers as printed are looked at here; [`super::footing`] judges.

use super::TableCheck;
use super::division::{Division, Question, Trust};
use super::view::View;
use crate::check::Context;
use crate::figure::Printed;
use crate::table::Entry;

/// Lines across in which a guess must hold, where a number of four digits or more counts as two.
const SUPPORT: usize = 4;

/// From here on a number has four digits.
const LONG: u128 = 1000;

/// Lines of a table beyond which nothing is guessed.
const MOST_LINES: usize = 300;

/// Parts of a division that is guessed.
const MOST_PARTS: usize = 24;

impl TableCheck {
    /// Any line with those right below it, or right above it, whose sum it is.
    pub fn guesses(&self, cx: &Context, view: View) -> Vec<Question> {
        let lines = view.lines();
        if lines.len() > MOST_LINES {
            return Vec::new();
        }
        let across: Vec<Vec<Option<i128>>> = (0..view.across().len())
            .filter(|a| self.additive(&view.across()[*a]))
            .map(|a| values(cx, view, a))
            .collect();
        let mut out = Vec::new();
        for total in (0..lines.len()).filter(|i| self.additive(&lines[*i])) {
            let below = self.parts(lines, total, total + 1..lines.len().min(total + 1 + MOST_PARTS));
            let mut above = self.parts(lines, total, total.saturating_sub(MOST_PARTS)..total);
            above.reverse();
            // The next line may be a part too, if nobody can read it.
            let unread = |line: &usize| (0..view.across().len()).all(|a| view.at(*line, a) == Entry::Words);
            for side in [below, above] {
                let readings: Vec<Division> = longest(&across, total, &side)
                    .filter(|n| !side.get(*n).is_some_and(unread))
                    .map(|n| Division {
                        total,
                        parts: side[..n].to_vec(),
                    })
                    .into_iter()
                    .collect();
                if !readings.is_empty() {
                    out.push(Question {
                        readings,
                        trust: Trust::Guessed,
                        level: None,
                    });
                }
            }
        }
        out
    }
}

/// How many lines of one side make up the total in most lines across; none where they do in too few.
fn longest(across: &[Vec<Option<i128>>], total: usize, side: &[usize]) -> Option<usize> {
    let mut sums = vec![(0i128, 0usize); across.len()];
    let mut best = (0, 0);
    for (n, line) in side.iter().enumerate() {
        let mut holds = 0;
        for (values, (sum, parts)) in across.iter().zip(&mut sums) {
            *sum = sum.saturating_add(values[*line].unwrap_or(0));
            *parts += usize::from(values[*line].is_some_and(|v| v != 0));
            let close = |whole: i128| whole != 0 && whole.abs_diff(*sum) * 2 <= *parts as u128 + 1;
            if *parts > 1 && values[total].is_some_and(close) {
                holds += 1 + usize::from(sum.unsigned_abs() >= LONG);
            }
        }
        if holds > best.0 {
            best = (holds, n + 1);
        }
    }
    (best.0 >= SUPPORT).then_some(best.1)
}

/// The numbers of a line across, in units of its finest place.
fn values(cx: &Context, view: View, across: usize) -> Vec<Option<i128>> {
    let printed = |line: usize| view.figure(line, across).and_then(|id| cx.figure(id).printed());
    let all: Vec<Option<&Printed>> = (0..view.lines().len()).map(printed).collect();
    let finest = all.iter().flatten().map(|p| p.exponent).min().unwrap_or(0);
    let scaled = |p: &Printed| {
        let power = 10i128.checked_pow(u32::try_from(p.exponent.saturating_sub(finest)).ok()?)?;
        p.mantissa.checked_mul(power)
    };
    all.into_iter().map(|p| p.and_then(scaled)).collect()
}
