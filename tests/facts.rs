//! What figures measure: texts with `[[ ]]` around the figures in question.

use gouji::analysis::analyze;
use gouji::lexicon::Lexicon;
use gouji::rule::{builtin, load_lexicon};
use gouji::source::{ReadOptions, read};

fn lexicon() -> Lexicon {
    load_lexicon(&builtin::lexicon()).expect("the built-in vocabulary")
}

/// The text with the figures marked that are the value before a change.
fn with_bases_marked(text: &str, lexicon: &Lexicon) -> String {
    let document = read("a.txt", text.as_bytes(), &ReadOptions::default()).expect("readable");
    let analysis = analyze(&document, lexicon);
    let mut out = document.text.clone();
    let pairs = analysis.figures.iter().zip(&analysis.facts);
    let bases = pairs.filter(|(figure, fact)| fact.base && figure.printed().is_some());
    for (figure, _) in bases.rev() {
        out.insert_str(figure.span.end as usize, "]]");
        out.insert_str(figure.span.start as usize, "[[");
    }
    out.trim_end().to_owned()
}

#[test]
fn the_value_before_a_change_is_no_level_of_now() {
    let lexicon = lexicon();
    for marked in [
        "税收收入由[[90.2亿元]]增加到96.8亿元，增长7.3%。",
        "税收收入从2019年的[[90.2亿元]]增加到2023年的96.8亿元。",
        "税收收入由上年的[[90.2亿元]]增加到96.8亿元。",
        "由财政局负责的12个项目完工，税收收入96.8亿元。",
    ] {
        let text = marked.replace("[[", "").replace("]]", "");
        assert_eq!(with_bases_marked(&text, &lexicon), marked);
    }
}
