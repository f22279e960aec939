//! People, households and places of which nothing is told but what they do or what befell them: 29万人受益, 14村获表彰.
//!
//! Owns that their unit is the noun then, and when what is said alone is all there is. Nouns of their own are in [`super::noun`].

use super::super::Indicator;
use super::super::indicator;
use super::Walk;
use crate::span::Span;

impl Walk<'_> {
    /// The people or households of whom nothing is told but what they do: 人 of 29万人受益.
    pub(super) fn people_who(&self, i: usize, last: usize, found: Indicator, verb: Option<Span>) -> Option<Indicator> {
        let figure = &self.figures[i];
        let noun = figure.unit_span.of(self.text).chars().next_back()?;
        let people = matches!(noun, '人' | '户') && found.span.start == self.figures[last].span.end;
        let said = self.lexicon.around.lived.at_start(found.span.of(self.text)).is_some();
        (people && said && verb.is_none() && found.modifier.is_none()).then_some(Indicator {
            span: Span {
                start: figure.unit_span.end - noun.len_utf8() as u32,
                ..figure.unit_span
            },
            modifier: Some(found.span),
            entry: None,
            ..found
        })
    }

    /// What was caused to so many: 死亡 in 造成6.8万人死亡.
    pub(super) fn caused(&self, last: usize, verb: Option<Span>) -> Option<Indicator> {
        let verb = verb.filter(|v| matches!(v.of(self.text), "造成" | "导致" | "共造成"))?;
        let end = self.figures[last].span.end;
        let len = self
            .lexicon
            .around
            .lived
            .at_start(&self.text[end as usize..self.sentence.end as usize])?;
        Some(Indicator {
            span: Span::new(0, len).shift(end as usize),
            modifier: Some(verb),
            entry: None,
            carried: false,
            under: None,
            beside: None,
        })
    }

    /// 村 of 1县2乡14村获表彰, where the count before took 县: each is told of by its own unit.
    pub(super) fn own_people(&self, i: usize, name: Indicator) -> Indicator {
        let unit = |i: usize| self.figures[i].unit_span;
        let before = unit(i - 1);
        let own = unit(i).of(self.text).chars().next_back();
        let own = own.filter(|c| matches!(c, '村' | '县' | '镇' | '乡' | '国' | '人' | '户'));
        match own.filter(|_| before.contains(name.span) && name.modifier.is_some()) {
            Some(noun) => Indicator {
                span: Span {
                    start: unit(i).end - noun.len_utf8() as u32,
                    ..unit(i)
                },
                ..name
            },
            None => name,
        }
    }

    /// What is said of what no noun names: 参加技能培训 in 5.1万人参加技能培训. `verb` stands before the figure.
    pub(super) fn said_alone(&self, i: usize, last: usize, verb: Option<Span>) -> Option<Indicator> {
        if !self.figures[last].unit.counted {
            return None;
        }
        let (from, until) = (self.figures[last].span.end, self.until(last));
        let done = || indicator::done_behind(self.text, from, until, self.lexicon);
        let repeated = self.figures[last].unit.name == "次";
        let said = self
            .predicate(from, until)
            .or_else(|| repeated.then(done).flatten().filter(|said| said.end < until))?;
        let people = matches!(
            self.figures[i].unit.dimension.as_str(),
            "people" | "households" | "visits" | "occasions"
        );
        let alone = Indicator {
            span: said,
            modifier: verb,
            entry: None,
            carried: false,
            under: None,
            beside: None,
        };
        // 116项工作，有109项按期完成: of the things that were counted last.
        // 3个村入选…: villages, whatever was counted before.
        let place = self.figures[last]
            .unit_span
            .of(self.text)
            .ends_with(['村', '县', '镇', '乡', '国']);
        match self.thing.filter(|thing| thing.end <= said.start && !people && !place) {
            Some(thing) => Some(Indicator {
                span: thing,
                modifier: Some(said),
                ..alone
            }),
            // 9个村创成美丽村庄, 29万人受益: the unit is the noun.
            None if verb.is_none() => {
                let unit = self.figures[i].unit_span;
                let noun = unit.of(self.text).chars().next_back()?;
                let names = matches!(noun, '村' | '县' | '镇' | '乡' | '国') && !people || matches!(noun, '人' | '户');
                match names {
                    true => Some(Indicator {
                        span: Span {
                            start: unit.end - noun.len_utf8() as u32,
                            ..unit
                        },
                        modifier: Some(said),
                        ..alone
                    }),
                    false => people.then_some(alone),
                }
            }
            None => Some(alone),
        }
    }
}
