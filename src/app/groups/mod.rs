//! Rows that stand in groups: the line of each header and row, and which groups are folded.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use super::{Grouping, Order};
use crate::article::Handle;
use crate::library::{Catalogue, Storylines};

/// Rows of the list, and the groups that they stand in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The articles, group after group.
    pub handles: Arc<[Handle]>,
    /// Their groups.
    pub groups: Groups,
}

/// The groups of rows. Each has a header on a line of its own; a folded one is that line alone. Where there are none,
/// each row is a line. Three numbers a group are all that is kept, and a clone shares them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    order: Order,
    /// The stories, where they are groups of stories.
    stories: Arc<Storylines>,
    /// The first row of each group, and behind them the number of rows.
    starts: Arc<[u32]>,
    /// The line of each header, and behind them the number of lines.
    lines: Arc<[u32]>,
    /// Groups are folded unless they were unfolded one by one.
    folded: bool,
    tally: Option<Tally>,
}

/// How many articles of each group are unread.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tally {
    unread: Arc<[u32]>,
    /// See [`super::recall::Recall::changes`].
    changes: u64,
}

/// What stands on a line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The header of a group.
    Header(usize),
    /// A row.
    Row(usize),
}

impl Groups {
    /// Groups that begin at these rows, behind them the number of rows; all of them unfolded.
    pub(super) fn new(order: Order, stories: Arc<Storylines>, starts: Vec<u32>) -> Self {
        let mut groups = Self { order, stories, starts: starts.into(), ..Self::default() };
        groups.fold(false, &[]);
        groups
    }

    /// How many groups there are.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether the rows stand in no groups.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What they are groups of.
    pub fn grouping(&self) -> Grouping {
        self.order.groups
    }

    /// The stories that they are groups of, if they are.
    pub fn stories(&self) -> &Storylines {
        &self.stories
    }

    /// How many lines headers and `rows` rows take.
    pub fn lines(&self, rows: usize) -> usize {
        self.lines.last().map_or(rows, |lines| *lines as usize)
    }

    /// The group that a row stands in.
    pub fn of(&self, row: usize) -> Option<usize> {
        let after = self.starts.partition_point(|start| *start as usize <= row);
        after.checked_sub(1).filter(|group| *group < self.len())
    }

    /// The rows of a group.
    pub fn rows(&self, group: usize) -> Range<usize> {
        self.starts[group] as usize..self.starts[group + 1] as usize
    }

    /// The line of a group's header.
    pub fn header(&self, group: usize) -> usize {
        self.lines[group] as usize
    }

    /// Whether of a group only the header is shown.
    pub fn is_folded(&self, group: usize) -> bool {
        self.lines[group + 1] - self.lines[group] == 1
    }

    /// Whether a row is not shown because its group is folded.
    pub fn hides(&self, row: usize) -> bool {
        self.of(row).is_some_and(|group| self.is_folded(group))
    }

    /// The line of a row, or of the header that stands for it.
    pub fn line_of(&self, row: usize) -> usize {
        match self.of(row) {
            None => row,
            Some(group) if self.is_folded(group) => self.header(group),
            Some(group) => self.header(group) + 1 + row - self.rows(group).start,
        }
    }

    /// What stands on a line.
    pub fn at(&self, line: usize) -> Line {
        let after = self.lines.partition_point(|header| *header as usize <= line);
        match after.checked_sub(1).filter(|group| *group < self.len()) {
            None => Line::Row(line),
            Some(group) if self.header(group) == line => Line::Header(group),
            Some(group) => Line::Row(self.rows(group).start + line - self.header(group) - 1),
        }
    }

    /// Folds a group, or unfolds it.
    pub(super) fn toggle(&mut self, group: usize) {
        let mut except = self.exceptions();
        match except.binary_search(&group) {
            Ok(at) => drop(except.remove(at)),
            Err(at) => except.insert(at, group),
        }
        self.fold(self.folded, &except);
    }

    /// Folds every group if one is unfolded, else unfolds them all.
    pub(super) fn toggle_all(&mut self) {
        let all = (0..self.len()).all(|group| self.is_folded(group));
        self.fold(!all, &[]);
    }

    /// The groups that are not as most of them are.
    fn exceptions(&self) -> Vec<usize> {
        (0..self.len()).filter(|group| self.is_folded(*group) != self.folded).collect()
    }

    /// Folds or unfolds every group, and does the contrary with some of them, in order.
    fn fold(&mut self, folded: bool, except: &[usize]) {
        let mut except = except.iter().peekable();
        let mut line = 0;
        let mut lines = Vec::with_capacity(self.starts.len());
        for (group, rows) in self.starts.windows(2).enumerate() {
            lines.push(line);
            let is_folded = folded != except.next_if_eq(&&group).is_some();
            line += 1 + if is_folded { 0 } else { rows[1] - rows[0] };
        }
        lines.push(line);
        (self.lines, self.folded) = (lines.into(), folded);
    }

    /// How many articles of a group are unread, once they have been counted.
    pub fn unread(&self, group: usize) -> Option<usize> {
        self.tally.as_ref()?.unread.get(group).map(|unread| *unread as usize)
    }

    /// The first row of each group to count, if what memory knows has changed so often and they are not counted since.
    pub(super) fn to_count(&self, changes: u64) -> Option<&Arc<[u32]>> {
        let counted = self.tally.as_ref().is_some_and(|tally| tally.changes == changes);
        (!counted && !self.is_empty()).then_some(&self.starts)
    }

    /// Takes how many articles of each group are unread, if it is these groups that were counted.
    pub(super) fn take_count(&mut self, counted: &Arc<[u32]>, unread: Arc<[u32]>, changes: u64) {
        if Arc::ptr_eq(&self.starts, counted) {
            self.tally = Some(Tally { unread, changes });
        }
    }

    /// Whether both are groups of the same rows.
    pub(super) fn are_of_the_same_rows(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.starts, &other.starts)
    }
}

impl Rows {
    /// Folds the groups that were folded before, where there are some of the same kind.
    pub(super) fn fold_as(&mut self, before: &[Handle], groups: &Groups, catalogue: &Catalogue) {
        let order = self.groups.order;
        if order.groups != groups.order.groups || self.groups.is_empty() {
            return;
        }
        // Stories have other numbers when they are gathered anew: the new ones say which group a row is in.
        let stories = Arc::clone(&self.groups.stories);
        let key = |rows: &[Handle], groups: &Groups, group: usize| {
            rows.get(groups.rows(group).start).and_then(|row| order.group_key(catalogue, &stories, *row))
        };
        let mut except: Vec<usize> = Vec::new();
        for group in groups.exceptions() {
            let wanted = key(before, groups, group);
            let (mut low, mut high) = (0, self.groups.len());
            while low < high {
                let middle = low + (high - low) / 2;
                let here = key(&self.handles, &self.groups, middle);
                match order.compare(here.as_ref(), wanted.as_ref()) {
                    Ordering::Less => low = middle + 1,
                    Ordering::Equal => {
                        except.push(middle);
                        break;
                    }
                    Ordering::Greater => high = middle,
                }
            }
        }
        except.sort_unstable();
        self.groups.fold(groups.folded, &except);
    }
}

#[cfg(test)]
mod tests;
