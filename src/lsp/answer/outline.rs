//! Headings: as symbols, as what can be folded, and as what figures are counted under.

use super::View;
use crate::outline::{Outline, Role};
use crate::span::Span;
use gen_lsp_types::{
    BaseSymbolInformation, DocumentSymbol, DocumentSymbolResponse, FoldingRange, FoldingRangeKind, Location,
    SymbolInformation, SymbolKind, Uri,
};

/// A heading with everything up to the next one that is as high.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// The heading itself.
    pub heading: Span,
    /// Its level, 1 being the highest.
    pub level: u8,
    /// The prose from the heading to the end of what stands under it.
    pub span: Span,
}

/// All sections in the order of their headings.
pub fn sections(outline: &Outline) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for paragraph in &outline.paragraphs {
        if let Role::Heading(level) = paragraph.role {
            open.retain(|at| sections[*at].level < level);
            open.push(sections.len());
            sections.push(Section {
                heading: paragraph.span,
                level,
                span: paragraph.span,
            });
        }
        open.iter().for_each(|at| sections[*at].span.end = paragraph.span.end);
    }
    sections
}

/// Headings as symbols, each inside the one that it stands under.
pub fn symbols(view: &View) -> DocumentSymbolResponse {
    let sections = sections(&view.checkup.analysis.outline);
    if !view.client.nested {
        return DocumentSymbolResponse::SymbolInformationList(
            sections.iter().map(|section| flat(view, section)).collect(),
        );
    }
    let mut open: Vec<(u8, DocumentSymbol)> = Vec::new();
    let mut top = Vec::new();
    for section in &sections {
        close(&mut open, &mut top, section.level);
        open.push((section.level, symbol(view, section)));
    }
    close(&mut open, &mut top, 0);
    DocumentSymbolResponse::DocumentSymbolList(top)
}

/// Puts symbols of `level` and below into the ones above them.
fn close(open: &mut Vec<(u8, DocumentSymbol)>, top: &mut Vec<DocumentSymbol>, level: u8) {
    while open.last().is_some_and(|(of, _)| *of >= level) {
        let Some((_, symbol)) = open.pop() else { return };
        match open.last_mut() {
            Some((_, above)) => above.children.get_or_insert_default().push(symbol),
            None => top.push(symbol),
        }
    }
}

#[allow(deprecated)] // the field has to be given
fn symbol(view: &View, section: &Section) -> DocumentSymbol {
    DocumentSymbol {
        name: title(view, section),
        detail: None,
        kind: SymbolKind::String,
        tags: None,
        deprecated: None,
        range: view.bytes(&view.checkup.span(section.span)),
        selection_range: view.bytes(&view.checkup.span(section.heading)),
        children: None,
    }
}

#[allow(deprecated)] // the field has to be given
fn flat(view: &View, section: &Section) -> SymbolInformation {
    SymbolInformation {
        deprecated: None,
        location: Location {
            uri: Uri(view.uri.to_owned()),
            range: view.bytes(&view.checkup.span(section.span)),
        },
        base_symbol_information: BaseSymbolInformation {
            name: title(view, section),
            kind: SymbolKind::String,
            tags: None,
            container_name: None,
        },
    }
}

/// A symbol must have a name of one line.
fn title(view: &View, section: &Section) -> String {
    section
        .heading
        .of(&view.checkup.document.text)
        .replace(['\n', '\r'], " ")
}

/// What can be folded: sections of more than one line.
pub fn folds(view: &View) -> Vec<FoldingRange> {
    let lines = sections(&view.checkup.analysis.outline).into_iter().map(|section| {
        let range = view.bytes(&view.checkup.span(section.span));
        (range.start.line, range.end.line)
    });
    let folds = lines
        .filter(|(start, end)| start < end)
        .map(|(start_line, end_line)| FoldingRange {
            start_line,
            start_character: None,
            end_line,
            end_character: None,
            kind: Some(FoldingRangeKind::Region),
            collapsed_text: None,
        });
    folds.collect()
}
