//! The XML of a part: events with their namespace and their bytes.
//!
//! Owns what is refused in any part: malformed XML, document type definitions and with them every entity but the five of XML, elements
//! nested deeper than any program writes. What an element means is not known here.

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;
use std::ops::Range;

/// Elements inside one another; Word writes some dozens.
const DEEPEST: usize = 400;

/// The namespaces that matter, each in its transitional and its strict form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ns {
    /// WordprocessingML.
    Word,
    /// Markup compatibility: the same content in two forms.
    Compat,
    /// Formulas.
    Math,
    /// Any other.
    Other,
}

/// The namespace of WordprocessingML as most programs write it.
pub(crate) const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The same in strict files.
pub(crate) const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

impl Ns {
    fn of(resolved: &ResolveResult) -> Self {
        let ResolveResult::Bound(Namespace(uri)) = resolved else {
            return Self::Other;
        };
        match *uri {
            TRANSITIONAL | STRICT => Self::Word,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Compat,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Math,
            _ => Self::Other,
        }
    }
}

/// Why a part is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// Not well-formed from this byte on.
    Malformed(usize),
    /// It defines entities or uses one that XML does not know.
    Entities,
}

/// One event.
#[derive(Debug)]
pub(crate) enum Token<'a> {
    /// An element begins; its [`Token::End`] follows in any case.
    Start(Element<'a>),
    /// An element ends.
    End,
    /// Characters that stand in the part as they are.
    Text(&'a str),
    /// Characters in a CDATA section.
    Raw(&'a str),
    /// A reference that stands for one character.
    Char(char),
    /// The part ends.
    Eof,
}

/// An element with its attributes.
#[derive(Debug)]
pub(crate) struct Element<'a> {
    /// Its namespace.
    pub ns: Ns,
    tag: BytesStart<'a>,
}

impl Element<'_> {
    /// Its name without the prefix.
    pub fn name(&self) -> &str {
        let name = self.tag.name().0;
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// Its name as it is written.
    pub fn qualified(&self) -> &str {
        self.tag.name().0
    }

    /// The value of the attribute with this name, whatever its prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.tag.attributes();
        let all = attributes.with_checks(false).filter_map(Result::ok);
        let mut named = all.filter(|a| a.key.0.rsplit_once(':').map_or(a.key.0, |(_, local)| local) == name);
        let found = named.next()?;
        let value = quick_xml::escape::unescape(&found.value).map(|v| v.into_owned());
        Some(value.unwrap_or_else(|_| found.value.into_owned()))
    }

    /// All attributes as they are written.
    pub fn attributes(&self) -> Vec<(String, String)> {
        let mut attributes = self.tag.attributes();
        let all = attributes.with_checks(false).filter_map(Result::ok);
        all.map(|a| (a.key.0.to_owned(), a.value.into_owned())).collect()
    }

    /// `val`, of which most elements of Word consist.
    pub fn val(&self) -> Option<String> {
        self.attribute("val")
    }

    /// `val` as a number.
    pub fn number(&self) -> Option<u32> {
        self.val()?.trim().parse().ok()
    }

    /// Whether a property is switched on: it is unless it says otherwise.
    pub fn is_on(&self) -> bool {
        !matches!(self.val().as_deref(), Some("0" | "false" | "off"))
    }
}

/// Reads a part event by event.
pub(crate) struct Scanner<'a> {
    source: &'a str,
    reader: NsReader<&'a [u8]>,
    depth: usize,
    /// Whether the root has been seen.
    begun: bool,
    /// The bytes of the last event; of the end of an empty element, nothing behind it.
    pub range: Range<usize>,
}

impl<'a> Scanner<'a> {
    /// Begins at the start of a part.
    pub fn new(source: &'a str) -> Self {
        let mut reader = NsReader::from_str(source);
        reader.config_mut().expand_empty_elements = true;
        Self {
            source,
            reader,
            depth: 0,
            begun: false,
            range: 0..0,
        }
    }

    /// The next event. Comments and processing instructions are passed over.
    pub fn next(&mut self) -> Result<Token<'a>, Flaw> {
        loop {
            let start = self.reader.buffer_position() as usize;
            let malformed = Flaw::Malformed(start);
            let (resolved, event) = self.reader.read_resolved_event().map_err(|_| malformed)?;
            let ns = Ns::of(&resolved);
            self.range = start..self.reader.buffer_position() as usize;
            return Ok(match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    let second = self.depth == 0 && std::mem::replace(&mut self.begun, true);
                    self.depth += 1;
                    if second || self.depth > DEEPEST || !is_sound(&tag) {
                        return Err(malformed);
                    }
                    Token::Start(Element { ns, tag })
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::End
                }
                Event::Text(_) => {
                    let text = self.source.get(self.range.clone()).ok_or(malformed)?;
                    if self.depth == 0 && !text.trim().is_empty() {
                        return Err(malformed);
                    }
                    Token::Text(text)
                }
                Event::CData(_) => {
                    let inner = self.range.start + "<![CDATA[".len()..self.range.end - "]]>".len();
                    Token::Raw(self.source.get(inner).ok_or(malformed)?)
                }
                Event::GeneralRef(entity) => {
                    let known = match entity.resolve_char_ref() {
                        Ok(Some(c)) => Some(c),
                        Ok(None) => predefined(&entity.into_inner()),
                        Err(_) => None,
                    };
                    Token::Char(known.ok_or(Flaw::Entities)?)
                }
                Event::DocType(_) => return Err(Flaw::Entities),
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => continue,
                Event::Eof if self.depth > 0 => return Err(malformed),
                Event::Eof => Token::Eof,
            });
        }
    }

    /// Passes over what is left of the element that has just begun.
    pub fn skip(&mut self) -> Result<(), Flaw> {
        let mut open = 1;
        while open > 0 {
            match self.next()? {
                Token::Start(_) => open += 1,
                Token::End => open -= 1,
                Token::Eof => return Err(Flaw::Malformed(self.range.start)),
                _ => {}
            }
        }
        Ok(())
    }

    /// The next element inside the one that is open, or that it ends. Text between is passed over.
    pub fn child(&mut self) -> Result<Option<Element<'a>>, Flaw> {
        loop {
            match self.next()? {
                Token::Start(element) => return Ok(Some(element)),
                Token::End => return Ok(None),
                Token::Eof => return Err(Flaw::Malformed(self.range.start)),
                _ => {}
            }
        }
    }

    /// The root element.
    pub fn root(&mut self) -> Result<Element<'a>, Flaw> {
        loop {
            match self.next()? {
                Token::Start(element) => return Ok(element),
                Token::Eof => return Err(Flaw::Malformed(self.range.start)),
                _ => {}
            }
        }
    }
}

/// Whether a start tag is one; the reader is lenient.
fn is_sound(tag: &BytesStart) -> bool {
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && !name.contains(['"', '\'', '<', '>', '=', '&', '/', '\0'])
            && !name.ends_with(':')
    };
    let mut attributes = tag.attributes();
    let sound = |attribute: Result<Attribute, _>| attribute.is_ok_and(|a| is_name(a.key.0) && !a.value.contains('<'));
    is_name(tag.name().0) && attributes.with_checks(false).all(sound)
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}
