//! How long things take: start-up, one draft, the figure scanner alone, rules over an analysed text, large documents.
//!
//! `cargo bench` prints the figures; nothing here fails. The texts are made up, with figures that differ from sentence to sentence.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gouji::analysis::analyze;
use gouji::check::RuleSet;
use gouji::check::driver::Driver;
use gouji::fact::frame::Known;
use gouji::lexicon::Lexicon;
use gouji::rule::{builtin, load, load_lexicon};
use gouji::settle::{Policy, settle};
use gouji::source::{Document, ReadOptions, read};

fn main() {
    divan::main();
}

/// Rules and vocabulary from the built-in files.
fn load_all() -> (RuleSet, Lexicon) {
    let lexicon = load_lexicon(&builtin::lexicon()).expect("the built-in vocabulary loads");
    let rules = load(&builtin::rules(), &lexicon).expect("the built-in rules load");
    (rules, lexicon)
}

/// A report of about this many bytes.
fn report(bytes: usize) -> String {
    let mut text = String::from("2024年工作报告\n一、工作回顾\n");
    let mut i = 0usize;
    while text.len() < bytes {
        let (a, b, c) = (i * 7 % 900 + 100, i * 13 % 90 + 5, i * 3 % 9 + 1);
        text += &format!(
            "（{c}）第{i}项工作。全年完成投资{a}.{c}亿元，同比增长{c}.{c}%，其中工业投资{b}亿元、基础设施投资{b}.5亿元。新增城镇就业{a}人，\
             城镇登记失业率控制在{c}.5%以内。粮食总产量由{a}万吨增加到{b}万吨，居民收入比上年提高{c}.2个百分点，三次产业比调整为{c}:4{c}:5{c}。\
             一是推进{b}个重点项目，二是新建改建农村公路{a}公里，三是发放补助资金{b}.7万元，惠及群众{a}户、{a}人次。\n"
        );
        i += 1;
    }
    text
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
