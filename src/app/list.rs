//! The list pane: which articles in which order, which one is selected, which lines are on screen.

use std::sync::Arc;

use super::{Groups, Line, Order, Rows};
use crate::article::Handle;
use crate::library::Catalogue;
use crate::search::Query;
use crate::search::fuzzy::{Found, Pattern};

/// What the list was narrowed to: what a search of titles found, or what a query left of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matches {
    /// The articles: of titles the best, best first.
    pub rows: Arc<[Handle]>,
    /// The groups that they stand in; those of titles stand in none.
    pub groups: Groups,
    /// How many match.
    pub total: usize,
    /// What titles match: as it was typed, or with corrected words.
    pub pattern: Arc<Pattern>,
    /// A word may be misspelt: there may be more with corrected words.
    pub doubtful: bool,
    /// Not all titles have been looked at.
    pub unfinished: bool,
}

impl From<Found> for Matches {
    fn from(found: Found) -> Self {
        let rows = found.rows.into_iter().map(|(_, row)| Handle(row)).collect();
        Self {
            rows,
            total: found.total,
            pattern: found.pattern.into(),
            doubtful: found.doubtful,
            unfinished: found.unfinished,
            ..Self::default()
        }
    }
}

impl From<Rows> for Matches {
    fn from(Rows { handles, groups }: Rows) -> Self {
        Self { total: handles.len(), rows: handles, groups, ..Self::default() }
    }
}

/// What the list was narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// What was typed, or the name of a saved query.
    pub text: String,
    /// The query that the rows answer, in the list's order; without one, they are the titles that match, best first.
    pub query: Option<Query>,
    /// The titles that were asked for, with what memory knew then: what has been read since stays.
    pub pattern: Pattern,
    /// There were so many articles to look at.
    pub over: usize,
    /// It is an edition: what `text` says of it is all there is to say.
    pub edition: bool,
    /// What is left.
    pub found: Matches,
}

/// The list's state. A clone is a snapshot, and cheap.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Every article, in `order`.
    pub all: Arc<[Handle]>,
    /// The groups that `all` stands in.
    pub groups: Groups,
    /// The order that `all` stands in.
    pub order: Order,
    /// The narrowed list, while there is one.
    pub filter: Option<Filter>,
    /// The selected row. While its group is folded, the group's header is selected.
    pub cursor: usize,
    /// The first line on screen: a row or the header of a group.
    pub top: usize,
    /// The selected saved query, in place of the selected row. They stand above the rows.
    pub entry: Option<usize>,
}

impl List {
    /// The rows that the list shows, those of folded groups too.
    pub fn rows(&self) -> &[Handle] {
        self.handles()
    }

    /// The same, to be shared.
    pub(super) fn handles(&self) -> &Arc<[Handle]> {
        self.filter.as_ref().map_or(&self.all, |filter| &filter.found.rows)
    }

    /// The groups that the rows stand in.
    pub fn groups(&self) -> &Groups {
        self.filter.as_ref().map_or(&self.groups, |filter| &filter.found.groups)
    }

    pub(super) fn groups_mut(&mut self) -> &mut Groups {
        self.filter.as_mut().map_or(&mut self.groups, |filter| &mut filter.found.groups)
    }

    /// The selected article.
    pub fn selected(&self) -> Option<Handle> {
        self.under_cursor().filter(|_| self.entry.is_none() && !self.is_folded())
    }

    /// Whether the header of a folded group is selected.
    pub fn is_folded(&self) -> bool {
        self.entry.is_none() && self.groups().hides(self.cursor)
    }

    fn under_cursor(&self) -> Option<Handle> {
        self.rows().get(self.cursor).copied()
    }

    /// The selected line.
    pub fn line(&self) -> usize {
        self.groups().line_of(self.cursor)
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.groups().lines(self.rows().len())
    }

    /// The row that a step to a line selects: the header of an unfolded group is passed. `None` if nothing is there.
    fn stop(&self, line: usize, upwards: bool) -> Option<usize> {
        let groups = self.groups();
        match groups.at(line.min(self.lines().checked_sub(1)?)) {
            Line::Row(row) => Some(row),
            Line::Header(group) if !groups.is_folded(group) && upwards => self.stop(line.checked_sub(1)?, true),
            // Where the group is the one that was folded, its own row is still the selected one.
            Line::Header(group) if groups.rows(group).contains(&self.cursor) => Some(self.cursor),
            Line::Header(group) => Some(groups.rows(group).start),
        }
    }

    /// Moves the selection by lines and keeps it on a screen of `height` lines.
    pub fn step(&mut self, by: isize, height: usize) {
        let row = self.stop(self.line().saturating_add_signed(by), by < 0);
        self.select(row.unwrap_or(0), height);
    }

    /// Selects a row, or the last one, and keeps it on a screen of `height` lines.
    pub fn select(&mut self, row: usize, height: usize) {
        self.entry = None;
        self.cursor = row.min(self.rows().len().saturating_sub(1));
        self.reveal(height);
    }

    /// Moves the selection by lines where `entries` saved queries stand above them.
    pub fn step_among(&mut self, entries: usize, by: isize, height: usize) {
        let from = self.entry.unwrap_or(entries + self.line());
        let to = from.saturating_add_signed(by);
        match to.checked_sub(entries).and_then(|line| self.stop(line, by < 0)) {
            Some(row) => self.select(row, height),
            None if entries > 0 => self.entry = Some(to.min(entries - 1)),
            None => self.select(0, height),
        }
    }

    /// Moves selection and screen together, as a page key does.
    pub fn page(&mut self, by: isize, height: usize) {
        self.top = self.top.saturating_add_signed(by);
        self.step(by, height);
    }

    /// The row beside the selected one, past folded groups.
    pub(super) fn neighbour(&self, by: isize) -> Option<usize> {
        let mut line = self.line();
        loop {
            line = line.checked_add_signed(by).filter(|line| *line < self.lines())?;
            if let Line::Row(row) = self.groups().at(line) {
                return Some(row);
            }
        }
    }

    /// Selects the first row of the next group; or of this one, or if that is selected of the group before. As much of
    /// the group as fits on a screen of `height` lines is shown.
    pub(super) fn step_group(&mut self, forward: bool, height: usize) {
        let groups = self.groups();
        let Some(here) = groups.of(self.cursor) else { return };
        let is_first = groups.is_folded(here) || groups.rows(here).start == self.cursor;
        let group = match forward {
            true => (here + 1).min(groups.len() - 1),
            false => here.saturating_sub(usize::from(is_first)),
        };
        let (row, header, end) = (groups.rows(group).start, groups.header(group), groups.header(group + 1));
        self.top = self.top.max(end.saturating_sub(height)).min(header);
        self.select(row, height);
    }

    pub(super) fn is_in_last_group(&self) -> bool {
        self.groups().of(self.cursor).is_some_and(|group| group + 1 == self.groups().len())
    }

    /// Folds the group of the selected row, or unfolds it: then the same row is selected again.
    pub(super) fn toggle_fold(&mut self, height: usize) {
        let cursor = self.cursor;
        if let Some(group) = self.groups().of(cursor).filter(|_| self.entry.is_none()) {
            self.groups_mut().toggle(group);
            self.reveal(height);
        }
    }

    /// Folds every group, or unfolds them all. The selection stays on its line of the screen.
    pub(super) fn toggle_folds(&mut self, height: usize) {
        let line = self.line().saturating_sub(self.top);
        self.groups_mut().toggle_all();
        self.scroll_cursor_to(line, height);
    }

    /// Scrolls as little as needed for the selection to be on a screen of `height` lines, the first row of a group with
    /// its header.
    pub fn reveal(&mut self, height: usize) {
        let height = height.max(1);
        let last_top = self.lines().saturating_sub(height);
        let line = self.line();
        let under_header = line.checked_sub(1).map(|above| self.groups().at(above));
        let header = usize::from(height > 1 && matches!(under_header, Some(Line::Header(_))) && !self.is_folded());
        let lowest = line.saturating_sub(height - 1);
        self.top = self.top.min(last_top).clamp(lowest, (line - header).max(lowest));
    }

    /// The same where few lines are shown: the ones beside the selection are on screen too.
    pub(super) fn reveal_amid(&mut self, height: usize) {
        self.reveal(height);
        if height >= 3 {
            let (line, last_top) = (self.line(), self.lines().saturating_sub(height));
            let lowest = (line + 2).saturating_sub(height);
            self.top = self.top.clamp(lowest, line.saturating_sub(1).max(lowest)).min(last_top);
        }
    }

    /// Scrolls so that the selection stands `line` lines below the top of a screen of `height` lines.
    pub fn scroll_cursor_to(&mut self, line: usize, height: usize) {
        self.top = self.line().saturating_sub(line);
        self.reveal(height);
    }

    /// Takes the whole list in a new order or with new articles. The selected article stays selected, on the same line
    /// of the screen, and what was folded is folded again.
    pub(super) fn arrange(&mut self, mut rows: Rows, catalogue: &Catalogue, height: usize) {
        rows.fold_as(&self.all, &self.groups, catalogue);
        let (entry, folded) = (self.entry, self.is_folded());
        let under = self.under_cursor().filter(|_| self.filter.is_none());
        (self.all, self.groups) = (rows.handles, rows.groups);
        if let Some(handle) = under {
            self.keep_selected(handle, folded, height);
            self.entry = entry;
        }
    }

    /// Takes another answer to what narrows the list. The selected article stays selected.
    pub(super) fn renarrow(&mut self, mut found: Matches, catalogue: &Catalogue, height: usize) {
        let (under, folded) = (self.under_cursor(), self.is_folded());
        let Some(filter) = &mut self.filter else { return };
        let mut rows = Rows { handles: Arc::clone(&found.rows), groups: std::mem::take(&mut found.groups) };
        rows.fold_as(&filter.found.rows, &filter.found.groups, catalogue);
        filter.found = Matches { groups: rows.groups, ..found };
        if let Some(handle) = under {
            self.keep_selected(handle, folded, height);
        }
    }

    /// Selects an article again, or the header that stood for it.
    fn keep_selected(&mut self, handle: Handle, folded: bool, height: usize) {
        if folded {
            self.cursor = self.rows().iter().position(|row| *row == handle).unwrap_or(self.cursor);
            self.select(self.cursor, height);
        } else {
            self.select_handle(handle, height);
        }
    }

    /// Selects an article if it is in the list, and keeps it on the line of the screen where the selection was. A folded
    /// group that it stands in is unfolded.
    pub fn select_handle(&mut self, handle: Handle, height: usize) -> bool {
        let Some(row) = self.rows().iter().position(|other| *other == handle) else {
            self.select(self.cursor, height);
            return false;
        };
        let line = self.line().saturating_sub(self.top);
        self.entry = None;
        self.cursor = row;
        self.unfold();
        self.scroll_cursor_to(line, height);
        true
    }

    /// Unfolds the group of the selected row.
    pub(super) fn unfold(&mut self) {
        if let Some(group) = self.groups().of(self.cursor).filter(|group| self.groups().is_folded(*group)) {
            self.groups_mut().toggle(group);
        }
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
        let selected = self.under_cursor().filter(|_| self.entry.is_none());
        if self.filter.take().is_some() {
            match selected {
                Some(handle) => {
                    self.select_handle(handle, height);
                }
                None => self.select(0, height),
            }
        }
    }

    /// Goes back to a snapshot: its filter, folds, selection and screen, as far as they still exist.
    pub fn restore(&mut self, snapshot: List, height: usize) {
        let selected = snapshot.selected();
        if self.groups.are_of_the_same_rows(&snapshot.groups) {
            self.groups = snapshot.groups;
        }
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
