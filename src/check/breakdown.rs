//! Kind `breakdown`: a total and its parts.
//!
//! Owns the finding of a total before 其中, a bracket or 分为 and of the parts behind it, and the question whether the parts exhaust it.
//! 其中 alone does not: a list is closed by its words (城镇 and 乡村, 税收 and 非税, 其他) or by 由…组成. Only closed lists are
//! contradicted; for an open one a single part above the total can be.

mod growth;
mod list;

use super::{Check, Compile, Context, Needs, Shown, Sink, sum};
use crate::equation::{Expr, Judgement, Link, Operand, Operands, Relation, Solved, Verdict, holds, judge};
use crate::figure::reading::Reading;
use crate::figure::{Figure, FigureId};
use crate::finding::{Claim, Finding, Outcome, Severity};
use list::{List, MARKERS, Part, lists};
use schemars::JsonSchema;
use serde::Deserialize;

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// What is said about the list.
    pub says: Says,
    /// Sets of words that together exhaust a whole; alternatives of one member are separated by `|`.
    #[serde(default)]
    pub closed: Vec<Vec<String>>,
    /// Sets that exhaust a whole as a rule, not always: only a miss that one slip of the keys explains is reported, as a warning.
    #[serde(default)]
    pub usual: Vec<Vec<String>>,
    /// Words in the clause of the total that make it no total: 人均, 净增.
    #[serde(default)]
    pub not_total: Vec<String>,
}

/// What a rule says about a total and its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Says {
    /// The parts of a closed list add up to the total.
    PartsSum,
    /// The first part of an open list is at most the total.
    PartWithinTotal,
    /// The growth of the total lies between those of the parts of a closed list.
    GrowthWithin,
}

impl Spec {
    /// The check of these settings.
    pub fn compile(self, _cx: &mut Compile) -> Option<Box<dyn Check>> {
        let alternatives = |member: &String| member.split('|').map(str::to_owned).collect();
        let sets = |sets: &[Vec<String>]| -> Vec<Set> {
            sets.iter().map(|set| set.iter().map(alternatives).collect()).collect()
        };
        Some(Box::new(Breakdown {
            says: self.says,
            closed: sets(&self.closed),
            usual: sets(&self.usual),
            not_total: self.not_total,
        }))
    }
}

/// Members of a set, each with its alternatives.
type Set = Vec<Vec<String>>;

struct Breakdown {
    says: Says,
    closed: Vec<Set>,
    usual: Vec<Set>,
    not_total: Vec<String>,
}

/// A list whose words leave nothing out.
struct Exhaustive {
    /// Which parts may make up the whole: one of these.
    readings: Vec<Vec<Part>>,
    /// Whether the words leave no doubt.
    sure: bool,
}

impl Check for Breakdown {
    fn needs(&self) -> Needs {
        Needs::Shape(vec![vec![MARKERS.map(str::to_owned).into()]])
    }

    fn slots(&self) -> Vec<String> {
        [
            "total",
            "total.name",
            "total.expected",
            "parts",
            "sum",
            "part",
            "part.name",
            "growth",
        ]
        .map(str::to_owned)
        .into()
    }

    fn run(&self, cx: &Context, sentences: &[Shown], sink: &mut Sink) {
        for shown in sentences {
            for list in lists(cx, shown.index()) {
                match self.says {
                    Says::PartsSum => self.parts_sum(cx, &list, sink),
                    Says::PartWithinTotal => self.part_within_total(cx, &list, sink),
                    Says::GrowthWithin => growth::check(self, cx, &list, sink),
                }
            }
        }
    }
}

impl Breakdown {
    fn parts_sum(&self, cx: &Context, list: &List, sink: &mut Sink) {
        let Some(exhaustive) = self.exhaustive(list) else {
            return;
        };
        let mut judged: Vec<(FigureId, &Vec<Part>, Judgement)> = Vec::new();
        for parts in &exhaustive.readings {
            for total in list.totals.iter().filter(|t| self.is_total(cx, **t)) {
                judged.push((*total, parts, judge_parts(&operands(cx, *total, parts))));
            }
        }
        // A sentence may hold a level and a change before 其中: the list belongs to the one that it fits.
        let fits = |j: &Judgement| matches!(j.verdict, Verdict::Consistent { .. } | Verdict::NearMiss);
        let Some((total, parts, judgement)) = judged.iter().find(|(_, _, j)| fits(j)).or(judged.first()) else {
            return;
        };
        let outcome = sum::outcome(judgement.verdict);
        let wrong = matches!(outcome, Outcome::Contradicted | Outcome::NearMiss);
        let mut finding = wrong.then(|| self.finding(cx, *total, parts, judgement, sink));
        if let Some(finding) = finding.as_mut().filter(|_| !exhaustive.sure) {
            finding.severity_limit = Some(
                finding
                    .severity_limit
                    .unwrap_or(Severity::Warning)
                    .min(Severity::Warning),
            );
        }
        // What exhausts a whole only as a rule says nothing unless one slip of the keys explains the miss.
        if !exhaustive.sure && finding.as_ref().is_some_and(|f| f.suspect.is_none()) {
            return;
        }
        let text = parts.iter().map(|p| cx.text(p.id)).collect::<Vec<_>>().join(" + ");
        let of_total = &operands(cx, *total, parts)["total"];
        sink.claim(Claim {
            rule: sink.rule,
            operands: std::iter::once(*total).chain(parts.iter().map(|p| p.id)).collect(),
            outcome,
            equation: sum::said(cx, *total, of_total, judgement, &text),
            link: sum::links(outcome).then(|| link(cx, &parts_sum(), *total, parts)),
        });
        if let Some(finding) = finding {
            sink.tell(finding);
        }
    }

    fn finding(&self, cx: &Context, total: FigureId, parts: &[Part], judgement: &Judgement, sink: &Sink) -> Finding {
        let figure = cx.figure(total);
        let operands = operands(cx, total, parts);
        let text = parts.iter().map(|p| cx.text(p.id)).collect::<Vec<_>>().join(" + ");
        let shown = sum::shown(cx, total, &operands["total"], judgement, text.clone());
        let mut finding = Finding::new(sink.rule, figure.span)
            .slot("total", cx.text(total))
            .slot("total.name", cx.name(total))
            .slot("total.expected", shown.expected.clone())
            .slot("sum", shown.expected.clone())
            .slot("parts", text);
        for part in parts {
            finding = finding.relate(cx.figure(part.id).span, part.name.clone(), "part");
        }
        sum::propose(cx, &mut finding, total, &operands["total"], judgement.point.as_ref());
        for id in std::iter::once(total).chain(parts.iter().map(|p| p.id)) {
            sum::repair(cx, &mut finding, id, &|instead| {
                holds_with(cx, total, parts, id, instead)
            });
        }
        finding.equation = Some(shown);
        sum::limit(&mut finding, judgement.verdict);
        finding
    }

    fn part_within_total(&self, cx: &Context, list: &List, sink: &mut Sink) {
        let (Some(part), [total]) = (list.parts.first(), list.totals.as_slice()) else {
            return;
        };
        if !list.leads
            || self.exhaustive(list).is_some()
            || !self.is_total(cx, *total)
            || !additive(cx, *total)
            || !additive(cx, part.id)
        {
            return;
        }
        let (whole, piece) = (cx.figure(*total), cx.figure(part.id));
        // Numerals in words are read with less certainty (一·九万, 二六、二三二万), and a part in words is seldom wrong.
        if !arabic(cx, whole) || !arabic(cx, piece) {
            return;
        }
        if !whole.plain() || !piece.plain() || whole.unit.name != piece.unit.name {
            return;
        }
        let (Some(a), Some(b)) = (whole.printed(), piece.printed()) else {
            return;
        };
        if b.value() <= a.value() + a.last_place() + b.last_place() {
            return;
        }
        let at_most = Solved {
            relation: Relation::AtLeast,
            ..parts_sum()
        };
        let finding = Finding::new(sink.rule, piece.span)
            .slot("total", cx.text(*total))
            .slot("total.name", cx.name(*total))
            .slot("part", cx.text(part.id))
            .slot("part.name", part.name.clone())
            .relate(whole.span, cx.name(*total), "total");
        sink.claim(Claim {
            rule: sink.rule,
            operands: vec![*total, part.id],
            outcome: Outcome::Contradicted,
            equation: format!("{} > {}", cx.text(part.id), cx.text(*total)),
            link: Some(link(cx, &at_most, *total, &list.parts[..1])),
        });
        sink.tell(finding);
    }

    /// The parts of the list when its words leave nothing out.
    fn exhaustive(&self, list: &List) -> Option<Exhaustive> {
        if list.parts.len() < 2 {
            return None;
        }
        let rest = list
            .parts
            .last()
            .is_some_and(|p| ["其他", "其余", "其它"].iter().any(|w| p.name.starts_with(w)));
        if rest && !list.weak || list.composed {
            return Some(Exhaustive {
                readings: vec![list.parts.clone()],
                sure: true,
            });
        }
        let find = |sets: &[Set]| sets.iter().find_map(|set| closes(set, list));
        if list.all_named && find(&self.closed).is_none() {
            return Some(Exhaustive {
                readings: vec![list.parts.clone()],
                sure: false,
            });
        }
        let (parts, sure) = find(&self.closed)
            .map(|p| (p, true))
            .or_else(|| find(&self.usual).filter(|_| !list.weak).map(|p| (p, false)))?;
        if parts.len() == list.parts.len() || list.weak {
            return Some(Exhaustive {
                readings: vec![parts],
                sure,
            });
        }
        Some(Exhaustive {
            readings: vec![list.parts.clone(), parts],
            sure: false,
        })
    }

    fn is_total(&self, cx: &Context, id: FigureId) -> bool {
        let clause = cx.fact(id).clause.of(&cx.document.text);
        !self.not_total.iter().any(|w| clause.contains(w.as_str()))
    }
}

/// The parts that a closed set names: one for each member, no other between them.
fn closes(set: &Set, list: &List) -> Option<Vec<Part>> {
    if let Some(listed) = list.words.find("分别").map(|at| &list.words[..at]) {
        let all = members(set, listed).len() == set.len() && list.parts.len() == set.len();
        return all.then(|| list.parts.clone());
    }
    let mut used = vec![false; set.len()];
    for (i, part) in list.parts.iter().enumerate() {
        match members(set, &part.name)[..] {
            [one] if !used[one] => used[one] = true,
            // Whatever follows a complete set is another class (竣工 after 新开工 and 续建).
            _ if used.iter().all(|u| *u) => return Some(list.parts[..i].to_vec()),
            _ => return None,
        }
    }
    used.iter().all(|u| *u).then(|| list.parts.clone())
}

/// The members of a set that a text names; a longer member hides a shorter one inside it (非税收入 holds 税收).
fn members(set: &[Vec<String>], text: &str) -> Vec<usize> {
    let mut words: Vec<(usize, &str)> = set
        .iter()
        .enumerate()
        .flat_map(|(i, m)| m.iter().map(move |w| (i, w.as_str())))
        .collect();
    words.sort_by_key(|(_, w)| std::cmp::Reverse(w.len()));
    // Neither 进出口 nor 私营企业 (of all firms) is the member inside it.
    let mut rest = text
        .replace("进出口", "〇")
        .replace("私营企业", "〇")
        .replace("非税收", "非税");
    let mut found = Vec::new();
    for (i, word) in words {
        if rest.contains(word) {
            rest = rest.replace(word, "〇");
            found.push(i);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// `total = sum(parts)`.
fn parts_sum() -> Solved {
    Solved::equal("total", Expr::Sum("parts".to_owned()))
}

/// The figures of `total = sum(parts)`.
fn link(cx: &Context, solved: &Solved, total: FigureId, parts: &[Part]) -> Link {
    let operand = |id: FigureId| (id, Operand::new(cx.figure(id), None, cx.lexicon));
    let parts = parts.iter().map(|p| operand(p.id)).collect();
    Link::of(solved, &[("total", vec![operand(total)]), ("parts", parts)])
}

/// Judges `total = sum(parts)`. Nobody rounds a total to tens beside parts that are exact: its zeros are rounding only where those of a
/// part are.
fn judge_parts(operands: &Operands) -> Judgement {
    let mut judgement = judge(&parts_sum(), operands);
    if judgement.verdict == (Verdict::Contradicted { rounded: true }) {
        let sum = operands["parts"].interval(Reading::TrailingZeros);
        let total = operands["total"].interval(Reading::Strict);
        let rounded = sum.zip(total).is_some_and(|(s, t)| s.meets(&t));
        judgement.verdict = Verdict::Contradicted { rounded };
    }
    judgement
}

fn operands(cx: &Context, total: FigureId, parts: &[Part]) -> Operands {
    let figures: Vec<&Figure> = parts.iter().map(|p| cx.figure(p.id)).collect();
    named(cx, cx.figure(total), &figures)
}

fn named(cx: &Context, total: &Figure, parts: &[&Figure]) -> Operands {
    let mut out = Operands::new();
    out.insert("total".to_owned(), Operand::new(total, None, cx.lexicon));
    out.insert("parts".to_owned(), Operand::list(parts, cx.lexicon));
    out
}

/// Whether the parts add up when another figure stands in the place of one of them.
fn holds_with(cx: &Context, total: FigureId, parts: &[Part], id: FigureId, instead: &Figure) -> bool {
    let pick = |other: FigureId| if other == id { instead } else { cx.figure(other) };
    let figures: Vec<&Figure> = parts.iter().map(|p| pick(p.id)).collect();
    holds(&parts_sum(), &named(cx, pick(total), &figures))
}

fn arabic(cx: &Context, figure: &Figure) -> bool {
    let number = figure.number.of(&cx.document.text);
    number.starts_with(|c: char| c.is_ascii_digit())
}

fn additive(cx: &Context, id: FigureId) -> bool {
    let fact = cx.fact(id);
    let listed = fact
        .indicator
        .and_then(|i| i.entry)
        .map(|e| &cx.lexicon.indicators[e as usize]);
    let name = cx.name(id);
    let words = ["人均", "平均", "均", "率", "标准", "价格", "指数", "净"];
    listed.is_none_or(|e| e.additive) && !words.iter().any(|w| name.contains(w))
}
