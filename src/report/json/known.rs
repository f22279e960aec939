//! What the drafter has marked as known.

use super::Range;
use crate::finding::Severity;
use crate::settle;
use schemars::JsonSchema;
use serde::Serialize;

/// A finding that the drafter has marked as known.
#[derive(Serialize, JsonSchema)]
pub(super) struct Suppressed {
    rule: String,
    severity: Severity,
    message: String,
    range: Range,
    text: String,
    /// Why it stays, in the drafter's words.
    reason: String,
    fingerprint: String,
}

impl Suppressed {
    /// The entry of a finding that has a reason.
    pub fn of(known: &settle::Suppressed) -> Option<Self> {
        let finding = &known.finding;
        Some(Self {
            rule: finding.rule.clone(),
            severity: finding.severity,
            message: finding.message.clone(),
            range: Range::of(&finding.place.range),
            text: finding.place.text.clone(),
            reason: known.reason.clone()?,
            fingerprint: finding.fingerprint.clone(),
        })
    }
}
