//! A run of Arabic digits: thousands commas, the decimal point, and digits torn apart by a stray space or line break.
//!
//! Owns which characters between digits belong to the number, and which flaws they are. 万 and 亿 behind the digits are in
//! [`super::scales`].

use super::arabic;
use crate::figure::Flaw;

/// Digits before a scale or unit, more than any report prints; longer runs are codes.
const MAX_DIGITS: usize = 18;

/// Digits with a decimal point, thousands commas or one stray space, at the start of `text`.
pub(super) struct Digits {
    /// Bytes read.
    pub(super) len: usize,
    /// All digits as one number.
    pub(super) mantissa: i128,
    /// How many of them stand behind the point.
    pub(super) places: i32,
    /// How many digits there are.
    pub(super) count: usize,
    /// What is wrong with their form, with the byte range inside the text read.
    pub(super) flaws: Vec<(Flaw, usize, usize)>,
}

/// Digits with point and commas as printed together; None without a digit, or with more than a number has.
pub(super) fn lex(text: &str) -> Option<Digits> {
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

/// The digits with those behind a stray gap, when both are one number.
pub(super) fn join_broken(text: &str, mut left: Digits) -> Digits {
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
        let right = lex(stripped.trim_start_matches(' ')).filter(|d| d.places == 0)?;
        let skipped = after.len() - stripped.trim_start_matches(' ').len();
        return Some((
            gap + skipped,
            Digits {
                places: right.count as i32,
                ..right
            },
        ));
    }
    let right = lex(after)?;
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
    let right = lex(after).filter(|d| d.places == 0 && gap > 0 && gap <= 3)?;
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
