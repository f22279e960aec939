//! Files that other programs make, where they are installed: a PDF of a page by LibreOffice, a workbook by openpyxl.

use crate::told;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Converts a file; nothing without LibreOffice.
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

fn installed(program: &str) -> bool {
    let there = Command::new(program).arg("-v").output().is_ok();
    if !there {
        println!("skipped: {program} is not installed");
    }
    there
}

/// Whether there is a font for what is printed.
fn prints_chinese() -> bool {
    let fonts = Command::new("fc-list").arg(":lang=zh").output();
    let there = fonts.is_ok_and(|output| !output.stdout.is_empty());
    if !there {
        println!("skipped: no Chinese font is installed");
    }
    there
}

const DRAFT: &str = "<html><head><meta charset='utf-8'></head><body><h1>2023年工作总结</h1>\
<p>全年积极强化社会保障，一般公共预算支出4.13亿元，民生支出3.37亿元，占一般公共预算支出的91.6%，城镇新增就业616人，困难人员就业421人，各项工作取得新的进展，群众的获得感、幸福感、安全感不断增强。</p>\
<table border=1 width='100%'><tr><td>项目</td><td>2022年</td><td>2023年</td></tr><tr><td>教育</td><td>315.2</td><td>342.4</td></tr>\
<tr><td>卫生</td><td>208.1</td><td>221.5</td></tr><tr><td>农业</td><td>94.3</td><td>87.6</td></tr>\
<tr><td>合计</td><td>617.6</td><td>561.5</td></tr></table></body></html>";

#[test]
fn a_printed_draft_gives_the_findings_of_its_source() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.html"), DRAFT).expect("written");
    if !installed("pdftotext")
        || !prints_chinese()
        || convert(folder.path(), "a.html", "pdf:writer_web_pdf_Export").is_none()
    {
        return;
    }
    let found = |file: &str| -> Vec<(Value, Value)> {
        let json: Value = serde_json::from_str(&told(folder.path(), &["--format", "json", file])).expect("JSON");
        let list = json["files"][0]["findings"].as_array().expect("a list").iter();
        list.map(|f| (f["rule"].clone(), f["text"].clone())).collect()
    };
    assert_eq!(found("a.html").len(), 2);
    assert_eq!(found("a.pdf"), found("a.html"));
    let concise = told(folder.path(), &["--format", "concise", "a.pdf"]);
    assert!(concise.lines().all(|line| line.starts_with("a.pdf 第")), "{concise}");
}

/// What openpyxl writes is read, where that is installed.
#[test]
fn a_workbook_of_python_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let script = "
import datetime, openpyxl
book = openpyxl.Workbook()
sheet = book.active
sheet.title = '收入'
sheet.append(['项目', '比重', '日期', '合计'])
sheet.append(['教育', 0.265, datetime.date(2023, 3, 15), '=SUM(B2:B2)'])
sheet['B2'].number_format = '0.0%'
sheet['C2'].number_format = 'yyyy年m月d日'
sheet.merge_cells('A2:A3')
book.create_sheet('旧表').sheet_state = 'hidden'
book['旧表'].append([3.3])
book['旧表']['A1'].number_format = '0.00'
book.save('a.xlsx')";
    let output = Command::new("python3")
        .args(["-c", script])
        .current_dir(folder.path())
        .output();
    let Some(bytes) = output.ok().and_then(|_| fs::read(folder.path().join("a.xlsx")).ok()) else {
        println!("skipped: openpyxl is not installed");
        return;
    };
    let document = gouji::source::read("a.xlsx", &bytes, &gouji::source::ReadOptions::default()).expect("readable");
    assert_eq!(
        document.source,
        "收入\n项目 | 比重 | 日期 | 合计\n教育 | 26.5% | 2023年3月15日 | （公式未计算）\n旧表\n3.30\n"
    );
}
