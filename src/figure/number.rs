//! Numbers as printed: an exact decimal that remembers its last printed place.
//!
//! Owns the reading of Arabic and Chinese numerals with 万 and 亿. Units, hedges after the unit, and what makes a number no figure are
//! not known here.

use super::Flaw;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

/// `mantissa × 10^exponent`, where `10^exponent` is one unit of the last printed place: 3.37亿 is 337 × 10⁶.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// All printed digits, signed.
    pub mantissa: i128,
    /// The power of ten of the last printed digit, 万 and 亿 multiplied in.
    pub exponent: i32,
    /// Whether 万 or 亿 stands in it: a scaled number is rounded, even of counted things.
    pub scaled: bool,
    /// Whether it has a decimal point: its zeros are then printed precision, never rounding.
    pub decimals: bool,
}

/// Digits before a scale or unit, more than any report prints; longer runs are codes.
const MAX_DIGITS: usize = 18;

/// `10^exponent` as an exact rational.
pub fn power_of_ten(exponent: i32) -> RBig {
    let power = UBig::from(10u8).pow(exponent.unsigned_abs() as usize);
    if exponent >= 0 {
        RBig::from(power)
    } else {
        RBig::from_parts(IBig::ONE, power)
    }
}

impl Printed {
    /// A whole number.
    pub fn whole(mantissa: i128) -> Self {
        Self {
            mantissa,
            exponent: 0,
            scaled: false,
            decimals: false,
        }
    }

    /// The exact value.
    pub fn value(&self) -> RBig {
        RBig::from(IBig::from(self.mantissa)) * power_of_ten(self.exponent)
    }

    /// One unit of the last printed place.
    pub fn last_place(&self) -> RBig {
        power_of_ten(self.exponent)
    }

    /// The same number with its trailing zeros read as rounding: 3000 is 3 × 10³.
    pub fn rounded(&self) -> Self {
        let mut out = *self;
        while !out.decimals && out.mantissa != 0 && out.mantissa % 10 == 0 {
            out.mantissa /= 10;
            out.exponent += 1;
        }
        out
    }

    /// The value as a plain decimal, 万 and 亿 multiplied out, with its printed places: `337000000`, `81.60`.
    pub fn decimal(&self) -> String {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let digits = self.mantissa.unsigned_abs().to_string();
        if self.exponent >= 0 {
            let zeros = if self.mantissa == 0 { 0 } else { self.exponent as usize };
            return format!("{sign}{digits}{}", "0".repeat(zeros));
        }
        let places = self.exponent.unsigned_abs() as usize;
        let digits = format!("{digits:0>width$}", width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        format!("{sign}{whole}.{part}")
    }

    /// The same number negated.
    pub fn negated(self) -> Self {
        Self {
            mantissa: -self.mantissa,
            ..self
        }
    }

    /// The same digits at another power of ten.
    pub fn shifted(self, by: i32) -> Self {
        Self {
            exponent: self.exponent + by,
            ..self
        }
    }

    fn plus(self, other: Printed) -> Option<Printed> {
        let exponent = self.exponent.min(other.exponent);
        let lift = |p: Printed| {
            let power = 10i128.checked_pow((p.exponent - exponent) as u32)?;
            p.mantissa.checked_mul(power)
        };
        Some(Printed {
            mantissa: lift(self)?.checked_add(lift(other)?)?,
            exponent,
            scaled: self.scaled || other.scaled,
            decimals: self.decimals || other.decimals,
        })
    }
}

/// A number read from text.
#[derive(Clone, Debug, PartialEq)]
pub struct Lexed {
    /// Bytes read.
    pub len: usize,
    /// Its value.
    pub printed: Printed,
    /// Whether it is written in Chinese numerals throughout.
    pub chinese: bool,
    /// Whether 余, 多 or 几 stands inside it (20多万), which bounds it below.
    pub over: bool,
    /// What is wrong with its form, with the byte range inside the text read.
    pub flaws: Vec<(Flaw, usize, usize)>,
    /// Digits before any scale when the number starts with plain digits: years are four of them.
    pub digits: usize,
    /// The power of ten of the last scale word (万 4, 亿 8), which a list before it may share.
    pub scale: i32,
    /// Both ends of two neighbouring numerals that mean either (八九亿, 三五百); `printed` is then no reading.
    pub between: Option<(Printed, Printed)>,
}

/// Reads the number at the start of `text`; `unit_here` tells whether a unit stands at a byte of `text`, so that 千 in 5千瓦 is not read
/// as a numeral. A minus sign or 负 directly before the number belongs to it.
pub fn lex(text: &str, unit_here: &dyn Fn(usize) -> bool) -> Option<Lexed> {
    let first = text.chars().next()?;
    if is_minus(first) {
        let sign = first.len_utf8();
        let rest = &text[sign..];
        let inner = lex(rest, &|at| unit_here(at + sign)).filter(|_| !rest.starts_with(is_minus))?;
        return Some(Lexed {
            len: inner.len + sign,
            printed: inner.printed.negated(),
            flaws: inner
                .flaws
                .into_iter()
                .map(|(f, a, b)| (f, a + sign, b + sign))
                .collect(),
            between: None,
            ..inner
        });
    }
    if arabic(first).is_some() {
        lex_arabic(text, unit_here)
    } else {
        lex_chinese(text, unit_here)
    }
}

/// A sign in front of a negative number.
pub fn is_minus(c: char) -> bool {
    matches!(c, '-' | '－' | '−' | '﹣' | '负' | '負')
}

/// White space at the start of `text` that may stand between a number and what belongs to it: two spaces, or one line break with the
/// spaces around it.
pub fn gap(text: &str) -> usize {
    let blank = |c: char| matches!(c, ' ' | '\n' | '\r' | '\u{3000}' | '\u{A0}');
    let white = &text[..text.len() - text.trim_start_matches(blank).len()];
    let fits = match white.matches('\n').count() {
        0 => white.chars().count() <= 2,
        1 => white.chars().count() <= 6,
        _ => false,
    };
    if fits { white.len() } else { 0 }
}

/// A numeral of the forms that cheques use; alone it is a word (大陆, 队伍, 拾起).
pub fn is_formal(c: char) -> bool {
    matches!(
        c,
        '壹' | '贰'
            | '貳'
            | '叁'
            | '叄'
            | '參'
            | '肆'
            | '伍'
            | '陆'
            | '陸'
            | '柒'
            | '捌'
            | '玖'
            | '拾'
            | '佰'
            | '仟'
    )
}

/// The digit that an ASCII or full-width character stands for.
pub fn arabic(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '０'..='９' => Some((c as u32 - '０' as u32) as u8),
        _ => None,
    }
}

/// The digit that a Chinese numeral stands for.
pub fn chinese_digit(c: char) -> Option<u8> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' | '兩' | '貳' => 2,
        '三' | '叁' | '叄' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten of a Chinese scale word.
pub fn chinese_scale(c: char) -> Option<i32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        _ => return None,
    })
}

/// Digits with a decimal point, thousands commas or one stray space, at the start of `text`.
struct Digits {
    len: usize,
    mantissa: i128,
    places: i32,
    count: usize,
    flaws: Vec<(Flaw, usize, usize)>,
}

fn lex_digits(text: &str) -> Option<Digits> {
    let mut d = Digits {
        len: 0,
        mantissa: 0,
        places: 0,
        count: 0,
        flaws: Vec::new(),
    };
    let mut full_width = false;
    let mut point = false;
    let mut group: Option<usize> = None;
    loop {
        let rest = &text[d.len..];
        let Some(c) = rest.chars().next() else { break };
        if let Some(digit) = arabic(c) {
            if d.count >= MAX_DIGITS {
                return None;
            }
            full_width |= !c.is_ascii();
            d.mantissa = d.mantissa * 10 + i128::from(digit);
            d.count += 1;
            d.places += i32::from(point);
            group = group.map(|n| n + 1);
            d.len += c.len_utf8();
        } else if let Some(step) = grouping(rest, d.count, group, point) {
            if step.flawed {
                d.flaws.push((Flaw::Grouping, 0, 0));
            }
            group = Some(0);
            d.len += step.len;
        } else if let Some((len, flawed)) = decimal_point(rest, point) {
            if flawed {
                d.flaws.push((Flaw::FullWidth, d.len, d.len + len));
            }
            point = true;
            group = None;
            d.len += len;
        } else {
            break;
        }
    }
    if d.count == 0 {
        return None;
    }
    for flaw in &mut d.flaws {
        if flaw.0 == Flaw::Grouping {
            *flaw = (Flaw::Grouping, 0, d.len);
        }
    }
    if full_width {
        d.flaws.push((Flaw::FullWidth, 0, d.len));
    }
    Some(d)
}

struct Grouping {
    len: usize,
    flawed: bool,
}

/// A comma that groups digits: after one to three digits, before exactly three, again and again. Four digits after it are a flaw when
/// nothing else can be meant; any other comma separates two numbers.
fn grouping(rest: &str, count: usize, group: Option<usize>, point: bool) -> Option<Grouping> {
    let c = rest.chars().next()?;
    if point || !(matches!(c, ',' | '，' | '\u{2009}' | '\u{202F}')) {
        return None;
    }
    let fits = match group {
        None => (1..=3).contains(&count),
        Some(n) => n == 3,
    };
    let after: Vec<char> = rest[c.len_utf8()..].chars().take(9).collect();
    let run = after.iter().take_while(|c| arabic(**c).is_some()).count();
    let next_is_group = run == 3;
    if fits && next_is_group {
        return Some(Grouping {
            len: c.len_utf8(),
            flawed: c == '，',
        });
    }
    let broken =
        c == ',' && group.is_none() && fits && run == 4 && after.get(4).is_some_and(|c| matches!(c, '万' | '亿'));
    broken.then_some(Grouping { len: 1, flawed: true })
}

/// A decimal point between digits; a full-width or raised one is a flaw.
fn decimal_point(rest: &str, point: bool) -> Option<(usize, bool)> {
    let c = rest.chars().next()?;
    if point || !matches!(c, '.' | '．' | '·') {
        return None;
    }
    let after = &rest[c.len_utf8()..];
    let digits = after.chars().take_while(|c| arabic(*c).is_some()).count();
    let next = after.chars().nth(digits);
    // 3·15 and 1.2.3 are no decimals; 1·8% is one, badly written.
    let decimal = match c {
        '·' => matches!(next, Some('%' | '％' | '万' | '亿' | '个' | '元')),
        _ => !(next == Some('.') && after.chars().nth(digits + 1).is_some_and(|c| arabic(c).is_some())),
    };
    (digits > 0 && decimal).then_some((c.len_utf8(), c != '.'))
}

/// A space or line break inside a number: both sides have digits, the right side has a point or the left side one, and it is not the
/// gap between two columns or after a year.
fn stray_gap(text: &str, left: &Digits) -> Option<(usize, Digits)> {
    let rest = &text[left.len..];
    let gap = rest.len() - rest.trim_start_matches([' ', '\n', '\r', '\u{3000}', '\u{A0}']).len();
    if gap == 0 || gap > 6 {
        return None;
    }
    let after = &rest[gap..];
    let line_break = rest[..gap].contains('\n');
    if let Some(stripped) = after.strip_prefix('.').filter(|_| left.places == 0) {
        let right = lex_digits(stripped.trim_start_matches(' ')).filter(|d| d.places == 0)?;
        let skipped = after.len() - stripped.trim_start_matches(' ').len();
        return Some((
            gap + skipped,
            Digits {
                places: right.count as i32,
                ..right
            },
        ));
    }
    let right = lex_digits(after)?;
    let year = left.count == 4 && left.places == 0 && (1900..2100).contains(&left.mantissa);
    let tail = &after[right.len..];
    let unit_follows = tail.starts_with(['亿', '万', '%', '％', '元', '吨', '亩', '人', '个', '户', '倍']);
    let one_number = if line_break {
        !year
    } else {
        !year && left.count <= 6 && right.count <= 6 && left.places * right.places == 0
    };
    let leading_zero = left.mantissa == 0 && left.places == 0;
    (unit_follows && one_number && !leading_zero).then_some((gap, right))
}

/// `3. 37亿`: the point stands before the gap.
fn point_then_gap(text: &str, left: &Digits) -> Option<(usize, Digits)> {
    let rest = text[left.len..].strip_prefix('.').filter(|_| left.places == 0)?;
    let after = rest.trim_start_matches([' ', '\n']);
    let gap = rest.len() - after.len();
    let right = lex_digits(after).filter(|d| d.places == 0 && gap > 0 && gap <= 3)?;
    let tail = &after[right.len..];
    tail.starts_with(['亿', '万', '%', '％', '元', '吨', '亩', '个', '倍'])
        .then(|| {
            (
                1 + gap,
                Digits {
                    places: right.count as i32,
                    ..right
                },
            )
        })
}

fn join_broken(text: &str, mut left: Digits) -> Digits {
    let Some((gap, right)) = stray_gap(text, &left).or_else(|| point_then_gap(text, &left)) else {
        return left;
    };
    if left.count + right.count > MAX_DIGITS {
        return left;
    }
    left.flaws.push((Flaw::Broken, left.len, left.len + gap));
    left.mantissa = left.mantissa * 10i128.pow(right.count as u32) + right.mantissa;
    left.places = if left.places > 0 {
        left.places + right.count as i32
    } else {
        right.places
    };
    left.count += right.count;
    left.len += gap + right.len;
    left
}

fn lex_arabic(text: &str, unit_here: &dyn Fn(usize) -> bool) -> Option<Lexed> {
    let digits = join_broken(text, lex_digits(text)?);
    let mixed = mixed_numeral(text);
    let mut out = Lexed {
        len: digits.len,
        printed: Printed {
            mantissa: digits.mantissa,
            exponent: -digits.places,
            scaled: false,
            decimals: digits.places > 0,
        },
        chinese: false,
        over: false,
        flaws: digits.flaws,
        digits: if digits.places == 0 { digits.count } else { 0 },
        scale: 0,
        between: None,
    };
    if let Some((value, len)) = mixed {
        out.printed = Printed::whole(value);
        out.len = len;
        out.digits = 0;
        out.flaws.push((Flaw::Mixed, 0, len));
    }
    read_scales(text, &mut out, unit_here);
    Some(out)
}

/// 3千4百, 2千零5十6: single digits with scales below 万 in falling order, two at least.
fn mixed_numeral(text: &str) -> Option<(i128, usize)> {
    let (mut value, mut pairs, mut last, mut at) = (0, 0, 4, 0);
    loop {
        let rest = text[at..].strip_prefix('零').unwrap_or(&text[at..]);
        let mut chars = rest.chars();
        let Some(digit) = chars
            .next()
            .filter(|_| pairs > 0 || rest.len() == text.len())
            .and_then(arabic)
        else {
            break;
        };
        let scale = chars
            .as_str()
            .chars()
            .next()
            .and_then(chinese_scale)
            .filter(|s| *s < last);
        let Some(scale) = scale else { break };
        value += i128::from(digit) * 10i128.pow(scale as u32);
        (pairs, last) = (pairs + 1, scale);
        let scale_len = chars.as_str().chars().next().map_or(0, char::len_utf8);
        at = text.len() - chars.as_str().len() + scale_len;
    }
    (pairs >= 2).then_some((value, at))
}

/// 万, 亿, 千万, 余万 after digits, and further digits after 亿 or 万 (3亿4000万).
fn read_scales(text: &str, out: &mut Lexed, unit_here: &dyn Fn(usize) -> bool) {
    let mut total: Option<Printed> = None;
    loop {
        let mut at = out.len;
        let white = gap(&text[at..]);
        // 3.2 亿元: spaces around numbers are a style, the scale belongs to the number.
        if out.scale == 0 && text[at + white..].starts_with(['万', '亿', '萬', '億']) {
            at += white;
        }
        let over = text[at..]
            .chars()
            .next()
            .filter(|c| matches!(c, '余' | '多' | '几' | '幾'));
        if let Some(c) = over {
            at += c.len_utf8();
        }
        let mut power = 0;
        let mut mixed = false;
        let mut end = at;
        while let Some((c, scale)) = text[end..].chars().next().and_then(|c| Some((c, chinese_scale(c)?))) {
            if unit_here(end) && !matches!(c, '万' | '亿') {
                break;
            }
            // 万亩 and 万亿 are scales, 百 in 5百人 is a mixed form.
            if scale < 4 {
                mixed = true;
            }
            power += scale;
            end += c.len_utf8();
            if power > 16 {
                break;
            }
        }
        if power == 0 {
            break;
        }
        if mixed {
            let text_scale = &text[at..end];
            // 5千万元 and 3百亿 are mixed; 千 and 百 alone before a noun as well.
            if text_scale.chars().any(|c| matches!(c, '十' | '百' | '千')) {
                out.flaws.push((Flaw::Mixed, 0, end));
            }
        }
        out.over |= over.is_some();
        let current = Printed {
            scaled: out.printed.scaled || power >= 4,
            ..out.printed.shifted(power)
        };
        out.scale = power;
        out.len = end;
        out.printed = match total {
            Some(sum) => match sum.plus(current) {
                Some(p) => p,
                None => return,
            },
            None => current,
        };
        // Another run of digits directly after 亿 or 万 belongs to the same number.
        let zero = text[end..].strip_prefix('零').map_or(end, |r| text.len() - r.len());
        let Some(next) = text[zero..]
            .chars()
            .next()
            .and_then(arabic)
            .and_then(|_| lex_digits(&text[zero..]))
        else {
            break;
        };
        let tail = &text[zero + next.len..];
        let smaller = next.count <= 4 && next.places == 0;
        if out.over || !smaller || power < 4 || tail.starts_with(['年', '月', '.', ':', '：', '—', '-', '~']) {
            break;
        }
        let follows = tail.chars().next().and_then(chinese_scale);
        if follows.is_some_and(|s| s >= power) {
            break;
        }
        total = Some(out.printed);
        // 3万5 is spoken for 3万5千, 3亿5000 counts units.
        let spoken = next.count == 1 && zero == end && follows.is_none();
        let mut part = Printed::whole(next.mantissa).shifted(if spoken { power - 1 } else { 0 });
        let mut keep_len = zero + next.len;
        let mixed = mixed_numeral(&text[zero..]);
        if let Some((value, len)) = mixed {
            part = Printed::whole(value);
            keep_len = zero + len;
            out.flaws.push((Flaw::Mixed, 0, keep_len));
        }
        let scaled = text[keep_len..].chars().next().and_then(chinese_scale);
        if scaled.is_none() {
            // 3亿5000人: the rest counts units.
            if let Some(sum) = out.printed.plus(part) {
                out.printed = sum;
                out.len = keep_len;
            }
            break;
        }
        out.printed = part;
        out.len = keep_len;
    }
}

fn lex_chinese(text: &str, unit_here: &dyn Fn(usize) -> bool) -> Option<Lexed> {
    let mut chars = Vec::new();
    let mut end = 0;
    let mut over = false;
    let mut grouped = 0;
    for (i, c) in text.char_indices() {
        // 二四九、六七一万: 、 groups positional numerals by three, as a comma does digits.
        if c == '、' && groups_by_three(&text[i + '、'.len_utf8()..], &chars, grouped) {
            grouped = chars.len() + 3;
            continue;
        }
        let c = match c {
            '·' if !chars.is_empty() => '点',
            '點' => '点',
            '幾' => '几',
            c => c,
        };
        let digit = chinese_digit(c).is_some();
        let scale = chinese_scale(c).is_some();
        if !digit && !scale && c != '点' && !over_inside(text, i, c, &chars) {
            break;
        }
        // 七十百分位: no scale below 万 stands behind a smaller one.
        let before = chars.last().copied().and_then(chinese_scale);
        if let (Some(last), Some(this)) = (before, chinese_scale(c))
            && this < 4
            && last <= this
        {
            break;
        }
        // 千瓦 and 千米 are units, also where no digit stands before them; 千 in 两千米 is a numeral.
        if scale && unit_here(i) && !matches!(c, '万' | '亿' | '十' | '百') && (chars.is_empty() || chars.len() > 1)
        {
            break;
        }
        let after = || text[i..].chars().nth(1).filter(|d| !matches!(d, '两' | '兩'));
        if c == '点' && (chars.is_empty() || after().and_then(chinese_digit).is_none()) {
            break;
        }
        over |= !digit && !scale && c != '点';
        chars.push(c);
        end = i + c.len_utf8();
    }
    while chars.last().is_some_and(|c| matches!(c, '余' | '多' | '几')) {
        end -= chars.pop().map_or(0, char::len_utf8);
        over = chars.iter().any(|c| matches!(c, '余' | '多' | '几'));
    }
    // 三十两 is a mass; as a numeral 两 stands first or before a scale, except in 一两.
    if let [.., before, '两' | '兩'] = chars.as_slice()
        && *before != '一'
    {
        end -= chars.pop().map_or(0, char::len_utf8);
    }
    if chars.is_empty() || chars.len() > 48 {
        return None;
    }
    let (printed, scale) = chinese_value(&chars)?;
    let digits = if chars.iter().all(|c| chinese_digit(*c).is_some()) {
        chars.len()
    } else {
        0
    };
    Some(Lexed {
        len: end,
        printed,
        chinese: true,
        over,
        flaws: Vec::new(),
        digits,
        scale,
        between: neighbours(&chars),
    })
}

/// Both readings of two neighbouring numerals: 八九亿 is 8亿 or 9亿, 三五百 is 300 to 500, 二十七八 is 27 or 28. A longer run of digits is
/// positional.
fn neighbours(chars: &[char]) -> Option<(Printed, Printed)> {
    let digit = |i: usize| chars.get(i).copied().and_then(chinese_digit);
    let first = (0..chars.len()).find(|i| digit(*i).is_some() && digit(i + 1).is_some())?;
    let (low, high) = (digit(first)?, digit(first + 1)?);
    let next = low > 0 && high == low + 1 || (low, high) == (3, 5);
    if !next || digit(first + 2).is_some() || chars.contains(&'点') {
        return None;
    }
    let without = |gone: usize| {
        let rest: Vec<char> = chars
            .iter()
            .enumerate()
            .filter(|(i, _)| *i != gone)
            .map(|(_, c)| *c)
            .collect();
        chinese_value(&rest).map(|(printed, _)| printed)
    };
    without(first + 1).zip(without(first))
}

/// Whether exactly three positional numerals follow, then a unit or scale or another group, and what stands before fits.
fn groups_by_three(rest: &str, before: &[char], grouped: usize) -> bool {
    let positional = |c: char| chinese_digit(c).is_some();
    let fits = if grouped == 0 {
        (1..=3).contains(&before.len())
    } else {
        before.len() == grouped
    };
    let run = rest.chars().take_while(|c| positional(*c)).count();
    let next = rest.chars().nth(run);
    fits && run == 3
        && before.iter().all(|c| positional(*c))
        && next.is_some_and(|c| c.is_alphabetic() || matches!(c, '、' | '·' | '点'))
}

/// 余, 多 or 几 between a numeral and a scale: 二十多万.
fn over_inside(text: &str, at: usize, c: char, before: &[char]) -> bool {
    matches!(c, '余' | '多' | '几')
        && !before.is_empty()
        && text[at + c.len_utf8()..]
            .chars()
            .next()
            .and_then(chinese_scale)
            .is_some_and(|s| s >= 4)
}

/// The value of a run of Chinese numerals: positional (二〇二二) or with scales (三亿四千万), with 点 for decimals.
fn chinese_value(chars: &[char]) -> Option<(Printed, i32)> {
    let clean: Vec<char> = chars
        .iter()
        .copied()
        .filter(|c| !matches!(c, '余' | '多' | '几'))
        .collect();
    if let Some(point) = clean.iter().position(|c| *c == '点') {
        return chinese_decimal(&clean, point);
    }
    if clean.len() > 1 && clean.iter().all(|c| chinese_digit(*c).is_some()) {
        let mantissa = clean.iter().try_fold(0i128, |v, c| {
            v.checked_mul(10)?.checked_add(i128::from(chinese_digit(*c)?))
        })?;
        return Some((Printed::whole(mantissa), 0));
    }
    let positional = !clean.iter().any(|c| matches!(chinese_scale(*c), Some(1..=3)));
    let (mut total, mut section, mut digit) = (0i128, 0i128, None::<i128>);
    let (mut last_scale, mut zero) = (0, false);
    for c in clean {
        if let Some(d) = chinese_digit(c) {
            zero |= d == 0;
            // Without 十, 百 and 千 numerals are positional: 二二八万.
            let before = digit.filter(|_| positional).unwrap_or(0);
            digit = Some(before.checked_mul(10)?.checked_add(i128::from(d))?);
            continue;
        }
        let power = chinese_scale(c)?;
        let unit = 10i128.checked_pow(power as u32)?;
        zero = false;
        if power < 4 {
            // 一百零十 is 一百一十.
            section += digit.take().filter(|d| *d > 0).unwrap_or(1).checked_mul(unit)?;
        } else {
            let part = section + digit.take().unwrap_or(0);
            if part == 0 && total == 0 {
                return None;
            }
            // 万 before 亿 multiplies: 三万亿.
            if power == 8 && total != 0 && total < 100_000_000 {
                total = (total + part).checked_mul(unit)?;
            } else {
                total = total.checked_add(if part == 0 { 0 } else { part.checked_mul(unit)? })?;
                if part == 0 {
                    total = total.checked_mul(unit)?;
                }
            }
            section = 0;
        }
        last_scale = power;
    }
    // 一万三, 三亿四: a lone digit after a scale counts the next lower one; 一百零五 and 十五 do not.
    let mut tail = digit.unwrap_or_default();
    if last_scale >= 2 && !zero && (1..10).contains(&tail) {
        tail *= 10i128.pow(last_scale as u32 - 1);
    }
    let mantissa = total.checked_add(section)?.checked_add(tail)?;
    let exponent = if tail == 0 && section == 0 && last_scale >= 4 {
        last_scale
    } else {
        0
    };
    let printed = trimmed(mantissa, exponent)?;
    Some((
        Printed {
            scaled: last_scale >= 4 || mantissa >= 10_000,
            ..printed
        },
        if last_scale >= 4 { last_scale } else { 0 },
    ))
}

/// The number with the place of its last scale as its last printed one, as far as it divides.
fn trimmed(mantissa: i128, exponent: i32) -> Option<Printed> {
    let mut out = Printed::whole(mantissa);
    while out.exponent < exponent && out.mantissa % 10 == 0 && out.mantissa != 0 {
        out.mantissa /= 10;
        out.exponent += 1;
    }
    Some(out)
}

fn chinese_decimal(clean: &[char], point: usize) -> Option<(Printed, i32)> {
    let (whole, _) = chinese_value(&clean[..point])?;
    let mut out = Printed {
        mantissa: whole.mantissa.checked_mul(10i128.checked_pow(whole.exponent as u32)?)?,
        exponent: 0,
        scaled: false,
        decimals: true,
    };
    let mut scale = 0;
    for c in &clean[point + 1..] {
        if let Some(d) = chinese_digit(*c).filter(|_| scale == 0) {
            out.mantissa = out.mantissa.checked_mul(10)?.checked_add(i128::from(d))?;
            out.exponent -= 1;
        } else {
            scale += chinese_scale(*c)?;
        }
    }
    Some((
        Printed {
            scaled: scale >= 4,
            ..out.shifted(scale)
        },
        scale,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, usize)> {
        lex(text, &|_| false).map(|l| (l.printed.decimal(), l.len))
    }

    #[test]
    fn numbers_as_reports_print_them() {
        for (text, value, rest) in [
            ("1364项", "1364", "项"),
            ("1,364项", "1364", "项"),
            ("616,困难", "616", ",困难"),
            ("1,392,476万元", "13924760000", "元"),
            ("1，392，476元", "1392476", "元"),
            ("15，300元", "15300", "元"),
            ("15，30元", "15", "，30元"),
            ("3.37亿元", "337000000", "元"),
            ("1.21万亿元", "1210000000000", "元"),
            ("３．５亿元", "350000000", "元"),
            ("25 0.3亿元", "25030000000", "元"),
            ("3. 37亿元", "337000000", "元"),
            ("2 .5亿元", "250000000", "元"),
            ("2022 35.7亿元", "2022", " 35.7亿元"),
            ("3亿4000万元", "340000000", "元"),
            ("10亿零817万5288人", "1008175288", "人"),
            ("20多万人", "200000", "人"),
            ("1·8%", "1.8", "%"),
            ("3·15活动", "3", "·15活动"),
            ("1.2.3版", "1", ".2.3版"),
            ("二十三项", "23", "项"),
            ("一百零八人", "108", "人"),
            ("三亿四千万元", "340000000", "元"),
            ("十五个", "15", "个"),
            ("二〇二二年", "2022", "年"),
            ("六点三个", "6.3", "个"),
            ("一·九万张", "19000", "张"),
            ("二四九、六七一万份", "2496710000", "份"),
            ("一、二级", "1", "、二级"),
            ("三万亿元", "3000000000000", "元"),
            ("一万三人", "13000", "人"),
            ("两千零五人", "2005", "人"),
            ("一千零十二人", "1012", "人"),
            ("负三点五", "-3.5", ""),
            ("3.2 亿元", "320000000", "元"),
            ("5千4百人", "5400", "人"),
            ("两千", "2000", ""),
        ] {
            assert_eq!(read(text), Some((value.to_owned(), text.len() - rest.len())), "{text}");
        }
    }

    #[test]
    fn a_scale_that_is_a_unit_stays_outside() {
        let text = "5千瓦";
        let lexed = lex(text, &|at| text[at..].starts_with("千瓦")).unwrap();
        assert_eq!((lexed.printed.decimal().as_str(), lexed.len), ("5", 1));
    }
}
