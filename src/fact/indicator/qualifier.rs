//! Words before a listed name that narrow it: 高技术制造业 in 高技术制造业固定资产投资, 新建 in 新建农村公路.
//!
//! Owns where they begin, and which verbs belong to them. The listed name itself is found in [`super`].

use super::edges::{is_han, run_start, strip_start};
use super::lists::{both_verbs, joined_before, list_before, listed_before};
use super::shorten;
use crate::lexicon::Lexicon;
use crate::lexicon::entries::{IndicatorEntry, StockOrFlow};
use crate::span::Span;

/// Whether a listed name is that of things that can be built or trained, not of a value: 公租房.
pub(super) fn is_thing(entry: &IndicatorEntry) -> bool {
    entry.kind == Some(StockOrFlow::Stock)
        && matches!(
            entry.dimension.as_deref(),
            None | Some("count" | "length" | "area" | "people")
        )
}

/// Whether a listed name is that of what is counted by the piece: 政协提案.
pub(super) fn is_counted(entry: &IndicatorEntry) -> bool {
    entry.dimension.as_deref() == Some("count")
}

/// Words directly before a listed name that narrow it: 高技术制造业 in 高技术制造业固定资产投资.
pub(super) fn qualifier(
    text: &str,
    offset: usize,
    [before, listed]: [&str; 2],
    [joint, things, counted]: [bool; 3],
    lexicon: &Lexicon,
) -> Option<Span> {
    let before = before.trim_end();
    // 新建、改造农村公路: the verb of the listed name is one of two.
    let also = match lexicon.around.kept.at_start(listed) {
        Some(_) => both_verbs(before, before.len(), lexicon),
        None => before.len(),
    };
    if also < before.len() {
        return Some(Span::new(also, before.len()).shift(offset));
    }
    let (start, verb) = strip_start(before, run_start(before), listed, lexicon);
    // 新建 alone makes another quantity of 标准化厂房.
    let makes = |verb: &str| lexicon.around.kept.is(verb) || things && !lexicon.around.idle.is(verb);
    let kept = verb.filter(|(from, to)| *to == before.len() && makes(&before[*from..*to]));
    if let Some((from, to)) = kept.filter(|_| start == before.len()) {
        return Some(Span::new(both_verbs(before, from, lexicon), to).shift(offset));
    }
    let joined = || joined_before(before, start, listed, lexicon).filter(|_| joint && verb.is_none());
    // 养老、医疗保险参保率: one rate of both.
    if listed.ends_with('率') && joint && start == before.len() && before.ends_with('、') {
        let from = list_before(before, lexicon)?;
        return Some(Span::new(from, before.len()).shift(offset));
    }
    // 新建中小学、幼儿园9所: both are counted.
    if (things || counted) && joint && start == before.len() && before.ends_with('、') {
        let from = listed_before(before, start, None, lexicon)?;
        return (from < start).then(|| Span::new(from, before.len()).shift(offset));
    }
    // 公用 of 建设公用充电桩: the verb before it is that of the thing.
    let does = |(from, to): &(usize, usize)| {
        let kept = (things || counted) && !lexicon.around.idle.is(&before[*from..*to]);
        *from == start || *to == start && start < before.len() && kept
    };
    let start = match verb.filter(does) {
        Some((from, _)) => both_verbs(before, from, lexicon),
        None => start,
    };
    let several = (start < before.len())
        .then(|| listed_before(before, start, verb, lexicon).or_else(joined))
        .flatten();
    let start = several.unwrap_or_else(|| shorten(before, start, lexicon));
    let end = before.len() - usize::from(before.ends_with('的')) * '的'.len_utf8();
    let span = (start < end).then(|| Span::new(start, end).shift(offset))?;
    (span.of(text).chars().filter(|c| is_han(*c)).count() >= 1).then_some(span)
}
