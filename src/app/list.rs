//! The list pane: which articles in which order, which one is selected, which rows are on screen.

use std::sync::Arc;

use super::Order;
use crate::article::Handle;
use crate::search::Query;
use crate::search::fuzzy::{Found, Pattern};

/// What the list was narrowed to: what a search of titles found, or what a query left of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// The articles: of titles the best, best first.
    pub rows: Arc<[Handle]>,
    /// How many match.
    pub total: usize,
    /// What titles match: as it was typed, or with corrected words.
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

impl From<Arc<[Handle]>> for Matches {
    fn from(rows: Arc<[Handle]>) -> Self {
        Self { total: rows.len(), rows, ..Self::default() }
    }
}

/// What the list was narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// What was typed, or the name of a saved query.
    pub text: String,
    /// The query that the rows answer, in the list's order; without one, they are the titles that match, best first.
    pub query: Option<Query>,
    /// There were so many articles to look at.
    pub over: usize,
    /// What is left.
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
    /// The selected saved query, in place of the selected row. They stand above the rows.
    pub entry: Option<usize>,
}

impl List {
    /// The rows that the list shows.
    pub fn rows(&self) -> &[Handle] {
        self.filter.as_ref().map_or(&self.all, |filter| &filter.found.rows)
    }

    /// The selected article.
    pub fn selected(&self) -> Option<Handle> {
        self.rows().get(self.cursor).copied().filter(|_| self.entry.is_none())
    }

    /// Moves the selection by rows and keeps it on a screen of `height` rows.
    pub fn step(&mut self, by: isize, height: usize) {
        self.select(self.cursor.saturating_add_signed(by), height);
    }

    /// Selects a row, or the last one, and keeps it on a screen of `height` rows.
    pub fn select(&mut self, row: usize, height: usize) {
        self.entry = None;
        self.cursor = row.min(self.rows().len().saturating_sub(1));
        self.reveal(height);
    }

    /// Moves the selection by rows where `entries` saved queries stand above them.
    pub fn step_among(&mut self, entries: usize, by: isize, height: usize) {
        let from = self.entry.unwrap_or(entries + self.cursor);
        let to = from.saturating_add_signed(by);
        match to.checked_sub(entries).filter(|_| !self.rows().is_empty()) {
            Some(row) => self.select(row, height),
            None => self.entry = Some(to.min(entries - 1)),
        }
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
        let (entry, under) = (self.entry, self.rows().get(self.cursor).copied());
        self.all = all;
        if let Some(handle) = under {
            self.select_handle(handle, height);
        }
        self.entry = entry;
    }

    /// Selects an article if it is in the list, and keeps it on the line of the screen where the selection was.
    pub fn select_handle(&mut self, handle: Handle, height: usize) -> bool {
        let Some(row) = self.rows().iter().position(|other| *other == handle) else {
            self.select(self.cursor, height);
            return false;
        };
        let line = self.cursor.saturating_sub(self.top);
        self.entry = None;
        self.cursor = row;
        self.scroll_cursor_to(line, height);
        true
    }

    /// Narrows the list; its first row is selected.
    pub fn narrow(&mut self, filter: Filter) {
        self.filter = Some(filter);
        self.entry = None;
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
        self.entry = snapshot.entry;
        if let Some(handle) = selected.filter(|handle| self.selected() != Some(*handle)) {
            self.select_handle(handle, height);
        }
        self.reveal(height);
    }
}
