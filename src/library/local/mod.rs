//! A library of files on this machine: read once for the catalogue, and again for each article opened.

mod cache;
pub mod fulltext;
mod gathering;
mod held;
mod indexing;
mod learnt;
mod origin;
mod outline;
mod plan;
mod reading;
mod relations;
mod samples;
mod scan;
mod sealed;
mod searching;
mod shelf;
mod shelving;
mod stored;
mod upkeep;
mod walk;
mod wanted;
mod words;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use crate::article::{Article, Handle};
use crate::ingest::Format;
use crate::related::{Muted, Relation, Stories};
use crate::search::{Found, Handles, Query, Recalled};

use super::segment::Cut;
use super::{Catalogue, Library, LibraryError, Progress, State, Stop, Tell, Watcher};
use cache::Cache;
use gathering::Gathered;
use origin::Origin;
use relations::Relations;
use shelf::Shelf;
use wanted::Wanted;

pub use origin::Input;

/// What to open.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// Files, folders or standard input; nothing opens the sample articles.
    pub inputs: Vec<Input>,
    /// The format of everything; without it, each file's own.
    pub format: Option<&'static str>,
    /// Where what was read is kept; `None` keeps nothing.
    pub cache: Option<PathBuf>,
    /// It is opened to be kept: what was read of small archives too, which are as soon read anew, and what is read goes
    /// into the index of words at once. Where a reader waits for the list, that comes first.
    pub to_keep: bool,
}

/// Files that were opened.
pub struct LocalLibrary {
    name: String,
    base: PathBuf,
    plan: Arc<plan::Plan>,
    shelf: Arc<Shelf>,
    /// The index of related stories, as it was last needed.
    relations: Mutex<Option<Arc<Relations>>>,
    stories: Mutex<Gathered>,
}

/// A file with at least one article.
struct File {
    /// Which job read it, and which of the files was it that are packed in one.
    source: (u64, u32),
    /// What the reader calls it.
    path: String,
    origin: Arc<Origin>,
    format: &'static dyn Format,
}

impl File {
    /// Whether both stand in the same compressed stream.
    fn shares_stream(&self, other: &File) -> bool {
        match (self.origin.stream(), other.origin.stream()) {
            (Some((a, _)), Some((b, _))) => Arc::ptr_eq(&a, &b),
            _ => false,
        }
    }
}

impl LocalLibrary {
    /// Opens files. What is known of them from before is in [`Library::state`] at once; then they are looked at, and
    /// the articles that are new appear there as they are read.
    pub fn open(opening: Opening) -> Self {
        let (root, to_keep) = (opening.cache.clone(), opening.to_keep);
        let plan = plan::Plan::of(opening);
        let opened = root.and_then(|root| Cache::open(&root, &plan));
        let (cache, kept) = opened.map_or((None, cache::Kept::default()), |(cache, kept)| (Some(cache), kept));
        let (name, base) = (plan.name.clone(), PathBuf::from(&plan.base));
        let shelf = Arc::new(Shelf::new(&plan.base, kept));
        let scanning = Arc::clone(&shelf);
        let plan = Arc::new(plan);
        let scanned = Arc::clone(&plan);
        thread::spawn(move || scan::run(&scanned, &scanning, cache, to_keep));
        Self { name, base, plan, shelf, relations: Mutex::default(), stories: Mutex::default() }
    }

    /// Waits until everything has been read.
    pub fn wait(&self) {
        self.shelf.wait_until(|content| content.progress.is_none());
    }

    /// Waits until everything has been read and kept.
    pub fn wait_until_kept(&self) {
        self.shelf.wait_until(|content| content.is_settled);
    }

    /// How many handles had been given out when the archive was opened.
    pub fn opened_with(&self) -> u32 {
        self.shelf.content().fresh.first.0
    }

    /// Why what was read could not be kept.
    pub fn not_kept(&self) -> Option<String> {
        self.shelf.content().not_kept.clone()
    }

    fn find(&self, handle: Handle) -> Result<(Arc<File>, Cut), LibraryError> {
        self.shelf.content().find(handle, &self.base).ok_or(LibraryError::Missing)
    }
}

impl Library for LocalLibrary {
    fn name(&self) -> &str {
        &self.name
    }

    fn state(&self) -> State {
        let content = self.shelf.content();
        State {
            catalogue: content.catalogue.clone(),
            problems: Arc::clone(&content.problems),
            progress: content.progress.map(|progress| Progress { elapsed: content.opened.elapsed(), ..progress }),
            known: content.known,
        }
    }

    fn rescan(&self) {
        let mut content = self.shelf.content();
        // What has no files has nothing new, and what is being read is looked at already.
        if content.progress.is_some() || self.plan.identity().is_none() {
            return;
        }
        content.progress = Some(Progress::default());
        content.opened = Instant::now();
        drop(content);
        let (plan, shelf) = (Arc::clone(&self.plan), Arc::clone(&self.shelf));
        thread::spawn(move || scan::again(&plan, &shelf));
    }

    fn watch(&self, watcher: Watcher) {
        if watcher() {
            lock(&self.shelf.watchers).push(watcher);
        }
    }

    fn article(&self, handle: Handle) -> Result<Arc<Article>, LibraryError> {
        let (file, cut) = self.find(handle)?;
        let mut article = reading::read_one(&file, cut)?;
        // Where a file of many articles was written anew, another one may stand at the same bytes.
        let listed = |catalogue: &Catalogue| catalogue.title(handle).is_some_and(|title| title == article.title);
        if cut != Cut::Whole && !listed(&self.shelf.content().catalogue) {
            return Err(reading::changed(&file));
        }
        lock(&self.shelf.learnt).mark(&mut article, learnt::place(&file.path, cut));
        if article.published.is_none() {
            article.filed = file.origin.changed();
        }
        Ok(Arc::new(article))
    }

    fn read_each(
        &self,
        handles: &Handles,
        stop: &Stop,
        take: &(dyn Fn(Handle, &Article) + Sync),
    ) -> Result<(), LibraryError> {
        let wanted = Wanted::of(&self.shelf.content(), &self.base, handles);
        wanted.read(stop, &|handle, mut article| {
            if !handles.contains(handle) {
                return;
            }
            if let Ok((file, cut)) = self.find(handle) {
                lock(&self.shelf.learnt).mark(&mut article, learnt::place(&file.path, cut));
            }
            take(handle, &article);
        })
    }

    fn raw(&self, handle: Handle) -> Result<Vec<u8>, LibraryError> {
        let (file, cut) = self.find(handle)?;
        reading::read_bytes(&file, cut)
    }

    fn search(&self, query: &Query, recalled: &Recalled, limit: usize, stop: &Stop) -> Result<Found, LibraryError> {
        searching::search(self, query, recalled, limit, stop)
    }

    fn matching(&self, query: &Query, recalled: &Recalled, stop: &Stop) -> Result<Handles, LibraryError> {
        searching::matching(self, query, recalled, stop)
    }

    fn nearest(&self, handle: Handle, limit: usize, muted: &Muted, stop: &Stop) -> Result<Vec<Relation>, LibraryError> {
        let relations = relations::of(self, stop)?;
        let article = self.article(handle)?;
        relations.nearest(handle, &article, limit, muted, stop).ok_or(LibraryError::Stopped)
    }

    fn is_nearest_at_hand(&self) -> bool {
        relations::is_at_hand(self)
    }

    fn stories(&self, stop: &Stop, tell: Tell) -> Result<Arc<Stories>, LibraryError> {
        gathering::stories(self, stop, tell)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Only whole values are put behind these locks: a thread that panicked left a valid one.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
