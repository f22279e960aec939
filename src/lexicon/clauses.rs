//! The words of a clause: those that say when, where and on what basis a figure is meant, and those around the name of what it measures.
//!
//! Owns their kinds and their lists. What they mean for a figure belongs to [`crate::fact`].

pub use super::affixes::Affixes;

use super::measures::{Kind, Pair, Shared};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;

/// What a word says about the figures of its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MarkKind {
    /// They shall be: 力争.
    Goal,
    /// They shall be, in their own clause: 拟新建.
    Intent,
    /// They are planned: 计划总投资.
    Plan,
    /// They probably are: 预计.
    Estimate,
    /// They have been: 去年, 已建成.
    Past,
    /// Nothing: the word shields a shorter one in it.
    None,
    /// Prices of the year.
    Current,
    /// Prices of a base year.
    Constant,
    /// A comparable basis.
    Comparable,
    /// The year that a report looks forward to.
    This,
    /// The year that it reviews.
    Last,
    /// The year after this one.
    Next,
    /// The year of the section.
    Year,
    /// The end of the year of the section.
    End,
    /// The end of the year before this one.
    LastEnd,
    /// The end of this year.
    ThisEnd,
    /// The beginning of a year, or the time a year before: what is compared with.
    Start,
    /// A sum since a start that is not said.
    Since,
    /// The years of a term; whether a flow is their sum or that of the last one is not said.
    Five,
    /// A sum over them.
    FiveSum,
    /// The coming years.
    NextFive,
    /// A number of years, which is a time before some words only: 三年累计, 连续三年.
    Years,
    /// The year before as many: 五年前.
    Ago,
    /// January to June.
    FirstHalf,
    /// July to December.
    SecondHalf,
    /// January to March.
    #[serde(rename = "quarter-1")]
    Quarter1,
    /// April to June.
    #[serde(rename = "quarter-2")]
    Quarter2,
    /// July to September.
    #[serde(rename = "quarter-3")]
    Quarter3,
    /// October to December.
    #[serde(rename = "quarter-4")]
    Quarter4,
    /// January to September.
    #[serde(rename = "quarters-3")]
    Quarters3,
    /// An area of any report: 全国, 全市, 市本级.
    Scope,
    /// A province or city by name.
    Place,
    /// Another area for the paragraph whose subject it is: 高新区.
    Local,
    /// A five-year plan by name: 十四五.
    FiveYearPlan,
}

/// Words of one kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Marks {
    /// What they say.
    pub kind: MarkKind,
    /// The words.
    pub words: Vec<String>,
}

/// The words around the name of what is measured, as the files list them.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Between a name and its figure: 达到, 完成.
    pub copulas: Affixes,
    /// Between a name and its verb of change: 同比.
    pub comparisons: Affixes,
    /// What ends the words before a figure and is no part of a name: 比 in 里程比2015年增加.
    pub trails: Affixes,
    /// Areas that a name keeps: 中心城区.
    pub narrow: Affixes,
    /// Before a name, no part of it: 全年.
    pub fronts: Affixes,
    /// At the beginning of a clause that has no subject of its own: 占, 同比.
    pub no_subject: Affixes,
    /// Verbs whose object is counted: 实施.
    pub actions: Affixes,
    /// Those that say nothing about it: 实施.
    pub idle: Affixes,
    /// Those that stay in the name: 新建.
    pub kept: Affixes,
    /// Words that hold one of `states` and stay in a name: 中心.
    pub wholes: Affixes,
    /// Verbs that touch a part of what is measured only: 惠及.
    pub partial: Affixes,
    /// Behind a counted noun, no part of it: 落地.
    pub states: Affixes,
    /// Verbs behind a counted noun that say which ones are counted: 入选.
    pub predicates: Affixes,
    /// Those of them that tell what came of things: 得到.
    pub outcomes: Affixes,
    /// What people do or have done to them, which with their unit is all that names them: 受益 of 29万人受益.
    pub lived: Affixes,
    /// Adverbs before such a verb: 陆续.
    pub manners: Affixes,
    /// Ends of words that describe the noun behind 的: 标准 in 高标准的文化中心.
    pub qualities: Affixes,
    /// Verbs of what somebody does so many times: 亲临.
    pub visits: Affixes,
    /// Things that are told by their size: 项目 in 10亿元项目.
    pub sized: Affixes,
    /// Openings of a clause inside a name that its noun ends: 具有 in 具有影响力的园区.
    pub relatives: Affixes,
    /// Nouns of doing that a counted noun goes on with: 建设.
    pub acts: Affixes,
    /// What is done, as the end of a name: 分类 of 垃圾分类.
    pub done: Affixes,
    /// Verbs whose object is carried out (实施): what is done is named at the end of their list.
    pub carried_out: Affixes,
    /// Words that begin like one of `fronts` and are part of a name: 要求, 以上.
    pub uncut: Affixes,
    /// Before a figure that a level reaches: 达到, 突破.
    pub reached: Affixes,
    /// Words of a clause that tells how many there are in all: 累计, 总数.
    pub totals: Affixes,
    /// Verbs that make a thing one more: 新增.
    pub added: Affixes,
    /// Ends of names of what there is, not of what was made: 人口, 余额.
    pub stocks: Affixes,
    /// Ends of names of rates, the longer first: 覆盖率.
    pub rates: Vec<String>,
    /// Words before 区, 县 and 旗 that make no name of a place: 社 in 社区.
    pub no_places: Affixes,
    /// What a heading over a review says.
    pub review_headings: Vec<String>,
    /// What a heading over goals says.
    pub goal_headings: Vec<String>,
    /// What a sentence that opens the goals says, beside the year or 今年.
    pub goal_openings: Vec<String>,
    /// Behind an indicator that a clause without figures names: 突破, 首次.
    pub passes: Affixes,
    /// What a thing does in a clause without figures: 快速发展.
    pub thrives: Affixes,
    /// Ends of names of things that thrive: 产业.
    pub thing_ends: Affixes,
    /// Ends of what a clause without figures is about.
    pub topic_ends: Affixes,
    /// Before what a clause without figures is about: 发展.
    pub topic_verbs: Affixes,
    /// Words of a review of several years.
    pub several_years: Vec<String>,
    /// Before what a paragraph opens with: 各位代表.
    pub address: Affixes,
    /// Before the years that a paragraph speaks of: 回顾, 刚刚过去的.
    pub turning: Affixes,
    /// How a clause ends that names the years of a term: 以来的五年.
    pub terms: Vec<String>,
    /// How a plan ends: 胜利收官.
    pub closings: Affixes,
    /// In a heading that names the first year of a plan by the plan: 开局.
    pub plan_openings: Vec<String>,
    /// Behind a number of years that are summed: 累计.
    pub summing: Affixes,
    /// Characters before a number of years that is no time: 第五年.
    pub counted: BTreeSet<char>,
    /// Between 由 or 从 and a value before a change: 每人每月.
    pub per: Affixes,
    /// Ends of names of what is told in sums: 投资.
    pub spent: Affixes,
    /// Behind a figure that was a goal: 的目标.
    pub aims: Affixes,
    /// How a paragraph begins that tells of the draft of a plan: 根据.
    pub drafting: Affixes,
    /// What such a draft is called: 纲要（草案）.
    pub drafts: Vec<String>,
    /// In a plain line that heads a chapter: 工作.
    pub chapters: Vec<String>,
    /// Behind a plan that is named and not spoken of: 规划.
    pub plan_nouns: Affixes,
    /// Before a rate that held for several years: 控制在.
    pub steady: Vec<String>,
    /// Titles of a list of notes: 名词解释.
    pub note_titles: Vec<String>,
    /// Words that hold 和, 与 or 及 and join nothing: 普及.
    pub unsplit: Affixes,
    /// Nouns for the size of something, which a figure before them gives: 水平, 目标.
    pub levels: Affixes,
    /// Nouns that say nothing without the thing that they belong to: 总投资.
    pub dependent: Affixes,
    /// What is measured of a thing, by kind: 种植面积 and 产量.
    pub measures: Vec<Kind>,
    /// The measures of all kinds: most names are none and end with none.
    pub measured: Affixes,
    /// Things that are written together: 存贷款.
    pub pairs: Vec<Pair>,
    /// What the first name of a list says of the later ones too: 农村 in 农村公路20公里、桥梁3座.
    pub attributes: Vec<Shared>,
    /// Words that name nothing alone: 剩余.
    pub alone: Affixes,
    /// Nouns of speech, whose number measures nothing: 两种资源.
    pub speech: Affixes,
    /// Verbs of providing money for something: 筹措资金.
    pub providing: Affixes,
    /// What is made better of a counted thing: 水平 in 提升26所村小办学水平.
    pub bettered: Affixes,
    /// Before a duration that is a value: 压缩至.
    pub lasting: Affixes,
    /// Before a duration that only says when or for how long: 连续.
    pub passed: Affixes,
    /// Behind such a one: 来.
    pub passing: Affixes,
}
