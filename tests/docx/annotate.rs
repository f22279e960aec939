//! Annotated copies: where the comments stand, what they say, and that nothing else changes.

use crate::word::{Word, numbered, p, part, r, table, unpack};
use gouji::annotate::{Copy, Note, annotate};
use gouji::source::{ReadOptions, read};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::{Command, Output};

pub const LIMIT: u64 = 64 << 20;

/// The body of a document, what a comment is to stand on, and the text that it then covers; † is the mark of a note, □ a text box.
fn cases() -> Vec<(String, &'static str, &'static str)> {
    let run = |properties: &str, text: &str| {
        format!("<w:r w:rsidR=\"00A1\"><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let text_box = format!(
        "<w:r><w:drawing><w:txbxContent>{}</w:txbxContent></w:drawing></w:r>",
        p("框内5%")
    );
    let control = format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", r("占比5%"));
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let result = |text: &str| {
        let instruction = "<w:r><w:instrText>SEQ</w:instrText></w:r>";
        let (begin, separate, end) = (field("begin"), field("separate"), field("end"));
        format!(
            "<w:p>{}{begin}{instruction}{separate}{}{end}{}</w:p>",
            r("见表"),
            r(text),
            r("后")
        )
    };
    let choice = format!(
        "<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        r("选5%项")
    );
    vec![
        // Word writes fields and choices anew: no mark inside
        (result("35"), "35", "35"),
        (result("35"), "表3", "表35"),
        (result("35"), "35后", "35后"),
        (
            format!(
                "<w:p>{}<w:fldSimple w:instr=\"SEQ\">{}</w:fldSimple></w:p>",
                r("表"),
                r("35")
            ),
            "5",
            "35",
        ),
        (format!("<w:p>{}{choice}</w:p>", r("占比")), "5%", "选5%项"),
        (table(&[&["占比5%", "6%"]]), "5% | 6%", "5%"),
        (p("占比5%。"), "5%", "5%"),
        (p("5%"), "5%", "5%"),
        (p("占比5%"), "占比", "占比"),
        (
            format!("<w:p>{}{}{}</w:p>", r("支出3."), run("<w:b/>", "37"), r("亿元")),
            "3.37亿元",
            "3.37亿元",
        ),
        (
            format!("<w:p>{}{}</w:p>", run("<w:b/>", "支出3"), run("<w:i/>", "7亿元")),
            "37",
            "37",
        ),
        (
            format!(
                "<w:p>{}<w:ins w:id=\"7\" w:author=\"甲\">{}</w:ins>{}</w:p>",
                r("占比"),
                run("<w:b/>", "约5%的"),
                r("水平")
            ),
            "5%",
            "5%",
        ),
        (
            format!(
                "<w:p>{}<w:ins w:id=\"7\" w:author=\"甲\">{}</w:ins><w:del w:id=\"8\"><w:r><w:delText>旧</w:delText></w:r></w:del>{}</w:p>",
                r("占比"),
                r("3"),
                r("5%。")
            ),
            "35%",
            "35%",
        ),
        (
            "<w:p><w:r><w:t>甲&amp;乙5</w:t><w:tab/><w:t>丙&#x4E01;</w:t></w:r></w:p>".to_owned(),
            "丙",
            "丙",
        ),
        (
            "<w:p><w:r><w:t>甲&amp;乙5</w:t><w:tab/><w:t>丙&#x4E01;</w:t></w:r></w:p>".to_owned(),
            "&乙",
            "&乙",
        ),
        (
            "<w:p><w:r><w:t>甲&amp;乙5</w:t><w:tab/><w:t>丙&#x4E01;戊</w:t></w:r></w:p>".to_owned(),
            "\t丙丁",
            "丙丁",
        ),
        ("<w:p><w:r><w:t>前 5% 后</w:t></w:r></w:p>".to_owned(), "5%", "5%"),
        (
            format!("<w:p><w:hyperlink r:id=\"rId7\">{}</w:hyperlink></w:p>", r("链接5%处")),
            "5%",
            "5%",
        ),
        (format!("<w:p>{control}</w:p>"), "5%", "5%"),
        (table(&[&["甲", "占比5%"]]), "5%", "5%"),
        (
            format!(
                "<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>",
                p("外"),
                table(&[&["内5%"]])
            ),
            "5%",
            "5%",
        ),
        (
            format!(
                "<w:p>{}<w:r><w:footnoteReference w:id=\"1\"/></w:r>{}</w:p>",
                r("正文"),
                r("后")
            ),
            "4.13亿元",
            "†",
        ),
        (format!("<w:p>{}{text_box}</w:p>", r("正文")), "5%", "□"),
        (
            p("首段") + r#"<w:sectPr><w:headerReference w:type="default" r:id="rId8"/></w:sectPr>"#,
            "页眉",
            "首段",
        ),
        (numbered(1, 0, "总体要求"), "一、", "总体要求"),
        (
            format!("<w:p>{}<m:oMath><m:r><m:t>x=5%</m:t></m:r></m:oMath></w:p>", r("式")),
            "5%",
            "x=5%",
        ),
        (p("前段") + &p("后段"), "前段\n后", "前段后"),
        (
            "<w:p><w:r><w:t><![CDATA[占比5%]]></w:t></w:r></w:p>".to_owned(),
            "5%",
            "占比5%",
        ),
    ]
}

fn annotated(bytes: &[u8], needles: &[&str]) -> Copy {
    let document = read("a.docx", bytes, &ReadOptions::default()).expect("readable");
    let note = |needle: &&str| {
        let start = document
            .source
            .find(needle)
            .unwrap_or_else(|| panic!("{needle} in {:?}", document.source));
        Note {
            range: start..start + needle.len(),
            lines: vec![format!("批注：<{needle}>"), "[rule]".to_owned()],
        }
    };
    let notes: Vec<Note> = needles.iter().map(note).collect();
    let copy = annotate(bytes, &document, &notes, LIMIT).expect("annotated");
    let again = read("a.docx", &copy.bytes, &ReadOptions::default()).expect("readable");
    assert_eq!(again.source, document.source);
    copy
}

#[test]
fn a_comment_stands_on_its_words() {
    for (body, needle, want) in cases() {
        let word = Word::new(&body);
        for word in [
            word.clone(),
            word.clone().strict(),
            word.clone().prefixed(),
            word.unprefixed(),
        ] {
            let bytes = word.bytes();
            let copy = annotated(&bytes, &[needle]);
            assert_eq!((copy.added, copy.kept, copy.lost), (1, 0, 0));
            let got = anchored(&copy.bytes);
            assert_eq!(
                got.values().collect::<Vec<_>>(),
                [want],
                "{}",
                part(&copy.bytes, "word/document.xml")
            );
            assert_only_comments_are_new(&bytes, &copy.bytes);
            let twice = annotated(&copy.bytes, &[needle]);
            assert_eq!((twice.added, twice.kept), (0, 1));
            assert_eq!(twice.bytes, copy.bytes);
        }
    }
}

#[test]
fn comments_side_by_side_and_inside_one_another() {
    let body = p("支出3.37亿元占5%。") + &p("另段");
    let needles = ["支出3.37亿元", "3.37", "亿元", "亿元占5%。", "支", "5%", "占"];
    let copy = annotated(&Word::new(&body).bytes(), &needles);
    assert_eq!(anchored(&copy.bytes).into_values().collect::<Vec<_>>(), needles);
}

/// Comments that others wrote stay as they are; new ones get ids of their own.
#[test]
fn other_comments_stay() {
    let body = format!(
        r#"<w:p><w:commentRangeStart w:id="4"/>{}<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r></w:p>"#,
        r("占比5%。")
    );
    let word = Word::new(&body);
    let relations = part(&word.bytes(), "word/_rels/document.xml.rels");
    let relation = r#"<Relationship Id="rId20" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="/word/notes/c.xml"/></Relationships>"#;
    let old = "<w:comment w:id=\"4\" w:author=\"甲\"><w:p><w:r><w:t>请核</w:t></w:r></w:p></w:comment>";
    let ns = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let comments = format!("<w:comments xmlns:w=\"{ns}\">{old}</w:comments>");
    let word = word
        .with(
            "word/_rels/document.xml.rels",
            &relations.replace("</Relationships>", relation),
        )
        .with("word/notes/c.xml", &comments);
    let copy = annotated(&word.bytes(), &["5%"]);
    let all = anchored(&copy.bytes);
    assert_eq!(
        all.into_iter().collect::<Vec<_>>(),
        [(4, "占比5%。".to_owned()), (5, "5%".to_owned())]
    );
    let text = part(&copy.bytes, "word/notes/c.xml");
    assert!(
        text.contains(old) && text.contains("w:id=\"5\" w:author=\"gouji\""),
        "{text}"
    );
    assert!(!unpack(&copy.bytes).iter().any(|(name, _)| name == "word/comments.xml"));
}

/// The text that each comment of a document covers, by id, found without the program's own reader.
fn anchored(bytes: &[u8]) -> BTreeMap<u32, String> {
    let text = part(bytes, "word/document.xml");
    let mut xml = Reader::from_str(&text);
    xml.config_mut().expand_empty_elements = true;
    let (mut done, mut open) = (BTreeMap::new(), BTreeMap::<u32, String>::new());
    let mut path: Vec<String> = Vec::new();
    let mut fields = 0;
    let mut referred = Vec::new();
    loop {
        let event = xml.read_event().expect("well-formed");
        let boxed = path.iter().any(|name| name == "txbxContent");
        let add = |text: &str, open: &mut BTreeMap<u32, String>| {
            if !boxed && path.last().is_some_and(|name| name == "t") {
                open.values_mut().for_each(|covered| covered.push_str(text));
            }
        };
        match event {
            Event::Start(tag) => {
                let name = local(tag.name().0);
                let id = tag.attributes().flatten().find(|a| local(a.key.0) == "id");
                let id = id.and_then(|a| a.value.parse().ok());
                match (name.as_str(), id) {
                    ("commentRangeStart", Some(id)) => {
                        let parent = path.last().expect("a parent").as_str();
                        assert!(["p", "ins", "hyperlink", "sdtContent"].contains(&parent), "{parent}");
                        assert_eq!(fields, 0);
                        open.insert(id, String::new());
                    }
                    ("commentRangeEnd", Some(id)) => _ = done.insert(id, open.remove(&id).expect("begun")),
                    ("commentReference", Some(id)) => referred.push(id),
                    ("fldChar", _) => match tag.attributes().flatten().next().map(|a| a.value.into_owned()) {
                        Some(kind) if kind == "begin" => fields += 1,
                        Some(kind) if kind == "end" => fields -= 1,
                        _ => {}
                    },
                    ("footnoteReference", _) => open.values_mut().for_each(|covered| covered.push('†')),
                    ("txbxContent", _) => open.values_mut().for_each(|covered| covered.push('□')),
                    ("r", _) => assert!(path.last().is_none_or(|parent| parent != "r"), "{text}"),
                    _ => {}
                }
                path.push(name);
            }
            Event::End(_) => _ = path.pop(),
            Event::Text(text) => add(&text.xml10_content(), &mut open),
            Event::CData(text) => add(&text.xml10_content(), &mut open),
            Event::GeneralRef(entity) => {
                let c = entity.resolve_char_ref().expect("a character").unwrap_or('&');
                add(&c.to_string(), &mut open);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    referred.sort_unstable();
    assert_eq!(referred, done.keys().copied().collect::<Vec<_>>());
    done
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_owned()
}

/// All parts but those that a comment needs are the same, compressed too.
fn assert_only_comments_are_new(before: &[u8], after: &[u8]) {
    let changed = [
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
        "word/comments.xml",
    ];
    let others = |bytes: &[u8]| {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
        let mut parts = Vec::new();
        for i in 0..zip.len() {
            let mut file = zip.by_index_raw(i).expect("a part");
            let mut content = Vec::new();
            file.read_to_end(&mut content).expect("readable");
            let name = file.name().expect("a name").into_owned();
            if !changed.contains(&name.as_str()) {
                parts.push((name, content));
            }
        }
        parts
    };
    assert_eq!(others(after), others(before));
    assert_eq!(unpack(after).len(), unpack(before).len() + 1);
}

pub fn gouji(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.args(args).current_dir(folder).output().expect("runs")
}

/// A share that is wrong, and its whole in another paragraph: each gets a comment.
#[test]
fn the_program_writes_a_copy() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let body = p("2024年工作总结")
        + &p("全年一般公共预算支出4.13亿元。")
        + &p("民生支出3.37亿元，占一般公共预算支出的91.6%。");
    let bytes = Word::new(&body).bytes();
    fs::write(path.join("a.docx"), &bytes).expect("written");
    fs::write(path.join("a.txt"), "收入3亿元。").expect("written");
    let run = |args: &[&str]| {
        let output = gouji(path, args);
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let (code, out, err) = run(&["annotate", "a.docx", "-o", "b.docx"]);
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (Some(0), "b.docx：新增批注 2 条\n", "")
    );
    assert_eq!(fs::read(path.join("a.docx")).expect("there"), bytes);
    let copy = fs::read(path.join("b.docx")).expect("there");
    assert_eq!(anchored(&copy).into_values().collect::<Vec<_>>(), ["91.6%", "4.13亿元"]);
    let comments = part(&copy, "word/comments.xml");
    for text in [
        "3.37亿元 ÷ 4.13亿元 = 81.6%",
        "[arith/share-of-total]",
        "与“民生支出3.37亿元，占一般公共…”一句中的“91.6%”对不上：",
    ] {
        assert!(comments.contains(text), "{text}: {comments}");
    }
    // not over the draft, unless asked; then as any other output
    for (args, want) in [
        (&["annotate", "a.docx", "-o", "a.docx"][..], Some(2)),
        (&["annotate", "a.docx"], Some(2)),
        (&["annotate", "a.docx", "--in-place", "-o", "c.docx"], Some(2)),
        (&["annotate", "a.txt", "-o", "c.txt"], Some(2)),
        (&["annotate", "a.docx", "-o", "c.docm"], Some(2)),
        (&["annotate", "none.docx", "-o", "c.docx"], Some(2)),
        (&["annotate", "a.docx", "--in-place", "-q"], Some(0)),
    ] {
        let (code, out, err) = run(args);
        assert_eq!(
            (code, out.as_str(), err.is_empty()),
            (want, "", want == Some(0)),
            "{args:?} {err}"
        );
        assert_eq!(fs::read(path.join("a.docx")).expect("there") == bytes, want == Some(2));
    }
    assert_eq!(fs::read(path.join("a.docx")).expect("there"), copy);
    let (_, out, _) = run(&[
        "annotate", "b.docx", "-o", "c.docx", "--lang", "en", "--ignore", "arith",
    ]);
    assert_eq!(out, "c.docx: 0 comments added\n");
    let mut names: Vec<_> = fs::read_dir(path)
        .expect("the folder")
        .map(|e| e.expect("an entry").file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["a.docx", "a.txt", "b.docx", "c.docx"]);
}
