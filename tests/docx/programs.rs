//! Annotated copies in other programs, where they are installed: python-docx reads the comments, LibreOffice opens the file and shows them.
//! Files that these programs write are read here.

use crate::word::{Word, numbered, p, r, table, unpack};
use gouji::annotate::{Note, annotate};
use gouji::source::{ReadOptions, read};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs Python; nothing without python-docx.
fn python(folder: &Path, script: &str) -> Option<String> {
    let known = Command::new("python3").args(["-c", "import docx"]).output();
    if !known.is_ok_and(|output| output.status.success()) {
        println!("skipped: python-docx is not installed");
        return None;
    }
    let output = Command::new("python3")
        .args(["-c", script])
        .current_dir(folder)
        .output()
        .expect("runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    Some(String::from_utf8(output.stdout).expect("UTF-8"))
}

/// Converts a file with LibreOffice; nothing without it.
fn convert(folder: &Path, file: &str, format: &str) -> Option<()> {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let mut command = Command::new("soffice");
    command
        .args([&profile, "--headless", "--convert-to", format, file])
        .current_dir(folder);
    match command.output() {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => {
            println!("skipped: LibreOffice is not installed");
            return None;
        }
    }
    Some(())
}

/// A draft with a figure in a run, across runs, in a tracked insertion, in a cell and in a footnote, with a comment on each.
fn commented() -> Vec<u8> {
    let inserted = format!(
        "<w:ins w:id=\"70\" w:author=\"甲\" w:date=\"2024-01-01T00:00:00Z\">{}</w:ins>",
        r("增长5.2%")
    );
    let note = "<w:r><w:footnoteReference w:id=\"1\"/></w:r>";
    let body = numbered(1, 0, "工作回顾")
        + &p("民生支出占91.6%。")
        + &format!(
            "<w:p>{}<w:r><w:rPr><w:b/></w:rPr><w:t>7亿元</w:t></w:r>{inserted}{}{note}</w:p>",
            r("支出3.3"),
            r("。")
        )
        + &table(&[&["指标", "数值"], &["收入", "共8.81亿元"]])
        + "<w:sectPr/>";
    let bytes = Word::new(&body).bytes();
    let document = read("a.docx", &bytes, &ReadOptions::default()).expect("readable");
    let note = |needle: &&str| {
        let start = document.source.find(needle).expect("there");
        Note {
            range: start..start + needle.len(),
            lines: vec![format!("请核对{needle}"), "第二段".to_owned()],
        }
    };
    let notes: Vec<Note> = ["91.6%", "3.37亿元", "5.2%", "8.81亿元", "4.13亿元"]
        .iter()
        .map(note)
        .collect();
    let copy = annotate(&bytes, &document, &notes, 64 << 20).expect("annotated");
    assert_eq!(copy.added, notes.len());
    copy.bytes
}

#[test]
fn python_reads_the_comments() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.docx"), commented()).expect("written");
    let script = "
import docx
d = docx.Document('a.docx')
for c in d.comments: print(c.author, '/'.join(p.text for p in c.paragraphs))
print(d.paragraphs[1].text, d.tables[0].cell(1, 1).text)
d.save('b.docx')";
    let Some(out) = python(folder.path(), script) else {
        return;
    };
    let want = "gouji 请核对91.6%/第二段\ngouji 请核对3.37亿元/第二段\ngouji 请核对5.2%/第二段\ngouji 请核对8.81亿元/第二段\n\
                gouji 请核对4.13亿元/第二段\n民生支出占91.6%。 共8.81亿元\n";
    assert_eq!(out, want);
    // and what it writes is read as what it was
    let text = |bytes: &[u8]| read("a.docx", bytes, &ReadOptions::default()).expect("readable").source;
    let again = fs::read(folder.path().join("b.docx")).expect("there");
    assert_eq!(text(&again), text(&commented()));
}

#[test]
fn what_python_writes_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let script = "
import docx
d = docx.Document()
d.add_heading('一、工作回顾', 1)
p = d.add_paragraph('支出3.')
p.add_run('37').bold = True
p.add_run('亿元')
d.add_paragraph('条目', style='List Number')
t = d.add_table(2, 3)
t.cell(0, 0).merge(t.cell(0, 1)).text = '合并'
t.cell(1, 2).text = '5%'
d.sections[0].footer.paragraphs[0].text = '页脚'
d.save('a.docx')";
    if python(folder.path(), script).is_none() {
        return;
    }
    let bytes = fs::read(folder.path().join("a.docx")).expect("there");
    let document = read("a.docx", &bytes, &ReadOptions::default()).expect("readable");
    assert_eq!(document.source, "一、工作回顾\n支出3.37亿元\n1. 条目\n合并\n5%\n页脚\n");
}

#[test]
fn libreoffice_opens_the_copy_and_keeps_the_comments() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.docx"), commented()).expect("written");
    if convert(folder.path(), "a.docx", "odt").is_none() {
        return;
    }
    // its own format tells what it understood
    let odt = fs::read(folder.path().join("a.odt")).expect("there");
    let (_, content) = unpack(&odt)
        .into_iter()
        .find(|(name, _)| name == "content.xml")
        .expect("content");
    let content = String::from_utf8(content).expect("UTF-8");
    assert_eq!(content.matches("<office:annotation ").count(), 5, "{content}");
    for (anchor, comment) in [
        ("91.6%", "请核对91.6%"),
        ("5.2%", "请核对5.2%"),
        ("8.81亿元", "请核对8.81亿元"),
    ] {
        let (_, rest) = content.split_once(&format!(">{comment}<")).expect("the comment");
        let (_, rest) = rest.split_once("</office:annotation>").expect("its end");
        let (covered, _) = rest.split_once("<office:annotation-end").expect("its range");
        assert_eq!(plain(covered), anchor, "{covered}");
    }
    // printed, each is a note on the page
    let with_notes = r#"pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}"#;
    convert(folder.path(), "a.docx", with_notes);
    let pdf = fs::read(folder.path().join("a.pdf")).expect("there");
    let notes = pdf.windows(14).filter(|bytes| *bytes == b"/Subtype /Text").count();
    assert_eq!(notes, 5);
    // and as a Word file of its own making
    convert(folder.path(), "a.odt", "docx");
    let bytes = fs::read(folder.path().join("a.docx")).expect("there");
    let document = read("a.docx", &bytes, &ReadOptions::default()).expect("readable");
    for text in [
        "一、工作回顾\n",
        "民生支出占91.6%。\n",
        "支出3.37亿元增长5.2%。\n",
        "收入 | 共8.81亿元\n",
        "注一：支出4.13亿元。\n",
    ] {
        assert!(document.source.contains(text), "{text}: {}", document.source);
    }
}

/// Text without tags.
fn plain(xml: &str) -> String {
    let (mut out, mut inside) = (String::new(), false);
    for c in xml.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}
