//! How the files of a lexicon go together: those of the program, and those of a user before them.
//!
//! Owns what takes the place of what. What a file may hold is in [`super::files`].

use super::entries::IndicatorEntry;
use super::files::{File, Files};
use super::measures::{Kind, Shared};

impl Files {
    /// Adds the entries of a user's file: a unit, indicator, verb or hedge of a name that is known takes the place of the known one, and
    /// words of the user go before those of the program. Other names of what is known stay; an indicator of which nothing but other names
    /// is given is the known one with these.
    pub fn extend(&mut self, mut file: File) {
        for new in &mut file.units {
            if let Some(old) = self.units.iter().find(|old| old.unit == new.unit) {
                new.aliases.extend(old.aliases.iter().cloned());
            }
        }
        for new in &mut file.indicators {
            let Some(old) = self.indicators.iter().find(|old| old.name == new.name) else {
                continue;
            };
            let aliases = new.aliases.iter().chain(&old.aliases).cloned().collect();
            *new = IndicatorEntry {
                aliases,
                ..if new.is_bare() { old.clone() } else { new.clone() }
            };
        }
        put(&mut self.units, &mut file.units, |unit| &unit.unit);
        put(&mut self.indicators, &mut file.indicators, |indicator| &indicator.name);
        put(&mut self.verbs, &mut file.verbs, |verb| &verb.verb);
        put(&mut self.before, &mut file.before, |hedge| &hedge.word);
        put(&mut self.after, &mut file.after, |hedge| &hedge.word);
        put(&mut self.formulas, &mut file.formulas, |formula| &formula.term);
        put(&mut self.plans, &mut file.plans, |plan| &plan.name);
        self.add(file);
    }

    /// Adds the entries of one file.
    pub fn add(&mut self, file: File) {
        self.units.extend(file.units);
        self.names.extend(file.names);
        self.verbs.extend(file.verbs);
        self.before.extend(file.before);
        self.after.extend(file.after);
        self.indicators.extend(file.indicators);
        self.plans.extend(file.plans);
        self.formulas.extend(file.formulas);
        self.areas.periods.extend(file.words);
        self.areas.provinces.extend(file.provinces);
        self.areas.cities.extend(file.cities);
        self.areas.local.extend(file.local);
        self.phrases.extend(file.phrases);
        self.marks.extend(file.marks);
        self.around.copulas.extend(file.copulas);
        self.around.comparisons.extend(file.comparisons);
        self.around.trails.extend(file.trails);
        self.around.narrow.extend(file.narrow);
        self.around.fronts.extend(file.fronts);
        self.around.no_subject.extend(file.no_subject);
        self.around.actions.extend(file.actions);
        self.around.idle.extend(file.idle);
        self.around.kept.extend(file.kept);
        self.around.wholes.extend(file.wholes);
        self.around.partial.extend(file.partial);
        self.around.states.extend(file.states);
        self.around.predicates.extend(file.predicates);
        self.around.outcomes.extend(file.outcomes);
        self.around.lived.extend(file.lived);
        self.around.manners.extend(file.manners);
        self.around.qualities.extend(file.qualities);
        self.around.visits.extend(file.visits);
        self.around.sized.extend(file.sized);
        self.around.relatives.extend(file.relatives);
        self.around.acts.extend(file.acts);
        self.around.done.extend(file.done);
        self.around.carried_out.extend(file.carried_out);
        self.around.uncut.extend(file.uncut);
        self.around.reached.extend(file.reached);
        self.around.totals.extend(file.totals);
        self.around.added.extend(file.added);
        self.around.stocks.extend(file.stocks);
        self.around.rates.extend(file.rates);
        self.around.no_places.extend(file.no_places);
        self.around.review_headings.extend(file.review_headings);
        self.around.goal_headings.extend(file.goal_headings);
        self.around.goal_openings.extend(file.goal_openings);
        self.around.passes.extend(file.passes);
        self.around.thrives.extend(file.thrives);
        self.around.thing_ends.extend(file.thing_ends);
        self.around.topic_ends.extend(file.topic_ends);
        self.around.topic_verbs.extend(file.topic_verbs);
        self.around.several_years.extend(file.several_years);
        self.around.address.extend(file.address);
        self.around.turning.extend(file.turning);
        self.around.terms.extend(file.terms);
        self.around.closings.extend(file.closings);
        self.around.plan_openings.extend(file.plan_openings);
        self.around.summing.extend(file.summing);
        self.around.counted.extend(file.counted);
        self.around.per.extend(file.per);
        self.around.spent.extend(file.spent);
        self.around.aims.extend(file.aims);
        self.around.drafting.extend(file.drafting);
        self.around.drafts.extend(file.drafts);
        self.around.chapters.extend(file.chapters);
        self.around.plan_nouns.extend(file.plan_nouns);
        self.around.steady.extend(file.steady);
        self.around.note_titles.extend(file.note_titles);
        self.around.unsplit.extend(file.unsplit);
        self.around.levels.extend(file.levels);
        self.around.dependent.extend(file.dependent);
        let measured = file.measures.iter().flat_map(|kind| kind.words.iter().cloned());
        self.around.measured.extend(measured.collect());
        self.around.measures.extend(file.measures.into_iter().map(Kind::from));
        self.around.pairs.extend(file.pairs);
        self.around
            .attributes
            .extend(file.attributes.into_iter().map(Shared::from));
        self.around.alone.extend(file.alone);
        self.around.speech.extend(file.speech);
        self.around.providing.extend(file.providing);
        self.around.bettered.extend(file.bettered);
        self.around.lasting.extend(file.lasting);
        self.around.passed.extend(file.passed);
        self.around.passing.extend(file.passing);
    }
}

/// Moves entries before those that are known, in place of those of the same name.
fn put<T>(known: &mut Vec<T>, new: &mut Vec<T>, name: impl Fn(&T) -> &str) {
    known.retain(|old| new.iter().all(|new| name(new) != name(old)));
    known.splice(0..0, new.drain(..));
}
