//! A number that announces numbered paragraphs: 做好以下五个方面工作： before （一）…（五）.
//!
//! Owns how far the numbers of the paragraphs behind an announcement run, or those inside its own paragraph: （1）…（2）…, ①…②….

use super::{Mismatch, SLIP};
use crate::outline::{MarkStyle, Outline, Role, numeral_value};
use crate::pattern::Plain;
use crate::span::Span;

/// How the first number inside a paragraph begins, behind what marks it.
const FIRST: [(char, &str); 5] = [('（', "一"), ('(', "一"), ('（', "1"), ('(', "1"), ('①', "")];

/// The expressions of a rule.
pub(super) struct Sections {
    head: Plain,
}

/// An announcement: its number with the classifier, what it says, and where it ends.
struct Head {
    span: Span,
    number: u32,
    end: usize,
}

impl Sections {
    /// The expressions for these verbs, classifiers and nouns; none when one of them cannot stand in an expression.
    pub(super) fn new(verbs: &[String], classifiers: &[String], nouns: &[String]) -> Option<Self> {
        let any = |words: &[String]| words.iter().map(|w| regex::escape(w)).collect::<Vec<_>>().join("|");
        // Between verb and number no other number is announced: 四个方面11项工作 counts two things.
        let head = format!(
            r"(?:{})(?:[^，。；：、“”（）\d个项大面类]{{0,13}}[^，。；：、“”（）\d个项大面类第十百千一二三四五六七八九])?(?P<head>(?P<numeral>[两二三四五六七八九]|十[一二三四五六七八九]?|二十[一二三四五六七八九]?|\d{{1,2}})(?:{}))[^，。；：、“”（）\d]{{0,8}}?(?:{})[^，。；：、“”（）\d]{{0,4}}(?P<end>[：:。]|$)",
            any(verbs),
            any(classifiers),
            any(nouns),
        );
        Some(Self {
            head: Plain::parse(&head).ok()?,
        })
    }

    /// Whether numbers from one on stand in a paragraph or begin behind it; told without looking for an announcement.
    pub(super) fn may_follow(text: &str, outline: &Outline, paragraph: usize) -> bool {
        let next = outline.paragraphs.get(paragraph + 1).and_then(|next| next.mark);
        let opens = |(at, c): &(u32, char)| {
            let behind = &text[*at as usize + c.len_utf8()..];
            FIRST
                .iter()
                .any(|(mark, number)| mark == c && behind.starts_with(number))
        };
        let marks = || outline.sparse.within(outline.paragraphs[paragraph].span);
        next.is_some_and(|mark| mark.number == 1) || marks().iter().any(opens)
    }

    /// The announcements of a paragraph that the numbers behind them contradict; spans are offsets into the prose.
    pub(super) fn mismatches(&self, text: &str, outline: &Outline, paragraph: usize) -> Vec<Mismatch> {
        let span = outline.paragraphs[paragraph].span;
        let body = span.of(text);
        let heads = self.heads(body).into_iter().filter_map(|head| {
            let rest = body[head.end..].trim_start_matches(['*', ' ', '：', ':', '。', '\u{3000}']);
            let (count, last) = if rest.is_empty() {
                behind(outline, paragraph + 1)?
            } else {
                inside(body, body.len() - rest.len(), outline, paragraph)?
            };
            let slip = count >= 2 && count != head.number && count.abs_diff(head.number) <= SLIP;
            slip.then(|| Mismatch {
                head: head.span.shift(span.start as usize),
                number: head.number,
                items: last,
                count,
            })
        });
        heads.collect()
    }

    fn heads(&self, body: &str) -> Vec<Head> {
        let read = self.head.matches(body).into_iter().filter_map(|found| {
            let (head, numeral, end) = (found.name("head")?, found.name("numeral")?, found.name("end")?);
            let number = match &body[numeral] {
                "两" => 2,
                numeral => numeral_value(numeral)?,
            };
            Some(Head {
                span: Span::new(head.start, head.end),
                number,
                end: end.start,
            })
        });
        read.collect()
    }
}

/// How far the numbers of the paragraphs run that begin at an index, and the mark of the last of them. None where they do not begin with
/// one, or jump: then they are no list, or have lost an item, which `sequence` tells.
fn behind(outline: &Outline, first: usize) -> Option<(u32, Span)> {
    let mark = outline.paragraphs.get(first)?.mark.filter(|m| m.number == 1)?;
    let (mut count, mut last) = (1, mark.span);
    for paragraph in &outline.paragraphs[first + 1..] {
        match paragraph.mark {
            Some(m) if m.style == mark.style && m.number == count + 1 => (count, last) = (m.number, m.span),
            Some(m) if m.style == mark.style && m.number == 1 => break,
            Some(m) if m.style == mark.style => return None,
            Some(m) if m.style < mark.style => break,
            // a heading without a number ends a list of the higher ranks
            None if matches!(paragraph.role, Role::Heading(_)) && mark.style <= MarkStyle::HanBracket => break,
            _ => {}
        }
    }
    Some((count, last))
}

/// How far the numbers run that begin at a place of a paragraph. None where they go on in the next one.
fn inside(body: &str, from: usize, outline: &Outline, paragraph: usize) -> Option<(u32, Span)> {
    let (style, _, _) = mark(&body[from..]).filter(|(_, number, _)| *number == 1)?;
    let (mut count, mut last) = (0, Span::at(from));
    for (at, _) in body[from..].char_indices() {
        let Some((own, number, len)) = mark(&body[from + at..]) else {
            continue;
        };
        if own == style && number == count + 1 {
            (count, last) = (number, Span::new(from + at, from + at + len));
        }
    }
    let next = outline.paragraphs.get(paragraph + 1).and_then(|p| p.mark);
    let goes_on = next.is_some_and(|m| m.style == style && m.number == count + 1);
    (!goes_on).then(|| (count, last.shift(outline.paragraphs[paragraph].span.start as usize)))
}

/// The mark at the start of a text: （1） （一） ①, its number and its length.
fn mark(text: &str) -> Option<(MarkStyle, u32, usize)> {
    let first = text.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        return Some((MarkStyle::Circled, first as u32 - '①' as u32 + 1, first.len_utf8()));
    }
    let body = text.strip_prefix(['（', '('])?;
    let end = body.find(['）', ')']).filter(|end| *end <= 9)?;
    let han = !body.starts_with(|c: char| c.is_ascii_digit());
    let style = if han {
        MarkStyle::HanBracket
    } else {
        MarkStyle::ArabicBracket
    };
    let close = body[end..].chars().next().map_or(0, char::len_utf8);
    Some((
        style,
        numeral_value(&body[..end])?,
        text.len() - body.len() + end + close,
    ))
}
