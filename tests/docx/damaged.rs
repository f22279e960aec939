//! Files that are no Word files, no longer, or made to do harm: each is answered soon, with a sentence or with its text.

use crate::word::{Word, numbered, p, part, table};
use gouji::annotate::{Note, annotate};
use gouji::source::docx::WordError;
use gouji::source::{ReadError, ReadOptions, read};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const FILES: usize = 1000;

/// Numbers that are the same in every run (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

fn sound() -> Word {
    let note = r#"<w:p><w:r><w:t>正文占比5%。</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>"#;
    let section = r#"<w:sectPr><w:headerReference w:type="default" r:id="rId8"/></w:sectPr>"#;
    let body = numbered(1, 0, "工作回顾") + note + &table(&[&["指标", "数值"], &["收入", "3.5亿元"]]) + section;
    Word::new(&body)
}

/// A file with something wrong: its bytes, or a part of it.
fn damaged(chance: &mut Chance) -> Vec<u8> {
    let mut word = sound();
    let any = chance.below(word.parts.len());
    let content = &mut word.parts[any].1;
    match chance.below(8) {
        0 => {
            let bytes = word.bytes();
            return bytes[..chance.below(bytes.len())].to_vec();
        }
        1 => {
            let mut bytes = word.bytes();
            for _ in 0..=chance.below(8) {
                let at = chance.below(bytes.len());
                bytes[at] ^= 1 << chance.below(8);
            }
            return bytes;
        }
        2 => content.truncate(chance.below(content.len())),
        3 => {
            for _ in 0..=chance.below(4) {
                let at = chance.below(content.len());
                content[at] = b"<>&\"/=;w: \0\xFF\xE4"[chance.below(13)];
            }
        }
        4 => word.parts[any].0 = format!("word/other{}.xml", chance.below(3)),
        5 => {
            let other = chance.below(word.parts.len());
            word.parts[any].1 = word.parts[other].1.clone();
        }
        6 => {
            // one part's relationship leads to another
            let names = ["document", "styles", "numbering", "footnotes", "header1"];
            let (from, to) = (names[chance.below(5)], names[chance.below(5)]);
            word = word.map(|text| text.replace(&format!("{from}.xml\""), &format!("{to}.xml\"")));
        }
        _ => {
            let values = ["\"-1\"", "\"99999999999\"", "\"\"", "\"x\"", "\"4294967295\""];
            let value = values[chance.below(5)];
            word = word.map(|text| text.replace("\"1\"", value).replace("\"0\"", value));
        }
    }
    word.bytes()
}

#[test]
fn a_damaged_file_is_answered() {
    let mut chance = Chance(0x2024_0315);
    let (mut refused, mut read_all) = (0, 0);
    for i in 0..FILES {
        let bytes = damaged(&mut chance);
        let begun = Instant::now();
        match read("a.docx", &bytes, &ReadOptions::default()) {
            Err(error) => {
                let (zh, en) = (error.zh(), error.to_string());
                assert!(zh.contains('请') && en.contains(": "), "{i}: {zh} {en}");
                refused += 1;
            }
            Ok(document) => {
                let lines = vec!["批注".to_owned()];
                let notes: Vec<Note> = (0..document.source.len())
                    .step_by(7)
                    .filter(|at| document.source.is_char_boundary(*at))
                    .map(|at| Note {
                        range: at..document.source.len(),
                        lines: lines.clone(),
                    })
                    .collect();
                if let Ok(copy) = annotate(&bytes, &document, &notes, 64 << 20) {
                    let again = read("a.docx", &copy.bytes, &ReadOptions::default()).expect("readable");
                    assert_eq!(again.source, document.source, "{i}");
                }
                read_all += 1;
            }
        }
        assert!(begun.elapsed() < Duration::from_secs(5), "{i}");
    }
    // bits may flip, and parts go, that no text depends on
    assert!(refused > FILES / 3 && read_all > FILES / 10, "{refused} {read_all}");
}

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(content).expect("written");
    }
    zip.finish().expect("a file").into_inner()
}

fn error(name: &str, bytes: &[u8]) -> WordError {
    match read(name, bytes, &ReadOptions::default()) {
        Err(ReadError::Word(error)) => error,
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn what_is_no_word_file_says_what_to_do() {
    let ole = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 600]].concat();
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked = [ole.as_slice(), &name].concat();
    assert_eq!(error("a.doc", &ole), WordError::Old);
    assert_eq!(error("a.wps", &ole), WordError::Old);
    assert_eq!(error("a.docx", &ole), WordError::Old);
    assert_eq!(error("a.doc", b"{\\rtf1 text}"), WordError::Rich);
    assert_eq!(error("a.rtf", b"{\\rtf1 text}"), WordError::Rich);
    assert_eq!(error("a.docx", &locked), WordError::Encrypted);
    assert_eq!(error("a", &locked), WordError::Encrypted);
    assert_eq!(
        error("a.docx", "全年收入3亿元。".as_bytes()),
        WordError::Damaged("zip".to_owned())
    );
    assert_eq!(error("a.docx", b""), WordError::Damaged("zip".to_owned()));
    assert_eq!(error("a.zip", &zip(&[("a.txt", b"text")])), WordError::NotWord);
    let sheet = sound().map(|text| text.replace("/relationships/officeDocument", "/relationships/extended-properties"));
    assert_eq!(error("a", &sheet.bytes()), WordError::NotWord);
    // a file that says .doc and is .docx, as some programs write it
    let document = read("a.doc", &sound().bytes(), &ReadOptions::default()).expect("readable");
    assert!(document.text.contains("一、工作回顾"));
}

#[test]
fn bombs_are_refused() {
    let options = ReadOptions::default();
    let bomb = |name: &str, content: &[u8]| {
        let mut word = sound();
        word.parts.retain(|(other, _)| other != name);
        word.parts.push((name.to_owned(), content.to_vec()));
        word.bytes()
    };
    // a gigabyte in a megabyte would take long to make: a little more than may be unpacked does the same
    let spaces = vec![b' '; options.max_bytes as usize + 1];
    let limit = options.max_bytes;
    for name in ["word/document.xml", "word/styles.xml", "_rels/.rels"] {
        let bytes = bomb(name, &spaces);
        assert!(bytes.len() < 1 << 20);
        let part = name.to_owned();
        assert_eq!(error("a.docx", &bytes), WordError::Huge { part, limit });
    }
    // together, too
    let half = [b"<x>".as_slice(), &spaces[..spaces.len() / 2], b"</x>"].concat();
    let mut word = sound();
    for name in ["word/styles.xml", "word/numbering.xml"] {
        word.parts.retain(|(other, _)| other != name);
        word.parts.push((name.to_owned(), half.clone()));
    }
    assert!(matches!(error("a.docx", &word.bytes()), WordError::Huge { .. }));
    // what nothing reads may be large
    assert!(read("a.docx", &bomb("word/media/image1.png", &spaces), &options).is_ok());
}

#[test]
fn entities_and_endless_depth_are_refused() {
    let document = part(&sound().bytes(), "word/document.xml");
    let with = |text: String| sound().with("word/document.xml", &text).bytes();
    let doctype = "<!DOCTYPE x [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
    let declared = document.replace("<w:document", &format!("{doctype}<w:document"));
    for text in [
        declared,
        document.replace("正文", "&b;"),
        document.replace("正文", "&#x110000;"),
    ] {
        assert!(matches!(error("a.docx", &with(text)), WordError::Entities(_)));
    }
    for (open, close) in [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        (
            "<w:p><w:r><w:drawing><w:txbxContent>",
            "</w:txbxContent></w:drawing></w:r></w:p>",
        ),
        ("<w:x>", "</w:x>"),
    ] {
        let deep = open.repeat(100_000) + &close.repeat(100_000);
        let text = document.replace("<w:body>", &format!("<w:body>{deep}"));
        assert!(matches!(error("a.docx", &with(text)), WordError::Damaged(_)), "{open}");
        let fair = open.repeat(60) + &p("深处") + &close.repeat(60);
        let text = document.replace("<w:body>", &format!("<w:body>{fair}"));
        let document = read("a.docx", &with(text), &ReadOptions::default()).expect("readable");
        assert_eq!(document.text.contains("深处"), open != "<w:x>");
    }
}

/// Each would take a reader long that looks at everything for everything.
#[test]
fn many_of_a_kind_take_no_longer_than_their_size() {
    let many = 20_000;
    let list = |i: usize| {
        format!(
            "<w:abstractNum w:abstractNumId=\"{i}\"/><w:num w:numId=\"{i}\"><w:abstractNumId w:val=\"{i}\"/></w:num>"
        )
    };
    let lists: String = (0..many).map(list).collect();
    let style = |i: usize| {
        format!(
            "<w:style w:styleId=\"s{i}\"><w:basedOn w:val=\"s{}\"/></w:style>",
            i + 1
        )
    };
    let styles: String = (0..many).map(style).collect();
    let paragraphs: String = (0..many).map(|i| numbered(i as u32, 0, "甲")).collect();
    let cells: String = (0..many).map(|_| "<w:tc><w:p/></w:tc>".to_owned()).collect();
    let attributes: String = (0..many).map(|i| format!(" a{i}=\"\"")).collect();
    let spaces: String = (0..many).map(|i| format!(" xmlns:a{i}=\"u\"")).collect();
    let (word, begun) = (sound(), Instant::now());
    let root = |name: &str, body: &str| {
        let end = format!("</w:{name}>");
        let text = part(&word.bytes(), &format!("word/{name}.xml"));
        text.replace(&end, &format!("{body}{end}"))
    };
    let bodies = [
        paragraphs.clone(),
        format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>"),
        format!("<w:p{attributes}/>").repeat(20),
        format!("<w:p{spaces}/>"),
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p>".repeat(many),
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>".repeat(many),
    ];
    for body in bodies {
        let word = word.clone().with("word/numbering.xml", &root("numbering", &lists));
        let document = part(&word.bytes(), "word/document.xml").replace("<w:body>", &format!("<w:body>{body}"));
        let _ = read(
            "a.docx",
            &word.with("word/document.xml", &document).bytes(),
            &ReadOptions::default(),
        );
    }
    let styled = "<w:p><w:pPr><w:pStyle w:val=\"s0\"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>".repeat(many);
    let document = part(&word.bytes(), "word/document.xml").replace("<w:body>", &format!("<w:body>{styled}"));
    let word = word
        .clone()
        .with("word/styles.xml", &root("styles", &styles))
        .with("word/document.xml", &document);
    let _ = read("a.docx", &word.bytes(), &ReadOptions::default());
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

/// One bad file costs itself and no other.
#[test]
fn the_others_are_still_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("written");
    write("a.docx", &sound().bytes());
    write("b.docx", &sound().bytes()[..900]);
    write("c.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    write("d.txt", "收入3亿元。".as_bytes());
    let out = gouji(
        folder.path(),
        &["--format", "json", "a.docx", "b.docx", "c.doc", "d.txt"],
    );
    assert_eq!(out.status.code(), Some(2));
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let paths = |key: &str| -> Vec<String> {
        let list = json[key].as_array().expect("a list").iter();
        list.map(|entry| entry["path"].as_str().expect("a path").to_owned())
            .collect()
    };
    assert_eq!(
        (paths("files"), paths("errors")),
        (
            vec!["a.docx".into(), "d.txt".into()],
            vec!["b.docx".into(), "c.doc".into()]
        )
    );
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(told.lines().count(), 2, "{told}");
    assert!(told.contains("c.doc: 这是旧版 .doc 或 .wps 文件"), "{told}");
    let out = gouji(folder.path(), &["annotate", "b.docx", "-o", "e.docx"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(!folder.path().join("e.docx").exists());
}

fn gouji(folder: &Path, args: &[&str]) -> std::process::Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.args(args).current_dir(folder).output().expect("runs")
}
