//! Parts that were made like their whole: 其中高中学位 of 新增学位1.6万个.
//!
//! Owns which counted name a later part belongs to, and the verb of making that it takes from it. Measures that a part takes from its whole are
//! in [`super::owner`].

use super::super::Indicator;
use super::Walk;
use crate::span::Span;

/// Bytes between a whole and the figure of its part: a sentence may run on for a megabyte.
const FAR: usize = 600;

impl Walk<'_> {
    /// 新增 of 高中学位 in 新增学位1.6万个，其中高中学位0.5万个: a part was made like the whole.
    pub(super) fn made_like_whole(&self, i: usize, name: Indicator) -> Indicator {
        let counted = self.figures[i].unit.counted && !self.counted_behind && !name.carried;
        let here = self.figures[i].span.start;
        let part = |from: u32| {
            let words = self.text.get(from as usize..here as usize).unwrap_or_default();
            words.len() <= FAR && words.contains("其中") && !words.contains(['；', '。'])
        };
        let told = self.told.as_ref().filter(|_| counted && part(self.silent_from));
        let verb = told.and_then(|told| self.made_alike(told.name(), name));
        // 新签约项目620个，总投资4257亿元，其中百亿元以上项目8个
        let lot = self.lot.filter(|(_, end)| counted && verb.is_none() && part(*end));
        let verb = verb.or_else(|| self.made_alike(lot?.0, name));
        match (verb, name.modifier) {
            (None, _) => name,
            (verb, None) => Indicator { modifier: verb, ..name },
            (verb, Some(_)) => Indicator { under: verb, ..name },
        }
    }

    /// What a part that comes later is a part of: the last counted name that a verb of making opens; a part leaves it.
    pub(super) fn lot_of(&self, i: usize, found: Option<Indicator>) -> Option<(Indicator, u32)> {
        let kept = &self.lexicon.around.kept;
        let made = |name: Indicator| kept.at_start(super::whole(name).of(self.text)).is_some();
        let part = |name: Indicator| name.under.is_some_and(|under| kept.is(under.of(self.text)));
        match found {
            Some(name) if made(name) => Some((name, self.figures[i].span.end)),
            Some(name) if !part(name) => None,
            _ => self.lot,
        }
    }

    /// The verb of making before a whole, if a name without one ends with the same noun.
    fn made_alike(&self, whole: Indicator, name: Indicator) -> Option<Span> {
        let around = &self.lexicon.around;
        let (whole, own) = (super::whole(whole), super::whole(name));
        let noun = |words: &str| words.char_indices().rev().nth(1).map(|(at, _)| words[at..].to_owned());
        let words = own.of(self.text);
        let own_verb = around.kept.at_start(words).max(around.kept.at_end(words));
        let alike = noun(whole.of(self.text)) == noun(words) && own_verb.is_none();
        let len = around.kept.at_start(whole.of(self.text)).filter(|_| alike)?;
        Some(Span {
            end: whole.start + len as u32,
            ..whole
        })
    }
}
