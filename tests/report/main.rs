//! The way of a finding from a check to the reader: which sentences a check sees, what policy leaves of what it says, where that stands
//! in the file, and how each format writes it. Checks are made up here; what real ones say is tested with their rules.

mod driver;
mod fake;
mod figures;
mod full;
mod json;
mod settle;
mod spanning;
