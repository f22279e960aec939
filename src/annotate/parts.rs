//! The parts beside the document that a comment needs: the comments themselves, a relationship, a content type.
//!
//! Owns their XML. What stands in them already stays.

use super::layout::prefix;
use crate::source::docx::xml::{Element, Flaw, Ns, STRICT, Scanner, TRANSITIONAL, Token};
use quick_xml::escape::escape;

/// Who writes the comments.
pub(super) const AUTHOR: &str = "gouji";

/// The content type of comments.
const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// Larger ids are passed over: the next one must be one too, and so must those after it.
const LARGEST_ID: u32 = 1 << 30;

/// The comments of a document.
#[derive(Debug, Default)]
pub(super) struct Existing {
    /// One more than the largest id.
    pub next: u32,
    /// The texts of those that an earlier run wrote; a line for each paragraph.
    pub own: Vec<String>,
}

/// Reads the comments that there are.
pub(super) fn existing(part: &str) -> Result<Existing, Flaw> {
    let mut xml = Scanner::new(part);
    let mut found = Existing::default();
    xml.root()?;
    while let Some(comment) = xml.child()? {
        found.next = found.next.max(after(&comment));
        let own = comment.attribute("author").as_deref() == Some(AUTHOR);
        let text = text(&mut xml)?;
        if own {
            found.own.push(text);
        }
    }
    Ok(found)
}

/// One more than the id of an element, 0 without one.
pub(super) fn after(element: &Element) -> u32 {
    let id = element.attribute("id").and_then(|id| id.trim().parse::<u32>().ok());
    id.filter(|id| *id < LARGEST_ID).map_or(0, |id| id + 1)
}

/// The text of a comment that has just begun.
fn text(xml: &mut Scanner) -> Result<String, Flaw> {
    let (mut lines, mut open): (Vec<String>, Vec<bool>) = (Vec::new(), vec![false]);
    while !open.is_empty() {
        match xml.next()? {
            Token::Start(element) => {
                let named = |name| element.ns == Ns::Word && element.name() == name;
                if named("p") {
                    lines.push(String::new());
                }
                open.push(named("t"));
            }
            Token::End => _ = open.pop(),
            Token::Text(text) | Token::Raw(text) if open.last() == Some(&true) => add(&mut lines, text),
            Token::Char(c) if open.last() == Some(&true) => add(&mut lines, c.encode_utf8(&mut [0; 4])),
            Token::Eof => break,
            _ => {}
        }
    }
    Ok(lines.join("\n"))
}

fn add(lines: &mut [String], text: &str) {
    if let Some(line) = lines.last_mut() {
        line.push_str(text);
    }
}

/// A part for comments without any.
pub(super) fn no_comments(strict: bool) -> String {
    let uri = if strict { STRICT } else { TRANSITIONAL };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{uri}\"></w:comments>"
    )
}

/// Adds comments: each with its id and its lines.
pub(super) fn add_comments(part: &str, comments: &[(u32, &[String])]) -> Result<String, Flaw> {
    append(part, |root| {
        let (p, declared) = prefix(root);
        comments
            .iter()
            .map(|(id, lines)| comment(*id, lines, &p, &declared))
            .collect()
    })
}

fn comment(id: u32, lines: &[String], p: &str, declared: &str) -> String {
    let mut out = format!("<{p}comment{declared} {p}id=\"{id}\" {p}author=\"{AUTHOR}\" {p}initials=\"{AUTHOR}\">");
    for (i, line) in lines.iter().enumerate() {
        let reference = if i == 0 {
            format!("<{p}r><{p}annotationRef/></{p}r>")
        } else {
            String::new()
        };
        let line = escape(line.as_str());
        out += &format!("<{p}p>{reference}<{p}r><{p}t xml:space=\"preserve\">{line}</{p}t></{p}r></{p}p>");
    }
    out + &format!("</{p}comment>")
}

/// Relationships without any.
pub(super) const NO_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";

/// Adds the relationship to comments in the same folder.
pub(super) fn add_relation(part: &str, id: &str, file: &str, strict: bool) -> Result<String, Flaw> {
    let base = if strict {
        "http://purl.oclc.org/ooxml/officeDocument"
    } else {
        "http://schemas.openxmlformats.org/officeDocument/2006"
    };
    append(part, |root| {
        let p = own_prefix(root);
        format!("<{p}Relationship Id=\"{id}\" Type=\"{base}/relationships/comments\" Target=\"{file}\"/>")
    })
}

/// Adds the content type of a part with comments.
pub(super) fn add_content_type(part: &str, name: &str) -> Result<String, Flaw> {
    append(part, |root| {
        let p = own_prefix(root);
        format!("<{p}Override PartName=\"/{name}\" ContentType=\"{CONTENT_TYPE}\"/>")
    })
}

/// The prefix of an element with its colon.
fn own_prefix(element: &Element) -> String {
    element
        .qualified()
        .rsplit_once(':')
        .map_or_else(String::new, |(p, _)| format!("{p}:"))
}

/// Writes something behind the last child of the root.
fn append(part: &str, addition: impl FnOnce(&Element) -> String) -> Result<String, Flaw> {
    let mut xml = Scanner::new(part);
    let root = xml.root()?;
    let (name, addition) = (root.qualified().to_owned(), addition(&root));
    xml.skip()?;
    let end = xml.range.clone();
    if !end.is_empty() {
        return Ok(format!("{}{addition}{}", &part[..end.start], &part[end.start..]));
    }
    let open = part[..end.start].strip_suffix("/>").ok_or(Flaw::Malformed(end.start))?;
    Ok(format!("{open}>{addition}</{name}>{}", &part[end.start..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let lines = ["合计<3>与\"分项\"不符".to_owned(), "1 + 1 = 3 & 4".to_owned()];
        for start in [
            no_comments(false),
            no_comments(true),
            format!("<comments xmlns=\"{TRANSITIONAL}\"/>"),
            format!(
                "<comments xmlns=\"{TRANSITIONAL}\" xmlns:a=\"{TRANSITIONAL}\"><comment a:id=\"4294967295\"/></comments>"
            ),
            format!("<x:comments xmlns:x=\"{STRICT}\"><x:comment x:id=\"6\" x:author=\"甲\"/></x:comments>"),
        ] {
            let next = existing(&start).unwrap().next;
            let written = add_comments(&start, &[(next, &lines)]).unwrap();
            let again = existing(&written).unwrap();
            assert_eq!((again.next, again.own), (next + 1, vec![lines.join("\n")]), "{written}");
        }
    }
}
