//! What figures measure, by tables: one file a topic, each text with `[[ ]]` around its figures and one line below for each of them:
//! `indicator | aspect | area | period | basis`, with `<` before the value that a change starts from. `⏎` is a line break of the file,
//! `‖` in the tables of turns the place where goals begin. `UPDATE=1 cargo test --test facts` writes the lines anew; read them before they
//! are committed.

use gouji::analysis::{Analysis, analyze};
use gouji::fact::{Area, Basis, Extent, Fact, Period};
use gouji::lexicon::Lexicon;
use gouji::rule::{builtin, load_lexicon};
use gouji::source::{Document, ReadOptions, read};
use std::fs;
use std::path::{Path, PathBuf};

fn analysis(lexicon: &Lexicon, text: &str) -> (Document, Analysis) {
    let text = text.replace('⏎', "\n");
    let document = read("a.txt", text.as_bytes(), &ReadOptions::default()).expect("readable");
    let analysis = analyze(&document, lexicon);
    (document, analysis)
}

/// The text with its quantities marked, and a line for each.
fn bound(lexicon: &Lexicon, text: &str) -> String {
    let (document, analysis) = analysis(lexicon, text);
    let quantities: Vec<(usize, &Fact)> = (0..analysis.figures.len())
        .filter(|i| analysis.figures[*i].is_quantity())
        .map(|i| (i, &analysis.facts[i]))
        .collect();
    let (mut marked, mut done) = (String::new(), 0);
    for (i, _) in &quantities {
        let span = analysis.figures[*i].span;
        marked += &format!(
            "{}[[{}]]",
            &document.text[done..span.start as usize],
            span.of(&document.text)
        );
        done = span.end as usize;
    }
    marked += &document.text[done..];
    let lines: String = quantities
        .iter()
        .map(|(_, fact)| format!("    {}\n", line(&document.text, fact, lexicon)))
        .collect();
    format!("{}\n{lines}", marked.trim_end().replace('\n', "⏎"))
}

fn line(text: &str, fact: &Fact, lexicon: &Lexicon) -> String {
    let name = fact.name(text, lexicon).unwrap_or_else(|| "—".to_owned());
    let area = match fact.area {
        Area::Own => "",
        Area::Named(span) => span.of(text),
    };
    let base = if fact.base { "< " } else { "" };
    let basis = match fact.basis {
        Basis::Result => "result",
        Basis::Estimate => "estimate",
        Basis::Goal => "goal",
        Basis::Plan => "plan",
    };
    let aspect = format!("{:?}", fact.aspect).to_lowercase();
    format!("{base}{name} | {aspect} | {area} | {} | {basis}", period(fact.period))
}

fn period(p: Period) -> String {
    let year = |y: Option<i32>| y.map_or("?".to_owned(), |y| y.to_string());
    let years = match (p.from, p.to) {
        (None, None) => "—".to_owned(),
        (from, None) => year(from),
        (from, to) => format!("{}–{}", year(from), year(to)),
    };
    let months = p.months.map_or(String::new(), |(a, b)| format!(" m{a}–{b}"));
    let extent = match p.extent {
        Extent::Unknown | Extent::Year => "",
        Extent::Cumulative => " sum",
        Extent::AsOf => " as of",
    };
    format!("{years}{months}{extent}")
}

/// The text with the turn marked, and a line with the years.
fn turned(lexicon: &Lexicon, text: &str) -> String {
    let (document, analysis) = analysis(lexicon, text);
    let frame = &analysis.frame;
    let at = frame.turn.map_or(document.text.len(), |t| t as usize);
    let mut marked = document.text.clone();
    if frame.turn.is_some() {
        marked.insert(at, '‖');
    }
    let year = |y: Option<i32>| y.map_or("—".to_owned(), |y| y.to_string());
    format!(
        "{}\n    reviews {}, looks forward to {}\n",
        marked.trim_end().replace('\n', "⏎"),
        year(frame.review),
        year(frame.coming)
    )
}

fn table(name: &str) -> (PathBuf, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/facts").join(name);
    let text = fs::read_to_string(&path).expect("readable");
    (path, text)
}

/// What a table says otherwise than what is read.
fn compare(name: &str, told: impl Fn(&str) -> String) -> String {
    let (path, table) = table(name);
    let mut out = String::new();
    for line in table.lines().filter(|l| !l.starts_with(' ')) {
        if line.is_empty() || line.starts_with('#') {
            out += &format!("{line}\n");
        } else {
            out += &told(&line.replace("[[", "").replace("]]", "").replace('‖', ""));
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &out).expect("writable");
    }
    let pairs = table.lines().zip(out.lines()).filter(|(a, b)| a != b);
    let mut wrong: String = pairs
        .map(|(a, b)| format!("{name}\n  wanted {a}\n  read   {b}\n"))
        .collect();
    if table.lines().count() != out.lines().count() {
        wrong += &format!("{name}: other figures than wanted\n{out}");
    }
    wrong
}

#[test]
fn figures_measure_what_the_tables_say() {
    let lexicon = lexicon();
    let tables = [
        "indicators.txt",
        "counted.txt",
        "lists.txt",
        "periods.txt",
        "spans.txt",
        "basis.txt",
        "clauses.txt",
        "areas.txt",
    ];
    let wrong: String = tables
        .iter()
        .map(|name| compare(name, |text| bound(&lexicon, text)))
        .collect();
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_turn_stands_where_the_tables_say() {
    let lexicon = lexicon();
    let wrong = compare("turns.txt", |text| turned(&lexicon, text));
    assert!(wrong.is_empty(), "{wrong}");
}

fn lexicon() -> Lexicon {
    load_lexicon(&builtin::lexicon()).expect("the built-in vocabulary")
}
