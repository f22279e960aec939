//! What is said of counted things behind their noun, as far as it tells which ones they are.
//!
//! Owns how it becomes part of their name: 入选世界遗产的古迹, 示范镇建设. Where it begins and ends is in [`super::super::indicator`].

use super::super::Indicator;
use super::super::indicator;
use super::Walk;
use crate::span::Span;

/// Characters of a name with what is said of it.
const LONGEST: usize = 24;

impl Walk<'_> {
    /// A counted noun with what is said of it: 5处古迹入选世界遗产, 新增16个药品纳入医保目录, 推进10个示范镇建设.
    pub(super) fn told(&self, last: usize, found: Indicator) -> Indicator {
        let until = self.until(last);
        if let Some(end) = indicator::act_behind(self.text, found.span.end, until, self.lexicon) {
            let span = Span { end, ..found.span };
            return Indicator {
                span,
                entry: None,
                ..found
            };
        }
        let Some(said) = self.said(found.span.end, until) else {
            return found;
        };
        let length = |span: Span| span.of(self.text).chars().count();
        let all = length(found.span) + length(said) + found.modifier.map_or(1, length);
        match found.modifier {
            _ if all > LONGEST => found,
            Some(_) => Indicator {
                span: found.span.join(said),
                entry: None,
                ..found
            },
            None => Indicator {
                modifier: Some(said),
                ..found
            },
        }
    }

    /// What is said of people or households that no noun names: 参加技能培训 in 5.1万人参加技能培训. `verb` stands before them.
    pub(super) fn said_alone(&self, last: usize, verb: Option<Span>) -> Option<Indicator> {
        if !self.figures[last].unit.counted {
            return None;
        }
        let said = self.said(self.figures[last].span.end, self.until(last))?;
        Some(Indicator {
            span: said,
            modifier: verb,
            entry: None,
            carried: false,
        })
    }

    fn said(&self, from: u32, until: u32) -> Option<Span> {
        indicator::said_behind(self.text, from, until, until < self.sentence.end, self.lexicon)
    }

    /// Where the words behind a figure end: at the next one.
    fn until(&self, last: usize) -> u32 {
        self.figures.get(last + 1).map_or(self.sentence.end, |f| f.span.start)
    }
}
