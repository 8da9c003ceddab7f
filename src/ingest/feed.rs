//! Feeds: RSS of all versions, RDF, CDF, Atom, the exports written in them, and lists of feeds.

use std::io::BufRead;
use std::ops::ControlFlow;

use super::json::Names;
use super::{Emit, Format, Found, Head, IngestError, MAX_DOCUMENT, Source, headline, read_at_most};
use channel::Channel;
use charset::Charset;
use root::Kind;
use split::{Piece, Pieces};

mod channel;
mod charset;
mod content;
mod document;
mod entry;
mod lexer;
mod markup;
mod moment;
mod namespace;
mod opml;
mod people;
mod reference;
mod root;
mod split;
mod tree;
mod wordpress;

pub use document::Xml;
pub use opml::opml_files;

/// A feed, read an entry at a time. Entries are articles; each inherits what the feed says of itself, so
/// none can be read alone.
pub struct Feed;

/// The largest feed in an encoding that must be decoded as a whole.
const MAX_WIDE: u64 = 512 << 20;

/// How much of a feed is looked at to tell its encoding, in bytes.
const SAMPLE: usize = 64 << 10;

impl Format for Feed {
    fn name(&self) -> &'static str {
        "feed"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["rss", "atom", "rdf", "opml", "wxr"]
    }

    fn recognises(&self, head: &Head<'_>) -> bool {
        matches!(root::kind(&charset::head(head)), Some(Kind::Channel | Kind::Atom | Kind::Opml))
    }

    fn read(&self, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        if charset::is_wide(source.reader.fill_buf()?) {
            let text = charset::decode_wide(read_at_most(source.reader, MAX_WIDE)?);
            return read(&mut text.as_bytes(), source.path, emit);
        }
        read(source.reader, source.path, emit)
    }
}

fn read(reader: &mut dyn BufRead, path: &str, emit: &mut Emit<'_>) -> Result<(), IngestError> {
    let limit = usize::try_from(MAX_DOCUMENT).unwrap_or(usize::MAX);
    let mut pieces = Pieces::new(reader, limit);
    let start = pieces.peek(SAMPLE)?;
    let charset = Charset::of(start);
    let kind = root::kind(&charset.decode(start).text);
    if kind == Some(Kind::Opml) {
        return read_list(&mut pieces, &charset, path, emit);
    }
    let name = if kind == Some(Kind::Atom) { "entry" } else { "item" };
    let mut channel = Channel::default();
    let mut names = Names::default();
    let mut articles = false;
    while let Some(piece) = pieces.next(name)? {
        let found = match piece {
            Piece::Around(bytes) => {
                if channel.title.is_none() && !bytes.trim_ascii().is_empty() {
                    channel.read(&charset.decode(&bytes).text);
                }
                continue;
            }
            Piece::Entry(bytes) => match entry::read(charset.decode(&bytes), &channel) {
                Some((draft, id)) => {
                    let record = names.record(id.as_deref(), None);
                    Ok(Found { article: headline::finish(draft, path), record: Some(record) })
                }
                None => continue,
            },
            Piece::TooLong => {
                names.skip();
                Err(IngestError::Limit(format!("an entry is larger than {} MiB", limit >> 20)))
            }
        };
        articles = true;
        if let ControlFlow::Break(()) = emit(found) {
            return Ok(());
        }
    }
    if articles { Ok(()) } else { Err(IngestError::Empty("it is a feed without entries")) }
}

fn read_list(pieces: &mut Pieces<'_>, charset: &Charset, path: &str, emit: &mut Emit<'_>) -> Result<(), IngestError> {
    let mut draft = match pieces.next("")? {
        Some(Piece::Around(bytes)) => opml::draft(&charset.decode(&bytes).text),
        _ => return Err(IngestError::Limit("it is a list of feeds that is too large".to_owned())),
    };
    if draft.title.is_none() && draft.blocks.is_empty() {
        return Err(IngestError::Empty("it is a list of no feeds"));
    }
    draft.source = None;
    let _ = emit(Ok(Found { article: headline::finish(draft, path), record: None }));
    Ok(())
}

#[cfg(test)]
mod tests;
