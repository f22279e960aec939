//! Numbers as an enumeration prints them.

/// A number in the numerals of `like`: Chinese, Arabic or one of the signs ① ⑴ ⒈ ㈠.
pub(super) fn numeral(number: u32, like: &str) -> String {
    let first = match like.chars().next() {
        Some('①'..='⑳') => '①',
        Some('⑴'..='⒇') => '⑴',
        Some('⒈'..='⒛') => '⒈',
        Some('㈠'..='㈩') => '㈠',
        Some(c) if c.is_ascii_digit() => return number.to_string(),
        _ => return han(number),
    };
    let last = if first == '㈠' { 10 } else { 20 };
    match char::from_u32(first as u32 + number - 1) {
        Some(sign) if (1..=last).contains(&number) => sign.to_string(),
        _ => number.to_string(),
    }
}

/// A number below 100 in Chinese; beyond, in digits.
fn han(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u32| DIGITS[(n % 10) as usize];
    match number {
        1..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", digit(number)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::numeral_value;

    #[test]
    fn numerals_are_printed_in_the_script_of_the_draft() {
        for n in 1..=99 {
            assert_eq!(numeral_value(&numeral(n, "二")), Some(n));
        }
        for (number, like, want) in [
            (7, "6", "7"),
            (7, "⑥", "⑦"),
            (21, "⑥", "21"),
            (3, "㈠", "㈢"),
            (11, "㈠", "11"),
            (3, "⑴", "⑶"),
        ] {
            assert_eq!(numeral(number, like), want);
        }
    }
}
