//! gouji 勾稽: checks that the figures of a draft policy document agree with one another.
//!
//! ```text
//! paths ─read─> Document ─analyze─> Analysis ─check─> claims, ─relate─> findings, ─settle─> FileReport ─write─> full / concise / json / …
//!               prose +             outline,          findings         one for        severity, order,
//!               map to the source   figures, facts                     each slip      positions, fingerprints
//! rules/*.yaml ─load─> RuleSet and Lexicon (or Faults, each underlined in its file)
//! ```
//!
//! Modules from low to high; one may use those before it and never those behind it (held by `tests/layers.rs`):
//!
//! | module | owns |
//! |---|---|
//! | [`span`] | the one coordinate inside: bytes of the prose |
//! | [`search`] | finding an expression in a text |
//! | [`fault`] | what is wrong in a rule file, underlined at its place |
//! | [`source`] | file formats and encodings; documents, and the way back from prose to file |
//! | [`lexicon`] | the vocabulary and the automata that find it |
//! | [`outline`] | paragraphs, sentences, headings |
//! | [`figure`] | every number with its value, interval, unit and hedge |
//! | [`table`] | tables: rows and columns with names and units |
//! | [`fact`] | what each figure measures |
//! | [`shape`] | sentences with every figure as one character |
//! | [`analysis`] | all of this about one document |
//! | [`equation`] | equations over intervals and their verdicts |
//! | [`finding`] | what checks say, before anyone words or prints it |
//! | [`pattern`] | patterns over figures |
//! | [`check`] | one file for each kind of check, and the loop that runs rules |
//! | [`rule`] | rule files: their shape, loading, examples |
//! | [`relate`] | which figure is wrong: one finding for each slip |
//! | [`settle`] | severity by policy, order, positions, fingerprints, counts |
//! | [`config`] | `gouji.yaml`: rules, words and policy of a document |
//! | [`fix`] | fixes written into a text |
//! | [`report`] | one file for each output format |
//! | [`annotate`] | copies of Word files with comments on what was found |
//! | [`lsp`] | the language server for editors |
//! | [`cli`] | the command line |
//!
//! Only reading, loading and writing touch the file system; nothing here prints, and there is no global state.

pub mod analysis;
pub mod annotate;
pub mod check;
pub mod cli;
pub mod config;
pub mod equation;
pub mod fact;
pub mod fault;
pub mod figure;
pub mod finding;
pub mod fix;
pub mod lexicon;
pub mod lsp;
pub mod outline;
pub mod pattern;
pub mod relate;
pub mod report;
pub mod rule;
pub mod search;
pub mod settle;
pub mod shape;
pub mod source;
pub mod span;
pub mod table;
