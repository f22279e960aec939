//! Names that say little alone: 治理率, 惠及群众, 项目.
//!
//! Owns whose they are where nothing before them in their clause says it: what was told last, what the clause before names, what the paragraph
//! opens with. Measures of things that were named (产值) are in [`super::owner`].

use super::super::Indicator;
use super::super::indicator::{self, Named};
use super::super::verb;
use super::Walk;
use crate::figure::Form;
use crate::lexicon::Lexicon;
use crate::span::Span;

/// What a paragraph is about whose first sentence only says what to do with it: 旅游 of 大力发展旅游. `sentence` has no figure.
pub(super) fn opener(text: &str, sentence: Span, lexicon: &Lexicon) -> Option<Span> {
    const SHORT: usize = 16;
    const NAME: std::ops::RangeInclusive<usize> = 2..=8;
    let words = sentence.of(text).trim_end_matches(['。', '；', '*', '：']);
    let begins = words
        .rfind(['*', '）', '.', '、', '—', '是'])
        .map_or(0, |at| at + words[at..].chars().next().map_or(0, char::len_utf8));
    let words = Span::new(begins, words.len()).shift(sentence.start as usize);
    if words.of(text).chars().count() > SHORT || words.of(text).contains(['，', '“']) {
        return None;
    }
    // Most openings have none of the verbs, so that no name need be read.
    lexicon.around.topic_verbs.first_in(words.of(text))?;
    let Named::Indicator(found) = indicator::find_last(text, words, lexicon) else {
        return None;
    };
    // 发展 of 大力发展新旅游 is no part of what is developed.
    let verb = lexicon.around.topic_verbs.at_start(found.span.of(text))?;
    let thing = Span {
        start: found.span.start + verb as u32,
        ..found.span
    };
    let whole = found.span.end == words.end && NAME.contains(&thing.of(text).chars().count());
    (whole && found.modifier.is_none() && !thing.of(text).starts_with("项目")).then_some(thing)
}

impl Walk<'_> {
    /// 公租房 before 惠及群众 in 配租公租房54万套、惠及140万群众: what was told or named last reaches them.
    pub(super) fn reached(&self, name: Indicator) -> Indicator {
        const VERBS: [&str; 4] = ["惠及", "带动", "拉动", "撬动"];
        const WHO: usize = 4;
        let words = name.span.of(self.text);
        let before = name.modifier.filter(|m| VERBS.contains(&m.of(self.text)));
        let who = before.map(|_| words).or(VERBS
            .iter()
            .find_map(|verb| words.strip_prefix(verb))
            .filter(|_| name.modifier.is_none()));
        let bare = who.is_some_and(|who| (1..=WHO).contains(&who.chars().count())) && !name.carried;
        let start = before.map_or(name.span.start, |m| m.start);
        let verb = Span {
            start,
            end: start + VERBS[0].len() as u32,
        };
        // 专项资金5.7亿元、带动消费45亿元: money moves others.
        let money = self
            .told
            .as_ref()
            .and_then(|told| told.unit())
            .is_some_and(|unit| unit.ends_with('元'));
        let moves = money || self.text[start as usize..].starts_with(VERBS[0]);
        let by = (bare && moves)
            .then(|| self.silent_name().or_else(|| self.reached_by(verb)))
            .flatten();
        Indicator {
            under: name.under.or(by),
            ..name
        }
    }

    /// 岸线绿化 before 复绿率 in 完成岸线绿化1.3万亩，复绿率达100%: a rate of one word is that of what was told or named before.
    pub(super) fn rated(&self, name: Indicator) -> Option<Span> {
        const WORD: usize = 3;
        const WHOLE: [&str; 8] = [
            "就业率",
            "失业率",
            "出生率",
            "死亡率",
            "投资率",
            "消费率",
            "积累率",
            "通胀率",
        ];
        const MEASURES: [&str; 8] = [
            "总面积",
            "面积",
            "总里程",
            "里程",
            "数量",
            "人数",
            "补助标准",
            "筹资标准",
        ];
        let words = name.span.of(self.text);
        if !words.ends_with('率') {
            return None;
        }
        let bare = name.modifier.is_none() && !name.carried && !self.counted_behind && !WHOLE.contains(&words);
        // 办结率 is that of the thing that was counted last.
        let measure = self.lexicon.around.dependent.is(words);
        if !bare || measure || words.chars().count() > WORD {
            return None;
        }
        let told = self
            .told
            .as_ref()
            .filter(|told| told.until() >= self.sentence.start && !told.is_changed());
        let Some(told) = told.filter(|told| told.name().span.end <= name.span.start) else {
            return self.silent_name();
        };
        let whole = super::whole(told.name());
        let around = &self.lexicon.around;
        let text = whole.of(self.text);
        let verb = around
            .actions
            .at_start(text)
            .max(around.kept.at_start(text))
            .filter(|len| *len < text.len());
        let thing = &text[verb.unwrap_or(0)..];
        let measure = MEASURES.iter().find(|w| thing.ends_with(**w) && thing.len() > w.len());
        let end = whole.end - measure.map_or(0, |w| w.len() as u32);
        const NAME: std::ops::RangeInclusive<usize> = 3..=12;
        let thing = &thing[..thing.len() - measure.map_or(0, |w| w.len())];
        let plain = !thing.ends_with(['率', '度', '额', '比', '准']) && !thing.contains(['从', '由', '每', '的']);
        (plain && NAME.contains(&thing.chars().count())).then_some(Span {
            start: whole.start + verb.unwrap_or(0) as u32,
            end,
        })
    }

    /// What the clause before names, which has no figure: 价格补贴 in 发放价格补贴，惠及….
    fn silent_name(&self) -> Option<Span> {
        const NAME: usize = 16;
        let from = self.silent_from.max(self.sentence.start);
        let clause = self
            .clause_before(from)
            .filter(|c| c.start > from || from == self.sentence.start)?;
        let Named::Indicator(found) = indicator::find_last(self.text, clause, self.lexicon) else {
            return None;
        };
        let told = found.span.of(self.text).chars().count() <= NAME && found.span.end == clause.end;
        let verb = self.lexicon.around.topic_verbs.at_start(found.span.of(self.text));
        let start = found.span.start + verb.unwrap_or(0) as u32;
        told.then_some(Span { start, ..found.span })
    }

    /// A noun that says little alone, with what the clause before it is about: 陶瓷产业 in 壮大陶瓷产业，推进32个项目.
    pub(super) fn about(&self, counted: Indicator) -> Indicator {
        let bare = counted.modifier.is_none() && says_little(counted.span.of(self.text)) && !counted.carried;
        let topic = || self.topic().filter(|_| bare);
        Indicator {
            modifier: counted.modifier.or_else(topic),
            ..counted
        }
    }

    /// 农村居民建档率 of 城市居民建档率达40%，农村达15%: the place that is opposed to that of the name before.
    pub(super) fn opposite(&self, name: Indicator) -> Indicator {
        const PLACES: [[&str; 2]; 4] = [["城市", "农村"], ["城镇", "农村"], ["城镇", "乡村"], ["城区", "农村"]];
        let words = name.span.of(self.text);
        let bare = name.modifier.is_none() && name.entry.is_none() && !name.carried && !self.counted_behind;
        let before = self
            .told
            .as_ref()
            .filter(|told| bare && told.until() >= self.sentence.start);
        let Some(before) = before.map(|told| super::whole(told.name())) else {
            return name;
        };
        let pair = |[first, second]: &[&str; 2]| {
            let other = [(first, second), (second, first)]
                .into_iter()
                .find(|(_, own)| **own == words)?
                .0;
            let at = before.of(self.text).find(*other)? + other.len();
            before.of(self.text)[at..]
                .chars()
                .nth(1)
                .map(|_| before.start + at as u32)
        };
        match PLACES.iter().find_map(pair) {
            Some(start) => Indicator {
                span: Span { start, ..before },
                modifier: Some(name.span),
                ..name
            },
            None => name,
        }
    }

    /// 养殖户增收 of 养殖户增收25%: what grows is in the verb.
    pub(super) fn with_income(&self, found: Option<Indicator>, verb: Option<&verb::Found>) -> Option<Indicator> {
        const INCOME: &str = "增收";
        let grows = |name: Indicator| {
            let span = verb.map(|v| v.span).filter(|span| span.of(self.text) == INCOME)?;
            (name.entry.is_none() && name.span.end == span.start).then_some(Indicator {
                span: name.span.join(span),
                ..name
            })
        };
        found.map(|name| grows(name).unwrap_or(name))
    }

    /// 增收节支 of 增收节支4亿元: its second half looks like a verb of change.
    pub(super) fn saved(&self, verb: &verb::Found) -> Option<Indicator> {
        const SAVED: &str = "增收节支";
        let ends = self.text[..verb.span.end as usize].ends_with(SAVED);
        ends.then(|| Indicator {
            span: Span {
                start: verb.span.end - SAVED.len() as u32,
                ..verb.span
            },
            modifier: None,
            entry: None,
            carried: false,
            under: None,
            beside: None,
        })
    }

    /// 降低成本 of 为企业降低成本1.2亿元: what was done for somebody, by its verb.
    pub(super) fn relieved(&self, i: usize, lead: Span) -> Option<Indicator> {
        const WHO: usize = 8;
        const VERBS: [&str; 12] = [
            "提供", "减负", "降低", "减少", "减轻", "减免", "节约", "节省", "解决", "争取", "挽回", "化解",
        ];
        // What one of them begins with.
        const FIRST: [char; 8] = ['提', '减', '降', '节', '解', '争', '挽', '化'];
        if self.figures[i].form != Form::Amount {
            return None;
        }
        let words = lead.of(self.text).trim_end();
        let at = words.rfind(['为', '给'])? + '为'.len_utf8();
        if !words[at..].contains(FIRST) {
            return None;
        }
        let verb = VERBS.iter().find_map(|verb| words[at..].find(verb))?;
        let (who, done) = words[at..].split_at(verb);
        let object = (done.chars().count() >= 4 || done == "减负")
            && done.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
        let who = (2..=WHO).contains(&who.chars().count()) && !who.ends_with('了');
        let plain = indicator::bare(done, self.lexicon) == done;
        (who && object && plain).then(|| Indicator {
            span: Span {
                start: lead.start + (at + verb) as u32,
                end: lead.start + words.len() as u32,
            },
            modifier: None,
            entry: None,
            carried: false,
            under: None,
            beside: None,
        })
    }

    /// 新旅游 of 新旅游项目 and its 总投资: a thing that says little alone, with what the clause before it or the paragraph is about.
    pub(super) fn under_topic(&self, name: Indicator) -> Indicator {
        let name = self.about(name);
        let alone = name.modifier.is_none() && says_little(name.span.of(self.text)) && !name.carried;
        let thing = name
            .modifier
            .filter(|m| says_little(m.of(self.text)) && m.end != name.span.start);
        let made = self.made_little(name);
        let topic = |noun: &str| self.topic().filter(|_| matches!(noun, "项目" | "站点"));
        let of = made.and_then(|noun| self.kin(noun).or_else(|| topic(noun)));
        Indicator {
            modifier: name.modifier.or(self.opener.filter(|_| alone)),
            under: name.under.or(of).or(self
                .opener
                .filter(|_| (thing.is_some() || made == Some("项目")) && !name.carried)),
            ..name
        }
    }

    /// The noun that says little alone of a name that says beside it only what was done: 项目 of 新开工项目.
    fn made_little(&self, name: Indicator) -> Option<&str> {
        const NOUNS: [&str; 7] = ["项目", "工程", "企业", "站点", "基地", "平台", "岗位"];
        let adjacent = name.modifier.is_none_or(|m| m.end == name.span.start);
        let own = adjacent && name.under.is_none() && !name.carried && !self.counted_behind;
        let words = super::whole(name).of(self.text);
        if !own || !NOUNS.iter().any(|noun| words.ends_with(noun)) {
            return None;
        }
        let does = indicator::verbs_at_start(words, self.lexicon).or(self.lexicon.around.added.at_start(words));
        let noun = &words[does?..];
        NOUNS.contains(&noun).then_some(noun)
    }

    /// 市重点 before 新开工项目 in 推进300个市重点项目建设，新开工项目43个: the things that were counted are of this kind.
    fn kin(&self, noun: &str) -> Option<Span> {
        let thing = self.kind.or(self.thing).map(|thing| self.made_of(thing))?;
        let kind = thing.of(self.text).strip_suffix("建设").unwrap_or(thing.of(self.text));
        let mut front = kind.strip_suffix(noun)?;
        // 高新区 of 高新区引入项目: each has its own verb.
        let around = &self.lexicon.around;
        while let Some(verb) = around.kept.at_end(front).max(around.actions.at_end(front)) {
            front = &front[..front.len() - verb];
        }
        // 啤酒等亿元以上项目 are of more kinds than one.
        Some(front).filter(|front| front.chars().nth(1).is_some() && !front.contains(['等', '和']))?;
        let end = thing.start + front.len() as u32;
        Some(Span { end, ..thing })
    }
}

/// Whether a noun names no thing without what it is a part of.
fn says_little(words: &str) -> bool {
    matches!(words, "项目" | "工程" | "重点项目" | "重点工程")
}
