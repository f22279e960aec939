//! The year of a document, for rules that hold from one year on or up to one.
//!
//! Owns that what the caller says goes before the name of the file, and that before the title. A report and the year it reviews may lie
//! one year apart; that is near enough for names and terms that changed.

use super::Rule;
use crate::analysis::Analysis;
use crate::fact::frame::year_in_path;
use crate::figure::Value;
use crate::source::Document;

/// How many paragraphs from the start count as the title.
const TITLE: usize = 4;

/// The year of a document: the one that the caller gives, that in the name of its file, else the first one of its title.
pub fn of_document(document: &Document, analysis: &Analysis) -> Option<i32> {
    let told = analysis.frame.told.or_else(|| year_in_path(&document.path));
    told.or_else(|| in_title(analysis))
}

/// Whether a rule holds in a year; one with limits does not when the year is unknown.
pub fn holds(rule: &Rule, year: Option<i32>) -> bool {
    let within = |y| rule.valid_from.is_none_or(|from| from <= y) && rule.valid_to.is_none_or(|to| y <= to);
    match year {
        Some(year) => within(year),
        None => rule.valid_from.is_none() && rule.valid_to.is_none(),
    }
}

fn in_title(analysis: &Analysis) -> Option<i32> {
    let end = analysis.outline.paragraphs.iter().take(TITLE).next_back()?.span.end;
    analysis
        .figures
        .iter()
        .take_while(|f| f.span.end <= end)
        .find_map(|f| match f.value {
            Value::Date(date) => date.year,
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::year_in_path;

    #[test]
    fn years_of_file_names() {
        for (path, year) in [
            ("reports/work-2022.md", Some(2022)),
            ("2019/草稿.txt", None),
            ("某市_2021-10.txt", Some(2021)),
            ("2021-2025规划.txt", None),
            ("20221208.txt", None),
            ("", None),
        ] {
            assert_eq!(year_in_path(path), year, "{path}");
        }
    }
}
