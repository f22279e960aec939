//! The language server: what `gouji check` finds, while a draft is being written.
//!
//! Owns the protocol, over standard input and output: open documents and their texts ([`text`]), the check of one ([`checkup`]), what
//! clients ask for ([`answer`]), the settings of a workspace ([`workspace`]) and the loop over messages ([`session`]). It is one thread that
//! works and one that reads; a 60 KB report is checked anew at every change, which takes less time than a key takes to come up again.
//! Findings are those of the command line: nothing is checked here in another way.

pub mod answer;
pub mod checkup;
pub mod session;
pub mod text;
pub mod transport;
pub mod uri;
pub mod workspace;

use crate::check::Lang;
use session::{Next, Session};
use std::io::{Read, Write};

/// Serves one client until it is done; the exit status. `lang` is the language unless the client or a configuration asks for another one.
pub fn run(input: impl Read + Send + 'static, out: impl Write, lang: Option<Lang>) -> u8 {
    let mut session = Session::new(transport::listen(input), out, lang);
    loop {
        let loaded = session.load();
        let engines = session.engines(&loaded);
        match session.serve(&engines) {
            Next::Reload => {}
            Next::Exit(status) => return status,
        }
    }
}
