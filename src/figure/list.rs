//! Figures that belong together: ranges, ratios, and lists that share the unit of their last item.
//!
//! Owns the joining of neighbouring figures of one sentence. The numbers themselves are read in [`super::scan`].

use super::date::Date;
use super::{Figure, Form, Hedge, Printed, Value};
use crate::span::Span;

/// Joins ranges and ratios of one sentence and shares units along its lists. `base` is the place of `text` in the prose.
pub fn join(text: &str, base: u32, figures: Vec<Figure>) -> Vec<Figure> {
    let sentence = Sentence { text, base };
    let mut figures = sentence.ratios(figures);
    sentence.share_units(&mut figures);
    sentence.ranges(figures)
}

struct Sentence<'a> {
    text: &'a str,
    base: u32,
}

impl Sentence<'_> {
    fn between(&self, a: &Figure, b: &Figure) -> &str {
        self.slice(a.span.end, b.span.start)
    }

    fn slice(&self, start: u32, end: u32) -> &str {
        &self.text[(start - self.base) as usize..(end.max(start) - self.base) as usize]
    }

    fn before(&self, figure: &Figure) -> &str {
        &self.text[..(figure.span.start - self.base) as usize]
    }

    /// a:b:c with any of the colons in use. Two parts are a ratio when one has decimals, is 1, or the words before speak of one; else
    /// they are a clock time.
    fn ratios(&self, figures: Vec<Figure>) -> Vec<Figure> {
        let side_by_side =
            |a: &Figure, b: &Figure| part_of_ratio(a) && part_of_ratio(b) && is_colon(self.between(a, b));
        if !figures.windows(2).any(|two| side_by_side(&two[0], &two[1])) {
            return figures;
        }
        let mut out: Vec<Figure> = Vec::with_capacity(figures.len());
        let mut i = 0;
        while i < figures.len() {
            let mut j = i;
            while j + 1 < figures.len() && side_by_side(&figures[j], &figures[j + 1]) {
                j += 1;
            }
            let group = &figures[i..=j];
            match group {
                [one] => out.push(one.clone()),
                [a, b] if !self.reads_as_ratio(a, b) => out.push(clock(a, b)),
                many => out.push(ratio(many)),
            }
            i = j + 1;
        }
        out
    }

    fn reads_as_ratio(&self, a: &Figure, b: &Figure) -> bool {
        let decimal = |f: &Figure| f.printed().is_some_and(|p| p.exponent < 0);
        let one = |f: &Figure| f.printed().is_some_and(|p| p.mantissa == 1 && p.exponent == 0);
        let head: String = self.before(a).chars().rev().take(12).collect();
        let minutes = b.number.len() == 2;
        decimal(a) || decimal(b) || one(a) || one(b) || !minutes || head.contains(['比', '例', '构'])
    }

    /// 65.7、388.4、272.3亿元: the unit and the scale of the last item hold for all. 由3.7增加到7.2万吨 as well.
    fn share_units(&self, figures: &mut [Figure]) {
        // The text of the number whose 万 or 亿 the list shares: that of its last item.
        let mut giver = Span::at(0);
        for i in (0..figures.len().saturating_sub(1)).rev() {
            let (left, right) = figures.split_at_mut(i + 1);
            let (a, b) = (&mut left[i], &right[0]);
            let listed = joins_list(self.between(a, b));
            let pair = !listed && from_to(self.before(a), self.between(a, b));
            // 提高2个和4.2个百分点: 个 is all that is left of the unit.
            let short = listed && b.form == Form::Point && a.form == Form::Amount && a.unit.name == "个";
            if !(a.form == Form::Bare || short) || a.hedge == Hedge::Class || !(listed || pair) || !gives_unit(b) {
                continue;
            }
            let (Value::One(p), Value::One(q)) = (&a.value, &b.value) else {
                continue;
            };
            if !b.unit.shared {
                giver = b.number;
            }
            let shared = share_scale(*p, q, self.slice(giver.start, giver.end));
            a.value = Value::One(shared);
            a.form = b.form;
            a.unit = b.unit.clone();
            a.unit.shared = true;
        }
    }

    /// 3%—5%, 100—150千克, 2021—2025年, 3至5年. With 由 or 从 before it, 至 joins a pair, not a range.
    fn ranges(&self, figures: Vec<Figure>) -> Vec<Figure> {
        let mut out: Vec<Figure> = Vec::with_capacity(figures.len());
        for b in figures {
            let joined = out.last().and_then(|a| {
                let mark = range_mark(self.between(a, &b)).or_else(|| self.lies_between(a, &b))?;
                let pair = mark == Mark::Word && self.opens_pair(a);
                if pair {
                    None
                } else {
                    range(&self.held(a), &b, self.slice(b.number.start, b.number.end))
                }
            });
            match joined {
                Some(figure) => {
                    out.pop();
                    out.push(figure);
                }
                None => out.push(b),
            }
        }
        out
    }

    /// 在3%和5%之间.
    fn lies_between(&self, a: &Figure, b: &Figure) -> Option<Mark> {
        let tail = &self.text[(b.span.end - self.base) as usize..];
        (matches!(self.between(a, b), "和" | "与") && tail.starts_with("之间")).then_some(Mark::Sign)
    }

    /// The first number of a range without the 控制在 in front, which then speaks of the whole range and bounds nothing more.
    fn held(&self, a: &Figure) -> Figure {
        let bare = Figure {
            span: Span {
                start: a.number.start,
                end: a.span.end,
            },
            hedge: Hedge::None,
            ..a.clone()
        };
        if self.slice(a.span.start, a.number.start).ends_with('在') {
            bare
        } else {
            a.clone()
        }
    }

    fn opens_pair(&self, a: &Figure) -> bool {
        let head: Vec<char> = self.before(a).chars().rev().take(12).collect();
        head.iter()
            .take_while(|c| !matches!(c, '，' | ',' | '；' | '。'))
            .any(|c| matches!(c, '由' | '从' | '自'))
    }
}

fn part_of_ratio(f: &Figure) -> bool {
    matches!(f.form, Form::Bare | Form::Percent) && f.hedge == Hedge::None && f.printed().is_some_and(|p| !p.scaled)
}

fn is_colon(text: &str) -> bool {
    matches!(text.trim(), ":" | "：" | "∶" | "︰" | "﹕")
}

fn joins_list(text: &str) -> bool {
    matches!(text.trim(), "、" | "和" | "与" | "及" | "以及" | "或")
}

/// 由 … X增加到 before the second figure.
fn from_to(before: &str, between: &str) -> bool {
    let opened = before
        .chars()
        .rev()
        .take(12)
        .take_while(|c| !matches!(c, '，' | ',' | '；' | ';'))
        .any(|c| matches!(c, '由' | '从'));
    let verb = between.strip_suffix('到').or_else(|| between.strip_suffix('至'));
    opened && verb.is_some_and(|v| v.chars().count() <= 4 && v.chars().all(|c| c.is_alphabetic() && !c.is_ascii()))
}

fn gives_unit(b: &Figure) -> bool {
    matches!(
        b.form,
        Form::Amount | Form::Percent | Form::Permille | Form::Point | Form::Multiple
    ) && b.hedge != Hedge::Class
}

/// The power of ten of the scale words at the end of a number's text.
fn scale_of(number: &str) -> i32 {
    number.chars().rev().map_while(super::number::chinese_scale).sum()
}

/// A number before `other` with the scale of `number`, the text of `other`, where it is meant: of the readings with all its scale words,
/// with 万 and 亿 alone, and as it stands, the one nearest to `other` (9—16亿, 七千到九千亿; but 8500到3万).
fn share_scale(low: Printed, other: &Printed, number: &str) -> Printed {
    let all = scale_of(number);
    if low.scaled || all == 0 || low.mantissa == 0 || other.mantissa == 0 {
        return low;
    }
    let large: i32 = number
        .chars()
        .rev()
        .map_while(super::number::chinese_scale)
        .filter(|s| *s >= 4)
        .sum();
    let size = |p: &Printed| (p.mantissa.unsigned_abs() as f64).log10() + f64::from(p.exponent);
    let distance = |shift: &i32| (size(&low) + f64::from(*shift) - size(other)).abs();
    let nearest = [all, large, 0]
        .into_iter()
        .min_by(|a, b| distance(a).total_cmp(&distance(b)));
    let shift = nearest.unwrap_or(0);
    Printed {
        scaled: shift >= 4,
        ..low.shifted(shift)
    }
}

fn ratio(parts: &[Figure]) -> Figure {
    let (first, last) = (&parts[0], &parts[parts.len() - 1]);
    let span = first.span.join(last.span);
    Figure {
        span,
        number: span,
        unit_span: Span::at(span.end as usize),
        form: Form::Ratio,
        value: Value::Ratio(parts.iter().filter_map(|p| p.printed().copied()).collect()),
        unit: Default::default(),
        hedge: Hedge::None,
        second_hedge: None,
        passing: false,
        flaws: parts.iter().flat_map(|p| p.flaws.clone()).collect(),
    }
}

fn clock(hour: &Figure, minute: &Figure) -> Figure {
    let small = |f: &Figure| f.printed().and_then(|p| u32::try_from(p.mantissa).ok());
    let span = hour.span.join(minute.span);
    Figure {
        span,
        number: span,
        unit_span: Span::at(span.end as usize),
        form: Form::Date,
        value: Value::Date(Date {
            hour: small(hour),
            minute: small(minute),
            ..Date::default()
        }),
        ..hour.clone()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Sign,
    Word,
}

fn range_mark(text: &str) -> Option<Mark> {
    match text.trim() {
        "—" | "–" | "-" | "－" | "~" | "～" | "∼" | "--" | "——" | "―" | "─" | "－－" | "~~" | "一" => {
            Some(Mark::Sign)
        }
        "至" | "到" => Some(Mark::Word),
        _ => None,
    }
}

/// The range that two neighbours form, when they are of one kind; `number` is the text of the second one's number.
fn range(a: &Figure, b: &Figure, number: &str) -> Option<Figure> {
    if let Some(date) = span_of_dates(a, b) {
        let span = a.span.join(b.span);
        let form = if date.month.is_some() || date.day.is_some() {
            Form::Date
        } else {
            Form::Year
        };
        return Some(Figure {
            span,
            number: span,
            value: Value::Date(date),
            form,
            ..b.clone()
        });
    }
    let (Value::One(low), Value::One(high)) = (&a.value, &b.value) else {
        return None;
    };
    let bare = a.form == Form::Bare;
    let kind = (a.form == b.form && a.unit.dimension == b.unit.dimension && a.unit.name == b.unit.name) || bare;
    if !kind || !gives_unit(b) || b.form == Form::Bare || !matches!(a.hedge, Hedge::None | Hedge::About) {
        return None;
    }
    let span = a.span.join(b.span);
    // 9—16亿: the scale is shared; the rule about omitted units speaks of it.
    let low = if bare { share_scale(*low, high, number) } else { *low };
    Some(Figure {
        span,
        number: a.number.join(b.number),
        value: Value::Range(low, *high),
        hedge: b.hedge,
        flaws: a.flaws.iter().chain(&b.flaws).cloned().collect(),
        ..b.clone()
    })
}

fn span_of_dates(a: &Figure, b: &Figure) -> Option<Date> {
    let Value::Date(end) = &b.value else { return None };
    match &a.value {
        Value::Date(start) => {
            let years = start.to_year.is_none()
                && end.to_year.is_none()
                && *start
                    == Date {
                        year: start.year,
                        ..Date::default()
                    };
            if let (Some(y), Some(to), true) = (start.year, end.year, years) {
                return (*end
                    == Date {
                        year: end.year,
                        ..Date::default()
                    })
                .then_some(Date {
                    year: Some(y),
                    to_year: Some(to),
                    ..Date::default()
                });
            }
            let months = start.month.is_some()
                && start.day.is_none()
                && end.month.is_some()
                && end.day.is_none()
                && end.year.is_none();
            months.then_some(Date {
                to_month: end.month,
                ..*start
            })
        }
        Value::One(p) if a.form == Form::Bare && p.exponent == 0 && !p.scaled => {
            let start = u32::try_from(p.mantissa).ok()?;
            if end.year.is_some() && end.month.is_none() && (1800..2200).contains(&start) {
                return Some(Date {
                    year: Some(start as i32),
                    to_year: end.year,
                    ..Date::default()
                });
            }
            let month = end.month.is_some() && end.day.is_none() && end.year.is_none() && start <= 12;
            month.then_some(Date {
                month: Some(start),
                to_month: end.month,
                ..Date::default()
            })
        }
        _ => None,
    }
}
