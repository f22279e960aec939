//! Lists under one verb: 新增公租房2万套、租赁住房1万套, 新增49条公交线路、993辆公交车.
//!
//! Owns how far a verb of doing governs behind 、, and how the name of a later member takes it. A verb that says nothing of what is
//! counted (推进) is in no name and goes on nowhere.

use super::super::{Indicator, indicator, verb};
use super::Walk;
use crate::figure::Form;
use crate::span::Span;

impl Walk<'_> {
    /// The verb of doing that the last name begins with: 新增 in 新增国家级企业技术中心.
    pub(super) fn governing_verb(&self, i: usize) -> Option<Span> {
        let name = self.previous.as_ref()?.indicator?;
        let under = name
            .under
            .filter(|u| indicator::verbs_at_start(u.of(self.text), self.lexicon).is_some());
        if under.is_some() {
            return under;
        }
        // 8大治理工程 behind its figure is governed by no 治理.
        let behind = i > 0 && self.figures[i - 1].span.start < name.span.start;
        let first = name.modifier.filter(|m| m.start < name.span.start);
        let words = first.unwrap_or(name.span).of(self.text);
        let around = &self.lexicon.around;
        // 改造 of 40个小区、9条街巷改造 stands behind the last.
        if first.is_some_and(|m| m.end != name.span.start) && around.acts.is(name.span.of(self.text)) {
            return None;
        }
        if first.is_some() && indicator::verbs_at_start(words, self.lexicon) == Some(words.len()) {
            return first;
        }
        // 引进 of 高新园区引进12家企业: who does it is said once.
        let last = around.actions.at_end(words).max(around.kept.at_end(words));
        if let (Some(first), Some(len)) = (first, last.filter(|len| *len < words.len())) {
            return Some(Span {
                start: first.end - len as u32,
                ..first
            });
        }
        let len = around
            .kept
            .at_start(words)
            .and_then(|_| indicator::verbs_at_start(words, self.lexicon))
            .filter(|_| first.is_some() || !behind)?;
        let start = first.unwrap_or(name.span).start;
        // 竣工 alone is no verb of what comes next.
        (first.is_some() || len < words.len()).then_some(Span {
            start,
            end: start + len as u32,
        })
    }

    /// 加快5个中心镇建设, 提升26所村小办学水平: no number changes, and better is what is named.
    pub(super) fn not_changed(
        &self,
        found: Option<Indicator>,
        verb: Option<verb::Found>,
    ) -> (Option<Indicator>, Option<verb::Found>) {
        let Some(name) = found.filter(|_| self.counted_behind && verb.is_some()) else {
            return (found, verb);
        };
        let around = &self.lexicon.around;
        let words = name.span.of(self.text);
        if around.bettered.at_end(words).is_some() {
            let modifier = name.modifier.or(verb.map(|v| v.span));
            return (Some(Indicator { modifier, ..name }), None);
        }
        // 加快9户企业培育: faster is what is done.
        // 延伸14条产业链: their number stays.
        let numbers =
            |words: &str| words.starts_with(['增', '减', '净', '降', '压', '缩', '多', '少', '精', '裁', '新']);
        let hurries = verb.as_ref().is_some_and(|v| !numbers(v.span.of(self.text)));
        let acts = hurries || around.acts.at_end(words).is_some();
        (found, verb.filter(|_| !acts))
    }

    /// 六大产业总产值: the number of things is part of the name of what is measured of them.
    pub(super) fn with_announced(&self, i: usize, name: Indicator) -> Indicator {
        let whole = super::whole(name);
        // 第一批 of 第一批重点项目200个
        let batch = whole.of(self.text).starts_with(['批', '期', '届', '轮']);
        let before = self.figures[..i].last().filter(|f| {
            let counts = f.unit.name == "大" || batch && f.form == Form::Ordinal;
            counts && f.span.end == whole.start
        });
        match before {
            Some(before) if !self.counted_behind && !name.carried => Indicator {
                modifier: Some(Span {
                    end: name.modifier.map_or(before.span.end, |m| m.end),
                    ..before.span
                }),
                ..name
            },
            _ => name,
        }
    }

    /// Whether a mark that joins is all that stands between the last name, behind its figure, and the next figure.
    pub(super) fn joined_behind(&self, lead: Span) -> bool {
        // 国家级 of 3处国家级、10处省级公园: its noun stands behind the next figure.
        let name = self.previous.as_ref().and_then(|f| f.indicator);
        let graded = |name: Indicator| name.modifier.filter(|m| name.span.end > lead.end && m.end <= lead.end);
        let end = name.map_or(lead.start, |name| graded(name).unwrap_or(name.span).end);
        let between = self.text.get(end.max(lead.start) as usize..lead.end as usize);
        matches!(between.map(str::trim), Some("、" | "和" | "与" | "及" | "以及"))
    }

    /// 租赁住房 in 新增公租房2.47万套、租赁住房1.3万套: the verb of the first goes on behind 、.
    pub(super) fn under_verb(&self, i: usize, found: Indicator, lead: Span) -> Indicator {
        let around = &self.lexicon.around;
        let own = found.modifier.map_or(found.span, |m| m.join(found.span));
        // 、认定龙头企业95家 has a verb of its own.
        let before = Span {
            end: own.start.max(lead.start),
            ..lead
        };
        let verb = indicator::last_verb(self.text, before, self.lexicon);
        let joined = before.of(self.text).trim_start();
        let opens = joined.starts_with('、') || matches!(joined, "和" | "与" | "及" | "以及");
        let opens = opens && verb.is_none() || self.lists_on(i, lead);
        // 规范整治111个, 旧村改造3个: a verb of its own.
        let acts = around
            .actions
            .at_start(own.of(self.text))
            .filter(|_| found.modifier.is_some());
        let does = around
            .kept
            .at_start(own.of(self.text))
            .max(around.kept.at_end(own.of(self.text)))
            .max(acts);
        // 新增电力装机5万千瓦、总装机90万千瓦: all there is was not added.
        let total = own.of(self.text).starts_with(['总', '累']) || own.of(self.text).starts_with("在建");
        // 引进项目20个、投资30亿元: the investment is that of the projects.
        let measure = around.dependent.is(own.of(self.text)) && self.figures[i].unit.dimension == "money";
        if !opens || i == 0 || does.is_some() || total || measure {
            return found;
        }
        // 高新技术企业99家、科技型中小企业71家 are listed names, and made when both are things; 城镇登记失业率 is not.
        let things = self.is_made_thing(i) && self.is_made_thing(i - 1);
        let alike =
            things || self.figures[i].unit.counted && self.figures[i].unit.name == self.figures[i - 1].unit.name;
        let verb = self
            .governing_verb(i)
            .filter(|_| alike || found.entry.is_none() && found.modifier.is_none());
        let verb = verb.map(|verb| self.with_attribute(verb, own));
        match (verb, found.modifier) {
            (None, _) => found,
            // 机床 of 数控机床: its own words stand elsewhere.
            (verb, Some(m)) if m.end != found.span.start => Indicator { under: verb, ..found },
            // “新三板”挂牌企业 in 新增上市公司30家、“新三板”挂牌企业149家: its own words stay.
            (verb, Some(_)) => Indicator {
                span: own,
                modifier: verb,
                entry: None,
                ..found
            },
            (verb, None) => Indicator {
                modifier: verb,
                ..found
            },
        }
    }

    /// Whether a clause is a bare member of a list that commas divide: 公路4375公里 in 新增机组366万千瓦，公路4375公里，航线114条.
    fn lists_on(&self, i: usize, lead: Span) -> bool {
        let member = |at: usize| {
            let (Some(before), Some(here)) = (at.checked_sub(1).map(|at| &self.figures[at]), self.figures.get(at))
            else {
                return false;
            };
            let between = self.text.get(before.span.end as usize..here.span.start as usize);
            let name = between.and_then(|words| words.strip_prefix('，')).unwrap_or_default();
            let around = &self.lexicon.around;
            let noun = name.chars().count() >= 2 && name.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
            let bare = indicator::bare(name, self.lexicon) == name;
            let opens = around
                .actions
                .at_start(name)
                .max(around.kept.at_start(name))
                .max(around.fronts.at_start(name));
            let act = around
                .actions
                .at_end(name)
                .max(around.kept.at_end(name))
                .max(around.acts.at_end(name));
            let opens = opens.or(act);
            let measure = name.ends_with(['率', '积', '额', '比', '量', '化'])
                || name.ends_with("里程")
                || name.starts_with(['总', '累', '其']);
            noun && bare && opens.is_none() && !measure && self.is_made_thing(at)
        };
        let opens = lead.start == self.clause_start;
        let first = i > 0 && self.is_made_thing(i - 1);
        opens && first && member(i) && (member(i + 1) || i > 1 && member(i - 1))
    }

    /// The verb of a list with the attribute behind it that goes on too: 新建农村 in 新建农村公路20公里、桥梁3座.
    fn with_attribute(&self, verb: Span, own: Span) -> Span {
        let rest = &self.text[verb.end as usize..];
        let words = own.of(self.text);
        let mut shared = self.lexicon.around.attributes.iter();
        let len = shared.find_map(|shared| shared.of(rest, words)).unwrap_or(0);
        Span {
            end: verb.end + len as u32,
            ..verb
        }
    }

    /// Whether a figure tells how many or how much of a thing there is that can be made: 家, 公里, not 人, 元 or %.
    fn is_made_thing(&self, i: usize) -> bool {
        let unit = &self.figures[i].unit;
        self.figures[i].form == Form::Amount
            && matches!(
                unit.dimension.as_str(),
                "count" | "length" | "area" | "volume" | "power" | "households"
            )
    }
}
