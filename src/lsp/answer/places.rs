//! Going to the other place of a contradiction.

use super::View;
use crate::lsp::checkup::touches;
use crate::settle::{Range, Resolved};
use gen_lsp_types::Location;

/// Where the figures stand that the one at a byte contradicts, and back.
pub fn other(view: &View, byte: usize) -> Vec<Location> {
    let mut found: Vec<&Range> = Vec::new();
    for finding in &view.checkup.report.findings {
        let all = places(finding);
        if all.iter().any(|range| touches(&view.checkup.bytes(range), byte)) {
            let others = all
                .into_iter()
                .filter(|range| !touches(&view.checkup.bytes(range), byte));
            found.extend(others);
        }
    }
    found.sort_by_key(|range| (range.start.byte, range.end.byte));
    found.dedup();
    found.into_iter().map(|range| view.location(range)).collect()
}

/// The place of a finding, the others that belong to it, and those of the other sums that the slip breaks.
fn places(finding: &Resolved) -> Vec<&Range> {
    let own = std::iter::once(&finding.place.range).chain(&finding.places);
    let related = finding.related.iter().filter(|related| related.place.path.is_none());
    let related = related.map(|related| &related.place.range);
    own.chain(related)
        .chain(finding.evidence.iter().map(|other| &other.range))
        .collect()
}
