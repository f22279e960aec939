//! The handshake: what the client understands, what the server can do, which files are watched.

use super::{Phase, Session};
use crate::lsp::answer::{Client, actions};
use crate::lsp::text::Counting;
use crate::lsp::uri;
use gen_lsp_types::{
    CodeActionKind, CodeActionOptions, CodeLensOptions, DiagnosticOptions, InitializeResult, SaveOptions,
    ServerCapabilities, ServerInfo, TextDocumentSyncKind, TextDocumentSyncOptions,
};
use serde_json::{Value, json};
use std::io::Write;

impl<W: Write> Session<W> {
    /// Reads what the client understands and wants, and says what the server can do. The parameters are looked at one by one: a client
    /// that is odd in one of them is served all the same.
    pub(super) fn initialize(&mut self, params: &Value) -> InitializeResult {
        self.client = client(params);
        let folder = params
            .pointer("/workspaceFolders/0/uri")
            .or_else(|| params.get("rootUri"));
        self.root = folder.and_then(Value::as_str).and_then(uri::path);
        if let Some(options) = params
            .get("initializationOptions")
            .filter(|options| options.is_object())
        {
            self.take_options(options.get("gouji").unwrap_or(options));
        }
        self.phase = Phase::Running;
        InitializeResult {
            capabilities: capabilities(self.client),
            server_info: Some(ServerInfo {
                name: "gouji".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        }
    }

    /// Asks to be told when configurations, rules and accepted findings are written.
    pub(super) fn watch(&mut self) {
        if self.client.watches {
            let watchers = json!([{"globPattern": "**/*.{yaml,yml}"}, {"globPattern": "**/*baseline*.json"}]);
            let registration = json!({
                "id": "gouji-files",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": {"watchers": watchers},
            });
            self.ask("client/registerCapability", json!({"registrations": [registration]}));
        }
    }

    /// Lets the client ask again for what has changed with the settings.
    pub(super) fn refresh(&mut self) {
        if self.documents.is_empty() {
            return;
        }
        if self.client.pulls && self.client.refreshes {
            self.ask("workspace/diagnostic/refresh", Value::Null);
        }
        if self.client.refreshes_lenses {
            self.ask("workspace/codeLens/refresh", Value::Null);
        }
    }
}

fn client(params: &Value) -> Client {
    let can = |path: &str| params.pointer(&format!("/capabilities/{path}"));
    let yes = |path: &str| can(path).and_then(Value::as_bool).unwrap_or_default();
    let words = |path: &str| {
        let list = can(path).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>()
    };
    Client {
        counting: Counting::negotiated(words("general/positionEncodings")),
        related: yes("textDocument/publishDiagnostics/relatedInformation")
            || yes("textDocument/diagnostic/relatedInformation"),
        pulls: can("textDocument/diagnostic").is_some_and(Value::is_object),
        refreshes: yes("workspace/diagnostics/refreshSupport"),
        refreshes_lenses: yes("workspace/codeLens/refreshSupport"),
        markdown: words("textDocument/hover/contentFormat").contains(&"markdown"),
        nested: yes("textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
        versioned: yes("workspace/workspaceEdit/documentChanges"),
        watches: yes("workspace/didChangeWatchedFiles/dynamicRegistration"),
    }
}

fn capabilities(client: Client) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        save: Some(SaveOptions::default().into()),
        ..TextDocumentSyncOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![
            CodeActionKind::QuickFix,
            CodeActionKind::Custom(actions::FIX_ALL.into()),
        ]),
        ..CodeActionOptions::default()
    };
    ServerCapabilities {
        position_encoding: Some(client.counting.kind()),
        text_document_sync: Some(sync.into()),
        hover_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        document_symbol_provider: Some(true.into()),
        folding_range_provider: Some(true.into()),
        code_action_provider: Some(actions.into()),
        code_lens_provider: Some(CodeLensOptions::default()),
        diagnostic_provider: Some(
            DiagnosticOptions {
                identifier: Some("gouji".to_owned()),
                ..DiagnosticOptions::default()
            }
            .into(),
        ),
        ..ServerCapabilities::default()
    }
}
