//! Whether a piece of a text starts as an article does.

use crate::ingest::front_matter;
use crate::ingest::sentence;
use crate::ingest::text::layout::is_furniture;

/// The longest line that is a title, in characters.
const TITLE: usize = 160;

/// The fewest words under a title with nothing else to show that an article begins.
const BODY: usize = 50;

/// How many of a piece's first lines are looked at.
const LINES: usize = 8;

/// Whether the piece has a title with a byline, a date or a story under it, or a block of fields.
pub(super) fn is_head(piece: &str) -> bool {
    let start = piece.trim_start();
    if front_matter::header(start).is_some() {
        return true;
    }
    let mut lines = start.lines();
    let Some(first) = lines.next().map(str::trim_end).filter(|first| first.len() <= TITLE * 4) else { return false };
    let mut under = lines.clone().map(str::trim).filter(|line| !line.is_empty()).take(3);
    if !is_title(first) {
        // An address, a date or a byline may stand above the title.
        return is_furniture(first) && under.any(is_title);
    }
    let signed = under.any(|line| line.len() <= TITLE && is_furniture(line));
    let apart = lines.next().is_some_and(|line| line.trim().is_empty());
    signed || apart && start[first.len()..].split_whitespace().take(BODY).count() == BODY
}

/// Whether a piece ends where an article may: not within a sentence.
pub(super) fn is_ended(piece: &str) -> bool {
    let last = piece.lines().rev().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    const SHORT: usize = 40;
    sentence::is_ended(last) || last.chars().count() <= SHORT && !last.ends_with(['-', ','])
}

/// The first line, without the figures that number a page.
pub(super) fn running_head(piece: &str) -> String {
    let first = piece.lines().take(LINES).map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    first.chars().filter(|c| c.is_alphabetic()).collect()
}

fn is_title(line: &str) -> bool {
    let line = line.trim();
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let low = line.chars().next().is_some_and(char::is_lowercase);
    letters >= 2 && !low && line.chars().count() <= TITLE && !line.ends_with(['.', ',', ';', ':'])
}
