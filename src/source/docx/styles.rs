//! Styles: what paragraphs inherit that the text depends on.
//!
//! Owns outline levels, numbering and hidden text through `w:basedOn`. A circle of styles ends after some steps.

use super::xml::{Element, Flaw, Ns, Scanner};
use std::collections::BTreeMap;

/// How far a style is followed to what it is based on. Word allows ten steps; a circle of styles ends here too.
const STEPS: usize = 32;

/// The outline level of body text.
const BODY: u32 = 9;

/// Paragraph properties that the text depends on, from a style or a paragraph itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Properties {
    /// The style.
    pub style: Option<String>,
    /// The outline level from 0; 9 is body text.
    pub outline: Option<u32>,
    /// The numbering; 0 is none.
    pub list: Option<u32>,
    /// The level in it.
    pub level: Option<u32>,
    /// How far its first line is set in, in half characters.
    pub indent: u32,
    /// Whether the next paragraph goes on with it: its end is deleted by a tracked change, or it is a large first letter.
    pub joins_next: bool,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    properties: Properties,
    hidden: Option<bool>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// That of paragraphs that name none.
    default: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(text: &str) -> Result<Self, Flaw> {
        let mut xml = Scanner::new(text);
        let mut styles = Self::default();
        xml.root()?;
        while let Some(element) = xml.child()? {
            if element.ns == Ns::Word && element.name() == "style" {
                styles.style(&mut xml, &element)?;
            } else {
                xml.skip()?;
            }
        }
        Ok(styles)
    }

    fn style(&mut self, xml: &mut Scanner, element: &Element) -> Result<(), Flaw> {
        let id = element.attribute("styleId").unwrap_or_default();
        let default = matches!(element.attribute("default").as_deref(), Some("1" | "true" | "on"));
        if default && element.attribute("type").as_deref() == Some("paragraph") {
            self.default = Some(id.clone());
        }
        let mut style = Style::default();
        while let Some(child) = xml.child()? {
            match (child.ns, child.name()) {
                (Ns::Word, "name") => style.name = child.val().unwrap_or_default(),
                (Ns::Word, "basedOn") => style.based_on = child.val(),
                (Ns::Word, "pPr") => {
                    style.properties = properties(xml)?.0;
                    continue;
                }
                (Ns::Word, "rPr") => {
                    style.hidden = run(xml)?.hidden;
                    continue;
                }
                _ => {}
            }
            xml.skip()?;
        }
        self.styles.insert(id, style);
        Ok(())
    }

    /// The style of this name, then what it is based on.
    fn chain<'a>(&'a self, style: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let mut next = style.or(self.default.as_deref());
        let steps = std::iter::from_fn(move || {
            let (id, style) = self.styles.get_key_value(next?)?;
            next = style.based_on.as_deref();
            Some((id.as_str(), style))
        });
        steps.take(STEPS)
    }

    /// The level of a heading, from 1; none for body text.
    pub fn heading(&self, own: &Properties) -> Option<u8> {
        let named = |style: &Style| {
            let name = style.name.to_ascii_lowercase();
            let level: u32 = name.strip_prefix("heading ")?.trim().parse().ok()?;
            (1..=9).contains(&level).then(|| level - 1)
        };
        let inherited = || {
            self.chain(own.style.as_deref())
                .find_map(|(_, style)| style.properties.outline.or_else(|| named(style)))
        };
        let level = own.outline.or_else(inherited)?;
        (level < BODY).then_some(level as u8 + 1)
    }

    /// The list of a paragraph and the level in it, or the style that a level of the list names.
    pub fn list<'a>(&'a self, own: &'a Properties) -> Option<(u32, ListLevel<'a>)> {
        if let Some(list) = own.list {
            return (list > 0).then_some((list, ListLevel::Number(own.level.unwrap_or(0))));
        }
        let mut chain = self.chain(own.style.as_deref());
        let (id, list, level) =
            chain.find_map(|(id, s)| s.properties.list.map(|list| (id, list, s.properties.level)))?;
        let level = own.level.or(level).map_or(ListLevel::Style(id), ListLevel::Number);
        (list > 0).then_some((list, level))
    }

    /// The list that a numbering style stands for.
    pub fn list_of_style(&self, id: &str) -> Option<u32> {
        self.styles.get(id)?.properties.list
    }

    /// Whether text of a run style is hidden.
    pub fn hides(&self, style: &str) -> bool {
        self.chain(Some(style)).find_map(|(_, s)| s.hidden).unwrap_or(false)
    }
}

/// A level of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListLevel<'a> {
    /// By its number, from 0.
    Number(u32),
    /// The one that names this paragraph style.
    Style(&'a str),
}

/// Reads `w:pPr`; with the headers and footers of a section that ends in it, by relationship.
pub(super) fn properties(xml: &mut Scanner) -> Result<(Properties, Vec<String>), Flaw> {
    let mut found = Properties::default();
    let mut margins = Vec::new();
    let mut initial = false;
    while let Some(child) = xml.child()? {
        match (child.ns, child.name()) {
            (Ns::Word, "pStyle") => found.style = child.val(),
            (Ns::Word, "outlineLvl") => found.outline = child.number(),
            (Ns::Word, "ind") => found.indent = indent(&child),
            // a large first letter stands in a paragraph of its own
            (Ns::Word, "framePr") => initial = child.attribute("dropCap").is_some_and(|kind| kind != "none"),
            (Ns::Word, "numPr") => {
                while let Some(number) = xml.child()? {
                    match (number.ns, number.name()) {
                        (Ns::Word, "numId") => found.list = number.number(),
                        (Ns::Word, "ilvl") => found.level = number.number(),
                        _ => {}
                    }
                    xml.skip()?;
                }
                continue;
            }
            (Ns::Word, "rPr") => {
                found.joins_next = run(xml)?.deleted;
                continue;
            }
            (Ns::Word, "sectPr") => {
                margins.extend(section(xml)?);
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    found.joins_next |= initial;
    Ok((found, margins))
}

/// How far `w:ind` sets a first line in, in half characters: told in hundredths of a character or in twentieths of a point, of which a
/// half character has a hundred and five in most documents.
fn indent(element: &Element) -> u32 {
    let number = |name: &str| element.attribute(name).and_then(|v| v.trim().parse::<i64>().ok());
    let length = |chars: &str, points: &str| {
        let of_chars = number(chars).map(|n| n / 50);
        of_chars.or_else(|| number(points).map(|n| n / 105)).unwrap_or(0)
    };
    let left = length("leftChars", "left").max(length("startChars", "start"));
    let first = length("firstLineChars", "firstLine") - length("hangingChars", "hanging");
    u32::try_from(left.saturating_add(first)).unwrap_or(0).min(WIDEST)
}

/// The widest indent that tells anything.
const WIDEST: u32 = 100;

/// Reads `w:sectPr`: the headers and footers that it names, by relationship.
pub(super) fn section(xml: &mut Scanner) -> Result<Vec<String>, Flaw> {
    let mut margins = Vec::new();
    while let Some(child) = xml.child()? {
        if matches!(
            (child.ns, child.name()),
            (Ns::Word, "headerReference" | "footerReference")
        ) {
            margins.extend(child.attribute("id"));
        }
        xml.skip()?;
    }
    Ok(margins)
}

/// Run properties that the text depends on.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    /// Whether it is hidden, if that is said.
    pub hidden: Option<bool>,
    /// The character style.
    pub style: Option<String>,
    /// Of the end of a paragraph: whether a tracked change deletes it.
    pub deleted: bool,
}

/// Reads `w:rPr`.
pub(super) fn run(xml: &mut Scanner) -> Result<Run, Flaw> {
    let mut found = Run::default();
    while let Some(child) = xml.child()? {
        match (child.ns, child.name()) {
            (Ns::Word, "vanish") => found.hidden = Some(child.is_on()),
            (Ns::Word, "rStyle") => found.style = child.val(),
            (Ns::Word, "del" | "moveFrom") => found.deleted = true,
            _ => {}
        }
        xml.skip()?;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(body: &str) -> Styles {
        let xml = format!(
            "<w:styles xmlns:w=\"{}\">{body}</w:styles>",
            super::super::xml::TRANSITIONAL
        );
        Styles::read(&xml).unwrap()
    }

    fn of(style: &str) -> Properties {
        Properties {
            style: Some(style.to_owned()),
            ..Properties::default()
        }
    }

    #[test]
    fn levels_come_through_the_styles_below() {
        let styles = styles(
            r#"<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
            <w:style w:type="paragraph" w:styleId="a"><w:name w:val="标题甲"/><w:basedOn w:val="1"/></w:style>
            <w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
            <w:style w:type="paragraph" w:styleId="c"><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
            <w:style w:type="paragraph" w:styleId="d" w:default="1"><w:name w:val="Normal"/></w:style>"#,
        );
        for (style, want) in [
            ("1", Some(1)),
            ("a", Some(1)),
            ("b", None),
            ("c", Some(3)),
            ("d", None),
            ("x", None),
        ] {
            assert_eq!(styles.heading(&of(style)), want, "{style}");
        }
        let own = Properties {
            outline: Some(1),
            ..of("d")
        };
        assert_eq!(styles.heading(&own), Some(2));
    }

    #[test]
    fn a_circle_of_styles_ends() {
        let styles = styles(
            r#"<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>
            <w:style w:styleId="c"><w:basedOn w:val="c"/></w:style>"#,
        );
        for style in ["a", "c"] {
            assert_eq!(styles.heading(&of(style)), None);
            assert!(!styles.hides(style));
        }
    }
}
