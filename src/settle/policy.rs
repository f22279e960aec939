//! Policy: which rules run, how severe they are, and what is shown.

use crate::check::{Lang, Rule, RuleSet};
use crate::finding::{Confidence, Finding, Severity};
use crate::settle::OWN;
use crate::settle::baseline::Baseline;
use crate::settle::changed::Changes;
use std::sync::Arc;

/// What the user of a run wants to see.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Ids or families that run; all when empty.
    pub select: Vec<String>,
    /// Ids or families that do not run.
    pub ignore: Vec<String>,
    /// Severities instead of the rules' own, by id or family; the last one wins.
    pub severity: Vec<(String, Severity)>,
    /// The least severity that is shown.
    pub min_severity: Severity,
    /// Whether hints are shown.
    pub hints: bool,
    /// The profile; a rule without profiles belongs to every one.
    pub profile: String,
    /// The language of messages.
    pub lang: Lang,
    /// Findings that are accepted.
    pub baseline: Option<Arc<Baseline>>,
    /// Lines that are new: only what touches them is shown.
    pub changes: Option<Arc<Changes>>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            select: Vec::new(),
            ignore: Vec::new(),
            severity: Vec::new(),
            min_severity: Severity::Warning,
            hints: false,
            profile: "report".to_owned(),
            lang: Lang::Zh,
            baseline: None,
            changes: None,
        }
    }
}

impl Policy {
    /// Whether a rule runs. A rule selected by its own id runs in every profile.
    pub fn runs(&self, rule: &Rule) -> bool {
        let selected = self.select.is_empty() || self.select.iter().any(|name| rule.is(name));
        let ignored = self.ignore.iter().any(|name| rule.is(name));
        let in_profile = rule.profiles.is_empty() || rule.profiles.contains(&self.profile);
        selected && !ignored && (in_profile || self.select.contains(&rule.id))
    }

    /// Severity and confidence of a finding: the rule's, by policy, under the finding's own limits.
    pub fn judge(&self, rule: &Rule, finding: &Finding) -> (Severity, Confidence) {
        let by_policy = self.severity.iter().rev().find(|(name, _)| rule.is(name));
        let severity = by_policy.map_or(rule.severity, |(_, severity)| *severity);
        let severity = finding.severity_limit.map_or(severity, |limit| severity.min(limit));
        let confidence = finding
            .confidence_limit
            .map_or(rule.confidence, |limit| rule.confidence.min(limit));
        (severity, confidence)
    }

    /// Whether a finding is shown.
    pub fn shows(&self, severity: Severity, confidence: Confidence) -> bool {
        severity >= self.min_severity && (self.hints || confidence > Confidence::Hint)
    }

    /// The names of the policy that no rule has.
    pub fn unknown(&self, rules: &RuleSet) -> Vec<&str> {
        let all = self
            .select
            .iter()
            .chain(&self.ignore)
            .chain(self.severity.iter().map(|(name, _)| name));
        let known = |name: &str| OWN.contains(&name) || rules.rules.iter().any(|rule| rule.is(name));
        all.map(String::as_str).filter(|name| !known(name)).collect()
    }
}
