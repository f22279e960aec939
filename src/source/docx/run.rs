//! Runs: text, and what prints as text or refers to some.
//!
//! Owns characters that are written as elements, fields and formulas.

use super::body::Reader;
use super::flow::{Aside, Content};
use super::styles;
use super::xml::{Element, Flaw, Ns, Token};
use std::ops::Range;

/// Fields whose result is no text of the draft: page numbers, and lists that repeat headings.
const GENERATED: [&str; 9] = [
    "PAGE",
    "NUMPAGES",
    "SECTIONPAGES",
    "SECTION",
    "PAGEREF",
    "TOC",
    "TOA",
    "INDEX",
    "SECTIONPAGE",
];

/// Fields inside one another; Word allows twenty.
const MOST_FIELDS: usize = 200;

/// A field around the place where the reader is.
#[derive(Clone, Debug, Default)]
pub(super) struct Field {
    instruction: String,
    /// Whether its result has begun.
    result: bool,
    /// Whether its result is text.
    shown: bool,
    /// Where it began.
    begun: Begun,
}

/// A paragraph, a place in its text and the run that stands there.
#[derive(Clone, Copy, Debug, Default)]
struct Begun {
    serial: usize,
    here: Here,
    run_start: usize,
}

/// A place in a text: its bytes and its strands before it.
pub(super) type Here = (usize, usize);

impl Field {
    /// Whether text in it is text of the draft.
    pub fn shows(&self) -> bool {
        self.result && self.shown
    }

    fn begin_result(&mut self) {
        let name = self.instruction.trim_start();
        let name = name
            .split(|c: char| !c.is_ascii_alphabetic())
            .next()
            .unwrap_or_default();
        self.result = true;
        self.shown = !GENERATED.contains(&name.to_ascii_uppercase().as_str());
    }
}

/// What stands for something else in a text that is not ready for it.
const OBJECT: &str = "\u{FFFC}";

type Done = Result<(), Flaw>;

impl Reader<'_, '_> {
    /// A run: `w:r`, which has just begun.
    pub(super) fn run(&mut self) -> Done {
        let start = self.xml.range.start;
        self.run_start = start;
        let asides = self.asides.len();
        let mut hidden = false;
        let mut ended = None;
        while let Some(child) = self.xml.child()? {
            match (child.ns, child.name()) {
                (Ns::Word, "rPr") => hidden = self.hides()?,
                (Ns::Word, "fldChar") => {
                    ended = self.field(&child)?.or(ended);
                    self.xml.skip()?;
                }
                _ => self.in_run(&child, hidden)?,
            }
        }
        let range = start..self.xml.range.end;
        // Word writes the result of a field anew, and marks inside it would be lost.
        if let Some(begun) = ended.filter(|begun| begun.serial == self.serial) {
            self.as_whole(begun.here, begun.run_start..range.end);
        }
        for aside in &mut self.asides[asides..] {
            aside.run = range.clone();
        }
        Ok(())
    }

    fn hides(&mut self) -> Result<bool, Flaw> {
        let properties = styles::run(&mut self.xml)?;
        let styled = || properties.style.as_deref().is_some_and(|s| self.shared.styles.hides(s));
        Ok(properties.hidden.unwrap_or_else(styled))
    }

    fn in_run(&mut self, element: &Element, hidden: bool) -> Done {
        let shown = !hidden && self.is_shown();
        let here = self.xml.range.clone();
        if element.ns == Ns::Compat && element.name() == "AlternateContent" {
            return self.alternate(&mut |reader| reader.in_run_all(hidden));
        }
        if element.ns != Ns::Word {
            return self.drawing(shown);
        }
        let printed = match element.name() {
            "t" => return self.text(element, shown),
            "tab" | "ptab" => "\t".to_owned(),
            "br" | "cr" => "\n".to_owned(),
            "noBreakHyphen" => "-".to_owned(),
            "sym" => symbol(element),
            "ruby" => return self.ruby(shown),
            "instrText" => return self.instruction(),
            "footnoteReference" | "endnoteReference" => {
                if shown {
                    self.note(element);
                }
                return self.xml.skip();
            }
            "drawing" | "pict" | "object" => return self.drawing(shown),
            _ => return self.xml.skip(),
        };
        self.xml.skip()?;
        if shown {
            self.flow
                .replaced(&printed, here.start..here.end.max(self.xml.range.end));
        }
        Ok(())
    }

    fn in_run_all(&mut self, hidden: bool) -> Done {
        while let Some(child) = self.xml.child()? {
            self.in_run(&child, hidden)?;
        }
        Ok(())
    }

    /// `w:t`. White space at its ends counts only where the file says so.
    fn text(&mut self, element: &Element, shown: bool) -> Done {
        let kept = element.attribute("space").is_some_and(|space| space == "preserve");
        let from = self.flow.text.len();
        loop {
            match self.xml.next()? {
                Token::Text(text) if shown => {
                    let leading = if kept || self.flow.text.len() > from {
                        0
                    } else {
                        text.len() - text.trim_start_matches([' ', '\t', '\r', '\n']).len()
                    };
                    self.flow.exact(&text[leading..], self.xml.range.start + leading);
                }
                Token::Raw(text) if shown => self.flow.replaced(text, self.xml.range.clone()),
                Token::Char(c) if shown => self.flow.replaced(&printable(c).to_string(), self.xml.range.clone()),
                Token::Start(_) => self.xml.skip()?,
                Token::End => break,
                Token::Eof => return Err(Flaw::Malformed(self.xml.range.start)),
                _ => {}
            }
        }
        if !kept {
            self.flow.trim_end(from);
        }
        Ok(())
    }

    fn instruction(&mut self) -> Done {
        loop {
            match self.xml.next()? {
                Token::Text(text) | Token::Raw(text) => {
                    if let Some(field) = self
                        .fields
                        .last_mut()
                        .filter(|f| !f.result && f.instruction.len() < 200)
                    {
                        field.instruction.push_str(text);
                    }
                }
                Token::Start(_) => self.xml.skip()?,
                Token::End => return Ok(()),
                Token::Eof => return Err(Flaw::Malformed(self.xml.range.start)),
                Token::Char(_) => {}
            }
        }
    }

    /// Begins or ends a field; gives where one began that stands in no other and has ended.
    fn field(&mut self, element: &Element) -> Result<Option<Begun>, Flaw> {
        match element.attribute("fldCharType").as_deref() {
            Some("begin") if self.fields.len() == MOST_FIELDS => {
                return Err(Flaw::Malformed(self.xml.range.start));
            }
            Some("begin") => {
                let begun = Begun {
                    serial: self.serial,
                    here: self.here(),
                    run_start: self.run_start,
                };
                self.fields.push(Field {
                    begun,
                    ..Field::default()
                });
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.begin_result();
                }
            }
            Some("end") => {
                let ended = self.fields.pop().map(|field| field.begun);
                return Ok(ended.filter(|_| self.fields.is_empty()));
            }
            _ => {}
        }
        Ok(None)
    }

    /// `w:fldSimple`
    pub(super) fn simple_field(&mut self, element: &Element) -> Done {
        let mut field = Field {
            instruction: element.attribute("instr").unwrap_or_default(),
            ..Field::default()
        };
        field.begin_result();
        let (start, from) = (self.xml.range.start, self.here());
        self.fields.push(field);
        let depth = self.fields.len();
        self.inlines()?;
        self.fields.truncate(depth - 1);
        self.as_whole(from, start..self.xml.range.end);
        Ok(())
    }

    fn note(&mut self, element: &Element) {
        let id = element.attribute("id").unwrap_or_default();
        let content = match element.name() {
            "footnoteReference" => Content::Footnote(id),
            _ => Content::Endnote(id),
        };
        self.asides.push(Aside { content, run: 0..0 });
    }

    /// A picture or a shape: only text boxes in it are text.
    fn drawing(&mut self, shown: bool) -> Done {
        while let Some(child) = self.xml.child()? {
            match (child.ns, child.name()) {
                (Ns::Word, "txbxContent") if shown => {
                    let blocks = self.apart()?;
                    self.asides.push(Aside {
                        content: Content::Box(blocks),
                        run: 0..0,
                    });
                }
                (Ns::Word, "txbxContent") => self.xml.skip()?,
                (Ns::Compat, "AlternateContent") => self.alternate(&mut |reader| reader.drawing(shown))?,
                _ => self.drawing(shown)?,
            }
        }
        Ok(())
    }

    /// Text with its reading above it: the text.
    fn ruby(&mut self, shown: bool) -> Done {
        let (whole, from) = (self.xml.range.start, self.here());
        while let Some(child) = self.xml.child()? {
            match (child.ns, child.name()) {
                (Ns::Word, "rubyBase") if shown => self.inlines()?,
                _ => self.xml.skip()?,
            }
        }
        self.as_whole(from, whole..self.xml.range.end);
        Ok(())
    }

    /// A formula: its characters in a row.
    pub(super) fn formula(&mut self) -> Done {
        let (whole, from) = (self.xml.range.start, self.here());
        self.formula_text()?;
        self.as_whole(from, whole..self.xml.range.end);
        Ok(())
    }

    fn formula_text(&mut self) -> Done {
        let shown = self.is_shown();
        while let Some(child) = self.xml.child()? {
            match (child.ns, child.name()) {
                (Ns::Math | Ns::Word, "t") => self.text(&child, shown)?,
                (Ns::Word, "del" | "moveFrom" | "rPr" | "pPr") => self.xml.skip()?,
                _ => self.formula_text()?,
            }
        }
        Ok(())
    }

    /// The end of the text so far.
    pub(super) fn here(&self) -> Here {
        (self.flow.text.len(), self.flow.strands.len())
    }

    /// Makes what was read since a place one that can only be marked as a whole.
    pub(super) fn as_whole(&mut self, (at, strands): Here, xml: Range<usize>) {
        self.flow.strands.truncate(strands);
        let text = self.flow.text.split_off(at);
        self.flow.replaced(&text, xml);
    }
}

/// A character that a file writes as a number; control characters print as spaces.
fn printable(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

/// A character of a symbol font.
fn symbol(element: &Element) -> String {
    let code = element.attribute("char").unwrap_or_default();
    let code = u32::from_str_radix(code.trim(), 16).unwrap_or(0);
    let font = element.attribute("font").unwrap_or_default();
    let special = (0xF000..=0xF0FF).contains(&code);
    let plain = if special { code - 0xF000 } else { code };
    let of_symbol = || SYMBOL.iter().find(|(at, _)| *at == plain).map(|(_, c)| c.to_string());
    let other = || {
        char::from_u32(code)
            .filter(|c| !special && !c.is_control())
            .map(String::from)
    };
    let known = match font.as_str() {
        "Symbol" => of_symbol(),
        _ => other(),
    };
    known.unwrap_or_else(|| OBJECT.to_owned())
}

/// Characters of the font Symbol that stand beside figures.
const SYMBOL: [(u32, char); 21] = [
    (0x25, '%'),
    (0x2B, '+'),
    (0x2D, '−'),
    (0x2E, '.'),
    (0x30, '0'),
    (0x31, '1'),
    (0x32, '2'),
    (0x33, '3'),
    (0x34, '4'),
    (0x35, '5'),
    (0x36, '6'),
    (0x37, '7'),
    (0x38, '8'),
    (0x39, '9'),
    (0xA3, '≤'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB8, '÷'),
    (0xBB, '≈'),
];
