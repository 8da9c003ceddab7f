//! A part of a frame, for a line that can't carry all of it in time.
//!
//! While a key is held on a slow line, most rows are gone again before they could be drawn. What has moved is moved, and
//! of the rows that come in only so many are drawn as there is time for: first those that will stay the longest.

use std::io::Write;

use super::Wire;
use super::model::{Model, drawn};

/// A row that takes no more symbols than this is drawn in any case: the mark of a list, the percent of the status line.
const LIGHT: usize = 16;

/// What it takes besides its symbols to draw a row, in bytes: the way there, and a few pens.
const WAY: usize = 20;

impl<W: Write> Wire<W> {
    /// What is to be shown instead of `wanted`, of the same size as what is shown, where that takes more than so many
    /// bytes.
    pub(super) fn part(&self, wanted: &Model, budget: usize) -> Option<Model> {
        let all = self.shown.drawn_for(wanted);
        if all <= budget {
            return None;
        }
        let shift = self.shift(wanted, all);
        let mut part = self.shown.clone();
        if let Some(shift) = &shift {
            part.shift(&self.shown, shift);
        }
        let height = wanted.size().height;
        let cost = |y: u16| drawn(part.row(y), wanted.row(y)) + WAY;
        let mut rows: Vec<_> = (0..height).filter(|y| part.row(*y) != wanted.row(*y)).map(|y| (cost(y), y)).collect();
        // What comes in from below leaves at the top.
        let comes_from_below = shift.is_none_or(|shift| shift.by > 0);
        rows.sort_by_key(|(cost, y)| (*cost > LIGHT + WAY, if comes_from_below { height - y } else { *y }));
        let mut left = budget;
        let fits = |(cost, _): &(usize, u16)| {
            let fits = *cost <= left;
            left = left.saturating_sub(*cost);
            fits
        };
        // One row at least, or nothing would ever come of it.
        let count = rows.iter().copied().take_while(fits).count().max(1);
        if count >= rows.len() {
            return None;
        }
        rows.iter().take(count).for_each(|(_, y)| part.take_row(*y, wanted));
        Some(part)
    }
}
