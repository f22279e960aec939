//! The YAML shape of the lexicon's files.
//!
//! Owns which keys an entry has and what they mean; the comments in the files say why an entry is as it is.

use super::clauses::{Around, Marks};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{self, Visitor};
use std::fmt;

/// How a figure is hedged; what each means as an interval is in [`crate::figure::interval`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Hedge {
    /// As printed.
    #[default]
    None,
    /// 约, 左右, 上下
    About,
    /// 近, 接近
    Near,
    /// 余, 多
    Over,
    /// 超, 逾, 突破: at least, and hardly ever more than one unit of the leading digit above.
    Exceed,
    /// 以上, 不低于
    AtLeast,
    /// 以下, 以内, 不超过
    AtMost,
    /// 不足, 不到
    Less,
    /// The boundary of a class (5亿元以上项目): in no relation.
    Class,
}

/// The direction of a verb of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// 增长, 提高, 高于 …
    Up,
    /// 下降, 减少, 低于 …
    Down,
}

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
    /// How a paragraph opens that speaks of the last year of such a review.
    #[serde(default)]
    pub last_year: Vec<String>,
    /// Words of a review of several years.
    #[serde(default)]
    pub several_years: Vec<String>,
    /// Words that hold a conjunction and join nothing.
    #[serde(default)]
    pub unsplit: Vec<String>,
    /// Nouns for the size of something.
    #[serde(default)]
    pub levels: Vec<String>,
    /// Nouns that belong to a thing named before.
    #[serde(default)]
    pub dependent: Vec<String>,
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
        self.around.fronts.extend(file.fronts);
        self.around.no_subject.extend(file.no_subject);
        self.around.actions.extend(file.actions);
        self.around.idle.extend(file.idle);
        self.around.kept.extend(file.kept);
        self.around.wholes.extend(file.wholes);
        self.around.partial.extend(file.partial);
        self.around.states.extend(file.states);
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
        self.around.last_year.extend(file.last_year);
        self.around.several_years.extend(file.several_years);
        self.around.unsplit.extend(file.unsplit);
        self.around.levels.extend(file.levels);
        self.around.dependent.extend(file.dependent);
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

/// A unit or classifier.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitEntry {
    /// The canonical written form.
    pub unit: String,
    /// Other written forms.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it measures: money, people, mass, percent, point, multiple ….
    pub dimension: String,
    /// How many base units of the dimension one of it is, as a decimal; none when it cannot be converted.
    #[serde(default)]
    pub scale: Option<Decimal>,
    /// Whether an integer of it is exact.
    #[serde(default)]
    pub counted: bool,
    /// Whether it is a statutory unit.
    #[serde(default = "yes")]
    pub statutory: bool,
    /// What must not follow it directly: 人 is no unit in 5人均.
    #[serde(default)]
    pub not_before: Vec<String>,
    /// The currency of a unit of money; different ones are never compared.
    #[serde(default)]
    pub currency: Option<String>,
}

fn yes() -> bool {
    true
}

/// A decimal written in YAML as a number or, to keep it exact, as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// All digits.
    pub mantissa: i128,
    /// The power of ten of the last one.
    pub exponent: i32,
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// A number's shortest text is the decimal that was written.
        struct Written;

        impl Visitor<'_> for Written {
            type Value = Decimal;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a decimal number")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
                Decimal::parse(text).ok_or_else(|| E::custom(format!("`{text}` is no decimal number")))
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Decimal, E> {
                self.visit_str(&value.to_string())
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Decimal, E> {
                self.visit_str(&value.to_string())
            }

            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Decimal, E> {
                self.visit_str(&value.to_string())
            }
        }

        deserializer.deserialize_any(Written)
    }
}

impl JsonSchema for Decimal {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["number", "string"], "description": "A decimal; as text where it must be exact." })
    }
}

impl Decimal {
    /// Reads `0.0001`, `-5`, `1000`.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits: String = [whole, part].concat();
        let mantissa = digits.parse().ok()?;
        Some(Self {
            mantissa,
            exponent: -(part.len() as i32),
        })
    }
}

/// A word or pattern that holds digits or numerals and is no figure. In YAML a word may stand for its entry.
#[derive(Clone, Debug, Default)]
pub struct Name {
    /// A literal.
    pub name: Option<String>,
    /// A regular expression instead.
    pub pattern: Option<String>,
    /// A text that the pattern matches.
    pub example: Option<String>,
    /// What it is: idiom, code, document-number ….
    pub kind: Option<String>,
}

/// The entry as it is written out.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NameEntry {
    /// A word.
    #[serde(default)]
    name: Option<String>,
    /// A regular expression instead.
    #[serde(default)]
    pattern: Option<String>,
    /// A text that the pattern matches.
    #[serde(default)]
    example: Option<String>,
    /// What it is: idiom, code, document-number ….
    #[serde(default)]
    kind: Option<String>,
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// A word, or keys with values.
        struct Written;

        impl<'de> Visitor<'de> for Written {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a word, or `name:` or `pattern:` with a text")
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Name, E> {
                Ok(Name {
                    name: Some(word.to_owned()),
                    ..Name::default()
                })
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Name, E> {
                self.visit_str(&number.to_string())
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Name, A::Error> {
                let entry = NameEntry::deserialize(de::value::MapAccessDeserializer::new(map))?;
                let NameEntry {
                    name,
                    pattern,
                    example,
                    kind,
                } = entry;
                Ok(Name {
                    name,
                    pattern,
                    example,
                    kind,
                })
            }
        }

        deserializer.deserialize_any(Written)
    }
}

impl JsonSchema for Name {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Name".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let entry = generator.subschema_for::<NameEntry>();
        schemars::json_schema!({ "anyOf": [{ "type": ["string", "integer"] }, entry], "description": "A word, or an entry." })
    }
}

/// A piece of patterns that many rules share, written `{@name}` in them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// Its name.
    pub name: String,
    /// The pattern that stands for it; it may hold slots and the phrases before it.
    pub pattern: String,
}

/// A verb of change.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Verb {
    /// The verb.
    pub verb: String,
    /// Up or down.
    pub sign: Direction,
    /// What must not follow it directly.
    #[serde(default)]
    pub not_before: Vec<String>,
    /// What must not stand directly before it.
    #[serde(default)]
    pub not_after: Vec<String>,
}

/// A hedge.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HedgeWord {
    /// The word.
    pub word: String,
    /// What it does to the number.
    pub kind: Hedge,
    /// For a word before the number: not read directly after one of these (签约1644亿元).
    #[serde(default)]
    pub not_after: Vec<String>,
    /// For a word after the number: not read directly before one of these (10多层).
    #[serde(default)]
    pub not_before: Vec<String>,
}

/// An indicator.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorEntry {
    /// The canonical name.
    pub name: String,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Level, rate, index or rank.
    #[serde(default)]
    pub class: Class,
    /// The dimension of its values.
    #[serde(default)]
    pub dimension: Option<String>,
    /// Stock or flow.
    #[serde(default)]
    pub kind: Option<StockOrFlow>,
    /// Whether values of parts add up.
    #[serde(default = "yes")]
    pub additive: bool,
    /// What its printed growth is compared with.
    #[serde(default)]
    pub growth: Growth,
    /// Years in which a nominal growth is printed on a comparable basis.
    #[serde(default)]
    pub comparable_years: Vec<i32>,
    /// Closed sets that it divides into.
    #[serde(default)]
    pub parts: Vec<Vec<String>>,
    /// Plausible range in its canonical unit.
    #[serde(default)]
    pub range: Option<Range>,
    /// A rate whose change is usually given in relative percent.
    #[serde(default)]
    pub relative_ok: bool,
    /// Many things of one document have each their own value of it (总投资): two values are no contradiction.
    #[serde(default)]
    pub each: bool,
    /// A rate that may exceed 100%.
    #[serde(default)]
    pub over_100: bool,
}

impl IndicatorEntry {
    /// Whether it says nothing but names.
    fn is_bare(&self) -> bool {
        let settled = self.dimension.is_some() || self.kind.is_some() || self.range.is_some() || !self.additive;
        let listed = !self.comparable_years.is_empty() || !self.parts.is_empty();
        let flagged = self.relative_ok || self.each || self.over_100;
        !settled && !listed && !flagged && self.class == Class::default() && self.growth == Growth::default()
    }
}

/// What kind of value an indicator has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// An amount.
    #[default]
    Level,
    /// A share or rate in percent or per mille.
    Rate,
    /// An index number.
    Index,
    /// A rank.
    Rank,
}

/// A stock is counted at a moment, a flow over a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StockOrFlow {
    /// At a moment.
    Stock,
    /// Over a period.
    Flow,
}

/// Whether a growth rate may be recomputed from levels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Growth {
    /// Growth at constant prices: never compared with levels.
    Real,
    /// On a comparable basis: compared inside one clause group only, as a warning.
    ComparableBasis,
    /// Recomputed.
    #[default]
    Nominal,
}

/// A plausible range.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// At least.
    #[serde(default)]
    pub low: Option<Decimal>,
    /// At most.
    #[serde(default)]
    pub high: Option<Decimal>,
}

/// A five-year plan.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// 十四五
    pub name: String,
    /// First year.
    pub from: i32,
    /// Last year.
    pub to: i32,
}

/// A counted formulation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Formula {
    /// 四个意识
    pub term: String,
    /// How many members it has.
    pub count: u32,
    /// Its members in order.
    #[serde(default)]
    pub members: Vec<String>,
    /// The verbs that govern it.
    #[serde(default)]
    pub verb: Vec<String>,
    /// First use: a year or year and month.
    #[serde(default)]
    pub since: Option<String>,
    /// Last use.
    #[serde(default)]
    pub until: Option<String>,
}

/// Names of areas and periods.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Provinces.
    pub provinces: Vec<String>,
    /// Cities.
    pub cities: Vec<String>,
    /// Words that open a local scope.
    pub local: Vec<String>,
    /// Words that name a period.
    pub periods: Vec<String>,
}
