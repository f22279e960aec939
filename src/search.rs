//! Searching a text for an expression: by walking the expression, or by an automaton.
//!
//! Owns the choice. Building an automaton takes longer than a draft of a few pages gives most expressions to do, so an expression is walked
//! (`walk`) until it has cost about as much as an automaton would, and has one from then on. Both find the same; a test compares them.
//! How a text is passed over quickly ([`raw`], [`sparse`]) others use too.

mod alphabet;
mod anchored;
mod first;
pub mod raw;
mod second;
pub mod sparse;
mod walk;

use anchored::Starts;
use first::{Edge, edge};
use regex_automata::meta::Regex;
use regex_automata::util::interpolate;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{ClassUnicode, Hir, HirKind, Look};
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A parsed regular expression, ready to search with.
#[derive(Debug)]
pub struct Expression {
    hir: Hir,
    /// The names of its groups with their numbers.
    names: Vec<(String, usize)>,
    /// The characters that a text which matches ends with; none when a match may end anywhere.
    ends: OnceLock<Option<ClassUnicode>>,
    /// How it is walked; none when it cannot be.
    walk: OnceLock<Option<walk::Plan>>,
    /// The steps so far.
    walked: AtomicUsize,
    /// Where it is started only where a match can begin; none when that can be anywhere.
    starts: OnceLock<Option<Starts>>,
    automaton: OnceLock<Option<Regex>>,
}

/// One match.
#[derive(Debug)]
pub struct Groups<'t> {
    text: &'t str,
    names: &'t [(String, usize)],
    /// The whole match, then the groups in order.
    found: Vec<Option<Range<usize>>>,
}

impl Expression {
    /// An expression; the caller has limited its size.
    pub fn new(hir: Hir) -> Self {
        let mut names = Vec::new();
        name_groups(&hir, &mut names);
        Self {
            hir,
            names,
            ends: OnceLock::new(),
            walk: OnceLock::new(),
            walked: AtomicUsize::new(0),
            starts: OnceLock::new(),
            automaton: OnceLock::new(),
        }
    }

    /// Whether it matches anywhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        if !self.may_end(text) {
            return false;
        }
        if let Some(found) = self.walk(text, |walk| walk.next_match(0).is_some()) {
            return found;
        }
        let mut found = false;
        let first = |_| {
            found = true;
            true
        };
        match self.starts().is_some_and(|starts| starts.each(text, first)) {
            true => found,
            false => self.automaton().is_some_and(|regex| regex.is_match(text)),
        }
    }

    /// False where a match would begin with one of the marks of a text and none of them stands before what it goes on with.
    pub fn may_begin_with(&self, text: &str, marks: &[(u32, char)]) -> bool {
        let starts = self.starts.get().and_then(Option::as_ref);
        let starts = starts.filter(|starts| starts.begins_with_mark());
        starts.is_none_or(|starts| marks.iter().any(|(at, _)| starts.may_begin(text, *at as usize)))
    }

    /// All matches in a text, from left to right, not overlapping.
    pub fn matches<'t>(&'t self, text: &'t str) -> Vec<Groups<'t>> {
        let groups = |found| Groups {
            text,
            names: &self.names,
            found,
        };
        if !self.may_end(text) {
            return Vec::new();
        }
        let walked = self.walk(text, |walk| {
            let mut out = Vec::new();
            let mut from = 0;
            while let Some(found) = walk.next_match(from) {
                from = found[0].as_ref().map_or(text.len(), |whole| whole.end);
                out.push(groups(found));
            }
            out
        });
        if let Some(found) = walked {
            return found;
        }
        self.found(text)
            .into_iter()
            .map(|place| groups(self.groups(text, place)))
            .collect()
    }

    /// What the groups of a match hold, of which the place is known: walking from there costs less than an automaton that keeps account of
    /// all groups.
    fn groups(&self, text: &str, place: Range<usize>) -> Vec<Option<Range<usize>>> {
        if let Some(plan) = self.plan()
            && let Some(groups) = walk::Walk::new(&self.hir, plan, text).groups_at(place.start)
        {
            return groups;
        }
        let Some(regex) = self.automaton() else {
            return vec![Some(place)];
        };
        let mut captures = regex.create_captures();
        regex.search_captures(&Input::new(text).range(place).anchored(Anchored::Yes), &mut captures);
        let range = |group: usize| captures.get_group(group).map(|found| found.start..found.end);
        (0..captures.group_len()).map(range).collect()
    }

    /// The places of all matches in a text, without walking.
    fn found(&self, text: &str) -> Vec<Range<usize>> {
        self.started(text).unwrap_or_else(|| {
            let regex = self.automaton().into_iter();
            regex.flat_map(|r| r.find_iter(text)).map(|m| m.range()).collect()
        })
    }

    /// The places of all matches in a text.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let walked = self.walk(text, |walk| {
            let mut out: Vec<Range<usize>> = Vec::new();
            while let Some(found) = walk.next_match(out.last().map_or(0, |last| last.end)) {
                out.extend(found.into_iter().next().flatten());
            }
            out
        });
        walked.unwrap_or_else(|| self.found(text))
    }

    /// Builds the automaton, so that errors of size are told when the expression is read.
    pub fn builds(&self) -> bool {
        self.automaton().is_some()
    }

    /// Whether a match may end where the text does, when it has to.
    fn may_end(&self, text: &str) -> bool {
        let ends = self.ends.get_or_init(|| {
            let at_end = self.hir.properties().look_set_suffix().contains(Look::End);
            at_end.then(|| edge(&self.hir, Edge::Back)).flatten()
        });
        ends.as_ref()
            .is_none_or(|ends| text.chars().next_back().is_some_and(|last| holds(ends, last)))
    }

    fn plan(&self) -> Option<&walk::Plan> {
        self.walk.get_or_init(|| walk::Plan::of(&self.hir)).as_ref()
    }

    /// What a search by walking gives; none when it has to be done by the automaton.
    fn walk<T>(&self, text: &str, search: impl FnOnce(&mut walk::Walk) -> T) -> Option<T> {
        let plan = self.plan()?;
        if self.automaton.get().is_some()
            || self.starts.get().is_some()
            || self.walked.load(Ordering::Relaxed) >= plan.most
        {
            return None;
        }
        let mut walk = walk::Walk::new(&self.hir, plan, text);
        let found = search(&mut walk);
        self.walked.fetch_add(walk.steps(), Ordering::Relaxed);
        (!walk.gave_up()).then_some(found)
    }

    /// The places of all matches as the automaton finds them that is started where one can begin; none where there is no such automaton.
    fn started(&self, text: &str) -> Option<Vec<Range<usize>>> {
        let mut places = Vec::new();
        let keep = |place| {
            places.push(place);
            false
        };
        self.starts()?.each(text, keep).then_some(places)
    }

    fn starts(&self) -> Option<&Starts> {
        let build = || Starts::new(&self.hir, self.plan()?.first.as_ref());
        self.starts.get_or_init(build).as_ref()
    }

    fn automaton(&self) -> Option<&Regex> {
        // The limits are far above the heaviest expression that rules may have.
        let build = || {
            let config = Regex::config()
                .nfa_size_limit(Some(anchored::LARGEST))
                .hybrid_cache_capacity(anchored::LARGEST);
            Regex::builder().configure(config).build_from_hir(&self.hir).ok()
        };
        self.automaton.get_or_init(build).as_ref()
    }
}

impl<'t> Groups<'t> {
    /// The range of the whole match.
    pub fn whole(&self) -> Range<usize> {
        self.get(0).unwrap_or_default()
    }

    /// The range of a group by its number.
    pub fn get(&self, group: usize) -> Option<Range<usize>> {
        self.found.get(group).cloned().flatten()
    }

    /// The range of a group by its name.
    pub fn name(&self, name: &str) -> Option<Range<usize>> {
        self.get(self.number(name)?)
    }

    /// A template with `$name` and `${name}` replaced by what the groups hold.
    pub fn expand(&self, template: &str) -> String {
        let mut out = String::new();
        let append = |group: usize, out: &mut String| {
            out.push_str(self.get(group).map_or("", |range| &self.text[range]));
        };
        interpolate::string(template, append, |name| self.number(name), &mut out);
        out
    }

    fn number(&self, name: &str) -> Option<usize> {
        self.names.iter().find(|(n, _)| n == name).map(|(_, number)| *number)
    }
}

fn name_groups(hir: &Hir, out: &mut Vec<(String, usize)>) {
    match hir.kind() {
        HirKind::Capture(capture) => {
            let number = capture.index as usize;
            out.extend(capture.name.as_deref().map(|name| (name.to_owned(), number)));
            name_groups(&capture.sub, out);
        }
        HirKind::Repetition(repetition) => name_groups(&repetition.sub, out),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().for_each(|p| name_groups(p, out)),
        _ => {}
    }
}

/// Whether a class holds a character. Most classes are short, and most characters that are asked for stand behind Latin.
fn holds(class: &ClassUnicode, c: char) -> bool {
    let ranges = class.ranges();
    if ranges.len() <= 8 {
        return ranges.iter().any(|r| r.start() <= c && c <= r.end());
    }
    let place = ranges.partition_point(|r| r.end() < c);
    ranges.get(place).is_some_and(|r| r.start() <= c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn expression(text: &str) -> Expression {
        Expression::new(regex_syntax::Parser::new().parse(text).unwrap())
    }

    /// Expressions with all that can be walked, and some that cannot.
    const EXPRESSIONS: [&str; 27] = [
        "^[增，].*长$",
        "(?:增|，)了*$",
        "增长了?百",
        "(?:增长|增)(?:长了|了)?",
        "[^，]{0,3}?百",
        "[^，]{0,3}百",
        "(?P<a>增+)(?P<b>长*)百?",
        "(?P<a>增+?)(?P<b>长*?)[百了]",
        "(?:增长|长增){2,3}了",
        "(?:(?P<x>增|长)|(?P<y>百))+了",
        "^增|百$",
        "(?:^|，)(?P<at>增)",
        "(?m:^增|长$)",
        "(?:^|[^增])(?P<at>[增长]{2})(?:[^增]|$)",
        "(?:[，。]|^)增+(?:长|$)",
        "(?:^|a)(?:增|长a)",
        "(?:增长?|，)+百",
        "(?:增(?:长|了)*?，)*?百",
        "[增长]{2}[^增长]",
        "a(?:增|长|百|了|，|b|c|d|e){3}",
        "(?:长*)?百",
        "增{2,}|长{1,2}",
        "(?:增|增长)(?:百|长百)?",
        "(?P<open>增)[^增百]*(?P<close>百)",
        "(?:增*)*百",
        r"\b增",
        "长*",
    ];

    /// All groups of all matches as the automaton tells them.
    fn captured(e: &Expression, text: &str) -> Vec<Vec<Option<Range<usize>>>> {
        let groups = |c: regex_automata::util::captures::Captures| {
            let group = |i: usize| c.get_group(i).map(|found| found.start..found.end);
            (0..c.group_len()).map(group).collect()
        };
        e.automaton()
            .into_iter()
            .flat_map(|r| r.captures_iter(text))
            .map(groups)
            .collect()
    }

    proptest! {
        #[test]
        fn walking_finds_what_an_automaton_finds(text in "[增长百了，ab\n]{0,24}") {
            for e in EXPRESSIONS {
                let (walks, runs) = (expression(e), expression(e));
                prop_assert!(runs.builds());
                let all = |e: &Expression| -> Vec<_> { e.matches(&text).into_iter().map(|g| g.found).collect() };
                prop_assert_eq!(all(&walks), all(&runs), "{}", e);
                prop_assert_eq!(captured(&runs, &text), all(&runs), "{}", e);
                prop_assert_eq!(walks.is_match(&text), runs.is_match(&text), "{}", e);
                prop_assert_eq!(walks.places(&text), runs.places(&text), "{}", e);
                let anywhere = runs.automaton().into_iter().flat_map(|r| r.find_iter(&text)).map(|m| m.range());
                prop_assert_eq!(runs.places(&text), anywhere.collect::<Vec<_>>(), "{}", e);
            }
        }
    }

    #[test]
    fn what_would_take_long_to_walk_is_left_to_the_automaton() {
        let text = "增长".repeat(500);
        let hard = expression("(?:增|长|增长)*(?:增|长|增长)*(?:增|长|增长)*百");
        assert!(!hard.is_match(&text));
        assert!(hard.starts.get().is_some());
        let easy = expression("长百");
        assert!(!easy.is_match(&text) && easy.starts.get().is_none());
    }

    #[test]
    fn a_text_in_which_every_place_begins_a_long_way_is_searched_at_once() {
        let address = expression("[a-z0-9]+@[a-z]+");
        assert!(address.builds());
        let text = format!("{}，a1@b", "a".repeat(400_000));
        assert_eq!(
            address.places(&text).first().map(|place| place.start),
            Some(text.len() - 4)
        );
        assert!(address.started(&text).is_none() && address.started("a1@b").is_some());
    }

    #[test]
    fn groups_by_name_in_a_template() {
        let quoted = expression("“(?P<body>[^”]*)”(?P<none>x)?");
        let found = quoted.matches("见“甲”。");
        assert_eq!(found[0].name("body"), Some(6..9));
        assert_eq!(found[0].name("none"), None);
        assert_eq!(found[0].expand("《${body}$none》"), "《甲》");
    }
}
