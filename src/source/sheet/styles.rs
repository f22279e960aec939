//! Number formats of cell styles.
//!
//! Owns the formats that a workbook does not write out because every program knows them.

use crate::source::docx::xml::{Flaw, Scanner};
use std::collections::BTreeMap;

/// Format codes by cell style.
#[derive(Default)]
pub(super) struct Styles {
    /// The format of each style by its number, and how many steps it sets text in.
    formats: Vec<(u32, u32)>,
    /// The formats that the workbook writes out.
    own: BTreeMap<u32, String>,
}

impl Styles {
    /// Reads the part of styles.
    pub fn read(text: &str) -> Result<Self, Flaw> {
        let mut xml = Scanner::new(text);
        let mut styles = Self::default();
        xml.root()?;
        while let Some(child) = xml.child()? {
            let list = child.name().to_owned();
            if !["numFmts", "cellXfs"].contains(&list.as_str()) {
                xml.skip()?;
                continue;
            }
            while let Some(entry) = xml.child()? {
                let id = entry
                    .attribute("numFmtId")
                    .and_then(|id| id.trim().parse().ok())
                    .unwrap_or(0);
                if list == "numFmts" {
                    styles.own.insert(id, entry.attribute("formatCode").unwrap_or_default());
                    xml.skip()?;
                    continue;
                }
                let mut indent = 0;
                while let Some(part) = xml.child()? {
                    let steps = part.attribute("indent").and_then(|n| n.trim().parse().ok());
                    indent = steps.unwrap_or(indent);
                    xml.skip()?;
                }
                styles.formats.push((id, indent));
            }
        }
        Ok(styles)
    }

    /// How many steps a style sets text in.
    pub fn indent(&self, style: usize) -> u32 {
        self.formats.get(style).map_or(0, |(_, indent)| *indent)
    }

    /// The format code of a style.
    pub fn code(&self, style: usize) -> &str {
        let id = self.formats.get(style).map_or(0, |(id, _)| *id);
        self.own.get(&id).map_or_else(|| known(id), String::as_str)
    }
}

/// The formats of a Chinese Excel by their number.
fn known(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "¥#,##0;¥-#,##0",
        7 | 8 => "¥#,##0.00;¥-#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 | 48 => "0.00E+00",
        12 | 13 => "# ?/?",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m-d-yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"时\"mm\"分\"",
        33 => "h\"时\"mm\"分\"ss\"秒\"",
        34 | 55 => "AM/PMh\"时\"mm\"分\"",
        35 | 56 => "AM/PMh\"时\"mm\"分\"ss\"秒\"",
        37 | 38 => "#,##0;-#,##0",
        39 | 40 => "#,##0.00;-#,##0.00",
        41 => "#,##0;-#,##0;\"-\"",
        42 => "¥#,##0;¥-#,##0;\"-\"",
        43 => "#,##0.00;-#,##0.00;\"-\"",
        44 => "¥#,##0.00;¥-#,##0.00;\"-\"",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss",
        49 => "@",
        _ => "General",
    }
}
