//! Runs of a document around some places of its XML.
//!
//! Owns what must be known of a run to split it: its start tag, its properties, its texts. What is written between is not known here.

use crate::source::docx::xml::{Element, Flaw, Ns, STRICT, Scanner, TRANSITIONAL, Token};
use std::collections::BTreeMap;
use std::ops::Range;

/// The prefix of WordprocessingML at the root of a part, and what declares it where it is used if the root does not.
pub(super) fn prefix(root: &Element) -> (String, String) {
    let attributes = root.attributes();
    let is_word = |uri: &str| uri == TRANSITIONAL || uri == STRICT;
    let bound = attributes.iter().find_map(|(name, uri)| {
        let prefix = name.strip_prefix("xmlns:")?;
        is_word(uri).then(|| prefix.to_owned())
    });
    if let Some(prefix) = bound {
        return (prefix + ":", String::new());
    }
    let default = attributes.iter().find(|(name, uri)| name == "xmlns" && is_word(uri));
    let uri = default.map_or(TRANSITIONAL, |(_, uri)| uri.as_str());
    ("gouji:".to_owned(), format!(" xmlns:gouji=\"{uri}\""))
}

/// A run with a mark in it.
#[derive(Debug)]
pub(super) struct Run {
    pub range: Range<usize>,
    /// Its start tag.
    pub open: Range<usize>,
    pub name: String,
    pub properties: Option<Range<usize>>,
    /// What it holds beside its properties.
    pub children: Vec<Child>,
    depth: usize,
}

#[derive(Debug)]
pub(super) struct Child {
    pub range: Range<usize>,
    /// Of text: its start tag's end, and its name.
    pub text: Option<Text>,
}

#[derive(Debug)]
pub(super) struct Text {
    pub name: String,
    pub body: Range<usize>,
    pub kept: bool,
}

/// What is known of a part around the marks.
pub(super) struct Layout<'a> {
    pub part: &'a str,
    /// The prefix of WordprocessingML, with its colon.
    pub prefix: String,
    /// What declares it where it is used.
    pub declared: String,
    pub runs: Vec<Run>,
    /// The innermost run around a place that lies inside one.
    pub inside: BTreeMap<usize, usize>,
}

impl<'a> Layout<'a> {
    /// Reads a part around some places.
    pub fn read(part: &'a str, mut points: Vec<usize>) -> Result<Self, Flaw> {
        points.sort_unstable();
        points.dedup();
        let mut xml = Scanner::new(part);
        let root = xml.root()?;
        let (prefix, declared) = prefix(&root);
        let mut layout = Self {
            part,
            prefix,
            declared,
            runs: Vec::new(),
            inside: BTreeMap::new(),
        };
        let mut open: Vec<Run> = Vec::new();
        let mut depth = 1;
        loop {
            match xml.next()? {
                Token::Start(element) => {
                    depth += 1;
                    begin(&mut open, &element, xml.range.clone(), depth);
                }
                Token::End => {
                    if let Some(run) = end(&mut open, xml.range.clone(), depth) {
                        layout.keep(run, &points);
                    }
                    depth -= 1;
                }
                Token::Eof => return Ok(layout),
                _ => {}
            }
        }
    }

    /// Keeps a run if a mark lies in it and in none of the runs inside it.
    fn keep(&mut self, run: Run, points: &[usize]) {
        let from = points.partition_point(|p| *p <= run.range.start);
        let to = points.partition_point(|p| *p < run.range.end);
        let index = self.runs.len();
        let free: Vec<usize> = points[from..to.max(from)]
            .iter()
            .copied()
            .filter(|p| !self.inside.contains_key(p))
            .collect();
        if !free.is_empty() {
            self.inside.extend(free.into_iter().map(|p| (p, index)));
            self.runs.push(run);
        }
    }

    /// What ends a run, and what begins another like it.
    pub fn split(&self, run: &Run) -> (String, String) {
        let properties = run.properties.clone().map_or("", |range| &self.part[range]);
        (
            format!("</{}>", run.name),
            format!("{}{properties}", &self.part[run.open.clone()]),
        )
    }
}

fn begin(open: &mut Vec<Run>, element: &Element, range: Range<usize>, depth: usize) {
    let named = |name: &str| element.ns == Ns::Word && element.name() == name;
    if let Some(run) = open.last_mut().filter(|run| run.depth + 1 == depth) {
        if named("rPr") {
            run.properties = Some(range.clone());
        } else {
            let text = (named("t")).then(|| Text {
                name: element.qualified().to_owned(),
                body: range.end..range.end,
                kept: element.attribute("space").is_some_and(|space| space == "preserve"),
            });
            run.children.push(Child {
                range: range.clone(),
                text,
            });
        }
    }
    if named("r") {
        open.push(Run {
            range: range.clone(),
            open: range,
            name: element.qualified().to_owned(),
            properties: None,
            children: Vec::new(),
            depth,
        });
    }
}

/// Takes the end of an element; gives the run that ended with it.
fn end(open: &mut Vec<Run>, range: Range<usize>, depth: usize) -> Option<Run> {
    let run = open.last_mut()?;
    if run.depth == depth {
        let mut run = open.pop()?;
        run.range.end = run.range.end.max(range.end);
        return Some(run);
    }
    if run.depth + 1 == depth {
        match (run.children.last_mut(), &mut run.properties) {
            (None, Some(properties)) => properties.end = properties.end.max(range.end),
            (Some(child), _) => {
                child.range.end = child.range.end.max(range.end);
                if let Some(text) = &mut child.text {
                    text.body.end = range.start.max(text.body.start);
                }
            }
            (None, None) => {}
        }
    }
    None
}
