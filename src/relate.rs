//! Which figure is wrong: all relations of a document as one network over its figures.
//!
//! Owns what is told when relations that share figures cannot hold together: the smallest set of figures whose change lets all of them
//! hold ([`network`]; the principle of Fellegi and Holt, 1976), the likely one of them ([`culprit`]), and one finding for each slip with
//! the other sums that it breaks as evidence. Whether a relation holds is the business of [`crate::check`].

mod culprit;
mod network;

use crate::analysis::Analysis;
use crate::check::companion::Companion;
use crate::check::driver::Driver;
use crate::check::{Checked, Context};
use crate::fact::frame::Known;
use crate::finding::{Evidence, Finding, Outcome, Related, Sum};
use crate::source::Document;
use culprit::Suspects;
use network::{Network, Slip};

/// Reads a document, runs every rule over it and relates what they found. Never panics while rules run: see [`Checked::crashes`].
pub fn check(driver: &Driver, document: &Document, known: &Known) -> (Analysis, Checked) {
    check_beside(driver, document, known, &[])
}

/// The same of a document beside others.
pub fn check_beside(driver: &Driver, document: &Document, known: &Known, others: &[&Companion]) -> (Analysis, Checked) {
    let (analysis, mut checked) = driver.check_beside(document, known, others);
    related(driver, document, &analysis, others, &mut checked);
    (analysis, checked)
}

/// The same of a document that has been read, beside others.
pub fn among(driver: &Driver, document: &Document, analysis: &Analysis, others: &[&Companion]) -> Checked {
    let mut checked = driver.run(document, analysis, others);
    related(driver, document, analysis, others, &mut checked);
    checked
}

fn related(driver: &Driver, document: &Document, analysis: &Analysis, others: &[&Companion], checked: &mut Checked) {
    let cx = Context {
        document,
        analysis,
        lexicon: driver.lexicon(),
        others,
    };
    relate(&cx, checked);
}

/// Merges the findings that one slip explains and names the figure that is probably wrong. Cannot fail: what nothing explains is left as
/// it was found.
pub fn relate(cx: &Context, checked: &mut Checked) {
    let broken: Vec<usize> = (0..checked.findings.len())
        .filter(|i| link_of(checked, &checked.findings[*i]).is_some())
        .collect();
    if broken.is_empty() {
        return;
    }
    let links = broken
        .iter()
        .filter_map(|i| link_of(checked, &checked.findings[*i]))
        .collect();
    let sound = checked
        .claims
        .iter()
        .filter(|c| matches!(c.outcome, Outcome::Verified | Outcome::Holds))
        .filter_map(|c| c.link.as_ref())
        .collect();
    let slips = Network::new(links, sound).slips();
    let mut gone = vec![false; checked.findings.len()];
    let mut told = Vec::new();
    for slip in slips {
        let members: Vec<usize> = slip.links.iter().map(|i| broken[*i]).collect();
        told.push(one_finding(cx, checked, &members, &slip));
        members.iter().for_each(|i| gone[*i] = true);
    }
    let mut index = 0;
    checked.findings.retain(|_| {
        index += 1;
        !gone[index - 1]
    });
    checked.findings.extend(told);
}

/// The link of a finding that contradicts a relation.
fn link_of<'a>(checked: &'a Checked, finding: &Finding) -> Option<&'a crate::equation::Link> {
    let claim = &checked.claims[finding.claim? as usize];
    claim.link.as_ref().filter(|_| claim.outcome == Outcome::Contradicted)
}

/// The finding that tells of a slip: the gravest one, with the sums of the others.
fn one_finding(cx: &Context, checked: &Checked, members: &[usize], slip: &Slip<'_>) -> Finding {
    let suspects = Suspects::of(cx, slip);
    let at = suspects.likely().map(|id| cx.figure(id).span);
    let kept = *members
        .iter()
        .min_by_key(|i| {
            let finding = &checked.findings[**i];
            let limit = finding.severity_limit.map_or(-3, |s| -(s as i32));
            (limit, Some(finding.span) != at, finding.span, finding.rule)
        })
        .expect("a slip breaks something");
    let mut finding = checked.findings[kept].clone();
    for other in members.iter().filter(|i| **i != kept).map(|i| &checked.findings[*i]) {
        join(&mut finding, other);
    }
    suspects.name(cx, &mut finding);
    finding
}

/// A sum with what is printed instead of its result.
fn contradicted(sum: &Sum) -> String {
    format!("{} ≠ {}", sum.text, sum.stated)
}

/// Adds what another finding of the same slip tells.
fn join(finding: &mut Finding, other: &Finding) {
    let evidence = Evidence {
        rule: other.rule,
        span: other.span,
        text: other
            .equation
            .as_ref()
            .map_or_else(String::new, |sum| format!("{} ≠ {}", sum.text, sum.stated)),
    };
    let told = finding.equation.as_ref().map(contradicted);
    let known = finding.evidence.iter().any(|e| e.text == evidence.text) || told.as_ref() == Some(&evidence.text);
    if !evidence.text.is_empty() && !known {
        finding.evidence.push(evidence);
    }
    let places =
        std::iter::once((other.span, String::new())).chain(other.related.iter().map(|r| (r.span, r.label.clone())));
    for (span, label) in places {
        if span != finding.span && !finding.related.iter().any(|r| r.span == span) {
            finding.related.push(Related {
                span,
                label,
                role: "evidence".to_owned(),
                other: None,
            });
        }
    }
    for fix in &other.fixes {
        if !finding.fixes.contains(fix) {
            finding.fixes.push(fix.clone());
        }
    }
}
