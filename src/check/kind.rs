//! The register of the kinds of checks.
//!
//! Owns which kinds there are ([`Kind`], one line each in the macro below) and what a kind may ask for while its settings are compiled
//! ([`Compile`]). What a kind does is in its own file.

use super::{
    Check, across, announced, breakdown, calendar, chain, composition, dated, duplicate, identity, leftover, pairs,
    pattern, quantity, reference, relation, repeated, respectively, restated, sequence, table, terms, varying,
};
use crate::fault::{Fault, SourceFile, place, place_inside};
use crate::lexicon::Lexicon;
use crate::pattern::{Notation, Pattern, PatternError, Plain, Texts, Unless, UnlessSpec};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_yaml::Spanned;
use std::ops::Range;
use std::sync::Arc;

/// Registers the kinds: the variant of the YAML key, its module.
macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident => $module:ident, $name:literal;)*) => {
        /// What a rule checks: exactly one kind with its settings.
        #[derive(Clone, Debug, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum Kind {
            $($(#[$doc])* $variant(Box<$module::Spec>),)*
        }

        impl Kind {
            /// The key of the kind in YAML.
            pub fn name(&self) -> &'static str {
                match self { $(Kind::$variant(_) => $name,)* }
            }

            /// Compiles the settings; none when one of them is faulty, which `cx` then holds.
            pub fn compile(self, cx: &mut Compile) -> Option<Box<dyn Check>> {
                match self { $(Kind::$variant(spec) => (*spec).compile(cx),)* }
            }
        }
    };
}

kinds! {
    /// A regular expression over the prose.
    Pattern => pattern, "pattern";
    /// Wordings and what to write instead.
    Terms => terms, "terms";
    /// A sentence pattern and its equation.
    Relation => relation, "relation";
    /// An equation over indicators of one area and period.
    Identity => identity, "identity";
    /// A total and its parts.
    Breakdown => breakdown, "breakdown";
    /// Shares of one whole.
    Composition => composition, "composition";
    /// A condition on one figure.
    Quantity => quantity, "quantity";
    /// A number that announces a list, against the list.
    Announced => announced, "announced";
    /// As many values as subjects after 分别.
    Respectively => respectively, "respectively";
    /// The same fact with two values.
    Restated => restated, "restated";
    /// A sentence that stands there twice.
    Repeated => repeated, "repeated";
    /// Figures of other documents.
    Across => across, "across";
    /// A growth, and the levels of two years that stand elsewhere in the document.
    Chain => chain, "chain";
    /// Words for an own area that is another's.
    Leftover => leftover, "leftover";
    /// Numbering that must run on.
    Sequence => sequence, "sequence";
    /// Marks that come in pairs.
    Pairs => pairs, "pairs";
    /// Dates that exist, weekdays, periods and their years.
    Calendar => calendar, "calendar";
    /// What belongs to one year: meetings, anniversaries, terms.
    Dated => dated, "dated";
    /// An item that stands twice in one enumeration.
    Duplicate => duplicate, "duplicate";
    /// One indicator told in two ways.
    Varying => varying, "varying";
    /// What is referred to exists, what is defined is used.
    Reference => reference, "reference";
    /// Totals, shares and growth inside a table.
    Table => table, "table";
}

/// What a kind may ask for while its settings are compiled; faults are collected, not returned.
pub struct Compile<'a> {
    /// The words.
    pub lexicon: &'a Lexicon,
    /// What patterns may name.
    pub notation: &'a Arc<Notation>,
    /// The file of the rule.
    pub file: &'a Arc<SourceFile>,
    /// What is wrong so far.
    pub faults: Vec<Fault>,
}

impl Compile<'_> {
    /// Notes a fault at a value, or at a part of it.
    pub fn fault<T: AsRef<str>>(
        &mut self,
        value: &Spanned<T>,
        inside: Option<Range<usize>>,
        message: &str,
        help: Option<&str>,
    ) {
        let at = match inside {
            Some(range) => {
                let text = Spanned::new(value.value.as_ref().to_owned(), value.referenced, value.defined);
                place_inside(&text, range, self.file)
            }
            None => place(value),
        };
        let fault = Fault::new(self.file, at, message, "here");
        self.faults.push(match help {
            Some(help) => fault.help(help),
            None => fault,
        });
    }

    /// A pattern over figures.
    pub fn pattern(&mut self, text: &Spanned<String>) -> Option<Pattern> {
        match Pattern::parse(&text.value, self.notation) {
            Ok(pattern) => Some(pattern),
            Err(PatternError { at, message, help }) => {
                self.fault(text, Some(at), &format!("bad pattern: {message}"), help.as_deref());
                None
            }
        }
    }

    /// The patterns that silence a rule.
    pub fn unless(&mut self, spec: UnlessSpec) -> Option<Unless> {
        let mut compile = |texts: &Texts| {
            let patterns: Vec<Pattern> = texts.0.iter().filter_map(|t| self.pattern(t)).collect();
            (patterns.len() == texts.0.len()).then_some(patterns)
        };
        let (clause, sentence, inside) = (compile(&spec.clause), compile(&spec.sentence), compile(&spec.inside));
        Some(Unless {
            clause: clause?,
            sentence: sentence?,
            inside: inside?,
        })
    }

    /// A regular expression over plain text.
    pub fn regex(&mut self, text: &Spanned<String>) -> Option<Plain> {
        match Plain::known(&text.value, &self.notation.known) {
            Ok(plain) => Some(plain),
            Err(PatternError { at, message, help }) => {
                self.fault(
                    text,
                    Some(at),
                    &format!("bad regular expression: {message}"),
                    help.as_deref(),
                );
                None
            }
        }
    }
}
