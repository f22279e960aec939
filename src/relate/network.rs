//! The relations that cannot hold, and the figures whose change lets them.
//!
//! Owns the search: relations that share a figure belong together; one figure that explains all of them is looked for first, then the one
//! that explains most. A figure explains a relation when the values that the others leave it agree over all its relations, those that
//! hold among them.

use crate::equation::Link;
use crate::figure::{FigureId, Interval};
use std::collections::{BTreeMap, BTreeSet};

/// Relations that confirm one figure and are looked at; what these do not hold, more of them would not.
const CONFIRMED: usize = 6;

/// The relations of a document: those that cannot hold, and what those that hold say of their figures.
pub struct Network<'a> {
    broken: Vec<&'a Link>,
    sound: BTreeMap<FigureId, Vec<&'a Link>>,
}

/// One slip: the relations that it breaks, by number, and each figure that may be wrong with all relations that it must let hold.
#[derive(Clone, Debug)]
pub struct Slip<'a> {
    /// The relations, ascending.
    pub links: Vec<usize>,
    /// The figures.
    pub figures: Vec<(FigureId, Vec<&'a Link>)>,
}

impl<'a> Network<'a> {
    /// The network of relations that cannot hold and of those that do.
    pub fn new(broken: Vec<&'a Link>, sound: Vec<&'a Link>) -> Self {
        let involved: BTreeSet<FigureId> = broken.iter().flat_map(|l| l.figures()).collect();
        let mut by_figure: BTreeMap<FigureId, Vec<&Link>> = BTreeMap::new();
        for link in sound {
            for id in link.figures().filter(|id| involved.contains(id)) {
                let links = by_figure.entry(id).or_default();
                if links.len() < CONFIRMED {
                    links.push(link);
                }
            }
        }
        Self {
            broken,
            sound: by_figure,
        }
    }

    /// The slips that explain all relations, in the order of their first ones.
    pub fn slips(&self) -> Vec<Slip<'a>> {
        let mut out: Vec<Slip<'a>> = self.components().into_iter().flat_map(|c| self.explain(c)).collect();
        out.sort_by_key(|slip| slip.links.first().copied());
        out
    }

    /// Relations that share figures.
    fn components(&self) -> Vec<Vec<usize>> {
        let mut of_figure: BTreeMap<FigureId, Vec<usize>> = BTreeMap::new();
        for (i, link) in self.broken.iter().enumerate() {
            for id in link.figures() {
                of_figure.entry(id).or_default().push(i);
            }
        }
        let mut seen = vec![false; self.broken.len()];
        let mut out = Vec::new();
        for start in 0..self.broken.len() {
            let (mut found, mut open) = (Vec::new(), vec![start]);
            while let Some(i) = open.pop() {
                if std::mem::replace(&mut seen[i], true) {
                    continue;
                }
                found.push(i);
                open.extend(self.broken[i].figures().flat_map(|id| of_figure[&id].iter().copied()));
            }
            if !found.is_empty() {
                found.sort_unstable();
                out.push(found);
            }
        }
        out
    }

    /// The slips of one component: each time the figures that explain most of what is left.
    fn explain(&self, mut left: Vec<usize>) -> Vec<Slip<'a>> {
        let mut out = Vec::new();
        while !left.is_empty() {
            let figures: BTreeSet<FigureId> = left.iter().flat_map(|i| self.broken[*i].figures()).collect();
            let mut best: Vec<(FigureId, Vec<usize>)> = Vec::new();
            for id in figures {
                let Some(links) = self.explained(id, &left) else {
                    continue;
                };
                let most = best.first().map_or(0, |(_, most)| most.len());
                if links.len() > most {
                    best.clear();
                }
                if links.len() >= most {
                    best.push((id, links));
                }
            }
            // Figures that explain the same relations are one slip; another as good explanation waits for what is left.
            let links = best.first().map_or_else(|| vec![left[0]], |(_, links)| links.clone());
            let figures = best
                .into_iter()
                .filter(|(_, explained)| *explained == links)
                .map(|(id, _)| (id, self.held(id, &links)))
                .collect();
            left.retain(|i| !links.contains(i));
            out.push(Slip { links, figures });
        }
        out
    }

    /// The relations that a change of one figure lets hold; none when those that hold leave it no other value.
    fn explained(&self, id: FigureId, left: &[usize]) -> Option<Vec<usize>> {
        let mut values = Interval::whole();
        for link in self.sound.get(&id).into_iter().flatten() {
            // A figure that the relation cannot be solved for is held by it.
            values = values.intersect(&link.implied(id)?)?;
        }
        let mut links = Vec::new();
        for i in left.iter().filter(|i| self.broken[**i].figures().any(|f| f == id)) {
            match self.broken[*i].implied(id) {
                // What cannot be solved for it is left to its candidates.
                None => links.push(*i),
                Some(allowed) => {
                    if let Some(narrowed) = values.intersect(&allowed) {
                        values = narrowed;
                        links.push(*i);
                    }
                }
            }
        }
        (!links.is_empty()).then_some(links)
    }

    /// All relations that a figure must let hold.
    fn held(&self, id: FigureId, links: &[usize]) -> Vec<&'a Link> {
        let broken = links.iter().map(|i| self.broken[*i]);
        let sound = self.sound.get(&id).into_iter().flatten().copied();
        broken.chain(sound).collect()
    }
}
