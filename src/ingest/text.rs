//! Plain text.

use std::io::Read as _;

use super::{Draft, Emit, Format, Found, Head, IngestError, MAX_DOCUMENT, Source, decode, headline, sanitize};
use crate::article::{Block, Kind};

mod layout;
mod lines;
mod marker;
mod split;

/// Plain text: paragraphs parted by blank lines, or one a line.
pub struct Text;

impl Format for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn recognises(&self, _head: &Head<'_>) -> bool {
        false
    }

    fn read(&self, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        let mut bytes = Vec::new();
        source.reader.take(MAX_DOCUMENT + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MAX_DOCUMENT {
            return Err(IngestError::Limit(format!("it is larger than {} MiB", MAX_DOCUMENT >> 20)));
        }
        let decoded = decode::decode(bytes);
        let safe = sanitize::text(&decoded.text);
        if safe.trim().is_empty() {
            return Err(IngestError::Empty("it is empty"));
        }
        let draft = Draft {
            blocks: blocks(&safe),
            unreadable: decoded.unreadable,
            guessed: decoded.guessed,
            ..Draft::default()
        };
        let article = headline::finish(draft, source.path);
        // Whoever asked for the article stops by itself: there is only one.
        let _ = emit(Ok(Found { article, record: None }));
        Ok(())
    }
}

/// The blocks of a text that is safe already.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    layout::blocks(text).into_iter().flat_map(bounded).collect()
}

/// The blocks of a piece of a letter that is safe already.
pub(super) fn letter(text: &str) -> Vec<Block> {
    layout::letter(text).into_iter().flat_map(bounded).collect()
}

/// The block, in pieces if it is too long to be set at once.
fn bounded(block: Block) -> Vec<Block> {
    if block.text.len() <= split::LONGEST {
        return vec![block];
    }
    let verbatim = block.kind == Kind::Verbatim;
    split::pieces(&block.text, verbatim).map(|piece| Block::new(block.kind.clone(), piece)).collect()
}

#[cfg(test)]
mod tests;
