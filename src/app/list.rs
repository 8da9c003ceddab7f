//! The list pane: which articles in which order, which one is selected, which rows are on screen.

use std::sync::Arc;

use super::Order;
use crate::article::Handle;
use crate::search::fuzzy::{Found, Pattern};

/// What a search of titles found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// The best of the articles that match, best first.
    pub rows: Arc<[Handle]>,
    /// How many match.
    pub total: usize,
    /// What they match: as it was typed, or with corrected words.
    pub pattern: Arc<Pattern>,
    /// A word may be misspelt: there may be more with corrected words.
    pub doubtful: bool,
}

impl From<Found> for Matches {
    fn from(found: Found) -> Self {
        let rows = found.rows.into_iter().map(|(_, row)| Handle(row)).collect();
        Self { rows, total: found.total, pattern: found.pattern.into(), doubtful: found.doubtful }
    }
}

/// The titles that a few letters left over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// What was typed.
    pub text: String,
    /// What matches it.
    pub found: Matches,
}

/// The list's state. A clone is a snapshot, and cheap.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Every article, in `order`.
    pub all: Arc<[Handle]>,
    /// The order that `all` stands in.
    pub order: Order,
    /// The narrowed list, while there is one.
    pub filter: Option<Filter>,
    /// The selected row.
    pub cursor: usize,
    /// The first row on screen.
    pub top: usize,
}

impl List {
    /// The rows that the list shows.
    pub fn rows(&self) -> &[Handle] {
        self.filter.as_ref().map_or(&self.all, |filter| &filter.found.rows)
    }

    /// The selected article.
    pub fn selected(&self) -> Option<Handle> {
        self.rows().get(self.cursor).copied()
    }

    /// Moves the selection by rows and keeps it on a screen of `height` rows.
    pub fn step(&mut self, by: isize, height: usize) {
        self.select(self.cursor.saturating_add_signed(by), height);
    }

    /// Selects a row, or the last one, and keeps it on a screen of `height` rows.
    pub fn select(&mut self, row: usize, height: usize) {
        self.cursor = row.min(self.rows().len().saturating_sub(1));
        self.reveal(height);
    }

    /// Moves selection and screen together, as a page key does.
    pub fn page(&mut self, by: isize, height: usize) {
        self.top = self.top.saturating_add_signed(by);
        self.step(by, height);
    }

    /// Scrolls as little as needed for the selection to be on a screen of `height` rows.
    pub fn reveal(&mut self, height: usize) {
        let height = height.max(1);
        let last_top = self.rows().len().saturating_sub(height);
        let lowest = self.cursor.saturating_sub(height - 1);
        self.top = self.top.min(last_top).clamp(lowest, self.cursor.max(lowest));
    }

    /// Scrolls so that the selection stands `row` rows below the top of a screen of `height` rows.
    pub fn scroll_cursor_to(&mut self, row: usize, height: usize) {
        self.top = self.cursor.saturating_sub(row);
        self.reveal(height);
    }

    /// Takes the whole list in a new order or with new articles. The selected article stays selected,
    /// on the same line of the screen.
    pub fn arrange(&mut self, all: Arc<[Handle]>, height: usize) {
        if self.filter.is_some() {
            self.all = all;
            return;
        }
        let selected = self.selected();
        self.all = all;
        if let Some(handle) = selected {
            self.select_handle(handle, height);
        }
    }

    /// Selects an article if it is in the list, and keeps it on the line of the screen where the selection was.
    pub fn select_handle(&mut self, handle: Handle, height: usize) -> bool {
        let Some(row) = self.rows().iter().position(|other| *other == handle) else {
            self.select(self.cursor, height);
            return false;
        };
        let line = self.cursor.saturating_sub(self.top);
        self.cursor = row;
        self.scroll_cursor_to(line, height);
        true
    }

    /// Narrows the list; the best match is selected.
    pub fn narrow(&mut self, text: String, found: Matches) {
        self.filter = Some(Filter { text, found });
        self.cursor = 0;
        self.top = 0;
    }

    /// Shows all articles again; the selected one stays selected.
    pub fn widen(&mut self, height: usize) {
        let selected = self.selected();
        if self.filter.take().is_some() {
            match selected {
                Some(handle) => {
                    self.select_handle(handle, height);
                }
                None => self.select(0, height),
            }
        }
    }

    /// Goes back to a snapshot: its filter, selection and screen, as far as they still exist.
    pub fn restore(&mut self, snapshot: List, height: usize) {
        let selected = snapshot.selected();
        self.filter = snapshot.filter;
        self.cursor = snapshot.cursor;
        self.top = snapshot.top;
        if let Some(handle) = selected.filter(|handle| self.selected() != Some(*handle)) {
            self.select_handle(handle, height);
        }
        self.reveal(height);
    }
}
