//! PDF, by way of `pdftotext`.
//!
//! Owns the call of the program, bounded in time and size. What its pages become is in [`page`].

mod columns;
mod page;

use super::Document;
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Why a PDF is not read. `Display` is English; [`PdfError::zh`] says it in Chinese.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// The program is not there.
    #[error(
        "PDF is read by pdftotext, which is not installed: install poppler-utils (Debian, Ubuntu: apt install poppler-utils poppler-data; macOS: brew install poppler), or save the draft as .docx"
    )]
    NoProgram,
    /// It has a password.
    #[error("protected by a password: save the PDF without it and check again")]
    Encrypted,
    /// The program cannot read it.
    #[error("a damaged PDF ({0}): save it anew from the program that made it, or check the .docx")]
    Damaged(String),
    /// Pictures of pages.
    #[error(
        "a PDF without text, probably scanned: check the document that it was printed from, or run text recognition first"
    )]
    NoText,
    /// It takes too long or gives too much.
    #[error(
        "pdftotext needs more than {0} seconds or makes too much text: check the document that it was printed from"
    )]
    TooMuch(u64),
}

impl PdfError {
    /// The error in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::NoProgram => "读取 PDF 需要 pdftotext，本机没有安装：请安装 poppler-utils（Debian、Ubuntu：apt install poppler-utils poppler-data；macOS：brew install poppler），或另存为 .docx 后再检查".to_owned(),
            Self::Encrypted => "PDF 设有密码，请另存为不带密码的 PDF 后再检查".to_owned(),
            Self::Damaged(cause) => format!("PDF 已损坏（{cause}），请从原程序重新导出，或检查 .docx 原稿"),
            Self::NoText => "PDF 中没有文字，可能是扫描件，请检查原稿，或先做文字识别".to_owned(),
            Self::TooMuch(seconds) => format!("pdftotext 用时超过{seconds}秒或文字过多，请检查原稿"),
        }
    }
}

/// Seconds that the program may take.
const SECONDS: u64 = 60;

/// Whether a file is a PDF.
pub(super) fn is_pdf(path: &str, bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-") || super::ending(path) == "pdf"
}

/// Reads a PDF of which at most `limit` bytes of text are taken.
pub(super) fn read(path: &str, bytes: &[u8], limit: u64) -> Result<Document, PdfError> {
    let text = text(bytes, limit, "pdftotext")?;
    let document = page::document(path, &text);
    if document.segments.is_empty() {
        return Err(PdfError::NoText);
    }
    Ok(document)
}

/// The pages as the program sets them out, a form feed behind each.
fn text(bytes: &[u8], limit: u64, program: &str) -> Result<String, PdfError> {
    let io = |error: std::io::Error| PdfError::Damaged(error.to_string());
    let mut file = tempfile::NamedTempFile::new().map_err(io)?;
    file.write_all(bytes).and_then(|()| file.flush()).map_err(io)?;
    let mut child = Command::new(program)
        .args(["-layout", "-enc", "UTF-8", "-eol", "unix"])
        .arg(file.path())
        .arg("-")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|_| PdfError::NoProgram)?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let said = std::thread::spawn(move || err.map_or(Vec::new(), |pipe| take(pipe, 1 << 16)));
    let made = std::thread::spawn(move || out.map_or(Vec::new(), |pipe| take(pipe, limit + 1)));
    let begun = Instant::now();
    let status = loop {
        match child.try_wait().map_err(io)? {
            Some(status) => break Some(status),
            None if begun.elapsed() > Duration::from_secs(SECONDS) => break None,
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let Some(status) = status else {
        // It may have ended by itself; both mean the same.
        let _ = child.kill();
        let _ = child.wait();
        return Err(PdfError::TooMuch(SECONDS));
    };
    let made = made.join().unwrap_or_default();
    let said = String::from_utf8_lossy(&said.join().unwrap_or_default()).into_owned();
    if made.len() as u64 > limit {
        return Err(PdfError::TooMuch(SECONDS));
    }
    if !status.success() {
        let cause = said.lines().next().unwrap_or("pdftotext").trim().to_owned();
        return Err(match said.contains("assword") {
            true => PdfError::Encrypted,
            false => PdfError::Damaged(cause),
        });
    }
    Ok(String::from_utf8_lossy(&made).into_owned())
}

/// So much of a pipe at most; the rest breaks it, which ends the program.
fn take(pipe: impl Read, limit: u64) -> Vec<u8> {
    let mut out = Vec::new();
    // What was read before an error is all there is.
    let _ = pipe.take(limit).read_to_end(&mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_told_with_where_to_get_it() {
        let error = text(b"%PDF-1.4", 1000, "pdftotext-that-is-not-there").unwrap_err();
        assert_eq!(error, PdfError::NoProgram);
        assert!(error.zh().contains("poppler-utils") && error.to_string().contains("poppler-utils"));
    }
}
