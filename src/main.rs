//! The program `gouji`; everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    gouji::cli::main()
}
