//! Fixes as code actions: those that may be applied, candidates to choose from, and all safe ones at once.

use super::{View, diagnostics};
use crate::finding::Applicability;
use crate::settle::{Resolved, ResolvedEdit, ResolvedFix};
use gen_lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, DocumentChange, Edit, OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit, TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};
use std::collections::HashMap;

/// The kind of the action that applies all safe fixes.
pub const FIX_ALL: &str = "source.fixAll.gouji";

/// What can be done at a place.
pub fn at(view: &View, params: &CodeActionParams) -> Vec<CodeAction> {
    let bytes = view.text.bytes(params.range, view.client.counting);
    let only = params.context.only.as_deref();
    let mut actions = Vec::new();
    if wanted(only, "quickfix") {
        let findings: Vec<&Resolved> = view.checkup.findings_at(bytes).collect();
        for finding in &findings {
            actions.extend(finding.fixes.iter().map(|fix| one(view, finding, fix)));
        }
    }
    // Clients run this kind by themselves when they save; it is offered to those only that ask for it.
    if only.is_some() && wanted(only, FIX_ALL) {
        actions.extend(all_safe(view));
    }
    actions
}

/// Whether a kind is asked for, by itself or by a kind above it.
fn wanted(only: Option<&[CodeActionKind]>, kind: &str) -> bool {
    let above = |asked: &CodeActionKind| {
        let asked = asked.to_string();
        let rest = kind.strip_prefix(asked.as_str());
        rest.is_some_and(|rest| asked.is_empty() || rest.is_empty() || rest.starts_with('.'))
    };
    only.is_none_or(|only| only.iter().any(above))
}

fn one(view: &View, finding: &Resolved, fix: &ResolvedFix) -> CodeAction {
    let note = match fix.applicability {
        Applicability::Safe => "",
        Applicability::Unsafe => view.say("（请核对）", " (please check)"),
        Applicability::Manual => view.say(
            "（候选，请核实原始数据）",
            " (a candidate: check it against the source)",
        ),
    };
    CodeAction {
        title: format!("{}{note}", fix.message),
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![diagnostics::of(view, finding)]),
        is_preferred: Some(fix.applicability == Applicability::Safe),
        edit: Some(edit(view, &fix.edits.iter().collect::<Vec<_>>())),
        ..CodeAction::default()
    }
}

/// All safe fixes; of two that overlap the first one.
fn all_safe(view: &View) -> Option<CodeAction> {
    let findings = view.checkup.report.findings.iter();
    let safe = findings
        .flat_map(|finding| &finding.fixes)
        .filter(|fix| fix.applicability == Applicability::Safe);
    let mut taken: Vec<&ResolvedEdit> = Vec::new();
    for fix in safe {
        if !fix.edits.iter().any(|new| taken.iter().any(|old| clash(old, new))) {
            taken.extend(&fix.edits);
        }
    }
    if taken.is_empty() {
        return None;
    }
    taken.sort_by_key(|edit| (edit.range.start.byte, edit.range.end.byte));
    Some(CodeAction {
        title: view.say("应用全部安全的修改", "apply all safe fixes").to_owned(),
        kind: Some(CodeActionKind::Custom(FIX_ALL.into())),
        edit: Some(edit(view, &taken)),
        ..CodeAction::default()
    })
}

fn clash(a: &ResolvedEdit, b: &ResolvedEdit) -> bool {
    let ((a, b), (c, d)) = (bytes(a), bytes(b));
    a.max(c) < b.min(d) || (a, b) == (c, d)
}

fn bytes(edit: &ResolvedEdit) -> (usize, usize) {
    (edit.range.start.byte, edit.range.end.byte)
}

fn edit(view: &View, edits: &[&ResolvedEdit]) -> WorkspaceEdit {
    let edits = edits.iter().map(|edit| TextEdit {
        range: view.range(&edit.range),
        new_text: edit.text.clone(),
    });
    let uri = Uri(view.uri.to_owned());
    if !view.client.versioned {
        return WorkspaceEdit {
            changes: Some(HashMap::from([(uri, edits.collect())])),
            ..WorkspaceEdit::default()
        };
    }
    let change = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier {
            version: Some(view.version),
            text_document_identifier: TextDocumentIdentifier { uri },
        },
        edits: edits.map(Edit::TextEdit).collect(),
    };
    WorkspaceEdit {
        document_changes: Some(vec![DocumentChange::TextDocumentEdit(change)]),
        ..WorkspaceEdit::default()
    }
}
