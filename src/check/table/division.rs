//! Which lines of a table make up which.
//!
//! Owns the ways in which a table says so: 合计 and 小计, sets of names that leave nothing out, numbering and set-in names, a whole above
//! what may be its parts. Numbers are not looked at here: of several readings of one table [`super::footing`] takes the one that holds.

use super::view::View;
use super::{Set, TableCheck};
use crate::table::Line;
use std::ops::Range;

/// A total and the lines that may make it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// The line of the total.
    pub total: usize,
    /// The lines of the parts.
    pub parts: Vec<usize>,
}

/// Readings of what makes up one total, the likeliest first.
#[derive(Clone, Debug)]
pub struct Question {
    /// The readings.
    pub readings: Vec<Division>,
    /// How sure it is that one of them is meant.
    pub trust: Trust,
    /// The level of the total, where nothing but levels speaks for the division: what holds of its neighbours speaks for it.
    pub level: Option<u32>,
}

/// How sure a division is without any number looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// Nothing but the place of the lines speaks for it: it must hold in several columns.
    Guessed,
    /// A name speaks for it: it must hold somewhere.
    Told,
    /// The names leave nothing out as a rule, not always.
    Usual,
    /// The names leave no other reading.
    Sure,
}

/// Parts of a whole that may end anywhere.
const MOST_OPEN: usize = 24;

impl TableCheck {
    /// What may be asked of a table.
    pub fn questions(&self, view: View) -> Vec<Question> {
        let lines = view.lines();
        let mut out = self.closed_sets(lines);
        out.extend(self.totals(lines));
        out.extend(self.levels(lines));
        out.extend(self.wholes(lines));
        out
    }

    /// Whether values of a line add up.
    pub fn additive(&self, line: &Line) -> bool {
        let plain = |text: &str| !self.spec.not_additive.iter().any(|w| text.contains(w.as_str()));
        plain(&line.name) && plain(&line.group)
    }

    pub fn is_total(&self, line: &Line) -> bool {
        let name = without_brackets(&line.name);
        self.spec.totals.iter().any(|w| name.ends_with(w.as_str())) || self.is_running(line) || self.is_area(line)
    }

    fn is_area(&self, line: &Line) -> bool {
        self.spec.areas.contains(&line.name)
    }

    fn is_running(&self, line: &Line) -> bool {
        let name = without_brackets(&line.name);
        self.spec.running.iter().any(|w| name.ends_with(w.as_str()))
    }

    fn is_subtotal(&self, line: &Line) -> bool {
        self.spec.subtotals.iter().any(|w| line.name.ends_with(w.as_str()))
    }

    pub fn is_whole(&self, line: &Line) -> bool {
        self.spec
            .wholes
            .iter()
            .any(|w| without_brackets(&line.name).ends_with(w.as_str()))
    }

    fn is_rest(&self, line: &Line) -> bool {
        self.spec.rest.iter().any(|w| line.name.starts_with(w.as_str()))
    }

    /// Lines of a range that may be parts of a total: they add up, and stand under the same head.
    pub fn parts(&self, lines: &[Line], total: usize, range: Range<usize>) -> Vec<usize> {
        let head = &lines[total];
        let path = [head.group.as_str(), head.name.as_str()].join(" ");
        let same = |l: &Line| head.group.is_empty() || l.group == head.group || l.group == path.trim();
        range
            .filter(|i| *i != total && same(&lines[*i]) && self.additive(&lines[*i]))
            .collect()
    }

    /// 合计 and 小计.
    fn totals(&self, lines: &[Line]) -> Vec<Question> {
        let grand: Vec<usize> = (0..lines.len()).filter(|i| self.is_total(&lines[*i])).collect();
        let mut out = Vec::new();
        for (n, total) in grand.iter().enumerate() {
            let from = n.checked_sub(1).map_or(0, |p| grand[p] + 1);
            let to = grand.get(n + 1).copied().unwrap_or(lines.len());
            let above = self.parts(lines, *total, from..*total);
            let below = self.parts(lines, *total, *total + 1..to);
            let sides = if *total == 0 || n > 0 && below.len() > above.len() {
                [below, above]
            } else {
                [above, below]
            };
            out.extend(self.question(lines, *total, sides));
        }
        let sub: Vec<usize> = (0..lines.len())
            .filter(|i| self.is_subtotal(&lines[*i]) && !grand.contains(i))
            .collect();
        let bounds: Vec<usize> = (0..lines.len())
            .filter(|i| sub.contains(i) || grand.contains(i))
            .collect();
        // A 小计 that opens the table, or follows the total that does, stands above its parts, and so do the others.
        let opens = |s: &usize| *s == 0 || grand.contains(&(s - 1));
        let on_top = sub.first().is_some_and(opens);
        for total in sub {
            let from = bounds.iter().rev().find(|b| **b < total).map_or(0, |b| b + 1);
            let to = bounds.iter().copied().find(|b| *b > total).unwrap_or(lines.len());
            let side = if on_top { total + 1..to } else { from..total };
            out.extend(self.question(lines, total, [self.parts(lines, total, side), Vec::new()]));
        }
        out
    }

    /// The readings of what makes up a total that has its parts on one of two sides.
    fn question(&self, lines: &[Line], total: usize, sides: [Vec<usize>; 2]) -> Option<Question> {
        let mut readings: Vec<Division> = Vec::new();
        let mut open = self.is_running(&lines[total]);
        let mut add = |parts: Vec<usize>| {
            let division = Division { total, parts };
            if division.parts.len() > 1 && !readings.contains(&division) {
                readings.push(division);
            }
        };
        for side in sides.into_iter().filter(|s| s.len() > 1) {
            let top = side.iter().filter(|i| !lines[**i].memo).map(|i| lines[*i].level).min();
            let subtotals = side.iter().any(|i| self.is_subtotal(&lines[*i]));
            open |=
                side.first().is_some_and(|i| lines[*i].memo) && !side.last().is_some_and(|i| self.is_rest(&lines[*i]));
            // 其中 on a row of its own does not tell where its parts end.
            open |= side.iter().any(|i| lines[*i].memo && lines[*i].name.is_empty());
            if subtotals {
                add(self.with_subtotals(lines, &side));
            }
            let plain = |i: &&usize| !self.is_subtotal(&lines[**i]);
            add(side
                .iter()
                .filter(plain)
                .filter(|i| !lines[**i].memo && Some(lines[**i].level) == top)
                .copied()
                .collect());
            add(side
                .iter()
                .filter(plain)
                .filter(|i| !lines[**i].memo)
                .copied()
                .collect());
            add(side.iter().filter(plain).copied().collect());
        }
        let trust = match () {
            () if open => Trust::Told,
            () if self.is_area(&lines[total]) => Trust::Usual,
            () => Trust::Sure,
        };
        (!readings.is_empty()).then_some(Question {
            readings,
            trust,
            level: None,
        })
    }

    /// 小计 in place of the lines that it adds up: those between it and the one before.
    fn with_subtotals(&self, lines: &[Line], side: &[usize]) -> Vec<usize> {
        let subtotals: Vec<usize> = side.iter().copied().filter(|i| self.is_subtotal(&lines[*i])).collect();
        let first_is_one = subtotals.first() == side.first();
        let loose = side
            .iter()
            .copied()
            .filter(|i| !first_is_one && subtotals.last().is_some_and(|s| i > s));
        subtotals.iter().copied().chain(loose).collect()
    }

    /// Names that together leave nothing out, behind what they divide: 城镇 and 乡村. Several divisions of one line follow one another,
    /// each with its 其中.
    fn closed_sets(&self, lines: &[Line]) -> Vec<Question> {
        let mut out: Vec<Question> = Vec::new();
        let names: Vec<String> = lines.iter().map(|line| compared(&line.name)).collect();
        let closed = self.closed.iter().map(|set| (set, &[][..], Trust::Sure));
        let wholes = self.spec.usual.iter().map(|usual| &usual.of[..]);
        let usual = self.usual.iter().zip(wholes).map(|(set, of)| (set, of, Trust::Usual));
        for (set, of, trust) in closed.chain(usual) {
            let named =
                |total: &usize| of.is_empty() || of.iter().any(|w: &String| lines[*total].name.contains(w.as_str()));
            // 城镇, 乡村, 城镇, 乡村: the second of them is not what the next two divide.
            let apart = |total: &usize| !set.iter().any(|member| around(member, &names[*total]).is_some());
            let fits = |total: &usize| self.additive(&lines[*total]) && named(total) && apart(total);
            for first in 1..lines.len() {
                let parts = self.closes(lines, &names, set, first, trust);
                let owner = || self.owner(lines, &names, first).filter(fits);
                let under = |(parts, total): &(Vec<usize>, usize)| {
                    let at = parts[0];
                    !self.parts(lines, *total, at..at + 1).is_empty()
                };
                if let Some((parts, total)) = parts.and_then(|parts| Some((parts, owner()?))).filter(under) {
                    out.push(Question {
                        readings: vec![Division { total, parts }],
                        trust,
                        level: None,
                    });
                }
            }
        }
        // 夏粮 and 秋粮 where 早稻 stands between them are no set of two.
        let parts = |q: &Question| q.readings[0].parts.clone();
        let all: Vec<Vec<usize>> = out.iter().map(parts).collect();
        out.retain(|q| {
            let own = parts(q);
            !all.iter()
                .any(|other| other.len() > own.len() && own.iter().all(|i| other.contains(i)))
        });
        out
    }

    /// The lines from `first` on that a set names: side by side, or at one level with their own parts between. `names` are those of the
    /// lines as members are looked for in them.
    fn closes(&self, lines: &[Line], names: &[String], set: &Set, first: usize, trust: Trust) -> Option<Vec<usize>> {
        let mut rest: Vec<&Vec<String>> = set.iter().collect();
        let mut parts: Vec<usize> = Vec::new();
        let mut frame: Option<(String, String)> = None;
        for (i, line) in lines.iter().enumerate().skip(first) {
            let found = rest
                .iter()
                .enumerate()
                .find_map(|(n, member)| Some((n, around(member, &names[i])?)));
            match found {
                Some((n, around)) if self.additive(line) && line.group == lines[first].group => {
                    let same = frame.get_or_insert_with(|| around.clone());
                    // 国有单位投资, 个人投资: what is as good as closed need not be named alike, but then side by side.
                    let beside = trust < Trust::Sure && parts.last().is_none_or(|p| p + 1 == i);
                    if *same != around && !beside {
                        return None;
                    }
                    rest.remove(n);
                    parts.push(i);
                    if rest.is_empty() {
                        return Some(parts);
                    }
                }
                // 出口, 其中：一般贸易, …, 进口: what stands between belongs to the member before.
                _ => {
                    let last = *parts.last()?;
                    let inside = line.memo || line.level > lines[first].level || last + 1 < i && lines[last + 1].memo;
                    if !inside || self.is_total(line) || self.is_whole(line) {
                        return None;
                    }
                }
            }
        }
        None
    }

    /// The line that the parts from `first` on divide: the one before, beyond other divisions of it.
    fn owner(&self, lines: &[Line], names: &[String], first: usize) -> Option<usize> {
        let mut at = first.checked_sub(1)?;
        if !lines[first].memo {
            return Some(at);
        }
        while let Some(set) = self.closed.iter().find(|set| {
            let start = (at + 1).checked_sub(set.len());
            start.is_some_and(|s| {
                s > 0
                    && lines[s].memo
                    && self
                        .closes(lines, names, set, s, Trust::Sure)
                        .is_some_and(|p| p.last() == Some(&at))
            })
        }) {
            at = (at + 1 - set.len()).checked_sub(1)?;
        }
        (!lines[at].memo).then_some(at)
    }

    /// Numbering and set-in names: a line and those below it that stand deeper.
    fn levels(&self, lines: &[Line]) -> Vec<Question> {
        let mut out = Vec::new();
        for total in 0..lines.len() {
            let deeper = lines[total + 1..]
                .iter()
                .take_while(|l| l.level > lines[total].level && !self.is_total(l))
                .count();
            let below = self.parts(lines, total, total + 1..total + 1 + deeper);
            let Some(level) = below.iter().map(|i| lines[*i].level).min() else {
                continue;
            };
            let parts: Vec<usize> = below.into_iter().filter(|i| lines[*i].level == level).collect();
            if parts.len() > 1 && self.additive(&lines[total]) && !self.is_total(&lines[total]) {
                out.push(Question {
                    readings: vec![Division { total, parts }],
                    trust: Trust::Told,
                    level: Some(lines[total].level),
                });
            }
        }
        out
    }

    /// A line whose name says that it is a whole (货物运输总量), above those up to the next one.
    fn wholes(&self, lines: &[Line]) -> Vec<Question> {
        let mut out = Vec::new();
        for total in (0..lines.len()).filter(|i| self.is_whole(&lines[*i]) && !self.is_total(&lines[*i])) {
            let run = lines[total + 1..]
                .iter()
                .take_while(|l| !self.is_whole(l) && l.level >= lines[total].level)
                .count();
            let below = self.parts(lines, total, total + 1..total + 1 + run);
            let readings = prefixes(total, &below[..below.len().min(MOST_OPEN)]);
            if readings.is_empty() {
                continue;
            }
            let ends = below.len() <= MOST_OPEN && below.last().is_some_and(|i| self.is_rest(&lines[*i]));
            let trust = if ends { Trust::Usual } else { Trust::Told };
            out.push(Question {
                readings,
                trust,
                level: None,
            });
        }
        out
    }
}

/// The readings that take the first two lines, the first three, and so on; the longest first.
pub fn prefixes(total: usize, lines: &[usize]) -> Vec<Division> {
    let take = |n: usize| Division {
        total,
        parts: lines[..n].to_vec(),
    };
    (2..=lines.len()).rev().map(take).collect()
}

/// A name as members of a set are looked for in it: 出口 is no part of 进出口.
fn compared(name: &str) -> String {
    without_brackets(name).replace("进出口", "〇").replace("非税收", "非税")
}

/// What stands before and behind a member in a name that is [`compared`]; none where the name holds no member of it.
fn around(member: &[String], name: &str) -> Option<(String, String)> {
    let word = member
        .iter()
        .filter(|w| name.contains(w.as_str()))
        .max_by_key(|w| w.len())?;
    let (before, behind) = name.split_once(word.as_str())?;
    // 非农业 is not 农业.
    (!before.ends_with('非')).then(|| (before.to_owned(), behind.to_owned()))
}

/// A name without what stands in brackets at its end: 产量（万吨）.
fn without_brackets(name: &str) -> &str {
    name.split(['（', '(']).next().filter(|n| !n.is_empty()).unwrap_or(name)
}
