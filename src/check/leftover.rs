//! Kind `leftover`: a word for the own area that is another's, left over from a template: 我县 in the report of a district.
//!
//! Owns which words mean an area of another rank than the one that reports. A report speaks of the areas above its own (我省 in that of a
//! city), so only words of its rank or below tell; 我区 may be the autonomous region.

use super::{Check, Compile, Context, Needs, Shown, Sink};
use crate::finding::Finding;
use crate::span::Span;
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
        // 全区 and 我区 of an autonomous region are above every city and county.
        let region = text.contains("自治区");
        let word = |area: char| format!("{}{area}", self.0.own);
        let count = |area: char| text.matches(&format!("全{area}")).count() + text.matches(&word(area)).count();
        if count(own) < self.0.least || (region && own == '区') {
            return;
        }
        for area in RANKS[rank..].concat() {
            // An area that the text also calls by 全州 is its own, whatever its heading says.
            if area == own || (region && area == '区') || count(area) > self.0.most {
                continue;
            }
            let word = word(area);
            let places = text.match_indices(&word).map(|(at, w)| Span::new(at, at + w.len()));
            for place in places {
                let finding = Finding::new(sink.rule, place).slot("text", word.clone());
                sink.find(finding.slot("own", self.0.own.clone() + &own.to_string()));
            }
        }
    }
}

/// The rank of an area; none of a country.
fn rank(area: char) -> Option<usize> {
    RANKS.iter().position(|rank| rank.contains(&area))
}
