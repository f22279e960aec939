//! Marks of comments in the XML of a document.
//!
//! Owns where a mark may stand and which runs are split for it. Everything that is not a mark or a split run stays as it is, byte for byte.

use super::layout::Layout;
use crate::source::docx::xml::Flaw;
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
    let points = marks.iter().flat_map(|m| [m.range.start, m.range.end]).collect();
    let layout = Layout::read(part, points)?;
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

impl Layout<'_> {
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
                    let (close, open) = self.split(&self.runs[run]);
                    close + &marks + &open
                }
                Cut::Inside { run, child, .. } => {
                    let (close, open) = self.split(&self.runs[run]);
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
