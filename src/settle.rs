//! Settling: what is left of a document's findings after policy, with every position resolved.
//!
//! Owns severity and confidence as they are shown, what another finding already says ([`covered`]), what is known and stays ([`suppress`],
//! [`baseline`]), canonical order, fingerprints ([`fingerprint`]), the counts of figures ([`count`]) and the only place where byte offsets
//! become lines and columns ([`place`]). Reporters see [`FileReport`]s and nothing else.

pub mod baseline;
pub mod changed;
pub mod count;
mod covered;
mod draft;
pub mod fingerprint;
pub mod ledger;
pub mod place;
pub mod policy;
pub mod resolved;
pub mod suppress;
pub mod word;

pub use count::{Counts, Summary};
pub use draft::Draft;
pub use place::{Excerpt, Place, Range};
pub use policy::Policy;
pub use resolved::{
    EvidencePlace, FileReport, RelatedPlace, Resolved, ResolvedEdit, ResolvedFix, Suppressed, SuspectPlace,
};

use crate::analysis::Analysis;
use crate::check::{Checked, Companion, Crash, Rule, RuleSet, fill};
use crate::finding::{Applicability, Confidence, Finding, Related, Severity};
use crate::search::sparse::Sparse;
use crate::source::Document;
use fingerprint::Fingerprints;
use place::Places;
use std::collections::BTreeSet;
use std::ops::Range as Bytes;
use suppress::Suppressions;

/// The rule id of a finding that tells of a fault of this program.
pub const INTERNAL_ERROR: &str = "internal-error";

/// The rule id of what is wrong with suppressions.
pub const SUPPRESSION: &str = "suppression";

/// The rule id of entries of a baseline that nothing needs any more.
pub const BASELINE: &str = "baseline";

/// The ids of what no rule finds; they are chosen, ignored and weighed like rules.
pub const OWN: [&str; 2] = [BASELINE, SUPPRESSION];

/// How many places of an aggregated finding are listed.
const PLACES: usize = 5;

/// Applies the policy to what was found in one document.
pub fn settle(
    document: &Document,
    analysis: &Analysis,
    checked: &Checked,
    rules: &RuleSet,
    policy: &Policy,
) -> FileReport {
    settle_among(document, analysis, &[], checked, rules, policy)
}

/// The same of a document that was compared with others.
pub fn settle_among(
    document: &Document,
    analysis: &Analysis,
    others: &[&Companion],
    checked: &Checked,
    rules: &RuleSet,
    policy: &Policy,
) -> FileReport {
    let settler = Settler {
        document,
        analysis,
        rules,
        policy,
        places: Places::new(document, analysis),
        elsewhere: others
            .iter()
            .map(|other| Places::elsewhere(&other.document, &other.analysis))
            .collect(),
    };
    let mut order: Vec<&Finding> = checked.findings.iter().collect();
    order.sort_by(|a, b| (a.span, a.rule, &a.slots).cmp(&(b.span, b.rule, &b.slots)));
    let mut report = FileReport {
        path: document.path.clone(),
        characters: characters(&document.text, &analysis.outline.sparse),
        figures: count::figures(&analysis.figures, &checked.claims),
        findings: checked.crashes.iter().map(|crash| settler.crash(crash)).collect(),
        suppressed: Vec::new(),
        compared: policy.baseline.is_some(),
        draft: None,
    };
    settler.sort_out(&order, &mut report);
    report
}

/// How many characters of a text are no white space.
fn characters(text: &str, sparse: &Sparse) -> u64 {
    let spaces = sparse.all().iter().filter(|(_, c)| c.is_whitespace()).count();
    (text.chars().count() - spaces) as u64
}

/// The report of a document on which the program failed altogether.
pub fn crashed(path: &str, message: &str, policy: &Policy) -> FileReport {
    let finding = internal_error(word::crashed(policy.lang, None, message), Place::start(), Vec::new());
    FileReport {
        path: path.to_owned(),
        characters: 0,
        figures: Counts::default(),
        findings: vec![finding],
        suppressed: Vec::new(),
        compared: policy.baseline.is_some(),
        draft: None,
    }
}

struct Settler<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
    rules: &'a RuleSet,
    policy: &'a Policy,
    places: Places<'a>,
    elsewhere: Vec<Places<'a>>,
}

impl Settler<'_> {
    /// Gives each finding its place in the report: shown, known, or neither.
    fn sort_out(&self, order: &[&Finding], report: &mut FileReport) {
        let (document, policy) = (self.document, self.policy);
        let mut prints = Fingerprints::new(document, self.analysis);
        let mut marks = Suppressions::read(document);
        let baseline = policy
            .baseline
            .as_deref()
            .map(|baseline| (baseline, baseline.name(&document.path)));
        let mut met = BTreeSet::new();
        let said = covered::covered(order, self.rules, policy);
        for (index, finding) in order.iter().enumerate() {
            let rule = &self.rules.rules[finding.rule.0 as usize];
            // Hidden findings count too, so that neither a fingerprint nor what is unused depends on what is shown.
            let print = prints.of(&rule.id, finding);
            let reason = marks.reason(rule, finding);
            let accepted = baseline
                .as_ref()
                .is_some_and(|(baseline, name)| baseline.accepts(name, &print));
            if accepted {
                met.insert(print.clone());
            }
            let (severity, confidence) = policy.judge(rule, finding);
            let new = policy
                .changes
                .as_ref()
                .is_none_or(|changes| changes.touch(document, finding));
            if !policy.shows(severity, confidence) || said[index] || !new {
                continue;
            }
            let finding = self.resolve(finding, rule, severity, confidence, print);
            if reason.is_some() || accepted {
                report.suppressed.push(Suppressed { finding, reason });
            } else {
                report.findings.push(finding);
            }
        }
        let flaws = marks.flaws(self.rules, |rule| policy.runs(rule));
        let flaws = flaws
            .into_iter()
            .map(|(at, flaw)| (SUPPRESSION, at, flaw.message(policy.lang)));
        let unused = baseline.and_then(|(baseline, name)| self.unused(baseline.entries(&name), &met));
        let own: Vec<Resolved> = unused
            .into_iter()
            .chain(flaws)
            .filter_map(|own| self.own(own))
            .collect();
        if !own.is_empty() {
            report.findings.extend(own);
            report.findings.sort_by_key(|finding| finding.place.range.start.byte);
        }
    }

    /// What is told of entries of the baseline that nothing needs any more; those of rules that do not run may be needed.
    fn unused(
        &self,
        entries: &[baseline::Entry],
        met: &BTreeSet<String>,
    ) -> Option<(&'static str, Bytes<usize>, String)> {
        let ran = |id: &str| {
            self.rules
                .rules
                .iter()
                .any(|rule| rule.id == id && self.policy.runs(rule))
        };
        let gone = entries
            .iter()
            .filter(|entry| !met.contains(&entry.fingerprint) && ran(&entry.rule));
        let gone: Vec<&baseline::Entry> = gone.collect();
        let first = gone.first()?;
        Some((
            BASELINE,
            0..0,
            word::unused(self.policy.lang, gone.len(), &first.rule, &first.text),
        ))
    }

    /// A finding of no rule, if it is to be shown.
    fn own(&self, (id, at, message): (&'static str, Bytes<usize>, String)) -> Option<Resolved> {
        let policy = self.policy;
        let named = |list: &[String]| list.iter().any(|name| name == id);
        let wanted = (policy.select.is_empty() || named(&policy.select)) && !named(&policy.ignore);
        let by_policy = policy.severity.iter().rev().find(|(name, _)| name == id);
        let severity = by_policy.map_or(Severity::Warning, |(_, severity)| *severity);
        if !wanted || !policy.shows(severity, Confidence::Certain) {
            return None;
        }
        let mut excerpts = Vec::new();
        let text = self.document.source.get(at.clone()).unwrap_or_default().to_owned();
        let place = self.places.of_source(at, text, &mut excerpts);
        Some(Resolved {
            rule: id.to_owned(),
            severity,
            ..bare(message, id, place, excerpts)
        })
    }

    fn resolve(
        &self,
        finding: &Finding,
        rule: &Rule,
        severity: Severity,
        confidence: Confidence,
        fingerprint: String,
    ) -> Resolved {
        let lang = self.policy.lang;
        let mut excerpts = Vec::new();
        let place = self.places.place(finding.span, &mut excerpts);
        let related = finding.related.iter().map(|r| RelatedPlace {
            place: self.places_of(r).place(r.span, &mut excerpts),
            label: r.label.clone(),
            role: r.role.clone(),
        });
        let related = related.collect();
        let suspect = finding.suspect.as_ref().map(|s| SuspectPlace {
            place: self.places.place(s.span, &mut excerpts),
            reason: s.reason.clone(),
        });
        Resolved {
            rule: rule.id.clone(),
            severity,
            confidence,
            message: fill(rule.message.get(lang), &finding.slots),
            help: rule.help.as_ref().map(|help| fill(help.get(lang), &finding.slots)),
            place,
            section: self.places.section(finding.span),
            related,
            equation: finding.equation.clone(),
            suspect,
            fixes: self.fixes(finding),
            count: finding.places.len().max(1),
            places: finding
                .places
                .iter()
                .take(PLACES)
                .map(|span| self.places.range(*span))
                .collect(),
            evidence: finding
                .evidence
                .iter()
                .map(|e| EvidencePlace {
                    rule: self.rules.rules[e.rule.0 as usize].id.clone(),
                    range: self.places.range(e.span),
                    text: e.text.clone(),
                })
                .collect(),
            fingerprint,
            excerpts,
        }
    }

    /// The places of the document that a related text stands in.
    fn places_of(&self, related: &Related) -> &Places<'_> {
        let other = related.other.and_then(|i| self.elsewhere.get(i as usize));
        other.unwrap_or(&self.places)
    }

    fn fixes(&self, finding: &Finding) -> Vec<ResolvedFix> {
        let fixes = finding.fixes.iter().map(|fix| ResolvedFix {
            message: word::fix(self.policy.lang, fix, finding.span, &self.document.text),
            applicability: match fix.edits.iter().all(|edit| self.exact(edit.span)) {
                true => fix.applicability,
                false => Applicability::Manual,
            },
            edits: fix
                .edits
                .iter()
                .map(|edit| ResolvedEdit {
                    range: self.places.range(edit.span),
                    text: edit.text.clone(),
                })
                .collect(),
        });
        fixes.collect()
    }

    /// Whether a text stands in the file as it is read, so that it can be replaced: marks of emphasis inside it would be lost.
    fn exact(&self, span: crate::span::Span) -> bool {
        let source = self.document.source_range(span);
        self.document.word.is_some() || self.document.source.get(source) == Some(span.of(&self.document.text))
    }

    fn crash(&self, crash: &Crash) -> Resolved {
        let rule = crash.rule.map(|rule| self.rules.rules[rule.0 as usize].id.as_str());
        let start = self
            .analysis
            .outline
            .sentences
            .first()
            .map_or(0, |s| s.span.start as usize);
        let mut excerpts = Vec::new();
        let place = self.places.place(crate::span::Span::at(start), &mut excerpts);
        internal_error(word::crashed(self.policy.lang, rule, &crash.message), place, excerpts)
    }
}

/// Shown whatever the policy says: a document that was not checked must not look clean.
fn internal_error(message: String, place: Place, excerpts: Vec<Excerpt>) -> Resolved {
    bare(message, INTERNAL_ERROR, place, excerpts)
}

/// A finding of no rule, of which nothing else is known.
fn bare(message: String, id: &str, place: Place, excerpts: Vec<Excerpt>) -> Resolved {
    Resolved {
        rule: id.to_owned(),
        severity: Severity::Error,
        confidence: Confidence::Certain,
        fingerprint: fingerprint::plain(&[id, &message, &place.text]),
        message,
        help: None,
        place,
        section: Vec::new(),
        related: Vec::new(),
        equation: None,
        suspect: None,
        fixes: Vec::new(),
        count: 1,
        places: Vec::new(),
        evidence: Vec::new(),
        excerpts,
    }
}
