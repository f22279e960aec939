//! Where a sentence ends.
//!
//! Owns 。！？ and what closes behind them. `；` and `……` end none; a half-width `!` or `?` does behind a Chinese character.

use crate::search::sparse::Sparse;
use crate::span::Span;

/// The sentences of a paragraph at `span` of the prose, in order, without white space around them; `sparse` are the marks of the prose.
pub(super) fn sentences(text: &str, span: Span, sparse: &Sparse) -> Vec<Span> {
    let body = span.of(text);
    let mut out = Vec::new();
    let mut start = 0;
    let before = |at: usize| body[..at].chars().next_back();
    for (place, c) in sparse.within(span).iter().copied() {
        let i = (place - span.start) as usize;
        let ends = matches!(c, '。' | '！' | '？') || (matches!(c, '!' | '?') && before(i).is_some_and(is_han));
        if !ends || i < start {
            continue;
        }
        let behind = &body[i + c.len_utf8()..];
        let rest = behind.trim_start_matches(CLOSERS);
        let closed = &behind[..behind.len() - rest.len()];
        // a mark inside a title or before another mark ends no sentence: 《怎么办？》, “好！”，
        if closed.contains('》') || rest.trim_start().starts_with(GOES_ON) {
            continue;
        }
        let end = body.len() - rest.len();
        push(body, start, end, span, &mut out);
        start = end;
    }
    push(body, start, body.len(), span, &mut out);
    out
}

/// Marks that belong to the sentence they follow; `*` is Markdown's in plain text.
const CLOSERS: [char; 17] = [
    '”', '’', '）', ')', '》', '」', '』', '】', '〕', ']', '"', '*', '。', '！', '？', '!', '?',
];

/// What cannot open a sentence.
const GOES_ON: [char; 6] = ['，', '、', '；', '：', ',', ';'];

fn push(body: &str, start: usize, end: usize, span: Span, out: &mut Vec<Span>) {
    let head = body[start..end].trim_start_matches(crate::source::is_blank);
    let from = end - head.len();
    let sentence = head.trim_end_matches(crate::source::is_blank);
    if !sentence.is_empty() {
        out.push(Span::new(from, from + sentence.len()).shift(span.start as usize));
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stroke_marks_each_end() {
        for marked in [
            "就业稳定。|收入增长。",
            "问：“行吗？”|答：“行。”|很好",
            "（见附件。）|下一句",
            "**加强监管。**|深入推进",
            "形成“我来办！”，而不是推诿。|完",
            "《怎么办？》出版。",
            "太好了！！|继续",
            "增长；下降；持平",
            "还有……以及其他",
            "好吗?|好!|a?b 3!",
            "一句。  \n|二句",
            "增长3.5%.下降2%",
        ] {
            let text = marked.replace('|', "");
            let want: Vec<&str> = marked.split('|').map(str::trim).collect();
            let got: Vec<&str> = sentences(&text, Span::new(0, text.len()), &Sparse::of(&text))
                .into_iter()
                .map(|s| s.of(&text))
                .collect();
            assert_eq!(got, want);
        }
    }
}
