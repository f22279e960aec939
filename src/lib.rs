//! gouji 勾稽: checks that the figures of a draft policy document agree with one another.

pub mod analysis;
pub mod check;
pub mod cli;
pub mod equation;
pub mod fact;
pub mod figure;
pub mod finding;
pub mod lexicon;
pub mod outline;
pub mod report;
pub mod settle;
pub mod shape;
pub mod source;
pub mod span;
