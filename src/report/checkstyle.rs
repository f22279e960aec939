//! Checkstyle XML, which many servers read.

use super::tell::{Teller, UNREADABLE, clean};
use super::{Emit, Unreadable, concise};
use crate::settle::{FileReport, Resolved, Summary};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io::{self, Write};

/// The version of Checkstyle whose form this is.
const VERSION: &str = "4.3";

/// The format `checkstyle`.
pub(super) struct Checkstyle<'a>(pub Teller<'a>);

impl Checkstyle<'_> {
    fn in_file(&self, out: &mut dyn Write, path: &str, errors: &[BytesStart]) -> io::Result<()> {
        let path = clean(&self.0.path(path));
        let file = BytesStart::new("file").with_attributes([("name", path.as_str())]);
        let mut xml = Writer::new(out);
        xml.write_event(Event::Text(BytesText::new("  ")))?;
        xml.write_event(Event::Start(file))?;
        for error in errors {
            xml.write_event(Event::Text(BytesText::new("\n    ")))?;
            xml.write_event(Event::Empty(error.borrow()))?;
        }
        xml.write_event(Event::Text(BytesText::new("\n  ")))?;
        xml.write_event(Event::End(BytesEnd::new("file")))?;
        xml.write_event(Event::Text(BytesText::new("\n")))
    }

    fn error(&self, path: &str, finding: &Resolved) -> BytesStart<'static> {
        let start = finding.place.range.start;
        BytesStart::new("error").with_attributes([
            ("line", start.line.to_string().as_str()),
            ("column", start.column.to_string().as_str()),
            ("severity", concise::severity(finding.severity)),
            ("message", self.0.message(path, finding).as_str()),
            ("source", finding.rule.as_str()),
        ])
    }
}

impl Emit for Checkstyle<'_> {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let mut xml = Writer::new(out);
        let all = BytesStart::new("checkstyle").with_attributes([("version", VERSION)]);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        xml.write_event(Event::Text(BytesText::new("\n")))?;
        xml.write_event(Event::Start(all))?;
        xml.write_event(Event::Text(BytesText::new("\n")))
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        let errors: Vec<BytesStart> = file.findings.iter().map(|f| self.error(&file.path, f)).collect();
        self.in_file(out, &file.path, &errors)
    }

    fn fault(&mut self, out: &mut dyn Write, fault: &Unreadable) -> io::Result<()> {
        let error = BytesStart::new("error").with_attributes([
            ("line", "1"),
            ("severity", "error"),
            ("message", clean(&fault.message).as_str()),
            ("source", UNREADABLE),
        ]);
        self.in_file(out, &fault.path, &[error])
    }

    fn end(&mut self, out: &mut dyn Write, _: &Summary) -> io::Result<()> {
        out.write_all(b"</checkstyle>\n")
    }
}
