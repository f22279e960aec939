//! What the scanner reads, by tables: one file a topic, each text with `[[ ]]` around its figures and one line below for each of them.
//!
//! A line says the form where it is none of the measured ones, then value, unit, the interval that the figure stands for (verdicts over
//! equations rest on it), the hedge and the flaws. `⏎` is a line break of the file. `UPDATE=1 cargo test --test figures` writes the lines
//! anew; read them before they are committed.

use gouji::figure::interval::{Interval, decimal};
use gouji::figure::reading::Reading;
use gouji::figure::{Figure, Form, Hedge, Value, interval, scan};
use gouji::lexicon::Lexicon;
use gouji::rule::{builtin, load_lexicon};
use gouji::source::{Encoding, ReadOptions, read};
use std::fs;
use std::path::{Path, PathBuf};

fn lexicon() -> Lexicon {
    load_lexicon(&builtin::lexicon()).expect("the built-in vocabulary")
}

fn figures(lexicon: &Lexicon, path: &str, text: &str) -> (String, Vec<Figure>) {
    let options = ReadOptions {
        encoding: Encoding::Utf8,
        ..ReadOptions::default()
    };
    let document = read(path, text.as_bytes(), &options).expect("text");
    let outline = gouji::outline::outline(&document);
    let figures = scan::scan(&document, &outline, lexicon);
    (document.text, figures)
}

/// The text with its figures marked, and a line for each.
fn told(lexicon: &Lexicon, text: &str) -> String {
    let (prose, figures) = figures(lexicon, "a.txt", &text.replace('⏎', "\n"));
    let mut marked = String::new();
    let mut done = 0;
    for f in &figures {
        let (start, end) = (f.span.start as usize, f.span.end as usize);
        marked += &format!("{}[[{}]]", &prose[done..start], &prose[start..end]);
        done = end;
    }
    marked += &prose[done..];
    let lines: String = figures.iter().map(|f| format!("    {}\n", line(f))).collect();
    format!("{}\n{lines}", marked.replace('\n', "⏎"))
}

fn line(f: &Figure) -> String {
    let form = match f.form {
        Form::Amount | Form::Percent | Form::Permille | Form::Point | Form::Multiple | Form::Fan => String::new(),
        other => format!("{other:?} ").to_lowercase(),
    };
    let shared = if f.unit.shared { " (shared)" } else { "" };
    let range = f
        .interval(Reading::Strict)
        .map_or(String::new(), |i| format!(" {}", shown(&i)));
    let hedge = if f.hedge == Hedge::None {
        String::new()
    } else {
        format!(" {:?}", f.hedge).to_lowercase()
    };
    let second = f
        .second_hedge
        .map_or(String::new(), |h| format!("+{h:?}").to_lowercase());
    let flaws: String = f.flaws.iter().map(|(flaw, _)| format!(" !{flaw:?}")).collect();
    let unit = if f.unit.name.is_empty() {
        String::new()
    } else {
        format!(" {}", f.unit.name)
    };
    format!("{form}{}{unit}{shared}{range}{hedge}{second}{flaws}", value(&f.value))
}

fn shown(i: &Interval) -> String {
    let end = |e: &interval::End| e.value().map_or("∞".to_owned(), |v| decimal(v, 6));
    let (open, close) = (
        if matches!(i.low, interval::End::Closed(_)) {
            '['
        } else {
            '('
        },
        if matches!(i.high, interval::End::Closed(_)) {
            ']'
        } else {
            ')'
        },
    );
    let low = if i.low.value().is_none() {
        "-∞".to_owned()
    } else {
        end(&i.low)
    };
    format!("{open}{low}, {}{close}", end(&i.high))
}

fn value(value: &Value) -> String {
    match value {
        Value::One(v) => v.decimal(),
        Value::Range(a, b) => format!("{}—{}", a.decimal(), b.decimal()),
        Value::Ratio(parts) => parts.iter().map(|p| p.decimal()).collect::<Vec<_>>().join(":"),
        Value::Fraction { numerator, denominator } => format!("{numerator}/{denominator}"),
        Value::Date(d) => {
            let named = [
                ("y", d.year.map(i64::from)),
                ("to y", d.to_year.map(i64::from)),
                ("h", d.half.map(i64::from)),
                ("q", d.quarter.map(i64::from)),
                ("m", d.month.map(i64::from)),
                ("to m", d.to_month.map(i64::from)),
                ("d", d.day.map(i64::from)),
                ("hour", d.hour.map(i64::from)),
                ("minute", d.minute.map(i64::from)),
            ];
            let parts = named.iter().filter_map(|(n, v)| v.map(|v| format!("{n}{v}")));
            parts.collect::<Vec<_>>().join(" ")
        }
    }
}

fn tables() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/figures");
    let entries = fs::read_dir(folder).expect("the folder of tables");
    let mut files: Vec<PathBuf> = entries.map(|e| e.expect("an entry").path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    files
}

#[test]
fn figures_are_read_as_the_tables_say() {
    let lexicon = lexicon();
    let tables = tables();
    assert!(tables.len() >= 10, "tables are missing");
    let mut wrong = String::new();
    for path in tables {
        let table = fs::read_to_string(&path).expect("readable");
        let mut out = String::new();
        for line in table.lines().filter(|l| !l.starts_with(' ')) {
            if line.is_empty() || line.starts_with('#') {
                out += &format!("{line}\n");
            } else {
                out += &told(&lexicon, &line.replace("[[", "").replace("]]", ""));
            }
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &out).expect("writable");
        }
        for (want, got) in table.lines().zip(out.lines()).filter(|(a, b)| a != b) {
            wrong += &format!("{}\n  wanted {want}\n  read   {got}\n", path.display());
        }
        if table.lines().count() != out.lines().count() {
            wrong += &format!("{}: other figures than wanted\n{out}", path.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Two segments are two texts: digits, a number and its unit, a range, a list and a hedge never meet across their border.
#[test]
fn nothing_heals_across_segments() {
    let lexicon = lexicon();
    let pieces = [
        ("收入12", "34亿元"),
        ("收入3.", "37亿元"),
        ("收入3.37", "亿元"),
        ("增长5%", "—8%"),
        ("完成2.1、", "3.4亿元"),
        ("约", "300人"),
        ("300人", "以上"),
        ("二十", "三个"),
        ("百分之", "五"),
        ("三分之", "一"),
        ("2022年", "3月"),
        ("12:", "30:58"),
    ];
    for (a, b) in pieces {
        for (path, border) in [("a.txt", "\n\n"), ("a.md", "\n\n"), ("a.md", "\n\n## ")] {
            let alone = |text: &str| {
                let (prose, figures) = figures(&lexicon, path, text);
                let told = |f: &Figure| format!("{} {}", f.span.of(&prose), line(f));
                figures.iter().map(told).collect::<Vec<String>>()
            };
            let both = alone(&[a, border, b].concat());
            let each = [alone(a), alone(b)].concat();
            assert_eq!(both, each, "{a} | {b} in {path}");
        }
    }
}

/// Markup inside a number is no border: the prose is what is read.
#[test]
fn markup_does_not_part_a_figure() {
    let lexicon = lexicon();
    for text in ["支出**3.37**亿元", "支出3.**37亿**元", "支出3.37*亿元*"] {
        let (prose, figures) = figures(&lexicon, "a.md", text);
        let found: Vec<&str> = figures.iter().map(|f| f.span.of(&prose)).collect();
        assert_eq!(found, ["3.37亿元"], "{text}");
        assert_eq!(figures[0].printed().map(|p| p.decimal()).as_deref(), Some("337000000"));
    }
}
