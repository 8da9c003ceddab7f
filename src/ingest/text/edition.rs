//! An edition of a book as text: its licence around the work, and `_words_` for italics.

use std::ops::Range;

use super::{draft_of, parts};
use crate::article::{Block, Kind, Mark, Span};
use crate::ingest::fields::Fields;
use crate::ingest::{Draft, front_matter};

/// Longest stretch in italics, in bytes.
const STRETCH: usize = 300;

/// Reads a text between the lines `*** START OF …` and `*** END OF …`. What stands around them is litter.
pub(super) fn read(text: &str) -> Option<Draft> {
    // Its lines have stars, and most texts have none.
    memchr::memchr(b'*', text.as_bytes())?;
    let (start, after) = sign(text, "START OF")?;
    let end = sign(&text[after..], "END OF").map_or(text.len(), |(end, _)| after + end);
    let mut around = front_matter::fields_in(&text[..start]);
    // The day that a file was made is not that of the work.
    around.retain(|key, _| !key.to_lowercase().contains("date"));
    let mut draft = draft_of(litter(&text[..after]));
    draft.blocks.extend(italics(parts(&text[after..end])));
    draft.blocks.extend(litter(&text[end..]));
    Fields::read(&around).fill(&mut draft);
    Some(draft)
}

fn litter(text: &str) -> Vec<Block> {
    let mut blocks = parts(text);
    blocks.iter_mut().for_each(|block| block.boilerplate = true);
    blocks
}

/// Where a line such as `*** START OF THE EBOOK ***` starts and ends.
fn sign(text: &str, words: &str) -> Option<(usize, usize)> {
    let at = text.match_indices(words).map(|(at, _)| at).find(|&at| {
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        text[line..at].trim_end().starts_with("***") && text[line..at].trim().bytes().all(|byte| byte == b'*')
    })?;
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    // The line may be broken: it ends with its stars.
    let rest = &text[at..];
    let end = rest.find("***").map_or(0, |stars| stars + 3);
    let line = rest[end..].find('\n').map_or(rest.len(), |line| end + line);
    Some((start, at + line))
}

/// The blocks with `_words_` in italics, if the text means that by it: most signs stand in clean pairs.
fn italics(mut blocks: Vec<Block>) -> Vec<Block> {
    const LEAST: usize = 3;
    let prose = |block: &Block| !matches!(block.kind, Kind::Verbatim | Kind::Table) && block.text.contains('_');
    let found: usize = blocks.iter().filter(|block| prose(block)).map(|block| pairs(&block.text).len()).sum();
    let signs: usize = blocks.iter().filter(|block| prose(block)).map(|block| block.text.matches('_').count()).sum();
    if found >= LEAST && found * 2 * 10 >= signs * 9 {
        blocks.iter_mut().filter(|block| prose(block)).for_each(set);
    }
    blocks
}

/// The stretches between clean pairs of `_`, with the signs.
fn pairs(text: &str) -> Vec<Range<usize>> {
    let mut pairs = Vec::new();
    let mut open: Option<usize> = None;
    for (at, _) in text.match_indices('_') {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
        let inside = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != '_');
        match open {
            Some(start) if at - start <= STRETCH && outside(after) && inside(before) => {
                pairs.push(start..at + 1);
                open = None;
            }
            _ if outside(before) && inside(after) => open = Some(at),
            _ => {}
        }
    }
    pairs
}

fn set(block: &mut Block) {
    let mut text = String::with_capacity(block.text.len());
    let mut last = 0;
    for pair in pairs(&block.text) {
        text.push_str(&block.text[last..pair.start]);
        let start = text.len();
        text.push_str(&block.text[pair.start + 1..pair.end - 1]);
        block.spans.push(Span { range: start..text.len(), mark: Mark::Emphasis });
        last = pair.end;
    }
    text.push_str(&block.text[last..]);
    block.text = text;
}
