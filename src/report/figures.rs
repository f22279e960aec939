//! The ledger of one document in every format.
//!
//! Owns nothing but the division: what the columns are and how they read is in [`column`], the words in [`word`], one file for each
//! format.

pub mod column;
pub mod csv;
pub mod json;
pub mod table;
pub mod word;
pub mod xlsx;
