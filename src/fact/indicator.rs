//! The name of what a figure measures, in the words before it or, for a counted noun, behind it.
//!
//! Owns how a name is found in a clause: the last listed indicator, else the noun phrase that ends there. Which words are no part of a
//! name is in the lexicon. What is carried over from other clauses is in [`super::bind`].

mod ahead;
mod behind;
mod edges;
mod ends;
mod lists;
mod qualifier;
mod relative;
mod row;

pub use ahead::{first_verb, listed_before_figure, verbs_at_start};
pub use behind::{act_behind, behind, done_behind, part_behind, purpose_behind, said_behind};

pub use lists::all_verbs;

pub(super) use edges::remark;

use self::edges::{before_rank, is_circumstance, is_han, is_part, run_start, strip_end, strip_start};
use self::lists::{both_verbs, joined_before, listed_before};
use self::qualifier::{is_counted, is_thing, qualifier};
use super::Indicator;
use crate::lexicon::Lexicon;
use crate::span::Span;

/// Characters of a name taken from the text: a longer one is cut behind its last 的 or verb.
const LONGEST: usize = 16;
/// Characters of a name that a verb of making opens: 新建….
const LONGEST_MADE: usize = 26;
/// Characters of a verb before 了.
const LONGEST_VERB: usize = 4;
/// What may follow a listed name and belongs to it.
const TAILS: [&str; 10] = [
    "总量", "总额", "总值", "规模", "数量", "总数", "金额", "额", "数", "人数",
];

/// Where an indicator may be measured, behind its name.
const PLACES: [&str; 8] = ["城市", "城镇", "农村", "乡村", "县城", "城区", "市区", "乡镇"];

/// What the words before a figure name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// An indicator.
    Indicator(Indicator),
    /// Only a verb: the counted noun stands behind the figure (新建130盏路灯).
    Verb(Span),
    /// Nothing.
    Nothing,
}

/// The name in `head`, the words before a figure (and before its verb). Things that a conjunction joins have one name.
pub fn find(text: &str, head: Span, lexicon: &Lexicon) -> Named {
    named(text, head, lexicon, true)
}

/// The name of the last of several things.
pub fn find_last(text: &str, head: Span, lexicon: &Lexicon) -> Named {
    named(text, head, lexicon, false)
}

fn named(text: &str, head: Span, lexicon: &Lexicon, several: bool) -> Named {
    let words = head.of(text);
    // 农业总产值（包括林业、渔业产值）达到: what it includes is no part of the name.
    let closes = words.contains(['）', ')']);
    let words = match closes.then(|| strip_end(words, lexicon)) {
        Some(rest) if words[rest.len()..].starts_with(['（', '(']) => rest,
        _ => words,
    };
    let head = Span {
        end: head.start + words.len() as u32,
        ..head
    };
    if let Some(product) = row::product(words, lexicon) {
        let entry = lexicon.indicator_named(&words[product.0..product.1]);
        return Named::Indicator(Indicator {
            span: Span::new(product.0, product.1).shift(head.start as usize),
            modifier: None,
            entry,
            carried: false,
            under: None,
            beside: None,
        });
    }
    let whole_word = |start: usize, end: usize| {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let cut_before = latin(words[..start].chars().next_back()) && latin(words[start..].chars().next());
        let cut_behind = latin(words[end..].chars().next()) && latin(words[..end].chars().next_back());
        !cut_before && !cut_behind
    };
    let listed = lexicon.indicators_in(words).last();
    let open = |start: usize, end: usize| {
        // The listed word ends a name in quotes: 新增“口袋公园”.
        let quoted = words[end..].starts_with(['”', '’']) && words[..start].rfind(['“', '‘']).is_some();
        // 工业企业完成增加值: what is measured of them stands behind.
        let rest = &words[end..];
        let measured = lexicon
            .around
            .copulas
            .at_start(rest)
            .is_some_and(|len| lexicon.around.dependent.is(&rest[len..]));
        // 中小学（幼儿园）: the remark is a part of the name.
        let remarked =
            rest.starts_with(['）', ')']) && remark(&words[..end + '）'.len_utf8()]).is_some_and(|at| at < start);
        !quoted && !measured && !remarked && !joins_on(rest)
    };
    let listed = listed.filter(|(start, end, _)| whole_word(*start, *end) && open(*start, *end));
    if let Some((start, end, entry)) = listed {
        // What follows the listed name may make it another one: 固定资产投资项目 is no 固定资产投资.
        let behind = strip_end(&words[end..], lexicon);
        let behind = behind.trim_start_matches(|c: char| !is_han(c));
        // 财政收入升至全国第4位，…: what follows says something of it.
        let verb = lexicon.around.copulas.at_start(&words[end..]).is_some() && words[end..].chars().count() > 2;
        // 金融机构各项贷款: 各 says nothing here.
        let verb = verb && lexicon.around.wholes.at_start(&words[end..]).is_none();
        let ranked = ["跻身", "位居", "居全", "居第", "排名", "位列"]
            .iter()
            .any(|w| words[end..].starts_with(w));
        let place = PLACES.contains(&behind);
        // 领取养老金人数 is no 养老金.
        let people = matches!(
            lexicon.indicators[entry as usize].dimension.as_deref(),
            Some("people" | "visits")
        );
        let tail = TAILS.contains(&behind) && (people || behind != "人数");
        if behind.chars().all(|c| !is_han(c)) || tail || verb || ranked || place {
            // 垃圾处理率城市保持100%: where it is measured.
            let at = words[end..].find(behind).filter(|_| place).map(|at| end + at);
            return Named::Indicator(Indicator {
                span: Span::new(start, end).shift(head.start as usize),
                modifier: qualifier(
                    text,
                    head.start as usize,
                    [&words[..start], &words[start..end]],
                    [
                        several,
                        is_thing(&lexicon.indicators[entry as usize]),
                        is_counted(&lexicon.indicators[entry as usize]),
                    ],
                    lexicon,
                ),
                entry: Some(entry),
                carried: false,
                under: at.map(|at| Span::new(at, at + behind.len()).shift(head.start as usize)),
                beside: None,
            });
        }
    }
    let stem = strip_end(words, lexicon);
    if joins(stem) {
        return Named::Nothing;
    }
    phrase(stem, head.start as usize, several, lexicon)
}

/// A part of a list without what stands before its name.
pub fn stripped(text: &str, item: Span, lexicon: &Lexicon) -> Span {
    let (begins, _) = strip_start(item.of(text), 0, "", lexicon);
    // 集中 of 集中、分散供养 is all there is.
    let words = item.of(text);
    let front = lexicon.around.fronts.at_start(words).filter(|len| *len < words.len());
    let begins = if begins < words.len() {
        begins
    } else {
        front.unwrap_or(0)
    };
    Span {
        start: item.start + begins as u32,
        ..item
    }
}

/// Whether words only join what stands behind the figure to what stood before: 大型水库和3882座小型水库, 失业等五项保险.
pub fn joins(words: &str) -> bool {
    let words = words.trim_end();
    // 和全市 before 53个镇规划
    let scope = ["全市", "全省", "全区", "全县", "全州"]
        .iter()
        .find_map(|scope| words.strip_suffix(scope));
    let words = scope.filter(|rest| rest.ends_with(['和', '与', '及'])).unwrap_or(words);
    let reaches = || ["惠及", "普及", "涉及", "波及"].iter().any(|w| words.ends_with(w));
    words.ends_with(['和', '与', '及', '等', '、', '或']) && !reaches()
}

/// Whether nothing but a mark that joins stands behind a name.
fn joins_on(rest: &str) -> bool {
    matches!(rest.trim(), "、" | "和" | "与" | "及" | "以及" | "等" | "或")
}

/// Words without what stands between a name and its figure: 总投资 of 总投资超过.
pub fn bare<'a>(words: &'a str, lexicon: &Lexicon) -> &'a str {
    strip_end(words, lexicon)
}

/// The verb that the words before a figure end with: 支持 in 重点支持200个基地.
pub fn last_verb(text: &str, lead: Span, lexicon: &Lexicon) -> Option<Span> {
    let words = lead.of(text).trim_end();
    let len = lexicon
        .around
        .actions
        .at_end(words)
        .max(lexicon.around.kept.at_end(words))?;
    Some(Span::new(words.len() - len, words.len()).shift(lead.start as usize))
}

/// The noun phrase that ends a text which begins at `offset` of the prose.
fn phrase(stem: &str, offset: usize, several: bool, lexicon: &Lexicon) -> Named {
    let (start, verb) = strip_start(stem, run_start(stem), "", lexicon);
    let name = &stem[start..];
    let spanned = |from: usize, to: usize| Span::new(from, to).shift(offset);
    if !says(name.trim_end_matches('的')) {
        return match verb {
            Some((from, to)) => Named::Verb(spanned(from, to)),
            None => Named::Nothing,
        };
    }
    // 剔除房地产后: what is left out is not what is measured.
    if name.ends_with('后') && stem[..start].ends_with('除') {
        return Named::Nothing;
    }
    let made = lexicon.around.kept.at_start(name).is_some();
    let whole = lexicon.around.uncut.at_start(name);
    if lexicon
        .around
        .no_subject
        .at_start(name)
        .is_some_and(|len| whole.is_none_or(|w| w < len))
        && !made
        && !adds(name)
    {
        return Named::Nothing;
    }
    if lexicon.around.actions.is(name) || lexicon.around.kept.is(name) {
        return Named::Verb(spanned(start, stem.len()));
    }
    // 改善了1万户居民的环境: no noun ends so.
    if let Some(done) = name
        .strip_suffix('了')
        .filter(|done| done.chars().count() <= LONGEST_VERB)
    {
        return Named::Verb(spanned(start, start + done.len()));
    }
    if let Some(ranked) = before_rank(name) {
        return match says(&name[..ranked]) {
            true => Named::Indicator(Indicator {
                span: spanned(start, start + ranked),
                modifier: None,
                entry: None,
                carried: false,
                under: None,
                beside: None,
            }),
            false => Named::Nothing,
        };
    }
    if is_circumstance(name, lexicon) {
        return Named::Nothing;
    }
    // 公路运营以来发送旅客: a time inside is no part of it.
    let since = name.rfind("以来").map(|at| start + at + "以来".len());
    let start = since.filter(|at| stem[*at..].chars().count() >= 2).unwrap_or(start);
    // “划清两个界限…”: the quotes open before the name and close behind the figure.
    let opens = stem[start..].starts_with('“') && !stem[start..].contains('”');
    let start = if opens { start + '“'.len_utf8() } else { start };
    // …推进并力争完成投资: what a long phrase is cut to begins like any other.
    let start = match shorten(stem, start, lexicon) {
        cut if cut > start && stem[cut..].starts_with(['并', '且']) => strip_start(stem, cut, "", lexicon).0,
        cut if cut > start => cut,
        _ => start,
    };
    let end = stem.len() - if name.ends_with('的') { '的'.len_utf8() } else { 0 };
    if stem.get(start..end).is_none_or(|name| !says(name)) {
        return Named::Nothing;
    }
    let joint = || joined_before(stem, start, "", lexicon).filter(|_| several && verb.is_none());
    if let Some(from) = listed_before(stem, start, verb, lexicon).or_else(joint) {
        return Named::Indicator(Indicator {
            span: spanned(from, end),
            modifier: None,
            entry: None,
            carried: false,
            under: None,
            beside: None,
        });
    }
    // 办结信访事项 and 受理信访事项 are two things.
    // 新建、改建卫生厕所: both make another quantity of it.
    let start = match made && verb.is_none_or(|(from, _)| from == start) {
        true => both_verbs(stem, start, lexicon),
        false => start,
    };
    let telling = verb.filter(|(from, to)| {
        let joins = matches!(stem.get(*to..start), Some("" | "或" | "和" | "与" | "并"));
        joins && !lexicon.around.idle.is(&stem[*from..*to])
    });
    Named::Indicator(Indicator {
        span: spanned(start, end),
        modifier: telling.map(|(from, _)| spanned(both_verbs(stem, from, lexicon), start)),
        entry: None,
        carried: false,
        under: None,
        beside: None,
    })
}

/// Whether a name is that of a thing with the verb that adds it or takes it away: 增加生态林 in 增加生态林6700公顷.
fn adds(name: &str) -> bool {
    const THING: std::ops::RangeInclusive<usize> = 2..=8;
    let thing = ["增加", "减少"].iter().find_map(|verb| name.strip_prefix(verb));
    thing.is_some_and(|thing| {
        THING.contains(&thing.chars().count())
            && thing.chars().all(is_han)
            && !thing.starts_with([
                '了', '到', '至', '为', '约', '近', '超', '值', '幅', '额', '的', '比', '将',
            ])
    })
}

/// Whether a name says something: two characters, or letters (PM10, GDP).
fn says(name: &str) -> bool {
    let letters = name.bytes().filter(u8::is_ascii_uppercase).count();
    name.chars().filter(|c| is_han(*c)).count() >= 2 || letters >= 2
}

/// A long phrase begins behind its last 的 or verb, if what follows says something by itself.
fn shorten(stem: &str, start: usize, lexicon: &Lexicon) -> usize {
    let name = &stem[start..];
    let around = &lexicon.around;
    let made = around.kept.at_start(name).is_some() && !name.contains('的');
    if name.chars().count() <= if made { LONGEST_MADE } else { LONGEST } {
        return start;
    }
    let mut best = start;
    for (at, c) in name.char_indices() {
        if name[at..].chars().count() < 3 {
            break;
        }
        let rest = &name[at..];
        // 制定或修订法规: both verbs have the object.
        if name[..at].ends_with('或') {
            continue;
        }
        let begins = if c == '的' {
            c.len_utf8()
        } else if let Some(len) = around
            .kept
            .at_start(rest)
            .filter(|len| rest[*len..].chars().count() >= 2)
        {
            if around.uncut.at_start(rest).is_some_and(|whole| whole > len) {
                continue;
            }
            0
        } else if let Some(len) = around
            .actions
            .at_start(rest)
            // 补助标准: two characters behind a verb are one word with it.
            .filter(|len| rest[*len..].chars().count() >= 3)
        {
            // 生产供应基地: what is left says nothing.
            if ["基地", "中心", "平台", "机构", "网络", "体系"].contains(&&rest[len..]) {
                continue;
            }
            // 组织化程度 begins with no verb.
            if around.uncut.at_start(rest).is_some_and(|whole| whole > len) {
                continue;
            }
            len
        } else {
            continue;
        };
        // 集体分得的收入, 洁净能源在消费中的比重: whose it is stands before.
        let rest = rest[begins..].trim_start_matches('的');
        if !around.dependent.is(rest) && !matches!(rest, "比重" | "比例" | "占比" | "份额") {
            best = start + at + begins;
        }
    }
    best
}
