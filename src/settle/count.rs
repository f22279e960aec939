//! What became of the figures of a document, and the sums over a run.

use super::FileReport;
use super::ledger::quantity;
use crate::figure::Figure;
use crate::finding::{Claim, Outcome, Severity};

/// Figures by what could be said of them. Dates, years and ordinals are read but not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All quantities.
    pub total: u64,
    /// In a relation that holds and could have failed, and in no contradicted one.
    pub verified: u64,
    /// In a relation that cannot hold.
    pub contradicted: u64,
    /// The rest; the ledger tells why ([`super::ledger::status`]).
    pub unverified: u64,
}

/// Sums over all documents of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Checked documents.
    pub files: u64,
    /// Shown errors.
    pub errors: u64,
    /// Shown warnings.
    pub warnings: u64,
    /// Shown infos.
    pub infos: u64,
    /// What a drafter has marked as known.
    pub suppressed: u64,
    /// What the baseline accepts.
    pub baselined: u64,
    /// Characters of the prose, white space not counted.
    pub characters: u64,
    /// Figures.
    pub figures: Counts,
}

/// What a figure is known to be: a contradicted one stays so, whatever else holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Neither of the others.
    #[default]
    Unverified,
    /// An operand of a relation that holds and could have failed.
    Verified,
    /// An operand of a relation that cannot hold.
    Contradicted,
}

/// What the claims of a document make of each of its figures.
pub fn standings(figures: &[Figure], claims: &[Claim]) -> Vec<Standing> {
    let mut standing = vec![Standing::default(); figures.len()];
    for claim in claims {
        let least = match claim.outcome {
            Outcome::Verified => Standing::Verified,
            Outcome::Contradicted => Standing::Contradicted,
            Outcome::Holds | Outcome::NearMiss | Outcome::Unknown => continue,
        };
        for operand in &claim.operands {
            if let Some(known) = standing.get_mut(operand.index()) {
                *known = (*known).max(least);
            }
        }
    }
    standing
}

/// Counts the quantities of a document by the claims they are operands of.
pub fn figures(figures: &[Figure], claims: &[Claim]) -> Counts {
    let mut counts = Counts::default();
    for (figure, known) in figures.iter().zip(standings(figures, claims)) {
        if !quantity(figure) {
            continue;
        }
        counts.total += 1;
        match known {
            Standing::Verified => counts.verified += 1,
            Standing::Contradicted => counts.contradicted += 1,
            Standing::Unverified => counts.unverified += 1,
        }
    }
    counts
}

impl Summary {
    /// The sums of one document.
    pub fn of(file: &FileReport) -> Self {
        let count = |severity| file.findings.iter().filter(|f| f.severity == severity).count() as u64;
        Self {
            files: 1,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            suppressed: file.suppressed.iter().filter(|known| known.reason.is_some()).count() as u64,
            baselined: file.suppressed.iter().filter(|known| known.reason.is_none()).count() as u64,
            characters: file.characters,
            figures: file.figures,
        }
    }

    /// Adds another run or document.
    pub fn add(&mut self, other: &Summary) {
        self.files += other.files;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        self.suppressed += other.suppressed;
        self.baselined += other.baselined;
        self.characters += other.characters;
        self.figures.total += other.figures.total;
        self.figures.verified += other.figures.verified;
        self.figures.contradicted += other.figures.contradicted;
        self.figures.unverified += other.figures.unverified;
    }

    /// Findings of a severity or a higher one.
    pub fn at_least(&self, severity: Severity) -> u64 {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.errors + self.warnings,
            Severity::Info => self.errors + self.warnings + self.infos,
        }
    }

    /// Findings per 10,000 characters, the proof-readers' measure, with one decimal.
    pub fn per_10_000(&self) -> String {
        let tenths = (self.at_least(Severity::Info) * 200_000)
            .checked_div(self.characters)
            .map_or(0, |twentieths| twentieths.div_ceil(2));
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}
