//! Units after a number.
