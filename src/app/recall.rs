//! What memory knows of the articles: by key as it was kept, by handle, and as the sets that a query can ask for.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::Effect;
use crate::article::Handle;
use crate::library::Catalogue;
use crate::memory::{Marks, Recollection};
use crate::search::query::Remembered;
use crate::search::{Handles, Query, Recalled};

/// So many articles are looked at between two frames; more of them behind.
const AT_ONCE: u32 = 2_000;

/// All that is remembered of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keepsake {
    marks: Marks,
    note: Option<String>,
    tags: BTreeSet<String>,
    /// It was open last.
    is_last: bool,
}

/// What is remembered, by handle.
#[derive(Debug, Default)]
pub(super) struct Recall {
    /// By key: of articles that may be still to come.
    by_key: Arc<HashMap<String, Keepsake>>,
    /// Articles below this one have what is theirs.
    recognised: Handle,
    marks: HashMap<Handle, Marks>,
    notes: HashMap<Handle, String>,
    read: Handles,
    starred: Handles,
    noted: Handles,
    tagged: BTreeMap<String, Handles>,
    last: Option<Handle>,
    /// How often something changed that a query can ask for.
    changes: u64,
}

impl Recall {
    /// Takes what is remembered from earlier sessions.
    pub fn take(&mut self, recollection: Recollection) {
        let mut by_key: HashMap<String, Keepsake> = HashMap::new();
        for (key, marks) in recollection.marks {
            by_key.entry(key).or_default().marks = marks;
        }
        for (key, note) in recollection.notes {
            by_key.entry(key).or_default().note = Some(note);
        }
        for (key, tags) in recollection.tags {
            by_key.entry(key).or_default().tags = tags;
        }
        if let Some(last) = recollection.last {
            by_key.entry(last.key).or_default().is_last = true;
        }
        self.by_key = Arc::new(by_key);
        self.recognised = Handle(0);
    }

    /// Finds what is remembered of articles that have arrived since the last time, or asks for it.
    pub fn recognise(&mut self, catalogue: &Catalogue) -> Option<Effect> {
        let end = Handle(catalogue.handed_out());
        if self.by_key.is_empty() {
            self.recognised = end;
        }
        match end.0.saturating_sub(self.recognised.0) {
            0 => None,
            1..=AT_ONCE => {
                self.recognised(catalogue.recognise(self.recognised, &self.by_key), end);
                None
            }
            _ => Some(Effect::Recognise(self.recognised, Arc::clone(&self.by_key))),
        }
    }

    /// Takes what was found of the articles below `end`. What this session did meanwhile stands.
    pub fn recognised(&mut self, found: Vec<(Handle, Keepsake)>, end: Handle) {
        for (handle, keepsake) in found {
            if !self.marks.contains_key(&handle) {
                self.put(handle, Marks::default(), keepsake.marks);
            }
            if let Some(note) = keepsake.note.filter(|_| !self.notes.contains_key(&handle)) {
                self.note(handle, note);
            }
            for tag in &keepsake.tags {
                self.tag(handle, tag, true);
            }
            if keepsake.is_last {
                self.last = Some(handle);
            }
        }
        self.recognised = self.recognised.max(end);
    }

    /// The article that was open last, once it is recognised.
    pub fn last(&self) -> Option<Handle> {
        self.last
    }

    /// What the reader did with an article. One that has not been recognised yet is looked up by its key.
    pub fn marks(&self, handle: Handle, catalogue: &Catalogue) -> Marks {
        if let Some(marks) = self.marks.get(&handle) {
            return *marks;
        }
        if handle < self.recognised || self.by_key.is_empty() {
            return Marks::default();
        }
        let keepsake = catalogue.key(handle).and_then(|key| self.by_key.get(&key));
        keepsake.map(|keepsake| keepsake.marks).unwrap_or_default()
    }

    pub fn mark(&mut self, handle: Handle, catalogue: &Catalogue, change: impl FnOnce(&mut Marks)) {
        let before = self.marks.get(&handle).copied();
        let mut marks = self.marks(handle, catalogue);
        change(&mut marks);
        self.put(handle, before.unwrap_or_default(), marks);
    }

    fn put(&mut self, handle: Handle, before: Marks, now: Marks) {
        self.marks.insert(handle, now);
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
