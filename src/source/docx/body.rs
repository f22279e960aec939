//! One part of a Word file as blocks: the body, a header, the notes.
//!
//! Owns what of WordprocessingML is text and in which order: tracked changes as if accepted, the result of fields, one of two forms of the
//! same content, content controls and other wrappers seen through. Runs are read in [`super::run`].

use super::flow::{Aside, Block, Flow, Paragraph};
use super::numbering::{Counters, Label, Numbering};
use super::run::Field;
use super::styles::{self, Properties, Styles};
use super::xml::{Element, Flaw, Ns, Scanner};

/// What all parts of a document share.
pub(super) struct Shared {
    /// Its styles.
    pub styles: Styles,
    /// Its lists.
    pub numbering: Numbering,
    /// Where they have counted to.
    pub counters: Counters,
}

/// Reads one part.
pub(super) struct Reader<'a, 's> {
    pub(super) xml: Scanner<'a>,
    pub(super) shared: &'s mut Shared,
    /// The text of the paragraph that is being read.
    pub(super) flow: Flow,
    /// What is to follow it.
    pub(super) asides: Vec<Aside>,
    /// The fields around.
    pub(super) fields: Vec<Field>,
    /// How many deletions are around.
    deletions: usize,
    /// Whether fields hide nothing, because one of them has no end.
    all_fields: bool,
    /// Whether the paragraph before had no end of its own.
    joined: bool,
    /// Counts the paragraphs, so that a field knows whether it ends where it began.
    pub(super) serial: usize,
    /// Where the run that is being read begins.
    pub(super) run_start: usize,
    /// Headers and footers that sections name, by relationship.
    pub(super) margins: Vec<String>,
}

pub(super) type Done = Result<(), Flaw>;

impl<'a, 's> Reader<'a, 's> {
    /// Begins a part.
    pub fn new(part: &'a str, shared: &'s mut Shared) -> Self {
        Self {
            xml: Scanner::new(part),
            shared,
            flow: Flow::default(),
            asides: Vec::new(),
            fields: Vec::new(),
            deletions: 0,
            all_fields: false,
            joined: false,
            serial: 0,
            run_start: 0,
            margins: Vec::new(),
        }
    }

    /// The blocks of a document's body. A field without an end would hide all that follows: then none hides anything.
    pub fn body(part: &'a str, shared: &'s mut Shared) -> Result<(Vec<Block>, Vec<String>), Flaw> {
        let counters = shared.counters.clone();
        let mut reader = Self::new(part, shared);
        let mut blocks = reader.whole_body()?;
        if !reader.fields.is_empty() {
            reader.shared.counters = counters;
            reader = Self {
                all_fields: true,
                ..Self::new(part, reader.shared)
            };
            blocks = reader.whole_body()?;
        }
        Ok((blocks, reader.margins))
    }

    fn whole_body(&mut self) -> Result<Vec<Block>, Flaw> {
        self.xml.root()?;
        let mut out = Vec::new();
        while let Some(child) = self.xml.child()? {
            match (child.ns, child.name()) {
                (Ns::Word, "body") => self.blocks(&mut out)?,
                _ => self.xml.skip()?,
            }
        }
        Ok(out)
    }

    /// The blocks of a header or footer.
    pub fn margin(&mut self) -> Result<Vec<Block>, Flaw> {
        self.xml.root()?;
        let mut out = Vec::new();
        self.blocks(&mut out)?;
        Ok(out)
    }

    /// The notes of a part with their ids.
    pub fn notes(&mut self) -> Result<Vec<(String, Vec<Block>)>, Flaw> {
        self.xml.root()?;
        let mut notes = Vec::new();
        while let Some(note) = self.xml.child()? {
            let id = note.attribute("id").unwrap_or_default();
            // Separators are notes too.
            if note.ns == Ns::Word && note.attribute("type").is_none_or(|kind| kind == "normal") {
                let mut out = Vec::new();
                self.blocks(&mut out)?;
                notes.push((id, out));
            } else {
                self.xml.skip()?;
            }
        }
        Ok(notes)
    }

    /// Blocks up to the end of the open element.
    pub(super) fn blocks(&mut self, out: &mut Vec<Block>) -> Done {
        while let Some(child) = self.xml.child()? {
            self.block(&child, out)?;
        }
        out.extend(self.leftover());
        Ok(())
    }

    pub(super) fn block(&mut self, element: &Element, out: &mut Vec<Block>) -> Done {
        match (element.ns, element.name()) {
            (Ns::Word, "p") => {
                let paragraph = self.paragraph()?;
                out.extend(paragraph.map(Block::Paragraph));
                Ok(())
            }
            (Ns::Word, "tbl") => {
                out.extend(self.leftover());
                let table = self.table()?;
                out.push(Block::Table(table));
                Ok(())
            }
            (Ns::Word, "sdt") => self.control(&mut |reader| reader.blocks(out)).map(drop),
            (Ns::Word, "customXml" | "ins" | "moveTo") => self.blocks(out),
            (Ns::Word, "sectPr") => {
                let margins = styles::section(&mut self.xml)?;
                self.margins.extend(margins);
                Ok(())
            }
            (Ns::Compat, "AlternateContent") => self.alternate(&mut |reader| reader.blocks(out)),
            _ => self.xml.skip(),
        }
    }

    /// A content control: its content, unless it is a table of contents, which only repeats headings. Gives whether it offers a choice.
    pub(super) fn control(&mut self, take: &mut dyn FnMut(&mut Self) -> Done) -> Result<bool, Flaw> {
        let (mut generated, mut choice) = (false, false);
        while let Some(child) = self.xml.child()? {
            match (child.ns, child.name()) {
                (Ns::Word, "sdtPr") => (generated, choice) = self.control_properties()?,
                (Ns::Word, "sdtContent") if !generated => take(self)?,
                _ => self.xml.skip()?,
            }
        }
        Ok(choice)
    }

    fn control_properties(&mut self) -> Result<(bool, bool), Flaw> {
        let (mut generated, mut choice) = (false, false);
        while let Some(child) = self.xml.child()? {
            match (child.ns, child.name()) {
                (Ns::Word, "docPartObj") => {
                    while let Some(part) = self.xml.child()? {
                        let gallery = part.name() == "docPartGallery";
                        generated |= gallery && part.val().as_deref() == Some("Table of Contents");
                        self.xml.skip()?;
                    }
                    continue;
                }
                (Ns::Word, "dropDownList" | "comboBox" | "date") => choice = true,
                _ => {}
            }
            self.xml.skip()?;
        }
        Ok((generated, choice))
    }

    /// The same content in several forms: the first choice, else what is written for programs that know none.
    pub(super) fn alternate(&mut self, take: &mut dyn FnMut(&mut Self) -> Done) -> Done {
        let mut taken = false;
        while let Some(child) = self.xml.child()? {
            match (child.ns, child.name()) {
                (Ns::Compat, "Choice" | "Fallback") if !taken => {
                    taken = true;
                    take(self)?;
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    /// A paragraph; none while its end is deleted, because the next one goes on with it.
    fn paragraph(&mut self) -> Result<Option<Paragraph>, Flaw> {
        let mut own = Properties::default();
        let shown = self.is_shown();
        while let Some(child) = self.xml.child()? {
            if (child.ns, child.name()) == (Ns::Word, "pPr") {
                let (found, margins) = styles::properties(&mut self.xml)?;
                own = found;
                self.margins.extend(margins);
            } else {
                self.inline(&child)?;
            }
        }
        if own.joins_next {
            self.joined |= !self.flow.strands.is_empty();
            return Ok(None);
        }
        self.joined = false;
        Ok(Some(self.finish(&own, shown)))
    }

    /// What was read since the last paragraph as one of its own.
    fn finish(&mut self, own: &Properties, shown: bool) -> Paragraph {
        self.serial += 1;
        let label = if shown { self.label(own) } else { None };
        let bullet = label.as_ref().is_some_and(|label| label.bullet);
        let flow = std::mem::take(&mut self.flow);
        let flow = match label {
            Some(label) => flow.numbered(&label.text),
            None => flow,
        };
        let heading = self.shared.styles.heading(own);
        Paragraph {
            heading: heading.filter(|_| !flow.text.contains(['。', '；', '\n'])),
            flow,
            indent: own.indent,
            bullet,
            asides: std::mem::take(&mut self.asides),
        }
    }

    /// A paragraph whose end is deleted before something that is none.
    pub(super) fn leftover(&mut self) -> Option<Block> {
        let open = std::mem::take(&mut self.joined);
        open.then(|| Block::Paragraph(self.finish(&Properties::default(), true)))
    }

    /// Counts the paragraph in its list.
    fn label(&mut self, own: &Properties) -> Option<Label> {
        let Shared {
            styles,
            numbering,
            counters,
        } = &mut *self.shared;
        let (list, level) = styles.list(own)?;
        numbering.label(list, level, styles, counters)
    }

    /// Whether text here is the draft's.
    pub(super) fn is_shown(&self) -> bool {
        self.deletions == 0 && (self.all_fields || self.fields.iter().all(Field::shows))
    }

    /// What stands in a paragraph beside its properties.
    pub(super) fn inline(&mut self, element: &Element) -> Done {
        match (element.ns, element.name()) {
            (Ns::Word, "r") => self.run(),
            (Ns::Word, "hyperlink" | "smartTag" | "customXml" | "ins" | "moveTo" | "dir" | "bdo") => self.inlines(),
            (Ns::Word, "del" | "moveFrom") => {
                // A field may begin or end in it.
                self.deletions += 1;
                self.inlines()?;
                self.deletions -= 1;
                Ok(())
            }
            (Ns::Word, "fldSimple") => self.simple_field(element),
            (Ns::Word, "sdt") => {
                let (start, from) = (self.xml.range.start, self.here());
                // What offers a choice holds one text, and no mark inside it.
                if self.control(&mut Self::inlines)? {
                    self.as_whole(from, start..self.xml.range.end);
                }
                Ok(())
            }
            (Ns::Compat, "AlternateContent") => self.alternate(&mut Self::inlines),
            (Ns::Math, "oMath" | "oMathPara") => self.formula(),
            _ => self.xml.skip(),
        }
    }

    /// The same up to the end of the open element.
    pub(super) fn inlines(&mut self) -> Done {
        while let Some(child) = self.xml.child()? {
            self.inline(&child)?;
        }
        Ok(())
    }

    /// Reads blocks that stand in a paragraph but not in its text.
    pub(super) fn apart(&mut self) -> Result<Vec<Block>, Flaw> {
        let flow = std::mem::take(&mut self.flow);
        let asides = std::mem::take(&mut self.asides);
        let fields = std::mem::take(&mut self.fields);
        let joined = std::mem::take(&mut self.joined);
        let deletions = std::mem::take(&mut self.deletions);
        let (serial, run_start) = (self.serial, self.run_start);
        let mut out = Vec::new();
        self.blocks(&mut out)?;
        self.flow = flow;
        self.asides = asides;
        self.fields = fields;
        self.joined = joined;
        self.deletions = deletions;
        self.serial = serial;
        self.run_start = run_start;
        Ok(out)
    }
}
