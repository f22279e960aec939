//! All errors of a YAML file in one run.
//!
//! Owns how reading goes on behind an error. The YAML library stops at the first thing that does not fit; the smallest entry that holds it
//! is then blanked out, so that no other place moves, and the rest is read again. What an entry's absence would cause is not reported.

use super::tree::{Node, NodeKind, tree};
use super::yaml::{fault, parse, token};
use super::{Fault, SourceFile, nearest};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_yaml::Error;
use std::ops::Range;
use std::sync::Arc;

/// Nobody reads more errors of one file at a time.
const MOST: usize = 60;

/// Reads a file as far as it can be read: what is left of it, and everything that is wrong, in the order of the file.
pub fn parse_all<T: DeserializeOwned>(file: &Arc<SourceFile>) -> (Option<T>, Vec<Fault>) {
    let first = match parse(&file.text) {
        Ok(value) => return (Some(value), Vec::new()),
        Err(error) => error,
    };
    // An entry that stands in two places by reference cannot be taken away in one.
    let Some(root) = tree(&file.text).filter(|root| !root.has_alias()) else {
        return (None, first_and_syntax(file, &first));
    };
    let mut rest = Rest {
        root: &root,
        text: file.text.clone().into_bytes(),
        gone: Vec::new(),
    };
    let mut faults = Vec::new();
    let mut error = first;
    let read = loop {
        let Ok(text) = std::str::from_utf8(&rest.text) else {
            break None;
        };
        let at = token(text, &error);
        let went_on = rest.without(&at, &error, |shown| faults.push(fault(file, shown, &error)));
        let Ok(text) = std::str::from_utf8(&rest.text) else {
            break None;
        };
        match parse(text) {
            Ok(value) => break Some(value),
            Err(next) if went_on && faults.len() < MOST => error = next,
            Err(_) => break None,
        }
    };
    faults.sort_by_key(|f: &Fault| f.labels.first().map_or(0, |l| l.0.start));
    (read, faults)
}

/// The first error, and where the text ceases to be YAML, when that is somewhere else.
fn first_and_syntax(file: &Arc<SourceFile>, first: &Error) -> Vec<Fault> {
    let at = token(&file.text, first);
    let mut faults = vec![fault(file, at.clone(), first)];
    if let Err(syntax) = parse::<IgnoredAny>(&file.text) {
        let place = token(&file.text, &syntax);
        if place != at {
            faults.push(fault(file, place, &syntax));
        }
    }
    faults
}

/// What is left of a file.
struct Rest<'a> {
    root: &'a Node,
    text: Vec<u8>,
    /// The entries and items that were blanked out.
    gone: Vec<Range<usize>>,
}

/// An entry of a mapping or an item of a list, with the value that it is part of.
#[derive(Clone)]
struct Unit<'a> {
    parent: &'a Node,
    key: Option<&'a Node>,
    value: &'a Node,
}

impl Unit<'_> {
    fn at(&self) -> Range<usize> {
        self.key.map_or(self.value.at.start, |k| k.at.start)..self.value.at.end
    }
}

impl<'a> Rest<'a> {
    /// Takes away what an error is about, and tells it unless it follows from an earlier one. False when nothing is left to take away.
    fn without(&mut self, at: &Range<usize>, error: &Error, tell: impl FnOnce(Range<usize>)) -> bool {
        let mut path = self.path(at.start);
        if let Error::SerdeMissingField { field, .. } = error.without_snippet() {
            let holder = path.iter().rposition(|u| self.starts(u.value, at.start));
            let mapping = holder.map_or(self.root, |i| path[i].value);
            if !self.follows(mapping, field) {
                let key = mapping.entries().first().map_or(at.clone(), |(k, _)| k.at.clone());
                tell(key);
            }
            return holder.is_some_and(|i| self.blank(&path[..=i]));
        }
        // Of a kind without settings (`check: pattern`) the library names what stands behind it.
        let settings =
            matches!(error.without_snippet(), Error::Unexpected { expected, .. } if *expected == "mapping start");
        if settings
            && path
                .last()
                .is_some_and(|u| u.key.is_some_and(|k| k.at.start == at.start))
        {
            path = self.path(at.start.saturating_sub(1));
        }
        let unit = path.last();
        let shown = match unit {
            Some(unit) if unit.value.at.contains(&at.start) || unit.key.is_some_and(|k| k.at.contains(&at.start)) => {
                at.clone()
            }
            Some(unit) => unit.value.at.clone(),
            None => at.clone(),
        };
        tell(shown);
        self.blank(&path)
    }

    /// Whether a value is a mapping that starts at a place or has a key there: a missing key is reported at the last one that was read.
    fn starts(&self, value: &Node, at: usize) -> bool {
        let mapping = matches!(value.kind, NodeKind::Mapping(_));
        mapping && (value.at.start == at || value.entries().iter().any(|(k, _)| k.at.start == at))
    }

    /// Whether a key is missing because its entry was taken away, or was reported as misspelt.
    fn follows(&self, mapping: &Node, field: &str) -> bool {
        let gone = mapping
            .entries()
            .iter()
            .filter(|(k, v)| self.is_gone(&(k.at.start..v.at.end)));
        let mut keys = gone.filter_map(|(k, _)| k.text());
        keys.any(|k| k == field || nearest(k, &[field]).is_some())
    }

    fn is_gone(&self, unit: &Range<usize>) -> bool {
        self.gone.contains(unit)
    }

    /// The entries and items that hold a place, the outermost first. Between two entries it is the one before.
    fn path(&self, at: usize) -> Vec<Unit<'a>> {
        let mut path: Vec<Unit> = Vec::new();
        let mut node = self.root;
        loop {
            let units: Vec<Unit> = match &node.kind {
                NodeKind::Mapping(entries) => entries
                    .iter()
                    .map(|(k, v)| Unit {
                        parent: node,
                        key: Some(k),
                        value: v,
                    })
                    .collect(),
                NodeKind::Sequence(items) => items
                    .iter()
                    .map(|v| Unit {
                        parent: node,
                        key: None,
                        value: v,
                    })
                    .collect(),
                _ => return path,
            };
            let mut left = units
                .into_iter()
                .filter(|u| !self.is_gone(&u.at()) && u.at().start <= at);
            let Some(unit) = left.next_back() else { return path };
            node = unit.value;
            path.push(unit);
        }
    }

    /// Blanks the innermost of nested units out; its parent with it when nothing else is left of that.
    fn blank(&mut self, path: &[Unit]) -> bool {
        let Some((unit, above)) = path.split_last() else {
            return false;
        };
        self.gone.push(unit.at());
        let left = match &unit.parent.kind {
            NodeKind::Mapping(entries) => entries.iter().any(|(k, v)| !self.is_gone(&(k.at.start..v.at.end))),
            NodeKind::Sequence(items) => items.iter().any(|v| !self.is_gone(&v.at)),
            _ => false,
        };
        if !left {
            return self.blank(above);
        }
        let mut range = unit.at();
        let flow = matches!(self.text.get(unit.parent.at.start), Some(b'{' | b'['));
        if flow {
            range.end = self.comma_behind(range.end);
        } else if unit.key.is_none() {
            range.start = self.text[..range.start]
                .iter()
                .rposition(|b| *b == b'-')
                .unwrap_or(range.start);
        }
        for byte in &mut self.text[range] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        true
    }

    /// The end of the comma behind an entry in braces, or the entry's end.
    fn comma_behind(&self, end: usize) -> usize {
        let blanks = self.text[end..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        if self.text.get(end + blanks) == Some(&b',') {
            end + blanks + 1
        } else {
            end
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Top {
        rules: Vec<Rule>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Rule {
        id: String,
        size: Option<u32>,
        check: Check,
        list: Option<Vec<Pair>>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Pair {
        wrong: String,
        right: Option<String>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    #[allow(dead_code)]
    enum Check {
        One(Pair),
        Two(Pair),
    }

    /// The underlined words in order, and the ids of the rules that are left.
    fn collected(text: &str) -> (Vec<String>, Vec<String>) {
        let file = Arc::new(SourceFile {
            name: "x".to_owned(),
            text: text.to_owned(),
        });
        let (read, faults) = parse_all::<Top>(&file);
        let words = faults.iter().map(|f| text[f.labels[0].0.clone()].to_owned()).collect();
        (
            words,
            read.map_or(Vec::new(), |t| t.rules.into_iter().map(|r| r.id).collect()),
        )
    }

    #[test]
    fn everything_that_is_wrong_is_told_once() {
        for (text, words, left) in [
            (
                "rules:\n  - id: a\n    check:\n      one: {wrong: x}\n",
                vec![],
                vec!["a"],
            ),
            (
                "rules:\n  - id: a\n    seize: 3\n    size: many\n    check:\n      one: {wrong: x}\n  - id: b\n    check: {three: {wrong: x}}\n  - id: c\n    check: {two: {wrong: x, rihgt: y}}\n",
                vec!["seize", "many", "three", "rihgt"],
                vec!["a", "c"],
            ),
            (
                "rules:\n  - size: 1\n    check: {one: {right: y}}\n  - id: b\n    check: {one: {wrong: y}}\n",
                vec!["size", "right"],
                vec!["b"],
            ),
            (
                "rules:\n  - id: a\n    check: {one: {wrnog: y}}\n  - id: b\n    check: {one: {wrong: y}}\n",
                vec!["wrnog"],
                vec!["b"],
            ),
            (
                "rules:\n  - id: a\n    check:\n      one:\n        wrong: x\n      two:\n        wrong: x\n",
                vec!["two"],
                vec!["a"],
            ),
            (
                "rules:\n  - id: a\n    check: one\n    size: 1\n  - id: b\n    check: {one: {wrong: y}}\n",
                vec!["one"],
                vec!["b"],
            ),
            (
                "rules:\n  - id: [1]\n    check: {one: {wrong: y}}\n    list: [{wrong: 1, q: 2}, {q: 3, wrong: x}]\n",
                vec!["[", "q", "q"],
                vec![],
            ),
            ("roles:\n  - id: a\n", vec!["roles"], vec![]),
            ("rules:\n  - id: 'a\n", vec!["'a"], vec![]),
        ] {
            assert_eq!(
                collected(text),
                (
                    words.into_iter().map(str::to_owned).collect(),
                    left.into_iter().map(str::to_owned).collect()
                ),
                "{text}"
            );
        }
    }
}
