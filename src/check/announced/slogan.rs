//! A slogan of digits with what it stands for: “231”产业体系：两大核心、三个优势、一个新兴产业集群.
//!
//! Owns which items explain which digit: as many items as digits, each opening with its number.

use super::Mismatch;
use super::atom::is_numeral;
use crate::outline::numeral_value;
use crate::span::Span;

/// Characters between the slogan and its explanation, at most.
const GAP: usize = 16;

/// Slogans of a sentence that one of their items contradicts; spans are offsets into `sentence`.
pub(super) fn mismatches(sentence: &str) -> Vec<Mismatch> {
    let opened = sentence.match_indices('“').filter_map(|(at, open)| {
        let from = at + open.len();
        let end = from + sentence[from..].find('”')?;
        slogan(sentence, from, end)
    });
    opened.collect()
}

fn slogan(sentence: &str, from: usize, end: usize) -> Option<Mismatch> {
    let digits = digits(&sentence[from..end])?;
    let behind = &sentence[end + '”'.len_utf8()..];
    let opens = behind.char_indices().take(GAP).find(|(_, c)| "：（，".contains(*c))?;
    let list = behind[opens.0 + opens.1.len_utf8()..].trim_start_matches(['即', '指', '是']);
    // behind a comma only 即 makes it an explanation
    if opens.1 == '，' && !behind[opens.0..].starts_with("，即") {
        return None;
    }
    let start = sentence.len() - list.len();
    let list = &list[..list.find(['。', '；', '）']).unwrap_or(list.len())];
    let items: Vec<&str> = list.split(['、', '，', '和']).collect();
    let said: Vec<u32> = items
        .iter()
        .take(digits.len())
        .map_while(|item| opening(item))
        .collect();
    let wrong = said.iter().zip(&digits).filter(|(said, digit)| said != digit).count();
    if said.len() < digits.len() || wrong != 1 {
        return None;
    }
    let place = said.iter().zip(&digits).position(|(said, digit)| said != digit)?;
    Some(Mismatch {
        head: Span::new(from, end),
        number: digits[place],
        items: Span::new(start, start + list.len()),
        count: said[place],
    })
}

/// The digits of 231 or 1+3+2; two at least, none a zero.
fn digits(text: &str) -> Option<Vec<u32>> {
    let digits: Option<Vec<u32>> = text
        .chars()
        .filter(|c| !"+＋".contains(*c))
        .map(|c| c.to_digit(10))
        .collect();
    digits.filter(|d| (2..=6).contains(&d.len()) && !d.contains(&0))
}

/// The number that opens an item, from 1 to 9.
fn opening(item: &str) -> Option<u32> {
    let mut chars = item.trim_start_matches(['“', ' ']).chars();
    let first = chars.next().filter(|c| is_numeral(*c))?;
    if chars.next().is_none_or(is_numeral) {
        return None;
    }
    match first {
        '两' => Some(2),
        c => numeral_value(&c.to_string()),
    }
}
