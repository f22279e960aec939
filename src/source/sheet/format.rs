//! Number formats: a value as it prints.
//!
//! Owns format codes: sections and their conditions, digits, thousands, percent, scaling by commas, literals, dates and times. A code that
//! is not understood (fractions, powers) prints as a cell without a format does.

use super::date;
use super::number::Decimal;

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A place for a digit: 0, # or ?.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// Letters of a date: yyyy, mm; h:mm.
    Date(char, usize),
    /// 上午/下午.
    HalfDay,
    Text(String),
    /// The value as it is.
    General,
}

/// One of the codes between semicolons.
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    pub parts: Vec<Part>,
    /// A comparison and what the value is compared with: `[>=10000]`.
    condition: Option<(String, f64)>,
    /// Whether it is written in a way that is not printed here.
    odd: bool,
}

/// A value with its format; the value as it is stored where it is no number.
pub(super) fn print(raw: &str, code: &str, late: bool) -> String {
    let Some(number) = Decimal::read(raw) else {
        return raw.to_owned();
    };
    let sections = sections(code);
    let (section, signed) = choose(&sections, raw, &number);
    let Some(section) = section.filter(|s| !s.odd && !s.parts.is_empty()) else {
        // An empty section hides its values: ;;;
        return if section.is_some_and(|s| !s.odd) && sections.len() > 1 {
            String::new()
        } else {
            number.general()
        };
    };
    if section.is_date() {
        return date::print(section, raw, late).unwrap_or_else(|| number.general());
    }
    let text = digits(section, &number);
    let text = text.trim().to_owned();
    if !number.negative {
        return text;
    }
    if signed {
        return format!("-{text}");
    }
    // (1,234) is how accountants write -1,234.
    match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inner) => format!("-{inner}"),
        None => text,
    }
}

/// Whether a code prints dates or times.
pub(super) fn is_date(code: &str) -> bool {
    sections(code).first().is_some_and(Section::is_date)
}

impl Section {
    fn is_date(&self) -> bool {
        !self.odd && self.parts.iter().any(|p| matches!(p, Part::Date(..)))
    }
}

/// The section for a value, and whether its sign is printed before it.
fn choose<'a>(sections: &'a [Section], raw: &str, number: &Decimal) -> (Option<&'a Section>, bool) {
    let value: f64 = raw.parse().unwrap_or(0.0);
    if sections.iter().any(|s| s.condition.is_some()) {
        let holds = |s: &&Section| {
            s.condition.as_ref().is_none_or(|(op, with)| match op.as_str() {
                ">" => value > *with,
                ">=" => value >= *with,
                "<" => value < *with,
                "<=" => value <= *with,
                "<>" => value != *with,
                _ => value == *with,
            })
        };
        return (sections.iter().find(holds), true);
    }
    match sections {
        [] => (None, true),
        [one] => (Some(one), true),
        [_, below, ..] if number.negative => (Some(below), false),
        [_, _, zero, ..] if number.digits == 0 => (Some(zero), false),
        [first, ..] => (Some(first), true),
    }
}

/// The sections of a code.
fn sections(code: &str) -> Vec<Section> {
    let mut out = vec![Section::default()];
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        let section = out.last_mut().expect("one at least");
        let parts = &mut section.parts;
        match c {
            ';' => out.push(Section::default()),
            '"' => push(parts, &chars.by_ref().take_while(|c| *c != '"').collect::<String>()),
            '\\' | '!' => push(parts, &chars.next().map(String::from).unwrap_or_default()),
            // A gap as wide as a character, and a character that fills the cell.
            '_' | '*' => _ = chars.next(),
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                section.bracket(&inside);
            }
            '0' | '#' | '?' => parts.push(Part::Digit(c)),
            '.' => parts.push(Part::Point),
            ',' => parts.push(Part::Comma),
            '%' => parts.push(Part::Percent),
            '@' => parts.push(Part::General),
            'E' | 'e' if matches!(chars.peek(), Some('+' | '-')) => section.odd = true,
            '/' if parts.iter().any(|p| matches!(p, Part::Digit(_))) => section.odd = true,
            'G' | 'g' if is_next(&mut chars, "eneral") => parts.push(Part::General),
            'A' | 'a' if is_next(&mut chars, "M/PM") => parts.push(Part::HalfDay),
            '上' if is_next(&mut chars, "午/下午") => parts.push(Part::HalfDay),
            'y' | 'm' | 'd' | 'h' | 's' | 'a' | 'Y' | 'M' | 'D' | 'H' | 'S' => {
                let mut count = 1;
                while chars.next_if(|next| next.eq_ignore_ascii_case(&c)).is_some() {
                    count += 1;
                }
                parts.push(Part::Date(c.to_ascii_lowercase(), count));
            }
            c => push(parts, &c.to_string()),
        }
    }
    out
}

fn push(parts: &mut Vec<Part>, text: &str) {
    if !text.is_empty() {
        parts.push(Part::Text(text.to_owned()));
    }
}

fn is_next(chars: &mut std::iter::Peekable<std::str::Chars>, word: &str) -> bool {
    let mut ahead = chars.clone();
    let found = word
        .chars()
        .all(|w| ahead.next().is_some_and(|c| c.eq_ignore_ascii_case(&w)));
    if found {
        *chars = ahead;
    }
    found
}

impl Section {
    /// What stands in square brackets: a colour, a currency with its language, a comparison, hours beyond a day.
    fn bracket(&mut self, inside: &str) {
        if let Some(currency) = inside.strip_prefix('$') {
            push(&mut self.parts, currency.split('-').next().unwrap_or(""));
            return;
        }
        let op: String = inside.chars().take_while(|c| "<>=".contains(*c)).collect();
        match inside[op.len()..].trim().parse() {
            Ok(with) if !op.is_empty() => self.condition = Some((op, with)),
            _ if ["h", "hh", "m", "mm", "s", "ss"].contains(&inside.to_ascii_lowercase().as_str()) => self.odd = true,
            _ => {}
        }
    }
}

/// A number in the places of a section.
fn digits(section: &Section, number: &Decimal) -> String {
    let parts = &section.parts;
    let is_digit = |p: &Part| matches!(p, Part::Digit(_));
    let Some(last) = parts.iter().rposition(is_digit) else {
        let value = Decimal {
            negative: false,
            ..*number
        };
        return parts.iter().map(|p| literal(p, &value)).collect();
    };
    let point = parts.iter().position(|p| *p == Part::Point);
    let whole_end = point.unwrap_or(last + 1).min(parts.len());
    let last_whole = parts[..whole_end].iter().rposition(is_digit);
    let places = point.map_or(0, |at| parts[at..].iter().filter(|p| is_digit(p)).count());
    // Commas behind the last digit, or before the point, each divide by a thousand; one between digits groups them.
    let behind = |at: usize| parts[at + 1..].iter().take_while(|p| **p == Part::Comma).count();
    let scaling = behind(last) + last_whole.filter(|at| *at != last).map_or(0, behind);
    let first = parts.iter().position(is_digit).unwrap_or(last);
    let grouped = last_whole.is_some_and(|end| first < end && parts[first..end].contains(&Part::Comma));
    let percents = parts.iter().filter(|p| **p == Part::Percent).count();
    let value = Decimal {
        exponent: number.exponent + 2 * percents as i32 - 3 * scaling as i32,
        ..*number
    };
    let (whole, fraction) = value.rounded(places as u32);
    let mut out = self::whole(&parts[..whole_end], &whole, grouped);
    if point.is_some() {
        out.push_str(&self::fraction(&parts[whole_end + 1..], &fraction));
    } else {
        out.extend(parts[whole_end..].iter().map(|p| literal(p, number)));
    }
    out
}

/// The part before the point: digits from the right, what is left over at the first place.
fn whole(parts: &[Part], digits: &str, grouped: bool) -> String {
    let mut rest: Vec<char> = digits.trim_start_matches('0').chars().collect();
    let first = parts.iter().position(|p| matches!(p, Part::Digit(_)));
    let mut out: Vec<String> = Vec::new();
    let mut count = 0;
    let mut place = |digit: char, out: &mut Vec<String>| {
        if grouped && count > 0 && count % 3 == 0 {
            out.push(",".to_owned());
        }
        count += 1;
        out.push(digit.to_string());
    };
    for (i, part) in parts.iter().enumerate().rev() {
        match part {
            Part::Digit(kind) => {
                match (rest.pop(), kind) {
                    (Some(digit), _) => place(digit, &mut out),
                    (None, '0') => place('0', &mut out),
                    (None, _) => {}
                }
                while let Some(digit) = rest.pop_if(|_| first == Some(i)) {
                    place(digit, &mut out);
                }
            }
            Part::Text(text) => out.push(text.clone()),
            Part::Percent => out.push("%".to_owned()),
            _ => {}
        }
    }
    out.reverse();
    out.concat()
}

/// The part behind the point with the point itself, which stands even where no digit follows.
fn fraction(parts: &[Part], digits: &str) -> String {
    let mut out = ".".to_owned();
    let mut rest = digits.chars();
    let mut left = digits.trim_end_matches('0').len();
    for part in parts {
        match part {
            Part::Digit(kind) => {
                let digit = rest.next().unwrap_or('0');
                if left > 0 || *kind == '0' {
                    out.push(digit);
                }
                left = left.saturating_sub(1);
            }
            Part::Text(text) => out.push_str(text),
            Part::Percent => out.push('%'),
            _ => {}
        }
    }
    out
}

fn literal(part: &Part, number: &Decimal) -> String {
    match part {
        Part::Text(text) => text.clone(),
        Part::Percent => "%".to_owned(),
        Part::General => number.general(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_print_with_their_format() {
        for (raw, code, want) in [
            ("3.3", "0.00", "3.30"),
            ("0.265", "0.0%", "26.5%"),
            ("0.265", "0%", "27%"),
            ("1234567.891", "#,##0.00", "1,234,567.89"),
            ("1234567", "#,##0", "1,234,567"),
            ("-1234.5", "#,##0.00", "-1,234.50"),
            ("-1234.5", "#,##0.0_);(#,##0.0)", "-1,234.5"),
            ("-1234.5", "#,##0.0;[Red]-#,##0.0", "-1,234.5"),
            ("0", "#,##0;-#,##0;\"-\"", "-"),
            ("0", "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "-"),
            (
                "1234.5",
                "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
                "1,234.50",
            ),
            (
                "-1234.5",
                "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
                "-1,234.50",
            ),
            ("337000000", "0!.00,,\"亿\"", "3.37亿"),
            ("12345", "0!.0,\"万\"", "1.2万"),
            ("12345", "0\".\"0,", "1.2"),
            ("12345678", "#,##0.0,", "12,345.7"),
            ("12345678", "0.00,,", "12.35"),
            ("12345", "[>=10000]0!.0,\"万\";0", "1.2万"),
            ("9999", "[>=10000]0!.0,\"万\";0", "9999"),
            ("12.5", "General", "12.5"),
            ("12.5", "0.##", "12.5"),
            ("12", "0\"人\"", "12人"),
            ("12.5", "[$¥-804]#,##0.00", "¥12.50"),
            ("5", "000", "005"),
            ("0.5", "#.0", ".5"),
            ("0.5", "# ?/?", "0.5"),
            ("12", ";;;", ""),
            ("12", "@", "12"),
            ("1.5E+3", "0", "1500"),
            ("45000", "yyyy\"年\"m\"月\"d\"日\"", "2023年3月15日"),
            ("45000.75", "yyyy/m/d h:mm", "2023/3/15 18:00"),
            ("45000.75", "AM/PMh\"时\"mm\"分\"", "下午6时00分"),
            ("45000", "yyyy-mm-dd;@", "2023-03-15"),
            ("45000", "[$-804]yyyy年m月", "2023年3月"),
            ("x", "0.00", "x"),
        ] {
            assert_eq!(print(raw, code, false), want, "{raw} {code}");
        }
        assert_eq!(print("43538", "yyyy/m/d", true), "2023/3/15");
    }

    #[test]
    fn any_code_prints_something_or_nothing() {
        for code in [
            "", "\"", "[", "\\", "0.0.0.0", ",,,", "%", "E+", "0E+0", "[>=]0", "_", "*", "[h]:mm", "yyyyyyyy", "!",
        ] {
            for raw in [
                "0",
                "-1.5",
                "99999999999999999999",
                "1e-20",
                "2958466",
                "-1",
                "",
                "nan",
                "inf",
            ] {
                let _ = print(raw, code, false);
            }
        }
    }
}
