//! SARIF 2.1.0: findings for code scanning, with the rules that found them.
//!
//! Owns the order of writing; the objects are in [`result`] and [`rule`]. Results come as the documents do, and what is known only at the
//! end stands behind them: the rules that spoke, and whether everything could be checked.

mod result;
mod rule;

use super::tell::{Teller, clean};
use super::{Emit, Unreadable};
use crate::check::{Lang, RuleSet};
use crate::settle::{FileReport, Summary};
use result::{Location, Message, Outcome, Standing};
use rule::Descriptor;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The format `sarif`.
pub(super) struct Sarif<'a> {
    teller: Teller<'a>,
    rules: &'a [&'a RuleSet],
    /// The rules that spoke, in that order.
    spoke: Vec<String>,
    index: BTreeMap<String, usize>,
    first: bool,
    crashed: bool,
    faults: Vec<Notification>,
}

/// What was wrong with the run itself.
#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
    locations: [Location; 1],
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    language: &'static str,
    rules: Vec<Descriptor<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation<'a> {
    execution_successful: bool,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tool_execution_notifications: &'a [Notification],
}

impl<'a> Sarif<'a> {
    pub(super) fn new(teller: Teller<'a>, rules: &'a [&'a RuleSet]) -> Self {
        Self {
            teller,
            rules,
            spoke: Vec::new(),
            index: BTreeMap::new(),
            first: true,
            crashed: false,
            faults: Vec::new(),
        }
    }

    /// The place of a rule among those that spoke.
    fn index(&mut self, id: &str) -> usize {
        if let Some(index) = self.index.get(id) {
            return *index;
        }
        self.spoke.push(id.to_owned());
        self.index.insert(id.to_owned(), self.spoke.len() - 1);
        self.spoke.len() - 1
    }

    fn language(&self) -> &'static str {
        match self.teller.lang {
            Lang::Zh => "zh-CN",
            Lang::En => "en-US",
        }
    }

    fn tool(&self) -> Tool<'_> {
        let descriptors = self.spoke.iter().map(|id| {
            let rule = self.rules.iter().flat_map(|set| &set.rules).find(|rule| rule.id == *id);
            Descriptor::of(id, rule, self.teller.lang)
        });
        Tool {
            driver: Driver {
                name: "gouji",
                version: env!("CARGO_PKG_VERSION"),
                language: self.language(),
                rules: descriptors.collect(),
            },
        }
    }
}

impl Emit for Sarif<'_> {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(
            out,
            "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\
             \"columnKind\":\"unicodeCodePoints\",\"language\":\"{}\",\"results\":[",
            self.language()
        )
    }

    fn file(&mut self, out: &mut dyn Write, file: &FileReport) -> io::Result<()> {
        self.crashed |= file.crashed();
        let compared = file.compared;
        let shown = file
            .findings
            .iter()
            .map(|finding| (finding, Standing::Shown { compared }));
        let known = file
            .suppressed
            .iter()
            .map(|known| (&known.finding, Standing::Known(known)));
        for (finding, standing) in shown.chain(known) {
            let index = self.index(&finding.rule);
            out.write_all(if self.first { b"\n" } else { b",\n" })?;
            self.first = false;
            let outcome = Outcome::of(&self.teller, &file.path, finding, index).standing(&standing);
            serde_json::to_writer(&mut *out, &outcome)?;
        }
        Ok(())
    }

    fn fault(&mut self, _: &mut dyn Write, fault: &Unreadable) -> io::Result<()> {
        self.faults.push(Notification {
            level: "error",
            message: Message::new(clean(&fault.message)),
            locations: [Location::file(self.teller.uri(&fault.path))],
        });
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _: &Summary) -> io::Result<()> {
        let invocation = Invocation {
            execution_successful: self.faults.is_empty() && !self.crashed,
            tool_execution_notifications: &self.faults,
        };
        write!(out, "\n],\"tool\":")?;
        serde_json::to_writer(&mut *out, &self.tool())?;
        write!(out, ",\n\"invocations\":[")?;
        serde_json::to_writer(&mut *out, &invocation)?;
        writeln!(out, "]}}]}}")
    }
}
