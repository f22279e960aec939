//! Word files: reading, annotating, what is refused. The files are built here ([`word`]), and read with other programs where those are
//! installed ([`programs`]).

#![allow(clippy::print_stdout)] // that a test was skipped

mod annotate;
mod damaged;
mod places;
mod programs;
mod revise;
mod seeds;
mod suppress;
mod tables;
mod text;
mod word;
