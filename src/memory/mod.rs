//! What the reader did: places, marks, tags, notes, saved queries, the last article. Precious, and shared by sessions.

use std::collections::{BTreeSet, HashMap};

use crate::article::{Place, Portion};

mod coalesce;
mod forgetful;
mod schema;
mod sqlite;

pub use coalesce::coalesce;
pub use forgetful::Forgetful;
pub use sqlite::SqliteMemory;

/// What is remembered of one article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// It has been read.
    pub read: bool,
    /// It is starred.
    pub starred: bool,
    /// Where the reader stopped.
    pub place: Option<Place>,
    /// When it was last opened or moved in, in seconds from 1970.
    pub seen_at: Option<i64>,
}

/// One thing that the reader did, to be kept. `key` names the article as `Catalogue::key` does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Marked as read, or as unread, the whole of it.
    Read {
        /// The article.
        key: String,
        /// Read, or not.
        read: bool,
    },
    /// Starred, or no longer.
    Starred {
        /// The article.
        key: String,
        /// Starred, or not.
        starred: bool,
    },
    /// Tagged, or no longer.
    Tagged {
        /// The article.
        key: String,
        /// One word in lower case.
        tag: String,
        /// Tagged, or not.
        tagged: bool,
    },
    /// Noted something on it; nothing takes the note away.
    Noted {
        /// The article.
        key: String,
        /// One line.
        note: String,
    },
    /// Saved a query in this library, or gave it another name.
    Saved {
        /// The library's name in memory.
        library: String,
        /// The query.
        saved: SavedQuery,
    },
    /// Removed a saved query from this library.
    Removed {
        /// The library's name in memory.
        library: String,
        /// The query's text.
        text: String,
    },
    /// Stopped here.
    Stopped {
        /// The article.
        key: String,
        /// Where.
        place: Place,
    },
    /// Opened, in this library: it is what the next session resumes.
    Opened {
        /// The library's name in memory.
        library: String,
        /// The article.
        key: String,
    },
    /// Went back from this article to the list of this library. Another session may have opened another
    /// article since: that one is still being read.
    Closed {
        /// The library's name in memory.
        library: String,
        /// The article.
        key: String,
    },
    /// Read these sentences: from now on the article counts as read by sentence, until it is marked as a whole.
    Perused {
        /// The article.
        key: String,
        /// All that is known to have been read of it.
        portion: Portion,
    },
    /// A reason of relations was muted in a library, or counts again.
    Muted {
        /// As in [`Deed::Opened`].
        library: String,
        /// A few words.
        reason: String,
        /// Muted, or not.
        muted: bool,
    },
}

/// A query that stands in the list of a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedQuery {
    /// As it was typed: no two of a library are the same.
    pub text: String,
    /// What the reader calls it.
    pub name: String,
}

/// The article that was open last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Last {
    /// The article.
    pub key: String,
    /// It was still being read when the session ended.
    pub reading: bool,
}

/// Everything remembered that a session needs to start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recollection {
    /// Marks by article key.
    pub marks: HashMap<String, Marks>,
    /// Tags by article key.
    pub tags: HashMap<String, BTreeSet<String>>,
    /// Notes by article key.
    pub notes: HashMap<String, String>,
    /// What was read, by article key, of the articles that count as read by sentence.
    pub portions: HashMap<String, Portion>,
    /// The reasons of relations that are muted in this library.
    pub muted: BTreeSet<String>,
    /// The queries saved in this library, in the order in which they were.
    pub saved: Vec<SavedQuery>,
    /// The article last opened in this library.
    pub last: Option<Last>,
}

/// Keeps what readers did. Shared by every session of a process, and by processes.
pub trait Memory: Send + Sync {
    /// What is remembered of the articles of a library.
    ///
    /// # Errors
    /// When the store can't be read.
    fn recall(&self, library: &str) -> Result<Recollection, MemoryError>;

    /// Keeps deeds, in order, all or none. When it returns, they survive `kill -9`.
    ///
    /// # Errors
    /// When the store can't be written.
    fn keep(&self, deeds: &[Deed]) -> Result<(), MemoryError>;
}

/// Why something could not be remembered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MemoryError {
    /// The place where it is kept can't be written.
    #[error("cannot keep your place: {reason} (in {path})")]
    Unwritable {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
    /// What is there can't be read.
    #[error("cannot read what you did before: {reason} (in {path})")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
}
