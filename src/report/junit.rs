//! JUnit XML: every draft is a suite, every finding a failed case, a draft without findings one that passed.
//!
//! The counts stand before what is counted, so that this format waits for the last document. Servers tell cases by their names: the place
//! is part of them.

use super::tell::{Teller, UNREADABLE, clean};
use super::{Emit, Unreadable, concise, spot};
use crate::settle::{FileReport, Resolved, Summary};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use std::io::{self, Write};

/// The format `junit`.
pub(super) struct Junit<'a> {
    teller: Teller<'a>,
    report: Report,
}

impl<'a> Junit<'a> {
    pub(super) fn new(teller: Teller<'a>) -> Self {
        Self {
            teller,
            report: Report::new("gouji"),
        }
    }

    fn case(&self, path: &str, name: &str, status: TestCaseStatus) -> TestCase {
        let path = clean(&self.teller.path(path));
        let mut case = TestCase::new(name, status);
        case.set_classname(&path);
        case.extra.insert("file".into(), path.into());
        case
    }

    fn failure(&self, path: &str, finding: &Resolved) -> TestCase {
        let range = &finding.place.range;
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_message(self.teller.message(path, finding));
        status.set_type(concise::severity(finding.severity));
        status.set_description(format!(
            "{}\n{}",
            self.teller.place(path, finding),
            self.teller.all(path, finding)
        ));
        let name = format!("{} {}", finding.rule, spot::short(range, self.teller.lang));
        let mut case = self.case(path, &name, status);
        case.extra.insert("line".into(), range.start.line.to_string().into());
        case.extra
            .insert("column".into(), range.start.column.to_string().into());
        case
    }

    fn suite(&mut self, path: &str, cases: impl IntoIterator<Item = TestCase>) {
        let mut suite = TestSuite::new(clean(&self.teller.path(path)));
        suite.add_test_cases(cases);
        self.report.add_test_suite(suite);
    }
}

impl Emit for Junit<'_> {
    fn file(&mut self, _: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        let path = &file.path;
        let mut cases: Vec<TestCase> = file.findings.iter().map(|f| self.failure(path, f)).collect();
        if cases.is_empty() {
            cases.push(self.case(path, "gouji", TestCaseStatus::success()));
        }
        self.suite(path, cases);
        Ok(())
    }

    fn fault(&mut self, _: &mut dyn Write, fault: &Unreadable) -> io::Result<()> {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
        status.set_message(clean(&fault.message));
        status.set_type(UNREADABLE);
        let case = self.case(&fault.path, "gouji", status);
        self.suite(&fault.path, [case]);
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _: &Summary) -> io::Result<()> {
        // Written to memory first: a reader that goes away must be told from a report that cannot be written.
        let text = self.report.to_string().map_err(io::Error::other)?;
        out.write_all(text.as_bytes())
    }
}
