//! A client that starts the program and speaks the protocol with it, as an editor does.

use lsp_server::{Message, Notification, Request, ResponseError};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::{BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// Far longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    inbox: Receiver<Message>,
    /// Notifications and requests of the server that nobody has looked at.
    pub told: VecDeque<Message>,
    next: i32,
}

/// What an editor of today can do.
pub fn capabilities(encoding: &str, pulls: bool) -> Value {
    let mut document = json!({
        "publishDiagnostics": {"relatedInformation": true},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
    });
    if pulls {
        document["diagnostic"] = json!({});
    }
    json!({
        "general": {"positionEncodings": [encoding]},
        "textDocument": document,
        "workspace": {
            "workspaceEdit": {"documentChanges": true},
            "didChangeWatchedFiles": {"dynamicRegistration": true},
        },
    })
}

impl Client {
    /// Starts the program.
    pub fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        let (sender, inbox) = channel();
        thread::spawn(move || {
            while let Ok(Some(message)) = Message::read(&mut out) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self {
            input: child.stdin.take(),
            child,
            inbox,
            told: VecDeque::new(),
            next: 0,
        }
    }

    /// Starts the program and shakes hands.
    pub fn ready(encoding: &str, pulls: bool, options: Value) -> Self {
        Self::in_folder(None, encoding, pulls, options)
    }

    /// The same for the drafts of a folder.
    pub fn in_folder(folder: Option<&Path>, encoding: &str, pulls: bool, options: Value) -> Self {
        let mut client = Self::start();
        let root = folder.map(|folder| format!("file://{}", folder.display()));
        let params = json!({
            "processId": null,
            "rootUri": root,
            "capabilities": capabilities(encoding, pulls),
            "initializationOptions": options,
        });
        let answer = client.ask("initialize", params).expect("initialized");
        assert_eq!(answer["capabilities"]["positionEncoding"], encoding);
        client.tell("initialized", json!({}));
        client
    }

    fn send(&mut self, message: impl Into<Message>) {
        message
            .into()
            .write(self.input.as_mut().expect("open"))
            .expect("written");
    }

    /// Sends a notification.
    pub fn tell(&mut self, method: &str, params: Value) {
        self.send(Notification::new(method.to_owned(), params));
    }

    /// Sends a request and does not wait; its id.
    pub fn begin(&mut self, method: &str, params: Value) -> i32 {
        self.next += 1;
        self.send(Request::new(self.next.into(), method.to_owned(), params));
        self.next
    }

    /// Waits for the answer to a request.
    pub fn finish(&mut self, id: i32) -> Result<Value, ResponseError> {
        let is_it = |message: &Message| matches!(message, Message::Response(response) if response.id == id.into());
        loop {
            // Another request may have been waited for when the answer came.
            let kept = self.told.iter().position(is_it).and_then(|at| self.told.remove(at));
            let message = kept.unwrap_or_else(|| self.inbox.recv_timeout(PATIENCE).expect("an answer"));
            match message {
                Message::Response(response) if response.id == id.into() => return response.response_result,
                other => self.told.push_back(other),
            }
        }
    }

    /// Sends a request and waits for its answer.
    pub fn ask(&mut self, method: &str, params: Value) -> Result<Value, ResponseError> {
        let id = self.begin(method, params);
        self.finish(id)
    }

    /// Sends a request about a document.
    pub fn ask_about(&mut self, method: &str, uri: &str, mut params: Value) -> Value {
        params["textDocument"] = json!({"uri": uri});
        self.ask(method, params)
            .unwrap_or_else(|error| panic!("{method}: {error:?}"))
    }

    /// The next message of the server of its own accord.
    pub fn next_told(&mut self) -> Message {
        let kept = self.told.pop_front();
        kept.unwrap_or_else(|| self.inbox.recv_timeout(PATIENCE).expect("a message"))
    }

    /// The parameters of the next notification of a kind; others before it are dropped.
    pub fn wait_for(&mut self, method: &str) -> Value {
        loop {
            if let Message::Notification(notification) = self.next_told()
                && notification.method == method
            {
                return notification.params;
            }
        }
    }

    /// The diagnostics that are pushed for a version of a document.
    pub fn pushed(&mut self, uri: &str, version: i32) -> Vec<Value> {
        loop {
            let params = self.wait_for("textDocument/publishDiagnostics");
            if params["uri"] == uri && params["version"] == version {
                return params["diagnostics"].as_array().expect("a list").clone();
            }
        }
    }

    /// The diagnostics that are pulled.
    pub fn pulled(&mut self, uri: &str) -> Vec<Value> {
        let report = self.ask_about("textDocument/diagnostic", uri, json!({}));
        assert_eq!(report["kind"], "full");
        report["items"].as_array().expect("a list").clone()
    }

    /// Opens a document.
    pub fn open(&mut self, uri: &str, language: &str, text: &str) {
        let item = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": item}));
    }

    /// Changes a document.
    pub fn change(&mut self, uri: &str, version: i32, changes: Value) {
        let params = json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": changes});
        self.tell("textDocument/didChange", params);
    }

    /// Says good-bye; the exit status.
    pub fn end(mut self) -> Option<i32> {
        self.ask("shutdown", Value::Null).expect("shut down");
        self.tell("exit", Value::Null);
        self.child.wait().expect("ended").code()
    }

    /// Closes the program's input, or says `exit` without more; the exit status.
    pub fn leave(mut self, exit: bool) -> Option<i32> {
        if exit {
            self.tell("exit", Value::Null);
        }
        drop(self.input.take());
        self.child.wait().expect("ended").code()
    }
}

/// Feeds the program bytes and gives the bodies of all it says, and its exit status.
pub fn run(input: &[u8]) -> (Vec<Value>, Option<i32>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child
        .stdin
        .take()
        .expect("its input")
        .write_all(input)
        .expect("written");
    let done = child.wait_with_output().expect("ended");
    let said = String::from_utf8(done.stdout).expect("UTF-8");
    let bodies = said.split("\r\n\r\n").skip(1);
    // Behind a body comes the next header, or nothing.
    let bodies = bodies.map(|body| body.split("Content-Length: ").next().unwrap_or_default());
    let bodies = bodies.map(|body| serde_json::from_str(body).expect("JSON")).collect();
    (bodies, done.status.code())
}

impl Drop for Client {
    fn drop(&mut self) {
        // Already ended in most tests; one that fails must not leave it running.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
