//! The formats for reading: the findings of each document as they come, and what is counted over them.

use super::{Emit, Format, Style, concise, full, summary};
use crate::settle::{FileReport, Summary};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// `full` and `concise`.
pub(super) struct Reading {
    style: Style,
    /// How often each rule spoke.
    rules: BTreeMap<String, u64>,
}

impl Reading {
    pub(super) fn new(style: Style) -> Self {
        Self {
            style,
            rules: BTreeMap::new(),
        }
    }

    fn sums(&self) -> bool {
        self.style.format == Format::Full && !self.style.quiet
    }
}

impl Emit for Reading {
    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        for finding in &file.findings {
            *self.rules.entry(finding.rule.clone()).or_default() += 1;
        }
        if self.style.format == Format::Concise {
            return concise::write(out, file, self.style.lang);
        }
        full::write(out, file, &self.style)?;
        if self.sums() {
            writeln!(
                out,
                "{}",
                summary::line(self.style.lang, &file.path, &Summary::of(file))
            )?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, sums: &Summary) -> io::Result<()> {
        if sums.files > 1 && self.sums() {
            writeln!(out, "{}", summary::total(self.style.lang, sums))?;
        }
        if self.style.statistics {
            summary::statistics(out, &self.rules)?;
        }
        Ok(())
    }
}
