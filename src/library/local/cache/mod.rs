//! The cache of an archive: what has been read of it, kept on disk, so that it is read once.
//!
//! Its folder holds segments, what was learnt of the archive's litter, and a [`Manifest`] that says which of these
//! files are in force. One process at a time may change it: whoever has the lock. Everybody reads without one: files
//! are never changed, and one that is no longer in force stays mapped by whoever opened it. All of it can be deleted
//! at any time, which costs only the time to read the archive again.

mod known;
mod manifest;
mod merge;
mod save;

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use xxhash_rust::xxh3::xxh3_64;

use super::learnt::Learnt;
use super::plan::Plan;
use super::relations::Store;
use super::sealed::{UNFINISHED, put};
use super::shelf::{Owner, Shelf};
use super::stored::Stored;
use super::upkeep::Folders;
use super::words::Words;
use crate::library::Catalogue;
use crate::library::segment::Segment;
use crate::related::Index;
use manifest::{Listed, Manifest};

pub use known::{Before, Change, Known, stamp};
pub use save::Saver;

/// What the names of the folders start with that have the index of words and that of related stories.
const INDEXES: [&str; 2] = ["words-", "related-"];

/// The name of the file that whoever changes the cache has locked.
const LOCK: &str = "lock";

/// The cache of one archive.
pub struct Cache {
    folder: PathBuf,
    manifest: Manifest,
    /// What was opened, in order, below what ids are relative to.
    doors: Vec<PathBuf>,
}

/// What a cache holds.
#[derive(Default)]
pub struct Kept {
    /// The segments in force, each with the numbers of its files on disk that are gone.
    pub segments: Vec<(Arc<Segment>, Vec<u32>)>,
    /// The archive's litter.
    pub learnt: Learnt,
}

/// The right to change a cache, until it is dropped.
pub struct Lock(#[expect(dead_code, reason = "the system unlocks what is closed")] File);

impl Cache {
    /// The cache of what `plan` opens, and what it holds. `None` where nothing can be kept: what comes from a pipe
    /// has no name to be found again by.
    pub fn open(root: &Path, plan: &Plan) -> Option<(Self, Kept)> {
        let of = plan.identity()?;
        let name: String = plan.name.chars().filter(|c| c.is_alphanumeric() || "-_.".contains(*c)).take(40).collect();
        let folder = root.join(format!("{name}-{:016x}", xxh3_64(of.as_bytes())));
        let doors = plan.paths();
        // Whoever changes the cache may replace a file between our looks at the manifest and at the file.
        for _ in 0..3 {
            let Some(manifest) = Manifest::read(&folder).filter(|manifest| manifest.of == of) else { break };
            if let Some(kept) = load(&folder, &manifest) {
                return Some((Self { folder, manifest, doors }, kept));
            }
        }
        let manifest = Manifest { of, born: now(), ..Manifest::default() };
        Some((Self { folder, manifest, doors }, Kept::default()))
    }

    /// Whether something has been kept.
    pub fn is_new(&self) -> bool {
        self.manifest.generation == 0
    }

    /// The folders of the indexes, which go by lasting numbers: those of another cache are none for this one.
    fn folders(&self) -> Folders {
        let [words, relations] = INDEXES.map(|kind| self.folder.join(self.index_name(kind)));
        Folders { words, relations }
    }

    fn index_name(&self, kind: &str) -> String {
        format!("{kind}{:x}", self.manifest.born)
    }

    /// The index of words, as far as it goes.
    pub fn open_words(&self, catalogue: &Catalogue) -> Option<Words> {
        Words::open(&self.folders().words, self.manifest.generation, catalogue)
    }

    /// The folder of the index of related stories.
    pub fn related_folder(&self) -> PathBuf {
        self.folders().relations
    }

    /// The index of related stories, as far as it goes.
    pub fn open_relations(&self) -> Option<Index> {
        let store = Store::open(&self.folders().relations);
        (!store.parts().is_empty()).then(|| store.index())
    }

    /// Whether the index of related stories has every article that is kept.
    fn has_relations(&self) -> bool {
        Store::open(&self.folders().relations).generation() == self.manifest.generation
    }

    /// The right to change it; `None` when somebody else has it, or has changed it since it was opened.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn lock(&self) -> io::Result<Option<Lock>> {
        fs::create_dir_all(&self.folder)?;
        let file = File::create(self.folder.join(LOCK))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        let is_as_it_was = match Manifest::read(&self.folder).filter(|now| now.of == self.manifest.of) {
            None => self.is_new(),
            Some(now) if (now.born, now.generation) == (self.manifest.born, self.manifest.generation) => true,
            // What can't be read is nothing: it is written anew.
            Some(now) => self.is_new() && load(&self.folder, &now).is_none(),
        };
        Ok(is_as_it_was.then_some(Lock(file)))
    }

    /// Writes a segment that isn't in force yet, and opens it.
    fn write(
        &self,
        name: &str,
        write: impl FnOnce(&mut io::BufWriter<File>) -> io::Result<()>,
    ) -> io::Result<Arc<Segment>> {
        put(&self.folder, name, write)?;
        Segment::open(&self.folder.join(name)).map(Arc::new)
    }

    /// Puts these segments in force. What was in force and is not any more is deleted.
    fn publish(&mut self, segments: Vec<Listed>, next_serial: u32, learnt: &Learnt) -> io::Result<()> {
        let generation = self.manifest.generation + 1;
        let bytes = learnt.to_bytes();
        let name = format!("learnt-{generation}");
        put(&self.folder, &name, |file| file.write_all(&bytes))?;
        let learnt = Some((name, xxh3_64(&bytes)));
        let Manifest { of, born, .. } = self.manifest.clone();
        let manifest = Manifest { of, born, generation, next_serial, segments, learnt };
        manifest.write(&self.folder)?;
        self.manifest = manifest;
        self.sweep();
        Ok(())
    }

    /// Deletes what is not in force. What can't be deleted costs only room.
    fn sweep(&self) {
        let in_force = |name: &str| {
            self.manifest.segments.iter().any(|listed| listed.file == name)
                || self.manifest.learnt.as_ref().is_some_and(|(learnt, _)| learnt == name)
        };
        let ours =
            |name: &str| name.starts_with("segment-") || name.starts_with("learnt-") || name.ends_with(UNFINISHED);
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            if ours(name) && !in_force(name) {
                let _ = fs::remove_file(entry.path());
            } else if INDEXES.iter().any(|kind| name.starts_with(kind) && name != self.index_name(kind)) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
}

/// The segments that were kept of an archive, and the files in them. Where anything of it is damaged, all of it is: it
/// is read anew.
pub fn verified(shelf: &Shelf) -> (Vec<Arc<Segment>>, Known) {
    let stored = shelf.content().stored.clone();
    if stored.iter().all(|stored| stored.segment.is_sound()) {
        let known = Known::of(&shelf.content());
        return (stored.into_iter().map(|stored| stored.segment).collect(), known);
    }
    let sources =
        |at: usize, stored: &Stored| (0..stored.segment.sources()).map(move |source| Owner::Stored(at, source));
    let all: Vec<_> = stored.iter().enumerate().flat_map(|(at, stored)| sources(at, stored)).collect();
    shelf.content().lose(&all);
    (Vec::new(), Known::default())
}

/// Nanoseconds from 1970: two caches of one folder are not made at once.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}

/// Opens what a manifest names; `None` when any of it is missing or torn.
fn load(folder: &Path, manifest: &Manifest) -> Option<Kept> {
    let segments = manifest.segments.iter().map(|listed| {
        let segment = Segment::open(&folder.join(&listed.file)).ok()?;
        Some((Arc::new(segment), listed.gone.clone()))
    });
    let segments = segments.collect::<Option<_>>()?;
    let learnt = match &manifest.learnt {
        None => Learnt::default(),
        Some((name, hash)) => {
            let bytes = fs::read(folder.join(name)).ok()?;
            Learnt::of_bytes(&bytes).filter(|_| xxh3_64(&bytes) == *hash)?
        }
    };
    Some(Kept { segments, learnt })
}
