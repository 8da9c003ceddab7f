//! What is remembered of the articles: by key as memory has it, by handle as the session needs it.

use std::collections::HashMap;
use std::sync::Arc;

use super::Effect;
use crate::article::Handle;
use crate::library::Catalogue;
use crate::memory::{Marks, Recollection};

/// So many articles are looked at between two frames; more of them behind.
const AT_ONCE: u32 = 2_000;

/// What is remembered of one article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Remembered {
    /// What the reader did with it.
    pub marks: Marks,
    /// It was open last.
    pub is_last: bool,
}

/// See the head of this file.
#[derive(Debug, Default)]
pub struct Memories {
    by_key: Arc<HashMap<String, Remembered>>,
    by_handle: HashMap<Handle, Marks>,
    /// Articles below this one have been looked up by their key.
    recognised: Handle,
    /// How many of those in `by_handle` have been read.
    read: usize,
    last: Option<Handle>,
}

impl Memories {
    /// Takes what memory has.
    pub fn take(&mut self, recollection: Recollection) {
        let remembered = |(key, marks)| (key, Remembered { marks, is_last: false });
        let mut by_key: HashMap<_, _> = recollection.marks.into_iter().map(remembered).collect();
        if let Some(last) = recollection.last {
            by_key.entry(last.key).or_default().is_last = true;
        }
        self.by_key = Arc::new(by_key);
        self.recognised = Handle(0);
    }

    /// What is remembered of an article. One that has not been recognised yet is looked up by its key.
    pub fn marks(&self, handle: Handle, catalogue: &Catalogue) -> Marks {
        if let Some(marks) = self.by_handle.get(&handle) {
            return *marks;
        }
        if handle < self.recognised || self.by_key.is_empty() {
            return Marks::default();
        }
        let remembered = catalogue.key(handle).and_then(|key| self.by_key.get(&key));
        remembered.map(|remembered| remembered.marks).unwrap_or_default()
    }

    /// Changes what is remembered of an article.
    pub fn mark(&mut self, handle: Handle, catalogue: &Catalogue, change: impl FnOnce(&mut Marks)) {
        let mut marks = self.marks(handle, catalogue);
        change(&mut marks);
        self.put(handle, marks);
    }

    fn put(&mut self, handle: Handle, marks: Marks) {
        let before = self.by_handle.insert(handle, marks);
        self.read = self.read + usize::from(marks.read) - usize::from(before.is_some_and(|before| before.read));
    }

    /// How many articles are known to have been read.
    pub fn read(&self) -> usize {
        self.read
    }

    /// The article that was open last, once it is recognised.
    pub fn last(&self) -> Option<Handle> {
        self.last
    }

    /// Recognises the articles that are new in the catalogue, or asks for it.
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

    /// Takes what was recognised. What this session did meanwhile stands.
    pub fn recognised(&mut self, found: Vec<(Handle, Remembered)>, end: Handle) {
        for (handle, remembered) in found {
            if !self.by_handle.contains_key(&handle) {
                self.put(handle, remembered.marks);
            }
            if remembered.is_last {
                self.last = Some(handle);
            }
        }
        self.recognised = self.recognised.max(end);
    }
}
