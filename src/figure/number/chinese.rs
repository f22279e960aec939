//! Numbers in Chinese numerals: with scales (三亿四千万), positional (二〇二二), or two neighbours that mean either (八九亿).
//!
//! Owns where such a numeral ends and what it is worth. Arabic digits with 万 and 亿 are in [`super::scales`].

use super::{Lexed, Printed, chinese_digit, chinese_scale};

/// Reads the numeral at the start of `text`; `unit_here` as in [`super::lex`].
pub(super) fn lex(text: &str, unit_here: &dyn Fn(usize) -> bool) -> Option<Lexed> {
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
    let (printed, scale) = value(&chars)?;
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
        value(&rest).map(|(printed, _)| printed)
    };
    without(first + 1).zip(without(first))
}

/// The value of a run of Chinese numerals: positional (二〇二二) or with scales (三亿四千万), with 点 for decimals.
fn value(chars: &[char]) -> Option<(Printed, i32)> {
    let clean: Vec<char> = chars
        .iter()
        .copied()
        .filter(|c| !matches!(c, '余' | '多' | '几'))
        .collect();
    if let Some(point) = clean.iter().position(|c| *c == '点') {
        return decimal(&clean, point);
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

/// A numeral with 点 at `point`, and the scale behind its decimals: 六点三亿.
fn decimal(clean: &[char], point: usize) -> Option<(Printed, i32)> {
    let (whole, _) = value(&clean[..point])?;
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

/// The number with the place of its last scale as its last printed one, as far as it divides.
fn trimmed(mantissa: i128, exponent: i32) -> Option<Printed> {
    let mut out = Printed::whole(mantissa);
    while out.exponent < exponent && out.mantissa % 10 == 0 && out.mantissa != 0 {
        out.mantissa /= 10;
        out.exponent += 1;
    }
    Some(out)
}
