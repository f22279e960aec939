//! Names in the words behind a figure.
//!
//! Owns where such a name ends: before a mark, a state (获批) or the verb of another clause.

use super::super::Indicator;
use super::ends::ends_at;
use super::relative::relative;
use super::{is_han, is_part, strip_end};
use crate::lexicon::Lexicon;
use crate::span::Span;

/// Characters of a counted noun behind its figure.
const LONGEST_BEHIND: usize = 22;
/// Characters of a noun that hardly holds a verb of its own.
const LONG_BEHIND: usize = 18;
/// Characters of a problem behind 的.
const LONGEST_PROBLEM: usize = 12;
/// Characters of what a share behind its figure is told of.
const LONGEST_PART: usize = 22;
/// Characters of what is said of counted things.
const LONGEST_SAID: usize = 24;
/// Characters of what money is spent on.
const LONGEST_PURPOSE: usize = 16;

/// The noun behind a counted figure: 路灯 in 130盏路灯的改造. `verb` stands before the figure and belongs to the name.
pub fn behind(text: &str, from: u32, until: u32, verb: Option<Span>, lexicon: &Lexicon) -> Option<Indicator> {
    let words = text.get(from as usize..until as usize)?;
    // “三项”制度: the quotes close behind the figure.
    let owned = match words.chars().next() {
        Some(c @ ('的' | '”')) => c.len_utf8(),
        _ => 0,
    };
    let (words, from) = (&words[owned..], from + owned as u32);
    if let Some(end) = relative(words, lexicon).or_else(|| place(words, lexicon)) {
        return Some(Indicator {
            span: Span::new(0, end).shift(from as usize),
            modifier: verb.filter(|v| !lexicon.around.idle.is(v.of(text))),
            entry: None,
            carried: false,
            under: None,
            beside: None,
        });
    }
    let big = text[..from as usize].ends_with('大');
    let levels = levels(words);
    let mut end = levels;
    let mut remark = levels;
    for (i, (at, c)) in words.char_indices().enumerate() {
        if at < remark {
            end = remark;
            continue;
        }
        if let Some(len) = remark_inside(&words[at..], i).filter(|_| i > 0) {
            remark = at + len;
            continue;
        }
        let open = || words[..at].contains('“') && !words[..at].ends_with('”');
        let part = is_part(c) && (c != '”' || open());
        if i >= LONGEST_BEHIND || !part || ends_at(words, (i, at, c), (big, LONGEST_BEHIND), lexicon) {
            break;
        }
        end = at + c.len_utf8();
    }
    // 两县整县“摘帽”: what is said stands in the quotes. 和 joins what stands behind the name.
    let end = words[..end]
        .trim_end_matches(['“', '和', '与', '及', '将', '也', '或'])
        .len();
    // 居民急难愁盼的照明问题 is one thing; a name that runs on ends before its first verb.
    let (name, rest) = words.split_at(end);
    let problem = rest
        .starts_with('的')
        .then(|| rest.chars().take_while(|c| is_han(*c)).take(LONGEST_PROBLEM));
    let asked = problem.and_then(|problem| {
        let problem: String = problem.collect();
        ["问题", "困难", "难题", "产能", "生产能力"]
            .iter()
            .find_map(|w| Some(problem.find(w)? + w.len()))
    });
    let end = match asked {
        Some(len) => end + len,
        None if name.chars().count() >= LONG_BEHIND => verb_inside(name, lexicon).unwrap_or(end),
        None => end,
    };
    let name = without_growth(without_manner(&words[..end], lexicon), &words[end..]);
    let end = name.len();
    // 109项按期完成, 2万亿元跃升到: neither an adverb nor a verb of change is a noun.
    let changes = lexicon
        .verbs_in(name)
        .next()
        .is_some_and(|(at, end, _)| at == 0 && (end == name.len() || name[end..].starts_with(['到', '至', '为'])));
    if lexicon.around.manners.is(name) || changes {
        return None;
    }
    let letters = name.bytes().filter(u8::is_ascii_uppercase).count();
    (name.chars().filter(|c| is_han(*c)).count() >= 2 || letters >= 2).then(|| Indicator {
        span: Span::new(0, end).shift(from as usize),
        modifier: verb.filter(|v| !lexicon.around.idle.is(v.of(text))),
        entry: lexicon.indicator_named(name),
        carried: false,
        under: None,
        beside: None,
    })
}

/// A name without what is done with it at the end of a clause: 新兴产业 in 四大新兴产业发展，….
fn without_growth<'a>(name: &'a str, rest: &str) -> &'a str {
    const THINGS: [&str; 8] = ["产业", "企业", "行业", "集群", "组团", "领域", "园区", "产业链"];
    let ends = rest.is_empty() || rest.starts_with(['，', '。', '；', '、']);
    let thing = name
        .strip_suffix("发展")
        .filter(|thing| ends && THINGS.iter().any(|w| thing.ends_with(w)));
    thing.unwrap_or(name)
}

/// Levels that a noun is listed for: 省、市 of 省、市重点项目, 国家级和 of 国家级和省级示范基地.
fn levels(words: &str) -> usize {
    let places = ['省', '市', '县', '区', '州', '乡', '镇', '村'];
    let mut end = 0;
    while let Some(rest) = words[end..]
        .strip_prefix(places)
        .and_then(|rest| rest.strip_prefix('、'))
    {
        end = words.len() - rest.len();
    }
    let last = words[end..].starts_with(places) && words[end..].chars().nth(2).is_some_and(is_han);
    if last { end } else { graded(words) }
}

/// Where the grades end that one noun is listed for: 国家级和 of 国家级和省级示范基地, 省级及以上 of 省级及以上开发区.
fn graded(words: &str) -> usize {
    const GRADE: usize = 3;
    let grade = |words: &str| {
        // 国家和省级企业技术中心
        if words.starts_with("国家") && words["国家".len()..].starts_with(['和', '、', '及']) {
            return Some("国家".len());
        }
        let at = words.char_indices().take(GRADE + 1).find(|(_, c)| *c == '级')?.0;
        (at > 0 && words[..at].chars().all(is_han)).then_some(at + '级'.len_utf8())
    };
    let joined = |rest: &str| {
        let mark = ["和", "及", "、", "或", "与"]
            .iter()
            .find(|mark| rest.starts_with(**mark))?;
        Some(mark.len() + grade(&rest[mark.len()..])?)
    };
    let Some(mut end) = grade(words) else {
        return 0;
    };
    let first = end;
    if let Some(rest) = words[end..].strip_prefix("及以上") {
        end = words.len() - rest.len();
    }
    while let Some(more) = joined(&words[end..]) {
        end += more;
    }
    if end > first && words[end..].chars().nth(1).is_some_and(is_han) {
        end
    } else {
        0
    }
}

/// A name without the adverb of what is said behind it: 诉求 in 诉求及时解决.
fn without_manner<'a>(name: &'a str, lexicon: &Lexicon) -> &'a str {
    const WORD: usize = 6;
    let len = lexicon.around.manners.at_end(name).filter(|len| *len >= WORD);
    match len {
        Some(len) if name.len() >= len + WORD => &name[..name.len() - len],
        _ => name,
    }
}

/// Where a noun of one character for places ends of which something is said: 镇 in 8个镇被评为示范镇.
fn place(words: &str, lexicon: &Lexicon) -> Option<usize> {
    const PLACES: [&str; 8] = ["区县", "县市", "县区", "旗县", "乡镇", "镇街", "村居", "街道"];
    let pair = PLACES.iter().find_map(|place| words.strip_prefix(place));
    let rest = pair.or_else(|| words.strip_prefix(['市', '县', '区', '镇', '乡', '村', '州', '旗']))?;
    let around = &lexicon.around;
    let said = rest.starts_with(['被', '获'])
        || pair.is_none() && rest.starts_with(['、', '和'])
        || around.predicates.at_start(rest).max(around.manners.at_start(rest)) >= Some(6);
    said.then_some(words.len() - rest.len())
}

/// The length of a remark in brackets that a text begins with, inside a name that goes on or behind one of at least two characters, `before`
/// in number: （二） in 小（二）型水库, （众创空间） behind 孵化器.
fn remark_inside(rest: &str, before: usize) -> Option<usize> {
    const REMARK: usize = 6;
    let inner = rest.strip_prefix(['（', '('])?;
    let (close, mark) = inner
        .char_indices()
        .take(REMARK)
        .find(|(_, c)| !is_han(*c) && *c != '、')?;
    // 市级孵化器（众创空间）
    let says = ["含", "其中", "占", "约", "下同", "见", "附", "新", "不"]
        .iter()
        .any(|w| inner.starts_with(w));
    let after = inner[close + mark.len_utf8()..].chars().next();
    let goes_on = after.is_none_or(|c| {
        is_han(c) || !says && before > 1 && close >= '一'.len_utf8() * 2 && matches!(c, '，' | '。' | '；' | '、')
    });
    (matches!(mark, '）' | ')') && close > 0 && goes_on).then_some(rest.len() - inner.len() + close + mark.len_utf8())
}

/// What is said of counted things from the end of their noun to the next mark: 入选世界遗产. `open`: a figure stands there, no mark.
pub fn said_behind(text: &str, from: u32, until: u32, open: bool, lexicon: &Lexicon) -> Option<Span> {
    let words = text.get(from as usize..until as usize)?;
    let around = &lexicon.around;
    let mut start = 0;
    loop {
        let rest = &words[start..];
        let verb = around.predicates.at_start(rest.trim_start_matches('“'));
        match around
            .manners
            .at_start(rest)
            .filter(|len| verb.is_none_or(|v| v < *len))
        {
            Some(len) => start += len,
            None if verb.is_some() => break,
            None => return None,
        }
    }
    let said = up_to_end(&words[start..], open);
    let end = start + said.len();
    let told = said.chars().count();
    // 工程完成后 is a time.
    let time = said.ends_with(['后', '时', '前', '中']);
    // 签约项目 is a noun.
    let verb = around.predicates.at_start(said).unwrap_or(0);
    let short = told < 2 || ["项目", "企业", "单位", "公司", "事项", "人员"].contains(&&said[verb..]);
    // 企业退出任务 is a noun, 规划与总体规划的衔接 says nothing of the first.
    let work = ["任务", "工作"].iter().any(|w| said.ends_with(w));
    let linked = work || said.starts_with('与') && said.contains('的');
    let ends = !open || end < words.len();
    (ends && !short && !time && !linked && told <= LONGEST_SAID).then(|| Span::new(start, end).shift(from as usize))
}

/// What is done so many times, behind the figure: 考察园区 in 三次考察园区.
pub fn done_behind(text: &str, from: u32, until: u32, lexicon: &Lexicon) -> Option<Span> {
    let said = up_to_mark(text.get(from as usize..until as usize)?);
    // 视察指导并作出指示: the first of two things.
    let said = match said.split_once('并') {
        Some((first, _)) if said.chars().count() > LONGEST_SAID => first,
        _ => said,
    };
    let around = &lexicon.around;
    let verbs = [&around.actions, &around.kept, &around.predicates, &around.visits];
    // 免费接种疫苗
    let how = around
        .manners
        .at_start(said)
        .filter(|len| *len >= 6 && said[*len..].chars().nth(3).is_some());
    let how = how.unwrap_or(0);
    let changes = || lexicon.verbs_in(said).next().is_some_and(|(at, _, _)| at == 0);
    let does = verbs.iter().any(|list| list.at_start(&said[how..]).is_some()) || changes();
    let told = said.chars().count();
    (does && (3..=LONGEST_SAID).contains(&told)).then(|| Span::new(0, said.len()).shift(from as usize))
}

/// What is said up to the next mark; 、 inside is none (被甲校、乙校录取) where the words do not go on to a figure.
fn up_to_end(words: &str, open: bool) -> &str {
    let mut end = up_to_mark(words).len();
    while words[end..].starts_with('、') {
        let from = end + '、'.len_utf8();
        let next = from + up_to_mark(&words[from..]).len();
        let figure = open && next == words.len();
        if next == from || figure || words[..next].chars().count() > LONGEST_SAID {
            break;
        }
        end = next;
    }
    &words[..end]
}

/// The words up to the next mark.
fn up_to_mark(words: &str) -> &str {
    let run = words.char_indices().take_while(|(_, c)| is_part(*c));
    &words[..run.last().map_or(0, |(at, c)| at + c.len_utf8())]
}

/// The end of a noun of doing that makes one name with the counted noun before it: 示范镇建设 in 推进10个示范镇建设工作.
pub fn act_behind(text: &str, from: u32, until: u32, lexicon: &Lexicon) -> Option<u32> {
    let words = text.get(from as usize..until as usize)?;
    let len = lexicon.around.acts.at_start(words)?;
    let rest = &words[len..];
    let rest = ["工作", "任务"]
        .iter()
        .find_map(|w| rest.strip_prefix(w))
        .unwrap_or(rest);
    // 建设方案, 改造项目: a noun of its own.
    let work = [
        "水平",
        "质量",
        "能力",
        "方案",
        "规划",
        "项目",
        "工程",
        "试点",
        "示范区",
        "示范点",
        "示范村",
        "基地",
    ]
    .iter()
    .find(|w| rest.starts_with(**w));
    let (len, rest) = match work {
        Some(work) => (len + work.len(), &rest[work.len()..]),
        None => (len, rest),
    };
    let ends = rest
        .chars()
        .next()
        .is_none_or(|c| !is_part(c) || matches!(c, '和' | '与' | '及'));
    ends.then_some(from + len as u32)
}

/// Where the first verb inside a long name begins that may be another clause's.
fn verb_inside(name: &str, lexicon: &Lexicon) -> Option<usize> {
    const NAME: usize = 6;
    let places = name.char_indices().map(|(at, _)| at).skip(NAME);
    let around = &lexicon.around;
    places.into_iter().find(|at| {
        let rest = &name[*at..];
        around
            .kept
            .at_start(rest)
            .max(around.actions.at_start(rest))
            .is_some_and(|len| len >= 6 && len < rest.len())
    })
}

/// What a share is a share of, and what is said of it, behind the figure: 84%的行政村实现集中供水. None where a change goes on
/// (保持10%以上的增长).
pub fn part_behind(text: &str, from: u32, until: u32, lexicon: &Lexicon) -> Option<Indicator> {
    let words = text.get(from as usize..until as usize)?;
    let start = words.len() - words.strip_prefix('的').unwrap_or(words).len();
    let words = &words[start..];
    let run = words.char_indices().take(LONGEST_PART).take_while(|(_, c)| is_part(*c));
    let end = run.last().map_or(0, |(at, c)| at + c.len_utf8());
    let name = strip_end(&words[..end], lexicon);
    let changes = lexicon.verbs_in(name).next().is_some_and(|(at, _, _)| at == 0);
    let around = &lexicon.around;
    let says = [&around.copulas, &around.no_subject, &around.levels];
    let other = says.iter().any(|list| list.at_start(name).is_some());
    (name.chars().filter(|c| is_han(*c)).count() >= 2 && !changes && !other).then(|| Indicator {
        span: Span::new(start, start + name.len()).shift(from as usize),
        modifier: None,
        entry: None,
        carried: false,
        under: None,
        beside: None,
    })
}

/// What money is spent on, from a place behind it to the next mark: 用于旧村改造.
pub fn purpose_behind(text: &str, from: u32, until: u32, lexicon: &Lexicon) -> Option<Indicator> {
    let words = text.get(from as usize..until as usize)?;
    let mut run = words.char_indices().take_while(|(_, c)| is_part(*c));
    let end = run
        .by_ref()
        .take(LONGEST_PURPOSE)
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    let name = strip_end(&words[..end], lexicon);
    // 资金作为前期经费: what it is used as.
    let used = ["资金作为", "资金用于"].iter().find(|w| name.starts_with(**w));
    let start = used.map_or(0, |w| w.len());
    let goes_on = words[end..].starts_with('、');
    (name[start..].chars().count() >= 4 && run.next().is_none() && !goes_on).then(|| Indicator {
        span: Span::new(start, name.len()).shift(from as usize),
        modifier: None,
        entry: None,
        carried: false,
        under: None,
        beside: None,
    })
}
