//! Find in the open article: the matches of what is looked for, and which of them is the current one.

use std::ops::Range;

use super::Document;
use crate::article::Place;
use crate::search::find::Needle;
use crate::search::{Highlight, Query};

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

/// What is looked for and the number of the current match: what outlives the article being open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    needle: String,
    /// Its words are looked for, not the needle letter by letter.
    query: Option<Query>,
    current: usize,
    /// The article opens at the first match.
    arriving: bool,
    /// The first match from here on is the current one.
    from: Option<Place>,
}

impl Sought {
    /// The words of a query, at the first of which an article is to open.
    pub fn arriving(query: &Query) -> Self {
        Self { needle: query.text.clone(), query: Some(query.clone()), arriving: true, ..Self::default() }
    }

    /// A text at a place where an article is to open.
    pub fn at(needle: &str, place: Place) -> Self {
        Self { needle: needle.to_owned(), arriving: true, from: Some(place), ..Self::default() }
    }
}

/// What is looked for and where it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Find {
    /// What is looked for, as it was typed.
    pub needle: String,
    /// Every match, in reading order.
    pub matches: Vec<Match>,
    /// The match that the reader is at.
    pub current: usize,
    query: Option<Query>,
    arriving: bool,
    from: Option<Place>,
}

impl Find {
    /// Looks for `needle` in what is not folded away; the first match from `place` on is the current one, else the
    /// first of all.
    pub fn new(needle: &str, document: &Document, place: Place) -> Self {
        let needle_found = Needle::new(needle);
        let matches =
            matches(document, |text| needle_found.as_ref().map(|needle| needle.find(text)).unwrap_or_default());
        let current = matches.iter().position(|found| found.place() >= place).unwrap_or(0);
        Self { needle: needle.to_owned(), matches, current, ..Self::default() }
    }

    /// Looks again for what was looked for before, at the same match.
    pub fn again(sought: Sought, document: &Document) -> Self {
        let matches = match &sought.query {
            Some(query) => {
                let highlight = Highlight::of(query);
                matches(document, |text| highlight.in_body(text, document.article.language))
            }
            None => Self::new(&sought.needle, document, Place::default()).matches,
        };
        let current = match sought.from {
            Some(from) => matches.iter().position(|found| found.place() >= from).unwrap_or(0),
            None => sought.current.min(matches.len().saturating_sub(1)),
        };
        Self { matches, current, ..Self::awaiting(sought) }
    }

    /// What to look for in an article that is on its way.
    pub fn awaiting(sought: Sought) -> Self {
        let Sought { needle, query, current, arriving, from } = sought;
        Self { needle, query, matches: Vec::new(), current, arriving, from }
    }

    /// What is looked for, to come back to.
    pub fn sought(&self) -> Sought {
        let (needle, query) = (self.needle.clone(), self.query.clone());
        let from = self.from.filter(|_| self.arriving);
        Sought { needle, query, current: self.current, arriving: self.arriving, from }
    }

    /// Whether the article is to open at the first match: once only.
    pub fn arrive(&mut self) -> bool {
        std::mem::take(&mut self.arriving)
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

/// Every place in the body, as far as it is not folded away.
fn matches(document: &Document, find: impl Fn(&str) -> Vec<Range<usize>>) -> Vec<Match> {
    let shown = (1..document.block_count()).filter(|block| !document.is_folded(*block));
    shown
        .flat_map(|block| find(&document.block(block).text).into_iter().map(move |range| Match { block, range }))
        .collect()
}
