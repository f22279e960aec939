//! Comments by which a drafter speaks to gouji: `gouji 忽略 RULE：理由`.
//!
//! Owns which comments those are and what text each is anchored to; what they say is read by [`crate::settle`]. All other comments are no
//! part of the draft and are passed over.

use super::Anchor;
use super::xml::{Element, Flaw, Ns, Scanner, Token};
use std::collections::BTreeMap;
use std::ops::Range;

/// A comment for gouji.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What it says.
    pub text: String,
    /// Bytes of the source that it is anchored to; empty where it hangs at a place.
    pub range: Range<usize>,
}

/// Whether a part can hold such comments.
pub(super) fn speaks(part: &str) -> bool {
    part.contains("gouji") && part.contains("忽略")
}

/// The comments of a document: from the part that holds them and the main part, whose places in the source are `anchors`.
pub(super) fn comments(part: &str, main: &str, anchors: &[Anchor]) -> Result<Vec<Comment>, Flaw> {
    let texts = texts(part)?;
    let ranges = ranges(main, &texts)?;
    let comment = |(id, xml): (String, Range<usize>)| {
        let text = texts.get(&id)?.clone();
        let range = source(anchors, &xml);
        Some(Comment { text, range })
    };
    let mut found: Vec<Comment> = ranges.into_iter().filter_map(comment).collect();
    found.sort_by(|a, b| (a.range.start, a.range.end, &a.text).cmp(&(b.range.start, b.range.end, &b.text)));
    Ok(found)
}

/// The texts of the comments for gouji by their ids.
fn texts(part: &str) -> Result<BTreeMap<String, String>, Flaw> {
    let mut xml = Scanner::new(part);
    let mut found = BTreeMap::new();
    xml.root()?;
    while let Some(comment) = xml.child()? {
        let id = comment.attribute("id").unwrap_or_default();
        let text = text(&mut xml)?;
        if text.trim_start().starts_with("gouji") && speaks(&text) {
            found.insert(id, text);
        }
    }
    Ok(found)
}

/// The text of a comment that has just begun.
fn text(xml: &mut Scanner) -> Result<String, Flaw> {
    let (mut text, mut open) = (String::new(), vec![false]);
    while !open.is_empty() {
        match xml.next()? {
            Token::Start(element) => open.push(element.ns == Ns::Word && element.name() == "t"),
            Token::End => _ = open.pop(),
            Token::Text(part) | Token::Raw(part) if open.last() == Some(&true) => text.push_str(part),
            Token::Char(c) if open.last() == Some(&true) => text.push(c),
            Token::Eof => break,
            _ => {}
        }
    }
    Ok(text)
}

/// Where in the main part the comments stand.
fn ranges(main: &str, texts: &BTreeMap<String, String>) -> Result<BTreeMap<String, Range<usize>>, Flaw> {
    let mut xml = Scanner::new(main);
    let mut found: BTreeMap<String, Range<usize>> = BTreeMap::new();
    loop {
        let element = match xml.next()? {
            Token::Start(element) => element,
            Token::Eof => return Ok(found),
            _ => continue,
        };
        let Some(id) = id(&element).filter(|id| texts.contains_key(id)) else {
            continue;
        };
        let at = xml.range.clone();
        match element.name() {
            "commentRangeStart" => _ = found.insert(id, at.end..at.end),
            "commentRangeEnd" => {
                _ = found
                    .entry(id)
                    .and_modify(|range| range.end = at.start.max(range.start))
            }
            "commentReference" => _ = found.entry(id).or_insert(at.start..at.start),
            _ => {}
        }
    }
}

fn id(element: &Element) -> Option<String> {
    (element.ns == Ns::Word).then(|| element.attribute("id")).flatten()
}

/// The bytes of the source that a range of the main part stands for.
fn source(anchors: &[Anchor], xml: &Range<usize>) -> Range<usize> {
    let body = || anchors.iter().filter(|anchor| anchor.part == 0);
    let inside = || body().filter(|anchor| anchor.xml.start < xml.end && xml.start < anchor.xml.end);
    let from = |anchor: &Anchor| match anchor.exact {
        true => anchor.at as usize + xml.start.saturating_sub(anchor.xml.start),
        false => anchor.at as usize,
    };
    let to = |anchor: &Anchor| match anchor.exact {
        true => (anchor.at + anchor.len) as usize - anchor.xml.end.saturating_sub(xml.end),
        false => (anchor.at + anchor.len) as usize,
    };
    match (inside().map(from).min(), inside().map(to).max()) {
        (Some(start), Some(end)) => start..end.max(start),
        _ => {
            let before = body().filter(|anchor| anchor.xml.end <= xml.start);
            let at = before
                .map(|anchor| (anchor.at + anchor.len) as usize)
                .max()
                .unwrap_or(0);
            at..at
        }
    }
}
