//! Suppression: marks of a drafter that a finding is known and stays.
//!
//! Owns which findings a mark holds for and what is wrong with marks: a mark without a reason does nothing, and one that nothing needs is
//! told. In Markdown and HTML marks are comments, `<!-- gouji-ignore-next RULE: 理由 -->` for the next paragraph, list item or table and
//! `<!-- gouji-disable RULE: 理由 -->` up to `<!-- gouji-enable RULE -->` or the end; in Word a comment that begins `gouji 忽略 RULE：理由` holds
//! for what it is anchored to. Plain text has no place for marks that would not be printed.

use crate::check::{Lang, Rule, RuleSet};
use crate::finding::Finding;
use crate::source::{Document, SegmentKind};
use crate::span::Span;
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::ops::Range;

/// How a mark in a comment begins.
const MARK: &str = "gouji-";

/// The marks of a document.
#[derive(Debug, Default)]
pub struct Suppressions {
    marks: Vec<Mark>,
    flaws: Vec<(Range<usize>, Flaw)>,
}

/// One rule or family that one mark names.
#[derive(Debug)]
struct Mark {
    name: String,
    reason: String,
    /// The mark in the source.
    at: Range<usize>,
    covers: Span,
    /// Whether a finding counts by any of its places, or only by that where it is reported.
    any_place: bool,
    used: bool,
}

/// What is wrong with a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It begins like one and is none.
    Unknown(String),
    /// It names no rule.
    NoRule,
    /// It gives no reason.
    NoReason,
    /// It names a rule that does not exist.
    NoSuchRule(String),
    /// Nothing is found where it stands.
    Unused(String),
    /// It ends what has not begun.
    NotOpen(String),
    /// It stands in plain text.
    PlainText,
}

impl Suppressions {
    /// Reads the marks of a document.
    pub fn read(document: &Document) -> Self {
        let mut all = Self::default();
        if let Some(word) = &document.word {
            for comment in &word.comments {
                all.comment(document, &comment.text, comment.range.clone());
            }
        } else if !document.source.contains(MARK) || !document.source.contains("<!--") {
            return all;
        } else if let Some(comments) = comments(document) {
            all.marked(document, comments);
        } else {
            let found = document.source.match_indices("<!--");
            let marks = found.filter(|(at, open)| document.source[at + open.len()..].trim_start().starts_with(MARK));
            all.flaws = marks.map(|(at, open)| (at..at + open.len(), Flaw::PlainText)).collect();
        }
        all
    }

    /// The reason why a finding is known, if it is.
    pub fn reason(&mut self, rule: &Rule, finding: &Finding) -> Option<String> {
        let mut reason = None;
        for mark in self.marks.iter_mut().filter(|mark| rule.is(&mark.name)) {
            let inside = |span: Span| match span.is_empty() {
                true => mark.covers.start <= span.start && span.end <= mark.covers.end,
                false => mark.covers.overlaps(span),
            };
            let own = finding.related.iter().filter(|related| related.other.is_none());
            let other = mark.any_place
                && (own.map(|related| related.span).any(inside)
                    || finding.suspect.as_ref().is_some_and(|suspect| inside(suspect.span)));
            let (all, any) = match finding.places.as_slice() {
                [] => (inside(finding.span), inside(finding.span)),
                places => (places.iter().all(|p| inside(*p)), places.iter().any(|p| inside(*p))),
            };
            mark.used |= any || other;
            if all || other {
                reason.get_or_insert_with(|| mark.reason.clone());
            }
        }
        reason
    }

    /// What is wrong with the marks, with their places in the source. A mark for rules that do not run is not missed.
    pub fn flaws(self, rules: &RuleSet, runs: impl Fn(&Rule) -> bool) -> Vec<(Range<usize>, Flaw)> {
        let mut flaws = self.flaws;
        for mark in self.marks.into_iter().filter(|mark| !mark.used) {
            let mut named = rules.rules.iter().filter(|rule| rule.is(&mark.name)).peekable();
            if named.peek().is_none() {
                flaws.push((mark.at, Flaw::NoSuchRule(mark.name)));
            } else if named.any(&runs) {
                flaws.push((mark.at, Flaw::Unused(mark.name)));
            }
        }
        flaws.sort_by_key(|(at, _)| (at.start, at.end));
        flaws
    }

    fn marked(&mut self, document: &Document, comments: Vec<Range<usize>>) {
        let mut open: Vec<Mark> = Vec::new();
        for at in comments {
            let inner = document.source[at.clone()]
                .trim_start_matches("<!--")
                .trim_end_matches("-->")
                .trim();
            let Some(rest) = inner.strip_prefix(MARK) else { continue };
            let (word, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            let (names, reason) = named(rest);
            match word.trim_end_matches([':', '：']) {
                "enable" => self.close(&mut open, &names, &at, prose(document, at.end)),
                "ignore-next" => {
                    let covers = next(document, prose(document, at.end));
                    let marks = self.marks_of(&names, reason, &at, covers);
                    self.marks.extend(marks);
                }
                "disable" => {
                    let covers = Span::new(prose(document, at.end), document.text.len());
                    open.extend(self.marks_of(&names, reason, &at, covers));
                }
                _ => self.flaws.push((at, Flaw::Unknown(format!("{MARK}{word}")))),
            }
        }
        self.marks.append(&mut open);
    }

    fn close(&mut self, open: &mut Vec<Mark>, names: &[&str], at: &Range<usize>, end: usize) {
        let mut closed = Vec::new();
        let mut rest = Vec::new();
        for mut mark in open.drain(..) {
            if names.is_empty() || names.contains(&mark.name.as_str()) {
                mark.covers.end = end.max(mark.covers.start as usize) as u32;
                closed.push(mark);
            } else {
                rest.push(mark);
            }
        }
        *open = rest;
        let missing = names
            .iter()
            .filter(|name| closed.iter().all(|mark| mark.name != **name));
        self.flaws
            .extend(missing.map(|name| (at.clone(), Flaw::NotOpen((*name).to_owned()))));
        self.marks.append(&mut closed);
    }

    /// The marks of one comment, one for each rule.
    fn marks_of(&mut self, names: &[&str], reason: &str, at: &Range<usize>, covers: Span) -> Vec<Mark> {
        if names.is_empty() {
            self.flaws.push((at.clone(), Flaw::NoRule));
        } else if reason.is_empty() {
            self.flaws.push((at.clone(), Flaw::NoReason));
            return Vec::new();
        }
        let mark = |name: &&str| Mark {
            name: (*name).to_owned(),
            reason: reason.to_owned(),
            at: at.clone(),
            covers,
            any_place: false,
            used: false,
        };
        names.iter().map(mark).collect()
    }

    /// A comment of Word.
    fn comment(&mut self, document: &Document, text: &str, at: Range<usize>) {
        let Some(rest) = text.trim_start().strip_prefix("gouji") else {
            return;
        };
        let Some(rest) = rest.trim_start().strip_prefix("忽略") else {
            return;
        };
        let (names, reason) = named(rest);
        let covers = match at.is_empty() {
            true => next(
                document,
                prose(document, document.lines.start(document.lines.line(at.start))),
            ),
            false => Span::new(
                prose(document, at.start),
                prose(document, at.end).max(prose(document, at.start)),
            ),
        };
        let marks = self.marks_of(&names, reason, &at, covers);
        self.marks.extend(marks.into_iter().map(|mark| Mark {
            any_place: true,
            ..mark
        }));
    }
}

impl Flaw {
    /// What is wrong, in a sentence.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Unknown(word), Lang::Zh) => {
                format!("{word} 不是屏蔽标记，可用 gouji-ignore-next、gouji-disable、gouji-enable")
            }
            (Self::Unknown(word), Lang::En) => {
                format!("{word} is no suppression; there are gouji-ignore-next, gouji-disable and gouji-enable")
            }
            (Self::NoRule, Lang::Zh) => "屏蔽没有写明规则，不起作用".to_owned(),
            (Self::NoRule, Lang::En) => "a suppression without a rule does nothing".to_owned(),
            (Self::NoReason, Lang::Zh) => "屏蔽没有写明理由，不起作用：请在规则名后加冒号和理由".to_owned(),
            (Self::NoReason, Lang::En) => {
                "a suppression without a reason does nothing: add a colon and the reason behind the rule".to_owned()
            }
            (Self::NoSuchRule(name), Lang::Zh) => format!("屏蔽的规则 {name} 不存在"),
            (Self::NoSuchRule(name), Lang::En) => format!("no rule or family is named {name}"),
            (Self::Unused(name), Lang::Zh) => format!("对 {name} 的屏蔽已无用处：这里没有查出这类问题"),
            (Self::Unused(name), Lang::En) => format!("unused suppression of {name}: nothing is found here"),
            (Self::NotOpen(name), Lang::Zh) => format!("gouji-enable {name} 之前没有 gouji-disable {name}"),
            (Self::NotOpen(name), Lang::En) => format!("gouji-enable {name} without gouji-disable {name} before it"),
            (Self::PlainText, Lang::Zh) => {
                "纯文本中的屏蔽标记不起作用，还会随文稿印出；请改用基线（gouji baseline）或 gouji.yaml".to_owned()
            }
            (Self::PlainText, Lang::En) => {
                "suppressions do nothing in plain text and would be printed with it; use a baseline or gouji.yaml"
                    .to_owned()
            }
        }
    }
}

/// The rules and the reason of a mark: `RULE, RULE: reason`.
fn named(text: &str) -> (Vec<&str>, &str) {
    let (names, reason) = text.split_once([':', '：']).unwrap_or((text, ""));
    let names = names.split([',', '，', '、', ' ', '\t', '\n', '\r']).map(str::trim);
    (names.filter(|name| !name.is_empty()).collect(), reason.trim())
}

/// The comments of a text whose format has some that are not printed.
fn comments(document: &Document) -> Option<Vec<Range<usize>>> {
    let source = &document.source;
    let ending = document
        .path
        .rsplit_once('.')
        .map_or("", |(_, ending)| ending)
        .to_lowercase();
    let mut found = Vec::new();
    match ending.as_str() {
        "md" | "markdown" => {
            // What stands in code is no comment.
            for (event, range) in Parser::new_ext(source, Options::ENABLE_TABLES).into_offset_iter() {
                if matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_)) {
                    comments_in(source, range, &mut found);
                }
            }
        }
        "html" | "htm" | "xhtml" => comments_in(source, 0..source.len(), &mut found),
        _ => return None,
    }
    Some(found)
}

fn comments_in(source: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut at = range.start;
    while let Some(start) = source[at..range.end].find("<!--").map(|i| at + i) {
        let end = source[start..range.end].find("-->");
        let end = end.map_or(range.end, |i| start + i + "-->".len());
        found.push(start..end);
        at = end;
    }
}

/// The place in the prose of a byte of the source, or of what comes next behind it.
fn prose(document: &Document, source: usize) -> usize {
    let next = document
        .pieces
        .partition_point(|p| ((p.source + p.source_len) as usize) <= source);
    let Some(piece) = document.pieces.get(next) else {
        return document.text.len();
    };
    let within = source.saturating_sub(piece.source as usize);
    let within = if piece.len == piece.source_len { within } else { 0 };
    document.text.floor_char_boundary(piece.prose as usize + within)
}

/// The rest of the paragraph, item or table that a place stands in or before.
fn next(document: &Document, at: usize) -> Span {
    let segments = &document.segments;
    let first = segments.partition_point(|s| (s.span.end as usize) <= at);
    let Some(segment) = segments.get(first) else {
        return Span::at(at);
    };
    let start = at.max(segment.span.start as usize);
    let SegmentKind::Cell { table, .. } = segment.kind else {
        return Span::new(start, segment.span.end as usize);
    };
    let same = |s: &&crate::source::Segment| matches!(s.kind, SegmentKind::Cell { table: t, .. } if t == table);
    let last = segments[first..].iter().take_while(same).last().unwrap_or(segment);
    Span::new(start, last.span.end as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{ReadOptions, read};

    /// The text that each mark covers, and the flaws that are known without rules.
    fn covered(text: &str) -> (Vec<String>, Vec<Flaw>) {
        let document = read("a.md", text.as_bytes(), &ReadOptions::default()).unwrap();
        let read = Suppressions::read(&document);
        let shown = |mark: &Mark| format!("{}|{}|{}", mark.name, mark.reason, mark.covers.of(&document.text));
        (
            read.marks.iter().map(shown).collect(),
            read.flaws.into_iter().map(|(_, flaw)| flaw).collect(),
        )
    }

    #[test]
    fn marks_cover_what_stands_behind_them() {
        let (marks, flaws) = covered("甲。\n\n<!-- gouji-ignore-next a/b: 口径不同 -->\n\n乙。\n\n丙。\n");
        assert_eq!((marks, flaws), (vec!["a/b|口径不同|乙。".to_owned()], vec![]));
        let (marks, flaws) = covered("甲。<!-- gouji-ignore-next a/b，c：调整 -->乙。\n\n丙。\n");
        assert_eq!(marks, ["a/b|调整|乙。", "c|调整|乙。"]);
        assert!(flaws.is_empty());
        let (marks, _) = covered("<!-- gouji-ignore-next t: 表 -->\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n丙。\n");
        assert!(marks[0].starts_with("t|表|甲") && marks[0].ends_with('2'), "{marks:?}");
        let text = "<!-- gouji-disable a: 旧稿 -->\n\n甲。\n\n<!-- gouji-enable a -->\n\n乙。\n\n<!-- gouji-disable b: 附件 -->\n\n丙。\n";
        let (marks, flaws) = covered(text);
        assert!(
            marks[0].starts_with("a|旧稿|甲。") && !marks[0].contains('乙'),
            "{marks:?}"
        );
        assert!(marks[1].ends_with("丙。"), "{marks:?}");
        assert!(flaws.is_empty());
    }

    #[test]
    fn marks_that_do_nothing_are_told() {
        for (text, flaw) in [
            ("<!-- gouji-ignore-next a/b -->\n\n甲。\n", Flaw::NoReason),
            ("<!-- gouji-ignore-next : 理由 -->\n\n甲。\n", Flaw::NoRule),
            (
                "<!-- gouji-ignore a/b: 理由 -->\n\n甲。\n",
                Flaw::Unknown("gouji-ignore".to_owned()),
            ),
            ("甲。\n\n<!-- gouji-enable a -->\n", Flaw::NotOpen("a".to_owned())),
        ] {
            assert_eq!(covered(text), (vec![], vec![flaw]), "{text}");
        }
        assert_eq!(
            covered("```\n<!-- gouji-ignore-next a/b -->\n```\n\n甲。\n"),
            (vec![], vec![])
        );
        assert_eq!(covered("<!-- 一般注释 gouji-x -->\n\n甲。\n"), (vec![], vec![]));
    }
}
