//! Running the examples of rules, which are their tests.
//!
//! Owns the outcomes: missing, noisy, wrong place, wrong text. Each rule runs alone on each of its examples.
