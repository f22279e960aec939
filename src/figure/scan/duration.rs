//! Stretches of time that only say when or for how long: 五年来, 连续3年, 用6个月时间.
//!
//! Owns how they are told from a duration that is the value of something (压缩到10天, 人均受教育年限9.5年). The words are in the lexicon.

use super::Scanner;
use crate::figure::Unit;

impl Scanner<'_> {
    /// Whether a duration measures nothing. `starts` are where it begins with its hedges and where its number does.
    pub(super) fn passes(&self, starts: (usize, usize), end: usize, unit: &Unit) -> bool {
        if unit.dimension == "anniversary" {
            return true;
        }
        if unit.dimension != "time" || unit.per.is_some() {
            return false;
        }
        let around = &self.lexicon.around;
        let ends_with =
            |words: &crate::lexicon::clauses::Affixes, at: usize| words.at_end(self.text[..at].trim_end()).is_some();
        let (hedged, number) = starts;
        if ends_with(&around.passed, hedged) || around.passing.at_start(&self.text[end..]).is_some() {
            return true;
        }
        if ends_with(&around.lasting, hedged) || ends_with(&around.lasting, number) {
            return false;
        }
        // Years and months mostly tell when, days and hours how long something takes.
        unit.name.starts_with(['年', '月', '周', '整'])
            || unit.name.starts_with("个月")
            || unit.name.starts_with("个季")
    }
}
