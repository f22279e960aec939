//! Requests and their answers.

use super::{Next, Phase, Session};
use crate::check::driver::words_of;
use crate::lsp::answer::{View, actions, diagnostics, hover, lenses, outline, places};
use crate::lsp::checkup::Engine;
use crate::report::figures;
use gen_lsp_types::{Diagnostic, Position};
use lsp_server::{ErrorCode, Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Why a request is not answered.
struct Refusal(ErrorCode, String);

type Answer = Result<Value, Refusal>;

impl<W: Write> Session<W> {
    /// Answers a request, whatever happens.
    pub(super) fn request(&mut self, engines: &[Engine], request: Request) -> Option<Next> {
        let Request { id, method, params } = request;
        let done = catch_unwind(AssertUnwindSafe(|| self.answer(engines, &method, params)));
        let answer = done.unwrap_or_else(|panic| Err(Refusal(ErrorCode::InternalError, words_of(&*panic))));
        let initialized = method == "initialize" && answer.is_ok();
        self.outbox.send(match answer {
            Ok(result) => Response::new_ok(id, result),
            Err(Refusal(code, message)) => Response::new_err(id, code as i32, message),
        });
        // Only now the rules are known.
        initialized.then_some(Next::Reload)
    }

    fn answer(&mut self, engines: &[Engine], method: &str, params: Value) -> Answer {
        match (self.phase, method) {
            (Phase::Waiting, "initialize") => return value(&self.initialize(&params)),
            (Phase::Waiting, _) => return Err(refuse(ErrorCode::ServerNotInitialized, "initialize comes first")),
            (Phase::ShutDown, _) => return Err(refuse(ErrorCode::InvalidRequest, "the server is shut down")),
            (Phase::Running, "initialize") => return Err(refuse(ErrorCode::InvalidRequest, "initialized already")),
            (Phase::Running, "shutdown") => {
                self.phase = Phase::ShutDown;
                return Ok(Value::Null);
            }
            (Phase::Running, _) => {}
        }
        if !KNOWN.contains(&method) {
            return Err(Refusal(ErrorCode::MethodNotFound, format!("unknown method {method}")));
        }
        let uri = params.pointer("/textDocument/uri").and_then(Value::as_str);
        let uri = uri
            .ok_or_else(|| refuse(ErrorCode::InvalidParams, "no textDocument.uri"))?
            .to_owned();
        if method == "textDocument/diagnostic" {
            return self.diagnostic(engines, &uri, &params);
        }
        let command = self.options.ledger_command.clone();
        match self.view(engines, &uri) {
            Some(view) => about(&view, method, params, command.as_deref()),
            // Not open, no draft, too long: there is nothing to tell.
            None => Ok(Value::Null),
        }
    }

    /// Diagnostics that the client asks for. The report is named by its text: the same text gives the same name.
    fn diagnostic(&mut self, engines: &[Engine], uri: &str, params: &Value) -> Answer {
        let found: Vec<Diagnostic> = match self.view(engines, uri) {
            Some(view) => diagnostics::all(&view),
            None => Vec::new(),
        };
        let items = value(&found)?;
        let name = crate::settle::fingerprint::plain(&[&items.to_string()]);
        if params.get("previousResultId").and_then(Value::as_str) == Some(&name) {
            return Ok(json!({"kind": "unchanged", "resultId": name}));
        }
        Ok(json!({"kind": "full", "resultId": name, "items": items}))
    }
}

/// What is answered about a document.
const KNOWN: [&str; 8] = [
    "textDocument/diagnostic",
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/codeAction",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/codeLens",
    "gouji/ledger",
];

fn about(view: &View, method: &str, params: Value, command: Option<&str>) -> Answer {
    match method {
        "textDocument/hover" => value(&hover::at(view, byte(view, &params)?)),
        "textDocument/definition" => value(&places::other(view, byte(view, &params)?)),
        "textDocument/codeAction" => value(&actions::at(view, &read(params)?)),
        "textDocument/documentSymbol" => value(&outline::symbols(view)),
        "textDocument/foldingRange" => value(&outline::folds(view)),
        "textDocument/codeLens" => value(&lenses::all(view, command)),
        _ => ledger(view),
    }
}

/// The ledger as `gouji figures --format json` prints it.
fn ledger(view: &View) -> Answer {
    let mut out = Vec::new();
    let path = crate::lsp::uri::path(view.uri).map(|path| path.to_string_lossy().into_owned());
    let path = path.as_deref().unwrap_or(view.uri);
    let wrong = |error: &dyn std::fmt::Display| Refusal(ErrorCode::InternalError, error.to_string());
    figures::json::write(&mut out, path, view.engine.ledger(view.checkup)).map_err(|error| wrong(&error))?;
    serde_json::from_slice(&out).map_err(|error| wrong(&error))
}

/// The byte of the position that a request is about.
fn byte(view: &View, params: &Value) -> Result<usize, Refusal> {
    let position: Position = read(params.get("position").cloned().unwrap_or_default())?;
    Ok(view.text.byte(position, view.client.counting))
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, Refusal> {
    serde_json::from_value(params).map_err(|error| Refusal(ErrorCode::InvalidParams, error.to_string()))
}

fn value(answer: &impl Serialize) -> Answer {
    serde_json::to_value(answer).map_err(|error| Refusal(ErrorCode::InternalError, error.to_string()))
}

fn refuse(code: ErrorCode, message: &str) -> Refusal {
    Refusal(code, message.to_owned())
}
