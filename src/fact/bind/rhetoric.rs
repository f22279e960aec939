//! Figures that measure nothing: turns of speech, names in quotes, terms that a note explains.
//!
//! Owns when a number is only a manner of speaking (统筹利用两个市场、两种资源) or part of a name (“三层督办”). What the scanner masks as a name
//! never comes here.

use super::super::Indicator;
use super::Walk;
use crate::figure::{Figure, Form};

/// Characters of a name in quotes that holds a number.
const NAME: usize = 16;
/// Characters that narrow a noun of speech: 中央和地方 before 积极性.
const NARROWED: usize = 6;

impl Walk<'_> {
    /// Whether a figure measures nothing although a noun stands beside it, which is `found`.
    pub(super) fn measures_nothing(&self, i: usize, found: Option<Indicator>) -> bool {
        self.counts_facets(i, found)
            || self.is_one_of(i)
            || is_written(&self.figures[i], self.text) && self.is_in_name(i)
            || is_spoken(&self.figures[i], self.text)
                && (self.is_in_name(i) || self.is_term(i) || self.is_speech(i, found))
    }

    /// Whether a figure counts the sides of a matter and no noun behind it says of what: 着力把握好以下四个方面.
    fn counts_facets(&self, i: usize, found: Option<Indicator>) -> bool {
        let figure = &self.figures[i];
        figure.unit.name.ends_with("方面") && found.is_none_or(|name| name.span.start < figure.span.end)
    }

    /// Whether quotes hold the figure and other words: 重塑“三层督办”, 为“三亿人上冰雪”作贡献. They may close right behind it: “三项”制度.
    fn is_in_name(&self, i: usize) -> bool {
        let figure = &self.figures[i];
        // A sentence may run on for a megabyte: the quotes stand nearby.
        let before = &self.text[self.sentence.start as usize..figure.span.start as usize];
        let from = before.char_indices().rev().nth(NAME).map_or(0, |(at, _)| at);
        let before = &before[from..];
        let behind = &self.text[figure.span.end as usize..self.sentence.end as usize];
        let behind = &behind[..behind.char_indices().nth(NAME).map_or(behind.len(), |(at, _)| at)];
        let opens = before.rfind('“').filter(|at| !before[*at..].contains('”'));
        let closes = behind.find('”').filter(|at| !behind[..*at].contains('“'));
        let (Some(opens), Some(closes)) = (opens, closes) else {
            return false;
        };
        let inside = before[opens..].chars().count() - 1 + behind[..closes].chars().count();
        let own = figure.span.of(self.text).chars().count();
        // “四首”经济, but “三项”制度 are three.
        let counts = matches!(
            figure.unit.name.as_str(),
            "项" | "大" | "个" | "类" | "条" | "种" | "件"
        );
        let named = inside > 0
            || !counts
                && behind[closes..]
                    .chars()
                    .nth(1)
                    .is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        named && inside + own <= NAME && !behind[..closes].contains(['，', '。'])
    }

    /// Whether a figure stands in the term that a note explains: 蓉城女性六大行动：指….
    fn is_term(&self, i: usize) -> bool {
        let behind = &self.text[self.figures[i].span.end as usize..self.sentence.end as usize];
        let term = self.note && self.first && !self.figures[..i].iter().any(|f| f.is_quantity());
        let near = behind.char_indices().nth(NAME).map_or(behind.len(), |(at, _)| at);
        let ends = behind[..near].find(['：', ':']);
        term && ends.is_some_and(|at| !behind[..at].contains(['，', '“']))
    }

    /// Whether a thing is one of so many: 成为信访量最少的三个地市之一.
    fn is_one_of(&self, i: usize) -> bool {
        let behind = &self.text[self.figures[i].span.end as usize..self.sentence.end as usize];
        let near = behind.char_indices().nth(NARROWED).map_or(behind.len(), |(at, _)| at);
        if !behind[..near].contains('之') {
            return false;
        }
        let at = ["之一", "之首"].iter().find_map(|w| behind[..near].find(w));
        at.is_some_and(|at| !behind[..at].contains(['，', '、']))
    }

    /// Whether the noun is one of speech and hardly narrowed: 两种资源, 中央和地方两个积极性.
    fn is_speech(&self, i: usize, found: Option<Indicator>) -> bool {
        let name = found.filter(|name| name.entry.is_none());
        // 关系 of 处理四个关系的要求
        let words = name.map(|name| name.span.of(self.text));
        let words = words.map(|words| words.split_once('的').map_or(words, |(noun, _)| noun));
        let speech = &self.lexicon.around.speech;
        words.is_some_and(|words| {
            let noun = speech.at_end(words);
            let narrowed = |len: usize| words[..words.len() - len].chars().count() <= NARROWED;
            noun.is_some_and(narrowed) && self.figures[i].unit.counted
        })
    }
}

/// Whether a figure is one of great things (百大), which only names count.
fn is_written(figure: &Figure, text: &str) -> bool {
    figure.form == Form::Amount && matches!(figure.span.of(text), "百大" | "千百" | "双百")
}

/// Whether a figure is a small number in Chinese numerals.
fn is_spoken(figure: &Figure, text: &str) -> bool {
    let number = figure.number.of(text);
    let small = |c: char| "一两二三四五六七八九十".contains(c);
    figure.form == Form::Amount && number.chars().all(small) && number.chars().count() <= 2
}
