//! What policy leaves of findings, their order and identity, their places in the file, and the counts of figures.

use crate::fake::{check, says, span, spans, word};
use gouji::figure::FigureId;
use gouji::finding::{Claim, Confidence, Finding, Outcome, Severity};
use gouji::settle::{Counts, FileReport, Policy, Range};

fn ids(report: &FileReport) -> Vec<&str> {
    report.findings.iter().map(|finding| finding.rule.as_str()).collect()
}

#[test]
fn severity_is_the_rules_then_the_policys_then_limited() {
    use Severity::{Error, Info, Warning};
    let cases = [
        // by policy, limit of the finding, expected
        (None, None, Error),
        (Some(("a/x", Warning)), None, Warning),
        (Some(("a", Info)), None, Info),
        (Some(("b", Info)), None, Error),
        (Some(("a/", Info)), None, Error),
        (None, Some(Info), Info),
        (Some(("a/x", Error)), Some(Info), Info),
        (Some(("a/x", Info)), Some(Warning), Info),
    ];
    for (by_policy, limit, expected) in cases {
        let rule = says("a/x", move |rule, _| Finding {
            severity_limit: limit,
            ..Finding::new(rule, Default::default())
        });
        let severity = by_policy
            .map(|(id, severity)| (id.to_owned(), severity))
            .into_iter()
            .collect();
        let policy = Policy {
            severity,
            min_severity: Info,
            ..Policy::default()
        };
        let report = check("文", vec![rule], &policy);
        assert_eq!(report.findings[0].severity, expected, "{by_policy:?} {limit:?}");
    }
}

#[test]
fn hints_and_infos_are_shown_when_asked_for() {
    let list = || {
        let limited = |rule, severity, confidence| Finding {
            severity_limit: Some(severity),
            confidence_limit: Some(confidence),
            ..Finding::new(rule, Default::default())
        };
        vec![
            says("a/error", move |rule, _| {
                limited(rule, Severity::Error, Confidence::Likely)
            }),
            says("b/hint", move |rule, _| {
                limited(rule, Severity::Error, Confidence::Hint)
            }),
            says("c/info", move |rule, _| {
                limited(rule, Severity::Info, Confidence::Certain)
            }),
        ]
    };
    let shown = |min_severity, hints| {
        let report = check(
            "文",
            list(),
            &Policy {
                min_severity,
                hints,
                ..Policy::default()
            },
        );
        ids(&report).join(" ")
    };
    assert_eq!(shown(Severity::Warning, false), "a/error");
    assert_eq!(shown(Severity::Warning, true), "a/error b/hint");
    assert_eq!(shown(Severity::Info, false), "a/error c/info");
    assert_eq!(shown(Severity::Info, true), "a/error b/hint c/info");
}

#[test]
fn rules_are_chosen_by_id_family_and_profile() {
    let run = |select: &[&str], ignore: &[&str]| {
        let mut other = word("b/other", "文");
        other.profiles = vec!["gongwen".to_owned()];
        let own = |list: &[&str]| list.iter().map(|&name| name.to_owned()).collect();
        let policy = Policy {
            select: own(select),
            ignore: own(ignore),
            ..Policy::default()
        };
        ids(&check(
            "文字",
            vec![word("a/x", "文"), word("a/y", "字"), word("ab/z", "文"), other],
            &policy,
        ))
        .join(" ")
    };
    assert_eq!(run(&[], &[]), "a/x ab/z a/y");
    assert_eq!(run(&["a"], &[]), "a/x a/y");
    assert_eq!(run(&["a"], &["a/x"]), "a/y");
    assert_eq!(run(&[], &["a"]), "ab/z");
    assert_eq!(run(&["b/other", "a/x"], &[]), "a/x b/other");
}

#[test]
fn one_family_says_one_thing_of_a_text() {
    let run = |first: (&str, Severity), second: (&str, Severity), least: Severity| {
        let limited = |id: &str, text: &'static str, limit| {
            says(id, move |rule, document| Finding {
                severity_limit: Some(limit),
                ..Finding::new(rule, span(document, text))
            })
        };
        let rules = vec![limited(first.0, "甲乙", first.1), limited(second.0, "乙", second.1)];
        let policy = Policy {
            min_severity: least,
            ..Policy::default()
        };
        ids(&check("甲乙丙", rules, &policy)).join(" ")
    };
    use Severity::{Error, Info, Warning};
    assert_eq!(run(("a/x", Error), ("a/y", Error), Info), "a/x", "the longer text");
    assert_eq!(run(("a/x", Warning), ("a/y", Error), Info), "a/y", "the more severe");
    assert_eq!(run(("a/x", Error), ("b/y", Warning), Info), "a/x b/y", "another family");
    assert_eq!(
        run(("a/x", Info), ("a/y", Warning), Warning),
        "a/y",
        "a hidden one covers nothing"
    );
}

#[test]
fn findings_come_by_place_then_rule() {
    let report = check(
        "乙甲乙。丙",
        vec![
            word("t/2", "甲"),
            word("t/1", "乙"),
            word("u/3", "甲乙"),
            word("t/0", "丙"),
        ],
        &Policy::default(),
    );
    let order: Vec<_> = report
        .findings
        .iter()
        .map(|f| (f.place.range.start.byte, f.rule.as_str()))
        .collect();
    assert_eq!(order, [(0, "t/1"), (3, "t/2"), (3, "u/3"), (6, "t/1"), (12, "t/0")]);
}

#[test]
fn fingerprints_survive_edits_elsewhere() {
    let prints = |text: &str| -> Vec<String> {
        let report = check(
            text,
            vec![word("t/word", "甲"), word("t/other", "乙")],
            &Policy::default(),
        );
        report.findings.into_iter().map(|finding| finding.fingerprint).collect()
    };
    let before = prints("标题\n本句有甲。甲和甲。此处有乙。\n");
    assert_eq!(
        before.iter().collect::<std::collections::BTreeSet<_>>().len(),
        4,
        "{before:?}"
    );
    assert!(
        before.iter().all(|print| print.starts_with("1:") && print.len() == 18),
        "{before:?}"
    );
    assert_eq!(
        before,
        prints("另一标题\n\n新的一句。本句有甲。中间一句。甲和甲。此处有乙。\n")
    );
    assert_ne!(before[0], prints("标题\n这句有甲。甲和甲。此处有乙。\n")[0]);
}

#[test]
fn the_fingerprint_of_an_aggregate_is_its_rule_and_the_title() {
    let print = |text: &str| {
        let aggregate = says("t/all", |rule, text| {
            let places = spans(text, "甲");
            Finding {
                places: places.clone(),
                ..Finding::new(rule, places[0])
            }
        });
        check(text, vec![aggregate], &Policy::default()).findings.remove(0)
    };
    let many = print("标题\n甲甲甲甲。甲甲甲。\n");
    assert_eq!((many.count, many.places.len()), (7, 5));
    assert_eq!(many.fingerprint, print("标题\n别的。甲。\n").fingerprint);
    assert_ne!(many.fingerprint, print("别的标题\n甲甲甲甲。甲甲甲。\n").fingerprint);
}

/// (byte, line, column, utf16) of both ends.
fn ends(range: Range) -> [(usize, usize, usize, usize); 2] {
    [range.start, range.end].map(|p| (p.byte, p.line, p.column, p.utf16))
}

#[test]
fn positions_are_those_of_the_file() {
    let place = |text: &str| {
        let report = check(text, vec![word("t/word", "81.6%")], &Policy::default());
        assert_eq!(report.findings[0].place.text, "81.6%");
        ends(report.findings[0].place.range.clone())
    };
    // 民生支出占 is five characters of three bytes.
    assert_eq!(place("民生支出占81.6%。"), [(15, 1, 6, 6), (20, 1, 11, 11)]);
    // 𠮷 is one character of four bytes and two UTF-16 units; a line feed is one byte.
    assert_eq!(place("一、收支\n𠮷林占81.6%。"), [(23, 2, 4, 5), (28, 2, 9, 10)]);
    // A carriage return stays in the text and belongs to the line before.
    assert_eq!(place("一、收支\r\n\r\n𠮷占81.6%"), [(23, 3, 3, 4), (28, 3, 8, 9)]);
    // A byte-order mark is no part of the text.
    assert_eq!(place("\u{FEFF}占81.6%"), [(3, 1, 2, 2), (8, 1, 7, 7)]);
}

#[test]
fn headings_above_are_listed_from_the_highest() {
    let text = "一、回顾\n（一）民生\n收入甲。\n（二）财政\n支出乙。\n二、展望\n丙。\n";
    let report = check(
        text,
        vec![
            word("t/a", "甲"),
            word("t/b", "乙"),
            word("t/c", "丙"),
            word("t/d", "财政"),
        ],
        &Policy::default(),
    );
    let sections: Vec<String> = report
        .findings
        .iter()
        .map(|finding| finding.section.join(" "))
        .collect();
    assert_eq!(
        sections,
        ["一、回顾 （一）民生", "一、回顾", "一、回顾 （二）财政", "二、展望"]
    );
}

#[test]
fn every_quantity_is_counted_once() {
    let claims = |outcomes: &'static [(&'static [u32], Outcome)]| {
        let rule = crate::fake::rule("t/claims", Default::default(), move |_, _, sink| {
            for (operands, outcome) in outcomes {
                let operands = operands.iter().map(|&id| FigureId(id)).collect();
                sink.claim(Claim {
                    rule: sink.rule,
                    operands,
                    outcome: *outcome,
                    equation: String::new(),
                    link: None,
                });
            }
        });
        check("其中10人，20人，30人，40人，2022年。", vec![rule], &Policy::default()).figures
    };
    let counts = |verified, contradicted, unverified| Counts {
        total: 4,
        verified,
        contradicted,
        unverified,
    };
    assert_eq!(claims(&[]), counts(0, 0, 4));
    assert_eq!(claims(&[(&[0, 1], Outcome::Verified)]), counts(2, 0, 2));
    assert_eq!(
        claims(&[(&[0, 1, 2], Outcome::Contradicted), (&[1, 3], Outcome::Verified)]),
        counts(1, 3, 0)
    );
    assert_eq!(
        claims(&[(&[1, 3], Outcome::Verified), (&[1, 2], Outcome::Contradicted)]),
        counts(1, 2, 1)
    );
    assert_eq!(
        claims(&[
            (&[0], Outcome::Holds),
            (&[1], Outcome::NearMiss),
            (&[2], Outcome::Unknown)
        ]),
        counts(0, 0, 4)
    );
    assert_eq!(claims(&[(&[0, 4, 99], Outcome::Verified)]), counts(1, 0, 3));
}

#[test]
fn the_excerpt_of_a_place_is_its_sentence() {
    let text = "前一句。民生支出占81.6%，其余不论。后一句。";
    let report = check(
        text,
        vec![says("t/two", |rule, text| {
            Finding::new(rule, span(text, "81.6%"))
                .relate(span(text, "民生支出"), "民生支出", "part")
                .relate(span(text, "后一"), "", "")
        })],
        &Policy::default(),
    );
    let finding = &report.findings[0];
    let texts: Vec<&str> = finding.excerpts.iter().map(|excerpt| excerpt.text.as_str()).collect();
    assert_eq!(texts, ["民生支出占81.6%，其余不论。", "后一句。"]);
    let excerpts = [
        finding.place.excerpt,
        finding.related[0].place.excerpt,
        finding.related[1].place.excerpt,
    ];
    assert_eq!(excerpts, [0, 0, 1]);
}
