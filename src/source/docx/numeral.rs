//! Numbers as automatic numbering prints them.
//!
//! Owns the formats of `w:numFmt` that Chinese documents use; what is not known prints as Arabic digits, as Word does too.

/// A number in a format of `w:numFmt`; nothing for `none` and `bullet`.
pub(super) fn print(number: u32, format: &str) -> String {
    let listed = |first: char, count: u32| listed(number, first, count);
    match format {
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => number.to_string().chars().map(full_width).collect(),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letters(number, b'A'),
        "lowerLetter" => letters(number, b'a'),
        "ordinal" => ordinal(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => listed('①', 20),
        "decimalEnclosedParen" => listed('⑴', 20),
        "decimalEnclosedFullstop" => listed('⒈', 20),
        "ideographEnclosedCircle" => listed('㊀', 10),
        "chineseCounting" | "chineseCountingThousand" | "taiwaneseCounting" | "taiwaneseCountingThousand" => {
            counting(number, &COMMON, false)
        }
        "japaneseCounting" => counting(number, &COMMON, true),
        "chineseLegalSimplified" => counting(number, &LEGAL, false),
        "ideographLegalTraditional" | "japaneseLegal" => counting(number, &LEGAL_TRADITIONAL, false),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => digits(number),
        "ideographTraditional" => cycle(number, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => cycle(number, "子丑寅卯辰巳午未申酉戌亥"),
        "ideographZodiacTraditional" => sexagenary(number),
        _ => number.to_string(),
    }
}

/// Zero to nine, then ten, hundred, thousand.
type Words = [char; 13];

const COMMON: Words = [
    '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千',
];
const LEGAL: Words = [
    '零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖', '拾', '佰', '仟',
];
const LEGAL_TRADITIONAL: Words = [
    '零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖', '拾', '佰', '仟',
];

/// 十二, 一百零三. `bare`: no 一 before 百 and 千.
fn counting(number: u32, words: &Words, bare: bool) -> String {
    if !(1..10_000).contains(&number) {
        return number.to_string();
    }
    let mut text = String::new();
    let mut gap = false;
    for (place, unit) in [(1000, 12), (100, 11), (10, 10), (1, 0)] {
        let digit = (number / place % 10) as usize;
        if digit == 0 {
            gap |= !text.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            text.push(words[0]);
        }
        let silent = digit == 1 && ((place == 10 && text.is_empty() && words[1] == '一') || (bare && place > 1));
        if !silent {
            text.push(words[digit]);
        }
        if unit > 0 {
            text.push(words[unit]);
        }
    }
    text
}

/// 一〇三
fn digits(number: u32) -> String {
    let word = |c: char| {
        c.to_digit(10)
            .map_or(c, |d| "〇一二三四五六七八九".chars().nth(d as usize).unwrap_or(c))
    };
    number.to_string().chars().map(word).collect()
}

fn listed(number: u32, first: char, count: u32) -> String {
    let found = (1..=count)
        .contains(&number)
        .then(|| char::from_u32(first as u32 + number - 1))
        .flatten();
    found.map_or_else(|| number.to_string(), String::from)
}

fn cycle(number: u32, words: &str) -> String {
    let count = words.chars().count();
    let index = (number as usize + count - 1) % count;
    words.chars().nth(index).map_or_else(String::new, String::from)
}

fn sexagenary(number: u32) -> String {
    cycle(number, "甲乙丙丁戊己庚辛壬癸") + &cycle(number, "子丑寅卯辰巳午未申酉戌亥")
}

fn full_width(c: char) -> char {
    c.to_digit(10)
        .and_then(|d| char::from_u32('０' as u32 + d))
        .unwrap_or(c)
}

/// a … z, aa, bb …
fn letters(number: u32, first: u8) -> String {
    if !(1..=26 * 30).contains(&number) {
        return number.to_string();
    }
    let (letter, times) = ((number - 1) % 26, (number - 1) / 26 + 1);
    String::from((first + letter as u8) as char).repeat(times as usize)
}

fn ordinal(number: u32) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut left = number;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_in_every_format() {
        for (format, number, want) in [
            ("decimal", 12, "12"),
            ("decimalZero", 3, "03"),
            ("decimalFullWidth", 12, "１２"),
            ("chineseCounting", 10, "十"),
            ("chineseCounting", 21, "二十一"),
            ("chineseCountingThousand", 3, "三"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 103, "一百零三"),
            ("chineseCountingThousand", 1003, "一千零三"),
            ("japaneseCounting", 12, "十二"),
            ("japaneseCounting", 111, "百十一"),
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("ideographDigital", 10, "一〇"),
            ("ideographTraditional", 3, "丙"),
            ("ideographTraditional", 11, "甲"),
            ("ideographZodiac", 12, "亥"),
            ("ideographZodiacTraditional", 2, "乙丑"),
            ("decimalEnclosedCircleChinese", 3, "③"),
            ("decimalEnclosedCircle", 21, "21"),
            ("lowerLetter", 2, "b"),
            ("upperLetter", 28, "BB"),
            ("upperRoman", 14, "XIV"),
            ("lowerRoman", 4, "iv"),
            ("ordinal", 12, "12th"),
            ("ordinal", 22, "22nd"),
            ("bullet", 1, ""),
            ("cardinalText", 7, "7"),
            ("chineseCounting", 0, "0"),
            ("lowerLetter", u32::MAX, "4294967295"),
        ] {
            assert_eq!(print(number, format), want, "{format} {number}");
        }
    }
}
