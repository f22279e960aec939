//! What is known of the figure under the caret, and why what is found there is wrong.

use super::View;
use crate::report::figures::column::relation;
use crate::report::figures::word;
use crate::report::full;
use crate::settle::Resolved;
use crate::settle::ledger::{Entry, Status};
use gen_lsp_types::{Contents, Hover, MarkupContent, MarkupKind};

/// What is told at a byte; none where there is neither a figure nor a finding.
pub fn at(view: &View, byte: usize) -> Option<Hover> {
    let figure = view.engine.figure_at(view.checkup, byte);
    let findings: Vec<&Resolved> = view.checkup.findings_at(byte..byte).collect();
    let range = figure
        .map(|entry| &entry.range)
        .or_else(|| findings.first().map(|finding| &finding.place.range))?;
    let mut parts: Vec<String> = figure.map(|entry| about(view, entry)).into_iter().collect();
    parts.extend(findings.iter().map(|finding| why(view, finding)));
    let kind = match view.client.markdown {
        true => MarkupKind::Markdown,
        false => MarkupKind::PlainText,
    };
    Some(Hover {
        contents: Contents::MarkupContent(MarkupContent {
            kind,
            value: parts.join(if view.client.markdown { "\n\n---\n\n" } else { "\n\n" }),
        }),
        range: Some(view.range(range)),
    })
}

/// What a figure measures, what it stands for, what became of it, and the sums it takes part in.
fn about(view: &View, entry: &Entry) -> String {
    let unnamed = view.say("（未认出指标）", "(no indicator)");
    let mut lines = vec![format!(
        "{}  ",
        strong(view, entry.indicator.as_deref().unwrap_or(unnamed)) + &traits(view, entry)
    )];
    lines.push(format!("{}  ", plain(view, &interval(view, entry))));
    lines.push(status(view, entry));
    if !entry.relations.is_empty() {
        lines.push(String::new());
        let sums = entry.relations.iter().filter(|sum| !sum.equation.is_empty());
        lines.extend(sums.map(|sum| format!("- {}", plain(view, &relation(sum, view.lang())))));
    }
    lines.join("\n")
}

/// Area, aspect, period and basis, as far as they are known.
fn traits(view: &View, entry: &Entry) -> String {
    let lang = view.lang();
    let of = entry.of.as_ref().map(|of| format!("{} {of}", view.say("相对于", "of")));
    let parts = [
        entry.area.clone(),
        word::aspect(entry.aspect).get(lang).to_owned(),
        of.unwrap_or_default(),
        word::period_in(lang, &entry.period),
        word::basis(entry.basis).get(lang).to_owned(),
    ];
    let parts = parts.iter().filter(|part| !part.is_empty());
    parts.map(|part| format!(" · {}", plain(view, part))).collect()
}

/// `3.37亿元：336500000—337500000元`
fn interval(view: &View, entry: &Entry) -> String {
    let colon = view.say("：", ": ");
    let unit = &entry.unit;
    match (&entry.low, &entry.high) {
        (Some(low), Some(high)) if low == high => format!("{}{colon}{low}{unit}", entry.text),
        (Some(low), Some(high)) => format!("{}{colon}{low}—{high}{unit}", entry.text),
        (Some(low), None) => format!("{}{colon}≥ {low}{unit}", entry.text),
        (None, Some(high)) => format!("{}{colon}≤ {high}{unit}", entry.text),
        (None, None) => format!("{}{colon}{}{unit}", entry.text, entry.joined),
    }
}

fn status(view: &View, entry: &Entry) -> String {
    let lang = view.lang();
    let status = strong(view, word::status(entry.status).get(lang));
    match entry.status {
        Status::NotCheckable(reason) => {
            let colon = view.say("：", ": ");
            format!("{status}{colon}{}", plain(view, word::reason(reason).get(lang)))
        }
        _ => status,
    }
}

/// A finding with its sum, and why its rule exists.
fn why(view: &View, finding: &Resolved) -> String {
    let mut lines = vec![strong(view, &finding.message)];
    lines.extend(
        full::explanations(finding, view.lang())
            .iter()
            .map(|line| plain(view, line)),
    );
    let rule = view.engine.rule(&finding.rule);
    if let Some(rule) = rule {
        lines.push(plain(view, rule.why.get(view.lang())));
    }
    lines.push(plain(view, &finding.rule));
    lines.join(if view.client.markdown { "  \n" } else { "\n" })
}

fn strong(view: &View, text: &str) -> String {
    match view.client.markdown {
        true => format!("**{}**", plain(view, text)),
        false => text.to_owned(),
    }
}

/// Text that Markdown must not read as its own.
fn plain(view: &View, text: &str) -> String {
    if !view.client.markdown {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
