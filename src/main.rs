//! The program `gouji`; everything is in the library.

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Reading a report makes a great many small pieces of memory on every thread; this one serves each thread on its own.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    gouji::cli::main()
}
