//! Find in the open article: the matches of a needle, and which of them is the current one.

use std::ops::Range;

use crate::article::{Article, Place};
use crate::search::find::Needle;

/// One match; `block` counts as [`Place`] does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The block, 1 being the body's first.
    pub block: usize,
    /// Bytes of its text.
    pub range: Range<usize>,
}

impl Match {
    /// Where it starts.
    pub fn place(&self) -> Place {
        Place { block: self.block, byte: self.range.start }
    }
}

/// A needle and where it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Find {
    /// What is looked for.
    pub needle: String,
    /// Every match, in reading order.
    pub matches: Vec<Match>,
    /// The match that the reader is at.
    pub current: usize,
}

impl Find {
    /// Looks for `needle`; the first match from `place` on is the current one, else the first of all.
    pub fn new(needle: &str, article: &Article, place: Place) -> Self {
        let texts = article.blocks.iter().map(|block| block.text.as_str());
        let found = Needle::new(needle).map(|needle| needle.find_all(texts)).unwrap_or_default();
        let matches: Vec<Match> =
            found.into_iter().map(|found| Match { block: found.text + 1, range: found.range }).collect();
        let current = matches.iter().position(|found| found.place() >= place).unwrap_or(0);
        Self { needle: needle.to_owned(), matches, current }
    }

    /// Steps to another match, round the ends; answers where it is, and whether the step went round.
    pub fn step(&mut self, forward: bool) -> Option<(Place, bool)> {
        let last = self.matches.len().checked_sub(1)?;
        let round = self.current == if forward { last } else { 0 };
        self.current = match (forward, round) {
            (true, true) => 0,
            (false, true) => last,
            (true, false) => self.current + 1,
            (false, false) => self.current - 1,
        };
        Some((self.matches[self.current].place(), round))
    }

    /// The matches in one block, with their index.
    pub fn in_block(&self, block: usize) -> impl Iterator<Item = (usize, &Match)> {
        let from = self.matches.partition_point(|found| found.block < block);
        self.matches.iter().enumerate().skip(from).take_while(move |(_, found)| found.block == block)
    }
}
