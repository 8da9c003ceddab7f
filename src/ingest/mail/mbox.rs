//! A mailbox: message after message, each below a line `From `.

use std::io::BufRead;
use std::ops::ControlFlow;

use super::{header, message};
use crate::ingest::{Before, Emit, Format, Found, Head, IngestError, MAX_DOCUMENT, Source, prefix::prefix};

/// A mailbox in one of the forms of mbox. One message at a time is held.
pub struct Mbox;

impl Format for Mbox {
    fn name(&self) -> &'static str {
        "mbox"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["mbox", "mbx"]
    }

    fn recognises(&self, head: &Head<'_>) -> bool {
        let start = head.bytes.trim_ascii_start();
        let end = header::line_end(start, 0);
        is_separator(&start[..end], &start[end..])
    }

    fn read(&self, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        self.read_on(Before::default(), source, emit)
    }

    fn goes_on(&self, rest: &[u8]) -> bool {
        rest.is_empty() || rest.starts_with(b"From ")
    }

    fn read_on(&self, before: Before, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        let mut messages = Messages::new(source.reader, before.at, MAX_DOCUMENT)?;
        let mut names = before.names;
        let mut any = names.count() > 0;
        while let Some(message) = messages.next()? {
            any = true;
            let found = message.read(source.path, names.count() + 1).map(|(article, id)| Found {
                article,
                record: Some(names.record(id.as_deref(), Some((message.offset, message.length)))),
            });
            if found.is_err() {
                names.skip();
            }
            if let ControlFlow::Break(()) = emit(found) {
                break;
            }
        }
        if any {
            Ok(())
        } else {
            Err(IngestError::Empty("no message begins in it; --format text shows it as it stands"))
        }
    }
}

/// Whether a line parts two messages: `From `, a sender, a date; and a header begins below it.
fn is_separator(line: &[u8], next: &[u8]) -> bool {
    line.starts_with(b"From ") && is_dated(line) && (header::name(next).is_some() || next.starts_with(b">From "))
}

/// Whether a line ends as `Mon May  4 10:15:00 2019` does, with a zone perhaps.
fn is_dated(line: &[u8]) -> bool {
    const MONTHS: &[&str] = &["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let text = String::from_utf8_lossy(&line[..line.len().min(400)]);
    let words: Vec<&str> = text.split_whitespace().collect();
    let month = words.iter().rposition(|word| MONTHS.contains(word));
    let after = month.map_or(&[][..], |at| &words[at + 1..]);
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    after.len() <= 6 && after.iter().any(is_year) && after.iter().any(|word| word.contains(':'))
}

/// One message and where it stands.
struct Message {
    bytes: Vec<u8>,
    offset: u64,
    length: u64,
    /// It was too long to be kept.
    long: bool,
}

impl Message {
    fn read(&self, path: &str, number: u64) -> Result<(crate::article::Article, Option<String>), IngestError> {
        if self.long {
            return Err(IngestError::Limit(format!("message {number} is larger than {} MiB", MAX_DOCUMENT >> 20)));
        }
        let bytes = unescaped(&self.bytes);
        let article = message::article(&bytes, path).ok_or(IngestError::Empty("a message has nothing in it"))?;
        let (header, _) = header::split(&bytes);
        let id = header.raw("Message-ID").map(|id| {
            let id = id.trim_matches(|c: char| c.is_whitespace() || "<>".contains(c));
            prefix(id, 200).to_owned()
        });
        Ok((article, id))
    }
}

/// The message with the `>` taken away that kept its lines `From ` from parting it. One between other lines
/// that begin with `>` is a quotation, and stays.
fn unescaped(bytes: &[u8]) -> std::borrow::Cow<'_, [u8]> {
    if memchr::memmem::find(bytes, b">From ").is_none() {
        return bytes.into();
    }
    let mut kept = Vec::with_capacity(bytes.len());
    let mut before: &[u8] = b"";
    let mut at = 0;
    while at < bytes.len() {
        let end = header::line_end(bytes, at);
        let line = &bytes[at..end];
        let bare = line.iter().position(|byte| *byte != b'>').unwrap_or(line.len());
        let escaped = bare > 0 && line[bare..].starts_with(b"From ");
        let quoted = before.starts_with(b">") || bytes.get(end) == Some(&b'>');
        kept.extend_from_slice(if escaped && !quoted { &line[1..] } else { line });
        before = line;
        at = end;
    }
    kept.into()
}

/// The messages of a mailbox. Two lines are held: whether one parts messages is told by the one after it.
struct Messages<'a> {
    reader: &'a mut dyn BufRead,
    limit: u64,
    offset: u64,
    this: Line,
    after: Line,
}

impl<'a> Messages<'a> {
    fn new(reader: &'a mut dyn BufRead, offset: u64, limit: u64) -> Result<Self, IngestError> {
        let start = Line { starts: true, ended: true, ..Line::default() };
        let mut messages = Self { reader, limit, offset, this: Line::default(), after: start };
        messages.advance()?;
        messages.advance()?;
        Ok(messages)
    }

    fn next(&mut self) -> Result<Option<Message>, IngestError> {
        let mut message: Option<Message> = None;
        while !self.this.bytes.is_empty() {
            if self.this.starts && is_separator(&self.this.bytes, &self.after.bytes) {
                if message.is_some() {
                    break;
                }
                message = Some(Message { bytes: Vec::new(), offset: self.this.offset, length: 0, long: false });
            }
            if let Some(message) = &mut message {
                message.length += self.this.bytes.len() as u64;
                message.long |= message.length > self.limit;
                if message.long {
                    message.bytes = Vec::new();
                } else {
                    message.bytes.extend_from_slice(&self.this.bytes);
                }
            }
            self.advance()?;
        }
        Ok(message)
    }

    fn advance(&mut self) -> Result<(), IngestError> {
        std::mem::swap(&mut self.this, &mut self.after);
        self.after.starts = self.this.ended;
        self.after.offset = self.offset;
        self.after.bytes.clear();
        self.after.ended = false;
        loop {
            let buffer = self.reader.fill_buf()?;
            let most = buffer.len().min(LINE.saturating_sub(self.after.bytes.len()));
            let end = memchr::memchr(b'\n', &buffer[..most]).map(|end| end + 1);
            let taken = end.unwrap_or(most);
            self.after.bytes.extend_from_slice(&buffer[..taken]);
            self.reader.consume(taken);
            self.offset += taken as u64;
            self.after.ended = end.is_some();
            if end.is_some() || taken == 0 {
                return Ok(());
            }
        }
    }
}

/// The longest piece of a line that is read at once, in bytes.
const LINE: usize = 64 << 10;

/// A line, or a piece of a long one.
#[derive(Default)]
struct Line {
    bytes: Vec<u8>,
    offset: u64,
    /// It begins a line.
    starts: bool,
    /// It ends one.
    ended: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGES: &str = "From ann@ollen.example Mon May  4 10:15:00 2019\n\
        From: Ann Lee <ann@ollen.example>\nMessage-ID: <1@ollen.example>\nSubject: One\n\nFirst.\n\
        From here to the weir is a mile.\n>From the weir it is two.\n\n\
        From bo@ollen.example  Tue May  5 10:15:00 +0200 2019\n\
        From: Bo Chu <bo@ollen.example>\nMessage-ID: <1@ollen.example>\nSubject: Two\n\n> quoted\n>From far.\n";

    fn read(bytes: &[u8], limit: u64) -> Vec<Message> {
        let mut reader = std::io::BufReader::with_capacity(7, bytes);
        let mut messages = Messages::new(&mut reader, 0, limit).unwrap();
        std::iter::from_fn(|| messages.next().unwrap()).collect()
    }

    #[test]
    fn messages_are_parted_where_one_really_begins() {
        let messages = read(MESSAGES.as_bytes(), 1 << 20);
        assert_eq!(messages.len(), 2);
        let slices: String = messages
            .iter()
            .map(|message| {
                let start = usize::try_from(message.offset).unwrap();
                &MESSAGES[start..start + usize::try_from(message.length).unwrap()]
            })
            .collect();
        assert_eq!(slices, MESSAGES);
    }

    #[test]
    fn only_an_escaped_from_is_unescaped() {
        let unescape = |text: &str| String::from_utf8(unescaped(text.as_bytes()).into_owned()).unwrap();
        assert_eq!(unescape("a\n>From b\nc\n"), "a\nFrom b\nc\n");
        assert_eq!(unescape("a\n>>From b\nc\n"), "a\n>From b\nc\n");
        assert_eq!(unescape("> a\n>From b\n"), "> a\n>From b\n");
        assert_eq!(unescape(">From b\n> a\n"), ">From b\n> a\n");
    }

    #[test]
    fn a_message_that_is_too_large_is_counted_and_not_kept() {
        let messages = read(MESSAGES.as_bytes(), 180);
        assert_eq!(messages.iter().map(|message| message.long).collect::<Vec<_>>(), [true, false]);
        assert!(messages[0].bytes.is_empty());
    }

    #[test]
    fn a_mailbox_is_known_by_its_first_lines() {
        assert!(Mbox.recognises(&Head::new(MESSAGES.as_bytes())));
        for other in [
            "From here to the weir is a mile.\nNote: it is far.\n",
            "From ann@ollen.example Mon May  4 10:15:00 2019\nNo header here\n",
            "",
        ] {
            assert!(!Mbox.recognises(&Head::new(other.as_bytes())), "{other}");
        }
    }
}
