//! `--changed-since`: which lines are new, as git says.
//!
//! Owns the calls of git, an external program, and the reading of what it prints. A document that git does not know is new as a whole, and
//! so is a changed one of which it shows no lines (Word, UTF-16).

use super::Failure;
use super::input::Input;
use crate::settle::changed::{Changed, Changes};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is new in documents since a commit.
pub fn changes(reference: &str, inputs: &[Input]) -> Result<Changes, Failure> {
    let mut repositories: BTreeMap<PathBuf, Repository> = BTreeMap::new();
    let mut tops: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    let mut changes = Changes::default();
    for input in inputs {
        let Input::File(file) = input else {
            return Err(told("standard input has no lines that git knows"));
        };
        let path = std::fs::canonicalize(&file.path).unwrap_or_else(|_| file.path.clone());
        let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
        let top = match tops.get(&folder) {
            Some(top) => top.clone(),
            None => {
                let top = top_of(&folder)?;
                tops.insert(folder, top.clone());
                top
            }
        };
        let repository = match repositories.entry(top.clone()) {
            std::collections::btree_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::btree_map::Entry::Vacant(new) => new.insert(Repository::read(top, reference)?),
        };
        if let Some(changed) = repository.changed(&path)? {
            changes.0.insert(file.shown.clone(), changed);
        }
    }
    Ok(changes)
}

/// A repository as far as it is asked.
struct Repository {
    top: PathBuf,
    /// The commit.
    commit: String,
    /// The files that differ from it.
    differing: Vec<PathBuf>,
    /// The files that git knows.
    tracked: Vec<PathBuf>,
}

impl Repository {
    fn read(top: PathBuf, reference: &str) -> Result<Self, Failure> {
        let named = format!("{reference}^{{commit}}");
        let found = git(&top, ["rev-parse", "--verify", "--quiet", "--end-of-options", &named]);
        let Ok(commit) = found.map(|text| text.trim().to_owned()) else {
            let why = format!(
                "git knows no commit {reference} in {}; in CI, fetch the whole history",
                top.display()
            );
            return Err(told(&why));
        };
        let files = |text: String| -> Vec<PathBuf> {
            let mut files: Vec<PathBuf> = text
                .split('\0')
                .filter(|name| !name.is_empty())
                .map(|name| top.join(name))
                .collect();
            files.sort();
            files
        };
        let differing = files(git(&top, ["diff", "--name-only", "-z", "--no-ext-diff", &commit])?);
        let tracked = files(git(&top, ["ls-files", "-z"])?);
        Ok(Self {
            top,
            commit,
            differing,
            tracked,
        })
    }

    fn changed(&self, path: &Path) -> Result<Option<Changed>, Failure> {
        if self
            .tracked
            .binary_search_by(|known| known.as_path().cmp(path))
            .is_err()
        {
            return Ok(Some(Changed::All));
        }
        if self
            .differing
            .binary_search_by(|known| known.as_path().cmp(path))
            .is_err()
        {
            return Ok(None);
        }
        let fixed = [
            "diff",
            "-U0",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            &self.commit,
            "--",
        ]
        .map(OsStr::new);
        let diff = git(&self.top, fixed.into_iter().chain([path.as_os_str()]))?;
        let lines: Vec<RangeInclusive<usize>> = diff.lines().filter_map(hunk).collect();
        // Lines that end at a lone CR are none for git.
        let text = std::fs::read(path).unwrap_or_default();
        let lone = text.windows(2).any(|pair| pair[0] == b'\r' && pair[1] != b'\n');
        let shown = !lone && diff.lines().any(|line| line.starts_with("@@"));
        Ok(Some(if shown { Changed::Lines(lines) } else { Changed::All }))
    }
}

/// The new lines of `@@ -3 +3,2 @@`; none where something was only taken away.
fn hunk(line: &str) -> Option<RangeInclusive<usize>> {
    let new = line
        .strip_prefix("@@ ")?
        .split(' ')
        .find_map(|part| part.strip_prefix('+'))?;
    let (first, count) = new.split_once(',').unwrap_or((new, "1"));
    let (first, count): (usize, usize) = (first.parse().ok()?, count.parse().ok()?);
    (count > 0).then(|| first..=first + count - 1)
}

fn top_of(folder: &Path) -> Result<PathBuf, Failure> {
    let top = git(folder, ["rev-parse", "--show-toplevel"]);
    let top = top.map_err(|failure| match failure {
        Failure::Told(text) if text.contains("not a git repository") => {
            told(&format!("{} lies in no git repository", folder.display()))
        }
        other => other,
    })?;
    let top = PathBuf::from(top.trim_end_matches(['\n', '\r']));
    Ok(std::fs::canonicalize(&top).unwrap_or(top))
}

fn git<A: AsRef<OsStr>>(folder: &Path, args: impl IntoIterator<Item = A>) -> Result<String, Failure> {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(folder)
        .args(["-c", "core.quotePath=false"])
        .args(args);
    // What git says is read here and matched.
    let done = command.env("LC_ALL", "C").output();
    let done = done.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => told("git is not installed, or not on the path"),
        _ => told(&format!("git: {error}")),
    })?;
    if !done.status.success() {
        return Err(told(String::from_utf8_lossy(&done.stderr).trim()));
    }
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}

fn told(why: &str) -> Failure {
    Failure::Told(format!("gouji: --changed-since: {why}"))
}

#[cfg(test)]
mod tests {
    use super::hunk;

    #[test]
    fn new_lines_of_hunks() {
        for (line, lines) in [
            ("@@ -3 +3 @@ 甲", Some(3..=3)),
            ("@@ -3,2 +4,3 @@", Some(4..=6)),
            ("@@ -3,2 +2,0 @@", None),
            ("+++ b/甲.txt", None),
            ("+@@ -1 +1 @@", None),
        ] {
            assert_eq!(hunk(line), lines, "{line}");
        }
    }
}
