//! Numbers that begin with Arabic digits: the digits with 万 and 亿, and the mixed forms (3千4百, 5千万).
//!
//! Owns which scale words and which further digits behind them belong to the number. The digits themselves are in
//! [`super::digits`].

use super::{Lexed, Printed, arabic, chinese_scale, digits, gap};
use crate::figure::Flaw;

/// Reads digits with their scales at the start of `text`; `unit_here` as in [`super::lex`].
pub(super) fn lex(text: &str, unit_here: &dyn Fn(usize) -> bool) -> Option<Lexed> {
    let digits = digits::join_broken(text, digits::lex(text)?);
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
    while let Some(run) = scale_run(text, out, unit_here) {
        if run.mixed {
            out.flaws.push((Flaw::Mixed, 0, run.end));
        }
        out.over |= run.over;
        let current = Printed {
            scaled: out.printed.scaled || run.power >= 4,
            ..out.printed.shifted(run.power)
        };
        out.scale = run.power;
        out.len = run.end;
        out.printed = match total {
            Some(sum) => match sum.plus(current) {
                Some(p) => p,
                None => return,
            },
            None => current,
        };
        let Some(part) = further_digits(text, out) else { break };
        if part.mixed {
            out.flaws.push((Flaw::Mixed, 0, part.end));
        }
        if text[part.end..].chars().next().and_then(chinese_scale).is_none() {
            // 3亿5000人: the rest counts units.
            if let Some(sum) = out.printed.plus(part.printed) {
                out.printed = sum;
                out.len = part.end;
            }
            break;
        }
        total = Some(out.printed);
        out.printed = part.printed;
        out.len = part.end;
    }
}

/// Scale words that stand together: 万, 万亿, 千万, 余万.
struct ScaleRun {
    /// The power of ten of all of them.
    power: i32,
    /// Where they end.
    end: usize,
    /// Whether 余, 多 or 几 stands before them.
    over: bool,
    /// Whether a scale below 万 is among them: 5千万元 and 3百亿 are mixed; 千 and 百 alone before a noun as well.
    mixed: bool,
}

/// The scale words behind what was read so far.
fn scale_run(text: &str, read: &Lexed, unit_here: &dyn Fn(usize) -> bool) -> Option<ScaleRun> {
    let mut at = read.len;
    let white = gap(&text[at..]);
    // 3.2 亿元: spaces around numbers are a style, the scale belongs to the number.
    if read.scale == 0 && text[at + white..].starts_with(['万', '亿', '萬', '億']) {
        at += white;
    }
    let over = text[at..]
        .chars()
        .next()
        .filter(|c| matches!(c, '余' | '多' | '几' | '幾'));
    at += over.map_or(0, char::len_utf8);
    let mut power = 0;
    let mut end = at;
    while let Some((c, scale)) = text[end..].chars().next().and_then(|c| Some((c, chinese_scale(c)?))) {
        // 万亩 and 万亿 are scales, 千 in 5千瓦 begins a unit.
        if unit_here(end) && !matches!(c, '万' | '亿') {
            break;
        }
        power += scale;
        end += c.len_utf8();
        if power > 16 {
            break;
        }
    }
    (power > 0).then(|| ScaleRun {
        power,
        end,
        over: over.is_some(),
        mixed: text[at..end].contains(['十', '百', '千']),
    })
}

/// Digits behind 亿 or 万 that belong to the same number.
struct FurtherDigits {
    printed: Printed,
    /// Where they end.
    end: usize,
    /// Whether they have scales below 万 of their own: 3万4千5百.
    mixed: bool,
}

/// Another run of digits directly after the 亿 or 万 that was read last, smaller than it: 4000万 in 3亿4000万.
fn further_digits(text: &str, read: &Lexed) -> Option<FurtherDigits> {
    let zero = text[read.len..]
        .strip_prefix('零')
        .map_or(read.len, |r| text.len() - r.len());
    text[zero..].chars().next().and_then(arabic)?;
    let next = digits::lex(&text[zero..])?;
    let tail = &text[zero + next.len..];
    let smaller = next.count <= 4 && next.places == 0;
    if read.over || !smaller || read.scale < 4 || tail.starts_with(['年', '月', '.', ':', '：', '—', '-', '~']) {
        return None;
    }
    let follows = tail.chars().next().and_then(chinese_scale);
    if follows.is_some_and(|s| s >= read.scale) {
        return None;
    }
    if let Some((value, len)) = mixed_numeral(&text[zero..]) {
        return Some(FurtherDigits {
            printed: Printed::whole(value),
            end: zero + len,
            mixed: true,
        });
    }
    // 3万5 is spoken for 3万5千, 3亿5000 counts units.
    let spoken = next.count == 1 && zero == read.len && follows.is_none();
    Some(FurtherDigits {
        printed: Printed::whole(next.mantissa).shifted(if spoken { read.scale - 1 } else { 0 }),
        end: zero + next.len,
        mixed: false,
    })
}
