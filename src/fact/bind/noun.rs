//! The noun that a figure counts, behind it or in its unit.
//!
//! Owns where that noun begins and ends: grades, sizes and batches inside it (3个省级、40个县级示范点, 2个百万亩基地), units that are nouns
//! themselves. When it names the figure is in [`super::behind`], what is said of it in [`super::told`].

use super::super::Indicator;
use super::super::indicator;
use super::Walk;
use crate::figure::{Figure, Form, Hedge};
use crate::lexicon::entries::Class;
use crate::span::Span;

/// Bytes of a unit that is a noun by itself: 农村人口, not 方面.
const NOUN: usize = 12;

/// Characters of a noun with the boundary that describes it.
const DESCRIBED: usize = 26;

impl Walk<'_> {
    /// The noun behind a figure, in its unit, or both.
    pub(super) fn counted_noun(&self, i: usize, last: usize, verb: Option<Span>) -> Option<Indicator> {
        let figure = &self.figures[i];
        // 5金3银: each is its own.
        let last = if figure.unit.dimension == "medals" { i } else { last };
        if let Some(bounded) = self.bounded_noun(last, verb) {
            return Some(bounded);
        }
        // 解决20万农村人口的饮水问题: the classifier is left out.
        let scaled = figure.number.of(self.text).ends_with(['万', '亿']);
        let countable = figure.form == Form::Amount || (figure.form == Form::Bare && scaled);
        let until = self.until(last);
        let from = self.figures[last].span.end;
        let behind = || indicator::behind(self.text, from, until, verb, self.lexicon);
        // 完成水网改造73公里任务: what is counted stands before.
        let levels = &self.lexicon.around.levels;
        let behind = countable
            .then(|| self.described_noun(last, verb).or_else(behind))
            .flatten()
            .filter(|found| self.counts(last) || !levels.is(found.span.of(self.text)));
        let behind = behind.map(|found| self.with_place(last, found));
        let unit = &self.figures[last].unit;
        let noun = unit.dimension == "people" || ["企业", "村庄"].iter().any(|w| unit.name.ends_with(w));
        match (self.noun_unit(last), behind) {
            // 2万脱贫人口生活水平稳步提高: the people are counted.
            (Some(own), Some(rest))
                if unit.dimension == "people"
                    && rest.span.start == from
                    && self.lexicon.around.bettered.at_end(rest.span.of(self.text)).is_some() =>
            {
                Some(own)
            }
            // 解决20万农村人口饮水安全问题: the unit is a noun, and the name goes on behind it.
            (Some(own), Some(rest)) if noun && rest.span.start == from && self.without_measure(i, rest) == rest => {
                Some(Indicator {
                    span: own.span.join(rest.span),
                    ..rest
                })
            }
            // 6个方面18件实事: 方面 is a unit only.
            (Some(own), Some(rest)) if !noun && (own.span.len() < NOUN || own.span.of(self.text).contains('（')) => {
                Some(rest)
            }
            (Some(own), _) => Some(Indicator {
                modifier: verb.filter(|v| !self.lexicon.around.idle.is(v.of(self.text))),
                ..own
            }),
            (None, behind) => behind,
        }
    }

    /// 60岁以上老年人 of 6万名60岁以上老年人: the boundary of a class stands between.
    fn bounded_noun(&self, last: usize, verb: Option<Span>) -> Option<Indicator> {
        let next = self
            .figures
            .get(last + 1)
            .filter(|next| next.hedge == Hedge::Class && next.unit.dimension == "age" || self.is_size(next))?;
        let adjacent = next.span.start == self.figures[last].span.end && self.figures[last].unit.counted;
        let noun = || indicator::behind(self.text, next.span.end, self.until(last + 1), None, self.lexicon);
        let noun = adjacent.then(noun).flatten()?;
        let words = noun.span.of(self.text);
        let mut places = words.char_indices().map(|(at, _)| at).skip(2);
        let verb_at = places.find(|at| self.lexicon.around.actions.at_start(&words[*at..]).is_some());
        let end = noun.span.start + verb_at.unwrap_or(words.len()) as u32;
        Some(Indicator {
            span: Span { end, ..next.span },
            modifier: verb.filter(|v| !self.lexicon.around.idle.is(v.of(self.text))),
            ..noun
        })
    }

    /// Whether a figure tells how large the things are that another one counts: 过百亿元 in 4个过百亿元旅游区.
    pub(super) fn is_size(&self, figure: &Figure) -> bool {
        let words = figure.span.of(self.text);
        let opens = ["过", "超", "超过", "突破"].iter().any(|w| words.starts_with(w));
        let noun = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
        let goes_on = self.text[figure.span.end as usize..].starts_with(noun);
        opens && goes_on && figure.unit.dimension == "money" && figure.form == Form::Amount
    }

    /// 新能源 of 31个总装机180万千瓦的新能源: the noun stands behind what is measured of it.
    fn described_noun(&self, last: usize, verb: Option<Span>) -> Option<Indicator> {
        let (here, next) = (&self.figures[last], self.figures.get(last + 1)?);
        let measure = self.text.get(here.span.end as usize..next.span.start as usize)?;
        let bare = indicator::bare(measure, self.lexicon);
        let around = &self.lexicon.around;
        let plain = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
        let bounded = next.hedge != Hedge::None && next.unit.dimension == "money" && measure.chars().all(plain);
        let money = || {
            let mut listed = self.lexicon.indicators_in(bare);
            around.dependent.at_end(bare).is_some() || listed.any(|(_, end, _)| end == bare.len())
        };
        let measured = around.dependent.is(bare) || bare == "总装机" || bare == "装机" || bounded && money();
        let owned = here.unit.counted && measured && self.text[next.span.end as usize..].starts_with('的');
        let noun =
            owned.then(|| indicator::behind(self.text, next.span.end, self.until(last + 1), None, self.lexicon))??;
        // 外贸企业 of 5家进出口总额超过1亿美元的外贸企业: which ones they are.
        let whole = Span {
            start: here.span.end,
            ..noun.span
        };
        let near = bounded && whole.of(self.text).chars().count() <= DESCRIBED;
        Some(Indicator {
            span: if near { whole } else { noun.span },
            modifier: noun
                .modifier
                .or(verb.filter(|v| near && !self.lexicon.around.idle.is(v.of(self.text)))),
            entry: noun.entry.filter(|_| !near),
            ..noun
        })
    }

    /// 村卫生室 of 36个村卫生室: the last character of the unit begins the noun.
    fn with_place(&self, last: usize, found: Indicator) -> Indicator {
        let unit = self.figures[last].unit_span;
        let place = unit
            .of(self.text)
            .chars()
            .next_back()
            .filter(|c| matches!(c, '村' | '镇' | '县' | '乡'));
        let noun = unit.of(self.text).chars().count() > 1 && found.span.start == unit.end;
        match place.filter(|_| noun) {
            Some(c) => Indicator {
                span: Span {
                    start: unit.end - c.len_utf8() as u32,
                    ..found.span
                },
                entry: None,
                ..found
            },
            None => found,
        }
    }

    /// What was done so much of, named before: 农村公路 of 10.7公里新改建 in 4.6公里农村公路改造和10.7公里新改建.
    pub(super) fn done_to(&self, found: Indicator) -> Option<Span> {
        let kept = &self.lexicon.around.kept;
        let before = self.previous.as_ref()?.indicator?;
        if found.modifier.is_some() || !kept.is(found.span.of(self.text)) {
            return None;
        }
        let words = before.span.of(self.text);
        let verb = kept.at_end(words).filter(|len| *len < words.len()).unwrap_or(0);
        Some(Span {
            end: before.span.end - verb as u32,
            ..before.span
        })
    }

    /// 3个省级、40个县级示范点: the noun behind the last grade is that of all.
    pub(super) fn graded(&self, last: usize, found: Indicator) -> Indicator {
        let grade = found.span.of(self.text);
        let bound = grade.ends_with("以上") || grade.ends_with("以下");
        let graded = grade.ends_with('级') && grade.chars().count() <= 4 || bound;
        let next = self.figures.get(last + 1).filter(|_| graded);
        // 30亿元以上 in 2个30亿元以上、5个亿元以上项目 holds a figure.
        let place = last + 1 + usize::from(bound && next.is_some_and(|next| found.span.contains(next.span)));
        let next = next.and_then(|_| self.figures.get(place));
        let shared = next
            .and_then(|figure| indicator::behind(self.text, figure.span.end, self.until(place), None, self.lexicon));
        let noun = shared.and_then(|next| {
            let words = next.span.of(self.text);
            let mark = if bound { "以上" } else { "级" };
            let room = if bound { 30 } else { 12 };
            let at = words
                .find(mark)
                .map(|at| at + mark.len())
                .filter(|at| *at <= room && *at + 6 <= words.len())?;
            Some(Span {
                start: next.span.start + at as u32,
                ..next.span
            })
        });
        match noun {
            Some(noun) => Indicator {
                span: noun,
                modifier: Some(found.span),
                under: found.modifier,
                ..found
            },
            None => found,
        }
    }

    /// 四大主导产业产值达3681亿元: four industries, not four outputs.
    pub(super) fn without_measure(&self, i: usize, found: Indicator) -> Indicator {
        let words = found.span.of(self.text);
        let measure = found.entry.is_some_and(|entry| {
            let dimension = self.lexicon.indicators[entry as usize].dimension.as_deref();
            let index = self.lexicon.indicators[entry as usize].class == Class::Index;
            index || matches!(dimension, Some("money" | "percent"))
        });
        let listed = found.entry.is_some() && !measure;
        if !self.figures[i].unit.counted || listed || found.span == self.figures[i].unit_span {
            return found;
        }
        let listed = self.lexicon.indicators_in(words).find(|(start, end, entry)| {
            let dimension = self.lexicon.indicators[*entry as usize].dimension.as_deref();
            let tail = &words[*end..];
            let ends = tail.is_empty() || ["增速", "增幅", "占比", "比重"].iter().any(|w| tail.starts_with(w));
            let index = self.lexicon.indicators[*entry as usize].class == Class::Index;
            *start >= 6 && ends && (index || matches!(dimension, Some("money" | "percent")))
        });
        // 学位 and 群众 are counted themselves.
        let tail =
            |at: &usize| self.lexicon.around.dependent.is(&words[*at..]) && !words.ends_with(['位', '众', '户', '口']);
        let at = listed
            .map(|(start, _, _)| start)
            .or_else(|| words.char_indices().map(|(at, _)| at).skip(2).find(tail))
            .or_else(|| {
                ["占比", "比重"]
                    .iter()
                    .find_map(|w| words.strip_suffix(w))
                    .map(str::len)
            });
        // 重大民生资金: 重大 alone is nothing that can be counted.
        let at = at.filter(|at| {
            self.lexicon
                .around
                .qualities
                .at_end(&words[..*at])
                .is_none_or(|len| len < *at)
        });
        // 战略性新兴产业规模: the industries are counted.
        // 自治县生产总值: 生产 is no thing there.
        let thing = at.filter(|at| !words[*at..].starts_with("生产总值"));
        let own = thing.and_then(|at| self.lexicon.around.thing_ends.at_start(&words[at..]));
        let at = at.map(|at| at + own.unwrap_or(0));
        // 低收入人口和收入…: what joins the measure goes with it.
        let span = at.map_or(found.span, |at| Span {
            end: found.span.start + words[..at].trim_end_matches(['和', '与', '及']).len() as u32,
            ..found.span
        });
        let entry = found.entry.filter(|_| span == found.span);
        Indicator { span, entry, ..found }
    }

    /// A unit that is a noun itself: 贫困人口.
    pub(super) fn noun_unit(&self, i: usize) -> Option<Indicator> {
        let unit = self.figures[i].unit_span;
        let words = unit.of(self.text);
        // 户企业: the classifier is no part of the noun.
        let classifier = words.chars().next().map_or(0, char::len_utf8);
        let classified = words.starts_with(['户', '家', '名', '个', '位', '人', '所', '枚'])
            && !["人口", "人民"].iter().any(|w| words.starts_with(w));
        let span = Span {
            start: unit.start + if classified { classifier as u32 } else { 0 },
            ..unit
        };
        let noun = self.figures[i].form == Form::Amount
            && (!words.contains(['（', '(']) || words.starts_with(['县', '市', '区', '镇', '乡', '村']))
            && span
                .of(self.text)
                .chars()
                .filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c))
                .count()
                >= 2
            && (words.chars().count() >= 3 || self.figures[i].unit.dimension == "people")
            && !self.figures[i].unit.shared;
        let medal = self.figures[i].unit.dimension == "medals";
        ((noun || medal) && self.figures[i].unit.counted).then_some(Indicator {
            span,
            modifier: None,
            entry: None,
            carried: false,
            under: None,
            beside: None,
        })
    }

    /// The last of the amounts that stand side by side from here on: 12类48项实事.
    pub(super) fn run_end(&self, i: usize) -> usize {
        let pairs = self.figures[i..].windows(2);
        i + pairs
            .take_while(|p| {
                let adjacent = p[0].span.end == p[1].span.start && !self.names_size(&p[1]);
                p[1].form == Form::Amount && (adjacent || self.counts_people_of(&p[0], &p[1]))
            })
            .count()
    }

    /// Whether two counts are those of households or villages and of the people in them: 1.5万户、4.2万人.
    fn counts_people_of(&self, first: &Figure, second: &Figure) -> bool {
        let between = self.text.get(first.span.end as usize..second.span.start as usize);
        let homes = first.unit_span.of(self.text).ends_with(['户', '村']) && first.unit.counted;
        homes && second.unit.dimension == "people" && between == Some("、")
    }

    /// Whether a figure is a size in the name of what the one before it counts: 百万亩 in 2个百万亩基地, 亿元以上 in 3个亿元以上项目.
    fn names_size(&self, figure: &Figure) -> bool {
        let round = |c: char| matches!(c, '百' | '千' | '万' | '亿');
        let plain = figure.hedge == Hedge::None && figure.number.of(self.text).chars().all(round);
        let bound = || {
            figure.unit.dimension == "money" && ["以上", "以下"].iter().any(|w| figure.span.of(self.text).ends_with(w))
        };
        // 13个35千伏输变电项目
        figure.hedge == Hedge::Class || plain || bound() || self.is_size(figure) || figure.unit.dimension == "voltage"
    }

    /// Whether a figure is the ordinal of a batch: 第七批.
    fn names_batch(&self, figure: &Figure) -> bool {
        const ORDERED: [&str; 8] = ["人民", "中心", "小学", "中学", "医院", "污水", "水厂", "福利"];
        let rest = &self.text[figure.span.end as usize..];
        figure.form == Form::Ordinal
            && (rest.starts_with(['批', '届', '轮'])
                || ORDERED.iter().any(|w| rest.starts_with(w))
                || figure.span.of(self.text).ends_with(['批', '届', '轮']))
    }

    /// Whether a figure stands in quotes that open directly behind another one: 三年 in 两个“三年行动”.
    fn is_quoted(&self, from: u32, figure: &Figure) -> bool {
        let between = &self.text[from as usize..figure.span.start.max(from) as usize];
        between.starts_with('“') && !between.contains('”')
    }

    /// Where the words behind a figure end: at the next one that is no part of them.
    pub(super) fn until(&self, last: usize) -> u32 {
        let from = self.figures[last].span.end;
        let part = |figure: &&Figure| {
            // 获省十大攻关项目支持
            let ten =
                figure.unit.name == "大" && self.text[..figure.span.start as usize].ends_with(['省', '国', '市', '获']);
            ten || self.names_batch(figure) || self.names_size(figure) || figure.passing && self.is_quoted(from, figure)
        };
        // 第七批, 百万亩 and 投资10亿元以上 stand inside a name; behind a mark they do not.
        let mut place = from;
        for figure in &self.figures[last + 1..] {
            let between = self.text.get(place as usize..figure.span.start as usize);
            let inside = between.is_some_and(|words| words.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | '“')));
            if !(inside && part(&figure)) {
                return figure.span.start;
            }
            place = figure.span.end;
        }
        self.sentence.end
    }
}
