//! What is searched: the titles, names and facts of an archive, by row.

use std::sync::Arc;

use super::Prepared;
use crate::article::{Language, Moment};

/// Rows with their titles, wherever they are kept. Nothing of it is copied.
pub trait Titles {
    /// How many rows there are. More may be added; their order stays.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Changes when rows that were there before have become others.
    fn generation(&self) -> u64 {
        0
    }

    /// What is prepared of these rows and others that were added to them, where others search them too. Such rows keep
    /// their generation.
    fn prepared(&self) -> Option<&Arc<Prepared>> {
        None
    }

    /// The title of a row; an empty one where it isn't there yet.
    fn title(&self, row: u32) -> &str;

    /// A title's bytes and how many they are. If more bytes stand behind them in memory, at least
    /// 64, they should be given too: that spares copying. They are not looked at.
    fn bytes(&self, row: u32) -> (&[u8], usize) {
        let title = self.title(row).as_bytes();
        (title, title.len())
    }

    /// Who wrote it.
    fn authors(&self, row: u32) -> impl Iterator<Item = &str>;

    /// Where it was published.
    fn source(&self, row: u32) -> Option<&str>;

    /// When it was published.
    fn published(&self, row: u32) -> Option<Moment>;

    /// Its language.
    fn language(&self, row: u32) -> Option<Language>;

    /// How many words it has.
    fn words(&self, row: u32) -> u32;
}
