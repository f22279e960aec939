//! Equations as the reader sees them.
//!
//! Owns the text of a sum (`3.37亿元 ÷ 4.13亿元`) and of a value printed like a figure of the draft. Messages belong to the rules.

use super::{Expr, Operands};
use crate::figure::interval::fixed;
use crate::figure::number::chinese_scale;
use crate::figure::{Figure, Printed};
use dashu_ratio::RBig;

/// The text of an expression with the slots written as `text` gives them.
pub fn expression(expr: &Expr, text: &dyn Fn(&str) -> String) -> String {
    write(expr, text, 0)
}

/// A value in the unit of `figure`, written as the draft writes that figure: its places, 万 or 亿, its unit.
pub fn like(figure: &Figure, value: &RBig, prose: &str) -> String {
    let scale = printed_scale(figure, prose);
    let places = figure.printed().map_or(1, |p| scale - p.exponent);
    let number = fixed(&(value * crate::figure::number::power_of_ten(-scale)), places);
    format!("{number}{}{}", scale_words(figure, prose), unit_words(figure, prose))
}

/// The same with a given number of further places, for the ends of an interval.
pub fn number_like(figure: &Figure, value: &RBig, prose: &str, more: i32) -> String {
    let scale = printed_scale(figure, prose);
    let places = figure.printed().map_or(1, |p| scale - p.exponent) + more;
    fixed(&(value * crate::figure::number::power_of_ten(-scale)), places)
}

/// 万, 亿 and the unit of a figure as printed.
pub fn unit_like(figure: &Figure, prose: &str) -> String {
    format!("{}{}", scale_words(figure, prose), unit_words(figure, prose))
}

/// Whether the operands of an expression are all there.
pub fn complete(expr: &Expr, operands: &Operands) -> bool {
    expr.point(operands).is_some()
}

fn scale_words<'a>(figure: &Figure, prose: &'a str) -> &'a str {
    let number = figure.number.of(prose);
    // A space may stand before 亿, as the draft has it.
    let digits = number.trim_end_matches(|c| chinese_scale(c).is_some()).trim_end();
    // A number in Chinese numerals keeps none of them.
    if digits.ends_with(|c: char| c.is_ascii_digit()) {
        &number[digits.len()..]
    } else {
        ""
    }
}

fn unit_words(figure: &Figure, prose: &str) -> String {
    if figure.unit_span.is_empty() {
        // A cell takes its unit from the head of its table, which says it once; 百分之八 says its own before the number.
        if figure.unit.shared || figure.span.join(figure.number).of(prose).contains("分之") {
            figure.unit.name.clone()
        } else {
            String::new()
        }
    } else {
        figure.unit_span.of(prose).to_owned()
    }
}

/// The power of ten of the 万 or 亿 in the printed number.
fn printed_scale(figure: &Figure, prose: &str) -> i32 {
    let words = scale_words(figure, prose).chars().filter_map(chinese_scale).sum();
    let shifted = figure.unit.shared && figure.printed().is_some_and(|p: &Printed| p.scaled) && words == 0;
    if shifted {
        return figure.printed().map_or(0, |p| if p.exponent > 4 { 8 } else { 4 });
    }
    let in_cell = figure.unit_span.is_empty() && words == 0;
    match figure.printed().filter(|p| in_cell && p.scaled) {
        Some(printed) => printed.exponent + places(figure.number.of(prose)),
        None => words,
    }
}

/// Digits behind the point of a number as printed.
fn places(number: &str) -> i32 {
    number
        .split_once(['.', '．'])
        .map_or(0, |(_, part)| part.chars().count() as i32)
}

fn write(expr: &Expr, text: &dyn Fn(&str) -> String, outer: u8) -> String {
    let both = |a: &Expr, sign: &str, b: &Expr, level: u8| {
        let inner = format!("{}{sign}{}", write(a, text, level), write(b, text, level + 1));
        if outer > level { format!("({inner})") } else { inner }
    };
    match expr {
        Expr::Number(n) => n.to_string(),
        Expr::Slot(name) | Expr::Sum(name) => text(name),
        Expr::Part(name, n) => format!("{}第{n}项", text(name)),
        Expr::Years(a, b) => format!("({} − {})", text(b), text(a)),
        Expr::Add(a, b) => both(a, " + ", b, 1),
        Expr::Sub(a, b) => both(a, " − ", b, 1),
        Expr::Mul(a, b) => both(a, " × ", b, 3),
        Expr::Div(a, b) => both(a, " ÷ ", b, 3),
        Expr::Pow(a, n) => format!("{}^{}", write(a, text, 5), write(n, text, 5)),
        Expr::Root(a, n) => format!("{}^(1/{})", write(a, text, 5), write(n, text, 5)),
    }
}
