//! Saved queries: entries at the top of the list, each with the number of articles that answer it now.

use super::marking::Undo;
use super::{App, Desk, Effect, Pane, Ticket};
use crate::memory::{Deed, SavedQuery};
use crate::search::Query;

/// An entry of the list.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The query and its name.
    pub saved: SavedQuery,
    /// How many articles answer it, once that is known.
    pub count: Option<usize>,
    /// The count is of an archive or a memory that has changed since.
    stale: bool,
}

/// The saved queries of the library, and which one is being counted.
#[derive(Debug, Default)]
pub struct SavedQueries {
    /// The entries, in the order in which they were saved.
    pub entries: Vec<Entry>,
    counting: Option<(Ticket, String)>,
    /// What the counts are of: so many articles, and memory after so many changes.
    of: (usize, u64),
}

impl Entry {
    fn new(saved: SavedQuery) -> Self {
        Self { saved, count: None, stale: true }
    }
}

impl SavedQueries {
    /// Takes those of earlier sessions.
    pub(super) fn take(&mut self, saved: Vec<SavedQuery>) {
        self.entries.splice(0..0, saved.into_iter().map(Entry::new));
    }

    /// Asks for the next count that is missing or stale: one at a time, and none while the archive is being read, or
    /// looked up in memory.
    fn count(&mut self, desk: &mut Desk) -> Option<Effect> {
        let early = desk.progress.is_some() || !desk.recall.is_resolved(&desk.catalogue);
        if self.entries.is_empty() || self.counting.is_some() || early {
            return None;
        }
        let now = (desk.catalogue.len(), desk.recall.changes());
        if now != self.of {
            for entry in &mut self.entries {
                let asks_memory = || Query::new(&entry.saved.text).is_ok_and(|query| !query.remembered().is_empty());
                entry.stale |= now.0 != self.of.0 || asks_memory();
            }
            self.of = now;
        }
        // One that a later byline wrote may be beyond this one, and has no count.
        let query = self.entries.iter_mut().find_map(|entry| {
            let stale = std::mem::take(&mut entry.stale);
            if stale { Query::new(&entry.saved.text).ok() } else { None }
        })?;
        let ticket = desk.ticket();
        self.counting = Some((ticket, query.text.clone()));
        let recalled = desk.recall.recalled(&query);
        Some(Effect::Count(ticket, query, recalled))
    }

    /// Takes a count.
    pub(super) fn counted(&mut self, ticket: Ticket, count: Option<usize>) {
        let Some((_, text)) = self.counting.take_if(|(asked, _)| *asked == ticket) else { return };
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.saved.text == text) {
            entry.count = count;
        }
    }
}

impl App {
    /// How many saved queries stand above the rows: none above a narrowed list.
    pub fn entries(&self) -> usize {
        if self.list.filter.is_some() { 0 } else { self.saved.entries.len() }
    }

    /// Counts behind, while the reader is in the list.
    pub(super) fn count_saved(&mut self) -> Option<Effect> {
        let seen = self.focus() == Pane::List && self.layers.is_empty();
        if seen { self.saved.count(&mut self.desk) } else { None }
    }

    /// Narrows the list by the selected entry.
    pub(super) fn open_entry(&mut self) -> Vec<Effect> {
        let Some(entry) = self.list.entry.and_then(|entry| self.saved.entries.get(entry)) else { return Vec::new() };
        match Query::new(&entry.saved.text) {
            Ok(query) => {
                let name = entry.saved.name.clone();
                self.sift(name, query)
            }
            Err(malformed) => {
                self.desk.complain(format!("cannot understand “{}”: {malformed}", entry.saved.text));
                Vec::new()
            }
        }
    }

    /// Keeps a query at the top of the list.
    pub(super) fn save_query(&mut self, text: &str) -> Vec<Effect> {
        let text = text.trim();
        match Query::new(text) {
            Ok(query) if query.meaning.is_none() => self.desk.say("type a query first, then keep it"),
            Err(malformed) => self.desk.complain(format!("not kept: {malformed}")),
            Ok(_) if self.saved.entries.iter().any(|entry| entry.saved.text == text) => {
                self.desk.say("it stands at the top of the list already");
            }
            Ok(_) => {
                self.desk.say(format!("“{text}” stands at the top of the list now"));
                return self.keep_query(SavedQuery { text: text.to_owned(), name: text.to_owned() });
            }
        }
        Vec::new()
    }

    pub(super) fn keep_query(&mut self, saved: SavedQuery) -> Vec<Effect> {
        match self.saved.entries.iter_mut().find(|entry| entry.saved.text == saved.text) {
            Some(entry) => entry.saved = saved.clone(),
            None => self.saved.entries.push(Entry::new(saved.clone())),
        }
        vec![Effect::Keep(Deed::Saved { library: self.desk.catalogue.base().to_owned(), saved })]
    }

    /// Takes the selected entry away.
    pub(super) fn remove_query(&mut self) -> Vec<Effect> {
        let Some(at) = self.list.entry.filter(|at| *at < self.saved.entries.len()) else {
            self.desk.say("select a saved query first: they stand above the articles");
            return Vec::new();
        };
        let saved = self.saved.entries.remove(at).saved;
        self.list.entry = self.saved.entries.len().checked_sub(1).map(|last| at.min(last));
        self.desk.say(format!("“{}” is no longer kept", saved.name));
        let removed = Deed::Removed { library: self.desk.catalogue.base().to_owned(), text: saved.text.clone() };
        self.remember_undo(Undo::Removed(saved));
        vec![Effect::Keep(removed)]
    }
}
