//! The command line as files: `tests/cmd/*.trycmd` hold commands with what they print and how they exit, run in the folder of the same
//! name; `*.toml` where standard input is needed. `TRYCMD=overwrite cargo test --test cmd` writes what is printed now.

#[test]
fn commands() {
    trycmd::TestCases::new()
        .env("COLUMNS", "100")
        .case("tests/cmd/*.trycmd")
        .case("tests/cmd/*.toml");
}
