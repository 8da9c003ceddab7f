//! Words that a line end breaks, put together again.

use std::collections::HashSet;

use crate::ingest::text::lines::{self, Line};

/// The longest half of a word, in bytes.
const HALF: usize = 80;

/// The words of a text with broken lines that some line end breaks, to tell `self-evident` from `con-tinued`.
pub(super) struct Words<'a>(HashSet<&'a str>);

impl<'a> Words<'a> {
    /// The words that stand whole in a text and broken at the end of one of its lines.
    pub(super) fn broken(groups: &[Vec<Line<'a>>], text: &'a str) -> Self {
        let pairs = groups.iter().flat_map(|group| group.windows(2)).filter(|pair| pair[0].text.ends_with('-'));
        let wholes: HashSet<String> = pairs.map(|pair| whole(pair[0].text, pair[1].text)).collect();
        // Most words are told apart by their first letter, which is quicker than hashing them.
        let mut firsts = [false; 256];
        wholes.iter().filter_map(|word| word.bytes().next()).for_each(|byte| firsts[usize::from(byte)] = true);
        let begins = |word: &&str| word.bytes().next().is_some_and(|byte| firsts[usize::from(byte)]);
        Self(text.split(is_between).filter(begins).filter(|word| wholes.contains(*word)).collect())
    }

    pub(super) fn none() -> Self {
        Self(HashSet::new())
    }

    /// Adds a line to running text, with a space unless the break was within a word.
    pub(super) fn join(&self, text: &mut String, line: &str) {
        let last = text.chars().next_back().unwrap_or(' ');
        let next = line.chars().next().unwrap_or(' ');
        if last == '-' && next.is_lowercase() && text.chars().rev().nth(1).is_some_and(char::is_alphabetic) {
            // Only the text itself can tell that the hyphen was the line's and not the word's.
            if self.0.contains(whole(text, line).as_str()) {
                text.pop();
            }
        } else if !(lines::is_unspaced(last) && lines::is_unspaced(next)) {
            text.push(' ');
        }
        text.push_str(line);
    }
}

/// The word that `text` ends with and `line` goes on, without its hyphen.
fn whole(text: &str, line: &str) -> String {
    let start = text.char_indices().rev().take(HALF).last().map_or(0, |(at, _)| at);
    let head = text[start..].rsplit(is_between).next().unwrap_or_default();
    let tail = line.split(is_between).next().unwrap_or_default();
    format!("{}{tail}", head.trim_end_matches('-'))
}

fn is_between(c: char) -> bool {
    !c.is_alphabetic() && c != '-'
}
