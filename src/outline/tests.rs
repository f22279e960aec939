//! Outlines of small drafts.

use super::*;
use crate::source::{ReadOptions, read};
use proptest::prelude::*;

fn of(path: &str, text: &str) -> (Document, Outline) {
    let document = read(path, text.as_bytes(), &ReadOptions::default()).unwrap();
    let outline = outline(&document);
    (document, outline)
}

/// One line for each paragraph: role, its heading's title, its own start.
fn lines(path: &str, text: &str) -> Vec<String> {
    let (document, outline) = of(path, text);
    let line = |p: &Paragraph| {
        let role = match p.role {
            Role::Heading(level) => format!("H{level}"),
            Role::Body => "B".to_owned(),
            Role::Cell => "C".to_owned(),
        };
        let above = p.heading.map_or("", |h| outline.title(&document.text, h));
        let start: String = p.span.of(&document.text).chars().take(8).collect();
        format!("{role} [{above}] {start}")
    };
    outline.paragraphs.iter().map(line).collect()
}

#[test]
fn headings_by_form_make_a_tree() {
    let text = "政府工作报告\n一、2022年工作回顾\n全年稳中有进。\n(一)经济运行平稳\n工业增长。\n（二）民生持续改善。坚持就业优先。\n就业稳定。\n1.就业\n新增就业616人。\n二、下步安排\n突出抓好三项工作。";
    let want = [
        "B [] 政府工作报告",
        "H1 [] 一、2022年工",
        "B [一、2022年工作回顾] 全年稳中有进。",
        "H2 [一、2022年工作回顾] (一)经济运行平",
        "B [(一)经济运行平稳] 工业增长。",
        "B [一、2022年工作回顾] （二）民生持续改",
        "B [（二）民生持续改善] 就业稳定。",
        "H3 [（二）民生持续改善] 1.就业",
        "B [1.就业] 新增就业616人",
        "H1 [] 二、下步安排",
        "B [二、下步安排] 突出抓好三项工作",
    ];
    assert_eq!(lines("a.txt", text), want);
}

#[test]
fn the_levels_of_the_file_come_first() {
    let text = "# 报告\n\n## 一、回顾\n\n（一）工业\n\n增长3%。\n\n**重点企业**\n\n共五户。\n\n**表1 企业**\n\n| 企业 | 户 |\n|---|---|\n| 甲 | 5 |\n\n## 二、安排\n";
    let want = [
        "H1 [] 报告",
        "H2 [报告] 一、回顾",
        "H3 [一、回顾] （一）工业",
        "B [（一）工业] 增长3%。",
        "H6 [（一）工业] 重点企业",
        "B [重点企业] 共五户。",
        "B [重点企业] 表1 企业",
        "C [重点企业] 企业",
        "C [重点企业] 户",
        "C [重点企业] 甲",
        "C [重点企业] 5",
        "H2 [报告] 二、安排",
    ];
    assert_eq!(lines("a.md", text), want);
}

#[test]
fn plain_text_may_hold_marks_of_markdown() {
    let text = "## 一、农业\n**（一）扩大生产。**增产三成。\n**（二）加强水利**\n新建水库。";
    let want = [
        "H2 [] ## 一、农业",
        "B [一、农业] **（一）扩大生",
        "H3 [一、农业] **（二）加强水",
        "B [（二）加强水利] 新建水库。",
    ];
    assert_eq!(lines("a.txt", text), want);
}

#[test]
fn a_place_knows_its_section() {
    let text = "一、回顾\n（一）工业增效。增长3%。\n投资十亿元。";
    let (document, outline) = of("a.txt", text);
    let section = |needle: &str| -> Vec<&str> {
        let place = document.text.find(needle).unwrap() as u32;
        outline
            .section(place)
            .into_iter()
            .map(|h| outline.title(&document.text, h))
            .collect()
    };
    assert_eq!(section("一、回顾"), [""; 0]);
    assert_eq!(section("工业增效"), ["一、回顾"]);
    assert_eq!(section("3%"), ["一、回顾", "（一）工业增效"]);
    assert_eq!(section("十亿"), ["一、回顾", "（一）工业增效"]);
    assert!(outline.section(document.text.len() as u32).is_empty());
}

#[test]
fn cells_are_one_sentence() {
    let (document, outline) = of("a.md", "| 说明 |\n|---|\n| 增长。下降。 |\n");
    let last = outline.sentences.last().unwrap();
    assert_eq!(last.span.of(&document.text), "增长。下降。");
}

proptest! {
    #[test]
    fn any_text_has_an_outline(text in "(\\PC{0,6}|\\n|[（(][一二十]{1,3}[）)]|[一二三1-9]{1,2}[、.]|[#*> -]{1,3}|[。！？”）》]|[甲-龥]{3}|\\|){0,40}") {
        for path in ["a.txt", "a.md"] {
            let (document, outline) = of(path, &text);
            prop_assert_eq!(outline.paragraphs.len(), document.segments.len());
            let mut end = 0;
            for (i, p) in outline.paragraphs.iter().enumerate() {
                prop_assert!(p.span.start >= end && !p.sentences.is_empty());
                prop_assert!(p.heading.is_none_or(|h| (h as usize) < i));
                let mut at = p.span.start;
                for s in &outline.sentences[p.sentences.start as usize..p.sentences.end as usize] {
                    prop_assert!(s.paragraph as usize == i && s.span.start >= at && !s.span.is_empty());
                    prop_assert!(document.text[at as usize..s.span.start as usize].chars().all(is_blank));
                    at = s.span.end;
                }
                prop_assert!(at <= p.span.end);
                if let Some(mark) = p.mark {
                    prop_assert!(p.span.contains(mark.span) && mark.span.contains(mark.numeral) && mark.number > 0);
                }
                outline.section(p.span.start);
                outline.title(&document.text, i as u32);
                end = p.span.end;
            }
        }
    }
}
