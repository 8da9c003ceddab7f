//! The way that the reader came through articles: a layer over the panes.

use super::{Turn, step};
use crate::app::{Action, Desk};

/// The trail's state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrailRows {
    /// The selected row.
    pub cursor: usize,
}

impl TrailRows {
    /// Begins at the last article.
    pub fn new(desk: &Desk) -> Self {
        Self { cursor: desk.trail.len().saturating_sub(1) }
    }

    pub(super) fn act(&mut self, action: Action, desk: &mut Desk, height: usize) -> Turn {
        let last = desk.trail.len().saturating_sub(1);
        let page = height.saturating_sub(2).max(1);
        if let Some(cursor) = step(self.cursor, page, last, action) {
            self.cursor = cursor;
            return Turn::Stay;
        }
        match action {
            Action::Open | Action::FocusReader => {
                desk.trail.get(self.cursor).map_or(Turn::Stay, |handle| Turn::Hop(*handle))
            }
            Action::Close | Action::Cancel | Action::Trail | Action::FocusList => Turn::Close,
            _ => Turn::Pass,
        }
    }
}
