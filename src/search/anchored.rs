//! Searching by an automaton that is started only where a match can begin.
//!
//! Owns the way of searching for expressions whose matches begin with few characters. An automaton that may begin anywhere has to keep all
//! beginnings in mind at once, and has many times as many states; most of these places are left at their first character. It reads letters
//! ([`super::alphabet`]), not bytes.

use super::alphabet::Alphabet;
use super::first::Firsts;
use regex_automata::Anchored;
use regex_automata::hybrid::LazyStateID;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{Compiler, Config, WhichCaptures};
use regex_automata::util::pool::{Pool, PoolGuard};
use regex_automata::util::start;
use regex_syntax::hir::{ClassUnicode, Hir, Look};
use std::ops::Range;
use std::panic::{RefUnwindSafe, UnwindSafe};

/// How large an automaton may grow, in bytes; far above the heaviest expression that rules may have.
pub(super) const LARGEST: usize = 64 << 20;

/// Makes the memory that an automaton needs for its states.
type MakeMemory = Box<dyn Fn() -> Memory + Send + Sync + UnwindSafe + RefUnwindSafe>;

/// What an automaton has found out so far.
struct Memory {
    cache: Cache,
    /// How often the cache had been cleared when the rest was noted.
    cleared: usize,
    /// The state before the first character, anywhere but at the start.
    first: Option<LazyStateID>,
    /// The states behind two characters from there, each where a hash of the two says, unless others have taken the place.
    second: Box<[(u64, LazyStateID)]>,
}

/// So many beginnings of two characters are remembered.
const BEGINNINGS: usize = 512;

/// The number of no two characters.
const NONE: u64 = u64::MAX;

/// An automaton with the characters that its matches begin with.
pub(super) struct Starts {
    firsts: Firsts,
    /// Whether a match begins a character before what `firsts` tells, or there at the start of a text.
    led: bool,
    /// Whether a match begins where the text does.
    at_start: bool,
    /// Whether it asks what stands before a match, beyond whether the text begins there.
    looks_back: bool,
    alphabet: Alphabet,
    /// Over the letters of the alphabet.
    dfa: DFA,
    /// One for each thread that searches.
    memories: Pool<Memory, MakeMemory>,
}

impl std::fmt::Debug for Starts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Starts")
            .field("firsts", &self.firsts)
            .finish_non_exhaustive()
    }
}

impl Starts {
    /// The automaton of an expression; none when it cannot be built. `first` are the characters that its matches begin with, where that can
    /// be told.
    pub(super) fn new(hir: &Hir, first: Option<&ClassUnicode>) -> Option<Self> {
        let (firsts, led) = match first {
            Some(first) => (Firsts::of(first, hir)?, false),
            None => (Firsts::behind_lead(hir)?, true),
        };
        let (alphabet, spelled) = Alphabet::of(hir)?;
        let config = Config::new()
            .utf8(false)
            .which_captures(WhichCaptures::None)
            .nfa_size_limit(Some(LARGEST));
        let nfa = Compiler::new().configure(config).build_from_hir(&spelled).ok()?;
        let config = DFA::config().cache_capacity(LARGEST).skip_cache_capacity_check(true);
        let dfa = DFA::builder().configure(config).build_from_nfa(nfa).ok()?;
        let of = dfa.clone();
        let looks = hir.properties().look_set();
        Some(Self {
            firsts,
            led,
            at_start: hir.properties().look_set_prefix().contains(Look::Start),
            looks_back: !looks
                .iter()
                .all(|look| matches!(look, Look::Start | Look::End | Look::EndLF)),
            alphabet,
            dfa,
            memories: Pool::new(Box::new(move || Memory::new(&of))),
        })
    }

    /// Whether every match begins with a character that is sparse.
    pub(super) fn begins_with_mark(&self) -> bool {
        !self.led && self.firsts.marks
    }

    /// Whether a match may begin at a place, by its first two characters.
    pub(super) fn may_begin(&self, text: &str, at: usize) -> bool {
        self.firsts.may_begin(text, at)
    }

    /// The places of matches in a text, from left to right, not overlapping, until `enough` says so. False when the automaton gave up.
    pub(super) fn each(&self, text: &str, mut enough: impl FnMut(Range<usize>) -> bool) -> bool {
        let mut run: Option<Run> = None;
        let (mut at, mut passed) = (0, 0);
        // Where a match begins where the text does, no other place need be found.
        let begin = match self.at_start {
            true => &text[..text.chars().take(2).map(char::len_utf8).sum()],
            false => text,
        };
        while let Some(place) = self.firsts.next(begin, at) {
            if self.at_start && place > 0 {
                break;
            }
            at = text.ceil_char_boundary(place + 1);
            let start = match self.led {
                true => text.floor_char_boundary(place.saturating_sub(1)),
                false => place,
            };
            if start < passed {
                continue;
            }
            let run = run.get_or_insert_with(|| Run::new(self));
            if run.steps > STEPS * text.len() {
                return false;
            }
            match run.end(text, start) {
                Ok(Some(end)) => {
                    (at, passed) = (end, end);
                    if enough(start..end) {
                        return true;
                    }
                }
                Ok(None) => {}
                Err(GaveUp) => return false,
            }
        }
        true
    }
}

/// So many steps a byte are taken. A text in which every place begins a long way (a line of nothing but letters, and letters before an @)
/// is searched by an automaton that begins everywhere at once.
const STEPS: usize = 16;

/// The automaton cannot go on.
struct GaveUp;

impl Memory {
    fn new(dfa: &DFA) -> Self {
        Self {
            cache: dfa.create_cache(),
            cleared: 0,
            first: None,
            second: vec![(NONE, LazyStateID::default()); BEGINNINGS].into_boxed_slice(),
        }
    }

    /// Forgets the states that are no longer, when the cache has been cleared.
    fn keep_up(&mut self) {
        if self.cleared != self.cache.clear_count() {
            self.cleared = self.cache.clear_count();
            self.first = None;
            self.second.fill((NONE, LazyStateID::default()));
        }
    }
}

/// The number of two characters, and its place among the beginnings.
#[inline]
fn beginning(first: char, second: char) -> (u64, usize) {
    let number = u64::from(first) << 32 | u64::from(second);
    (
        number,
        (number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 55) as usize % BEGINNINGS,
    )
}

/// The automaton on its way over one text.
struct Run<'a> {
    starts: &'a Starts,
    memory: PoolGuard<'a, Memory, MakeMemory>,
    steps: usize,
}

impl<'a> Run<'a> {
    fn new(starts: &'a Starts) -> Self {
        Self {
            starts,
            memory: starts.memories.get(),
            steps: 0,
        }
    }

    /// The end of the match that begins at a place. Most are left after a character or two, so that the steps are taken here and not by a
    /// search, which takes longer to set up; the first two characters are stepped over at once.
    fn end(&mut self, text: &str, at: usize) -> Result<Option<usize>, GaveUp> {
        self.memory.keep_up();
        let mut chars = text[at..].chars();
        match (chars.next(), chars.next()) {
            (Some(first), Some(second)) if at > 0 && !self.starts.looks_back => {
                let (number, place) = beginning(first, second);
                let behind = at + first.len_utf8() + second.len_utf8();
                if let (held, state) = self.memory.second[place]
                    && held == number
                {
                    return self.walk(text, behind, state, None);
                }
                let state = self.first(text, at)?;
                let (_, state) = self.step(state, first)?;
                let (ended, state) = match state.is_dead() {
                    true => (false, state),
                    false => self.step(state, second)?,
                };
                if !ended && self.memory.cleared == self.memory.cache.clear_count() {
                    self.memory.second[place] = (number, state);
                }
                self.walk(text, behind, state, ended.then_some(at + first.len_utf8()))
            }
            _ => {
                let state = self.first(text, at)?;
                self.walk(text, at, state, None)
            }
        }
    }

    /// The end of the match that goes on at a place from a state, `end` where nothing more is found.
    fn walk(
        &mut self,
        text: &str,
        at: usize,
        mut state: LazyStateID,
        mut end: Option<usize>,
    ) -> Result<Option<usize>, GaveUp> {
        if state.is_dead() {
            self.steps += 1;
            return Ok(end);
        }
        for (i, c) in text[at..].char_indices() {
            let ended;
            (ended, state) = self.step(state, c)?;
            if ended {
                end = Some(at + i);
            }
            if state.is_dead() {
                self.steps += i + 1;
                return Ok(end);
            }
        }
        self.steps += text.len() - at;
        state = (self.starts.dfa.next_eoi_state(&mut self.memory.cache, state)).map_err(|_| GaveUp)?;
        Ok(if state.is_match() { Some(text.len()) } else { end })
    }

    /// The state behind a character, and whether a match ended before it: the state behind its first byte tells.
    #[inline]
    fn step(&mut self, state: LazyStateID, c: char) -> Result<(bool, LazyStateID), GaveUp> {
        let (dfa, cache) = (&self.starts.dfa, &mut self.memory.cache);
        let (first, second) = self.starts.alphabet.bytes(c);
        let mut state = dfa.next_state(cache, state, first).map_err(|_| GaveUp)?;
        let ended = state.is_match();
        if let Some(second) = second.filter(|_| !state.is_dead()) {
            state = dfa.next_state(cache, state, second).map_err(|_| GaveUp)?;
        }
        match state.is_quit() {
            true => Err(GaveUp),
            false => Ok((ended, state)),
        }
    }

    /// The state before the first character: the same at every place but the start, unless the expression looks at what stands before it.
    fn first(&mut self, text: &str, at: usize) -> Result<LazyStateID, GaveUp> {
        if let Some(state) = self.memory.first.filter(|_| at > 0) {
            return Ok(state);
        }
        // All that is asked of what stands before is whether a line ends there.
        let before = text.as_bytes()[..at].last();
        let before = before.map(|byte| if *byte == b'\n' { b'\n' } else { 0 });
        let config = start::Config::new().look_behind(before).anchored(Anchored::Yes);
        let state = self.starts.dfa.start_state(&mut self.memory.cache, &config);
        let state = state.map_err(|_| GaveUp)?;
        if at > 0 && !self.starts.looks_back && self.memory.cleared == self.memory.cache.clear_count() {
            self.memory.first = Some(state);
        }
        Ok(state)
    }
}
