//! The package: the parts of a Word file and how they refer to one another.
//!
//! Owns the zip, how much of it is unpacked at most, and relationships. Relationships are followed from the package to its main part and
//! from there one step on, never further, so that no circle of them can be walked.

use super::WordError;
use super::xml::{Flaw, Scanner};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// An opened file.
pub(crate) struct Package<'a> {
    /// The zip.
    pub archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Names without regard to case, as the format has it.
    names: BTreeMap<String, usize>,
    /// Bytes that may still be unpacked.
    budget: u64,
    limit: u64,
    /// The name of the main part.
    pub main: String,
}

/// A relationship to a part of the package.
#[derive(Clone, Debug)]
pub(crate) struct Relation {
    /// What sections refer to it by.
    pub id: String,
    /// The last step of its type: `styles`, `footnotes`.
    pub kind: String,
    /// The part.
    pub target: String,
}

impl<'a> Package<'a> {
    /// Opens a file of which at most `limit` bytes are unpacked.
    pub fn open(bytes: &'a [u8], limit: u64) -> Result<Self, WordError> {
        if bytes.starts_with(OLE) {
            return Err(old_format(bytes));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| WordError::Damaged("zip".to_owned()))?;
        let names = archive.file_names_raw().enumerate();
        let names = names
            .map(|(i, name)| (key(&String::from_utf8_lossy(name)), i))
            .collect();
        let mut package = Self {
            archive,
            names,
            budget: limit,
            limit,
            main: String::new(),
        };
        package.main = package.find_main()?;
        Ok(package)
    }

    fn find_main(&mut self) -> Result<String, WordError> {
        let root = self.relations("")?;
        let main = root.into_iter().find(|r| r.kind == "officeDocument");
        let main = main.map(|r| r.target).ok_or(WordError::NotWord)?;
        if self.has(&main) {
            return Ok(main);
        }
        Err(WordError::Missing(main))
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&key(name))
    }

    /// The text of a part.
    pub fn text(&mut self, name: &str) -> Result<String, WordError> {
        let damaged = || WordError::Damaged(name.to_owned());
        let index = *self
            .names
            .get(&key(name))
            .ok_or_else(|| WordError::Missing(name.to_owned()))?;
        let file = self.archive.by_index(index).map_err(|_| damaged())?;
        let mut bytes = Vec::new();
        // The size that the file states is not to be trusted.
        let read = file.take(self.budget + 1).read_to_end(&mut bytes);
        read.map_err(|_| damaged())?;
        if bytes.len() as u64 > self.budget {
            return Err(WordError::Huge {
                part: name.to_owned(),
                limit: self.limit,
            });
        }
        self.budget -= bytes.len() as u64;
        decode(bytes).ok_or_else(damaged)
    }

    /// The relationships of a part, of the package itself for an empty name; those that lead out of the package are left out.
    pub fn relations(&mut self, part: &str) -> Result<Vec<Relation>, WordError> {
        let name = relations_of(part);
        if !self.has(&name) {
            return match part {
                "" => Err(WordError::NotWord),
                _ => Ok(Vec::new()),
            };
        }
        let text = self.text(&name)?;
        relations(&text, folder(part)).map_err(|flaw| WordError::of(flaw, &name))
    }
}

/// A name as it is compared.
pub(crate) fn key(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

/// The name of the part that holds the relationships of a part.
pub(crate) fn relations_of(part: &str) -> String {
    let folder = folder(part);
    let name = &part[folder.len()..];
    format!("{folder}_rels/{name}.rels")
}

/// The folder of a part with its last stroke.
pub(crate) fn folder(part: &str) -> &str {
    part.rfind('/').map_or("", |i| &part[..=i])
}

fn relations(text: &str, folder: &str) -> Result<Vec<Relation>, Flaw> {
    let mut xml = Scanner::new(text);
    let mut found = Vec::new();
    xml.root()?;
    while let Some(element) = xml.child()? {
        let get = |name| element.attribute(name).unwrap_or_default();
        if element.name() == "Relationship" && get("TargetMode") != "External" {
            let (kind, target) = (get("Type"), get("Target"));
            found.push(Relation {
                id: get("Id"),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: resolve(folder, &target),
            });
        }
        xml.skip()?;
    }
    Ok(found)
}

/// The name that a target means, seen from a folder.
fn resolve(folder: &str, target: &str) -> String {
    let path = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => folder.to_owned() + target,
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => _ = steps.pop(),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// UTF-8, or UTF-16 with its mark, which the format allows too.
fn decode(bytes: Vec<u8>) -> Option<String> {
    match bytes.as_slice() {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE
            .decode_without_bom_handling_and_without_replacement(rest)
            .map(|text| text.into_owned()),
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE
            .decode_without_bom_handling_and_without_replacement(rest)
            .map(|text| text.into_owned()),
        _ => String::from_utf8(bytes).ok(),
    }
}

/// How files begin that hold a file system of their own: old formats, and new ones with a password.
pub(crate) const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Why such a file is not read.
pub(crate) fn old_format(bytes: &[u8]) -> WordError {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        WordError::Encrypted
    } else {
        WordError::Old
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_the_folder_of_their_part() {
        for (part, target, want) in [
            ("word/document.xml", "styles.xml", "word/styles.xml"),
            ("word/document.xml", "/word/styles.xml", "word/styles.xml"),
            ("word/document.xml", "../custom/a.xml", "custom/a.xml"),
            ("word/document.xml", "../../../a.xml", "a.xml"),
            ("word/document.xml", "./media//a.png", "word/media/a.png"),
            ("", "word/document.xml", "word/document.xml"),
        ] {
            assert_eq!(resolve(folder(part), target), want, "{part} {target}");
        }
        assert_eq!(relations_of("word/document.xml"), "word/_rels/document.xml.rels");
        assert_eq!(relations_of(""), "_rels/.rels");
    }
}
