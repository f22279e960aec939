//! What gouji does to the files around drafts: what git says is new, the file to begin with, completions and manual pages.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn gouji(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.args(args).current_dir(folder).env_remove("CLICOLOR_FORCE");
    command.output().expect("runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn git(folder: &Path, args: &[&str]) {
    let mut command = Command::new("git");
    let who = [
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@example.com",
        "-c",
        "init.defaultBranch=main",
    ];
    let done = command
        .args(who)
        .args(args)
        .current_dir(folder)
        .output()
        .expect("git is installed");
    assert!(done.status.success(), "{}", text(&done.stderr));
}

/// The lines that are told of a folder since its commit, and the exit status.
fn since(folder: &Path, reference: &str, paths: &[&str]) -> (Vec<String>, Option<i32>) {
    let done = gouji(
        folder,
        &[&["--format", "concise", "--changed-since", reference], paths].concat(),
    );
    let told = text(&done.stdout) + &text(&done.stderr);
    let places = told
        .lines()
        .map(|line| line.split(' ').next().unwrap_or_default().to_owned());
    (places.collect(), done.status.code())
}

const GRAIN: &str = "粮食产量由90.2万吨增加到96.8万吨，增长6.3%。";

#[test]
fn only_what_touches_new_lines_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
    fs::create_dir(folder.path().join("文 稿")).expect("a folder");
    let path = folder.path();
    git(path, &["init", "-q"]);
    let old = format!(
        "一、回顾\n{GRAIN}\n一般公共预算支出312.5亿元。\n中间一段。\n民生支出251.9亿元，占一般公共预算支出的80.6%。\n"
    );
    write("a.txt", &old);
    write("文 稿/甲“乙”.txt", &old);
    write("same.txt", &old);
    git(path, &["add", "-A"]);
    git(path, &["commit", "-qm", "old"]);
    assert_eq!(since(path, "HEAD", &["."]), (vec![], Some(0)));

    // The slip is on an old line; what it is compared with is new.
    write("a.txt", &old.replace("312.5", "362.5"));
    write("文 稿/甲“乙”.txt", &old.replace("6.3%", "5.3%"));
    write("new.txt", &old);
    let told = ["./a.txt:5:23:", "./new.txt:2:24:", "./文"].map(str::to_owned);
    assert_eq!(since(path, "HEAD", &["."]), (told.to_vec(), Some(1)));
    assert_eq!(since(path, "HEAD", &["same.txt"]), (vec![], Some(0)));
    // For git a text whose lines end at CR has one line.
    write("same.txt", &old.replace("312.5", "312.6").replace('\n', "\r"));
    assert_eq!(since(path, "HEAD", &["same.txt"]).0, ["same.txt:2:24:"]);
    // From outside, too.
    let outside = path.join("a.txt").to_string_lossy().into_owned();
    let (told, code) = since(Path::new("/"), "HEAD", &[&outside]);
    assert_eq!((told.len(), code), (1, Some(0)), "a warning");

    for (args, what) in [
        (
            vec!["--changed-since", "nothing", "a.txt"],
            "git knows no commit nothing",
        ),
        (
            vec!["--changed-since=--output=x", "a.txt"],
            "git knows no commit --output=x",
        ),
        (vec!["--changed-since", "HEAD", "-"], "standard input"),
    ] {
        let done = gouji(path, &args);
        assert_eq!(done.status.code(), Some(2), "{args:?}");
        assert!(text(&done.stderr).contains(what), "{}", text(&done.stderr));
    }
    let bare = tempfile::tempdir().expect("a folder");
    fs::write(bare.path().join("a.txt"), GRAIN).expect("written");
    let done = gouji(bare.path(), &["--changed-since", "HEAD", "a.txt"]);
    assert!(
        text(&done.stderr).contains("no git repository"),
        "{}",
        text(&done.stderr)
    );
}

/// Every draft has the nearest configuration, in one run.
#[test]
fn the_nearest_configuration_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let house = "rules:\n  - id: house/name\n    severity: warning\n    confidence: certain\n    message: '{text}'\n    why: 更名。\n    \
                 check: {terms: {words: [{wrong: 办事通, right: 一码通}]}}\n    examples: [{bad: '[[办事通]]'}, {good: 一码通}]\n";
    for (name, text) in [
        ("a/gouji.yaml", "ignore: [arith]\n"),
        ("a/deep/a.txt", ""),
        (
            "b/.gouji.yaml",
            "rules: [house.yaml]\nselect: [house]\nlang: en\nfail_on: warning\n",
        ),
        ("b/house.yaml", house),
        ("b/b.txt", ""),
        ("c.txt", ""),
    ] {
        let text = if text.is_empty() {
            format!("一、回顾\n“办事通”平台。{GRAIN}\n")
        } else {
            text.to_owned()
        };
        fs::create_dir_all(path.join(name).parent().expect("a folder")).expect("a folder");
        fs::write(path.join(name), text).expect("written");
    }
    let done = gouji(path, &["--format", "concise", "."]);
    let told = text(&done.stdout);
    let told: Vec<&str> = told
        .lines()
        .filter_map(|line| line.split_once(']').map(|(place, _)| place))
        .collect();
    let wanted = [
        "./b/b.txt:2:2: warning[house/name",
        "./c.txt:2:32: error[arith/growth-from-pair",
    ];
    assert_eq!(told, wanted, "{}", text(&done.stderr));
    assert_eq!(gouji(path, &["-q", "b"]).status.code(), Some(1));
    assert_eq!(gouji(path, &["-q", "b", "--fail-on", "error"]).status.code(), Some(0));
    let sarif = gouji(path, &["--format", "sarif", "."]);
    let sarif: serde_json::Value = serde_json::from_slice(&sarif.stdout).expect("JSON");
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    assert_eq!(rules.len(), 2);
    assert!(
        rules
            .iter()
            .all(|rule| rule["fullDescription"].is_object() || rule["help"].is_object()),
        "{rules:?}"
    );
    for broken in ["a/gouji.yaml", "b/.gouji.yaml"] {
        let file = path.join(broken);
        let sound = fs::read_to_string(&file).expect("the file");
        fs::write(&file, sound + "profil: report\n").expect("written");
    }
    let done = gouji(path, &["."]);
    let told = text(&done.stderr);
    assert_eq!((done.status.code(), text(&done.stdout).as_str()), (Some(2), ""));
    assert!(
        told.contains("a/gouji.yaml:2:1") && told.contains("b/.gouji.yaml:5:1"),
        "{told}"
    );
    for broken in ["a/gouji.yaml", "b/.gouji.yaml"] {
        let file = path.join(broken);
        let sound = fs::read_to_string(&file)
            .expect("the file")
            .replace("profil: report\n", "");
        fs::write(&file, sound).expect("written");
    }
    let done = gouji(path, &["--together", "."]);
    assert_eq!(done.status.code(), Some(2));
    assert!(text(&done.stderr).contains("--config"), "{}", text(&done.stderr));
    assert_eq!(
        gouji(path, &["--together", "--no-config", "-q", "."]).status.code(),
        Some(1)
    );
}

/// Words of one's own are known beside those of the program, whose other names and kinds stay.
#[test]
fn words_extend_those_of_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let write = |name: &str, text: &str| fs::write(path.join(name), text).expect("written");
    write(
        "a.txt",
        "2022年工作总结\n全年旅游综合收入32.6亿元。旅游创收额36.2亿元。\n",
    );
    write(
        "b.txt",
        "2022年工作总结\n全市GDP由90.2亿元增加到96.8亿元，增长6.3%。地区产出由90.2亿元增加到96.8亿元，增长6.3%。\n",
    );
    let told = |draft: &str, more: &[&str]| {
        let done = gouji(
            path,
            &[more, &["--format", "concise", "--select", "consist,arith", draft]].concat(),
        );
        assert!(done.status.code() != Some(2), "{}", text(&done.stderr));
        let lines = text(&done.stdout);
        let places = lines
            .lines()
            .filter_map(|line| line.split(' ').next().map(str::to_owned));
        places.collect::<Vec<String>>()
    };
    assert_eq!(told("a.txt", &[]), Vec::<String>::new());
    write(
        "words.yaml",
        "indicators:\n  - {name: 旅游总收入, aliases: [旅游创收额]}\n",
    );
    assert_eq!(told("a.txt", &["--rules", "words.yaml"]), ["a.txt:2:21:"]);
    write(
        "gouji.yaml",
        "indicators:\n  - {name: 旅游总收入, aliases: [旅游创收额]}\n",
    );
    assert_eq!(told("a.txt", &[]), ["a.txt:2:21:"]);
    // The growth of the gross product is real: by whatever name, it is not computed from its levels.
    assert_eq!(told("b.txt", &[]), ["b.txt:2:53:"]);
    write(
        "gouji.yaml",
        "indicators:\n  - {name: 地区生产总值, aliases: [地区产出]}\n",
    );
    assert_eq!(told("b.txt", &[]), Vec::<String>::new());
    write(
        "gouji.yaml",
        "indicators:\n  - {name: 地区生产总值, aliases: [地区产出], dimension: money, growth: nominal}\n",
    );
    assert_eq!(told("b.txt", &[]).len(), 2);
}

/// What is accepted is known by its content: it may move, and its file may get another name, but its figures may not change.
#[test]
fn accepted_findings_may_move_and_not_change() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    let write = |name: &str, text: &str| fs::write(path.join(name), text).expect("written");
    let told = |args: &[&str]| {
        let done = gouji(path, &[args, &["--format", "concise"]].concat());
        let places: Vec<String> = text(&done.stdout)
            .lines()
            .filter_map(|line| line.split(' ').nth(1).map(str::to_owned))
            .collect();
        (places, done.status.code())
    };
    let money = "存款余额由90.2亿元增加到96.8亿元，增长9.3%。";
    write("gouji.yaml", "baseline: accepted/known.json\n");
    fs::create_dir(path.join("accepted")).expect("a folder");
    write("v1.txt", &format!("一、回顾\n{GRAIN}\n{money}\n"));
    assert_eq!(gouji(path, &["baseline", "create"]).status.code(), Some(0));
    assert_eq!(told(&["v1.txt"]), (vec![], Some(0)));
    write("v1.txt", &format!("一、回顾\n新的一段。{money}\n\n再一段。\n{GRAIN}\n"));
    assert_eq!(told(&["v1.txt"]), (vec![], Some(0)));
    // Another draft with the same sentence is no old text while the old one is there.
    write("other.txt", &format!("一、回顾\n{GRAIN}\n"));
    let (found, code) = told(&["other.txt"]);
    assert_eq!(
        (found.as_slice(), code),
        (&["error[arith/growth-from-pair]".to_owned()][..], Some(1))
    );
    fs::rename(path.join("v1.txt"), path.join("v2.txt")).expect("renamed");
    assert_eq!(told(&["v2.txt"]), (vec![], Some(0)));
    fs::rename(path.join("v2.txt"), path.join("v1.txt")).expect("renamed");
    write(
        "v1.txt",
        &format!("一、回顾\n{money}\n{}\n", GRAIN.replace("6.3", "5.3")),
    );
    let found = told(&["v1.txt"]).0;
    assert_eq!(found, ["warning[baseline]", "error[arith/growth-from-pair]"]);
    assert_eq!(told(&["v1.txt", "--ignore", "baseline"]).0.len(), 1);
    // Rules that do not run may need their entries.
    assert_eq!(told(&["v1.txt", "--ignore", "arith"]).0.len(), 0);
    assert_eq!(gouji(path, &["baseline", "update", "v1.txt"]).status.code(), Some(0));
    assert_eq!(told(&["v1.txt"]), (vec![], Some(0)));
    let known = fs::read_to_string(path.join("accepted/known.json")).expect("the file");
    assert!(known.contains("\"../v1.txt\""), "{known}");
    assert_eq!(known.matches("fingerprint").count(), 2);
}

/// Everything that the file to begin with shows can be used as it stands.
#[test]
fn the_file_to_begin_with_is_right() {
    for lang in ["zh", "en"] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path();
        fs::write(path.join("a.txt"), GRAIN).expect("written");
        let done = gouji(path, &["config", "init", "--lang", lang]);
        assert_eq!(
            (text(&done.stdout).as_str(), done.status.code()),
            ("gouji.yaml\n", Some(0))
        );
        let begun = fs::read_to_string(path.join("gouji.yaml")).expect("the file");
        assert_eq!(
            gouji(path, &["a.txt"]).stdout,
            gouji(path, &["--no-config", "a.txt"]).stdout
        );
        let again = gouji(path, &["config", "init", "--lang", lang]);
        assert_eq!(again.status.code(), Some(2));
        assert_eq!(fs::read_to_string(path.join("gouji.yaml")).expect("the file"), begun);

        // A comment that looks like YAML is a setting.
        let key = |rest: &str| {
            rest.starts_with(' ')
                || rest
                    .split(':')
                    .next()
                    .is_some_and(|k| !k.is_empty() && k.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        };
        let set = begun
            .lines()
            .map(|line| line.strip_prefix("# ").filter(|rest| key(rest)).unwrap_or(line));
        let all = set.map(|line| format!("{line}\n")).collect::<String>();
        fs::write(path.join("gouji.yaml"), &all).expect("written");
        fs::create_dir(path.join("rules")).expect("a folder");
        fs::write(path.join("rules/words.yaml"), "names:\n  - name: 九九归一\n").expect("written");
        let done = gouji(path, &["baseline", "create"]);
        assert_eq!(done.status.code(), Some(0), "{}\n{all}", text(&done.stderr));
        let shown = gouji(path, &["config", "show", "附件/a.md"]);
        let shown = text(&shown.stdout);
        let keys = shown.lines().filter(|line| !line.starts_with(' ')).count();
        let set = shown.lines().filter(|line| line.contains("# gouji.yaml:")).count();
        assert!(keys >= 13 && set >= keys, "{shown}");
        assert!(!shown.contains("# default"), "{shown}");
    }
}

#[test]
fn every_command_has_completions_and_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    for (shell, word) in [
        ("bash", "--changed-since"),
        ("zsh", "--changed-since"),
        ("fish", "changed-since"),
        ("powershell", "--changed-since"),
        ("elvish", "--changed-since"),
    ] {
        let done = gouji(folder.path(), &["completions", shell]);
        assert_eq!(done.status.code(), Some(0));
        assert!(text(&done.stdout).contains(word), "{shell}");
    }
    assert_eq!(gouji(folder.path(), &["man", "-o", "pages"]).status.code(), Some(0));
    for page in [
        "gouji.1",
        "gouji-check.1",
        "gouji-baseline-create.1",
        "gouji-config-show.1",
    ] {
        let text = fs::read_to_string(folder.path().join("pages").join(page)).expect("a page");
        assert!(text.contains(".SH SYNOPSIS"), "{page}");
    }
}

/// The bytes of a file in the encodings that drafts have.
fn written(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let wide = |big: bool| {
        let units = text.encode_utf16();
        units
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect::<Vec<u8>>()
    };
    vec![
        ("utf-8.txt", text.as_bytes().to_vec()),
        ("bom.md", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        ("gb.txt", encoding_rs::GB18030.encode(text).0.into_owned()),
        ("le.txt", [&[0xFF, 0xFE][..], &wide(false)].concat()),
        ("be.txt", [&[0xFE, 0xFF][..], &wide(true)].concat()),
        ("bare.txt", wide(false)),
    ]
}

#[test]
fn a_fixed_file_is_what_it_was_but_for_the_fix() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    for breaks in ["\n", "\r\n", "\r"] {
        let draft = |points: &str| {
            let slip = "存款余额由90.2亿元增加到96.8亿元，增长8.3%。";
            format!("2022年工作总结{breaks}{breaks}合格率提高1.2{points}。{breaks}{breaks}{slip}")
        };
        for ((name, before), (_, after)) in written(&draft("百分点")).into_iter().zip(written(&draft("个百分点")))
        {
            let file = path.join(name);
            fs::write(&file, &before).expect("written");
            let done = gouji(path, &["--diff", "-q", name]);
            assert_eq!(done.status.code(), Some(1), "{name}");
            assert_eq!(
                fs::read(&file).expect("the file"),
                before,
                "{name} {breaks:?}: a diff changes nothing"
            );
            for _ in 0..2 {
                let done = gouji(path, &["--fix", "--format", "concise", name]);
                assert!(
                    text(&done.stdout).contains("增长8.3%") || text(&done.stdout).contains("8.3%"),
                    "{name}"
                );
                assert_eq!(fs::read(&file).expect("the file"), after, "{name} {breaks:?}");
            }
        }
    }
    // What cannot be written back as it was is left alone.
    let mut broken = "合格率提高1.2百分点。\n".repeat(40).into_bytes();
    broken.splice(3..3, [0xFF]);
    fs::write(path.join("broken.txt"), &broken).expect("written");
    let done = gouji(path, &["--fix", "--format", "concise", "broken.txt"]);
    assert!(text(&done.stderr).contains("未作改动"), "{}", text(&done.stderr));
    assert!(text(&done.stdout).contains("unit/broken-point"));
    assert_eq!(fs::read(path.join("broken.txt")).expect("the file"), broken);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    fs::create_dir(path.join("real")).expect("a folder");
    fs::write(path.join("real/a.txt"), "合格率提高1.2百分点。\n").expect("written");
    fs::set_permissions(path.join("real/a.txt"), fs::Permissions::from_mode(0o640)).expect("set");
    std::os::unix::fs::symlink("real/a.txt", path.join("link.txt")).expect("a link");
    assert_eq!(gouji(path, &["--fix", "-q", "link.txt"]).status.code(), Some(0));
    let meta = fs::metadata(path.join("real/a.txt")).expect("the file");
    assert_eq!(meta.permissions().mode() & 0o777, 0o640);
    assert!(
        fs::symlink_metadata(path.join("link.txt"))
            .expect("the link")
            .is_symlink()
    );
    assert_eq!(
        fs::read_to_string(path.join("real/a.txt")).expect("the file"),
        "合格率提高1.2个百分点。\n"
    );
    assert_eq!(
        fs::read_dir(path).expect("the folder").count(),
        2,
        "nothing is left behind"
    );
}
