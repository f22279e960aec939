//! The report for reading: every finding with its sentences, what is marked in them, and the sum.

use super::snippet::{Head, Mark, Snippets};
use super::{Style, concise, printable, spot};
use crate::check::Lang;
use crate::finding::{Severity, Sum};
use crate::settle::{EvidencePlace, Excerpt, FileReport, INTERNAL_ERROR, Place, Resolved, SuspectPlace};
use crate::source::spot::Spot;
use codespan_reporting::diagnostic::{self, Diagnostic, Label};
use codespan_reporting::term::termcolor::{Ansi, NoColor};
use codespan_reporting::term::{self, Config};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// Columns of ` │ ` between the line number and the text.
const BORDER: usize = 3;

/// Candidates that are listed.
const CANDIDATES: usize = 3;

/// Writes the findings of one document.
///
/// # Errors
/// When the output cannot be written.
pub fn write(out: &mut dyn Write, file: &FileReport, style: &Style) -> io::Result<()> {
    let path = printable(&file.path);
    file.findings
        .iter()
        .try_for_each(|finding| out.write_all(&render(&path, finding, style)))
}

/// Where an excerpt is said to stand: where its first label does, the offending text before all others.
fn head(finding: &Resolved, index: usize, excerpt: &Excerpt, path: &str, lang: Lang) -> Head {
    let related = finding.related.iter().map(|related| &related.place);
    let places = [&finding.place].into_iter().chain(related);
    let Some(range) = places.filter(|p| p.excerpt == index).map(|p| &p.range).next() else {
        return Head {
            name: excerpt.path.as_deref().unwrap_or(path).to_owned(),
            number: excerpt.start.line,
            column: excerpt.start.column,
            fixed: None,
        };
    };
    let (number, column) = spot::numbers(range);
    Head {
        name: spot::path(
            &excerpt.path.as_deref().map_or(Cow::Borrowed(path), printable),
            range,
            lang,
        ),
        number: match range.spot {
            Some(_) => number,
            None => excerpt.start.line,
        },
        column: excerpt.start.column,
        fixed: matches!(range.spot, Some(Spot::Cell { .. } | Spot::Sheet { .. })).then_some(column),
    }
}

/// A place that is underlined, with what is said about it.
struct Labelled {
    excerpt: usize,
    range: Range<usize>,
    message: String,
    primary: bool,
}

fn render(path: &str, finding: &Resolved, style: &Style) -> Vec<u8> {
    let texts: Vec<Cow<str>> = finding
        .excerpts
        .iter()
        .map(|excerpt| printable(&excerpt.text))
        .collect();
    let labels = labels(finding, style.lang);
    let excerpts = finding.excerpts.iter().enumerate();
    let heads: Vec<Head> = excerpts
        .map(|(i, excerpt)| head(finding, i, excerpt, path, style.lang))
        .collect();
    // A cell of a workbook has a name (B7), behind which codespan would print two numbers more.
    let ranges = [&finding.place]
        .into_iter()
        .chain(finding.related.iter().map(|r| &r.place));
    let named: BTreeSet<usize> = ranges.filter(|p| spot::is_named(&p.range)).map(|p| p.excerpt).collect();
    let named: Vec<(String, String)> = named
        .into_iter()
        .filter_map(|i| Some(numbered(heads.get(i)?)))
        .collect();
    let digits = heads.iter().map(|h| h.number.to_string().len()).max().unwrap_or(1);
    let width = style.width.saturating_sub(digits + BORDER).max(20);
    let mut snippets = Snippets::default();
    for (i, (head, text)) in heads.into_iter().zip(&texts).enumerate() {
        let here: Vec<&Labelled> = labels.iter().filter(|label| label.excerpt == i).collect();
        // Only the last label of a line has its message on the same line as its mark.
        let trailing = here.iter().map(|label| label.range.start).max();
        let marks: Vec<Mark> = here
            .iter()
            .map(|label| Mark {
                range: label.range.clone(),
                message: if Some(label.range.start) == trailing {
                    label.message.width() + 1
                } else {
                    0
                },
            })
            .collect();
        snippets.push(text, head, &marks, width);
    }
    let diagnostic = Diagnostic::new(severity(finding.severity))
        .with_code(&finding.rule)
        .with_message(printable(&finding.message))
        .with_labels(labels.iter().map(label).collect())
        .with_notes(notes(finding, style.lang));
    match emit(&snippets, &diagnostic, style.color) {
        Ok(drawn) if named.is_empty() => drawn,
        Ok(drawn) => {
            let drawn = String::from_utf8_lossy(&drawn).into_owned();
            let unnumbered = |text: String, (with, without): &(String, String)| text.replace(with, without);
            named.iter().fold(drawn, unnumbered).into_bytes()
        }
        Err(_) => short(path, finding, style.lang),
    }
}

/// A location as codespan prints it, and without its numbers.
fn numbered(head: &Head) -> (String, String) {
    let column = head.fixed.unwrap_or(head.column);
    (
        format!("{}:{}:{column}\n", head.name, head.number),
        format!("{}\n", head.name),
    )
}

fn emit(
    snippets: &Snippets,
    diagnostic: &Diagnostic<usize>,
    color: bool,
) -> Result<Vec<u8>, codespan_reporting::files::Error> {
    let config = Config::default();
    if color {
        let mut out = Ansi::new(Vec::new());
        term::emit_to_write_style(&mut out, &config, snippets, diagnostic)?;
        Ok(out.into_inner())
    } else {
        let mut out = NoColor::new(Vec::new());
        term::emit_to_write_style(&mut out, &config, snippets, diagnostic)?;
        Ok(out.into_inner())
    }
}

/// A finding that cannot be drawn is still told.
fn short(path: &str, finding: &Resolved, lang: Lang) -> Vec<u8> {
    let range = &finding.place.range;
    let place = spot::full(path, range, lang);
    let severity = concise::severity(finding.severity);
    let message = printable(&finding.message);
    format!("{place}: {severity}[{}] {message}\n\n", finding.rule).into_bytes()
}

fn severity(severity: Severity) -> diagnostic::Severity {
    match severity {
        Severity::Error => diagnostic::Severity::Error,
        Severity::Warning => diagnostic::Severity::Warning,
        Severity::Info => diagnostic::Severity::Note,
    }
}

fn label(labelled: &Labelled) -> Label<usize> {
    let new = if labelled.primary {
        Label::primary
    } else {
        Label::secondary
    };
    new(labelled.excerpt, labelled.range.clone()).with_message(printable(&labelled.message))
}

/// The offending text first, then what it is compared with.
fn labels(finding: &Resolved, lang: Lang) -> Vec<Labelled> {
    let primary = labelled(finding, &finding.place, expected(finding, lang), true);
    let mut labels: Vec<Labelled> = primary.into_iter().collect();
    for related in &finding.related {
        let Some(mut new) = labelled(finding, &related.place, related.label.clone(), false) else {
            continue;
        };
        if labels
            .iter()
            .any(|label| label.excerpt == new.excerpt && label.range == new.range)
        {
            continue;
        }
        // Beside the offending text a name that its sentence spells out would only push the lines apart.
        if new.excerpt == finding.place.excerpt && finding.excerpts[new.excerpt].text.contains(&new.message) {
            new.message.clear();
        }
        labels.push(new);
    }
    labels
}

fn labelled(finding: &Resolved, place: &Place, message: String, primary: bool) -> Option<Labelled> {
    let range = inside(finding, place)?;
    Some(Labelled {
        excerpt: place.excerpt,
        range,
        message,
        primary,
    })
}

/// The bytes of a place in its excerpt.
fn inside(finding: &Resolved, place: &Place) -> Option<Range<usize>> {
    let excerpt = finding.excerpts.get(place.excerpt)?;
    let start = place.range.start.byte.checked_sub(excerpt.start.byte)?;
    let end = place.range.end.byte.checked_sub(excerpt.start.byte)?;
    (start <= excerpt.text.len()).then(|| start..end.min(excerpt.text.len()))
}

/// What is written beside the offending text.
fn expected(finding: &Resolved, lang: Lang) -> String {
    match (&finding.equation, finding.fixes.first()) {
        // Shares that do not sum to 100 have a sum, but none of them is the stated figure.
        (Some(sum), _) if !sum.expected.is_empty() && sum.stated == finding.place.text => {
            // Where another figure is the suspect, this one is only what does not fit.
            let elsewhere = |s: &SuspectPlace| s.place.range.start != finding.place.range.start;
            if let Some(bound) = sum.bound {
                return match (lang, bound) {
                    (Lang::Zh, Ordering::Less) => format!("应不超过{}", sum.expected),
                    (Lang::Zh, _) => format!("应不低于{}", sum.expected),
                    (Lang::En, Ordering::Less) => format!("at most {}", sum.expected),
                    (Lang::En, _) => format!("at least {}", sum.expected),
                };
            }
            match (lang, finding.suspect.as_ref().is_some_and(elsewhere)) {
                (Lang::Zh, false) => format!("应为{}", sum.expected),
                (Lang::En, false) => format!("should be {}", sum.expected),
                (Lang::Zh, true) => format!("算得{}", sum.expected),
                (Lang::En, true) => format!("computed: {}", sum.expected),
            }
        }
        (None, Some(fix)) if fix.edits.len() == 1 => fix.message.clone(),
        _ => String::new(),
    }
}

fn notes(finding: &Resolved, lang: Lang) -> Vec<String> {
    let mut notes = explanations(finding, lang);
    if finding.rule != INTERNAL_ERROR {
        let see = if lang == Lang::Zh { "详见" } else { "see" };
        notes.push(format!("{see} gouji explain {}", finding.rule));
    }
    notes.iter().map(|note| printable(note).into_owned()).collect()
}

/// What is said of a finding behind its message: places, sum, doubt, candidates, help.
pub(crate) fn explanations(finding: &Resolved, lang: Lang) -> Vec<String> {
    let zh = lang == Lang::Zh;
    let mut notes = Vec::new();
    notes.extend(places(finding, zh));
    notes.extend(finding.equation.as_ref().map(|sum| equation(sum, zh)));
    notes.extend(finding.evidence.iter().map(|e| also(e, zh)));
    notes.extend(finding.suspect.as_ref().map(|suspect| doubt(suspect, zh)));
    // A bound is kept by many values: to name three of them would say nothing.
    let bounded = finding.equation.as_ref().is_some_and(|sum| sum.bound.is_some());
    notes.extend(candidates(finding, zh).filter(|_| !bounded));
    notes.extend(finding.help.clone());
    notes
}

/// How many places an aggregated finding has, and where the first ones are.
fn places(finding: &Resolved, zh: bool) -> Option<String> {
    if finding.places.len() < 2 {
        return None;
    }
    let first: Vec<String> = finding
        .places
        .iter()
        .map(|range| spot::short(range, if zh { Lang::Zh } else { Lang::En }))
        .collect();
    let more = finding.count > finding.places.len();
    Some(if zh {
        format!(
            "共 {} 处：{}{}",
            finding.count,
            first.join("、"),
            if more { " 等" } else { "" }
        )
    } else {
        format!(
            "{} places: {}{}",
            finding.count,
            first.join(", "),
            if more { ", …" } else { "" }
        )
    })
}

/// `3.37亿元 ÷ 4.13亿元 = 81.6%（81.38%—81.82%）`
fn equation(sum: &Sum, zh: bool) -> String {
    let mut text = sum.text.clone();
    if let Some(bound) = sum.bound {
        let sign = if bound == Ordering::Less { '>' } else { '<' };
        let gives = if sum.text == sum.expected {
            String::new()
        } else {
            format!(" = {}", sum.expected)
        };
        return format!("{} {sign} {text}{gives}", sum.stated);
    }
    // Two figures that should be one are no sum.
    if sum.text == sum.expected {
        return format!("{text} ≠ {}", sum.stated);
    }
    if !sum.expected.is_empty() {
        text = format!("{text} = {}", sum.expected);
    }
    if sum.low.is_empty() || sum.high.is_empty() || bare(&sum.low) == bare(&sum.high) {
        return text;
    }
    let (open, close) = if zh { ("（", "）") } else { (" (", ")") };
    format!(
        "{text}{open}{}{unit}—{}{unit}{close}",
        bare(&sum.low),
        bare(&sum.high),
        unit = sum.unit
    )
}

/// Another sum that the same slip breaks, and where.
fn also(evidence: &EvidencePlace, zh: bool) -> String {
    let lang = if zh { Lang::Zh } else { Lang::En };
    let at = spot::short(&evidence.range, lang);
    if zh {
        format!("另见 {at}：{}", evidence.text)
    } else {
        format!("also {at}: {}", evidence.text)
    }
}

/// A number without zeros at its end.
fn bare(number: &str) -> &str {
    match number.contains('.') {
        true => number.trim_end_matches('0').trim_end_matches('.'),
        false => number,
    }
}

fn doubt(suspect: &SuspectPlace, zh: bool) -> String {
    let text = &suspect.place.text;
    if !zh {
        return format!("suspect: {text} ({})", suspect.reason);
    }
    let reason = match suspect.reason.as_str() {
        "one digit" => "一位数字有误",
        "swap" => "两位数字颠倒",
        "decimal point" => "小数点错位",
        "doubled digit" => "多写了一位数字",
        "dropped digit" => "漏写了一位数字",
        "万/亿" => "万、亿误用",
        "other relations" => "其余各数能对上",
        other => other,
    };
    format!("疑似：{text}（{reason}）")
}

/// What else could be written, beyond what stands beside the mark.
fn candidates(finding: &Resolved, zh: bool) -> Option<String> {
    if finding.count > 1 {
        return None;
    }
    let shown = expected(finding, if zh { Lang::Zh } else { Lang::En });
    let told = finding.equation.as_ref().map_or("", |sum| sum.expected.as_str());
    let tells = |text: &str| {
        told.strip_prefix(text)
            .is_some_and(|unit| !unit.starts_with(|c: char| c.is_ascii_digit() || c == '.'))
    };
    let others: Vec<&str> = finding
        .fixes
        .iter()
        .filter(|fix| fix.message != shown && !fix.edits.iter().any(|edit| tells(&edit.text)))
        .map(|fix| fix.message.as_str())
        .take(CANDIDATES)
        .collect();
    let (start, between) = if zh { ("可", "，或") } else { ("could ", ", or ") };
    (!others.is_empty()).then(|| start.to_owned() + &others.join(between))
}
