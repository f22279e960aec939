//! Fixes as code actions: those that may be applied, candidates to choose from, and all safe ones at once.

use super::{View, diagnostics};
use crate::finding::Applicability;
use crate::fix::{self, Level};
use crate::settle::{Resolved, ResolvedFix};
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
    let edits = fix.edits.iter().map(|edit| TextEdit {
        range: view.range(&edit.range),
        new_text: edit.text.clone(),
    });
    CodeAction {
        title: format!("{}{note}", fix.message),
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![diagnostics::of(view, finding)]),
        is_preferred: Some(fix.applicability == Applicability::Safe),
        edit: Some(edit(view, edits.collect())),
        ..CodeAction::default()
    }
}

/// Everything that `gouji --fix` would do at once.
fn all_safe(view: &View) -> Option<CodeAction> {
    let checkup = view.checkup;
    let (chosen, _) = fix::chosen(&checkup.document.source, &checkup.report, Level::Safe);
    let edits = chosen.into_iter().map(|((start, end), new_text)| TextEdit {
        range: view.bytes(&checkup.source(start..end)),
        new_text,
    });
    let edits: Vec<TextEdit> = edits.collect();
    (!edits.is_empty()).then(|| CodeAction {
        title: view.say("应用全部安全的修改", "apply all safe fixes").to_owned(),
        kind: Some(CodeActionKind::Custom(FIX_ALL.into())),
        edit: Some(edit(view, edits)),
        ..CodeAction::default()
    })
}

fn edit(view: &View, edits: Vec<TextEdit>) -> WorkspaceEdit {
    let uri = Uri(view.uri.to_owned());
    if !view.client.versioned {
        return WorkspaceEdit {
            changes: Some(HashMap::from([(uri, edits)])),
            ..WorkspaceEdit::default()
        };
    }
    let change = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier {
            version: Some(view.version),
            text_document_identifier: TextDocumentIdentifier { uri },
        },
        edits: edits.into_iter().map(Edit::TextEdit).collect(),
    };
    WorkspaceEdit {
        document_changes: Some(vec![DocumentChange::TextDocumentEdit(change)]),
        ..WorkspaceEdit::default()
    }
}
