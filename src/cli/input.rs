//! What is read: files, folders, standard input.

use super::args::{Encoding, ReadArgs};
use crate::check::Lang;
use crate::report::Unreadable;
use crate::source::{self, Document, ReadError, ReadOptions};
use std::io::Read;
use std::path::{Path, PathBuf};

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input under a name.
    Stdin(String),
}

/// What is told of an input that cannot be read.
pub fn fault(path: String, error: &ReadError, lang: Lang) -> Unreadable {
    let message = match lang {
        Lang::Zh => error.zh(),
        Lang::En => error.to_string(),
    };
    Unreadable { path, message }
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

/// The documents that paths stand for, sorted by path and without repeats, and the paths that cannot be read.
pub fn find(paths: &[PathBuf], args: &ReadArgs, lang: Lang) -> (Vec<Input>, Vec<Unreadable>) {
    let mut files = Vec::new();
    let mut faults = Vec::new();
    let mut stdin = None;
    let here = [PathBuf::from(".")];
    for path in if paths.is_empty() { &here } else { paths } {
        if path == Path::new("-") {
            stdin = Some(Input::stdin(args));
            continue;
        }
        let (found, unreadable) = source::walk(path);
        files.extend(found);
        faults.extend(unreadable.into_iter().map(|(path, error)| fault(path, &error, lang)));
    }
    let shown = |file: &PathBuf| file.to_string_lossy().into_owned();
    files.sort_by_cached_key(shown);
    files.dedup();
    (
        stdin.into_iter().chain(files.into_iter().map(Input::File)).collect(),
        faults,
    )
}

impl Input {
    /// Standard input under the name that the options give it.
    pub fn stdin(args: &ReadArgs) -> Self {
        Self::Stdin(args.stdin_filename.clone().unwrap_or_else(|| "<stdin>".to_owned()))
    }

    /// The path as it is shown.
    pub fn path(&self) -> String {
        match self {
            Self::File(path) => path.to_string_lossy().into_owned(),
            Self::Stdin(name) => name.clone(),
        }
    }

    /// Reads it.
    pub fn read(&self, options: &ReadOptions, lang: Lang) -> Result<Document, Unreadable> {
        let path = self.path();
        let bytes = self.bytes(options.max_bytes).map_err(|error| ReadError::Io(error.to_string()));
        bytes.and_then(|bytes| source::read(&path, &bytes, options)).map_err(|error| fault(path, &error, lang))
    }

    /// One byte more than the limit at most, so that a huge file is refused without being read.
    fn bytes(&self, most: u64) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match self {
            Self::Stdin(_) => std::io::stdin()
                .lock()
                .take(most.saturating_add(1))
                .read_to_end(&mut bytes)?,
            Self::File(path) => {
                let file = std::fs::File::open(path)?;
                let size = file.metadata().map_or(0, |data| data.len());
                bytes.reserve(size.min(most) as usize + 1);
                file.take(most.saturating_add(1)).read_to_end(&mut bytes)?
            }
        };
        Ok(bytes)
    }
}
