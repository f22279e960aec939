//! What the project offers to other people's CI: the action, the hooks and the steps of the README, run as their servers run them.

#![cfg(unix)]

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SLIP: &str = "# 2022年工作总结\n\n合格率提高1.2百分点。粮食产量由90.2万吨增加到96.8万吨，增长6.3%。\n";

/// A YAML text of the project.
fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect("YAML")
}

fn of_project(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("readable")
}

/// Drafts as a repository holds them.
fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join("reports/年 度")).expect("a folder");
    fs::write(folder.path().join("reports/年 度/草 稿.md"), SLIP).expect("written");
    fs::write(folder.path().join("reports/clean.txt"), "一、回顾\n全年办件32件。\n").expect("written");
    folder
}

/// Runs a step as GitHub and GitLab do, with gouji on the path and nothing else of this project.
fn step(folder: &Path, script: &str, env: &BTreeMap<String, String>) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_gouji")).parent().expect("a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new("bash");
    command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]);
    command.current_dir(folder).envs(env);
    command.env("PATH", format!("{}:{path}", program.display()));
    command.output().expect("bash runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).expect("written")).expect("JSON")
}

#[test]
fn the_action_checks_and_reports() {
    let action = yaml(&of_project("action.yml"));
    let steps = action["runs"]["steps"].as_array().expect("steps");
    let run = |folder: &Path, given: &[(&str, &str)]| -> Output {
        let input = |name: &str| {
            let given = given.iter().find(|(key, _)| *key == name);
            let default = action["inputs"][name]["default"]
                .as_str()
                .expect("an input with a default");
            given.map_or(default, |(_, value)| value).to_owned()
        };
        let mut last = None;
        for one in steps {
            let env = one["env"].as_object().into_iter().flatten();
            let value = |value: &Value| {
                let inner = value
                    .as_str()
                    .and_then(|v| v.strip_prefix("${{ inputs.")?.strip_suffix(" }}"));
                input(inner.expect("an input"))
            };
            let env = env.map(|(key, written)| (key.clone(), value(written))).collect();
            assert_eq!(one["shell"], "bash");
            last = Some(step(folder, one["run"].as_str().expect("a script"), &env));
        }
        last.expect("a step")
    };
    let folder = workspace();
    let done = run(
        folder.path(),
        &[("paths", "reports/年 度\nreports/clean.txt"), ("sarif", "out.sarif")],
    );
    assert_eq!(done.status.code(), Some(1), "{}", text(&done.stderr));
    assert!(
        text(&done.stdout).contains(",file=reports/年 度/草 稿.md,line=3,"),
        "{}",
        text(&done.stdout)
    );
    let sarif = json(&folder.path().join("out.sarif"));
    assert!(
        sarif["runs"][0]["results"]
            .as_array()
            .is_some_and(|results| !results.is_empty())
    );
    let done = run(folder.path(), &[("options", "--ignore=arith\n--ignore=unit")]);
    assert_eq!((text(&done.stdout).as_str(), done.status.code()), ("", Some(0)));
}

#[test]
fn the_hooks_take_the_files_of_a_commit() {
    let hooks = yaml(&of_project(".pre-commit-hooks.yaml"));
    let hooks = hooks.as_array().expect("hooks");
    let ids: Vec<&str> = hooks.iter().filter_map(|hook| hook["id"].as_str()).collect();
    assert_eq!(ids, ["gouji", "gouji-fix"]);
    for hook in hooks {
        let folder = workspace();
        let files = regex::Regex::new(hook["files"].as_str().expect("a pattern")).expect("a pattern");
        let staged = ["reports/年 度/草 稿.md", "reports/clean.txt", "src/main.rs"];
        let staged = staged
            .iter()
            .filter(|file| files.is_match(file))
            .map(|file| format!("'{file}'"));
        let script = format!(
            "{} {}",
            hook["entry"].as_str().expect("a command"),
            staged.collect::<Vec<_>>().join(" ")
        );
        let done = step(folder.path(), &script, &BTreeMap::new());
        assert_eq!(done.status.code(), Some(1), "{}", text(&done.stderr));
        assert!(text(&done.stdout).contains("arith/growth-from-pair"));
        let after = fs::read_to_string(folder.path().join("reports/年 度/草 稿.md")).expect("the draft");
        assert_eq!(after != SLIP, hook["id"] == "gouji-fix");
        assert!(after.contains("增长6.3%"));
    }
}

#[test]
fn the_steps_of_the_readme_work() {
    let readme = of_project("README.md");
    let (_, section) = readme.split_once("## In CI").expect("a section");
    let (section, _) = section.split_once("\n## ").expect("its end");
    let blocks: Vec<Value> = section
        .split("```yaml\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("```"))
        .map(|(block, _)| yaml(block))
        .collect();
    let mut scripts: Vec<String> = Vec::new();
    for block in &blocks {
        let steps = block
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| one["run"].as_str());
        let jobs = block
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(_, job)| job["script"].as_str());
        scripts.extend(steps.chain(jobs).map(str::to_owned));
    }
    assert_eq!(scripts.len(), 2, "{scripts:?}");
    let folder = workspace();
    for script in scripts {
        let done = step(folder.path(), &script, &BTreeMap::new());
        assert_eq!(done.status.code(), Some(1), "{script}: {}", text(&done.stderr));
    }
    let results = json(&folder.path().join("gouji.sarif"));
    assert!(
        results["runs"][0]["results"]
            .as_array()
            .is_some_and(|list| !list.is_empty())
    );
    let quality = json(&folder.path().join("gl-code-quality-report.json"));
    assert!(quality.as_array().is_some_and(|list| !list.is_empty()));
    assert!(
        fs::read_to_string(folder.path().join("gouji.xml"))
            .expect("written")
            .contains("<testsuite ")
    );
}
