//! Columns that follow from others: shares, growth, ratios, differences.
//!
//! Owns the finding of the columns that a derived one follows from. Names say that it does (比上年增长), seldom from which: those are taken
//! with which its rows hold. A column with which too few hold follows from something else (real growth, a base that is not printed).

use super::view::View;
use super::{Says, TableCheck};
use crate::check::{Context, Sink, sum};
use crate::equation::{Expr, Judgement, Link, Operand, Operands, Solved, Verdict, judge, show};
use crate::figure::{Figure, FigureId, Form};
use crate::finding::{Claim, Finding, Outcome, Severity};
use dashu_ratio::RBig;

/// A figure that follows from two others.
struct Step {
    row: usize,
    stated: FigureId,
    first: FigureId,
    second: FigureId,
    judgement: Judgement,
    /// Whether it holds, and would not with a value that is a quarter off.
    tells: bool,
}

/// A derived column with where it may follow from.
struct Source {
    column: usize,
    /// The column of what is divided or what the change leads to.
    value: usize,
    steps: Vec<Step>,
    /// Whether the names or the numbers leave no other source.
    only: bool,
}

impl Source {
    fn holds(&self) -> usize {
        self.steps.iter().filter(|s| s.tells).count()
    }

    fn fails(&self) -> usize {
        let fails = |s: &&Step| matches!(s.judgement.verdict, Verdict::Contradicted { .. });
        self.steps.iter().filter(fails).count()
    }

    /// Whether it is the source: most rows hold. One is enough where there is no other and one slip of the keys explains the rest.
    fn holds_mostly(&self, cx: &Context, solved: &Solved) -> bool {
        let (holds, fails) = (self.holds(), self.fails());
        let explained = || {
            let mut failing = self
                .steps
                .iter()
                .filter(|s| matches!(s.judgement.verdict, Verdict::Contradicted { .. }));
            failing.all(|s| explained(cx, solved, s))
        };
        holds >= 2 && fails * 2 <= holds.max(2) || self.only && holds >= 1 && fails <= 1 && explained()
    }
}

/// Columns to each side in which a source is looked for.
const REACH: usize = 8;

/// Rows after which a source that has not held is given up.
const TRIAL: usize = 40;

/// Rows that may be the total of a column of shares.
const MOST_TOTALS: usize = 4;

impl TableCheck {
    /// Claims and findings of all tables.
    pub fn derived(&self, cx: &Context, sink: &mut Sink) {
        let solved = equation(self.spec.says);
        let views = cx
            .analysis
            .tables
            .iter()
            .flat_map(|t| [View::rows(t), View::columns(t)]);
        for view in views {
            for column in (0..view.across().len()).filter(|c| self.is_derived(cx, view, *c)) {
                let sources = match self.spec.says {
                    // A share of the total below or above, or of the column beside it.
                    Says::Share => {
                        let mut sources = self.shares(cx, view, column, &solved);
                        sources.extend(self.pairs(cx, view, column, &solved));
                        sources
                    }
                    _ => self.pairs(cx, view, column, &solved),
                };
                let best = sources
                    .into_iter()
                    .reduce(|best, next| if next.holds() > best.holds() { next } else { best });
                if let Some(source) = best.filter(|s| s.holds_mostly(cx, &solved)) {
                    for step in &source.steps {
                        self.say(cx, view, &source, step, &solved, sink);
                    }
                }
            }
        }
    }

    /// Whether the name of a column says that it follows from others, and its unit allows it: 完成率 does, 实际完成 does not.
    fn is_derived(&self, cx: &Context, view: View, column: usize) -> bool {
        let line = &view.across()[column];
        let named = self.spec.columns.iter().any(|w| line.name.contains(w.as_str()));
        let left_out = |w: &String| line.name.contains(w.as_str()) || line.group.contains(w.as_str());
        let rate = || {
            let first = (0..view.lines().len()).find_map(|row| view.figure(row, column));
            first.is_some_and(|id| matches!(cx.figure(id).form, Form::Percent | Form::Multiple))
        };
        named && !self.spec.unless.iter().any(left_out) && (self.spec.says == Says::Difference || rate())
    }

    /// Pairs of columns beside a derived one: the later value and the one before.
    fn pairs(&self, cx: &Context, view: View, column: usize, solved: &Solved) -> Vec<Source> {
        let values = self.values(cx, view, column);
        let mut out = Vec::new();
        for first in &values {
            for second in values.iter().filter(|s| *s != first) {
                let steps = self.steps(cx, view, column, solved, |row| {
                    Some((view.figure(row, *first)?, view.figure(row, *second)?))
                });
                out.push(Source {
                    column,
                    value: *first,
                    steps,
                    only: values.len() == 2,
                });
            }
        }
        out
    }

    /// Columns of values beside a column of shares, with the rows that may be their total.
    fn shares(&self, cx: &Context, view: View, column: usize, solved: &Solved) -> Vec<Source> {
        let values = self.values(cx, view, column);
        let hundred = |row: &usize| {
            let share = view.figure(*row, column).and_then(|id| cx.figure(id).printed());
            share.is_some_and(|p| p.value() == RBig::from(100))
        };
        let lines = view.lines();
        let named = |row: &usize| self.is_total(&lines[*row]) || self.is_whole(&lines[*row]);
        let totals: Vec<usize> = (0..lines.len())
            .filter(|r| *r == 0 || hundred(r) || named(r))
            .take(MOST_TOTALS)
            .collect();
        let mut out = Vec::new();
        for value in &values {
            for total in &totals {
                let steps = self.steps(cx, view, column, solved, |row| {
                    (row != *total).then_some(())?;
                    Some((view.figure(row, *value)?, view.figure(*total, *value)?))
                });
                out.push(Source {
                    column,
                    value: *value,
                    steps,
                    only: values.len() == 1 && hundred(total),
                });
            }
        }
        out
    }

    /// Columns near a derived one that are not derived themselves.
    fn values(&self, cx: &Context, view: View, column: usize) -> Vec<usize> {
        let columns = view.across();
        let near = column.saturating_sub(REACH)..columns.len().min(column + REACH + 1);
        near.filter(|c| *c != column && self.additive(&columns[*c]) && !self.is_derived(cx, view, *c))
            .collect()
    }

    fn steps(
        &self,
        cx: &Context,
        view: View,
        column: usize,
        solved: &Solved,
        pair: impl Fn(usize) -> Option<(FigureId, FigureId)>,
    ) -> Vec<Step> {
        let step = |row: usize| {
            let stated = view.figure(row, column)?;
            let (first, second) = pair(row)?;
            let line = &view.lines()[row];
            let left_out = self.spec.unless.iter().any(|w| line.name.contains(w.as_str()));
            let all = [stated, first, second].map(|id| cx.figure(id));
            if left_out || !all.iter().all(|f| f.plain()) || !self.fits(all) {
                return None;
            }
            let judgement = judge(solved, &operands(cx, all));
            (judgement.verdict != Verdict::Unknown).then_some(Step {
                row,
                stated,
                first,
                second,
                tells: tells(all[0], &judgement),
                judgement,
            })
        };
        let mut steps = Vec::new();
        for step in (0..view.lines().len()).filter_map(step) {
            steps.push(step);
            // A source with which none of the first rows holds is none.
            if steps.len() == TRIAL && !steps.iter().any(|s| s.tells) {
                return Vec::new();
            }
        }
        steps
    }

    /// Whether the units of a derived figure and of its sources go together.
    fn fits(&self, [stated, first, second]: [&Figure; 3]) -> bool {
        let same = |a: &Figure, b: &Figure| a.form == b.form && a.unit.name == b.unit.name;
        let level = |f: &Figure| matches!(f.form, Form::Amount | Form::Bare);
        let unit = match self.spec.says {
            Says::Difference => same(stated, first),
            Says::Ratio => matches!(stated.form, Form::Percent | Form::Multiple),
            _ => stated.form == Form::Percent,
        };
        unit && same(first, second) && level(first) && second.printed().is_some_and(|p| p.mantissa != 0)
    }

    fn say(&self, cx: &Context, view: View, source: &Source, step: &Step, solved: &Solved, sink: &mut Sink) {
        let outcome = sum::outcome(step.judgement.verdict);
        let of_stated = Operand::new(cx.figure(step.stated), None, cx.lexicon);
        let text = show::expression(&solved.value, &|slot| {
            cx.text(if slot == "first" { step.first } else { step.second })
        });
        sink.claim(Claim {
            rule: sink.rule,
            operands: vec![step.stated, step.first, step.second],
            outcome,
            equation: sum::said(cx, step.stated, &of_stated, &step.judgement, &text),
            link: sum::links(outcome).then(|| link(cx, solved, step)),
        });
        if !matches!(outcome, Outcome::Contradicted | Outcome::NearMiss) {
            return;
        }
        let figure = cx.figure(step.stated);
        let (row, column) = view.place(step.row, source.column);
        let shown = sum::shown(cx, step.stated, &of_stated, &step.judgement, text.clone());
        let mut finding = Finding::new(sink.rule, figure.span)
            .slot("row", row.clone())
            .slot("column", column)
            .slot("stated", cx.text(step.stated))
            .slot("expected", shown.expected.clone())
            .slot("sum", text)
            .relate(
                cx.figure(step.first).span,
                format!("{}，{}", view.name(step.row), view.across()[source.value].name),
                "value",
            )
            .relate(cx.figure(step.second).span, String::new(), "base");
        sum::propose(cx, &mut finding, step.stated, &of_stated, step.judgement.point.as_ref());
        for id in [step.stated, step.first, step.second] {
            sum::repair(cx, &mut finding, id, &|instead| {
                holds_with(cx, solved, step, id, instead)
            });
        }
        finding.equation = Some(shown);
        sum::limit(&mut finding, step.judgement.verdict);
        if !source.only && source.holds() < 4 {
            finding.at_most(Severity::Warning);
        }
        sink.tell(finding);
    }
}

/// What a derived column is, by its two sources.
fn equation(says: Says) -> Solved {
    let slot = |name: &str| Box::new(Expr::Slot(name.to_owned()));
    let (first, second) = (slot("first"), slot("second"));
    let value = match says {
        Says::Growth => Expr::Sub(Box::new(Expr::Div(first, second)), Box::new(Expr::Number(RBig::ONE))),
        Says::Difference => Expr::Sub(first, second),
        _ => Expr::Div(first, second),
    };
    Solved::equal("stated", value)
}

fn operands(cx: &Context, [stated, first, second]: [&Figure; 3]) -> Operands {
    let operand = |figure| Operand::new(figure, None, cx.lexicon);
    let mut out = Operands::new();
    out.insert("stated".to_owned(), operand(stated));
    out.insert("first".to_owned(), operand(first));
    out.insert("second".to_owned(), operand(second));
    out
}

/// Whether a judgement speaks for the relation: it holds, and the sources leave little else.
fn tells(stated: &Figure, judgement: &Judgement) -> bool {
    let ends = judgement.expected.low.value().zip(judgement.expected.high.value());
    let holds = matches!(judgement.verdict, Verdict::Consistent { .. });
    holds
        && ends.is_some_and(|(low, high)| {
            let middle = (low + high) / RBig::from(2);
            let size = if middle < RBig::ZERO { -middle } else { middle };
            (high - low) * RBig::from(2) <= size && stated.printed().is_some_and(|p| p.mantissa != 0)
        })
}

fn holds_with(cx: &Context, solved: &Solved, step: &Step, id: FigureId, instead: &Figure) -> bool {
    let all = [step.stated, step.first, step.second].map(|other| if other == id { instead } else { cx.figure(other) });
    matches!(judge(solved, &operands(cx, all)).verdict, Verdict::Consistent { .. })
}

/// Whether one slip of the keys in one of its figures explains a miss.
fn explained(cx: &Context, solved: &Solved, step: &Step) -> bool {
    let mut ids = [step.stated, step.first, step.second].into_iter();
    ids.any(|id| sum::one_slip(cx, id, &|instead| holds_with(cx, solved, step, id, instead)))
}

fn link(cx: &Context, solved: &Solved, step: &Step) -> Link {
    let operand = |id: FigureId| vec![(id, Operand::new(cx.figure(id), None, cx.lexicon))];
    let slots = [
        ("stated", operand(step.stated)),
        ("first", operand(step.first)),
        ("second", operand(step.second)),
    ];
    Link::of(solved, &slots)
}
