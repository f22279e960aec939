//! Quantities: a number put together with its sign, unit and hedges.
//!
//! Owns which unit belongs to a number, when a number without one is a figure, and the words that change a number from outside it
//! (数十亿, 上千户, 一年半). Numerals are read in [`crate::figure::number`], units in [`crate::figure::unit`], hedges in
//! [`crate::figure::hedge`].

use super::Scanner;
use crate::figure::number::{self, Lexed, Printed, arabic, chinese_digit, chinese_scale};
use crate::figure::{Figure, Form, Hedge, Unit, Value, hedge, unit};

impl Scanner<'_> {
    /// A number with its unit and hedges. `start` is where it begins with its sign, `at` where its digits do.
    pub(super) fn quantity(&mut self, start: usize, at: usize, negative: bool) -> Option<usize> {
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
        let (read, form, shift, unit_len) = match unit {
            Some(u) => (self.currency_before(start, u.unit), u.form, u.shift, u.len),
            None => (Unit::default(), Form::Bare, 0, 0),
        };
        let mut value = Value::One(printed.shifted(shift));
        if let Some((low, high)) = lexed.between.filter(|_| !negative) {
            value = Value::Range(low.shifted(shift), high.shifted(shift));
        } else if let Some(half) = self.and_a_half(end, &printed, form, &read) {
            value = Value::One(half.shifted(shift));
            end += '半'.len_utf8();
        }
        // 5亿元以上项目 are a class of projects; 50个以上项目 are so many, 80%以上的村 such a part.
        let classes = read.dimension != "count" && !matches!(form, Form::Percent | Form::Permille);
        let around = match self.some_before(start, &lexed) {
            Some(word) if matches!(word, '数' | '几' | '幾') => {
                value = Value::Range(printed.shifted(shift), printed.shifted(shift + 1));
                self.hedges(start - word.len_utf8(), end, inner, classes)
            }
            Some(word) => hedge::Around {
                hedge: Hedge::AtLeast,
                second: None,
                start: start - word.len_utf8(),
                end,
            },
            None => self.hedges(start, end, inner, classes),
        };
        let flaws = lexed
            .flaws
            .iter()
            .map(|(f, a, b)| (*f, self.span(at + a, at + b)))
            .collect();
        let passing = self.passes((around.start, start), around.end, &read);
        self.figures.push(Figure {
            span: self.span(around.start, around.end),
            number: self.span(start, number_end),
            unit_span: self.span(unit_start, unit_start + unit_len),
            form,
            value,
            unit: read,
            hedge: around.hedge,
            second_hedge: around.second,
            passing,
            flaws,
        });
        Some(around.end)
    }

    /// A minus sign directly before a number and not behind one: −0.60‰, 负3.2%. 1万-5万元 is a range, 肩负三大任务 no number.
    pub(super) fn negative(&mut self, start: usize) -> Option<usize> {
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
                        '肩' | '担'
                            | '抱'
                            | '背'
                            | '自'
                            | '辜'
                            | '身'
                            | '欺'
                            | '胜'
                            | '减'
                            | '债'
                            | '如'
                            | '所'
                            | '税'
                            | '费'
                    ))
        });
        let here = self.base + start as u32;
        let behind = self.figures.last().is_some_and(|f| f.span.end == here);
        if !digit || joined || behind {
            return None;
        }
        self.quantity(start, at, true)
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
            if self.lexicon.unit_at(self.text, behind).is_some() {
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
}
