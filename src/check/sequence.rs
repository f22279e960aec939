//! Kind `sequence`: numbering that must run on.
//!
//! Owns the settings and how a slip is told. Which numbers belong together is found in [`paragraphs`] (一、 （一） 1. at the start of
//! paragraphs) and [`ordinals`] (一是…二是…, 第一，…第二，… inside them); where they do not run on, in [`run`].

mod ordinals;
mod paragraphs;
mod print;
mod run;

use super::{Check, Compile, Context, Needs, Shown, Sink};
use crate::finding::{Applicability, Edit, Finding};
use crate::span::Span;
use schemars::JsonSchema;
use serde::Deserialize;

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// Which numbers are looked at.
    pub of: Of,
    /// What is looked for.
    pub finds: Finds,
}

/// Which numbers are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Of {
    /// The numbering of headings and numbered paragraphs: 一、 （一） 1. （1） ① 第一章.
    Headings,
    /// Enumerations inside the text: 一是…二是…, 第一，…第二，…, 其一…其二….
    Ordinals,
}

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Finds {
    /// A number that does not follow the one before it.
    Order,
    /// A first number above one.
    Start,
    /// A level that leaves out those between it and the one above (headings).
    Level,
    /// A style that changes inside an enumeration (ordinals).
    Style,
}

impl Spec {
    /// The check of these settings.
    pub fn compile(self, cx: &mut Compile) -> Option<Box<dyn Check>> {
        let _ = cx;
        Some(Box::new(Sequence(self)))
    }
}

struct Sequence(Spec);

/// One number of a sequence that is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Slip {
    /// The mark.
    span: Span,
    /// Its numeral.
    numeral: Span,
    /// The mark before it, or above it.
    before: Option<Span>,
    /// The number that would run on; none where no number would mend it.
    expected: Option<u32>,
    /// Whether only this number is wrong: those behind it run on.
    alone: bool,
}

impl Check for Sequence {
    fn needs(&self) -> Needs {
        match self.0.of {
            Of::Headings => Needs::All,
            Of::Ordinals => Needs::any(ordinals::openings()),
        }
    }

    fn slots(&self) -> Vec<String> {
        ["text", "before", "expected"].map(str::to_owned).into()
    }

    fn run(&self, cx: &Context, sentences: &[Shown], sink: &mut Sink) {
        let outline = &cx.analysis.outline;
        let text = &cx.document.text;
        let slips = match (self.0.of, self.0.finds) {
            (Of::Headings, finds) => paragraphs::slips(outline, text, finds),
            (Of::Ordinals, finds) => ordinals::slips(outline, text, &ordinals::paragraphs(outline, sentences), finds),
        };
        for slip in slips {
            sink.find(tell(&slip, text, sink));
        }
    }
}

fn tell(slip: &Slip, text: &str, sink: &Sink) -> Finding {
    let mut finding = Finding::new(sink.rule, slip.span).slot("text", slip.span.of(text));
    if let Some(before) = slip.before {
        finding = finding
            .slot("before", before.of(text))
            .relate(before, "前一个编号", "before");
    }
    if let Some(expected) = slip.expected {
        let numeral = print::numeral(expected, slip.numeral.of(text));
        let mark = [
            &text[slip.span.start as usize..slip.numeral.start as usize],
            &numeral,
            &text[slip.numeral.end as usize..slip.span.end as usize],
        ];
        finding = finding.slot("expected", mark.concat());
        if slip.alone {
            let edit = Edit {
                span: slip.numeral,
                text: numeral,
            };
            finding = finding.fix(Applicability::Manual, vec![edit]);
        }
    }
    finding
}
