//! Kind `restated`: the same fact with two values.
//!
//! Owns which two places are compared, and when a difference is one. That they are one fact is said by the key ([`crate::fact::key`]);
//! nobody rounds twice to the same place, so equal precision must be equal.

mod table;

use super::repair::{digits_of, plain_digits, repairs};
use super::{Check, Compile, Context, Shown, Sink, sum};
use crate::equation::{Expr, Link, Operand, Solved};
use crate::fact::key::{Key, When, has_been, key, when};
use crate::fact::{Aspect, Direction, Extent};
use crate::figure::{Figure, FigureId, Form, Hedge, Printed};
use crate::finding::{Claim, Finding, Outcome, Severity};
use crate::lexicon::Lexicon;
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
/// Characters of a name that is not listed, at least.
const SHORTEST_NAME: usize = 5;

impl Check for RestatedCheck {
    fn slots(&self) -> Vec<String> {
        ["figure", "figure.name", "other"].map(str::to_owned).to_vec()
    }

    fn run(&self, cx: &Context, _: &[Shown], sink: &mut Sink) {
        if self.between == Between::Table {
            return self.tables(cx, sink);
        }
        let mut seen: BTreeMap<(Key, When), Vec<FigureId>> = BTreeMap::new();
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
pub(super) fn place(cx: &Context, id: FigureId, aspects: &[Aspect], bases: bool) -> Option<(Key, When)> {
    let (figure, fact) = (cx.figure(id), cx.fact(id));
    // A growth stands behind its subject, and a value before a change behind its date.
    let elided = fact.aspect == Aspect::Growth || (bases && fact.base);
    let named = fact.indicator.filter(|i| !i.carried || elided)?;
    let plain = figure.hedge == Hedge::None && figure.second_hedge.is_none() && figure.printed().is_some();
    let countable = !matches!(figure.unit.dimension.as_str(), "time" | "");
    if !countable || !plain || (fact.base && !bases) || !has_been(fact) || !aspects.contains(&fact.aspect) {
        return None;
    }
    let prose = &cx.document.text;
    if named.entry.is_none() && cx.lexicon.around.kept.at_start(named.span.of(prose)).is_some() {
        return None;
    }
    if named.entry.is_none() && named.name(prose, cx.lexicon).chars().count() < SHORTEST_NAME {
        return None;
    }
    if fact.period.extent == Extent::Cumulative {
        return None;
    }
    let each = named.entry.is_some_and(|e| cx.lexicon.indicators[e as usize].each);
    if each || !is_own_value(cx, id) {
        return None;
    }
    Some((key(prose, figure, fact, cx.lexicon)?, when(fact.period)))
}

/// `a = b`
fn one(cx: &Context, a: FigureId, b: FigureId) -> Link {
    let operand = |id| vec![(id, Operand::new(cx.figure(id), None, cx.lexicon))];
    let solved = Solved::equal("a", Expr::Slot("b".to_owned()));
    Link::of(&solved, &[("a", operand(a)), ("b", operand(b))])
}

/// Whether a figure is the value of its indicator for the whole area: not that of some counted things (324个项目完成投资351亿元), of a unit
/// (每平方公里), of the noun that it describes (总投资170亿元的项目), or of a place that its sentence speaks of before (支持武都区…).
fn is_own_value(cx: &Context, id: FigureId) -> bool {
    let (prose, figure, fact) = (&cx.document.text, cx.figure(id), cx.fact(id));
    let before = crate::span::Span {
        start: fact.clause.start.min(figure.span.start),
        end: figure.span.start,
    };
    let counted = cx.analysis.figures[..id.index()]
        .iter()
        .rev()
        .take_while(|f| f.span.start >= before.start)
        .any(|f| matches!(f.form, Form::Amount | Form::Bare));
    let attribute = prose[figure.span.end as usize..].starts_with('的');
    // 进出口额43.7亿美元，占全区进出口总额的60.5% is that of a part.
    let rest = &prose[figure.span.end as usize..];
    let part = ["，占全", "，占我", "、占全", ",占全"]
        .iter()
        .any(|w| rest.starts_with(w));
    // 年均新增就业4.3万人 is a mean, 惠及市场主体3.3万户 a part.
    let words = before.of(prose);
    let touched = fact.indicator.filter(|i| i.entry.is_some()).is_some_and(|i| {
        let front = prose[..i.span.start as usize].trim_end();
        cx.lexicon.around.partial.at_end(front).is_some()
    });
    let each = part || touched || words.contains(['每', '均']) && !words.contains("人均");
    let sentence = cx.analysis.outline.sentence_at(figure.span.start);
    let lead = sentence.map(|s| {
        // A sentence may run on for a megabyte; its place is named nearby.
        let near = prose.floor_char_boundary((figure.span.start as usize).saturating_sub(LEAD)) as u32;
        crate::span::Span {
            start: cx.analysis.outline.sentences[s].span.start.max(near),
            end: figure.span.start,
        }
    });
    !counted && !attribute && !each && !lead.is_some_and(|l| names_place(l.of(prose), cx.lexicon))
}

/// Bytes before a figure in which the place that its sentence speaks of is looked for.
const LEAD: usize = 600;

/// Whether words name a district or county: 武都区, but not 全区, 社区, 开发区.
fn names_place(words: &str, lexicon: &Lexicon) -> bool {
    words.char_indices().any(|(at, c)| {
        let before = words[..at].chars().next_back();
        matches!(c, '区' | '县' | '旗')
            && before.is_some_and(|b| ('\u{4E00}'..='\u{9FFF}').contains(&b))
            && lexicon.around.no_places.at_end(&words[..at]).is_none()
            && !words[at..].starts_with("区域")
            && !words[at..].starts_with("县域")
            && !words[at..].starts_with("区位")
    })
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
