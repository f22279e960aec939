//! What counted nouns share behind the last of them: 建设 in 9个示范镇和6个名镇建设, 项目 in 11个煤层气、5个页岩气项目.
//!
//! Owns when a noun takes what stands behind a later one. What is said of one noun is in [`super::told`].

use super::super::Indicator;
use super::super::indicator;
use super::Walk;
use super::act::MEMBERS;
use crate::span::Span;

/// Characters between 等 and the end of what was listed before it.
const FAR: usize = 9;

impl Walk<'_> {
    /// 生物医药项目 of 11个生物医药、37个陶瓷、10个装备制造业项目: the last of a list names what all of them are.
    pub(super) fn shared_head(&self, last: usize, found: Indicator) -> Option<Indicator> {
        const HEADS: [&str; 6] = ["项目", "企业", "基地", "平台", "工程", "产业集群"];
        const NAME: usize = 8;
        let head = |words: &str| HEADS.iter().find(|w| words.ends_with(**w)).map(|w| w.len());
        let words = found.span.of(self.text);
        // 指标 and 中心 are whole nouns; what is made or done in a field is none yet.
        const FIELDS: [char; 16] = [
            '业', '药', '气', '瓷', '电', '工', '化', '流', '游', '源', '料', '保', '利', '疗', '融', '造',
        ];
        if !words.ends_with(FIELDS)
            || found.entry.is_some()
            || head(words).is_some()
            || words.ends_with('级')
            || words.chars().count() > NAME
        {
            return None;
        }
        let mut end = found.span.end;
        for at in (last + 1..self.figures.len()).take(MEMBERS) {
            let next = &self.figures[at];
            let between = self.text.get(end as usize..next.span.start as usize)?;
            let alike = next.unit.name == self.figures[last].unit.name;
            if !alike || between.chars().count() > NAME || !between.ends_with(['、', '和']) || between.contains('，')
            {
                return None;
            }
            let noun = indicator::behind(self.text, next.span.end, self.until(at), None, self.lexicon)?;
            end = noun.span.end;
            if let Some(len) = head(noun.span.of(self.text)) {
                let own = noun.span.len() >= len + "两字".len();
                return own.then_some(Indicator {
                    span: Span {
                        start: noun.span.end - len as u32,
                        ..noun.span
                    },
                    modifier: Some(found.span),
                    under: found.modifier,
                    ..found
                });
            }
        }
        None
    }

    /// What two counted nouns share behind the second: 建设 in 9个示范镇和6个名镇建设, 消除 in 5个薄弱村和8个空壳村全部消除.
    pub(super) fn shared_tail(&self, last: usize, found: Indicator) -> Option<Indicator> {
        let next = self.figures.get(last + 1)?;
        let between = self.text.get(found.span.end as usize..next.span.start as usize)?;
        if !matches!(between.trim(), "和" | "、" | "与" | "及" | "以及") || found.modifier.is_some() {
            return None;
        }
        let until = self.until(last + 1);
        let noun = indicator::behind(self.text, next.span.end, until, None, self.lexicon)?;
        if let Some(end) = indicator::act_behind(self.text, noun.span.end, until, self.lexicon) {
            // 11个煤层气、5个页岩气项目建设: they are projects too.
            let head = ["项目", "工程", "基地"]
                .iter()
                .find(|w| noun.span.of(self.text).ends_with(**w));
            let head = head.filter(|w| !found.span.of(self.text).ends_with(**w));
            let act = Span {
                start: noun.span.end - head.map_or(0, |w| w.len() as u32),
                end,
            };
            return Some(Indicator {
                span: act,
                modifier: Some(found.span),
                entry: None,
                ..found
            });
        }
        // 1个A、5个B、30名C如期脱贫: the last one is told of.
        let (noun, until) = self.last_counted(last + 1, noun);
        let work = ["任务", "工作", "问题"]
            .iter()
            .any(|w| noun.span.of(self.text).ends_with(w));
        let said = self
            .predicate(noun.span.end, until)
            .filter(|said| !work && !self.is_outcome(*said))?;
        Some(Indicator {
            modifier: Some(said),
            ..found
        })
    }

    /// 输变电工程 of 1个500千伏、11个220千伏输变电工程: what all of them are is named behind the last.
    pub(super) fn shared_voltage(&self, last: usize, found: Indicator) -> Option<Indicator> {
        if !found.span.of(self.text).ends_with("千伏") {
            return None;
        }
        let mut end = found.span.end;
        for at in (last + 1..self.figures.len()).take(MEMBERS) {
            let figure = &self.figures[at];
            let between = self.text.get(end as usize..figure.span.start as usize);
            if figure.span.start >= end && !matches!(between, Some("" | "、" | "和" | "及")) {
                return None;
            }
            end = end.max(figure.span.end);
            let noun = indicator::behind(self.text, end, self.until(at), None, self.lexicon);
            let tail = noun.and_then(|noun| {
                let voltage = noun.span.of(self.text).find("千伏")? + "千伏".len();
                let tail = Span {
                    start: noun.span.start + voltage as u32,
                    ..noun.span
                };
                (!tail.is_empty()).then_some(tail)
            });
            if let Some(span) = tail.filter(|_| figure.unit.name == self.figures[last].unit.name) {
                return Some(Indicator {
                    span,
                    modifier: Some(found.span),
                    under: found.modifier,
                    entry: None,
                    ..found
                });
            }
        }
        None
    }

    /// The last of counted nouns that 、 or 和 joins from one on, and where the words behind it end.
    fn last_counted(&self, from: usize, first: Indicator) -> (Indicator, u32) {
        let (mut at, mut noun) = (from, first);
        for next in self.figures[from + 1..].iter().take(MEMBERS) {
            let between = self.text.get(noun.span.end as usize..next.span.start as usize);
            let joined = matches!(between, Some("、" | "和" | "与" | "及" | "以及")) && next.unit.counted;
            let Some(more) = joined
                .then(|| indicator::behind(self.text, next.span.end, self.until(at + 1), None, self.lexicon))
                .flatten()
            else {
                break;
            };
            (at, noun) = (at + 1, more);
        }
        (noun, self.until(at))
    }

    /// What is measured of one of several projects: 屠宰加工项目 in 某公司200万头屠宰加工、某厂20万吨化肥等项目.
    pub(super) fn of_project(&self, i: usize, found: Indicator) -> Option<Indicator> {
        let figure = &self.figures[i];
        let measured = matches!(
            figure.unit.dimension.as_str(),
            "mass" | "power" | "volume" | "area" | "energy" | "length"
        );
        let many = figure.number.of(self.text).ends_with('万') && figure.unit.dimension == "count";
        let rest = &self.text[found.span.end as usize..self.sentence.end as usize];
        if !(measured || many) || found.modifier.is_some() || !rest.starts_with(['、', '等']) {
            return None;
        }
        let clause = &rest[..rest.find(['，', '；', '。']).unwrap_or(rest.len())];
        let at = clause.find('等')?;
        let near = clause[at..]
            .char_indices()
            .nth(FAR)
            .map_or(clause.len(), |(near, _)| at + near);
        let start = at + clause[at..near].find("项目")?;
        Some(Indicator {
            span: Span::new(start, start + "项目".len()).shift(found.span.end as usize),
            modifier: Some(found.span),
            entry: None,
            ..found
        })
    }
}
