//! Kind `restated`: the same fact with two values.
//!
//! Owns which two places are compared, and when a difference is one. That they are one fact is said by the key ([`crate::fact::key`]);
//! nobody rounds twice to the same place, so equal precision must be equal.

mod table;

use super::repair::{digits_of, may_slip, plain_digits, repairs};
use super::{Check, Compile, Context, Shown, Sink, sum};
use crate::equation::{Expr, Link, Operand, Solved};
use crate::fact::key::{Key, When};
use crate::fact::{Aspect, Direction};
use crate::figure::{Figure, FigureId, Printed};
use crate::finding::{Claim, Finding, Outcome, Severity};
use crate::outline::Role;
use dashu_ratio::RBig;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// Which places are compared.
    pub between: Between,
    /// Which sides of an indicator are compared.
    #[serde(default = "levels")]
    pub aspects: Vec<AspectName>,
}

/// Which places are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Between {
    /// Anywhere in the document: only what one slip of the keys turns into the other.
    Document,
    /// A heading and the text below it.
    Heading,
    /// Anywhere in the document: one value that rises here and falls there.
    Sign,
    /// A cell of a table and the text, or cells of two tables.
    Table,
}

/// A side of an indicator by its name in YAML.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AspectName {
    /// Its value.
    Level,
    /// So many things.
    Count,
    /// A rate.
    Rate,
    /// A relative change.
    Growth,
}

fn levels() -> Vec<AspectName> {
    vec![AspectName::Level]
}

impl Spec {
    /// The check of these settings.
    pub fn compile(self, _: &mut Compile) -> Option<Box<dyn Check>> {
        let aspects = self.aspects.iter().map(|a| match a {
            AspectName::Level => Aspect::Level,
            AspectName::Count => Aspect::Count,
            AspectName::Rate => Aspect::Rate,
            AspectName::Growth => Aspect::Growth,
        });
        Some(Box::new(RestatedCheck {
            between: self.between,
            aspects: aspects.collect(),
        }))
    }
}

struct RestatedCheck {
    between: Between,
    aspects: Vec<Aspect>,
}

/// Values of one fact that are compared with each later one, at most.
const MOST_VALUES: usize = 6;
/// Digits of a number of which one other digit tells something.
const FEWEST_DIGITS: usize = 2;
/// Digits from which on it tells surely.
const SURE_DIGITS: usize = 4;
/// Characters that both numbers have at least, the point among them, for a slip of the keys to explain anything.
const FEWEST_CHARACTERS: usize = 2;

impl Check for RestatedCheck {
    fn slots(&self) -> Vec<String> {
        ["figure", "figure.name", "other"].map(str::to_owned).to_vec()
    }

    fn run(&self, cx: &Context, _: &[Shown], sink: &mut Sink) {
        if self.between == Between::Table {
            return self.tables(cx, sink);
        }
        let mut seen: BTreeMap<&(Key, When), Vec<FigureId>> = BTreeMap::new();
        for id in (0..cx.analysis.figures.len()).map(|i| FigureId(i as u32)) {
            let Some(place) = place(cx, id, &self.aspects, false) else {
                continue;
            };
            let values = seen.entry(place).or_default();
            let sign = self.between == Between::Sign;
            let agrees = |earlier: &&FigureId| !sign && restates(cx.figure(**earlier), cx.figure(id));
            if let Some(same) = values.iter().find(agrees) {
                self.agree(cx, *same, id, sink);
                continue;
            }
            if let Some(other) = values.iter().rev().find(|earlier| self.conflicts(cx, **earlier, id)) {
                self.report(cx, *other, id, sink);
            }
            if values.len() < MOST_VALUES {
                values.push(id);
            }
        }
    }
}

impl RestatedCheck {
    /// Whether two figures of one fact are so near in the text or in their digits that they must be equal.
    fn conflicts(&self, cx: &Context, earlier: FigureId, later: FigureId) -> bool {
        let (a, b) = (cx.figure(earlier), cx.figure(later));
        // Values of one clause belong to several subjects (农村参保率分别达到98.7%和98.5%) or steps (跨过100亿、200亿).
        if cx.fact(earlier).clause.start == cx.fact(later).clause.start {
            return false;
        }
        match self.between {
            Between::Table => false,
            Between::Document => one_slip(cx, a, b) || one_slip(cx, b, a),
            Between::Heading => under(cx, earlier, later),
            Between::Sign => same_value(a, b) && opposite(cx.fact(earlier).direction, cx.fact(later).direction),
        }
    }

    fn agree(&self, cx: &Context, earlier: FigureId, later: FigureId, sink: &mut Sink) {
        // A repeated number verifies nothing: it only holds.
        sink.claim(Claim {
            rule: sink.rule,
            operands: vec![earlier, later],
            outcome: Outcome::Holds,
            equation: format!("{} = {}", cx.text(earlier), cx.text(later)),
            link: Some(one(cx, earlier, later)),
        });
    }

    fn report(&self, cx: &Context, earlier: FigureId, later: FigureId, sink: &mut Sink) {
        let name = cx.fact(later).indicator.map(|i| i.name(&cx.document.text, cx.lexicon));
        self.report_as(cx, earlier, later, name, sink);
    }

    fn report_as(&self, cx: &Context, earlier: FigureId, later: FigureId, name: Option<String>, sink: &mut Sink) {
        let (a, b) = (cx.figure(earlier), cx.figure(later));
        sink.claim(Claim {
            rule: sink.rule,
            operands: vec![earlier, later],
            outcome: Outcome::Contradicted,
            equation: format!("{} = {}", cx.text(earlier), cx.text(later)),
            link: Some(one(cx, earlier, later)),
        });
        let mut finding = Finding::new(sink.rule, b.span)
            .slot("figure", cx.text(later))
            .slot("figure.name", name.unwrap_or_default())
            .slot("other", cx.text(earlier))
            .relate(a.span, cx.name(earlier), "other");
        // Of few digits a slip turns any into another.
        let few = matches!(self.between, Between::Document | Between::Table)
            && digit_count(a).min(digit_count(b)) < SURE_DIGITS;
        if few || one_place_apart(a, b) {
            finding.at_most(Severity::Warning);
        }
        sum::same(cx, &mut finding, later, earlier);
        // Either place may be the wrong one.
        sum::exchange(cx, &mut finding, later, earlier);
        sum::exchange(cx, &mut finding, earlier, later);
        sum::repair(cx, &mut finding, later, &|instead| restates(a, instead));
        sum::repair(cx, &mut finding, earlier, &|instead| restates(instead, b));
        sink.tell(finding);
    }
}

/// Under which key a figure is compared; none when it is not. `bases` takes the values before a change too.
pub(super) fn place<'a>(cx: &Context<'a>, id: FigureId, aspects: &[Aspect], bases: bool) -> Option<&'a (Key, When)> {
    let fact = cx.fact(id);
    let wanted = (bases || !fact.base) && aspects.contains(&fact.aspect);
    cx.analysis.own.get(id.index()).filter(|_| wanted)?.as_ref()
}

/// `a = b`
fn one(cx: &Context, a: FigureId, b: FigureId) -> Link {
    let operand = |id| vec![(id, Operand::new(cx.figure(id), None, cx.lexicon))];
    let solved = Solved::equal("a", Expr::Slot("b".to_owned()));
    Link::of(&solved, &[("a", operand(a)), ("b", operand(b))])
}

/// Whether two printed numbers are one, rounded or truncated to the coarser of their last places.
pub(super) fn restates(a: &Figure, b: &Figure) -> bool {
    let (Some(x), Some(y)) = (a.printed(), b.printed()) else {
        return false;
    };
    let (fine, coarse) = if x.exponent <= y.exponent { (x, y) } else { (y, x) };
    let miss = fine.value() - coarse.value();
    if fine.exponent == coarse.exponent {
        return miss == RBig::ZERO;
    }
    let place = coarse.last_place();
    let half = &place / RBig::from(2u8);
    // Rounded (half a unit either way) or truncated (less than one unit above).
    (miss <= half && -miss.clone() <= half) || (miss >= RBig::ZERO && miss < place)
}

/// The digits of a printed number.
fn digit_count(figure: &Figure) -> usize {
    figure
        .printed()
        .map_or(0, |p| p.mantissa.unsigned_abs().to_string().len())
}

/// Whether two figures print one value of at least two digits.
fn same_value(a: &Figure, b: &Figure) -> bool {
    let telling = a.printed().is_some_and(|p| p.mantissa.unsigned_abs() >= 10);
    telling && a.printed().zip(b.printed()).is_some_and(|(x, y)| x == y)
}

/// Whether one rises and the other falls.
fn opposite(a: Option<Direction>, b: Option<Direction>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}

/// Whether two numbers of equal precision are one unit of their last place apart.
fn one_place_apart(a: &Figure, b: &Figure) -> bool {
    let (Some(x), Some(y)) = (a.printed(), b.printed()) else {
        return false;
    };
    let miss = x.value() - y.value();
    let place = x.last_place();
    x.exponent == y.exponent && (miss == place || -miss == place)
}

/// Whether one slip of the keys turns the number of one figure into that of another in the same unit.
fn one_slip(cx: &Context, printed: &Figure, meant: &Figure) -> bool {
    let prose = &cx.document.text;
    let number = |f: &Figure| f.number.of(prose).to_owned();
    let scale = |f: &Figure| number(f)[digits_of(&number(f)).len()..].to_owned();
    let (digits, wanted) = (plain_digits(&number(printed)), plain_digits(&number(meant)));
    if !may_slip(&digits, &wanted) {
        return false;
    }
    let long = |d: &str| d.len() >= FEWEST_CHARACTERS;
    if !(long(&digits) && long(&wanted)) || scale(printed) != scale(meant) || printed.unit.name != meant.unit.name {
        return false;
    }
    let telling = digits.chars().filter(char::is_ascii_digit).count() >= FEWEST_DIGITS;
    let Some(value) = printed.printed() else { return false };
    repairs(&digits, value)
        .iter()
        // Of two digits one is soon another: only a moved point or a doubled or lost digit tells.
        .any(|r| r.digits == wanted && same(&r.printed, meant.printed()) && (telling || r.reason != "one digit"))
}

fn same(a: &Printed, b: Option<&Printed>) -> bool {
    b.is_some_and(|b| a.value() == b.value())
}

/// Whether one of two figures stands in a heading that the other stands under.
fn under(cx: &Context, earlier: FigureId, later: FigureId) -> bool {
    let outline = &cx.analysis.outline;
    let paragraph = |id: FigureId| outline.paragraph_at(cx.figure(id).span.start);
    let (Some(heading), Some(body)) = (paragraph(earlier), paragraph(later)) else {
        return false;
    };
    matches!(outline.paragraphs[heading].role, Role::Heading(_))
        && outline.paragraphs[body].heading == Some(heading as u32)
}
