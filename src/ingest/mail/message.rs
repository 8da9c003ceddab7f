//! A whole message becomes an article: its header its head, its parts its body.

use super::body::Body;
use super::header::Header;
use super::part::Part;
use super::source;
use crate::article::Article;
use crate::ingest::{Draft, headline};

/// Reads one message. `None` when there is nothing in it, not even a subject.
pub(super) fn article(bytes: &[u8], path: &str) -> Option<Article> {
    let part = Part::read(bytes, "text/plain");
    let header = part.header;
    let mut body = Body::default();
    body.message(&part, is_reply(header));
    let draft = body.finish();
    let title = header.text("Subject");
    let authors = authors(header);
    if draft.blocks.is_empty() && title.is_none() && authors.is_empty() {
        return None;
    }
    let draft = Draft {
        title,
        bylines: authors.clone(),
        published: header.date(),
        source: source::read(header),
        language: header.text("Content-Language"),
        ..draft
    };
    let mut article = headline::finish(draft, path);
    if !authors.is_empty() {
        // A sender is whoever the message says, a newsletter or a bare address too: no byline to be understood.
        article.authors = authors;
    }
    Some(article)
}

/// Who wrote it: the names, else the addresses.
pub(super) fn authors(header: Header<'_>) -> Vec<String> {
    let from = header.people("From");
    if from.is_empty() { header.people("Sender") } else { from }
}

fn is_reply(header: Header<'_>) -> bool {
    header.raw("In-Reply-To").is_some() || header.raw("References").is_some()
}
