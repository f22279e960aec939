//! Automatic numbering: the 一、 （一） 1. that Word prints and no text holds.
//!
//! Owns lists, their levels and where each of them has counted to. How a number is printed belongs to [`super::numeral`].

use super::numeral;
use super::styles::{ListLevel, Styles};
use super::xml::{Element, Flaw, Ns, Scanner};
use std::collections::{BTreeMap, BTreeSet};

/// Levels of a list.
const LEVELS: usize = 9;

#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    /// `%1.%2`: the numbers of the levels and what stands around them.
    text: String,
    /// Whether nothing separates it from the text.
    tight: bool,
    /// The number of the level that makes it begin again; 0 for none.
    restart: Option<u32>,
    /// Whether all levels print as Arabic digits.
    legal: bool,
    style: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct List {
    levels: Vec<Option<Level>>,
    /// The numbering style that it takes its levels from.
    link: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct Use {
    list: u32,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: BTreeMap<u32, List>,
    uses: BTreeMap<u32, Use>,
}

/// Where the lists have counted to.
#[derive(Clone, Debug, Default)]
pub(super) struct Counters {
    counts: BTreeMap<u32, [Option<u32>; LEVELS]>,
    /// Starts of single uses that have been taken.
    begun: BTreeSet<(u32, usize)>,
}

/// What a paragraph is numbered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// As it is printed, with a space behind it where it would run into the text.
    pub text: String,
    /// Whether it is a bullet; nothing is printed then.
    pub bullet: bool,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn read(text: &str) -> Result<Self, Flaw> {
        let mut xml = Scanner::new(text);
        let mut numbering = Self::default();
        xml.root()?;
        while let Some(element) = xml.child()? {
            let id = |name| element.attribute(name).and_then(|id| id.trim().parse::<u32>().ok());
            match (element.ns, element.name()) {
                (Ns::Word, "abstractNum") => {
                    let list = list(&mut xml)?;
                    numbering.lists.extend(id("abstractNumId").map(|id| (id, list)));
                }
                (Ns::Word, "num") => {
                    let one = one_use(&mut xml)?;
                    numbering.uses.extend(id("numId").map(|id| (id, one)));
                }
                _ => xml.skip()?,
            }
        }
        Ok(numbering)
    }

    /// Counts one paragraph of a list and gives its label; none where the list is not known.
    pub fn label(&self, number: u32, level: ListLevel, styles: &Styles, counters: &mut Counters) -> Option<Label> {
        let one = self.uses.get(&number)?;
        let (id, list) = self.list(one.list, styles)?;
        let level = match level {
            ListLevel::Number(level) => level as usize,
            ListLevel::Style(style) => list.level_of(style).unwrap_or(0),
        };
        let of = |level: usize| one.levels.get(&level).or_else(|| list.levels.get(level)?.as_ref());
        let own = of(level).filter(|_| level < LEVELS)?;
        let counts = counters.counts.entry(id).or_default();
        let fresh = counters.begun.insert((number, level));
        counts[level] = match (one.starts.get(&level).filter(|_| fresh), counts[level]) {
            (Some(start), _) => Some(*start),
            (None, None) => Some(own.start),
            (None, Some(count)) => Some(count.saturating_add(1)),
        };
        for (below, count) in counts.iter_mut().enumerate().skip(level + 1) {
            let restart = of(below).and_then(|l| l.restart).unwrap_or(below as u32);
            if (level as u32) < restart {
                *count = None;
            }
        }
        let print = |level: usize| {
            let style = of(level)?;
            let count = counts[level].unwrap_or(style.start);
            let format = if own.legal { "decimal" } else { &style.format };
            Some(numeral::print(count, format))
        };
        Some(own.label(print))
    }

    /// A list, or the one that its style stands for.
    fn list(&self, id: u32, styles: &Styles) -> Option<(u32, &List)> {
        let list = self.lists.get(&id)?;
        let Some(link) = &list.link else {
            return Some((id, list));
        };
        let linked = styles.list_of_style(link).and_then(|number| self.uses.get(&number));
        match linked.and_then(|one| Some((one.list, self.lists.get(&one.list)?))) {
            Some(found) => Some(found),
            None => Some((id, list)),
        }
    }
}

impl List {
    fn level_of(&self, style: &str) -> Option<usize> {
        self.levels
            .iter()
            .position(|level| level.as_ref().is_some_and(|l| l.style.as_deref() == Some(style)))
    }
}

impl Level {
    fn label(&self, print: impl Fn(usize) -> Option<String>) -> Label {
        let mut text = String::new();
        let mut rest = self.text.as_str();
        while let Some((before, behind)) = rest.split_once('%') {
            text.push_str(before);
            let digit = behind.chars().next().and_then(|c| c.to_digit(10)).filter(|d| *d > 0);
            match digit {
                Some(digit) => {
                    text.push_str(&print(digit as usize - 1).unwrap_or_default());
                    rest = &behind[1..];
                }
                None => {
                    text.push('%');
                    rest = behind;
                }
            }
        }
        text.push_str(rest);
        let bullet = self.format == "bullet";
        if bullet || text.trim().is_empty() {
            text.clear();
        }
        // 1. and 5亿元 would read as one number
        if !self.tight && text.ends_with(|c: char| c.is_ascii()) {
            text.push(' ');
        }
        Label { text, bullet }
    }
}

fn list(xml: &mut Scanner) -> Result<List, Flaw> {
    let mut list = List::default();
    list.levels.resize_with(LEVELS, || None);
    while let Some(child) = xml.child()? {
        match (child.ns, child.name()) {
            (Ns::Word, "numStyleLink") => list.link = child.val(),
            (Ns::Word, "lvl") => {
                let index = index(&child);
                let level = level(xml)?;
                if let Some(slot) = index.and_then(|i| list.levels.get_mut(i)) {
                    *slot = Some(level);
                }
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok(list)
}

fn one_use(xml: &mut Scanner) -> Result<Use, Flaw> {
    let mut one = Use::default();
    while let Some(child) = xml.child()? {
        match (child.ns, child.name()) {
            (Ns::Word, "abstractNumId") => one.list = child.number().unwrap_or(u32::MAX),
            (Ns::Word, "lvlOverride") => {
                let index = index(&child);
                while let Some(change) = xml.child()? {
                    match (change.ns, change.name()) {
                        (Ns::Word, "startOverride") => one.starts.extend(index.zip(change.number())),
                        (Ns::Word, "lvl") => {
                            let level = level(xml)?;
                            one.levels.extend(index.map(|i| (i, level)));
                            continue;
                        }
                        _ => {}
                    }
                    xml.skip()?;
                }
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok(one)
}

fn index(element: &Element) -> Option<usize> {
    element.attribute("ilvl")?.trim().parse().ok()
}

fn level(xml: &mut Scanner) -> Result<Level, Flaw> {
    let mut level = Level {
        start: 0,
        format: "decimal".to_owned(),
        text: String::new(),
        tight: false,
        restart: None,
        legal: false,
        style: None,
    };
    // A format of a newer Word stands in a choice, what older ones print in the fallback behind it: the last one said is read.
    let mut open = 1;
    while open > 0 {
        let Some(child) = xml.child()? else {
            open -= 1;
            continue;
        };
        match (child.ns, child.name()) {
            (Ns::Compat, _) => {
                open += 1;
                continue;
            }
            (Ns::Word, "start") => level.start = child.number().unwrap_or(0),
            (Ns::Word, "numFmt") => level.format = child.val().unwrap_or_default(),
            (Ns::Word, "lvlText") => level.text = child.val().unwrap_or_default(),
            (Ns::Word, "suff") => level.tight = child.val().as_deref() == Some("nothing"),
            (Ns::Word, "lvlRestart") => level.restart = child.number(),
            (Ns::Word, "isLgl") => level.legal = child.is_on(),
            (Ns::Word, "pStyle") => level.style = child.val(),
            _ => {}
        }
        xml.skip()?;
    }
    Ok(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = r#"
        <w:abstractNum w:abstractNumId="1">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
          <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
          <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:lvlText w:val="%3."/></w:lvl>
          <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%4"/></w:lvl>
          <w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF06C;"/></w:lvl>
          <w:lvl w:ilvl="5"><w:start w:val="1"/><w:lvlText w:val="100%"/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="4"><w:abstractNumId w:val="9"/></w:num>"#;

    /// List and level of each paragraph, with what it prints.
    const PRINTED: &[(u32, u32, &str)] = &[
        (1, 0, "一、"),
        (1, 1, "（一）"),
        (1, 2, "1. "),
        (1, 1, "（二）"),
        (1, 2, "2. "),
        (1, 3, "1.2.1 "),
        (1, 0, "二、"),
        (1, 1, "（一）"),
        (1, 4, ""),
        (1, 5, "100% "),
        // another use of the list counts on, but for a start of its own, once
        (3, 0, "三、"),
        (2, 0, "五、"),
        (2, 0, "六、"),
    ];

    #[test]
    fn lists_count_as_word_does() {
        let xml = format!(
            "<w:numbering xmlns:w=\"{}\">{LISTS}</w:numbering>",
            super::super::xml::STRICT
        );
        let numbering = Numbering::read(&xml).unwrap();
        let mut counters = Counters::default();
        let mut label =
            |list, level| numbering.label(list, ListLevel::Number(level), &Styles::default(), &mut counters);
        for (list, level, want) in PRINTED {
            let got = label(*list, *level).unwrap();
            assert_eq!((got.text.as_str(), got.bullet), (*want, *level == 4), "{list} {level}");
        }
        for (list, level) in [(4, 0), (5, 0), (1, 8), (1, 9), (1, u32::MAX)] {
            assert_eq!(label(list, level), None);
        }
    }
}
