//! Which files are read: paths as given, folders walked.
//!
//! Owns the file system. Folders are walked for texts, pages, tables, workbooks and Word files; ignore files are respected and hidden files passed over.
//! A path that cannot be read becomes an error beside the others and stops nothing.

use super::{Document, ReadError, ReadOptions};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The files to read and the paths that failed, each sorted by path, each path once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// Files to read.
    pub files: Vec<File>,
    /// Paths that failed, as shown, with the reason.
    pub errors: Vec<(String, ReadError)>,
}

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    /// The path as it was given, what lies below a folder joined to it by `/`.
    pub shown: String,
    /// The path for the file system.
    pub path: PathBuf,
}

/// Finds the files of some paths. A file is taken whatever its name, a folder for its drafts.
pub fn collect<P: AsRef<Path>>(paths: &[P]) -> Collected {
    let mut files = BTreeMap::new();
    let mut errors = BTreeMap::new();
    for path in paths {
        let path = path.as_ref();
        match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => walk(path, &mut files, &mut errors),
            Ok(_) => {
                files.insert(shown(path), path.to_owned());
            }
            Err(error) => {
                errors.insert(shown(path), refused(&error));
            }
        }
    }
    Collected {
        files: files.into_iter().map(|(shown, path)| File { shown, path }).collect(),
        errors: errors.into_iter().collect(),
    }
}

/// Reads one file.
pub fn load(file: &File, options: &ReadOptions) -> Result<Document, ReadError> {
    let bytes = bytes(file, options)?;
    super::read(&file.shown, &bytes, options)
}

/// The bytes of one file. Its size is looked at before it is read.
pub fn bytes(file: &File, options: &ReadOptions) -> Result<Vec<u8>, ReadError> {
    let meta = std::fs::metadata(&file.path).map_err(|e| refused(&e))?;
    if meta.len() > options.max_bytes {
        return Err(ReadError::TooLarge {
            size: meta.len(),
            limit: options.max_bytes,
        });
    }
    std::fs::read(&file.path).map_err(|e| refused(&e))
}

/// Endings of texts that a folder is walked for. A PDF is, as a rule, a print of one of them.
const TEXTS: [&str; 7] = ["txt", "md", "markdown", "html", "htm", "csv", "tsv"];

fn walk(folder: &Path, files: &mut BTreeMap<String, PathBuf>, errors: &mut BTreeMap<String, ReadError>) {
    for entry in ignore::WalkBuilder::new(folder).require_git(false).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|t| !t.is_dir()) && is_draft(entry.path()) => {
                files.insert(shown(entry.path()), entry.into_path());
            }
            Ok(_) => {}
            Err(error) => {
                let path = place(&error).map_or_else(|| shown(folder), shown);
                let reason = match error.io_error() {
                    Some(io) => refused(io),
                    None => ReadError::Io(error.to_string()),
                };
                errors.insert(path, reason);
            }
        }
    }
}

/// The path an error of the walk is about.
fn place(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

/// By its ending; `~$` opens the names of the files by which Word marks one as open.
fn is_draft(path: &Path) -> bool {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let lock = path
        .file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with("~$"));
    let text = TEXTS.iter().any(|e| ending.eq_ignore_ascii_case(e));
    let office = super::docx::has_ending(ending) || super::sheet::has_ending(ending);
    text || (office && !lock)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

fn refused(error: &std::io::Error) -> ReadError {
    match error.kind() {
        std::io::ErrorKind::NotFound => ReadError::NotFound,
        _ => ReadError::Io(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_give_their_drafts_sorted_and_once() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        std::fs::create_dir_all(root.join("乙/深")).unwrap();
        for name in [
            "乙/深/b.MD",
            "a.txt",
            "乙/c.markdown",
            "d.rs",
            ".e.txt",
            "f.txt",
            "data.bin",
            "g.docx",
            "~$g.docx",
            "h.xlsx",
            "~$h.xlsx",
            "i.csv",
            "j.htm",
            "k.pdf",
        ] {
            std::fs::write(root.join(name), "甲").unwrap();
        }
        std::fs::write(root.join(".gitignore"), "f.txt\n").unwrap();
        let got = collect(&[
            root.join("data.bin"),
            root.to_owned(),
            root.join("a.txt"),
            root.join("none.txt"),
        ]);
        let prefix = format!("{}/", shown(root));
        let names: Vec<&str> = got
            .files
            .iter()
            .map(|f| f.shown.strip_prefix(&prefix).unwrap())
            .collect();
        assert_eq!(
            names,
            [
                "a.txt",
                "data.bin",
                "g.docx",
                "h.xlsx",
                "i.csv",
                "j.htm",
                "乙/c.markdown",
                "乙/深/b.MD"
            ]
        );
        assert_eq!(got.errors, [(format!("{prefix}none.txt"), ReadError::NotFound)]);
    }

    #[test]
    fn a_large_file_is_refused_before_it_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.txt");
        std::fs::write(&path, "甲乙").unwrap();
        let file = File {
            shown: "a.txt".into(),
            path,
        };
        let options = ReadOptions {
            max_bytes: 5,
            ..ReadOptions::default()
        };
        assert_eq!(
            load(&file, &options).unwrap_err(),
            ReadError::TooLarge { size: 6, limit: 5 }
        );
        assert_eq!(load(&file, &ReadOptions::default()).unwrap().text, "甲乙");
    }
}
