//! What of a Word file is read as text, and the way back to its XML.

use crate::word::{Word, numbered, p, part, r, table};
use gouji::source::spot::Spot;
use gouji::source::{Document, ReadOptions, SegmentKind, read};

/// The body of a document and the segments that it gives: where and as what they stand, then their text.
type Case = (String, &'static [&'static str]);

fn cases() -> Vec<Case> {
    let run = |inner: &str| format!("<w:p><w:r>{inner}</w:r></w:p>");
    let styled =
        |style: &str, text: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", r(text));
    let changed = |inner: &str| format!("<w:p>{}{inner}{}</w:p>", r("前"), r("后"));
    let field = |instruction: &str, result: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
            r(result)
        )
    };
    let text_box = |text: &str| {
        let content = format!("<w:txbxContent>{}</w:txbxContent>", p(text));
        format!(
            "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>\
             <mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    };
    let joins = |change: &str, text: &str| {
        format!(
            "<w:p><w:pPr><w:rPr><w:{change} w:id=\"1\"/></w:rPr></w:pPr>{}</w:p>",
            r(text)
        )
    };
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text));
    vec![
        (p("第一段。") + &p("") + &p("  　第三段 "), &["1 第一段。", "3 第三段"]),
        (
            format!("<w:p>{}{}{}</w:p>", r("民生支出3."), r("37"), r("亿元")),
            &["1 民生支出3.37亿元"],
        ),
        (run("<w:t>占A&amp;B的&#x4E94;成</w:t>"), &["1 占A&B的五成"]),
        (run("<w:t> 两端的空格 </w:t><w:t>不算</w:t>"), &["1 两端的空格不算"]),
        (run("<w:t><![CDATA[甲<乙]]></w:t>"), &["1 甲<乙"]),
        (
            run("<w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>丙</w:t>"),
            &["1 甲\t乙-丙"],
        ),
        (
            run("<w:t>第一行</w:t><w:br/><w:t>第二行</w:t>"),
            &["1 第一行", "1 第二行"],
        ),
        (
            run(r#"<w:sym w:font="Symbol" w:char="F0B1"/><w:t>5</w:t><w:sym w:font="Wingdings" w:char="F0FE"/>"#),
            &["1 ±5\u{FFFC}"],
        ),
        // headings
        (
            styled("1", "工作回顾")
                + &styled("2", "民生")
                + &styled("own", "教育")
                + &styled("a", "正文")
                + &styled("none", "正文"),
            &["1 #1 工作回顾", "2 #2 民生", "3 #2 教育", "4 正文", "5 正文"],
        ),
        (
            format!("<w:p><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr>{}</w:p>", r("大纲级别"))
                + &styled("1", "整段套用了标题。样式"),
            &["1 #3 大纲级别", "2 整段套用了标题。样式"],
        ),
        // numbering
        (
            numbered(1, 0, "总体要求")
                + &numbered(1, 1, "目标")
                + &numbered(1, 1, "原则")
                + &numbered(1, 2, "5亿元")
                + &numbered(1, 0, "任务")
                + &numbered(1, 1, "工业")
                + &numbered(0, 0, "不编号")
                + &numbered(2, 0, "圆点")
                + &styled("listed", "样式编号")
                + &numbered(9, 0, "没有这个列表")
                + &numbered(1, 1, "")
                + &numbered(1, 1, "农业"),
            &[
                "1 一、总体要求",
                "2 （一）目标",
                "3 （二）原则",
                "4 1. 5亿元",
                "5 二、任务",
                "6 （一）工业",
                "7 不编号",
                "8 * 圆点",
                "9 a) 样式编号",
                "10 没有这个列表",
                "12 （三）农业",
            ],
        ),
        // tracked changes
        (
            changed(
                r#"<w:ins w:id="1"><w:r><w:t>新</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del>"#,
            ),
            &["1 前新后"],
        ),
        (
            changed(
                r#"<w:moveFrom w:id="1"><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:moveTo w:id="2"><w:r><w:t>移来</w:t></w:r></w:moveTo>"#,
            ),
            &["1 前移来后"],
        ),
        (
            joins("del", "上半段，") + &p("下半段。") + &p("又一段。"),
            &["1 上半段，下半段。", "2 又一段。"],
        ),
        (joins("ins", "上一段。") + &p("下一段。"), &["1 上一段。", "2 下一段。"]),
        (
            numbered(1, 0, "甲")
                + &joins("del", "").replace(
                    "<w:rPr>",
                    r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr>"#,
                )
                + &numbered(1, 0, "乙"),
            &["1 一、甲", "2 二、乙"],
        ),
        (
            format!("<w:p><w:pPr><w:framePr w:dropCap=\"drop\"/></w:pPr>{}</w:p>", r("全")) + &p("年收入增长。"),
            &["1 全年收入增长。"],
        ),
        (joins("del", "表前") + &table(&[&["甲"]]), &["1 表前", "1.1.1 甲"]),
        // fields and wrappers; a field without an end hides nothing
        (
            format!(
                r#"<w:p>{}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"#,
                r("前")
            ) + &p("后"),
            &["1 前", "2 后"],
        ),
        (
            format!(
                r#"<w:p><w:del w:id="1"><w:r><w:t>删</w:t><w:fldChar w:fldCharType="begin"/></w:r></w:del>{}<w:del w:id="2"><w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>{}</w:p>"#,
                r("域"),
                r("后")
            ),
            &["1 后"],
        ),
        (
            format!("<w:p>{}{}</w:p>", r("见表"), field("SEQ 表 \\* ARABIC", "3")),
            &["1 见表3"],
        ),
        (
            format!("<w:p>{}{}{}</w:p>", r("第"), field("PAGE", "5"), r("页")),
            &["1 第页"],
        ),
        (
            format!(
                "<w:p>{}</w:p>",
                field("IF", "甲").replace(
                    "</w:instrText></w:r>",
                    &format!("</w:instrText></w:r>{}", field("REF", "乙"))
                )
            ),
            &["1 甲"],
        ),
        (
            format!(
                r#"<w:p>{}<w:fldSimple w:instr=" NUMPAGES ">{}</w:fldSimple><w:fldSimple w:instr="DATE">{}</w:fldSimple></w:p>"#,
                r("共"),
                r("9"),
                r("5月")
            ),
            &["1 共5月"],
        ),
        (
            format!(
                r#"<w:p><w:hyperlink r:id="rId7">{}</w:hyperlink><w:smartTag>{}</w:smartTag></w:p>"#,
                r("链接"),
                r("标记")
            ),
            &["1 链接标记"],
        ),
        (
            format!(
                "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt><w:p><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>",
                p("块控件"),
                r("行内控件")
            ),
            &["1 块控件", "2 行内控件"],
        ),
        (
            format!(
                r#"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>{}"#,
                p("一、工作回顾 3"),
                p("正文")
            ),
            &["1 正文"],
        ),
        (
            format!(
                "<w:p>{}<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"hid\"/></w:rPr><w:t>藏</w:t></w:r></w:p>",
                r("显")
            ),
            &["1 显"],
        ),
        (
            format!(
                r#"<w:p>{}<m:oMath><m:r><m:t>x</m:t></m:r><m:r><m:t>=1</m:t></m:r></m:oMath></w:p>"#,
                r("式")
            ),
            &["1 式x=1"],
        ),
        (
            run(&format!(
                "<w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby>",
                r("ji"),
                r("稽")
            )),
            &["1 稽"],
        ),
        (
            format!(
                r#"<w:p><w:commentRangeStart w:id="0"/>{}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>"#,
                r("有批注")
            ),
            &["1 有批注"],
        ),
        // tables
        (
            p("前") + &table(&[&["指标", "数值"], &["收入", "3.5"]]) + &p("后"),
            &["1 前", "1.1.1 指标", "1.1.2 数值", "1.2.1 收入", "1.2.2 3.5", "2 后"],
        ),
        (
            format!(
                "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}</w:tr></w:tbl>",
                cell("<w:gridSpan w:val=\"2\"/>", "合并"),
                cell("<w:vMerge w:val=\"restart\"/>", "竖"),
                cell("", "甲"),
                cell("", "乙"),
                cell("<w:vMerge/>", ""),
                cell("", "丙")
            ),
            &["1.1.1 合并", "1.1.3 竖", "1.2.1 甲", "1.2.2 乙", "1.3.2 丙"],
        ),
        (
            format!(
                "<w:tbl><w:tr><w:tc>{}{}</w:tc><w:tc>{}{}{}</w:tc></w:tr></w:tbl>",
                p("两"),
                p("段"),
                p("外"),
                table(&[&["内"]]),
                p("外")
            ),
            &["1.1.1 两\n段", "1.1.2 外\n外", "2.1.1 内"],
        ),
        (
            format!(
                "<w:tbl><w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>{}</w:tr><w:tr>{}</w:tr></w:tbl>",
                cell("", "删"),
                cell("", "留")
            ),
            &["1.1.1 留"],
        ),
        // what stands beside
        (
            format!(
                r#"<w:p>{}<w:r><w:footnoteReference w:id="2"/></w:r>{}<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:endnoteReference w:id="1"/></w:r></w:p>"#,
                r("正文"),
                r("继续")
            ) + &p("下一段"),
            &[
                "1 正文继续",
                "f1 注二。",
                "f1 又一段。",
                "f2 注一：支出4.13亿元。",
                "e1 尾注。",
                "2 下一段",
            ],
        ),
        (
            format!("<w:p>{}{}</w:p>", r("正文"), text_box("框内")) + &p("后"),
            &["1 正文", "b1 框内", "2 后"],
        ),
        (
            p("正文")
                + r#"<w:sectPr><w:headerReference w:type="default" r:id="rId8"/><w:headerReference w:type="first" r:id="rId8"/><w:footerReference w:type="default" r:id="rId9"/></w:sectPr>"#,
            &["1 正文", "h1 页眉文字", "t1 页脚文字"],
        ),
    ]
}

#[test]
fn the_text_is_what_a_reader_sees() {
    for (body, want) in cases() {
        let word = Word::new(&body);
        let forms = [
            word.clone(),
            word.clone().strict(),
            word.clone().prefixed(),
            word.unprefixed(),
        ];
        for word in forms {
            let bytes = word.bytes();
            let document = read("a.docx", &bytes, &ReadOptions::default()).unwrap_or_else(|e| panic!("{e}: {body}"));
            assert_eq!(told(&document), want, "{body}");
            assert_leads_back(&document, &bytes);
        }
    }
}

/// UTF-16 is allowed in parts too.
#[test]
fn parts_in_utf16_are_read() {
    let text = part(&Word::new(&p("支出3.37亿元。")).bytes(), "word/document.xml").replace("UTF-8", "UTF-16");
    let units: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut word = Word::new("");
    word.parts.retain(|(name, _)| name != "word/document.xml");
    word.parts.push(("word/document.xml".to_owned(), units));
    let document = read("a.docx", &word.bytes(), &ReadOptions::default()).expect("readable");
    assert_eq!(told(&document), ["1 支出3.37亿元。"]);
}

fn told(document: &Document) -> Vec<String> {
    let segments = document.segments.iter();
    segments
        .map(|segment| {
            let at = document.source_range(segment.span).start;
            let place = match document.spot(at).expect("a place") {
                Spot::Paragraph { paragraph } => paragraph.to_string(),
                Spot::Cell { table, row, cell } => format!("{table}.{row}.{cell}"),
                Spot::Footnote { footnote } => format!("f{footnote}"),
                Spot::Endnote { endnote } => format!("e{endnote}"),
                Spot::TextBox { text_box } => format!("b{text_box}"),
                Spot::Header { header } => format!("h{header}"),
                Spot::Footer { footer } => format!("t{footer}"),
                other => panic!("{other:?}"),
            };
            let kind = match segment.kind {
                SegmentKind::Heading(level) => format!("#{level} "),
                SegmentKind::Item => "* ".to_owned(),
                SegmentKind::Cell { table, row, column, .. } => {
                    assert_eq!(place, format!("{}.{}.{}", table + 1, row + 1, column + 1));
                    String::new()
                }
                SegmentKind::Paragraph => String::new(),
            };
            format!("{place} {kind}{}", segment.span.of(&document.text))
        })
        .collect()
}

/// Every character of every segment comes from a place of the XML; where it can be cut, the bytes there are its own.
fn assert_leads_back(document: &Document, bytes: &[u8]) {
    let word = document.word.as_ref().expect("a Word file");
    let parts: Vec<String> = word.parts.iter().map(|name| part(bytes, name)).collect();
    assert!(
        word.anchors.is_sorted_by(|a, b| a.at + a.len <= b.at),
        "{:?}",
        word.anchors
    );
    for anchor in &word.anchors {
        let (text, xml) = (
            &document.source[anchor.at as usize..(anchor.at + anchor.len) as usize],
            &parts[anchor.part as usize][anchor.xml.clone()],
        );
        if anchor.exact {
            assert_eq!(text, xml);
        }
        assert!(!xml.is_empty(), "{anchor:?}");
    }
    for segment in &document.segments {
        for line in segment.span.of(&document.text).split('\n') {
            let start = line.as_ptr() as usize - document.text.as_ptr() as usize;
            let span = gouji::span::Span::new(start, start + line.len());
            let range = document.source_range(span);
            assert_eq!(&document.source[range.clone()], line);
            let covered = word.anchors.iter().map(|a| {
                let (start, end) = (a.at as usize, (a.at + a.len) as usize);
                end.min(range.end).saturating_sub(start.max(range.start))
            });
            assert_eq!(covered.sum::<usize>(), line.len(), "{line}");
        }
    }
}
