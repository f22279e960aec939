//! Rules made of closures, and the one door through which the tests check a text.

use gouji::analysis::Analysis;
use gouji::check::driver::Driver;
use gouji::check::{Check, Checked, Context, Needs, Rule, RuleSet, Sink, Text};
use gouji::fact::frame::Known;
use gouji::finding::{Confidence, Finding, RuleId, Severity};
use gouji::lexicon::Lexicon;
use gouji::report::{self, Format, Report, Style};
use gouji::settle::{FileReport, Policy, settle};
use gouji::source::{Document, ReadOptions, read};
use gouji::span::Span;

type Run = dyn Fn(&Context, &[u32], &mut Sink) + Send + Sync;

struct Fake {
    needs: Needs,
    run: Box<Run>,
}

impl Check for Fake {
    fn needs(&self) -> Needs {
        self.needs.clone()
    }

    fn slots(&self) -> Vec<String> {
        Vec::new()
    }

    fn run(&self, cx: &Context, sentences: &[u32], sink: &mut Sink) {
        (self.run)(cx, sentences, sink);
    }
}

/// A rule that does what a closure does.
pub fn rule(id: &str, needs: Needs, run: impl Fn(&Context, &[u32], &mut Sink) + Send + Sync + 'static) -> Rule {
    Rule {
        id: id.to_owned(),
        severity: Severity::Error,
        confidence: Confidence::Likely,
        message: Text {
            zh: "此处写作{text}".to_owned(),
            en: Some("this says {text}".to_owned()),
        },
        why: Text {
            zh: "理由".to_owned(),
            en: None,
        },
        misses: None,
        help: None,
        profiles: Vec::new(),
        valid_from: None,
        valid_to: None,
        examples: Vec::new(),
        kind: "fake",
        origin: "test".to_owned(),
        at: 0..0,
        check: Box::new(Fake {
            needs,
            run: Box::new(run),
        }),
    }
}

/// A rule that marks every occurrence of a word.
pub fn word(id: &str, word: &'static str) -> Rule {
    rule(id, Needs::All, move |cx, _, sink| {
        for span in spans(&cx.document.text, word) {
            sink.find(Finding::new(sink.rule, span).slot("text", word));
        }
    })
}

/// A rule that says one thing about every document.
pub fn says(id: &str, finding: impl Fn(RuleId, &str) -> Finding + Send + Sync + 'static) -> Rule {
    rule(id, Needs::All, move |cx, _, sink| {
        sink.find(finding(sink.rule, &cx.document.text))
    })
}

/// Where a word stands in a text.
pub fn spans(text: &str, word: &str) -> Vec<Span> {
    text.match_indices(word)
        .map(|(at, word)| Span::new(at, at + word.len()))
        .collect()
}

/// Where a word stands first.
#[track_caller]
pub fn span(text: &str, word: &str) -> Span {
    spans(text, word)[0]
}

pub fn document(text: &str) -> Document {
    read("报告.txt", text.as_bytes(), &ReadOptions::default()).expect("readable")
}

/// The rules in the order of their ids, as a rule set holds them.
pub fn rules(mut rules: Vec<Rule>) -> RuleSet {
    rules.sort_by(|a, b| a.id.cmp(&b.id));
    RuleSet { rules }
}

pub fn run(document: &Document, rules: &RuleSet, policy: &Policy) -> (Analysis, Checked) {
    Driver::new(rules, &Lexicon::default(), |rule| policy.runs(rule)).check(document, &Known::default())
}

/// Checks a text.
pub fn check(text: &str, list: Vec<Rule>, policy: &Policy) -> FileReport {
    let document = document(text);
    let rules = rules(list);
    let (analysis, checked) = run(&document, &rules, policy);
    settle(&document, &analysis, &checked, &rules, policy)
}

/// What a format writes of some documents.
pub fn written(files: &[FileReport], format: Format, width: usize, policy: &Policy) -> String {
    let style = Style {
        format,
        lang: policy.lang,
        color: false,
        width,
        quiet: false,
        statistics: false,
    };
    let mut out = Vec::new();
    let rules = RuleSet::default();
    let run = report::Run {
        rules: &[&rules],
        root: "",
    };
    let mut report = Report::new(&mut out, style, run).expect("written");
    for file in files {
        report.file(file).expect("written");
    }
    report.finish().expect("written");
    String::from_utf8(out).expect("UTF-8")
}
