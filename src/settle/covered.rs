//! One slip, one finding: what another finding of the same family already says about the same text.
//!
//! Owns which of two findings is kept: the more severe, then the surer, then the one of the longer text, then the first by rule.
//! Findings of different families say different things about a text and are both shown, and so are aggregated ones.

use super::Policy;
use crate::check::RuleSet;
use crate::finding::{Confidence, Finding, Severity};
use std::cmp::Reverse;

/// What decides between two findings; the greater one is kept.
type Rank = (Severity, Confidence, u32, Reverse<u32>);

/// For each finding (in order of place) whether another shown one of its family says it. Hidden findings cover nothing.
pub fn covered(order: &[&Finding], rules: &RuleSet, policy: &Policy) -> Vec<bool> {
    let ranked: Vec<Option<(&str, Rank)>> = order.iter().map(|finding| rank(finding, rules, policy)).collect();
    let mut out = vec![false; order.len()];
    for (i, first) in ranked.iter().enumerate() {
        let Some((family, rank)) = first else { continue };
        for (j, second) in ranked.iter().enumerate().skip(i + 1) {
            if order[j].span.start >= order[i].span.end.max(order[i].span.start + 1) {
                break;
            }
            let Some((other, against)) = second else { continue };
            let (a, b) = (order[i].span, order[j].span);
            let same_rule = order[i].rule == order[j].rule;
            if !same_rule && family == other && (a.contains(b) || b.contains(a)) {
                out[if rank >= against { j } else { i }] = true;
            }
        }
    }
    out
}

/// The family and rank of a single finding that is shown.
fn rank<'r>(finding: &Finding, rules: &'r RuleSet, policy: &Policy) -> Option<(&'r str, Rank)> {
    let rule = &rules.rules[finding.rule.0 as usize];
    let (severity, confidence) = policy.judge(rule, finding);
    let family = rule.id.split('/').next()?;
    let length = finding.span.end - finding.span.start;
    (policy.shows(severity, confidence) && finding.places.is_empty())
        .then_some((family, (severity, confidence, length, Reverse(finding.rule.0))))
}
