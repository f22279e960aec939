//! Searching by an automaton that is started only where a match can begin.
//!
//! Owns the way of searching for expressions whose matches begin with few characters. An automaton that may begin anywhere has to keep all
//! beginnings in mind at once, and has many times as many states; most of these places are left at their first character.

use super::first::Firsts;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{Compiler, Config, WhichCaptures};
use regex_automata::util::pool::Pool;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{Hir, Look};
use std::ops::Range;

/// How large an automaton may grow, in bytes; far above the heaviest expression that rules may have.
pub(super) const LARGEST: usize = 64 << 20;

/// An automaton with the characters that its matches begin with.
pub(super) struct Starts {
    firsts: Firsts,
    /// Whether a match begins where the text does.
    at_start: bool,
    dfa: DFA,
    /// One for each thread that searches.
    caches: Pool<Cache, Box<dyn Fn() -> Cache + Send + Sync + std::panic::UnwindSafe + std::panic::RefUnwindSafe>>,
}

impl std::fmt::Debug for Starts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Starts")
            .field("firsts", &self.firsts)
            .finish_non_exhaustive()
    }
}

impl Starts {
    /// The automaton of an expression; none when it cannot be built.
    pub(super) fn new(hir: &Hir, firsts: Firsts) -> Option<Self> {
        let config = Config::new()
            .which_captures(WhichCaptures::None)
            .nfa_size_limit(Some(LARGEST));
        let nfa = Compiler::new().configure(config).build_from_hir(hir).ok()?;
        let config = DFA::config().cache_capacity(LARGEST).skip_cache_capacity_check(true);
        let dfa = DFA::builder().configure(config).build_from_nfa(nfa).ok()?;
        let of = dfa.clone();
        Some(Self {
            firsts,
            at_start: hir.properties().look_set_prefix().contains(Look::Start),
            dfa,
            caches: Pool::new(Box::new(move || of.create_cache())),
        })
    }

    /// The places of matches in a text, from left to right, not overlapping, until `enough` says so. False when the automaton gave up.
    pub(super) fn each(&self, text: &str, mut enough: impl FnMut(Range<usize>) -> bool) -> bool {
        let mut cache = None;
        let mut passed = 0;
        for (at, c) in text.char_indices() {
            if self.at_start && at > 0 {
                break;
            }
            if at < passed || !self.firsts.hold(c) {
                continue;
            }
            let cache = cache.get_or_insert_with(|| self.caches.get());
            let input = Input::new(text).range(at..).anchored(Anchored::Yes);
            match self.dfa.try_search_fwd(cache, &input) {
                Ok(Some(end)) => {
                    passed = end.offset();
                    if enough(at..passed) {
                        return true;
                    }
                }
                Ok(None) => {}
                Err(_) => return false,
            }
        }
        true
    }
}
