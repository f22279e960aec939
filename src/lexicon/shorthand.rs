//! The shorthands of regular expressions as Chinese text needs them.
//!
//! Owns two: `\d` is a digit in either width, `\p{Han}` the main block of Han characters. The full classes of Unicode hold digits of sixty
//! scripts and characters that no report has; an automaton over them is many times larger and slower to build.

/// The expression with these shorthands written out; everything else stays as it is.
pub fn spelled_out(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut in_class = 0usize;
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let short = [(r"\d", "0-9０-９"), (r"\p{Han}", "一-鿿")]
            .into_iter()
            .find(|(short, _)| rest.starts_with(short));
        let len = match (short, c) {
            (Some((short, ranges)), _) => {
                match in_class {
                    0 => out.extend(["[", ranges, "]"]),
                    _ => out.push_str(ranges),
                }
                short.len()
            }
            (None, '\\') => {
                let len = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                out.push_str(&rest[..len]);
                len
            }
            (None, c) => {
                in_class = match c {
                    '[' => in_class + 1,
                    ']' => in_class.saturating_sub(1),
                    _ => in_class,
                };
                out.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[len..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shorthands_inside_and_outside_of_classes() {
        for (pattern, wanted) in [
            (r"\d+年", "[0-9０-９]+年"),
            (r"[^\d，]", "[^0-9０-９，]"),
            (r"\\d\[\d", r"\\d\[[0-9０-９]"),
            (r"[\p{Han}a]\p{Han}", "[一-鿿a][一-鿿]"),
            (r"\D\p{Latin}\", r"\D\p{Latin}\"),
        ] {
            assert_eq!(spelled_out(pattern), wanted);
        }
    }
}
