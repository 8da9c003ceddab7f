//! Find in the open article: the matches of a needle, and which of them is the current one.

use std::ops::Range;

use super::Document;
use crate::article::Place;
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

/// A needle and the number of its current match: what outlives the article being open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    needle: String,
    current: usize,
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
    /// Looks for `needle` in what is not folded away; the first match from `place` on is the current one, else the
    /// first of all.
    pub fn new(needle: &str, document: &Document, place: Place) -> Self {
        let blocks = 1..document.block_count();
        let texts = blocks.map(|block| if document.is_folded(block) { "" } else { &*document.block(block).text });
        let found = Needle::new(needle).map(|needle| needle.find_all(texts)).unwrap_or_default();
        let matches: Vec<Match> =
            found.into_iter().map(|found| Match { block: found.text + 1, range: found.range }).collect();
        let current = matches.iter().position(|found| found.place() >= place).unwrap_or(0);
        Self { needle: needle.to_owned(), matches, current }
    }

    /// Looks again for what was looked for before, at the same match.
    pub fn again(sought: Sought, document: &Document) -> Self {
        let find = Self::new(&sought.needle, document, Place::default());
        Self { current: sought.current.min(find.matches.len().saturating_sub(1)), ..find }
    }

    /// What to look for in an article that is on its way.
    pub fn awaiting(sought: Sought) -> Self {
        Self { needle: sought.needle, matches: Vec::new(), current: sought.current }
    }

    /// What is looked for, to come back to.
    pub fn sought(&self) -> Sought {
        Sought { needle: self.needle.clone(), current: self.current }
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

    /// The matches that touch some bytes of a block, with their index.
    pub fn touching(&self, block: usize, bytes: &Range<usize>) -> impl Iterator<Item = (usize, &Match)> {
        let (start, end) = (bytes.start, bytes.end);
        let from = self.matches.partition_point(|found| (found.block, found.range.end) <= (block, start));
        let touches = move |(_, found): &(usize, &Match)| found.block == block && found.range.start < end;
        self.matches.iter().enumerate().skip(from).take_while(touches)
    }
}
