//! A library of files on this machine: read once for the catalogue, and again for each article opened.

pub mod fulltext;
mod held;
mod learnt;
mod origin;
mod outline;
mod plan;
mod reading;
mod samples;
mod scan;
mod shelving;
mod walk;

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use crate::article::{Article, Handle};
use crate::ingest::Format;
use crate::related::{Builder, Index, Relation};
use crate::search::scan::Scan;
use crate::search::{Hit, Query};

use super::{Catalogue, Library, LibraryError, Problem, Progress, State, Stop, Watcher};
use learnt::Learnt;
use origin::Origin;

pub use origin::Input;

/// What to open.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// Files, folders or standard input; nothing opens the sample articles.
    pub inputs: Vec<Input>,
    /// The format of everything; without it, each file's own.
    pub format: Option<&'static str>,
}

/// Files that were opened.
pub struct LocalLibrary {
    name: String,
    shelf: Arc<Shelf>,
    /// The index of related stories, and how many articles it was built from.
    index: Mutex<Option<(usize, Arc<Index>)>>,
}

/// What the scan fills and everybody reads.
struct Shelf {
    content: Mutex<Content>,
    /// Told when the scan is over.
    scanned: Condvar,
    watchers: Mutex<Vec<Watcher>>,
    /// The litter that the archive repeats.
    learnt: Mutex<Learnt>,
    opened: Instant,
}

/// What has been found so far.
#[derive(Default)]
struct Content {
    catalogue: Catalogue,
    files: Vec<Arc<File>>,
    entries: Vec<Entry>,
    problems: Arc<[Problem]>,
    progress: Option<Progress>,
}

/// A file with at least one article.
struct File {
    /// Which job read it, and which of the files was it that are packed in one.
    source: (u64, u32),
    /// What the reader calls it.
    path: String,
    origin: Arc<Origin>,
    format: &'static dyn Format,
    /// The handle of its first article; its other articles follow, in the order of the file.
    first: Handle,
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

/// Where an article is.
#[derive(Clone, Copy)]
struct Entry {
    file: u32,
    cut: Cut,
}

/// Which part of its file an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    /// All of it.
    Whole,
    /// A record that can be read alone: its offset and its length in bytes.
    Bytes(u64, u64),
    /// The article of this place, from 0, which is found again by reading up to it.
    Nth(u32),
}

impl LocalLibrary {
    /// Opens files and starts reading them; the articles appear in [`Library::state`] as they are read.
    pub fn open(opening: Opening) -> Self {
        let plan = plan::Plan::of(opening);
        let shelf = Arc::new(Shelf {
            content: Mutex::new(Content {
                catalogue: Catalogue::new(&plan.base),
                progress: Some(Progress::default()),
                ..Content::default()
            }),
            scanned: Condvar::new(),
            watchers: Mutex::default(),
            learnt: Mutex::default(),
            opened: Instant::now(),
        });
        let name = plan.name.clone();
        let scanning = Arc::clone(&shelf);
        thread::spawn(move || scan::run(plan, &scanning));
        Self { name, shelf, index: Mutex::default() }
    }

    /// Waits until everything has been read.
    pub fn wait(&self) {
        let content = self.shelf.content();
        drop(
            self.shelf
                .scanned
                .wait_while(content, |content| content.progress.is_some())
                .unwrap_or_else(PoisonError::into_inner),
        );
    }

    fn entry(&self, handle: Handle) -> Result<(Arc<File>, Entry), LibraryError> {
        let content = self.shelf.content();
        let entry = content.entries.get(handle.index()).copied().ok_or(LibraryError::Missing)?;
        let file = content.files.get(entry.file as usize).ok_or(LibraryError::Missing)?;
        Ok((Arc::clone(file), entry))
    }

    fn index(&self, stop: &Stop) -> Result<Arc<Index>, LibraryError> {
        self.wait();
        if stop.is_stopped() {
            return Err(LibraryError::Stopped);
        }
        // Who asks meanwhile waits here for the same index.
        let mut index = lock(&self.index);
        let len = self.shelf.content().entries.len();
        let known = index.as_ref().filter(|(of, _)| *of == len).map(|(_, built)| Arc::clone(built));
        let built = match known {
            Some(built) => built,
            None => {
                let built = self.build_index()?;
                *index = Some((len, Arc::clone(&built)));
                built
            }
        };
        drop(index);
        if stop.is_stopped() { Err(LibraryError::Stopped) } else { Ok(built) }
    }

    /// Never abandoned: a reader who hops on before it is done would have it begun anew at every hop.
    fn build_index(&self) -> Result<Arc<Index>, LibraryError> {
        let builder = Mutex::new(Builder::default());
        self.read_all(&Stop::default(), &|handle, article| lock(&builder).add(handle, &article))?;
        Ok(Arc::new(builder.into_inner().unwrap_or_else(PoisonError::into_inner).build()))
    }

    fn read_all(&self, stop: &Stop, take: &(dyn Fn(Handle, Article) + Sync)) -> Result<(), LibraryError> {
        let files: Vec<(Arc<File>, Handle)> = {
            let content = self.shelf.content();
            let end = Handle(content.entries.len() as u32);
            let ends = content.files.iter().skip(1).map(|file| file.first).chain([end]);
            content.files.iter().cloned().zip(ends).collect()
        };
        reading::read_all(&files, stop, take)
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
            progress: content.progress.map(|progress| Progress { elapsed: self.shelf.opened.elapsed(), ..progress }),
        }
    }

    fn watch(&self, watcher: Watcher) {
        if watcher() {
            lock(&self.shelf.watchers).push(watcher);
        }
    }

    fn article(&self, handle: Handle) -> Result<Arc<Article>, LibraryError> {
        let (file, entry) = self.entry(handle)?;
        let mut article = reading::read_one(&file, entry.cut)?;
        // Where a file of many articles was written anew, another one may stand at the same bytes.
        let listed = |catalogue: &Catalogue| catalogue.get(handle).is_some_and(|row| row.title == article.title);
        if entry.cut != Cut::Whole && !listed(&self.shelf.content().catalogue) {
            return Err(reading::changed(&file));
        }
        lock(&self.shelf.learnt).mark(&mut article, learnt::place(&file.path, entry.cut));
        if article.published.is_none() {
            article.filed = file.origin.changed();
        }
        Ok(Arc::new(article))
    }

    fn raw(&self, handle: Handle) -> Result<Vec<u8>, LibraryError> {
        let (file, entry) = self.entry(handle)?;
        reading::read_bytes(&file, entry.cut)
    }

    fn search(&self, query: &Query, limit: usize, stop: &Stop) -> Result<Vec<Hit>, LibraryError> {
        self.wait();
        let scan = Scan::new(query);
        let hits = Mutex::new(Vec::new());
        self.read_all(stop, &|handle, article| {
            if let Some(scored) = scan.score(&article) {
                let (snippet, marks) = (scored.snippet.text, scored.snippet.marks);
                lock(&hits).push(Hit { handle, score: scored.score, snippet, marks });
            }
        })?;
        let mut hits = hits.into_inner().unwrap_or_else(PoisonError::into_inner);
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.handle.cmp(&b.handle)));
        hits.truncate(limit);
        Ok(hits)
    }

    fn nearest(&self, handle: Handle, limit: usize, stop: &Stop) -> Result<Vec<Relation>, LibraryError> {
        let index = self.index(stop)?;
        let article = self.article(handle)?;
        index.nearest(handle, &article, limit, &|| stop.is_stopped()).ok_or(LibraryError::Stopped)
    }
}

impl Shelf {
    fn content(&self) -> MutexGuard<'_, Content> {
        lock(&self.content)
    }

    fn tell(&self) {
        lock(&self.watchers).retain(|watcher| watcher());
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Only whole values are put behind these locks: a thread that panicked left a valid one.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
