//! The JSON report against its schema, and the schema against the committed one.

use crate::fake::{check, says, span, spans, word, written};
use gouji::finding::{Applicability, Edit, Finding, Severity, Sum, Suspect};
use gouji::report::Format;
use gouji::settle::{FileReport, Policy};
use serde_json::{Value, json};
use std::path::PathBuf;

const TEXT: &str = "（五）民生保障\n全年一般公共预算支出4.13亿元。民生支出3.37亿元，占91.6%，甲、甲、甲。\n";

/// A finding with everything that a finding can have, an aggregated one, and a bare one.
fn report() -> FileReport {
    let full = says("arith/share", |rule, text| {
        let share = span(text, "91.6%");
        let mut finding = Finding::new(rule, share)
            .slot("text", "91.6%")
            .relate(span(text, "3.37亿元"), "民生支出", "part")
            .relate(span(text, "4.13亿元"), "一般公共预算支出", "whole")
            .fix(
                Applicability::Manual,
                vec![Edit {
                    span: share,
                    text: "81.6%".to_owned(),
                }],
            );
        finding.equation = Some(Sum {
            text: "3.37亿元 ÷ 4.13亿元".to_owned(),
            stated: "91.6%".to_owned(),
            expected: "81.6%".to_owned(),
            low: "81.38".to_owned(),
            high: "81.82".to_owned(),
            unit: "%".to_owned(),
            bound: None,
        });
        finding.suspect = Some(Suspect {
            span: share,
            reason: "one digit".to_owned(),
        });
        finding
    });
    let aggregate = says("punct/all", |rule, text| {
        let places = spans(text, "甲");
        let edits = places
            .iter()
            .map(|&span| Edit {
                span,
                text: "乙".to_owned(),
            })
            .collect();
        let severity_limit = Some(Severity::Warning);
        Finding {
            places: places.clone(),
            severity_limit,
            ..Finding::new(rule, places[0])
        }
        .slot("text", "甲")
        .fix(Applicability::Safe, edits)
    });
    check(TEXT, vec![full, aggregate, word("t/bare", "全年")], &Policy::default())
}

fn json(files: &[FileReport]) -> Value {
    serde_json::from_str(&written(files, Format::Json, 80, &Policy::default())).expect("JSON")
}

#[track_caller]
pub(crate) fn validate(schema: &schemars::Schema, value: &Value) {
    let validator = jsonschema::validator_for(schema.as_value()).expect("a schema");
    let errors: Vec<String> = validator
        .iter_errors(value)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// Compares a schema with the committed one; `UPDATE_SCHEMAS=1 cargo test` writes it.
#[track_caller]
fn committed(name: &str, schema: &schemars::Schema) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("rules/schema")
        .join(name);
    let text = serde_json::to_string_pretty(schema).expect("JSON") + "\n";
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(&path, &text).expect("written");
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        known == text,
        "{} is not what the code writes; run UPDATE_SCHEMAS=1 cargo test",
        path.display()
    );
}

#[test]
fn committed_schemas_are_those_of_the_code() {
    committed("check.json", &gouji::report::json::schema());
    committed("figures.json", &gouji::report::figures::json::schema());
    committed("config.json", &schemars::schema_for!(gouji::config::schema::ConfigFile));
    committed("lexicon.json", &schemars::schema_for!(gouji::lexicon::files::File));
    committed("rules.json", &schemars::schema_for!(gouji::rule::schema::RuleFile));
}

#[test]
fn the_report_obeys_its_schema() {
    let schema = gouji::report::json::schema();
    let value = json(&[report(), check("干净。", Vec::new(), &Policy::default())]);
    validate(&schema, &value);
    validate(&schema, &json(&[]));
    // The schema is closed enough to fail: it knows severities and positions.
    let validator = jsonschema::validator_for(schema.as_value()).expect("a schema");
    for (pointer, wrong) in [
        ("/files/0/findings/0/severity", json!("fatal")),
        ("/files/0/findings/0/range/start/line", json!("1")),
        ("/files/0/findings/1/equation/low", json!(81.38)),
        ("/summary", json!({})),
    ] {
        let mut damaged = value.clone();
        *damaged.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = wrong;
        assert!(!validator.is_valid(&damaged), "{pointer}");
    }
}

#[test]
fn a_finding_says_everything() {
    let value = json(&[report()]);
    assert_eq!(value["schema_version"], "1.0");
    assert_eq!(
        value["tool"],
        json!({"name": "gouji", "version": env!("CARGO_PKG_VERSION")})
    );
    assert_eq!(
        value["summary"],
        json!({"files": 1, "errors": 2, "warnings": 1, "infos": 0, "suppressed": 0, "baselined": 0})
    );
    let finding = &value["files"][0]["findings"][1];
    // Bytes: line 1 has 7 characters and a line feed, 22 bytes. 全年一般公共预算支出 30, 4.13亿元 10, 。 3, 民生支出 12, 3.37亿元 10, ，占 6.
    let expected = json!({
        "rule": "arith/share",
        "severity": "error",
        "confidence": "likely",
        "message": "此处写作91.6%",
        "range": {"start": {"byte": 93, "line": 2, "column": 30, "utf16": 30},
                  "end": {"byte": 98, "line": 2, "column": 35, "utf16": 35}},
        "text": "91.6%",
        "section": ["（五）民生保障"],
        "related": [
            {"range": {"start": {"byte": 77, "line": 2, "column": 22, "utf16": 22},
                       "end": {"byte": 87, "line": 2, "column": 28, "utf16": 28}},
             "text": "3.37亿元", "label": "民生支出", "role": "part"},
            {"range": {"start": {"byte": 52, "line": 2, "column": 11, "utf16": 11},
                       "end": {"byte": 62, "line": 2, "column": 17, "utf16": 17}},
             "text": "4.13亿元", "label": "一般公共预算支出", "role": "whole"}],
        "equation": {"text": "3.37亿元 ÷ 4.13亿元", "stated": "91.6%", "expected": "81.6%",
                     "low": "81.38", "high": "81.82", "unit": "%"},
        "suspect": {"text": "91.6%", "reason": "one digit", "range": finding["range"]},
        "fixes": [{"message": "改为81.6%", "applicability": "manual",
                   "edits": [{"range": finding["range"], "text": "81.6%"}]}],
        "fingerprint": finding["fingerprint"],
    });
    assert_eq!(finding, &expected);
}

#[test]
fn an_aggregate_has_its_count_and_first_places() {
    let value = json(&[report()]);
    let finding = &value["files"][0]["findings"][2];
    assert_eq!(finding["count"], 3);
    let columns: Vec<u64> = finding["places"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|p| p["start"]["column"].as_u64())
        .collect();
    assert_eq!(columns, [36, 38, 40]);
    assert_eq!(finding["range"], finding["places"][0]);
    assert_eq!(finding["fixes"][0]["edits"].as_array().map(Vec::len), Some(3));
    assert_eq!(value["files"][0]["findings"][0].get("count"), None);
}

#[test]
fn lines_hold_the_same_objects() {
    let files = [report(), check("干净。", Vec::new(), &Policy::default())];
    let text = written(&files, Format::Jsonl, 80, &Policy::default());
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let whole = json(&files);
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0], whole["files"][0]);
    assert_eq!(lines[1], whole["files"][1]);
    assert_eq!(lines[2], json!({"summary": whole["summary"]}));
}
