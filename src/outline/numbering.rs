//! The numbering at the start of a paragraph: 一、 （一） 1. （1） ① 第一章, half-width and misspelt forms too.
//!
//! Owns which characters are a mark and which number it prints. Whether the numbers run on belongs to the checks.

use super::{Mark, MarkStyle};
use crate::span::Span;

/// The numbers that Chinese numerals of an enumeration print, one character each.
const DIGITS: &str = "〇一二三四五六七八九";
/// What follows the second of two numerals in 三、四类: a pair of classes, not the third paragraph.
const CLASSES: [char; 7] = ['产', '级', '类', '期', '线', '档', '季'];

/// The mark that opens a paragraph's text, behind Markdown's own marks that plain text may hold (`## `, `**`, `- `). A mark is followed by
/// text.
pub(super) fn mark(text: &str) -> Option<Mark> {
    let from = decoration(text);
    let body = &text[from..];
    let found = part(body)
        .or_else(|| bracketed(body))
        .or_else(|| signed(body))
        .or_else(|| plain(body))?;
    let rest = body[found.end..].trim_start_matches(|c: char| c.is_whitespace() || c == '*');
    if rest.is_empty() && found.style != MarkStyle::Part {
        return None;
    }
    Some(Mark {
        span: Span::new(from, from + found.end),
        numeral: Span::new(from + found.numeral.0, from + found.numeral.1),
        style: found.style,
        number: found.number,
    })
}

/// The length of Markdown's marks at the start of a text that was read as plain text.
pub(super) fn decoration(text: &str) -> usize {
    let mut rest = text;
    loop {
        let marks = rest.trim_start_matches(['#', '*', '>', '-', '+']);
        let spaced = rest.len() > marks.len() && marks.starts_with([' ', '\t', '\u{3000}']);
        let next = if spaced {
            marks.trim_start()
        } else {
            rest.trim_start_matches("**")
        };
        if next.len() == rest.len() {
            return text.len() - rest.len();
        }
        rest = next;
    }
}

/// A mark in a text without decoration: offsets in bytes.
struct Found {
    style: MarkStyle,
    numeral: (usize, usize),
    end: usize,
    number: u32,
}

/// 第一章, 第一部分.
fn part(text: &str) -> Option<Found> {
    let rest = text.strip_prefix('第')?;
    let len = numeral(rest).or_else(|| digits(rest))?;
    let unit = ["部分", "章", "编", "篇", "节"]
        .iter()
        .find(|u| rest[len..].starts_with(**u))?;
    Some(Found {
        style: MarkStyle::Part,
        numeral: (3, 3 + len),
        end: 3 + len + unit.len(),
        number: value(&rest[..len])?,
    })
}

/// （一） (1) and, wrongly, （一）、.
fn bracketed(text: &str) -> Option<Found> {
    let rest = text.strip_prefix(['（', '(', '〔'])?;
    let open = text.len() - rest.len();
    let (len, style) = match numeral(rest) {
        Some(len) => (len, MarkStyle::HanBracket),
        None => (digits(rest)?, MarkStyle::ArabicBracket),
    };
    let close = rest[len..].chars().next().filter(|c| "）)〕".contains(*c))?;
    let end = open + len + close.len_utf8();
    Some(Found {
        style,
        numeral: (open, open + len),
        end: end + stray(&text[end..]),
        number: value(&rest[..len])?,
    })
}

/// ① ⑴ ⒈ ㈠: one character.
fn signed(text: &str) -> Option<Found> {
    let c = text.chars().next()?;
    let (style, first) = match c {
        '①'..='⑳' => (MarkStyle::Circled, '①'),
        '⑴'..='⒇' => (MarkStyle::ArabicBracket, '⑴'),
        '⒈'..='⒛' => (MarkStyle::Arabic, '⒈'),
        '㈠'..='㈩' => (MarkStyle::HanBracket, '㈠'),
        _ => return None,
    };
    let len = c.len_utf8();
    Some(Found {
        style,
        numeral: (0, len),
        end: len + stray(&text[len..]),
        number: c as u32 - first as u32 + 1,
    })
}

/// 一、 1. 1、 1） and, wrongly, 一.
fn plain(text: &str) -> Option<Found> {
    let (len, han) = match numeral(text) {
        Some(len) => (len, true),
        None => (digits(text)?, false),
    };
    let number = value(&text[..len])?;
    // a stray space before 、 is common, one before a point is not a mark
    let gap = text[len..].len() - text[len..].trim_start_matches([' ', '\u{3000}']).len();
    let sign = text[len + gap..].chars().next().filter(|c| gap == 0 || *c == '、')?;
    let end = len + gap + sign.len_utf8();
    let rest = &text[end..];
    let style = match sign {
        '、' | '.' | '．' if han && !counts_on(number, rest) => MarkStyle::Han,
        '、' | '.' | '．' if !han && !decimal(rest) => MarkStyle::Arabic,
        '）' | ')' if !han => MarkStyle::ArabicBracket,
        _ => return None,
    };
    Some(Found {
        style,
        numeral: (0, len),
        end,
        number,
    })
}

/// The length of a 、 or point that does not belong behind a bracketed number.
fn stray(rest: &str) -> usize {
    rest.chars()
        .next()
        .filter(|c| "、．.".contains(*c))
        .map_or(0, char::len_utf8)
}

/// Whether 三、 goes on as 四类, 四季度: one of two classes. Only the next number counts on.
fn counts_on(number: u32, rest: &str) -> bool {
    let Some(len) = numeral(rest) else { return false };
    value(&rest[..len]) == Some(number + 1) && rest[len..].starts_with(CLASSES) || rest[len..].starts_with('、')
}

/// Whether 1. goes on as a number: 1.5, or 3、4月. A year may follow a mark (1.2022年).
fn decimal(rest: &str) -> bool {
    let len = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    len > 0 && !(len == 4 && rest[4..].starts_with(['年', '—', '-', '－', '～']))
}

/// The length of the Chinese numeral at the start of a text; at most 99 can number a paragraph.
fn numeral(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(|c: char| c == '十' || DIGITS.contains(c));
    (1..=9)
        .contains(&(text.len() - rest.len()))
        .then_some(text.len() - rest.len())
}

/// The length of one to three digits at the start of a text.
fn digits(text: &str) -> Option<usize> {
    let len = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    (1..=3).contains(&len).then_some(len)
}

/// The number that a numeral of either kind prints, from 1.
pub fn value(numeral: &str) -> Option<u32> {
    if let Ok(number) = numeral.parse::<u32>() {
        return (number > 0).then_some(number);
    }
    let digit = |c: char| DIGITS.chars().position(|d| d == c).map(|d| d as u32);
    let mut number = 0;
    let mut units = None;
    for c in numeral.chars() {
        match (c, units) {
            // 十 takes the digit before it; 一〇 is written digit by digit
            ('十', digit) if number == 0 && digit.is_none_or(|d| d < 10) => {
                (number, units) = (10 * digit.unwrap_or(1), None)
            }
            ('十', _) => return None,
            (_, None) => units = Some(digit(c)?),
            (_, Some(before)) if number == 0 => units = Some(before * 10 + digit(c)?),
            _ => return None,
        }
    }
    Some(number + units.unwrap_or(0)).filter(|n| *n > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_print_numbers() {
        for (numeral, want) in [
            ("一", Some(1)),
            ("十", Some(10)),
            ("十一", Some(11)),
            ("二十", Some(20)),
            ("二十三", Some(23)),
            ("一〇", Some(10)),
            ("12", Some(12)),
            ("0", None),
            ("〇", None),
            ("十十", None),
            ("二三十", None),
        ] {
            assert_eq!(value(numeral), want, "{numeral}");
        }
    }

    #[test]
    fn marks_are_read_in_every_style() {
        use MarkStyle::*;
        for (text, mark_text, style, number) in [
            ("一、2022年工作回顾", "一、", Han, 1),
            ("十二、健全机制", "十二、", Han, 12),
            ("一.总体要求", "一.", Han, 1),
            ("一、一年来的工作", "一、", Han, 1),
            ("二、二〇二二年工作", "二、", Han, 2),
            ("(五)民生保障", "(五)", HanBracket, 5),
            ("（一）、指导思想", "（一）、", HanBracket, 1),
            ("㈢农业", "㈢", HanBracket, 3),
            ("1.加强领导", "1.", Arabic, 1),
            ("1. 2022年任务", "1.", Arabic, 1),
            ("1.2022年任务", "1.", Arabic, 1),
            ("12．加强领导", "12．", Arabic, 12),
            ("3、加强领导", "3、", Arabic, 3),
            ("三 、工作安排", "三 、", Han, 3),
            ("(1)、加强领导", "(1)、", ArabicBracket, 1),
            ("2）加强领导", "2）", ArabicBracket, 2),
            ("③加强领导", "③", Circled, 3),
            ("第二部分　主要任务", "第二部分", Part, 2),
            ("第12章 附则", "第12章", Part, 12),
            ("**（三）扩大内需。**深入实施", "（三）", HanBracket, 3),
            ("## 四、农业", "四、", Han, 4),
            ("- 五、工业", "五、", Han, 5),
            ("- **二、工业**", "二、", Han, 2),
        ] {
            let mark = mark(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (mark.span.of(text), mark.style, mark.number),
                (mark_text, style, number),
                "{text}"
            );
            assert!(mark.span.contains(mark.numeral) && !mark.numeral.is_empty());
        }
    }

    #[test]
    fn figures_and_words_are_no_marks() {
        for text in [
            "1.5亿元投资",
            "2022年工作",
            "3、4月份",
            "一批项目",
            "第二产业增长",
            "第一，完善制度",
            "三、四类人群",
            "一、二、三产业",
            "一、",
            "（一）",
            "（一期）工程",
            "1",
            "-0.6%",
            "1364项",
            "一是完善制度",
            "**加强监管**",
            "五年来",
            "(2021年)",
        ] {
            assert_eq!(mark(text), None, "{text}");
        }
    }
}
