//! Which figure is wrong: texts with `[[ ]]` around the suspect, what it should be, and how many other sums speak of it.

use gouji::check::Context;
use gouji::check::driver::Driver;
use gouji::fact::frame::Known;
use gouji::finding::Finding;
use gouji::rule::{builtin, load, load_lexicon};
use gouji::source::{Document, ReadOptions, read};

fn arithmetic(text: &str) -> (Document, Vec<Finding>) {
    let lexicon = load_lexicon(&builtin::lexicon()).expect("the built-in vocabulary");
    let rules = load(&builtin::rules(), &lexicon).expect("the built-in rules");
    let driver = Driver::new(&rules, &lexicon, |rule| {
        rule.id.starts_with("arith/") || rule.id.starts_with("consist/")
    });
    let document = read("a.txt", text.as_bytes(), &ReadOptions::default()).expect("readable");
    let (analysis, mut checked) = driver.check(&document, &Known::default());
    let cx = Context {
        document: &document,
        analysis: &analysis,
        lexicon: &lexicon,
        others: &[],
    };
    gouji::relate::relate(&cx, &mut checked);
    (document, checked.findings)
}

/// The text with the suspect of its only finding marked, its first candidate and the number of other sums.
#[track_caller]
fn told(text: &str) -> (String, Option<String>, usize) {
    let (document, findings) = arithmetic(text);
    let [finding] = findings.as_slice() else {
        panic!("{} findings for {text}: {findings:#?}", findings.len());
    };
    let mut marked = document.text.clone();
    if let Some(suspect) = &finding.suspect {
        marked.insert_str(suspect.span.end as usize, "]]");
        marked.insert_str(suspect.span.start as usize, "[[");
    }
    let first = finding.fixes.first().map(|fix| fix.edits[0].text.clone());
    (marked.trim_end().to_owned(), first, finding.evidence.len())
}

#[test]
fn the_figure_that_explains_all_is_the_suspect() {
    for (marked, meant, others) in [
        // The total breaks the sum and the share: one finding.
        (
            "一般公共预算收入[[29.58亿元]]，其中税收收入11.36亿元，非税收入17.22亿元，税收收入占一般公共预算收入的39.7%。",
            "28.58",
            1,
        ),
        // A part breaks both.
        (
            "一般公共预算收入28.58亿元，其中税收收入[[13.16亿元]]，非税收入17.22亿元，税收收入占一般公共预算收入的39.7%。",
            "11.36",
            1,
        ),
        // The share alone does not fit: the amounts add up.
        (
            "一般公共预算收入28.58亿元，其中税收收入11.36亿元，非税收入17.22亿元，税收收入占一般公共预算收入的[[93.7%]]。",
            "39.7",
            0,
        ),
        // Said again elsewhere, the first value is confirmed by its sum.
        (
            "一般公共预算收入28.58亿元，其中税收收入11.36亿元，非税收入17.22亿元。⏎⏎一年来，一般公共预算收入[[25.88亿元]]，再上台阶。",
            "28.58",
            0,
        ),
    ] {
        let text = marked.replace("[[", "").replace("]]", "").replace('⏎', "\n");
        let (got, first, evidence) = told(&text);
        assert_eq!(got, marked.replace('⏎', "\n"));
        assert_eq!(first.as_deref(), Some(meant), "{marked}");
        assert_eq!(evidence, others, "{marked}");
    }
}

#[test]
fn nobody_is_named_where_two_are_as_likely() {
    // Either place may be wrong, and one slip mends either.
    let (marked, first, _) = told("常住人口城镇化率达到63.25%。城乡面貌焕然一新，常住人口城镇化率63.52%。");
    assert!(!marked.contains("[["), "{marked}");
    assert!(first.is_some());
}

#[test]
fn two_slips_are_two_findings() {
    let text = "税收收入11.36亿元，占一般公共预算收入28.58亿元的93.7%。\n\n民生支出3.37亿元，占一般公共预算支出4.13亿元的91.6%。";
    assert_eq!(arithmetic(text).1.len(), 2);
}
