//! What the words around a figure say that it measures: its name, the verb of change, whether it is the value before a change.
//!
//! Owns the order in which the ways to a name are tried. Each way is in a module beside this one.

use super::super::indicator::{self, Named};
use super::super::{Fact, Indicator, verb};
use super::Walk;
use super::span::is_base;
use crate::figure::Form;
use crate::span::Span;

impl Walk<'_> {
    /// Indicator, verb and base.
    pub(super) fn name(&mut self, i: usize, lead: Span, new_group: bool) -> Fact {
        let figure = &self.figures[i];
        // 推行“三项制度”: the quotes belong to what stands behind.
        let quoted = lead.of(self.text).strip_suffix('“');
        let lead = Span {
            end: quoted.map_or(lead.end, |words| lead.start + words.len() as u32),
            ..lead
        };
        let words = lead.of(self.text).trim();
        if self.bounds_class(i) {
            self.list = None;
            return self.class_of(i, lead);
        }
        let joined = self.joins_list(words);
        // 4748户12894人: two counts of one thing.
        let medal = figure.unit.dimension == "medals";
        if let (true, Some(before)) = (medal && matches!(words, "" | "、" | "和"), &self.previous)
            && let (Some(own), Some(name)) = (self.noun_unit(i), before.indicator)
            && i > 0
            && self.figures[i - 1].unit.dimension == "medals"
        {
            return Fact {
                indicator: Some(Indicator {
                    span: own.span,
                    // 残奥会取得10金、4银
                    modifier: name
                        .modifier
                        .or(Some(name.span).filter(|span| !self.figures[i - 1].unit_span.contains(*span))),
                    ..name
                }),
                ..before.clone()
            };
        }
        let adjacent =
            i > 0 && self.figures[i - 1].span.end == figure.span.start && self.figures[i - 1].is_quantity() && !medal;
        if let (true, Some(before)) = (joined || adjacent, &self.previous) {
            let mut fact = before.clone();
            // 增长20%、超过5000亿元: the verb is that of the rate.
            if i > 0 && (self.figures[i - 1].form == Form::Amount) != (figure.form == Form::Amount) {
                (fact.direction, fact.verb) = (None, None);
            }
            if adjacent {
                fact.indicator = before
                    .indicator
                    .and_then(|name| self.rebounded(i, lead, name))
                    .or(fact.indicator);
                fact.bounds |= self.is_size(figure);
                fact.indicator = fact.indicator.map(|name| self.own_people(i, name));
                return fact;
            }
            // 分配1.4万套、45个小区办证: another noun is counted behind the mark.
            let another = self.figures[i - 1].unit.name != figure.unit.name && self.counts(i) && self.object_behind(i);
            let another = another
                .then(|| self.counted(i, None))
                .flatten()
                .filter(|_| !self.counted_behind);
            if let Some(found) = another {
                self.counted_behind = true;
                return Fact {
                    indicator: Some(found),
                    ..Fact::default()
                };
            }
            if let Some(of_list) = self.of_list(i) {
                fact.indicator = Some(of_list);
                self.subjects.extend(fact.indicator.filter(|i| !i.carried));
            } else if self.counted_behind
                && let Some(found) = self.counted(i, self.governing_verb(i))
            {
                fact.indicator = Some(found);
            }
            return fact;
        }
        self.list = None;
        if let Some(undergone) = self.undergone_too(i) {
            return Fact {
                indicator: Some(undergone),
                ..Fact::default()
            };
        }
        if figure.passing {
            return Fact::default();
        }
        if matches!(figure.form, Form::Date | Form::Year | Form::Ordinal) {
            // 收入比2010年翻一番 is no ratio.
            let compared = figure.form != Form::Ordinal && lead.of(self.text).trim_end().ends_with(['比', '较']);
            let named = lead.of(self.text).trim_end().len() - if compared { '比'.len_utf8() } else { 0 };
            let lead = Span {
                end: lead.start + named as u32,
                ..lead
            };
            return Fact {
                indicator: match indicator::find(self.text, lead, self.lexicon) {
                    Named::Indicator(found) => Some(self.owned(found)),
                    _ => None,
                },
                base: is_base(words, &self.lexicon.around.per),
                ..Fact::default()
            };
        }
        // 提升四大都市区能级: the four are not what rises.
        let verb = verb::find(self.text, lead, self.lexicon).filter(|_| figure.unit.name != "大");
        let saved = verb.as_ref().and_then(|verb| self.saved(verb));
        let saved = saved.or_else(|| self.relieved(i, lead));
        let verb = verb.filter(|_| saved.is_none());
        let head = Span {
            start: self.behind_counted(lead),
            end: verb.as_ref().map_or(lead.end, |v| v.span.start),
        };
        let head = Span {
            end: head.end.max(head.start),
            ..head
        };
        let named = indicator::find(self.text, self.subject_part(figure, head), self.lexicon);
        let each = self.for_each(i, lead);
        self.counted_behind |= each.is_some();
        let found = each
            .or_else(|| self.list_subject(i, lead, verb.as_ref()))
            .or_else(|| self.subject(i, lead, named, verb.is_some()))
            .or_else(|| self.before_pause(i))
            .or_else(|| self.class_noun(lead))
            .or_else(|| self.row_name(lead));
        let (found, verb) = self.not_changed(found, verb);
        let found = saved.or(self.with_income(found, verb.as_ref()));
        let facets = self.measures_nothing(i, found);
        let nameless = found.is_some_and(|name| self.says_nothing_alone(name)) || facets;
        let found = found.filter(|_| !nameless);
        if new_group {
            self.thing = None;
        }
        let found = found.map(|name| {
            let name = self.owned(self.of_class(self.with_announced(i, name), lead));
            self.of_bound(
                i,
                self.of_thing(i, self.parallel(i, self.made_like_whole(i, name), verb.is_some())),
            )
        });
        let found = found.map(|name| match verb.is_none() {
            true => self.undergone(i, self.acted(i, self.opposite(name)), lead),
            false => self.opposite(name),
        });
        let found = found.map(|name| self.in_each(self.of_bracket(self.under_topic(self.led(name)))));
        let found = found.map(|name| self.reached(self.per_year(i, lead, name, verb.is_some())));
        // 收入由90.2亿元增加到96.8亿元: both are named by the one name, the second is what it is now.
        let reached = self.previous.as_ref().is_some_and(|f| f.base) && verb.as_ref().is_some_and(|v| v.level);
        let from = if new_group {
            self.head
        } else {
            self.previous.as_ref().and_then(|f| f.indicator)
        };
        let carried = from.map(|name| {
            let name = self.level_of(i, name);
            let own = || self.rebounded(i, lead, name);
            self.of_each(i, name).or_else(own).unwrap_or_else(|| Indicator {
                carried: name.carried || !reached,
                ..self.as_total(name, lead)
            })
        });
        // 51.54万贫困人口: the unit is the noun.
        let found = found.or_else(|| self.noun_unit(i).filter(|_| !facets));
        let thriving = || self.grows(i, lead, verb.as_ref());
        let carried = (found.is_none() && !nameless)
            .then(|| self.said(lead).or(carried).or_else(thriving))
            .flatten();
        self.head = self.head.or(found);
        if new_group {
            self.lot = None;
        }
        if figure.form == Form::Amount && figure.unit.counted && found.is_some() {
            self.lot = self.lot_of(i, found);
        }
        if figure.form == Form::Amount && figure.unit.counted && verb.is_none() {
            let listed = lead.of(self.text).starts_with(['、', '和']) || self.answers_both(lead, found);
            // 新开工项目 of 市重点项目: what comes next is of those too.
            let under = found.and_then(|name| name.under);
            self.kind = self
                .kind
                .or(self.thing)
                .filter(|kind| under.is_some_and(|under| kind.contains(under)));
            self.beside = self.thing.filter(|_| listed && self.counts_like_before(i));
            self.thing = self.thing_counted(found);
        }
        if new_group {
            self.subjects.clear();
        }
        self.subjects.extend(found.filter(|i| !i.carried));
        Fact {
            indicator: found.or(carried),
            direction: verb.as_ref().filter(|v| !v.level).map(|v| v.direction),
            base: is_base(words, &self.lexicon.around.per) || self.opens_change(lead),
            verb: verb.map(|v| v.span),
            ..Fact::default()
        }
    }

    /// Whether a count of proposals stands in the clause behind one of others: 建议65件，提案101件，办复率100%.
    fn answers_both(&self, lead: Span, found: Option<Indicator>) -> bool {
        let asks = |span: Span| ["建议", "提案", "议案"].iter().any(|w| span.of(self.text).ends_with(w));
        let behind = lead.start == self.clause_start && self.text[..lead.start as usize].ends_with('，');
        behind && self.thing.is_some_and(asks) && found.is_some_and(|name| asks(name.span))
    }

    /// What was counted, of whose own thing something may be said: the name without its verb.
    fn thing_counted(&self, found: Option<Indicator>) -> Option<Span> {
        found
            .filter(|name| self.is_thing(*name))
            .map_or(self.thing, |name| Some(self.without_verb(self.noun_of(name))))
            .or_else(|| found.and_then(|name| self.done_again(name)))
    }
}
