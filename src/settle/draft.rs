//! The draft itself beside its report, for the formats that show it whole.

use super::ledger::{self, Ledger};
use super::place::{Places, Range};
use crate::check::{Checked, Context, RuleSet};
use crate::outline::Role;

/// A draft with what is known of it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The text in which positions count.
    pub text: String,
    /// The headings with their levels, 1 being the highest.
    pub headings: Vec<(Range, u8)>,
    /// Every figure.
    pub ledger: Ledger,
}

impl Draft {
    /// Takes what is shown out of a checked document.
    pub fn of(cx: &Context, checked: &Checked, rules: &RuleSet) -> Self {
        let places = Places::new(cx.document, cx.analysis);
        let paragraphs = cx.analysis.outline.paragraphs.iter();
        let headings = paragraphs.filter_map(|paragraph| match paragraph.role {
            Role::Heading(level) => Some((places.range(paragraph.span), level)),
            Role::Body | Role::Cell => None,
        });
        Self {
            text: cx.document.source.clone(),
            headings: headings.collect(),
            ledger: ledger::ledger(cx, checked, rules),
        }
    }
}
