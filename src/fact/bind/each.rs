//! What a figure tells of each: of each place in a bracket, in each county, in each year.
//!
//! Owns the words that say so and stand before the name.

use super::super::Indicator;
use super::Walk;
use crate::figure::Form;
use crate::span::Span;

impl Walk<'_> {
    /// 城东区 in 加装电梯18部（城东区6部、城西区12部）: what was told before the bracket of each place.
    pub(super) fn of_bracket(&self, name: Indicator) -> Indicator {
        const PLACE: usize = 4;
        let Some(outer) = self
            .outside
            .last()
            .map(|(before, _)| before.as_ref().and_then(|f| f.indicator))
        else {
            return name;
        };
        let words = name.span.of(self.text);
        let place = words.ends_with(['区', '县', '市', '州', '旗', '镇']) && words.chars().count() <= PLACE;
        let bare = name.modifier.is_none() && name.entry.is_none() && !name.carried && !self.counted_behind;
        match outer.filter(|outer| place && bare && outer.span.end <= name.span.start) {
            Some(outer) => Indicator {
                under: Some(name.span),
                carried: false,
                ..outer
            },
            None => name,
        }
    }

    /// 每个县（市） of 每个县（市）打造1个商圈、1个综合体: so many in each of them.
    pub(super) fn in_each(&self, name: Indicator) -> Indicator {
        const PLACE: usize = 12;
        let words = &self.text[self.clause_start as usize..self.sentence.end as usize];
        let around = &self.lexicon.around;
        if !words.starts_with("每个") || !self.counted_behind || name.under.is_some() || name.carried {
            return name;
        }
        let mut places = words.char_indices().take(PLACE).map(|(at, _)| at).skip(3);
        let end = places.find(|at| {
            let rest = &words[*at..];
            around.actions.at_start(rest).max(around.kept.at_start(rest)).is_some() || rest.starts_with("至少")
        });
        let place = end.map(|end| Span::new(0, end).shift(self.clause_start as usize));
        let own = name.modifier.map_or(name.span, |m| m.join(name.span));
        Indicator {
            under: place.filter(|place| place.end <= own.start),
            ..name
        }
    }

    /// 平均每年 of 平均每年城镇新增就业1000万人、农村劳动力转移就业800万人: the mean of several years, not their sum.
    pub(super) fn per_year(&self, i: usize, lead: Span, name: Indicator, has_verb: bool) -> Indicator {
        const MEANS: [&str; 4] = ["平均每年", "每年平均", "年平均", "年均"];
        let plain = self.figures[i].form == Form::Amount && !has_verb && name.under.is_none() && !self.counted_behind;
        let words = lead.of(self.text);
        if !plain {
            return name;
        }
        let own = name.modifier.map_or(name.span, |m| m.join(name.span));
        let place = |mean: &&str| Some(Span::new(words.find(*mean)?, words.find(*mean)? + mean.len()));
        let said = MEANS.iter().filter(|_| words.contains('年')).find_map(place);
        let said = said.map(|span| span.shift(lead.start as usize));
        // The second of a list has it from the first.
        let before = self.previous.as_ref().and_then(|f| f.indicator?.under);
        let listed =
            before.filter(|under| words.trim_start().starts_with('、') && MEANS.contains(&under.of(self.text)));
        let mean = said.or(listed);
        Indicator {
            under: mean.filter(|span| span.end <= own.start || span.start >= own.end),
            ..name
        }
    }
}
