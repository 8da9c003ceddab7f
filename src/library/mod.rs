//! Every article that the program can reach, with its search and its related stories.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::article::{Article, Handle};
use crate::related::{Muted, Relation, Stories};
use crate::search::{Found, Handles, Query, Recalled};

mod as_one;
mod bibliography;
mod catalogue;
mod comparing;
mod course;
mod edition;
pub mod local;
mod mapped;
mod naming;
mod problem;
mod relating;
mod retelling;
mod segment;
mod storylines;
mod titles;

pub use as_one::as_one;
pub use bibliography::bibliography;
pub use catalogue::Catalogue;
pub use comparing::compared;
pub use course::{Telling, course};
pub use edition::{Edition, edition};
pub use naming::{Mention, Mentions, NameList, NamesOf, mentions, names};
pub use problem::{Problem, io_reason};
pub use relating::related;
pub use retelling::{ReadOf, Retold, retold};
pub use storylines::{Storyline, Storylines};

/// The one interface to articles, wherever they are. Calls may take long: they belong on a worker.
pub trait Library: Send + Sync {
    /// What the header calls it: the opened folder's name, `samples`, `standard input`.
    fn name(&self) -> &str;

    /// What has been found so far, in one consistent look.
    fn state(&self) -> State;

    /// Looks for what is new in the background. It appears in [`Library::state`].
    fn rescan(&self) {}

    /// Asks to be told when [`Library::state`] has changed. The watcher answers `false` when it no longer
    /// wants to know; it must return at once.
    fn watch(&self, watcher: Watcher);

    /// A whole article.
    ///
    /// # Errors
    /// When its file is gone or has changed beyond reading.
    fn article(&self, handle: Handle) -> Result<Arc<Article>, LibraryError>;

    /// Reads whole articles, in no order and from several threads. What can't be read just now is left out.
    ///
    /// # Errors
    /// When it was stopped.
    fn read_each(
        &self,
        handles: &Handles,
        stop: &Stop,
        take: &(dyn Fn(Handle, &Article) + Sync),
    ) -> Result<(), LibraryError> {
        for handle in handles.iter() {
            if stop.is_stopped() {
                return Err(LibraryError::Stopped);
            }
            if let Ok(article) = self.article(handle) {
                take(handle, &article);
            }
        }
        Ok(())
    }

    /// The bytes that an article was read from, as they stand. They are not safe for a terminal.
    ///
    /// # Errors
    /// As [`Library::article`].
    fn raw(&self, handle: Handle) -> Result<Vec<u8>, LibraryError>;

    /// The best `limit` articles that answer a query, and how many answer it, among those found so far; of a query
    /// without words, the newest. What memory knows of them comes with the question, see [`Query::remembered`].
    ///
    /// # Errors
    /// When the search was stopped.
    fn search(&self, query: &Query, recalled: &Recalled, limit: usize, stop: &Stop) -> Result<Found, LibraryError>;

    /// Every article found so far that answers a query.
    ///
    /// # Errors
    /// As [`Library::search`].
    fn matching(&self, query: &Query, recalled: &Recalled, stop: &Stop) -> Result<Handles, LibraryError>;

    /// The articles nearest to this one, best first, whatever their score. What is muted brings none near.
    ///
    /// # Errors
    /// When the search was stopped.
    fn nearest(&self, handle: Handle, limit: usize, muted: &Muted, stop: &Stop) -> Result<Vec<Relation>, LibraryError>;

    /// Whether [`Library::nearest`] can be asked for without reading much of the archive first.
    fn is_nearest_at_hand(&self) -> bool {
        true
    }

    /// The stories that the articles tell. They keep their names as articles are added. `tell` is told how far it has
    /// come, in percent.
    ///
    /// # Errors
    /// When the search was stopped.
    fn stories(&self, stop: &Stop, tell: Tell) -> Result<Arc<Stories>, LibraryError>;
}

/// Who is told how far some work has come, in percent.
pub type Tell<'a> = &'a (dyn Fn(u8) + Sync);

/// See [`Library::watch`].
pub type Watcher = Box<dyn Fn() -> bool + Send>;

/// What a library has found so far.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// The articles.
    pub catalogue: Catalogue,
    /// What could not be read.
    pub problems: Arc<[Problem]>,
    /// How far the reading has come; `None` when it is done.
    pub progress: Option<Progress>,
    /// How many of the articles were known from earlier readings when the library was opened.
    pub known: u32,
}

/// How far the reading of an archive has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files read. What is packed in one counts as that one.
    pub files: u64,
    /// Bytes read, as they lie on disk: packed ones before they are unpacked.
    pub bytes: u64,
    /// All there is to read, once that is known.
    pub total: Option<Total>,
    /// How long the reading has taken.
    pub elapsed: Duration,
}

/// All that there is to read in an archive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// See [`Progress::files`].
    pub files: u64,
    /// See [`Progress::bytes`].
    pub bytes: u64,
}

/// How long the reading goes on before its rate says something.
const SETTLED: Duration = Duration::from_millis(500);

impl Progress {
    /// Bytes a second, once there is something to tell it from.
    pub fn rate(&self) -> Option<u64> {
        let rate = (self.bytes as f64 / self.elapsed.as_secs_f64()) as u64;
        (self.elapsed >= SETTLED && rate > 0).then_some(rate)
    }

    /// How long the rest takes at this rate, once that can be told.
    pub fn time_left(&self) -> Option<Duration> {
        let left = self.total?.bytes.saturating_sub(self.bytes);
        Some(Duration::from_secs_f64(left as f64 / self.rate()? as f64))
    }
}

/// Why a library has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LibraryError {
    /// There is no such article.
    #[error("there is no such article")]
    Missing,
    /// Its file can't be read any more.
    #[error("{0}")]
    Unreadable(Problem),
    /// It can't be searched.
    #[error("{0}; search again to look through the texts themselves")]
    Failed(String),
    /// Nobody waits for the answer any more.
    #[error("the search was stopped")]
    Stopped,
}

/// Tells a running search that nobody waits for it any more.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks the search to end.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the search was asked to end.
    pub fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
