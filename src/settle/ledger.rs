//! The ledger: every quantity of one document with its value, what it measures, and whether anything in the document verifies it.
//!
//! Owns what is listed of a figure, resolved so that the document can be dropped. What kept a figure from being verified is told in
//! [`status`]; verified and contradicted are those of the summary ([`super::count`]).

pub mod status;

pub use status::{Reason, Status};

use super::count::{self, Counts};
use super::place::{Places, Range};
use crate::check::listed::{self, Named};
use crate::check::{Checked, Context, RuleSet};
use crate::fact::{Area, Aspect, Basis, BasisFrom, Direction, Fact, Period, Price};
use crate::figure::interval::decimal;
use crate::figure::{Figure, FigureId, Hedge, Value};
use crate::finding::{Claim, Outcome};
use crate::span::Span;
use dashu_ratio::RBig;

/// Every quantity of one document.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The quantities in order.
    pub entries: Vec<Entry>,
    /// How many there are of each kind: the counts of the document's summary.
    pub counts: Counts,
}

/// One quantity as printed. Dates, years and ordinals are no quantities.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where it stands.
    pub range: Range,
    /// Hedges, number and unit.
    pub text: String,
    /// Its value, or the values of a range or ratio, as decimal strings in `unit`.
    pub value: Vec<String>,
    /// The same in one piece: `3—5` for a range, `1:2` for a ratio.
    pub joined: String,
    /// Lower end of what it can stand for; none when it has none.
    pub low: Option<String>,
    /// Upper end.
    pub high: Option<String>,
    /// The unit without 万 and 亿; empty when it is missing.
    pub unit: String,
    /// Its dimension by name; empty when it has none.
    pub dimension: String,
    /// How it is hedged.
    pub hedge: Hedge,
    /// Which way a change goes.
    pub direction: Option<Direction>,
    /// What is measured, completed where the text elides it.
    pub indicator: Option<String>,
    /// Words of the indicator that stand elsewhere.
    pub modifiers: Vec<String>,
    /// Which side of the indicator it gives.
    pub aspect: Aspect,
    /// The whole of a share, the base of a change, what something is higher or lower than.
    pub of: Option<String>,
    /// The area, where it is not the document's own; else empty.
    pub area: String,
    /// When.
    pub period: Period,
    /// Result, estimate, goal or plan.
    pub basis: Basis,
    /// What says so.
    pub basis_from: Option<BasisFrom>,
    /// At which prices.
    pub price: Price,
    /// What became of it.
    pub status: Status,
    /// The relations that it is an operand of.
    pub relations: Vec<Relation>,
    /// The headings above it.
    pub section: Vec<String>,
}

/// A relation that a figure takes part in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The rule's id.
    pub rule: String,
    /// What came of it.
    pub outcome: Outcome,
    /// The sum with what it gives.
    pub equation: String,
}

/// Every quantity of a document that was checked with `rules`.
pub fn ledger(cx: &Context, checked: &Checked, rules: &RuleSet) -> Ledger {
    let places = Places::new(cx.document, cx.analysis);
    let statuses = status::all(cx, &checked.claims);
    let claims = by_figure(&statuses, &checked.claims);
    let cells = listed::names(cx);
    let mut entries = Vec::new();
    for (i, (figure, fact)) in cx.analysis.figures.iter().zip(&cx.analysis.facts).enumerate() {
        if quantity(figure) {
            let relations = relations(claims[i].iter().map(|&claim| &checked.claims[claim as usize]), rules);
            let mut entry = entry(cx, &places, figure, fact, statuses[i], relations);
            if let Some(named) = cells.get(&FigureId(i as u32)) {
                entry.take(named);
            }
            entries.push(entry);
        }
    }
    Ledger {
        entries,
        counts: count::figures(&cx.analysis.figures, &checked.claims),
    }
}

impl Entry {
    /// Takes what the table of a cell says, where the cell says nothing itself.
    fn take(&mut self, named: &Named) {
        if self.indicator.is_none() {
            self.indicator = Some(named.indicator.clone());
            self.period = named.period.unwrap_or(self.period);
            self.aspect = named.aspect.unwrap_or(self.aspect);
        }
    }
}

fn entry(
    cx: &Context,
    places: &Places,
    figure: &Figure,
    fact: &Fact,
    status: Status,
    relations: Vec<Relation>,
) -> Entry {
    let prose = &cx.document.text;
    let words = |span: Span| span.of(prose).to_owned();
    let (low, high) = figure.bounds();
    let value = values(&figure.value);
    let between = if matches!(figure.value, Value::Range(..)) {
        "—"
    } else {
        ":"
    };
    Entry {
        range: places.range(figure.span),
        text: words(figure.span),
        joined: value.join(between),
        value,
        low,
        high,
        unit: figure.unit.name.clone(),
        dimension: figure.unit.dimension.clone(),
        hedge: figure.hedge,
        direction: fact.direction,
        indicator: fact.name(prose, cx.lexicon),
        modifiers: fact.indicator.and_then(|i| i.modifier).map(words).into_iter().collect(),
        aspect: fact.aspect,
        of: fact.of.map(words),
        area: match fact.area {
            Area::Own => String::new(),
            Area::Named(span) => words(span),
        },
        period: fact.period,
        basis: fact.basis,
        basis_from: fact.basis_from,
        price: fact.price,
        status,
        relations,
        section: places.section(figure.span),
    }
}

/// For each figure the claims that it is an operand of. What figures imply is told only where nothing else settles them.
fn by_figure(statuses: &[Status], claims: &[Claim]) -> Vec<Vec<u32>> {
    let settled = |id: &FigureId| matches!(statuses.get(id.index()), Some(Status::Verified | Status::Contradicted));
    let mut of = vec![Vec::new(); statuses.len()];
    for (i, claim) in claims.iter().enumerate() {
        if claim.outcome == Outcome::Unknown && claim.operands.iter().all(settled) {
            continue;
        }
        for FigureId(operand) in &claim.operands {
            if let Some(list) = of.get_mut(*operand as usize).filter(|l| l.last() != Some(&(i as u32))) {
                list.push(i as u32);
            }
        }
    }
    of
}

/// Each relation once: several patterns of a rule may come to the same.
fn relations<'c>(claims: impl Iterator<Item = &'c Claim>, rules: &RuleSet) -> Vec<Relation> {
    let mut out: Vec<Relation> = Vec::new();
    for claim in claims {
        let relation = Relation {
            rule: rules.rules[claim.rule.0 as usize].id.clone(),
            outcome: claim.outcome,
            equation: claim.equation.clone(),
        };
        if !out.contains(&relation) {
            out.push(relation);
        }
    }
    out
}

/// Whether a figure is counted and listed: dates, years and ordinals are read, but they are no quantities.
pub fn quantity(figure: &Figure) -> bool {
    figure.is_quantity()
}

fn values(value: &Value) -> Vec<String> {
    match value {
        Value::One(printed) => vec![printed.decimal()],
        Value::Range(low, high) => vec![low.decimal(), high.decimal()],
        Value::Ratio(parts) => parts.iter().map(|part| part.decimal()).collect(),
        Value::Fraction { denominator: 0, .. } | Value::Date(_) => Vec::new(),
        Value::Fraction { numerator, denominator } => {
            vec![decimal(
                &RBig::from_parts((*numerator).into(), (*denominator).into()),
                6,
            )]
        }
    }
}
