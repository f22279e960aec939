//! One page for reading, working through and printing: the draft with marks, its findings to be ticked off, its ledger with a filter.
//!
//! Owns what the page shows ([`page`]) and the order of its parts; how it looks and behaves is in the template, the style and the script
//! beside, which are part of the one file that is written. It loads nothing: neither fonts nor scripts nor pictures.

mod marks;
mod page;

use super::tell::Teller;
use super::{Emit, Unreadable};
use crate::check::Lang;
use crate::settle::{FileReport, Summary};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};
use page::Page;
use std::io::{self, Write};

/// The format `html`.
pub(super) struct Html<'a> {
    teller: Teller<'a>,
    templates: Environment<'static>,
    pages: usize,
    faults: Vec<Unreadable>,
}

impl<'a> Html<'a> {
    pub(super) fn new(teller: Teller<'a>) -> Self {
        let mut templates = Environment::new();
        templates.set_auto_escape_callback(|_| AutoEscape::Html);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        templates.set_syntax(syntax.unwrap_or_default());
        Self {
            teller,
            templates,
            pages: 0,
            faults: Vec::new(),
        }
    }

    fn write(&self, out: &mut dyn Write, template: &str, values: Value) -> io::Result<()> {
        let zh = self.teller.lang == Lang::Zh;
        let values = context! { zh, ..values };
        let page = self.templates.render_str(template, values).map_err(io::Error::other)?;
        out.write_all(page.as_bytes())
    }
}

impl Emit for Html<'_> {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let style = include_str!("html/style.css");
        self.write(out, include_str!("html/head.html"), context! { style })
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        self.pages += 1;
        let page = Page::of(&self.teller, self.pages, file);
        self.write(out, include_str!("html/file.html"), context! { page => Serde(&page) })
    }

    fn fault(&mut self, _: &mut dyn Write, fault: &Unreadable) -> io::Result<()> {
        self.faults.push(fault.clone());
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, sums: &Summary) -> io::Result<()> {
        let script = include_str!("html/script.js");
        let faults: Vec<String> = self
            .faults
            .iter()
            .map(|fault| format!("{}: {}", self.teller.path(&fault.path), fault.message))
            .collect();
        let sums = match self.pages {
            0 | 1 => String::new(),
            _ => super::summary::total(self.teller.lang, sums),
        };
        self.write(out, include_str!("html/tail.html"), context! { script, faults, sums })
    }
}
