//! A file that is written whole or not at all.

use crate::cli::Failure;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// Writes `path` anew: into a file beside it, which takes its place when everything is written. `draft`, if any, is never
/// replaced.
///
/// # Errors
/// What `write` says, or that the file cannot be written, with its name.
pub fn replace<F>(path: &Path, draft: Option<&Path>, write: F) -> Result<(), Failure>
where
    F: FnOnce(&mut dyn Write) -> Result<(), Failure>,
{
    let named = |failure| match failure {
        Failure::Output(error) => unwritable(path, &error),
        told => told,
    };
    // A link is followed: what it leads to is replaced, not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if draft.is_some_and(|draft| fs::canonicalize(draft).is_ok_and(|draft| draft == target)) {
        let same = io::Error::other("this is the draft itself, which is never overwritten");
        return Err(unwritable(path, &same));
    }
    // A pipe or a device is no file that could be replaced.
    if fs::metadata(&target).is_ok_and(|known| !known.is_file()) {
        let mut out = File::create(&target)
            .map(BufWriter::new)
            .map_err(|error| unwritable(path, &error))?;
        write(&mut out).map_err(named)?;
        return out.flush().map_err(|error| unwritable(path, &error));
    }
    let mut beside = beside(&target).map_err(|error| unwritable(path, &error))?;
    let mut out = BufWriter::new(beside.as_file_mut());
    write(&mut out).map_err(named)?;
    out.flush().map_err(|error| unwritable(path, &error))?;
    drop(out);
    beside
        .persist(&target)
        .map_err(|error| unwritable(path, &error.error))?;
    Ok(())
}

/// A new file in the same folder, readable to whoever could read a file made there.
fn beside(target: &Path) -> io::Result<NamedTempFile> {
    let folder = target
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .map_or_else(|| PathBuf::from("."), Path::to_owned);
    let mut builder = Builder::new();
    builder.prefix(".gouji-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let known = fs::metadata(target).map(|known| known.permissions());
        builder.permissions(known.unwrap_or_else(|_| fs::Permissions::from_mode(0o666)));
    }
    builder.tempfile_in(folder)
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::Told(format!("gouji: {}: {error}", path.display()))
}
