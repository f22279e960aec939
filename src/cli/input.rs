//! What is read: files, folders, standard input.

use super::args::{Encoding, ReadArgs};
use crate::check::Lang;
use crate::report::Unreadable;
use crate::source::{self, Document, ReadError, ReadOptions, walk};
use std::io::Read;
use std::path::{Path, PathBuf};

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file.
    File(walk::File),
    /// Standard input under a name.
    Stdin(String),
}

/// How documents are read.
pub fn options(args: &ReadArgs) -> ReadOptions {
    let encoding = match args.encoding {
        Encoding::Auto => source::Encoding::Auto,
        Encoding::Utf8 => source::Encoding::Utf8,
        Encoding::Gb18030 => source::Encoding::Gb18030,
        Encoding::Big5 => source::Encoding::Big5,
        Encoding::Utf16 => source::Encoding::Utf16,
    };
    ReadOptions {
        encoding,
        max_bytes: args.max_size.saturating_mul(1 << 20),
    }
}

/// The documents that paths stand for, standard input first, then by path; and the paths that cannot be read. Without paths, the current
/// folder.
pub fn find(paths: &[PathBuf], args: &ReadArgs) -> (Vec<Input>, Vec<(String, ReadError)>) {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here } else { paths };
    let (stdin, files): (Vec<&PathBuf>, Vec<&PathBuf>) = paths.iter().partition(|path| is_stdin(path));
    let found = walk::collect(&files);
    let mut inputs: Vec<Input> = stdin.first().map(|_| Input::stdin(args)).into_iter().collect();
    inputs.extend(found.files.into_iter().map(Input::File));
    (inputs, found.errors)
}

/// That there is nothing to check: a run that looks at no draft must not look like a clean one.
pub fn none_found(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "没有找到文稿（文件夹中只检查 .txt、.md、.docx、.xlsx、.csv、.html）",
        Lang::En => "no drafts found (in folders only .txt, .md, .docx, .xlsx, .csv and .html are checked)",
    }
}

/// What is told of an input that cannot be read.
pub fn unreadable(path: String, error: &ReadError, lang: Lang) -> Unreadable {
    let message = match lang {
        Lang::Zh => error.zh(),
        Lang::En => error.to_string(),
    };
    Unreadable { path, message }
}

impl Input {
    /// A single path of the command line.
    pub fn one(path: &Path, args: &ReadArgs) -> Self {
        if is_stdin(path) {
            return Self::stdin(args);
        }
        Self::File(walk::File {
            shown: path.to_string_lossy().into_owned(),
            path: path.to_owned(),
        })
    }

    fn stdin(args: &ReadArgs) -> Self {
        Self::Stdin(args.stdin_filename.clone().unwrap_or_else(|| "<stdin>".to_owned()))
    }

    /// The path as it is shown.
    pub fn path(&self) -> &str {
        match self {
            Self::File(file) => &file.shown,
            Self::Stdin(name) => name,
        }
    }

    /// Where it lies, by which its configuration is found; standard input lies where its name says.
    pub fn location(&self) -> &Path {
        match self {
            Self::File(file) => &file.path,
            Self::Stdin(name) => Path::new(name),
        }
    }

    /// The bytes of it.
    pub fn bytes(&self, options: &ReadOptions) -> Result<Vec<u8>, ReadError> {
        match self {
            Self::File(file) => walk::bytes(file, options),
            Self::Stdin(_) => stdin_bytes(options),
        }
    }

    /// Reads it.
    pub fn read(&self, options: &ReadOptions, lang: Lang) -> Result<Document, Unreadable> {
        let document = match self {
            Self::File(file) => walk::load(file, options),
            Self::Stdin(name) => read_stdin(name, options),
        };
        document.map_err(|error| unreadable(self.path().to_owned(), &error, lang))
    }
}

/// Takes one byte more than the limit at most, so that an endless input is refused.
fn read_stdin(name: &str, options: &ReadOptions) -> Result<Document, ReadError> {
    source::read(name, &stdin_bytes(options)?, options)
}

fn stdin_bytes(options: &ReadOptions) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let mut stdin = std::io::stdin().lock().take(options.max_bytes.saturating_add(1));
    stdin
        .read_to_end(&mut bytes)
        .map_err(|error| ReadError::Io(error.to_string()))?;
    Ok(bytes)
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}
