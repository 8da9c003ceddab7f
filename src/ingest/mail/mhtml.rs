//! A page that a browser saved in one file, as a message of its parts.

use super::header::{self, Header};
use super::part::Part;
use super::{Emit, Format, Found, Head, IngestError, Source, headline, message_of, read_document};
use crate::ingest::{html, sanitize};

/// How deep the page's part may lie.
const DEPTH: usize = 4;

/// A saved page in MIME.
pub struct Mhtml;

impl Format for Mhtml {
    fn name(&self) -> &'static str {
        "mhtml"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["mhtml", "mht"]
    }

    /// A page with its pictures that was sent to nobody.
    fn recognises(&self, head: &Head<'_>) -> bool {
        let (header, _) = header::split(head.bytes);
        let kind = header.raw("Content-Type").unwrap_or_default().to_ascii_lowercase();
        kind.starts_with("multipart/related") && is_saved(header)
    }

    fn read(&self, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        let bytes = read_document(source.reader)?;
        let message = Part::read(message_of(&bytes), "text/html");
        let address = |part: &Part<'_>| {
            let names = ["Snapshot-Content-Location", "Content-Location"];
            names.iter().find_map(|name| part.header.raw(name)).filter(|address| sanitize::url(address).is_some())
        };
        let root = message.attribute("start").map(|id| id.trim().to_owned());
        let (text, location) = with_page(&message, root.as_deref(), 0, &|page| (page.text(), address(page)))
            .ok_or(IngestError::Empty("no page is in it; --format eml reads it as a mail"))?;
        let mut draft = html::draft(&text.text);
        draft.unreadable = text.unreadable;
        draft.guessed = text.guessed;
        draft.title = draft.title.or_else(|| message.header.text("Subject"));
        draft.url = draft.url.or_else(|| address(&message)).or(location);
        if draft.blocks.is_empty() && draft.title.is_none() {
            return Err(IngestError::Empty("it has no text; the page may need a browser to fill it"));
        }
        let _ = emit(Ok(Found { article: headline::finish(draft, source.path), record: None }));
        Ok(())
    }
}

/// Whether a browser wrote the header: it says so, or nobody sent or got it.
fn is_saved(header: Header<'_>) -> bool {
    let said = header.raw("From").is_some_and(|from| from.to_ascii_lowercase().contains("saved by"));
    let sent = ["To", "Received", "Message-ID", "Return-Path", "Delivered-To"];
    said || header.raw("Snapshot-Content-Location").is_some() || sent.iter().all(|name| header.raw(name).is_none())
}

/// Reads the page: the part that the message names as its root, else the first that is one.
fn with_page<T>(part: &Part<'_>, root: Option<&str>, depth: usize, read: &dyn Fn(&Part<'_>) -> T) -> Option<T> {
    if matches!(part.kind(), "text/html" | "application/xhtml+xml") {
        return Some(read(part));
    }
    if depth >= DEPTH || !part.kind().starts_with("multipart/") {
        return None;
    }
    let parts = part.parts();
    let named = parts.iter().find(|part| root.is_some() && part.header.raw("Content-ID").as_deref() == root);
    named.into_iter().chain(&parts).find_map(|part| with_page(part, None, depth + 1, read))
}
