//! Marks of comments in the XML of a document.
//!
//! Owns where a mark may stand and which runs are split for it. Everything that is not a mark or a split run stays as it is, byte for byte.

use crate::source::docx::xml::{Element, Flaw, Ns, STRICT, Scanner, TRANSITIONAL, Token};
use std::collections::BTreeMap;
use std::ops::Range;

/// A comment's place: bytes of the part, at the edges of characters or elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// What it covers.
    pub range: Range<usize>,
    /// The comment.
    pub id: u32,
}

/// Writes the marks into a part.
pub(super) fn splice(part: &str, marks: &[Mark]) -> Result<String, Flaw> {
    let layout = Layout::read(part, marks)?;
    let mut cuts: BTreeMap<usize, Stop> = BTreeMap::new();
    for mark in marks {
        let (start, end) = layout.edges(&mark.range);
        let stop = cuts.entry(start.at()).or_insert_with(|| Stop::new(start));
        stop.starts.push((mark.range.clone(), mark.id));
        let stop = cuts.entry(end.at()).or_insert_with(|| Stop::new(end));
        stop.ends.push((mark.range.clone(), mark.id));
    }
    let mut out = String::with_capacity(part.len() + marks.len() * 256);
    let mut done = 0;
    for (at, addition) in layout.additions(cuts) {
        out.push_str(&part[done..at]);
        out.push_str(&addition);
        done = at;
    }
    out.push_str(&part[done..]);
    Ok(out)
}

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
struct Run {
    range: Range<usize>,
    /// Its start tag.
    open: Range<usize>,
    name: String,
    properties: Option<Range<usize>>,
    /// What it holds beside its properties.
    children: Vec<Child>,
    depth: usize,
}

#[derive(Debug)]
struct Child {
    range: Range<usize>,
    /// Of text: its start tag's end, and its name.
    text: Option<Text>,
}

#[derive(Debug)]
struct Text {
    name: String,
    body: Range<usize>,
    kept: bool,
}

/// Where a mark can be put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    /// Outside of runs.
    Outside(usize),
    /// Between two children of a run.
    Between { run: usize, at: usize },
    /// Inside a text of a run.
    Inside { run: usize, child: usize, at: usize },
}

impl Cut {
    fn at(self) -> usize {
        match self {
            Self::Outside(at) | Self::Between { at, .. } | Self::Inside { at, .. } => at,
        }
    }
}

/// What is written at one place.
struct Stop {
    cut: Cut,
    starts: Vec<(Range<usize>, u32)>,
    ends: Vec<(Range<usize>, u32)>,
}

impl Stop {
    fn new(cut: Cut) -> Self {
        Self {
            cut,
            starts: Vec::new(),
            ends: Vec::new(),
        }
    }
}

/// What is known of a part around the marks.
struct Layout<'a> {
    part: &'a str,
    prefix: String,
    declared: String,
    runs: Vec<Run>,
    /// The innermost run around a place that lies inside one.
    inside: BTreeMap<usize, usize>,
}

impl<'a> Layout<'a> {
    fn read(part: &'a str, marks: &[Mark]) -> Result<Self, Flaw> {
        let mut points: Vec<usize> = marks.iter().flat_map(|m| [m.range.start, m.range.end]).collect();
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

    /// Where the marks of a range stand. A range that would shrink to nothing takes its whole run.
    fn edges(&self, range: &Range<usize>) -> (Cut, Cut) {
        let (start, end) = (self.cut(range.start), self.cut(range.end));
        match self.inside.get(&range.start) {
            Some(run) if start.at() >= end.at() => {
                let run = &self.runs[*run].range;
                (Cut::Outside(run.start), Cut::Outside(run.end))
            }
            _ => (start, end),
        }
    }

    fn cut(&self, at: usize) -> Cut {
        let Some(index) = self.inside.get(&at).copied() else {
            return Cut::Outside(at);
        };
        let run = &self.runs[index];
        // Behind the last child that ends before it, or in it.
        let behind = run.children.partition_point(|c| c.range.start < at);
        let Some(child) = behind.checked_sub(1) else {
            return Cut::Outside(run.range.start);
        };
        let (first, last) = (child == 0, child + 1 == run.children.len());
        let holds = &run.children[child];
        let body = holds
            .text
            .as_ref()
            .map_or(holds.range.end..holds.range.end, |t| t.body.clone());
        if at >= body.end {
            if last {
                return Cut::Outside(run.range.end);
            }
            return Cut::Between {
                run: index,
                at: holds.range.end,
            };
        }
        if at > body.start {
            return Cut::Inside { run: index, child, at };
        }
        if first {
            return Cut::Outside(run.range.start);
        }
        Cut::Between {
            run: index,
            at: holds.range.start,
        }
    }

    /// What is added where, in order.
    fn additions(&self, cuts: BTreeMap<usize, Stop>) -> BTreeMap<usize, String> {
        let mut additions = BTreeMap::new();
        let places: Vec<usize> = cuts.keys().copied().collect();
        for (at, stop) in cuts {
            let marks = self.marks(&stop);
            let addition = match stop.cut {
                Cut::Outside(_) => marks,
                Cut::Between { run, .. } => {
                    let (close, open) = self.split(run);
                    close + &marks + &open
                }
                Cut::Inside { run, child, .. } => {
                    let (close, open) = self.split(run);
                    let Some(text) = &self.runs[run].children[child].text else {
                        continue;
                    };
                    let name = &text.name;
                    // White space at the new end of what stays would be lost.
                    if !text.kept && self.part[text.body.start..at].ends_with(' ') {
                        additions.insert(text.body.start - 1, " xml:space=\"preserve\"".to_owned());
                    }
                    // up to the next mark, where white space counts, or the end, where it counts if it did before
                    let next = places.get(places.partition_point(|place| *place <= at)).copied();
                    let next = next.filter(|next| *next < text.body.end);
                    let rest = &self.part[at..next.unwrap_or(text.body.end)];
                    let kept = text.kept || rest.starts_with(' ') || (next.is_some() && rest.ends_with(' '));
                    let kept = if kept { " xml:space=\"preserve\"" } else { "" };
                    format!("</{name}>{close}{marks}{open}<{name}{kept}>")
                }
            };
            additions.insert(at, addition);
        }
        additions
    }

    /// What ends a run, and what begins another like it.
    fn split(&self, run: usize) -> (String, String) {
        let run = &self.runs[run];
        let properties = run.properties.clone().map_or("", |range| &self.part[range]);
        (
            format!("</{}>", run.name),
            format!("{}{properties}", &self.part[run.open.clone()]),
        )
    }

    /// The marks of one place: ends before starts, so that ranges side by side do not overlap; the shorter range inside the longer.
    fn marks(&self, stop: &Stop) -> String {
        let (p, d) = (&self.prefix, &self.declared);
        let start = |id: &u32| format!("<{p}commentRangeStart{d} {p}id=\"{id}\"/>");
        let end = |id: &u32| {
            format!("<{p}commentRangeEnd{d} {p}id=\"{id}\"/><{p}r{d}><{p}commentReference {p}id=\"{id}\"/></{p}r>")
        };
        let mut ends = stop.ends.clone();
        ends.sort_by_key(|(range, id)| (std::cmp::Reverse(range.start), *id));
        let mut starts = stop.starts.clone();
        starts.sort_by_key(|(range, id)| (std::cmp::Reverse(range.end), *id));
        let empty = |id: &u32| ends.iter().any(|(_, other)| other == id) && starts.iter().any(|(_, other)| other == id);
        let mut out = String::new();
        for (_, id) in &ends {
            if empty(id) {
                out.push_str(&start(id));
            }
            out.push_str(&end(id));
        }
        starts
            .iter()
            .filter(|(_, id)| !empty(id))
            .for_each(|(_, id)| out.push_str(&start(id)));
        out
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
