//! Which figures give the value of their indicator for the whole area, and under which key.
//!
//! Owns what may be set against the same fact elsewhere, in the document or in another one. Which of these figures a check compares, and
//! when their difference is one, is its own concern.

use super::key::{Key, When, has_been, key, when};
use super::{Aspect, Extent, Fact};
use crate::figure::{Figure, Form, Hedge};
use crate::lexicon::Lexicon;
use crate::outline::Outline;
use crate::span::Span;

/// Characters of a name that is not listed, at least.
const SHORTEST_NAME: usize = 5;

/// For each figure the key and the time under which it is compared; none when it is not. The values before a change are among them.
pub fn own(
    text: &str,
    outline: &Outline,
    figures: &[Figure],
    facts: &[Fact],
    lexicon: &Lexicon,
) -> Vec<Option<(Key, When)>> {
    let reader = Reader {
        text,
        outline,
        figures,
        facts,
        lexicon,
    };
    (0..figures.len()).map(|id| reader.place(id)).collect()
}

struct Reader<'a> {
    text: &'a str,
    outline: &'a Outline,
    figures: &'a [Figure],
    facts: &'a [Fact],
    lexicon: &'a Lexicon,
}

impl Reader<'_> {
    fn place(&self, id: usize) -> Option<(Key, When)> {
        let (prose, figure, fact) = (self.text, &self.figures[id], &self.facts[id]);
        if !matches!(
            fact.aspect,
            Aspect::Level | Aspect::Count | Aspect::Rate | Aspect::Growth
        ) {
            return None;
        }
        // A growth stands behind its subject, and a value before a change behind its date.
        let elided = fact.aspect == Aspect::Growth || fact.base;
        let named = fact.indicator.filter(|i| !i.carried || elided)?;
        let plain = figure.hedge == Hedge::None && figure.second_hedge.is_none() && figure.printed().is_some();
        let countable = !matches!(figure.unit.dimension.as_str(), "time" | "");
        if !countable || !plain || !has_been(fact) || fact.period.extent == Extent::Cumulative {
            return None;
        }
        let listed = named.entry.map(|entry| &self.lexicon.indicators[entry as usize]);
        let kept = || self.lexicon.around.kept.at_start(named.span.of(prose)).is_some();
        let short = || named.name(prose, self.lexicon).chars().count() < SHORTEST_NAME;
        if listed.is_none() && (kept() || short()) {
            return None;
        }
        if listed.is_some_and(|entry| entry.each) || !self.is_own_value(id) {
            return None;
        }
        Some((key(prose, figure, fact, self.lexicon)?, when(fact.period)))
    }

    /// Whether a figure is the value of its indicator for the whole area: not that of some counted things (324个项目完成投资351亿元), of a unit
    /// (每平方公里), of the noun that it describes (总投资170亿元的项目), or of a place that its sentence speaks of before (支持武都区…).
    fn is_own_value(&self, id: usize) -> bool {
        let (prose, figure, fact) = (self.text, &self.figures[id], &self.facts[id]);
        // A clause, like a sentence, may run on for a megabyte; what belongs to the figure stands nearby.
        let near = prose.floor_char_boundary((figure.span.start as usize).saturating_sub(LEAD)) as u32;
        let before = Span {
            start: fact.clause.start.clamp(near, figure.span.start),
            end: figure.span.start,
        };
        let counted = self.figures[..id]
            .iter()
            .rev()
            .take_while(|f| f.span.start >= before.start)
            .any(|f| matches!(f.form, Form::Amount | Form::Bare));
        let attribute = prose[figure.span.end as usize..].starts_with('的');
        // 进出口额43.7亿美元，占全区进出口总额的60.5% is that of a part.
        let rest = &prose[figure.span.end as usize..];
        let part = ["，占全", "，占我", "、占全", ",占全"]
            .iter()
            .any(|w| rest.starts_with(w));
        // 年均新增就业4.3万人 is a mean, 惠及市场主体3.3万户 a part.
        let words = before.of(prose);
        let touched = fact.indicator.filter(|i| i.entry.is_some()).is_some_and(|i| {
            let front = prose[..i.span.start as usize].trim_end();
            self.lexicon.around.partial.at_end(front).is_some()
        });
        let each = part || touched || words.contains(['每', '均']) && !words.contains("人均");
        let sentence = self.outline.sentence_at(figure.span.start);
        let lead = sentence.map(|s| Span {
            start: self.outline.sentences[s].span.start.max(near),
            end: figure.span.start,
        });
        !counted && !attribute && !each && !lead.is_some_and(|l| names_place(l.of(prose), self.lexicon))
    }
}

/// Bytes before a figure in which what belongs to it is looked for, the place that its sentence speaks of among them.
const LEAD: usize = 600;

/// Whether words name a district or county: 武都区, but not 全区, 社区, 开发区.
fn names_place(words: &str, lexicon: &Lexicon) -> bool {
    words.char_indices().any(|(at, c)| {
        matches!(c, '区' | '县' | '旗')
            && words[..at].ends_with(|before| ('\u{4E00}'..='\u{9FFF}').contains(&before))
            && lexicon.around.no_places.at_end(&words[..at]).is_none()
            && !words[at..].starts_with("区域")
            && !words[at..].starts_with("县域")
            && !words[at..].starts_with("区位")
    })
}
