//! Counts of figures above the document and above every heading.

use super::View;
use super::outline::sections;
use crate::check::Lang;
use crate::settle::count::{Standing, standings};
use crate::settle::ledger::quantity;
use crate::span::Span;
use gen_lsp_types::{CodeLens, Command, Range};
use serde_json::Value;

/// The lens of the document, and one for each section with figures.
pub fn all(view: &View, command: Option<&str>) -> Vec<CodeLens> {
    let figures = &view.checkup.analysis.figures;
    let standing = standings(figures, &view.checkup.checked.claims);
    let quantities = figures.iter().zip(standing).filter(|(figure, _)| quantity(figure));
    let known: Vec<(Span, Standing)> = quantities.map(|(figure, standing)| (figure.span, standing)).collect();
    let whole = lens(view, Range::default(), &known, command);
    let sections = sections(&view.checkup.analysis.outline);
    let of_sections = sections.iter().filter_map(|section| {
        let within = within(&known, section.span);
        let range = view.bytes(&view.checkup.span(section.heading));
        (!within.is_empty()).then(|| lens(view, range, within, command))
    });
    std::iter::once(whole).chain(of_sections).collect()
}

/// The figures in a part of the prose; figures are in order.
fn within(known: &[(Span, Standing)], part: Span) -> &[(Span, Standing)] {
    let first = known.partition_point(|(span, _)| span.start < part.start);
    let last = known.partition_point(|(span, _)| span.start < part.end);
    &known[first..last.max(first)]
}

fn lens(view: &View, range: Range, known: &[(Span, Standing)], command: Option<&str>) -> CodeLens {
    let count = |standing| known.iter().filter(|(_, of)| *of == standing).count();
    let (all, verified, contradicted) = (known.len(), count(Standing::Verified), count(Standing::Contradicted));
    let title = match view.lang() {
        Lang::Zh => format!("{all} 个数字：核实 {verified}，矛盾 {contradicted}"),
        Lang::En => format!("{all} figures: {verified} verified, {contradicted} contradicted"),
    };
    CodeLens {
        range,
        command: Some(Command {
            title,
            tooltip: None,
            command: command.unwrap_or_default().to_owned(),
            arguments: command.map(|_| vec![Value::String(view.uri.to_owned())]),
        }),
        data: None,
    }
}
