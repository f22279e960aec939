//! The scanner: one pass over a document that reads every figure.
//!
//! Owns where a figure may begin and how number, unit and hedges are put together. What is no figure (names, codes, numbering) is
//! skipped here. Figures that belong together (ranges, ratios, shared units) are joined in [`super::list`].

use super::number::{self, Lexed, Printed, arabic, chinese_digit, chinese_scale};
use super::{Figure, Flaw, Form, Hedge, Unit, Value, date, hedge, list, unit};
use crate::lexicon::Lexicon;
use crate::outline::Outline;
use crate::source::Document;
use crate::span::Span;
use std::sync::LazyLock;

/// Reads every figure of a document, in order and not overlapping. Cannot fail.
pub fn scan(document: &Document, outline: &Outline, lexicon: &Lexicon) -> Vec<Figure> {
    let mut names = lexicon.names_in(&document.text);
    names.retain(|name| !cut_from_numeral(&document.text, *name));
    let mut figures = Vec::new();
    let mut next_name = 0;
    for sentence in &outline.sentences {
        let mut skip = sentence.span.start;
        if let Some(mark) = &outline.paragraphs[sentence.paragraph as usize].mark {
            skip = skip.max(mark.span.end.min(sentence.span.end));
        }
        while next_name < names.len() && names[next_name].end <= skip {
            next_name += 1;
        }
        let mut scanner = Scanner {
            text: sentence.span.of(&document.text),
            base: sentence.span.start,
            lexicon,
            names: &names[next_name..],
            figures: Vec::new(),
        };
        scanner.run((skip - sentence.span.start) as usize);
        let found = list::join(scanner.text, scanner.base, scanner.figures);
        figures.extend(found);
    }
    figures
}

/// Whether a name begins inside a numeral: 一个 in 十一个方面, 三台 in 二百八十三台.
fn cut_from_numeral(text: &str, name: Span) -> bool {
    let numeral = |c: char| chinese_digit(c).is_some() || chinese_scale(c).is_some();
    let before = text[..name.start as usize].chars().next_back();
    before.is_some_and(numeral) && name.of(text).starts_with(numeral)
}

struct Scanner<'a> {
    text: &'a str,
    base: u32,
    lexicon: &'a Lexicon,
    /// Names from here on, in prose offsets.
    names: &'a [Span],
    figures: Vec<Figure>,
}

impl Scanner<'_> {
    fn run(&mut self, from: usize) {
        let mut at = from;
        let mut name = 0;
        while let Some(start) = self.next_start(at) {
            let place = self.base + start as u32;
            while name < self.names.len() && self.names[name].end <= place {
                name += 1;
            }
            if let Some(mask) = self.names.get(name).filter(|n| n.start <= place) {
                at = (mask.end - self.base) as usize;
                if at >= self.text.len() {
                    return;
                }
                continue;
            }
            at = self.read_at(start).unwrap_or_else(|| self.numeral_end(start));
            // A name that begins inside what was read hides it: 3农 in 5003农 never happens, 十四五 in 二十四五 would.
            if let Some(mask) = self.names.get(name).filter(|n| n.start < self.base + at as u32) {
                let begins = (mask.start - self.base) as usize;
                self.figures
                    .pop_if(|f| f.span.end > mask.start && f.number.start < mask.start && f.number.end > mask.start);
                at = at.max(begins);
            }
        }
    }

    /// The next place at or after `at` where a figure may begin.
    fn next_start(&self, at: usize) -> Option<usize> {
        self.text[at..]
            .char_indices()
            .find(|(i, c)| starts_figure(*c) || (matches!(c, '零' | '〇' | '○') && zero_point(&self.text[at + i..])))
            .map(|(i, _)| at + i)
    }

    /// The end of the run of digits or numerals at a place where no figure was read.
    fn numeral_end(&self, start: usize) -> usize {
        let rest = &self.text[start..];
        let first = rest.chars().next();
        let is_arabic = first.and_then(arabic).is_some();
        let numeral = |c: char| chinese_digit(c).is_some() || chinese_scale(c).is_some();
        if let Some(c) = first.filter(|c| !is_arabic && !numeral(*c)) {
            // 过, 第 and the signs are no part of the numeral behind them: 超过八成.
            return start + c.len_utf8();
        }
        let run = rest.char_indices().skip(1).find(|(_, c)| {
            if is_arabic {
                arabic(*c).is_none() && *c != '.'
            } else {
                !numeral(*c)
            }
        });
        start + run.map_or(rest.len(), |(i, _)| i)
    }

    /// Reads the figure that starts here; its end.
    fn read_at(&mut self, start: usize) -> Option<usize> {
        let rest = &self.text[start..];
        let c = rest.chars().next()?;
        if c == '第' {
            return self.ordinal(start);
        }
        if matches!(c, '百' | '千' | '佰' | '仟') && rest[3..].starts_with("分之") {
            return self.spoken_percent(start);
        }
        if matches!(c, '半' | '过') || rest.starts_with("一半") {
            return self.half(start);
        }
        if number::is_minus(c) {
            return self.negative(start);
        }
        if self.inside_code(start) {
            return None;
        }
        if let Some((date, len)) = date::lex(rest, false) {
            return Some(self.date(start, len, date));
        }
        if let Some(end) = self.fraction(start) {
            return Some(end);
        }
        if self.is_numbering(start) {
            return None;
        }
        self.quantity(start, start, false)
    }

    /// A digit behind a Latin letter is part of a code unless a unit follows it: T3, 5G; but GDP35亿元.
    fn inside_code(&self, start: usize) -> bool {
        let latin = |c: char| c.is_ascii_alphabetic();
        let head = &self.text[..start];
        if !head.ends_with(|c: char| latin(c) || matches!(c, '.' | '_' | '-' | '/' | '+')) {
            return false;
        }
        let joined = head.trim_end_matches(['.', '_', '-', '/', '+']);
        if joined.len() < head.len() && !joined.ends_with(latin) {
            return joined.ends_with(|c: char| c.is_ascii_digit()) && !head.ends_with(['-', '/']);
        }
        let rest = &self.text[start..];
        let unit_here = |i: usize| self.lexicon.unit_at(rest, i).is_some();
        number::lex(rest, &unit_here).is_none_or(|l| l.scale == 0 && self.lexicon.unit_at(rest, l.len).is_none())
    }

    /// 1. 2、 (3) in running text: the number of an item, not a figure.
    fn is_numbering(&self, start: usize) -> bool {
        let rest = &self.text[start..];
        let digits = rest.chars().take(3).take_while(|c| arabic(*c).is_some());
        let (count, len) = digits.fold((0, 0), |(count, len), c| (count + 1, len + c.len_utf8()));
        if !(1..=2).contains(&count) {
            return false;
        }
        let tail = &rest[len..];
        let before = self.text[..start].trim_end().chars().next_back();
        let opens = before.is_none_or(|c| matches!(c, '。' | '；' | ';' | '：' | ':' | '，' | ','));
        let bracket = matches!(before, Some('（' | '(')) && tail.starts_with(['）', ')']);
        let mut marks = tail.chars();
        let point = matches!(marks.next(), Some('.' | '．' | '、' | '）' | ')'));
        bracket || (opens && point && marks.next().is_none_or(|c| arabic(c).is_none()))
    }

    fn date(&mut self, start: usize, len: usize, date: date::Date) -> usize {
        let only_year =
            date == date::Date {
                year: date.year,
                ..date::Date::default()
            } && date.year.is_some();
        let span = self.span(start, start + len);
        self.figures.push(Figure {
            span,
            number: span,
            unit_span: Span::at(span.end as usize),
            form: if only_year { Form::Year } else { Form::Date },
            value: Value::Date(date),
            unit: Unit::default(),
            hedge: Hedge::None,
            second_hedge: None,
            flaws: Vec::new(),
        });
        start + len
    }

    fn ordinal(&mut self, start: usize) -> Option<usize> {
        let rest = &self.text[start + '第'.len_utf8()..];
        if let Some((date, len)) = date::lex(rest, true) {
            return Some(self.date(start, '第'.len_utf8() + len, date));
        }
        let unit_here = |i: usize| self.lexicon.unit_at(rest, i).is_some();
        let lexed = number::lex(rest, &unit_here)?;
        let end = start + '第'.len_utf8() + lexed.len;
        let rank = ["位", "名"]
            .iter()
            .find(|w| self.text[end..].starts_with(**w))
            .map_or(0, |w| w.len());
        let span = self.span(start, end + rank);
        self.figures.push(Figure {
            span,
            number: self.span(start + '第'.len_utf8(), end),
            unit_span: self.span(end, end + rank),
            form: Form::Ordinal,
            value: Value::One(lexed.printed),
            unit: Unit {
                counted: true,
                ..Unit::default()
            },
            hedge: Hedge::None,
            second_hedge: None,
            flaws: Vec::new(),
        });
        Some(end + rank)
    }

    /// 百分之六点三, 千分之三; 百分之30 is read too.
    fn spoken_percent(&mut self, start: usize) -> Option<usize> {
        let permille = self.text[start..].starts_with(['千', '仟']);
        let at = start + "百分之".len();
        let lexed = number::lex(&self.text[at..], &|_| false)?;
        let mut end = at + lexed.len;
        let mut flaws = Vec::new();
        if !lexed.chinese {
            flaws.push((Flaw::Mixed, self.span(start, end)));
        }
        let (hedge, second_hedge, first) = self.hedges(start, &mut end, None);
        // 百分之二三十 lies between 20 and 30; 百分之二三 was also written for 23.
        let scaled = self.text[at..at + lexed.len].contains(|c| chinese_scale(c).is_some());
        let one = Value::One(lexed.printed);
        self.figures.push(Figure {
            span: self.span(first, end),
            number: self.span(start, at + lexed.len),
            unit_span: Span::at(self.base as usize + at + lexed.len),
            form: if permille { Form::Permille } else { Form::Percent },
            value: lexed
                .between
                .filter(|_| scaled)
                .map_or(one, |(low, high)| Value::Range(low, high)),
            unit: self.plain_unit(
                if permille { "‰" } else { "%" },
                if permille { "permille" } else { "percent" },
            ),
            hedge,
            second_hedge,
            flaws,
        });
        Some(end)
    }

    fn plain_unit(&self, name: &str, dimension: &str) -> Unit {
        Unit {
            name: name.to_owned(),
            entry: self.lexicon.unit_named(name),
            dimension: dimension.to_owned(),
            ..Unit::default()
        }
    }

    /// 三分之一, 近三分之二, 万分之三点五, 2/3.
    fn fraction(&mut self, start: usize) -> Option<usize> {
        let rest = &self.text[start..];
        let (numerator, denominator, len) = spoken_fraction(rest).or_else(|| self.slash(start))?;
        let mut end = start + len;
        let number = self.span(start, end);
        let (hedge, second_hedge, first) = self.hedges(start, &mut end, None);
        self.push_fraction(first, end, number, numerator, denominator, hedge, second_hedge);
        Some(end)
    }

    /// 1/2, 2/3: small numbers, no date and no code.
    fn slash(&self, start: usize) -> Option<(u64, u64, usize)> {
        let head = &self.text[..start];
        if head.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '第')) {
            return None;
        }
        let rest = &self.text[start..];
        let (numerator, top) = small(rest)?;
        let below = rest[top..].strip_prefix(['/', '／'])?;
        let (denominator, bottom) = small(below)?;
        let ends = !below[bottom..].starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-'));
        let part = numerator > 0 && numerator < denominator && denominator <= 10;
        (ends && part).then_some((numerator, denominator, rest.len() - below.len() + bottom))
    }

    /// 过半, 半数以上, 一半, 近半数.
    fn half(&mut self, start: usize) -> Option<usize> {
        let rest = &self.text[start..];
        let (word, hedge) = [
            ("过半数", Hedge::Over),
            ("半数以上", Hedge::Over),
            ("一半以上", Hedge::Over),
            ("过半", Hedge::Over),
            ("一半", Hedge::None),
            ("半数", Hedge::None),
        ]
        .into_iter()
        .find(|(w, _)| rest.starts_with(w))?;
        let ends = rest[word.len()..]
            .chars()
            .next()
            .is_none_or(|c| !c.is_alphanumeric() || matches!(c, '的' | '以'));
        let exact = hedge == Hedge::None && !rest[word.len()..].starts_with(['字', '据', '控', '码']);
        if (!ends && !exact) || self.text[..start].ends_with(['路', '程', '时', '大']) {
            return None;
        }
        let mut end = start + word.len();
        let number = self.span(start, end);
        let (hedge, first) = match exact {
            true => {
                let (hedge, _, first) = self.hedges(start, &mut end, None);
                (hedge, first)
            }
            // 超过半数: the first character of the word belongs to the hedge before it.
            false => (
                hedge,
                start
                    - if self.text[..start].ends_with('超') {
                        '超'.len_utf8()
                    } else {
                        0
                    },
            ),
        };
        self.push_fraction(first, end, number, 1, 2, hedge, None);
        Some(end)
    }

    #[allow(clippy::too_many_arguments)]
    fn push_fraction(
        &mut self,
        start: usize,
        end: usize,
        number: Span,
        top: u64,
        bottom: u64,
        hedge: Hedge,
        second: Option<Hedge>,
    ) {
        self.figures.push(Figure {
            span: self.span(start, end),
            number,
            unit_span: Span::at(number.end as usize),
            form: Form::Fraction,
            value: Value::Fraction {
                numerator: top,
                denominator: bottom,
            },
            unit: Unit::default(),
            hedge,
            second_hedge: second,
            flaws: Vec::new(),
        });
    }

    /// A minus sign directly before a number and not behind one: −0.60‰, 负3.2%. 1万-5万元 is a range, 肩负三大任务 no number.
    fn negative(&mut self, start: usize) -> Option<usize> {
        let sign = self.text[start..].chars().next()?;
        let at = start + sign.len_utf8();
        let word = matches!(sign, '负' | '負');
        let opens = |c: char| arabic(c).is_some() || (word && chinese_digit(c).is_some());
        let digit = self.text[at..].starts_with(opens);
        let before = self.text[..start].chars().next_back();
        let joined = before.is_some_and(|c| {
            c.is_ascii_alphanumeric()
                || arabic(c).is_some()
                || matches!(c, '-' | '—' | '%' | '％' | ')')
                || (word
                    && matches!(
                        c,
                        '肩' | '担' | '抱' | '背' | '自' | '辜' | '身' | '欺' | '胜' | '减' | '债' | '如' | '所'
                    ))
        });
        let here = self.base + start as u32;
        let behind = self.figures.last().is_some_and(|f| f.span.end == here);
        if !digit || joined || behind {
            return None;
        }
        self.quantity(start, at, true)
    }

    /// A number with its unit and hedges. `start` is where it begins with its sign, `at` where its digits do.
    fn quantity(&mut self, start: usize, at: usize, negative: bool) -> Option<usize> {
        let rest = &self.text[at..];
        let unit_here = |i: usize| self.lexicon.unit_at(rest, i).is_some();
        let lexed = number::lex(rest, &unit_here)?;
        let number_end = at + lexed.len;
        let mut inner = lexed.over.then_some(Hedge::Over);
        let (unit, unit_start, mut end) = self.unit_after(number_end, &lexed, &mut inner)?;
        let printed = if negative {
            lexed.printed.negated()
        } else {
            lexed.printed
        };
        let (read, form, shift) = match unit {
            Some(u) => (self.currency_before(start, u.unit), u.form, u.shift),
            None => (Unit::default(), Form::Bare, 0),
        };
        let unit_end = unit_start + self.unit_len(unit_start, form);
        let mut value = Value::One(printed.shifted(shift));
        if let Some((low, high)) = lexed.between.filter(|_| !negative) {
            value = Value::Range(low.shifted(shift), high.shifted(shift));
        } else if let Some(half) = self.and_a_half(end, &printed, form, &read) {
            value = Value::One(half.shifted(shift));
            end += '半'.len_utf8();
        }
        let some = self.some_before(start, &lexed);
        let (hedge, second_hedge, first) = match some {
            Some(word) if matches!(word, '数' | '几' | '幾') => {
                value = Value::Range(printed.shifted(shift), printed.shifted(shift + 1));
                let (hedge, second, first) = self.hedges(start - word.len_utf8(), &mut end, inner);
                (hedge, second, first)
            }
            Some(word) => (Hedge::AtLeast, None, start - word.len_utf8()),
            None => self.hedges(start, &mut end, inner),
        };
        let flaws = lexed
            .flaws
            .iter()
            .map(|(f, a, b)| (*f, self.span(at + a, at + b)))
            .collect();
        self.figures.push(Figure {
            span: self.span(first, end),
            number: self.span(start, number_end),
            unit_span: self.span(unit_start, unit_end.max(unit_start)),
            form,
            value,
            unit: read,
            hedge,
            second_hedge,
            flaws,
        });
        Some(end)
    }

    /// 数 or 几 before a numeral without a digit (数十亿元 is 10亿 to 100亿), 上 before 百 or 千 (上千户 is at least 1000).
    fn some_before(&self, start: usize, lexed: &Lexed) -> Option<char> {
        let scale = self.text[start..]
            .chars()
            .next()
            .filter(|c| lexed.chinese && chinese_scale(*c).is_some())?;
        let mut head = self.text[..start].chars().rev();
        let word = head.next()?;
        let noun = head.next().is_some_and(|c| match word {
            '数' => "人指总户件系倍基次分个天多少半参位岁函复负整小无有级台套床票家种".contains(c),
            '上' => {
                "以线网路身会世海江湖城马向早晚街地天山车船手场台桌跃迈登踏站走赶跟基历市加带考北南之实事原".contains(c)
            }
            _ => false,
        });
        let fits = matches!(word, '数' | '几' | '幾') || (word == '上' && matches!(scale, '百' | '千'));
        (fits && !noun).then_some(word)
    }

    /// 一年半, 三斤半, 两成半: half a unit more.
    fn and_a_half(&self, end: usize, printed: &Printed, form: Form, unit: &Unit) -> Option<Printed> {
        let tail = self.text[end..].strip_prefix('半')?;
        let measured = form == Form::Amount && !unit.counted && unit.per.is_none()
            || matches!(form, Form::Percent | Form::Multiple);
        let ends = tail.chars().next().is_none_or(|c| {
            !c.is_alphabetic() || matches!(c, '的' | '时' | '以' | '左' | '内' | '来' | '后' | '前' | '多')
        });
        let whole = printed.exponent == 0 && !printed.scaled && printed.mantissa >= 0;
        (measured && ends && whole).then(|| Printed {
            mantissa: printed.mantissa * 10 + 5,
            exponent: -1,
            decimals: true,
            ..*printed
        })
    }

    /// 港币3亿元 is money of Hong Kong: the name of a currency before the number, 元 behind it.
    fn currency_before(&self, start: usize, unit: Unit) -> Unit {
        let head = self.text[..start].trim_end_matches(' ');
        if unit.dimension != "money" || unit.name != "元" || !head.ends_with('币') {
            return unit;
        }
        let name = |chars: usize| head.char_indices().rev().nth(chars - 1).map(|(i, _)| &head[i..]);
        let entry = [3, 2]
            .into_iter()
            .filter_map(name)
            .find_map(|n| self.lexicon.unit_named(n));
        match entry.filter(|e| self.lexicon.units[*e as usize].currency.as_deref() != Some("CNY")) {
            Some(entry) => Unit {
                name: self.lexicon.units[entry as usize].unit.clone(),
                entry: Some(entry),
                ..unit
            },
            None => unit,
        }
    }

    fn unit_len(&self, at: usize, form: Form) -> usize {
        if form == Form::Bare {
            0
        } else {
            unit::read(self.lexicon, self.text, at).map_or(0, |u| u.len)
        }
    }

    /// The unit behind a number, over a stray space and over 余 or 多: the unit, where it starts, and the end of both. None when the
    /// number is no figure without one.
    fn unit_after(
        &self,
        number_end: usize,
        lexed: &Lexed,
        inner: &mut Option<Hedge>,
    ) -> Option<(Option<unit::Read>, usize, usize)> {
        let mut at = number_end;
        if let Some(over) = self.text[at..]
            .chars()
            .next()
            .filter(|c| matches!(c, '余' | '多' | '几'))
        {
            let behind = at + over.len_utf8();
            if unit::read(self.lexicon, self.text, behind).is_some() {
                *inner = Some(Hedge::Over);
                at = behind;
            }
        }
        for gap in [0, number::gap(&self.text[at..])] {
            if let Some(unit) = unit::read(self.lexicon, self.text, at + gap) {
                if lexed.chinese && !self.chinese_quantity(number_end - lexed.len, lexed, &unit) {
                    return None;
                }
                let end = at + gap + unit.len;
                return Some((Some(unit), at + gap, end));
            }
        }
        if lexed.chinese && lexed.digits <= 1 && self.opens_range(number_end) {
            return Some((None, number_end, number_end));
        }
        if lexed.chinese || self.is_bare_code(number_end, lexed) {
            return None;
        }
        let mut end = number_end;
        if let Some(over) = self.text[end..].chars().next().filter(|c| matches!(c, '余' | '多')) {
            // 4.5万多，: the unit is missing, the hedge is not.
            let marks = self.text[end + over.len_utf8()..]
                .chars()
                .next()
                .is_none_or(|c| !c.is_alphanumeric());
            if marks {
                *inner = Some(Hedge::Over);
                end += over.len_utf8();
            }
        }
        Some((None, end, end))
    }

    /// Chinese numerals count only before a unit; 一 before a plain classifier (一个, 一批) is an article, and a numeral that ends a
    /// longer word is none (统一, 万一 are names of the lexicon).
    fn chinese_quantity(&self, start: usize, lexed: &Lexed, unit: &unit::Read) -> bool {
        let value = lexed.printed.value();
        let one = value == dashu_ratio::RBig::ONE;
        let mut numeral = self.text[start..].chars();
        let formal = numeral.next().is_some_and(number::is_formal) && lexed.len == '陆'.len_utf8();
        if formal && unit.unit.dimension != "money" {
            return false;
        }
        let counts = unit.form == Form::Amount && unit.unit.counted;
        let fan = unit.form == Form::Fan;
        let hedges = ['了', '近', '约', '超'];
        let turned = self.text[..start].trim_end_matches(hedges).ends_with('翻');
        (!one || !counts) && (!fan || turned)
    }

    /// Whether a Chinese numeral is the lower end of a range whose upper end has the unit: 三至五年, 两到三万元.
    fn opens_range(&self, end: usize) -> bool {
        let rest = &self.text[end..];
        let marks = ["至", "到", "—", "－", "-", "~", "～"];
        let Some(mark) = marks.iter().find(|m| rest.starts_with(**m)) else {
            return false;
        };
        let upper = &rest[mark.len()..];
        if upper.starts_with(number::is_minus) {
            return false;
        }
        let unit_here = |i: usize| self.lexicon.unit_at(upper, i).is_some();
        number::lex(upper, &unit_here).is_some_and(|l| self.lexicon.unit_at(upper, l.len).is_some())
    }

    /// A number without a unit that is a code: a Latin letter follows, or more digits than figures have.
    fn is_bare_code(&self, end: usize, lexed: &Lexed) -> bool {
        let next = self.text[end..].chars().next();
        let version = self.text[end..]
            .strip_prefix('.')
            .is_some_and(|t| t.starts_with(|c| arabic(c).is_some()));
        next.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '#' | '_' | '@')) || version || lexed.digits > 12
    }

    /// The hedges on both sides: the one that counts, a second one, and where the figure starts with them. `end` moves behind an
    /// after-hedge; `inner` is a hedge inside the number (1200余名).
    fn hedges(&self, start: usize, end: &mut usize, inner: Option<Hedge>) -> (Hedge, Option<Hedge>, usize) {
        let mut first = start;
        let mut found: Vec<Hedge> = Vec::new();
        if let Some((hedge, len)) = hedge::before(self.lexicon, self.text, start) {
            first -= len;
            found.push(hedge);
        }
        found.extend(inner);
        if let Some((hedge, len)) = hedge::after(self.lexicon, self.text, *end) {
            *end += len;
            if hedge == Hedge::Class {
                return (Hedge::Class, None, first);
            }
            found.push(hedge);
        }
        (strongest(&found), found.get(1).copied(), first)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(start, end).shift(self.base as usize)
    }
}

/// Of two hedges the one that says less: 控制在5%左右 is about 5%, 约60余份 is about 60.
fn strongest(found: &[Hedge]) -> Hedge {
    match found {
        [] => Hedge::None,
        [one] => *one,
        many => *many.iter().find(|h| **h == Hedge::About).unwrap_or(&many[0]),
    }
}

/// A number of one or two digits and its length.
fn small(text: &str) -> Option<(u64, usize)> {
    let digits: Vec<char> = text.chars().take_while(|c| arabic(*c).is_some()).take(3).collect();
    let value = digits
        .iter()
        .filter_map(|c| arabic(*c))
        .fold(0, |v, d| v * 10 + u64::from(d));
    (1..=2)
        .contains(&digits.len())
        .then(|| (value, digits.iter().map(|c| c.len_utf8()).sum()))
}

/// 三分之一, 万分之三点五, 百万分之二: upper and lower number and the length.
fn spoken_fraction(rest: &str) -> Option<(u64, u64, usize)> {
    // Looked for in the next few characters only: the rest of a sentence may be long.
    let mut places = rest.char_indices().map(|(i, _)| i).skip(1).take_while(|i| *i <= 18);
    let middle = places.find(|i| rest[*i..].starts_with("分之"))?;
    let below = match &rest[..middle] {
        "万" | "萬" => 10_000,
        text => number::lex(text, &|_| false)
            .filter(|l| l.len == middle && l.printed.exponent >= 0)
            .and_then(|l| {
                l.printed
                    .mantissa
                    .checked_mul(10i128.checked_pow(l.printed.exponent as u32)?)
            })?,
    };
    let upper = number::lex(&rest[middle + "分之".len()..], &|_| false)?;
    let scaled = |value: i128, power: i32| u64::try_from(value.checked_mul(10i128.checked_pow(power as u32)?)?).ok();
    let places = upper.printed.exponent.min(0).abs();
    let numerator = scaled(upper.printed.mantissa, upper.printed.exponent.max(0))?;
    let denominator = scaled(below, places).filter(|d| *d > 0)?;
    Some((numerator, denominator, middle + "分之".len() + upper.len))
}

/// 零点五, 〇·三五.
fn zero_point(rest: &str) -> bool {
    let mut chars = rest.chars();
    let zero = chars.next().and_then(chinese_digit) == Some(0);
    zero && matches!(chars.next(), Some('点' | '點' | '·')) && chars.next().and_then(chinese_digit).is_some()
}

fn starts_figure(c: char) -> bool {
    let place = c as usize;
    STARTS.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1)
}

/// One bit for each character of the basic plane: nearly every character of a text is asked for.
static STARTS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let starts = |c: char| {
        arabic(c).is_some()
            || matches!(c, '第' | '半' | '过')
            || number::is_minus(c)
            || chinese_digit(c).is_some_and(|d| d > 0)
            || chinese_scale(c).is_some()
    };
    let mut bits = vec![0u64; 0x1_0000 / 64];
    for place in (0..0x1_0000u32).filter(|place| char::from_u32(*place).is_some_and(starts)) {
        bits[place as usize / 64] |= 1 << (place % 64);
    }
    bits
});
