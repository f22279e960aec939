//! URIs of documents: the path of one, the name that a document is checked under.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::path::{Path, PathBuf};

/// What stands for itself in the path of a URI.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// The path of a `file:` URI.
pub fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let path = &rest[rest.find('/')?..];
    let path = percent_decode_str(path).decode_utf8().ok()?;
    // `/c:/drafts` is a path of Windows behind its slash.
    let drive = cfg!(windows) && path.as_bytes().get(2) == Some(&b':');
    Some(PathBuf::from(if drive { &path[1..] } else { &path[..] }))
}

/// The `file:` URI of a path.
pub fn of(path: &Path) -> String {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let path = path.to_string_lossy().replace('\\', "/");
    format!("file:///{}", utf8_percent_encode(path.trim_start_matches('/'), PATH))
}

/// The name that a document is checked under; none for one that is no draft. Its ending tells the format: the file's own, or that of the
/// language that the editor takes it for.
pub fn name(uri: &str, language: &str) -> Option<String> {
    let path = uri.split_once(':').map_or(uri, |(_, path)| path);
    let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
    let last = path.rsplit('/').next().unwrap_or_default();
    let ending = last.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match (ending.as_deref(), language) {
        (Some("txt" | "text" | "md" | "markdown"), _) => Some(last.to_owned()),
        (_, "markdown") => Some(format!("{last}.md")),
        (_, "plaintext" | "text" | "txt") => Some(last.to_owned()),
        (None, "") => Some(last.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_go_there_and_back() {
        let path_of = Path::new("/稿/一 稿#1.txt");
        assert_eq!(of(path_of), "file:///%E7%A8%BF/%E4%B8%80%20%E7%A8%BF%231.txt");
        assert_eq!(path(&of(path_of)).as_deref(), Some(path_of));
        assert_eq!(path("file://host/a.txt").as_deref(), Some(Path::new("/a.txt")));
        for none in ["untitled:Untitled-1", "file://", "file:///%FF.txt", ""] {
            assert_eq!(path(none), None, "{none}");
        }
    }

    #[test]
    fn drafts_are_texts_and_markdown() {
        for (uri, language, want) in [
            ("file:///a/%E6%8A%A5.md", "plaintext", Some("报.md")),
            ("file:///a/b.TXT", "", Some("b.TXT")),
            ("untitled:Untitled-1", "markdown", Some("Untitled-1.md")),
            ("untitled:Untitled-1", "plaintext", Some("Untitled-1")),
            ("file:///a/README", "", Some("README")),
            ("file:///a/gouji.yaml", "yaml", None),
            ("file:///a/main.rs", "rust", None),
        ] {
            assert_eq!(name(uri, language).as_deref(), want, "{uri} {language}");
        }
    }
}
