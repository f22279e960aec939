//! When two figures are the same fact.
//!
//! Owns the key in which they must agree: indicator with its modifiers, area, aspect, dimension, and the time. What follows when their
//! values differ is a check's concern.

use super::{Area, Aspect, Basis, Extent, Fact, Period, Price};
use crate::figure::Figure;
use crate::lexicon::Lexicon;

/// What is measured where, without its time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The canonical name with the words that narrow it.
    pub name: String,
    /// The area; empty for the document's own.
    pub area: String,
    /// Which side of the indicator.
    pub aspect: Aspect,
    /// The dimension and, of money, the currency.
    pub dimension: String,
    /// The prices.
    pub price: Price,
}

/// A time as far as it tells facts apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct When {
    /// The first year of a sum over several; none for one year or a moment.
    pub since: Option<i32>,
    /// The year, or the last one.
    pub year: Option<i32>,
    /// A part of the year.
    pub months: Option<(u8, u8)>,
}

/// The key of a figure; none when nobody says what it measures.
pub fn key(text: &str, figure: &Figure, fact: &Fact, lexicon: &Lexicon) -> Option<Key> {
    let indicator = fact.indicator.filter(|_| !fact.bounds)?;
    let name = match (indicator.entry, indicator.modifier) {
        _ if indicator.under.or(indicator.beside).is_some() => {
            let whole = indicator.name(text, lexicon);
            let listed = lexicon.indicator_named(&whole);
            listed.map_or(whole, |entry| lexicon.indicators[entry as usize].name.clone())
        }
        (entry, Some(modifier)) if !indicator.span.contains(modifier) => {
            let whole = indicator.name(text, lexicon);
            match (lexicon.indicator_named(&whole), entry) {
                (Some(listed), _) => lexicon.indicators[listed as usize].name.clone(),
                (None, Some(entry)) => format!("{}{}", modifier.of(text), lexicon.indicators[entry as usize].name),
                (None, None) => whole,
            }
        }
        (Some(entry), _) => lexicon.indicators[entry as usize].name.clone(),
        (None, _) => indicator.name(text, lexicon),
    };
    let unit = figure.unit.entry.map(|e| &lexicon.units[e as usize]);
    let currency = unit.and_then(|u| u.currency.as_deref()).unwrap_or_default();
    Some(Key {
        name,
        area: match fact.area {
            Area::Own => String::new(),
            Area::Named(span) => span.of(text).to_owned(),
        },
        aspect: fact.aspect,
        dimension: figure.unit.dimension.clone() + currency,
        price: fact.price,
    })
}

/// The time of a fact as far as it tells facts apart: a year under an unknown span and the year itself are not told apart.
pub fn when(period: Period) -> When {
    let whole = matches!(period.months, Some((12, 12))) && period.extent == Extent::AsOf;
    When {
        since: period.from.filter(|_| period.extent == Extent::Cumulative),
        year: period.to.or(period.from),
        months: period.months.filter(|_| !whole),
    }
}

/// Whether a fact tells what has been.
pub fn has_been(fact: &Fact) -> bool {
    matches!(fact.basis, Basis::Result | Basis::Estimate)
}
