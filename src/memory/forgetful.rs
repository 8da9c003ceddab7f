//! A memory that lasts as long as the process: for a home that can't be written, and for tests.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Deed, Last, Memory, MemoryError, Recollection, SavedQuery};

/// Remembers until the process ends.
#[derive(Debug, Default)]
pub struct Forgetful {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    /// Of all libraries.
    articles: Recollection,
    saved: HashMap<String, Vec<SavedQuery>>,
    muted: HashMap<String, BTreeSet<String>>,
    last: HashMap<String, Last>,
}

impl Forgetful {
    /// A memory of nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// A deed leaves the maps whole even if a thread dies between two of them, so a poisoned lock is no reason
    /// to forget.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Memory for Forgetful {
    fn recall(&self, library: &str) -> Result<Recollection, MemoryError> {
        let kept = self.kept();
        Ok(Recollection {
            saved: kept.saved.get(library).cloned().unwrap_or_default(),
            muted: kept.muted.get(library).cloned().unwrap_or_default(),
            last: kept.last.get(library).cloned(),
            ..kept.articles.clone()
        })
    }

    fn keep(&self, deeds: &[Deed]) -> Result<(), MemoryError> {
        let kept = &mut *self.kept();
        for deed in deeds {
            match deed {
                Deed::Read { key, read } => {
                    kept.articles.marks.entry(key.clone()).or_default().read = *read;
                    kept.articles.portions.remove(key);
                }
                Deed::Perused { key, portion } => {
                    let mut joined = portion.clone();
                    joined.join(kept.articles.portions.remove(key).unwrap_or_default());
                    kept.articles.portions.insert(key.clone(), joined);
                }
                Deed::Starred { key, starred } => {
                    kept.articles.marks.entry(key.clone()).or_default().starred = *starred
                }
                Deed::Stopped { key, place } => {
                    kept.articles.marks.entry(key.clone()).or_default().place = Some(*place)
                }
                Deed::Tagged { key, tag, tagged: true } => {
                    kept.articles.tags.entry(key.clone()).or_default().insert(tag.clone());
                }
                Deed::Tagged { key, tag, tagged: false } => {
                    let tags = kept.articles.tags.get_mut(key);
                    if tags.is_some_and(|tags| tags.remove(tag) && tags.is_empty()) {
                        kept.articles.tags.remove(key);
                    }
                }
                Deed::Noted { key, note } if note.is_empty() => {
                    kept.articles.notes.remove(key);
                }
                Deed::Noted { key, note } => {
                    kept.articles.notes.insert(key.clone(), note.clone());
                }
                Deed::Saved { library, saved } => {
                    let queries = kept.saved.entry(library.clone()).or_default();
                    match queries.iter_mut().find(|query| query.text == saved.text) {
                        Some(query) => query.name.clone_from(&saved.name),
                        None => queries.push(saved.clone()),
                    }
                }
                Deed::Removed { library, text } => {
                    kept.saved.entry(library.clone()).or_default().retain(|query| query.text != *text);
                }
                Deed::Muted { library, reason, muted } => {
                    let reasons = kept.muted.entry(library.clone()).or_default();
                    if *muted {
                        reasons.insert(reason.clone());
                    } else {
                        reasons.remove(reason);
                    }
                }
                Deed::Opened { library, key } => {
                    kept.articles.marks.entry(key.clone()).or_default();
                    kept.last.insert(library.clone(), Last { key: key.clone(), reading: true });
                }
                Deed::Closed { library, key } => {
                    if let Some(last) = kept.last.get_mut(library).filter(|last| last.key == *key) {
                        last.reading = false;
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_recalled_by_the_same_process() {
        let memory = Forgetful::new();
        memory.keep(&[Deed::Starred { key: "a".into(), starred: true }]).unwrap();
        memory.keep(&[Deed::Opened { library: "l".into(), key: "a".into() }]).unwrap();
        let recalled = memory.recall("l").unwrap();
        assert!(recalled.marks["a"].starred);
        assert_eq!(recalled.last, Some(Last { key: "a".into(), reading: true }));
        assert_eq!(memory.recall("other").unwrap().last, None);
    }
}
