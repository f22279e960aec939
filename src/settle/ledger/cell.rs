//! What the cells of tables are listed as.
//!
//! Owns how a cell is named for a reader: by its row and its column. Which cells are facts that are compared is told by
//! [`crate::fact::cell`].

use crate::analysis::Analysis;
use crate::fact::cell::stem;
use crate::fact::{Aspect, Extent, Period};
use crate::figure::FigureId;
use crate::table::{Entry, Line, Table};
use std::collections::BTreeMap;

/// What a cell is listed as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// What is measured: the name of the row, with that of the column unless it says only when.
    pub indicator: String,
    /// The year, where the table tells it.
    pub period: Option<Period>,
    /// The side of the indicator, where the table tells it.
    pub aspect: Option<Aspect>,
}

/// The names of all cells that have one.
pub fn names(analysis: &Analysis) -> BTreeMap<FigureId, Named> {
    let mut out: BTreeMap<FigureId, Named> = analysis.tables.iter().flat_map(of_table).collect();
    for fact in &analysis.cells {
        let year = |year| Period {
            from: Some(year),
            extent: Extent::Year,
            ..Period::default()
        };
        let named = Named {
            indicator: fact.name.clone(),
            period: fact.when.year.map(year),
            aspect: Some(fact.key.aspect),
        };
        out.insert(fact.figure, named);
    }
    out
}

fn of_table(table: &Table) -> impl Iterator<Item = (FigureId, Named)> {
    let places = (0..table.rows.len()).flat_map(|row| (0..table.columns.len()).map(move |column| (row, column)));
    places.filter_map(|(row, column)| {
        let Entry::Figure(id) = table.at(row, column) else {
            return None;
        };
        let named = Named {
            indicator: joined([&table.rows[row], &table.columns[column]])?,
            period: None,
            aspect: None,
        };
        Some((id, named))
    })
}

/// Row and column in one name; none where neither has one.
fn joined(lines: [&Line; 2]) -> Option<String> {
    let name = |line: &Line| format!("{}{}", line.group, stem(&line.name));
    let names: Vec<String> = lines.into_iter().map(name).filter(|n| !n.is_empty()).collect();
    (!names.is_empty()).then(|| names.join("·"))
}
