//! Plain text.

use std::io::{Cursor, Read as _};
use std::ops::ControlFlow;

use super::json::Names;
use super::{Draft, Emit, Format, Found, Head, IngestError, MAX_DOCUMENT, Source, decode, headline, sanitize};
use crate::article::{Article, Block, Kind};
use many::{Piece, Pieces};

mod edition;
mod layout;
mod lines;
mod many;
mod marker;
mod overstrike;
mod quoted;
mod record;
mod split;

/// Plain text: paragraphs parted by blank lines, or one a line; one article, or many parted by a convention.
pub struct Text;

impl Format for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn recognises(&self, head: &Head<'_>) -> bool {
        record::sgml::is_start(&head.text)
    }

    fn read(&self, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        let mut window = Vec::new();
        source.reader.take(many::WINDOW as u64).read_to_end(&mut window)?;
        if let Some(splitter) = many::splitter(&window) {
            let mut reader = Cursor::new(window).chain(source.reader);
            return read_many(Pieces::new(&mut reader, splitter), source.path, emit);
        }
        let room = MAX_DOCUMENT + 1 - window.len() as u64;
        source.reader.take(room).read_to_end(&mut window)?;
        if window.len() as u64 > MAX_DOCUMENT {
            return Err(IngestError::Limit(format!("it is larger than {} MiB", MAX_DOCUMENT >> 20)));
        }
        let (article, _) = article(window, source.path)?;
        // Whoever asked for the article stops by itself: there is only one.
        let _ = emit(Ok(Found { article, record: None }));
        Ok(())
    }
}

/// Reads articles one by one. One alone is no record.
fn read_many(mut pieces: Pieces<'_>, path: &str, emit: &mut Emit<'_>) -> Result<(), IngestError> {
    let Some(mut piece) = pieces.next()? else { return Err(IngestError::Empty("it is empty")) };
    let mut names = Names::default();
    loop {
        let next = pieces.next()?;
        let found = if names.count() == 0 && next.is_none() {
            read_piece(piece, path).map(|(article, ..)| Found { article, record: None })
        } else {
            read_piece(piece, path).map(|(article, id, bytes)| {
                let record = names.record(id.as_deref(), bytes);
                Found { article, record: Some(record) }
            })
        };
        if found.is_err() {
            names.skip();
        }
        match (emit(found), next) {
            (ControlFlow::Continue(()), Some(next)) => piece = next,
            _ => return Ok(()),
        }
    }
}

type Bytes = Option<(u64, u64)>;

fn read_piece(piece: Piece, path: &str) -> Result<(Article, Option<String>, Bytes), IngestError> {
    if piece.long {
        return Err(IngestError::Limit(format!("an article in it is larger than {} MiB", MAX_DOCUMENT >> 20)));
    }
    let bytes = many::stands_alone(&piece.bytes).then_some((piece.offset, piece.bytes.len() as u64));
    let (article, id) = article(piece.bytes, path)?;
    Ok((article, id, bytes))
}

/// The article that all of the bytes are, and its own id.
fn article(bytes: Vec<u8>, path: &str) -> Result<(Article, Option<String>), IngestError> {
    let decoded = decode::decode(bytes);
    let (mut draft, id) = draft(&decoded.text);
    if draft.blocks.is_empty() && draft.title.is_none() {
        return Err(IngestError::Empty("it is empty"));
    }
    draft.unreadable = decoded.unreadable;
    draft.guessed = decoded.guessed;
    Ok((headline::finish(draft, path), id))
}

fn draft(text: &str) -> (Draft, Option<String>) {
    if record::sgml::is_start(text)
        && let Some(read) = record::sgml::read(text)
    {
        return read;
    }
    let draft = if overstrike::is_overstruck(text) {
        draft_of(overstrike::blocks(text))
    } else {
        let safe = sanitize::text(text);
        record::read(&safe).or_else(|| edition::read(&safe)).unwrap_or_else(|| draft_of(parts(&safe)))
    };
    (draft, None)
}

fn draft_of(blocks: Vec<Block>) -> Draft {
    Draft { blocks, ..Draft::default() }
}

/// The blocks of a safe text, its quotations of other texts told by their signs.
pub(super) fn parts(text: &str) -> Vec<Block> {
    bounded(quoted::blocks(text))
}

/// The blocks of a piece of a letter that is safe already.
pub(super) fn letter(text: &str) -> Vec<Block> {
    bounded(layout::letter(text))
}

/// The blocks, each in pieces if it is too long to be set at once.
fn bounded(blocks: Vec<Block>) -> Vec<Block> {
    if blocks.iter().all(|block| block.text.len() <= split::LONGEST) {
        return blocks;
    }
    blocks.into_iter().flat_map(pieces).collect()
}

fn pieces(block: Block) -> Vec<Block> {
    if block.text.len() <= split::LONGEST {
        return vec![block];
    }
    let verbatim = block.kind == Kind::Verbatim;
    split::pieces(&block.text, verbatim).map(|piece| Block::new(block.kind.clone(), piece)).collect()
}

#[cfg(test)]
mod tests;
