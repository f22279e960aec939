//! The files of a lexicon and their lists.
//!
//! Owns which lists a file may have. What an entry says is [`super::entries`], how several files go together is in `merge.rs`.

use super::clauses::{Around, Marks};
use super::entries::{Formula, HedgeWord, IndicatorEntry, Name, Phrase, Plan, UnitEntry, Verb, Words};
use super::measures::{Attributes, Measures, Pair};
use schemars::JsonSchema;
use serde::Deserialize;

/// Everything that the files of a lexicon hold, several files of one shape appended.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// `units.yaml`
    pub units: Vec<UnitEntry>,
    /// `names.yaml`
    pub names: Vec<Name>,
    /// `verbs.yaml`
    pub verbs: Vec<Verb>,
    /// `hedges.yaml`, before a number
    pub before: Vec<HedgeWord>,
    /// `hedges.yaml`, after it
    pub after: Vec<HedgeWord>,
    /// `indicators.yaml`
    pub indicators: Vec<IndicatorEntry>,
    /// `periods.yaml`
    pub plans: Vec<Plan>,
    /// `formulas.yaml`
    pub formulas: Vec<Formula>,
    /// `areas.yaml`
    pub areas: Words,
    /// `phrases.yaml`
    pub phrases: Vec<Phrase>,
    /// `clauses.yaml`, words that say when, where and on what basis
    pub marks: Vec<Marks>,
    /// `clauses.yaml`, words around a name
    pub around: Around,
}

/// One file of a lexicon: any of the lists, so that a user may keep all in one.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Units and classifiers.
    #[serde(default)]
    pub units: Vec<UnitEntry>,
    /// Names that are no figures.
    #[serde(default)]
    pub names: Vec<Name>,
    /// Verbs of change.
    #[serde(default)]
    pub verbs: Vec<Verb>,
    /// Hedges before a number.
    #[serde(default)]
    pub before: Vec<HedgeWord>,
    /// Hedges after a number.
    #[serde(default)]
    pub after: Vec<HedgeWord>,
    /// Indicators.
    #[serde(default)]
    pub indicators: Vec<IndicatorEntry>,
    /// Five-year plans.
    #[serde(default)]
    pub plans: Vec<Plan>,
    /// Words that name a period.
    #[serde(default)]
    pub words: Vec<String>,
    /// Counted formulations.
    #[serde(default)]
    pub formulas: Vec<Formula>,
    /// Provinces.
    #[serde(default)]
    pub provinces: Vec<String>,
    /// Cities.
    #[serde(default)]
    pub cities: Vec<String>,
    /// Words that open a local scope.
    #[serde(default)]
    pub local: Vec<String>,
    /// Pieces of patterns.
    #[serde(default)]
    pub phrases: Vec<Phrase>,
    /// Words that say when, where and on what basis.
    #[serde(default)]
    pub marks: Vec<Marks>,
    /// Words between a name and its figure.
    #[serde(default)]
    pub copulas: Vec<String>,
    /// Words between a name and its verb of change.
    #[serde(default)]
    pub comparisons: Vec<String>,
    /// What ends the words before a figure and is no part of a name.
    #[serde(default)]
    pub trails: Vec<String>,
    /// Areas that a name keeps.
    #[serde(default)]
    pub narrow: Vec<String>,
    /// Words before a name.
    #[serde(default)]
    pub fronts: Vec<String>,
    /// Beginnings of clauses without a subject.
    #[serde(default)]
    pub no_subject: Vec<String>,
    /// Verbs whose object is counted.
    #[serde(default)]
    pub actions: Vec<String>,
    /// Those that say nothing about it.
    #[serde(default)]
    pub idle: Vec<String>,
    /// Those that stay in the name.
    #[serde(default)]
    pub kept: Vec<String>,
    /// Words that hold one of the states and stay in a name.
    #[serde(default)]
    pub wholes: Vec<String>,
    /// Verbs that touch a part only.
    #[serde(default)]
    pub partial: Vec<String>,
    /// Words behind a counted noun.
    #[serde(default)]
    pub states: Vec<String>,
    /// Verbs that say which things are counted.
    #[serde(default)]
    pub predicates: Vec<String>,
    /// Those that tell what came of things.
    #[serde(default)]
    pub outcomes: Vec<String>,
    /// What people do or have done to them, which with their unit is all that names them: 受益 of 29万人受益.
    #[serde(default)]
    pub lived: Vec<String>,
    /// Adverbs before such a verb.
    #[serde(default)]
    pub manners: Vec<String>,
    /// Ends of words that describe the noun behind 的.
    #[serde(default)]
    pub qualities: Vec<String>,
    /// Verbs of what somebody does so many times.
    #[serde(default)]
    pub visits: Vec<String>,
    /// Things that are told by their size.
    #[serde(default)]
    pub sized: Vec<String>,
    /// Openings of a clause inside a name.
    #[serde(default)]
    pub relatives: Vec<String>,
    /// Nouns of doing behind a counted noun.
    #[serde(default)]
    pub acts: Vec<String>,
    /// What is done, as the end of a name: 分类 of 垃圾分类.
    #[serde(default)]
    pub done: Vec<String>,
    /// Verbs whose object is carried out (实施): what is done is named at the end of their list.
    #[serde(default)]
    pub carried_out: Vec<String>,
    /// Words of a name that begin like one before it.
    #[serde(default)]
    pub uncut: Vec<String>,
    /// Before a figure that a level reaches: 达到, 突破.
    #[serde(default)]
    pub reached: Vec<String>,
    /// Words of a clause that tells how many there are in all: 累计, 总数.
    #[serde(default)]
    pub totals: Vec<String>,
    /// Verbs that make a thing one more: 新增.
    #[serde(default)]
    pub added: Vec<String>,
    /// Ends of names of what there is, not of what was made: 人口, 余额.
    #[serde(default)]
    pub stocks: Vec<String>,
    /// Ends of names of rates, the longer first: 覆盖率.
    #[serde(default)]
    pub rates: Vec<String>,
    /// Words before 区, 县 and 旗 that make no name of a place: 社 in 社区.
    #[serde(default)]
    pub no_places: Vec<String>,
    /// What a heading over a review says.
    #[serde(default)]
    pub review_headings: Vec<String>,
    /// What a heading over goals says.
    #[serde(default)]
    pub goal_headings: Vec<String>,
    /// What a sentence that opens the goals says, beside the year or 今年.
    #[serde(default)]
    pub goal_openings: Vec<String>,
    /// Behind an indicator that a clause without figures names: 突破, 首次.
    #[serde(default)]
    pub passes: Vec<String>,
    /// What a thing does in a clause without figures: 快速发展.
    #[serde(default)]
    pub thrives: Vec<String>,
    /// Ends of names of things that thrive: 产业.
    #[serde(default)]
    pub thing_ends: Vec<String>,
    /// Ends of what a clause without figures is about: 改造.
    #[serde(default)]
    pub topic_ends: Vec<String>,
    /// Before what a clause without figures is about: 发展.
    #[serde(default)]
    pub topic_verbs: Vec<String>,
    /// Words of a review of several years.
    #[serde(default)]
    pub several_years: Vec<String>,
    /// Before what a paragraph opens with.
    #[serde(default)]
    pub address: Vec<String>,
    /// Before the years that a paragraph speaks of.
    #[serde(default)]
    pub turning: Vec<String>,
    /// How a clause ends that names the years of a term.
    #[serde(default)]
    pub terms: Vec<String>,
    /// How a plan ends.
    #[serde(default)]
    pub closings: Vec<String>,
    /// In a heading that names the first year of a plan by the plan.
    #[serde(default)]
    pub plan_openings: Vec<String>,
    /// Behind a number of years that are summed.
    #[serde(default)]
    pub summing: Vec<String>,
    /// Characters before a number of years that is no time.
    #[serde(default)]
    pub counted: Vec<char>,
    /// Between 由 or 从 and a value before a change.
    #[serde(default)]
    pub per: Vec<String>,
    /// Ends of names of what is told in sums.
    #[serde(default)]
    pub spent: Vec<String>,
    /// Behind a figure that was a goal.
    #[serde(default)]
    pub aims: Vec<String>,
    /// How a paragraph begins that tells of the draft of a plan.
    #[serde(default)]
    pub drafting: Vec<String>,
    /// What such a draft is called.
    #[serde(default)]
    pub drafts: Vec<String>,
    /// In a plain line that heads a chapter.
    #[serde(default)]
    pub chapters: Vec<String>,
    /// Behind a plan that is named and not spoken of.
    #[serde(default)]
    pub plan_nouns: Vec<String>,
    /// Before a rate that held for several years.
    #[serde(default)]
    pub steady: Vec<String>,
    /// Titles of a list of notes.
    #[serde(default)]
    pub note_titles: Vec<String>,
    /// Words that hold a conjunction and join nothing.
    #[serde(default)]
    pub unsplit: Vec<String>,
    /// Nouns for the size of something.
    #[serde(default)]
    pub levels: Vec<String>,
    /// Nouns that belong to a thing named before.
    #[serde(default)]
    pub dependent: Vec<String>,
    /// What is measured of a thing, by kind.
    #[serde(default)]
    pub measures: Vec<Measures>,
    /// Things that are written together.
    #[serde(default)]
    pub pairs: Vec<Pair>,
    /// What the first name of a list says of the later ones too.
    #[serde(default)]
    pub attributes: Vec<Attributes>,
    /// Words that name nothing alone.
    #[serde(default)]
    pub alone: Vec<String>,
    /// Nouns of speech, whose number measures nothing.
    #[serde(default)]
    pub speech: Vec<String>,
    /// Verbs of providing money for something.
    #[serde(default)]
    pub providing: Vec<String>,
    /// What is made better of a counted thing.
    #[serde(default)]
    pub bettered: Vec<String>,
    /// Words before a duration that is a value.
    #[serde(default)]
    pub lasting: Vec<String>,
    /// Words before a duration that is none.
    #[serde(default)]
    pub passed: Vec<String>,
    /// Words behind such a one.
    #[serde(default)]
    pub passing: Vec<String>,
}

/// The lists of a file, by which one is told from a file of rules.
pub const LISTS: [&str; 24] = [
    "units",
    "names",
    "verbs",
    "before",
    "after",
    "indicators",
    "plans",
    "words",
    "formulas",
    "provinces",
    "cities",
    "local",
    "phrases",
    "marks",
    "copulas",
    "comparisons",
    "fronts",
    "no_subject",
    "actions",
    "idle",
    "kept",
    "wholes",
    "partial",
    "states",
];
