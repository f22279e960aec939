use gouji::lexicon::Lexicon;
use gouji::outline::*;
use gouji::source::*;
use gouji::span::Span;
fn main() {
    let lexs: Vec<(String, String)> = ["hedges", "names", "units", "verbs", "indicators"]
        .iter()
        .filter_map(|n| {
            let p = format!("rules/lexicon/{n}.yaml");
            Some((p.clone(), std::fs::read_to_string(&p).ok()?))
        })
        .collect();
    let lex = match gouji::rule::load_lexicon(&lexs) {
        Ok(l) => l,
        Err(e) => {
            println!("{e}");
            return;
        }
    };
    let srcs: Vec<gouji::rule::RuleSource> = ["arith", "unit", "num"]
        .iter()
        .filter_map(|n| {
            let p = format!("rules/{n}.yaml");
            Some(gouji::rule::RuleSource {
                text: std::fs::read_to_string(&p).ok()?,
                name: p,
                user: false,
            })
        })
        .collect();
    let t0 = std::time::Instant::now();
    let set = match gouji::rule::load(&srcs, &lex) {
        Ok(l) => l,
        Err(e) => {
            println!("{e}");
            return;
        }
    };
    eprintln!("{} rules {:?}", set.rules.len(), t0.elapsed());
    if std::env::args().nth(1).is_none() {
        for (i, r) in set.rules.iter().enumerate() {
            for e in &r.examples {
                let (doc, an) = read("ex".into(), e.text.clone(), &lex);
                let f = run(&set, i, &doc, &an, &lex);
                let mut got: Vec<_> = f
                    .findings
                    .iter()
                    .filter(|f| f.severity_limit.is_none())
                    .map(|f| f.span)
                    .collect();
                got.sort();
                got.dedup();
                if got != e.marks {
                    println!(
                        "{} {}\n   {}\n   got {:?} want {:?}\n   claims {:?}",
                        r.id,
                        if e.bad { "bad" } else { "good" },
                        e.text,
                        got.iter().map(|s| s.of(&doc.text)).collect::<Vec<_>>(),
                        e.marks.iter().map(|s| s.of(&doc.text)).collect::<Vec<_>>(),
                        f.claims
                    );
                    println!(
                        "   {}",
                        an.shape
                            .text
                            .chars()
                            .map(|c| if gouji::shape::is_placeholder(c) {
                                format!("<{:X}>", c as u32)
                            } else {
                                c.to_string()
                            })
                            .collect::<String>()
                    );
                } else if e.bad {
                    println!("ok {}", gouji::check::fill(&r.message.zh, &f.findings[0].slots));
                }
            }
        }
        return;
    }
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let (doc, an) = read(path, text, &lex);
    let (figs, facts) = (&an.figures, &an.facts);
    for (f, fact) in figs.iter().zip(facts) {
        println!(
            "{}\t{:?}\t{:?}\t{}\t{:?}\t{}\t{:?}",
            f.span.of(&doc.text).replace('\n', "⏎"),
            f.form,
            f.hedge,
            f.unit.name,
            f.bounds().0,
            fact.indicator.map_or("", |i| i.span.of(&doc.text)),
            fact.direction
        );
    }
}

fn run(
    set: &gouji::check::RuleSet,
    i: usize,
    doc: &Document,
    an: &gouji::analysis::Analysis,
    lex: &Lexicon,
) -> gouji::check::Checked {
    let mut out = gouji::check::Checked::default();
    let cx = gouji::check::Context {
        document: doc,
        analysis: an,
        lexicon: lex,
    };
    let all: Vec<u32> = (0..an.outline.sentences.len() as u32).collect();
    set.rules[i].check.run(
        &cx,
        &all,
        &mut gouji::check::Sink {
            rule: gouji::finding::RuleId(i as u32),
            out: &mut out,
        },
    );
    out
}
fn read(path: String, text: String, lex: &Lexicon) -> (Document, gouji::analysis::Analysis) {
    let mut outline = Outline::default();
    let mut segments = vec![];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let t = line.trim_end();
        if !t.trim().is_empty() {
            let span = Span::new(at, at + t.len());
            let first = outline.sentences.len() as u32;
            let mut s = at;
            for (i, c) in t.char_indices() {
                if matches!(c, '。' | '！' | '？') {
                    let e = at + i + 3;
                    outline.sentences.push(Sentence {
                        span: Span::new(s, e),
                        paragraph: segments.len() as u32,
                    });
                    s = e;
                }
            }
            if s < at + t.len() {
                outline.sentences.push(Sentence {
                    span: Span::new(s, at + t.len()),
                    paragraph: segments.len() as u32,
                });
            }
            outline.paragraphs.push(Paragraph {
                span,
                kind: SegmentKind::Paragraph,
                role: Role::Body,
                mark: None,
                heading: None,
                sentences: first..outline.sentences.len() as u32,
            });
            segments.push(Segment {
                span,
                kind: SegmentKind::Paragraph,
            });
        }
        at += line.len();
    }
    let doc = Document {
        path,
        text: text.clone(),
        segments,
        source: text,
        pieces: vec![],
        lines: Default::default(),
    };
    let figures = gouji::figure::scan::scan(&doc, &outline, lex);
    let facts = gouji::fact::bind(&doc, &outline, &figures, lex);
    let shape = gouji::shape::shape(&doc, &outline, &figures, &facts, lex);
    (
        doc,
        gouji::analysis::Analysis {
            outline,
            figures,
            facts,
            shape,
        },
    )
}
