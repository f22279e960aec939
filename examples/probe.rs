use gouji::lexicon::{Lexicon, entries::{File, Files}};
use gouji::outline::*; use gouji::source::*; use gouji::span::Span;
fn main() {
    let mut files = Files::default();
    for e in std::fs::read_dir("rules/lexicon").unwrap() {
        let p = e.unwrap().path();
        let t = std::fs::read_to_string(&p).unwrap();
        match serde_yaml::from_str::<File>(&t) { Ok(f) => files.add(f), Err(e) => { println!("{p:?}: {e}"); } }
    }
    let lex = Lexicon::build(files).unwrap();
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let mut outline = Outline::default();
    let mut segments = vec![];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let t = line.trim_end();
        if !t.trim().is_empty() {
            let span = Span::new(at, at + t.len());
            let first = outline.sentences.len() as u32;
            let mut s = at;
            for (i, c) in t.char_indices() { if matches!(c, '。'|'！'|'？') { let e = at+i+3; outline.sentences.push(Sentence{span: Span::new(s,e), paragraph: segments.len() as u32}); s = e; } }
            if s < at + t.len() { outline.sentences.push(Sentence{span: Span::new(s, at+t.len()), paragraph: segments.len() as u32}); }
            outline.paragraphs.push(Paragraph{span, kind: SegmentKind::Paragraph, role: Role::Body, mark: None, heading: None, sentences: first..outline.sentences.len() as u32});
            segments.push(Segment{span, kind: SegmentKind::Paragraph});
        }
        at += line.len();
    }
    let doc = Document { path, text: text.clone(), segments, source: text, pieces: vec![], lines: Default::default() };
    let t0 = std::time::Instant::now();
    let figs = gouji::figure::scan::scan(&doc, &outline, &lex);
    let t1 = t0.elapsed();
    let facts = gouji::fact::bind(&doc, &outline, &figs, &lex);
    let sh = gouji::shape::shape(&doc, &outline, &figs, &facts, &lex);
    eprintln!("{} figures {:?} {:?}", figs.len(), t1, t0.elapsed());
    for (f, fact) in figs.iter().zip(&facts) {
        println!("{}\t{:?}\t{:?}\t{}\t{:?}\t{}\t{:?}", f.span.of(&doc.text).replace('\n', "⏎"), f.form, f.hedge, f.unit.name, f.bounds().0, fact.indicator.map_or("", |i| i.span.of(&doc.text)), fact.direction);
    }
    let _ = sh;
}
