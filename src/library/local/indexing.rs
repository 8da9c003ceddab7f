//! Articles go into the indexes while they are read.

use std::io;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{PoisonError, RwLock};

use super::fulltext::{self, FullText};
use super::relations;
use super::upkeep::{Folders, Writers};
use super::words::{COMMIT, UNFINISHED};
use crate::article::Article;

/// Numbers the articles of a scan, and puts them into the indexes once they are open.
#[derive(Default)]
pub struct Indexer {
    /// How many have a number.
    count: AtomicU32,
    index: RwLock<Option<Open>>,
}

/// Indexes that are open.
struct Open {
    words: fulltext::Writer,
    relations: relations::Writer,
    /// The lasting number of the first article of the scan.
    first: u32,
    /// How many were added.
    added: AtomicU32,
}

impl Indexer {
    /// From now on articles go into the indexes in their folders. The first of the scan has the lasting number `first`.
    ///
    /// # Errors
    /// When one can't be written.
    pub fn open(&self, folders: &Folders, first: u32) -> io::Result<()> {
        let words = FullText::open(&folders.words).and_then(|index| index.writer()).map_err(io::Error::other)?;
        let relations = relations::Writer::open(&folders.relations)?;
        *self.index.write().unwrap_or_else(PoisonError::into_inner) =
            Some(Open { words, relations, first, added: AtomicU32::new(0) });
        Ok(())
    }

    /// Takes an article, and answers its number in the scan. One that can't be indexed is found missing at the end.
    pub fn add(&self, article: &Article) -> u32 {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let index = self.index.read().unwrap_or_else(PoisonError::into_inner);
        let is_due = index.as_ref().is_some_and(|Open { words, relations, first, added }| {
            let serial = first.saturating_add(number);
            // What can't be added to one may be to the other; what it lacks then is found at the end.
            let _ = relations.add(serial, article);
            words.add(serial, article).is_ok() && (added.fetch_add(1, Ordering::Relaxed) + 1).is_multiple_of(COMMIT)
        });
        drop(index);
        if is_due && let Some(index) = &mut *self.index.write().unwrap_or_else(PoisonError::into_inner) {
            // What fails here fails at the last commit too, where it is reported.
            let _ = index.words.commit(UNFINISHED);
        }
        number
    }

    /// How many articles have a number.
    pub fn count(&self) -> u32 {
        self.count.load(Ordering::Relaxed)
    }

    /// What was added goes on being written by these.
    pub fn close(&self) -> Writers {
        let open = self.index.write().unwrap_or_else(PoisonError::into_inner).take();
        open.map_or_else(Writers::default, |Open { words, relations, .. }| Writers {
            words: Some(words),
            relations: Some(relations),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_before_the_index_is_open_has_its_number_and_is_left_to_others() {
        let folder = tempfile::tempdir().unwrap();
        let indexer = Indexer::default();
        let article = Article { title: "A weir".to_owned(), ..Article::default() };
        assert_eq!(indexer.add(&article), 0);
        let [words, relations] = ["words", "relations"].map(|name| folder.path().join(name));
        let folders = Folders { words, relations };
        indexer.open(&folders, 40).unwrap();
        std::thread::scope(|scope| {
            (0..4).for_each(|_| drop(scope.spawn(|| indexer.add(&article))));
        });
        assert_eq!(indexer.count(), 5);
        let Writers { words, relations } = indexer.close();
        words.unwrap().commit(7).unwrap();
        assert_eq!(relations.unwrap().serials().into_iter().collect::<Vec<_>>(), [41, 42, 43, 44]);
        let mut serials = FullText::open(&folders.words).unwrap().reader().unwrap().serials().unwrap();
        serials.sort_unstable();
        assert_eq!(serials, [41, 42, 43, 44]);
    }
}
