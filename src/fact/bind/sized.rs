//! The things that a boundary bounds: 项目 in 5000万元以上项目, 老年人 in 65岁以上老年人.
//!
//! Owns where their name ends. What bounds them is in [`super::class`].

use super::super::Indicator;
use super::super::indicator;
use super::Walk;
use crate::span::Span;

/// Characters of a thing that a boundary bounds, up to its head.
const THING: usize = 6;

impl Walk<'_> {
    /// The things that a boundary bounds, where nobody says by what: 项目 in 引进5000万元以上项目, 老年人 in 65岁以上老年人.
    pub(super) fn bounded_thing(&self, i: usize) -> Option<Indicator> {
        let figure = &self.figures[i];
        let until = self.figures.get(i + 1).map_or(self.sentence.end, |f| f.span.start);
        let noun = indicator::behind(self.text, figure.span.end, until, None, self.lexicon)?;
        let sized = self.up_to_sized(noun);
        let words = sized.span.of(self.text);
        // 老年人 of 65岁以上老年人免费体检, 自然村 of 30户以上自然村通硬化路
        let heads: &[char] = match figure.unit.dimension.as_str() {
            "age" => &['人', '民', '童', '生', '者', '女', '员', '儿'],
            "households" | "people" => &['村', '寨', '镇', '县', '市', '区', '户', '点'],
            _ => &[],
        };
        let mut near = words.char_indices().take(THING);
        // 农村贫困人口 begins with no village, and 人群 is no 人.
        let head = near.find(|(at, c)| heads.contains(c) && !words[..*at].ends_with('农'));
        let head = head.map(|(at, c)| at + c.len_utf8());
        let tail = head.and_then(|at| {
            words[at..]
                .chars()
                .next()
                .filter(|c| matches!(c, '群' | '员' | '口' | '士' | '童'))
        });
        let end = head.map_or(words.len(), |at| at + tail.map_or(0, char::len_utf8));
        Some(Indicator {
            span: Span {
                end: sized.span.start + end as u32,
                ..sized.span
            },
            ..sized
        })
    }

    /// 企业 of 企业建档立卡: what is said of it behind it is not bounded.
    pub(super) fn up_to_sized(&self, noun: Indicator) -> Indicator {
        let words = noun.span.of(self.text);
        let sized = &self.lexicon.around.sized;
        if sized.at_end(words).is_some() {
            return noun;
        }
        // 村 of 10万元以上村达60%, 收入5万元以下村清零
        let mut chars = words.chars();
        let place = chars.next().filter(|c| matches!(c, '村' | '县' | '镇' | '乡'));
        if let Some(place) = place.filter(|_| chars.next().is_some_and(|c| "达占比要全已均有清".contains(c))) {
            return Indicator {
                span: Span {
                    end: noun.span.start + place.len_utf8() as u32,
                    ..noun.span
                },
                entry: None,
                ..noun
            };
        }
        let mut places = words.char_indices().map(|(at, _)| at);
        let mut end = places.find_map(|at| Some(at + sized.at_start(&words[at..])?));
        // 产业集群 are no 产业.
        while let Some(more) = end.and_then(|end| sized.at_start(&words[end..])) {
            end = end.map(|end| end + more);
        }
        Indicator {
            span: Span {
                end: noun.span.start + end.unwrap_or(words.len()) as u32,
                ..noun.span
            },
            ..noun
        }
    }

    /// The noun between the boundary of a class and the figure that counts it, where nothing else is named: 园区 in 超百亿元园区2个.
    pub(super) fn class_noun(&self, lead: Span) -> Option<Indicator> {
        let (end, _) = self.class?;
        let words = lead.of(self.text).trim_end();
        // 园区 in 超千亿元园区达到3家
        let reached = self.lexicon.around.reached.at_end(words).unwrap_or(0);
        let words = words[..words.len() - reached].trim_end_matches(['由', '从']);
        // 县 in 超20亿元的县达到13个
        let thing = words.trim_start_matches('的');
        let thing = thing.strip_suffix('要').unwrap_or(thing);
        let short = thing.chars().count() <= THING && self.lexicon.around.sized.at_end(thing).is_some();
        let noun = end == lead.start && (short || is_place(thing));
        let start = lead.start + (words.len() - words.trim_start_matches('的').len()) as u32;
        noun.then_some(Indicator {
            span: Span {
                start,
                end: start + thing.len() as u32,
            },
            modifier: None,
            entry: None,
            carried: false,
            under: None,
            beside: None,
        })
    }
}

/// Whether a word is that of a kind of places.
pub(super) fn is_place(word: &str) -> bool {
    const PLACES: [&str; 12] = [
        "县",
        "市",
        "区",
        "镇",
        "乡",
        "村",
        "乡镇",
        "镇街",
        "县区",
        "县市区",
        "县（市）",
        "县（市、区）",
    ];
    PLACES.contains(&word)
}
