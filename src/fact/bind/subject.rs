//! The subject of a figure: what its clause names, what is counted behind it, what a list or an earlier clause hands on.
//!
//! Owns the choice among them. How a name is read from words is in [`super::super::indicator`].

use super::super::indicator::{self, Named};
use super::super::{Fact, Indicator, aspect, tier, verb};
use super::Walk;
use crate::figure::{Figure, Form};
use crate::span::Span;

impl Walk<'_> {
    /// The words of a clause that name its subject: those before 占 in 民营经济占GDP的66%, before 是 in 收入是2012年的1.9倍.
    pub(super) fn subject_part(&self, figure: &Figure, head: Span) -> Span {
        let words = head.of(self.text);
        let cut = match figure.form {
            Form::Percent | Form::Permille | Form::Fraction => aspect::whole_at(words).map(|(at, _)| at),
            Form::Multiple if words.trim_end().ends_with('的') => ["是", "为", "相当于", "达到"]
                .iter()
                .filter_map(|w| words.rfind(w))
                .max(),
            _ => None,
        };
        Span {
            end: cut.map_or(head.end, |at| head.start + at as u32),
            ..head
        }
    }

    /// The subject that the clause itself names: before the figure, or the counted noun behind it.
    pub(super) fn subject(&mut self, i: usize, lead: Span, named: Named, has_verb: bool) -> Option<Indicator> {
        let goes_on = self.counted_behind && indicator::joins(lead.of(self.text));
        self.counted_behind = false;
        let opens = lead.of(self.text).trim().is_empty() && lead.start == self.clause_start;
        if let Some(part) = self.part_behind(i, lead, named, has_verb, goes_on) {
            self.counted_behind = true;
            return Some(part);
        }
        // 将增加150个学位: the object of the verb stands behind.
        if has_verb && self.counts(i) && lead.end > lead.start && self.object_behind(i) {
            let counted = self.counted(i, None);
            self.counted_behind = counted.is_some();
            if counted.is_some() {
                return counted;
            }
        }
        match named {
            Named::Indicator(found) => {
                // 加快民营经济发展的33条措施: what is counted stands behind.
                let attribute = found.entry.is_none() && self.is_attribute(found, lead);
                // 重点支持200个实训基地: the verb before the figure has its object behind it.
                let verb = indicator::last_verb(self.text, lead, self.lexicon)
                    .filter(|v| found.entry.is_none() && v.end == found.span.end && v.start > found.span.start);
                let wanted = (attribute || verb.is_some()) && !has_verb;
                let counted = self.counted(i, verb).filter(|_| wanted);
                let counted = counted.or_else(|| self.described(i, lead, found, has_verb));
                let counted = counted.or_else(|| self.purpose(i, found.span).filter(|_| verb.is_some() && !has_verb));
                self.counted_behind = counted.is_some();
                counted.or_else(|| Some(self.under_verb(i, self.completed(i, found), lead)))
            }
            Named::Verb(verb) => {
                let counted = self.counted(i, Some(verb)).filter(|_| !has_verb);
                let counted = counted.or_else(|| self.shared_object(i, verb)).or_else(|| self.purpose(i, verb));
                self.counted_behind = counted.is_some();
                // 投入3.2亿元: the verb is all that is said.
                // 项目45个，竣工28个: of the projects.
                let of = self.thing.filter(|_| self.counts(i) && self.lexicon.around.kept.is(verb.of(self.text)));
                counted.or((!has_verb).then_some(Indicator {
                    span: verb,
                    modifier: of,
                    entry: None,
                    carried: false,
                }))
            }
            Named::Nothing if self.figures[i].unit_span.of(self.text).ends_with("企业") => self.noun_unit(i),
            Named::Nothing
                if opens
                    || self.previous.is_none()
                    || self.counts_behind(i, lead, has_verb)
                    || (goes_on && !has_verb && self.figures[i].form == Form::Amount) =>
            {
                let counted = self.counted(i, None);
                self.counted_behind = counted.is_some();
                counted
            }
            Named::Nothing => None,
        }
    }

    /// Whether what is counted stands behind although something was named before: 大型水库和3882座小型水库, 第三批14条经验.
    pub(super) fn counts_behind(&self, i: usize, lead: Span, has_verb: bool) -> bool {
        let words = lead.of(self.text).trim_end();
        let opens = lead.start == self.clause_start && self.object_behind(i) && !self.reaches(words);
        let counted = self.figures[i].form == Form::Amount && self.figures[i].unit.counted;
        !has_verb && (self.counts(i) && (indicator::joins(words) || words.ends_with('批')) || counted && opens)
    }

    /// A unit that is a noun itself: 贫困人口.
    pub(super) fn noun_unit(&self, i: usize) -> Option<Indicator> {
        let unit = self.figures[i].unit_span;
        let noun = self.figures[i].form == Form::Amount && unit.of(self.text).chars().count() >= 3 && !self.figures[i].unit.shared;
        (noun && self.figures[i].unit.counted).then_some(Indicator {
            span: unit,
            modifier: None,
            entry: None,
            carried: false,
        })
    }

    /// What money is spent on, behind it: 投入318亿元建设交通基础设施, 安排5000万元，用于旧村改造.
    fn purpose(&self, i: usize, verb: Span) -> Option<Indicator> {
        let figure = &self.figures[i];
        if figure.unit.dimension != "money" {
            return None;
        }
        let until = self.figures.get(i + 1).map_or(self.sentence.end, |f| f.span.start);
        let rest = &self.text[figure.span.end as usize..until.max(figure.span.end) as usize];
        let told = rest.strip_prefix(['，', ',']).filter(|r| ["用于", "专项用于", "支持", "重点支持"].iter().any(|w| r.starts_with(w)));
        let around = &self.lexicon.around;
        let direct = ["用于", "专项", "支持"].iter().any(|w| rest.starts_with(w))
            || around.kept.at_start(rest).max(around.actions.at_start(rest)).is_some();
        let from = figure.span.end + if told.is_some() { '，'.len_utf8() as u32 } else { 0 };
        let found = (told.is_some() || direct).then(|| indicator::purpose_behind(self.text, from, until, self.lexicon))?;
        Some(Indicator {
            modifier: Some(verb),
            ..found?
        })
    }

    /// The object that two verbs share: 养老服务中心 in 新建1处、改扩建2处养老服务中心.
    fn shared_object(&self, i: usize, verb: Span) -> Option<Indicator> {
        let (here, next) = (&self.figures[i], self.figures.get(i + 1)?);
        let between = &self.text[here.span.end as usize..next.span.start.max(here.span.end) as usize];
        let second = between.strip_prefix(['、', '和'])?;
        let around = &self.lexicon.around;
        let alike = here.unit.name == next.unit.name && (around.kept.is(second) || around.actions.is(second));
        alike.then(|| self.counted(i + 1, Some(verb)))?
    }

    /// Whether a name is one of a thing that others belong to: neither a verb alone nor 总投资 itself.
    pub(super) fn is_thing(&self, name: Indicator) -> bool {
        let words = name.span.of(self.text);
        let around = &self.lexicon.around;
        ![&around.dependent, &around.actions, &around.kept].iter().any(|list| list.is(words))
    }

    /// Whether a figure counts things: 个, 项, 座, not 人 or 亩.
    fn counts(&self, i: usize) -> bool {
        let figure = &self.figures[i];
        figure.form == Form::Amount && figure.unit.dimension == "count"
    }

    /// Whether words say that a level is reached: 达到, 突破. What reaches it was named before.
    fn reaches(&self, words: &str) -> bool {
        words.is_empty() || ["达到", "达", "为", "是", "到", "至", "突破", "超过", "超", "约", "近"].iter().any(|w| words.ends_with(w))
    }

    /// Whether a noun stands directly behind a figure, no verb.
    fn object_behind(&self, i: usize) -> bool {
        let last = self.run_end(i);
        let rest = &self.text[self.figures[last].span.end as usize..self.sentence.end as usize];
        if self.figures[i].unit.name == "大" || rest.starts_with('等') {
            return !rest.starts_with('等');
        }
        let around = &self.lexicon.around;
        let verbs = [&around.actions, &around.kept, &around.copulas, &around.levels, &around.comparisons];
        rest.starts_with(|c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c)) && verbs.iter().all(|v| v.at_start(rest).is_none())
    }

    /// The last of the amounts that stand side by side from here on: 12类48项实事.
    fn run_end(&self, i: usize) -> usize {
        let pairs = self.figures[i..].windows(2);
        i + pairs.take_while(|p| p[0].span.end == p[1].span.start && p[1].form == Form::Amount).count()
    }

    /// What is counted behind a figure whose words before only describe it: 首批15个示范城市, 物业管理两个条例.
    fn described(&mut self, i: usize, lead: Span, found: Indicator, has_verb: bool) -> Option<Indicator> {
        let announces = self.figures[i].unit.name == "大";
        let end = lead.start + lead.of(self.text).trim_end().len() as u32;
        let touches = found.span.end == end && (found.entry.is_none() || announces);
        // 大街4000平方米路面: not money, of which so much is told of what stands before.
        let measured = self.figures[i].form == Form::Amount
            && matches!(self.figures[i].unit.dimension.as_str(), "area" | "length" | "volume" | "mass" | "power");
        if has_verb || !touches || !(self.counts(i) || measured) || !self.object_behind(i) {
            return None;
        }
        // 投资、消费、出口三大需求: the words before are what is counted.
        let before = self.text[self.clause_start as usize..found.span.start as usize].trim_end();
        let announces = self.figures[i].unit.name == "大" || before.ends_with(['、', '和', '与']);
        let batch = announces || found.span.of(self.text).ends_with(['批', '这', '该', '于']);
        self.counted(i, (!batch).then_some(found.span))
    }

    /// What a share is told of behind its figure: 84%的行政村实现集中供水, 取消三分之一审批事项. `goes_on` joins it to such a one.
    fn part_behind(&self, i: usize, lead: Span, named: Named, has_verb: bool, goes_on: bool) -> Option<Indicator> {
        let figure = &self.figures[i];
        let part = matches!(figure.form, Form::Percent | Form::Permille | Form::Fraction);
        let bare = !matches!(named, Named::Indicator(_)) && !self.reaches(lead.of(self.text).trim());
        let opens = lead.start == self.clause_start && (bare || lead.of(self.text).trim().is_empty());
        let verb = match named {
            Named::Verb(verb) => Some(verb),
            _ => None,
        };
        if !part || has_verb || !(opens || goes_on) {
            return None;
        }
        let until = self.figures.get(i + 1).map_or(self.sentence.end, |f| f.span.start);
        let found = indicator::part_behind(self.text, figure.span.end, until, self.lexicon)?;
        Some(Indicator {
            modifier: verb.filter(|v| !self.lexicon.around.idle.is(v.of(self.text))),
            ..found
        })
    }

    /// The name before a stretch of time that stands between it and the figure: 教育支出 in 教育支出五年累计达到216亿元.
    pub(super) fn before_pause(&self, i: usize) -> Option<Indicator> {
        let pause = self.figures[..i].last().filter(|f| f.passing && f.span.start > self.clause_start)?;
        let start = self.figures[..i - 1].last().map_or(self.clause_start, |f| f.span.end.max(self.clause_start));
        let lead = Span {
            start,
            end: pause.span.start,
        };
        match indicator::find(self.text, lead, self.lexicon) {
            Named::Indicator(found) => Some(found),
            _ => None,
        }
    }

    /// 上市企业 behind 新增上市企业42家: 累计达到70家 are all there are.
    pub(super) fn as_total(&self, name: Indicator, lead: Span) -> Indicator {
        let words = lead.of(self.text);
        if !["达", "总数", "总量", "累计", "增至", "突破"].iter().any(|w| words.contains(w)) {
            return name;
        }
        let added = |words: &str| ["新增", "净增", "新增加", "新培育", "新认定", "新登记"].iter().find(|w| words.starts_with(**w)).map(|w| w.len());
        let (own, modifier) = (name.span.of(self.text), name.modifier.map(|m| m.of(self.text)));
        let without = own.strip_suffix("新增").map_or(own.len(), str::len);
        Indicator {
            span: Span {
                start: name.span.start + added(own).filter(|len| len + 6 <= own.len()).unwrap_or(0) as u32,
                end: name.span.start + without as u32,
            },
            modifier: match modifier.map(|m| (added(m), m.len())) {
                Some((Some(len), all)) if len == all => None,
                Some((Some(len), _)) => name.modifier.map(|m| Span { start: m.start + len as u32, ..m }),
                _ => name.modifier,
            },
            ..name
        }
    }

    /// A listed indicator that a clause without figures names between the last figure and this clause: 上划中央收入首次突破千亿，达1180亿元.
    pub(super) fn said_between(&self, lead: Span) -> Option<Indicator> {
        if lead.start != self.clause_start || self.previous.is_none() {
            return None;
        }
        let gap = Span {
            start: self.quantity_end,
            end: self.clause_start.max(self.quantity_end),
        };
        let words = gap.of(self.text).trim_end_matches(['，', ',']);
        let at = words.rfind(['，', ',', '；', '。'])? + '，'.len_utf8();
        let clause = words.get(at..)?;
        let (start, end, entry) = self.lexicon.indicators_in(clause).next()?;
        let says = ["突破", "超过", "首次", "达到", "迈上", "跨上"].iter().any(|w| clause[end..].starts_with(w));
        says.then(|| Indicator {
            span: Span::new(at + start, at + end).shift(gap.start as usize),
            modifier: None,
            entry: Some(entry),
            carried: true,
        })
    }

    /// The listed indicator that the clause before names, when the sentence has no figure before: 财政收入，五年平均每年增长11.8%.
    pub(super) fn said_before(&self, lead: Span) -> Option<Indicator> {
        if self.previous.is_some() || self.clause_start <= self.sentence.start || lead.start < self.clause_start {
            return None;
        }
        let words = &self.text[self.sentence.start as usize..self.clause_start as usize];
        let words = words.trim_end_matches(['，', ',']);
        let at = words.rfind(['，', ',', '；', '：', ':']).map_or(0, |at| at + '，'.len_utf8());
        let clause = words.get(at..)?;
        let (start, end, entry) = self.lexicon.indicators_in(clause).last().filter(|(_, end, _)| *end == clause.len())?;
        Some(Indicator {
            span: Span::new(at + start, at + end).shift(self.sentence.start as usize),
            modifier: None,
            entry: Some(entry),
            carried: true,
        })
    }

    /// What the boundary of a class narrows: 老年人 in 60岁以上老年人. The name behind it begins before it.
    pub(super) fn class_of(&mut self, i: usize, lead: Span) -> Fact {
        let figure = &self.figures[i];
        let until = self.figures.get(i + 1).map_or(self.sentence.end, |f| f.span.start);
        let noun = indicator::behind(self.text, figure.span.end, until, None, self.lexicon);
        let start = match indicator::find(self.text, lead, self.lexicon) {
            Named::Indicator(found) if found.span.end == lead.end => found.modifier.map_or(found.span.start, |m| m.start),
            Named::Verb(verb) if verb.end == lead.end && self.lexicon.around.kept.is(verb.of(self.text)) => verb.start,
            _ => figure.span.start,
        };
        self.class = Some((figure.span.end, start));
        Fact {
            indicator: noun,
            ..Fact::default()
        }
    }

    /// A name behind the boundary of a class begins before it: 60岁以上老年人.
    pub(super) fn of_class(&self, name: Indicator, lead: Span) -> Indicator {
        let start = name.modifier.map_or(name.span.start, |m| m.start.min(name.span.start));
        match self.class {
            Some((end, from)) if end == start && lead.start == end && name.modifier.is_none() => Indicator {
                modifier: Some(Span { start: from, end }),
                ..name
            },
            _ => name,
        }
    }

    /// 总投资 behind 开工项目126个 is that of the projects.
    pub(super) fn of_thing(&self, i: usize, name: Indicator) -> Indicator {
        let around = &self.lexicon.around;
        let words = name.span.of(self.text);
        // 新建占地面积2500平方米的幼儿园: the verb is that of the thing behind.
        let made = around.kept.at_start(words).filter(|len| around.dependent.is(&words[*len..]));
        if name.carried || self.counted_behind || !(around.dependent.is(words) || made.is_some()) {
            return name;
        }
        // 设立总规模45亿元的发展基金: the thing stands behind.
        let figure = &self.figures[i];
        let rest = &self.text[figure.span.end as usize..self.sentence.end as usize];
        let until = self.figures.get(i + 1).map_or(self.sentence.end, |f| f.span.start);
        let owner = rest.starts_with('的').then(|| indicator::behind(self.text, figure.span.end, until, None, self.lexicon));
        let owner = owner.flatten().map(|found| found.span);
        if made.is_some() && owner.is_none() {
            return name;
        }
        Indicator {
            modifier: owner.or(name.modifier).or(self.thing),
            span: Span {
                start: name.span.start + made.unwrap_or(0) as u32,
                ..name.span
            },
            ..name
        }
    }

    /// Whether the words before a figure only describe what is counted behind it: 发展的33条措施, 北林区37公里线路.
    pub(super) fn is_attribute(&self, found: Indicator, lead: Span) -> bool {
        let name = found.span.of(self.text);
        let rest = &self.text[found.span.end as usize..lead.end as usize];
        rest.trim() == "的" || (name.chars().count() <= 4 && name.ends_with(['区', '县', '市', '镇', '乡', '省', '州']))
    }

    /// The counted noun behind a figure.
    pub(super) fn counted(&self, i: usize, verb: Option<Span>) -> Option<Indicator> {
        let figure = &self.figures[i];
        // 解决20万农村人口的饮水问题: the classifier is left out.
        let scaled = figure.number.of(self.text).ends_with(['万', '亿']);
        let countable = figure.form == Form::Amount || (figure.form == Form::Bare && scaled);
        let last = self.run_end(i);
        let until = self.figures.get(last + 1).map_or(self.sentence.end, |f| f.span.start);
        let from = self.figures[last].span.end;
        let found = countable.then(|| indicator::behind(self.text, from, until, verb, self.lexicon))??;
        let found = self.without_measure(i, self.graded(last, found));
        // 4.6公里农村公路改造和10.7公里新改建: the roads are those before.
        let done = self.lexicon.around.kept.is(found.span.of(self.text)) && found.modifier.is_none();
        let before = self.previous.as_ref().and_then(|f| f.indicator).filter(|_| done).map(|before| {
            let words = before.span.of(self.text);
            let verb = self.lexicon.around.kept.at_end(words).filter(|len| *len < words.len()).unwrap_or(0);
            Span {
                end: before.span.end - verb as u32,
                ..before.span
            }
        });
        Some(Indicator {
            modifier: found.modifier.or(before),
            ..found
        })
    }

    /// 3个省级、40个县级示范点: the noun behind the last grade is that of all.
    fn graded(&self, last: usize, found: Indicator) -> Indicator {
        let grade = found.span.of(self.text);
        let next = self.figures.get(last + 1).filter(|_| grade.ends_with('级') && grade.chars().count() <= 4);
        let shared = next.and_then(|figure| {
            let until = self.figures.get(last + 2).map_or(self.sentence.end, |f| f.span.start);
            indicator::behind(self.text, figure.span.end, until, None, self.lexicon)
        });
        let noun = shared.and_then(|next| {
            let words = next.span.of(self.text);
            let at = words.find('级').map(|at| at + '级'.len_utf8()).filter(|at| *at <= 12 && *at + 6 <= words.len())?;
            Some(Span {
                start: next.span.start + at as u32,
                ..next.span
            })
        });
        match noun {
            Some(noun) => Indicator {
                span: noun,
                modifier: Some(found.span),
                ..found
            },
            None => found,
        }
    }

    /// 四大主导产业产值达3681亿元: four industries, not four outputs.
    fn without_measure(&self, i: usize, found: Indicator) -> Indicator {
        let words = found.span.of(self.text);
        if !self.figures[i].unit.counted || found.entry.is_some() {
            return found;
        }
        let listed = self.lexicon.indicators_in(words).find(|(start, _, entry)| {
            let dimension = self.lexicon.indicators[*entry as usize].dimension.as_deref();
            *start >= 6 && matches!(dimension, Some("money" | "percent"))
        });
        let tail = |at: &usize| self.lexicon.around.dependent.is(&words[*at..]);
        let at = listed.map(|(start, _, _)| start).or_else(|| words.char_indices().map(|(at, _)| at).skip(2).find(tail));
        let span = at.map_or(found.span, |at| Span {
            end: found.span.start + at as u32,
            ..found.span
        });
        Indicator { span, ..found }
    }

    /// 租赁住房 in 新增公租房2.47万套、租赁住房1.3万套: the verb of the first goes on behind 、.
    pub(super) fn under_verb(&self, i: usize, found: Indicator, lead: Span) -> Indicator {
        // 新认定高新技术企业99家、科技型中小企业71家: listed names too, when both are counted alike.
        let alike = i > 0 && self.figures[i].unit.counted && self.figures[i].unit.name == self.figures[i - 1].unit.name;
        let before = self.previous.as_ref().and_then(|f| f.indicator);
        let narrowed = found.modifier.is_some() || (found.entry.is_some() && !alike);
        let Some(before) = before.filter(|_| !narrowed && lead.of(self.text).trim_start().starts_with('、')) else {
            return found;
        };
        let around = &self.lexicon.around;
        if around.kept.at_start(found.span.of(self.text)).is_some() {
            return found;
        }
        let verb = match before.modifier {
            Some(verb) => Some(verb).filter(|v| around.kept.is(v.of(self.text)) || around.actions.is(v.of(self.text))),
            None => around.kept.at_start(before.span.of(self.text)).map(|len| Span {
                end: before.span.start + len as u32,
                ..before.span
            }),
        };
        Indicator {
            modifier: verb,
            ..found
        }
    }

    /// 第二产业 behind 第一产业增加值: the noun that they share completes it.
    pub(super) fn completed(&self, i: usize, found: Indicator) -> Indicator {
        let Some(before) = self
            .previous
            .as_ref()
            .and_then(|f| f.indicator)
            .filter(|_| found.entry.is_none())
        else {
            return found;
        };
        let Some(entry) = before.entry else { return found };
        let name = found.span.of(self.text);
        let shared = &self.lexicon.indicators[entry as usize].name;
        let boundaries = shared.char_indices().map(|(at, _)| at).skip(2);
        let whole = boundaries
            .filter_map(|at| self.lexicon.indicator_named(&format!("{name}{}", &shared[at..])))
            .find(|e| {
                let dimension = &self.lexicon.indicators[*e as usize].dimension;
                let printed = &self.figures[i].unit.dimension;
                dimension.as_ref().is_none_or(|d| d == printed || printed == "percent")
            });
        match whole {
            Some(entry) => Indicator {
                modifier: Some(found.span),
                entry: Some(entry),
                ..found
            },
            None => found,
        }
    }

    /// The subject of the first figure of a list, when there are as many subjects as figures.
    pub(super) fn list_subject(&mut self, i: usize, lead: Span, verb: Option<&verb::Found>) -> Option<Indicator> {
        let count = self.list_length(i);
        if count < 2 {
            return None;
        }
        let clause = Span {
            start: self.clause_start,
            end: lead.end,
        };
        let words = clause.of(self.text);
        let until = words.rfind("分别").map(|at| clause.start + at as u32);
        let end = until.or(verb.map(|v| v.span.start)).unwrap_or(lead.end);
        let head = Span {
            start: clause.start,
            end: end.max(clause.start),
        };
        let subjects = match tier::subjects(self.text, head, count, self.lexicon) {
            Some(own) => {
                self.tier = own.clone();
                own
            }
            None if indicator::find(self.text, head, self.lexicon) == Named::Nothing => {
                // 城镇收入超过4万元，农村收入超过1.8万元，分别增长7.1%和7.7%: each clause before named one of them.
                let named = if self.tier.len() == count {
                    &self.tier
                } else {
                    &self.subjects
                };
                if named.len() != count || (until.is_none() && self.tier.len() != count) {
                    return None;
                }
                named.iter().map(|i| Indicator { carried: true, ..*i }).collect()
            }
            None => return None,
        };
        let first = subjects[0];
        self.counted_behind = false;
        self.list = Some((i, subjects));
        Some(first)
    }

    /// The subject of a later figure of a list.
    pub(super) fn of_list(&self, i: usize) -> Option<Indicator> {
        let (first, subjects) = self.list.as_ref()?;
        subjects.get(i - first).copied()
    }

    /// How many figures of one form are joined from here on.
    pub(super) fn list_length(&self, i: usize) -> usize {
        let rest = &self.figures[i..];
        let joined = rest.windows(2).take_while(|pair| {
            let between = &self.text[pair[0].span.end as usize..pair[1].span.start.max(pair[0].span.end) as usize];
            pair[0].form == pair[1].form && matches!(between.trim(), "、" | "和" | "与" | "及" | "以及")
        });
        1 + joined.count()
    }
}
