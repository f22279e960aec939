//! Kind `leftover`: a word for the own area that is another's, left over from a template: 我县 in the report of a district.
//!
//! Owns which words mean an area of another rank than the one that reports. A report speaks of the areas above its own (我省 in that of a
//! city), so only words of its rank or below tell; 我区 may be the autonomous region.

use super::{Check, Compile, Context, Needs, Shown, Sink};
use crate::finding::Finding;
use crate::span::Span;
use memchr::memmem;
use schemars::JsonSchema;
use serde::Deserialize;

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// What stands before the word for a rank: 我.
    pub own: String,
    /// So often at least the report names its own area.
    pub least: usize,
    /// So often at most it names the other: what comes more often is meant.
    pub most: usize,
}

impl Spec {
    /// The check of these settings, which have nothing that could be faulty.
    pub fn compile(self, _: &mut Compile) -> Option<Box<dyn Check>> {
        Some(Box::new(Leftover(self)))
    }
}

struct Leftover(Spec);

/// What stands before the word for a rank when all of the area is meant.
const WHOLE: &str = "全";

/// Ranks of areas by the last character of their names, the highest first.
const RANKS: [&[char]; 3] = [&['省'], &['市', '州', '盟'], &['区', '县', '旗']];

impl Check for Leftover {
    fn needs(&self) -> Needs {
        Needs::any([self.0.own.as_str()])
    }

    fn slots(&self) -> Vec<String> {
        ["text", "own"].map(str::to_owned).to_vec()
    }

    fn run(&self, cx: &Context, _: &[Shown], sink: &mut Sink) {
        let text = &cx.document.text;
        let Some((own, rank)) = cx.analysis.frame.own.and_then(|own| Some((own, rank(own)?))) else {
            return;
        };
        let named = Named::of(text, &self.0.own);
        if named.often(own) < self.0.least {
            return;
        }
        // 全区 and 我区 of an autonomous region are above every city and county.
        let region = || text.contains("自治区");
        if own == '区' && region() {
            return;
        }
        for area in RANKS[rank..].concat() {
            let own_words = || named.own.iter().filter(move |(named, _)| *named == area);
            // An area that the text also calls by 全州 is its own, whatever its heading says.
            let meant = area == own || own_words().next().is_none() || named.often(area) > self.0.most;
            if meant || (area == '区' && region()) {
                continue;
            }
            for (area, place) in own_words() {
                let finding = Finding::new(sink.rule, *place).slot("text", format!("{}{area}", self.0.own));
                sink.find(finding.slot("own", self.0.own.clone() + &own.to_string()));
            }
        }
    }
}

/// Where a text names an area without its name.
struct Named {
    /// 我省, 我市, and so on: the area and the place.
    own: Vec<(char, Span)>,
    /// The areas of 全省, 全市, and so on.
    whole: Vec<char>,
}

impl Named {
    fn of(text: &str, own: &str) -> Self {
        let area = |end: usize| text[end..].chars().next().filter(|c| rank(*c).is_some());
        let named = |at: usize, word: &str| {
            let end = at + word.len();
            area(end).map(|area| (area, Span::new(at, end + area.len_utf8())))
        };
        Self {
            own: memmem::find_iter(text.as_bytes(), own)
                .filter_map(|at| named(at, own))
                .collect(),
            whole: memmem::find_iter(text.as_bytes(), WHOLE)
                .filter_map(|at| Some(named(at, WHOLE)?.0))
                .collect(),
        }
    }

    /// How often the area is named so.
    fn often(&self, area: char) -> usize {
        let own = self.own.iter().filter(|(named, _)| *named == area).count();
        own + self.whole.iter().filter(|named| **named == area).count()
    }
}

/// The rank of an area; none of a country.
fn rank(area: char) -> Option<usize> {
    RANKS.iter().position(|rank| rank.contains(&area))
}
