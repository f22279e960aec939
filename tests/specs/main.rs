//! Reading of numbers and quantities against the test cases of other projects.
//!
//! The cases are no part of this project. They are found through `GOUJI_DATA`, a folder that holds `specs`; without it the test says so and
//! is skipped. Every case passes or stands in `deviations.yaml` with its reason, and one that stands there and passes fails the test.
//!
//! `SHOW=1 cargo test --test specs -- --nocapture` prints every deviating case with what was read instead.

#![allow(clippy::print_stdout)] // the counts for each file, and that the test was skipped

mod deviations;
mod duckling;
mod plain;
mod reader;
mod recognizers;

use deviations::Deviations;
use reader::Reader;
use serde_json::Value;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What became of a case: nothing to say, or what was read instead of what was wanted. `None` when the case is about something else.
type Outcome = Option<Result<(), String>>;

/// How the cases of one file are put to the reader.
type Test = fn(&Reader, &Value) -> Outcome;

const FILES: &[(&str, Test)] = &[
    ("recognizers/Number/Chinese/NumberModel.json", recognizers::number),
    ("recognizers/Number/Chinese/PercentModel.json", recognizers::percent),
    ("recognizers/Number/Chinese/NumberRangeModel.json", recognizers::range),
    (
        "recognizers/Number/Chinese/NumberRangeModelExperimentalMode.json",
        recognizers::range,
    ),
    ("recognizers/Number/Chinese/OrdinalModel.json", recognizers::ordinal),
    (
        "recognizers/NumberWithUnit/Chinese/DimensionModel.json",
        recognizers::with_unit,
    ),
    (
        "recognizers/NumberWithUnit/Chinese/CurrencyModel.json",
        recognizers::with_unit,
    ),
    (
        "recognizers/NumberWithUnit/Chinese/AgeModel.json",
        recognizers::with_unit,
    ),
    (
        "recognizers/NumberWithUnit/Chinese/TemperatureModel.json",
        recognizers::with_unit,
    ),
    (
        "recognizers/DateTime/Chinese/DatePeriodParser.json",
        recognizers::period,
    ),
    ("recognizers/DateTime/Chinese/DateTimeModel.json", recognizers::period),
    ("cn2an/cn2an.json", plain::parse),
    ("cn2an/an2cn.json", plain::print),
    ("cn2an/transform.json", plain::transform),
    ("jionlp/money_parser.json", plain::money),
    ("jionlp/money_extractor.json", plain::money_spans),
    ("duckling_zh/numeral_zh.json", duckling::numeral),
    ("duckling_zh/ordinal_zh.json", duckling::ordinal),
    ("duckling_zh/amountofmoney_zh.json", duckling::quantity),
    ("duckling_zh/distance_zh.json", duckling::quantity),
    ("duckling_zh/duration_zh.json", duckling::quantity),
    ("duckling_zh/quantity_zh.json", duckling::quantity),
    ("duckling_zh/temperature_zh.json", duckling::quantity),
    ("duckling_zh/volume_zh.json", duckling::quantity),
];

fn specs() -> Option<PathBuf> {
    let folder = Path::new(&std::env::var_os("GOUJI_DATA")?).join("specs");
    folder.is_dir().then_some(folder)
}

#[test]
fn cases_of_other_projects_pass_or_deviate_for_a_reason() {
    let Some(folder) = specs() else {
        println!("skipped: GOUJI_DATA names no folder with specs");
        return;
    };
    let deviations = Deviations::load();
    let reader = Reader::new();
    let show = std::env::var_os("SHOW").is_some();
    let mut wrong = String::new();
    for (file, test) in FILES {
        let text = std::fs::read_to_string(folder.join(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
        let cases: Vec<Value> = serde_json::from_str(text.trim_start_matches('\u{FEFF}')).expect(file);
        let (mut passed, mut listed) = (0, 0);
        for (i, case) in cases.iter().enumerate() {
            match (test(&reader, case), deviations.reason(file, i)) {
                (None, None) => {}
                (Some(Ok(())), None) => passed += 1,
                (Some(Err(told)), Some(reason)) => {
                    listed += 1;
                    if show {
                        println!("{file} {i} ({reason}): {told}");
                    }
                }
                (Some(Err(told)), None) => writeln!(wrong, "{file} {i}: {told}").expect("a string"),
                (Some(Ok(())), Some(_)) => writeln!(wrong, "{file} {i}: passes, yet it is listed").expect("a string"),
                (None, Some(_)) => writeln!(wrong, "{file} {i}: is not run, yet it is listed").expect("a string"),
            }
        }
        println!("{file}: {passed} pass, {listed} deviate");
    }
    for file in deviations.files() {
        let known = FILES.iter().any(|(f, _)| *f == file);
        assert!(known, "deviations.yaml lists {file}, which is not run");
    }
    let count = wrong.lines().count();
    assert!(wrong.is_empty(), "{count} cases\n{wrong}");
}
