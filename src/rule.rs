//! Rules: from YAML files to a rule set.
//!
//! Owns the shape of a rule file ([`schema`]), loading with all errors at once ([`load`]), the built-in files ([`builtin`]), and running
//! the examples of rules ([`test`]). The ways of checking are in [`crate::check`].

pub mod builtin;
pub mod load;
pub mod schema;
pub mod template;
pub mod test;

pub use load::{RuleSource, holds_words, load, load_lexicon, load_words};
pub use test::test;
