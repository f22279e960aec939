//! Messages over standard input and output.
//!
//! Owns the frame of a message (headers and a body of JSON). A client's mistake must not end the server: a header or a body that cannot be
//! read is told as [`Incoming::Malformed`], and reading goes on behind it. The types of messages are those of `lsp-server`, whose own
//! transport stops at the first such mistake.

use lsp_server::{ErrorCode, Message};
use serde_json::{Value, json};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// The longest header line.
const MOST_HEADER: u64 = 4 << 10;
/// The longest body; a longer one is skipped.
const MOST_BODY: u64 = 256 << 20;

/// What came in.
#[derive(Debug)]
pub enum Incoming {
    /// A message.
    Message(Message),
    /// Something that is none.
    Malformed(Malformed),
}

/// What is to be answered to something that is no message.
#[derive(Debug)]
pub struct Malformed {
    /// The id that the answer carries; null where none can be told.
    pub id: Value,
    /// What kind of mistake.
    pub code: ErrorCode,
    /// Which.
    pub message: String,
}

/// Reads messages in a thread of its own until the input ends; then the channel is closed.
pub fn listen(input: impl Read + Send + 'static) -> Receiver<Incoming> {
    let (sender, receiver) = channel();
    thread::spawn(move || read_all(&mut BufReader::new(input), &sender));
    receiver
}

fn read_all(input: &mut impl BufRead, sender: &Sender<Incoming>) {
    while let Ok(Some(incoming)) = read(input) {
        if sender.send(incoming).is_err() {
            return;
        }
    }
}

/// The next message; none when the input has ended.
fn read(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let length = match headers(input)? {
        Headers::End => return Ok(None),
        Headers::Without => return Ok(Some(parse_error("a message without Content-Length".to_owned()))),
        Headers::Length(length) => length,
    };
    if length > MOST_BODY {
        io::copy(&mut input.take(length), &mut io::sink())?;
        return Ok(Some(parse_error(format!("a message of {length} bytes is too long"))));
    }
    let mut body = Vec::new();
    if (input.take(length).read_to_end(&mut body)? as u64) < length {
        return Ok(None);
    }
    Ok(Some(parse(&body)))
}

enum Headers {
    /// The input has ended.
    End,
    /// There was no length among them.
    Without,
    /// The length of the body.
    Length(u64),
}

/// Reads header lines up to an empty one. What is no header is passed over: so reading finds its way back behind a body that was longer
/// than it said.
fn headers(input: &mut impl BufRead) -> io::Result<Headers> {
    let mut length = None;
    let mut odd = false;
    loop {
        let mut line = Vec::new();
        if input.take(MOST_HEADER).read_until(b'\n', &mut line)? == 0 {
            return Ok(Headers::End);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        match line.split_once(':') {
            _ if line.is_empty() && length.is_none() && !odd => {}
            _ if line.is_empty() => return Ok(length.map_or(Headers::Without, Headers::Length)),
            Some((name, value)) if ends_in(name, "content-length") => {
                length = value.trim().parse().ok();
                odd |= length.is_none();
            }
            _ => odd = true,
        }
    }
}

/// Behind a body without a line feed, the next header begins in the middle of a line.
fn ends_in(name: &str, header: &str) -> bool {
    name.to_ascii_lowercase().ends_with(header)
}

fn parse(body: &[u8]) -> Incoming {
    let value: Value = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(error) => return parse_error(error.to_string()),
    };
    let id = value.get("id").cloned();
    let asks = value.get("method").is_some();
    match serde_json::from_value(value) {
        // What has an id and is not taken for a request has one that none may have.
        Ok(message) if id.is_none() || !matches!(message, Message::Notification(_)) => Incoming::Message(message),
        _ => Incoming::Malformed(Malformed {
            id: id
                .filter(|id| asks && (id.is_number() || id.is_string()))
                .unwrap_or(Value::Null),
            code: ErrorCode::InvalidRequest,
            message: "neither a request nor a notification nor a response".to_owned(),
        }),
    }
}

fn parse_error(message: String) -> Incoming {
    Incoming::Malformed(Malformed {
        id: Value::Null,
        code: ErrorCode::ParseError,
        message,
    })
}

/// Where messages are written to. A client that has gone away is no fault: its end of the input tells.
pub struct Outbox<W> {
    out: W,
}

impl<W: Write> Outbox<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self { out }
    }

    /// Sends a message.
    pub fn send(&mut self, message: impl Into<Message>) {
        let _ = message.into().write(&mut self.out);
    }

    /// Answers something that was no message.
    pub fn refuse(&mut self, malformed: &Malformed) {
        let Malformed { id, code, message } = malformed;
        let body = json!({"jsonrpc": "2.0", "id": id, "error": {"code": *code as i32, "message": message}}).to_string();
        let _ = write!(self.out, "Content-Length: {}\r\n\r\n{body}", body.len()).and_then(|()| self.out.flush());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each piece of the input is read as: the method of a message, or the id that a mistake is answered with.
    fn told(input: &[u8]) -> Vec<String> {
        let (sender, receiver) = channel();
        read_all(&mut BufReader::new(input), &sender);
        drop(sender);
        let word = |incoming| match incoming {
            Incoming::Message(Message::Request(request)) => request.method,
            Incoming::Message(Message::Notification(notification)) => notification.method,
            Incoming::Message(Message::Response(response)) => format!("response {}", response.id),
            Incoming::Malformed(malformed) => format!("{:?} {}", malformed.code, malformed.id),
        };
        receiver.iter().map(word).collect()
    }

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn reading_goes_on_behind_a_mistake() {
        let good = framed(r#"{"jsonrpc":"2.0","method":"a"}"#);
        for (bad, said) in [
            (framed("{"), vec!["ParseError null"]),
            (framed("[]"), vec!["InvalidRequest null"]),
            (framed(r#"{"id":7,"method":3}"#), vec!["InvalidRequest 7"]),
            (framed(r#"{"id":1.5,"method":"b"}"#), vec!["InvalidRequest 1.5"]),
            (framed(r#"{"id":9}"#), vec!["InvalidRequest null"]),
            ("Content-Type: x\r\n\r\n".to_owned(), vec!["ParseError null"]),
            ("Content-Length: many\r\n\r\n".to_owned(), vec!["ParseError null"]),
            (
                "Content-Length: 2\r\n\r\n{}trailing\r\n\r\n".to_owned(),
                vec!["InvalidRequest null", "ParseError null"],
            ),
            (
                "Content-Length: 2\r\n\r\n{}trailing".to_owned(),
                vec!["InvalidRequest null"],
            ),
            ("\r\n\r\n".to_owned(), vec![]),
            (
                "content-length:30\r\n\r\n".to_owned() + r#"{"jsonrpc":"2.0","method":"b"}"#,
                vec!["b"],
            ),
        ] {
            let mut want = said;
            want.push("a");
            assert_eq!(told(format!("{bad}{good}").as_bytes()), want, "{bad:?}");
        }
    }

    #[test]
    fn an_input_that_breaks_off_has_ended() {
        for cut in [
            "Content-Length: 10\r\n\r\n{}",
            "Content-Length: 10\r\n",
            "Content-Le",
            "",
        ] {
            assert!(told(cut.as_bytes()).is_empty(), "{cut:?}");
        }
    }
}
