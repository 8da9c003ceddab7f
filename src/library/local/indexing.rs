//! Articles go into the index of words while they are read.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{PoisonError, RwLock};

use super::fulltext::{FullText, FullTextError, Writer};
use super::words::{COMMIT, UNFINISHED};
use crate::article::Article;

/// Numbers the articles of a scan, and puts them into the index once it is open.
#[derive(Default)]
pub struct Indexer {
    /// How many have a number.
    count: AtomicU32,
    index: RwLock<Option<Open>>,
}

/// An index that is open.
struct Open {
    writer: Writer,
    /// The lasting number of the first article of the scan.
    first: u32,
    /// How many were added.
    added: AtomicU32,
}

impl Indexer {
    /// From now on articles go into the index in a folder. The first of the scan has the lasting number `first`.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn open(&self, folder: &Path, first: u32) -> Result<(), FullTextError> {
        let writer = FullText::open(folder)?.writer()?;
        *self.index.write().unwrap_or_else(PoisonError::into_inner) =
            Some(Open { writer, first, added: AtomicU32::new(0) });
        Ok(())
    }

    /// Takes an article, and answers its number in the scan. One that can't be indexed is found missing at the end.
    pub fn add(&self, article: &Article) -> u32 {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let index = self.index.read().unwrap_or_else(PoisonError::into_inner);
        let is_due = index.as_ref().is_some_and(|Open { writer, first, added }| {
            writer.add(first.saturating_add(number), article).is_ok()
                && (added.fetch_add(1, Ordering::Relaxed) + 1).is_multiple_of(COMMIT)
        });
        drop(index);
        if is_due && let Some(index) = &mut *self.index.write().unwrap_or_else(PoisonError::into_inner) {
            // What fails here fails at the last commit too, where it is reported.
            let _ = index.writer.commit(UNFINISHED);
        }
        number
    }

    /// How many articles have a number.
    pub fn count(&self) -> u32 {
        self.count.load(Ordering::Relaxed)
    }

    /// What was added goes on being written by this.
    pub fn close(&self) -> Option<Writer> {
        self.index.write().unwrap_or_else(PoisonError::into_inner).take().map(|index| index.writer)
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
        indexer.open(folder.path(), 40).unwrap();
        std::thread::scope(|scope| {
            (0..4).for_each(|_| drop(scope.spawn(|| indexer.add(&article))));
        });
        assert_eq!(indexer.count(), 5);
        let mut writer = indexer.close().unwrap();
        writer.commit(7).unwrap();
        let mut serials = FullText::open(folder.path()).unwrap().reader().unwrap().serials().unwrap();
        serials.sort_unstable();
        assert_eq!(serials, [41, 42, 43, 44]);
    }
}
