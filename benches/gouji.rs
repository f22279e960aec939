//! How long things take: start-up, one draft, the figure scanner alone, rules over an analysed text, large documents.
//!
//! `cargo bench` prints the figures; nothing here fails. The texts are made up, with figures that differ from sentence to sentence.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gouji::analysis::analyze;
use gouji::annotate::{Note, annotate};
use gouji::check::RuleSet;
use gouji::check::driver::Driver;
use gouji::fact::frame::Known;
use gouji::lexicon::Lexicon;
use gouji::rule::{builtin, load, load_lexicon};
use gouji::settle::{Policy, settle};
use gouji::source::{Document, ReadOptions, read};

#[path = "text/report.rs"]
mod made_up;
#[path = "../tests/docx/word.rs"]
#[allow(dead_code)] // not all of what the tests build is needed here
mod word;

use made_up::report;

fn main() {
    divan::main();
}

/// Rules and vocabulary from the built-in files.
fn load_all() -> (RuleSet, Lexicon) {
    let lexicon = load_lexicon(&builtin::lexicon()).expect("the built-in vocabulary loads");
    let rules = load(&builtin::rules(), &lexicon).expect("the built-in rules load");
    (rules, lexicon)
}

fn document(bytes: usize) -> Document {
    read("报告.txt", report(bytes).as_bytes(), &ReadOptions::default()).expect("readable")
}

#[divan::bench]
fn start_up() -> usize {
    let (rules, lexicon) = load_all();
    let driver = Driver::new(&rules, &lexicon, |_| true);
    black_box(&driver);
    rules.rules.len()
}

#[divan::bench]
fn one_draft_of_6_kb(bencher: Bencher) {
    let (rules, lexicon) = load_all();
    let policy = Policy::default();
    let driver = Driver::new(&rules, &lexicon, |rule| policy.runs(rule));
    let bytes = report(6 << 10).into_bytes();
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| {
        let document = read("报告.txt", &bytes, &ReadOptions::default()).expect("readable");
        let (analysis, checked) = gouji::relate::check(&driver, &document, &Known::default());
        settle(&document, &analysis, &checked, &rules, &policy)
    });
}

#[divan::bench]
fn figures_of_1_mb(bencher: Bencher) {
    let (_, lexicon) = load_all();
    let document = document(1 << 20);
    let outline = gouji::outline::outline(&document);
    let bytes = BytesCount::of_str(&document.text);
    bencher
        .counter(bytes)
        .bench(|| gouji::figure::scan::scan(&document, &outline, &lexicon));
}

#[divan::bench]
fn analysis_of_1_mb(bencher: Bencher) {
    let (_, lexicon) = load_all();
    let document = document(1 << 20);
    bencher
        .counter(BytesCount::of_str(&document.text))
        .bench(|| analyze(&document, &lexicon));
}

/// What the rules take beyond the analysis.
#[divan::bench]
fn rules_over_1_mb(bencher: Bencher) {
    let (rules, lexicon) = load_all();
    let driver = Driver::new(&rules, &lexicon, |_| true);
    let document = document(1 << 20);
    let analysis = analyze(&document, &lexicon);
    bencher
        .counter(BytesCount::of_str(&document.text))
        .bench(|| driver.run(&document, &analysis, &[]));
}

/// Linear: 16 MB at most 18 times 1 MB.
#[divan::bench(args = [1, 4, 16], sample_count = 3, sample_size = 1)]
fn large_document_of_mb(bencher: Bencher, mb: usize) {
    let (rules, lexicon) = load_all();
    let policy = Policy::default();
    let driver = Driver::new(&rules, &lexicon, |rule| policy.runs(rule));
    let bytes = report(mb << 20).into_bytes();
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| {
        let document = read("报告.txt", &bytes, &ReadOptions::default()).expect("readable");
        let (analysis, checked) = gouji::relate::check(&driver, &document, &Known::default());
        settle(&document, &analysis, &checked, &rules, &policy)
    });
}

/// A Word file of about 100 pages, each paragraph in runs of a few characters, with 50 tables of 10 rows.
fn word_file() -> Vec<u8> {
    let draft = include_str!("../seeds/clean/yunling-work-report-2024.txt");
    let text = draft.repeat((240 << 10) / draft.len());
    let rows: Vec<[String; 3]> = (0..10)
        .map(|i| [format!("指标{i}"), format!("{i}8.6亿元"), format!("{i}.5%")])
        .collect();
    let cells: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    let table = word::table(&cells.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let runs = |line: &str| -> String {
        let chars: Vec<char> = line.chars().collect();
        let runs = chars.chunks(12).map(|run| word::r(&run.iter().collect::<String>()));
        format!("<w:p>{}</w:p>", runs.collect::<String>())
    };
    let step = text.lines().count() / 50;
    let body = text
        .lines()
        .enumerate()
        .map(|(i, line)| runs(line) + if i % step == 0 { &table } else { "" });
    word::Word::new(&body.collect::<String>()).bytes()
}

/// Below a second.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn word_file_of_100_pages(bencher: Bencher) {
    let (rules, lexicon) = load_all();
    let policy = Policy::default();
    let driver = Driver::new(&rules, &lexicon, |rule| policy.runs(rule));
    let bytes = word_file();
    bencher.bench(|| {
        let document = read("报告.docx", &bytes, &ReadOptions::default()).expect("readable");
        let (analysis, checked) = gouji::relate::check(&driver, &document, &Known::default());
        settle(&document, &analysis, &checked, &rules, &policy)
    });
}

/// With the check below two seconds.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn annotating_100_pages(bencher: Bencher) {
    let bytes = word_file();
    let document = read("报告.docx", &bytes, &ReadOptions::default()).expect("readable");
    let places = document.source.match_indices('，').step_by(40);
    let notes: Vec<Note> = places
        .map(|(start, found)| Note {
            range: start..start + found.len(),
            lines: vec!["请核对".to_owned()],
        })
        .collect();
    bencher.bench(|| annotate(&bytes, &document, &notes, 64 << 20).expect("annotated"));
}
