//! Captions of tables, figures and boxes: 表3 主要农产品产量, and 见表3 in the text.
//!
//! Owns what a caption is: a short paragraph that opens with the word and a number and is no sentence.

use super::Loose;
use super::label::{CAPTIONS, Label, further, labels, number, paragraphs, refers};
use crate::outline::Outline;
use crate::span::Span;

/// A caption is at most so long, in characters.
const LONGEST: usize = 60;
/// More slips than this come from another way of numbering.
const MOST: usize = 2;

/// 见表3 where captions are 表1 and 表2.
pub(super) fn missing(text: &str, outline: &Outline) -> Vec<Loose> {
    let mut out = Vec::new();
    let lines = lines(text, outline);
    for word in CAPTIONS {
        let captions = captions(&lines, word);
        if captions.is_empty() {
            continue;
        }
        let lacks = |label: &Label| captions.iter().all(|c| c.number != label.number);
        let known = known(word, &captions);
        let loose = |label: Label| Loose::new(label.span, known.clone());
        out.extend(references(text, outline, word).into_iter().filter(lacks).map(loose));
    }
    out
}

/// 表1, 表3: a number that does not follow. 续表3 and a new 表1 are in order.
pub(super) fn out_of_order(text: &str, outline: &Outline) -> Vec<Loose> {
    let mut out = Vec::new();
    let lines = lines(text, outline);
    for word in CAPTIONS {
        let captions = captions(&lines, word);
        let slips = captions.windows(2).filter(|pair| {
            let (before, number) = (pair[0].number, pair[1].number);
            number != before + 1 && number != 1
        });
        let slips: Vec<Loose> = slips
            .map(|pair| Loose::new(pair[1].span, format!("{word}{}", pair[0].number + 1)).with(pair[0].span))
            .collect();
        if slips.len() <= MOST {
            out.extend(slips);
        }
    }
    out
}

fn known(word: &str, captions: &[Label]) -> String {
    match captions {
        [only] => format!("{word}{}", only.number),
        _ => {
            let numbers = captions.iter().map(|c| c.number);
            let (least, most) = (numbers.clone().min(), numbers.max());
            format!("{word}{}—{word}{}", least.unwrap_or(0), most.unwrap_or(0))
        }
    }
}

/// The paragraphs that begin with a word of a caption: where each begins, and its text. Hardly any does.
fn lines<'t>(text: &'t str, outline: &'t Outline) -> Vec<(usize, &'t str)> {
    let begins = |(_, body): &(usize, &str)| CAPTIONS.iter().any(|word| body.starts_with(word));
    paragraphs(text, outline).filter(begins).collect()
}

fn captions(lines: &[(usize, &str)], word: &str) -> Vec<Label> {
    let caption = |(start, body): &(usize, &str)| {
        let tail = body.strip_prefix(word)?;
        let (number, len) = number(tail)?;
        let title = &tail[len..];
        let named = title.is_empty() || title.starts_with([' ', '\u{3000}', '：', ':', '.', '．', '、', '*']);
        let short = body.chars().count() <= LONGEST && !body.contains(['。', '；']);
        let span = Span::new(*start, start + word.len() + len);
        (named && short).then_some(Label { span, number })
    };
    lines.iter().filter_map(caption).collect()
}

/// Labels in the text that refer: 见表3, 如图2所示.
fn references(text: &str, outline: &Outline, word: &str) -> Vec<Label> {
    let mut out = Vec::new();
    for (start, body) in paragraphs(text, outline) {
        let within = Span::new(start, start + body.len());
        for label in labels(text, within, word) {
            let before = &text[start..label.span.start as usize];
            if refers(before) {
                out.push(label);
                // 见表9、10; 见表9、表10 is found by its own word
                out.extend(further(text, label));
            } else if before.ends_with(['、', '和'])
                && out.iter().any(|l| l.span.end as usize + 3 == label.span.start as usize)
            {
                out.push(label);
            }
        }
    }
    out
}
