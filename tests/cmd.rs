//! The command line as files: `tests/cmd/*.trycmd` hold commands with what they print and how they exit, run in the folder of the same
//! name; `*.toml` where standard input is needed. `TRYCMD=overwrite cargo test --test cmd` writes what is printed now.
//! The README is held to the truth in the same way: its example is run, its rules are tested.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn commands() {
    trycmd::TestCases::new()
        .env("COLUMNS", "100")
        .case("tests/cmd/*.trycmd")
        .case("tests/cmd/*.toml")
        .case("README.md");
}

#[test]
fn the_configuration_of_the_readme_is_right() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("the README");
    let at = readme.find("```yaml\nprofile:").expect("a configuration") + "```yaml\n".len();
    let (text, _) = readme[at..].split_once("```").expect("its end");
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("house")).expect("a folder");
    fs::write(folder.path().join("house/words.yaml"), "names: [九九归一]\n").expect("written");
    fs::write(folder.path().join("gouji.yaml"), text).expect("written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    let done = command
        .args(["config", "show", "annex/1.txt"])
        .current_dir(folder.path())
        .output()
        .expect("runs");
    let told = String::from_utf8_lossy(&done.stdout);
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(
        told.contains("min_severity: error ") && told.contains("area: 清河区 "),
        "{told}"
    );
}

#[test]
fn the_rules_of_the_readme_work() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("the README");
    let at = readme.find("```yaml\nrules:").expect("a rule file") + "```yaml\n".len();
    let (rules, _) = readme[at..].split_once("```").expect("its end");
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("house.yaml"), rules).expect("written");
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
        command.args(args).current_dir(folder.path()).output().expect("runs")
    };
    let tested = run(&["rules", "test", "house.yaml"]);
    let told = String::from_utf8_lossy(&tested.stderr);
    assert_eq!(tested.status.code(), Some(0), "{told}");
    assert_eq!(
        String::from_utf8_lossy(&tested.stdout),
        "2 rules, 4 examples, 4 as they should be\n"
    );
}
