//! Mail: single messages as they lie in a folder. Mailboxes and saved pages are next door.

use super::{Emit, Format, Found, Head, IngestError, Source, headline, read_document};

mod body;
mod header;
mod markup;
mod mbox;
mod message;
mod mhtml;
mod part;
mod plain;
mod source;
mod tail;
mod transfer;
mod word;

pub use mbox::Mbox;
pub use mhtml::Mhtml;

/// One message: a mail, a post of a newsgroup, a file of a Maildir.
pub struct Eml;

impl Format for Eml {
    fn name(&self) -> &'static str {
        "eml"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["eml", "emlx", "mail"]
    }

    fn recognises(&self, head: &Head<'_>) -> bool {
        is_message(message_of(head.bytes))
    }

    fn read(&self, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        let bytes = read_document(source.reader)?;
        let article = message::article(message_of(&bytes), source.path)
            .ok_or(IngestError::Empty("it is no message, or an empty one; --format text shows it as it stands"))?;
        let _ = emit(Ok(Found { article, record: None }));
        Ok(())
    }
}

/// The message in a file: Apple Mail sets its length above it, and a list of properties below.
fn message_of(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let end = header::line_end(bytes, 0);
    let line = bytes[..end].trim_ascii();
    let digits = !line.is_empty() && line.len() < 12 && line.iter().all(u8::is_ascii_digit);
    let length = std::str::from_utf8(line).ok().filter(|_| digits).and_then(|line| line.parse::<usize>().ok());
    match length {
        Some(length) => &bytes[end..bytes.len().min(end.saturating_add(length))],
        None => bytes,
    }
}

/// Fields that only a message has.
const OWN: &[&str] = &[
    "from",
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "newsgroups",
    "delivered-to",
    "content-transfer-encoding",
    "dkim-signature",
    "x-mailer",
    "envelope-to",
    "path",
];

/// Fields that a message has among others.
const COMMON: &[&str] =
    &["date", "subject", "to", "cc", "reply-to", "in-reply-to", "references", "sender", "content-type", "list-id"];

/// Whether bytes begin with a message's header: nothing but fields, and two that are known. Front matter
/// has fields too, but others: a message has no `Title`.
fn is_message(head: &[u8]) -> bool {
    let (header, body) = header::split(head);
    let ended = body.is_empty() || head[..head.len() - body.len()].ends_with(b"\n");
    let blank = head[..head.len() - body.len()].trim_ascii_end().len() + 1 < head.len() - body.len();
    let mut own = Vec::new();
    let mut common = Vec::new();
    for (name, value) in header.fields() {
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        if name == "title" {
            return false;
        }
        let known = |names: &[&'static str]| names.iter().copied().find(|known| *known == name);
        let full = !value.trim_ascii().is_empty();
        own.extend(known(OWN).filter(|_| full));
        common.extend(known(COMMON).filter(|_| full));
    }
    own.dedup();
    common.dedup();
    ended && (blank || body.is_empty()) && !own.is_empty() && own.len() + common.len() >= 2
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use proptest::prelude::*;

    use super::*;

    fn read(format: &dyn Format, bytes: &[u8]) {
        let mut reader = bytes;
        let _ = format.read(Source { path: "x", reader: &mut reader }, &mut |_| ControlFlow::Continue(()));
        format.recognises(&Head::new(bytes));
    }

    #[test]
    fn a_message_is_known_by_fields_that_only_messages_have() {
        for (head, known) in [
            ("From: a@b.example\nDate: today\n\nText", true),
            ("Return-Path: <a@b.example>\nReceived: by b.example\n  with SMTP\n\nText", true),
            ("Path: news!x\nNewsgroups: ollen.weir\nSubject: Weir\n\nText", true),
            ("120\nFrom: a@b.example\nSubject: Weir\n\nText", true),
            ("Title: x\nDate: y\nAuthor: z\n\nText", false),
            ("Title: x\nFrom: y\nDate: z\n\nText", false),
            ("Subject: x\nDate: y\n\nText", false),
            ("From: the weir\n\nText", false),
            ("From: the weir\nTo: the pond\nand on\nand on\n\nText", false),
            ("", false),
        ] {
            assert_eq!(Eml.recognises(&Head::new(head.as_bytes())), known, "{head}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            for format in [&Eml as &dyn Format, &Mbox, &Mhtml] {
                read(format, &bytes);
            }
        }

        #[test]
        fn any_message_is_read_without_a_panic(
            fields in "((From|Date|Subject|Content-Type|List-Id|Content-Transfer-Encoding|Received): ?[ -~é]{0,30}\n){0,5}",
            word in "=\\?(utf-8|iso-2022-jp|x)\\?[bqBQ]\\?[ -~]{0,20}\\?=",
            kind in "(text/plain; format=flowed; delsp=yes|text/html|multipart/(mixed|alternative|related|signed); boundary=b|message/rfc822)",
            body in "((--b(--)?|> ?|-- |_{30}|On 1 May, A wrote:|-----Original Message-----|From: a|Sent: b|To: c|<div style=display:none>|</div>|=\\?|diff -|[ -~é]{0,10})\n?){0,20}",
        ) {
            let mail = format!("{fields}Subject: {word}\nContent-Type: {kind}\n\n{body}");
            for format in [&Eml as &dyn Format, &Mbox, &Mhtml] {
                read(format, mail.as_bytes());
                read(format, format!("From a Mon May  4 10:15:00 2019\n{mail}").as_bytes());
            }
        }
    }
}
