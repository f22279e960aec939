//! Enumerations inside the text: 一是…二是…, 第一，…第二，…, 其一…其二….
//!
//! Owns where an ordinal opens a clause and which ordinals form a run. A run restarts at one, also inside another; it may go on in the next
//! paragraph where both open with an ordinal.

use super::{Finds, Slip, run};
use crate::check::Shown;
use crate::outline::{Outline, Role, numeral_value};
use crate::pattern::Plain;
use crate::span::Span;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// How an ordinal is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    /// 一是, 一要.
    Clause,
    /// 第一，
    Ordinal,
    /// 其一，
    Among,
}

/// An ordinal of the text.
#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    numeral: Span,
    number: u32,
    style: Style,
    /// Whether it opens its paragraph.
    opens: bool,
    paragraph: u32,
}

/// What stands before an ordinal that opens a clause, then the ordinal. 第一、二污水处理厂 lists names, 七要件 counts.
const ORDINAL: &str = concat!(
    r"(?:^|[。；;：:，,！？!?“”）)*\s—])",
    r"(?:(?P<clause>([一二三四五六七八九]|十[一二三四五六七八九]?)(?:是|要(?:[^件素点领目义务道害塞闻略”]|$)))",
    r"|(?P<ordinal>第([一二三四五六七八九十])(?:[，：,:]|、(?:[^一二三四五六七八九十]|$)))",
    r"|(?P<among>其([一二三四五六七八九十])[，、：,:是]))"
);

static PATTERN: LazyLock<Option<Plain>> = LazyLock::new(|| Plain::parse(ORDINAL).ok());

/// The group of each style and that of its numeral; how long the mark is behind the numeral, in bytes.
const STYLES: [(&str, usize, Style, usize); 3] = [
    ("clause", 2, Style::Clause, 3),
    ("ordinal", 4, Style::Ordinal, 0),
    ("among", 6, Style::Among, 0),
];

/// What one of these ordinals begins with; without one of these strings there is none in a sentence.
pub(super) fn openings() -> impl Iterator<Item = String> {
    let numerals = "一二三四五六七八九十".chars();
    numerals.flat_map(|n| {
        let marks = ["，", "：", ",", ":", "、"].map(|mark| format!("第{n}{mark}"));
        let among = ["，", "、", "：", ",", ":", "是"].map(|mark| format!("其{n}{mark}"));
        [format!("{n}是"), format!("{n}要")]
            .into_iter()
            .chain(marks)
            .chain(among)
    })
}

/// The paragraphs of sentences, each once.
pub(super) fn paragraphs(outline: &Outline, sentences: &[Shown]) -> Vec<usize> {
    let of = |shown: &Shown| outline.sentences[shown.index()].paragraph as usize;
    let mut paragraphs: Vec<usize> = sentences.iter().map(of).collect();
    paragraphs.dedup();
    paragraphs
}

/// What does not run on in these paragraphs.
pub(super) fn slips(outline: &Outline, text: &str, paragraphs: &[usize], finds: Finds) -> Vec<Slip> {
    // In most paragraphs all are of one style.
    let least = if finds == Finds::Style { 2 } else { 1 };
    let marks = marks(outline, text, paragraphs, least);
    match finds {
        Finds::Order => [Style::Clause, Style::Ordinal, Style::Among]
            .into_iter()
            .flat_map(|style| order(marks.iter().filter(|m| m.style == style).copied()))
            .collect(),
        Finds::Style => mixed(&marks),
        Finds::Start | Finds::Level => Vec::new(),
    }
}

/// The ordinals that open a clause, in order, of paragraphs that may have so many styles.
fn marks(outline: &Outline, text: &str, paragraphs: &[usize], least: usize) -> Vec<Mark> {
    let mut out = Vec::new();
    let Some(pattern) = PATTERN.as_ref() else { return out };
    for &index in paragraphs {
        let paragraph = &outline.paragraphs[index];
        if paragraph.role == Role::Cell || styles(outline, text, paragraph.span) < least {
            continue;
        }
        let body = paragraph.span.of(text);
        for found in pattern.matches(body) {
            let Some((mark, numeral, style, tail)) = STYLES.iter().find_map(|(name, numeral, style, tail)| {
                Some((found.name(name)?, found.get(*numeral)?, *style, *tail))
            }) else {
                continue;
            };
            let Some(number) = numeral_value(&body[numeral.clone()]) else {
                continue;
            };
            let from = paragraph.span.start as usize;
            out.push(Mark {
                span: Span::new(mark.start, numeral.end + tail).shift(from),
                numeral: Span::new(numeral.start, numeral.end).shift(from),
                number,
                style,
                opens: body[..mark.start].chars().all(|c| c.is_whitespace() || c == '*'),
                paragraph: index as u32,
            });
        }
    }
    out
}

/// How many styles there may be in a paragraph, by the first characters of its clauses.
fn styles(outline: &Outline, text: &str, paragraph: Span) -> usize {
    let style = |at: usize| match text[at..].chars().next()? {
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => Some(Style::Clause),
        '第' => Some(Style::Ordinal),
        '其' => Some(Style::Among),
        _ => None,
    };
    let marks = outline.sparse.within(paragraph).iter();
    let clauses = marks.map(|(at, c)| *at as usize + c.len_utf8());
    let clauses = std::iter::once(paragraph.start as usize).chain(clauses);
    clauses.filter_map(style).collect::<BTreeSet<Style>>().len()
}

/// The breaks of all runs of one style.
fn order(marks: impl Iterator<Item = Mark>) -> Vec<Slip> {
    let mut open: Vec<Vec<Mark>> = Vec::new();
    let mut out = Vec::new();
    for mark in marks {
        let before = open.last().and_then(|run| run.last()).copied();
        let near =
            |m: &Mark| m.paragraph == mark.paragraph || (m.opens && mark.opens && m.paragraph + 1 == mark.paragraph);
        if !before.is_some_and(|m| near(&m) || m.number + 1 == mark.number) {
            open.drain(..).for_each(|run| close(&run, &mut out));
        }
        if mark.number == 1 {
            open.push(vec![mark]);
            continue;
        }
        // the innermost run that it continues, else the innermost one
        let run = open
            .iter()
            .rposition(|run| run.last().is_some_and(|m| m.number + 1 == mark.number));
        match run.or(open.len().checked_sub(1)) {
            Some(run) => {
                if open[run].last().is_some_and(|m| m.number + 1 == mark.number) {
                    open.drain(run + 1..).for_each(|inner| close(&inner, &mut out));
                }
                open[run].push(mark);
            }
            None => open.push(vec![mark]),
        }
    }
    open.drain(..).for_each(|run| close(&run, &mut out));
    out.sort_by_key(|s: &Slip| s.span);
    out
}

fn close(run: &[Mark], out: &mut Vec<Slip>) {
    let numbers: Vec<u32> = run.iter().map(|m| m.number).collect();
    for b in run::breaks(&numbers) {
        out.push(Slip {
            span: run[b.index].span,
            numeral: run[b.index].numeral,
            before: b.index.checked_sub(1).map(|i| run[i].span),
            expected: Some(b.expected),
            alone: b.alone,
        });
    }
}

/// The first ordinal of a paragraph that goes on in another style: 一是…；其二…；第三….
fn mixed(marks: &[Mark]) -> Vec<Slip> {
    let changes = |pair: &&[Mark]| {
        let [a, b] = pair else { return false };
        a.paragraph == b.paragraph && a.style != b.style && a.number + 1 == b.number
    };
    let slip = |pair: &[Mark]| Slip {
        span: pair[1].span,
        numeral: pair[1].numeral,
        before: Some(pair[0].span),
        expected: None,
        alone: false,
    };
    marks.windows(2).filter(changes).map(slip).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::outline;
    use crate::source::{ReadOptions, read};

    fn found(text: &str, finds: Finds) -> Vec<(String, Option<u32>)> {
        let document = read("a.txt", text.as_bytes(), &ReadOptions::default()).unwrap();
        let outline = outline(&document);
        let all: Vec<usize> = (0..outline.paragraphs.len()).collect();
        let slips = slips(&outline, &document.text, &all, finds);
        slips.iter().map(|s| (s.span.of(text).to_owned(), s.expected)).collect()
    }

    #[test]
    fn runs_restart_nest_and_go_on_in_the_next_paragraph() {
        for (text, want) in [
            ("一是甲；二是乙；三是丙。", None),
            ("一是甲；二是乙；四是丙；四是丁。", Some(("四是", 3))),
            ("二是甲；二是乙；三是丙。", Some(("二是", 1))),
            ("一是甲：一是子，二是丑。二是乙。三是丙。", None),
            ("一是甲。\n二是乙。\n四是丙。", Some(("四是", 3))),
            ("一是甲。\n正文。\n三是丙。", None),
            ("其一，甲；其二，乙；其四，丙。", Some(("其四", 3))),
            ("第一，甲。第二，乙。第二产业增长。", None),
            ("改造第一、二水厂，第五、六水厂。", None),
            ("这一是民心，三是发展。", None),
            ("要抓好：“一是甲，三是丙”。", Some(("三是", 2))),
        ] {
            let want: Vec<_> = want.into_iter().map(|(mark, n)| (mark.to_owned(), Some(n))).collect();
            assert_eq!(found(text, Finds::Order), want, "{text}");
        }
    }

    #[test]
    fn a_change_of_style_is_seen() {
        assert_eq!(found("一是甲；其二，乙。", Finds::Style), [("其二".to_owned(), None)]);
        assert_eq!(found("一是甲；二要乙。", Finds::Style), []);
    }
}
