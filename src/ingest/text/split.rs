//! Texts without a break for too long, cut into pieces that are quick to set.

use unicode_segmentation::UnicodeSegmentation;

use crate::ingest::prefix::prefix;
use crate::ingest::sentence;

/// The longest paragraph that stays whole, in bytes.
pub(super) const LONGEST: usize = 32 << 10;

/// The pieces of a long text: cut after a sentence, else between words, else between characters.
pub(super) fn pieces(text: &str, by_line: bool) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (piece, after) = rest.split_at(cut(rest, by_line));
        rest = if by_line { after.trim_start_matches('\n') } else { after.trim_start() };
        Some(piece.trim_end())
    })
}

fn cut(text: &str, by_line: bool) -> usize {
    if text.len() <= LONGEST {
        return text.len();
    }
    let window = prefix(text, LONGEST);
    if by_line && let Some(end) = window.rfind('\n').filter(|&end| end > 0) {
        return end;
    }
    // In the second half, so that the pieces don't get small.
    let late = prefix(window, LONGEST / 2).len();
    sentence::ends(&window[late..])
        .filter(|end| late + end < window.len())
        .last()
        .map(|end| late + end)
        .or_else(|| window.rfind(char::is_whitespace).filter(|&end| end > late))
        .or_else(|| {
            window[late..].grapheme_indices(true).next_back().map(|(start, _)| late + start).filter(|&end| end > 0)
        })
        .unwrap_or(window.len())
}
