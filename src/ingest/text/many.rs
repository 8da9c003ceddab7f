//! Several articles in one text: what parts them, and the pieces between.

use std::borrow::Cow;

use crate::ingest::prefix::{lines, prefix};

mod head;
mod numbered;
mod pieces;
mod repeated;
mod rules;

pub(super) use pieces::{Piece, Pieces};

/// How much of an input is looked at to tell whether it holds many articles, in bytes.
pub(super) const WINDOW: usize = 256 << 10;

/// What a line does to the article that is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It belongs to it.
    Keep,
    /// It parts this article from the next and belongs to neither.
    Part,
    /// It begins the next one.
    Begin,
    /// It is the last of this one.
    End,
}

/// A line with those around it.
pub(super) struct Around<'a> {
    pub(super) before: &'a str,
    pub(super) line: &'a str,
    pub(super) after: &'a str,
}

/// A way in which articles follow each other in one text.
pub(super) trait Splitter {
    /// What a line does.
    fn step(&self, around: &Around<'_>) -> Step;

    /// Whether only what stands between a beginning and an end is an article.
    fn is_enclosing(&self) -> bool {
        false
    }
}

/// The start of a text, and its lines.
pub(super) struct Start<'a> {
    pub(super) text: &'a str,
    pub(super) lines: Vec<&'a str>,
}

type Convention = fn(&Start<'_>) -> Option<Box<dyn Splitter>>;

/// Every convention, the surest first. Each looks at the start of a text.
const CONVENTIONS: &[Convention] =
    &[super::record::sgml::splitter, numbered::splitter, rules::form_feeds, rules::splitter, repeated::splitter];

/// The convention that an input follows, told by its first bytes; `None` if it is one article.
pub(super) fn splitter(window: &[u8]) -> Option<Box<dyn Splitter>> {
    // In UTF-16 and UTF-32 a line end is more than a byte.
    if memchr::memchr(0, window).is_some() {
        return None;
    }
    // Checking is much quicker than mending, and nearly all texts need none.
    let text = std::str::from_utf8(window).map_or_else(|_| String::from_utf8_lossy(window), Cow::Borrowed);
    let text = prefix(&text, WINDOW);
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let start = Start { text, lines: lines(text).collect() };
    CONVENTIONS.iter().find_map(|convention| convention(&start))
}

/// Whether the bytes of a piece, read alone, are one article, and the same one.
pub(super) fn stands_alone(piece: &[u8]) -> bool {
    let Some(splitter) = splitter(&piece[..piece.len().min(WINDOW)]) else { return true };
    let mut reader = piece;
    let first = Pieces::new(&mut reader, splitter).next();
    matches!(first, Ok(Some(first)) if first.bytes.len() == piece.len())
}

#[cfg(test)]
mod tests;
