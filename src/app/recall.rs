//! What memory knows of the articles: of each one, and as the sets that a query can ask for.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::article::Handle;
use crate::library::Catalogue;
use crate::memory::{Marks, Recollection};
use crate::search::query::Remembered;
use crate::search::{Handles, Query, Recalled};

/// What is remembered, by handle.
#[derive(Debug, Default)]
pub(super) struct Recall {
    /// By key: of articles that may be still to come.
    recollection: Recollection,
    /// So many articles have what is theirs.
    resolved: usize,
    marks: HashMap<Handle, Marks>,
    notes: HashMap<Handle, String>,
    read: Handles,
    starred: Handles,
    noted: Handles,
    tagged: BTreeMap<String, Handles>,
    /// How often something changed that a query can ask for.
    changes: u64,
}

impl Recall {
    /// Takes what is remembered from earlier sessions. What this session did meanwhile stands.
    pub fn take(&mut self, recollection: Recollection, catalogue: &Catalogue) {
        self.recollection = recollection;
        self.resolved = 0;
        self.resolve(catalogue);
    }

    /// Finds what is remembered of articles that arrived since the last time.
    pub fn resolve(&mut self, catalogue: &Catalogue) {
        let recollection = std::mem::take(&mut self.recollection);
        let Recollection { marks, notes, tags, .. } = &recollection;
        if !(marks.is_empty() && notes.is_empty() && tags.is_empty()) {
            for index in self.resolved..catalogue.len() {
                let handle = Handle(index as u32);
                let Some(key) = catalogue.key(handle) else { continue };
                if let Some(known) = marks.get(&key).filter(|_| !self.marks.contains_key(&handle)) {
                    self.mark(handle, |marks| *marks = *known);
                }
                if let Some(note) = notes.get(&key).filter(|_| !self.notes.contains_key(&handle)) {
                    self.note(handle, note.clone());
                }
                for tag in tags.get(&key).into_iter().flatten() {
                    self.tag(handle, tag, true);
                }
            }
        }
        self.recollection = recollection;
        self.resolved = catalogue.len();
    }

    pub fn marks(&self, handle: Handle) -> Marks {
        self.marks.get(&handle).copied().unwrap_or_default()
    }

    pub fn mark(&mut self, handle: Handle, change: impl FnOnce(&mut Marks)) {
        let marks = self.marks.entry(handle).or_default();
        let before = *marks;
        change(marks);
        let now = *marks;
        if now.read != before.read {
            self.read.set(handle, now.read);
            self.changes += 1;
        }
        if now.starred != before.starred {
            self.starred.set(handle, now.starred);
            self.changes += 1;
        }
    }

    /// How many articles have been read.
    pub fn read(&self) -> usize {
        self.read.len()
    }

    pub fn note_of(&self, handle: Handle) -> &str {
        self.notes.get(&handle).map_or("", String::as_str)
    }

    /// Puts a note on an article; an empty one takes it away.
    pub fn note(&mut self, handle: Handle, note: String) {
        self.noted.set(handle, !note.is_empty());
        // An empty one stays, so that what was remembered doesn't come back.
        self.notes.insert(handle, note);
        self.changes += 1;
    }

    pub fn tags_of(&self, handle: Handle) -> BTreeSet<&str> {
        self.tagged.iter().filter(|(_, handles)| handles.contains(handle)).map(|(tag, _)| tag.as_str()).collect()
    }

    pub fn tag(&mut self, handle: Handle, tag: &str, tagged: bool) {
        self.tagged.entry(tag.to_owned()).or_default().set(handle, tagged);
        self.changes += 1;
    }

    /// See [`Recall::changes`]: another number, another answer to what asks memory.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// What a query has to know. No look at every article: the sets are there.
    pub fn recalled(&self, query: &Query) -> Recalled {
        Recalled::of(query, |fact| match fact {
            Remembered::Read => self.read.clone(),
            Remembered::Starred => self.starred.clone(),
            Remembered::Noted => self.noted.clone(),
            Remembered::Tagged(tag) => self.tagged.get(tag).cloned().unwrap_or_default(),
        })
    }
}
