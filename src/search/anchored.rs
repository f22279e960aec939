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
type MakeCache = Box<dyn Fn() -> Cache + Send + Sync + UnwindSafe + RefUnwindSafe>;

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
    caches: Pool<Cache, MakeCache>,
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
            caches: Pool::new(Box::new(move || of.create_cache())),
        })
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

/// The automaton on its way over one text.
struct Run<'a> {
    starts: &'a Starts,
    cache: PoolGuard<'a, Cache, MakeCache>,
    /// The state before the first character, anywhere but at the start, and how often the cache had been cleared when it was made.
    first: Option<(usize, LazyStateID)>,
    steps: usize,
}

impl<'a> Run<'a> {
    fn new(starts: &'a Starts) -> Self {
        Self {
            starts,
            cache: starts.caches.get(),
            first: None,
            steps: 0,
        }
    }

    /// The end of the match that begins at a place. Most are left after a character or two, so that the steps are taken here and not by a
    /// search, which takes longer to set up.
    fn end(&mut self, text: &str, at: usize) -> Result<Option<usize>, GaveUp> {
        let mut state = self.first(text, at)?;
        let (dfa, cache) = (&self.starts.dfa, &mut *self.cache);
        let mut end = None;
        for (i, c) in text[at..].char_indices() {
            let (first, second) = self.starts.alphabet.bytes(c);
            state = dfa.next_state(cache, state, first).map_err(|_| GaveUp)?;
            if let Some(second) = second.filter(|_| !state.is_tagged() || state.is_match()) {
                // Whether the match ended before this character is told by the state between its two bytes.
                end = if state.is_match() { Some(at + i) } else { end };
                state = dfa.next_state(cache, state, second).map_err(|_| GaveUp)?;
            }
            if state.is_tagged() {
                // A state tells that the match ended before the character that led to it.
                match state {
                    state if state.is_match() => end = Some(at + i),
                    state if state.is_dead() => {
                        self.steps += i + 1;
                        return Ok(end);
                    }
                    state if state.is_quit() => return Err(GaveUp),
                    _ => {}
                }
            }
        }
        self.steps += text.len() - at;
        state = dfa.next_eoi_state(cache, state).map_err(|_| GaveUp)?;
        Ok(if state.is_match() { Some(text.len()) } else { end })
    }

    /// The state before the first character: the same at every place but the start, unless the expression looks at what stands before it.
    fn first(&mut self, text: &str, at: usize) -> Result<LazyStateID, GaveUp> {
        match self.first {
            Some((cleared, state)) if at > 0 && cleared == self.cache.clear_count() => Ok(state),
            _ => {
                // All that is asked of what stands before is whether a line ends there.
                let ended = text.as_bytes()[..at]
                    .last()
                    .map(|byte| if *byte == b'\n' { b'\n' } else { 0 });
                let config = start::Config::new().look_behind(ended).anchored(Anchored::Yes);
                let start = self.starts.dfa.start_state(&mut self.cache, &config);
                let state = start.map_err(|_| GaveUp)?;
                if at > 0 && !self.starts.looks_back {
                    self.first = Some((self.cache.clear_count(), state));
                }
                Ok(state)
            }
        }
    }
}
