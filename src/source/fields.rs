//! The fields of a line.
//!
//! Owns what white space parts in it. Which fields are values, and in which columns they stand, is each format's own matter.

use super::is_blank;
use std::ops::Range;

/// The stretches of a line between its blanks, in order.
pub(super) fn fields(line: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (at, c) in line.char_indices() {
        let end = at + c.len_utf8();
        match out.last_mut() {
            _ if is_blank(c) => {}
            Some(field) if open => field.end = end,
            _ => out.push(at..end),
        }
        open = !is_blank(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::fields;

    #[test]
    fn blanks_of_any_width_part_fields() {
        let line = "\u{3000}合 计\t12.5  ";
        let found: Vec<&str> = fields(line).into_iter().map(|field| &line[field]).collect();
        assert_eq!(found, ["合", "计", "12.5"]);
        assert!(fields(" \u{3000}").is_empty());
    }
}
