//! The answer to one pattern, as far as it has come: rows that are added later, or were left out, are looked at then.

use super::engine::Engine;
use super::index::{Bitmap, Index, SLICE, WORDS};
use super::pattern::Pattern;
use super::place::Rooms;
use super::scan::{Pass, Search};
use super::titles::Titles;
use super::top::Top;

/// What a pattern found so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    pub pattern: Pattern,
    /// The rows that match, slice by slice, if they are kept.
    survivors: Option<Vec<Bitmap>>,
    /// How many rows have been looked at.
    rows: usize,
    /// How many of them match.
    pub count: usize,
    pub top: Top,
}

impl Answer {
    /// An answer that begins with the first row. Others can be narrowed from it if it keeps its rows.
    pub(super) fn new(pattern: Pattern, keep_rows: bool) -> Self {
        Self { pattern, survivors: keep_rows.then(Vec::new), ..Self::default() }
    }

    /// Goes on to the last row, if it isn't stopped between two slices; whether it came there. What `before` doesn't
    /// have can't be here either.
    pub(super) fn advance(
        &mut self,
        engine: Engine,
        index: &Index,
        titles: &impl Titles,
        before: Option<&Answer>,
        rooms: &mut Rooms,
        stop: &dyn Fn() -> bool,
    ) -> bool {
        if self.rows == index.rows {
            return true;
        }
        let search = Search::new(engine, &self.pattern, index, rooms);
        if let Some(slices) = &mut self.survivors {
            slices.reserve_exact(index.slices.len() - slices.len());
        }
        while self.rows < index.rows {
            if stop() {
                return false;
            }
            let slice = self.rows / SLICE;
            let end = ((slice + 1) * SLICE).min(index.rows);
            let before = before.filter(|before| before.rows >= end);
            let before = before.and_then(|before| before.survivors.as_ref()).map(|survivors| &survivors[slice]);
            let mut unkept = [0; WORDS];
            let survivors = match &mut self.survivors {
                Some(slices) => {
                    slices.resize(slice + 1, unkept);
                    &mut slices[slice]
                }
                None => &mut unkept,
            };
            let mut pass = Pass { survivors, top: &mut self.top, count: 0 };
            search.pass(index, titles, self.rows..end, before, &mut pass, rooms);
            self.count += pass.count;
            self.rows = end;
        }
        true
    }

    /// How many rows have been looked at.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// Whether every row has been looked at.
    pub(super) fn is_whole(&self, index: &Index) -> bool {
        self.rows == index.rows
    }
}
