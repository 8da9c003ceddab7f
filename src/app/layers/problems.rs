//! What could not be read, and why.

use super::{Turn, scroll};
use crate::app::{Action, Desk};

/// The problems view's state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// The first problem on screen.
    pub top: usize,
}

/// The rows that a problem takes: its path, its reason, a blank.
pub const PROBLEM_ROWS: usize = 3;

impl Problems {
    pub(super) fn act(&mut self, action: Action, desk: &Desk, height: usize) -> Turn {
        match action {
            Action::Close | Action::Cancel | Action::Problems | Action::FocusList => Turn::Close,
            _ => {
                match scroll(self.top, desk.problems.len(), (height.saturating_sub(2) / PROBLEM_ROWS).max(1), action) {
                    Some(top) => {
                        self.top = top;
                        Turn::Stay
                    }
                    None => Turn::Pass,
                }
            }
        }
    }
}
