//! Walking an expression along a text.
//!
//! Owns a search with backtracking that finds what an automaton would: at the first place where the expression matches, the alternative that
//! is written first. It gives up after so many steps, so that no text makes it slow, and leaves out what it cannot walk ([`Plan::of`]).

use super::first::{Edge, edge};
use super::holds;
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Literal, Look, Repetition};
use std::ops::Range;

/// Deeper nesting gives up: a thread has little stack.
const DEEPEST: usize = 400;

/// Building an automaton takes longer the larger the expression is: so many steps for each of its parts, and at least so many.
const STEPS_PER_PART: usize = 100;
const LEAST_STEPS: usize = 20_000;

/// What is known of an expression before it is walked.
#[derive(Debug)]
pub(super) struct Plan {
    /// The characters that a match can begin with; none when that cannot be told.
    pub(super) first: Option<ClassUnicode>,
    groups: usize,
    /// So many steps are about as much work as building an automaton.
    pub(super) most: usize,
}

impl Plan {
    /// The plan for an expression. None when it matches nothing at all, repeats what may be empty, or looks at words or bytes.
    pub(super) fn of(hir: &Hir) -> Option<Self> {
        let properties = hir.properties();
        let some = properties.minimum_len().is_some_and(|least| least > 0);
        (some && walkable(hir)).then(|| Self {
            first: edge(hir, Edge::Front),
            groups: groups(hir),
            most: (STEPS_PER_PART * parts(hir)).max(LEAST_STEPS),
        })
    }
}

fn walkable(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Class(Class::Unicode(_)) => true,
        HirKind::Literal(Literal(bytes)) => std::str::from_utf8(bytes).is_ok(),
        HirKind::Class(Class::Bytes(_)) => false,
        HirKind::Look(look) => matches!(look, Look::Start | Look::End | Look::StartLF | Look::EndLF),
        HirKind::Capture(capture) => walkable(&capture.sub),
        HirKind::Repetition(r) => {
            let once = r.max == Some(1);
            (once || r.sub.properties().minimum_len().is_some_and(|least| least > 0)) && walkable(&r.sub)
        }
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().all(walkable),
    }
}

/// How many parts an expression has.
fn parts(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Capture(capture) => 1 + parts(&capture.sub),
        HirKind::Repetition(repetition) => 1 + parts(&repetition.sub),
        HirKind::Concat(all) | HirKind::Alternation(all) => 1 + all.iter().map(parts).sum::<usize>(),
        _ => 1,
    }
}

/// The number of the last group.
fn groups(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Capture(capture) => groups(&capture.sub).max(capture.index as usize),
        HirKind::Repetition(repetition) => groups(&repetition.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().map(groups).max().unwrap_or(0),
        _ => 0,
    }
}

/// One walk over one text.
pub(super) struct Walk<'a> {
    hir: &'a Hir,
    plan: &'a Plan,
    text: &'a str,
    groups: Vec<Option<Range<usize>>>,
    steps: usize,
    depth: usize,
    gave_up: bool,
}

/// What comes behind the part at hand: whether the rest matches from a place on.
type Rest<'r, 'a> = &'r mut dyn FnMut(&mut Walk<'a>, usize) -> bool;

impl<'a> Walk<'a> {
    pub(super) fn new(hir: &'a Hir, plan: &'a Plan, text: &'a str) -> Self {
        Self {
            hir,
            plan,
            text,
            groups: Vec::new(),
            steps: 0,
            depth: 0,
            gave_up: false,
        }
    }

    pub(super) fn steps(&self) -> usize {
        self.steps
    }

    /// Whether what was found counts for nothing.
    pub(super) fn gave_up(&self) -> bool {
        self.gave_up
    }

    /// The first match from a place on: the whole, then its groups.
    pub(super) fn next_match(&mut self, from: usize) -> Option<Vec<Option<Range<usize>>>> {
        let (text, plan) = (self.text, self.plan);
        for (i, c) in text[from..].char_indices() {
            if plan.first.as_ref().is_none_or(|first| holds(first, c)) {
                let found = self.groups_at(from + i);
                if found.is_some() || self.gave_up {
                    return found;
                }
            }
        }
        // Passing over a few characters costs as much as a step.
        self.steps += (text.len() - from) / 8;
        None
    }

    /// The match that begins at a place: the whole, then its groups.
    pub(super) fn groups_at(&mut self, start: usize) -> Option<Vec<Option<Range<usize>>>> {
        self.groups.clear();
        self.groups.resize(self.plan.groups + 1, None);
        let found = self.part(self.hir, start, &mut |walk, end| {
            walk.groups[0] = Some(start..end);
            true
        });
        (found && !self.gave_up).then(|| std::mem::take(&mut self.groups))
    }

    /// Whether a part matches at a place, and the rest behind it.
    fn part(&mut self, hir: &'a Hir, at: usize, rest: Rest<'_, 'a>) -> bool {
        self.steps += 1;
        self.gave_up |= self.steps > self.plan.most || self.depth > DEEPEST;
        if self.gave_up {
            return false;
        }
        match hir.kind() {
            HirKind::Empty => rest(self, at),
            HirKind::Literal(Literal(bytes)) => stands(self.text, bytes, at) && rest(self, at + bytes.len()),
            HirKind::Class(class) => match step(self.text, class, at) {
                Some(end) => rest(self, end),
                None => false,
            },
            HirKind::Look(look) => self.looks(*look, at) && rest(self, at),
            HirKind::Capture(capture) => {
                let group = capture.index as usize;
                let before = self.groups[group].clone();
                let found = self.deeper(|walk| {
                    walk.part(&capture.sub, at, &mut |walk, end| {
                        let within = walk.groups[group].replace(at..end);
                        let found = rest(walk, end);
                        if !found {
                            walk.groups[group] = within;
                        }
                        found
                    })
                });
                if !found {
                    self.groups[group] = before;
                }
                found
            }
            HirKind::Concat(parts) => self.deeper(|walk| walk.all(parts, at, rest)),
            HirKind::Alternation(parts) => self.deeper(|walk| {
                let text = walk.text;
                let mut begun = parts.iter().filter(|part| begins(text, part, at));
                begun.any(|part| walk.part(part, at, &mut *rest))
            }),
            HirKind::Repetition(repetition) => match repetition.sub.kind() {
                HirKind::Class(class) => self.run(repetition, class, at, rest),
                _ => self.deeper(|walk| walk.again(repetition, 0, at, rest)),
            },
        }
    }

    /// One level further down.
    fn deeper(&mut self, go: impl FnOnce(&mut Self) -> bool) -> bool {
        self.depth += 1;
        let found = go(self);
        self.depth -= 1;
        found
    }

    /// Parts that follow one another.
    fn all(&mut self, parts: &'a [Hir], at: usize, rest: Rest<'_, 'a>) -> bool {
        match parts {
            [] => rest(self, at),
            [last] => self.part(last, at, rest),
            [part, behind @ ..] => {
                self.deeper(|walk| walk.part(part, at, &mut |walk, end| walk.all(behind, end, &mut *rest)))
            }
        }
    }

    /// A part that is repeated, `count` times so far.
    fn again(&mut self, repetition: &'a Repetition, count: u32, at: usize, rest: Rest<'_, 'a>) -> bool {
        let Repetition { min, max, greedy, sub } = repetition;
        if count < *min {
            return self
                .deeper(|walk| walk.part(sub, at, &mut |walk, end| walk.again(repetition, count + 1, end, rest)));
        }
        if !greedy && rest(self, at) {
            return true;
        }
        let more = max.is_none_or(|most| count < most)
            && self.deeper(|walk| walk.part(sub, at, &mut |walk, end| walk.again(repetition, count + 1, end, rest)));
        more || (*greedy && rest(self, at))
    }

    /// A repeated class, without going deeper for each character.
    fn run(&mut self, repetition: &Repetition, class: &Class, at: usize, rest: Rest<'_, 'a>) -> bool {
        let most = repetition.max.map_or(usize::MAX, |max| max as usize);
        let mut end = at;
        for _ in 0..repetition.min {
            match step(self.text, class, end) {
                Some(next) => end = next,
                None => return false,
            }
        }
        let mut count = repetition.min as usize;
        if !repetition.greedy {
            loop {
                if rest(self, end) {
                    return true;
                }
                match step(self.text, class, end).filter(|_| count < most && !self.gave_up) {
                    Some(next) => end = next,
                    None => return false,
                }
                count += 1;
            }
        }
        let least = end;
        while count < most
            && let Some(next) = step(self.text, class, end)
        {
            (end, count) = (next, count + 1);
        }
        self.steps += (end - at) / 16;
        loop {
            if rest(self, end) {
                return true;
            }
            if end == least || self.gave_up {
                return false;
            }
            end = self.text.floor_char_boundary(end - 1);
        }
    }

    fn looks(&self, look: Look, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        match look {
            Look::Start => at == 0,
            Look::End => at == bytes.len(),
            Look::StartLF => at == 0 || bytes[at - 1] == b'\n',
            Look::EndLF => at == bytes.len() || bytes[at] == b'\n',
            _ => false,
        }
    }
}

/// Whether a part may match at a place, as far as its first character or word tells: most alternatives are left there.
fn begins(text: &str, part: &Hir, at: usize) -> bool {
    match part.kind() {
        HirKind::Literal(Literal(bytes)) => stands(text, bytes, at),
        HirKind::Class(class) => step(text, class, at).is_some(),
        HirKind::Capture(capture) => begins(text, &capture.sub, at),
        HirKind::Concat(parts) => parts.first().is_none_or(|first| begins(text, first, at)),
        HirKind::Repetition(repetition) if repetition.min > 0 => begins(text, &repetition.sub, at),
        _ => true,
    }
}

/// Whether a text stands at a place. Most texts differ in their first character, which is told without a call.
#[inline]
fn stands(text: &str, bytes: &[u8], at: usize) -> bool {
    let here = &text.as_bytes()[at..];
    match (bytes, here) {
        ([a, b, c, ..], [x, y, z, ..]) => (a, b, c) == (x, y, z) && here.starts_with(bytes),
        _ => here.starts_with(bytes),
    }
}

/// The place behind one character of a class.
fn step(text: &str, class: &Class, at: usize) -> Option<usize> {
    let Class::Unicode(class) = class else { return None };
    let c = text[at..].chars().next()?;
    holds(class, c).then(|| at + c.len_utf8())
}
