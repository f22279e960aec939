//! Kind `breakdown`: a total and its parts.
//!
//! Owns the finding of a total before 其中, a bracket or 分为 and of the parts behind it, and the question whether the parts exhaust it.
//! 其中 alone does not: a list is closed by its words (城镇 and 乡村, 税收 and 非税, 其他) or by 由…组成. Only closed lists are
//! contradicted; for an open one a single part above the total can be.

use super::{Check, Compile, Context, Needs, Sink, sum};
use crate::equation::{Expr, Judgement, Link, Operand, Operands, Relation, Solved, Verdict, judge};
use crate::figure::interval::Reading;
use crate::figure::{Figure, FigureId, Form, Hedge};
use crate::finding::{Claim, Finding, Outcome, Severity};
use schemars::JsonSchema;
use serde::Deserialize;
use std::ops::Range;

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
}

/// What may stand between a total and its parts. Only 其中 says by itself that parts follow; behind the others the parts must be a closed
/// set.
const MARKERS: [&str; 10] = [
    "其中",
    "（",
    "，由",
    "，包括",
    "，分为",
    "，分别为",
    "，分别是",
    "，依次为",
    "：",
    "，含",
];

/// Markers behind which all parts are named, whatever they are.
const NAMES_ALL: [&str; 4] = ["，分为", "，分别为", "，分别是", "，依次为"];

/// Characters between 其中 and its first figure that leave no doubt what it is.
const NEAR: usize = 14;

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

/// One part of a list: its figure and the words that name it.
#[derive(Clone, Debug)]
struct Part {
    id: FigureId,
    name: String,
}

/// A list of parts with the totals that it may belong to, the nearest first.
#[derive(Clone, Debug)]
struct List {
    totals: Vec<FigureId>,
    parts: Vec<Part>,
    /// The words from the marker to the last part.
    words: String,
    /// Whether the words say that nothing is left out: 由…组成.
    composed: bool,
    /// Whether the first figure behind the marker is the first part, and close to it.
    leads: bool,
    /// Whether the marker does not say by itself that parts follow.
    weak: bool,
    /// Whether the marker announces every part and nothing but named parts follows it.
    all_named: bool,
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
        ]
        .map(str::to_owned)
        .into()
    }

    fn run(&self, cx: &Context, sentences: &[u32], sink: &mut Sink) {
        for &sentence in sentences {
            for list in lists(cx, sentence as usize) {
                match self.says {
                    Says::PartsSum => self.parts_sum(cx, &list, sink),
                    Says::PartWithinTotal => self.part_within_total(cx, &list, sink),
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
    let judgement = judge(&parts_sum(), &named(cx, pick(total), &figures));
    matches!(judgement.verdict, Verdict::Consistent { .. })
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

/// Bytes of the character that stands for a figure.
const PLACEHOLDER: usize = 3;

/// The lists of a sentence: one for each marker.
fn lists(cx: &Context, sentence: usize) -> Vec<List> {
    let shape = &cx.analysis.shape;
    let range = &shape.sentences[sentence];
    let text = shape.sentence(sentence);
    let base = range.start as usize;
    let mut out = Vec::new();
    for marker in MARKERS {
        for (at, _) in text.match_indices(marker) {
            let end = at + marker.len();
            let weak = marker != MARKERS[0];
            // A weak marker stands directly behind the figure that it divides, and 其中 behind it speaks for itself.
            let beside = !weak
                || cx
                    .analysis
                    .shape
                    .figure_at((base + at).saturating_sub(PLACEHOLDER))
                    .is_some();
            if beside && !(weak && text[end..].starts_with(MARKERS[0])) {
                out.extend(list(cx, sentence, base, text, at..end).map(|list| List {
                    leads: list.leads && !weak,
                    totals: if weak { list.totals[..1].to_vec() } else { list.totals },
                    weak,
                    all_named: NAMES_ALL.contains(&marker) && nothing_else(&list.words, &list.parts),
                    ..list
                }));
            }
        }
    }
    out
}

fn list(cx: &Context, sentence: usize, base: usize, text: &str, marker: Range<usize>) -> Option<List> {
    let end = list_end(text, marker.clone());
    let inside = cx.analysis.shape.figures_in(base + marker.end..base + end);
    let first = inside.iter().map(|f| f.1).find(|id| is_amount(cx.figure(*id)))?;
    let totals = totals(cx, sentence, base, text, marker.start, cx.figure(first));
    let total = cx.figure(*totals.first()?);
    let mut parts: Vec<Part> = Vec::new();
    let mut start = marker.end;
    for segment in text[marker.end..end].split('；') {
        // Behind ； the list goes on only while each item has one ； of its own.
        let found = self::parts(cx, base + start, segment, total);
        if start > marker.end && (parts.len() != text[marker.end..start].matches('；').count() || found.len() != 1) {
            break;
        }
        parts.extend(found);
        start += segment.len() + '；'.len_utf8();
    }
    let words = text[marker.end..end.min(start)].trim_end_matches('；').to_owned();
    if words.contains('等') && !words.contains("等于") {
        return None;
    }
    let composed = words.contains("组成") || words.contains("构成");
    let leads = parts
        .first()
        .is_some_and(|p| inside.first().is_some_and(|f| f.1 == p.id) && p.name.chars().count() <= NEAR);
    Some(List {
        totals,
        parts,
        words,
        composed,
        leads,
        weak: false,
        all_named: false,
    })
}

/// Whether a list holds nothing but its parts: one in each item, each with a name in front.
fn nothing_else(words: &str, parts: &[Part]) -> bool {
    let items = words
        .split(['，', '、', '；', '和', '与', '及'])
        .filter(|item| !item.is_empty());
    let named = |part: &Part| part.name.chars().any(|c| ('一'..='鿿').contains(&c));
    items.count() == parts.len() && parts.iter().all(named)
}

/// Where the list behind a marker ends at the latest: at its closing bracket, at the next 其中, at the sentence's end.
fn list_end(text: &str, marker: Range<usize>) -> usize {
    let rest = &text[marker.end..];
    let opened = text[..marker.end].matches('（').count() > text[..marker.end].matches('）').count();
    let mut end = rest.find("其中").unwrap_or(rest.len());
    if opened {
        end = end.min(rest.find('）').unwrap_or(rest.len()));
    }
    marker.end + end
}

/// The amounts before the marker that may be its total, the nearest level first: of the same unit as the parts, in the same sentence, or
/// the first level of the sentence before when the marker opens its own.
fn totals(cx: &Context, sentence: usize, base: usize, text: &str, marker: usize, like: &Figure) -> Vec<FigureId> {
    let fits = |id: &FigureId| {
        let f = cx.figure(*id);
        is_amount(f) && f.unit.dimension == like.unit.dimension && same_currency(cx, f, like)
    };
    let head = text[..marker].trim_end_matches(['，', '（', '：', '、']);
    let shape = &cx.analysis.shape;
    if !head.is_empty() {
        // A ； separates: the total stands in the same group, or opens the sentence.
        let group = head.rfind('；').map_or(0, |i| i + '；'.len_utf8());
        let mut found: Vec<FigureId> = shape
            .figures_in(base + group..base + marker)
            .iter()
            .map(|f| f.1)
            .filter(fits)
            .collect();
        found.reverse();
        found.sort_by_key(|id| cx.fact(*id).direction.is_some());
        return found;
    }
    let Some(before) = sentence.checked_sub(1) else {
        return Vec::new();
    };
    let sentences = &cx.analysis.outline.sentences;
    if sentences[before].paragraph != sentences[sentence].paragraph {
        return Vec::new();
    }
    let range = &shape.sentences[before];
    shape
        .figures_in(range.start as usize..range.end as usize)
        .iter()
        .map(|f| f.1)
        .filter(fits)
        .collect()
}

/// The parts in the words behind a marker: in each item the first amount of the total's unit that is no change and no share.
fn parts(cx: &Context, base: usize, words: &str, total: &Figure) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let mut start = 0;
    let mut bracket = 0usize;
    let ends: Vec<usize> = words
        .char_indices()
        .filter(|(_, c)| {
            match c {
                '（' => bracket += 1,
                '）' => bracket = bracket.saturating_sub(1),
                _ => {}
            }
            bracket == 0 && matches!(c, '，' | '、' | '；' | '：' | '。')
        })
        .map(|(i, _)| i)
        .chain([words.len()])
        .collect();
    for end in ends {
        let item = &words[start..end];
        for (offset, id) in cx.analysis.shape.figures_in(base + start..base + end) {
            let figure = cx.figure(*id);
            let name = item[..*offset as usize - base - start].trim_start_matches(|c: char| !c.is_alphanumeric());
            let bracketed = name.contains('（') && !name.contains('）');
            let fits =
                is_amount(figure) && figure.unit.dimension == total.unit.dimension && same_currency(cx, figure, total);
            if fits && !bracketed && !about_another(name) && cx.fact(*id).direction.is_none() {
                out.push(Part {
                    id: *id,
                    name: name.to_owned(),
                });
                if !item.contains('和') && !item.contains('与') {
                    break;
                }
            }
        }
        start = end + words[end..].chars().next().map_or(0, char::len_utf8);
    }
    out
}

/// Items that say something about the part before them.
fn about_another(name: &str) -> bool {
    [
        "占",
        "比",
        "较",
        "同比",
        "增",
        "减",
        "人均",
        "平均",
        "户均",
        "完成投资占",
        "居",
        "超",
    ]
    .iter()
    .any(|w| name.starts_with(w))
        || name.contains('在')
}

fn is_amount(figure: &Figure) -> bool {
    figure.form == Form::Amount
        && figure.hedge != Hedge::Class
        && figure.unit.per.is_none()
        && figure.printed().is_some()
}

fn same_currency(cx: &Context, a: &Figure, b: &Figure) -> bool {
    let currency = |f: &Figure| f.unit.entry.and_then(|e| cx.lexicon.units[e as usize].currency.clone());
    let count = |f: &Figure| (f.unit.dimension == "count").then(|| f.unit.name.clone());
    currency(a) == currency(b) && count(a) == count(b)
}
