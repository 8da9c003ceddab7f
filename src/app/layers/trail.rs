//! The way that the reader came through articles: a layer over the panes.

use super::Turn;
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
        self.cursor = match action {
            Action::Down => self.cursor + 1,
            Action::Up => self.cursor.saturating_sub(1),
            Action::PageDown | Action::HalfDown | Action::ReadOn => self.cursor + page,
            Action::PageUp | Action::HalfUp | Action::ReadBack => self.cursor.saturating_sub(page),
            Action::Top => 0,
            Action::Bottom => last,
            Action::Open | Action::FocusReader => {
                return desk.trail.get(self.cursor).map_or(Turn::Stay, |handle| Turn::Hop(*handle));
            }
            Action::Close | Action::Cancel | Action::Trail | Action::FocusList => return Turn::Close,
            _ => return Turn::Pass,
        }
        .min(last);
        Turn::Stay
    }
}
