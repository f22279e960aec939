//! What is said of counted things behind their noun, as far as it tells which ones they are.
//!
//! Owns how it becomes part of their name: 入选世界遗产的古迹, 示范镇建设. Where it begins and ends is in [`super::super::indicator`].

use super::super::Indicator;
use super::super::indicator;
use super::{Walk, whole};
use crate::figure::Form;
use crate::span::Span;

/// Characters of a name with what is said of it.
const LONGEST: usize = 30;

/// Characters before a figure of a clause that opens with 在 or 对.
const PLACE: usize = 6;
/// Characters of a noun that says little alone: 行动, 新业态.
const BARE: usize = 3;

impl Walk<'_> {
    /// A counted noun with what is said of it: 5处古迹入选世界遗产, 新增16个药品纳入医保目录, 推进10个示范镇建设.
    pub(super) fn told(&self, last: usize, found: Indicator) -> Indicator {
        if let Some(project) = self.of_project(last, found) {
            return project;
        }
        let until = self.until(last);
        if let Some(end) = indicator::act_behind(self.text, found.span.end, until, self.lexicon) {
            let span = Span { end, ..found.span };
            return Indicator {
                span,
                entry: None,
                ..found
            };
        }
        if let Some(shared) = self
            .act_of(last, found)
            .or_else(|| self.shared_act(last, found))
            .or_else(|| self.shared_tail(last, found))
            .or_else(|| self.shared_head(last, found))
            .or_else(|| self.shared_voltage(last, found))
        {
            return shared;
        }
        let found = match self.figures[last].unit.name == "大" {
            true => found,
            false => self.with_second(found, until),
        };
        let Some(said) = self.predicate(found.span.end, until) else {
            return self.done_in_place(last, found, until).unwrap_or(found);
        };
        // 节能 of 30个节能与循环经济项目: what is joined is a part of the noun.
        if said.of(self.text).starts_with('与') && goes_on_with(said.of(self.text)) {
            return Indicator {
                span: found.span.join(said),
                entry: None,
                ..found
            };
        }
        let length = |span: Span| span.of(self.text).chars().count();
        let all = length(found.span) + length(said) + found.modifier.map_or(1, length);
        match found.modifier {
            _ if all > LONGEST => found,
            None if !self.is_outcome(said) => Indicator {
                modifier: Some(said),
                ..found
            },
            _ => Indicator {
                span: found.span.join(said),
                entry: None,
                ..found
            },
        }
    }

    /// 堵点、断头路 of 12个堵点、断头路完成治理: two nouns of which one thing is said.
    fn with_second(&self, found: Indicator, until: u32) -> Indicator {
        if !self.text[found.span.end as usize..].starts_with('、') {
            return found;
        }
        let from = found.span.end + '、'.len_utf8() as u32;
        let words = found.span.of(self.text);
        let around = &self.lexicon.around;
        // 具备省级、… is no noun.
        let noun = around
            .relatives
            .at_start(words)
            .max(around.predicates.at_start(words))
            .is_none();
        let joined = noun && from < until;
        let second = joined.then(|| self.last_of_several(from, until)).flatten();
        let verb = |words: &str| {
            let lists = [&around.actions, &around.kept, &around.states, &around.manners];
            lists.iter().any(|list| list.at_start(words).is_some())
        };
        let ends = |end: u32| {
            let rest = &self.text[end as usize..self.sentence.end as usize];
            end < until && rest.starts_with(['，', '。', '；', '！']) || end == self.sentence.end
        };
        let length = |span: Span| span.of(self.text).chars().count();
        let said = second.filter(|second| {
            let told = ends(second.span.end) && !verb(second.span.of(self.text));
            let said = || {
                let said = self.predicate(second.span.end, until);
                said.is_some_and(|said| !said.of(self.text).starts_with('与'))
            };
            let said = told || said();
            said && !counts_again(second.span.of(self.text)) && length(found.span) + length(second.span) < LONGEST
        });
        match said {
            Some(second) => Indicator {
                span: found.span.join(second.span),
                entry: None,
                ..found
            },
            None => found,
        }
    }

    /// The last of nouns that 、 joins from a place on.
    fn last_of_several(&self, from: u32, until: u32) -> Option<Indicator> {
        let mut noun = indicator::behind(self.text, from, until, None, self.lexicon)?;
        loop {
            let next = noun.span.end + '、'.len_utf8() as u32;
            let goes_on = self.text[noun.span.end as usize..].starts_with('、') && next < until;
            match goes_on.then(|| indicator::behind(self.text, next, until, None, self.lexicon)) {
                Some(Some(more)) => noun = more,
                _ => return Some(noun),
            }
        }
    }

    /// What is done in or to counted things: 卫生院建设康复中心 in 在6个卫生院建设康复中心, 学校进行改造 in 对8所学校进行改造.
    fn done_in_place(&self, last: usize, found: Indicator, until: u32) -> Option<Indicator> {
        let before = self.text[self.clause_start as usize..self.figures[last].span.start as usize].trim();
        let before = before.trim_start_matches(['并', '要', '还', '再', '将', '又']);
        let place = ["在", "对", "为", "给", "向"].iter().any(|w| before.starts_with(w));
        if !place || before.chars().count() > PLACE || !self.figures[last].unit.counted {
            return None;
        }
        let said = indicator::done_behind(self.text, found.span.end, until, self.lexicon)?;
        let said = Some(said).filter(|said| self.says_of_all(*said))?;
        let length = |span: Span| span.of(self.text).chars().count();
        let room = length(found.span) + length(said) <= LONGEST;
        (room && found.modifier.is_none()).then_some(Indicator {
            modifier: Some(said),
            entry: None,
            ..found
        })
    }

    /// The thing of a name without what is said of it behind it: 企业 in 新增企业落户.
    pub(super) fn noun_of(&self, name: Indicator) -> Span {
        let all = whole(name);
        if !self.counted_behind {
            return all;
        }
        // 投资上千万元的项目 holds a figure.
        let first = self.figures.partition_point(|f| f.span.start < name.span.start);
        if self.figures.get(first).is_some_and(|f| name.span.contains(f.span)) {
            return all;
        }
        let noun = indicator::behind(self.text, name.span.start, name.span.end, None, self.lexicon);
        Span {
            end: noun.map_or(all.end, |noun| noun.span.end),
            ..all
        }
    }

    /// A counted noun with the words before its figure that describe it: 为民兴办的 in 为民兴办的25件实事.
    pub(super) fn attributed(&self, counted: Indicator, found: Indicator, lead: Span) -> Indicator {
        let rest = &self.text[found.span.end as usize..lead.end as usize];
        let start = found
            .modifier
            .map_or(found.span.start, |m| m.start.min(found.span.start));
        // 第一批关闭的: the batch belongs to the ordinal.
        let batch = if self.text[start as usize..].starts_with(['批', '轮', '届']) {
            '批'.len_utf8()
        } else {
            0
        };
        let words = Span {
            start: start + batch as u32,
            end: lead.start + lead.of(self.text).trim_end().len() as u32,
        };
        let length = |span: Span| span.of(self.text).chars().count();
        let own = counted.modifier.is_some() && !counted.is_said(self.text, self.lexicon);
        if rest.trim() != "的" || own || length(words) < 3 || length(words) + length(counted.span) > LONGEST {
            return counted;
        }
        // 符合条件的65万人纳入低保: what is said of them stays too.
        match counted.modifier.filter(|_| length(counted.span) == 1) {
            Some(_) => Indicator {
                under: Some(words),
                ..counted
            },
            None => Indicator {
                modifier: Some(words),
                ..counted
            },
        }
    }

    /// 工作 behind 重点抓好八项: what is stressed is 重点工作.
    pub(super) fn stressed(&self, found: Indicator, verb: Option<Span>) -> Indicator {
        const STRESS: &str = "重点";
        let bare = found.modifier.is_none() && found.span.of(self.text).chars().count() == 2;
        let verb = verb.filter(|v| bare && v.of(self.text).starts_with(STRESS));
        Indicator {
            modifier: found.modifier.or(verb.map(|v| Span {
                end: v.start + STRESS.len() as u32,
                ..v
            })),
            ..found
        }
    }

    /// A noun that says little alone, with what was listed before its figure: 文博艺术、影视动漫等 in 文博艺术、影视动漫等10大新业态.
    pub(super) fn announced(&self, i: usize, counted: Indicator, lead: Span) -> Indicator {
        let length = |span: Span| span.of(self.text).chars().count();
        let open = lead.of(self.text).trim_end().ends_with('等') && counted.entry.is_none();
        let lists = open || self.figures[i].unit.name == "大" || lead.of(self.text).trim_end().ends_with('”');
        // 重点工程 says as little as 工程.
        let words = counted.span.of(self.text);
        let work = ["工程", "行动", "任务", "计划", "举措"]
            .iter()
            .any(|w| words.ends_with(w));
        let room = match (work, self.figures[i].unit.name == "大") {
            (true, true) => BARE,
            (work, _) => usize::from(work),
        };
        let bare = length(counted.span) <= BARE + room;
        let several = || self.figures[i].unit.name == "大" && lead.of(self.text).contains('、');
        let small = length(counted.span) <= BARE * 2 && counted.entry.is_none();
        if !lists || counted.modifier.is_some() || !(bare || small && (open || several())) {
            return counted;
        }
        // 粮食加工、农产品物流等 of 七大产业集群建设: a name that is no bare noun takes a list that reads as one.
        let modifier = indicator::listed_before_figure(self.text, lead, self.lexicon);
        let modifier = match bare {
            true => modifier,
            false => modifier
                .and_then(|list| self.plain_list(list, lead))
                .filter(|list| open || reads_as_list(list.of(self.text))),
        };
        Indicator {
            modifier: modifier.filter(|m| length(*m) >= 2),
            ..counted
        }
    }

    /// A list that is told in full, without the verb before its first item; none where that is no plain name.
    fn plain_list(&self, list: Span, lead: Span) -> Option<Span> {
        const ITEM: usize = 8;
        const ALL: usize = 22;
        let words = list.of(self.text);
        let around = &self.lexicon.around;
        let mut verb = 0;
        // 培育壮大 has two.
        while let Some(more) = indicator::verbs_at_start(&words[verb..], self.lexicon)
            .max(around.topic_verbs.at_start(&words[verb..]))
            .filter(|more| *more > 0)
        {
            verb += more;
        }
        let plain = &words[verb..];
        let first = plain.split(['、', '等']).next()?;
        let before = self.text.get(lead.start as usize..list.start as usize)?;
        let whole =
            !before.ends_with(['、', '和', '与', '—', ' ']) && !before.ends_with(|c: char| c.is_ascii_alphanumeric());
        // 十大战略性举措、某地十大战役: the list begins with what another figure counts.
        let counted = list.start == lead.start && self.quantity_end == lead.start && lead.start > self.clause_start;
        let read = !counted && (2..=ITEM).contains(&first.chars().count()) && plain.chars().count() <= ALL;
        let acts = [&around.actions, &around.kept, &around.idle];
        let clause = first.char_indices().skip(1).any(|(at, _)| {
            acts.iter()
                .any(|verbs| verbs.at_start(&first[at..]).is_some_and(|len| at + len < first.len()))
        });
        (whole && read && !clause).then_some(Span {
            start: list.start + verb as u32,
            ..list
        })
    }

    /// What is said, with of whom or of what before it, as long as both make a name.
    fn said_of(&self, of: Span, said: Span) -> Option<Indicator> {
        let length = |span: Span| span.of(self.text).chars().count();
        (length(of) + length(said) <= LONGEST).then_some(Indicator {
            span: said,
            modifier: Some(of),
            entry: None,
            carried: false,
            under: None,
            beside: None,
        })
    }

    /// What is done so many times, with who does it before the figure: 省长考察园区 in 省长三次考察园区.
    pub(super) fn repeated(&self, i: usize, found: Indicator, has_verb: bool) -> Option<Indicator> {
        if self.figures[i].unit.name != "次" || has_verb || found.modifier.is_some() {
            return None;
        }
        let said = indicator::done_behind(self.text, self.figures[i].span.end, self.until(i), self.lexicon)?;
        self.said_of(found.span, said)
    }

    /// What so large a part does, behind its figure: 达标 in 村（社区）60%达标; whom it reaches: 行政村 in 服务点覆盖78%的行政村.
    pub(super) fn part_said(&self, i: usize, lead: Span, found: Indicator, has_verb: bool) -> Option<Indicator> {
        let figure = &self.figures[i];
        let between = self
            .text
            .get(found.span.end as usize..lead.end as usize)
            .map(str::trim_end);
        let touches = between == Some("");
        let part = matches!(figure.form, Form::Percent | Form::Permille | Form::Fraction);
        let (from, until) = (figure.span.end, self.until(i));
        // 财政支出近80%用于民生领域, 衔接资金的62%用于产业发展
        if part && (touches || between == Some("的")) && !has_verb && self.text[from as usize..].starts_with("用于")
        {
            let said = indicator::purpose_behind(self.text, from, until, self.lexicon)?.span;
            return Some(Indicator {
                modifier: Some(Span { start: from, ..said }),
                ..found
            });
        }
        if !part || has_verb || !touches || found.entry.is_some() || found.modifier.is_some() {
            return None;
        }
        let reaches = self.lexicon.around.partial.at_end(found.span.of(self.text)).is_some();
        let said = match reaches {
            true => indicator::part_behind(self.text, from, until, self.lexicon)?.span,
            false => self.predicate(from, until)?,
        };
        self.said_of(found.span, said)
    }

    /// Whether words tell what came of a thing, not which one it is: 信访积案得到化解 reads as it stands.
    pub(super) fn is_outcome(&self, said: Span) -> bool {
        self.lexicon.around.outcomes.at_start(said.of(self.text)).is_some()
    }

    pub(super) fn predicate(&self, from: u32, until: u32) -> Option<Span> {
        let said = indicator::said_behind(self.text, from, until, until < self.sentence.end, self.lexicon)?;
        self.says_of_all(said).then_some(said)
    }

    /// Whether what is said is not the beginning of what each gets: 发放每人 in 向19.9万名群众发放每人1000元.
    fn says_of_all(&self, said: Span) -> bool {
        !["每人", "每户", "每名"].iter().any(|w| said.of(self.text).ends_with(w))
    }
}

/// Whether words behind 与 go on with a noun of work (节能与循环经济项目) and say nothing of what two have to do with each other (与高校建立合作).
fn goes_on_with(words: &str) -> bool {
    const WORK: [&str; 14] = [
        "改造", "建设", "项目", "工程", "治理", "修复", "改革", "利用", "政策", "基地", "平台", "扶贫", "汽车", "便利",
    ];
    const BOTH: [&str; 16] = [
        "签", "建立", "结", "合作", "对接", "携手", "共", "融合", "联", "脱钩", "互", "达成", "开展", "密切", "协同",
        "衔接",
    ];
    WORK.iter().any(|work| words.contains(work)) && !BOTH.iter().any(|act| words.contains(act))
}

/// Whether words are nouns of a like length that marks join: 石化、电力、造纸, not 雨山区、博望区要聚力 nor 优秀城市、中国.
fn reads_as_list(words: &str) -> bool {
    const ITEM: std::ops::RangeInclusive<usize> = 2..=8;
    const SCOPES: [&str; 6] = ["中国", "全国", "全省", "全市", "中央", "国家"];
    const SAID: [char; 7] = ['要', '向', '是', '将', '以', '着', '—'];
    let items: Vec<&str> = words.split(['、', '和', '与', '及']).collect();
    let lengths = || items.iter().map(|item| item.chars().count());
    let longest = lengths().skip(1).max().unwrap_or(0);
    let alike = lengths().next().is_some_and(|first| first <= longest + 2);
    alike
        && items.len() > 1
        && lengths().all(|length| ITEM.contains(&length))
        && !words.contains(SAID)
        && words.rfind('“').is_none_or(|at| at == 0)
        && items.last().is_some_and(|last| !SCOPES.contains(last))
}

/// Whether a noun holds a number of its own: 四类要素, 市县两级.
fn counts_again(words: &str) -> bool {
    const NUMBERS: [char; 11] = ['一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十'];
    words
        .match_indices(NUMBERS)
        .any(|(at, number)| words[at + number.len()..].starts_with(['类', '个', '种', '项', '大', '级', '条']))
}
