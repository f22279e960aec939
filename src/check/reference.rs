//! Kind `reference`: what is referred to exists, and what is defined is used.
//!
//! Owns which question a rule asks and how its answer becomes a finding. The answers are found in [`attachments`], [`captions`], [`notes`],
//! [`parts`], [`names`] (以下简称) and [`glossary`]. Whether numbers of headings run on belongs to `sequence`.

mod attachments;
mod captions;
mod glossary;
mod label;
mod names;
mod notes;
mod parts;

use super::{Check, Compile, Context, Needs, Shown, Sink};
use crate::finding::{Applicability, Edit, Finding};
use crate::span::Span;
use schemars::JsonSchema;
use serde::Deserialize;

/// The settings of a rule of this kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// What it asks.
    pub ask: Ask,
}

/// The questions of this kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ask {
    /// 见附件3: is there an attachment of this number, where attachments are listed?
    Attachment,
    /// 附件共3个: are so many listed?
    AttachmentCount,
    /// 附件：1.清单: does a number stand where there is one attachment only?
    LoneAttachment,
    /// 见表3: is there a caption of this number, where tables have captions?
    Caption,
    /// 表1, 表3: do the numbers of the captions run on?
    CaptionOrder,
    /// A mark [3] in the text: is there a note of this number?
    Note,
    /// A note [3]: is there a mark in the text?
    NoteUnused,
    /// 见第四部分, 见（五）, 本办法第十二条: is there such a part?
    Part,
    /// 以下简称《纲要》: is the name used behind it?
    NameUnused,
    /// The same: is it introduced once only?
    NameTwice,
    /// The same: is it not used before?
    NameEarly,
    /// （下同）: is the note made once only in its section?
    NoteTwice,
    /// An entry of 名词解释: does the term stand in the text?
    TermUnused,
}

impl Spec {
    /// The check of these settings, which have nothing that could be faulty.
    pub fn compile(self, _: &mut Compile) -> Option<Box<dyn Check>> {
        Some(Box::new(Reference(self.ask)))
    }
}

struct Reference(Ask);

/// A reference or a definition that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Loose {
    /// The offending text.
    at: Span,
    /// What it is held against, if that stands somewhere.
    with: Option<Span>,
    /// What there is instead, in words: 附件1、附件2.
    known: String,
    /// What to write instead of it, where only one thing can be meant.
    instead: Option<String>,
}

impl Loose {
    fn new(at: Span, known: impl Into<String>) -> Self {
        Self {
            at,
            with: None,
            known: known.into(),
            instead: None,
        }
    }

    fn with(self, with: Span) -> Self {
        Self {
            with: Some(with),
            ..self
        }
    }
}

impl Check for Reference {
    fn needs(&self) -> Needs {
        match self.0 {
            Ask::Attachment | Ask::AttachmentCount | Ask::LoneAttachment => Needs::any(["附件"]),
            Ask::Caption | Ask::CaptionOrder => Needs::any(label::CAPTIONS),
            Ask::Note | Ask::NoteUnused => Needs::any(notes::OPENING.map(String::from)),
            Ask::Part => Needs::any(["部分", "（", "条"]),
            Ask::NameUnused | Ask::NameTwice | Ask::NameEarly => Needs::any(names::PHRASES),
            Ask::NoteTwice => Needs::any(["下同）"]),
            Ask::TermUnused => Needs::any(glossary::TITLES),
        }
    }

    fn slots(&self) -> Vec<String> {
        ["text", "with", "known", "fix"].map(str::to_owned).into()
    }

    fn run(&self, cx: &Context, sentences: &[Shown], sink: &mut Sink) {
        // A document without the word has no sentence that holds it, and nothing to refer to.
        if sentences.is_empty() {
            return;
        }
        let (text, outline) = (&cx.document.text, &cx.analysis.outline);
        let loose = match self.0 {
            Ask::Attachment => attachments::missing(text, outline),
            Ask::AttachmentCount => attachments::miscounted(text, outline),
            Ask::LoneAttachment => attachments::lone(text, outline),
            Ask::Caption => captions::missing(text, outline),
            Ask::CaptionOrder => captions::out_of_order(text, outline),
            Ask::Note => notes::missing(text, outline),
            Ask::NoteUnused => notes::unused(text, outline),
            Ask::Part => parts::missing(text, outline),
            Ask::NameUnused => names::unused(text),
            Ask::NameTwice => names::twice(text),
            Ask::NameEarly => names::early(text),
            Ask::NoteTwice => names::note_twice(text, outline),
            Ask::TermUnused => glossary::unused(text, outline),
        };
        for loose in loose {
            sink.find(tell(loose, text, sink));
        }
    }
}

fn tell(loose: Loose, text: &str, sink: &Sink) -> Finding {
    let mut finding = Finding::new(sink.rule, loose.at)
        .slot("text", loose.at.of(text))
        .slot("known", loose.known);
    if let Some(with) = loose.with {
        finding = finding.slot("with", with.of(text)).relate(with, with.of(text), "with");
    }
    if let Some(instead) = loose.instead {
        let edit = Edit {
            span: loose.at,
            text: instead.clone(),
        };
        finding = finding.slot("fix", instead).fix(Applicability::Manual, vec![edit]);
    }
    finding
}
