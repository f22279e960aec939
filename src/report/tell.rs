//! How formats for other programs name files, and what they say of a finding.
//!
//! Owns paths from the current folder, their form in URIs, and the characters that such formats may carry. A Word file has no lines: the
//! numbers of its places are those of the text extracted from it, so its messages begin with the place by which a reader finds it.

use super::{full, printable, spot};
use crate::check::Lang;
use crate::settle::{RelatedPlace, Resolved};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The rule id under which inputs are told that could not be checked.
pub(super) const UNREADABLE: &str = "unreadable";

/// What stands for itself in the path of a URI.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// The language and the folder of a run.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub lang: Lang,
    /// Absolute paths inside it are told from there.
    pub root: &'a str,
}

impl Teller<'_> {
    /// A path from the current folder, with `/` between its parts and no `./` before them.
    pub fn path(&self, path: &str) -> String {
        let slashed = |path: &str| match cfg!(windows) {
            true => path.replace('\\', "/"),
            false => path.to_owned(),
        };
        let (path, root) = (slashed(path), slashed(self.root));
        let inside = path.strip_prefix(&root).and_then(|rest| rest.strip_prefix('/'));
        let mut path = inside.filter(|_| !root.is_empty()).unwrap_or(&path);
        while let Some(rest) = path.strip_prefix("./") {
            path = rest.trim_start_matches('/');
        }
        path.to_owned()
    }

    /// The same as a URI; relative, but for a file outside of the current folder that was named from the root.
    pub fn uri(&self, path: &str) -> String {
        let path = self.path(path);
        let encoded = utf8_percent_encode(&path, PATH);
        if std::path::Path::new(&path).is_absolute() {
            return format!("file:///{}", encoded.to_string().trim_start_matches('/'));
        }
        encoded.to_string()
    }

    /// `报告.txt:12:26`, `报告.docx 表1:3:2`
    pub fn place(&self, path: &str, finding: &Resolved) -> String {
        let range = &finding.place.range;
        let (line, column) = spot::numbers(range);
        let path = spot::path(&self.path(path), range, self.lang);
        clean(&format!("{path}:{line}:{column}"))
    }

    /// The message; of a Word file with the place before it.
    pub fn message(&self, path: &str, finding: &Resolved) -> String {
        let message = clean(&finding.message).replace(['\n', '\r'], " ");
        match finding.place.range.spot {
            Some(_) => format!("{}: {message}", self.place(path, finding)),
            None => message,
        }
    }

    /// The message, and below it the sum, the doubt, the candidates and what to do.
    pub fn all(&self, path: &str, finding: &Resolved) -> String {
        let mut lines = vec![self.message(path, finding)];
        lines.extend(full::explanations(finding, self.lang).iter().map(|line| clean(line)));
        lines.join("\n")
    }

    /// What another place of a finding is.
    pub fn related(&self, related: &RelatedPlace) -> String {
        match related.label.as_str() {
            "" => clean(&related.place.text),
            label => clean(&format!("{label} {}", related.place.text)),
        }
    }
}

/// A text without the characters that neither a terminal nor XML takes.
pub(super) fn clean(text: &str) -> String {
    printable(text).replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}")
}
