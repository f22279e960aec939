//! The numbering of headings and paragraphs.
//!
//! Owns which numbers form a run: those of one style under one heading, up to the next restart at one. A run may go on under the next
//! heading (ten numbered projects in three sections) and may start late in an excerpt.

use super::{Finds, Slip, print, run};
use crate::outline::{Mark, MarkStyle, Outline, Paragraph, Role};
use crate::span::Span;
use std::collections::BTreeMap;

/// A run with so many breaks for each of its numbers counts something else than paragraphs.
const NUMBERS_PER_BREAK: usize = 3;

/// What does not run on.
pub(super) fn slips(outline: &Outline, text: &str, finds: Finds) -> Vec<Slip> {
    match finds {
        Finds::Order => runs(outline, text).iter().flat_map(|run| order(run, text)).collect(),
        Finds::Start => runs(outline, text).iter().filter_map(|run| start(run)).collect(),
        Finds::Level => levels(outline),
        Finds::Style => Vec::new(),
    }
}

/// A style, and of chapters and sections which: 第一章 does not go on as 第二节.
type Series<'a> = (MarkStyle, &'a str);

/// The runs of a document in the order of their first numbers.
fn runs(outline: &Outline, text: &str) -> Vec<Vec<Mark>> {
    let mut runs: Vec<Vec<Mark>> = Vec::new();
    // the open runs of each series, by what they stand under
    let mut open: BTreeMap<Series, (usize, Option<u32>)> = BTreeMap::new();
    for paragraph in &outline.paragraphs {
        let Some(mark) = paragraph.mark else { continue };
        let series = series(&mark, text);
        let parent = parent(outline, paragraph, mark.style);
        let goes_on = open.get(&series).copied().filter(|(run, above)| {
            let last = runs[*run].last().map_or(0, |m| m.number);
            mark.number == last + 1 || (mark.number != 1 && *above == parent)
        });
        let run = match goes_on {
            Some((run, _)) => run,
            None => {
                runs.push(Vec::new());
                runs.len() - 1
            }
        };
        runs[run].push(mark);
        open.insert(series, (run, parent));
    }
    runs
}

fn series<'a>(mark: &Mark, text: &'a str) -> Series<'a> {
    let unit = match mark.style {
        MarkStyle::Part => &text[mark.numeral.end as usize..mark.span.end as usize],
        _ => "",
    };
    (mark.style, unit)
}

/// The nearest heading above that is of a higher style, or of none.
fn parent(outline: &Outline, paragraph: &Paragraph, style: MarkStyle) -> Option<u32> {
    let mut above = paragraph.heading;
    while let Some(i) = above {
        let heading = &outline.paragraphs[i as usize];
        if heading.mark.is_none_or(|m| m.style < style) {
            break;
        }
        above = heading.heading;
    }
    above
}

fn order(run: &[Mark], text: &str) -> Vec<Slip> {
    let numbers: Vec<u32> = run.iter().map(|m| m.number).collect();
    let breaks = run::breaks(&numbers);
    if breaks.len() > 1 && breaks.len() * NUMBERS_PER_BREAK > run.len() {
        return Vec::new();
    }
    let found = breaks.into_iter().filter(|b| !stands_inside(run, b, text));
    found
        .map(|b| Slip {
            span: run[b.index].span,
            numeral: run[b.index].numeral,
            before: b.index.checked_sub(1).map(|i| run[i].span),
            expected: Some(b.expected),
            alone: b.alone,
        })
        .collect()
}

/// Whether the numbers that are missing before a mark stand in the text before it all the same: inside a paragraph (（一）…。（二）…, then a
/// paragraph of （三）), or at the start of one in a form that is no mark (24.5个新湖, 二，…).
fn stands_inside(run: &[Mark], found: &run::Break, text: &str) -> bool {
    let mark = &run[found.index];
    let Some(before) = found.index.checked_sub(1).map(|i| &run[i]) else {
        return false;
    };
    if found.alone || found.expected >= mark.number {
        return false;
    }
    let between = &text[before.span.end as usize..mark.span.start as usize];
    let behind = &text[mark.numeral.end as usize..mark.span.end as usize];
    let is_digit = |c: char| c.is_ascii_digit() || "十〇一二三四五六七八九".contains(c);
    (found.expected..mark.number).all(|n| {
        let numeral = print::numeral(n, mark.numeral.of(text));
        let opens = |line: &str| {
            let line = line.trim_start_matches(|c: char| c.is_whitespace() || "#*（(".contains(c));
            line.strip_prefix(&numeral)
                .is_some_and(|rest| !rest.starts_with(is_digit))
        };
        between.contains(&format!("{numeral}{behind}")) || between.lines().any(opens)
    })
}

/// A run that starts late.
fn start(run: &[Mark]) -> Option<Slip> {
    let first = run.first().filter(|m| m.number > 1)?;
    let slip = run.get(1).is_none_or(|m| m.number != 2);
    slip.then_some(Slip {
        span: first.span,
        numeral: first.numeral,
        before: None,
        expected: Some(1),
        alone: false,
    })
}

/// Headings of a level that the standard keeps for two levels further down: 一、 and directly below it （1）.
fn levels(outline: &Outline) -> Vec<Slip> {
    let mut out = Vec::new();
    let mut seen: BTreeMap<u32, Span> = BTreeMap::new();
    for paragraph in &outline.paragraphs {
        let (Role::Heading(_), Some(mark), Some(above)) = (paragraph.role, paragraph.mark, paragraph.heading) else {
            continue;
        };
        let Some(upper) = outline.paragraphs[above as usize].mark else {
            continue;
        };
        let skips = upper.style == MarkStyle::Han && mark.style >= MarkStyle::ArabicBracket;
        // once under a heading is enough
        if skips && seen.insert(above, mark.span).is_none() {
            out.push(Slip {
                span: mark.span,
                numeral: mark.numeral,
                before: Some(upper.span),
                expected: None,
                alone: false,
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::outline;
    use crate::source::{ReadOptions, read};

    /// What is found, as the mark and the number that it should have.
    fn found(text: &str, finds: Finds) -> Vec<(String, Option<u32>)> {
        let document = read("a.txt", text.as_bytes(), &ReadOptions::default()).unwrap();
        let slips = slips(&outline(&document), &document.text, finds);
        slips.iter().map(|s| (s.span.of(text).to_owned(), s.expected)).collect()
    }

    #[test]
    fn numbers_of_one_style_under_one_heading_run_on() {
        for (text, want) in [
            ("一、甲\n（一）子\n（二）丑\n二、乙\n（一）寅\n（二）卯", None),
            ("一、甲\n（一）子\n（三）丑\n二、乙\n（一）寅", Some(("（三）", 2))),
            ("一、甲\n二、乙\n四、丙\n四、丁\n五、戊", Some(("四、", 3))),
            ("二、甲\n二、乙\n三、丙", Some(("二、", 1))),
            ("第一章 甲\n第一节 子\n第二节 丑\n第二章 乙\n第一节 寅", None),
            ("第一章 甲\n第二章 乙\n第四章 丙", Some(("第四章", 3))),
            ("一、甲\n1.子\n2.丑\n二、乙\n3.寅\n5.卯", Some(("5.", 4))),
            ("1.甲项目\n2.乙项目\n24.5个公园\n3.丙项目", None),
            ("1.甲项目\n2.2家企业\n3.丙项目", None),
            ("一、甲\n二，乙\n三、丙", None),
            ("（一）甲。（二）乙。\n（三）丙。", None),
            (
                "目录\n一、甲\n二、乙\n三、丙\n一、甲\n正文。\n二、乙\n正文。\n三、丙",
                None,
            ),
            ("1.甲站\n3.乙站\n5.丙站\n9.丁站", None),
            (
                "## 一、甲\n**（一）子。**正文。\n**（二）丑**\n**（四）寅**\n**（四）卯**",
                Some(("（四）", 3)),
            ),
        ] {
            let want: Vec<_> = want.into_iter().map(|(mark, n)| (mark.to_owned(), Some(n))).collect();
            assert_eq!(found(text, Finds::Order), want, "{text}");
        }
    }

    #[test]
    fn excerpts_start_late() {
        assert_eq!(
            found("（五）甲\n（六）乙", Finds::Start),
            [("（五）".to_owned(), Some(1))]
        );
        assert_eq!(found("（一）甲\n（二）乙", Finds::Start), []);
    }

    #[test]
    fn the_fourth_level_stands_not_below_the_first() {
        assert_eq!(
            found("一、甲\n（1）子\n（2）丑", Finds::Level),
            [("（1）".to_owned(), None)]
        );
        assert_eq!(found("一、甲\n1.子\n（1）丑", Finds::Level), []);
    }
}
