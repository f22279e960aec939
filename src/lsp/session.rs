//! The state of a running server, and its loop.
//!
//! Owns the order of things: messages are taken as they come, changes are applied at once, a document is checked when somebody asks for it
//! or when nothing else waits, so that a client that types faster than documents are checked never waits for old texts. A request that is
//! cancelled while it waits is answered with that. What changes the settings ends the loop ([`Next::Reload`]), and it is entered again with
//! new ones.

mod client;
mod requests;

use super::answer::diagnostics::{by_file, of_fault};
use super::answer::{Client, View, diagnostics};
use super::checkup::{Checkup, Engine};
use super::text::Text;
use super::transport::{Incoming, Outbox};
use super::uri;
use super::workspace::{self, Loaded, Options, config_of};
use crate::check::Lang;
use crate::fault::Fault;
use gen_lsp_types::{
    Diagnostic, DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    PublishDiagnosticsParams, Uri,
};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::time::SystemTime;

/// Why the loop ended.
pub enum Next {
    /// The settings are old.
    Reload,
    /// The client is done; the exit status.
    Exit(u8),
}

/// How far the client has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Waiting,
    Running,
    ShutDown,
}

/// An open document.
struct Open {
    /// The name that it is checked under.
    name: String,
    /// Its file, when it has one.
    path: Option<PathBuf>,
    /// What it is checked with.
    engine: usize,
    version: i32,
    text: Text,
    /// What was found in this text, or why it is not checked; none until somebody needs it.
    checkup: Option<Result<Checkup, String>>,
    /// Whether the client was not yet told.
    news: bool,
    /// The last reason that the client was told for not checking it.
    told: Option<String>,
}

/// A server that talks to one client.
pub struct Session<W> {
    inbox: Receiver<Incoming>,
    outbox: Outbox<W>,
    waiting: VecDeque<Incoming>,
    phase: Phase,
    client: Client,
    /// The language unless the client or a file says otherwise.
    lang: Option<Lang>,
    root: Option<PathBuf>,
    options: Options,
    documents: BTreeMap<String, Open>,
    /// The files that were read under the configurations, and when they were written last.
    stamps: BTreeMap<PathBuf, Option<SystemTime>>,
    /// The files that the client was told something wrong about.
    faulty: BTreeSet<String>,
    /// How many requests were sent to the client.
    sent: i32,
}

impl<W: Write> Session<W> {
    /// A session before its first message.
    pub fn new(inbox: Receiver<Incoming>, out: W, lang: Option<Lang>) -> Self {
        Self {
            inbox,
            outbox: Outbox::new(out),
            waiting: VecDeque::new(),
            phase: Phase::Waiting,
            client: Client::default(),
            lang,
            root: None,
            options: Options::default(),
            documents: BTreeMap::new(),
            stamps: BTreeMap::new(),
            faulty: BTreeSet::new(),
            sent: 0,
        }
    }

    /// The configurations of the open documents as they are now. Everything is to be checked anew, and what is wrong in the files is told.
    pub fn load(&mut self) -> Vec<Loaded> {
        let root = self.root.as_deref();
        let configs: BTreeSet<Option<PathBuf>> = self
            .documents
            .values()
            .map(|document| config_of(document.path.as_deref(), root))
            .collect();
        let asked = self.options.asked(root, self.lang);
        let loaded: Vec<Loaded> = configs.into_iter().map(|path| workspace::load(path, &asked)).collect();
        let files = loaded.iter().flat_map(|loaded| &loaded.files);
        self.stamps = files.map(|file| (file.clone(), written(file))).collect();
        for document in self.documents.values_mut() {
            document.checkup = None;
            document.news = true;
        }
        self.tell_faults(&loaded);
        loaded
    }

    /// What the open documents are checked with: one for those of the same configuration and overrides.
    pub fn engines<'l>(&mut self, loaded: &'l [Loaded]) -> Vec<Engine<'l>> {
        let mut engines: Vec<Engine> = Vec::new();
        for document in self.documents.values_mut() {
            let config = config_of(document.path.as_deref(), self.root.as_deref());
            let path = document.path.as_deref().unwrap_or(Path::new(&document.name));
            let known = engines.iter().position(|engine| engine.fits(config.as_deref(), path));
            // A configuration that was made or removed since then is found at the next look.
            let of = loaded.iter().find(|loaded| loaded.config == config).or(loaded.first());
            document.engine = known.unwrap_or(engines.len());
            if let (None, Some(of)) = (known, of) {
                engines.push(Engine::new(of, path, self.options.max_bytes()));
            }
        }
        engines
    }

    /// Tells what is wrong in the files, and that what was wrong before is not any more.
    fn tell_faults(&mut self, loaded: &[Loaded]) {
        let mut healed = std::mem::take(&mut self.faulty);
        for (file, faults) in by_file(loaded.iter().flat_map(|loaded| &loaded.faults)) {
            let of = |fault: &&Fault| of_fault(fault, self.client.counting, self.client.related);
            let found: Vec<Diagnostic> = faults.iter().map(of).collect();
            let uri = uri::of(Path::new(&file));
            healed.remove(&uri);
            self.publish(uri.clone(), None, found);
            self.faulty.insert(uri);
        }
        for uri in healed {
            self.publish(uri, None, Vec::new());
        }
        let complaints: BTreeSet<&String> = loaded.iter().flat_map(|loaded| &loaded.complaints).collect();
        for complaint in complaints {
            self.show(complaint);
        }
    }

    /// Serves the client until the configurations are old or it is done.
    pub fn serve(&mut self, engines: &[Engine]) -> Next {
        if self.phase == Phase::Running {
            self.refresh();
        }
        loop {
            self.take_all();
            let Some(incoming) = self.waiting.pop_front() else {
                if self.tell_news(engines) {
                    match self.inbox.recv() {
                        Ok(incoming) => self.take(incoming),
                        // The client has gone without a word.
                        Err(_) => return Next::Exit(1),
                    }
                }
                continue;
            };
            let next = match incoming {
                Incoming::Malformed(malformed) => {
                    self.outbox.refuse(&malformed);
                    None
                }
                Incoming::Message(Message::Request(request)) => self.request(engines, request),
                Incoming::Message(Message::Notification(notification)) => self.notification(engines, notification),
                Incoming::Message(Message::Response(_)) => None,
            };
            if let Some(next) = next {
                return next;
            }
        }
    }

    /// Takes whatever has come in.
    fn take_all(&mut self) {
        while let Ok(incoming) = self.inbox.try_recv() {
            self.take(incoming);
        }
    }

    /// Puts a message behind the waiting ones; a cancellation takes its request out of them.
    fn take(&mut self, incoming: Incoming) {
        let Incoming::Message(Message::Notification(notification)) = &incoming else {
            self.waiting.push_back(incoming);
            return;
        };
        if notification.method != "$/cancelRequest" {
            self.waiting.push_back(incoming);
            return;
        }
        let id = notification.params.get("id").cloned().unwrap_or_default();
        let Ok(id) = serde_json::from_value::<RequestId>(id) else {
            return;
        };
        let same =
            |waiting: &Incoming| matches!(waiting, Incoming::Message(Message::Request(request)) if request.id == id);
        // One that is not there is answered already.
        if let Some(at) = self.waiting.iter().position(same) {
            self.waiting.remove(at);
            let cancelled = Response::new_err(id, ErrorCode::RequestCanceled as i32, "cancelled".to_owned());
            self.outbox.send(cancelled);
        }
    }

    fn notification(&mut self, engines: &[Engine], notification: Notification) -> Option<Next> {
        let Notification { method, params } = notification;
        if method == "exit" {
            return Some(Next::Exit(u8::from(self.phase != Phase::ShutDown)));
        }
        if self.phase != Phase::Running {
            return None;
        }
        match method.as_str() {
            "initialized" => self.watch(),
            "textDocument/didOpen" => return self.open(engines, read(params)?),
            "textDocument/didChange" => self.change(read(params)?),
            "textDocument/didClose" => self.close(read(params)?),
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => {
                return self.outdated(engines).then_some(Next::Reload);
            }
            "workspace/didChangeConfiguration" => return self.configure(params.get("settings")?),
            _ => {}
        }
        None
    }

    fn open(&mut self, engines: &[Engine], params: DidOpenTextDocumentParams) -> Option<Next> {
        let item = params.text_document;
        let name = uri::name(&item.uri.0, &text_of(&item.language_id))?;
        let path = uri::path(&item.uri.0);
        let config = config_of(path.as_deref(), self.root.as_deref());
        let known = path.as_deref().unwrap_or(Path::new(&name));
        let engine = engines.iter().position(|engine| engine.fits(config.as_deref(), known));
        let document = Open {
            name,
            path,
            engine: engine.unwrap_or_default(),
            version: item.version,
            text: Text::new(item.text),
            checkup: None,
            news: true,
            told: None,
        };
        self.documents.insert(item.uri.0, document);
        engine.is_none().then_some(Next::Reload)
    }

    fn change(&mut self, params: DidChangeTextDocumentParams) {
        let of = params.text_document;
        let Some(document) = self.documents.get_mut(&of.text_document_identifier.uri.0) else {
            return;
        };
        for change in params.content_changes {
            document.text.change(change, self.client.counting);
        }
        document.version = of.version;
        document.checkup = None;
        document.news = true;
    }

    fn close(&mut self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri.0;
        if self.documents.remove(&uri).is_some() && !self.client.pulls {
            self.publish(uri, None, Vec::new());
        }
    }

    /// Whether a file was written since it was read, or a document has another configuration.
    fn outdated(&self, engines: &[Engine]) -> bool {
        let moved = |document: &Open| {
            let config = config_of(document.path.as_deref(), self.root.as_deref());
            engines
                .get(document.engine)
                .is_none_or(|engine| engine.loaded.config != config)
        };
        self.stamps.iter().any(|(file, stamp)| written(file) != *stamp) || self.documents.values().any(moved)
    }

    /// Takes the options of the section `gouji`, or those that stand alone.
    fn configure(&mut self, settings: &Value) -> Option<Next> {
        let section = settings.get("gouji").unwrap_or(settings);
        if section.is_null() {
            return None;
        }
        self.take_options(section);
        Some(Next::Reload)
    }

    fn take_options(&mut self, section: &Value) {
        match serde_json::from_value(section.clone()) {
            Ok(options) => self.options = options,
            Err(error) => self.show(&format!("gouji: {error}")),
        }
    }

    /// Tells what was found in documents that have changed, as long as nothing else comes in; whether there is nothing more to do.
    fn tell_news(&mut self, engines: &[Engine]) -> bool {
        let new: Vec<String> = self
            .documents
            .iter()
            .filter(|(_, d)| d.news)
            .map(|(uri, _)| uri.clone())
            .collect();
        for uri in new {
            if !self.client.pulls {
                let found = self.view(engines, &uri).map(|view| diagnostics::all(&view));
                let version = self.documents.get(&uri).map(|document| document.version);
                self.publish(uri.clone(), version, found.unwrap_or_default());
            }
            if let Some(document) = self.documents.get_mut(&uri) {
                document.news = false;
            }
            self.take_all();
            if !self.waiting.is_empty() {
                return false;
            }
        }
        true
    }

    /// A document as it was checked; none when it is not open or not checked.
    fn view<'s>(&'s mut self, engines: &'s [Engine], uri: &'s str) -> Option<View<'s>> {
        let client = self.client;
        let document = self.documents.get_mut(uri)?;
        let engine = engines.get(document.engine)?;
        let checkup = document
            .checkup
            .take()
            .unwrap_or_else(|| engine.check(&document.name, &document.text));
        let declined = checkup.as_ref().err().cloned();
        document.checkup = Some(checkup);
        if declined.is_some() && declined != document.told {
            let name = document.name.clone();
            let reason = declined.clone().unwrap_or_default();
            self.show(&format!("{name}: {reason}"));
        }
        let document = self.documents.get_mut(uri)?;
        document.told = declined;
        let checkup = document.checkup.as_ref()?.as_ref().ok()?;
        Some(View {
            uri,
            version: document.version,
            text: &document.text,
            checkup,
            engine,
            client,
        })
    }

    fn publish(&mut self, uri: String, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        let params = PublishDiagnosticsParams {
            uri: Uri(uri),
            version,
            diagnostics,
        };
        self.notify("textDocument/publishDiagnostics", params);
    }

    /// Shows the user a warning.
    fn show(&mut self, message: &str) {
        self.notify("window/showMessage", json!({"type": 2, "message": message}));
    }

    fn notify(&mut self, method: &str, params: impl Serialize) {
        self.outbox.send(Notification::new(method.to_owned(), params));
    }

    fn ask(&mut self, method: &str, params: impl Serialize) {
        self.sent += 1;
        let id = RequestId::from(format!("gouji-{}", self.sent));
        self.outbox.send(Request::new(id, method.to_owned(), params));
    }
}

/// Parameters of a notification; wrong ones have nobody to be told.
fn read<P: DeserializeOwned>(params: Value) -> Option<P> {
    serde_json::from_value(params).ok()
}

/// What a word of the protocol is written as.
fn text_of(word: &impl Serialize) -> String {
    let word = serde_json::to_value(word).unwrap_or_default();
    word.as_str().unwrap_or_default().to_owned()
}

/// When a file was written last; none when it is not there.
fn written(file: &Path) -> Option<SystemTime> {
    std::fs::metadata(file).and_then(|known| known.modified()).ok()
}
