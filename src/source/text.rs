//! Plain text.
//!
//! Owns how lines of plain text become segments. The prose is the source itself; blank lines separate segments, and so does every line
//! break that is not the width of the page ([`super::wrap`]).

mod bars;

use super::columns;
use super::wrap::{self, Line};
use super::{Piece, Prose, Segment, SegmentKind, is_blank};
use crate::span::Span;
use std::ops::Range;

/// Cuts a text into segments. `a`, a blank line and `b` give the segments of `a` and those of `b`, whatever they are.
pub(crate) fn read(source: &str) -> Prose {
    let len = source.len() as u32;
    let piece = Piece {
        prose: 0,
        source: 0,
        len,
        source_len: len,
    };
    let (segments, gaps) = segments(source);
    let pieces = if len == 0 { Vec::new() } else { vec![piece] };
    Prose {
        text: columns::parted(source, &gaps),
        segments,
        pieces: columns::without(&pieces, &gaps),
    }
}

/// The segments, and what stands between the cells of tables and is no text.
fn segments(source: &str) -> (Vec<Segment>, Vec<Span>) {
    let (mut out, mut gaps) = (Vec::new(), Vec::new());
    let mut block: Vec<Range<usize>> = Vec::new();
    for line in lines(source) {
        if source[line.clone()].trim_matches(is_blank).is_empty() {
            close(source, &mut block, &mut out, &mut gaps);
        } else {
            block.push(line);
        }
    }
    close(source, &mut block, &mut out, &mut gaps);
    (out, gaps)
}

/// Turns a block of lines into segments and empties it. Tables that bars draw (`| 指标 | 单位 |`) are cells.
fn close(source: &str, block: &mut Vec<Range<usize>>, out: &mut Vec<Segment>, gaps: &mut Vec<Span>) {
    while let Some(table) = bars::first(source, block) {
        let rest = block.split_off(table.end);
        let rows = block.split_off(table.start);
        paragraphs(source, block, out);
        bars::cells(source, &rows, out, gaps);
        *block = rest;
    }
    paragraphs(source, block, out);
}

/// Turns lines into paragraphs and empties them.
fn paragraphs(source: &str, block: &mut Vec<Range<usize>>, out: &mut Vec<Segment>) {
    let lines: Vec<Line> = block.iter().map(|l| Line::new(&source[l.clone()])).collect();
    let joins = wrap::joins(&lines);
    let mut start = 0;
    for i in 0..block.len() {
        if joins.get(i).copied().unwrap_or(false) {
            continue;
        }
        let range = block[start].start..block[i].end;
        let (text, head) = (
            &source[range.clone()],
            source[range.clone()].trim_start_matches(is_blank),
        );
        let from = range.start + text.len() - head.len();
        out.push(Segment {
            span: Span::new(from, from + head.trim_end_matches(is_blank).len()),
            kind: SegmentKind::Paragraph,
        });
        start = i + 1;
    }
    block.clear();
}

/// The lines of a text without their endings: LF, CR LF or a lone CR.
fn lines(source: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = source.as_bytes();
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).chain([source.len()]);
    let mut start = 0;
    ends.filter_map(move |end| {
        // The LF of a CR LF ends no line of its own, nor does the end of the text behind one.
        let of_crlf = || end > 0 && bytes[end] == b'\n' && bytes[end - 1] == b'\r';
        let none = end == start && (end == bytes.len() || of_crlf());
        let line = start..end;
        start = end + 1;
        (!none).then_some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(source: &str) -> Vec<&str> {
        segments(source).0.into_iter().map(|s| s.span.of(source)).collect()
    }

    #[test]
    fn one_paragraph_a_line_with_short_headings() {
        let text = "(五)民生保障坚强有力\n积极强化社会保障，城镇新增就业616人，困难人员就业421人，全年民生支出3.37亿元。\n　　均衡发展公共服务。\r\n(六)城市建设推进有序";
        assert_eq!(texts(text).len(), 4);
        assert_eq!(texts(text)[2], "均衡发展公共服务。");
    }

    #[test]
    fn the_width_of_the_page_does_not_end_a_paragraph() {
        let text = "　　全年粮食种植面积稳定在一百二十万亩以上，粮食总产量连\n续三年站稳四十万吨台阶，设施农业、特色养殖和农产品加工\n业同步发展，农民收入持续增加。\n　　工业经济稳步回升，规模以上工业企业达到八十六家，实现\n增加值三十二亿元。";
        let got = texts(text);
        assert_eq!(got.len(), 2);
        assert!(got[0].ends_with("持续增加。") && got[0].contains("总产量连\n续三年"));
        assert!(got[1].starts_with("工业经济"));
    }

    #[test]
    fn a_number_that_did_not_fit_leaves_its_line_short() {
        let text = "全年完成固定资产投资项目一百二十个，累计完成投资额达到了\n1234567.89万元。";
        assert_eq!(texts(text).len(), 1);
    }

    #[test]
    fn bars_over_a_line_of_dashes_part_cells() {
        let text = "附表如下：\n| 指标 | 单位 | 2022年 |\n|:---|----|---|\n| 税收 |  | 3.2 |\n以上为初步数。";
        assert_eq!(
            texts(text),
            ["附表如下：", "指标", "单位", "2022年", "税收", "3.2", "以上为初步数。"]
        );
        let cell = |i: usize| segments(text).0[i].kind;
        assert!(matches!(
            cell(5),
            SegmentKind::Cell {
                table: 0,
                row: 1,
                column: 2,
                ..
            }
        ));
        assert_eq!(texts("| 甲 | 乙 |\n| 丙 | 丁 |").len(), 2);
    }

    #[test]
    fn what_opens_or_stands_in_columns_is_never_joined() {
        let head = "全年完成固定资产投资项目一百二十个，累计完成投资额继续增长";
        for next in [
            "（二）工业",
            "二、工业",
            "2.工业",
            "2、工业",
            "① 工业",
            "- 工业",
            "# 工业",
            "| 工业 |",
            "　　工业",
            "第二章　工业",
            "**二、工业**",
        ] {
            let text = format!("{head}\n{next}");
            assert_eq!(texts(&text).len(), 2, "{text}");
        }
        let rows = "原煤产量 1208.5万吨 1103.2万吨 增长9.5%\n原油产量 2208.5万吨 2103.2万吨 增长4.9%";
        assert_eq!(texts(rows).len(), 2);
        for next in ["1.5亿元。", "一批项目。", "第二产业稳步增长。", "（一期）项目。"] {
            let text = format!("{head}\n{next}");
            assert_eq!(texts(&text).len(), 1, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_blank_line_separates(a in "([甲。，1\\n\\r 　（一）]|[乙丙]{25}){0,30}", b in "([甲。，1\\n\\r 　（一）]|[乙丙]{25}){0,30}") {
            let both = format!("{a}\n\n{b}");
            let mut want = segments(&a).0;
            want.extend(segments(&b).0.into_iter().map(|s| Segment { span: s.span.shift(a.len() + 2), ..s }));
            prop_assert_eq!(segments(&both).0, want);
        }

        #[test]
        fn every_visible_character_is_in_one_segment(text in "\\PC{0,40}([\\n\\r]{1,3}\\PC{0,60}){0,6}") {
            let (found, gaps) = segments(&text);
            let text = columns::parted(&text, &gaps);
            let mut end = 0;
            for s in &found {
                prop_assert!(s.span.start >= end && !s.span.is_empty());
                prop_assert!(text[end as usize..s.span.start as usize].chars().all(is_blank));
                prop_assert!(!s.span.of(&text).starts_with(is_blank) && !s.span.of(&text).ends_with(is_blank));
                end = s.span.end;
            }
            prop_assert!(text[end as usize..].chars().all(is_blank));
        }
    }
}
