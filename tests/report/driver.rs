//! Which sentences a check is shown, and what becomes of one that panics.

use crate::fake::{check, document, rule, rules, run, word};
use gouji::check::{Context, Needs, Rule, Shown};
use gouji::finding::Finding;
use gouji::settle::{INTERNAL_ERROR, Policy};
use std::sync::{Arc, Mutex};

const TEXT: &str = "一、收支\n全年收入3亿元。民生支出占八成，支出合规。没有别的。\n支出占比81.6%。支出支出。\n";

type Seen = Arc<Mutex<Vec<Vec<u32>>>>;

/// A rule that notes which sentences it is shown, each time it runs.
fn watcher(id: &str, needs: Needs) -> (Rule, Seen) {
    let seen = Seen::default();
    let notes = seen.clone();
    let rule = rule(id, needs, move |_: &Context, sentences: &[Shown], _: &mut _| {
        let places = sentences.iter().map(|shown| shown.index() as u32).collect();
        notes.lock().expect("no panic before").push(places);
    });
    (rule, seen)
}

#[track_caller]
fn shown(needs: &[Needs]) -> Vec<Vec<Vec<u32>>> {
    let (list, seen): (Vec<Rule>, Vec<Seen>) = needs
        .iter()
        .enumerate()
        .map(|(i, needs)| watcher(&format!("t/{i:03}"), needs.clone()))
        .unzip();
    run(&document(TEXT), &rules(list), &Policy::default());
    seen.iter()
        .map(|seen| seen.lock().expect("no panic before").clone())
        .collect()
}

/// The sentences that hold one of the words, by looking at each.
fn holding(list: &[&str]) -> Vec<Vec<u32>> {
    let document = document(TEXT);
    let outline = gouji::outline::outline(&document);
    let holds = |text: &str| list.iter().any(|word| text.contains(word));
    let found = outline
        .sentences
        .iter()
        .enumerate()
        .filter(|(_, s)| holds(s.span.of(TEXT)));
    let ids: Vec<u32> = found.map(|(i, _)| i as u32).collect();
    if ids.is_empty() { Vec::new() } else { vec![ids] }
}

#[test]
fn a_check_sees_the_sentences_that_hold_its_words() {
    let lists: [&[&str]; 7] = [
        &["支出"],
        // Words inside and across one another, in one search.
        &["民生支出", "支出占", "出占", "占"],
        &["收", "。"],
        &["八成"],
        &["从未"],
        &["一、收支"],
        // A word that would only be found across the border of two sentences.
        &["。民"],
    ];
    let needs: Vec<Needs> = lists.iter().map(|list| Needs::any(list.iter().copied())).collect();
    let expected: Vec<Vec<Vec<u32>>> = lists.iter().map(|list| holding(list)).collect();
    assert_eq!(shown(&needs), expected);
    assert_eq!(expected[6], Vec::<Vec<u32>>::new());
}

#[test]
fn a_check_without_words_sees_everything_once() {
    let every = shown(&[Needs::All, Needs::Prose(Vec::new()), Needs::any([""])]);
    assert!(every[0][0].len() >= 5);
    assert_eq!(every, vec![every[0].clone(); 3]);
}

#[test]
fn shapes_are_looked_at_apart_from_prose() {
    let document = document(TEXT);
    let analysis = gouji::analysis::analyze(&document, &gouji::lexicon::Lexicon::default());
    let figure = analysis
        .figures
        .iter()
        .position(|f| f.span.of(TEXT).contains("81.6"))
        .expect("read");
    let at = analysis
        .shape
        .text
        .char_indices()
        .filter(|(_, c)| gouji::shape::is_placeholder(*c))
        .nth(figure);
    let (at, placeholder) = at.expect("in shape");
    let sentence = analysis
        .shape
        .sentences
        .iter()
        .position(|r| (r.start as usize..r.end as usize).contains(&at));
    let seen = shown(&[
        Needs::Shape(vec![vec![vec![placeholder.to_string()]]]),
        Needs::any([placeholder]),
    ]);
    assert!(seen[0][0].contains(&(sentence.expect("in a sentence") as u32)));
    assert_eq!(seen[1], Vec::<Vec<u32>>::new());
}

#[test]
fn a_panic_costs_one_rule_and_is_told() {
    let broken = rule("t/broken", Needs::All, |_, _, sink| {
        sink.find(Finding::new(sink.rule, gouji::span::Span::new(0, 3)));
        panic!("impossible {}", 1 + 1);
    });
    let report = check(TEXT, vec![broken, word("t/word", "八成")], &Policy::default());
    let rules: Vec<&str> = report.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(rules, [INTERNAL_ERROR, "t/word"]);
    let message = &report.findings[0].message;
    assert!(
        message.contains("t/broken") && message.contains("impossible 2"),
        "{message}"
    );
    assert!(report.crashed());
}
