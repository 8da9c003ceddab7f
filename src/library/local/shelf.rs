//! The shelf: what has been found so far, which the scan fills and everybody reads.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::cache::Kept;
use super::learnt::Learnt;
use super::reading::Run;
use super::stored::Stored;
use super::words::Words;
use super::{File, lock, plan};
use crate::article::Handle;
use crate::library::segment::{Cut, Source};
use crate::library::{Catalogue, Problem, Progress, Watcher};
use crate::related::Index;

/// See the head of this file.
pub struct Shelf {
    content: Mutex<Content>,
    /// Told when the scan is over, and when what it found is kept.
    over: Condvar,
    pub(super) watchers: Mutex<Vec<Watcher>>,
    /// The litter that the archive repeats.
    pub(super) learnt: Mutex<Learnt>,
}

/// What has been found so far.
pub struct Content {
    pub catalogue: Catalogue,
    /// How many articles were known when the archive was opened.
    pub known: u32,
    /// What was kept of earlier readings.
    pub stored: Vec<Stored>,
    /// What has been read since.
    pub fresh: Fresh,
    /// What could not be read, each with the file on disk that it is about.
    pub troubles: Vec<(Owner, Problem)>,
    /// The same for everybody.
    pub problems: Arc<[Problem]>,
    pub progress: Option<Progress>,
    /// When the reading began.
    pub opened: Instant,
    /// Everything has been read and kept.
    pub is_settled: bool,
    /// The full-text index, as far as it goes.
    pub words: Option<Arc<Words>>,
    /// The index of related stories on disk, as far as it goes.
    pub relations: Option<Arc<Index>>,
    /// The folder for that index, where the archive is kept.
    pub related_folder: Option<PathBuf>,
    /// Why it could not be kept.
    pub not_kept: Option<String>,
}

/// The file on disk that a problem is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// None that will be known again.
    Nobody,
    /// One of a segment that was kept: which segment, and its number there.
    Stored(usize, u32),
    /// One that was read since.
    Fresh(u32),
}

/// What has been read since the archive was opened. Its handles follow those of what was kept.
#[derive(Default)]
pub struct Fresh {
    pub first: Handle,
    pub files: Vec<(Arc<File>, Handle)>,
    pub entries: Vec<Entry>,
    pub sources: Vec<FreshSource>,
}

/// A file on disk that was read since.
pub struct FreshSource {
    /// Which job read it.
    pub sequence: u64,
    /// `None` for what can't be known again.
    pub source: Option<Source>,
    /// It was read to its end.
    pub is_whole: bool,
    /// It is no longer there, or was read anew.
    pub is_gone: bool,
    /// The end of its last record, and how many there are up to it.
    pub reached: Option<(u64, u64)>,
    /// The handle after its last article.
    pub end: Handle,
}

/// Where an article is.
#[derive(Clone, Copy)]
pub struct Entry {
    /// The number of its file.
    pub file: u32,
    pub cut: Cut,
    /// Its number among what this scan has read, in no order.
    pub number: u32,
}

impl Fresh {
    /// The number of the next job.
    pub fn next_sequence(&self) -> u64 {
        self.sources.last().map_or(0, |source| source.sequence + 1)
    }
}

impl Shelf {
    /// A shelf with what was kept.
    pub fn new(base: &str, kept: Kept) -> Self {
        let mut catalogue = Catalogue::new(base);
        let (mut stored, mut troubles) = (Vec::new(), Vec::new());
        for (number, (segment, mut gone)) in kept.segments.into_iter().enumerate() {
            gone.sort_unstable();
            let first = Handle(catalogue.handed_out());
            catalogue.extend_stored(Arc::clone(&segment));
            let found = Stored { segment, first, gone };
            catalogue.lose(found.rows_of(&found.gone));
            let problems =
                found.segment.problems().into_iter().filter(|(source, _)| found.gone.binary_search(source).is_err());
            troubles.extend(problems.map(|(source, problem)| (Owner::Stored(number, source), problem)));
            stored.push(found);
        }
        let mut content = Content {
            known: catalogue.len() as u32,
            fresh: Fresh { first: Handle(catalogue.handed_out()), ..Fresh::default() },
            catalogue,
            stored,
            troubles,
            problems: Arc::default(),
            progress: Some(Progress::default()),
            opened: Instant::now(),
            is_settled: false,
            words: None,
            relations: None,
            related_folder: None,
            not_kept: None,
        };
        content.tell_problems();
        Self {
            content: Mutex::new(content),
            over: Condvar::new(),
            watchers: Mutex::default(),
            learnt: Mutex::new(kept.learnt),
        }
    }

    pub fn content(&self) -> MutexGuard<'_, Content> {
        lock(&self.content)
    }

    /// Tells who watches that there is something new.
    pub fn tell(&self) {
        lock(&self.watchers).retain(|watcher| watcher());
    }

    /// Tells who waits that the scan has come further.
    pub fn notify(&self) {
        self.over.notify_all();
    }

    pub fn wait_until(&self, is_so: impl Fn(&Content) -> bool) {
        let content = self.content();
        drop(self.over.wait_while(content, |content| !is_so(content)).unwrap_or_else(PoisonError::into_inner));
    }
}

impl Content {
    /// The file that an article stands in, and where in it.
    pub fn find(&self, handle: Handle, base: &Path) -> Option<(Arc<File>, Cut)> {
        let Some(at) = handle.0.checked_sub(self.fresh.first.0) else {
            return self.stored.iter().find_map(|stored| stored.find(handle, base));
        };
        let entry = self.fresh.entries.get(at as usize)?;
        let (file, _) = self.fresh.files.get(entry.file as usize)?;
        Some((Arc::clone(file), entry.cut))
    }

    /// Every file that is there, with the handles of its articles.
    pub fn files(&self, base: &Path) -> Vec<(Arc<File>, Run)> {
        let stored = self.stored.iter().flat_map(|stored| stored.files(base, |handle| self.catalogue.is_gone(handle)));
        let end = Handle(self.catalogue.handed_out());
        let ends = self.fresh.files.iter().skip(1).map(|(_, first)| *first).chain([end]);
        let fresh =
            self.fresh.files.iter().zip(ends).map(|((file, first), end)| (Arc::clone(file), Run::From(*first, end)));
        stored.chain(fresh).collect()
    }

    /// Notes that files on disk are gone, or were read anew.
    pub fn lose(&mut self, gone: &[Owner]) {
        for (number, stored) in self.stored.iter_mut().enumerate() {
            let sources = gone.iter().filter_map(|owner| match owner {
                Owner::Stored(at, source) if *at == number => Some(*source),
                _ => None,
            });
            let sources: Vec<u32> = sources.collect();
            self.catalogue.lose(stored.rows_of(&sources));
            stored.gone.extend(sources);
            stored.gone.sort_unstable();
        }
        for owner in gone {
            let Owner::Fresh(number) = owner else { continue };
            let before = number.checked_sub(1).and_then(|before| self.fresh.sources.get(before as usize));
            let first = before.map_or(self.fresh.first, |before| before.end);
            if let Some(source) = self.fresh.sources.get_mut(*number as usize) {
                source.is_gone = true;
                self.catalogue.lose((first.0..source.end.0).map(Handle));
            }
        }
        let gone: HashSet<_> = gone.iter().copied().collect();
        self.troubles.retain(|(owner, _)| !gone.contains(owner));
        self.tell_problems();
    }

    /// Puts what was read since where the archive has it, among what was kept. Files stand in the order of `doors`, then
    /// of their paths.
    pub fn put_in_order(&mut self, doors: &[PathBuf]) {
        let mut files = Vec::new();
        let mut add =
            |path: &Path, owner: usize, handles: Vec<Handle>| files.push((path.to_path_buf(), owner, handles));
        for (owner, stored) in self.stored.iter().enumerate() {
            stored.each_source(|path, handles| add(path, owner, handles));
        }
        let firsts = std::iter::once(self.fresh.first).chain(self.fresh.sources.iter().map(|source| source.end));
        for (fresh, first) in self.fresh.sources.iter().zip(firsts) {
            let path = fresh.source.as_ref().map_or(Path::new(""), Source::as_path);
            add(path, usize::MAX, (first.0..fresh.end.0).map(Handle).collect());
        }
        files.sort_by(|a, b| (plan::place(&a.0, doors), a.1).cmp(&(plan::place(&b.0, doors), b.1)));
        let handles = files.into_iter().flat_map(|(.., handles)| handles);
        let filed = handles.filter(|handle| !self.catalogue.is_gone(*handle)).collect();
        self.catalogue.file(filed);
    }

    /// Makes the list of problems anew.
    pub fn tell_problems(&mut self) {
        self.problems = self.troubles.iter().map(|(_, problem)| problem.clone()).collect();
    }
}
