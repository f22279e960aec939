//! Whether the lines of a table add up to their totals.
//!
//! Owns the choice among the readings of a table by the numbers that hold, and what is said of the number that does not. Half a unit of
//! the last place is allowed for each rounded figure, as everywhere.

use super::division::{Division, Question, Trust};
use super::view::View;
use super::{Says, TableCheck};
use crate::check::{Context, Sink, sum};
use crate::equation::{Expr, Judgement, Link, Operand, Operands, Solved, Verdict, judge};
use crate::figure::number::power_of_ten;
use crate::figure::{Figure, FigureId, Form};
use crate::finding::{Claim, Finding, Outcome, Severity};
use crate::table::{Entry, Line};
use dashu_ratio::RBig;
use std::collections::{BTreeMap, BTreeSet};

/// A total with its parts in one line across, and what came of them.
struct Sum {
    across: usize,
    total: FigureId,
    parts: Vec<FigureId>,
    /// Whether a part is blank.
    gaps: bool,
    judgement: Judgement,
}

impl Sum {
    fn fails(&self) -> bool {
        matches!(self.judgement.verdict, Verdict::Contradicted { .. })
    }
}

/// A reading with its sums.
struct Tried {
    division: Division,
    sums: Vec<Sum>,
}

impl Tried {
    fn holds(&self) -> usize {
        let power = |s: &&Sum| s.judgement.verdict == Verdict::Consistent { power: true };
        self.sums.iter().filter(power).count()
    }

    fn fails(&self) -> usize {
        self.sums.iter().filter(|s| s.fails()).count()
    }
}

/// How often names make up a whole, by the names.
type Known = BTreeMap<String, usize>;

/// Totals with their parts that something was said of.
type Told = BTreeMap<FigureId, BTreeSet<Vec<FigureId>>>;

/// A question with what came of its readings.
struct Asked<'a> {
    view: View<'a>,
    trust: Trust,
    level: Option<u32>,
    tried: Vec<Tried>,
}

impl TableCheck {
    /// Claims and findings of all tables.
    pub fn footing(&self, cx: &Context, sink: &mut Sink) {
        let view = |table| match self.spec.says {
            Says::ColumnsAddUp => View::columns(table),
            _ => View::rows(table),
        };
        let views: Vec<View> = cx.analysis.tables.iter().map(view).collect();
        let asked: Vec<Vec<Asked>> = views.iter().map(|view| self.ask(cx, *view)).collect();
        let known = known(asked.iter().flatten());
        for table in &asked {
            let mut told = Told::new();
            let levels = levels(table);
            for one in table {
                let others = |n: &usize| *n > usize::from(one.holds());
                let beside = one.level.and_then(|level| levels.get(&level)).is_some_and(others);
                self.answer(cx, one, beside, &known, &mut told, sink);
            }
        }
    }

    fn ask<'a>(&self, cx: &Context, view: View<'a>) -> Vec<Asked<'a>> {
        let mut questions = self.questions(view);
        questions.extend(self.guesses(cx, view));
        let tried = |division: Division| Tried {
            sums: self.sums(cx, view, &division),
            division,
        };
        questions
            .into_iter()
            .map(|Question { readings, trust, level }| Asked {
                view,
                trust,
                level,
                tried: readings.into_iter().map(tried).collect(),
            })
            .collect()
    }

    fn answer(&self, cx: &Context, asked: &Asked, beside: bool, known: &Known, told: &mut Told, sink: &mut Sink) {
        let support = |t: &Tried| {
            t.holds()
                .max(known.get(&names(asked.view, &t.division)).copied().unwrap_or(0))
        };
        // The reading that holds in most lines across, the first of several.
        let ranked = asked.tried.iter().map(|t| ((t.holds(), support(t)), t));
        let Some(((holds, support), best)) = ranked.reduce(|best, next| if next.0 > best.0 { next } else { best })
        else {
            return;
        };
        let fails = best.fails();
        let failing = || best.sums.iter().filter(|s| s.fails());
        let slips = || asked.trust == Trust::Sure && fails == 2 && failing().all(|s| explained(cx, s));
        let doubtful = fails > 1 && fails > holds && !slips();
        let open = asked.tried.len() > 1 && holds == 0;
        for one in best.sums.iter().filter(|s| !doubtful || !s.fails()) {
            let mut parts = one.parts.clone();
            parts.sort_unstable();
            let before = told.get(&one.total);
            let elsewhere = asked.trust < Trust::Usual && before.is_some();
            if elsewhere || before.is_some_and(|all| all.contains(&parts)) {
                continue;
            }
            let enough = || match asked.trust {
                Trust::Sure => !open || explained(cx, one),
                Trust::Usual => support > 0 || explained(cx, one),
                Trust::Told => support > 0 || beside && explained(cx, one),
                Trust::Guessed => holds > 2 || explained(cx, one),
            };
            let right = matches!(one.judgement.verdict, Verdict::Consistent { .. });
            let whole = || !one.gaps || holds > 0 && explained(cx, one);
            if right || enough() && whole() {
                told.entry(one.total).or_default().insert(parts);
                self.tell(cx, asked.view, &best.division, one, asked.trust == Trust::Sure, sink);
            }
        }
    }

    /// The sums of a reading, one for each line across that has them.
    fn sums(&self, cx: &Context, view: View, division: &Division) -> Vec<Sum> {
        let across = (0..view.across().len()).filter(|a| self.additive(&view.across()[*a]));
        across.filter_map(|a| self.sum(cx, view, division, a)).collect()
    }

    fn sum(&self, cx: &Context, view: View, division: &Division, across: usize) -> Option<Sum> {
        let total = view.figure(division.total, across)?;
        let figure = cx.figure(total);
        let mut parts = Vec::new();
        for line in &division.parts {
            match view.at(*line, across) {
                Entry::Figure(id) => parts.push(id),
                Entry::Blank => {}
                Entry::Words => return None,
            }
        }
        let like = |id: &FigureId| {
            let part = cx.figure(*id);
            part.plain() && part.form == figure.form && part.unit.name == figure.unit.name
        };
        if parts.len() < 2
            || !figure.plain()
            || !self.adds_up(figure, &view.across()[across], &view.lines()[division.total])
            || !parts.iter().all(like)
        {
            return None;
        }
        let figures: Vec<&Figure> = parts.iter().map(|id| cx.figure(*id)).collect();
        let judgement = judge_sum(cx, figure, &figures);
        (judgement.verdict != Verdict::Unknown).then_some(Sum {
            across,
            total,
            gaps: parts.len() < division.parts.len(),
            parts,
            judgement,
        })
    }

    /// Whether values of the unit of a total add up: percentages only where they are parts of a hundred.
    fn adds_up(&self, total: &Figure, across: &Line, line: &Line) -> bool {
        let hundred = || total.printed().is_some_and(|p| p.value() == RBig::from(100));
        let shares = |l: &Line| {
            self.spec
                .shares
                .iter()
                .any(|w| l.name.contains(w.as_str()) || l.group.contains(w.as_str()))
        };
        match total.form {
            Form::Amount | Form::Bare => true,
            Form::Percent => hundred() || shares(across) || shares(line),
            _ => false,
        }
    }

    fn tell(&self, cx: &Context, view: View, division: &Division, one: &Sum, sure: bool, sink: &mut Sink) {
        let outcome = sum::outcome(one.judgement.verdict);
        let of_total = Operand::new(cx.figure(one.total), None, cx.lexicon);
        let text = one.parts.iter().map(|id| cx.text(*id)).collect::<Vec<_>>().join(" + ");
        sink.claim(Claim {
            rule: sink.rule,
            operands: std::iter::once(one.total).chain(one.parts.iter().copied()).collect(),
            outcome,
            equation: sum::said(cx, one.total, &of_total, &one.judgement, &text),
            link: sum::links(outcome).then(|| link(cx, one)),
        });
        if !matches!(outcome, Outcome::Contradicted | Outcome::NearMiss) {
            return;
        }
        let mut finding = self.finding(cx, view, division, one, text, sink);
        if !sure {
            finding.at_most(Severity::Warning);
        }
        sink.tell(finding);
    }

    fn finding(&self, cx: &Context, view: View, division: &Division, one: &Sum, text: String, sink: &Sink) -> Finding {
        let figure = cx.figure(one.total);
        let of_total = Operand::new(figure, None, cx.lexicon);
        let (row, column) = view.place(division.total, one.across);
        let shown = sum::shown(cx, one.total, &of_total, &one.judgement, text);
        let mut finding = Finding::new(sink.rule, figure.span)
            .slot("row", row)
            .slot("column", column)
            .slot("total", cx.text(one.total))
            .slot("count", one.parts.len().to_string())
            .slot("sum", shown.expected.clone())
            .slot("parts", shortened(cx, &one.parts));
        for line in &division.parts {
            if let Some(id) = view.figure(*line, one.across) {
                finding = finding.relate(cx.figure(id).span, view.name(*line), "part");
            }
        }
        sum::propose(cx, &mut finding, one.total, &of_total, one.judgement.point.as_ref());
        for id in std::iter::once(one.total).chain(one.parts.iter().copied()) {
            sum::repair(cx, &mut finding, id, &|instead| holds_with(cx, one, id, instead));
        }
        finding.equation = Some(shown);
        sum::limit(&mut finding, one.judgement.verdict);
        finding
    }
}

/// Whether one slip of the keys in one of its figures explains a miss.
fn explained(cx: &Context, one: &Sum) -> bool {
    let value = |figure: &Figure| figure.printed().map_or(RBig::ZERO, |p| p.value());
    let parts: Vec<&Figure> = one.parts.iter().map(|id| cx.figure(*id)).collect();
    let total = cx.figure(one.total);
    let gap = parts.iter().fold(-value(total), |gap, p| gap + value(p));
    let places = parts.iter().copied().chain([total]).filter_map(|f| f.printed());
    let slack = places
        .map(|p| p.last_place())
        .fold(RBig::ZERO, |all, place| all + place);
    let mut ids = std::iter::once(one.total).chain(one.parts.iter().copied());
    ids.any(|id| {
        let own = value(cx.figure(id));
        sum::one_slip(cx, id, &|instead| {
            let moved = if id == one.total {
                &own - value(instead)
            } else {
                value(instead) - &own
            };
            let left = &gap + moved;
            // Most slips leave a gap that is no matter of rounding: they need no interval.
            left <= slack && -left <= slack && holds_with(cx, one, id, instead)
        })
    })
}

fn holds_with(cx: &Context, one: &Sum, id: FigureId, instead: &Figure) -> bool {
    let pick = |other: FigureId| if other == id { instead } else { cx.figure(other) };
    let parts: Vec<&Figure> = one.parts.iter().map(|p| pick(*p)).collect();
    let judgement = judge_sum(cx, pick(one.total), &parts);
    matches!(judgement.verdict, Verdict::Consistent { .. })
}

/// The parts in a message: the first ones of many.
fn shortened(cx: &Context, parts: &[FigureId]) -> String {
    const SHOWN: usize = 6;
    let mut text = parts
        .iter()
        .take(SHOWN)
        .map(|id| cx.text(*id))
        .collect::<Vec<_>>()
        .join(" + ");
    if parts.len() > SHOWN {
        text.push_str(" + …");
    }
    text
}

impl Asked<'_> {
    fn holds(&self) -> bool {
        self.tried.iter().any(|t| t.holds() > 0)
    }
}

/// How many divisions by levels hold, by the level of the total: 一、 is the sum of what stands below it, so 二、 is too.
fn levels(table: &[Asked]) -> BTreeMap<u32, usize> {
    let mut out = BTreeMap::new();
    for one in table.iter().filter(|one| one.holds()) {
        if let Some(level) = one.level {
            *out.entry(level).or_insert(0) += 1;
        }
    }
    out
}

/// Names that make up a whole somewhere in the document, with how often they do.
fn known<'a>(asked: impl Iterator<Item = &'a Asked<'a>>) -> Known {
    let mut out = Known::new();
    for one in asked.filter(|a| a.trust > Trust::Guessed) {
        for tried in one.tried.iter().filter(|t| t.holds() > 0) {
            *out.entry(names(one.view, &tried.division)).or_insert(0) += tried.holds();
        }
    }
    out
}

/// The names of the parts of a division.
fn names(view: View, division: &Division) -> String {
    division
        .parts
        .iter()
        .map(|i| view.lines()[*i].name.as_str())
        .collect::<Vec<_>>()
        .join("|")
}

/// Judges `total = sum(parts)`: a miss inside the half-units that rounding alone hardly ever makes is a near miss, and what is rounded to
/// tens is no excuse among numbers that are not.
fn judge_sum(cx: &Context, total: &Figure, parts: &[&Figure]) -> Judgement {
    let mut operands = Operands::new();
    operands.insert("total".to_owned(), Operand::new(total, None, cx.lexicon));
    operands.insert("parts".to_owned(), Operand::list(parts, cx.lexicon));
    let mut judgement = judge(&parts_sum(), &operands);
    let (miss, rounded) = miss(total, parts);
    // 3.29 standard deviations of a sum of uniform errors: 999 of 1,000.
    let usual = &miss * &miss * RBig::from(1000) <= RBig::from(902 * rounded);
    let near = &miss * RBig::from(2) <= RBig::from(rounded + 1);
    judgement.verdict = match judgement.verdict {
        Verdict::Consistent { .. } if !usual => Verdict::NearMiss,
        Verdict::NearMiss if !near => Verdict::Contradicted { rounded: false },
        Verdict::Contradicted { .. } => Verdict::Contradicted { rounded: false },
        other => other,
    };
    judgement
}

/// By how many units of the coarsest place a sum misses, and how many figures are printed to it.
fn miss(total: &Figure, parts: &[&Figure]) -> (RBig, u64) {
    let printed: Vec<_> = std::iter::once(&total)
        .chain(parts)
        .filter_map(|f| f.printed())
        .collect();
    let coarsest = printed.iter().map(|p| p.exponent).max().unwrap_or(0);
    let rounded = printed.iter().filter(|p| p.exponent == coarsest).count() as u64;
    let Some((total, parts)) = printed.split_first() else {
        return (RBig::ZERO, 0);
    };
    let sum = parts.iter().fold(RBig::ZERO, |sum, p| sum + p.value());
    let gap = (sum - total.value()) * power_of_ten(-coarsest);
    let gap = if gap < RBig::ZERO { -gap } else { gap };
    (gap, rounded)
}

fn parts_sum() -> Solved {
    Solved::equal("total", Expr::Sum("parts".to_owned()))
}

fn link(cx: &Context, one: &Sum) -> Link {
    let operand = |id: &FigureId| (*id, Operand::new(cx.figure(*id), None, cx.lexicon));
    let parts = one.parts.iter().map(operand).collect();
    Link::of(&parts_sum(), &[("total", vec![operand(&one.total)]), ("parts", parts)])
}
