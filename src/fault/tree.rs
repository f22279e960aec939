//! A YAML text as a tree of places.
//!
//! Owns which bytes a value, a key and an entry take. Values are read by the types that want them ([`super::parse_all`]); the tree is only
//! built when something is wrong, to find what else is.

use serde_yaml::granit_parser::{Event, Parser, Span};
use std::ops::Range;

/// A value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// From the first byte of the value to its last, quotes and brackets included, without its key.
    pub at: Range<usize>,
    /// What it is.
    pub kind: NodeKind,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A text, number or nothing, as read.
    Scalar(String),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with their values.
    Mapping(Vec<(Node, Node)>),
    /// A reference to a value elsewhere.
    Alias,
}

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The entries of a mapping.
    pub fn entries(&self) -> &[(Node, Node)] {
        match &self.kind {
            NodeKind::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list.
    pub fn items(&self) -> &[Node] {
        match &self.kind {
            NodeKind::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The value of a key of a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries()
            .iter()
            .find(|(k, _)| k.text() == Some(key))
            .map(|(_, v)| v)
    }

    /// Whether the value refers to one elsewhere.
    pub fn has_alias(&self) -> bool {
        match &self.kind {
            NodeKind::Alias => true,
            NodeKind::Scalar(_) => false,
            NodeKind::Sequence(items) => items.iter().any(Node::has_alias),
            NodeKind::Mapping(entries) => entries.iter().any(|(k, v)| k.has_alias() || v.has_alias()),
        }
    }
}

/// The tree of the first document of a text; none when the text is no YAML.
pub fn tree(text: &str) -> Option<Node> {
    let mut events = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        match event {
            Event::DocumentEnd | Event::StreamEnd => break,
            Event::StreamStart | Event::DocumentStart(..) | Event::Comment(..) => {}
            other => events.push((other, place(&span)?)),
        }
    }
    let mut events = events.into_iter();
    let first = events.next()?;
    node(first, &mut events)
}

fn place(span: &Span) -> Option<Range<usize>> {
    let (start, end) = (span.start.byte_offset()?, span.end.byte_offset()?);
    Some(start..end.max(start))
}

/// The value that starts with an event. The depth is bounded: the parser refuses deeper texts.
fn node<'a>(
    (event, at): (Event<'a>, Range<usize>),
    events: &mut impl Iterator<Item = (Event<'a>, Range<usize>)>,
) -> Option<Node> {
    let start = at.start;
    match event {
        Event::Scalar(text, ..) => Some(Node {
            at,
            kind: NodeKind::Scalar(text.into_owned()),
        }),
        Event::Alias(_) => Some(Node {
            at,
            kind: NodeKind::Alias,
        }),
        Event::SequenceStart(..) => {
            let mut items = Vec::new();
            let mut end = at.end;
            loop {
                match events.next()? {
                    (Event::SequenceEnd, close) => {
                        end = end.max(if at.is_empty() { end } else { close.end });
                        break;
                    }
                    other => items.push(node(other, events)?),
                }
                end = end.max(items.last().map_or(end, |n| n.at.end));
            }
            Some(Node {
                at: start..end,
                kind: NodeKind::Sequence(items),
            })
        }
        Event::MappingStart(..) => {
            let mut entries = Vec::new();
            let mut end = at.end;
            loop {
                let key = match events.next()? {
                    (Event::MappingEnd, close) => {
                        end = end.max(if at.is_empty() { end } else { close.end });
                        break;
                    }
                    other => node(other, events)?,
                };
                let value = node(events.next()?, events)?;
                end = end.max(value.at.end.max(key.at.end));
                entries.push((key, value));
            }
            Some(Node {
                at: start..end,
                kind: NodeKind::Mapping(entries),
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_values() {
        let text = "rules:\n  - id: 甲 # c\n    b: 'it''s'\n    c: {k: v, l: [1, 2]}\n    d: |-\n      x\n      y\n  - id: 乙\n";
        let root = tree(text).unwrap();
        let rules = root.get("rules").unwrap();
        let first = &rules.items()[0];
        let of = |n: &Node| &text[n.at.clone()];
        assert_eq!(first.entries().iter().map(|(k, _)| of(k)).collect::<String>(), "idbcd");
        assert_eq!(of(first.get("id").unwrap()), "甲");
        assert_eq!(of(first.get("b").unwrap()), "'it''s'");
        assert_eq!(of(first.get("c").unwrap()), "{k: v, l: [1, 2]}");
        assert_eq!(first.get("d").unwrap().text(), Some("x\ny"));
        assert!(of(first.get("d").unwrap()).starts_with("x\n      y"));
        assert_eq!(of(&rules.items()[1]), "id: 乙");
        assert_eq!(tree("a: [b"), None);
        assert!(tree("a: &x 1\nb: *x\n").unwrap().has_alias());
    }
}
